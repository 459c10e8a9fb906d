/* Generated from src/ffi/base64 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_BASE64_H
#define MBEDTLS_BASE64_H

#include <stddef.h>
#include "mbedtls/build_info.h"

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL -0x002A

/**
 * The input holds a character that is no base64, or one where it must not stand, or ends inside a group of four.
 */
#define MBEDTLS_ERR_BASE64_INVALID_CHARACTER -0x002C

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Encodes bytes, in one line and with a NUL behind. Nothing is looked up in tables, so that secrets may be encoded.
 *
 * \param dst   Where the text goes; it may overlap with `src`. NULL to ask for the size.
 * \param dlen  The size of `dst` in bytes.
 * \param olen  Where the length of the text goes, without the NUL; if it does not fit, the size that is needed, with
 *              the NUL, or the largest size if there is none.
 * \param src   The bytes.
 * \param slen  How many.
 *
 * \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL, also if `src` is NULL and `slen` is not 0. Of no bytes, nothing
 *              is written, not even the NUL.
 */
int mbedtls_base64_encode(unsigned char *dst,
                          size_t dlen,
                          size_t *olen,
                          const unsigned char *src,
                          size_t slen);

/**
 * Decodes a text in lines: a line ends in LF or CR LF, spaces may stand before that and nowhere else. Nothing is
 * looked up in tables.
 *
 * \param dst   Where the bytes go; it may overlap with `src`. NULL to ask for the size.
 * \param dlen  The size of `dst` in bytes.
 * \param olen  Where the number of bytes goes; if they do not fit, the size that is needed.
 * \param src   The text.
 * \param slen  Its length in bytes, without a NUL.
 *
 * \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL; MBEDTLS_ERR_BASE64_INVALID_CHARACTER, and `*olen` stays, also if
 *              `src` is NULL and `slen` is not 0.
 */
int mbedtls_base64_decode(unsigned char *dst,
                          size_t dlen,
                          size_t *olen,
                          const unsigned char *src,
                          size_t slen);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_BASE64_H */
