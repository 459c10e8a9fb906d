/* Certificates: what parses, what it holds, what is said about chains. */
#include "support/check.h"

#include <mbedtls/asn1.h>
#include <mbedtls/x509_crt.h>
/* Mbed TLS names its extensions by numbers from this header; our x509.h needs no other. */
#ifndef LIBDTLS_VERSION_NUMBER
#include <mbedtls/oid.h>
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const good[] = { "ca-p256", "ca-p384", "ca-p521", "ca-rsa", "server-p256", "client-p256", "server-p384", "server-p521", "server-rsa",
                                    "client-rsa", "chain", "chain-too-long", "intermediate", "leaf", "expired", "future",
                                    "other-name", "by-name", "no-names", "no-key-usage", "wrong-key-usage", "sha1",
                                    "rsa1024", "self-signed", "critical-unknown", "ed25519" };

#define GOOD (sizeof(good) / sizeof(good[0]))

static int load(mbedtls_x509_crt *crt, const char *name)
{
    char file[64];

    snprintf(file, sizeof(file), "%s.crt", name);
    return mbedtls_x509_crt_parse_file(crt, cert_path(file));
}

static void parse_files(void)
{
    size_t i;

    for (i = 0; i < GOOD; i++) {
        mbedtls_x509_crt crt;
        const mbedtls_x509_crt *c;

        mbedtls_x509_crt_init(&crt);
        say_code(good[i], load(&crt, good[i]));
        for (c = &crt; c != NULL && c->raw.p != NULL; c = c->next)
            say("  %u bytes, version %d", (unsigned) c->raw.len, c->version);
        mbedtls_x509_crt_free(&crt);
    }
}

static void fields(void)
{
    size_t i;

    for (i = 0; i < GOOD; i++) {
        mbedtls_x509_crt crt;

        mbedtls_x509_crt_init(&crt);
        if (load(&crt, good[i]) != 0) {
            mbedtls_x509_crt_free(&crt);
            continue;
        }
        say("-- %s", good[i]);
        say("from %d-%d-%d %d:%d:%d to %d-%d-%d %d:%d:%d", crt.valid_from.year, crt.valid_from.mon, crt.valid_from.day,
            crt.valid_from.hour, crt.valid_from.min, crt.valid_from.sec, crt.valid_to.year, crt.valid_to.mon,
            crt.valid_to.day, crt.valid_to.hour, crt.valid_to.min, crt.valid_to.sec);
        say_hex("serial", crt.serial.p, crt.serial.len);
        say_hex("subject", crt.subject_raw.p, crt.subject_raw.len);
        say_hex("issuer", crt.issuer_raw.p, crt.issuer_raw.len);
        say_hex("signature oid", crt.sig_oid.p, crt.sig_oid.len);
        say("first name: tag 0x%X, %.*s", (unsigned) crt.subject.val.tag, (int) crt.subject.val.len,
            (const char *) crt.subject.val.p);
        say("alternative names: %d", crt.subject_alt_names.buf.p != NULL);
        say("basic constraints %d, key usage %d, extended %d, alternative names %d",
            mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_BASIC_CONSTRAINTS) != 0,
            mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_KEY_USAGE) != 0,
            mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_EXTENDED_KEY_USAGE) != 0,
            mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_SUBJECT_ALT_NAME) != 0);
        mbedtls_x509_crt_free(&crt);
    }
}

static void alternative_names(void)
{
    static const char *const names[] = { "server-p256", "other-name", "no-names" };
    size_t i;

    for (i = 0; i < 3; i++) {
        mbedtls_x509_crt crt;
        const mbedtls_asn1_sequence *san;

        mbedtls_x509_crt_init(&crt);
        load(&crt, names[i]);
        say("-- %s", names[i]);
        for (san = &crt.subject_alt_names; san != NULL && san->buf.p != NULL; san = san->next) {
            printf("tag 0x%X ", (unsigned) san->buf.tag);
            say_hex("", san->buf.p, san->buf.len);
        }
        mbedtls_x509_crt_free(&crt);
    }
}

