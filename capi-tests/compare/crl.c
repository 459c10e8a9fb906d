/* Revocation lists: what is accepted, which code refuses the rest, what the structs and their text say. */
#include "support/check.h"

#include <mbedtls/x509_crl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[] = {
    "p256.crl", "p256-server.crl", "p256-intermediate.crl", "p256-from-2054.crl", "p256-expired.crl", "p256-future.crl",
    "p256-endless.crl", "p256-v1.crl", "p256-sha1.crl", "p256-forged.crl", "p256-critical.crl", "p256-nothing.crl",
    "intermediate.crl", "p384.crl", "rsa.crl", "rsa-pss.crl", "no-crl-sign.crl", "rsa1024.crl",
};
#define FILES (sizeof files / sizeof *files)

static int count(const mbedtls_x509_crl *crl)
{
    int lists = 0;

    for (; crl != NULL; crl = crl->next)
        lists += crl->version != 0;
    return lists;
}

/* -- What one list says -------------------------------------------------------------------------------------------- */

static const unsigned char *base;

static void say_buf(const char *what, const mbedtls_x509_buf *buf)
{
    say("%s: tag 0x%X length %lu at %ld", what, (unsigned) buf->tag, (unsigned long) buf->len,
        buf->p == NULL ? -1L : (long) (buf->p - base));
}

static void say_time(const char *what, const mbedtls_x509_time *t)
{
    say("%s: %d-%d-%d %d:%d:%d", what, t->year, t->mon, t->day, t->hour, t->min, t->sec);
}

static void say_entries(const mbedtls_x509_crl_entry *entry)
{
    for (; entry != NULL; entry = entry->next) {
        say_buf("entry", &entry->raw);
        say_buf("  serial", &entry->serial);
        say_time("  revoked", &entry->revocation_date);
        say_buf("  extensions", &entry->entry_ext);
    }
}

static void say_crl(const mbedtls_x509_crl *crl)
{
    char text[8192];

    base = crl->raw.p;
    say_buf("raw", &crl->raw);
    say_buf("tbs", &crl->tbs);
    say("version %d", crl->version);
    say_buf("algorithm", &crl->sig_oid);
    say_buf("issuer, raw", &crl->issuer_raw);
    for (const mbedtls_x509_name *name = &crl->issuer; name != NULL; name = name->next) {
        say_buf("  oid", &name->oid);
        say_buf("  value", &name->val);
        say("  merged %d", name->MBEDTLS_PRIVATE(next_merged));
    }
    say_time("this", &crl->this_update);
    say_time("next", &crl->next_update);
    say_entries(&crl->entry);
    say_buf("extensions", &crl->crl_ext);
    say_buf("algorithm, again", &crl->MBEDTLS_PRIVATE(sig_oid2));
    say_buf("signature", &crl->MBEDTLS_PRIVATE(sig));
    say("digest %d, by %d", (int) crl->MBEDTLS_PRIVATE(sig_md), (int) crl->MBEDTLS_PRIVATE(sig_pk));
    say_count("text", mbedtls_x509_crl_info(text, sizeof text, "  ", crl));
    say("%s", text);
    for (size_t size = 0; size < 400; size += 23) {
        memset(text, '#', sizeof text);
        text[size] = 0;
        say_count("short text", mbedtls_x509_crl_info(text, size, "", crl));
        say("%s", text);
    }
}

static void what_they_say(void)
{
    for (size_t i = 0; i < FILES; i++) {
        mbedtls_x509_crl crl;

        mbedtls_x509_crl_init(&crl);
        say_code(files[i], mbedtls_x509_crl_parse_file(&crl, cert_path(files[i])));
        if (crl.version != 0)
            say_crl(&crl);
        mbedtls_x509_crl_free(&crl);
        say("after free: version %d, %d %d", crl.version, crl.raw.p == NULL, crl.next == NULL);
    }
}

/* -- Arguments and lists ------------------------------------------------------------------------------------------- */

