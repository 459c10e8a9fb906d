/* The names of subjectAltName one by one, addresses in text, and functions that take care of extensions. */
#include "support/check.h"

#include <mbedtls/x509_crt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned char *base;

static void say_buf(const char *what, const mbedtls_x509_buf *buf)
{
    say("  %s: tag 0x%X length %lu at %ld", what, (unsigned) buf->tag, (unsigned long) buf->len,
        buf->p == NULL ? -1L : (long) (buf->p - base));
}

static void say_name(const mbedtls_x509_buf *buf)
{
    mbedtls_x509_subject_alternative_name san;

    memset(&san, 0xA5, sizeof san);
    if (say_code("name", mbedtls_x509_parse_subject_alt_name(buf, &san)) != 0)
        return;
    say("  type %d", san.type);
    if (san.type == MBEDTLS_X509_SAN_OTHER_NAME) {
        say_buf("kind", &san.san.other_name.type_id);
        say_buf("hardware", &san.san.other_name.value.hardware_module_name.oid);
        say_buf("serial", &san.san.other_name.value.hardware_module_name.val);
    } else if (san.type == MBEDTLS_X509_SAN_DIRECTORY_NAME) {
        char text[300];

        for (const mbedtls_x509_name *name = &san.san.directory_name; name != NULL; name = name->next) {
            say_buf("oid", &name->oid);
            say_buf("value", &name->val);
        }
        say_count("text", mbedtls_x509_dn_gets(text, sizeof text, &san.san.directory_name));
        say("%s", text);
    } else {
        say_buf("name", &san.san.unstructured_name);
    }
    mbedtls_x509_free_subject_alt_name(&san);
}

static void of_certificates(void)
{
    static const char *const files[] = { "all-names.crt", "server-p256.crt", "ca-p256.crt" };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        mbedtls_x509_crt crt;
        char text[4096];

        mbedtls_x509_crt_init(&crt);
        say_code(files[i], mbedtls_x509_crt_parse_file(&crt, cert_path(files[i])));
        base = crt.raw.p;
        for (const mbedtls_x509_sequence *each = &crt.subject_alt_names; each != NULL; each = each->next)
            say_name(&each->buf);
        say_count("info", mbedtls_x509_crt_info(text, sizeof text, "", &crt));
        say("%s", text);
        mbedtls_x509_crt_free(&crt);
    }
}

static unsigned long long state;

static unsigned pick(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned) (state >> 24) % below;
}

/* Sound names with bytes changed, under every tag. */
static void broken(void)
{
    mbedtls_x509_crt crt;

    state = 0x9E3779B97F4A7C15ull;
    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_parse_file(&crt, cert_path("all-names.crt"));
    for (const mbedtls_x509_sequence *each = &crt.subject_alt_names; each != NULL; each = each->next) {
        for (int round = 0; round < 2000; round++) {
            unsigned char bytes[256];
            mbedtls_x509_buf buf = each->buf;

            memcpy(bytes, buf.p, buf.len);
            base = buf.p = bytes;
            for (unsigned changes = pick(4); changes > 0 && buf.len > 0; changes--)
                bytes[pick((unsigned) buf.len)] = (unsigned char) (pick(2) ? pick(256) : 0x30 | pick(2));
            if (pick(8) == 0)
                buf.len = pick((unsigned) buf.len + 1);
            if (pick(4) == 0)
                buf.tag = (int) pick(256);
            say_name(&buf);
        }
    }
    mbedtls_x509_crt_free(&crt);
}

