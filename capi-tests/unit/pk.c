#include "check.h"
#include "certs.h"
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>
#include <string.h>

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

static void keys(void)
{
    static const struct {
        const char *file, *password;
        int result;
        size_t bits;
        mbedtls_pk_type_t type;
    } files[] = {
        { "server-p256.key", NULL, 0, 256, MBEDTLS_PK_ECKEY },
        { "server-p256-pkcs8.key", NULL, 0, 256, MBEDTLS_PK_ECKEY },
        { "server-p384.key", NULL, 0, 384, MBEDTLS_PK_ECKEY },
        { "server-rsa.key", NULL, 0, 2048, MBEDTLS_PK_RSA },
        { "server-rsa-pkcs8.key", NULL, 0, 2048, MBEDTLS_PK_RSA },
        { "rsa1024.key", NULL, 0, 1024, MBEDTLS_PK_RSA },
        { "no such file", NULL, MBEDTLS_ERR_PK_FILE_IO_ERROR, 0, MBEDTLS_PK_NONE },
        { "server-p256.crt", NULL, MBEDTLS_ERR_PK_KEY_INVALID_FORMAT, 0, MBEDTLS_PK_NONE },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        mbedtls_pk_context pk;
        mbedtls_pk_init(&pk);
        CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
        int result = mbedtls_pk_parse_keyfile(&pk, cert_path(files[i].file), files[i].password, mbedtls_ctr_drbg_random,
                                              &drbg);
        if (result != files[i].result) {
            fprintf(stderr, "%s:\n", files[i].file);
        }
        CHECK_EQ(result, files[i].result);
        CHECK_EQ(mbedtls_pk_get_bitlen(&pk), files[i].bits);
        CHECK_EQ(mbedtls_pk_get_len(&pk), (files[i].bits + 7) / 8);
        CHECK_EQ(mbedtls_pk_get_type(&pk), files[i].type);
        if (result == 0) {
            int is_ec = files[i].type == MBEDTLS_PK_ECKEY;
            CHECK_EQ(strcmp(mbedtls_pk_get_name(&pk), is_ec ? "EC" : "RSA"), 0);
            CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_ECDSA), is_ec);
            CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_RSA), !is_ec);
        }
        mbedtls_pk_free(&pk);
        mbedtls_pk_free(&pk);
        CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
    }
}

static void from_memory(void)
{
    mbedtls_pk_context pk;
    size_t size;
    unsigned char *pem = cert_bytes("server-p256.key", &size);
    mbedtls_pk_init(&pk);
    /* PEM counts its NUL. */
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, size, NULL, 0, mbedtls_ctr_drbg_random, &drbg),
             MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, size + 1, NULL, 0, mbedtls_ctr_drbg_random, &drbg), 0);
    mbedtls_pk_free(&pk);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, 0, NULL, 0, mbedtls_ctr_drbg_random, &drbg),
             MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    free(pem);

    unsigned char *pub = cert_bytes("server-p256.pub", &size);
    CHECK_EQ(mbedtls_pk_parse_public_key(&pk, pub, size + 1), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 256);
    mbedtls_pk_free(&pk);
    free(pub);
    CHECK_EQ(mbedtls_pk_parse_public_keyfile(&pk, cert_path("server-p256.pub")), 0);
    mbedtls_pk_context prv;
    mbedtls_pk_init(&prv);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&prv, cert_path("server-p256.key"), NULL, mbedtls_ctr_drbg_random, &drbg), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&pk, &prv, mbedtls_ctr_drbg_random, &drbg), 0);
    mbedtls_pk_free(&prv);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&prv, cert_path("client-p256.key"), NULL, mbedtls_ctr_drbg_random, &drbg), 0);
    CHECK(mbedtls_pk_check_pair(&pk, &prv, mbedtls_ctr_drbg_random, &drbg) != 0);
    mbedtls_pk_free(&prv);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&prv, cert_path("server-rsa.key"), NULL, mbedtls_ctr_drbg_random, &drbg), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&pk, &prv, mbedtls_ctr_drbg_random, &drbg), MBEDTLS_ERR_PK_TYPE_MISMATCH);
    mbedtls_pk_free(&prv);
    mbedtls_pk_free(&pk);
}

