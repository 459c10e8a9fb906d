/*
 * Where the certificates of capi-tests/certs are: the environment variable CERTS.
 */
#ifndef CERTS_H
#define CERTS_H

#include <stdio.h>
#include <stdlib.h>

/* The path of a file there; the next call but three overwrites it. */
static const char *cert_path(const char *name)
{
    static char paths[4][600];
    static int next;
    const char *folder = getenv("CERTS");
    if (folder == NULL) {
        fprintf(stderr, "CERTS is not set to the folder of the certificates\n");
        exit(1);
    }
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* The bytes of a file there with a NUL behind them, to be freed; *size counts them without it. */
static unsigned char *cert_bytes(const char *name, size_t *size)
{
    unsigned char *bytes = calloc(1, 20000);
    FILE *file = fopen(cert_path(name), "rb");
    if (file == NULL || bytes == NULL) {
        fprintf(stderr, "%s cannot be read\n", cert_path(name));
        exit(1);
    }
    *size = fread(bytes, 1, 19999, file);
    fclose(file);
    return bytes;
}

#endif
