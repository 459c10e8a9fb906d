/* Reading requests: sound ones of several kinds, PEM, and many that are spoilt. */
#include "support/check.h"
#include <mbedtls/asn1write.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_csr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many spoilt requests of each kind are looked at; a whole run of this program takes seconds. */
#ifndef SPOILT
#define SPOILT 3000
#endif

static uint32_t state;

static uint32_t number(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static int rng(void *context, unsigned char *output, size_t size)
{
    (void) context;
    memset(output, 0x5a, size);
    return 0;
}

static unsigned char request[2048];
static size_t request_len;

/* Puts a signature that is the same with both libraries behind what is signed; nobody checks it. */
static void sign_again(const unsigned char *info, size_t len, const char *oid, int null)
{
    unsigned char buf[2048], *p = buf + sizeof buf;
    static const unsigned char signature[64] = { 0x30, 62, 2, 29 };
    int total = 0, n;
#define ADD(f)                                                                                    \
    do {                                                                                          \
        if ((n = (f)) < 0)                                                                        \
            fatal("no request");                                                                  \
        total += n;                                                                               \
    } while (0)
    ADD(mbedtls_asn1_write_bitstring(&p, buf, signature, 8 * sizeof signature));
    ADD(mbedtls_asn1_write_algorithm_identifier_ext(&p, buf, oid, strlen(oid), 0, null));
    ADD(mbedtls_asn1_write_raw_buffer(&p, buf, info, len));
    ADD(mbedtls_asn1_write_len(&p, buf, (size_t) total));
    ADD(mbedtls_asn1_write_tag(&p, buf, 0x30));
    request_len = (size_t) (buf + sizeof buf - p);
    memcpy(request, p, request_len);
}

static void make(int kind)
{
    static const char *const keys[] = { "server-p256.key", "server-rsa.key", "server-p384.key" };
    unsigned char buf[2048], *end = buf + sizeof buf, *p;
    mbedtls_pk_context key;
    mbedtls_x509write_csr csr;
    mbedtls_x509_san_list names[3];
    mbedtls_asn1_named_data *directory = NULL;
    size_t len;
    int written;

    mbedtls_pk_init(&key);
    if (mbedtls_pk_parse_keyfile(&key, cert_path(keys[kind % 3]), NULL, rng, NULL) != 0)
        fatal("key");
    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_key(&csr, &key);
    mbedtls_x509write_csr_set_md_alg(&csr, MBEDTLS_MD_SHA256);
    if (mbedtls_x509write_csr_set_subject_name(&csr, kind == 3 ? "CN=\\C3\\A9\\,x,1.2.3=#0c0161" : "C=NL,CN=example.org") != 0)
        fatal("subject");
    if (kind != 2) {
        mbedtls_x509write_csr_set_key_usage(&csr, 0xa4);
        mbedtls_x509write_csr_set_ns_cert_type(&csr, 0x41);
        mbedtls_x509write_csr_set_extension(&csr, "\x55\x1d\x13", 3, kind == 4, (const unsigned char *) "\x30\x00", 2);
        mbedtls_x509write_csr_set_extension(&csr, "\x2a\x03", 2, kind == 5, (const unsigned char *) "\x05\x00", 2);
        memset(names, 0, sizeof names);
        names[0].node.type = MBEDTLS_X509_SAN_DNS_NAME;
        names[0].node.san.unstructured_name.p = (unsigned char *) "example.org";
        names[0].node.san.unstructured_name.len = 11;
        names[0].next = &names[1];
        names[1].node.type = MBEDTLS_X509_SAN_IP_ADDRESS;
        names[1].node.san.unstructured_name.p = (unsigned char *) "\x7f\x01\x02\x03";
        names[1].node.san.unstructured_name.len = 4;
        if (mbedtls_x509_string_to_names(&directory, "CN=a,O=b") != 0)
            fatal("directory name");
        names[1].next = &names[2];
        names[2].node.type = MBEDTLS_X509_SAN_DIRECTORY_NAME;
        names[2].node.san.directory_name = *directory;
        if (mbedtls_x509write_csr_set_subject_alternative_name(&csr, names) != 0)
            fatal("names");
    }
    written = mbedtls_x509write_csr_der(&csr, buf, sizeof buf, rng, NULL);
    if (written < 0)
        fatal("write");
    p = end - written;
    if (mbedtls_asn1_get_tag(&p, end, &len, 0x30) != 0)
        fatal("request");
    unsigned char *info = p;
    if (mbedtls_asn1_get_tag(&p, end, &len, 0x30) != 0)
        fatal("information");
    if (kind % 3 == 1)
        sign_again(info, (size_t) (p - info) + len, MBEDTLS_OID_PKCS1_SHA256, 1);
    else
        sign_again(info, (size_t) (p - info) + len, MBEDTLS_OID_ECDSA_SHA256, 0);
    mbedtls_asn1_free_named_data_list(&directory);
    mbedtls_x509write_csr_free(&csr);
    mbedtls_pk_free(&key);
}

static void say_buf(const char *what, const mbedtls_x509_buf *buf)
{
    say("%s tag %x", what, (unsigned) buf->tag);
    say_hex(what, buf->p, buf->len);
}

static void say_request(const mbedtls_x509_csr *csr)
{
    char text[2000];
    say_buf("raw", &csr->raw);
    say_buf("cri", &csr->cri);
    say("version %d", csr->version);
    say_buf("subject", &csr->subject_raw);
    for (const mbedtls_x509_name *name = &csr->subject; name != NULL; name = name->next) {
        say_buf("oid", &name->oid);
        say_buf("val", &name->val);
    }
    say("key %d, %d bits", (int) mbedtls_pk_get_type(&csr->pk), (int) mbedtls_pk_get_bitlen(&csr->pk));
    say("usage %x, type %x, extensions %x", csr->key_usage, csr->ns_cert_type, csr->MBEDTLS_PRIVATE(ext_types));
    for (const mbedtls_x509_sequence *name = &csr->subject_alt_names; name != NULL; name = name->next)
        say_buf("name", &name->buf);
    say_buf("signature algorithm", &csr->sig_oid);
    say_buf("signature", &csr->MBEDTLS_PRIVATE(sig));
    say("by %d over %d", (int) csr->MBEDTLS_PRIVATE(sig_pk), (int) csr->MBEDTLS_PRIVATE(sig_md));
    say_count("info", mbedtls_x509_csr_info(text, sizeof text, "> ", csr));
    say("%s", text);
    for (size_t size = 0; size < 400; size += 23) {
        memset(text, 0x55, sizeof text);
        say_count("short", mbedtls_x509_csr_info(text, size, "", csr));
    }
}

static void sound(void)
{
    for (int kind = 0; kind < 6; kind++) {
        mbedtls_x509_csr csr;
        make(kind);
        mbedtls_x509_csr_init(&csr);
        if (say_code("parse_der", mbedtls_x509_csr_parse_der(&csr, request, request_len)) == 0)
            say_request(&csr);
        mbedtls_x509_csr_free(&csr);
        say_code("parse", mbedtls_x509_csr_parse(&csr, request, request_len));
        mbedtls_x509_csr_free(&csr);
        for (size_t len = 0; len < request_len; len += 17) {
            say_code("cut", mbedtls_x509_csr_parse_der(&csr, request, len));
            say("version %d", csr.version);
        }
        say_code("longer", mbedtls_x509_csr_parse_der(&csr, request, request_len + 1));
    }
}

static int answer;

static int ask(void *context, mbedtls_x509_csr const *csr, mbedtls_x509_buf const *oid, int critical,
               const unsigned char *p, const unsigned char *end)
{
    say("asked: %d, critical %d, version %d, key %d", context == &answer, critical, csr->version,
        (int) mbedtls_pk_get_type(&csr->pk));
    say_buf("oid", oid);
    say_hex("value", p, (size_t) (end - p));
    return answer;
}

static void callback(void)
{
    static const int answers[] = { 0, -7, 7 };
    for (int kind = 0; kind < 6; kind++) {
        make(kind);
        for (int i = 0; i < 3; i++) {
            mbedtls_x509_csr csr;
            answer = answers[i];
            int code = mbedtls_x509_csr_parse_der_with_ext_cb(&csr, request, request_len, ask, &answer);
            say_count("parse", code);
            if (code == 0)
                say_request(&csr);
            mbedtls_x509_csr_free(&csr);
            request[request_len - 67] ^= 1;
            say_count("parse spoilt", mbedtls_x509_csr_parse_der_with_ext_cb(&csr, request, request_len, ask, &answer));
            request[request_len - 67] ^= 1;
        }
        mbedtls_x509_csr csr;
        say_count("no callback", mbedtls_x509_csr_parse_der_with_ext_cb(&csr, request, request_len, NULL, NULL));
        mbedtls_x509_csr_free(&csr);
    }
}

static void say_pem(const char *what, const char *text, size_t len)
{
    mbedtls_x509_csr csr;
    say_code(what, mbedtls_x509_csr_parse(&csr, (const unsigned char *) text, len));
    say("version %d", csr.version);
    mbedtls_x509_csr_free(&csr);
}

static void pem(void)
{
    static const char *const labels[] = { "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "CERTIFICATE", "X" };
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char body[3000], text[4000];
    size_t at = 0;
    mbedtls_x509_csr csr;

    make(0);
    while (request_len % 3 != 0)
        request[request_len++] = 0;
    /* What is not a multiple of three is too long, and told so; the last of these kinds is. */
    for (size_t i = 0; i < request_len; i += 3) {
        unsigned triple = (unsigned) request[i] << 16 | (unsigned) request[i + 1] << 8 | request[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            body[at++] = alphabet[triple >> shift & 63];
        if (i % 48 == 45)
            body[at++] = '\n';
    }
    body[at] = 0;
    for (size_t i = 0; i < 4; i++) {
        int len = snprintf(text, sizeof text, "before\n-----BEGIN %s-----\n%s\n-----END %s-----\nafter\n", labels[i], body,
                           labels[i]);
        say_pem(labels[i], text, (size_t) len + 1);
        say_pem("without NUL", text, (size_t) len);
        text[60] = '!';
        say_pem("a wrong character", text, (size_t) len + 1);
        text[60] = 0;
        say_pem("a NUL", text, (size_t) len + 1);
    }
    snprintf(text, sizeof text, "-----BEGIN %s-----\n%s\n", labels[0], body);
    say_pem("no end", text, strlen(text) + 1);
    say_pem("empty", "", 1);
    say_pem("nothing", "", 0);
    say_code("no file", mbedtls_x509_csr_parse_file(&csr, cert_path("nowhere.csr")));
    say_code("another file", mbedtls_x509_csr_parse_file(&csr, cert_path("leaf.crt")));
}

static void spoilt(void)
{
    for (int kind = 0; kind < 6; kind++) {
        uint64_t sum = 14695981039346656037u;
        int accepted = 0;
        make(kind);
        state = 17;
        for (int i = 0; i < SPOILT; i++) {
            unsigned char copy[2048 + 8];
            size_t len = request_len;
            mbedtls_x509_csr csr;
            char text[2000] = "";
            memcpy(copy, request, len);
            for (uint32_t left = 1 + number(3); left > 0; left--) {
                size_t place = number(2) == 0 ? number((uint32_t) len) : number(len > 180 ? 180 : (uint32_t) len);
                switch (number(5)) {
                case 0:
                    copy[place] = (unsigned char) number(256);
                    break;
                case 1:
                    copy[place] ^= (unsigned char) (1u << number(8));
                    break;
                case 2:
                    copy[place] = (unsigned char) (copy[place] + 1);
                    break;
                case 3:
                    copy[place] = (unsigned char) (copy[place] - 1);
                    break;
                default:
                    if (number(4) == 0)
                        len = 1 + number((uint32_t) len);
                }
            }
            int code = mbedtls_x509_csr_parse_der(&csr, copy, len), written = 0;
            if (code == 0) {
                accepted++;
                written = mbedtls_x509_csr_info(text, sizeof text, "", &csr);
            }
            if (getenv("EACH") != NULL)
                say("%d %d: %x %d %s", kind, i, (unsigned) -code, written, code == 0 ? text : "");
            sum = (sum ^ (uint64_t) (unsigned) code) * 1099511628211u;
            sum = (sum ^ (uint64_t) (unsigned) written) * 1099511628211u;
            for (const char *c = text; *c != 0; c++)
                sum = (sum ^ (unsigned char) *c) * 1099511628211u;
            mbedtls_x509_csr_free(&csr);
        }
        say("kind %d: %d accepted, %016llx", kind, accepted, (unsigned long long) sum);
    }
}

static const struct check checks[] = {
    { "sound", sound },
    { "callback", callback },
    { "pem", pem },
    { "spoilt", spoilt },
    { NULL, NULL },
};

int main(int argc, char **argv)
{
    return checks_main(argc, argv, checks);
}
