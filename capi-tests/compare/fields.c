/* What programs read out of the structs themselves: how far a handshake is, the last record, the session, what was
   agreed on. */
#include "support/pair.h"

#include <mbedtls/platform_time.h>
#include <mbedtls/ssl_ticket.h>
#include <stdio.h>
#include <string.h>

static const char *const kinds[] = { "PSK", "ECDHE-PSK", "ECDSA", "RSA" };

/* Fields that have a meaning at any time. */
static void look(const char *when, const struct side *side)
{
    const mbedtls_ssl_context *ssl = &side->ssl;

    say("%c %s: state %d, version %04X, session %s, renegotiation %d, own configuration %d, name %s", side->name, when,
        ssl->MBEDTLS_PRIVATE(state), (unsigned) ssl->MBEDTLS_PRIVATE(tls_version),
        ssl->MBEDTLS_PRIVATE(session) == NULL ? "none" : "there", ssl->MBEDTLS_PRIVATE(renego_status),
        ssl->MBEDTLS_PRIVATE(conf) == &side->conf,
        ssl->MBEDTLS_PRIVATE(hostname) == NULL ? "none" : ssl->MBEDTLS_PRIVATE(hostname));
}

/* The record read last. */
static void last_record(const char *when, const struct side *side)
{
    const mbedtls_ssl_context *ssl = &side->ssl;

    say("%c %s: type %d", side->name, when, ssl->MBEDTLS_PRIVATE(in_msgtype));
    say_hex("number", ssl->MBEDTLS_PRIVATE(in_ctr), 8);
}

static struct pair *silent(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    return p;
}

static void life(void)
{
    int kind;

    for (kind = 0; kind < KINDS; kind++) {
        struct pair *p = silent((enum kind) kind);

        say("-- %s", kinds[kind]);
        mbedtls_ssl_init(&p->c.ssl);
        say("state %d, session %s", p->c.ssl.MBEDTLS_PRIVATE(state),
            p->c.ssl.MBEDTLS_PRIVATE(session) == NULL ? "none" : "there");
        pair_cookies(p);
        pair_start(p);
        look("set up", &p->c);
        look("set up", &p->s);
        say_code("handshake", pair_handshake(p));
        look("over", &p->c);
        look("over", &p->s);
        side_write(&p->c, "words", 5);
        side_read(&p->s, 100);
        look("after data", &p->s);
        mbedtls_ssl_close_notify(&p->c.ssl);
        look("closed", &p->c);
        side_read(&p->s, 100);
        look("told of it", &p->s);
        mbedtls_ssl_session_reset(&p->c.ssl);
        mbedtls_ssl_session_reset(&p->s.ssl);
        look("reset", &p->c);
        look("reset", &p->s);
        pair_free(p);
    }
}

/* Step by step on a good link. */
static void steps(void)
{
    int kind;

    for (kind = 0; kind < KINDS; kind++) {
        struct pair *p = silent((enum kind) kind);
        int turn;

        say("-- %s", kinds[kind]);
        pair_start(p);
        for (turn = 0; turn < 80; turn++) {
            struct side *side = turn % 2 == 0 ? &p->c : &p->s;
            int before = side_state(side);

            if (mbedtls_ssl_is_handshake_over(&side->ssl))
                continue;
            mbedtls_ssl_handshake_step(&side->ssl);
            if (side_state(side) != before)
                look("step", side);
        }
        pair_free(p);
    }
}

static void records(void)
{
    struct pair *p = silent(ECDSA);

    pair_start(p);
    pair_establish(p);
    last_record("over", &p->c);
    last_record("over", &p->s);
    side_write(&p->c, "first", 5);
    side_write(&p->c, "second", 6);
    side_read(&p->s, 100);
    last_record("first", &p->s);
    side_read(&p->s, 100);
    last_record("second", &p->s);
    pair_free(p);
}

/* What a program does that wants to tell its user which alert came. */
static void alerts(void)
{
    static const unsigned char sent[][2] = {
        { MBEDTLS_SSL_ALERT_LEVEL_WARNING, MBEDTLS_SSL_ALERT_MSG_USER_CANCELED },
        { MBEDTLS_SSL_ALERT_LEVEL_WARNING, MBEDTLS_SSL_ALERT_MSG_CLOSE_NOTIFY },
        { MBEDTLS_SSL_ALERT_LEVEL_FATAL, MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED },
        { MBEDTLS_SSL_ALERT_LEVEL_FATAL, MBEDTLS_SSL_ALERT_MSG_INTERNAL_ERROR },
    };
    size_t i;

    for (i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        struct pair *p = silent(PSK);

        pair_start(p);
        pair_establish(p);
        mbedtls_ssl_send_alert_message(&p->c.ssl, sent[i][0], sent[i][1]);
        side_read(&p->s, 100);
        last_record("alert", &p->s);
        say("level %d, description %d", p->s.ssl.MBEDTLS_PRIVATE(in_msg)[0], p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1]);
        look("after it", &p->s);
        pair_free(p);
    }
}

