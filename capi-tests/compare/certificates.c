/* Certificates and keys: what is accepted, which code refuses the rest, what the structs say, and the flags of paths. */
#include "support/check.h"

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[] = {
    "ca-p256.crt", "ca-p384.crt", "ca-p521.crt", "ca-rsa.crt", "ca-other.crt", "intermediate.crt", "intermediate2.crt", "leaf.crt",
    "leaf2.crt", "server-p256.crt", "server-p384.crt", "server-p521.crt", "server-rsa.crt", "client-p256.crt", "client-rsa.crt",
    "expired.crt", "future.crt", "other-name.crt", "by-name.crt", "no-names.crt", "server-for-clients.crt",
    "wrong-key-usage.crt", "no-key-usage.crt", "critical-unknown.crt", "below-leaf.crt", "self-signed.crt", "sha1.crt",
    "rsa1024.crt", "ed25519.crt",
};
#define FILES (sizeof files / sizeof *files)

static void parse(mbedtls_x509_crt *crt, const char *file)
{
    mbedtls_x509_crt_init(crt);
    say_code(file, mbedtls_x509_crt_parse_file(crt, cert_path(file)));
}

/* -- What one certificate says ------------------------------------------------------------------------------------- */

/* A number for everything that a struct says, pointers counted from the beginning of the encoding. */
static unsigned long long sum;

static void add(unsigned long long number)
{
    sum = (sum ^ number) * 0x100000001B3ull;
}

static void add_buf(const mbedtls_x509_buf *buf, const unsigned char *base)
{
    add((unsigned) buf->tag);
    add(buf->len);
    add(buf->p == NULL ? 0 : (unsigned long long) (buf->p - base) + 1);
}

static void add_names(const mbedtls_x509_name *name, const unsigned char *base)
{
    for (; name != NULL; name = name->next) {
        add_buf(&name->oid, base);
        add_buf(&name->val, base);
        add(name->MBEDTLS_PRIVATE(next_merged));
    }
}

static void add_sequence(const mbedtls_x509_sequence *list, const unsigned char *base)
{
    for (; list != NULL; list = list->next)
        add_buf(&list->buf, base);
}

static void add_time(const mbedtls_x509_time *time)
{
    add((unsigned) time->year);
    add((unsigned) (time->mon * 100 + time->day));
    add((unsigned) (time->hour * 10000 + time->min * 100 + time->sec));
}

static unsigned long long sum_of(const mbedtls_x509_crt *crt)
{
    const unsigned char *base = crt->raw.p;

    sum = 0xCBF29CE484222325ull;
    add_buf(&crt->raw, base);
    add_buf(&crt->tbs, base);
    add((unsigned) crt->version);
    add_buf(&crt->serial, base);
    add_buf(&crt->sig_oid, base);
    add_buf(&crt->issuer_raw, base);
    add_buf(&crt->subject_raw, base);
    add_names(&crt->issuer, base);
    add_names(&crt->subject, base);
    add_time(&crt->valid_from);
    add_time(&crt->valid_to);
    add_buf(&crt->pk_raw, base);
    add((unsigned) mbedtls_pk_get_type(&crt->pk));
    add(mbedtls_pk_get_bitlen(&crt->pk));
    add_buf(&crt->issuer_id, base);
    add_buf(&crt->subject_id, base);
    add_buf(&crt->v3_ext, base);
    add_sequence(&crt->subject_alt_names, base);
    add_buf(&crt->subject_key_id, base);
    add_buf(&crt->authority_key_id.keyIdentifier, base);
    add_sequence(&crt->authority_key_id.authorityCertIssuer, base);
    add_buf(&crt->authority_key_id.authorityCertSerialNumber, base);
    add_sequence(&crt->certificate_policies, base);
    add((unsigned) crt->MBEDTLS_PRIVATE(ext_types));
    add((unsigned) crt->MBEDTLS_PRIVATE(ca_istrue));
    add((unsigned) crt->MBEDTLS_PRIVATE(max_pathlen));
    add(crt->MBEDTLS_PRIVATE(key_usage));
    add_sequence(&crt->ext_key_usage, base);
    add(crt->MBEDTLS_PRIVATE(ns_cert_type));
    add_buf(&crt->MBEDTLS_PRIVATE(sig), base);
    add((unsigned) crt->MBEDTLS_PRIVATE(sig_md));
    add((unsigned) crt->MBEDTLS_PRIVATE(sig_pk));
    return sum;
}

static void what_they_say(void)
{
    for (size_t i = 0; i < FILES; i++) {
        mbedtls_x509_crt crt;
        char text[8192];

        parse(&crt, files[i]);
        if (crt.version != 0) {
            say("fields %016llx", sum_of(&crt));
            say_count("info", mbedtls_x509_crt_info(text, sizeof text, "  ", &crt));
            say("%s", text);
            say_count("subject", mbedtls_x509_dn_gets(text, sizeof text, &crt.subject));
            say("%s", text);
            say_count("short", mbedtls_x509_dn_gets(text, 12, &crt.subject));
            say("%s", text);
            say_count("serial", mbedtls_x509_serial_gets(text, sizeof text, &crt.serial));
            say("%s", text);
            say("past %d future %d", mbedtls_x509_time_is_past(&crt.valid_to), mbedtls_x509_time_is_future(&crt.valid_from));
            for (unsigned bit = 0; bit < 16; bit++)
                say_code("key usage", mbedtls_x509_crt_check_key_usage(&crt, 1u << bit));
            say_code("authority", mbedtls_x509_crt_get_ca_istrue(&crt));
        }
        mbedtls_x509_crt_free(&crt);
    }
}

