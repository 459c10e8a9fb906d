/* pk.h, pem.h, base64.h: encrypted keys with right and wrong passwords, keys written, blocks and texts by themselves. */
#include "support/check.h"
#include "support/rng.h"

#include <mbedtls/base64.h>
#include <mbedtls/pem.h>
#include <mbedtls/pk.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const encrypted[] = {
    "server-p256-encrypted.key",         "server-rsa-encrypted.key",          "encrypted-pbes2-des-sha1.key",
    "encrypted-pbes2-des3-sha224.key",   "encrypted-pbes2-aes128-sha256.key", "encrypted-pbes2-aes192-sha384.key",
    "encrypted-pbes2-aes256-sha512.key", "encrypted-pkcs12-des3.key",         "encrypted-pkcs12-des2.key",
    "encrypted-pem-des.key",             "encrypted-pem-des3.key",            "encrypted-pem-aes192.key",
    "encrypted-pem-aes256.key",          "encrypted-pbes2-rc2.key",           "encrypted-pbes2-md5.key",
    "encrypted-scrypt.key",              "encrypted-pbes1-md5-des.key",       "encrypted-pem-camellia.key",
};

#define FILES (sizeof(encrypted) / sizeof(encrypted[0]))

static int parse(const char *what, const unsigned char *bytes, size_t len, const unsigned char *password, size_t pwdlen)
{
    mbedtls_pk_context key;
    int code;

    mbedtls_pk_init(&key);
    code = say_code(what, mbedtls_pk_parse_key(&key, bytes, len, password, pwdlen, rng, NULL));
    if (code == 0)
        say("  type %d, %u bits", (int) mbedtls_pk_get_type(&key), (unsigned) mbedtls_pk_get_bitlen(&key));
    mbedtls_pk_free(&key);
    return code;
}

/* The bytes of the first block of a file. */
static unsigned char *der_of(const unsigned char *text, size_t *len)
{
    const char *body = strchr((const char *) text, '\n'), *end = strstr((const char *) text, "-----END");
    unsigned char *der = malloc((size_t) (end - body));

    if (der == NULL ||
        mbedtls_base64_decode(der, (size_t) (end - body), len, (const unsigned char *) body, (size_t) (end - body)) != 0)
        fatal("no base64");
    return der;
}

static void passwords(void)
{
    static const char *const tries[] = { "secret", "Secret", "secre", "secret ", "", "0123456789012345678901234567890",
                                         "01234567890123456789012345678901" };
    size_t i, j, len, der_len;

    for (i = 0; i < FILES; i++) {
        unsigned char *text = read_file(cert_path(encrypted[i]), &len);

        say("-- %s", encrypted[i]);
        parse("no password", text, len + 1, NULL, 0);
        for (j = 0; j < sizeof(tries) / sizeof(tries[0]); j++)
            parse(tries[j], text, len + 1, (const unsigned char *) tries[j], strlen(tries[j]));
        if (strstr((const char *) text, "BEGIN ENCRYPTED") != NULL) {
            unsigned char *der = der_of(text, &der_len);

            say("-- in DER");
            parse("no password", der, der_len, NULL, 0);
            for (j = 0; j < sizeof(tries) / sizeof(tries[0]); j++)
                parse(tries[j], der, der_len, (const unsigned char *) tries[j], strlen(tries[j]));
            free(der);
        }
        free(text);
    }
}

/* Each byte before the encrypted content changed, and each length cut. */
static void damage(void)
{
    size_t i, j, len, der_len;

    for (i = 2; i < 9; i += 2) {
        unsigned char *text = read_file(cert_path(encrypted[i]), &len), *der = der_of(text, &der_len);
        char block[1024];
        size_t block_len;

        say("-- %s", encrypted[i]);
        for (j = 0; j < 110 && j < der_len; j++) {
            char what[64];

            /* Iterations are two bytes behind the salt; more of them take too long. */
            der[j] ^= 4;
            snprintf(what, sizeof what, "byte %u", (unsigned) j);
            parse(what, der, der_len, (const unsigned char *) "secret", 6);
            if (mbedtls_pem_write_buffer("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", "-----END ENCRYPTED PRIVATE KEY-----\n",
                                         der, der_len, (unsigned char *) block, sizeof block, &block_len) != 0)
                fatal("no room");
            parse("  in PEM", (unsigned char *) block, block_len, (const unsigned char *) "secret", 6);
            der[j] ^= 4;
        }
        for (j = 0; j < der_len; j += 5)
            parse("cut", der, j, (const unsigned char *) "secret", 6);
        free(der);
        free(text);
    }
}

