/* Sessions: taken, set, saved, loaded, and who keeps them. */
#include "check.h"
#include "quiet_pair.h"
#include <mbedtls/platform_time.h>
#include <mbedtls/ssl_cache.h>
#include <mbedtls/ssl_ticket.h>
#include <stddef.h>
#include <string.h>

#define UNAVAILABLE MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE

static mbedtls_ssl_cache_context cache;

static struct pair *cached(const mbedtls_ssl_session *resume)
{
    static uint64_t number;
    struct pair *p = quiet(PSK);

    p->s.random += ++number;
    mbedtls_ssl_conf_session_cache(&p->s.conf, &cache, mbedtls_ssl_cache_get, mbedtls_ssl_cache_set);
    pair_start(p);
    if (resume != NULL)
        CHECK_EQ(mbedtls_ssl_set_session(&p->c.ssl, resume), 0);
    CHECK_EQ(pair_handshake(p), 0);
    return p;
}

static int same(const mbedtls_ssl_session *one, const mbedtls_ssl_session *two)
{
    return memcmp(one->MBEDTLS_PRIVATE(master), two->MBEDTLS_PRIVATE(master), 48) == 0;
}

static void getters_and_fields(void)
{
    mbedtls_ssl_session session;
    mbedtls_ms_time_t made = 77;

    memset(&session, 0xEE, sizeof session);
    mbedtls_ssl_session_init(&session);
    CHECK_EQ(mbedtls_ssl_session_get_id_len(&session), 0);
    CHECK_EQ(mbedtls_ssl_session_get_ciphersuite_id(&session), 0);
    CHECK(*mbedtls_ssl_session_get_id(&session) == session.MBEDTLS_PRIVATE(id));
    CHECK_EQ(mbedtls_ssl_session_get_ticket_creation_time(&session, &made), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_session_get_ticket_creation_time(&session, NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_session_get_ticket_creation_time(NULL, &made), BAD_INPUT);
    CHECK_EQ(made, 77);
    session.MBEDTLS_PRIVATE(endpoint) = MBEDTLS_SSL_IS_SERVER;
    session.MBEDTLS_PRIVATE(ticket_creation_time) = 5;
    CHECK_EQ(mbedtls_ssl_session_get_ticket_creation_time(&session, &made), 0);
    CHECK_EQ(made, 5);
    ONLY_OURS {
        CHECK(mbedtls_ssl_session_get_id(NULL) == NULL);
        CHECK_EQ(mbedtls_ssl_session_get_id_len(NULL), 0);
        CHECK_EQ(mbedtls_ssl_session_get_ciphersuite_id(NULL), 0);
        mbedtls_ssl_session_init(NULL);
    }
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_session_free(NULL);
}

static void resumed_by_id(void)
{
    mbedtls_ssl_session session, again;
    struct pair *p;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_session_init(&session);
    mbedtls_ssl_session_init(&again);
    p = cached(NULL);
    /* NULL takes nothing: the session can be taken afterwards. */
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_get_session(&p->s.ssl, &session), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_session(&p->c.ssl, NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &session), 0);
    CHECK_EQ(mbedtls_ssl_session_get_id_len(&session), 32);
    CHECK_EQ(mbedtls_ssl_session_get_ciphersuite_id(&session), mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl));
    CHECK(p->c.ssl.MBEDTLS_PRIVATE(session) != NULL && same(p->c.ssl.MBEDTLS_PRIVATE(session), &session));
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &again), UNAVAILABLE);
    CHECK_EQ(mbedtls_ssl_set_session(&p->c.ssl, &session), BAD_INPUT);
    pair_free(p);

    p = cached(&session);
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &again), 0);
    CHECK(same(&session, &again));
    /* A session that is there is replaced. */
    p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(exported) = 0;
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &again), 0);
    CHECK_EQ(mbedtls_ssl_session_reset(&p->c.ssl), 0);
    CHECK(p->c.ssl.MBEDTLS_PRIVATE(session) == NULL);
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &again), BAD_INPUT);
    pair_free(p);

    /* The cache has forgotten it. */
    CHECK_EQ(mbedtls_ssl_cache_remove(&cache, *mbedtls_ssl_session_get_id(&session), 32), 0);
    p = cached(&session);
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &again), 0);
    CHECK(!same(&session, &again));
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_session_free(&again);
    mbedtls_ssl_cache_free(&cache);
}

static int parsed, written;

