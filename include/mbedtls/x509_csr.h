/* Generated from src/ffi/x509_csr by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_X509_CSR_H
#define MBEDTLS_X509_CSR_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/x509.h"

/**
 * A parsed request. Pointers in it lead into the request's encoding.
 */
typedef struct mbedtls_x509_csr {
    /**
     * The whole request in DER.
     */
    mbedtls_x509_buf raw;
    /**
     * The part that is signed.
     */
    mbedtls_x509_buf cri;
    /**
     * The version, which is 1; 0 while the struct holds no request.
     */
    int version;
    /**
     * The subject's name in DER.
     */
    mbedtls_x509_buf subject_raw;
    /**
     * The subject's name.
     */
    mbedtls_x509_name subject;
    /**
     * The subject's key.
     */
    mbedtls_pk_context pk;
    /**
     * keyUsage as it is asked for, as MBEDTLS_X509_KU_ bits.
     */
    unsigned int key_usage;
    /**
     * Netscape's certificate type as it is asked for, as MBEDTLS_X509_NS_CERT_TYPE_ bits.
     */
    unsigned char ns_cert_type;
    /**
     * subjectAltName as it is asked for: the names as they are encoded.
     */
    mbedtls_x509_sequence subject_alt_names;
    /**
     * The extensions that are asked for, as MBEDTLS_X509_EXT_ bits.
     */
    int MBEDTLS_PRIVATE(ext_types);
    /**
     * The object identifier of the signature algorithm.
     */
    mbedtls_x509_buf sig_oid;
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
     * The request as the library holds it.
     */
    void *MBEDTLS_PRIVATE(sig_opts);
} mbedtls_x509_csr;

/**
 * Looks at an extension that a request asks for and that the library does not know.
 *
 * The value lies between `p` and `end`. Any result but 0 refuses an extension that is critical.
 */
typedef int (*mbedtls_x509_csr_ext_cb_t)(void *p_ctx,
                                         const struct mbedtls_x509_csr *csr,
                                         const mbedtls_x509_buf *oid,
                                         int critical,
                                         const unsigned char *p,
                                         const unsigned char *end);

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
 * Writes what a request says, in lines for people.
 *
 * \param buf     Where the text goes, with a NUL.
 * \param size    The size of `buf`.
 * \param prefix  Written before each line. NULL is like an empty string.
 * \param csr     The request.
 *
 * \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit,
 *                MBEDTLS_ERR_X509_BAD_INPUT_DATA if `csr` is NULL or holds no request.
 */
int mbedtls_x509_csr_info(char *buf, size_t size, const char *prefix, const struct mbedtls_x509_csr *csr);

/**
 * Parses a request in DER. The encoding is copied. The signature is not checked.
 *
 * \param csr     The struct, which is initialized anew and must hold no request. On an error it is empty.
 * \param buf     The request. Bytes after its end are an error.
 * \param buflen  The length of `buf` in bytes.
 *
 * \return        0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL or `buflen` 0; else a number that tells
 *                the part of the request, to which one of MBEDTLS_ERR_ASN1_ may be added. A critical extension that is
 *                not known is MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG.
 */
int mbedtls_x509_csr_parse_der(struct mbedtls_x509_csr *csr,
                               const unsigned char *buf,
                               size_t buflen);

/**
 * As mbedtls_x509_csr_parse_der(), and asks about extensions that are not known.
 *
 * \param csr     The struct, which is initialized anew and must hold no request. On an error it is empty.
 * \param buf     The request.
 * \param buflen  The length of `buf` in bytes.
 * \param cb      Called for each extension that is not known. NULL: those that are critical are refused.
 * \param p_ctx   The context of `cb`.
 *
 * \return        What `cb` returned for a critical extension, unless that is 0; else as of
 *                mbedtls_x509_csr_parse_der().
 */
int mbedtls_x509_csr_parse_der_with_ext_cb(struct mbedtls_x509_csr *csr,
                                           const unsigned char *buf,
                                           size_t buflen,
                                           mbedtls_x509_csr_ext_cb_t cb,
                                           void *p_ctx);

/**
 * Parses a request in PEM or DER.
 *
 * \param csr     The struct, which is initialized anew and must hold no request. On an error it is empty.
 * \param buf     The request; of PEM, `CERTIFICATE REQUEST` or `NEW CERTIFICATE REQUEST`.
 * \param buflen  The length of `buf` in bytes; of PEM, with the NUL that must end it.
 *
 * \return        0; an error of the PEM block; else as of mbedtls_x509_csr_parse_der().
 */
int mbedtls_x509_csr_parse(struct mbedtls_x509_csr *csr, const unsigned char *buf, size_t buflen);

/**
 * Parses the request of a file, in PEM or DER.
 *
 * \param csr   The struct, which is initialized anew and must hold no request. On an error it is empty.
 * \param path  The file.
 *
 * \return      As of mbedtls_x509_csr_parse(); MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read.
 */
int mbedtls_x509_csr_parse_file(struct mbedtls_x509_csr *csr, const char *path);

/**
 * Makes a struct empty.
 *
 * \param csr  The struct. NULL is ignored.
 */
void mbedtls_x509_csr_init(struct mbedtls_x509_csr *csr);

/**
 * Frees a request. The struct is the caller's and is empty afterwards.
 *
 * \param csr  The request. NULL and an empty struct are ignored.
 */
void mbedtls_x509_csr_free(struct mbedtls_x509_csr *csr);

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
 *               MBEDTLS_ERR_X509_INVALID_ALG for a key that cannot sign, or only by RSASSA-PSS;
 *               MBEDTLS_ERR_OID_NOT_FOUND for a digest that it cannot sign; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an
 *               argument or the key is NULL; else the number of what failed with the key, as of mbedtls_pk_sign().
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
