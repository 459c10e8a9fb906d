/* The certificates and keys of capi-tests/certs, found from the folder of this file. */
#ifndef CERTS_H
#define CERTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The path of a file among them; lives until the next call. */
static const char *cert_path(const char *file)
{
    static char path[4096];
    const char *slash = strrchr(__FILE__, '/');
    snprintf(path, sizeof path, "%.*s../certs/%s", slash == NULL ? 0 : (int) (slash - __FILE__ + 1), __FILE__, file);
    return path;
}

/* A whole file with a NUL behind it that `len` does not count. The caller frees it. */
static unsigned char *cert_file(const char *file, size_t *len)
{
    FILE *stream = fopen(cert_path(file), "rb");
    unsigned char *content = malloc(65536);
    if (stream == NULL || content == NULL) {
        perror(cert_path(file));
        exit(2);
    }
    *len = fread(content, 1, 65535, stream);
    content[*len] = 0;
    fclose(stream);
    return content;
}

/* A random generator for functions that ask for one. */
static inline int some_rng(void *context, unsigned char *output, size_t size)
{
    (void) context;
    for (size_t i = 0; i < size; i++)
        output[i] = (unsigned char) rand();
    return 0;
}

#endif
