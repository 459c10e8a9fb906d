/* psa/crypto.h: signatures with keys of the store, what a policy allows, and buffers. */
#include "support/check.h"

#include <mbedtls/psa_util.h>
#include <psa/crypto.h>

#include <string.h>

static const unsigned char p256[32] = { 0xc9, 0xaf, 0xa9, 0xd8, 0x45, 0xba, 0x75, 0x16, 0x6b, 0x5c, 0x21,
                                        0x57, 0x67, 0xb1, 0xd6, 0x93, 0x4e, 0x50, 0xc3, 0xdb, 0x36, 0xe8,
                                        0x9b, 0x12, 0x7b, 0x8a, 0x62, 0x2b, 0x12, 0x0f, 0x67, 0x21 };
static unsigned char hash[64];

#define ECDSA PSA_ALG_ECDSA(PSA_ALG_SHA_256)
#define EC_PAIR PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define EC_PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)
#define BOTH (PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH)

static psa_key_id_t ec_key(psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    psa_set_key_type(&a, EC_PAIR);
    psa_set_key_usage_flags(&a, usage);
    psa_set_key_algorithm(&a, alg);
    psa_set_key_enrollment_algorithm(&a, alg2);
    if (psa_import_key(&a, p256, 32, &id) != PSA_SUCCESS)
        say("no key");
    return id;
}

static psa_key_id_t made_key(psa_key_type_t type, size_t bits, psa_algorithm_t alg)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    psa_set_key_type(&a, type);
    psa_set_key_bits(&a, bits);
    psa_set_key_usage_flags(&a, BOTH);
    psa_set_key_algorithm(&a, alg);
    if (psa_generate_key(&a, &id) != PSA_SUCCESS)
        say("no key");
    return id;
}

static void start(void)
{
    size_t i;

    for (i = 0; i < sizeof(hash); i++)
        hash[i] = (unsigned char) (i * 5 + 3);
    say("init %d", (int) psa_crypto_init());
}

