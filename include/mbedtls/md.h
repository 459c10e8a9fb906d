/* Generated from src/ffi/md by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_MD_H
#define MBEDTLS_MD_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

/**
 * The digest is not offered.
 */
#define MBEDTLS_ERR_MD_FEATURE_UNAVAILABLE -0x5080

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_MD_BAD_INPUT_DATA -0x5100

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_MD_ALLOC_FAILED -0x5180

/**
 * A file could not be read.
 */
#define MBEDTLS_ERR_MD_FILE_IO_ERROR -0x5200

/**
 * The longest digest in bytes.
 */
#define MBEDTLS_MD_MAX_SIZE 64

/**
 * Message digests.
 */
typedef enum mbedtls_md_type_t {
    /**
     * None.
     */
    MBEDTLS_MD_NONE = 0,
    /**
     * MD5.
     */
    MBEDTLS_MD_MD5 = 3,
    /**
     * RIPEMD-160.
     */
    MBEDTLS_MD_RIPEMD160 = 4,
    /**
     * SHA-1.
     */
    MBEDTLS_MD_SHA1 = 5,
    /**
     * SHA-224.
     */
    MBEDTLS_MD_SHA224 = 8,
    /**
     * SHA-256.
     */
    MBEDTLS_MD_SHA256 = 9,
    /**
     * SHA-384.
     */
    MBEDTLS_MD_SHA384 = 10,
    /**
     * SHA-512.
     */
    MBEDTLS_MD_SHA512 = 11,
    /**
     * SHA3-224.
     */
    MBEDTLS_MD_SHA3_224 = 16,
    /**
     * SHA3-256.
     */
    MBEDTLS_MD_SHA3_256 = 17,
    /**
     * SHA3-384.
     */
    MBEDTLS_MD_SHA3_384 = 18,
    /**
     * SHA3-512.
     */
    MBEDTLS_MD_SHA3_512 = 19,
} mbedtls_md_type_t;

#endif  /* MBEDTLS_MD_H */
