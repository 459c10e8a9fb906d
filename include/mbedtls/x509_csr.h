/* Generated from src/ffi/x509_csr by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_X509_CSR_H
#define MBEDTLS_X509_CSR_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/x509.h"

/**
 * What goes into a request that is to be made.
 */
typedef struct mbedtls_x509write_csr {
    mbedtls_pk_context *MBEDTLS_PRIVATE(key);
    /**
     * The subject's name; a list that mbedtls_asn1_store_named_data() may add to.
     */
    mbedtls_asn1_named_data *MBEDTLS_PRIVATE(subject);
    mbedtls_md_type_t MBEDTLS_PRIVATE(md_alg);
    mbedtls_asn1_named_data *MBEDTLS_PRIVATE(extensions);
} mbedtls_x509write_csr;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context for a request without anything in it.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_x509write_csr_init(struct mbedtls_x509write_csr *ctx);

/**
 * Frees what a context holds, which is all zeros afterwards. The key is the caller's.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_x509write_csr_free(struct mbedtls_x509write_csr *ctx);

/**
 * Sets the subject's name; see mbedtls_x509_string_to_names() for its form.
 *
 * \param ctx           The context.
 * \param subject_name  The name, e.g. `C=NL,O=Example,CN=example.org`.
 *
 * \return              0, or what mbedtls_x509_string_to_names() returns.
 */
int mbedtls_x509write_csr_set_subject_name(struct mbedtls_x509write_csr *ctx, const char *subject_name);

/**
 * Sets the key that the request is for, which signs it.
 *
 * \param ctx  The context. NULL is ignored.
 * \param key  The private key, which has to stay until the request is written.
 */
void mbedtls_x509write_csr_set_key(struct mbedtls_x509write_csr *ctx, mbedtls_pk_context *key);

/**
 * Sets the digest of the signature, which has to be set: there is no default.
 *
 * \param ctx     The context. NULL is ignored.
 * \param md_alg  The digest: one of the SHA-2 family, SHA-1, or with an RSA key MD5.
 */
void mbedtls_x509write_csr_set_md_alg(struct mbedtls_x509write_csr *ctx, mbedtls_md_type_t md_alg);

/**
 * Asks for keyUsage, not critical.
 *
 * \param ctx        The context.
 * \param key_usage  The bits, MBEDTLS_X509_KU_, without MBEDTLS_X509_KU_DECIPHER_ONLY.
 *
 * \return           0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_csr_set_key_usage(struct mbedtls_x509write_csr *ctx, unsigned char key_usage);

/**
 * Asks for Netscape's certificate type.
 *
 * \param ctx           The context.
 * \param ns_cert_type  The bits, MBEDTLS_X509_NS_CERT_TYPE_.
 *
 * \return              0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_csr_set_ns_cert_type(struct mbedtls_x509write_csr *ctx, unsigned char ns_cert_type);

/**
 * Asks for subjectAltName; see mbedtls_x509write_crt_set_subject_alternative_name().
 *
 * \param ctx       The context.
 * \param san_list  The names, which are copied.
 *
 * \return          As of mbedtls_x509write_crt_set_subject_alternative_name().
 */
int mbedtls_x509write_csr_set_subject_alternative_name(struct mbedtls_x509write_csr *ctx,
                                                       const mbedtls_x509_san_list *san_list);

/**
 * Asks for an extension by its object identifier; one that is there already is replaced.
 *
 * \param ctx       The context.
 * \param oid       The object identifier, encoded.
 * \param oid_len   Its length in bytes.
 * \param critical  Whether it is to be critical; 0 or not.
 * \param val       The value, encoded.
 * \param val_len   Its length in bytes.
 *
 * \return          0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_csr_set_extension(struct mbedtls_x509write_csr *ctx,
                                        const char *oid,
                                        size_t oid_len,
                                        int critical,
                                        const unsigned char *val,
                                        size_t val_len);

/**
 * Makes the request in DER, at the end of a buffer.
 *
 * \param ctx    The context, with a key and a digest.
 * \param buf    The buffer. What lies before the request in it is not touched.
 * \param size   Its size in bytes.
 * \param f_rng  The random generator, which must be given although what is random comes from the system's.
 * \param p_rng  The context of `f_rng`.
 *
 * \return       The length of the request, which begins at `buf + size` less that length;
 *               MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if it does not fit; MBEDTLS_ERR_MD_BAD_INPUT_DATA without a digest;
 *               MBEDTLS_ERR_X509_INVALID_ALG for a key that cannot sign; MBEDTLS_ERR_OID_NOT_FOUND for a digest that it
 *               cannot sign; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument or the key is NULL; else the number of
 *               what failed with the key, as of mbedtls_pk_sign().
 */
int mbedtls_x509write_csr_der(struct mbedtls_x509write_csr *ctx,
                              unsigned char *buf,
                              size_t size,
                              mbedtls_f_rng_t *f_rng,
                              void *p_rng);

/**
 * Makes the request in PEM, with a NUL, at the beginning of a buffer.
 *
 * \param ctx    The context, with a key and a digest.
 * \param buf    The buffer.
 * \param size   Its size in bytes.
 * \param f_rng  The random generator, which must be given although what is random comes from the system's.
 * \param p_rng  The context of `f_rng`.
 *
 * \return       0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL if the DER would fit into the buffer and the PEM does not;
 *               else as of mbedtls_x509write_csr_der().
 */
int mbedtls_x509write_csr_pem(struct mbedtls_x509write_csr *ctx,
                              unsigned char *buf,
                              size_t size,
                              mbedtls_f_rng_t *f_rng,
                              void *p_rng);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_X509_CSR_H */