/* The alert that ends a handshake: another pre-shared key, no suite in common, an authority that is unknown. */
static void refused(void)
{
    struct pair *p = silent(PSK);
    static const int other[] = { 0xC0A4, 0 };

    side_suites(&p->s, other);
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    last_record("no suite in common", &p->c);
    say("level %d, description %d", p->c.ssl.MBEDTLS_PRIVATE(in_msg)[0], p->c.ssl.MBEDTLS_PRIVATE(in_msg)[1]);
    look("refused", &p->c);
    look("refuses", &p->s);
    pair_free(p);

    p = silent(ECDSA);
    mbedtls_x509_crt_free(&p->c.ca);
    mbedtls_x509_crt_init(&p->c.ca);
    side_ca(&p->c, "ca-other");
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    last_record("unknown authority", &p->s);
    say("level %d, description %d", p->s.ssl.MBEDTLS_PRIVATE(in_msg)[0], p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1]);
    look("refused", &p->s);
    look("refuses", &p->c);
    pair_free(p);
}

static void say_session(const struct side *side)
{
    const mbedtls_ssl_session *session = side->ssl.MBEDTLS_PRIVATE(session);
    char subject[200] = "none";

    if (session == NULL) {
        say("%c has no session", side->name);
        return;
    }
    if (session->MBEDTLS_PRIVATE(peer_cert) != NULL)
        mbedtls_x509_dn_gets(subject, sizeof subject, &session->MBEDTLS_PRIVATE(peer_cert)->subject);
    say("%c version %04X, suite %04X, endpoint %d, id of %u bytes, ticket of %u bytes for %u s, result %lX, "
        "encrypt then MAC %d, fragment length %d, exported %d, peer %s",
        side->name, (unsigned) session->MBEDTLS_PRIVATE(tls_version), (unsigned) session->MBEDTLS_PRIVATE(ciphersuite),
        session->MBEDTLS_PRIVATE(endpoint), (unsigned) session->MBEDTLS_PRIVATE(id_len),
        (unsigned) session->MBEDTLS_PRIVATE(ticket_len), (unsigned) session->MBEDTLS_PRIVATE(ticket_lifetime),
        (unsigned long) session->MBEDTLS_PRIVATE(verify_result), session->MBEDTLS_PRIVATE(encrypt_then_mac),
        session->MBEDTLS_PRIVATE(mfl_code), session->MBEDTLS_PRIVATE(exported), subject);
}

static void sessions(void)
{
    int kind;

    for (kind = 0; kind < KINDS; kind++) {
        struct pair *p = silent((enum kind) kind);

        say("-- %s", kinds[kind]);
        mbedtls_ssl_conf_max_frag_len(&p->c.conf, MBEDTLS_SSL_MAX_FRAG_LEN_1024);
        pair_start(p);
        pair_establish(p);
        say_session(&p->c);
        say_session(&p->s);
        say("same id %d, same secret %d",
            memcmp(p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(id),
                   p->s.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(id), 32) == 0,
            memcmp(p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(master),
                   p->s.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(master), 48) == 0);
        pair_free(p);
    }
}

static void media(void)
{
    static const mbedtls_ssl_srtp_profile profiles[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32,
                                                         MBEDTLS_TLS_SRTP_UNSET };
    static const unsigned char mki[] = { 1, 2, 3 };
    struct pair *p = silent(ECDSA);
    struct side *sides[2];
    int i;

    sides[0] = &p->c;
    sides[1] = &p->s;
    for (i = 0; i < 2; i++) {
        mbedtls_ssl_conf_dtls_srtp_protection_profiles(&sides[i]->conf, profiles);
        mbedtls_ssl_conf_srtp_mki_value_supported(&sides[i]->conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
    }
    pair_start(p);
    for (i = 0; i < 2; i++)
        say_code("identifier", mbedtls_ssl_dtls_srtp_set_mki_value(&sides[i]->ssl, mki, sizeof mki));
    for (i = 0; i < 2; i++) {
        mbedtls_dtls_srtp_info info;

        memset(&info, 0x55, sizeof info);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(&sides[i]->ssl, &info);
        say("before: profile %04X", (unsigned) info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile));
    }
    pair_establish(p);
    for (i = 0; i < 2; i++) {
        mbedtls_dtls_srtp_info info;

        memset(&info, 0x55, sizeof info);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(&sides[i]->ssl, &info);
        say("profile %04X, identifier of %d", (unsigned) info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile),
            info.MBEDTLS_PRIVATE(mki_len));
        say_hex("it is", info.MBEDTLS_PRIVATE(mki_value), info.MBEDTLS_PRIVATE(mki_len));
    }
    pair_free(p);
}

