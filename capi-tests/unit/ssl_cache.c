#include "check.h"
#include "quiet_pair.h"
#include <mbedtls/ssl_cache.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

/* A session for the cache, of a handshake between two ends. */
static mbedtls_ssl_session session;

static void make_session(void)
{
    struct pair *p = quiet(ECDSA);

    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    mbedtls_ssl_session_init(&session);
    CHECK_EQ(mbedtls_ssl_get_session(&p->c.ssl, &session), 0);
    pair_free(p);
}

static int get(mbedtls_ssl_cache_context *cache, unsigned char number)
{
    unsigned char id[32];
    mbedtls_ssl_session found;

    memset(id, number, sizeof id);
    mbedtls_ssl_session_init(&found);
    int code = mbedtls_ssl_cache_get(cache, id, sizeof id, &found);
    if (code == 0) {
        CHECK_EQ(mbedtls_ssl_session_get_ciphersuite_id(&found), mbedtls_ssl_session_get_ciphersuite_id(&session));
        CHECK_EQ(mbedtls_ssl_session_get_id_len(&found), 32);
        CHECK(memcmp(*mbedtls_ssl_session_get_id(&found), *mbedtls_ssl_session_get_id(&session), 32) == 0);
        CHECK(found.MBEDTLS_PRIVATE(peer_cert) != NULL);
    }
    mbedtls_ssl_session_free(&found);
    return code;
}

static int set(mbedtls_ssl_cache_context *cache, unsigned char number)
{
    unsigned char id[32];

    memset(id, number, sizeof id);
    return mbedtls_ssl_cache_set(cache, id, sizeof id, &session);
}

static int forget(mbedtls_ssl_cache_context *cache, unsigned char number)
{
    unsigned char id[32];

    memset(id, number, sizeof id);
    return mbedtls_ssl_cache_remove(cache, id, sizeof id);
}

#define NOT_FOUND MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND

static void kept_found_and_removed(void)
{
    mbedtls_ssl_cache_context cache;

    mbedtls_ssl_cache_init(&cache);
    CHECK_EQ(mbedtls_ssl_cache_get_timeout(&cache), MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT);
    CHECK_EQ(get(&cache, 1), NOT_FOUND);
    CHECK_EQ(set(&cache, 1), 0);
    CHECK_EQ(set(&cache, 2), 0);
    CHECK_EQ(set(&cache, 1), 0);
    CHECK_EQ(get(&cache, 1), 0);
    CHECK_EQ(get(&cache, 1), 0);
    CHECK_EQ(get(&cache, 2), 0);
    CHECK_EQ(get(&cache, 3), NOT_FOUND);
    CHECK_EQ(forget(&cache, 3), 0);
    CHECK_EQ(forget(&cache, 1), 0);
    CHECK_EQ(forget(&cache, 1), 0);
    CHECK_EQ(get(&cache, 1), NOT_FOUND);
    CHECK_EQ(get(&cache, 2), 0);
    mbedtls_ssl_cache_free(&cache);
}

static void a_full_cache_forgets_the_oldest(void)
{
    mbedtls_ssl_cache_context cache;
    int i, found = 0;

    mbedtls_ssl_cache_init(&cache);
    for (i = 0; i < 60; i++)
        CHECK_EQ(set(&cache, (unsigned char) i), 0);
    for (i = 0; i < 60; i++)
        found += get(&cache, (unsigned char) i) == 0;
    CHECK_EQ(found, MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES);
    CHECK_EQ(get(&cache, 59), 0);
    mbedtls_ssl_cache_free(&cache);

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_cache_set_max_entries(&cache, 2);
    CHECK_EQ(set(&cache, 1), 0);
    sleep(1);
    CHECK_EQ(set(&cache, 2), 0);
    sleep(1);
    CHECK_EQ(set(&cache, 3), 0);
    CHECK_EQ(get(&cache, 1), NOT_FOUND);
    CHECK_EQ(get(&cache, 2), 0);
    CHECK_EQ(get(&cache, 3), 0);
    mbedtls_ssl_cache_free(&cache);
}

