/* Making certificates and requests: names from text, every extension, buffers that are too small. With RSA the whole
   output is equal; with ECDSA all but the signature. */
#include "support/check.h"
#include <mbedtls/asn1write.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>
#include <mbedtls/x509_csr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state;

static uint32_t number(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;
static mbedtls_pk_context rsa, p256, p384, public_only, empty;

static void key(mbedtls_pk_context *pk, const char *file)
{
    mbedtls_pk_init(pk);
    if (mbedtls_pk_parse_keyfile(pk, cert_path(file), NULL, mbedtls_ctr_drbg_random, &drbg) != 0)
        fatal("%s", file);
}

static void keys(void)
{
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    if (mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0) != 0)
        fatal("no randomness");
    key(&rsa, "server-rsa.key");
    key(&p256, "server-p256.key");
    key(&p384, "server-p384.key");
    mbedtls_pk_init(&empty);
    mbedtls_pk_init(&public_only);
    if (mbedtls_pk_parse_public_keyfile(&public_only, cert_path("server-p256.pub")) != 0)
        fatal("public key");
}

static void forget_keys(void)
{
    mbedtls_pk_free(&rsa);
    mbedtls_pk_free(&p256);
    mbedtls_pk_free(&p384);
    mbedtls_pk_free(&public_only);
    mbedtls_pk_free(&empty);
    mbedtls_ctr_drbg_free(&drbg);
    mbedtls_entropy_free(&entropy);
}

/* -- Names ------------------------------------------------------------------------------------------------------- */

static void say_names(const char *text)
{
    mbedtls_asn1_named_data *list = NULL;
    char line[700];
    snprintf(line, sizeof line, "[%s]", text);
    say_code(line, mbedtls_x509_string_to_names(&list, text));
    for (const mbedtls_asn1_named_data *node = list; node != NULL; node = node->next) {
        say("  tags %d %d", node->oid.tag, node->val.tag);
        say_hex("  oid", node->oid.p, node->oid.len);
        say_hex("  val", node->val.p, node->val.len);
    }
    mbedtls_asn1_free_named_data_list(&list);
}

static void names(void)
{
    static const char *const texts[] = {
        "CN=a", "CN=a,O=b", "CN=a, O=b", "CN=a,  O=b", "CN=a ,O=b", "CN= a", " CN=a", "CN=a,", "", "CN", "CN=",
        "CN=,O=b", "X=1", "1.2.3=a", "1.2.3=#0c0161", "1.2.3=#0c01", "1.2.3=#0c016162", "1.2.3=#", "1.2.3=#0",
        "1.2.3=#0c", "1.2.3=#0c00", "1.2.3=#300161", "CN=#0c0161", "CN=#a", "CN=\\#a", "CN=a\\,b", "CN=a\\\\",
        "CN=a\\\\,O=b", "CN=a\\41b", "CN=a\\4", "CN=a\\4g", "CN=a\\00b", "CN=a\\", "CN=a\\,", "CN=a\\x", "CN=a\\ b",
        "CN=a\\=b", "CN=a=b", "CN=a\\+b", "CN=a+O=b", "OU=a,OU=b", "OU=a,CN=c,OU=bb", "CN=\xc3\xa9", "cn=a", "CN =a",
        "commonName=x,C=NL,countryName=BE,O=1,organizationName=2,L=1,locality=2,R=a@b,OU=1,organizationalUnitName=2",
        "ST=1", "stateOrProvinceName=1", "emailAddress=a@b", "serialNumber=1", "postalAddress=1", "postalCode=1",
        "dnQualifier=1", "title=1", "surName=1", "SN=2", "givenName=1", "GN=2", "initials=1", "pseudonym=1",
        "generationQualifier=1", "domainComponent=a", "DC=b", "uid=1", "UID=1", "uniqueIdentifier=1", "CN=a;O=b",
        "CN=\"a\"", "CN=a,O", "CN=a,O=", "CN=a,X=b", "CN=a\\2C", "CN=\\2Ca", "2.5.4.3=x", "2.5.4.3=#0c0161",
        "02.5=#0c0161", "1.2.3=#0C0161", "1.2.3=#0c0161 ,CN=b", "CN=#0c0161,O=b", "CN=#0c8101ff", "CN=#0c820001ff",
        "1=#0c0161", ".=#0c0161", "1.=#0c0161", "1.2.=#0c0161", "1.2..=#0c0161", "1..2=#0c0161", "3.1=#0c0161",
        "1.40=#0c0161", "2.999=#0c0161", "2.47.4294967295.128.127.0=#0c0161", "CN=#0c0100", "CN=#040100", "CN=a,,O=b",
        "=a", ",CN=a", "CN=a, ", "CN=\\ ", "CN=#\\", "CN=#0c8061", "CN=#0c850000000001",
    };
    char text[800];

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        say_names(texts[i]);
    for (int len = 254; len <= 258; len++) {
        snprintf(text, sizeof text, "CN=%0*d,O=b", len, 0);
        say_names(text);
        snprintf(text, sizeof text, "CN=#0c82%04x%0*d,O=b", len, 2 * len, 61);
        say_names(text);
    }
    for (int len = 250; len <= 262; len++) {
        snprintf(text, sizeof text, "CN=#0c0161%0*d", 2 * len, 0);
        mbedtls_asn1_named_data *list = NULL;
        say_code("trailing", mbedtls_x509_string_to_names(&list, text));
        mbedtls_asn1_free_named_data_list(&list);
    }
}

