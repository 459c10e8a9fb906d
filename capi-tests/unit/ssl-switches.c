/* Settings that choose between two things, with values that are neither: what comes of it is seen in a handshake. */
#include "check.h"

#include "quiet_pair.h"

#include <string.h>

static const int values[] = { 0, 1, 2, 77, -1 };
#define VALUES (sizeof values / sizeof values[0])

/* The first hello, and the CertificateRequest, that each side sent. */
static struct datagram hellos[2], request;

static enum verdict keep(struct side *from, unsigned n, struct datagram *d)
{
    int is_server = from->name == 's';
    unsigned char *record;

    (void) n;
    if (wire_find(d->bytes, d->len, is_server ? SERVER_HELLO : CLIENT_HELLO) != NULL)
        hellos[is_server] = *d;
    record = wire_find(d->bytes, d->len, CERTIFICATE_REQUEST);
    if (record != NULL) {
        request.len = d->len - (size_t) (record - d->bytes);
        memcpy(request.bytes, record, request.len);
    }
    return DELIVER;
}

/* A pair whose first flights are kept. */
static struct pair *watched(enum kind kind)
{
    struct pair *p = quiet(kind);

    memset(hellos, 0, sizeof hellos);
    memset(&request, 0, sizeof request);
    p->c.judge = p->s.judge = keep;
    return p;
}

static int has(int is_server, int type)
{
    struct datagram *hello = &hellos[is_server];
    unsigned char *record = wire_find(hello->bytes, hello->len, is_server ? SERVER_HELLO : CLIENT_HELLO);
    size_t len;

    if (record == NULL)
        return -1;
    record += RECORD_HEADER;
    return wire_extension(record, hello->len - (size_t) (record - hello->bytes), type, &len) != NULL;
}

/* One switch, on one side, with one value; the handshake goes well. Returns what is seen of it. */

static int encrypt_then_mac(int by_server, int value)
{
    static const int cbc[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, 0 };
    struct pair *p = watched(PSK);

    side_suites(&p->c, cbc);
    side_suites(&p->s, cbc);
    mbedtls_ssl_conf_encrypt_then_mac(&p->c.conf, MBEDTLS_SSL_ETM_ENABLED);
    mbedtls_ssl_conf_encrypt_then_mac(&p->s.conf, MBEDTLS_SSL_ETM_ENABLED);
    mbedtls_ssl_conf_encrypt_then_mac(by_server ? &p->s.conf : &p->c.conf, (char) value);
    CHECK_EQ(finish(p), 0);
    return has(by_server, 22);
}

static int extended_master_secret(int by_server, int value)
{
    struct pair *p = watched(PSK);

    mbedtls_ssl_conf_extended_master_secret(by_server ? &p->s.conf : &p->c.conf, (char) value);
    CHECK_EQ(finish(p), 0);
    return has(by_server, 23);
}

/* A server's switch is that it has functions. */
static int session_tickets(int by_server, int value)
{
    struct pair *p = watched(PSK);

    mbedtls_ssl_conf_session_tickets(by_server ? &p->s.conf : &p->c.conf, value);
    CHECK_EQ(finish(p), 0);
    return has(by_server, 35);
}

static int master_key_identifier(int by_server, int value)
{
    static const mbedtls_ssl_srtp_profile profiles[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_UNSET };
    unsigned char identifier[] = { 1, 2, 3 };
    mbedtls_dtls_srtp_info info;
    struct pair *p = quiet(PSK);

    mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, profiles);
    mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->s.conf, profiles);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->c.conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->s.conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
    mbedtls_ssl_conf_srtp_mki_value_supported(by_server ? &p->s.conf : &p->c.conf, value);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, identifier, sizeof identifier),
             by_server || value != 0 ? 0 : MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    CHECK_EQ(pair_handshake(p), 0);
    mbedtls_ssl_get_dtls_srtp_negotiation_result(&p->s.ssl, &info);
    pair_free(p);
    return info.MBEDTLS_PRIVATE(mki_len) == sizeof identifier;
}

