/*
 * What the flows share: checks, and two connections in one process with a clock that only the test moves (pair.h).
 */
#ifndef FLOWS_SUPPORT_H
#define FLOWS_SUPPORT_H

#include "../unit/check.h"

#include "../compare/support/pair.h"

#include <stdlib.h>
#include <string.h>

#define WANT_READ MBEDTLS_ERR_SSL_WANT_READ
#define WANT_WRITE MBEDTLS_ERR_SSL_WANT_WRITE

/* A pair that prints nothing; its configurations may be changed before pair_start. */
static struct pair *quiet_pair(enum kind kind)
{
    struct pair *p = pair_new(kind);
    p->log = 0;
    return p;
}

/* The same with cookies: the handshake resets the server after the HelloVerifyRequest. */
static struct pair *quiet_pair_with_cookies(enum kind kind)
{
    struct pair *p = quiet_pair(kind);
    pair_cookies(p);
    return p;
}

/* Sends words from one side to the other and checks that they arrive. */
static void expect_words(struct side *from, const char *words)
{
    unsigned char buffer[1024];
    int length = (int) strlen(words);
    CHECK_EQ(mbedtls_ssl_write(&from->ssl, (const unsigned char *) words, (size_t) length), length);
    CHECK_EQ(mbedtls_ssl_read(&from->peer->ssl, buffer, sizeof buffer), length);
    CHECK(memcmp(buffer, words, (size_t) length) == 0);
}

/* Both sides hear each other. */
static void expect_talk(struct pair *p)
{
    expect_words(&p->c, "from the client");
    expect_words(&p->s, "from the server");
}

/* Both contexts as after setup, for another connection of the same pair. */
static void start_over(struct pair *p)
{
    side_discard(&p->c);
    side_discard(&p->s);
    p->c.failed = p->s.failed = 0;
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK_EQ(side_reset(&p->s), 0);
}

#endif