static void arguments(void)
{
    mbedtls_x509_crl crl;
    size_t len;
    unsigned char *pem = read_file(cert_path("p256.crl"), &len), *der;
    char text[200];

    mbedtls_x509_crl_init(&crl);
    say_code("no list, DER", mbedtls_x509_crl_parse_der(NULL, pem, len));
    say_code("no DER", mbedtls_x509_crl_parse_der(&crl, NULL, len));
    say_code("nothing, DER", mbedtls_x509_crl_parse_der(&crl, pem, 0));
    say_code("no list", mbedtls_x509_crl_parse(NULL, pem, len + 1));
    say_code("no input", mbedtls_x509_crl_parse(&crl, NULL, 10));
    say_code("nothing", mbedtls_x509_crl_parse(&crl, pem, 0));
    say_code("no file", mbedtls_x509_crl_parse_file(&crl, "/nonexistent"));
    say_code("a certificate", mbedtls_x509_crl_parse_file(&crl, cert_path("ca-p256.crt")));
    say_code("a key", mbedtls_x509_crl_parse_file(&crl, cert_path("ca-p256.key")));
    say_code("PEM without its end", mbedtls_x509_crl_parse(&crl, pem, len));
    say_code("PEM as DER", mbedtls_x509_crl_parse_der(&crl, pem, len + 1));
    say("%d lists", count(&crl));
    say_code("PEM", mbedtls_x509_crl_parse(&crl, pem, len + 1));
    say("%d lists", count(&crl));
    say_count("text without room", mbedtls_x509_crl_info(text, 0, "", &crl));
    say_count("text without a prefix", mbedtls_x509_crl_info(text, sizeof text, "", &crl));

    len = crl.raw.len;
    der = malloc(len + 8);
    memcpy(der, crl.raw.p, len);
    memset(der + len, 0, 8);
    mbedtls_x509_crl_free(&crl);
    for (size_t extra = 0; extra < 8; extra++) {
        say_code("DER and more", mbedtls_x509_crl_parse(&crl, der, len + extra));
        say_code("DER and more, as DER", mbedtls_x509_crl_parse_der(&crl, der, len + extra));
        say("%d lists", count(&crl));
    }
    mbedtls_x509_crl_free(&crl);
    mbedtls_x509_crl_free(&crl);
    mbedtls_x509_crl_free(NULL);
    free(der);
    free(pem);
}

/* Texts of several blocks, with things before, between and behind them. */
static void texts(void)
{
    static const char *const between[] = { "", "\n", "\n\n", " ", "# words\n", "-----BEGIN X509 CRL-----\n",
                                           "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n",
                                           "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n",
                                           "-----BEGIN X509 CRL-----\nA!AA\n-----END X509 CRL-----\n",
                                           "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "\r\n" };
    size_t first_len, second_len;
    unsigned char *first = read_file(cert_path("p256.crl"), &first_len);
    unsigned char *second = read_file(cert_path("rsa.crl"), &second_len);
    enum { N = sizeof between / sizeof *between };

    for (int i = 0; i < N * N * N; i++) {
        char text[8192];
        mbedtls_x509_crl crl;
        int len;

        len = snprintf(text, sizeof text, "%s%s%s%s%s", between[i / N / N], first, between[i / N % N], second, between[i % N]);
        for (int zeroes = 0; zeroes < 4; zeroes++) {
            mbedtls_x509_crl_init(&crl);
            memset(text + len, 0, 8);
            say("%d %d %d, %d:", i / N / N, i / N % N, i % N, zeroes);
            say_code("text", mbedtls_x509_crl_parse(&crl, (unsigned char *) text, (size_t) (len + zeroes)));
            say("%d lists", count(&crl));
            mbedtls_x509_crl_free(&crl);
        }
    }
    free(first);
    free(second);
}

/* -- Broken lists -------------------------------------------------------------------------------------------------- */

static unsigned long long state;

static unsigned pick(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned) (state >> 24) % below;
}

