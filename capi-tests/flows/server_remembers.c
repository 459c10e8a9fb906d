/*
 * A server remembers its clients' sessions: in the library's cache, which is full at some time and forgets after some time,
 * or where the program keeps them, in its own memory or in its own tickets.
 */
#include "each_way.h"
#include "resume.h"

#include <mbedtls/ssl_cache.h>

#include <unistd.h>

static struct pair *with_cache(enum kind kind, void *cache, mbedtls_ssl_cache_get_t *get, mbedtls_ssl_cache_set_t *set)
{
    struct pair *p = another_pair(kind);
    mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_DISABLED);
    mbedtls_ssl_conf_session_cache(&p->s.conf, cache, get, set);
    return p;
}

static enum way meet(mbedtls_ssl_cache_context *cache, const mbedtls_ssl_session *resume, mbedtls_ssl_session *session)
{
    struct pair *p = with_cache(PSK, cache, mbedtls_ssl_cache_get, mbedtls_ssl_cache_set);
    pair_start(p);
    enum way way = connect_pair(p, resume);
    if (session != NULL)
        keep_session(p, session);
    pair_free(p);
    return way;
}

enum { CLIENTS = 4 };

static void cache_is_full(void)
{
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_session sessions[CLIENTS];

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_cache_set_max_entries(&cache, CLIENTS - 1);
    for (int i = 0; i < CLIENTS; i++) {
        mbedtls_ssl_session_init(&sessions[i]);
        CHECK_EQ(meet(&cache, NULL, &sessions[i]), FULL);
        CHECK_EQ(meet(&cache, &sessions[i], NULL), RESUMED);
    }
    /* The eldest made room for the last. Whom the server forgot it meets as a stranger, and learns again. */
    for (int i = 1; i < CLIENTS; i++)
        CHECK_EQ(meet(&cache, &sessions[i], NULL), RESUMED);
    CHECK_EQ(meet(&cache, &sessions[0], &sessions[0]), FULL);
    CHECK_EQ(meet(&cache, &sessions[0], NULL), RESUMED);
    for (int i = 0; i < CLIENTS; i++)
        mbedtls_ssl_session_free(&sessions[i]);
    mbedtls_ssl_cache_free(&cache);
}

/* The operator locks a device out: its session goes at once, those of the others stay. */
static void session_is_removed(void)
{
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_session stolen, other;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_session_init(&stolen);
    mbedtls_ssl_session_init(&other);
    CHECK_EQ(meet(&cache, NULL, &stolen), FULL);
    CHECK_EQ(meet(&cache, NULL, &other), FULL);
    CHECK_EQ(mbedtls_ssl_cache_remove(&cache, *mbedtls_ssl_session_get_id(&stolen),
                                      mbedtls_ssl_session_get_id_len(&stolen)),
             0);
    CHECK_EQ(meet(&cache, &stolen, NULL), FULL);
    CHECK_EQ(meet(&cache, &other, NULL), RESUMED);
    mbedtls_ssl_session_free(&stolen);
    mbedtls_ssl_session_free(&other);
    mbedtls_ssl_cache_free(&cache);
}

static void session_times_out(void)
{
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_session session;

    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_cache_set_timeout(&cache, 1);
    CHECK_EQ(mbedtls_ssl_cache_get_timeout(&cache), 1);
    mbedtls_ssl_session_init(&session);
    CHECK_EQ(meet(&cache, NULL, &session), FULL);
    CHECK_EQ(meet(&cache, &session, NULL), RESUMED);
    usleep(3100 * 1000);
    CHECK_EQ(meet(&cache, &session, NULL), FULL);
    mbedtls_ssl_cache_set_timeout(&cache, 0); /* for ever */
    CHECK_EQ(meet(&cache, NULL, &session), FULL);
    usleep(2100 * 1000);
    CHECK_EQ(meet(&cache, &session, NULL), RESUMED);
    mbedtls_ssl_session_free(&session);
    mbedtls_ssl_cache_free(&cache);
}

/* -- The program's own memory: sessions as bytes, as a database shared by several servers would have them ------------- */

