/* pk.h: encrypted keys, and keys that are written. */
#include "certs.h"
#include "check.h"
#include <mbedtls/asn1.h>
#include <mbedtls/base64.h>
#include <mbedtls/pem.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>

#define RNG some_rng, NULL
#define PKCS5_UNAVAILABLE -0x2E80
#define PKCS12_BAD_INPUT -0x1F80
#define PEM_UNKNOWN_ENC_ALG -0x1280
#define RSA_BAD_INPUT -0x4080
#define RSA_KEY_CHECK_FAILED -0x4200
#define RSA_VERIFY_FAILED -0x4380
#define ECP_BAD_INPUT -0x4F80
#define ECP_UNAVAILABLE -0x4E80

static const char *const encrypted[] = {
    "server-p256-encrypted.key",        "encrypted-pbes2-des-sha1.key",     "encrypted-pbes2-des3-sha224.key",
    "encrypted-pbes2-aes128-sha256.key", "encrypted-pbes2-aes192-sha384.key", "encrypted-pbes2-aes256-sha512.key",
    "encrypted-pkcs12-des3.key",        "encrypted-pkcs12-des2.key",        "encrypted-pem-des.key",
    "encrypted-pem-des3.key",           "encrypted-pem-aes192.key",         "encrypted-pem-aes256.key",
};

static int parse(const unsigned char *key, size_t len, const char *password)
{
    mbedtls_pk_context pk, expected;
    int status;
    mbedtls_pk_init(&pk);
    status = mbedtls_pk_parse_key(&pk, key, len, (const unsigned char *) password,
                                  password == NULL ? 0 : strlen(password), RNG);
    if (status == 0) {
        mbedtls_pk_init(&expected);
        CHECK_EQ(mbedtls_pk_parse_public_keyfile(&expected, cert_path("server-p256.pub")), 0);
        CHECK_EQ(mbedtls_pk_check_pair(&expected, &pk, RNG), 0);
        mbedtls_pk_free(&expected);
    } else {
        CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
    }
    mbedtls_pk_free(&pk);
    return status;
}

/* The DER of a file with one block of PEM. */
static size_t der_of(const char *file, unsigned char *der, size_t room)
{
    size_t len, size = 0;
    unsigned char *text = cert_file(file, &len);
    char *body = strchr((char *) text, '\n'), *end = strstr((char *) text, "-----END");
    CHECK_EQ(mbedtls_base64_decode(der, room, &size, (unsigned char *) body, (size_t) (end - body)), 0);
    free(text);
    return size;
}

static void passwords(void)
{
    size_t i, len;
    for (i = 0; i < sizeof encrypted / sizeof encrypted[0]; i++) {
        unsigned char *text = cert_file(encrypted[i], &len);
        int is_pem = strstr(encrypted[i], "-pem-") != NULL;
        CHECK_EQ(parse(text, len + 1, NULL), MBEDTLS_ERR_PK_PASSWORD_REQUIRED);
        CHECK_EQ(parse(text, len + 1, ""),
                 is_pem ? MBEDTLS_ERR_PK_PASSWORD_MISMATCH : MBEDTLS_ERR_PK_PASSWORD_REQUIRED);
        CHECK_EQ(parse(text, len + 1, "Secret"), MBEDTLS_ERR_PK_PASSWORD_MISMATCH);
        CHECK_EQ(parse(text, len + 1, "secret"), 0);
        free(text);
        if (!is_pem) {
            unsigned char der[512];
            len = der_of(encrypted[i], der, sizeof der);
            CHECK_EQ(parse(der, len, "secret"), 0);
            CHECK_EQ(parse(der, len, "Secret"), MBEDTLS_ERR_PK_PASSWORD_MISMATCH);
            CHECK_EQ(parse(der, len, NULL), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
            CHECK_EQ(parse(der, len, ""), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
            CHECK_EQ(parse(der, len - 1, "secret"), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
        }
    }
    {
        mbedtls_pk_context pk;
        mbedtls_pk_init(&pk);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path(encrypted[1]), "secret", RNG), 0);
        mbedtls_pk_free(&pk);
        mbedtls_pk_init(&pk);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path(encrypted[1]), NULL, RNG), MBEDTLS_ERR_PK_PASSWORD_REQUIRED);
        mbedtls_pk_free(&pk);
    }
}

