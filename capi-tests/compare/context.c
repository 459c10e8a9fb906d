/* Connections that are saved and loaded: when, what comes back, and what does not load. */
#include "support/seal.h"

#include <mbedtls/sha256.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Saves without a word about the length, which is each library's own. */
static int save(struct side *side, unsigned char *buf, size_t room, size_t *len)
{
    *len = 12345678;
    return mbedtls_ssl_context_save(&side->ssl, buf, room, len);
}

static void say_save(struct side *side)
{
    unsigned char buf[4096];
    size_t len;
    int code = save(side, buf, sizeof(buf), &len);

    say("%c save -> -0x%04X, %s", side->name, (unsigned) -code,
        len == 12345678 ? "no length" : len == 0 ? "nothing" : "a length");
}

static struct pair *connected(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    return p;
}

/* Both sides have heard of each other. */
static void talk(struct pair *p)
{
    side_write(&p->c, "from the client", 15);
    side_read(&p->s, 100);
    side_write(&p->s, "from the server", 15);
    side_read(&p->c, 100);
}

/* Takes a connection through bytes, into a new context. */
static int carry(struct side *side, unsigned char *buf, size_t room, size_t *len)
{
    int code = save(side, buf, room, len);

    if (code != 0)
        return say_code("save", code);
    mbedtls_ssl_free(&side->ssl);
    mbedtls_ssl_init(&side->ssl);
    say_code("setup", mbedtls_ssl_setup(&side->ssl, &side->conf));
    side_attach(side);
    return say_code("load", mbedtls_ssl_context_load(&side->ssl, buf, *len));
}

