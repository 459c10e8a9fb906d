/* A context's life and settings: before setup, after it, after a failure, after reset, after free, and NULL. */
#include "check.h"

#include "quiet_pair.h"

#include <stdlib.h>
#include <string.h>

static void life(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_context ssl;
    memset(&ssl, 0xA5, sizeof ssl);
    mbedtls_ssl_init(&ssl);
    CHECK(mbedtls_ssl_context_get_config(&ssl) == NULL);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_init(&ssl);
    CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
    CHECK(mbedtls_ssl_context_get_config(&ssl) == &p->c.conf);
    mbedtls_ssl_free(&ssl);
    CHECK(mbedtls_ssl_context_get_config(&ssl) == NULL);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_init(&ssl);
    CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_free(NULL);
    ONLY_OURS
    {
        mbedtls_ssl_init(NULL);
        CHECK_EQ(mbedtls_ssl_setup(NULL, &p->c.conf), BAD_INPUT);
        mbedtls_ssl_init(&ssl);
        CHECK_EQ(mbedtls_ssl_setup(&ssl, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_setup(NULL, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_handshake(&ssl), BAD_INPUT);
        CHECK(mbedtls_ssl_context_get_config(NULL) == NULL);
        /* Set up twice: the first connection is given up, without a leak. */
        CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
        CHECK_EQ(mbedtls_ssl_setup(&ssl, &p->c.conf), 0);
        mbedtls_ssl_free(&ssl);
    }
    pair_free(p);
}

/* Setup that is refused leaves a context that can be set up. */
static void refused_setup(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_config empty;
    mbedtls_ssl_config_init(&empty);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &empty), MBEDTLS_ERR_SSL_BAD_CONFIG);
    mbedtls_ssl_free(&p->c.ssl);
    mbedtls_ssl_init(&p->c.ssl);
    CHECK_EQ(mbedtls_ssl_config_defaults(&empty, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &empty), MBEDTLS_ERR_SSL_NO_RNG);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
    mbedtls_ssl_free(&p->c.ssl);
    mbedtls_ssl_init(&p->c.ssl);
    mbedtls_ssl_config_free(&empty);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    pair_free(p);
}

static void resets(void)
{
    mbedtls_ssl_context ssl;
    mbedtls_ssl_init(&ssl);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_session_reset(NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_session_reset(&ssl), BAD_INPUT);
        mbedtls_ssl_free(&ssl);
        CHECK_EQ(mbedtls_ssl_session_reset(&ssl), BAD_INPUT);
    }
    mbedtls_ssl_free(&ssl);

    /* Before, in the middle of, and after a handshake; twice in a row. */
    struct pair *p = quiet(ECDSA);
    pair_start(p);
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(p->c.running && p->s.running, 1);
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(side_reset(&p->c), 0);
        CHECK_EQ(side_reset(&p->s), 0);
        /* No timer runs after a reset. */
        CHECK_EQ(p->c.running || p->s.running, 0);
        CHECK_EQ(side_state(&p->c), MBEDTLS_SSL_HELLO_REQUEST);
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
        CHECK(mbedtls_ssl_get_ciphersuite(&p->c.ssl) == NULL);
        CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL);
        CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0xFFFFFFFF);
        CHECK(strcmp(mbedtls_ssl_get_hostname(&p->c.ssl), "localhost") == 0);
        side_discard(&p->c);
        side_discard(&p->s);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) != NULL);
    }
    pair_free(p);
}

static void names(void)
{
    mbedtls_ssl_context ssl;
    char longest[MBEDTLS_SSL_MAX_HOST_NAME_LEN + 2];
    mbedtls_ssl_init(&ssl);
    CHECK(mbedtls_ssl_get_hostname(&ssl) == NULL);
    /* Setup is not needed. */
    char name[] = "example.org";
    CHECK_EQ(mbedtls_ssl_set_hostname(&ssl, name), 0);
    name[0] = 'X';
    CHECK(strcmp(mbedtls_ssl_get_hostname(&ssl), "example.org") == 0);
    memset(longest, 'a', sizeof longest);
    longest[MBEDTLS_SSL_MAX_HOST_NAME_LEN + 1] = 0;
    CHECK_EQ(mbedtls_ssl_set_hostname(&ssl, longest), BAD_INPUT);
    /* A name that was refused changes nothing. */
    CHECK(strcmp(mbedtls_ssl_get_hostname(&ssl), "example.org") == 0);
    longest[MBEDTLS_SSL_MAX_HOST_NAME_LEN] = 0;
    CHECK_EQ(mbedtls_ssl_set_hostname(&ssl, longest), 0);
    CHECK_EQ(strlen(mbedtls_ssl_get_hostname(&ssl)), MBEDTLS_SSL_MAX_HOST_NAME_LEN);
    CHECK_EQ(mbedtls_ssl_set_hostname(&ssl, ""), 0);
    CHECK(mbedtls_ssl_get_hostname(&ssl)[0] == 0);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_set_hostname(&ssl, NULL), 0);
        CHECK(mbedtls_ssl_get_hostname(&ssl) == NULL);
        CHECK_EQ(mbedtls_ssl_set_hostname(NULL, "example.org"), BAD_INPUT);
        CHECK(mbedtls_ssl_get_hostname(NULL) == NULL);
    }
    CHECK_EQ(mbedtls_ssl_set_hostname(&ssl, "again"), 0);
    mbedtls_ssl_free(&ssl);
    ONLY_OURS CHECK(mbedtls_ssl_get_hostname(&ssl) == NULL);

    static const struct {
        const char *name;
        int set, code;
    } cases[] = {
        { "localhost", 1, 0 },
        { "LOCALHOST", 1, 0 },
        { "elsewhere", 1, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED },
        { NULL, 1, 0 },
        { NULL, 0, MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pair *p = quiet(ECDSA);
        p->hostname = NULL;
        pair_start(p);
        if (cases[i].set)
            CHECK_EQ(mbedtls_ssl_set_hostname(&p->c.ssl, cases[i].name), 0);
        CHECK_EQ(pair_handshake(p), cases[i].code);
        if (i == 2)
            CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), MBEDTLS_X509_BADCERT_CN_MISMATCH);
        pair_free(p);
    }
}

