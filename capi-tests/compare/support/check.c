#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef CERTS
#error "CERTS is the folder of the test certificates: compile with -DCERTS=\"...\""
#endif

int checks_main(int argc, char **argv, const struct check *checks)
{
    const struct check *c;
    int i;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc > 1 && strcmp(argv[1], "--list") == 0) {
        for (c = checks; c->name != NULL; c++)
            puts(c->name);
        return 0;
    }
    for (i = 1; i < argc; i++) {
        for (c = checks; c->name != NULL && strcmp(c->name, argv[i]) != 0; c++)
            ;
        if (c->name == NULL)
            fatal("no check named %s", argv[i]);
    }
    for (c = checks; c->name != NULL; c++) {
        int wanted = argc == 1;

        for (i = 1; i < argc; i++)
            wanted |= strcmp(c->name, argv[i]) == 0;
        if (wanted) {
            printf("== %s\n", c->name);
            c->run();
        }
    }
    return 0;
}

void fatal(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(2);
}

void say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

int say_code(const char *what, int code)
{
    if (code < 0)
        printf("%s -> -0x%04X\n", what, (unsigned) -code);
    else if (code > 0)
        printf("%s -> 0x%X\n", what, (unsigned) code);
    else
        printf("%s -> 0\n", what);
    return code;
}

int say_count(const char *what, int code)
{
    if (code < 0)
        return say_code(what, code);
    printf("%s -> %d\n", what, code);
    return code;
}

void say_hex(const char *what, const unsigned char *bytes, size_t len)
{
    size_t i;

    printf("%s ", what);
    for (i = 0; i < len; i++)
        printf("%02x", bytes[i]);
    putchar('\n');
}

const char *cert_path(const char *file)
{
    static char paths[4][1024];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof(paths[0]), "%s/%s", CERTS, file);
    return path;
}

unsigned char *read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    unsigned char *bytes;
    long size;

    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
        fatal("cannot read %s", path);
    rewind(f);
    bytes = malloc((size_t) size + 1);
    if (bytes == NULL || fread(bytes, 1, (size_t) size, f) != (size_t) size)
        fatal("cannot read %s", path);
    fclose(f);
    bytes[size] = 0;
    *len = (size_t) size;
    return bytes;
}
