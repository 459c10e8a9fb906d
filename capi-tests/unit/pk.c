#include "certs.h"
#include "check.h"
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#define RNG some_rng, NULL

static void load(mbedtls_pk_context *pk, const char *file)
{
    mbedtls_pk_init(pk);
    CHECK_EQ(mbedtls_pk_parse_keyfile(pk, cert_path(file), NULL, RNG), 0);
}

static void kinds(void)
{
    mbedtls_pk_context pk;

    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
    CHECK_EQ(mbedtls_pk_get_type(NULL), MBEDTLS_PK_NONE);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(NULL), 0);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_RSA), 0);
    CHECK(strcmp(mbedtls_pk_get_name(&pk), "invalid PK") == 0);
    mbedtls_pk_free(&pk);
    mbedtls_pk_free(NULL);

    load(&pk, "server-p256.key");
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_ECKEY);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 256);
    CHECK_EQ(mbedtls_pk_get_len(&pk), 32);
    CHECK(strcmp(mbedtls_pk_get_name(&pk), "EC") == 0);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_ECDSA), 1);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_ECKEY_DH), 1);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_RSA), 0);
    mbedtls_pk_free(&pk);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
    mbedtls_pk_free(&pk);

    load(&pk, "server-rsa.key");
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_RSA);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 2048);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_RSASSA_PSS), 1);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_ECDSA), 0);
    mbedtls_pk_free(&pk);

    CHECK(mbedtls_pk_info_from_type(MBEDTLS_PK_RSASSA_PSS) == NULL);
    CHECK(mbedtls_pk_info_from_type(MBEDTLS_PK_NONE) == NULL);
    CHECK_EQ(mbedtls_pk_setup(&pk, NULL), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), 0);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_ECKEY);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 0);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    mbedtls_pk_free(&pk);
}

static void loading(void)
{
    mbedtls_pk_context pk;
    size_t len;
    unsigned char *pem = cert_file("server-p256.key", &len);

    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, len + 1, NULL, 0, RNG), 0);
    /* A context that holds a key takes no other, and loses it. */
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, len + 1, NULL, 0, RNG), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
    /* PEM has to end with a NUL that counts. */
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, len, NULL, 0, RNG), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    CHECK_EQ(mbedtls_pk_parse_key(&pk, pem, 0, NULL, 0, RNG), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    ONLY_OURS CHECK_EQ(mbedtls_pk_parse_key(&pk, NULL, 5, NULL, 0, RNG), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    ONLY_OURS CHECK_EQ(mbedtls_pk_parse_key(NULL, pem, len + 1, NULL, 0, RNG), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_parse_public_key(&pk, pem, 0), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    free(pem);

    for (int i = 0; i < 2; i++) {
        load(&pk, i ? "server-rsa-pkcs8.key" : "server-p256-pkcs8.key");
        CHECK_EQ(mbedtls_pk_get_bitlen(&pk), i ? 2048 : 256);
        mbedtls_pk_free(&pk);
    }
    CHECK_EQ(mbedtls_pk_parse_public_keyfile(&pk, cert_path("server-p256.pub")), 0);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_ECKEY);
    mbedtls_pk_free(&pk);

    CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path("server-p256-encrypted.key"), NULL, RNG),
             MBEDTLS_ERR_PK_PASSWORD_REQUIRED);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path("server-rsa-encrypted.key"), NULL, RNG),
             MBEDTLS_ERR_PK_PASSWORD_REQUIRED);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, "/nonexistent", NULL, RNG), MBEDTLS_ERR_PK_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path("server-p256.crt"), NULL, RNG), MBEDTLS_ERR_PK_KEY_INVALID_FORMAT);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
}

