/* A server with several names: the callbacks for server name and certificate, and what they choose for one handshake. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

/* A second host beside the one that the pair configures. */
static mbedtls_x509_crt other_cert, other_ca;
static mbedtls_pk_context other_key;
static uint64_t other_random = 7;

static void load_other(const char *cert, const char *ca)
{
    char file[64];

    mbedtls_x509_crt_init(&other_cert);
    mbedtls_x509_crt_init(&other_ca);
    mbedtls_pk_init(&other_key);
    snprintf(file, sizeof(file), "%s.crt", cert);
    if (mbedtls_x509_crt_parse_file(&other_cert, cert_path(file)) != 0)
        fatal("%s", file);
    snprintf(file, sizeof(file), "%s.key", cert);
    if (mbedtls_pk_parse_keyfile(&other_key, cert_path(file), NULL, pair_rng, &other_random) != 0)
        fatal("%s", file);
    snprintf(file, sizeof(file), "%s.crt", ca);
    if (mbedtls_x509_crt_parse_file(&other_ca, cert_path(file)) != 0)
        fatal("%s", file);
}

static void free_other(void)
{
    mbedtls_x509_crt_free(&other_cert);
    mbedtls_x509_crt_free(&other_ca);
    mbedtls_pk_free(&other_key);
}

/* What the callbacks do. */
static struct {
    int sni_code, cert_code;
    int own, ca, hints;
    int authmode; /* -1: left alone */
    int in_cert_cb; /* the choice is made there */
} plan;

static void say_name(const char *what, const unsigned char *name, size_t len)
{
    if (name == NULL)
        say("%s: none, %u", what, (unsigned) len);
    else
        say("%s: \"%.*s\", %u", what, (int) len, (const char *) name, (unsigned) len);
}

static void carry_out(mbedtls_ssl_context *ssl)
{
    if (plan.own)
        say_code("set_hs_own_cert", mbedtls_ssl_set_hs_own_cert(ssl, &other_cert, &other_key));
    if (plan.ca)
        mbedtls_ssl_set_hs_ca_chain(ssl, &other_ca, NULL);
    if (plan.hints)
        mbedtls_ssl_set_hs_dn_hints(ssl, &other_cert);
    if (plan.authmode >= 0)
        mbedtls_ssl_set_hs_authmode(ssl, plan.authmode);
}

static int on_name(void *ctx, mbedtls_ssl_context *ssl, const unsigned char *name, size_t len)
{
    size_t again_len = 99;
    const unsigned char *again;

    say_name(ctx == &plan ? "sni callback" : "sni callback with a wrong argument", name, len);
    again = mbedtls_ssl_get_hs_sni(ssl, &again_len);
    say_name("get_hs_sni", again, again_len);
    say("state %d", side_state((struct side *) mbedtls_ssl_get_user_data_p(ssl)));
    if (!plan.in_cert_cb)
        carry_out(ssl);
    return plan.sni_code;
}

static int on_certificate(mbedtls_ssl_context *ssl)
{
    size_t len = 99;
    const unsigned char *name = mbedtls_ssl_get_hs_sni(ssl, &len);

    say_name("cert callback", name, len);
    say("state %d", side_state((struct side *) mbedtls_ssl_get_user_data_p(ssl)));
    if (plan.in_cert_cb)
        carry_out(ssl);
    return plan.cert_code;
}

static void reset_plan(void)
{
    memset(&plan, 0, sizeof(plan));
    plan.authmode = -1;
}

static void say_request(const unsigned char *record)
{
    const unsigned char *p = record + RECORD_HEADER + MESSAGE_HEADER;
    unsigned types = p[0], schemes, names;

    say_hex("certificate types", p + 1, types);
    p += 1 + types;
    schemes = wire_u16(p);
    say_hex("schemes", p + 2, schemes);
    p += 2 + schemes;
    names = wire_u16(p);
    say_hex("authorities", p + 2, names);
}

static enum verdict look(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record = wire_find(d->bytes, d->len, CERTIFICATE_REQUEST);
    size_t len = 0;

    (void) n;
    if (record != NULL)
        say_request(record);
    record = wire_find(d->bytes, d->len, SERVER_HELLO);
    if (record != NULL)
        say("server_name is %s", wire_extension(record + RECORD_HEADER, d->len - (size_t) (record - d->bytes) - 13, 0, &len)
                                         == NULL ? "not answered" : "answered");
    (void) from;
    return DELIVER;
}

static void who(struct side *side)
{
    const mbedtls_x509_crt *crt = mbedtls_ssl_get_peer_cert(&side->ssl);

    if (crt == NULL)
        say("%c sees no certificate", side->name);
    else
        say_hex(side->name == 'c' ? "c sees serial" : "s sees serial", crt->serial.p, crt->serial.len);
}

static struct pair *host(int sni, int cert)
{
    struct pair *p = pair_new(ECDSA);