/* Signs and verifies; says all codes. */
static void round_trip(const char *what, psa_key_id_t id, psa_algorithm_t alg, size_t hash_length)
{
    unsigned char signature[600];
    size_t length = 77;
    int ret = psa_sign_hash(id, alg, hash, hash_length, signature, sizeof(signature), &length);

    say("%s %08x of %u: %d, %u", what, (unsigned) alg, (unsigned) hash_length, ret, (unsigned) length);
    if (ret == 0) {
        say("  verify %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, length));
        say("  short %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, length - 1));
        say("  long %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, length + 1));
        say("  none %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, 0));
        signature[length / 2] ^= 1;
        say("  wrong %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, length));
        memset(signature, 0, length);
        say("  zeroes %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, length));
    } else {
        memset(signature, 1, 64);
        say("  verify %d", (int) psa_verify_hash(id, alg, hash, hash_length, signature, 64));
    }
    memset(signature, 0x5a, sizeof(signature));
    length = 77;
    ret = psa_sign_message(id, alg, hash, 50, signature, sizeof(signature), &length);
    say("  message %d, %u", ret, (unsigned) length);
    if (ret == 0) {
        unsigned char digest[64];
        size_t digest_length = 0;

        say("  verify message %d", (int) psa_verify_message(id, alg, hash, 50, signature, length));
        say("  other message %d", (int) psa_verify_message(id, alg, hash, 49, signature, length));
        say("  hash %d", (int) psa_hash_compute(PSA_ALG_SIGN_GET_HASH(alg), hash, 50, digest, sizeof(digest),
                                                &digest_length));
        say("  verify its hash %d", (int) psa_verify_hash(id, alg, digest, digest_length, signature, length));
    } else {
        if (ret != PSA_ERROR_INVALID_ARGUMENT)
            say("  first %02x", signature[0]);
        say("  verify message %d", (int) psa_verify_message(id, alg, hash, 50, signature, 64));
    }
}

static void ec(void)
{
    static const size_t curves[] = { 256, 384, 521 };
    static const psa_algorithm_t hashes[] = { PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256, PSA_ALG_SHA_384,
                                              PSA_ALG_SHA_512 };
    size_t i, j;

    start();
    for (i = 0; i < sizeof(curves) / sizeof(curves[0]); i++) {
        psa_key_id_t id = made_key(EC_PAIR, curves[i], PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));

        for (j = 0; j < sizeof(hashes) / sizeof(hashes[0]); j++)
            round_trip("ECDSA", id, PSA_ALG_ECDSA(hashes[j]), PSA_HASH_LENGTH(hashes[j]));
        say("destroy %d", (int) psa_destroy_key(id));
    }
}

static void any(void)
{
    static const size_t lengths[] = { 20, 21, 31, 32, 33, 48, 50, 64 };
    psa_key_id_t id;
    size_t i;

    start();
    id = ec_key(BOTH, PSA_ALG_ECDSA_ANY, 0);
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
        round_trip("any", id, PSA_ALG_ECDSA_ANY, lengths[i]);
    say("destroy %d", (int) psa_destroy_key(id));
}

static void rsa(void)
{
    static const psa_algorithm_t hashes[] = { PSA_ALG_SHA_1, PSA_ALG_SHA_256, PSA_ALG_SHA_384, PSA_ALG_SHA_512 };
    psa_key_id_t id;
    size_t j;

    start();
    id = made_key(PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH));
    for (j = 0; j < sizeof(hashes) / sizeof(hashes[0]); j++)
        round_trip("PKCS1", id, PSA_ALG_RSA_PKCS1V15_SIGN(hashes[j]), PSA_HASH_LENGTH(hashes[j]));
    round_trip("PSS", id, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256), 32);
    round_trip("ECDSA", id, ECDSA, 32);
    say("destroy %d", (int) psa_destroy_key(id));
    id = made_key(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PSS(PSA_ALG_ANY_HASH));
    for (j = 0; j < sizeof(hashes) / sizeof(hashes[0]); j++)
        round_trip("PSS", id, PSA_ALG_RSA_PSS(hashes[j]), PSA_HASH_LENGTH(hashes[j]));
    round_trip("PSS any salt", id, PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_256), 32);
    round_trip("PKCS1", id, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256), 32);
    say("destroy %d", (int) psa_destroy_key(id));
    id = made_key(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_256));
    round_trip("PSS any salt", id, PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_256), 32);
    round_trip("PSS", id, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256), 32);
    say("destroy %d", (int) psa_destroy_key(id));
}

static void wrong(void)
{
    static const psa_algorithm_t algs[] = { 0, PSA_ALG_SHA_256, PSA_ALG_GCM, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH),
                                            PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256), PSA_ALG_ECDH,
                                            PSA_ALG_HMAC(PSA_ALG_SHA_256), 0xffffffff, PSA_ALG_ECDSA(PSA_ALG_SHA_384),
                                            PSA_ALG_ECDSA_ANY, PSA_ALG_PURE_EDDSA };
    static const size_t lengths[] = { 0, 1, 31, 33, 64 };
    psa_key_id_t id;
    size_t i;

    start();
    id = ec_key(BOTH, ECDSA, 0);
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
        round_trip("length", id, ECDSA, lengths[i]);
    for (i = 0; i < sizeof(algs) / sizeof(algs[0]); i++)
        round_trip("algorithm", id, algs[i], 32);
    say("destroy %d", (int) psa_destroy_key(id));
    round_trip("destroyed", id, ECDSA, 32);
    round_trip("none", 0, ECDSA, 32);
}

static void policies(void)
{
    static const struct {
        psa_key_usage_t usage;
        psa_algorithm_t alg, alg2, used;
    } cases[] = {
        { BOTH, 0, 0, ECDSA },
        { 0, ECDSA, 0, ECDSA },
        { PSA_KEY_USAGE_SIGN_HASH, ECDSA, 0, ECDSA },
        { PSA_KEY_USAGE_VERIFY_HASH, ECDSA, 0, ECDSA },
        { PSA_KEY_USAGE_SIGN_MESSAGE, ECDSA, 0, ECDSA },
        { PSA_KEY_USAGE_VERIFY_MESSAGE, ECDSA, 0, ECDSA },
        { BOTH, PSA_ALG_ECDH, ECDSA, ECDSA },
        { BOTH, ECDSA, PSA_ALG_ECDH, ECDSA },
        { BOTH, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), 0, ECDSA },
        { BOTH, PSA_ALG_ECDH, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), ECDSA },
        { BOTH, PSA_ALG_ECDSA_ANY, 0, ECDSA },
        { BOTH, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256), 0, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256) },
        { BOTH, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256), 0, ECDSA },
    };
    size_t i;

    start();
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        psa_key_id_t id = ec_key(cases[i].usage, cases[i].alg, cases[i].alg2);

        say("usage %x, %08x, %08x", (unsigned) cases[i].usage, (unsigned) cases[i].alg, (unsigned) cases[i].alg2);
        round_trip("use", id, cases[i].used, 32);
        say("destroy %d", (int) psa_destroy_key(id));
    }
}