static void signatures(const char *key_file, const char *crt_file, int is_rsa)
{
    mbedtls_pk_context key;
    mbedtls_x509_crt crt;
    unsigned char hash[64], sig[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
    size_t len = 0;
    int mismatch = is_rsa ? -0x4380 : -0x4E00;
    static const struct { mbedtls_md_type_t md; size_t len; } digests[] = {
        { MBEDTLS_MD_SHA1, 20 }, { MBEDTLS_MD_SHA256, 32 }, { MBEDTLS_MD_SHA384, 48 }, { MBEDTLS_MD_SHA512, 64 },
    };

    load(&key, key_file);
    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path(crt_file)), 0);
    memset(hash, 0x5A, sizeof hash);
    for (int i = 0; i < 4; i++) {
        mbedtls_md_type_t md = digests[i].md;
        CHECK_EQ(mbedtls_pk_sign(&key, md, hash, digests[i].len, sig, sizeof sig, &len, RNG), 0);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, md, hash, digests[i].len, sig, len), 0);
        CHECK_EQ(mbedtls_pk_verify(&key, md, hash, 0, sig, len), 0);
        hash[0] ^= 1;
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, md, hash, digests[i].len, sig, len), mismatch);
        hash[0] ^= 1;
        sig[len / 2] ^= 1;
        CHECK(mbedtls_pk_verify(&crt.pk, md, hash, digests[i].len, sig, len) != 0);
    }
    if (!is_rsa) {
        /* The signature goes over the hash. */
        memcpy(sig, hash, 32);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, sig, 32, sig, sizeof sig, &len, RNG), 0);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len), 0);
    }
    if (is_rsa) {
        /* Without the name of a digest. */
        static unsigned char long_hash[246];
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_NONE, hash, 36, sig, sizeof sig, &len, RNG), 0);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, MBEDTLS_MD_NONE, hash, 36, sig, len), 0);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, MBEDTLS_MD_NONE, hash, 35, sig, len), -0x4380);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len), -0x4380);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_NONE, long_hash, 245, sig, sizeof sig, &len, RNG), 0);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, MBEDTLS_MD_NONE, long_hash, 245, sig, len), 0);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_NONE, long_hash, 246, sig, sizeof sig, &len, RNG), -0x4080);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_NONE, hash, 0, sig, sizeof sig, &len, RNG),
                 MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    }
    CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &len, RNG), 0);
    if (is_rsa) {
        mbedtls_pk_rsassa_pss_options options = { MBEDTLS_MD_SHA256, -1 };
        CHECK_EQ(mbedtls_pk_verify(&key, MBEDTLS_MD_SHA256, hash, 32, sig, len - 1), -0x4380);
        CHECK_EQ(mbedtls_pk_verify(&key, MBEDTLS_MD_SHA256, hash, 32, sig, len + 1), MBEDTLS_ERR_PK_SIG_LEN_MISMATCH);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 20, sig, sizeof sig, &len, RNG), -0x4080);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, sig, 255, &len, RNG), MBEDTLS_ERR_PK_BUFFER_TOO_SMALL);
        CHECK_EQ(mbedtls_pk_sign(&crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &len, RNG), -0x4080);
        CHECK_EQ(mbedtls_pk_sign_ext(MBEDTLS_PK_RSASSA_PSS, &key, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &len, RNG), 0);
        CHECK_EQ(mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, &options, &crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len), 0);
        options.expected_salt_len = 32;
        CHECK_EQ(mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, &options, &crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len), 0);
        options.expected_salt_len = 20;
        CHECK(mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, &options, &crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len) != 0);
        CHECK_EQ(mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, NULL, &crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len),
                 MBEDTLS_ERR_PK_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pk_verify_ext(MBEDTLS_PK_ECDSA, NULL, &crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, len),
                 MBEDTLS_ERR_PK_TYPE_MISMATCH);
    } else {
        CHECK_EQ(mbedtls_pk_verify(&key, MBEDTLS_MD_SHA256, hash, 32, sig, len - 1), -0x4FE0);
        CHECK_EQ(mbedtls_pk_verify(&key, MBEDTLS_MD_SHA256, hash, 32, sig, len + 1), -0x4FE6);
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, sig, 20, &len, RNG), -0x4F00);
        CHECK_EQ(mbedtls_pk_sign(&crt.pk, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &len, RNG), -0x4C80);
        /* A hash shorter than the curve is a number like any other. */
        CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 7, sig, sizeof sig, &len, RNG), 0);
        CHECK_EQ(mbedtls_pk_verify(&crt.pk, MBEDTLS_MD_SHA256, hash, 7, sig, len), 0);
        CHECK_EQ(mbedtls_pk_sign_ext(MBEDTLS_PK_RSASSA_PSS, &key, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &len, RNG),
                 MBEDTLS_ERR_PK_TYPE_MISMATCH);
    }
    CHECK_EQ(mbedtls_pk_verify(&key, MBEDTLS_MD_SHA256, NULL, 32, sig, len), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_check_pair(&crt.pk, &key, RNG), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&key, &key, RNG), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&crt.pk, &crt.pk, RNG), is_rsa ? -0x4200 : -0x4C80);
    CHECK_EQ(mbedtls_pk_check_pair(&crt.pk, &key, NULL, NULL), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    mbedtls_pk_free(&key);
    CHECK_EQ(mbedtls_pk_check_pair(&crt.pk, &key, RNG), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, sig, sizeof sig, &len, RNG), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    load(&key, is_rsa ? "client-rsa.key" : "client-p256.key");
    CHECK_EQ(mbedtls_pk_check_pair(&crt.pk, &key, RNG), is_rsa ? -0x4200 : -0x4F80);
    mbedtls_pk_free(&key);
    load(&key, is_rsa ? "client-p256.key" : "client-rsa.key");
    CHECK_EQ(mbedtls_pk_check_pair(&crt.pk, &key, RNG), MBEDTLS_ERR_PK_TYPE_MISMATCH);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&crt);
}

int main(void)
{
    kinds();
    loading();
    signatures("server-rsa.key", "server-rsa.crt", 1);
    signatures("server-p256.key", "server-p256.crt", 0);
    signatures("server-p384.key", "server-p384.crt", 0);
    signatures("server-p521.key", "server-p521.crt", 0);
    return check_result();
}
