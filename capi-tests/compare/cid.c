/* Connection ids (RFC 9146): agreed on, carried, missed, forged. */
#include "support/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_CID 99u

static const unsigned char client_cid[64] = "client's own connection id, long enough for all of the lengths";
static const unsigned char server_cid[64] = "SERVER'S OWN CONNECTION ID, LONG ENOUGH FOR ALL OF THE LENGTHS";

static void say_cids(struct side *side)
{
    unsigned char cid[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    int enabled = 77, code;
    size_t len = 77;

    memset(cid, 0, sizeof(cid));
    code = mbedtls_ssl_get_own_cid(&side->ssl, &enabled, cid, &len);
    say("%c own: -0x%04X, %d, %u bytes, %.32s", side->name, (unsigned) -code, enabled, (unsigned) len, (char *) cid);
    enabled = 77;
    len = 77;
    memset(cid, 0, sizeof(cid));
    code = mbedtls_ssl_get_peer_cid(&side->ssl, &enabled, cid, &len);
    say("%c peer: -0x%04X, %d, %u bytes, %.32s", side->name, (unsigned) -code, enabled, (unsigned) len, (char *) cid);
}

/* A pair whose contexts are set up; NO_CID for a side without any. */
static struct pair *prepared(enum kind kind, unsigned client, unsigned server, int policy)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    if (client != NO_CID)
        say_code("client: conf_cid", mbedtls_ssl_conf_cid(&p->c.conf, client, policy));
    if (server != NO_CID)
        say_code("server: conf_cid", mbedtls_ssl_conf_cid(&p->s.conf, server, policy));
    pair_start(p);
    if (client != NO_CID)
        say_code("client: set_cid", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, client));
    if (server != NO_CID)
        say_code("server: set_cid", mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, server));
    return p;
}

static struct pair *connected(unsigned client, unsigned server, int policy)
{
    struct pair *p = prepared(PSK, client, server, policy);

    pair_establish(p);
    p->log = LOG_SEND | LOG_RECV | LOG_WAIT;
    return p;
}

/* The same without a word, its keys known: for records that are sealed by hand. */
static struct pair *watched_pair(struct keys *keys, unsigned client, unsigned server, int policy)
{
    struct pair *p = pair_new(PSK);

    p->log = 0;
    mbedtls_ssl_conf_cid(&p->c.conf, client, policy);
    mbedtls_ssl_conf_cid(&p->s.conf, server, policy);
    pair_start(p);
    mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, client);
    mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, server);
    seal_watch(&p->c, keys);
    pair_establish(p);
    p->log = LOG_RECV | LOG_WAIT;
    return p;
}

static void configuration(void)
{
    static const size_t lengths[] = { 0, 1, 31, 32, 33, 34, 255, 256, 65536 };
    static const int policies[] = { -1, 0, 1, 2, 3, 255, 256, 257 };
    struct pair *p = pair_new(PSK);
    unsigned char cid[32];
    int enabled;
    size_t i, len;

    p->log = 0;
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
        say_code("length", mbedtls_ssl_conf_cid(&p->c.conf, lengths[i], MBEDTLS_SSL_UNEXPECTED_CID_IGNORE));
    for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
        say_code("policy", mbedtls_ssl_conf_cid(&p->c.conf, 4, policies[i]));
    say_code("both wrong", mbedtls_ssl_conf_cid(&p->c.conf, 33, 7));
    say_code("4", mbedtls_ssl_conf_cid(&p->c.conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_FAIL));
    pair_start(p);
    say_cids(&p->c);
    for (len = 0; len < 35; len++)
        if (len != 4)
            say_code("other length", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, len));
    say_cids(&p->c);
    say_code("disabled", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_DISABLED, NULL, 0));
    say_code("disabled, with another length", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_DISABLED, client_cid, 9));
    say_cids(&p->c);
    say_code("enabled", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 4));
    say_cids(&p->c);
    say_code("7", mbedtls_ssl_set_cid(&p->c.ssl, 7, server_cid, 4));
    say_cids(&p->c);
    say_code("without places", mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, NULL, NULL));
    say("enabled %d", enabled);
    memset(cid, 0, sizeof(cid));
    say_code("without a length", mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, cid, NULL));
    say_hex("what is written", cid, sizeof(cid));
    len = 55;
    say_code("without an id", mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, NULL, &len));
    say("enabled %d, length %u", enabled, (unsigned) len);
    say_code("disabled again", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_DISABLED, NULL, 0));
    say_cids(&p->c);
    /* The other side: no length was configured. */
    say_code("server: empty", mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0));
    say_cids(&p->s);
    say_code("server: one byte", mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 1));
    say_cids(&p->s);
    pair_free(p);
}