static void addresses(void)
{
    static const char *const texts[] = {
        "1.2.3.4", "::1", "1.2.3", "fe80::1%eth0", "1.2.3.4 ", " 1.2.3.4", "::ffff:1.2.3.4", "01.2.3.4", "1.2.3.004", "",
        "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "256.1.1.1", "255.255.255.255", "::", ":", ":1", "1:", "1::", "1:2:3:4:5:6:7::8",
        "12345::", "::1.2.3.4:5", "0x1.2.3.4", "1.2.3.4.5", "1:2:3:4:5:6:1.2.3.4", "[::1]", "abcd::EF01", "1::2::3", "000.0.0.0",
        "0001::", "00001::", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::",
        "::1.2.3", "::1.2.3.400", "g::", "1.2.3.-4", "+1.2.3.4", "1..2.3", ".1.2.3.4", "localhost", "1:::2", "::1 ", "1::8:9:a:b:c:d:e",
        "1:2:3:4:5:6::1.2.3.4", "1:2:3:4:5::1.2.3.4",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        unsigned char address[16] = { 0 };
        size_t len = mbedtls_x509_crt_parse_cn_inet_pton(texts[i], address);

        say("\"%s\": %lu", texts[i], (unsigned long) len);
        say_hex("  address", address, len);
    }
}

/* -- Extensions ---------------------------------------------------------------------------------------------------- */

static int answers[4], asked;
static mbedtls_x509_crt *expected;
static const unsigned char *given;

static int take_care(void *context, const mbedtls_x509_crt *crt, const mbedtls_x509_buf *oid, int critical,
                     const unsigned char *p, const unsigned char *end)
{
    say("  asked, context %d, certificate %d, version %d, extensions 0x%X, critical %d", *(int *) context, crt == expected,
        crt->version, (unsigned) crt->MBEDTLS_PRIVATE(ext_types), critical);
    say_hex("  oid", oid->p, oid->len);
    say("  tag 0x%X at %ld", (unsigned) oid->tag, (long) (oid->p - crt->raw.p));
    say_hex("  value", p, (size_t) (end - p));
    say("  value at %ld of %lu, in what was given %d", (long) (p - crt->raw.p), (unsigned long) crt->raw.len,
        p >= given && p < given + crt->raw.len);
    say("  names %d %d, signature %d", crt->subject.val.p != NULL, crt->issuer.val.p != NULL,
        crt->MBEDTLS_PRIVATE(sig).p != NULL);
    return answers[asked++ % 4];
}

static void extensions(void)
{
    static const char *const files[] = {
        "critical-unknown.crt", "policies.crt", "policies-critical.crt", "all-names.crt", "server-p256.crt",
    };
    static const int codes[] = { 0, 1, -1, MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE };
    int context = 42;

    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        size_t len;
        unsigned char *text = read_file(cert_path(files[f]), &len);
        unsigned char der[2048];
        mbedtls_x509_crt crt;

        /* DER without a parser that might refuse it. */
        {
            static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            const char *at = strchr((char *) text, '\n'), *stop = strstr((char *) text, "-----END");
            unsigned long bits = 0;
            int count = 0;

            len = 0;
            for (; at < stop; at++) {
                const char *found = *at == '\n' || *at == '=' ? NULL : strchr(alphabet, *at);

                if (found == NULL)
                    continue;
                bits = bits << 6 | (unsigned long) (found - alphabet);
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    der[len++] = (unsigned char) (bits >> count);
                }
            }
        }
        given = der;
        for (int i = 0; i < 4 * 4 * 2; i++) {
            int code;

            say("%s, answers 0x%X 0x%X, copy %d", files[f], (unsigned) codes[i / 2 % 4], (unsigned) codes[i / 8], i % 2);
            answers[0] = answers[2] = codes[i / 2 % 4];
            answers[1] = answers[3] = codes[i / 8];
            asked = 0;
            mbedtls_x509_crt_init(&crt);
            expected = &crt;
            code = mbedtls_x509_crt_parse_der_with_ext_cb(&crt, der, len, i % 2, take_care, &context);
            say_code("parse", code);
            say("version %d, extensions 0x%X, borrowed %d", crt.version, (unsigned) crt.MBEDTLS_PRIVATE(ext_types),
                crt.raw.p == der);
            mbedtls_x509_crt_free(&crt);
        }
        say_code("nobody takes care", mbedtls_x509_crt_parse_der_with_ext_cb(&crt, der, len, 1, NULL, NULL));
        mbedtls_x509_crt_free(&crt);
        free(text);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "of-certificates", of_certificates }, { "broken", broken },         { "addresses", addresses },
        { "extensions", extensions },           { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
