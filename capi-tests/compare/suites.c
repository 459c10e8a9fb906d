/* The list of cipher suites, what each fixes, whose order decides; the CBC suites with the MAC in both places: sizes,
   hellos, damaged records. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The suites that both libraries have, not in the order of either. */
static const int common[] = {
    0x008C, 0x008D, 0x00A8, 0x00A9, 0x00AE, 0x00AF, 0xC009, 0xC00A, 0xC013, 0xC014, 0xC023, 0xC024,
    0xC027, 0xC028, 0xC02B, 0xC02C, 0xC02F, 0xC030, 0xC035, 0xC036, 0xC037, 0xC038, 0xC0A4, 0xC0A5,
    0xC0A8, 0xC0A9, 0xC0AC, 0xC0AD, 0xC0AE, 0xC0AF, 0xCCA8, 0xCCA9, 0xCCAB, 0xCCAC,
};
enum { COMMON = sizeof(common) / sizeof(common[0]) };

static int is_common(int id)
{
    int i;

    for (i = 0; i < COMMON; i++)
        if (common[i] == id)
            return 1;
    return 0;
}

static enum kind kind_of(int id)
{
    const char *name = mbedtls_ssl_get_ciphersuite_name(id);

    return strncmp(name, "TLS-PSK-", 8) == 0 ? PSK
        : strncmp(name, "TLS-ECDHE-PSK-", 14) == 0 ? ECDHE_PSK
        : strncmp(name, "TLS-ECDHE-RSA-", 14) == 0 ? RSA : ECDSA;
}

static void list(void)
{
    const int *id;

    for (id = mbedtls_ssl_list_ciphersuites(); *id != 0; id++)
        if (is_common(*id))
            say("%04X %s", (unsigned) *id, mbedtls_ssl_get_ciphersuite_name(*id));
}

static void descriptions(void)
{
    int i;

    for (i = 0; i < COMMON; i++) {
        const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(common[i]);
        const char *name = mbedtls_ssl_ciphersuite_get_name(info);

        say("%04X %s: number %04X, by name %d and %04X, cipher %d, hash %d, key exchange %d, flags %d, "
            "versions %04X to %04X, %u bits",
            (unsigned) common[i], name, (unsigned) mbedtls_ssl_ciphersuite_get_id(info),
            mbedtls_ssl_ciphersuite_from_string(name) == info, (unsigned) mbedtls_ssl_get_ciphersuite_id(name),
            info->MBEDTLS_PRIVATE(cipher), info->MBEDTLS_PRIVATE(mac), info->MBEDTLS_PRIVATE(key_exchange),
            info->MBEDTLS_PRIVATE(flags), (unsigned) info->MBEDTLS_PRIVATE(min_tls_version),
            (unsigned) info->MBEDTLS_PRIVATE(max_tls_version),
            (unsigned) mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(info));
    }
}

static void unknown(void)
{
    static const int ids[] = { 0, -1, 0x00FF, 0x5600, 0x1234, 0x100A8, 0x7FFFFFFF };
    static const char *const names[] = { "", "TLS", "TLS-PSK-WITH-AES-128-CBC-SHA256 ", "tls-psk-with-aes-128-cbc-sha256",
                                         "TLS_PSK_WITH_AES_128_CBC_SHA256", "PSK-AES128-CBC-SHA256" };
    size_t i;

    for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
        say("%X: %d %s", (unsigned) ids[i], mbedtls_ssl_ciphersuite_from_id(ids[i]) != NULL,
            mbedtls_ssl_get_ciphersuite_name(ids[i]));
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        say("\"%s\": %d %X", names[i], mbedtls_ssl_ciphersuite_from_string(names[i]) != NULL,
            (unsigned) mbedtls_ssl_get_ciphersuite_id(names[i]));
}

/* -- Connections ---------------------------------------------------------------------------------------------- */

/* A pair with one suite; what the sides want of encrypt-then-MAC is bit 0 and bit 1 of `wishes`. */
static struct pair *pair_of(int id, int wishes)
{
    const int suite[] = { id, 0 };
    struct pair *p = pair_new(kind_of(id));

    side_suites(&p->c, suite);
    side_suites(&p->s, suite);
    mbedtls_ssl_conf_encrypt_then_mac(&p->c.conf, wishes & 1 ? MBEDTLS_SSL_ETM_ENABLED : MBEDTLS_SSL_ETM_DISABLED);
    mbedtls_ssl_conf_encrypt_then_mac(&p->s.conf, wishes & 2 ? MBEDTLS_SSL_ETM_ENABLED : MBEDTLS_SSL_ETM_DISABLED);
    return p;
}