/* -- Broken certificates and keys ---------------------------------------------------------------------------------- */

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
    static const unsigned char tags[] = { 0x30, 0x31, 2, 3, 4, 5, 6, 12, 19, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA3, 0, 0xFF, 1 };

    for (unsigned count = 1 + pick(3); count > 0 && len > 8; count--) {
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

static void broken_certificates(void)
{
    const char *seed = getenv("SEED");

    state = seed != NULL ? strtoull(seed, NULL, 0) | 1 : 0x9E3779B97F4A7C15ull;
    say("seed 0x%llx", state);
    for (size_t i = 0; i < FILES; i++) {
        mbedtls_x509_crt whole;
        unsigned char bytes[4096];

        parse(&whole, files[i]);
        for (unsigned round = 0; whole.version != 0 && round < 400; round++) {
            mbedtls_x509_crt crt;
            size_t len = whole.raw.len;
            int code;

            memcpy(bytes, whole.raw.p, len);
            len = break_bytes(bytes, len);
            mbedtls_x509_crt_init(&crt);
            code = mbedtls_x509_crt_parse_der(&crt, bytes, len);
            if (code != 0)
                say_code("broken", code);
            else
                say("broken -> %016llx", sum_of(&crt));
            mbedtls_x509_crt_free(&crt);
        }
        mbedtls_x509_crt_free(&whole);
    }
}

/* PEM in which a character is changed: the count of what failed, or the code. */
static void broken_pem(void)
{
    size_t len;
    unsigned char *pem = read_file(cert_path("chain.crt"), &len), *copy = malloc(len + 8);

    state = 0x5DEECE66Dull;
    for (unsigned round = 0; round < 1500; round++) {
        mbedtls_x509_crt crt;
        static const char some[] = "-\n\r =A+/!5";
        size_t at = pick((unsigned) len);
        int code, count = 0;

        memcpy(copy, pem, len + 1);
        copy[at] = (unsigned char) some[pick(sizeof some - 1)];
        mbedtls_x509_crt_init(&crt);
        code = mbedtls_x509_crt_parse(&crt, copy, len + 1);
        for (const mbedtls_x509_crt *each = &crt; each != NULL; each = each->next)
            count += each->version != 0;
        say_count("chain", code);
        say("%d certificates", count);
        mbedtls_x509_crt_free(&crt);
    }
    free(copy);
    free(pem);
}

static void keys(void)
{
    static const char *const names[] = {
        "server-p256.key", "server-p384.key", "server-p521.key", "server-rsa.key", "server-p256-pkcs8.key", "server-rsa-pkcs8.key",
        "server-p256-encrypted.key", "server-rsa-encrypted.key", "server-p256.pub", "server-p256.crt", "ed25519.key",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        mbedtls_pk_context pk;

        mbedtls_pk_init(&pk);
        say_code(names[i], mbedtls_pk_parse_keyfile(&pk, cert_path(names[i]), NULL, NULL, NULL));
        say("%s %d %d", mbedtls_pk_get_name(&pk), (int) mbedtls_pk_get_type(&pk), (int) mbedtls_pk_get_bitlen(&pk));
        mbedtls_pk_free(&pk);
        say_code("public", mbedtls_pk_parse_public_keyfile(&pk, cert_path(names[i])));
        say("%s %d %d", mbedtls_pk_get_name(&pk), (int) mbedtls_pk_get_type(&pk), (int) mbedtls_pk_get_bitlen(&pk));
        mbedtls_pk_free(&pk);
    }
}

/* -- Paths --------------------------------------------------------------------------------------------------------- */

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) context;
    say("  depth %d %016llx flags 0x%x", depth, sum_of(crt), (unsigned) *flags);
    return 0;
}

static void check_path(const char *chain_file, const char *ca_file, const char *name)
{
    static const mbedtls_x509_crt_profile *const profiles[] = {
        &mbedtls_x509_crt_profile_default, &mbedtls_x509_crt_profile_suiteb, &mbedtls_x509_crt_profile_none,
    };
    mbedtls_x509_crt chain, ca;

    mbedtls_x509_crt_init(&chain);
    mbedtls_x509_crt_init(&ca);
    if (mbedtls_x509_crt_parse_file(&chain, cert_path(chain_file)) == 0 &&
        mbedtls_x509_crt_parse_file(&ca, cert_path(ca_file)) == 0) {
        for (int i = 0; i < 3; i++) {
            uint32_t flags = 0;
            int code = mbedtls_x509_crt_verify_with_profile(&chain, &ca, NULL, profiles[i], name, &flags,
                                                            i == 0 ? review : NULL, NULL);

            say("%s below %s for %s: 0x%x", chain_file, ca_file, name == NULL ? "anybody" : name, (unsigned) flags);
            say_code("verify", code);
        }
    }
    mbedtls_x509_crt_free(&chain);
    mbedtls_x509_crt_free(&ca);
}

static void paths(void)
{
    static const char *const names[] = { NULL, "localhost", "a.wild.example", "127.0.0.1", "" };

    for (size_t i = 0; i < FILES; i++) {
        for (size_t j = 0; j < FILES; j++)
            check_path(files[i], files[j], names[(i + j) % 5]);
        check_path("chain.crt", files[i], "localhost");
        check_path("chain-too-long.crt", files[i], "localhost");
        check_path(files[i], "chain.crt", "localhost");
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "what-they-say", what_they_say },
        { "broken-certificates", broken_certificates },
        { "broken-pem", broken_pem },
        { "keys", keys },
        { "paths", paths },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