/* Changes, adds or removes some bytes; returns the new length. There has to be room for four more. */
static size_t break_bytes(unsigned char *bytes, size_t len)
{
    static const unsigned char tags[] = { 0x30, 0x31, 2, 3, 4, 5, 6, 10, 12, 19, 23, 24, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xFF, 0, 1 };

    for (unsigned changes = 1 + pick(3); changes > 0 && len > 8; changes--) {
        size_t at = pick((unsigned) len);

        switch (pick(6)) {
        case 0:
            bytes[at] ^= (unsigned char) (1u << pick(8));
            break;
        case 1:
            bytes[at] = (unsigned char) pick(256);
            break;
        case 2:
            bytes[at] = tags[pick(sizeof tags)];
            break;
        case 3:
            bytes[at] = (unsigned char) (bytes[at] + (pick(2) ? 1 : -1));
            break;
        case 4:
            memmove(bytes + at, bytes + at + 1, len - at - 1);
            len--;
            break;
        case 5:
            memmove(bytes + at + 1, bytes + at, len - at);
            bytes[at] = (unsigned char) pick(256);
            len++;
            break;
        }
    }
    return pick(50) == 0 ? pick((unsigned) len + 1) : len;
}

/* SEED and ROUNDS in the environment ask for other lists and more of them. */
static void broken(void)
{
    const char *seed = getenv("SEED"), *rounds = getenv("ROUNDS");
    unsigned total = rounds != NULL ? (unsigned) strtoul(rounds, NULL, 0) : 500;

    state = seed != NULL ? strtoull(seed, NULL, 0) | 1 : 0x9E3779B97F4A7C15ull;
    for (size_t i = 0; i < FILES; i++) {
        mbedtls_x509_crl whole;

        mbedtls_x509_crl_init(&whole);
        mbedtls_x509_crl_parse_file(&whole, cert_path(files[i]));
        for (unsigned round = 0; whole.version != 0 && round < total; round++) {
            unsigned char bytes[4096];
            mbedtls_x509_crl crl;
            size_t len = whole.raw.len;

            memcpy(bytes, whole.raw.p, len);
            len = break_bytes(bytes, len);
            mbedtls_x509_crl_init(&crl);
            if (say_code("broken", mbedtls_x509_crl_parse_der(&crl, bytes, len)) == 0) {
                base = crl.raw.p;
                say("version %d", crl.version);
                say_entries(&crl.entry);
                say_buf("extensions", &crl.crl_ext);
                say_time("next", &crl.next_update);
            }
            mbedtls_x509_crl_free(&crl);
        }
        mbedtls_x509_crl_free(&whole);
    }
}

/* Every byte of one list in turn, with values that stand for tags, lengths and digits. */
static void each_byte(void)
{
    static const unsigned char values[] = { 0, 1, 2, 4, 5, 6, 0x17, 0x18, 0x30, 0x31, 0x39, 0x7F, 0x80, 0x81, 0x84, 0xA0, 0xFF };
    mbedtls_x509_crl whole;
    unsigned char bytes[4096];

    mbedtls_x509_crl_init(&whole);
    mbedtls_x509_crl_parse_file(&whole, cert_path("p256-server.crl"));
    for (size_t at = 0; at < whole.raw.len; at++) {
        for (size_t i = 0; i < sizeof values; i++) {
            mbedtls_x509_crl crl;

            memcpy(bytes, whole.raw.p, whole.raw.len);
            bytes[at] = values[i];
            mbedtls_x509_crl_init(&crl);
            say("byte %d is 0x%02X", (int) at, values[i]);
            if (say_code("parse", mbedtls_x509_crl_parse_der(&crl, bytes, whole.raw.len)) == 0) {
                base = crl.raw.p;
                say_entries(&crl.entry);
                say_buf("extensions", &crl.crl_ext);
            }
            mbedtls_x509_crl_free(&crl);
        }
    }
    for (size_t len = 0; len < whole.raw.len; len++) {
        mbedtls_x509_crl crl;

        mbedtls_x509_crl_init(&crl);
        say_code("cut", mbedtls_x509_crl_parse_der(&crl, whole.raw.p, len));
        mbedtls_x509_crl_free(&crl);
    }
    mbedtls_x509_crl_free(&whole);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "what-they-say", what_they_say },
        { "arguments", arguments },
        { "texts", texts },
        { "broken", broken },
        { "each-byte", each_byte },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
