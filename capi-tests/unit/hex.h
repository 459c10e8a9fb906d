/* Bytes compared with hexadecimal text, and patterns of bytes. */
#ifndef UNIT_HEX_H
#define UNIT_HEX_H

#include "check.h"
#include <string.h>

/* The bytes at `found` begin as `expected` says. */
static inline void check_hex(const char *file, int line, const unsigned char *found, const char *expected)
{
    char text[2 * 256 + 1];
    size_t size = strlen(expected) / 2;
    for (size_t i = 0; i < size; i++) {
        snprintf(text + 2 * i, 3, "%02x", found[i]);
    }
    if (strcmp(text, expected) != 0) {
        fprintf(stderr, "%s:%d: %s, not %s\n", file, line, text, expected);
        check_failures++;
    }
}

#define CHECK_HEX(found, expected) check_hex(__FILE__, __LINE__, found, expected)

/* The bytes that hexadecimal text stands for; returns how many. */
static inline size_t from_hex(const char *text, unsigned char *bytes)
{
    size_t size = strlen(text) / 2;
    for (size_t i = 0; i < size; i++) {
        unsigned byte = 0;
        sscanf(text + 2 * i, "%2x", &byte);
        bytes[i] = (unsigned char) byte;
    }
    return size;
}

#endif