static void not_offered(void)
{
    static const struct {
        const char *file;
        int status;
    } cases[] = {
        { "encrypted-pbes2-rc2.key", PKCS5_UNAVAILABLE },
        { "encrypted-pbes2-md5.key", PKCS5_UNAVAILABLE },
        { "encrypted-scrypt.key", PKCS5_UNAVAILABLE },
        { "encrypted-pbes1-md5-des.key", MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE },
        { "encrypted-pem-camellia.key", PEM_UNKNOWN_ENC_ALG },
    };
    size_t i, len;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char *text = cert_file(cases[i].file, &len);
        CHECK_EQ(parse(text, len + 1, "secret"), cases[i].status);
        free(text);
    }
    {
        /* The longest password of PKCS #12. */
        unsigned char *text = cert_file("encrypted-pkcs12-des3.key", &len);
        CHECK_EQ(parse(text, len + 1, "0123456789012345678901234567890"), MBEDTLS_ERR_PK_PASSWORD_MISMATCH);
        CHECK_EQ(parse(text, len + 1, "01234567890123456789012345678901"), PKCS12_BAD_INPUT);
        free(text);
    }
    ONLY_OURS {
        /* More iterations than are made: 30,000,000 in place of 1000. */
        unsigned char der[512], many[520], text[1024];
        size_t size = der_of("encrypted-pbes2-des-sha1.key", der, sizeof der), at;
        for (at = 0; at + 4 < size && memcmp(der + at, "\x02\x02\x03\xe8", 4) != 0; at++)
            ;
        CHECK(at + 4 < size);
        memcpy(many, der, at);
        memcpy(many + at, "\x02\x04\x01\xc9\xc3\x80", 6);
        memcpy(many + at + 6, der + at + 4, size - at - 4);
        /* Five lengths stand around it: of the whole, of the algorithm, of its parameters, and of PBKDF2 and its own. */
        many[2] += 2;
        many[4] += 2;
        many[17] += 2;
        many[19] += 2;
        many[32] += 2;
        CHECK_EQ(parse(many, size + 2, "secret"), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
        CHECK_EQ(mbedtls_pem_write_buffer("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", "-----END ENCRYPTED PRIVATE KEY-----\n",
                                          many, size + 2, text, sizeof text, &len), 0);
        CHECK_EQ(parse(text, len, "secret"), PKCS5_UNAVAILABLE);
    }
}

static void same_file(const char *file, const unsigned char *text)
{
    size_t len;
    unsigned char *expected = cert_file(file, &len);
    CHECK(strcmp((char *) expected, (const char *) text) == 0);
    free(expected);
}

