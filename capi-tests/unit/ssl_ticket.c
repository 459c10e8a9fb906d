#include "check.h"
#include "quiet_pair.h"
#include <mbedtls/ssl_ticket.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define TOO_SHORT MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA
#define EXPIRED MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED

static mbedtls_ssl_session session;
static uint64_t seed = 0x123456789ABCDEFu;

/* A session as a server seals it: taken where a ticket is written. */
static int keep(void *ctx, const mbedtls_ssl_session *given, unsigned char *start, const unsigned char *end, size_t *len,
                uint32_t *lifetime)
{
    unsigned char buffer[2000];
    size_t size;

    (void) ctx, (void) start, (void) end;
    *len = 0;
    *lifetime = 0;
    CHECK_EQ(mbedtls_ssl_session_save(given, buffer, sizeof buffer, &size), 0);
    CHECK_EQ(mbedtls_ssl_session_load(&session, buffer, size), 0);
    return 0;
}

static int no_parse(void *ctx, mbedtls_ssl_session *given, unsigned char *buf, size_t len)
{
    (void) ctx, (void) given, (void) buf, (void) len;
    return -1;
}

static void make_session(void)
{
    struct pair *p = quiet(ECDSA);

    mbedtls_ssl_session_init(&session);
    mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
    mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, keep, no_parse, NULL);
    CHECK_EQ(finish(p), 0);
    CHECK(mbedtls_ssl_session_get_ciphersuite_id(&session) != 0);
}

struct ticket {
    unsigned char bytes[2000];
    size_t len;
    uint32_t lifetime;
};

static int write_one(mbedtls_ssl_ticket_context *ctx, struct ticket *ticket)
{
    return mbedtls_ssl_ticket_write(ctx, &session, ticket->bytes, ticket->bytes + sizeof ticket->bytes, &ticket->len,
                                    &ticket->lifetime);
}

static int parse(mbedtls_ssl_ticket_context *ctx, const struct ticket *ticket)
{
    struct ticket copy = *ticket; /* it may be changed in place */
    mbedtls_ssl_session found;

    mbedtls_ssl_session_init(&found);
    int code = mbedtls_ssl_ticket_parse(ctx, &found, copy.bytes, copy.len);
    if (code == 0) {
        mbedtls_ms_time_t made = 0, given = 0;
        CHECK_EQ(mbedtls_ssl_session_get_ciphersuite_id(&found), mbedtls_ssl_session_get_ciphersuite_id(&session));
        CHECK_EQ(mbedtls_ssl_session_get_ticket_creation_time(&found, &made), 0);
        CHECK_EQ(mbedtls_ssl_session_get_ticket_creation_time(&session, &given), 0);
        CHECK(made - given < 50 && given - made < 50);
    }
    mbedtls_ssl_session_free(&found);
    return code;
}

static void ciphers(void)
{
    static const mbedtls_cipher_type_t good[] = { MBEDTLS_CIPHER_AES_128_GCM, MBEDTLS_CIPHER_AES_192_GCM,
                                                  MBEDTLS_CIPHER_AES_256_GCM, MBEDTLS_CIPHER_AES_128_CCM,
                                                  MBEDTLS_CIPHER_AES_192_CCM, MBEDTLS_CIPHER_AES_256_CCM,
                                                  MBEDTLS_CIPHER_CHACHA20_POLY1305 };
    static const mbedtls_cipher_type_t bad[] = { MBEDTLS_CIPHER_NONE, MBEDTLS_CIPHER_AES_128_CBC,
                                                 MBEDTLS_CIPHER_AES_256_CTR, MBEDTLS_CIPHER_CHACHA20,
                                                 (mbedtls_cipher_type_t) 999 };
    mbedtls_ssl_ticket_context ctx;
    struct ticket ticket;
    size_t i;

    for (i = 0; i < sizeof good / sizeof good[0]; i++) {
        mbedtls_ssl_ticket_init(&ctx);
        CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, pair_rng, &seed, good[i], 3600), 0);
        CHECK_EQ(write_one(&ctx, &ticket), 0);
        CHECK_EQ(ticket.lifetime, 3600);
        CHECK(ticket.len > 4 + 12 + 2 + 16 + 48);
        CHECK_EQ(parse(&ctx, &ticket), 0);
        mbedtls_ssl_ticket_free(&ctx);
    }
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mbedtls_ssl_ticket_init(&ctx);
        CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, pair_rng, &seed, bad[i], 3600), BAD_INPUT);
        mbedtls_ssl_ticket_free(&ctx);
    }
}

