#include "describe.h"
#include "check.h"
#include "corpus.h"

#include <stdio.h>
#include <string.h>

/* All output goes through here: printed, or added up. */
static int adding;
static uint64_t sum;

static void put(const char *line)
{
    if (adding)
        sum = sum_text(sum, line);
    else
        say("%s", line);
}

static void put_number(const char *what, long long number)
{
    char line[128];

    snprintf(line, sizeof line, "  %s %lld", what, number);
    put(line);
}

void say_buf(const char *what, const mbedtls_x509_buf *buf, const unsigned char *base)
{
    char line[128];

    if (buf->p == NULL)
        snprintf(line, sizeof line, "  %s nowhere+%u/%02X", what, (unsigned) buf->len, (unsigned) buf->tag);
    else
        snprintf(line, sizeof line, "  %s %ld+%u/%02X", what, (long) (buf->p - base), (unsigned) buf->len,
                 (unsigned) buf->tag);
    put(line);
}

void say_names(const char *what, const mbedtls_x509_name *name, const unsigned char *base)
{
    for (; name != NULL; name = name->next) {
        put(what);
        say_buf("oid", &name->oid, base);
        say_buf("value", &name->val, base);
        put_number("merged", name->MBEDTLS_PRIVATE(next_merged));
    }
}

void say_sequence(const char *what, const mbedtls_x509_sequence *list, const unsigned char *base)
{
    for (; list != NULL; list = list->next)
        say_buf(what, &list->buf, base);
}

void say_time(const char *what, const mbedtls_x509_time *time)
{
    char line[128];

    snprintf(line, sizeof line, "  %s %d-%d-%d %d:%d:%d", what, time->year, time->mon, time->day, time->hour,
             time->min, time->sec);
    put(line);
}

void say_key(const mbedtls_pk_context *pk)
{
    char line[128];

    snprintf(line, sizeof line, "  key %s, type %d, %u bits, %u bytes, can %d%d%d%d%d", mbedtls_pk_get_name(pk),
             (int) mbedtls_pk_get_type(pk), (unsigned) mbedtls_pk_get_bitlen(pk), (unsigned) mbedtls_pk_get_len(pk),
             mbedtls_pk_can_do(pk, MBEDTLS_PK_RSA), mbedtls_pk_can_do(pk, MBEDTLS_PK_ECKEY),
             mbedtls_pk_can_do(pk, MBEDTLS_PK_ECKEY_DH), mbedtls_pk_can_do(pk, MBEDTLS_PK_ECDSA),
             mbedtls_pk_can_do(pk, MBEDTLS_PK_RSASSA_PSS));
    put(line);
}

static void say_text(const char *what, int code, const char *text)
{
    char line[64];

    snprintf(line, sizeof line, "  %s -> %d", what, code);
    put(line);
    if (code > 0)
        put(text);
}

static void fields(const mbedtls_x509_crt *crt)
{
    const unsigned char *base = crt->raw.p;

    say_buf("raw", &crt->raw, base);
    say_buf("tbs", &crt->tbs, base);
    put_number("version", crt->version);
    say_buf("serial", &crt->serial, base);
    say_buf("sig_oid", &crt->sig_oid, base);
    say_buf("issuer_raw", &crt->issuer_raw, base);
    say_buf("subject_raw", &crt->subject_raw, base);
    say_names("issuer", &crt->issuer, base);
    say_names("subject", &crt->subject, base);
    say_time("from", &crt->valid_from);
    say_time("to", &crt->valid_to);
    say_buf("pk_raw", &crt->pk_raw, base);
    say_key(&crt->pk);
    say_buf("issuer_id", &crt->issuer_id, base);
    say_buf("subject_id", &crt->subject_id, base);
    say_buf("v3_ext", &crt->v3_ext, base);
    say_sequence("name", &crt->subject_alt_names, base);
    say_buf("subject_key_id", &crt->subject_key_id, base);
    say_buf("authority key", &crt->authority_key_id.keyIdentifier, base);
    say_sequence("authority issuer", &crt->authority_key_id.authorityCertIssuer, base);
    say_buf("authority serial", &crt->authority_key_id.authorityCertSerialNumber, base);
    say_sequence("policy", &crt->certificate_policies, base);
    put_number("ext_types", crt->MBEDTLS_PRIVATE(ext_types));
    put_number("ca_istrue", crt->MBEDTLS_PRIVATE(ca_istrue));
    put_number("max_pathlen", crt->MBEDTLS_PRIVATE(max_pathlen));
    put_number("key_usage", crt->MBEDTLS_PRIVATE(key_usage));
    say_sequence("purpose", &crt->ext_key_usage, base);
    put_number("ns_cert_type", crt->MBEDTLS_PRIVATE(ns_cert_type));
    say_buf("sig", &crt->MBEDTLS_PRIVATE(sig), base);
    put_number("sig_md", crt->MBEDTLS_PRIVATE(sig_md));
    put_number("sig_pk", crt->MBEDTLS_PRIVATE(sig_pk));
}

static void texts(const mbedtls_x509_crt *crt)
{
    char text[20000];

    say_text("info", mbedtls_x509_crt_info(text, sizeof text, "    ", crt), text);
    say_text("info without room", mbedtls_x509_crt_info(text, 100, "", crt), text);
    say_text("subject", mbedtls_x509_dn_gets(text, sizeof text, &crt->subject), text);
    /* Of the kind of a broken attribute that does not fit one may say either. */
    if (!adding)
        say_text("subject without room", mbedtls_x509_dn_gets(text, 12, &crt->subject), text);
    say_text("issuer", mbedtls_x509_dn_gets(text, sizeof text, &crt->issuer), text);
    say_text("serial", mbedtls_x509_serial_gets(text, sizeof text, &crt->serial), text);
    say_text("serial without room", mbedtls_x509_serial_gets(text, 20, &crt->serial), text);
}

static void usages(const mbedtls_x509_crt *crt)
{
    unsigned bit;

    put_number("authority", mbedtls_x509_crt_get_ca_istrue(crt));
    for (bit = 0; bit < 16; bit++)
        put_number("usage", mbedtls_x509_crt_check_key_usage(crt, 1u << bit));
    put_number("server", mbedtls_x509_crt_check_extended_key_usage(crt, "\x2b\x06\x01\x05\x05\x07\x03\x01", 8));
    put_number("client", mbedtls_x509_crt_check_extended_key_usage(crt, "\x2b\x06\x01\x05\x05\x07\x03\x02", 8));
    put_number("past", mbedtls_x509_time_is_past(&crt->valid_to));
    put_number("future", mbedtls_x509_time_is_future(&crt->valid_from));
}

void say_certificate(const mbedtls_x509_crt *crt)
{
    fields(crt);
    texts(crt);
    usages(crt);
}

uint64_t sum_certificate(const mbedtls_x509_crt *crt)
{
    adding = 1;
    sum = SUM;
    say_certificate(crt);
    adding = 0;
    return sum;
}
