/* A WebRTC stack: one handshake on the port of the media, then both sides key SRTP and packets are told apart by their
   first byte. */
#include "each_way.h"

#define KEYS_LEN 60 /* two keys of 16 and two salts of 14 */

struct exported {
    int count;
    unsigned char keys[KEYS_LEN];
};

/* What libsrtp gets: key and salt of the direction that this side sends in. */
static void export_keys(void *context, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t len,
                        const unsigned char client_random[32], const unsigned char server_random[32],
                        mbedtls_tls_prf_types prf)
{
    struct exported *exported = context;
    unsigned char randoms[64];
    CHECK_EQ(type, MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET);
    memcpy(randoms, client_random, 32);
    memcpy(randoms + 32, server_random, 32);
    CHECK_EQ(mbedtls_ssl_tls_prf(prf, secret, len, "EXTRACTOR-dtls_srtp", randoms, sizeof randoms, exported->keys,
                                 KEYS_LEN),
             0);
    exported->count++;
}

static const mbedtls_ssl_srtp_profile usual[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80,
                                                  MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32, MBEDTLS_TLS_SRTP_UNSET };
static struct exported of_client, of_server;
static int media;

/* Certificates on both sides, known by their fingerprints from the signalling: nobody else vouches for them. */
static int check_fingerprint(void *expected, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    const mbedtls_x509_crt *known = expected;
    if (depth == 0 && crt->raw.len == known->raw.len && memcmp(crt->raw.p, known->raw.p, known->raw.len) == 0)
        *flags = 0;
    return 0;
}

static struct pair *peers(const mbedtls_ssl_srtp_profile *client, const mbedtls_ssl_srtp_profile *server)
{
    struct pair *p = quiet_pair(ECDSA);
    side_own(&p->c, "client-p256", NULL);
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    mbedtls_ssl_conf_verify(&p->s.conf, check_fingerprint, &p->c.own);
    mbedtls_ssl_conf_verify(&p->c.conf, check_fingerprint, &p->s.own);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, NULL, NULL);
    if (client != NULL)
        CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, client), 0);
    if (server != NULL)
        CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->s.conf, server), 0);
    p->hostname = NULL;
    memset(&of_client, 0, sizeof of_client);
    memset(&of_server, 0, sizeof of_server);
    return p;
}

static void start(struct pair *p)
{
    pair_start(p);
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, export_keys, &of_client);
    mbedtls_ssl_set_export_keys_cb(&p->s.ssl, export_keys, &of_server);
}

static unsigned profile_of(struct side *side, unsigned char *mki, size_t *mki_len)
{
    mbedtls_dtls_srtp_info info;
    mbedtls_ssl_get_dtls_srtp_negotiation_result(&side->ssl, &info);
    *mki_len = info.MBEDTLS_PRIVATE(mki_len);
    memcpy(mki, info.MBEDTLS_PRIVATE(mki_value), *mki_len);
    return info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile);
}

static void expect_media(struct pair *p, unsigned profile)
{
    unsigned char mki[255];
    size_t mki_len;
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
    CHECK_EQ(profile_of(&p->c, mki, &mki_len), profile);
    CHECK_EQ(profile_of(&p->s, mki, &mki_len), profile);
    CHECK_EQ(mki_len, 0);
    CHECK_EQ(of_client.count, 1);
    CHECK_EQ(of_server.count, 1);
    CHECK(memcmp(of_client.keys, of_server.keys, KEYS_LEN) == 0);
    CHECK(memcmp(of_client.keys, of_client.keys + 16, 16) != 0);
}