static void every_byte_counts(void)
{
    mbedtls_ssl_ticket_context ctx;
    struct ticket ticket, changed;
    size_t i;

    mbedtls_ssl_ticket_init(&ctx);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 3600), 0);
    CHECK_EQ(write_one(&ctx, &ticket), 0);
    CHECK_EQ(write_one(&ctx, &changed), 0);
    CHECK(memcmp(ticket.bytes, changed.bytes, 4) == 0);
    CHECK(memcmp(ticket.bytes + 4, changed.bytes + 4, 12) != 0);
    for (i = 0; i < ticket.len; i++) {
        changed = ticket;
        changed.bytes[i] ^= 0x20;
        int expected = i < 4 ? EXPIRED : i == 16 || i == 17 ? BAD_INPUT : MBEDTLS_ERR_SSL_INVALID_MAC;
        CHECK_EQ(parse(&ctx, &changed), expected);
        changed = ticket;
        changed.len = i;
        CHECK_EQ(parse(&ctx, &changed), BAD_INPUT);
    }
    changed = ticket;
    changed.len++;
    CHECK_EQ(parse(&ctx, &changed), BAD_INPUT);
    CHECK_EQ(parse(&ctx, &ticket), 0);
    mbedtls_ssl_ticket_free(&ctx);
}

static void keys_are_shared_between_servers(void)
{
    static const unsigned char names[3][4] = { "one", "two", "tri" }, key[32] = "0123456789abcdef0123456789abcde";
    mbedtls_ssl_ticket_context here, there;
    struct ticket one, two;

    mbedtls_ssl_ticket_init(&here);
    mbedtls_ssl_ticket_init(&there);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&here, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 3600), 0);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&there, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 3600), 0);
    CHECK_EQ(write_one(&here, &one), 0);
    CHECK_EQ(parse(&there, &one), EXPIRED);

    CHECK_EQ(mbedtls_ssl_ticket_rotate(&here, names[0], 4, key, 32, 100), 0);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&there, names[0], 4, key, 32, 200), 0);
    /* What was sealed before the change is still good. */
    CHECK_EQ(parse(&here, &one), 0);
    CHECK_EQ(write_one(&here, &one), 0);
    CHECK_EQ(one.lifetime, 100);
    CHECK(memcmp(one.bytes, names[0], 4) == 0);
    CHECK_EQ(parse(&there, &one), 0);
    CHECK_EQ(write_one(&there, &two), 0);
    CHECK_EQ(two.lifetime, 200);
    CHECK_EQ(parse(&here, &two), 0);

    /* One change on, and two. */
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&here, names[1], 4, key, 32, 100), 0);
    CHECK_EQ(parse(&here, &two), 0);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&here, names[2], 4, key, 32, 100), 0);
    CHECK_EQ(parse(&here, &two), EXPIRED);

    /* The same name for another key. */
    unsigned char other[32] = { 1 };
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&here, names[0], 4, other, 32, 100), 0);
    CHECK_EQ(parse(&here, &two), MBEDTLS_ERR_SSL_INVALID_MAC);

    /* Lengths. */
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&here, names[0], 3, key, 32, 100), TOO_SHORT);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&here, names[0], 4, key, 31, 100), TOO_SHORT);
    mbedtls_ssl_ticket_free(&here);
    mbedtls_ssl_ticket_free(&there);
}

static void tickets_and_keys_have_their_time(void)
{
    mbedtls_ssl_ticket_context ctx;
    struct ticket old, fresh, ever;

    mbedtls_ssl_ticket_init(&ctx);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, pair_rng, &seed, MBEDTLS_CIPHER_AES_128_GCM, 2), 0);
    make_session();
    CHECK_EQ(write_one(&ctx, &old), 0);
    CHECK_EQ(parse(&ctx, &old), 0);
    sleep(3);
    /* Its key is there, but it is too old itself. */
    CHECK_EQ(parse(&ctx, &old), EXPIRED);
    CHECK_EQ(write_one(&ctx, &fresh), 0);
    CHECK(memcmp(old.bytes, fresh.bytes, 4) != 0);
    mbedtls_ssl_ticket_free(&ctx);

    mbedtls_ssl_ticket_init(&ctx);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, pair_rng, &seed, MBEDTLS_CIPHER_AES_128_GCM, 0), 0);
    CHECK_EQ(write_one(&ctx, &ever), 0);
    CHECK_EQ(ever.lifetime, 0);
    ONLY_OURS CHECK_EQ(parse(&ctx, &ever), 0);
    mbedtls_ssl_ticket_free(&ctx);
}

static int failing_rng(void *ctx, unsigned char *out, size_t len)
{
    int *left = ctx;

    memset(out, 5, len);
    return (*left)-- > 0 ? 0 : -99;
}

