/* Resumption by session id and by ticket: every event, and what it depends on. */
#include "support/pair.h"
#include "support/wire.h"

#include <mbedtls/ssl_cache.h>
#include <mbedtls/ssl_ticket.h>

#include <stdio.h>
#include <string.h>

/* -- A server's memory, shared by all its connections ----------------------------------------------------------- */

static mbedtls_ssl_cache_context cache;
static mbedtls_ssl_ticket_context tickets;
static uint64_t connections;
static struct pair *now_in; /* the pair whose callbacks run */

static void state_of(const char *what, int code)
{
    printf("s %s -> %s0x%04X state %d\n", what, code < 0 ? "-" : "", (unsigned) (code < 0 ? -code : code),
           now_in->s.ssl.MBEDTLS_PRIVATE(state));
}

static int told_get(void *ctx, unsigned char const *id, size_t len, mbedtls_ssl_session *session)
{
    int code = mbedtls_ssl_cache_get(ctx, id, len, session);

    printf("s asks the cache for %u bytes\n", (unsigned) len);
    state_of("cache_get", code);
    return code;
}

static int told_set(void *ctx, unsigned char const *id, size_t len, const mbedtls_ssl_session *session)
{
    int code = mbedtls_ssl_cache_set(ctx, id, len, session);

    printf("s gives the cache %u bytes, a session with %u, suite 0x%04X\n", (unsigned) len,
           (unsigned) mbedtls_ssl_session_get_id_len(session),
           (unsigned) mbedtls_ssl_session_get_ciphersuite_id(session));
    state_of("cache_set", code);
    return code;
}

/* Tickets of two libraries differ in length; these are filled up to one, behind two bytes that tell how much is real. */
#define TICKET_LEN 900

static int told_write(void *ctx, const mbedtls_ssl_session *session, unsigned char *start, const unsigned char *end,
                      size_t *len, uint32_t *lifetime)
{
    int code = mbedtls_ssl_ticket_write(ctx, session, start + 2, end, len, lifetime);

    if (code == 0) {
        wire_put16(start, (unsigned) *len);
        memset(start + 2 + *len, 0, TICKET_LEN - 2 - *len);
        *len = TICKET_LEN;
    }

    printf("s writes a ticket, suite 0x%04X, lifetime %lu, the session's id has %u bytes\n",
           (unsigned) mbedtls_ssl_session_get_ciphersuite_id(session), (unsigned long) *lifetime,
           (unsigned) mbedtls_ssl_session_get_id_len(session));
    state_of("ticket_write", code);
    return code;
}

static int told_parse(void *ctx, mbedtls_ssl_session *session, unsigned char *buf, size_t len)
{
    int code = mbedtls_ssl_ticket_parse(ctx, session, buf + 2, wire_u16(buf));

    printf("s parses a ticket of %u bytes\n", (unsigned) len);
    state_of("ticket_parse", code);
    return code;
}

static int fails_to_write(void *ctx, const mbedtls_ssl_session *session, unsigned char *start, const unsigned char *end,
                          size_t *len, uint32_t *lifetime)
{
    (void) ctx, (void) session, (void) start, (void) end;
    *len = 0;
    *lifetime = 9;
    state_of("ticket_write", -0x1234);
    return -0x1234;
}

enum { BY_ID = 1, BY_TICKET = 2, CLIENT_TICKETS = 4, QUIET = 8 };

static void remember(struct pair *p, unsigned how)
{
    now_in = p;
    if (how & BY_ID)
        mbedtls_ssl_conf_session_cache(&p->s.conf, &cache, told_get, told_set);
    if (how & BY_TICKET)
        mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, told_write, told_parse, &tickets);
    if (how & (BY_TICKET | CLIENT_TICKETS))
        mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
}

static void begin(void)
{
    static uint64_t seed = 0x123456789ABCDEFu;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_ticket_init(&tickets);
    say_code("ticket_setup",
             mbedtls_ssl_ticket_setup(&tickets, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 86400));
}

static void end(void)
{
    mbedtls_ssl_cache_free(&cache);
    mbedtls_ssl_ticket_free(&tickets);
}