static void random_names(void)
{
    static const char *const parts[] = { "CN", "O", "=", "=", "=", ",", ",", ", ", " ", "\\", "\\", "#", "a", "b", "61",
                                         "0c", "01", "00", "1.2", ".", "3", "2.5.4", "+", "\xff", "\"", "C=x", "DC=", "\\," };
    state = 3;
    for (int i = 0; i < 6000; i++) {
        char text[100] = "";
        if (number(3) != 0)
            strcpy(text, number(2) == 0 ? "CN=" : "1.2.3=#0c01");
        for (uint32_t left = number(9); left > 0; left--)
            strcat(text, parts[number(sizeof parts / sizeof parts[0])]);
        say_names(text);
    }
}

static void names_set_twice(void)
{
    mbedtls_x509write_cert crt;
    mbedtls_x509write_csr csr;
    mbedtls_asn1_named_data *list = NULL;

    mbedtls_x509write_crt_init(&crt);
    say_code("subject", mbedtls_x509write_crt_set_subject_name(&crt, "CN=a,O=b"));
    say_code("subject", mbedtls_x509write_crt_set_subject_name(&crt, "CN=c"));
    say_code("subject", mbedtls_x509write_crt_set_subject_name(&crt, "CN=c,X=b"));
    say_code("issuer", mbedtls_x509write_crt_set_issuer_name(&crt, "X=b"));
    mbedtls_x509write_crt_free(&crt);
    mbedtls_x509write_csr_init(&csr);
    say_code("subject", mbedtls_x509write_csr_set_subject_name(&csr, "CN=a,O=b"));
    say_code("subject", mbedtls_x509write_csr_set_subject_name(&csr, "CN="));
    mbedtls_x509write_csr_free(&csr);
    say_code("empty list", mbedtls_x509_string_to_names(&list, "CN=a"));
    say_code("a list", mbedtls_x509_string_to_names(&list, "CN=a"));
    mbedtls_asn1_free_named_data_list(&list);
}

/* -- Certificates ------------------------------------------------------------------------------------------------ */

static void begin(mbedtls_x509write_cert *crt, mbedtls_pk_context *subject, mbedtls_pk_context *issuer)
{
    unsigned char serial[] = { 0x81, 2, 3 };
    mbedtls_x509write_crt_init(crt);
    mbedtls_x509write_crt_set_subject_key(crt, subject);
    mbedtls_x509write_crt_set_issuer_key(crt, issuer);
    mbedtls_x509write_crt_set_md_alg(crt, MBEDTLS_MD_SHA256);
    if (mbedtls_x509write_crt_set_subject_name(crt, "C=NL,O=Example\\, Inc.,CN=example.org,DC=org") != 0 ||
        mbedtls_x509write_crt_set_issuer_name(crt, "CN=Example CA,serialNumber=7") != 0 ||
        mbedtls_x509write_crt_set_serial_raw(crt, serial, sizeof serial) != 0 ||
        mbedtls_x509write_crt_set_validity(crt, "20250101000000", "20491231235959") != 0)
        fatal("a certificate cannot be begun");
}