static struct pair *connected(int id, int wishes)
{
    struct pair *p = pair_of(id, wishes);

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    return p;
}

static void every_suite(void)
{
    int i, wishes;

    for (i = 0; i < COMMON; i++)
        for (wishes = 0; wishes < 4; wishes++) {
            struct pair *p = pair_of(common[i], wishes);

            p->log = 0;
            pair_start(p);
            say("%s, wishes %d: handshake 0x%X, expansion %d, most %d and %d", mbedtls_ssl_get_ciphersuite_name(common[i]),
                wishes, (unsigned) -pair_handshake(p), mbedtls_ssl_get_record_expansion(&p->c.ssl),
                mbedtls_ssl_get_max_out_record_payload(&p->c.ssl), mbedtls_ssl_get_max_in_record_payload(&p->c.ssl));
            p->log = LOG_SEND | LOG_RECORDS;
            side_write(&p->c, "hello", 5);
            p->log = LOG_RECV;
            side_read(&p->s, 100);
            pair_free(p);
        }
}

static void events(void)
{
    int wishes;

    for (wishes = 0; wishes < 4; wishes++) {
        struct pair *p = pair_of(MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, wishes);

        p->log = LOG_FULL;
        pair_start(p);
        pair_handshake(p);
        side_result(&p->c);
        side_result(&p->s);
        pair_free(p);
    }
}

static void record_sizes(void)
{
    static unsigned char data[16385];
    static const int suites[] = { 0x008C, 0x00AE, 0x00AF };
    size_t i, len;
    int wishes;

    for (i = 0; i < 3; i++)
        for (wishes = 0; wishes < 4; wishes += 3) {
            struct pair *p = connected(suites[i], wishes);

            printf("%s, wishes %d:", mbedtls_ssl_get_ciphersuite_name(suites[i]), wishes);
            for (len = 0; len < 70; len++) {
                struct datagram *d;

                mbedtls_ssl_write(&p->c.ssl, data, len);
                d = side_take(&p->s);
                printf(" %u", d == NULL ? 0 : (unsigned) d->len);
                free(d);
            }
            putchar('\n');
            p->log = LOG_USUAL;
            side_write(&p->c, data, 16384);
            side_read(&p->s, sizeof(data));
            side_write(&p->c, data, sizeof(data));
            pair_free(p);
        }
}

/* Records with connection ids of both sides, and padding to 16 bytes inside. */
static void connection_ids(void)
{
    static const int suites[] = { 0x008C, 0x00AE, 0x00AF, 0x00A8 };
    static unsigned char data[100];
    size_t i, len;
    int wishes;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
        for (wishes = 0; wishes < 4; wishes += 3) {
            struct pair *p = pair_of(suites[i], wishes);

            p->log = 0;
            mbedtls_ssl_conf_cid(&p->c.conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
            mbedtls_ssl_conf_cid(&p->s.conf, 7, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
            pair_start(p);
            mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, (const unsigned char *) "mine", 4);
            mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, (const unsigned char *) "servers", 7);
            pair_establish(p);
            printf("%s, wishes %d, expansion %d:", mbedtls_ssl_get_ciphersuite_name(suites[i]), wishes,
                   mbedtls_ssl_get_record_expansion(&p->c.ssl));
            for (len = 0; len < 40; len++) {
                struct datagram *d;

                mbedtls_ssl_write(&p->c.ssl, data, len);
                d = side_take(&p->s);
                printf(" %u", d == NULL ? 0 : (unsigned) d->len);
                free(d);
            }
            putchar('\n');
            p->log = LOG_RECV;
            side_write(&p->c, "to the server", 13);
            side_read(&p->s, 100);
            side_write(&p->s, "to the client", 13);
            side_read(&p->c, 100);
            pair_free(p);
        }
}

static void mtus(void)
{
    static const int suites[] = { 0x008C, 0x00AE, 0x00AF, 0x00A8, 0xCCAB, 0xC0A8 };
    static unsigned char data[1500];
    size_t i;
    int mtu;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        struct pair *p = connected(suites[i], 3);

        printf("%s:", mbedtls_ssl_get_ciphersuite_name(suites[i]));
        for (mtu = 13; mtu < 1500; mtu += mtu < 110 ? 1 : 101) {
            int most;

            mbedtls_ssl_set_mtu(&p->c.ssl, (uint16_t) mtu);
            most = mbedtls_ssl_get_max_out_record_payload(&p->c.ssl);
            printf(" %d", most);
            if (most > 0) {
                struct datagram *d;

                if (mbedtls_ssl_write(&p->c.ssl, data, (size_t) most) != most)
                    fatal("not written");
                d = side_take(&p->s);
                printf("/%u", (unsigned) d->len);
                free(d);
            }
        }
        putchar('\n');
        pair_free(p);
    }
}

