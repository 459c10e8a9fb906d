/* Generated from src/ffi/hkdf by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_HKDF_H
#define MBEDTLS_HKDF_H

#include <stddef.h>
#include "mbedtls/build_info.h"
#include "mbedtls/md.h"

/**
 * An argument is NULL, too short or too long.
 */
#define MBEDTLS_ERR_HKDF_BAD_INPUT_DATA -0x5F80

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Derives key material: extracts, then expands.
 *
 * \param md        The digest below.
 * \param salt      The salt, which need not be secret, or NULL.
 * \param salt_len  Its length in bytes.
 * \param ikm       The secret.
 * \param ikm_len   Its length in bytes.
 * \param info      What the key material is for; NULL stands for nothing, whatever `info_len` says.
 * \param info_len  Its length in bytes.
 * \param okm       Where the key material goes.
 * \param okm_len   How many bytes of it, at most 255 times the length of the digest.
 *
 * \return          0, or MBEDTLS_ERR_HKDF_BAD_INPUT_DATA (`md`, `okm`, or another array with a length is NULL, or
 *                  `okm_len` is too much).
 */
int mbedtls_hkdf(const mbedtls_md_info_t *md,
                 const unsigned char *salt,
                 size_t salt_len,
                 const unsigned char *ikm,
                 size_t ikm_len,
                 const unsigned char *info,
                 size_t info_len,
                 unsigned char *okm,
                 size_t okm_len);

/**
 * Extracts a pseudorandom key from a secret.
 *
 * \param md        The digest below.
 * \param salt      The salt, which need not be secret, or NULL with length 0.
 * \param salt_len  Its length in bytes.
 * \param ikm       The secret.
 * \param ikm_len   Its length in bytes.
 * \param prk       Where the key goes: as many bytes as the digest has.
 *
 * \return          0, or MBEDTLS_ERR_HKDF_BAD_INPUT_DATA (`md`, `prk`, or another array with a length is NULL).
 */
int mbedtls_hkdf_extract(const mbedtls_md_info_t *md,
                         const unsigned char *salt,
                         size_t salt_len,
                         const unsigned char *ikm,
                         size_t ikm_len,
                         unsigned char *prk);

/**
 * Expands a pseudorandom key into key material.
 *
 * \param md        The digest below.
 * \param prk       The pseudorandom key.
 * \param prk_len   Its length in bytes, at least that of the digest.
 * \param info      What the key material is for; NULL stands for nothing, whatever `info_len` says.
 * \param info_len  Its length in bytes.
 * \param okm       Where the key material goes.
 * \param okm_len   How many bytes of it, at most 255 times the length of the digest.
 *
 * \return          0, or MBEDTLS_ERR_HKDF_BAD_INPUT_DATA (NULL, `prk_len` too short, or `okm_len` too much).
 */
int mbedtls_hkdf_expand(const mbedtls_md_info_t *md,
                        const unsigned char *prk,
                        size_t prk_len,
                        const unsigned char *info,
                        size_t info_len,
                        unsigned char *okm,
                        size_t okm_len);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_HKDF_H */
