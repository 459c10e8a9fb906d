/* Random generators whose bytes are known, and one that fails. */
#ifndef UNIT_RNG_H
#define UNIT_RNG_H

#include <stddef.h>
#include <string.h>

/* Counts up from `*next`. */
static inline int counting_rng(void *next, unsigned char *out, size_t size)
{
    unsigned char *byte = next;
    while (size-- > 0) {
        *out++ = (*byte)++;
    }
    return 0;
}

/* Writes zeros and fails. */
static inline int broken_rng(void *ctx, unsigned char *out, size_t size)
{
    (void) ctx;
    memset(out, 0, size);
    return -0x55;
}

#endif