struct database {
    unsigned char id[32], bytes[4096];
    size_t id_len, len;
    int asked, found, stored;
    int broken; /* what both functions answer; 0: they work */
};

static int database_get(void *ctx, unsigned char const *id, size_t id_len, mbedtls_ssl_session *session)
{
    struct database *database = ctx;
    database->asked++;
    if (database->broken != 0)
        return database->broken;
    if (id_len != database->id_len || memcmp(id, database->id, id_len) != 0)
        return MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND;
    database->found++;
    return mbedtls_ssl_session_load(session, database->bytes, database->len);
}

static int database_set(void *ctx, unsigned char const *id, size_t id_len, const mbedtls_ssl_session *session)
{
    struct database *database = ctx;
    if (database->broken != 0)
        return database->broken;
    CHECK_EQ(id_len, 32);
    memcpy(database->id, id, id_len);
    database->id_len = id_len;
    database->stored++;
    return mbedtls_ssl_session_save(session, database->bytes, sizeof database->bytes, &database->len);
}

static enum way ask_database(struct database *database, const mbedtls_ssl_session *resume, mbedtls_ssl_session *session,
                             uint64_t drop)
{
    struct pair *p = with_cache(ECDSA, database, database_get, database_set);
    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    p->c.drop = drop;
    pair_start(p);
    enum way way = connect_pair(p, resume);
    /* The server knows who it is, also from the database. */
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
    if (session != NULL)
        keep_session(p, session);
    pair_free(p);
    return way;
}

static void own_memory(void)
{
    struct database database = { 0 };
    mbedtls_ssl_session session;

    mbedtls_ssl_session_init(&session);
    CHECK_EQ(ask_database(&database, NULL, &session, 0), FULL);
    CHECK_EQ(database.asked, 0);
    CHECK_EQ(database.stored, 1);
    CHECK_EQ(ask_database(&database, &session, NULL, 0), RESUMED);
    CHECK_EQ(ask_database(&database, &session, NULL, 1), RESUMED);
    CHECK_EQ(ask_database(&database, &session, NULL, 2), RESUMED);
    CHECK_EQ(database.asked, 3);
    CHECK_EQ(database.found, 3);
    CHECK_EQ(database.stored, 1);

    /* A database that does not answer costs time, and no connection. */
    database.broken = -1;
    CHECK_EQ(ask_database(&database, &session, NULL, 0), FULL);
    CHECK_EQ(ask_database(&database, NULL, NULL, 0), FULL);
    /* What it gives back damaged is no session either. */
    database.broken = 0;
    database.bytes[0] ^= 1;
    CHECK_EQ(ask_database(&database, &session, NULL, 0), FULL);
    mbedtls_ssl_session_free(&session);
}

/* -- The program's own tickets: here a number, with which it finds the session again ----------------------------------- */

struct desk {
    struct database sessions[4];
    uint32_t given;
    int refuse; /* what parse answers; 0: the session */
};

static int desk_write(void *ctx, const mbedtls_ssl_session *session, unsigned char *start, const unsigned char *end,
                      size_t *len, uint32_t *lifetime)
{
    struct desk *desk = ctx;
    struct database *kept = &desk->sessions[desk->given % 4];
    CHECK(end - start >= 4);
    memcpy(start, &desk->given, 4);
    *len = 4;
    *lifetime = 600 + desk->given++;
    return mbedtls_ssl_session_save(session, kept->bytes, sizeof kept->bytes, &kept->len);
}

static int desk_parse(void *ctx, mbedtls_ssl_session *session, unsigned char *buf, size_t len)
{
    struct desk *desk = ctx;
    uint32_t number;
    if (len != 4)
        return MBEDTLS_ERR_SSL_INVALID_MAC;
    memcpy(&number, buf, 4);
    if (desk->refuse != 0)
        return desk->refuse;
    if (number >= desk->given)
        return MBEDTLS_ERR_SSL_INVALID_MAC;
    return mbedtls_ssl_session_load(session, desk->sessions[number % 4].bytes, desk->sessions[number % 4].len);
}