static void talk(struct pair *p)
{
    static const unsigned char data[64];
    static const size_t sizes[] = { 0, 1, 14, 15, 16, 17, 31, 32, 33, 64 };
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        side_write(&p->c, data, sizes[i]);
        side_read(&p->s, 100);
        side_write(&p->s, data, sizes[i]);
        side_read(&p->c, 100);
    }
}

static void lengths(void)
{
    static const unsigned all[] = { NO_CID, 0, 1, 2, 7, 8, 16, 31, 32 };
    static const uint16_t mtus[] = { 0, 1400, 256, 128, 100, 64, 54, 53, 38 };
    const size_t count = sizeof(all) / sizeof(all[0]);
    size_t c, s, m;

    for (c = 0; c < count; c++) {
        for (s = 0; s < count; s++) {
            struct pair *p;

            say("-- client %u, server %u", all[c], all[s]);
            p = prepared(PSK, all[c], all[s], MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
            say_count("expansion before", mbedtls_ssl_get_record_expansion(&p->c.ssl));
            pair_establish(p);
            say_cids(&p->c);
            say_cids(&p->s);
            say_count("client: expansion", mbedtls_ssl_get_record_expansion(&p->c.ssl));
            say_count("server: expansion", mbedtls_ssl_get_record_expansion(&p->s.ssl));
            for (m = 0; m < sizeof(mtus) / sizeof(mtus[0]); m++) {
                mbedtls_ssl_set_mtu(&p->c.ssl, mtus[m]);
                say_count("max payload", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
            }
            mbedtls_ssl_set_mtu(&p->c.ssl, 0);
            say_count("max payload in", mbedtls_ssl_get_max_in_record_payload(&p->c.ssl));
            p->log = LOG_SEND;
            talk(p);
            pair_free(p);
        }
    }
}

static void kinds(void)
{
    static const int suites[][2] = {
        { PSK, MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256 },      { PSK, MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384 },
        { PSK, MBEDTLS_TLS_PSK_WITH_AES_128_CCM },             { PSK, MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8 },
        { PSK, MBEDTLS_TLS_PSK_WITH_AES_256_CCM_8 },           { PSK, MBEDTLS_TLS_PSK_WITH_CHACHA20_POLY1305_SHA256 },
        { ECDHE_PSK, MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256 },
        { ECDSA, MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 }, { RSA, MBEDTLS_TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 },
    };
    size_t i;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        struct pair *p = pair_new((enum kind) suites[i][0]);
        int list[2] = { suites[i][1], 0 };

        say("-- suite %x", (unsigned) suites[i][1]);
        side_suites(&p->c, list);
        side_suites(&p->s, list);
        mbedtls_ssl_conf_cid(&p->c.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
        mbedtls_ssl_conf_cid(&p->s.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
        wire_cid_len = 3;
        pair_start(p);
        mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 3);
        mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 3);
        p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
        say_code("handshake", pair_handshake(p));
        say_count("expansion", mbedtls_ssl_get_record_expansion(&p->c.ssl));
        side_write(&p->c, "words", 5);
        side_read(&p->s, 100);
        side_write(&p->s, "answer", 6);
        side_read(&p->c, 100);
        say_code("close", mbedtls_ssl_close_notify(&p->c.ssl));
        side_read(&p->s, 100);
        pair_free(p);
    }
    wire_cid_len = 0;
}

static void largest(void)
{
    static unsigned char data[16400];
    static const size_t sizes[] = { 16384, 16383, 16368, 16367, 16385 };
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct pair *p = connected(32, 32, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);

        say_count("write", side_write(&p->c, data, sizes[i]));
        p->log = 0;
        say_count("read", side_read(&p->s, sizeof(data)));
        pair_free(p);
    }
}

