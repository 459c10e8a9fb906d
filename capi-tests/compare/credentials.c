/* Who the peers are: suites, certificates, hostnames, and what is missing or wrong about them. */
#include "support/pair.h"
#include "support/rng.h"

#include <stdio.h>
#include <string.h>

/* The handshake, then what both sides know. */
static void run(struct pair *p)
{
    p->log &= ~(unsigned) LOG_SET;
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    side_result(&p->s);
    pair_free(p);
}

/* -- Suites, groups, signatures -------------------------------------------------------------------------------- */

static void no_common_suite(void)
{
    struct pair *p = pair_new(ECDSA);
    int suites[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, 0 };

    side_suites(&p->c, suites);
    run(p);
}

/* The suite is common, but the server has a certificate of the other kind. */
static void no_fitting_certificate(void)
{
    struct pair *p = pair_new(ECDSA);

    side_own(&p->s, "server-rsa", NULL);
    run(p);
}

static void no_certificate_at_all(void)
{
    struct pair *p = pair_new(ECDSA);

    mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL);
    run(p);
}

static void no_common_group(void)
{
    static const uint16_t p384[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1, 0 };
    static const uint16_t x25519[] = { MBEDTLS_SSL_IANA_TLS_GROUP_X25519, 0 };
    struct pair *p = pair_new(RSA);

    mbedtls_ssl_conf_groups(&p->c.conf, p384);
    mbedtls_ssl_conf_groups(&p->s.conf, x25519);
    run(p);
}

/* The client's groups leave out the curve of the server's certificate. */
static void certificate_curve_not_offered(void)
{
    static const uint16_t x25519[] = { MBEDTLS_SSL_IANA_TLS_GROUP_X25519, 0 };
    struct pair *p = pair_new(ECDSA);

    mbedtls_ssl_conf_groups(&p->c.conf, x25519);
    run(p);
}

static void no_common_signature(void)
{
    static const uint16_t sha384[] = { MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384, 0 };
    static const uint16_t sha256[] = { MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256, 0 };
    struct pair *p = pair_new(RSA);

    mbedtls_ssl_conf_sig_algs(&p->c.conf, sha384);
    mbedtls_ssl_conf_sig_algs(&p->s.conf, sha256);
    run(p);
}

/* A curve that the groups of the other checks leave out: in both certificates, both signatures and the agreement. */
static void p521(const uint16_t *client_groups, const uint16_t *schemes)
{
    static const uint16_t both[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1, MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0 };
    struct pair *p = pair_new(ECDSA);

    side_own(&p->s, "server-p521", NULL);
    side_own(&p->c, "client-p521", NULL);
    side_ca(&p->s, "ca-p521");
    side_ca(&p->c, "ca-p521");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_groups(&p->c.conf, client_groups);
    mbedtls_ssl_conf_groups(&p->s.conf, both);
    mbedtls_ssl_conf_sig_algs(&p->c.conf, schemes);
    mbedtls_ssl_conf_sig_algs(&p->s.conf, schemes);
    p->hostname = "localhost";
    run(p);
}

static void p521_certificates(void)
{
    static const uint16_t alone[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1, 0 };
    static const uint16_t behind[] = { MBEDTLS_SSL_IANA_TLS_GROUP_X25519, MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1,
                                       MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1, 0 };
    static const uint16_t not[] = { MBEDTLS_SSL_IANA_TLS_GROUP_X25519, MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0 };
    static const uint16_t sha512[] = { MBEDTLS_TLS1_3_SIG_ECDSA_SECP521R1_SHA512, 0 };
    static const uint16_t sha256[] = { MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256, 0 };

    p521(alone, sha512);
    p521(alone, sha256);
    p521(behind, sha512);
    p521(not, sha512);
}

static void signature_only_of_other_kind(void)
{
    static const uint16_t rsa[] = { MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256, 0 };
    struct pair *p = pair_new(ECDSA);

    mbedtls_ssl_conf_sig_algs(&p->c.conf, rsa);
    run(p);
}