static int write_counted(void *ctx, const mbedtls_ssl_session *session, unsigned char *start, const unsigned char *end,
                         size_t *len, uint32_t *lifetime)
{
    written++;
    return mbedtls_ssl_ticket_write(ctx, session, start, end, len, lifetime);
}

static int parse_counted(void *ctx, mbedtls_ssl_session *session, unsigned char *buf, size_t len)
{
    parsed++;
    return mbedtls_ssl_ticket_parse(ctx, session, buf, len);
}

static void tickets_are_switched(void)
{
    mbedtls_ssl_ticket_context tickets;
    uint64_t seed = 99;
    struct pair *p;
    int on;

    mbedtls_ssl_ticket_init(&tickets);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&tickets, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 300), 0);
    for (on = 0; on < 2; on++) {
        written = 0;
        p = quiet(PSK);
        mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, write_counted, parse_counted, &tickets);
        mbedtls_ssl_conf_session_tickets(&p->c.conf, on ? MBEDTLS_SSL_SESSION_TICKETS_ENABLED
                                                        : MBEDTLS_SSL_SESSION_TICKETS_DISABLED);
        mbedtls_ssl_conf_new_session_tickets(&p->s.conf, 3);
        mbedtls_ssl_conf_tls13_enable_signal_new_session_tickets(
            &p->c.conf, MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(written, on);
        CHECK_EQ(p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(ticket) != NULL, on);
        CHECK_EQ(p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(ticket_lifetime), on ? 300 : 0);
        pair_free(p);
    }
    CHECK_EQ(parsed, 0);
    mbedtls_ssl_ticket_free(&tickets);
    ONLY_OURS {
        mbedtls_ssl_conf_session_cache(NULL, NULL, NULL, NULL);
        mbedtls_ssl_conf_session_tickets_cb(NULL, NULL, NULL, NULL);
        mbedtls_ssl_conf_session_tickets(NULL, 1);
        mbedtls_ssl_conf_new_session_tickets(NULL, 1);
        mbedtls_ssl_conf_tls13_enable_signal_new_session_tickets(NULL, 1);
    }
}

static void saved_and_loaded(void)
{
    mbedtls_ssl_session session, loaded;
    unsigned char buffer[1000];
    size_t length = 0, i;
    struct pair *p;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_session_init(&session);
    mbedtls_ssl_session_init(&loaded);
    p = cached(NULL);
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &session), 0);
    pair_free(p);

    CHECK_EQ(mbedtls_ssl_session_save(&session, NULL, 0, &length), MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK(length > 48 + 32 && length < sizeof buffer);
    CHECK_EQ(mbedtls_ssl_session_save(&session, buffer, length, &length), 0);
    CHECK_EQ(mbedtls_ssl_session_load(&loaded, buffer, length), 0);
    CHECK(same(&session, &loaded));
    CHECK_EQ(mbedtls_ssl_session_load(&loaded, buffer, length - 1), BAD_INPUT);
    ONLY_OURS {
        CHECK_EQ(mbedtls_ssl_session_load(&loaded, buffer, length), 0);
        CHECK_EQ(mbedtls_ssl_session_load(&loaded, buffer, length), 0);
        p = cached(&loaded);
        CHECK(same(p->c.ssl.MBEDTLS_PRIVATE(session), &session));
        pair_free(p);
        /* Whatever is changed, it is refused or it is another session, and nothing breaks. */
        for (i = 0; i < length; i++) {
            buffer[i] ^= 0x81;
            int code = mbedtls_ssl_session_load(&loaded, buffer, length);
            CHECK(code == 0 || code == BAD_INPUT || code == MBEDTLS_ERR_SSL_VERSION_MISMATCH);
            CHECK(i > 5 || code == MBEDTLS_ERR_SSL_VERSION_MISMATCH);
            buffer[i] ^= 0x81;
        }
        CHECK_EQ(mbedtls_ssl_session_save(NULL, buffer, sizeof buffer, &length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_session_save(&session, buffer, sizeof buffer, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_session_save(&session, NULL, sizeof buffer, &length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_session_load(NULL, buffer, length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_session_load(&loaded, NULL, length), BAD_INPUT);
    }
    mbedtls_ssl_session_free(&session);
    CHECK_EQ(mbedtls_ssl_session_save(&session, buffer, sizeof buffer, &length), UNAVAILABLE);
    mbedtls_ssl_session_free(&loaded);
    mbedtls_ssl_cache_free(&cache);
}

int main(void)
{
    getters_and_fields();
    resumed_by_id();
    tickets_are_switched();
    saved_and_loaded();
    return check_result();
}