static void buffers(void)
{
    static const size_t sizes[] = { 0, 1, 63, 64, 65 };
    unsigned char signature[100];
    psa_key_id_t id;
    size_t i, length;

    start();
    id = ec_key(BOTH, ECDSA, 0);
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        memset(signature, 0xa5, sizeof(signature));
        length = 77;
        say("into %u: %d", (unsigned) sizes[i],
            (int) psa_sign_hash(id, ECDSA, hash, 32, signature, sizes[i], &length));
        say("  length %u, behind it %02x", (unsigned) length, signature[sizes[i]]);
        if (sizes[i] < 64 && sizes[i] > 0)
            say("  first %02x", signature[0]);
        length = 77;
        say("  message %d",
            (int) psa_sign_message(id, ECDSA, hash, 32, signature, sizes[i], &length));
        say("  length %u", (unsigned) length);
    }
    say("size by macro %u %u %u", (unsigned) PSA_SIGN_OUTPUT_SIZE(EC_PAIR, 521, ECDSA),
        (unsigned) PSA_SIGN_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256)),
        (unsigned) PSA_SIGNATURE_MAX_SIZE);
}

static void deterministic(void)
{
    static const size_t lengths[] = { 1, 20, 28, 32, 33, 48, 64 };
    static const psa_algorithm_t hashes[] = { PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256, PSA_ALG_SHA_384,
                                              PSA_ALG_SHA_512 };
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char signature[140], scalar[66];
    size_t i, j, curve, length;

    start();
    for (curve = 256; curve <= 521; curve += curve == 256 ? 128 : 137) {
        psa_key_id_t id = 0;

        psa_set_key_type(&a, EC_PAIR);
        psa_set_key_usage_flags(&a, BOTH);
        psa_set_key_algorithm(&a, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_ANY_HASH));
        memset(scalar, 0, sizeof(scalar));
        memcpy(scalar + (curve + 7) / 8 - 32, p256, 32);
        say("import %d", (int) psa_import_key(&a, scalar, (curve + 7) / 8, &id));
        round_trip("deterministic", id, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256), 32);
        round_trip("not so", id, PSA_ALG_ECDSA(PSA_ALG_SHA_256), 32);
        for (i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++) {
            for (j = 0; j < sizeof(lengths) / sizeof(lengths[0]); j++) {
                length = 0;
                say("%x of %u: %d", (unsigned) hashes[i], (unsigned) lengths[j],
                    (int) psa_sign_hash(id, PSA_ALG_DETERMINISTIC_ECDSA(hashes[i]), hash, lengths[j], signature,
                                        sizeof(signature), &length));
                say_hex(" ", signature, length);
            }
        }
        say("destroy %d", (int) psa_destroy_key(id));
    }
}

/* RSA over bytes as they are. */
static void raw_bytes(void)
{
    psa_key_id_t id;

    start();
    id = made_key(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PKCS1V15_SIGN_RAW);
    round_trip("raw", id, PSA_ALG_RSA_PKCS1V15_SIGN_RAW, 32);
    say("destroy %d", (int) psa_destroy_key(id));
}

