/*
 * Threads, each with contexts of its own, share the configurations of a client and of a server, their certificates,
 * keys, cookies and random generator. The first contexts of all threads come at once, when nothing is prepared yet.
 */
#include "support.h"

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <pthread.h>

#define THREADS 4
#define ROUNDS 12

static struct pair *shared;
static pthread_barrier_t start;
static int failures_of[THREADS];

static void *work(void *argument)
{
    int *failures = argument;
    pthread_barrier_wait(&start);
    for (int round = 0; round < ROUNDS; round++) {
        struct pair *p = calloc(1, sizeof *p);
        unsigned char id[2] = { (unsigned char) (failures - failures_of), (unsigned char) round }, back[64];
        p->c.name = 'c';
        p->s.name = 's';
        p->c.peer = &p->s;
        p->s.peer = &p->c;
        p->c.pair = p->s.pair = p;
        p->c.recv_code = p->s.recv_code = WANT_READ;
        mbedtls_ssl_init(&p->c.ssl);
        mbedtls_ssl_init(&p->s.ssl);
        *failures += mbedtls_ssl_setup(&p->c.ssl, &shared->c.conf) != 0;
        *failures += mbedtls_ssl_setup(&p->s.ssl, &shared->s.conf) != 0;
        side_attach(&p->c);
        side_attach(&p->s);
        *failures += mbedtls_ssl_set_hostname(&p->c.ssl, "localhost") != 0;
        *failures += mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, sizeof id) != 0;
        *failures += side_handshake(&p->c) != WANT_READ;
        *failures += side_handshake(&p->s) != MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED;
        *failures += mbedtls_ssl_session_reset(&p->s.ssl) != 0;
        *failures += mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, sizeof id) != 0;
        *failures += pair_handshake(p) != 0;
        *failures += mbedtls_ssl_get_verify_result(&p->c.ssl) != 0;
        *failures += mbedtls_ssl_write(&p->c.ssl, id, sizeof id) != sizeof id;
        *failures += mbedtls_ssl_read(&p->s.ssl, back, sizeof back) != sizeof id || memcmp(id, back, sizeof id) != 0;
        *failures += mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL;
        side_discard(&p->c);
        side_discard(&p->s);
        mbedtls_ssl_free(&p->c.ssl);
        mbedtls_ssl_free(&p->s.ssl);
        free(p);
    }
    return NULL;
}

int main(void)
{
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    static const enum kind kinds[] = { ECDSA, RSA };
    for (size_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++) {
        pthread_t threads[THREADS];
        shared = quiet_pair(kinds[n]);
        mbedtls_ssl_conf_rng(&shared->c.conf, mbedtls_ctr_drbg_random, &rng);
        mbedtls_ssl_conf_rng(&shared->s.conf, mbedtls_ctr_drbg_random, &rng);
        mbedtls_ssl_cookie_init(&shared->cookies);
        shared->has_cookies = 1;
        CHECK_EQ(mbedtls_ssl_cookie_setup(&shared->cookies, mbedtls_ctr_drbg_random, &rng), 0);
        mbedtls_ssl_conf_dtls_cookies(&shared->s.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check,
                                      &shared->cookies);
        CHECK_EQ(pthread_barrier_init(&start, NULL, THREADS), 0);
        for (int i = 0; i < THREADS; i++)
            CHECK_EQ(pthread_create(&threads[i], NULL, work, &failures_of[i]), 0);
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            CHECK_EQ(failures_of[i], 0);
        }
        pthread_barrier_destroy(&start);
        pair_free(shared);
    }
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return check_result();
}