/* The whole output with RSA, which repeats itself; else the signed part. */
static void say_der(const unsigned char *end, int len, int whole)
{
    mbedtls_x509_crt crt;
    say_count("length is good", len > 0 && (whole || len > 100));
    if (len <= 0)
        return;
    if (whole) {
        say_hex("der", end - len, (size_t) len);
        return;
    }
    mbedtls_x509_crt_init(&crt);
    if (say_code("parse", mbedtls_x509_crt_parse_der(&crt, end - len, (size_t) len)) == 0) {
        say_hex("tbs", crt.tbs.p, crt.tbs.len);
        say_hex("signature algorithm", crt.sig_oid.p, crt.sig_oid.len);
    }
    mbedtls_x509_crt_free(&crt);
}

static void say_crt(const char *what, mbedtls_x509write_cert *crt, int whole)
{
    unsigned char buf[4096];
    int len = mbedtls_x509write_crt_der(crt, buf, sizeof buf, mbedtls_ctr_drbg_random, &drbg);
    if (len < 0)
        say_code(what, len);
    else {
        say("%s", what);
        say_der(buf + sizeof buf, len, whole);
    }
}

static const mbedtls_md_type_t digests[] = { MBEDTLS_MD_NONE,   MBEDTLS_MD_MD5,    MBEDTLS_MD_SHA1,
                                             MBEDTLS_MD_SHA224, MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384,
                                             MBEDTLS_MD_SHA512, MBEDTLS_MD_SHA3_224, MBEDTLS_MD_SHA3_256 };

static void keys_and_digests(void)
{
    static const struct {
        const char *what;
        mbedtls_pk_context *subject, *issuer;
    } pairs[] = { { "rsa by rsa", &rsa, &rsa },       { "p256 by rsa", &p256, &rsa },
                  { "public by rsa", &public_only, &rsa }, { "rsa by p256", &rsa, &p256 },
                  { "p384 by p384", &p384, &p384 },   { "p384 by p256", &p384, &p256 },
                  { "by public", &rsa, &public_only }, { "by none", &rsa, &empty },
                  { "none by rsa", &empty, &rsa } };
    keys();
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        mbedtls_x509write_cert crt;
        begin(&crt, pairs[i].subject, pairs[i].issuer);
        for (size_t d = 0; d < sizeof digests / sizeof digests[0]; d++) {
            mbedtls_x509write_crt_set_md_alg(&crt, digests[d]);
            say("digest %d", (int) digests[d]);
            say_crt(pairs[i].what, &crt, pairs[i].issuer == &rsa);
        }
        mbedtls_x509write_crt_free(&crt);
    }
    forget_keys();
}

static void versions_and_dates(void)
{
    static const char *const dates[] = { "19491231235959", "19500101000000", "20491231235959", "20500101000000",
                                         "99991231235959", "2025010100000",  "202501010000000", "not a date....",
                                         "" };
    mbedtls_x509write_cert crt;
    keys();
    begin(&crt, &rsa, &rsa);
    for (int version = 0; version < 5; version++) {
        mbedtls_x509write_crt_set_version(&crt, version);
        say_crt("version", &crt, 1);
    }
    say_code("basic constraints", mbedtls_x509write_crt_set_basic_constraints(&crt, 1, 3));
    for (int version = 0; version < 3; version++) {
        mbedtls_x509write_crt_set_version(&crt, version);
        say_crt("version with extension", &crt, 1);
    }
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        say_code(dates[i], mbedtls_x509write_crt_set_validity(&crt, dates[i], "20491231235959"));
        say_code(dates[i], mbedtls_x509write_crt_set_validity(&crt, "20491231235959", dates[i]));
        say_crt("dates", &crt, 1);
    }
    mbedtls_x509write_crt_free(&crt);
    mbedtls_x509write_crt_init(&crt);
    say_code("nothing set", mbedtls_x509write_crt_set_validity(&crt, "20250101000000", "20250101000000"));
    mbedtls_x509write_crt_set_issuer_key(&crt, &rsa);
    mbedtls_x509write_crt_set_subject_key(&crt, &rsa);
    mbedtls_x509write_crt_set_md_alg(&crt, MBEDTLS_MD_SHA512);
    say_crt("no names", &crt, 1);
    mbedtls_x509write_crt_free(&crt);
    forget_keys();
}

static void serials(void)
{
    unsigned char serial[24] = { 0 };
    mbedtls_x509write_cert crt;
    keys();
    begin(&crt, &rsa, &rsa);
    for (size_t len = 0; len < 23; len++) {
        for (int first = 0; first < 256; first += 127) {
            serial[0] = (unsigned char) first;
            say_code("serial", mbedtls_x509write_crt_set_serial_raw(&crt, serial, len));
            say_crt("with it", &crt, 1);
        }
    }
    mbedtls_x509write_crt_free(&crt);
    forget_keys();
}

