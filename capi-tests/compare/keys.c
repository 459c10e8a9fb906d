/* pk.h: what parses, what kind of key it is, whether it belongs to a certificate. */
#include "support/check.h"
#include "support/rng.h"

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[] = { "server-p256.key", "server-p384.key", "server-p521.key", "server-rsa.key", "rsa1024.key",
                                     "server-p256-pkcs8.key", "server-rsa-pkcs8.key" };

#define FILES (sizeof(files) / sizeof(files[0]))

static void kinds(void)
{
    size_t i;

    for (i = 0; i < FILES; i++) {
        mbedtls_pk_context key;

        mbedtls_pk_init(&key);
        say_code(files[i], mbedtls_pk_parse_keyfile(&key, cert_path(files[i]), NULL, rng, NULL));
        say("  type %d, %u bits, rsa %d, ec %d, ecdsa %d", (int) mbedtls_pk_get_type(&key),
            (unsigned) mbedtls_pk_get_bitlen(&key), mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA),
            mbedtls_pk_can_do(&key, MBEDTLS_PK_ECKEY), mbedtls_pk_can_do(&key, MBEDTLS_PK_ECDSA));
        mbedtls_pk_free(&key);
    }
}

static void parse(const char *what, const unsigned char *bytes, size_t len, const char *password)
{
    mbedtls_pk_context key;

    mbedtls_pk_init(&key);
    say_code(what, mbedtls_pk_parse_key(&key, bytes, len, (const unsigned char *) password,
                                        password == NULL ? 0 : strlen(password), rng, NULL));
    say("  type %d", (int) mbedtls_pk_get_type(&key));
    mbedtls_pk_free(&key);
}

static void faults(void)
{
    size_t len;
    unsigned char *pem = read_file(cert_path("server-p256.key"), &len);
    unsigned char *copy = malloc(len + 1);

    parse("with the zero byte", pem, len + 1, NULL);
    parse("without the zero byte", pem, len, NULL);
    parse("nothing", pem, 0, NULL);
    parse("empty text", (const unsigned char *) "", 1, NULL);
    parse("text", (const unsigned char *) "not a key", 10, NULL);
    memcpy(copy, pem, len + 1);
    copy[len / 2] = '!';
    parse("a wrong character", copy, len + 1, NULL);
    parse("a password that is not needed", pem, len + 1, "secret");
    free(copy);
    free(pem);
    pem = read_file(cert_path("server-p256.crt"), &len);
    parse("a certificate", pem, len + 1, NULL);
    free(pem);
    {
        mbedtls_pk_context key;

        mbedtls_pk_init(&key);
        say_code("no file", mbedtls_pk_parse_keyfile(&key, "/nonexistent", NULL, rng, NULL));
        mbedtls_pk_free(&key);
    }
}

static void encrypted(void)
{
    static const char *const names[] = { "server-rsa-encrypted.key", "server-p256-encrypted.key" };
    size_t i, len;

    for (i = 0; i < 2; i++) {
        unsigned char *pem = read_file(cert_path(names[i]), &len);

        say("-- %s", names[i]);
        parse("no password", pem, len + 1, NULL);
        parse("wrong password", pem, len + 1, "wrong");
        parse("right password", pem, len + 1, "secret");
        free(pem);
    }
}

static void pairs(void)
{
    static const char *const certs[] = { "server-p256.crt", "server-p384.crt", "server-p521.crt", "server-rsa.crt" };
    size_t i, j;

    for (i = 0; i < 3; i++) {
        mbedtls_x509_crt crt;

        mbedtls_x509_crt_init(&crt);
        mbedtls_x509_crt_parse_file(&crt, cert_path(certs[i]));
        say("%s: type %d, %u bits", certs[i], (int) mbedtls_pk_get_type(&crt.pk), (unsigned) mbedtls_pk_get_bitlen(&crt.pk));
        for (j = 0; j < FILES; j++) {
            mbedtls_pk_context key;

            mbedtls_pk_init(&key);
            mbedtls_pk_parse_keyfile(&key, cert_path(files[j]), NULL, rng, NULL);
            printf("%s with %s: ", certs[i], files[j]);
            say_code("check_pair", mbedtls_pk_check_pair(&crt.pk, &key, rng, NULL));
            mbedtls_pk_free(&key);
        }
        mbedtls_x509_crt_free(&crt);
    }
}

static void life(void)
{
    mbedtls_pk_context key;

    mbedtls_pk_init(&key);
    say("type %d, %u bits, rsa %d", (int) mbedtls_pk_get_type(&key), (unsigned) mbedtls_pk_get_bitlen(&key),
        mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA));
    mbedtls_pk_free(&key);
    mbedtls_pk_free(&key);
    mbedtls_pk_free(NULL);
    say("types %d %d %d", MBEDTLS_PK_NONE, MBEDTLS_PK_RSA, MBEDTLS_PK_ECKEY);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "kinds", kinds },
        { "faults", faults },
        { "encrypted", encrypted },
        { "pairs", pairs },
        { "life", life },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
