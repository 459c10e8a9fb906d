/* mbedtls_ssl_context_save and mbedtls_ssl_context_load, rightly and wrongly used. */
#include "check.h"

#include "quiet_pair.h"

#include <stdlib.h>
#include <string.h>

static unsigned char saved[4096];

static struct pair *talking(void)
{
    struct pair *p = quiet(ECDSA);
    unsigned char data[32];

    pair_start(p);
    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "words", 5), 5);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, data, sizeof data), 5);
    return p;
}

static int writes_and_reads(struct side *from)
{
    unsigned char data[32];

    return mbedtls_ssl_write(&from->ssl, (const unsigned char *) "words", 5) == 5
           && mbedtls_ssl_read(&from->peer->ssl, data, sizeof data) == 5 && memcmp(data, "words", 5) == 0;
}

static void without_a_connection(void)
{
    mbedtls_ssl_context ssl;
    size_t len = 77;

    mbedtls_ssl_init(&ssl);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_context_save(NULL, saved, sizeof saved, &len), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_context_load(NULL, saved, sizeof saved), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_context_save(&ssl, saved, sizeof saved, &len), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_context_load(&ssl, saved, sizeof saved), BAD_INPUT);
    }
    CHECK_EQ(len, 77);
    mbedtls_ssl_free(&ssl);
}

static void there_and_back(void)
{
    struct pair *p = talking();
    size_t len, needed;
    int i;

    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, NULL, 0, &needed), MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, needed - 1, &len), MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, NULL, 10, &len), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, sizeof saved, NULL), BAD_INPUT);
    }
    CHECK(writes_and_reads(&p->s) && writes_and_reads(&p->c));
    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, needed, &len), 0);
    CHECK_EQ(len, needed);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 0);
    /* The same context, which was reset by the saving. */
    CHECK_EQ(mbedtls_ssl_context_load(&p->s.ssl, saved, len), 0);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
    for (i = 0; i < 3; i++)
        CHECK(writes_and_reads(&p->s) && writes_and_reads(&p->c));
    CHECK_EQ(mbedtls_ssl_context_save(&p->c.ssl, saved, sizeof saved, &len), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL);
    CHECK_EQ(mbedtls_ssl_context_load(&p->c.ssl, saved, len), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) != NULL);
    CHECK(writes_and_reads(&p->s) && writes_and_reads(&p->c));
    pair_free(p);
}

/* What does not load frees the context. */
static void damaged(void)
{
    struct pair *p = talking();
    mbedtls_ssl_context ssl;
    unsigned char bytes[sizeof saved];
    size_t len, i;

    CHECK_EQ(mbedtls_ssl_context_save(&p->c.ssl, saved, sizeof saved, &len), 0);
    for (i = 0; i < len; i++) {
        int code;
#ifdef ORIGINAL
        /* Mbed TLS notices its header alone. */
        if (i >= 3)
            break;
#endif
        memcpy(bytes, saved, len);
        bytes[i] ^= 0x40;
        mbedtls_ssl_init(&ssl);
        CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
        code = mbedtls_ssl_context_load(&ssl, bytes, len);
        CHECK_EQ(code, i < 6 ? MBEDTLS_ERR_SSL_VERSION_MISMATCH : BAD_INPUT);
        CHECK(mbedtls_ssl_context_get_config(&ssl) == NULL);
        mbedtls_ssl_free(&ssl);
    }
    for (i = 0; i < len; i += 7) {
        mbedtls_ssl_init(&ssl);
        CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
        CHECK_EQ(mbedtls_ssl_context_load(&ssl, saved, i), BAD_INPUT);
        mbedtls_ssl_free(&ssl);
    }
    ONLY_OURS
    {
        mbedtls_ssl_init(&ssl);
        CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
        CHECK_EQ(mbedtls_ssl_context_load(&ssl, NULL, len), BAD_INPUT);
        mbedtls_ssl_init(&ssl);
        CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->s.conf), 0);
        CHECK_EQ(mbedtls_ssl_context_load(&ssl, saved, len), BAD_INPUT);
    }
    /* A context that is in use. */
    CHECK_EQ(mbedtls_ssl_context_load(&p->s.ssl, saved, len), BAD_INPUT);
    CHECK(mbedtls_ssl_context_get_config(&p->s.ssl) == NULL);
    pair_free(p);
}

int main(void)
{
    without_a_connection();
    there_and_back();
    damaged();
    return check_result();
}
