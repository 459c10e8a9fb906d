/* NULL for the context: what says nothing more than "no such connection". NULL for configurations, and for the other
   arguments, is checked where a function's other faults are. */
#include "check.h"

#include "quiet_pair.h"

#include <string.h>

static unsigned char buffer[64];

static void handshake_and_data(void)
{
    CHECK_EQ(mbedtls_ssl_handshake(NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_handshake_step(NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_read(NULL, buffer, sizeof buffer), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_write(NULL, buffer, sizeof buffer), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_close_notify(NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_send_alert_message(NULL, MBEDTLS_SSL_ALERT_LEVEL_FATAL, 40), BAD_INPUT);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_is_handshake_over(NULL), 0);
        CHECK_EQ(mbedtls_ssl_check_pending(NULL), 0);
        CHECK_EQ(mbedtls_ssl_get_bytes_avail(NULL), 0);
        CHECK_EQ(mbedtls_ssl_check_record(NULL, buffer, sizeof buffer), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_read(NULL, NULL, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_write(NULL, NULL, 0), BAD_INPUT);
    }
}

static void what_was_agreed_on(void)
{
    CHECK(mbedtls_ssl_get_ciphersuite(NULL) == NULL);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(NULL), 0);
    CHECK(mbedtls_ssl_get_peer_cert(NULL) == NULL);
    ONLY_OURS
    {
        mbedtls_dtls_srtp_info info;
        CHECK_EQ(mbedtls_ssl_get_verify_result(NULL), 0xFFFFFFFF);
        CHECK_EQ(mbedtls_ssl_get_version_number(NULL), MBEDTLS_SSL_VERSION_UNKNOWN);
        CHECK(strcmp(mbedtls_ssl_get_version(NULL), "unknown (DTLS)") == 0);
        CHECK_EQ(mbedtls_ssl_get_record_expansion(NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(NULL), BAD_INPUT);
        memset(&info, 0xFF, sizeof info);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(NULL, &info);
        CHECK_EQ(info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile), MBEDTLS_TLS_SRTP_UNSET);
        CHECK_EQ(info.MBEDTLS_PRIVATE(mki_len), 0);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(NULL, NULL);
    }
}

/* What is written where on a failure: nothing. */
static void connection_ids(void)
{
    int enabled = 77;
    size_t length = 77;
    buffer[0] = 0xEE;
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_set_cid(NULL, MBEDTLS_SSL_CID_ENABLED, buffer, 3), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_set_cid(NULL, MBEDTLS_SSL_CID_DISABLED, NULL, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_own_cid(NULL, &enabled, buffer, &length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_peer_cid(NULL, &enabled, buffer, &length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_own_cid(NULL, NULL, NULL, NULL), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_peer_cid(NULL, NULL, NULL, NULL), BAD_INPUT);
    }
    CHECK_EQ(enabled, 77);
    CHECK_EQ(length, 77);
    CHECK_EQ(buffer[0], 0xEE);
}

static void sessions(void)
{
    mbedtls_ssl_session session;
    mbedtls_ssl_session_init(&session);
    CHECK_EQ(mbedtls_ssl_get_session(NULL, &session), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_get_session(NULL, NULL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_session(NULL, &session), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_session(NULL, NULL), BAD_INPUT);
    mbedtls_ssl_session_free(&session);
}

static void choices_for_a_handshake(void)
{
    ONLY_OURS
    {
        struct pair *p = quiet(ECDSA);
        size_t length = 77;
        CHECK_EQ(mbedtls_ssl_set_hs_own_cert(NULL, &p->s.own, &p->s.key), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_set_hs_own_cert(NULL, NULL, NULL), BAD_INPUT);
        mbedtls_ssl_set_hs_ca_chain(NULL, &p->c.ca, NULL);
        mbedtls_ssl_set_hs_authmode(NULL, MBEDTLS_SSL_VERIFY_REQUIRED);
        mbedtls_ssl_set_hs_dn_hints(NULL, &p->c.ca);
        CHECK(mbedtls_ssl_get_hs_sni(NULL, &length) == NULL);
        CHECK_EQ(length, 0);
        CHECK(mbedtls_ssl_get_hs_sni(NULL, NULL) == NULL);
        pair_free(p);
    }
}

int main(void)
{
    handshake_and_data();
    what_was_agreed_on();
    connection_ids();
    sessions();
    choices_for_a_handshake();
    return check_result();
}
