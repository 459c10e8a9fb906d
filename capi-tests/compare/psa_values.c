/* psa/crypto_values.h and psa/crypto_sizes.h: what the macros with parameters yield. */
#include "support/check.h"

#include <psa/crypto.h>

#define SHOW(macro, argument) say("  " #macro " %llx", (unsigned long long) macro(argument))
#define SHOW2(macro, first, second) say("  " #macro " %llx", (unsigned long long) macro(first, second))
#define SHOW3(macro, first, second, third) say("  " #macro " %llx", (unsigned long long) macro(first, second, third))

static void types(void)
{
    static const psa_key_type_t all[] = { 0, 0x1001, 0x1100, 0x1200, 0x2004, 0x2301, 0x2400, 0x4001, 0x4112, 0x4203,
                                          0x7001, 0x7112, 0x7141, 0x7203, 0x8001, 0xffff };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        psa_key_type_t type = all[i];

        say("%04x", (unsigned) type);
        SHOW(PSA_KEY_TYPE_IS_VENDOR_DEFINED, type);
        SHOW(PSA_KEY_TYPE_IS_PUBLIC_KEY, type);
        SHOW(PSA_KEY_TYPE_IS_KEY_PAIR, type);
        SHOW(PSA_KEY_TYPE_IS_ASYMMETRIC, type);
        SHOW(PSA_KEY_TYPE_IS_UNSTRUCTURED, type);
        SHOW(PSA_KEY_TYPE_IS_RSA, type);
        SHOW(PSA_KEY_TYPE_IS_ECC_KEY_PAIR, type);
        SHOW(PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY, type);
        SHOW(PSA_KEY_TYPE_IS_ECC, type);
        SHOW(PSA_KEY_TYPE_ECC_GET_FAMILY, type);
        SHOW(PSA_KEY_TYPE_IS_DH_KEY_PAIR, type);
        SHOW(PSA_KEY_TYPE_IS_DH_PUBLIC_KEY, type);
        SHOW(PSA_KEY_TYPE_IS_DH, type);
        SHOW(PSA_KEY_TYPE_DH_GET_FAMILY, type);
        SHOW(PSA_GET_KEY_TYPE_BLOCK_SIZE_EXPONENT, type);
        SHOW(PSA_BLOCK_CIPHER_BLOCK_LENGTH, type);
        SHOW(PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY, type);
        SHOW(PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR, type);
        SHOW2(PSA_EXPORT_KEY_OUTPUT_SIZE, type, 256u);
        SHOW2(PSA_EXPORT_KEY_OUTPUT_SIZE, type, 521u);
        SHOW2(PSA_EXPORT_KEY_OUTPUT_SIZE, type, 2048u);
        SHOW2(PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE, type, 256u);
        SHOW2(PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE, type, 521u);
        SHOW2(PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE, type, 2048u);
        SHOW2(PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE, type, 256u);
        SHOW2(PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE, type, 521u);
        SHOW2(PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE, type, 2048u);
        SHOW3(PSA_SIGN_OUTPUT_SIZE, type, 256u, PSA_ALG_ECDSA_ANY);
        SHOW3(PSA_SIGN_OUTPUT_SIZE, type, 521u, PSA_ALG_ECDSA_ANY);
        SHOW3(PSA_SIGN_OUTPUT_SIZE, type, 2048u, PSA_ALG_ECDSA_ANY);
        SHOW3(PSA_MAC_LENGTH, type, 128u, PSA_ALG_CMAC);
    }
}

static void families(void)
{
    unsigned family;

    for (family = 0; family < 256; family += 5) {
        say("%02x", family);
        SHOW(PSA_KEY_TYPE_ECC_KEY_PAIR, family);
        SHOW(PSA_KEY_TYPE_ECC_PUBLIC_KEY, family);
        SHOW(PSA_KEY_TYPE_DH_KEY_PAIR, family);
        SHOW(PSA_KEY_TYPE_DH_PUBLIC_KEY, family);
        SHOW(PSA_ECC_FAMILY_IS_WEIERSTRASS, family);
    }
}

