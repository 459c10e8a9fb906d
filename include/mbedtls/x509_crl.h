/* Generated from src/ffi/x509_crl by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_X509_CRL_H
#define MBEDTLS_X509_CRL_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/x509.h"

/**
 * One revoked certificate, and the next of its list.
 */
typedef struct mbedtls_x509_crl_entry {
    /**
     * The content of the entry in DER.
     */
    mbedtls_x509_buf raw;
    /**
     * The serial number of the certificate.
     */
    mbedtls_x509_buf serial;
    /**
     * Since when it is revoked.
     */
    mbedtls_x509_time revocation_date;
    /**
     * The extensions of the entry: `p` points at their SEQUENCE, `len` is the length of its content. `p` is NULL if
     * there are none.
     */
    mbedtls_x509_buf entry_ext;
    /**
     * The next entry, or NULL at the end.
     */
    struct mbedtls_x509_crl_entry *next;
} mbedtls_x509_crl_entry;

/**
 * A parsed revocation list, and the next of a list of them. Pointers in it lead into the encoding.
 */
typedef struct mbedtls_x509_crl {
    /**
     * The whole list in DER.
     */
    mbedtls_x509_buf raw;
    /**
     * The part that is signed.
     */
    mbedtls_x509_buf tbs;
    /**
     * The version: 1 or 2; 0 while the struct holds no list.
     */
    int version;
    /**
     * The object identifier of the signature algorithm.
     */
    mbedtls_x509_buf sig_oid;
    /**
     * The issuer's name in DER.
     */
    mbedtls_x509_buf issuer_raw;
    /**
     * The issuer's name.
     */
    mbedtls_x509_name issuer;
    /**
     * When the list was issued.
     */
    mbedtls_x509_time this_update;
    /**
     * By when the next one will be issued; all zeroes if that is not told.
     */
    mbedtls_x509_time next_update;
    /**
     * The revoked certificates. The first has an empty serial number if there are none.
     */
    struct mbedtls_x509_crl_entry entry;
    /**
     * The extensions of the list.
     */
    mbedtls_x509_buf crl_ext;
    /**
     * Not used: always empty.
     */
    mbedtls_x509_buf MBEDTLS_PRIVATE(sig_oid2);
    /**
     * The signature.
     */
    mbedtls_x509_buf MBEDTLS_PRIVATE(sig);
    /**
     * The digest of the signature.
     */
    mbedtls_md_type_t MBEDTLS_PRIVATE(sig_md);
    /**
     * The way of the signature.
     */
    mbedtls_pk_type_t MBEDTLS_PRIVATE(sig_pk);
    /**
     * The list as the library holds it.
     */
    void *MBEDTLS_PRIVATE(sig_opts);
    /**
     * The next revocation list, or NULL. Functions of the library set it.
     */
    struct mbedtls_x509_crl *next;
} mbedtls_x509_crl;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Writes what a revocation list says, in lines for people.
 *
 * \param buf     Where the text goes, with a NUL.
 * \param size    The size of `buf`.
 * \param prefix  Written before each line. NULL is like an empty string.
 * \param crl     The revocation list; of those behind it nothing is written. NULL is like an empty struct.
 *
 * \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit.
 */
int mbedtls_x509_crl_info(char *buf, size_t size, const char *prefix, const struct mbedtls_x509_crl *crl);

/**
 * Parses one revocation list in DER and appends it to a list. The encoding is copied.
 *
 * \param chain   An initialized list. On an error it is as it was before.
 * \param buf     The revocation list. Bytes after its end are an error.
 * \param buflen  The length of `buf` in bytes.
 *
 * \return        0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL; else a number that tells the part of
 *                the revocation list, to which one of MBEDTLS_ERR_ASN1_ may be added. Critical extensions are
 *                MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG.
 */
int mbedtls_x509_crl_parse_der(struct mbedtls_x509_crl *chain,
                               const unsigned char *buf,
                               size_t buflen);

/**
 * Parses revocation lists in PEM, one or many, or one in DER, and appends them to a list.
 *
 * Of PEM all blocks up to the first that is wrong are appended. Text before a block is passed over; behind the last
 * one nothing but the end of its line may stand.
 *
 * \param chain   An initialized list.
 * \param buf     The revocation lists.
 * \param buflen  The length of `buf` in bytes; of PEM, with the NUL that must end it.
 *
 * \return        0 if all were parsed; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL; the error of the
 *                first block that is wrong, MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT for what stands behind the
 *                last; or what `mbedtls_x509_crl_parse_der()` returns.
 */
int mbedtls_x509_crl_parse(struct mbedtls_x509_crl *chain,
                           const unsigned char *buf,
                           size_t buflen);

/**
 * Parses the revocation lists of a file, in PEM or DER, and appends them to a list; see `mbedtls_x509_crl_parse()`.
 *
 * \param chain  An initialized list.
 * \param path   The file.
 *
 * \return       As of `mbedtls_x509_crl_parse()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read.
 */
int mbedtls_x509_crl_parse_file(struct mbedtls_x509_crl *chain,
                                const char *path);

/**
 * Makes a struct empty.
 *
 * \param crl  The struct. NULL is ignored.
 */
void mbedtls_x509_crl_init(struct mbedtls_x509_crl *crl);

/**
 * Frees a list of revocation lists. The first struct is the caller's and is empty afterwards; the others are freed
 * too.
 *
 * \param crl  The list. NULL and an empty struct are ignored.
 */
void mbedtls_x509_crl_free(struct mbedtls_x509_crl *crl);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_X509_CRL_H */