static void addresses(void)
{
    mbedtls_ssl_context ssl;
    mbedtls_ssl_init(&ssl);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_set_client_transport_id(NULL, pair_transport_id, 4), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_set_client_transport_id(&ssl, pair_transport_id, 4), BAD_INPUT);
    }
    struct pair *p = quiet(PSK);
    pair_cookies(p);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_client_transport_id(&p->c.ssl, pair_transport_id, 4), BAD_INPUT);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_set_client_transport_id(&p->s.ssl, NULL, 4), BAD_INPUT);
    /* It is copied, and may be set again. */
    unsigned char id[2000] = { 1 };
    CHECK_EQ(mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, sizeof id), 0);
    CHECK_EQ(mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, 1), 0);
    memset(id, 7, sizeof id);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    /* Another address than the cookie was made for. */
    CHECK_EQ(side_reset(&p->s), 0);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
    pair_free(p);

    /* A reset forgets it. */
    p = quiet(PSK);
    pair_cookies(p);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_session_reset(&p->s.ssl), 0);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), BAD_INPUT);
    pair_free(p);
}

static int counted_sets;

static void counting_set(void *context, uint32_t intermediate, uint32_t final)
{
    (void) context;
    CHECK_EQ(intermediate, 0);
    CHECK_EQ(final, 0);
    counted_sets++;
}

static void callbacks(void)
{
    struct pair *p = quiet(PSK);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), 0);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
    /* No timer. */
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
    CHECK_EQ(p->c.sent, 0);
    /* A timer that is set is cancelled at once. */
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, counting_set, pair_get_timer);
    CHECK_EQ(counted_sets, 1);
    /* Nothing to receive with. */
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, pair_get_timer);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, NULL, NULL);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
    /* And now all is there. */
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_SSL_WANT_READ);
    pair_free(p);

    /* Nothing to send with. */
    p = quiet(PSK);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), 0);
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, pair_get_timer);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, NULL, pair_recv, NULL);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
    pair_free(p);

    /* Callbacks before setup count as well. */
    p = quiet(PSK);
    side_attach(&p->c);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), 0);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_SSL_WANT_READ);
    pair_free(p);

    ONLY_OURS
    {
        mbedtls_ssl_set_bio(NULL, NULL, pair_send, pair_recv, NULL);
        mbedtls_ssl_set_timer_cb(NULL, NULL, pair_set_timer, pair_get_timer);
        p = quiet(PSK);
        CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), 0);
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
        mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, NULL, pair_get_timer);
        CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
        mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, NULL);
        CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
        CHECK_EQ(p->c.sent, 0);
        pair_free(p);
    }
}

/* The longest datagram that a side sends. */
static size_t longest[2];

static enum verdict measure(struct side *from, unsigned n, struct datagram *d)
{
    size_t *max = &longest[from->name == 's'];
    (void) n;
    if (d->len > *max)
        *max = d->len;
    return DELIVER;
}

