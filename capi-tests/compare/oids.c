/* oid.h: every object identifier that the header names, all numbers back, and dotted forms. */
#include "support/check.h"
#include <mbedtls/cipher.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/platform.h>
#include <string.h>

static uint32_t state;

static uint32_t number(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static void look_up(const char *name, const char *bytes, size_t len)
{
    mbedtls_asn1_buf oid = { MBEDTLS_ASN1_OID, len, (unsigned char *) bytes };
    const char *words = "";
    int type = -1;
    mbedtls_pk_type_t pk = MBEDTLS_PK_NONE;
    mbedtls_md_type_t md = MBEDTLS_MD_NONE;
    mbedtls_cipher_type_t cipher = MBEDTLS_CIPHER_NONE;
    mbedtls_ecp_group_id group = MBEDTLS_ECP_DP_NONE;
    char text[300] = "";

    say("%s", name);
    say_count("numeric", mbedtls_oid_get_numeric_string(text, sizeof text, &oid));
    say("%s", text);
#define LOOK(call, format, ...)                                                                   \
    do {                                                                                          \
        int code = (call);                                                                        \
        if (code != -0x2E)                                                                        \
            say_code(#call, code);                                                                \
        if (code == 0)                                                                            \
            say(format, __VA_ARGS__);                                                             \
    } while (0)
    LOOK(mbedtls_oid_get_x509_ext_type(&oid, &type), "%x", (unsigned) type);
    LOOK(mbedtls_oid_get_attr_short_name(&oid, &words), "%s", words);
    LOOK(mbedtls_oid_get_pk_alg(&oid, &pk), "%d", (int) pk);
    LOOK(mbedtls_oid_get_ec_grp(&oid, &group), "%d", (int) group);
    LOOK(mbedtls_oid_get_ec_grp_algid(&oid, &group), "%d", (int) group);
    LOOK(mbedtls_oid_get_sig_alg(&oid, &md, &pk), "%d %d", (int) md, (int) pk);
    LOOK(mbedtls_oid_get_sig_alg_desc(&oid, &words), "%s", words);
    LOOK(mbedtls_oid_get_md_hmac(&oid, &md), "%d", (int) md);
    LOOK(mbedtls_oid_get_md_alg(&oid, &md), "%d", (int) md);
    LOOK(mbedtls_oid_get_extended_key_usage(&oid, &words), "%s", words);
    LOOK(mbedtls_oid_get_certificate_policies(&oid, &words), "%s", words);
    LOOK(mbedtls_oid_get_cipher_alg(&oid, &cipher), "%d", (int) cipher);
    LOOK(mbedtls_oid_get_pkcs12_pbe_alg(&oid, &md, &cipher), "%d %d", (int) md, (int) cipher);
}

static void all_names(void)
{
#define NAME(name) look_up(#name, MBEDTLS_OID_##name, MBEDTLS_OID_SIZE(MBEDTLS_OID_##name));
#include "support/oids.inc"
    look_up("empty", "", 0);
}

static const char *found;
static size_t found_len;

static void say_found(const char *what, int first, int second, int code)
{
    if (code == -0x2E)
        return;
    say("%s %d %d", what, first, second);
    say_code("code", code);
    say_hex("oid", (const unsigned char *) found, found_len);
    say("%d", (int) (strlen(found) <= found_len));
}

static void by_number(void)
{
    for (int i = -1; i < 40; i++) {
        say_found("key", i, 0, mbedtls_oid_get_oid_by_pk_alg((mbedtls_pk_type_t) i, &found, &found_len));
        say_found("curve", i, 0, mbedtls_oid_get_oid_by_ec_grp((mbedtls_ecp_group_id) i, &found, &found_len));
        say_found("algorithm", i, 0, mbedtls_oid_get_oid_by_ec_grp_algid((mbedtls_ecp_group_id) i, &found, &found_len));
        say_found("digest", i, 0, mbedtls_oid_get_oid_by_md((mbedtls_md_type_t) i, &found, &found_len));
        for (int key = -1; key < 9; key++)
            say_found("signature", key, i,
                      mbedtls_oid_get_oid_by_sig_alg((mbedtls_pk_type_t) key, (mbedtls_md_type_t) i, &found, &found_len));
    }
}

static void numeric(void)
{
    static const unsigned char starts[] = { 0x2a, 0x55, 0x88, 0x80, 0xff, 0x7f };
    state = 9;
    for (int i = 0; i < 3000; i++) {
        unsigned char bytes[12];
        mbedtls_asn1_buf oid = { MBEDTLS_ASN1_OID, number(9), bytes };
        char text[60];
        size_t size = number(3) == 0 ? number(30) : sizeof text;
        for (size_t at = 0; at < oid.len; at++)
            bytes[at] = number(3) == 0 ? starts[number(6)] : (unsigned char) number(256);
        memset(text, 0, sizeof text);
        int code = mbedtls_oid_get_numeric_string(text, size, &oid);
        say_count("numeric", code);
        if (code >= 0)
            say("%s", text);
    }
}

static void from_text(const char *text, size_t len)
{
    mbedtls_asn1_buf oid = { 77, 77, (unsigned char *) "x" };
    say("[%.*s]", (int) len, text);
    if (say_code("from", mbedtls_oid_from_numeric_string(&oid, text, len)) == 0) {
        say("tag %d", oid.tag);
        say_hex("oid", oid.p, oid.len);
        mbedtls_free(oid.p);
    }
}

static void from_numeric(void)
{
    static const char *const texts[] = { "", ".", "1", "1.", "1.2", "1.2.", "1.2..", "1..2", ".1.2", "3.1", "0.39", "0.40",
                                         "1.39", "1.40", "2.40", "2.999.3", "2.4294967215.1", "2.4294967216.1",
                                         "1.2.4294967295", "1.2.42949672960", "1.2.99999999999999999999", "1.2x", "1 .2",
                                         "-1.2", "1.+2", "00001.00002.00003" };
    static const char *const parts[] = { "1", "2", "0", ".", ".", ".", "39", "127", "128", "16384", "4294967295", "x" };
    char text[600];

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        from_text(texts[i], strlen(texts[i]));
    state = 21;
    for (int i = 0; i < 3000; i++) {
        strcpy(text, number(2) == 0 ? "1.2" : "2.5.");
        for (uint32_t left = number(7); left > 0; left--)
            strcat(text, parts[number(sizeof parts / sizeof parts[0])]);
        from_text(text, strlen(text) - number(2));
    }
    for (int components = 126; components < 131; components++) {
        strcpy(text, "1");
        for (int i = 1; i < components; i++)
            strcat(text, ".1");
        from_text(text, strlen(text));
        strcat(text, ".");
        from_text(text, strlen(text));
    }
}

static const struct check checks[] = {
    { "all-names", all_names },
    { "by-number", by_number },
    { "numeric", numeric },
    { "from-numeric", from_numeric },
    { NULL, NULL },
};

int main(int argc, char **argv)
{
    return checks_main(argc, argv, checks);
}
