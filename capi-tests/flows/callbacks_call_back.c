/* Callbacks that call back into the library, with the context that they were called for. */
#include "support.h"

#include <mbedtls/debug.h>

static int depth_of_calls, calls, debug_calls;

/* Everything that a program may ask of a context at any time. */
static void ask(mbedtls_ssl_context *ssl, int role)
{
    const char *name = mbedtls_ssl_get_hostname(ssl);
    calls++;
    CHECK(role == MBEDTLS_SSL_IS_SERVER ? name == NULL : name != NULL && strcmp(name, "localhost") == 0);
    CHECK(mbedtls_ssl_context_get_config(ssl) != NULL);
    CHECK_EQ(mbedtls_ssl_conf_get_endpoint(mbedtls_ssl_context_get_config(ssl)), role);
    CHECK(strcmp(mbedtls_ssl_get_version(ssl), "DTLSv1.2") == 0);
    CHECK_EQ(mbedtls_ssl_get_version_number(ssl), MBEDTLS_SSL_VERSION_TLS1_2);
    CHECK(mbedtls_ssl_get_record_expansion(ssl) >= 13);
    CHECK(mbedtls_ssl_get_max_out_record_payload(ssl) > 0);
    CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(ssl), 16384);
    CHECK(mbedtls_ssl_check_pending(ssl) == 0 || mbedtls_ssl_check_pending(ssl) == 1);
    CHECK(mbedtls_ssl_get_bytes_avail(ssl) < 20000);
    int over = mbedtls_ssl_is_handshake_over(ssl);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_get_ciphersuite(ssl) != NULL, over);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(ssl) != 0, over);
    }
    if (role == MBEDTLS_SSL_IS_CLIENT)
        CHECK_EQ(mbedtls_ssl_get_peer_cert(ssl) != NULL, over);
    mbedtls_ssl_get_verify_result(ssl);
    CHECK(mbedtls_ssl_get_user_data_p(ssl) != NULL);
    mbedtls_ssl_set_user_data_p(ssl, mbedtls_ssl_get_user_data_p(ssl));
}

static struct side *side_of(void *context)
{
    struct side *side = context;
    depth_of_calls++;
    CHECK_EQ(depth_of_calls, 1);
    ask(&side->ssl, side->name == 's');
    depth_of_calls--;
    return side;
}

static int asking_send(void *context, const unsigned char *bytes, size_t len)
{
    return pair_send(side_of(context), bytes, len);
}

static int asking_recv(void *context, unsigned char *bytes, size_t len)
{
    return pair_recv(side_of(context), bytes, len);
}

static void asking_set_timer(void *context, uint32_t intermediate, uint32_t final)
{
    pair_set_timer(side_of(context), intermediate, final);
}

static int asking_get_timer(void *context)
{
    return pair_get_timer(side_of(context));
}

static int asking_verify(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct side *side = side_of(context);
    char text[2048];
    CHECK(mbedtls_x509_crt_info(text, sizeof text, "", crt) > 0);
    CHECK(depth == 0 || depth == 1);
    CHECK_EQ(*flags, 0);
    /* A name set from here counts from the next connection on at the latest. */
    CHECK_EQ(mbedtls_ssl_set_hostname(&side->ssl, "localhost"), 0);
    return 0;
}

static void asking_debug(void *context, int level, const char *file, int line, const char *text)
{
    struct side *side = context;
    debug_calls++;
    (void) level, (void) file, (void) line, (void) text;
    mbedtls_ssl_get_hostname(&side->ssl);
    mbedtls_ssl_get_version(&side->ssl);
    mbedtls_ssl_is_handshake_over(&side->ssl);
}

static struct side *random_side;

static int asking_rng(void *context, unsigned char *bytes, size_t len)
{
    if (random_side != NULL)
        side_of(random_side);
    return pair_rng(context, bytes, len);
}

static void attach(struct side *side)
{
    mbedtls_ssl_set_user_data_p(&side->ssl, side);
    mbedtls_ssl_set_bio(&side->ssl, side, asking_send, asking_recv, NULL);
    mbedtls_ssl_set_timer_cb(&side->ssl, side, asking_set_timer, asking_get_timer);
}

static void ask_everywhere(void)
{
    struct pair *p = quiet_pair(ECDSA);
    mbedtls_ssl_conf_verify(&p->c.conf, asking_verify, &p->c);
    mbedtls_ssl_conf_dbg(&p->c.conf, asking_debug, &p->c);
    mbedtls_ssl_conf_dbg(&p->s.conf, asking_debug, &p->s);
    mbedtls_ssl_conf_rng(&p->c.conf, asking_rng, &p->c.random);
    mbedtls_debug_set_threshold(4);
    mbedtls_ssl_set_user_data_p(&p->c.ssl, &p->c);
    mbedtls_ssl_set_user_data_p(&p->s.ssl, &p->s);
    pair_start(p);
    attach(&p->c);
    attach(&p->s);
    random_side = &p->c;
    CHECK_EQ(pair_handshake(p), 0);
    random_side = NULL;
    expect_talk(p);
    CHECK(calls > 30);
    CHECK(debug_calls > 30);
    mbedtls_debug_set_threshold(0);
    pair_free(p);
}

/* A send function that changes how the context sends, from then on. */
static int narrowing_send(void *context, const unsigned char *bytes, size_t len)
{
    struct side *side = context;
    mbedtls_ssl_set_mtu(&side->ssl, 300);
    mbedtls_ssl_set_bio(&side->ssl, side, pair_send, pair_recv, NULL);
    return pair_send(side, bytes, len);
}

static void change_from_within(void)
{
    struct pair *p = quiet_pair(ECDSA);
    pair_start(p);
    mbedtls_ssl_set_bio(&p->s.ssl, &p->s, narrowing_send, pair_recv, NULL);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(&p->s.ssl), 300 - 37);
    expect_talk(p);
    pair_free(p);
}

/* A receive function that answers another connection in the meantime, as a program with one thread may do. */
static struct pair *other;

static int busy_recv(void *context, unsigned char *bytes, size_t len)
{
    if (other != NULL && other->c.failed == 0 && !mbedtls_ssl_is_handshake_over(&other->c.ssl)) {
        side_handshake(&other->c);
        side_handshake(&other->s);
    }
    return pair_recv(context, bytes, len);
}

static void two_at_once(void)
{
    struct pair *p = quiet_pair(ECDSA);
    other = quiet_pair(ECDSA);
    pair_start(p);
    pair_start(other);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, busy_recv, NULL);
    mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, busy_recv, NULL);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(pair_handshake(other), 0);
    expect_talk(p);
    expect_talk(other);
    pair_free(p);
    pair_free(other);
}

int main(void)
{
    ask_everywhere();
    change_from_within();
    two_at_once();
    return check_result();
}