/* What comes with another id, with none, or with one of another length. */
static void unexpected(void)
{
    int policy;

    for (policy = 0; policy < 2; policy++) {
        unsigned char bytes[512];
        struct datagram *d;
        struct keys keys;
        struct pair *p;
        size_t i, n;

        say("-- policy %d", policy);
        p = watched_pair(&keys, 3, 5, policy);
        for (i = 0; i < 5; i++) {
            side_write(&p->c, "first", 5);
            d = side_take(&p->s);
            d->bytes[11 + i] ^= 0x20;
            side_inject(&p->s, d->bytes, d->len);
            side_read(&p->s, 100);
            side_read(&p->s, 100);
            d->bytes[11 + i] ^= 0x20;
            side_inject(&p->s, d->bytes, d->len);
            side_read(&p->s, 100);
            free(d);
        }
        say("without an id");
        n = seal_record(&keys, &p->c, bytes, APPLICATION, 50, "naked", 5);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        say("with the wrong length");
        n = seal_cid_record(&keys, &p->c, bytes, server_cid, 4, 51, "short\27", 6);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        say("with the right id, by our own hand");
        n = seal_cid_record(&keys, &p->c, bytes, server_cid, 5, 52, "right\27\0\0\0", 9);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        say("a wrong one in front of a right one");
        n = seal_cid_record(&keys, &p->c, bytes, client_cid, 5, 53, "wrong\27", 6);
        n += seal_cid_record(&keys, &p->c, bytes + n, server_cid, 5, 54, "right\27", 6);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        say("later");
        side_write(&p->c, "later", 5);
        side_read(&p->s, 100);
        side_write(&p->s, "answer", 6);
        side_read(&p->c, 100);
        pair_free(p);
    }
}

