/* Protocols, SRTP, fragment length and exporter: wrong use of each function. The flows coap_by_alpn, webrtc_media_keys,
   small_device_fragments and keys_for_the_application use them well. */
#include "check.h"

#include "quiet_pair.h"

#include <mbedtls/ecp.h>
#include <mbedtls/md.h>

#include <string.h>

static void protocols(void)
{
    static char long_name[300];
    static const char *good[] = { "coap", NULL }, *empty[] = { "coap", "", NULL }, *too_long[] = { long_name, NULL };
    static const char *many[262];
    struct pair *p = quiet(PSK);
    memset(long_name, 'n', 256);
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, good), 0);
    /* What is refused changes nothing. */
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, empty), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, too_long), BAD_INPUT);
    long_name[255] = '\0';
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, too_long), 0);
    for (int i = 0; i < 258; i++)
        many[i] = long_name;
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, many), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, good), 0);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(NULL, good), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(NULL, NULL), BAD_INPUT);
        CHECK(mbedtls_ssl_get_alpn_protocol(NULL) == NULL);
    }
    CHECK(mbedtls_ssl_get_alpn_protocol(&p->c.ssl) == NULL);
    pair_start(p);
    CHECK(mbedtls_ssl_get_alpn_protocol(&p->c.ssl) == NULL);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK(mbedtls_ssl_get_alpn_protocol(&p->c.ssl) == good[0]);
    pair_free(p);

    ONLY_OURS
    {
        /* NULL is no negotiation, also after a list. */
        p = quiet(PSK);
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, good), 0);
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, good), 0);
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, NULL), 0);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK(mbedtls_ssl_get_alpn_protocol(&p->c.ssl) == NULL);
        CHECK(mbedtls_ssl_get_alpn_protocol(&p->s.ssl) == NULL);
        pair_free(p);
        /* 32 names of 255 bytes are the most that a client can send. */
        for (int count = 32; count < 34; count++) {
            p = quiet(PSK);
            many[count] = NULL;
            CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, many), 0);
            CHECK_EQ(finish(p), count == 32 ? 0 : MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
            many[count] = long_name;
        }
    }
}

static unsigned profile(const mbedtls_ssl_context *ssl)
{
    mbedtls_dtls_srtp_info info;
    memset(&info, 0xFF, sizeof info);
    mbedtls_ssl_get_dtls_srtp_negotiation_result(ssl, &info);
    CHECK(info.MBEDTLS_PRIVATE(mki_len) <= MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH);
    return info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile);
}

static void media(void)
{
    static const mbedtls_ssl_srtp_profile good[] = { MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_UNSET },
                                          unknown[] = { 99, MBEDTLS_TLS_SRTP_UNSET },
                                          five[] = { 1, 2, 5, 6, 1, MBEDTLS_TLS_SRTP_UNSET }, none[] = { 0 };
    unsigned char mki[256] = { 1 };
    struct pair *p = quiet(PSK);
    CHECK_EQ(sizeof(mbedtls_dtls_srtp_info), 260);
    CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, unknown), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, five), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, none), 0);
    CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, good), 0);
    CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->s.conf, good), 0);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->c.conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(NULL, good), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, NULL), BAD_INPUT);
        mbedtls_ssl_conf_srtp_mki_value_supported(NULL, 1);
        CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(NULL, mki, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, mki, 1), BAD_INPUT);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(&p->c.ssl, NULL);
        CHECK_EQ(profile(NULL), MBEDTLS_TLS_SRTP_UNSET);
        CHECK_EQ(profile(&p->c.ssl), MBEDTLS_TLS_SRTP_UNSET);
    }
    pair_start(p);
    CHECK_EQ(profile(&p->c.ssl), MBEDTLS_TLS_SRTP_UNSET);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, mki, 256), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->s.ssl, mki, 256), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->s.ssl, mki, 1), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, NULL, 1), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, mki, 255), 0);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, mki, 0), 0);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(profile(&p->c.ssl), MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80);
    CHECK_EQ(profile(&p->s.ssl), MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80);
    CHECK(strcmp(mbedtls_ssl_get_srtp_profile_as_string(MBEDTLS_TLS_SRTP_UNSET), "") == 0);
    CHECK(strcmp(mbedtls_ssl_get_srtp_profile_as_string(MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32),
                 "MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32") == 0);
    pair_free(p);
}