static void signatures(void)
{
    static const char *const pairs[][2] = {
        { "server-p256.key", "server-p256.crt" },
        { "server-p384.key", "server-p384.crt" },
        { "server-rsa.key", "server-rsa.crt" },
    };
    static const mbedtls_md_type_t digests[] = { MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384, MBEDTLS_MD_SHA512 };
    static const size_t lengths[] = { 32, 48, 64 };
    unsigned char hash[64], signature[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
    memset(hash, 0x2A, sizeof hash);
    for (size_t i = 0; i < 3; i++) {
        mbedtls_pk_context pk;
        mbedtls_x509_crt crt;
        mbedtls_pk_init(&pk);
        mbedtls_x509_crt_init(&crt);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path(pairs[i][0]), NULL, mbedtls_ctr_drbg_random, &drbg), 0);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path(pairs[i][1])), 0);
        for (size_t k = 0; k < 3; k++) {
            size_t length = 0;
            CHECK_EQ(mbedtls_pk_sign(&pk, digests[k], hash, lengths[k], signature, sizeof signature, &length,
                                     mbedtls_ctr_drbg_random, &drbg), 0);
            CHECK(length > 60 && length <= 256);
            CHECK_EQ(mbedtls_pk_verify(&crt.pk, digests[k], hash, lengths[k], signature, length), 0);
            hash[5] ^= 1;
            int refused = mbedtls_pk_verify(&crt.pk, digests[k], hash, lengths[k], signature, length);
            CHECK_EQ(refused, i == 2 ? -0x4380 : -0x4E00);
            hash[5] ^= 1;
            CHECK(mbedtls_pk_verify(&crt.pk, digests[k], hash, lengths[k], signature, length - 1) != 0);
            CHECK(mbedtls_pk_sign(&pk, digests[k], hash, lengths[k], signature, 10, &length, mbedtls_ctr_drbg_random,
                                  &drbg) != 0);
        }
        mbedtls_x509_crt_free(&crt);
        mbedtls_pk_free(&pk);
    }
}

static void null_pointers(void)
{
    mbedtls_pk_context pk;
    mbedtls_pk_init(&pk);
    CHECK(mbedtls_pk_info_from_type(MBEDTLS_PK_NONE) == NULL);
    CHECK(mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY) != NULL);
    CHECK_EQ(mbedtls_pk_setup(&pk, NULL), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 0);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_RSA), 0);
    mbedtls_pk_free(NULL);
    ONLY_OURS
    {
        unsigned char bytes[10] = { 0 };
        size_t length;
        mbedtls_pk_init(NULL);
        CHECK_EQ(mbedtls_pk_get_bitlen(NULL), 0);
        CHECK_EQ(mbedtls_pk_get_type(NULL), MBEDTLS_PK_NONE);
        CHECK_EQ(mbedtls_pk_can_do(NULL, MBEDTLS_PK_RSA), 0);
        CHECK(mbedtls_pk_parse_key(NULL, bytes, 1, NULL, 0, mbedtls_ctr_drbg_random, &drbg) < 0);
        CHECK(mbedtls_pk_parse_key(&pk, NULL, 1, NULL, 0, mbedtls_ctr_drbg_random, &drbg) < 0);
        CHECK(mbedtls_pk_parse_keyfile(&pk, NULL, NULL, mbedtls_ctr_drbg_random, &drbg) < 0);
        CHECK(mbedtls_pk_parse_public_key(&pk, NULL, 1) < 0);
        CHECK(mbedtls_pk_verify(&pk, MBEDTLS_MD_SHA256, bytes, 10, bytes, 10) < 0);
        CHECK(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA256, bytes, 10, bytes, 10, &length, mbedtls_ctr_drbg_random, &drbg) < 0);
        CHECK(mbedtls_pk_check_pair(NULL, NULL, mbedtls_ctr_drbg_random, &drbg) < 0);
    }
}

int main(void)
{
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    keys();
    from_memory();
    signatures();
    null_pointers();
    mbedtls_ctr_drbg_free(&drbg);
    mbedtls_entropy_free(&entropy);
    return check_result();
}