static void public_keys(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char point[70], signature[64];
    size_t length = 0;
    psa_key_id_t pair, id = 0;

    start();
    pair = ec_key(BOTH, ECDSA, 0);
    say("point %d", (int) psa_export_public_key(pair, point, sizeof(point), &length));
    psa_set_key_type(&a, EC_PUBLIC);
    psa_set_key_usage_flags(&a, BOTH);
    psa_set_key_algorithm(&a, ECDSA);
    say("import %d", (int) psa_import_key(&a, point, length, &id));
    say("sign %d", (int) psa_sign_hash(pair, ECDSA, hash, 32, signature, sizeof(signature), &length));
    say("verify %d", (int) psa_verify_hash(id, ECDSA, hash, 32, signature, length));
    say("sign by the public key %d",
        (int) psa_sign_hash(id, ECDSA, hash, 32, signature, sizeof(signature), &length));
    say("  length %u", (unsigned) length);
}

static void convert(size_t bits, const unsigned char *raw, size_t raw_length)
{
    unsigned char der[200], back[200];
    size_t length = 77, back_length, size;
    int ret = mbedtls_ecdsa_raw_to_der(bits, raw, raw_length, der, sizeof(der), &length);

    say("%u bits, %u bytes: %d, %u", (unsigned) bits, (unsigned) raw_length, ret, (unsigned) length);
    if (ret != 0)
        return;
    say_hex(" ", der, length);
    for (size = 0; size < length + 2; size += 3) {
        unsigned char small[200];
        size_t small_length = 77;

        say("  into %u: %d", (unsigned) size,
            mbedtls_ecdsa_raw_to_der(bits, raw, raw_length, small, size, &small_length));
    }
    back_length = 77;
    ret = mbedtls_ecdsa_der_to_raw(bits, der, length, back, sizeof(back), &back_length);
    say("  back %d, %u", ret, (unsigned) back_length);
    if (ret == 0)
        say_hex(" ", back, back_length);
    for (size = 0; size < raw_length + 2; size += 5)
        say("  back into %u: %d", (unsigned) size,
            mbedtls_ecdsa_der_to_raw(bits, der, length, back, size, &back_length));
    for (size = 0; size < length; size += 7)
        say("  back from %u: %d", (unsigned) size,
            mbedtls_ecdsa_der_to_raw(bits, der, size, back, sizeof(back), &back_length));
    der[length] = 0;
    say("  a byte behind %d", mbedtls_ecdsa_der_to_raw(bits, der, length + 1, back, sizeof(back), &back_length));
    say("  fewer bits %d", mbedtls_ecdsa_der_to_raw(bits - 16, der, length, back, sizeof(back), &back_length));
    for (size = 0; size < 10; size++) {
        unsigned char changed[200];

        memcpy(changed, der, length);
        changed[size] ^= 1;
        say("  byte %u changed: %d", (unsigned) size,
            mbedtls_ecdsa_der_to_raw(bits, changed, length, back, sizeof(back), &back_length));
    }
}

static void conversions(void)
{
    unsigned char raw[132];
    static const size_t bits[] = { 256, 384, 521 };
    size_t i;

    for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
        size_t length = (bits[i] + 7) / 8 * 2;

        memset(raw, 0x33, sizeof(raw));
        convert(bits[i], raw, length);
        memset(raw, 0xff, sizeof(raw));
        convert(bits[i], raw, length);
        memset(raw, 0, length);
        raw[length / 2 - 1] = 1;
        raw[length - 1] = 0x80;
        convert(bits[i], raw, length);
        convert(bits[i], raw, length - 1);
        convert(bits[i], raw, length + 2);
        memset(raw, 0, length);
        convert(bits[i], raw, length);
    }
    convert(0, raw, 0);
    convert(1000, raw, 64);
    say("md %08x %d", (unsigned) mbedtls_md_psa_alg_from_type(MBEDTLS_MD_SHA256),
        (int) mbedtls_md_type_from_psa_alg(PSA_ALG_SHA_384));
}

static void random_bytes(void)
{
    unsigned char out[2000];

    say("before init %d", mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, out, 5));
    start();
    say("%d", mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, out, 5));
    say("%d", mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, out, 1024));
    say("%d", mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, out, 1025));
    say("%d", mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, out, 2000));
    say("none %d", mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, out, 0));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "ec", ec },
        { "any", any },
        { "rsa", rsa },
        { "wrong", wrong },
        { "policies", policies },
        { "buffers", buffers },
        { "deterministic", deterministic },
        { "raw", raw_bytes },
        { "public-keys", public_keys },
        { "conversions", conversions },
        { "random", random_bytes },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
