/* Calls in the wrong order, with NULL and with values out of range; defaults. Only what does not crash Mbed TLS. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A context that was initialised but not set up. */
static void before_setup(void)
{
    mbedtls_ssl_context ssl;
    unsigned char buf[16];

    mbedtls_ssl_init(&ssl);
    say_code("handshake", mbedtls_ssl_handshake(&ssl));
    say_code("handshake_step", mbedtls_ssl_handshake_step(&ssl));
    say_code("read", mbedtls_ssl_read(&ssl, buf, sizeof(buf)));
    say_code("write", mbedtls_ssl_write(&ssl, buf, sizeof(buf)));
    say_code("close_notify", mbedtls_ssl_close_notify(&ssl));
    say_code("send_alert_message", mbedtls_ssl_send_alert_message(&ssl, 1, 0));
    say("state %d, over %d, verify result 0x%lX", ssl.MBEDTLS_PRIVATE(state), mbedtls_ssl_is_handshake_over(&ssl),
        (unsigned long) mbedtls_ssl_get_verify_result(&ssl));
    say("config %s", mbedtls_ssl_context_get_config(&ssl) == NULL ? "NULL" : "there");
    say("suite %s", mbedtls_ssl_get_ciphersuite(&ssl) == NULL ? "NULL" : "there");
    say("peer certificate %s", mbedtls_ssl_get_peer_cert(&ssl) == NULL ? "NULL" : "there");
    say("user data %s", mbedtls_ssl_get_user_data_p(&ssl) == NULL ? "NULL" : "there");
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_free(&ssl);
}

static void null_contexts(void)
{
    unsigned char buf[16];

    say_code("handshake", mbedtls_ssl_handshake(NULL));
    say_code("handshake_step", mbedtls_ssl_handshake_step(NULL));
    say_code("read", mbedtls_ssl_read(NULL, buf, sizeof(buf)));
    say_code("write", mbedtls_ssl_write(NULL, buf, sizeof(buf)));
    say_code("close_notify", mbedtls_ssl_close_notify(NULL));
    say_code("send_alert_message", mbedtls_ssl_send_alert_message(NULL, 1, 0));
    say("suite %s", mbedtls_ssl_get_ciphersuite(NULL) == NULL ? "NULL" : "there");
    say("suite 0x%X", (unsigned) mbedtls_ssl_get_ciphersuite_id_from_ssl(NULL));
    say("peer certificate %s", mbedtls_ssl_get_peer_cert(NULL) == NULL ? "NULL" : "there");
    mbedtls_ssl_free(NULL);
    mbedtls_ssl_config_free(NULL);
    mbedtls_x509_crt_free(NULL);
    mbedtls_pk_free(NULL);
    say("freed NULL");
}

/* Setup of a configuration that lacks something. */
static void setup_faults(void)
{
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config conf;
    uint64_t random = 1;

    mbedtls_ssl_init(&ssl);
    mbedtls_ssl_config_init(&conf);
    say_code("untouched configuration", mbedtls_ssl_setup(&ssl, &conf));
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_init(&ssl);
    say_code("config_defaults", mbedtls_ssl_config_defaults(&conf, 0, 1, 0));
    say_code("no generator", mbedtls_ssl_setup(&ssl, &conf));
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_init(&ssl);
    mbedtls_ssl_conf_rng(&conf, pair_rng, &random);
    say_code("with generator", mbedtls_ssl_setup(&ssl, &conf));
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_config_free(&conf);
}

/* Versions: DTLS 1.2 is the only one. */
static void versions(void)
{
    static const struct {
        mbedtls_ssl_protocol_version min, max;
    } cases[] = {
        { MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_SSL_VERSION_TLS1_2 },
        { MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_SSL_VERSION_TLS1_3 },
        { MBEDTLS_SSL_VERSION_TLS1_3, MBEDTLS_SSL_VERSION_TLS1_3 },
        { MBEDTLS_SSL_VERSION_TLS1_3, MBEDTLS_SSL_VERSION_TLS1_2 },
        { MBEDTLS_SSL_VERSION_UNKNOWN, MBEDTLS_SSL_VERSION_UNKNOWN },
        { MBEDTLS_SSL_VERSION_UNKNOWN, MBEDTLS_SSL_VERSION_TLS1_2 },
        { MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_SSL_VERSION_UNKNOWN },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = pair_new(PSK);

        mbedtls_ssl_conf_min_tls_version(&p->c.conf, cases[i].min);
        mbedtls_ssl_conf_max_tls_version(&p->c.conf, cases[i].max);
        printf("0x%X to 0x%X: ", (unsigned) cases[i].min, (unsigned) cases[i].max);
        say_code("setup", mbedtls_ssl_setup(&p->c.ssl, &p->c.conf));
        pair_free(p);
    }
}

