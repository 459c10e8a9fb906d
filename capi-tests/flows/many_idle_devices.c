/*
 * A server holds the connections of many devices that seldom say anything: each takes little memory, and all of it is
 * given back.
 */
#include "support.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define DEVICES 64

/* Bytes of heap in use; always the same where that cannot be told, as under AddressSanitizer. */
static size_t heap(void)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

/* The most bytes that an idle server may hold beside its context, if its client showed no certificate. */
#define LIMIT 2560

static void devices_connect_and_leave(enum kind kind)
{
    struct pair *pairs[DEVICES];
    for (int i = 0; i < DEVICES; i++) {
        pairs[i] = quiet_pair(kind);
        pair_start(pairs[i]);
        pair_establish(pairs[i]);
        expect_talk(pairs[i]);
    }
    size_t before = heap();
    for (int i = 0; i < DEVICES; i++)
        mbedtls_ssl_free(&pairs[i]->s.ssl);
    size_t held = before - heap();
    if (held > DEVICES * LIMIT)
        printf("kind %d: %zu bytes for each idle server\n", (int) kind, held / DEVICES);
    CHECK(held <= DEVICES * LIMIT);
    for (int i = 0; i < DEVICES; i++)
        pair_free(pairs[i]);
}

int main(void)
{
    for (int kind = 0; kind < KINDS; kind++) {
        devices_connect_and_leave((enum kind) kind);
    }
    return check_result();
}