static void both_sides_key_srtp(void)
{
    struct pair *p = peers(usual, usual);
    start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_media(p, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
    CHECK(strcmp(mbedtls_ssl_get_srtp_profile_as_string(MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80),
                 "MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80") == 0);
    /* The data channel runs beside the media. */
    expect_talk(p);
    pair_free(p);
}

static void peers_without_srtp(void)
{
    for (int i = 0; i < 2; i++) {
        unsigned char mki[255];
        size_t mki_len;
        struct pair *p = peers(i == 0 ? usual : NULL, i == 0 ? NULL : usual);
        start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(profile_of(&p->c, mki, &mki_len), MBEDTLS_TLS_SRTP_UNSET);
        CHECK_EQ(profile_of(&p->s, mki, &mki_len), MBEDTLS_TLS_SRTP_UNSET);
        pair_free(p);
    }
}

/* Several master keys: the identifier says which one the packets of this connection are under. */
static void master_key_identifier(void)
{
    unsigned char identifier[4] = { 0xC0, 0xDE, 0, 1 }, mki[255];
    size_t mki_len;
    struct pair *p = peers(usual, usual);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->c.conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->s.conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
    start(p);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, identifier, sizeof identifier), 0);
    memset(identifier, 0, 2); /* it was copied */
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(profile_of(&p->s, mki, &mki_len), MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
    CHECK(mki_len == 4 && mki[0] == 0xC0 && mki[3] == 1);
    CHECK_EQ(profile_of(&p->c, mki, &mki_len), MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
    CHECK(mki_len == 4 && mki[1] == 0xDE);
    pair_free(p);
}

#ifndef ORIGINAL
static struct pair *peer_calls_with_aead(void)
{
    static const mbedtls_ssl_srtp_profile one[] = { MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM, 0 };
    struct pair *p = peers(one, one);
    start(p);
    return p;
}

static void expect_aead_media(struct pair *p)
{
    expect_media(p, MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM);
}

static void aead_profiles(void)
{
    static const mbedtls_ssl_srtp_profile aead[] = { MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM,
                                                     MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM,
                                                     MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, 0 };
    static const mbedtls_ssl_srtp_profile small[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80,
                                                      MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM, 0 };
    struct pair *p = peers(aead, small);
    start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_media(p, MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM);
    CHECK(strcmp(mbedtls_ssl_get_srtp_profile_as_string(8), "MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM") == 0);
    pair_free(p);
}
#endif

/* Every other call has a master key identifier. */
static int has_identifier;

static struct pair *peer_calls(void)
{
    unsigned char identifier[] = { 0xC0, 0xDE };
    struct pair *p = peers(usual, usual);
    has_identifier = !has_identifier;
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->c.conf, has_identifier);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->s.conf, has_identifier);
    start(p);
    if (has_identifier)
        CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, identifier, sizeof identifier), 0);
    return p;
}

static void expect_usual_media(struct pair *p)
{
    unsigned char mki[255];
    size_t mki_len;
    if (!has_identifier) {
        expect_media(p, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
        return;
    }
    CHECK_EQ(profile_of(&p->s, mki, &mki_len), MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
    CHECK(mki_len == 2 && mki[0] == 0xC0 && mki[1] == 0xDE);
    CHECK_EQ(profile_of(&p->c, mki, &mki_len), MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
    CHECK(mki_len == 2 && mki[0] == 0xC0 && mki[1] == 0xDE);
    CHECK_EQ(of_client.count + of_server.count, 2);
    CHECK(memcmp(of_client.keys, of_server.keys, KEYS_LEN) == 0);
}

/* Media packets come in while the handshake is still on its way: a program sorts them out by the first byte, RFC 7983. */
static enum verdict with_media(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char packet[40] = { 0x80, 96 };
    (void) n, (void) d;
    side_inject(from->peer, packet, sizeof packet);
    return DELIVER;
}

static int sorting_recv(void *context, unsigned char *buffer, size_t len)
{
    for (;;) {
        int got = pair_recv(context, buffer, len);
        if (got < 0 || (buffer[0] >= 20 && buffer[0] <= 63))
            return got;
        media++;
    }
}

/* Step by step, on a link that loses and reorders, with media in between. */
static void media_in_between(void)
{
    for (unsigned lost = 0; lost < 4; lost++) {
        struct pair *p = peers(usual, usual);
        start(p);
        media = 0;
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, sorting_recv, NULL);
        mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, sorting_recv, NULL);
        p->c.judge = p->s.judge = with_media;
        p->c.drop = p->s.drop = 1u << lost;
        p->c.hold = 2u << lost;
        for (int turn = 0; turn < 400; turn++) {
            struct side *side = turn % 2 == 0 ? &p->c : &p->s;
            if (!mbedtls_ssl_is_handshake_over(&side->ssl)) {
                int code = side_step(side);
                CHECK(code == 0 || code == WANT_READ);
            } else {
                /* Asked again for its last flight, a side answers from within a read. */
                unsigned char byte;
                CHECK_EQ(mbedtls_ssl_read(&side->ssl, &byte, 1), WANT_READ);
            }
            if (turn % 40 == 39)
                pair_expire(p);
        }
        CHECK(mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl));
        expect_media(p, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
        CHECK(media > 3);
        pair_free(p);
    }
}

int main(void)
{
    both_sides_key_srtp();
    peers_without_srtp();
    master_key_identifier();
    ONLY_OURS
    {
#ifndef ORIGINAL
        aead_profiles();
        each_way(peer_calls_with_aead, expect_aead_media);
#endif
    }
    media_in_between();
    each_way(peer_calls, expect_usual_media);
    return check_result();
}