static void deprecated_versions(void)
{
    struct pair *p = pair_new(PSK);

    p->log = 0;
    mbedtls_ssl_conf_min_version(&p->c.conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    mbedtls_ssl_conf_max_version(&p->c.conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

static void presets(void)
{
    static const int numbers[] = { MBEDTLS_SSL_PRESET_DEFAULT, MBEDTLS_SSL_PRESET_SUITEB, 1, 99, -1 };
    size_t i;

    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        mbedtls_ssl_config conf;

        mbedtls_ssl_config_init(&conf);
        printf("preset %d: ", numbers[i]);
        say_code("config_defaults", mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT,
                                                                MBEDTLS_SSL_TRANSPORT_DATAGRAM, numbers[i]));
        say("versions 0x%X to 0x%X, endpoint %d", (unsigned) conf.MBEDTLS_PRIVATE(min_tls_version),
            (unsigned) conf.MBEDTLS_PRIVATE(max_tls_version), mbedtls_ssl_conf_get_endpoint(&conf));
        mbedtls_ssl_config_free(&conf);
    }
}

/* Suite B allows only its suites and curves. */
static void suite_b(void)
{
    struct pair *p = pair_new(ECDSA);

    mbedtls_ssl_config_free(&p->c.conf);
    mbedtls_ssl_config_init(&p->c.conf);
    say_code("config_defaults", mbedtls_ssl_config_defaults(&p->c.conf, MBEDTLS_SSL_IS_CLIENT,
                                                            MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_SUITEB));
    mbedtls_ssl_conf_rng(&p->c.conf, pair_rng, &p->c.random);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, NULL);
    p->log = 0;
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    pair_free(p);
}

static void set_hostname_faults(void)
{
    static char name[400];
    static const size_t lengths[] = { 0, 1, 255, 256, 300 };
    struct pair *p = pair_new(ECDSA);
    size_t i;

    pair_start(p);
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        memset(name, 'a', lengths[i]);
        name[lengths[i]] = 0;
        printf("%u characters: ", (unsigned) lengths[i]);
        say_code("set_hostname", mbedtls_ssl_set_hostname(&p->c.ssl, name));
        say("get_hostname: %u", mbedtls_ssl_get_hostname(&p->c.ssl) == NULL
            ? 9999u : (unsigned) strlen(mbedtls_ssl_get_hostname(&p->c.ssl)));
    }
    say_code("NULL", mbedtls_ssl_set_hostname(&p->c.ssl, NULL));
    pair_free(p);
}

static void own_cert_faults(void)
{
    struct pair *p = pair_new(ECDSA);

    say_code("certificate without key", mbedtls_ssl_conf_own_cert(&p->s.conf, &p->s.own, NULL));
    say_code("key without certificate", mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, &p->s.key));
    say_code("both NULL", mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL));
    pair_free(p);
}