/* The handshake itself over narrow paths, where the Finished has to fit. */
static void narrow_handshakes(void)
{
    static const int suites[] = { 0x008C, 0x00AF };
    size_t i;
    int mtu, wishes;

    for (i = 0; i < 2; i++)
        for (wishes = 0; wishes < 4; wishes += 3)
            for (mtu = 112; mtu < 168; mtu += 7) {
                struct pair *p = pair_of(suites[i], wishes);

                p->log = LOG_SEND | LOG_RECORDS;
                say("MTU %d", mtu);
                pair_start(p);
                mbedtls_ssl_set_mtu(&p->c.ssl, (uint16_t) mtu);
                mbedtls_ssl_set_mtu(&p->s.ssl, (uint16_t) mtu);
                pair_handshake(p);
                pair_free(p);
            }
}

static void preference(void)
{
    static const int clients[] = { 0x00AE, 0x00A8, 0x008D, 0xC0A8, 0 };
    static const int servers[] = { 0x00AF, 0xC0A8, 0x008D, 0x00AE, 0 };
    int order;

    for (order = 0; order < 2; order++) {
        struct pair *p = pair_new(PSK);

        side_suites(&p->c, clients);
        side_suites(&p->s, servers);
        mbedtls_ssl_conf_preference_order(&p->s.conf, order);
        p->log = 0;
        pair_start(p);
        pair_handshake(p);
        side_result(&p->c);
        side_result(&p->s);
        say("%s", mbedtls_ssl_get_ciphersuite(&p->c.ssl));
        pair_free(p);
    }
}

/* -- The extension -------------------------------------------------------------------------------------------- */

static int extension_type, tamper_client, tamper_server;

/* Prints the types of the extensions of a hello. */
static void extensions(const char *who, unsigned char *bytes, size_t len)
{
    int type;
    size_t n;

    printf("%s says", who);
    for (type = 0; type < 64; type++)
        if (wire_extension(bytes + RECORD_HEADER, len - RECORD_HEADER, type, &n) != NULL)
            printf(" %d(%u)", type, (unsigned) n);
    putchar('\n');
}

static enum verdict show(struct side *from, unsigned n, struct datagram *d)
{
    if (n == 0)
        extensions(from->name == 'c' ? "client" : "server", d->bytes, d->len);
    return DELIVER;
}

static void hellos(void)
{
    static const int suites[] = { 0x00AE, 0x00A8 };
    int i, wishes;

    for (i = 0; i < 2; i++)
        for (wishes = 0; wishes < 4; wishes++) {
            struct pair *p = pair_of(suites[i], wishes);

            p->log = 0;
            p->c.judge = p->s.judge = show;
            pair_start(p);
            say_code("handshake", pair_handshake(p));
            pair_free(p);
        }
}

/* Adds an extension of `extension_type` to the hello, or a byte to the contents of the one that is there. */
static enum verdict tamper(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *message = d->bytes + RECORD_HEADER, *body, *block, *end, *found;
    int what = from->name == 'c' ? tamper_client : tamper_server;
    size_t len, more;

    if (n != 0 || what == 0)
        return DELIVER;
    body = message + MESSAGE_HEADER;
    block = body + 34;
    block += 1 + *block;
    if (from->name == 'c') {
        block += 1 + *block;
        block += 2 + wire_u16(block);
        block += 1 + *block;
    } else {
        block += 3;
    }
    end = block + 2 + wire_u16(block);
    found = wire_extension(message, d->len - RECORD_HEADER, extension_type, &len);
    more = what == 1 ? 4 : 1;
    if (what == 1) {
        memmove(end + more, end, (size_t) (d->bytes + d->len - end));
        wire_put16(end, (unsigned) extension_type);
        wire_put16(end + 2, 0);
    } else {
        memmove(found + 1, found, (size_t) (d->bytes + d->len - found));
        found[0] = 0;
        wire_put16(found - 2, 1);
    }
    d->len += more;
    wire_put16(block, wire_u16(block) + (unsigned) more);
    wire_put24(message + 1, wire_u24(message + 1) + (unsigned) more);
    wire_put24(message + 9, wire_u24(message + 9) + (unsigned) more);
    wire_put16(d->bytes + 11, wire_u16(d->bytes + 11) + (unsigned) more);
    return DELIVER;
}