static void say_extension(mbedtls_x509write_cert *crt, const char *oid)
{
    const mbedtls_asn1_named_data *found =
        mbedtls_asn1_find_named_data(crt->MBEDTLS_PRIVATE(extensions), oid, strlen(oid));
    if (found == NULL)
        say("  absent");
    else
        say_hex("  value", found->val.p, found->val.len);
}

static void extensions(void)
{
    static const int lengths[] = { -2, -1, 0, 1, 127, 128, 255, 256, 100000 };
    mbedtls_x509write_cert crt;
    mbedtls_asn1_sequence purposes[3];
    unsigned char long_oid[300];

    keys();
    begin(&crt, &rsa, &p256);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        for (int is_ca = 0; is_ca < 3; is_ca++) {
            say("basic constraints %d %d", is_ca, lengths[i]);
            say_code("set", mbedtls_x509write_crt_set_basic_constraints(&crt, is_ca, lengths[i]));
            say_extension(&crt, MBEDTLS_OID_BASIC_CONSTRAINTS);
        }
    }
    for (unsigned int bits = 0; bits < 0x20000; bits = bits * 2 + (bits % 5 == 0)) {
        say("key usage %x", bits);
        say_code("set", mbedtls_x509write_crt_set_key_usage(&crt, bits));
        say_code("set with others", mbedtls_x509write_crt_set_key_usage(&crt, bits ^ 0x80c1));
        say_extension(&crt, MBEDTLS_OID_KEY_USAGE);
    }
    for (int bits = 0; bits < 256; bits++) {
        say_code("ns cert type", mbedtls_x509write_crt_set_ns_cert_type(&crt, (unsigned char) bits));
        say_extension(&crt, MBEDTLS_OID_NS_CERT_TYPE);
    }
    say_code("subject key", mbedtls_x509write_crt_set_subject_key_identifier(&crt));
    say_extension(&crt, MBEDTLS_OID_SUBJECT_KEY_IDENTIFIER);
    say_code("authority key", mbedtls_x509write_crt_set_authority_key_identifier(&crt));
    say_extension(&crt, MBEDTLS_OID_AUTHORITY_KEY_IDENTIFIER);

    memset(purposes, 0, sizeof purposes);
    memset(long_oid, 0x2a, sizeof long_oid);
    say_code("no purpose", mbedtls_x509write_crt_set_ext_key_usage(&crt, NULL));
    for (int i = 0; i < 3; i++) {
        purposes[i].buf.tag = MBEDTLS_ASN1_OID;
        purposes[i].buf.p = (unsigned char *) MBEDTLS_OID_KP "\x01";
        purposes[i].buf.len = (size_t) (8 - i);
        say_code("purposes", mbedtls_x509write_crt_set_ext_key_usage(&crt, purposes));
        say_extension(&crt, MBEDTLS_OID_EXTENDED_KEY_USAGE);
        if (i < 2)
            purposes[i].next = &purposes[i + 1];
    }
    purposes[1].buf.tag = MBEDTLS_ASN1_OCTET_STRING;
    say_code("a wrong tag", mbedtls_x509write_crt_set_ext_key_usage(&crt, purposes));
    purposes[1].buf.tag = MBEDTLS_ASN1_OID;
    purposes[1].buf.p = long_oid;
    for (size_t len = 220; len < 260; len++) {
        purposes[1].buf.len = len;
        say_code("long", mbedtls_x509write_crt_set_ext_key_usage(&crt, purposes));
    }
    say_code("own", mbedtls_x509write_crt_set_extension(&crt, "\x2a\x03", 2, 0, (const unsigned char *) "\x05\x00", 2));
    say_code("own, critical", mbedtls_x509write_crt_set_extension(&crt, "\x2a\x04", 2, 7, (const unsigned char *) "", 0));
    say_code("own, again", mbedtls_x509write_crt_set_extension(&crt, "\x2a\x03", 2, 1, long_oid, sizeof long_oid));
    say_crt("all of them", &crt, 0);
    mbedtls_x509write_crt_set_issuer_key(&crt, &rsa);
    say_crt("all of them", &crt, 1);
    mbedtls_x509write_crt_free(&crt);

    begin(&crt, &empty, &empty);
    say_code("subject key", mbedtls_x509write_crt_set_subject_key_identifier(&crt));
    say_code("authority key", mbedtls_x509write_crt_set_authority_key_identifier(&crt));
    mbedtls_x509write_crt_free(&crt);
    forget_keys();
}