static const psa_algorithm_t algorithms[] = {
    0, PSA_ALG_MD5, PSA_ALG_SHA_1, PSA_ALG_SHA_256, PSA_ALG_SHA_384, PSA_ALG_SHA_512, PSA_ALG_SHA3_224, PSA_ALG_SHA3_384,
    PSA_ALG_RIPEMD160, PSA_ALG_SHA_512_256, PSA_ALG_ANY_HASH, 0x03800009, 0x03900009, 0x0380800a, 0x03c00200, 0x04800100,
    0x04c01000, 0x04404000, 0x05500100, 0x05500200, 0x05480200, 0x05508200, 0x05100500, 0x05080500, 0x06000200, 0x06000209,
    0x060002ff, 0x06000309, 0x06001309, 0x06000409, 0x06000509, 0x06000600, 0x0600060a, 0x060006ff, 0x06000709, 0x06000800,
    0x0600090b, 0x07000200, 0x07000309, 0x08000109, 0x08000209, 0x0800030a, 0x08000409, 0x08000509, 0x08000609, 0x08800109,
    0x08800200, 0x09010000, 0x09020000, 0x09020109, 0x0a000100, 0x82000009, 0xffffffff
};

static void kinds(void)
{
    size_t i;

    for (i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        psa_algorithm_t alg = algorithms[i];

        say("%08x", (unsigned) alg);
        SHOW(PSA_ALG_IS_VENDOR_DEFINED, alg);
        SHOW(PSA_ALG_IS_HASH, alg);
        SHOW(PSA_ALG_IS_MAC, alg);
        SHOW(PSA_ALG_IS_CIPHER, alg);
        SHOW(PSA_ALG_IS_AEAD, alg);
        SHOW(PSA_ALG_IS_SIGN, alg);
        SHOW(PSA_ALG_IS_ASYMMETRIC_ENCRYPTION, alg);
        SHOW(PSA_ALG_IS_KEY_DERIVATION, alg);
        SHOW(PSA_ALG_IS_KEY_AGREEMENT, alg);
        SHOW(PSA_ALG_IS_PAKE, alg);
        SHOW(PSA_ALG_GET_HASH, alg);
        SHOW(PSA_ALG_HMAC, alg);
        SHOW(PSA_ALG_HMAC_GET_HASH, alg);
        SHOW(PSA_ALG_IS_HMAC, alg);
        SHOW(PSA_ALG_IS_BLOCK_CIPHER_MAC, alg);
        SHOW(PSA_ALG_FULL_LENGTH_MAC, alg);
        SHOW(PSA_MAC_TRUNCATED_LENGTH, alg);
        SHOW(PSA_ALG_IS_STREAM_CIPHER, alg);
        SHOW(PSA_ALG_IS_AEAD_ON_BLOCK_CIPHER, alg);
        SHOW(PSA_ALG_AEAD_GET_TAG_LENGTH, alg);
        SHOW(PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG, alg);
        SHOW(PSA_ALG_RSA_PKCS1V15_SIGN, alg);
        SHOW(PSA_ALG_RSA_PSS, alg);
        SHOW(PSA_ALG_RSA_PSS_ANY_SALT, alg);
        SHOW(PSA_ALG_ECDSA, alg);
        SHOW(PSA_ALG_DETERMINISTIC_ECDSA, alg);
        SHOW(PSA_ALG_IS_RSA_PKCS1V15_SIGN, alg);
        SHOW(PSA_ALG_IS_RSA_PSS_STANDARD_SALT, alg);
        SHOW(PSA_ALG_IS_RSA_PSS_ANY_SALT, alg);
        SHOW(PSA_ALG_IS_RSA_PSS, alg);
        SHOW(PSA_ALG_IS_RANDOMIZED_ECDSA, alg);
        SHOW(PSA_ALG_IS_DETERMINISTIC_ECDSA, alg);
        SHOW(PSA_ALG_IS_ECDSA, alg);
        SHOW(PSA_ALG_ECDSA_IS_DETERMINISTIC, alg);
        SHOW(PSA_ALG_IS_HASH_EDDSA, alg);
        SHOW(PSA_ALG_IS_SIGN_HASH, alg);
        SHOW(PSA_ALG_IS_VENDOR_HASH_AND_SIGN, alg);
        SHOW(PSA_ALG_IS_SIGN_MESSAGE, alg);
        SHOW(PSA_ALG_IS_HASH_AND_SIGN, alg);
        SHOW(PSA_ALG_SIGN_GET_HASH, alg);
        SHOW(PSA_ALG_RSA_OAEP, alg);
        SHOW(PSA_ALG_IS_RSA_OAEP, alg);
        SHOW(PSA_ALG_HKDF, alg);
        SHOW(PSA_ALG_IS_HKDF, alg);
        SHOW(PSA_ALG_HKDF_EXTRACT, alg);
        SHOW(PSA_ALG_IS_HKDF_EXTRACT, alg);
        SHOW(PSA_ALG_HKDF_EXPAND, alg);
        SHOW(PSA_ALG_IS_HKDF_EXPAND, alg);
        SHOW(PSA_ALG_TLS12_PRF, alg);
        SHOW(PSA_ALG_IS_TLS12_PRF, alg);
        SHOW(PSA_ALG_TLS12_PSK_TO_MS, alg);
        SHOW(PSA_ALG_IS_TLS12_PSK_TO_MS, alg);
        SHOW(PSA_ALG_PBKDF2_HMAC, alg);
        SHOW(PSA_ALG_IS_PBKDF2_HMAC, alg);
        SHOW(PSA_ALG_RSA_OAEP_GET_HASH, alg);
        SHOW(PSA_ALG_HKDF_GET_HASH, alg);
        SHOW(PSA_ALG_TLS12_PRF_GET_HASH, alg);
        SHOW(PSA_ALG_TLS12_PSK_TO_MS_GET_HASH, alg);
        SHOW(PSA_ALG_PBKDF2_HMAC_GET_HASH, alg);
        SHOW(PSA_ALG_KEY_AGREEMENT_GET_KDF, alg);
        SHOW(PSA_ALG_KEY_AGREEMENT_GET_BASE, alg);
        SHOW(PSA_ALG_IS_FFDH, alg);
        SHOW(PSA_ALG_IS_ECDH, alg);
        SHOW(PSA_ALG_IS_WILDCARD, alg);
        SHOW(PSA_HASH_LENGTH, alg);
        SHOW(PSA_HASH_BLOCK_LENGTH, alg);
        SHOW2(PSA_ALG_TRUNCATED_MAC, alg, 12u);
        SHOW2(PSA_ALG_AT_LEAST_THIS_LENGTH_MAC, alg, 12u);
        SHOW2(PSA_ALG_AEAD_WITH_SHORTENED_TAG, alg, 12u);
        SHOW2(PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG, alg, 12u);
        SHOW2(PSA_ALG_KEY_AGREEMENT, PSA_ALG_ECDH, alg);
        SHOW2(MBEDTLS_PSA_ALG_AEAD_EQUAL, alg, PSA_ALG_GCM);
        SHOW3(PSA_MAC_LENGTH, PSA_KEY_TYPE_AES, 128u, alg);
    }
}