/* Written as OpenSSL wrote them. */
static void writing(void)
{
    static const char *const files[] = { "server-p256.key", "server-p384.key", "server-rsa.key", "rsa1024.key" };
    static const unsigned bytes[][3] = { { 121, 91, 65 }, { 167, 120, 97 }, { 1192, 294, 270 }, { 608, 162, 140 } };
    size_t i, j;
    for (i = 0; i < 4; i++) {
        unsigned char buf[2048], der[2048], *p;
        mbedtls_pk_context pk, again;
        mbedtls_pk_init(&pk);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path(files[i]), NULL, RNG), 0);
        CHECK_EQ(mbedtls_pk_write_key_pem(&pk, buf, sizeof buf), 0);
        same_file(files[i], buf);
        CHECK_EQ(mbedtls_pk_write_key_pem(&pk, buf, strlen((char *) buf)), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
        CHECK_EQ(mbedtls_pk_write_key_pem(&pk, buf, strlen((char *) buf) + 1), 0);
        /* DER goes to the end of the buffer, and fills it if it just fits. */
        memset(der, 0xA5, sizeof der);
        CHECK_EQ(mbedtls_pk_write_key_der(&pk, der, sizeof der), bytes[i][0]);
        CHECK(der[sizeof der - bytes[i][0]] == 0x30 && der[sizeof der - bytes[i][0] - 1] == 0xA5);
        mbedtls_pk_init(&again);
        CHECK_EQ(mbedtls_pk_parse_key(&again, der + sizeof der - bytes[i][0], bytes[i][0], NULL, 0, RNG), 0);
        CHECK_EQ(mbedtls_pk_check_pair(&pk, &again, RNG), 0);
        mbedtls_pk_free(&again);
        CHECK_EQ(mbedtls_pk_write_key_der(&pk, der, bytes[i][0]), bytes[i][0]);
        CHECK_EQ(der[0], 0x30);
        CHECK_EQ(mbedtls_pk_write_key_der(&pk, der, bytes[i][0] - 1), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
        CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, der, sizeof der), bytes[i][1]);
        CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, der, bytes[i][1] - 1), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
        CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, der, 0), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
        CHECK_EQ(mbedtls_pk_write_pubkey_pem(&pk, buf, sizeof buf), 0);
        if (i == 0)
            same_file("server-p256.pub", buf);
        mbedtls_pk_init(&again);
        CHECK_EQ(mbedtls_pk_parse_public_key(&again, buf, strlen((char *) buf) + 1), 0);
        CHECK_EQ(mbedtls_pk_check_pair(&again, &pk, RNG), 0);
        CHECK_EQ(mbedtls_pk_write_pubkey_der(&again, der, sizeof der), bytes[i][1]);
        CHECK_EQ(mbedtls_pk_write_key_der(&again, der, sizeof der), i < 2 ? ECP_BAD_INPUT : RSA_BAD_INPUT);
        CHECK_EQ(mbedtls_pk_write_key_pem(&again, buf, sizeof buf), i < 2 ? ECP_BAD_INPUT : RSA_BAD_INPUT);
        mbedtls_pk_free(&again);
        /* A SubjectPublicKeyInfo ends with the bare key. */
        memset(buf, 0xA5, sizeof buf);
        p = buf + 1000;
        CHECK_EQ(mbedtls_pk_write_pubkey(&p, buf, &pk), bytes[i][2]);
        CHECK(p == buf + 1000 - bytes[i][2] && p[-1] == 0xA5 && buf[1000] == 0xA5);
        CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, der, sizeof der), bytes[i][1]);
        CHECK(memcmp(p, der + sizeof der - bytes[i][2], bytes[i][2]) == 0);
        for (j = 0; j < 3; j++) {
            p = buf + bytes[i][2] - 1 - j;
            CHECK_EQ(mbedtls_pk_write_pubkey(&p, buf, &pk), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
        }
        /* And it is read where it stands inside something else. */
        p = der + sizeof der - bytes[i][1];
        mbedtls_pk_init(&again);
        CHECK_EQ(mbedtls_pk_parse_subpubkey(&p, der + sizeof der, &again), 0);
        CHECK(p == der + sizeof der);
        CHECK_EQ(mbedtls_pk_check_pair(&again, &pk, RNG), 0);
        mbedtls_pk_free(&again);
        mbedtls_pk_init(&again);
        p = der + sizeof der - bytes[i][1];
        CHECK_EQ(mbedtls_pk_parse_subpubkey(&p, der + sizeof der - 1, &again),
                 MBEDTLS_ERR_PK_KEY_INVALID_FORMAT + MBEDTLS_ERR_ASN1_OUT_OF_DATA);
        mbedtls_pk_free(&again);
        mbedtls_pk_free(&pk);
    }
}