static void alternative_names(void)
{
    static const struct {
        int type;
        const char *octets;
    } names[] = { { MBEDTLS_X509_SAN_DNS_NAME, "example.org" },  { MBEDTLS_X509_SAN_DNS_NAME, "" },
                  { MBEDTLS_X509_SAN_RFC822_NAME, "a@b.c" },     { MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER, "urn:x" },
                  { MBEDTLS_X509_SAN_IP_ADDRESS, "\x7f\x01\x02\x03" }, { MBEDTLS_X509_SAN_IP_ADDRESS, "abc" },
                  { MBEDTLS_X509_SAN_DIRECTORY_NAME, NULL },     { MBEDTLS_X509_SAN_REGISTERED_ID, "\x2a\x03" },
                  { MBEDTLS_X509_SAN_X400_ADDRESS_NAME, "x" },   { MBEDTLS_X509_SAN_OTHER_NAME, "x" },
                  { 9, "x" },                                     { -1, "x" } };
    mbedtls_asn1_named_data *name = NULL;
    mbedtls_x509_san_list list[3];
    mbedtls_x509write_cert crt;
    mbedtls_x509write_csr csr;

    keys();
    if (mbedtls_x509_string_to_names(&name, "C=NL,CN=a") != 0)
        fatal("a name");
    begin(&crt, &rsa, &rsa);
    mbedtls_x509write_csr_init(&csr);
    for (size_t first = 0; first < sizeof names / sizeof names[0]; first++) {
        for (size_t second = 0; second < sizeof names / sizeof names[0]; second++) {
            size_t chosen[] = { first, second };
            memset(list, 0, sizeof list);
            list[0].next = &list[1];
            for (int i = 0; i < 2; i++) {
                list[i].node.type = names[chosen[i]].type;
                if (names[chosen[i]].octets == NULL) {
                    list[i].node.san.directory_name = *name;
                } else {
                    list[i].node.san.unstructured_name.tag = MBEDTLS_ASN1_UTF8_STRING;
                    list[i].node.san.unstructured_name.p = (unsigned char *) names[chosen[i]].octets;
                    list[i].node.san.unstructured_name.len = strlen(names[chosen[i]].octets);
                }
            }
            say_code("names", mbedtls_x509write_crt_set_subject_alternative_name(&crt, list));
            say_extension(&crt, MBEDTLS_OID_SUBJECT_ALT_NAME);
            say_code("names of a request", mbedtls_x509write_csr_set_subject_alternative_name(&csr, list));
        }
    }
    say_code("no names", mbedtls_x509write_crt_set_subject_alternative_name(&crt, NULL));
    say_extension(&crt, MBEDTLS_OID_SUBJECT_ALT_NAME);
    say_crt("with them", &crt, 1);
    mbedtls_x509write_crt_free(&crt);
    mbedtls_x509write_csr_free(&csr);
    mbedtls_asn1_free_named_data_list(&name);
    forget_keys();
}

static void small_buffers(void)
{
    unsigned char buf[2048];
    mbedtls_x509write_cert crt;
    mbedtls_x509write_csr csr;
    int before[4] = { 1, 1, 1, 1 };

    keys();
    begin(&crt, &p256, &rsa);
    say_code("extension", mbedtls_x509write_crt_set_basic_constraints(&crt, 1, 3));
    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_key(&csr, &rsa);
    mbedtls_x509write_csr_set_md_alg(&csr, MBEDTLS_MD_SHA256);
    say_code("subject", mbedtls_x509write_csr_set_subject_name(&csr, "CN=a"));
    say_code("key usage", mbedtls_x509write_csr_set_key_usage(&csr, 0x80));
    for (size_t size = 0; size < 1300; size++) {
        int codes[4] = { mbedtls_x509write_crt_der(&crt, buf, size, mbedtls_ctr_drbg_random, &drbg),
                         mbedtls_x509write_crt_pem(&crt, buf, size, mbedtls_ctr_drbg_random, &drbg),
                         mbedtls_x509write_csr_der(&csr, buf, size, mbedtls_ctr_drbg_random, &drbg),
                         mbedtls_x509write_csr_pem(&csr, buf, size, mbedtls_ctr_drbg_random, &drbg) };
        for (int i = 0; i < 4; i++) {
            if (codes[i] != before[i]) {
                say("%d with %d bytes", i, (int) size);
                say_count("result", codes[i]);
            }
            before[i] = codes[i];
        }
    }
    say_code("pem", mbedtls_x509write_crt_pem(&crt, buf, sizeof buf, mbedtls_ctr_drbg_random, &drbg));
    say("%s", (char *) buf);
    say_code("pem", mbedtls_x509write_csr_pem(&csr, buf, sizeof buf, mbedtls_ctr_drbg_random, &drbg));
    say("%s", (char *) buf);
    mbedtls_x509write_crt_free(&crt);
    mbedtls_x509write_csr_free(&csr);
    forget_keys();
}