/* What is kept over session_reset: callbacks, hostname, mtu, user data; not the transport id. */
static void what_reset_keeps(void)
{
    struct pair *p = pair_new(ECDSA);
    int mark = 0;

    pair_cookies(p);
    p->log = LOG_SEND;
    pair_start(p);
    mbedtls_ssl_set_user_data_p(&p->c.ssl, &mark);
    mbedtls_ssl_set_mtu(&p->c.ssl, 300);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    say_code("handshake", pair_handshake(p));
    side_reset(&p->c);
    side_reset(&p->s);
    say("hostname %s", mbedtls_ssl_get_hostname(&p->c.ssl) == NULL ? "NULL" : mbedtls_ssl_get_hostname(&p->c.ssl));
    say("user data kept: %d", mbedtls_ssl_get_user_data_p(&p->c.ssl) == &mark);
    say_count("max out", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    p->c.failed = p->s.failed = 0;
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    pair_free(p);
}

/* Reset at every point of a handshake; then a full one. */
static void reset_everywhere(void)
{
    int when;

    for (when = 0; when < 6; when++) {
        struct pair *p = pair_new(ECDSA);
        int i;

        p->log = 0;
        pair_start(p);
        for (i = 0; i < when; i++)
            side_handshake(i % 2 == 0 ? &p->c : &p->s);
        side_reset(&p->c);
        side_reset(&p->s);
        side_discard(&p->c);
        side_discard(&p->s);
        printf("after %d turns: ", when);
        say_code("handshake", pair_handshake(p));
        pair_free(p);
    }
}

static void reset_many_times(void)
{
    struct pair *p = pair_new(PSK);
    int i, sum = 0;

    p->log = 0;
    pair_start(p);
    for (i = 0; i < 50; i++) {
        sum += pair_handshake(p) == 0;
        side_write(&p->c, "data", 4);
        sum += side_read(&p->s, 100);
        side_reset(&p->c);
        side_reset(&p->s);
    }
    say("%d", sum);
    pair_free(p);
}

/* Two contexts of one configuration at once. */
static void shared_configuration(void)
{
    struct pair *a = pair_new(ECDSA), *b = pair_new(ECDSA);

    a->log = b->log = 0;
    pair_start(a);
    say_code("second client", mbedtls_ssl_setup(&b->c.ssl, &a->c.conf));
    say_code("second server", mbedtls_ssl_setup(&b->s.ssl, &a->s.conf));
    side_attach(&b->c);
    side_attach(&b->s);
    mbedtls_ssl_set_hostname(&b->c.ssl, "localhost");
    say_code("first", pair_handshake(a));
    say_code("second", pair_handshake(b));
    pair_free(b);
    pair_free(a);
}

static void hostname_before_setup(void)
{
    mbedtls_ssl_context ssl;

    mbedtls_ssl_init(&ssl);
    say_code("set_hostname", mbedtls_ssl_set_hostname(&ssl, "localhost"));
    say("get_hostname: %s", mbedtls_ssl_get_hostname(&ssl));
    mbedtls_ssl_free(&ssl);
}

/* Settings changed on a configuration that contexts already use: they count from the next handshake on. */
static void changed_configuration(void)
{
    struct pair *p = pair_new(ECDSA);

    p->log = 0;
    pair_start(p);
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, NULL, NULL);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    side_reset(&p->c);
    side_reset(&p->s);
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

/* Certificates parsed into the list after conf_ca_chain are seen. */
static void authority_added_later(void)
{
    struct pair *p = pair_new(ECDSA);

    p->log = 0;
    side_ca(&p->c, "ca-rsa");
    pair_start(p);
    say_code("parse", mbedtls_x509_crt_parse_file(&p->c.ca, cert_path("ca-p256.crt")));
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

static void user_data(void)
{
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config conf;
    int x;

    mbedtls_ssl_init(&ssl);
    mbedtls_ssl_config_init(&conf);
    say("n %u %u", (unsigned) mbedtls_ssl_get_user_data_n(&ssl), (unsigned) mbedtls_ssl_conf_get_user_data_n(&conf));
    mbedtls_ssl_set_user_data_n(&ssl, 42);
    mbedtls_ssl_conf_set_user_data_n(&conf, 43);
    say("n %u %u", (unsigned) mbedtls_ssl_get_user_data_n(&ssl), (unsigned) mbedtls_ssl_conf_get_user_data_n(&conf));
    mbedtls_ssl_set_user_data_p(&ssl, &x);
    mbedtls_ssl_conf_set_user_data_p(&conf, &x);
    say("p %d %d", mbedtls_ssl_get_user_data_p(&ssl) == &x, mbedtls_ssl_conf_get_user_data_p(&conf) == &x);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "before-setup", before_setup },
        { "null-contexts", null_contexts },
        { "setup-faults", setup_faults },
        { "versions", versions },
        { "deprecated-versions", deprecated_versions },
        { "presets", presets },
        { "suite-b", suite_b },
        { "set-hostname-faults", set_hostname_faults },
        { "hostname-before-setup", hostname_before_setup },
        { "own-cert-faults", own_cert_faults },
        { "what-reset-keeps", what_reset_keeps },
        { "reset-everywhere", reset_everywhere },
        { "reset-many-times", reset_many_times },
        { "shared-configuration", shared_configuration },
        { "changed-configuration", changed_configuration },
        { "authority-added-later", authority_added_later },
        { "user-data", user_data },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