    p->log &= ~(unsigned) LOG_SET;
    if (sni)
        mbedtls_ssl_conf_sni(&p->s.conf, on_name, &plan);
    if (cert)
        mbedtls_ssl_conf_cert_cb(&p->s.conf, on_certificate);
    p->s.judge = look;
    return p;
}

static void start(struct pair *p)
{
    pair_start(p);
    mbedtls_ssl_set_user_data_p(&p->s.ssl, &p->s);
    mbedtls_ssl_set_user_data_p(&p->c.ssl, &p->c);
}

static void run(struct pair *p)
{
    start(p);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    side_result(&p->s);
    who(&p->c);
    who(&p->s);
    pair_free(p);
}

static void callbacks_in_order(void)
{
    int i;

    for (i = 1; i < 4; i++) {
        reset_plan();
        run(host(i & 1, i & 2));
    }
}

static void no_name(void)
{
    struct pair *p;

    reset_plan();
    p = host(1, 1);
    p->hostname = NULL;
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    run(p);
}

static void refused_name(void)
{
    static const int codes[] = { -1, 1, MBEDTLS_ERR_SSL_BAD_INPUT_DATA, MBEDTLS_ERR_SSL_ALLOC_FAILED };
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        reset_plan();
        plan.sni_code = codes[i];
        run(host(1, 1));
    }
}

static void refused_certificate(void)
{
    static const int codes[] = { -1, 1, MBEDTLS_ERR_SSL_BAD_INPUT_DATA, MBEDTLS_ERR_SSL_WANT_READ };
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        reset_plan();
        plan.cert_code = codes[i];
        run(host(1, 1));
    }
}

static void choose(int in_cert_cb, int second)
{
    struct pair *p;

    reset_plan();
    load_other(second ? "leaf" : "server-p384", second ? "intermediate" : "ca-p384");
    plan.own = 1;
    plan.in_cert_cb = in_cert_cb;
    p = host(1, 1);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &other_ca, NULL);
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    run(p);
    free_other();
}

static void other_certificate(void) { choose(0, 0); }
static void other_certificate_by_cert_callback(void) { choose(1, 0); }

/* The other certificate is of a kind that the suite does not take: it alone counts. */
static void unfit_certificate(void)
{
    struct pair *p;

    reset_plan();
    load_other("server-rsa", "ca-rsa");
    plan.own = 1;
    p = host(1, 0);
    run(p);
    free_other();
}

static void authmode_of(int configured, int chosen, const char *client, const char *ca)
{
    struct pair *p;

    say("configured %d, chosen %d, client shows %s", configured, chosen, client == NULL ? "nothing" : client);
    reset_plan();
    load_other("client-p384", ca);
    plan.authmode = chosen;
    plan.ca = 1;
    p = host(1, 0);
    mbedtls_ssl_conf_authmode(&p->s.conf, configured);
    if (client != NULL)
        side_own(&p->c, client, NULL);
    run(p);
    free_other();
}

static void other_authmode(void)
{
    int configured, chosen;

    for (configured = 0; configured < 3; configured++)
        for (chosen = 0; chosen < 4; chosen++)
            authmode_of(configured, chosen, "client-p256", "ca-p256");
    authmode_of(MBEDTLS_SSL_VERIFY_NONE, MBEDTLS_SSL_VERIFY_REQUIRED, NULL, "ca-p256");
    authmode_of(MBEDTLS_SSL_VERIFY_NONE, MBEDTLS_SSL_VERIFY_OPTIONAL, NULL, "ca-p256");
    authmode_of(MBEDTLS_SSL_VERIFY_REQUIRED, MBEDTLS_SSL_VERIFY_NONE, NULL, "ca-p256");
    authmode_of(MBEDTLS_SSL_VERIFY_NONE, MBEDTLS_SSL_VERIFY_REQUIRED, "client-p256", "ca-other");
}

/* Whose names the CertificateRequest has. */
static void names_in_the_request(void)
{
    int i;

    for (i = 0; i < 32; i++) {
        struct pair *p;

        say("%s%s%s%s%s", i & 1 ? "configured CAs " : "", i & 2 ? "configured hints " : "", i & 4 ? "chosen CAs " : "",
            i & 8 ? "chosen hints " : "", i & 16 ? "list off" : "");
        reset_plan();
        load_other("server-p384", "ca-p384");
        plan.ca = (i & 4) != 0;
        plan.hints = (i & 8) != 0;
        plan.authmode = MBEDTLS_SSL_VERIFY_OPTIONAL;
        p = host(1, 0);
        if (i & 1)
            side_ca(&p->s, "ca-p256");
        if (i & 2)
            mbedtls_ssl_conf_dn_hints(&p->s.conf, &p->s.own);
        if (i & 16)
            mbedtls_ssl_conf_cert_req_ca_list(&p->s.conf, MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED);
        p->log = 0;
        run(p);
        free_other();
    }
}