static void misuse(void)
{
    mbedtls_ssl_ticket_context ctx;
    struct ticket ticket;
    mbedtls_ssl_session empty;
    int left;

    for (left = 0; left < 4; left++) {
        int calls = left;
        mbedtls_ssl_ticket_init(&ctx);
        CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, failing_rng, &calls, MBEDTLS_CIPHER_AES_256_GCM, 1), -99);
        mbedtls_ssl_ticket_free(&ctx);
    }
    int calls = 4;
    mbedtls_ssl_ticket_init(&ctx);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, failing_rng, &calls, MBEDTLS_CIPHER_AES_256_GCM, 1000), 0);
    CHECK_EQ(write_one(&ctx, &ticket), -99);
    CHECK_EQ(ticket.len, 0);
    mbedtls_ssl_ticket_free(&ctx);

    mbedtls_ssl_ticket_init(&ctx);
    CHECK_EQ(write_one(&ctx, &ticket), BAD_INPUT);
    CHECK_EQ(ticket.len, 0);
    ticket.len = 100;
    CHECK_EQ(parse(&ctx, &ticket), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&ctx, ticket.bytes, 4, ticket.bytes, 32, 1), TOO_SHORT);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 1000), 0);
    /* NULL is an end without any room before it. */
    CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &session, ticket.bytes, NULL, &ticket.len, &ticket.lifetime),
             MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &session, ticket.bytes, ticket.bytes + 33, &ticket.len, &ticket.lifetime),
             MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &session, ticket.bytes, ticket.bytes + 60, &ticket.len, &ticket.lifetime),
             MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK_EQ(ticket.len, 0);
    mbedtls_ssl_session_init(&empty);
    CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &empty, ticket.bytes, ticket.bytes + 900, &ticket.len, &ticket.lifetime),
             MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    ONLY_OURS {
        mbedtls_ssl_ticket_init(NULL);
        mbedtls_ssl_ticket_free(NULL);
        CHECK_EQ(mbedtls_ssl_ticket_setup(NULL, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_setup(&ctx, NULL, &seed, MBEDTLS_CIPHER_AES_256_GCM, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_rotate(NULL, ticket.bytes, 4, ticket.bytes, 32, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_rotate(&ctx, NULL, 4, ticket.bytes, 32, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_rotate(&ctx, ticket.bytes, 4, NULL, 32, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_write(NULL, &session, ticket.bytes, ticket.bytes + 900, &ticket.len,
                                          &ticket.lifetime), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, NULL, ticket.bytes, ticket.bytes + 900, &ticket.len,
                                          &ticket.lifetime), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &session, ticket.bytes, ticket.bytes + 900, NULL, &ticket.lifetime),
                 BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &session, ticket.bytes, ticket.bytes + 900, &ticket.len, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_write(&ctx, &session, NULL, ticket.bytes, &ticket.len, &ticket.lifetime), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_parse(NULL, &empty, ticket.bytes, 100), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_parse(&ctx, NULL, ticket.bytes, 100), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_ticket_parse(&ctx, &empty, NULL, 100), BAD_INPUT);
    }
    mbedtls_ssl_ticket_free(&ctx);
    mbedtls_ssl_ticket_free(&ctx);
}

static mbedtls_ssl_ticket_context shared;

static int steady_rng(void *ctx, unsigned char *out, size_t len)
{
    (void) ctx;
    memset(out, 7, len);
    return 0;
}

static void *work(void *argument)
{
    struct ticket ticket;
    int i;

    for (i = 0; i < 200; i++) {
        CHECK_EQ(write_one(&shared, &ticket), 0);
        CHECK_EQ(parse(&shared, &ticket), 0);
    }
    return argument;
}

static void threads_share_the_keys(void)
{
    pthread_t threads[4];
    int i;

    mbedtls_ssl_ticket_init(&shared);
    CHECK_EQ(mbedtls_ssl_ticket_setup(&shared, steady_rng, NULL, MBEDTLS_CIPHER_AES_256_GCM, 3600), 0);
    for (i = 0; i < 4; i++)
        CHECK_EQ(pthread_create(&threads[i], NULL, work, NULL), 0);
    for (i = 0; i < 4; i++)
        CHECK_EQ(pthread_join(threads[i], NULL), 0);
    mbedtls_ssl_ticket_free(&shared);
}

int main(void)
{
    make_session();
    ciphers();
    every_byte_counts();
    keys_are_shared_between_servers();
    misuse();
    threads_share_the_keys();
    tickets_and_keys_have_their_time();
    mbedtls_ssl_session_free(&session);
    return check_result();
}
