/*
 * A server restarts, and its clients go on with short handshakes: their tickets say all, and its keys come from where the
 * operator keeps them. Several servers that share the keys do as one, and the client may be another process, too.
 */
#include "each_way.h"
#include "resume.h"

#include <mbedtls/ssl_ticket.h>

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the operator gives to all servers: a key for each day, with its name. */
struct day {
    const char *name;
    unsigned char key[32];
};

static const struct day monday = { "mon1", { 1, 2, 3 } }, tuesday = { "tue1", { 4, 5, 6 } },
                        wednesday = { "wed1", { 7, 8, 9 } };

/* A server's memory, as it is after a start. */
static void start_tickets(mbedtls_ssl_ticket_context *tickets, const struct day *day)
{
    static uint64_t seed = 0x5eed;

    mbedtls_ssl_ticket_init(tickets);
    CHECK_EQ(mbedtls_ssl_ticket_setup(tickets, pair_rng, &seed, MBEDTLS_CIPHER_AES_256_GCM, 86400), 0);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(tickets, (const unsigned char *) day->name, 4, day->key, 32, 86400), 0);
}

static void next_day(mbedtls_ssl_ticket_context *tickets, const struct day *day)
{
    CHECK_EQ(mbedtls_ssl_ticket_rotate(tickets, (const unsigned char *) day->name, 4, day->key, 32, 86400), 0);
}

static struct pair *with_tickets(enum kind kind, mbedtls_ssl_ticket_context *tickets)
{
    struct pair *p = another_pair(kind);
    mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
    mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, mbedtls_ssl_ticket_write, mbedtls_ssl_ticket_parse, tickets);
    return p;
}

/* The first connection; the client keeps its session. */
static void meet(enum kind kind, mbedtls_ssl_ticket_context *tickets, mbedtls_ssl_session *session)
{
    struct pair *p = with_tickets(kind, tickets);
    pair_start(p);
    CHECK_EQ(connect_pair(p, NULL), FULL);
    keep_session(p, session);
    pair_free(p);
}

/* A later one, at this server. */
static enum way meet_again(enum kind kind, mbedtls_ssl_ticket_context *tickets, mbedtls_ssl_session *session)
{
    struct pair *p = with_tickets(kind, tickets);
    pair_start(p);
    enum way way = connect_pair(p, session);
    keep_session(p, session);
    pair_free(p);
    return way;
}

static void restarted(enum kind kind)
{
    mbedtls_ssl_ticket_context tickets;
    mbedtls_ssl_session session;

    mbedtls_ssl_session_init(&session);
    start_tickets(&tickets, &monday);
    meet(kind, &tickets, &session);
    mbedtls_ssl_ticket_free(&tickets);

    /* Each server after it has nothing but the key. */
    for (int times = 0; times < 3; times++) {
        start_tickets(&tickets, &monday);
        CHECK_EQ(meet_again(kind, &tickets, &session), RESUMED);
        mbedtls_ssl_ticket_free(&tickets);
    }
    /* One that has another key does not know the ticket, and gives one of its own. */
    start_tickets(&tickets, &tuesday);
    CHECK_EQ(meet_again(kind, &tickets, &session), FULL);
    CHECK_EQ(meet_again(kind, &tickets, &session), RESUMED);
    mbedtls_ssl_ticket_free(&tickets);
    mbedtls_ssl_session_free(&session);
}

/* Two servers behind one address: whichever the client meets. The keys change from day to day, first at one of them. */
static void shared_keys(void)
{
    mbedtls_ssl_ticket_context one, two;
    mbedtls_ssl_session session, old;

    mbedtls_ssl_session_init(&session);
    mbedtls_ssl_session_init(&old);
    start_tickets(&one, &monday);
    start_tickets(&two, &monday);
    meet(ECDSA, &one, &session);
    meet(ECDSA, &two, &old);
    CHECK_EQ(meet_again(ECDSA, &two, &session), RESUMED);
    CHECK_EQ(meet_again(ECDSA, &one, &session), RESUMED);

    /* Today's key seals, yesterday's still opens; a ticket that was good for a resumption is kept as it is. */
    next_day(&one, &tuesday);
    CHECK_EQ(meet_again(ECDSA, &one, &session), RESUMED);
    CHECK_EQ(meet_again(ECDSA, &two, &session), RESUMED);
    meet(ECDSA, &one, &session);
    CHECK_EQ(meet_again(ECDSA, &one, &session), RESUMED);
    CHECK_EQ(meet_again(ECDSA, &two, &session), FULL); /* does not have today's key yet, and gives a ticket of its own */
    meet(ECDSA, &one, &session);
    next_day(&two, &tuesday);
    CHECK_EQ(meet_again(ECDSA, &two, &session), RESUMED);
    CHECK_EQ(meet_again(ECDSA, &one, &session), RESUMED);
    next_day(&one, &wednesday);
    next_day(&two, &wednesday);
    CHECK_EQ(meet_again(ECDSA, &one, &session), RESUMED);
    CHECK_EQ(meet_again(ECDSA, &two, &session), RESUMED);
    CHECK_EQ(meet_again(ECDSA, &two, &old), FULL); /* Monday's key is gone */

    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_session_free(&old);
    mbedtls_ssl_ticket_free(&one);
    mbedtls_ssl_ticket_free(&two);
}

static void wrong_keys(void)
{
    mbedtls_ssl_ticket_context tickets;
    const unsigned char key[32] = { 1 };

    start_tickets(&tickets, &monday);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&tickets, key, 3, key, 32, 86400), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_ticket_rotate(&tickets, key, 4, key, 16, 86400), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    mbedtls_ssl_ticket_free(&tickets);
}