/* Only one direction has ids. */
static void one_way(void)
{
    int way;

    for (way = 0; way < 2; way++) {
        unsigned char bytes[512];
        struct keys keys;
        struct pair *p;
        size_t n;

        say("-- %s has none", way ? "server" : "client");
        p = watched_pair(&keys, way ? 3 : 0, way ? 0 : 3, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
        say("to the server, with an id");
        n = seal_cid_record(&keys, &p->c, bytes, server_cid, 3, 50, "words\27", 6);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        say("to the client, with an id");
        n = seal_cid_record(&keys, &p->s, bytes, client_cid, 3, 50, "words\27", 6);
        side_inject(&p->c, bytes, n);
        side_read(&p->c, 100);
        side_read(&p->c, 100);
        say("to the server, without");
        n = seal_record(&keys, &p->c, bytes, APPLICATION, 51, "words", 5);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

/* The length is configured, but nobody asks for ids. */
static void length_alone(void)
{
    struct pair *p = pair_new(PSK);
    unsigned char bytes[512];
    struct keys keys;
    size_t n;

    p->log = 0;
    mbedtls_ssl_conf_cid(&p->s.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    pair_start(p);
    seal_watch(&p->c, &keys);
    pair_establish(p);
    p->log = LOG_RECV | LOG_WAIT;
    n = seal_cid_record(&keys, &p->c, bytes, server_cid, 3, 50, "words\27", 6);
    side_inject(&p->s, bytes, n);
    side_read(&p->s, 100);
    side_write(&p->c, "later", 5);
    side_read(&p->s, 100);
    pair_free(p);
}

/* What stands inside: content types, zeros, nothing. */
static void inner(void)
{
    static const struct {
        const char *what, *bytes;
        size_t len;
    } cases[] = {
        { "nothing", "", 0 },
        { "one zero", "\0", 1 },
        { "many zeros", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16 },
        { "a type alone", "\27", 1 },
        { "a type and zeros", "\27\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16 },
        { "no zeros", "words\27", 6 },
        { "zeros in the content", "wo\0\0\27\0\0", 7 },
        { "content that ends in zeros", "w\0\0\0\27", 5 },
        { "unknown type 99", "words\143", 6 },
        { "type 25 inside", "words\31", 6 },
        { "type 24 inside", "words\30", 6 },
        { "a warning", "\1\144\25", 3 },
        { "an alert too short", "\1\25", 2 },
        { "an empty alert", "\25", 1 },
        { "a change of keys", "\1\24", 2 },
        { "an empty handshake record", "\26", 1 },
        { "half a handshake record", "\1\0\26", 3 },
        { "close_notify", "\1\0\25\0", 4 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        unsigned char bytes[512];
        struct keys keys;
        struct pair *p;
        size_t n;

        say("-- %s", cases[i].what);
        p = watched_pair(&keys, 0, 5, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
        p->log |= LOG_SEND;
        n = seal_cid_record(&keys, &p->c, bytes, server_cid, 5, 50, cases[i].bytes, cases[i].len);
        side_inject(&p->s, bytes, n);
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        side_write(&p->c, "later", 5);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

/* As `inner`, during the handshake: in place of the client's Finished. */
static struct keys watched;
static const char *instead;
static size_t instead_len;

static enum verdict replace_finished(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record = wire_record(d->bytes, d->len, CID_RECORD, 1);

    (void) n;
    if (record != NULL && watched.known) {
        d->len = (size_t) (record - d->bytes);
        d->len += seal_cid_record(&watched, from, record, server_cid, 5, 0, instead, instead_len);
    }
    return DELIVER;
}

static void inner_in_handshake(void)
{
    static const struct {
        const char *what, *bytes;
        size_t len;
    } cases[] = {
        { "one zero", "\0", 1 },
        { "a type alone", "\27", 1 },
        { "data", "words\27", 6 },
        { "unknown type 99", "words\143", 6 },
        { "an empty handshake record", "\26", 1 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = pair_new(PSK);

        say("-- %s", cases[i].what);
        instead = cases[i].bytes;
        instead_len = cases[i].len;
        p->log = 0;
        mbedtls_ssl_conf_cid(&p->s.conf, 5, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
        wire_cid_len = 5;
        pair_start(p);
        mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0);
        mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 5);
        seal_watch(&p->c, &watched);
        p->c.judge = replace_finished;
        p->log = LOG_RECV | LOG_WAIT | LOG_SEND;
        say_code("handshake", pair_handshake(p));
        say("state %d", side_state(&p->s));
        pair_free(p);
    }
    wire_cid_len = 0;
}

/* A Finished with a wrong id, or none. */
static size_t wrong_at;
static int wrong_left;

static enum verdict wrong_finished(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record = wire_record(d->bytes, d->len, CID_RECORD, 1);

    (void) n;
    (void) from;
    if (record != NULL && wrong_left > 0) {
        wrong_left--;
        record[wrong_at] ^= 1;
    }
    return DELIVER;
}

static void wrong_in_handshake(void)
{
    static const struct {
        int who, policy;
        size_t at;
    } cases[] = { { 0, 0, 11 }, { 0, 1, 11 }, { 1, 0, 11 }, { 1, 1, 11 }, { 0, 0, 40 }, { 1, 1, 40 } };
    size_t i;

    wire_cid_len = 5;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = pair_new(PSK);

        say("-- %s, policy %d, byte %u", cases[i].who ? "server" : "client", cases[i].policy, (unsigned) cases[i].at);
        p->log = 0;
        mbedtls_ssl_conf_cid(&p->c.conf, 5, cases[i].policy);
        mbedtls_ssl_conf_cid(&p->s.conf, 5, cases[i].policy);
        pair_start(p);
        mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 5);
        mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 5);
        (cases[i].who ? &p->s : &p->c)->judge = wrong_finished;
        wrong_at = cases[i].at;
        wrong_left = 1;
        p->log = LOG_USUAL;
        say_code("handshake", pair_handshake_lossy(p, 4));
        say("states %d %d", side_state(&p->c), side_state(&p->s));
        pair_free(p);
    }
    wire_cid_len = 0;
}

/* A record with an id where there are no keys yet. */
static void without_keys(void)
{
    int configured;

    for (configured = 0; configured < 2; configured++) {
        struct pair *p = pair_new(PSK);
        unsigned char bytes[64] = { 25, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9 };

        say("-- %s", configured ? "with a length" : "without");
        p->log = 0;
        if (configured)
            mbedtls_ssl_conf_cid(&p->s.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
        pair_start(p);
        if (configured)
            mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 3);
        memcpy(bytes + 11, server_cid, 3);
        bytes[15] = 4;
        p->log = LOG_RECV | LOG_WAIT | LOG_SEND;
        side_inject(&p->s, bytes, 20);
        say_code("server", side_handshake(&p->s));
        say_code("server again", side_handshake(&p->s));
        side_handshake(&p->c);
        side_inject(&p->c, bytes, 20);
        say_code("client", side_handshake(&p->c));
        pair_free(p);
    }
}

/* Extensions that are not as they should be. */
static const unsigned char *extension;
static size_t extension_len;
static int extended;

/* Puts other bytes into the connection_id extension of a hello, and sets all lengths around it right. */
static enum verdict change_extension(struct side *from, unsigned n, struct datagram *d)
{
    int type = from->name == 'c' ? CLIENT_HELLO : SERVER_HELLO;
    unsigned char *record = wire_find(d->bytes, d->len, type), *message, *data, *block;
    size_t old, rest, body;

    (void) n;
    if (record == NULL)
        return DELIVER;
    message = record + RECORD_HEADER;
    data = wire_extension(message, MESSAGE_HEADER + wire_u24(message + 1), MBEDTLS_TLS_EXT_CID, &old);
    if (data == NULL)
        return DELIVER;
    rest = d->len - (size_t) (data + old - d->bytes);
    memmove(data + extension_len, data + old, rest);
    memcpy(data, extension, extension_len);
    wire_put16(data - 2, (unsigned) extension_len);
    d->len += extension_len - old;
    body = wire_u24(message + 1) + extension_len - old;
    wire_put24(message + 1, (unsigned) body);
    wire_put24(message + 9, (unsigned) body);
    wire_put16(record + 11, (unsigned) (MESSAGE_HEADER + body));
    block = message + MESSAGE_HEADER + 2 + 32;
    block += 1 + *block; /* session id */
    if (from->name == 'c') {
        block += 1 + *block;              /* cookie */
        block += 2 + wire_u16(block);     /* suites */
        block += 1 + *block;              /* compression */
    } else {
        block += 3;
    }
    wire_put16(block, (unsigned) (wire_u16(block) + extension_len - old));
    extended++;
    return DELIVER;
}

static void extensions(void)
{
    static unsigned char long_one[64] = { 33 }, longest[300] = { 255 };
    static const unsigned char empty[1] = { 0 }, cut[3] = { 3, 1, 2 }, tail[3] = { 1, 1, 2 }, zero_tail[2] = { 0, 0 },
                               fits[4] = { 3, 1, 2, 3 };
    static const struct {
        const char *what;
        const unsigned char *bytes;
        size_t len;
    } cases[] = {
        { "no length", empty, 0 },      { "cut", cut, 3 },           { "with a tail", tail, 3 },
        { "empty with a tail", zero_tail, 2 }, { "33 bytes", long_one, 34 }, { "255 bytes", longest, 256 },
        { "32 bytes", long_one + 1, 33 }, { "empty", empty, 1 },      { "other", fits, 4 },
    };
    int who;
    size_t i;

    long_one[1] = 32; /* for the case behind */
    for (who = 0; who < 3; who++) {
        for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
            struct pair *p = pair_new(PSK);

            say("-- %s: %s", who == 0 ? "client" : who == 1 ? "server" : "client to a server without ids",
                cases[i].what);
            extension = cases[i].bytes;
            extension_len = cases[i].len;
            extended = 0;
            p->log = 0;
            mbedtls_ssl_conf_cid(&p->c.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
            mbedtls_ssl_conf_cid(&p->s.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
            pair_start(p);
            mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 3);
            if (who != 2)
                mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 3);
            (who == 1 ? &p->s : &p->c)->judge = change_extension;
            p->log = LOG_SEND | LOG_RECV;
            say_code("handshake", pair_handshake(p));
            say("changed %d, alerts %x %x, states %d %d", extended, (unsigned) p->c.alert, (unsigned) p->s.alert,
                side_state(&p->c), side_state(&p->s));
            pair_free(p);
        }
    }
}

/* A server that answers an offer which was not made, or answers it with nothing inside. */
static enum verdict answer_unasked(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record = wire_find(d->bytes, d->len, SERVER_HELLO), *message, *data;
    size_t len;

    (void) n;
    (void) from;
    if (record == NULL)
        return DELIVER;
    message = record + RECORD_HEADER;
    /* extended_master_secret (empty) becomes connection_id with no contents; its neighbours stay. */
    data = wire_extension(message, MESSAGE_HEADER + wire_u24(message + 1), MBEDTLS_TLS_EXT_EXTENDED_MASTER_SECRET, &len);
    if (data != NULL) {
        wire_put16(data - 4, MBEDTLS_TLS_EXT_CID);
        extended++;
    }
    return DELIVER;
}

static void unasked(void)
{
    int offered;

    for (offered = 0; offered < 2; offered++) {
        struct pair *p = pair_new(PSK);

        extended = 0;
        p->log = 0;
        pair_start(p);
        if (offered)
            mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0);
        p->s.judge = answer_unasked;
        p->log = LOG_SEND | LOG_RECV;
        say_code("handshake", pair_handshake(p));
        say("changed %d, alerts %x %x", extended, (unsigned) p->c.alert, (unsigned) p->s.alert);
        pair_free(p);
    }
}

/* The setting outlives a reset, and a change counts from the next handshake. */
static void again(void)
{
    struct pair *p = connected(4, 6, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);

    say_code("set during the connection", mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 4));
    say_cids(&p->c);
    say_cids(&p->s);
    side_write(&p->c, "words", 5);
    side_read(&p->s, 100);
    side_write(&p->s, "words", 5);
    side_read(&p->c, 100);
    p->log = 0;
    side_reset(&p->c);
    side_reset(&p->s);
    say_cids(&p->c);
    say_cids(&p->s);
    pair_establish(p);
    say_cids(&p->c);
    say_cids(&p->s);
    p->log = LOG_SEND;
    side_write(&p->c, "words", 5);
    side_read(&p->s, 100);
    say_code("off", mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_DISABLED, NULL, 0));
    p->log = 0;
    side_reset(&p->c);
    side_reset(&p->s);
    pair_establish(p);
    say_cids(&p->c);
    say_cids(&p->s);
    p->log = LOG_SEND;
    side_write(&p->c, "words", 5);
    side_read(&p->s, 100);
    pair_free(p);
}

/* New ids in a renegotiation, and none. */
static void renegotiated(void)
{
    struct pair *p = pair_new(PSK);
    int round, i;

    p->log = 0;
    mbedtls_ssl_conf_renegotiation(&p->c.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    mbedtls_ssl_conf_renegotiation(&p->s.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    mbedtls_ssl_conf_cid(&p->c.conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    mbedtls_ssl_conf_cid(&p->s.conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    wire_cid_len = 4;
    pair_start(p);
    mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 4);
    mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 4);
    pair_establish(p);
    for (round = 0; round < 3; round++) {
        int code = MBEDTLS_ERR_SSL_WANT_READ;

        say("-- %s", round == 0 ? "other ids" : round == 1 ? "none on the server" : "ids again");
        mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid + 8 + round, 4);
        mbedtls_ssl_set_cid(&p->s.ssl, round == 1 ? MBEDTLS_SSL_CID_DISABLED : MBEDTLS_SSL_CID_ENABLED,
                            server_cid + 8 + round, 4);
        p->log = LOG_SEND | LOG_RECV;
        for (i = 0; i < 10 && code == MBEDTLS_ERR_SSL_WANT_READ; i++) {
            unsigned char none[16];

            code = mbedtls_ssl_renegotiate(&p->c.ssl);
            if (code != 0)
                say_code("server", mbedtls_ssl_read(&p->s.ssl, none, sizeof(none)));
        }
        say_code("renegotiation", code);
        say_cids(&p->c);
        say_cids(&p->s);
        side_write(&p->c, "words", 5);
        side_read(&p->s, 100);
        side_write(&p->s, "answer", 6);
        side_read(&p->c, 100);
    }
    pair_free(p);
    wire_cid_len = 0;
}

static void replayed(void)
{
    struct pair *p = connected(4, 6, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    struct datagram *d;

    side_write(&p->c, "once", 4);
    d = side_take(&p->s);
    side_inject(&p->s, d->bytes, d->len);
    side_inject(&p->s, d->bytes, d->len);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    free(d);
    pair_free(p);
}

/* Losses, copies and another order, datagram by datagram. */
static void lossy(void)
{
    static const uint64_t masks[] = { 1, 2, 4, 8, 3, 5, 6 };
    size_t i;
    int what, who;

    wire_cid_len = 4;
    for (what = 0; what < 3; what++) {
        for (who = 0; who < 2; who++) {
            for (i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
                struct pair *p = prepared(ECDHE_PSK, 4, 4, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
                struct side *side = who ? &p->s : &p->c;

                say("-- %s of %s: %u", what == 0 ? "loss" : what == 1 ? "copy" : "delay", who ? "server" : "client",
                    (unsigned) masks[i]);
                *(what == 0 ? &side->drop : what == 1 ? &side->twice : &side->hold) = masks[i];
                p->log = LOG_USUAL;
                say_code("handshake", pair_handshake_lossy(p, 6));
                p->log = LOG_SEND;
                side_write(&p->c, "words", 5);
                side_read(&p->s, 100);
                pair_free(p);
            }
        }
    }
    wire_cid_len = 0;
}

static void looked_at(void)
{
    struct pair *p = connected(3, 5, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    unsigned char bytes[512];
    struct datagram *d;
    size_t i;

    side_write(&p->c, "looked at", 9);
    d = side_take(&p->s);
    memcpy(bytes, d->bytes, d->len);
    say_code("genuine", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    for (i = 0; i < d->len; i++) {
        memcpy(bytes, d->bytes, d->len);
        bytes[i] ^= 1;
        say_code("changed", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    }
    for (i = 0; i < d->len; i++) {
        memcpy(bytes, d->bytes, d->len);
        say_code("cut", mbedtls_ssl_check_record(&p->s.ssl, bytes, i));
    }
    side_inject(&p->s, d->bytes, d->len);
    side_read(&p->s, 100);
    memcpy(bytes, d->bytes, d->len);
    say_code("replayed", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    free(d);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "configuration", configuration },
        { "lengths", lengths },
        { "kinds", kinds },
        { "largest", largest },
        { "unexpected", unexpected },
        { "one-way", one_way },
        { "length-alone", length_alone },
        { "inner", inner },
        { "inner-in-handshake", inner_in_handshake },
        { "wrong-in-handshake", wrong_in_handshake },
        { "without-keys", without_keys },
        { "extensions", extensions },
        { "unasked", unasked },
        { "again", again },
        { "renegotiated", renegotiated },
        { "replayed", replayed },
        { "lossy", lossy },
        { "looked-at", looked_at },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