static void say_session(const char *whose, const mbedtls_ssl_session *session)
{
    if (session == NULL) {
        say("%s session NULL", whose);
        return;
    }
    say("%s session id %u suite 0x%04X exported %u verify 0x%08lX certificate %s ticket %s lifetime %lu", whose,
        (unsigned) mbedtls_ssl_session_get_id_len(session), (unsigned) mbedtls_ssl_session_get_ciphersuite_id(session),
        session->MBEDTLS_PRIVATE(exported), (unsigned long) session->MBEDTLS_PRIVATE(verify_result),
        session->MBEDTLS_PRIVATE(peer_cert) == NULL ? "none" : "there",
        session->MBEDTLS_PRIVATE(ticket) == NULL ? "none" : "there",
        (unsigned long) session->MBEDTLS_PRIVATE(ticket_lifetime));
}

static void results(struct pair *p)
{
    side_result(&p->c);
    side_result(&p->s);
    say_session("c", p->c.ssl.MBEDTLS_PRIVATE(session));
    say_session("s", p->s.ssl.MBEDTLS_PRIVATE(session));
    say("peer certificate: c %s s %s", mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL ? "none" : "there",
        mbedtls_ssl_get_peer_cert(&p->s.ssl) == NULL ? "none" : "there");
}

/* What a check changes before the connection starts. */
typedef void change(struct pair *p);

static struct pair *connection(enum kind kind, unsigned how, change *change, const mbedtls_ssl_session *resume)
{
    struct pair *p = pair_new(kind);

    /* Other session ids than before. */
    p->c.random += ++connections;
    p->s.random += connections;
    remember(p, how);
    if (change != NULL)
        change(p);
    pair_start(p);
    if (resume != NULL)
        say_code("set_session", mbedtls_ssl_set_session(&p->c.ssl, resume));
    return p;
}

/* A first connection, whose session the client keeps. */
static void first(enum kind kind, unsigned how, change *change, mbedtls_ssl_session *session)
{
    struct pair *p = connection(kind, how, change, NULL);

    p->log = how & QUIET ? 0 : LOG_FULL;
    pair_handshake(p);
    if (!(how & QUIET))
        results(p);
    mbedtls_ssl_session_init(session);
    say_code("get_session", mbedtls_ssl_get_session(&p->c.ssl, session));
    say_session("kept", session);
    pair_free(p);
}

static void second(enum kind kind, unsigned how, change *change, const mbedtls_ssl_session *session)
{
    struct pair *p = connection(kind, how, change, session);

    p->log = LOG_FULL;
    pair_handshake(p);
    results(p);
    side_write(&p->c, "ping", 4);
    side_read(&p->s, 100);
    side_write(&p->s, "pong", 4);
    side_read(&p->c, 100);
    say_code("get_session again", mbedtls_ssl_get_session(&p->c.ssl, (mbedtls_ssl_session *) session));
    say_session("kept", session);
    pair_free(p);
}

