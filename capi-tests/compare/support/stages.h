/* The stages of a context's life, and every function of a context as one that takes a side and returns what it returned:
   for stages.c, which prints that, and for units, which know it. */
#ifndef STAGES_H
#define STAGES_H

#include "pair.h"

#include <string.h>

static unsigned char stage_bytes[8192];

/* Of a connection before; the server does not know it any more. */
static mbedtls_ssl_session former_session;

/* NEW is initialised and not set up. */
enum stage { NEW, SET_UP, BEGUN, MIDDLE, OVER, TALKED, RESET, REFUSED, CLOSED, STAGES };
static const char *const stage_names[] = { "new",        "set up", "begun",           "in the middle", "over",
                                           "after data", "reset",  "after a failure", "closed" };

static const int other_suite[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM, 0 };

/* A new pair that has come so far. */
static struct pair *pair_at(enum stage stage, enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    if (stage == NEW)
        return p;
    if (stage == REFUSED)
        side_suites(&p->s, other_suite);
    pair_start(p);
    switch (stage) {
    case BEGUN:
        mbedtls_ssl_handshake_step(&p->c.ssl);
        mbedtls_ssl_handshake_step(&p->s.ssl);
        break;
    case MIDDLE:
        mbedtls_ssl_handshake(&p->c.ssl);
        mbedtls_ssl_handshake(&p->s.ssl);
        break;
    case REFUSED:
        mbedtls_ssl_handshake(&p->c.ssl);
        mbedtls_ssl_handshake(&p->s.ssl);
        mbedtls_ssl_handshake(&p->c.ssl);
        break;
    case SET_UP:
        break;
    default:
        pair_establish(p);
    }
    if (stage == TALKED || stage == CLOSED) {
        mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "words", 5);
        mbedtls_ssl_read(&p->s.ssl, stage_bytes, sizeof stage_bytes);
        mbedtls_ssl_write(&p->s.ssl, (const unsigned char *) "words", 5);
        mbedtls_ssl_read(&p->c.ssl, stage_bytes, sizeof stage_bytes);
    }
    if (stage == CLOSED) {
        mbedtls_ssl_close_notify(&p->c.ssl);
        mbedtls_ssl_read(&p->s.ssl, stage_bytes, sizeof stage_bytes);
        mbedtls_ssl_close_notify(&p->s.ssl);
        mbedtls_ssl_read(&p->c.ssl, stage_bytes, sizeof stage_bytes);
    }
    if (stage == RESET) {
        side_reset(&p->c);
        side_reset(&p->s);
    }
    return p;
}

/* The functions, each with arguments that are right at some stage. */

static int call_handshake(struct side *side)
{
    return mbedtls_ssl_handshake(&side->ssl);
}

static int call_handshake_step(struct side *side)
{
    return mbedtls_ssl_handshake_step(&side->ssl);
}

static int call_is_handshake_over(struct side *side)
{
    return mbedtls_ssl_is_handshake_over(&side->ssl);
}

static int call_read(struct side *side)
{
    return mbedtls_ssl_read(&side->ssl, stage_bytes, sizeof stage_bytes);
}

static int call_write(struct side *side)
{
    return mbedtls_ssl_write(&side->ssl, (const unsigned char *) "words", 5);
}

static int call_close_notify(struct side *side)
{
    return mbedtls_ssl_close_notify(&side->ssl);
}

static int call_send_alert_message(struct side *side)
{
    return mbedtls_ssl_send_alert_message(&side->ssl, MBEDTLS_SSL_ALERT_LEVEL_WARNING,
                                          MBEDTLS_SSL_ALERT_MSG_USER_CANCELED);
}

static int call_session_reset(struct side *side)
{
    return mbedtls_ssl_session_reset(&side->ssl);
}

static int call_check_pending(struct side *side)
{
    return mbedtls_ssl_check_pending(&side->ssl);
}

static int call_get_bytes_avail(struct side *side)
{
    return (int) mbedtls_ssl_get_bytes_avail(&side->ssl);
}

static int call_get_verify_result(struct side *side)
{
    return (int) mbedtls_ssl_get_verify_result(&side->ssl);
}

static int call_get_ciphersuite_id_from_ssl(struct side *side)
{
    return mbedtls_ssl_get_ciphersuite_id_from_ssl(&side->ssl);
}

static int call_get_ciphersuite(struct side *side)
{
    return mbedtls_ssl_get_ciphersuite(&side->ssl) != NULL;
}

static int call_get_version_number(struct side *side)
{
    return (int) mbedtls_ssl_get_version_number(&side->ssl);
}

static int call_get_version(struct side *side)
{
    return strcmp(mbedtls_ssl_get_version(&side->ssl), "DTLSv1.2") == 0;
}

static int call_get_record_expansion(struct side *side)
{
    return mbedtls_ssl_get_record_expansion(&side->ssl);
}

static int call_get_max_out_record_payload(struct side *side)
{
    return mbedtls_ssl_get_max_out_record_payload(&side->ssl);
}

static int call_get_max_in_record_payload(struct side *side)
{
    return mbedtls_ssl_get_max_in_record_payload(&side->ssl);
}

static int call_get_peer_cert(struct side *side)
{
    return mbedtls_ssl_get_peer_cert(&side->ssl) != NULL;
}

static int call_get_alpn_protocol(struct side *side)
{
    return mbedtls_ssl_get_alpn_protocol(&side->ssl) != NULL;
}

static int call_get_dtls_srtp_negotiation_result(struct side *side)
{
    mbedtls_dtls_srtp_info info;

    memset(&info, 0x55, sizeof info);
    mbedtls_ssl_get_dtls_srtp_negotiation_result(&side->ssl, &info);
    return info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile);
}