static void no_room_at_all(void)
{
    mbedtls_ssl_cache_context cache;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_cache_set_max_entries(&cache, -5);
    CHECK(set(&cache, 1) < 0);
    CHECK_EQ(get(&cache, 1), NOT_FOUND);
    mbedtls_ssl_cache_set_max_entries(&cache, 1);
    CHECK_EQ(set(&cache, 1), 0);
    CHECK_EQ(get(&cache, 1), 0);
    mbedtls_ssl_cache_free(&cache);
}

static void sessions_go_out_of_date(void)
{
    mbedtls_ssl_cache_context cache;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_cache_set_timeout(&cache, 1);
    CHECK_EQ(mbedtls_ssl_cache_get_timeout(&cache), 1);
    CHECK_EQ(set(&cache, 1), 0);
    CHECK_EQ(get(&cache, 1), 0);
    sleep(3);
    CHECK_EQ(get(&cache, 1), NOT_FOUND);
    /* What is out of date gives its place. */
    mbedtls_ssl_cache_set_max_entries(&cache, 1);
    CHECK_EQ(set(&cache, 2), 0);
    CHECK_EQ(get(&cache, 2), 0);
    mbedtls_ssl_cache_set_timeout(&cache, -7);
    CHECK_EQ(mbedtls_ssl_cache_get_timeout(&cache), 0);
    CHECK_EQ(get(&cache, 2), 0);
    mbedtls_ssl_cache_free(&cache);
}

static void misuse(void)
{
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_session empty;
    unsigned char id[40] = { 0 };

    mbedtls_ssl_session_init(&empty);
    mbedtls_ssl_cache_init(&cache);
    CHECK_EQ(mbedtls_ssl_cache_set(&cache, id, 33, &session), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_cache_set(&cache, id, 0, &session), 0);
    CHECK_EQ(mbedtls_ssl_cache_get(&cache, id, 33, &empty), NOT_FOUND);
    CHECK_EQ(mbedtls_ssl_cache_get(&cache, id, 0, &empty), 0);
    mbedtls_ssl_session_free(&empty);
    mbedtls_ssl_session_init(&empty);
    CHECK_EQ(mbedtls_ssl_cache_set(&cache, id, 8, &empty), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ssl_cache_get(&cache, id, 8, &empty), NOT_FOUND);
    ONLY_OURS {
        CHECK_EQ(mbedtls_ssl_cache_get(NULL, id, 8, &empty), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_get(&cache, NULL, 8, &empty), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_get(&cache, id, 8, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_set(NULL, id, 8, &session), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_set(&cache, NULL, 8, &session), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_set(&cache, id, 8, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_remove(NULL, id, 8), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_remove(&cache, NULL, 8), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_cache_get_timeout(NULL), 0);
        mbedtls_ssl_cache_init(NULL);
        mbedtls_ssl_cache_free(NULL);
        mbedtls_ssl_cache_set_timeout(NULL, 1);
        mbedtls_ssl_cache_set_max_entries(NULL, 1);
        mbedtls_ssl_cache_free(&cache);
        CHECK_EQ(set(&cache, 1), BAD_INPUT);
    }
    mbedtls_ssl_cache_free(&cache);
}

static mbedtls_ssl_cache_context shared;

static void *work(void *argument)
{
    unsigned char number = *(unsigned char *) argument;
    int i;

    for (i = 0; i < 200; i++) {
        CHECK_EQ(set(&shared, number), 0);
        CHECK_EQ(get(&shared, number), 0);
        if (i % 10 == 0) {
            CHECK_EQ(forget(&shared, number), 0);
            CHECK_EQ(get(&shared, number), NOT_FOUND);
        }
    }
    return NULL;
}

static void threads_share_a_cache(void)
{
    pthread_t threads[4];
    unsigned char numbers[4] = { 1, 2, 3, 4 };
    int i;

    mbedtls_ssl_cache_init(&shared);
    for (i = 0; i < 4; i++)
        CHECK_EQ(pthread_create(&threads[i], NULL, work, &numbers[i]), 0);
    for (i = 0; i < 4; i++)
        CHECK_EQ(pthread_join(threads[i], NULL), 0);
    mbedtls_ssl_cache_free(&shared);
}

int main(void)
{
    make_session();
    kept_found_and_removed();
    a_full_cache_forgets_the_oldest();
    no_room_at_all();
    sessions_go_out_of_date();
    misuse();
    threads_share_a_cache();
    mbedtls_ssl_session_free(&session);
    return check_result();
}