static void twice(enum kind kind, unsigned how, change *before, change *after)
{
    mbedtls_ssl_session session;

    begin();
    first(kind, how | QUIET, before, &session);
    second(kind, how, after, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void with_client_certificate(struct pair *p)
{
    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
}

static void with_optional_certificate(struct pair *p)
{
    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-rsa");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
}

static void with_cookies(struct pair *p)
{
    pair_cookies(p);
}

static void without_ems(struct pair *p)
{
    mbedtls_ssl_conf_extended_master_secret(&p->c.conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
}

static void without_ems_on_server(struct pair *p)
{
    mbedtls_ssl_conf_extended_master_secret(&p->s.conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
}

static void with_other_suite(struct pair *p)
{
    static const int suites[] = { MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, 0 };

    side_suites(&p->c, suites);
    side_suites(&p->s, suites);
}

static void with_failing_tickets(struct pair *p)
{
    mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, fails_to_write, told_parse, &tickets);
}

static int any_name(void *ctx, mbedtls_ssl_context *ssl, const unsigned char *name, size_t len)
{
    (void) ctx, (void) ssl;
    say("s is asked for %.*s", (int) len, (const char *) name);
    return 0;
}

static void with_names(struct pair *p)
{
    mbedtls_ssl_conf_sni(&p->s.conf, any_name, NULL);
}

static void with_another_name(struct pair *p)
{
    with_names(p);
    p->hostname = "other.example";
}

static void with_names_that_nobody_reads(struct pair *p)
{
    p->hostname = "other.example";
}

static void with_keys_exported(struct pair *p);

static void first_by_id(void)
{
    mbedtls_ssl_session session;

    begin();
    first(ECDSA, BY_ID, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void first_by_ticket(void)
{
    mbedtls_ssl_session session;

    begin();
    first(ECDSA, BY_TICKET, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void id_psk(void) { twice(PSK, BY_ID, NULL, NULL); }
static void id_ecdsa(void) { twice(ECDSA, BY_ID, NULL, NULL); }
static void id_rsa_cookies(void) { twice(RSA, BY_ID, with_cookies, with_cookies); }
static void id_client_certificate(void) { twice(ECDSA, BY_ID, with_client_certificate, with_client_certificate); }
static void id_untrusted_client(void) { twice(ECDSA, BY_ID, with_optional_certificate, with_optional_certificate); }
static void id_with_client_tickets(void) { twice(ECDSA, BY_ID | CLIENT_TICKETS, NULL, NULL); }
static void id_then_ticket(void)
{
    mbedtls_ssl_session session;

    begin();
    first(ECDSA, BY_ID | QUIET, NULL, &session);
    second(ECDSA, BY_ID | BY_TICKET, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}
static void ticket_psk(void) { twice(PSK, BY_TICKET, NULL, NULL); }
static void ticket_ecdsa(void) { twice(ECDSA, BY_TICKET, NULL, NULL); }
static void ticket_rsa_cookies(void) { twice(RSA, BY_TICKET, with_cookies, with_cookies); }
static void ticket_client_certificate(void) { twice(ECDSA, BY_TICKET, with_client_certificate, with_client_certificate); }
static void ticket_with_cache(void) { twice(ECDSA, BY_ID | BY_TICKET, NULL, NULL); }
static void ticket_not_written(void) { twice(ECDSA, BY_TICKET, with_failing_tickets, NULL); }
static void ticket_not_renewed(void) { twice(ECDSA, BY_TICKET, NULL, with_failing_tickets); }
static void keys_exported_id(void) { twice(PSK, BY_ID, with_keys_exported, with_keys_exported); }
static void ems_lost(void) { twice(PSK, BY_ID, NULL, without_ems); }
static void ems_gained(void) { twice(PSK, BY_ID, without_ems, NULL); }
static void ems_lost_on_server(void) { twice(PSK, BY_ID, NULL, without_ems_on_server); }
static void ems_gained_on_server(void) { twice(PSK, BY_TICKET, without_ems_on_server, NULL); }
static void ems_never(void) { twice(PSK, BY_ID, without_ems, without_ems); }
static void id_other_suite(void) { twice(PSK, BY_ID, NULL, with_other_suite); }
static void ticket_other_suite(void) { twice(PSK, BY_TICKET, NULL, with_other_suite); }
static void id_now_authenticated(void) { twice(ECDSA, BY_ID, NULL, with_client_certificate); }
static void ticket_now_authenticated(void) { twice(ECDSA, BY_TICKET, NULL, with_client_certificate); }
static void id_same_name(void) { twice(PSK, BY_ID, with_names, with_names); }
static void id_other_name(void) { twice(PSK, BY_ID, with_names, with_another_name); }
static void ticket_other_name(void) { twice(PSK, BY_TICKET, with_names, with_another_name); }
static void id_unread_name(void) { twice(PSK, BY_ID, NULL, with_names_that_nobody_reads); }
static void client_other_name(void) { twice(ECDSA, BY_ID, NULL, with_names_that_nobody_reads); }
static void id_was_untrusted(void) { twice(ECDSA, BY_ID, with_optional_certificate, with_client_certificate); }

/* -- Keys that are exported ---------------------------------------------------------------------------------------- */

static void told_keys(void *ctx, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t len,
                      const unsigned char client[32], const unsigned char server[32], mbedtls_tls_prf_types prf)
{
    struct side *side = ctx;

    (void) secret, (void) client, (void) server;
    say("%c exports %u bytes, type %d, prf %d, state %d", side->name, (unsigned) len, (int) type, (int) prf,
        side_state(side));
}

static void with_keys_exported(struct pair *p)
{
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, told_keys, &p->c);
    mbedtls_ssl_set_export_keys_cb(&p->s.ssl, told_keys, &p->s);
}

/* -- Step by step ------------------------------------------------------------------------------------------------------ */

static void steps(struct pair *p)
{
    int turns, code;

    p->log = LOG_USUAL;
    for (turns = 0; turns < 40; turns++) {
        struct side *side = turns % 2 ? &p->s : &p->c;

        do {
            if (mbedtls_ssl_is_handshake_over(&side->ssl))
                break;
            code = side_step(side);
        } while (code == 0);
        if (mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl))
            return;
    }
}

static void stepped(unsigned how)
{
    mbedtls_ssl_session session;
    struct pair *p;

    begin();
    first(ECDSA, (how & ~(unsigned) BY_TICKET) | QUIET, NULL, &session);
    if (how & BY_TICKET) {
        mbedtls_ssl_session_free(&session);
        p = connection(ECDSA, how, NULL, NULL);
        steps(p);
        mbedtls_ssl_session_init(&session);
        say_code("get_session", mbedtls_ssl_get_session(&p->c.ssl, &session));
        pair_free(p);
    }
    p = connection(ECDSA, how, NULL, &session);
    steps(p);
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    end();
}

static void steps_by_id(void) { stepped(BY_ID); }
static void steps_by_ticket(void) { stepped(BY_TICKET); }

static void steps_id_and_new_ticket(void)
{
    mbedtls_ssl_session session;
    struct pair *p;

    begin();
    first(ECDSA, BY_ID | QUIET, NULL, &session);
    p = connection(ECDSA, BY_ID | BY_TICKET, NULL, &session);
    steps(p);
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    end();
}

/* -- Loss ---------------------------------------------------------------------------------------------------------- */

static void lost(unsigned how, uint64_t from_client, uint64_t from_server)
{
    mbedtls_ssl_session session;
    struct pair *p;

    begin();
    first(ECDSA, (how & ~(unsigned) BY_TICKET) | QUIET, NULL, &session);
    p = connection(ECDSA, how, NULL, &session);
    p->log = LOG_FULL;
    p->c.drop = from_client;
    p->s.drop = from_server;
    pair_handshake_lossy(p, 20);
    results(p);
    side_write(&p->s, "pong", 4);
    side_read(&p->c, 100);
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    end();
}

static void hello_lost(void) { lost(BY_ID, 1, 0); }
static void server_flight_lost(void) { lost(BY_ID, 0, 1); }
static void client_finished_lost(void) { lost(BY_ID, 2, 0); }
static void client_finished_lost_twice(void) { lost(BY_ID, 6, 0); }
static void new_ticket_lost(void) { lost(BY_ID | BY_TICKET, 0, 1); }

static void client_finished_lost_for_ever(void)
{
    mbedtls_ssl_session session;
    struct pair *p;
    int i;

    begin();
    first(PSK, BY_ID | QUIET, NULL, &session);
    p = connection(PSK, BY_ID, NULL, &session);
    p->log = LOG_FULL;
    p->c.drop = ~(uint64_t) 1;
    for (i = 0; i < 10 && p->s.failed == 0; i++) {
        pair_handshake(p);
        pair_expire(p);
    }
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    end();
}

/* -- What the server no longer knows, and what is damaged ------------------------------------------------------------ */

static void cache_forgot(void)
{
    mbedtls_ssl_session session;

    begin();
    first(PSK, BY_ID | QUIET, NULL, &session);
    mbedtls_ssl_cache_free(&cache);
    mbedtls_ssl_cache_init(&cache);
    second(PSK, BY_ID, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void keys_forgotten(void)
{
    mbedtls_ssl_session session;

    begin();
    first(PSK, BY_TICKET | QUIET, NULL, &session);
    end();
    begin();
    second(PSK, BY_TICKET, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void ticket_tampered(void)
{
    mbedtls_ssl_session session;

    begin();
    first(PSK, BY_TICKET | QUIET, NULL, &session);
    session.MBEDTLS_PRIVATE(ticket)[60] ^= 1;
    second(PSK, BY_TICKET, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void no_more_tickets(void)
{
    mbedtls_ssl_session session;

    begin();
    first(PSK, BY_TICKET | QUIET, NULL, &session);
    second(PSK, CLIENT_TICKETS, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

static void client_without_tickets(void)
{
    mbedtls_ssl_session session;

    begin();
    first(PSK, BY_TICKET | QUIET, NULL, &session);
    second(PSK, BY_ID, NULL, &session);
    mbedtls_ssl_session_free(&session);
    end();
}

/* -- Which calls are allowed when -------------------------------------------------------------------------------------- */

static void calls(void)
{
    mbedtls_ssl_session session, other;
    struct pair *p;

    begin();
    mbedtls_ssl_session_init(&session);
    mbedtls_ssl_session_init(&other);
    p = connection(PSK, BY_ID, NULL, NULL);
    p->log = 0;
    say_session("before", p->c.ssl.MBEDTLS_PRIVATE(session));
    say_code("get_session of NULL", mbedtls_ssl_get_session(NULL, &session));
    say_code("get_session to NULL", mbedtls_ssl_get_session(&p->c.ssl, NULL));
    say_code("get_session too early", mbedtls_ssl_get_session(&p->c.ssl, &session));
    say_code("get_session of the server", mbedtls_ssl_get_session(&p->s.ssl, &session));
    pair_handshake(p);
    say_code("get_session of the server", mbedtls_ssl_get_session(&p->s.ssl, &session));
    say_code("get_session", mbedtls_ssl_get_session(&p->c.ssl, &session));
    say_session("c", p->c.ssl.MBEDTLS_PRIVATE(session));
    say_code("get_session twice", mbedtls_ssl_get_session(&p->c.ssl, &other));
    p->c.ssl.MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(exported) = 0;
    say_code("get_session made possible again", mbedtls_ssl_get_session(&p->c.ssl, &other));
    say_code("set_session too late", mbedtls_ssl_set_session(&p->c.ssl, &session));
    side_reset(&p->c);
    say_session("after reset", p->c.ssl.MBEDTLS_PRIVATE(session));
    say_code("set_session of NULL", mbedtls_ssl_set_session(NULL, &session));
    say_code("set_session to NULL", mbedtls_ssl_set_session(&p->c.ssl, NULL));
    say_code("set_session", mbedtls_ssl_set_session(&p->c.ssl, &session));
    say_code("set_session twice", mbedtls_ssl_set_session(&p->c.ssl, &session));
    side_reset(&p->c);
    say_code("set_session after reset", mbedtls_ssl_set_session(&p->c.ssl, &other));
    side_reset(&p->s);
    say_code("set_session of the server", mbedtls_ssl_set_session(&p->s.ssl, &session));
    p->log = LOG_USUAL;
    pair_handshake(p);
    results(p);
    mbedtls_ssl_session_free(&other);
    mbedtls_ssl_session_free(&other);
    mbedtls_ssl_session_free(NULL);
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    end();
}

/* A session that was set does not outlive a reset. */
static void reset_forgets(void)
{
    mbedtls_ssl_session session;
    struct pair *p;

    begin();
    first(PSK, BY_ID | QUIET, NULL, &session);
    p = connection(PSK, BY_ID, NULL, &session);
    p->log = LOG_USUAL;
    side_reset(&p->c);
    pair_handshake(p);
    results(p);
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    end();
}

static void empty_session(void)
{
    mbedtls_ssl_session session;
    unsigned char buf[600];
    size_t len = 7;
    struct pair *p;

    begin();
    mbedtls_ssl_session_init(&session);
    say_session("empty", &session);
    p = connection(PSK, BY_ID, NULL, &session);
    p->log = LOG_USUAL;
    pair_handshake(p);
    results(p);
    pair_free(p);
    say_code("save to NULL", mbedtls_ssl_session_save(&session, NULL, 0, &len));
    say("wants more than 4: %d, more than 8: %d", len > 4, len > 8);
    say_code("save", mbedtls_ssl_session_save(&session, buf, sizeof(buf), &len));
    say_code("load", mbedtls_ssl_session_load(&session, buf, len));
    mbedtls_ssl_session_free(&session);
    end();
}

static void save_and_load(void)
{
    mbedtls_ssl_session session, loaded;
    unsigned char buf[3000], other[3000];
    size_t len = 0, full, again;
    int i, mismatches = 0, bad = 0, good = 0;

    begin();
    first(ECDSA, BY_TICKET | QUIET, with_client_certificate, &session);
    mbedtls_ssl_session_init(&loaded);
    say_code("save to nothing", mbedtls_ssl_session_save(&session, NULL, 0, &len));
    full = len;
    say_code("save to too little", mbedtls_ssl_session_save(&session, buf, full - 1, &len));
    say("wants the same: %d", len == full);
    say_code("save", mbedtls_ssl_session_save(&session, buf, full, &len));
    say("took what it said: %d", len == full);
    say_code("save without length", mbedtls_ssl_session_save(&session, buf, sizeof(buf), &again));
    say_code("load nothing", mbedtls_ssl_session_load(&loaded, buf, 0));
    for (i = 0; i < (int) full; i++) {
        int code;

        mbedtls_ssl_session_init(&loaded);
        code = mbedtls_ssl_session_load(&loaded, buf, (size_t) i);
        good += code == 0;
        bad += code == MBEDTLS_ERR_SSL_BAD_INPUT_DATA;
        mismatches += code == MBEDTLS_ERR_SSL_VERSION_MISMATCH;
        mbedtls_ssl_session_free(&loaded);
    }
    say("shortened: good %d, version mismatch %d, all bad %d", good, mismatches, bad == (int) full);
    memcpy(other, buf, full);
    other[0] ^= 1;
    say_code("load of another version", mbedtls_ssl_session_load(&loaded, other, full));
    say_code("load", mbedtls_ssl_session_load(&loaded, buf, full));
    say_session("loaded", &loaded);
    say("ids are equal: %d", mbedtls_ssl_session_get_id_len(&loaded) == mbedtls_ssl_session_get_id_len(&session) &&
                                 memcmp(*mbedtls_ssl_session_get_id(&loaded), *mbedtls_ssl_session_get_id(&session),
                                        mbedtls_ssl_session_get_id_len(&session)) == 0);
    say_code("save again", mbedtls_ssl_session_save(&loaded, other, sizeof(other), &again));
    say("the same bytes: %d", again == full && memcmp(buf, other, full) == 0);
    second(ECDSA, BY_TICKET, with_client_certificate, &loaded);
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_session_free(&loaded);
    end();
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "first-by-id", first_by_id },
        { "first-by-ticket", first_by_ticket },
        { "id-psk", id_psk },
        { "id-ecdsa", id_ecdsa },
        { "id-rsa-cookies", id_rsa_cookies },
        { "id-client-certificate", id_client_certificate },
        { "id-untrusted-client", id_untrusted_client },
        { "id-with-client-tickets", id_with_client_tickets },
        { "id-then-ticket", id_then_ticket },
        { "ticket-psk", ticket_psk },
        { "ticket-ecdsa", ticket_ecdsa },
        { "ticket-rsa-cookies", ticket_rsa_cookies },
        { "ticket-client-certificate", ticket_client_certificate },
        { "ticket-with-cache", ticket_with_cache },
        { "ticket-not-written", ticket_not_written },
        { "ticket-not-renewed", ticket_not_renewed },
        { "keys-exported-id", keys_exported_id },
        { "ems-lost", ems_lost },
        { "ems-gained", ems_gained },
        { "ems-lost-on-server", ems_lost_on_server },
        { "ems-gained-on-server", ems_gained_on_server },
        { "ems-never", ems_never },
        { "id-other-suite", id_other_suite },
        { "ticket-other-suite", ticket_other_suite },
        { "id-now-authenticated", id_now_authenticated },
        { "ticket-now-authenticated", ticket_now_authenticated },
        { "id-was-untrusted", id_was_untrusted },
        { "id-same-name", id_same_name },
        { "id-other-name", id_other_name },
        { "ticket-other-name", ticket_other_name },
        { "id-unread-name", id_unread_name },
        { "client-other-name", client_other_name },
        { "steps-by-id", steps_by_id },
        { "steps-by-ticket", steps_by_ticket },
        { "steps-id-and-new-ticket", steps_id_and_new_ticket },
        { "hello-lost", hello_lost },
        { "server-flight-lost", server_flight_lost },
        { "client-finished-lost", client_finished_lost },
        { "client-finished-lost-twice", client_finished_lost_twice },
        { "client-finished-lost-for-ever", client_finished_lost_for_ever },
        { "new-ticket-lost", new_ticket_lost },
        { "cache-forgot", cache_forgot },
        { "keys-forgotten", keys_forgotten },
        { "ticket-tampered", ticket_tampered },
        { "no-more-tickets", no_more_tickets },
        { "client-without-tickets", client_without_tickets },
        { "calls", calls },
        { "reset-forgets", reset_forgets },
        { "empty-session", empty_session },
        { "save-and-load", save_and_load },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