/* What was chosen for one handshake does not count in the next. */
static void one_handshake_only(void)
{
    struct pair *p;
    int i;

    reset_plan();
    load_other("client-p384", "ca-p256");
    plan.authmode = MBEDTLS_SSL_VERIFY_REQUIRED;
    plan.ca = plan.hints = 1;
    p = host(1, 1);
    side_own(&p->c, "client-p256", NULL);
    start(p);
    for (i = 0; i < 2; i++) {
        say_code("handshake", pair_handshake(p));
        side_result(&p->s);
        who(&p->s);
        side_reset(&p->c);
        side_reset(&p->s);
        reset_plan();
    }
    pair_free(p);
    free_other();
}

/* Chosen before the handshake begins, on either side. */
static void before_the_handshake(void)
{
    int server;

    for (server = 0; server < 2; server++) {
        struct pair *p = host(0, 0);

        reset_plan();
        load_other("client-p384", "ca-other");
        plan.own = !server;
        plan.authmode = server ? MBEDTLS_SSL_VERIFY_REQUIRED : MBEDTLS_SSL_VERIFY_OPTIONAL;
        plan.ca = 1;
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
        side_own(&p->c, "client-p256", NULL);
        start(p);
        carry_out(server ? &p->s.ssl : &p->c.ssl);
        say_code("handshake", pair_handshake(p));
        side_result(&p->c);
        side_result(&p->s);
        who(&p->c);
        who(&p->s);
        pair_free(p);
        free_other();
    }
}

/* Two certificates of different kinds, in both orders, and a third in vain after NULL. */
static void several_certificates(void)
{
    static const int suites[] = { MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                                  MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 0 };
    struct pair *p = pair_new(RSA);
    size_t len = 99;

    reset_plan();
    load_other("server-p256", "ca-p256");
    side_suites(&p->c, suites);
    side_suites(&p->s, suites);
    p->log = 0;
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    start(p);
    say_code("first", mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &other_cert, &other_key));
    say_code("second", mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &p->s.own, &p->s.key));
    if (mbedtls_ssl_get_hs_sni(&p->s.ssl, &len) != NULL)
        say("there is a name before it");
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    who(&p->c);
    side_reset(&p->c);
    side_reset(&p->s);
    say_code("first", mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &other_cert, &other_key));
    say_code("none", mbedtls_ssl_set_hs_own_cert(&p->s.ssl, NULL, NULL));
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    who(&p->c);
    pair_free(p);
    free_other();
}

/* Damaged extensions: the body takes the place of the server_name of a hello. */
static const unsigned char *damage;
static size_t damage_len;

static enum verdict put_damage(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record = wire_find(d->bytes, d->len, CLIENT_HELLO);

    (void) from;
    (void) n;
    if (record != NULL)
        d->len = wire_set_extension(d->bytes, d->len, record, 0, damage, damage_len);
    return DELIVER;
}

static void damaged(void)
{
    static const struct {
        const char *what;
        unsigned char bytes[20];
        size_t len;
    } cases[] = {
        { "empty", "", 0 },
        { "one byte", "\0", 1 },
        { "empty list", "\0\0", 2 },
        { "list too long", "\0\7\0\0\1a", 6 },
        { "name too long", "\0\4\0\0\2a", 6 },
        { "empty name", "\0\3\0\0\0", 5 },
        { "name cut", "\0\2\0\0", 4 },
        { "another type", "\0\4\7\0\1a", 6 },
        { "another type, then a host", "\0\10\7\0\1a\0\0\1b", 10 },
        { "two hosts", "\0\10\0\0\1a\0\0\1b", 10 },
        { "a NUL in it", "\0\6\0\0\3a\0b", 8 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p;

        say("%s", cases[i].what);
        reset_plan();
        damage = cases[i].bytes;
        damage_len = cases[i].len;
        p = host(1, 1);
        p->c.judge = put_damage;
        p->log = 0;
        start(p);
        say_code("client", mbedtls_ssl_handshake(&p->c.ssl));
        say_code("server", mbedtls_ssl_handshake(&p->s.ssl));
        say("alert %x", (unsigned) p->s.alert);
        pair_free(p);
    }
}

/* With cookies: how often the callbacks are called. */
static void with_cookies(void)
{
    struct pair *p;

    reset_plan();
    p = host(1, 1);
    pair_cookies(p);
    run(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "callbacks-in-order", callbacks_in_order },
        { "no-name", no_name },
        { "refused-name", refused_name },
        { "refused-certificate", refused_certificate },
        { "other-certificate", other_certificate },
        { "other-certificate-by-cert-callback", other_certificate_by_cert_callback },
        { "unfit-certificate", unfit_certificate },
        { "other-authmode", other_authmode },
        { "names-in-the-request", names_in_the_request },
        { "one-handshake-only", one_handshake_only },
        { "before-the-handshake", before_the_handshake },
        { "several-certificates", several_certificates },
        { "damaged", damaged },
        { "with-cookies", with_cookies },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
