/*
 * How many bytes hashes, signatures and keys take.
 */
#ifndef PSA_CRYPTO_SIZES_H
#define PSA_CRYPTO_SIZES_H

#include "psa/build_info.h"
#include "psa/crypto_values.h"

#define PSA_BITS_TO_BYTES(bits) (((bits) + 7u) / 8u)
#define PSA_BYTES_TO_BITS(bytes) ((bytes) * 8u)

/* The longest keys in bits. */
#define PSA_MAX_KEY_BITS 0xfff8
#define PSA_VENDOR_RSA_MAX_KEY_BITS 4096u
#define PSA_VENDOR_RSA_GENERATE_MIN_KEY_BITS 1024
#define PSA_VENDOR_ECC_MAX_CURVE_BITS 521u

/* A hash, or the hash of an algorithm that has one; 0 if it is not known. */
#define PSA_HASH_LENGTH(alg) \
    (PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_MD5           ? 16u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_RIPEMD160   ? 20u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_1       ? 20u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_224     ? 28u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_512_224 ? 28u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_224    ? 28u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_256     ? 32u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_512_256 ? 32u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_256    ? 32u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_384     ? 48u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_384    ? 48u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_512     ? 64u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_512    ? 64u \
                                                         : 0u)

/* What a hash takes in at once; 0 if it is not known. */
#define PSA_HASH_BLOCK_LENGTH(alg) \
    (PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_384       ? 128u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_512     ? 128u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_512_224 ? 128u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA_512_256 ? 128u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_224    ? 144u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_256    ? 136u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_384    ? 104u \
     : PSA_ALG_HMAC_GET_HASH(alg) == PSA_ALG_SHA3_512    ? 72u \
     : PSA_HASH_LENGTH(alg) != 0                         ? 64u \
                                                         : 0u)

/* The longest hash. */
#define PSA_HASH_MAX_SIZE 64u

/* A code that authenticates a message. */
#define PSA_MAC_LENGTH(key_type, key_bits, alg) \
    (((alg) & PSA_ALG_MAC_TRUNCATION_MASK) != 0 ? PSA_MAC_TRUNCATED_LENGTH(alg) \
     : PSA_ALG_IS_HMAC(alg)                     ? PSA_HASH_LENGTH(PSA_ALG_HMAC_GET_HASH(alg)) \
     : PSA_ALG_IS_BLOCK_CIPHER_MAC(alg)         ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) \
                                                : ((void) (key_type), (void) (key_bits), 0u))
#define PSA_MAC_MAX_SIZE PSA_HASH_MAX_SIZE

/* A signature. */
#define PSA_ECDSA_SIGNATURE_SIZE(curve_bits) (2u * PSA_BITS_TO_BYTES(curve_bits))
#define PSA_VENDOR_ECDSA_SIGNATURE_MAX_SIZE PSA_ECDSA_SIGNATURE_SIZE(PSA_VENDOR_ECC_MAX_CURVE_BITS)
#define PSA_SIGN_OUTPUT_SIZE(key_type, key_bits, alg) \
    (PSA_KEY_TYPE_IS_RSA(key_type)   ? ((void) (alg), PSA_BITS_TO_BYTES(key_bits)) \
     : PSA_KEY_TYPE_IS_ECC(key_type) ? PSA_ECDSA_SIGNATURE_SIZE(key_bits) \
                                     : ((void) (alg), 0u))
#define PSA_SIGNATURE_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS)

/* A key that is exported; of RSA at most so many. */
#define PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE(bits) (5u + (bits) / 8u)
#define PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) (11u + PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE(key_bits))
#define PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(key_bits) \
    (14u + 9u * PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE((key_bits) / 2u + 1u))
#define PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) (1u + 2u * PSA_BITS_TO_BYTES(key_bits))
#define PSA_KEY_EXPORT_ECC_KEY_PAIR_MAX_SIZE(key_bits) PSA_BITS_TO_BYTES(key_bits)
#define PSA_EXPORT_KEY_OUTPUT_SIZE(key_type, key_bits) \
    ((key_type) == PSA_KEY_TYPE_RSA_KEY_PAIR     ? PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(key_bits) \
     : (key_type) == PSA_KEY_TYPE_RSA_PUBLIC_KEY ? PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) \
     : PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY(key_type)  ? PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) \
                                                 : PSA_BITS_TO_BYTES(key_bits))
#define PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits) \
    (PSA_KEY_TYPE_IS_RSA(key_type)   ? PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) \
     : PSA_KEY_TYPE_IS_ECC(key_type) ? PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) \
     : PSA_KEY_TYPE_IS_DH(key_type)  ? PSA_BITS_TO_BYTES(key_bits) \
                                     : 0u)
#define PSA_EXPORT_KEY_PAIR_MAX_SIZE PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(PSA_VENDOR_RSA_MAX_KEY_BITS)
/* As in Mbed TLS, whose Diffie-Hellman keys are longer than any that are here. */
#define PSA_EXPORT_PUBLIC_KEY_MAX_SIZE 1024u
#define PSA_EXPORT_ASYMMETRIC_KEY_MAX_SIZE PSA_EXPORT_KEY_PAIR_MAX_SIZE
#define PSA_EXPORT_KEY_PAIR_OR_PUBLIC_MAX_SIZE PSA_EXPORT_KEY_PAIR_MAX_SIZE

/* A secret that two keys agree on. */
#define PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE(key_type, key_bits) \
    (PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key_type) || PSA_KEY_TYPE_IS_DH_KEY_PAIR(key_type) ? PSA_BITS_TO_BYTES(key_bits) \
                                                                                     : 0u)

#endif /* PSA_CRYPTO_SIZES_H */