/* 1 adds the extension, 2 lengthens it. */
static void tampered(int id, int wishes, int client, int server)
{
    struct pair *p = pair_of(id, wishes);

    extension_type = MBEDTLS_TLS_EXT_ENCRYPT_THEN_MAC;
    tamper_client = client;
    tamper_server = server;
    p->log = 0;
    p->c.judge = p->s.judge = tamper;
    pair_start(p);
    pair_handshake(p);
    say("client 0x%X state %d alert %d.%d, server 0x%X state %d alert %d.%d", (unsigned) -p->c.failed,
        side_state(&p->c), p->c.alert >> 8, p->c.alert & 255, (unsigned) -p->s.failed, side_state(&p->s),
        p->s.alert >> 8, p->s.alert & 255);
    pair_free(p);
}

/* An extension that is not empty. */
static void long_extensions(void)
{
    tampered(0x00AE, 3, 2, 0);
    tampered(0x00AE, 1, 2, 0);
    tampered(0x00A8, 3, 2, 0);
    tampered(0x00AE, 3, 0, 2);
}

/* A server that answers what the client did not offer. */
static void unasked(void) { tampered(0x00AE, 2, 0, 1); }

/* A server that answers with the extension beside an AEAD suite (RFC 7366 section 3 forbids it). */
static void beside_an_aead(void) { tampered(0x00A8, 3, 0, 1); }

/* A client that says it wants what its library does not know of: the Finished differ. */
static void added_to_client_hello(void) { tampered(0x00AE, 2, 1, 0); }

/* -- Records -------------------------------------------------------------------------------------------------- */

static void damaged(void)
{
    static const int suites[] = { 0x008C, 0x00AE, 0x00AF };
    size_t i;
    int wishes;

    for (i = 0; i < 3; i++)
        for (wishes = 0; wishes < 4; wishes += 3) {
            struct pair *p = connected(suites[i], wishes);
            struct datagram *d;
            size_t bit, len;
            int other = 0;
            unsigned sent = p->s.sent;

            mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "forty bytes of data, to have three blocks", 40);
            d = side_take(&p->s);
            for (bit = RECORD_HEADER * 8; bit < d->len * 8; bit++) {
                d->bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
                side_inject(&p->s, d->bytes, d->len);
                other += mbedtls_ssl_read(&p->s.ssl, d->bytes + 1000, 100) != MBEDTLS_ERR_SSL_WANT_READ;
                d->bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
            }
            for (len = 0; len + RECORD_HEADER < d->len; len++) {
                d->bytes[11] = 0;
                d->bytes[12] = (unsigned char) len;
                side_inject(&p->s, d->bytes, len + RECORD_HEADER);
                other += mbedtls_ssl_read(&p->s.ssl, d->bytes + 1000, 100) != MBEDTLS_ERR_SSL_WANT_READ;
            }
            say("%s, wishes %d: %d read, %u sent", mbedtls_ssl_get_ciphersuite_name(suites[i]), wishes, other,
                p->s.sent - sent);
            d->bytes[11] = 0;
            d->bytes[12] = (unsigned char) (d->len - RECORD_HEADER);
            side_inject(&p->s, d->bytes, d->len);
            p->log = LOG_RECV;
            side_read(&p->s, 100);
            side_inject(&p->s, d->bytes, d->len);
            side_read(&p->s, 100);
            free(d);
            pair_free(p);
        }
}

/* A wrong key is noticed when the Finished comes. */
static void wrong_key(void)
{
    static const int suites[] = { 0x008C, 0x00AE, 0x00AF, 0xC037 };
    int i, wishes;

    for (i = 0; i < 4; i++)
        for (wishes = 0; wishes < 4; wishes += 3) {
            struct pair *p = pair_of(suites[i], wishes);
            int suite[] = { suites[i], 0 };

            side_psk(&p->s, "another key", pair_identity);
            side_suites(&p->s, suite);
            mbedtls_ssl_conf_encrypt_then_mac(&p->s.conf, (char) (wishes >> 1));
            p->log = 0;
            pair_start(p);
            pair_handshake(p);
            say("client 0x%X state %d, server 0x%X state %d alert %d.%d", (unsigned) -p->c.failed, side_state(&p->c),
                (unsigned) -p->s.failed, side_state(&p->s), p->s.alert >> 8, p->s.alert & 255);
            pair_free(p);
        }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "list", list },
        { "descriptions", descriptions },
        { "unknown", unknown },
        { "every-suite", every_suite },
        { "events", events },
        { "record-sizes", record_sizes },
        { "connection-ids", connection_ids },
        { "mtus", mtus },
        { "narrow-handshakes", narrow_handshakes },
        { "preference", preference },
        { "hellos", hellos },
        { "long-extensions", long_extensions },
        { "unasked", unasked },
        { "beside-an-aead", beside_an_aead },
        { "added-to-client-hello", added_to_client_hello },
        { "damaged", damaged },
        { "wrong-key", wrong_key },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