/* Both sides allow it but for this one, which is asked. */
static int renegotiation(int by_server, int value)
{
    struct pair *p = quiet(PSK);
    struct side *asked = by_server ? &p->s : &p->c;
    unsigned char byte;
    int begins;

    mbedtls_ssl_conf_renegotiation(&p->c.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    mbedtls_ssl_conf_renegotiation(&p->s.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    mbedtls_ssl_conf_renegotiation(&asked->conf, value);
    pair_start(p);
    pair_establish(p);
    mbedtls_ssl_renegotiate(&asked->peer->ssl);
    CHECK_EQ(mbedtls_ssl_read(&asked->ssl, &byte, 1), MBEDTLS_ERR_SSL_WANT_READ);
    begins = !mbedtls_ssl_is_handshake_over(&asked->ssl);
    pair_free(p);
    return begins;
}

static int anti_replay(int by_server, int value)
{
    struct pair *p = quiet(PSK);
    struct side *side = by_server ? &p->s : &p->c;
    unsigned char byte;
    int again;

    mbedtls_ssl_conf_dtls_anti_replay(&side->conf, (char) value);
    pair_start(p);
    pair_establish(p);
    side->peer->twice = ~UINT64_C(0);
    CHECK_EQ(mbedtls_ssl_write(&side->peer->ssl, (const unsigned char *) "x", 1), 1);
    CHECK_EQ(mbedtls_ssl_read(&side->ssl, &byte, 1), 1);
    again = mbedtls_ssl_read(&side->ssl, &byte, 1);
    pair_free(p);
    return again == MBEDTLS_ERR_SSL_WANT_READ;
}

/* 1 if the client's order counts. */
static int preference_order(int by_server, int value)
{
    static const int ours[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM, MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 0 };
    static const int theirs[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, MBEDTLS_TLS_PSK_WITH_AES_128_CCM, 0 };
    struct pair *p = quiet(PSK);
    int suite;

    side_suites(&p->c, theirs);
    side_suites(&p->s, ours);
    mbedtls_ssl_conf_preference_order(by_server ? &p->s.conf : &p->c.conf, value);
    pair_start(p);
    pair_establish(p);
    suite = mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl);
    pair_free(p);
    return suite == theirs[0];
}

/* 1 if the server names its authorities. */
static int authority_names(int by_server, int value)
{
    struct pair *p = watched(ECDSA);
    const unsigned char *at = request.bytes + RECORD_HEADER + MESSAGE_HEADER;

    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    mbedtls_ssl_conf_cert_req_ca_list(by_server ? &p->s.conf : &p->c.conf, (char) value);
    CHECK_EQ(finish(p), 0);
    CHECK(request.len > 0);
    at += 1 + at[0];
    at += 2 + wire_u16(at);
    return wire_u16(at) > 0;
}

/* Where Mbed TLS gives security up for a value without a meaning, this library does not. */
#ifdef ORIGINAL
#define SAFER(theirs, ours) theirs
#else
#define SAFER(theirs, ours) ours
#endif

static const struct {
    const char *name;
    int (*seen)(int by_server, int value);
    int client[VALUES], server[VALUES];
} switches[] = {
    { "encrypt_then_mac", encrypt_then_mac,
      { 0, 1, 1, 1, 1 }, { 0, 1, SAFER(0, 1), SAFER(0, 1), SAFER(0, 1) } },
    { "extended_master_secret", extended_master_secret,
      { 0, 1, 1, 1, 1 }, { 0, 1, SAFER(0, 1), SAFER(0, 1), SAFER(0, 1) } },
    { "session_tickets", session_tickets, { 0, 1, 1, 1, 1 }, { 0, 0, 0, 0, 0 } },
    { "srtp_mki_value_supported", master_key_identifier, { 0, 1, 0, 0, 0 }, { 0, 1, 0, 0, 0 } },
    { "renegotiation", renegotiation,
      { 0, 1, SAFER(1, 0), SAFER(1, 0), SAFER(1, 0) }, { 0, 1, SAFER(1, 0), SAFER(1, 0), SAFER(1, 0) } },
    { "anti_replay", anti_replay, { 0, 1, 1, 1, 1 }, { 0, 1, 1, 1, 1 } },
    { "preference_order", preference_order, { 0, 0, 0, 0, 0 }, { 0, 1, 0, 0, 0 } },
    { "cert_req_ca_list", authority_names, { 1, 1, 1, 1, 1 }, { 0, 1, 0, 0, 0 } },
};

int main(void)
{
    size_t i, j;
    int by_server;

    for (i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        for (j = 0; j < VALUES; j++) {
            for (by_server = 0; by_server < 2; by_server++) {
                int seen = switches[i].seen(by_server, values[j]);
                int due = by_server ? switches[i].server[j] : switches[i].client[j];

                if (seen != due) {
                    fprintf(stderr, "%s of the %s, %d:\n", switches[i].name, by_server ? "server" : "client", values[j]);
                    CHECK_EQ(seen, due);
                }
            }
        }
    }
    return check_result();
}