static void say_side(struct side *side)
{
    const mbedtls_x509_crt *crt = mbedtls_ssl_get_peer_cert(&side->ssl);
    unsigned char cid[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    size_t len = 0;
    int enabled = 77, count = 0;

    for (; crt != NULL; crt = crt->next)
        count++;
    say("%c state %d, over %d, %s, %s, verified %x, certificates %d", side->name, side_state(side),
        mbedtls_ssl_is_handshake_over(&side->ssl), mbedtls_ssl_get_version(&side->ssl),
        mbedtls_ssl_get_ciphersuite(&side->ssl) ? mbedtls_ssl_get_ciphersuite(&side->ssl) : "no suite",
        mbedtls_ssl_get_verify_result(&side->ssl), count);
    say("%c expansion %d, payload %d, in %d, pending %d, available %u", side->name,
        mbedtls_ssl_get_record_expansion(&side->ssl), mbedtls_ssl_get_max_out_record_payload(&side->ssl),
        mbedtls_ssl_get_max_in_record_payload(&side->ssl), mbedtls_ssl_check_pending(&side->ssl),
        (unsigned) mbedtls_ssl_get_bytes_avail(&side->ssl));
    mbedtls_ssl_get_peer_cid(&side->ssl, &enabled, cid, &len);
    say("%c peer's id: %d, %u bytes", side->name, enabled, (unsigned) len);
    mbedtls_ssl_get_own_cid(&side->ssl, &enabled, cid, &len);
    say("%c own id: %d, %u bytes", side->name, enabled, (unsigned) len);
}

static void steps(void)
{
    struct pair *p = pair_new(ECDSA);
    int i;

    p->log = 0;
    pair_start(p);
    say_save(&p->c);
    say_save(&p->s);
    for (i = 0; i < 60 && (side_state(&p->c) != 27 || side_state(&p->s) != 27); i++) {
        int c = side_state(&p->c) == 27 ? 0 : mbedtls_ssl_handshake_step(&p->c.ssl);
        int s = side_state(&p->s) == 27 ? 0 : mbedtls_ssl_handshake_step(&p->s.ssl);

        (void) c;
        (void) s;
        if (side_state(&p->c) == 27 || side_state(&p->s) == 27)
            break;
        say("states %d %d", side_state(&p->c), side_state(&p->s));
        say_save(&p->c);
        say_save(&p->s);
    }
    pair_free(p);
}

static void when(void)
{
    struct pair *p = connected(PSK);
    unsigned char buf[4096];
    size_t len;

    say("right after the handshake");
    say_save(&p->s);
    side_write(&p->s, "early", 5);
    say_save(&p->s);
    say("client, without room");
    say_code("save", save(&p->c, NULL, 0, &len));
    say("length %s", len > 0 && len < 4096 ? "told" : "not told");
    say_code("save", save(&p->c, buf, len - 1, &len));
    say_code("save", mbedtls_ssl_context_save(&p->c.ssl, NULL, 0, &len));
    say("client, with unread data");
    say_save(&p->c);
    say_side(&p->c);
    pair_free(p);

    p = connected(PSK);
    say("half a record read");
    side_write(&p->s, "0123456789", 10);
    side_read(&p->c, 4);
    say_save(&p->c);
    side_read(&p->c, 100);
    say_save(&p->c);
    pair_free(p);

    p = connected(PSK);
    say("a second record in the datagram");
    {
        struct datagram *a, *b;
        unsigned char both[512];

        side_write(&p->s, "one", 3);
        a = side_take(&p->c);
        side_write(&p->s, "two", 3);
        b = side_take(&p->c);
        memcpy(both, a->bytes, a->len);
        memcpy(both + a->len, b->bytes, b->len);
        side_inject(&p->c, both, a->len + b->len);
        free(a);
        free(b);
    }
    side_read(&p->c, 100);
    say_save(&p->c);
    side_read(&p->c, 100);
    say_save(&p->c);
    pair_free(p);

    p = connected(PSK);
    say("a write that was refused");
    p->c.refuse = 1;
    side_write(&p->c, "refused", 7);
    say_save(&p->c);
    side_write(&p->c, "refused", 7);
    say_save(&p->c);
    pair_free(p);

    p = connected(PSK);
    say("server after a record");
    side_write(&p->c, "first", 5);
    say_save(&p->s);
    side_read(&p->s, 100);
    say_save(&p->s);
    say_side(&p->s);
    pair_free(p);

    p = pair_new(PSK);
    say("with renegotiation");
    p->log = 0;
    mbedtls_ssl_conf_renegotiation(&p->c.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    pair_start(p);
    pair_establish(p);
    say_save(&p->c);
    pair_free(p);

    p = connected(PSK);
    say("after close_notify");
    say_code("close", mbedtls_ssl_close_notify(&p->s.ssl));
    side_read(&p->c, 100);
    say_save(&p->c);
    pair_free(p);
}

static void suites(void)
{
    static const int ids[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA,
                               MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384,
                               MBEDTLS_TLS_PSK_WITH_CHACHA20_POLY1305_SHA256 };
    unsigned char buf[4096];
    size_t i, len;

    for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        struct pair *p = pair_new(PSK);
        int list[2] = { ids[i], 0 };

        side_suites(&p->c, list);
        side_suites(&p->s, list);
        p->log = 0;
        pair_start(p);
        pair_establish(p);
        talk(p);
        if (carry(&p->c, buf, sizeof(buf), &len) == 0 && carry(&p->s, buf, sizeof(buf), &len) == 0)
            talk(p);
        pair_free(p);
    }
}

static void carried(void)
{
    static const enum kind kinds[] = { PSK, ECDHE_PSK, ECDSA, RSA };
    unsigned char buf[8192];
    size_t i, len;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        struct pair *p = connected(kinds[i]);
        struct datagram *late, *again;
        int n;

        say("-- kind %d", kinds[i]);
        talk(p);
        side_write(&p->c, "late", 4);
        late = side_take(&p->s);
        side_write(&p->c, "again", 5);
        again = side_take(&p->s);
        side_inject(&p->s, again->bytes, again->len);
        side_read(&p->s, 100);
        p->log = LOG_USUAL;
        carry(&p->s, buf, sizeof(buf), &len);
        carry(&p->c, buf, sizeof(buf), &len);
        say_side(&p->c);
        say_side(&p->s);
        say("a copy, and one that comes late");
        side_inject(&p->s, again->bytes, again->len);
        side_read(&p->s, 100);
        side_inject(&p->s, late->bytes, late->len);
        side_read(&p->s, 100);
        for (n = 0; n < 3; n++)
            talk(p);
        carry(&p->c, buf, sizeof(buf), &len);
        talk(p);
        say_code("close", mbedtls_ssl_close_notify(&p->c.ssl));
        side_read(&p->s, 100);
        free(late);
        free(again);
        pair_free(p);
    }
}

static void with_ids(void)
{
    static const unsigned char client[] = "CLIENT", server[] = "server's";
    struct pair *p = pair_new(PSK);
    unsigned char buf[4096];
    size_t len;

    p->log = 0;
    mbedtls_ssl_conf_cid(&p->c.conf, 6, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    mbedtls_ssl_conf_cid(&p->s.conf, 8, MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    pair_start(p);
    mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client, 6);
    mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server, 8);
    pair_establish(p);
    talk(p);
    p->log = LOG_SEND | LOG_RECV;
    mbedtls_ssl_set_mtu(&p->c.ssl, 400);
    carry(&p->c, buf, sizeof(buf), &len);
    carry(&p->s, buf, sizeof(buf), &len);
    say_side(&p->c);
    say_side(&p->s);
    talk(p);
    pair_free(p);
}