/* The choice among several: suites in the server's order and in the client's, groups in the server's. */
static void choice(int client_order)
{
    int a[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM, MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8,
                MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, 0 };
    int b[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, 0 };
    static const uint16_t groups[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1, MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0 };
    struct pair *p = pair_new(ECDSA);

    side_suites(&p->c, a);
    side_suites(&p->s, b);
    mbedtls_ssl_conf_groups(&p->s.conf, groups);
    if (client_order)
        mbedtls_ssl_conf_preference_order(&p->s.conf, MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT);
    run(p);
}

static void server_order(void) { choice(0); }
static void client_order(void) { choice(1); }

/* -- The server's certificate ---------------------------------------------------------------------------------- */

/* One line per authmode: the client's code and flags, and what the server hears. */
static void server_cert(const char *own, const char *key, const char *ca, const char *hostname)
{
    static const int modes[] = { MBEDTLS_SSL_VERIFY_NONE, MBEDTLS_SSL_VERIFY_OPTIONAL, MBEDTLS_SSL_VERIFY_REQUIRED };
    size_t i;

    for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        struct pair *p = pair_new(ECDSA);

        say("-- %s, authmode %d", own, modes[i]);
        side_own(&p->s, own, key);
        if (ca == NULL)
            mbedtls_ssl_conf_ca_chain(&p->c.conf, NULL, NULL);
        else
            side_ca(&p->c, ca);
        mbedtls_ssl_conf_authmode(&p->c.conf, modes[i]);
        p->hostname = hostname;
        run(p);
    }
}

static void good_certificate(void) { server_cert("server-p256", NULL, "ca-p256", "localhost"); }
static void no_authority(void) { server_cert("server-p256", NULL, NULL, "localhost"); }
static void other_authority(void) { server_cert("server-p256", NULL, "ca-other", "localhost"); }
static void expired(void) { server_cert("expired", "server-p256", "ca-p256", "localhost"); }
static void not_yet_valid(void) { server_cert("future", "server-p256", "ca-p256", "localhost"); }
static void name_mismatch(void) { server_cert("server-p256", NULL, "ca-p256", "elsewhere.example"); }
static void hostname_unset(void) { server_cert("server-p256", NULL, "ca-p256", NULL); }
static void self_signed(void) { server_cert("self-signed", "server-p256", "ca-p256", "localhost"); }
static void self_signed_trusted(void) { server_cert("self-signed", "server-p256", "self-signed", "localhost"); }
static void below_leaf(void) { server_cert("below-leaf", "server-p256", "ca-p256", "localhost"); }
static void for_clients(void) { server_cert("server-for-clients", "server-p256", "ca-p256", "localhost"); }
static void wrong_key_usage(void) { server_cert("wrong-key-usage", "server-p256", "ca-p256", "localhost"); }
static void no_key_usage(void) { server_cert("no-key-usage", "server-p256", "ca-p256", "localhost"); }
static void sha1_signature(void) { server_cert("sha1", "server-p256", "ca-p256", "localhost"); }
static void chain(void) { server_cert("chain", "leaf", "ca-p256", "localhost"); }
static void chain_incomplete(void) { server_cert("leaf", NULL, "ca-p256", "localhost"); }
static void chain_too_long(void) { server_cert("chain-too-long", "leaf2", "ca-p256", "localhost"); }
static void below_eight(void) { server_cert("deep-8", "server-p256", "ca-p256", "localhost"); }
static void below_nine(void) { server_cert("deep-9", "server-p256", "ca-p256", "localhost"); }
static void intermediate_trusted(void) { server_cert("leaf", NULL, "intermediate", "localhost"); }
static void other_key(void) { server_cert("server-p256", "client-p256", "ca-p256", "localhost"); }
static void p384_certificate(void) { server_cert("server-p384", NULL, "ca-p384", "localhost"); }

static void hostnames(void)
{
    static const char *const names[] = { "localhost", "LOCALHOST", "localhost.", "a.wild.example", "A.WILD.EXAMPLE",
                                         "wild.example", "a.b.wild.example", ".wild.example", "127.0.0.1", "127.0.0.2",
                                         "::1", "", NULL };
    size_t i;

    for (i = 0; i == 0 || names[i - 1] != NULL; i++) {
        struct pair *p = pair_new(ECDSA);
        int code;

        p->log = 0;
        p->hostname = NULL;
        mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
        pair_start(p);
        code = mbedtls_ssl_set_hostname(&p->c.ssl, names[i]);
        printf("%s: set 0x%X", names[i] == NULL ? "NULL" : names[i], (unsigned) -code);
        code = pair_handshake(p);
        say(", handshake 0x%X, flags 0x%lX", (unsigned) -code, (unsigned long) mbedtls_ssl_get_verify_result(&p->c.ssl));
        pair_free(p);
    }
}