static void sizes(void)
{
    static const uint16_t mtus[] = { 100, 256, 508, 1024, 65535, 0 };
    for (size_t i = 0; i < sizeof mtus / sizeof mtus[0]; i++) {
        for (int before = 0; before < 2; before++) {
            struct pair *p = quiet(ECDSA);
            longest[0] = longest[1] = 0;
            p->c.judge = p->s.judge = measure;
            if (before) {
                mbedtls_ssl_set_mtu(&p->c.ssl, mtus[i]);
                mbedtls_ssl_set_mtu(&p->s.ssl, mtus[i]);
            }
            pair_start(p);
            if (!before) {
                mbedtls_ssl_set_mtu(&p->c.ssl, mtus[i]);
                mbedtls_ssl_set_mtu(&p->s.ssl, mtus[i]);
            }
            CHECK_EQ(pair_handshake(p), 0);
            CHECK(longest[0] > 0 && longest[1] > 0);
            CHECK(mtus[i] == 0 || (longest[0] <= mtus[i] && longest[1] <= mtus[i]));
            pair_free(p);
        }
    }
    ONLY_OURS
    {
        mbedtls_ssl_set_mtu(NULL, 100);
        /* Too small for any message: refused, and nothing is sent. */
        static const uint16_t tiny[] = { 1, 13, 25 };
        for (size_t i = 0; i < sizeof tiny / sizeof tiny[0]; i++) {
            struct pair *p = quiet(ECDSA);
            pair_start(p);
            mbedtls_ssl_set_mtu(&p->c.ssl, tiny[i]);
            CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
            CHECK_EQ(p->c.sent, 0);
            pair_free(p);
        }
    }
}

static void packing(void)
{
    unsigned sent[2];
    for (unsigned allow = 0; allow < 2; allow++) {
        struct pair *p = quiet(ECDSA);
        pair_start(p);
        mbedtls_ssl_set_datagram_packing(&p->s.ssl, allow == 0 ? 0 : 5);
        CHECK_EQ(pair_handshake(p), 0);
        sent[allow] = p->s.sent;
        pair_free(p);
    }
    CHECK(sent[0] > sent[1]);
    ONLY_OURS
    {
        /* Before setup, too. */
        struct pair *p = quiet(ECDSA);
        mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(p->s.sent, sent[0]);
        pair_free(p);
        mbedtls_ssl_set_datagram_packing(NULL, 0);
    }
}

static int count_calls(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) crt, (void) depth, (void) flags;
    ++*(int *) context;
    return 0;
}

static void verifiers(void)
{
    int of_conf = 0, of_context = 0;
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_verify(&p->c.conf, count_calls, &of_conf);
    pair_start(p);
    mbedtls_ssl_set_verify(&p->c.ssl, count_calls, &of_context);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(of_conf, 0);
    CHECK_EQ(of_context, 2);
    /* NULL goes back to the configuration's. */
    side_discard(&p->c);
    side_discard(&p->s);
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK_EQ(side_reset(&p->s), 0);
    mbedtls_ssl_set_verify(&p->c.ssl, NULL, NULL);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(of_conf, 2);
    CHECK_EQ(of_context, 2);
    pair_free(p);
    ONLY_OURS
    {
        mbedtls_ssl_set_verify(NULL, count_calls, &of_conf);
        /* Before setup, and without one in the configuration. */
        of_context = 0;
        p = quiet(ECDSA);
        mbedtls_ssl_set_verify(&p->c.ssl, count_calls, &of_context);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(of_context, 2);
        pair_free(p);
    }
}

static void user_data(void)
{
    struct pair *p = quiet(PSK);
    int something;
    CHECK(mbedtls_ssl_get_user_data_p(&p->c.ssl) == NULL);
    CHECK_EQ(mbedtls_ssl_get_user_data_n(&p->c.ssl), 0);
    mbedtls_ssl_set_user_data_p(&p->c.ssl, &something);
    mbedtls_ssl_set_user_data_n(&p->s.ssl, SIZE_MAX);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK(mbedtls_ssl_get_user_data_p(&p->c.ssl) == &something);
    mbedtls_ssl_set_user_data_p(&p->c.ssl, NULL);
    CHECK(mbedtls_ssl_get_user_data_p(&p->c.ssl) == NULL);
    mbedtls_ssl_set_user_data_p(&p->c.ssl, &something);
    CHECK_EQ(mbedtls_ssl_get_user_data_n(&p->s.ssl), SIZE_MAX);
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK(mbedtls_ssl_get_user_data_p(&p->c.ssl) == &something);
    mbedtls_ssl_set_user_data_n(&p->c.ssl, 3);
    CHECK_EQ(mbedtls_ssl_get_user_data_n(&p->c.ssl), 3);
    mbedtls_ssl_free(&p->c.ssl);
    CHECK(mbedtls_ssl_get_user_data_p(&p->c.ssl) == NULL);
    pair_free(p);
    ONLY_OURS
    {
        mbedtls_ssl_set_user_data_p(NULL, &something);
        mbedtls_ssl_set_user_data_n(NULL, 1);
        CHECK(mbedtls_ssl_get_user_data_p(NULL) == NULL);
        CHECK_EQ(mbedtls_ssl_get_user_data_n(NULL), 0);
    }
}

int main(void)
{
    life();
    refused_setup();
    resets();
    names();
    addresses();
    callbacks();
    sizes();
    packing();
    verifiers();
    user_data();
    return check_result();
}