static void lifetimes(void)
{
    static const psa_key_lifetime_t all[] = { 0, 1, 0xff, 0x100, 0x2ff, 0x80000000, 0xffffffff };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        say("%08x", (unsigned) all[i]);
        SHOW(PSA_KEY_LIFETIME_GET_PERSISTENCE, all[i]);
        SHOW(PSA_KEY_LIFETIME_GET_LOCATION, all[i]);
        SHOW(PSA_KEY_LIFETIME_IS_VOLATILE, all[i]);
        SHOW(PSA_KEY_LIFETIME_IS_READ_ONLY, all[i]);
        SHOW2(PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION, 3u, all[i] >> 8);
    }
}

static void sizes(void)
{
    static const unsigned bits[] = { 0, 1, 8, 255, 256, 384, 521, 1024, 2048, 4096 };
    size_t i;

    for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
        say("%u", bits[i]);
        SHOW(PSA_BITS_TO_BYTES, bits[i]);
        SHOW(PSA_BYTES_TO_BITS, bits[i]);
        SHOW(PSA_ECDSA_SIGNATURE_SIZE, bits[i]);
        SHOW(PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE, bits[i]);
        SHOW(PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE, bits[i]);
        SHOW(PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE, bits[i]);
        SHOW(PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE, bits[i]);
        SHOW(PSA_KEY_EXPORT_ECC_KEY_PAIR_MAX_SIZE, bits[i]);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "types", types }, { "families", families }, { "kinds", kinds },
        { "lifetimes", lifetimes }, { "sizes", sizes }, { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