static void fragment_length(void)
{
    struct pair *p = quiet(PSK);
    for (int code = 0; code < 256; code++)
        CHECK_EQ(mbedtls_ssl_conf_max_frag_len(&p->c.conf, (unsigned char) code),
                 code < MBEDTLS_SSL_MAX_FRAG_LEN_INVALID ? 0 : BAD_INPUT);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_conf_max_frag_len(NULL, MBEDTLS_SSL_MAX_FRAG_LEN_512), BAD_INPUT);
    /* What was refused changed nothing. */
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(&p->c.ssl), 4096);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(&p->s.ssl), 4096);
    pair_free(p);
}

static void keying_material(void)
{
    static unsigned char out[MBEDTLS_SSL_EXPORT_MAX_KEY_LEN + 1], context[65536];
    struct pair *p = quiet(PSK);
    CHECK_EQ(MBEDTLS_SSL_EXPORT_MAX_KEY_LEN, 8160);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_export_keying_material(NULL, out, 8, "label", 5, NULL, 0, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, 8, "label", 5, NULL, 0, 0), BAD_INPUT);
    }
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, 8, "label", 5, NULL, 0, 0), BAD_INPUT);
    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, sizeof out, "label", 5, NULL, 0, 0), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, 8, "label", 5, context, 65536, 1), BAD_INPUT);
    CHECK_EQ(out[0], 0);
    CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, sizeof out - 1, "label", 5, context, 65535, 1), 0);
    CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, 8, "label", 5, context, 65536, 0), 0);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, NULL, 8, "label", 5, NULL, 0, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, 8, NULL, 5, NULL, 0, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_export_keying_material(&p->c.ssl, out, 8, "label", 5, NULL, 5, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_export_keying_material(&p->s.ssl, out, 8, "label", 5, NULL, 0, 0), 0);
        CHECK_EQ(mbedtls_ssl_export_keying_material(&p->s.ssl, NULL, 0, NULL, 0, NULL, 0, 1), 0);
    }
    pair_free(p);
}

/* Groups and signature schemes by older numbers; settings that count for nothing. */
static void older_settings(void)
{
    static const int hashes[] = { MBEDTLS_MD_SHA384, MBEDTLS_MD_RIPEMD160, MBEDTLS_MD_SHA256, MBEDTLS_MD_NONE },
                     strange[] = { MBEDTLS_MD_RIPEMD160, MBEDTLS_MD_NONE };
    mbedtls_ecp_group_id curves[] = { MBEDTLS_ECP_DP_SECP384R1, MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_NONE },
                         other[] = { MBEDTLS_ECP_DP_SECP521R1, MBEDTLS_ECP_DP_NONE };
    static const uint16_t p384_p256[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1,
                                          MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0 };
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_curves(&p->c.conf, curves);
    memset(curves, 0, sizeof curves); /* it is not needed any more */
    mbedtls_ssl_conf_sig_hashes(&p->c.conf, hashes);
    mbedtls_ssl_conf_sig_hashes(&p->s.conf, hashes);
    mbedtls_ssl_conf_groups(&p->s.conf, p384_p256);
    mbedtls_ssl_conf_tls13_key_exchange_modes(&p->c.conf, MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_ALL);
    CHECK_EQ(finish(p), 0);

    /* The last one of two counts. */
    p = quiet(ECDSA);
    mbedtls_ssl_conf_curves(&p->c.conf, other);
    mbedtls_ssl_conf_curves(&p->s.conf, other);
    mbedtls_ssl_conf_groups(&p->c.conf, p384_p256);
    mbedtls_ssl_conf_groups(&p->s.conf, p384_p256);
    CHECK_EQ(finish(p), 0);

    /* Nothing in common. */
    p = quiet(ECDHE_PSK);
    mbedtls_ssl_conf_curves(&p->c.conf, other);
    CHECK(finish(p) != 0);
    p = quiet(ECDSA);
    mbedtls_ssl_conf_sig_hashes(&p->c.conf, strange);
    CHECK(finish(p) != 0);

    ONLY_OURS
    {
        p = quiet(ECDSA);
        mbedtls_ssl_conf_curves(&p->c.conf, other);
        mbedtls_ssl_conf_curves(&p->c.conf, NULL);
        mbedtls_ssl_conf_sig_hashes(&p->c.conf, strange);
        mbedtls_ssl_conf_sig_hashes(&p->c.conf, NULL);
        CHECK_EQ(finish(p), 0);
        mbedtls_ssl_conf_curves(NULL, other);
        mbedtls_ssl_conf_sig_hashes(NULL, hashes);
        mbedtls_ssl_conf_tls13_key_exchange_modes(NULL, 0);
    }
}

int main(void)
{
    /* Mbed TLS ends such handshakes with an internal error of its own. */
    ONLY_OURS older_settings();
    protocols();
    media();
    fragment_length();
    keying_material();
    return check_result();
}