/* What the hellos settled beside keys. */
static void with_agreements(void)
{
    static const char *names[] = { "coap", "lwm2m", NULL }, *others[] = { "other", NULL };
    struct pair *p = pair_new(PSK);
    unsigned char buf[4096];
    size_t len;

    p->log = 0;
    mbedtls_ssl_conf_alpn_protocols(&p->c.conf, names);
    mbedtls_ssl_conf_alpn_protocols(&p->s.conf, names + 1);
    mbedtls_ssl_conf_max_frag_len(&p->c.conf, MBEDTLS_SSL_MAX_FRAG_LEN_1024);
    pair_start(p);
    pair_establish(p);
    talk(p);
    for (int i = 0; i < 2; i++) {
        struct side *side = i == 0 ? &p->c : &p->s;
        const char *name;

        carry(side, buf, sizeof(buf), &len);
        name = mbedtls_ssl_get_alpn_protocol(&side->ssl);
        say("%c speaks %s, out %d, in %d", side->name, name == NULL ? "nothing" : name,
            mbedtls_ssl_get_max_out_record_payload(&side->ssl), mbedtls_ssl_get_max_in_record_payload(&side->ssl));
    }
    talk(p);
    /* Where the configuration does not know the protocol any more. */
    mbedtls_ssl_conf_alpn_protocols(&p->c.conf, others);
    carry(&p->c, buf, sizeof(buf), &len);
    say("speaks something: %d", mbedtls_ssl_get_alpn_protocol(&p->c.ssl) != NULL);
    pair_free(p);
}

/* What the saved context is good for, and what the loaded one is. */
static void afterwards(void)
{
    struct pair *p = connected(PSK);
    mbedtls_ssl_context other;
    unsigned char buf[4096];
    size_t len, len2;

    talk(p);
    say_code("save", save(&p->c, buf, sizeof(buf), &len));
    say_side(&p->c);
    say_code("save again", save(&p->c, buf + len, sizeof(buf) - len, &len2));
    side_discard(&p->s);
    p->log = LOG_SEND;
    say_code("handshake of the saved one", mbedtls_ssl_handshake(&p->c.ssl));
    side_discard(&p->s);

    say("into one that is under way");
    say_code("load", mbedtls_ssl_context_load(&p->c.ssl, buf, len));
    say("configuration %s", mbedtls_ssl_context_get_config(&p->c.ssl) == NULL ? "gone" : "there");
    pair_free(p);

    p = connected(PSK);
    talk(p);
    say_code("save", save(&p->c, buf, sizeof(buf), &len));
    say("into the saved one");
    say_code("load", mbedtls_ssl_context_load(&p->c.ssl, buf, len));
    talk(p);
    say("twice");
    say_code("load", mbedtls_ssl_context_load(&p->c.ssl, buf, len));
    say("configuration %s", mbedtls_ssl_context_get_config(&p->c.ssl) == NULL ? "gone" : "there");
    pair_free(p);

    p = connected(PSK);
    talk(p);
    say_code("save", save(&p->c, buf, sizeof(buf), &len));
    say("with another configuration: the server's");
    mbedtls_ssl_init(&other);
    say_code("setup", mbedtls_ssl_setup(&other, &p->s.conf));
    say_code("load", mbedtls_ssl_context_load(&other, buf, len));
    mbedtls_ssl_free(&other);
    say("after a reset");
    mbedtls_ssl_init(&other);
    say_code("setup", mbedtls_ssl_setup(&other, &p->c.conf));
    say_code("reset", mbedtls_ssl_session_reset(&other));
    say_code("load", mbedtls_ssl_context_load(&other, buf, len));
    say("reset of the loaded one");
    say_code("reset", mbedtls_ssl_session_reset(&other));
    say("state %d", other.MBEDTLS_PRIVATE(state));
    mbedtls_ssl_free(&other);
    pair_free(p);
}

static void damaged(void)
{
    struct pair *p = connected(PSK);
    mbedtls_ssl_context other;
    unsigned char buf[4096], bytes[4096];
    size_t len, i;

    talk(p);
    say_code("save", save(&p->c, buf, sizeof(buf), &len));
    for (i = 0; i < 6; i++) {
        memcpy(bytes, buf, len);
        bytes[i < 3 ? i : 3] ^= 1;
        mbedtls_ssl_init(&other);
        mbedtls_ssl_setup(&other, &p->c.conf);
        if (i < 3) {
            say_code("altered", mbedtls_ssl_context_load(&other, bytes, len));
        } else {
            say_code("short", mbedtls_ssl_context_load(&other, buf, i == 3 ? 0 : i == 4 ? 8 : len - 1));
        }
        say("configuration %s", mbedtls_ssl_context_get_config(&other) == NULL ? "gone" : "there");
        mbedtls_ssl_free(&other);
    }
    mbedtls_ssl_init(&other);
    mbedtls_ssl_setup(&other, &p->c.conf);
    memcpy(bytes, buf, len);
    say_code("longer", mbedtls_ssl_context_load(&other, bytes, len + 1));
    mbedtls_ssl_free(&other);
    mbedtls_ssl_init(&other);
    mbedtls_ssl_setup(&other, &p->c.conf);
    say_code("as it was", mbedtls_ssl_context_load(&other, buf, len));
    mbedtls_ssl_free(&other);
    pair_free(p);
}

