#include "check.h"
#include <psa/crypto.h>

#include <string.h>

static const unsigned char abc_sha256[32] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
                                              0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
                                              0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad };
static const unsigned char *const abc = (const unsigned char *) "abc";

static void at_once(void)
{
    unsigned char hash[PSA_HASH_MAX_SIZE];
    size_t length = 0;

    CHECK_EQ(psa_hash_compute(PSA_ALG_SHA_256, abc, 3, hash, sizeof(hash), &length), PSA_SUCCESS);
    CHECK_EQ(length, 32);
    CHECK(memcmp(hash, abc_sha256, 32) == 0);
    CHECK_EQ(psa_hash_compare(PSA_ALG_SHA_256, abc, 3, hash, 32), PSA_SUCCESS);
    hash[0] ^= 1;
    CHECK_EQ(psa_hash_compare(PSA_ALG_SHA_256, abc, 3, hash, 32), PSA_ERROR_INVALID_SIGNATURE);
    CHECK_EQ(psa_hash_compute(PSA_ALG_SHA_256, abc, 3, hash, 31, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    CHECK_EQ(psa_hash_compute(PSA_ALG_NONE, abc, 3, hash, sizeof(hash), &length), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_hash_compute(PSA_ALG_SHA_256, NULL, 3, hash, 32, &length), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_hash_compute(PSA_ALG_SHA_256, abc, 3, hash, 32, NULL), PSA_ERROR_INVALID_ARGUMENT);
    /* In place. */
    memcpy(hash, "abc", 3);
    CHECK_EQ(psa_hash_compute(PSA_ALG_SHA_256, hash, 3, hash, sizeof(hash), &length), PSA_SUCCESS);
    CHECK(memcmp(hash, abc_sha256, 32) == 0);
}

static void piece_by_piece(void)
{
    psa_hash_operation_t operation = psa_hash_operation_init(), half = PSA_HASH_OPERATION_INIT;
    unsigned char hash[64];
    size_t length = 0;

    CHECK_EQ(psa_hash_update(&operation, abc, 1), PSA_ERROR_BAD_STATE);
    CHECK_EQ(psa_hash_setup(&operation, PSA_ALG_SHA_256), PSA_SUCCESS);
    CHECK_EQ(psa_hash_update(&operation, abc, 2), PSA_SUCCESS);
    CHECK_EQ(psa_hash_clone(&operation, &half), PSA_SUCCESS);
    CHECK_EQ(psa_hash_update(&operation, abc + 2, 1), PSA_SUCCESS);
    CHECK_EQ(psa_hash_finish(&operation, hash, sizeof(hash), &length), PSA_SUCCESS);
    CHECK_EQ(length, 32);
    CHECK(memcmp(hash, abc_sha256, 32) == 0);
    CHECK_EQ(psa_hash_finish(&operation, hash, sizeof(hash), &length), PSA_ERROR_BAD_STATE);
    CHECK_EQ(psa_hash_update(&half, abc + 2, 1), PSA_SUCCESS);
    CHECK_EQ(psa_hash_verify(&half, abc_sha256, 32), PSA_SUCCESS);
    CHECK_EQ(psa_hash_setup(&half, PSA_ALG_SHA_1), PSA_SUCCESS);
    CHECK_EQ(psa_hash_verify(&half, abc_sha256, 32), PSA_ERROR_INVALID_SIGNATURE);
    CHECK_EQ(psa_hash_setup(&half, PSA_ALG_SHA_512), PSA_SUCCESS);
    CHECK_EQ(psa_hash_abort(&half), PSA_SUCCESS);
    CHECK_EQ(psa_hash_abort(&half), PSA_SUCCESS);
    ONLY_OURS CHECK_EQ(psa_hash_abort(NULL), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_hash_setup(NULL, PSA_ALG_SHA_1), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_hash_clone(&half, NULL), PSA_ERROR_INVALID_ARGUMENT);
}

/* An operation may be moved, and stands wherever a program puts it. */
static void anywhere(void)
{
    struct {
        void *something;
        psa_hash_operation_t operation;
    } place[2];
    unsigned char hash[64];
    size_t length = 0;

    memset(place, 0, sizeof(place));
    CHECK_EQ(psa_hash_setup(&place[0].operation, PSA_ALG_SHA_512), PSA_SUCCESS);
    CHECK_EQ(psa_hash_update(&place[0].operation, abc, 3), PSA_SUCCESS);
    memcpy(&place[1], &place[0], sizeof(place[0]));
    memset(&place[0], 0, sizeof(place[0]));
    CHECK_EQ(psa_hash_finish(&place[1].operation, hash, sizeof(hash), &length), PSA_SUCCESS);
    CHECK_EQ(psa_hash_compare(PSA_ALG_SHA_512, abc, 3, hash, length), PSA_SUCCESS);
}

int main(void)
{
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    at_once();
    piece_by_piece();
    ONLY_OURS anywhere();
    mbedtls_psa_crypto_free();
    return check_result();
}