/* -- Faults ------------------------------------------------------------------------------------------------------- */

static void parse(const char *what, const unsigned char *bytes, size_t len)
{
    mbedtls_x509_crt crt;

    mbedtls_x509_crt_init(&crt);
    say_code(what, mbedtls_x509_crt_parse(&crt, bytes, len));
    say("  kept %d", crt.raw.p != NULL);
    mbedtls_x509_crt_free(&crt);
}

static void parse_faults(void)
{
    size_t len;
    unsigned char *pem = read_file(cert_path("server-p256.crt"), &len);
    unsigned char *copy = malloc(len + 100);

    parse("nothing", pem, 0);
    parse("NULL", NULL, 0);
    parse("without the zero byte", pem, len);
    parse("with the zero byte", pem, len + 1);
    memcpy(copy, pem, len + 1);
    copy[len / 2] = '!';
    parse("a wrong character", copy, len + 1);
    memcpy(copy, pem, len + 1);
    memcpy(copy + len - 10, "----------", 10);
    parse("no footer", copy, len + 1);
    memcpy(copy, "text before\n", 12);
    memcpy(copy + 12, pem, len + 1);
    parse("text before", copy, len + 13);
    parse("text only", (const unsigned char *) "not a certificate", 18);
    parse("empty text", (const unsigned char *) "", 1);
    parse("a sequence", (const unsigned char *) "\x30\x03\x02\x01\x01", 5);
    parse("a sequence too long", (const unsigned char *) "\x30\x50\x02\x01\x01", 5);
    say_code("no file", mbedtls_x509_crt_parse_file(&(mbedtls_x509_crt) { 0 }, "/nonexistent"));
    free(copy);
    free(pem);
}

/* DER cut at every length: what it is about. */
static void cut_der(void)
{
    mbedtls_x509_crt whole;
    size_t len;
    int last = 1;

    mbedtls_x509_crt_init(&whole);
    load(&whole, "server-p256");
    for (len = 0; len <= whole.raw.len; len++) {
        mbedtls_x509_crt crt;
        int code;

        mbedtls_x509_crt_init(&crt);
        code = mbedtls_x509_crt_parse_der(&crt, whole.raw.p, len);
        if (code != last) {
            printf("from %u: ", (unsigned) len);
            say_code("parse_der", code);
        }
        last = code;
        mbedtls_x509_crt_free(&crt);
    }
    mbedtls_x509_crt_free(&whole);
}

/* One byte longer than the outer sequence says. */
static void longer_der(void)
{
    mbedtls_x509_crt whole, crt;
    unsigned char bytes[1024] = { 0 };

    mbedtls_x509_crt_init(&whole);
    mbedtls_x509_crt_init(&crt);
    load(&whole, "server-p256");
    memcpy(bytes, whole.raw.p, whole.raw.len);
    say_code("parse_der", mbedtls_x509_crt_parse_der(&crt, bytes, whole.raw.len + 5));
    say("same length: %d", crt.raw.len == whole.raw.len);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&whole);
}

/* The tags and lengths of the outer structure, each spoilt. */
static void spoilt_der(void)
{
    mbedtls_x509_crt whole;
    size_t at;
    int last = 1;

    mbedtls_x509_crt_init(&whole);
    load(&whole, "server-p256");
    for (at = 0; at < 60; at++) {
        mbedtls_x509_crt crt;
        unsigned char bytes[1024];
        int code;

        memcpy(bytes, whole.raw.p, whole.raw.len);
        bytes[at] ^= 0x40;
        mbedtls_x509_crt_init(&crt);
        code = mbedtls_x509_crt_parse_der(&crt, bytes, whole.raw.len);
        if (code != last) {
            printf("from byte %u: ", (unsigned) at);
            say_code("parse_der", code);
        }
        last = code;
        mbedtls_x509_crt_free(&crt);
    }
    mbedtls_x509_crt_free(&whole);
}