/* The settings of the context, as against those of the connection. */
static void settings(void)
{
    struct pair *p = connected(PSK);
    unsigned char buf[4096];
    size_t len;

    talk(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, 300);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    say_code("save", save(&p->c, buf, sizeof(buf), &len));
    say_count("payload of the saved one", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    mbedtls_ssl_free(&p->c.ssl);
    mbedtls_ssl_init(&p->c.ssl);
    say_code("setup", mbedtls_ssl_setup(&p->c.ssl, &p->c.conf));
    side_attach(&p->c);
    mbedtls_ssl_set_mtu(&p->c.ssl, 700);
    say_code("load", mbedtls_ssl_context_load(&p->c.ssl, buf, len));
    say_count("payload of the loaded one", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    say("hostname %s", mbedtls_ssl_get_hostname(&p->c.ssl) ? mbedtls_ssl_get_hostname(&p->c.ssl) : "none");
    talk(p);
    pair_free(p);
}

/* The other side begins the connection anew; the loaded one answers. */
static void reconnected(void)
{
    struct pair *p = pair_new(PSK);
    unsigned char buf[4096];
    size_t len;

    pair_cookies(p);
    p->log = 0;
    pair_start(p);
    pair_establish(p);
    talk(p);
    carry(&p->s, buf, sizeof(buf), &len);
    talk(p);
    side_reset(&p->c);
    mbedtls_ssl_set_client_transport_id(&p->s.ssl, pair_transport_id, sizeof(pair_transport_id));
    p->log = LOG_SEND;
    side_handshake(&p->c);
    side_read(&p->s, 100);
    side_handshake(&p->c);
    side_read(&p->s, 100);
    pair_free(p);
}

/* Epoch and number of the next record, as both libraries save them: eight bytes that stand once. */
static unsigned char *saved_counter(unsigned char *bytes, size_t len, unsigned next)
{
    unsigned char pattern[8] = { 0, 1 }, *found = NULL;
    size_t i;

    pattern[7] = (unsigned char) next;
    for (i = 0; i + 8 <= len; i++) {
        if (memcmp(bytes + i, pattern, 8) == 0) {
            if (found != NULL)
                fatal("the counter stands twice");
            found = bytes + i;
        }
    }
    if (found == NULL)
        fatal("no counter");
    return found;
}

/* The last numbers of an epoch: each is used once, and nothing comes behind them. */
static void last_numbers(void)
{
    struct pair *p = connected(PSK);
    unsigned char buf[4096], hash[32], *counter;
    size_t len;
    int i, has_hash;

    for (i = 0; i < 0x52; i++) {
        side_write(&p->c, "x", 1);
        side_read(&p->s, 100);
    }
    if (save(&p->c, buf, sizeof(buf), &len) != 0)
        fatal("not saved");
    /* What ours saves ends with a part of its own hash. */
    if (len < 16 || mbedtls_sha256(buf, len - 16, hash, 0) != 0)
        fatal("no hash");
    has_hash = memcmp(buf + len - 16, hash, 16) == 0;
    counter = saved_counter(buf, len, 0x53);
    memset(counter + 2, 0xFF, 6);
    counter[7] = 0xFD;
    if (has_hash && mbedtls_sha256(buf, len - 16, hash, 0) == 0)
        memcpy(buf + len - 16, hash, 16);
    say_code("load", mbedtls_ssl_context_load(&p->c.ssl, buf, len));
    p->log = LOG_SEND | LOG_RECORDS;
    for (i = 0; i < 5; i++) {
        side_write(&p->c, "near the end", 12);
        if (side_waiting(&p->s) > 0)
            side_read(&p->s, 100);
    }
    side_write(&p->s, "the other direction", 19);
    side_read(&p->c, 100);
    say_code("close", mbedtls_ssl_close_notify(&p->c.ssl));
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "steps", steps },
        { "when", when },
        { "suites", suites },
        { "carried", carried },
        { "with-ids", with_ids },
        { "with-agreements", with_agreements },
        { "afterwards", afterwards },
        { "damaged", damaged },
        { "settings", settings },
        { "reconnected", reconnected },
        { "last-numbers", last_numbers },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