static int call_dtls_srtp_set_mki_value(struct side *side)
{
    return mbedtls_ssl_dtls_srtp_set_mki_value(&side->ssl, stage_bytes, 4);
}

/* A server of Mbed TLS breaks down here once its handshake is over. */
static int call_export_keying_material(struct side *side)
{
    if (side->name == 's' && mbedtls_ssl_is_handshake_over(&side->ssl))
        return 0;
    return mbedtls_ssl_export_keying_material(&side->ssl, stage_bytes, 16, "EXPERIMENT", 10, NULL, 0, 0);
}

static int call_check_record(struct side *side)
{
    memset(stage_bytes, 0, 64);
    return mbedtls_ssl_check_record(&side->ssl, stage_bytes, 64);
}

static int call_set_cid(struct side *side)
{
    return mbedtls_ssl_set_cid(&side->ssl, MBEDTLS_SSL_CID_ENABLED, stage_bytes, 0);
}

static int call_get_own_cid(struct side *side)
{
    size_t length = 7;
    int enabled = 7, code = mbedtls_ssl_get_own_cid(&side->ssl, &enabled, stage_bytes, &length);

    return code == 0 ? enabled : code;
}

static int call_get_peer_cid(struct side *side)
{
    size_t length = 7;
    int enabled = 7, code = mbedtls_ssl_get_peer_cid(&side->ssl, &enabled, stage_bytes, &length);

    return code == 0 ? enabled : code;
}

static int call_renegotiate(struct side *side)
{
    return mbedtls_ssl_renegotiate(&side->ssl);
}

static int call_context_save(struct side *side)
{
    size_t length = 0;

    return mbedtls_ssl_context_save(&side->ssl, NULL, 0, &length);
}

static int call_context_load(struct side *side)
{
    return mbedtls_ssl_context_load(&side->ssl, stage_bytes, 0);
}

static int call_get_session(struct side *side)
{
    mbedtls_ssl_session session;
    int code;

    mbedtls_ssl_session_init(&session);
    code = mbedtls_ssl_get_session(&side->ssl, &session);
    mbedtls_ssl_session_free(&session);
    return code;
}

static int call_set_session(struct side *side)
{
    return mbedtls_ssl_set_session(&side->ssl, &former_session);
}

static int call_set_hs_psk(struct side *side)
{
    return mbedtls_ssl_set_hs_psk(&side->ssl, (const unsigned char *) pair_psk, strlen(pair_psk));
}

static int call_set_hostname(struct side *side)
{
    return mbedtls_ssl_set_hostname(&side->ssl, "localhost");
}

static int call_get_hostname(struct side *side)
{
    return mbedtls_ssl_get_hostname(&side->ssl) != NULL;
}

static int call_set_client_transport_id(struct side *side)
{
    return mbedtls_ssl_set_client_transport_id(&side->ssl, pair_transport_id, sizeof pair_transport_id);
}

static int call_set_mtu(struct side *side)
{
    mbedtls_ssl_set_mtu(&side->ssl, 1000);
    return 0;
}

static int call_set_datagram_packing(struct side *side)
{
    mbedtls_ssl_set_datagram_packing(&side->ssl, 0);
    return 0;
}

static int call_set_verify(struct side *side)
{
    mbedtls_ssl_set_verify(&side->ssl, NULL, NULL);
    return 0;
}

static int call_set_export_keys_cb(struct side *side)
{
    mbedtls_ssl_set_export_keys_cb(&side->ssl, NULL, NULL);
    return 0;
}

static int call_set_bio(struct side *side)
{
    mbedtls_ssl_set_bio(&side->ssl, side, pair_send, pair_recv, NULL);
    return 0;
}

static int call_context_get_config(struct side *side)
{
    return mbedtls_ssl_context_get_config(&side->ssl) == &side->conf;
}

#define CALL(name) { #name, call_##name }
static const struct call {
    const char *name;
    int (*function)(struct side *side);
} calls[] = {
    CALL(handshake),
    CALL(handshake_step),
    CALL(is_handshake_over),
    CALL(read),
    CALL(write),
    CALL(close_notify),
    CALL(send_alert_message),
    CALL(session_reset),
    CALL(check_pending),
    CALL(get_bytes_avail),
    CALL(get_verify_result),
    CALL(get_ciphersuite_id_from_ssl),
    CALL(get_ciphersuite),
    CALL(get_version_number),
    CALL(get_version),
    CALL(get_record_expansion),
    CALL(get_max_out_record_payload),
    CALL(get_max_in_record_payload),
    CALL(get_peer_cert),
    CALL(get_alpn_protocol),
    CALL(get_dtls_srtp_negotiation_result),
    CALL(dtls_srtp_set_mki_value),
    CALL(export_keying_material),
    CALL(check_record),
    CALL(set_cid),
    CALL(get_own_cid),
    CALL(get_peer_cid),
    CALL(renegotiate),
    CALL(context_save),
    CALL(context_load),
    CALL(get_session),
    CALL(set_session),
    CALL(set_hs_psk),
    CALL(set_hostname),
    CALL(get_hostname),
    CALL(set_client_transport_id),
    CALL(set_mtu),
    CALL(set_datagram_packing),
    CALL(set_verify),
    CALL(set_export_keys_cb),
    CALL(set_bio),
    CALL(context_get_config),
};

/* Gets the session that call_set_session sets; to be freed afterwards. Returns what mbedtls_ssl_get_session did. */
static int get_former_session(enum kind kind)
{
    struct pair *p = pair_at(OVER, kind);
    int code;

    mbedtls_ssl_session_init(&former_session);
    code = mbedtls_ssl_get_session(&p->c.ssl, &former_session);
    pair_free(p);
    return code;
}

#endif