static void hostnames_of_certificates(void)
{
    static const char *const certs[] = { "other-name", "by-name", "no-names" };
    static const char *const names[] = { "localhost", "other.example", "san.example" };
    size_t i, j;

    for (i = 0; i < 3; i++) {
        for (j = 0; j < 3; j++) {
            struct pair *p = pair_new(ECDSA);
            int code;

            p->log = 0;
            p->hostname = names[j];
            side_own(&p->s, certs[i], "server-p256");
            mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
            pair_start(p);
            code = pair_handshake(p);
            say("%s as %s: 0x%X, flags 0x%lX", certs[i], names[j], (unsigned) -code,
                (unsigned long) mbedtls_ssl_get_verify_result(&p->c.ssl));
            pair_free(p);
        }
    }
}

/* The hostname is given, then taken back with NULL: no name check, and no complaint. */
static void hostname_taken_back(void)
{
    struct pair *p = pair_new(ECDSA);

    p->log &= ~(unsigned) LOG_SET;
    pair_start(p);
    say_code("set_hostname(NULL)", mbedtls_ssl_set_hostname(&p->c.ssl, NULL));
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    pair_free(p);
}

/* -- The verify callback --------------------------------------------------------------------------------------- */

static int clear_at = -1, fail_at = -1;

static int verify(void *ctx, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) crt;
    say("verify(%s, depth %d, flags 0x%lX)", (const char *) ctx, depth, (unsigned long) *flags);
    if (depth == clear_at)
        *flags = 0;
    if (depth == fail_at)
        return MBEDTLS_ERR_X509_FATAL_ERROR;
    return 0;
}

static void with_callback(const char *own, const char *key, int clear, int fail)
{
    struct pair *p = pair_new(ECDSA);

    clear_at = clear;
    fail_at = fail;
    side_own(&p->s, own, key);
    mbedtls_ssl_conf_verify(&p->c.conf, verify, "conf");
    run(p);
}

static void callback_sees_chain(void) { with_callback("chain", "leaf", -1, -1); }
static void callback_clears(void) { with_callback("expired", "server-p256", 0, -1); }
static void callback_fails(void) { with_callback("chain", "leaf", -1, 1); }

static void callback_of_context(void)
{
    struct pair *p = pair_new(ECDSA);

    clear_at = fail_at = -1;
    mbedtls_ssl_conf_verify(&p->c.conf, verify, "conf");
    pair_start(p);
    mbedtls_ssl_set_verify(&p->c.ssl, verify, "context");
    p->log = 0;
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

/* -- The client's certificate ---------------------------------------------------------------------------------- */

static void client_cert(const char *own, const char *key, const char *ca)
{
    static const int modes[] = { MBEDTLS_SSL_VERIFY_OPTIONAL, MBEDTLS_SSL_VERIFY_REQUIRED };
    size_t i;

    for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        struct pair *p = pair_new(ECDSA);

        say("-- authmode %d", modes[i]);
        if (own != NULL)
            side_own(&p->c, own, key);
        if (ca != NULL)
            side_ca(&p->s, ca);
        mbedtls_ssl_conf_authmode(&p->s.conf, modes[i]);
        run(p);
    }
}

static void client_good(void) { client_cert("client-p256", NULL, "ca-p256"); }
static void client_none(void) { client_cert(NULL, NULL, "ca-p256"); }
static void client_untrusted(void) { client_cert("client-p256", NULL, "ca-other"); }
static void client_without_authority(void) { client_cert("client-p256", NULL, NULL); }
static void client_expired(void) { client_cert("client-expired", "client-p256", "ca-p256"); }
static void client_for_servers(void) { client_cert("client-for-servers", "client-p256", "ca-p256"); }
static void client_rsa(void) { client_cert("client-rsa", NULL, "ca-rsa"); }
static void client_other_key(void) { client_cert("client-p256", "server-p256", "ca-p256"); }