static enum way ask_desk(struct desk *desk, mbedtls_ssl_session *session, int resumes)
{
    struct pair *p = another_pair(ECDSA);
    mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
    mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, desk_write, desk_parse, desk);
    pair_start(p);
    enum way way = connect_pair(p, resumes ? session : NULL);
    keep_session(p, session);
    pair_free(p);
    return way;
}

static void own_tickets(void)
{
    static struct desk desk;
    static const int reasons[] = { MBEDTLS_ERR_SSL_INVALID_MAC, MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED, -1 };
    mbedtls_ssl_session session;

    mbedtls_ssl_session_init(&session);
    CHECK_EQ(ask_desk(&desk, &session, 0), FULL);
    CHECK_EQ(session.MBEDTLS_PRIVATE(ticket_len), 4);
    CHECK_EQ(session.MBEDTLS_PRIVATE(ticket_lifetime), 600);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(ask_desk(&desk, &session, 1), RESUMED);
        CHECK_EQ(desk.given, 1);
    }
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        desk.refuse = reasons[i];
        CHECK_EQ(ask_desk(&desk, &session, 1), FULL);
        CHECK_EQ(session.MBEDTLS_PRIVATE(ticket_lifetime), 601 + i);
        desk.refuse = 0;
        CHECK_EQ(ask_desk(&desk, &session, 1), RESUMED);
    }
    mbedtls_ssl_session_free(&session);
}

/* -- Each way ------------------------------------------------------------------------------------------------------------ */

static mbedtls_ssl_cache_context cache;
static struct database memory;
static struct desk tickets;
static mbedtls_ssl_session known;
static enum way expected;

/* A client of one of three kinds at a server that remembers in one of three places. */
static struct pair *client_of(unsigned number)
{
    static const enum kind kinds[] = { PSK, ECDSA, RSA };
    enum kind kind = kinds[number % 3];
    switch (number / 3 % 3) {
    case 0:
        return with_cache(kind, &cache, mbedtls_ssl_cache_get, mbedtls_ssl_cache_set);
    case 1:
        return with_cache(kind, &memory, database_get, database_set);
    default: {
        struct pair *p = another_pair(kind);
        mbedtls_ssl_conf_session_tickets(&p->c.conf, MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
        mbedtls_ssl_conf_session_tickets_cb(&p->s.conf, desk_write, desk_parse, &tickets);
        return p;
    }
    }
}

static struct pair *start_again_with(struct pair *first, struct pair *second)
{
    mbedtls_ssl_session_free(&known);
    mbedtls_ssl_session_init(&known);
    pair_start(first);
    CHECK_EQ(connect_pair(first, NULL), FULL);
    keep_session(first, &known);
    pair_free(first);
    pair_start(second);
    CHECK_EQ(mbedtls_ssl_set_session(&second->c.ssl, &known), 0);
    listen_for_keys(second);
    return second;
}

static struct pair *client_returns(void)
{
    static unsigned number;
    struct pair *first = client_of(number), *second = client_of(number);
    expected = RESUMED;
    number++;
    return start_again_with(first, second);
}

/* Meanwhile the device got a program that knows the extended master secret (RFC 7627): its old session is not resumed. */
static struct pair *device_is_updated(void)
{
    static unsigned number;
    struct pair *first = client_of(number), *second = client_of(number);
    expected = FULL;
    number++;
    mbedtls_ssl_conf_extended_master_secret(&first->c.conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
    return start_again_with(first, second);
}

static void expect_its_way(struct pair *p)
{
    int resumed = way_of(&known) == RESUMED;
    CHECK_EQ(resumed, expected == RESUMED);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), mbedtls_ssl_session_get_ciphersuite_id(&known));
}

static void remembered_each_way(void)
{
    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_session_init(&known);
    each_way(client_returns, expect_its_way);
    each_way(device_is_updated, expect_its_way);
    mbedtls_ssl_session_free(&known);
    mbedtls_ssl_cache_free(&cache);
}

int main(void)
{
    cache_is_full();
    session_is_removed();
    session_times_out();
    own_memory();
    own_tickets();
    remembered_each_way();
    return check_result();
}