static void nothing_to_write(void)
{
    unsigned char buf[100], *p = buf + 100;
    mbedtls_pk_context pk;
    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_write_key_der(&pk, buf, sizeof buf), MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_pk_write_key_der(&pk, buf, 0), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, buf, sizeof buf), MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_pk_write_key_pem(&pk, buf, sizeof buf), MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_pk_write_pubkey_pem(&pk, buf, sizeof buf), MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_pk_write_pubkey(&p, buf, &pk), MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);
    CHECK(p == buf + 100);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), 0);
    CHECK_EQ(mbedtls_pk_write_key_der(&pk, buf, sizeof buf), ECP_UNAVAILABLE);
    CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, buf, sizeof buf), ECP_UNAVAILABLE);
    mbedtls_pk_free(&pk);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)), 0);
    CHECK_EQ(mbedtls_pk_write_key_der(&pk, buf, sizeof buf), RSA_BAD_INPUT);
    ONLY_OURS {
        CHECK_EQ(mbedtls_pk_write_pubkey_der(&pk, buf, sizeof buf), RSA_BAD_INPUT);
        CHECK_EQ(mbedtls_pk_write_key_der(NULL, buf, sizeof buf), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pk_write_key_der(&pk, NULL, sizeof buf), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pk_write_pubkey(NULL, buf, &pk), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
        p = buf;
        CHECK_EQ(mbedtls_pk_write_pubkey(&p, buf + 1, &pk), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
        CHECK_EQ(mbedtls_pk_parse_subpubkey(NULL, buf, &pk), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pk_parse_subpubkey(&p, buf - 1, &pk), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pk_parse_subpubkey(&p, buf, NULL), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    }
    mbedtls_pk_free(&pk);
}

/* RSA numbers that contradict each other are read, told apart and written, and sign nothing. */
static void contradicting_numbers(void)
{
    unsigned char der[2048], buf[2048], sig[MBEDTLS_PK_SIGNATURE_MAX_SIZE], hash[32] = { 1 };
    size_t len = der_of("rsa1024.key", der, sizeof der), sig_len;
    mbedtls_pk_context pk, sound;
    mbedtls_mpi qp;
    mbedtls_pk_init(&sound);
    CHECK_EQ(mbedtls_pk_parse_key(&sound, der, len, NULL, 0, RNG), 0);
    mbedtls_pk_init(&pk);
    der[len - 1] ^= 1;
    CHECK_EQ(mbedtls_pk_parse_key(&pk, der, len, NULL, 0, RNG), 0);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_RSA);
    CHECK_EQ((int) mbedtls_pk_get_bitlen(&pk), 1024);
    CHECK_EQ(mbedtls_rsa_check_pubkey(mbedtls_pk_rsa(pk)), 0);
    CHECK_EQ(mbedtls_rsa_check_privkey(mbedtls_pk_rsa(pk)), RSA_KEY_CHECK_FAILED);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(mbedtls_pk_rsa(pk), mbedtls_pk_rsa(sound)), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&sound, &pk, RNG), RSA_KEY_CHECK_FAILED);
    CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &sig_len, RNG), RSA_VERIFY_FAILED);
    CHECK_EQ(mbedtls_rsa_pkcs1_sign(mbedtls_pk_rsa(pk), RNG, MBEDTLS_MD_SHA256, 32, hash, sig), RSA_VERIFY_FAILED);
    CHECK_EQ(mbedtls_pk_write_key_der(&pk, buf, sizeof buf), (int) len);
    CHECK(memcmp(buf + sizeof buf - len, der, len) == 0);
    mbedtls_mpi_init(&qp);
    CHECK_EQ(mbedtls_rsa_export_crt(mbedtls_pk_rsa(pk), NULL, NULL, &qp), 0);
    CHECK_EQ(mbedtls_mpi_get_bit(&qp, 0), der[len - 1] & 1);
    mbedtls_mpi_free(&qp);
    /* What others sign with the sound key it verifies. */
    CHECK_EQ(mbedtls_pk_sign(&sound, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &sig_len, RNG), 0);
    CHECK_EQ(mbedtls_pk_verify(&pk, MBEDTLS_MD_SHA256, hash, 32, sig, sig_len), 0);
    mbedtls_pk_free(&pk);
    mbedtls_pk_free(&sound);
}

/* Keys for key agreement alone, and keys on a curve that signs only in Mbed TLS. */
static void other_curves(void)
{
    /* PrivateKeyInfo of X25519 with a scalar of ones; ECPrivateKey of 7 on secp256k1. */
    static const unsigned char x25519[] = {
        0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    };
    static const unsigned char secp256k1[] = {
        0x30, 0x0f, 2, 1, 1, 4, 1, 7, 0xa0, 7, 6, 5, 0x2b, 0x81, 4, 0, 0x0a,
    };
    unsigned char sig[MBEDTLS_PK_SIGNATURE_MAX_SIZE], hash[32] = { 1 };
    size_t sig_len;
    mbedtls_pk_context pk;
    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, x25519, sizeof x25519, NULL, 0, RNG), 0);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_ECKEY);
    CHECK_EQ((int) mbedtls_pk_get_bitlen(&pk), 255);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(pk)), MBEDTLS_ECP_DP_CURVE25519);
    CHECK_EQ((int) mbedtls_mpi_bitlen(&mbedtls_pk_ec(pk)->MBEDTLS_PRIVATE(d)), 255);
    CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &sig_len, RNG), ECP_BAD_INPUT);
    mbedtls_pk_free(&pk);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, x25519, sizeof x25519 - 1, NULL, 0, RNG), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, secp256k1, sizeof secp256k1, NULL, 0, RNG), 0);
    CHECK_EQ((int) mbedtls_pk_get_bitlen(&pk), 256);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(pk)), MBEDTLS_ECP_DP_SECP256K1);
    CHECK_EQ(mbedtls_mpi_cmp_int(&mbedtls_pk_ec(pk)->MBEDTLS_PRIVATE(d), 7), 0);
    ONLY_OURS {
        CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &sig_len, RNG), ECP_UNAVAILABLE);
        CHECK_EQ(mbedtls_pk_write_key_der(&pk, sig, sizeof sig), ECP_UNAVAILABLE);
    }
    mbedtls_pk_free(&pk);
}

int main(void)
{
    contradicting_numbers();
    other_curves();
    passwords();
    not_offered();
    writing();
    nothing_to_write();
    return check_result();
}