/* Several in one buffer: how many failed is the result. */
static void several(void)
{
    size_t a_len, b_len;
    unsigned char *a = read_file(cert_path("ca-p256.crt"), &a_len), *b = read_file(cert_path("ca-rsa.crt"), &b_len);
    unsigned char *both = calloc(1, a_len + b_len + 1);
    mbedtls_x509_crt crt, *c;
    int n = 0;

    memcpy(both, a, a_len);
    memcpy(both + a_len, b, b_len);
    mbedtls_x509_crt_init(&crt);
    say_code("two", mbedtls_x509_crt_parse(&crt, both, a_len + b_len + 1));
    both[a_len / 2] = '!';
    say_code("the first spoilt", mbedtls_x509_crt_parse(&crt, both, a_len + b_len + 1));
    memcpy(both, a, a_len);
    both[a_len + b_len / 2] = '!';
    say_code("the second spoilt", mbedtls_x509_crt_parse(&crt, both, a_len + b_len + 1));
    for (c = &crt; c != NULL; c = c->next)
        n++;
    say("%d in the list", n);
    mbedtls_x509_crt_free(&crt);
    free(both);
    free(a);
    free(b);
}

/* -- Verification --------------------------------------------------------------------------------------------------- */

static void verify(const char *leaf, const char *ca, const char *name)
{
    mbedtls_x509_crt crt, trusted;
    uint32_t flags = 0x55;

    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_init(&trusted);
    load(&crt, leaf);
    if (ca != NULL)
        load(&trusted, ca);
    printf("%s below %s as %s: ", leaf, ca == NULL ? "nobody" : ca, name == NULL ? "anyone" : name);
    say_code("verify", mbedtls_x509_crt_verify(&crt, &trusted, NULL, name, &flags, NULL, NULL));
    say("  flags 0x%lX", (unsigned long) flags);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&trusted);
}

static void verify_all(void)
{
    static const char *const cas[] = { "ca-p256", "ca-p384", "ca-p521", "ca-rsa", "ca-other", "intermediate", "self-signed", NULL };
    size_t i, j;

    for (i = 0; i < GOOD - 2; i++)
        for (j = 0; j < sizeof(cas) / sizeof(cas[0]); j++)
            verify(good[i], cas[j], NULL);
}

static void verify_names(void)
{
    static const char *const names[] = { "localhost", "Localhost", "localhost ", "local", "xlocalhost", "localhost.",
                                         "a.wild.example", "wild.example", "a.b.wild.example", "*.wild.example", "127.0.0.1",
                                         "127.0.0.01", "::ffff:127.0.0.1", "P-256 client" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        verify("server-p256", "ca-p256", names[i]);
        verify("by-name", "ca-p256", names[i]);
    }
}

static int depths(void *ctx, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) ctx;
    say("  depth %d, %u bytes, flags 0x%lX", depth, (unsigned) crt->raw.len, (unsigned long) *flags);
    return 0;
}

static void verify_callback(void)
{
    static const char *const leaves[] = { "server-p256", "chain", "chain-too-long", "expired", "self-signed", "leaf" };
    size_t i;

    for (i = 0; i < 6; i++) {
        mbedtls_x509_crt crt, trusted;
        uint32_t flags;

        mbedtls_x509_crt_init(&crt);
        mbedtls_x509_crt_init(&trusted);
        load(&crt, leaves[i]);
        load(&trusted, "ca-p256");
        say("-- %s", leaves[i]);
        say_code("verify", mbedtls_x509_crt_verify(&crt, &trusted, NULL, NULL, &flags, depths, NULL));
        say("flags 0x%lX", (unsigned long) flags);
        mbedtls_x509_crt_free(&crt);
        mbedtls_x509_crt_free(&trusted);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "parse-files", parse_files },
        { "fields", fields },
        { "alternative-names", alternative_names },
        { "parse-faults", parse_faults },
        { "cut-der", cut_der },
        { "longer-der", longer_der },
        { "spoilt-der", spoilt_der },
        { "several", several },
        { "verify-all", verify_all },
        { "verify-names", verify_names },
        { "verify-callback", verify_callback },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
