/*
 * Connections that resume a session: what the flows on resumption share.
 */
#ifndef FLOWS_RESUME_H
#define FLOWS_RESUME_H

#include "support.h"

enum way { NONE, FULL, RESUMED };

/* The last master secrets: the client's, the server's. */
static unsigned char master_secrets[2][48];

/* A pair with other random numbers, and so other session ids, than all before it. */
static struct pair *another_pair(enum kind kind)
{
    static uint64_t count;
    struct pair *p = quiet_pair(kind);
    p->c.random += 2 * ++count;
    p->s.random += 2 * count + 1;
    return p;
}

static void keep_secret(void *to, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t len,
                        const unsigned char client[32], const unsigned char server[32], mbedtls_tls_prf_types prf)
{
    (void) type, (void) client, (void) server, (void) prf;
    CHECK_EQ(len, 48);
    memcpy(to, secret, 48);
}

static void listen_for_keys(struct pair *p)
{
    memset(master_secrets, 0, sizeof master_secrets);
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, keep_secret, master_secrets[0]);
    mbedtls_ssl_set_export_keys_cb(&p->s.ssl, keep_secret, master_secrets[1]);
}

/* As expect_words, over what is left of a handshake on a bad link. */
static void expect_words_in_the_end(struct side *from, const char *words)
{
    unsigned char buffer[64];
    int length = (int) strlen(words), code, tries = 0;
    CHECK_EQ(mbedtls_ssl_write(&from->ssl, (const unsigned char *) words, (size_t) length), length);
    do {
        code = mbedtls_ssl_read(&from->peer->ssl, buffer, sizeof buffer);
    } while (code == WANT_READ && ++tries < 10);
    CHECK_EQ(code, length);
    CHECK(memcmp(buffer, words, (size_t) length) == 0);
}

/* Which way a connection went that was told to resume this, if it was told to listen for keys. */
static enum way way_of(const mbedtls_ssl_session *resume)
{
    CHECK(memcmp(master_secrets[0], master_secrets[1], 48) == 0);
    return resume != NULL && memcmp(master_secrets[0], resume->MBEDTLS_PRIVATE(master), 48) == 0 ? RESUMED : FULL;
}

/* Connects, with this session if it is not NULL, and lets both sides talk; tells which way it went. */
static enum way connect_pair(struct pair *p, const mbedtls_ssl_session *resume)
{
    if (resume != NULL)
        CHECK_EQ(mbedtls_ssl_set_session(&p->c.ssl, resume), 0);
    listen_for_keys(p);
    if (pair_handshake_lossy(p, 20) != 0)
        return NONE;
    expect_words_in_the_end(&p->c, "from the client");
    expect_words_in_the_end(&p->s, "from the server");
    return way_of(resume);
}

/* Takes the client's session, for the next connection. */
static void keep_session(struct pair *p, mbedtls_ssl_session *session)
{
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, session), 0);
}

#endif