static void written(void)
{
    static const char *const keys[] = { "server-p256.key",       "server-p384.key",      "server-rsa.key", "rsa1024.key",
                                        "server-p256-pkcs8.key", "server-rsa-pkcs8.key", NULL };
    static const size_t sizes[] = { 4096, 1192, 1191, 608, 300, 294, 167, 121, 120, 91, 90, 20, 1, 0 };
    size_t i, j;

    for (i = 0; keys[i] != NULL; i++) {
        mbedtls_pk_context key;

        mbedtls_pk_init(&key);
        say_code(keys[i], mbedtls_pk_parse_keyfile(&key, cert_path(keys[i]), NULL, rng, NULL));
        for (j = 0; j < sizeof(sizes) / sizeof(sizes[0]); j++) {
            unsigned char buf[4096], *p = buf + sizes[j];
            int n;

            say("-- %u bytes", (unsigned) sizes[j]);
            memset(buf, 0xA5, sizeof buf);
            n = say_count("key DER", mbedtls_pk_write_key_der(&key, buf, sizes[j]));
            if (n > 0)
                say_hex("key", buf + sizes[j] - n, (size_t) n);
            n = say_count("public DER", mbedtls_pk_write_pubkey_der(&key, buf, sizes[j]));
            if (n > 0)
                say_hex("public", buf + sizes[j] - n, (size_t) n);
            if (say_code("key PEM", mbedtls_pk_write_key_pem(&key, buf, sizes[j])) == 0)
                say("%s", (char *) buf);
            if (say_code("public PEM", mbedtls_pk_write_pubkey_pem(&key, buf, sizes[j])) == 0)
                say("%s", (char *) buf);
            n = say_count("bare public key", mbedtls_pk_write_pubkey(&p, buf, &key));
            if (n > 0)
                say_hex("bare", p, (size_t) n);
        }
        mbedtls_pk_free(&key);
    }
}

static void subpubkeys(void)
{
    mbedtls_pk_context key;
    unsigned char der[128], *p;
    size_t i;
    int n;

    mbedtls_pk_init(&key);
    say_code("key", mbedtls_pk_parse_keyfile(&key, cert_path("server-p256.key"), NULL, rng, NULL));
    memset(der, 0, sizeof der);
    n = mbedtls_pk_write_pubkey_der(&key, der, 100);
    mbedtls_pk_free(&key);
    for (i = 0; i <= (size_t) n + 3; i++) {
        p = der + 100 - n;
        mbedtls_pk_init(&key);
        if (say_code("parse", mbedtls_pk_parse_subpubkey(&p, der + 100 - n + i, &key)) == 0)
            say("  %u bits, %u bytes left", (unsigned) mbedtls_pk_get_bitlen(&key), (unsigned) (der + 100 - n + i - p));
        mbedtls_pk_free(&key);
    }
}

static void blocks(void)
{
    static const char *const texts[] = {
        "", "A", "A\nZm9v\nB", "A \r\nZm9v\r\nB \r\n", "A\n\nB", "A\nB", "AZm9vB", "B\nA\nZm9v\nB", "A\nZm9\nB",
        "A\nZm9v\nB\nA\nYmFy\nB", "A\nZm9v \n Ym\nB", "A\nZg==\nB",
        "A\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899aabbccddeeff\n\nZm9v\nB",
        "A\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,0011223344556677\n\nZm9vYmFyYmE=\nB",
        "A\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,00112233445566\n\nZm9vYmFyYmE=\nB",
        "A\nProc-Type: 4,ENCRYPTED\nDEK-Info: RC4,00\n\nZm9vYmFyYmE=\nB", NULL,
    };
    size_t i, j;

    for (i = 0; texts[i] != NULL; i++) {
        for (j = 0; j < 2; j++) {
            mbedtls_pem_context pem;
            size_t used = 99, len;

            mbedtls_pem_init(&pem);
            say_code(texts[i], mbedtls_pem_read_buffer(&pem, "A", "B", (const unsigned char *) texts[i],
                                                       (const unsigned char *) (j ? "secret" : NULL), j ? 6 : 0, &used));
            say("  %u used", (unsigned) used);
            if (mbedtls_pem_get_buffer(&pem, &len) != NULL)
                say_hex("  content", mbedtls_pem_get_buffer(&pem, &len), len);
            mbedtls_pem_free(&pem);
        }
    }
    for (i = 0; i < 30; i++) {
        unsigned char buf[64];
        size_t len = 77;

        memset(buf, 0xA5, sizeof buf);
        say_code("write", mbedtls_pem_write_buffer("A\n", "B\n", (const unsigned char *) "foobarbaz", 9, buf, i, &len));
        say("  %u", (unsigned) len);
        say_hex("  buffer", buf, 32);
    }
}

static void base64(void)
{
    static const char *const texts[] = { "",     "Zm9v", "Zg==",  "Zm8=",   "Zm9",      "Zm 9v",   "Zm9v\nYmFy", "Zm9v \r\nYmFy",
                                         "Z===", "=",    "Zm9v=", "Zm9\x80", "Zg==Zg==", "Zm9v\r", " Zm9v",      NULL };
    size_t i, j;

    for (i = 0; texts[i] != NULL; i++) {
        for (j = 0; j < 8; j++) {
            unsigned char buf[16];
            size_t len = 77;

            memset(buf, 0xA5, sizeof buf);
            say_code(texts[i], mbedtls_base64_decode(j == 7 ? NULL : buf, j, &len, (const unsigned char *) texts[i],
                                                     strlen(texts[i])));
            say("  %u", (unsigned) len);
            say_hex("  buffer", buf, sizeof buf);
        }
    }
    for (i = 0; i < 8; i++) {
        for (j = 0; j < 16; j++) {
            unsigned char buf[16];
            size_t len = 77;

            memset(buf, 0xA5, sizeof buf);
            say_code("encode", mbedtls_base64_encode(buf, j, &len, (const unsigned char *) "foobarbaz", i));
            say("  %u", (unsigned) len);
            say_hex("  buffer", buf, sizeof buf);
        }
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "passwords", passwords },
        { "damage", damage },
        { "written", written },
        { "subpubkeys", subpubkeys },
        { "blocks", blocks },
        { "base64", base64 },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