/* What a function of a program's own finds in a session that becomes a ticket, or came out of one. */
static void say_ticket(const char *when, const mbedtls_ssl_session *session)
{
    mbedtls_ms_time_t now = mbedtls_ms_time(), made = session->MBEDTLS_PRIVATE(ticket_creation_time);

    say("%s: endpoint %d, version %04X, id of %u bytes, added to its age %u, flags %u, made %s", when,
        session->MBEDTLS_PRIVATE(endpoint), (unsigned) session->MBEDTLS_PRIVATE(tls_version),
        (unsigned) session->MBEDTLS_PRIVATE(id_len), (unsigned) session->MBEDTLS_PRIVATE(ticket_age_add),
        (unsigned) session->MBEDTLS_PRIVATE(ticket_flags),
        made == 0 ? "at no time" : made <= now && now - made < 100000 ? "just now" : "at another time");
}

static int write_told(void *context, const mbedtls_ssl_session *session, unsigned char *start, const unsigned char *end,
                      size_t *len, uint32_t *lifetime)
{
    say_ticket("written", session);
    return mbedtls_ssl_ticket_write(context, session, start, end, len, lifetime);
}

static int parse_told(void *context, mbedtls_ssl_session *session, unsigned char *bytes, size_t len)
{
    int code;

    say_ticket("to be parsed", session);
    code = mbedtls_ssl_ticket_parse(context, session, bytes, len);
    say_ticket("parsed", session);
    return code;
}

static void tickets(void)
{
    mbedtls_ssl_ticket_context keys;
    mbedtls_ssl_session session;
    uint64_t seed = 5;
    int turn;

    mbedtls_ssl_session_init(&session);
    mbedtls_ssl_ticket_init(&keys);
    say_code("setup", mbedtls_ssl_ticket_setup(&keys, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 3600));
    for (turn = 0; turn < 2; turn++) {
        struct pair *p = silent(ECDSA);

        mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
        mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, write_told, parse_told, &keys);
        pair_start(p);
        if (turn == 1)
            say_code("set_session", mbedtls_ssl_set_session(&p->c.ssl, &session));
        say_code("handshake", pair_handshake(p));
        say("ticket %d", p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(ticket_len) > 0);
        say_session(&p->s);
        say_ticket("of the client", p->c.ssl.MBEDTLS_PRIVATE(session));
        say_ticket("of the server", p->s.ssl.MBEDTLS_PRIVATE(session));
        if (turn == 0)
            say_code("get_session", mbedtls_ssl_get_session(&p->c.ssl, &session));
        pair_free(p);
    }
    mbedtls_ssl_ticket_free(&keys);
    mbedtls_ssl_session_free(&session);
}

static int on_cert(mbedtls_ssl_context *ssl)
{
    (void) ssl;
    return 0;
}

/* What the inline functions of the headers read and write. */
static void configuration(void)
{
    mbedtls_ssl_config conf;
    mbedtls_x509_crt hints;
    int endpoint;

    mbedtls_x509_crt_init(&hints);
    for (endpoint = 0; endpoint < 2; endpoint++) {
        mbedtls_ssl_config_init(&conf);
        say("endpoint %d, versions %04X to %04X", conf.MBEDTLS_PRIVATE(endpoint),
            (unsigned) conf.MBEDTLS_PRIVATE(min_tls_version), (unsigned) conf.MBEDTLS_PRIVATE(max_tls_version));
        say_code("defaults", mbedtls_ssl_config_defaults(&conf, endpoint, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                                         MBEDTLS_SSL_PRESET_DEFAULT));
        say("endpoint %d, lowest version %04X", conf.MBEDTLS_PRIVATE(endpoint),
            (unsigned) conf.MBEDTLS_PRIVATE(min_tls_version));
        mbedtls_ssl_conf_max_tls_version(&conf, MBEDTLS_SSL_VERSION_TLS1_2);
        mbedtls_ssl_conf_min_tls_version(&conf, MBEDTLS_SSL_VERSION_TLS1_2);
        say("versions %04X to %04X", (unsigned) conf.MBEDTLS_PRIVATE(min_tls_version),
            (unsigned) conf.MBEDTLS_PRIVATE(max_tls_version));
        mbedtls_ssl_conf_cert_cb(&conf, on_cert);
        mbedtls_ssl_conf_dn_hints(&conf, &hints);
        mbedtls_ssl_conf_set_user_data_n(&conf, 77);
        say("callback %d, hints %d, number %u", conf.MBEDTLS_PRIVATE(f_cert_cb) == on_cert,
            conf.MBEDTLS_PRIVATE(dn_hints) == &hints, (unsigned) conf.MBEDTLS_PRIVATE(user_data).n);
        mbedtls_ssl_config_free(&conf);
        say("freed: endpoint %d, number %u", conf.MBEDTLS_PRIVATE(endpoint), (unsigned) conf.MBEDTLS_PRIVATE(user_data).n);
    }
    mbedtls_x509_crt_free(&hints);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "life", life },
        { "steps", steps },
        { "records", records },
        { "alerts", alerts },
        { "refused", refused },
        { "sessions", sessions },
        { "tickets", tickets },
        { "media", media },
        { "configuration", configuration },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