/* The list of authorities may be left out of the request. */
static void no_authority_list(void)
{
    struct pair *p = pair_new(ECDSA);

    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_cert_req_ca_list(&p->s.conf, MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED);
    run(p);
}

/* A pre-shared key suite never asks for certificates. */
static void required_with_psk(void)
{
    struct pair *p = pair_new(PSK);

    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    run(p);
}

/* An RSA key whose numbers contradict each other: taken, and the handshake fails where it is to sign. */
static void contradicting_key(void)
{
    static unsigned char der[4096];
    mbedtls_pk_context sound, key;
    struct pair *p;
    int length, of_server;

    for (of_server = 0; of_server < 2; of_server++) {
        const char *name = of_server ? "server-rsa" : "client-rsa";
        struct side *side;
        char file[40];

        p = pair_new(RSA);
        side = of_server ? &p->s : &p->c;
        side_own(&p->c, "client-rsa", NULL);
        side_ca(&p->s, "ca-rsa");
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
        snprintf(file, sizeof file, "%s.key", name);
        mbedtls_pk_init(&sound);
        mbedtls_pk_init(&key);
        say_code("sound", mbedtls_pk_parse_keyfile(&sound, cert_path(file), NULL, rng, NULL));
        length = mbedtls_pk_write_key_der(&sound, der, sizeof der);
        /* In the last number, the inverse of a prime. */
        der[sizeof der - 5] ^= 1;
        say_code("changed", mbedtls_pk_parse_key(&key, der + sizeof der - length, (size_t) length, NULL, 0, rng, NULL));
        say_code("conf_own_cert", (mbedtls_ssl_conf_own_cert(&side->conf, NULL, NULL),
                                   mbedtls_ssl_conf_own_cert(&side->conf, &side->own, &key)));
        run(p);
        mbedtls_pk_free(&sound);
        mbedtls_pk_free(&key);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "no-common-suite", no_common_suite },
        { "no-fitting-certificate", no_fitting_certificate },
        { "no-certificate-at-all", no_certificate_at_all },
        { "no-common-group", no_common_group },
        { "certificate-curve-not-offered", certificate_curve_not_offered },
        { "no-common-signature", no_common_signature },
        { "signature-only-of-other-kind", signature_only_of_other_kind },
        { "server-order", server_order },
        { "client-order", client_order },
        { "good-certificate", good_certificate },
        { "no-authority", no_authority },
        { "other-authority", other_authority },
        { "expired", expired },
        { "not-yet-valid", not_yet_valid },
        { "name-mismatch", name_mismatch },
        { "hostname-unset", hostname_unset },
        { "self-signed", self_signed },
        { "self-signed-trusted", self_signed_trusted },
        { "below-leaf", below_leaf },
        { "server-for-clients", for_clients },
        { "wrong-key-usage", wrong_key_usage },
        { "no-key-usage", no_key_usage },
        { "sha1-signature", sha1_signature },
        { "chain", chain },
        { "chain-incomplete", chain_incomplete },
        { "chain-too-long", chain_too_long },
        { "below-eight-intermediates", below_eight },
        { "below-nine-intermediates", below_nine },
        { "intermediate-trusted", intermediate_trusted },
        { "other-key", other_key },
        { "p384-certificate", p384_certificate },
        { "p521-certificates", p521_certificates },
        { "hostnames", hostnames },
        { "hostnames-of-certificates", hostnames_of_certificates },
        { "hostname-taken-back", hostname_taken_back },
        { "verify-callback-sees-chain", callback_sees_chain },
        { "verify-callback-clears", callback_clears },
        { "verify-callback-fails", callback_fails },
        { "verify-callback-of-context", callback_of_context },
        { "client-good", client_good },
        { "client-none", client_none },
        { "client-untrusted", client_untrusted },
        { "client-without-authority", client_without_authority },
        { "client-expired", client_expired },
        { "client-for-servers", client_for_servers },
        { "client-rsa", client_rsa },
        { "client-other-key", client_other_key },
        { "no-authority-list", no_authority_list },
        { "required-with-psk", required_with_psk },
        { "contradicting-key", contradicting_key },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