/* -- Requests ---------------------------------------------------------------------------------------------------- */

static void say_csr(const char *what, mbedtls_x509write_csr *csr, int whole)
{
    unsigned char buf[4096], *p = buf, *end = buf + sizeof buf;
    size_t inner;
    int len = mbedtls_x509write_csr_der(csr, buf, sizeof buf, mbedtls_ctr_drbg_random, &drbg);
    if (len < 0 || whole) {
        say_count(what, len);
        if (len > 0)
            say_hex("der", end - len, (size_t) len);
        return;
    }
    say("%s", what);
    p = end - len;
    if (mbedtls_asn1_get_tag(&p, end, &inner, 0x30) != 0 || p + inner != end)
        fatal("no request");
    unsigned char *info = p;
    if (mbedtls_asn1_get_tag(&p, end, &inner, 0x30) != 0)
        fatal("no request information");
    say_hex("info", info, (size_t) (p - info) + inner);
}

static void requests(void)
{
    static mbedtls_pk_context *const all[] = { &rsa, &p256, &p384, &public_only, &empty };
    mbedtls_x509write_csr csr;

    keys();
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        mbedtls_x509write_csr_init(&csr);
        mbedtls_x509write_csr_set_key(&csr, all[k]);
        say("key %d", (int) k);
        for (size_t d = 0; d < sizeof digests / sizeof digests[0]; d++) {
            /* Which of two errors comes first is not told for digests that no certificate uses. */
            if (all[k] == &public_only && digests[d] > MBEDTLS_MD_SHA512)
                continue;
            mbedtls_x509write_csr_set_md_alg(&csr, digests[d]);
            say_csr("request", &csr, all[k] == &rsa);
        }
        mbedtls_x509write_csr_free(&csr);
    }
    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_key(&csr, &rsa);
    mbedtls_x509write_csr_set_md_alg(&csr, MBEDTLS_MD_SHA256);
    say_code("subject", mbedtls_x509write_csr_set_subject_name(&csr, "CN=a,O=b"));
    mbedtls_asn1_named_data *added = mbedtls_asn1_store_named_data(&csr.MBEDTLS_PRIVATE(subject), MBEDTLS_OID_AT_COUNTRY,
                                                                   3, (const unsigned char *) "NL", 2);
    added->val.tag = MBEDTLS_ASN1_PRINTABLE_STRING;
    say_csr("subject added to", &csr, 1);
    for (int bits = 0; bits < 256; bits += 5) {
        say_code("key usage", mbedtls_x509write_csr_set_key_usage(&csr, (unsigned char) bits));
        say_code("type", mbedtls_x509write_csr_set_ns_cert_type(&csr, (unsigned char) (255 - bits)));
        say_csr("request", &csr, 1);
    }
    say_code("own", mbedtls_x509write_csr_set_extension(&csr, "\x2a\x03", 2, 1, (const unsigned char *) "\x05\x00", 2));
    say_csr("request", &csr, 1);
    say_count("no generator", mbedtls_x509write_csr_der(&csr, (unsigned char[4096]) { 0 }, 4096, NULL, NULL));
    mbedtls_x509write_csr_free(&csr);
    forget_keys();
}

static const struct check checks[] = {
    { "names", names },
    { "random-names", random_names },
    { "names-set-twice", names_set_twice },
    { "keys-and-digests", keys_and_digests },
    { "versions-and-dates", versions_and_dates },
    { "serials", serials },
    { "extensions", extensions },
    { "alternative-names", alternative_names },
    { "small-buffers", small_buffers },
    { "requests", requests },
    { NULL, NULL },
};

int main(int argc, char **argv)
{
    return checks_main(argc, argv, checks);
}