/* The link loses, doubles or delays each of the three datagrams: the handshake stays short and gets through. */
static void over_a_bad_link(void)
{
    mbedtls_ssl_ticket_context tickets;
    mbedtls_ssl_session first;

    mbedtls_ssl_session_init(&first);
    start_tickets(&tickets, &monday);
    meet(ECDSA, &tickets, &first);
    for (int fault = 0; fault < 9; fault++) {
        struct pair *p = with_tickets(ECDSA, &tickets);
        struct side *side = fault % 3 == 2 ? &p->s : &p->c;
        uint64_t which = fault % 3 == 1 ? 2 : 1;
        if (fault < 3)
            side->drop = which;
        else if (fault < 6)
            side->twice = which;
        else
            side->hold = which;
        pair_start(p);
        CHECK_EQ(connect_pair(p, &first), RESUMED);
        pair_free(p);
    }
    mbedtls_ssl_session_free(&first);
    mbedtls_ssl_ticket_free(&tickets);
}

static mbedtls_ssl_ticket_context *serving;
static mbedtls_ssl_session known;
static unsigned visits;

/* By turns with keys of all three kinds. */
static struct pair *client_returns(void)
{
    static const enum kind kinds[] = { PSK, ECDSA, RSA };
    enum kind kind = kinds[visits++ % 3];
    mbedtls_ssl_session_free(&known);
    mbedtls_ssl_session_init(&known);
    meet(kind, serving, &known);
    /* A start of the server, between the two connections. */
    mbedtls_ssl_ticket_free(serving);
    start_tickets(serving, &monday);
    struct pair *p = with_tickets(kind, serving);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_session(&p->c.ssl, &known), 0);
    listen_for_keys(p);
    return p;
}

static void expect_resumed(struct pair *p)
{
    (void) p;
    CHECK_EQ(way_of(&known), RESUMED);
}

static void by_ticket_each_way(void)
{
    mbedtls_ssl_ticket_context tickets;

    serving = &tickets;
    start_tickets(&tickets, &monday);
    mbedtls_ssl_session_init(&known);
    each_way(client_returns, expect_resumed);
    mbedtls_ssl_session_free(&known);
    mbedtls_ssl_ticket_free(&tickets);
}

static void step_by_step(void)
{
    mbedtls_ssl_ticket_context tickets;
    mbedtls_ssl_session session;

    mbedtls_ssl_session_init(&session);
    start_tickets(&tickets, &monday);
    meet(ECDSA, &tickets, &session);
    struct pair *p = with_tickets(ECDSA, &tickets);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_session(&p->c.ssl, &session), 0);
    listen_for_keys(p);
    for (int turns = 0; turns < 60; turns++) {
        struct side *side = turns % 2 ? &p->s : &p->c;
        if (mbedtls_ssl_is_handshake_over(&side->ssl))
            continue;
        int code = mbedtls_ssl_handshake_step(&side->ssl);
        CHECK(code == 0 || code == WANT_READ);
        CHECK(side_state(side) != MBEDTLS_SSL_SERVER_CERTIFICATE && side_state(side) != MBEDTLS_SSL_CERTIFICATE_VERIFY);
    }
    CHECK(mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl));
    CHECK(memcmp(master_secrets[0], session.MBEDTLS_PRIVATE(master), 48) == 0);
    expect_talk(p);
    pair_free(p);
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_ticket_free(&tickets);
}

/* -- The client is another process as well ----------------------------------------------------------------------------- */

static const char kept_in[] = "server_restarts.session";

/* What a device does before it sleeps. */
static void store(const mbedtls_ssl_session *session)
{
    unsigned char bytes[4096];
    size_t len;
    FILE *file = fopen(kept_in, "wb");
    CHECK(file != NULL);
    CHECK_EQ(mbedtls_ssl_session_save(session, bytes, sizeof bytes, &len), 0);
    CHECK_EQ(fwrite(bytes, 1, len, file), len);
    fclose(file);
    memset(bytes, 0, sizeof bytes);
}

/* Behind exec: nothing is left but the file, and the key that the operator gives. */
static int woken(void)
{
    mbedtls_ssl_ticket_context tickets;
    mbedtls_ssl_session session;
    unsigned char bytes[4096];
    FILE *file = fopen(kept_in, "rb");
    CHECK(file != NULL);
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    remove(kept_in);

    mbedtls_ssl_session_init(&session);
    CHECK(mbedtls_ssl_session_load(&session, bytes, len - 1) != 0);
    CHECK_EQ(mbedtls_ssl_session_load(&session, bytes, len), 0);
    start_tickets(&tickets, &monday);
    CHECK_EQ(meet_again(ECDSA, &tickets, &session), RESUMED);
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_ticket_free(&tickets);
    return check_result();
}

static void carried_to_a_new_process(const char *program)
{
    mbedtls_ssl_ticket_context tickets;
    mbedtls_ssl_session session;
    int status;

    mbedtls_ssl_session_init(&session);
    start_tickets(&tickets, &monday);
    meet(ECDSA, &tickets, &session);
    store(&session);
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_ticket_free(&tickets);

    pid_t child = fork();
    if (child == 0) {
        execl(program, program, "woken", (char *) NULL);
        _exit(4);
    }
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK_EQ(status, 0);
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return woken();
    restarted(PSK);
    restarted(ECDSA);
    restarted(RSA);
    shared_keys();
    wrong_keys();
    over_a_bad_link();
    step_by_step();
    by_ticket_each_way();
    carried_to_a_new_process(argv[0]);
    return check_result();
}
