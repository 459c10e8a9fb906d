/* Generated from src/ffi/x509_crt by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_X509_CRT_H
#define MBEDTLS_X509_CRT_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/bignum.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/x509.h"
#include "mbedtls/x509_crl.h"

/* The bit of an algorithm or curve in the sets of mbedtls_x509_crt_profile. */
#define MBEDTLS_X509_ID_FLAG(id) (1 << ((id) - 1))

/* Versions as certificates encode them. */
#define MBEDTLS_X509_CRT_VERSION_1 0
#define MBEDTLS_X509_CRT_VERSION_2 1
#define MBEDTLS_X509_CRT_VERSION_3 2

/* Space for a path of a file, for programs: the library takes any length. */
#if !defined(MBEDTLS_X509_MAX_FILE_PATH_LEN)
#define MBEDTLS_X509_MAX_FILE_PATH_LEN 512
#endif


/**
 * The longest serial number in bytes (RFC 5280 section 4.1.2.2).
 */
#define MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN 20

/**
 * The length of a date as a certificate is given it, `YYYYMMDDhhmmssZ`.
 */
#define MBEDTLS_X509_RFC5280_UTC_TIME_LEN 15

/**
 * A parsed certificate, and the next of its list. Pointers in it lead into the certificate's encoding.
 */
typedef struct mbedtls_x509_crt {
    /**
     * Whether `raw` belongs to this struct.
     */
    int MBEDTLS_PRIVATE(own_buffer);
    /**
     * The whole certificate in DER.
     */
    mbedtls_x509_buf raw;
    /**
     * The part that is signed.
     */
    mbedtls_x509_buf tbs;
    /**
     * The version: 1, 2 or 3; 0 while the struct holds no certificate.
     */
    int version;
    /**
     * The serial number.
     */
    mbedtls_x509_buf serial;
    /**
     * The object identifier of the signature algorithm.
     */
    mbedtls_x509_buf sig_oid;
    /**
     * The issuer's name in DER.
     */
    mbedtls_x509_buf issuer_raw;
    /**
     * The subject's name in DER.
     */
    mbedtls_x509_buf subject_raw;
    /**
     * The issuer's name.
     */
    mbedtls_x509_name issuer;
    /**
     * The subject's name.
     */
    mbedtls_x509_name subject;
    /**
     * The first moment at which the certificate is valid.
     */
    mbedtls_x509_time valid_from;
    /**
     * The last moment at which the certificate is valid.
     */
    mbedtls_x509_time valid_to;
    /**
     * The SubjectPublicKeyInfo.
     */
    mbedtls_x509_buf pk_raw;
    /**
     * The subject's key.
     */
    mbedtls_pk_context pk;
    /**
     * issuerUniqueID.
     */
    mbedtls_x509_buf issuer_id;
    /**
     * subjectUniqueID.
     */
    mbedtls_x509_buf subject_id;
    /**
     * The extensions of version 3.
     */
    mbedtls_x509_buf v3_ext;
    /**
     * subjectAltName: the names as they are encoded.
     */
    mbedtls_x509_sequence subject_alt_names;
    /**
     * subjectKeyIdentifier.
     */
    mbedtls_x509_buf subject_key_id;
    /**
     * authorityKeyIdentifier.
     */
    mbedtls_x509_authority authority_key_id;
    /**
     * certificatePolicies: the policies' object identifiers.
     */
    mbedtls_x509_sequence certificate_policies;
    /**
     * The extensions that are there, as MBEDTLS_X509_EXT_ bits.
     */
    int MBEDTLS_PRIVATE(ext_types);
    /**
     * basicConstraints: 1 for a certificate authority.
     */
    int MBEDTLS_PRIVATE(ca_istrue);
    /**
     * basicConstraints: one more than the longest path allowed, 0 for no limit.
     */
    int MBEDTLS_PRIVATE(max_pathlen);
    /**
     * keyUsage, as MBEDTLS_X509_KU_ bits.
     */
    unsigned int MBEDTLS_PRIVATE(key_usage);
    /**
     * extKeyUsage: the purposes' object identifiers.
     */
    mbedtls_x509_sequence ext_key_usage;
    /**
     * Netscape's certificate type, as MBEDTLS_X509_NS_CERT_TYPE_ bits.
     */
    unsigned char MBEDTLS_PRIVATE(ns_cert_type);
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
     * The certificate as the library holds it, if it cannot be made again from the other fields.
     */
    void *MBEDTLS_PRIVATE(sig_opts);
    /**
     * The next certificate of the list, or NULL. Functions of the library set it.
     */
    struct mbedtls_x509_crt *next;
} mbedtls_x509_crt;

/**
 * Takes care of an extension that the library does not know, or of policies that it does not enforce.
 *
 * \param p_ctx     What was given with the function.
 * \param crt       The certificate as far as it was read.
 * \param oid       What extension it is: an object identifier, alive during the call.
 * \param critical  1 for a critical extension.
 * \param p         The content of the extension, which stays where it is as long as the certificate.
 * \param end       The end of the content.
 *
 * \return          0 if the extension is fine. Anything else is the result of the parsing if the extension is unknown
 *                  and critical, and ignored if not.
 */
typedef int (*mbedtls_x509_crt_ext_cb_t)(void *p_ctx,
                                         const struct mbedtls_x509_crt *crt,
                                         const mbedtls_x509_buf *oid,
                                         int critical,
                                         const unsigned char *p,
                                         const unsigned char *end);

/**
 * Which algorithms and keys a certification path may use. Each set is made of MBEDTLS_X509_ID_FLAG().
 */
typedef struct mbedtls_x509_crt_profile {
    /**
     * The digests of signatures (`mbedtls_md_type_t`).
     */
    uint32_t allowed_mds;
    /**
     * The kinds of keys and of signatures (`mbedtls_pk_type_t`).
     */
    uint32_t allowed_pks;
    /**
     * The curves (`mbedtls_ecp_group_id`).
     */
    uint32_t allowed_curves;
    /**
     * The shortest RSA key in bits.
     */
    uint32_t rsa_min_bitlen;
} mbedtls_x509_crt_profile;

/**
 * The state of a check that can be interrupted: none, as no operation here can be.
 */
typedef void mbedtls_x509_crt_restart_ctx;

/**
 * Finds trusted certificates that may have issued another one.
 *
 * \param p_ctx          What was given with the function.
 * \param child          The certificate whose issuer is looked for.
 * \param candidate_cas  Where the list of candidates goes: its first struct is memory of `mbedtls_calloc()`, the others
 *                       were appended by the functions that parse. The library frees it. NULL is none.
 *
 * \return               0; anything else ends the check with MBEDTLS_ERR_X509_FATAL_ERROR.
 */
typedef int (*mbedtls_x509_crt_ca_cb_t)(void *p_ctx,
                                        const struct mbedtls_x509_crt *child,
                                        struct mbedtls_x509_crt **candidate_cas);

/**
 * What goes into a certificate that is to be made.
 */
typedef struct mbedtls_x509write_cert {
    int MBEDTLS_PRIVATE(version);
    unsigned char MBEDTLS_PRIVATE(serial)[MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN];
    size_t MBEDTLS_PRIVATE(serial_len);
    mbedtls_pk_context *MBEDTLS_PRIVATE(subject_key);
    mbedtls_pk_context *MBEDTLS_PRIVATE(issuer_key);
    mbedtls_asn1_named_data *MBEDTLS_PRIVATE(subject);
    mbedtls_asn1_named_data *MBEDTLS_PRIVATE(issuer);
    mbedtls_md_type_t MBEDTLS_PRIVATE(md_alg);
    char MBEDTLS_PRIVATE(not_before)[16];
    char MBEDTLS_PRIVATE(not_after)[16];
    mbedtls_asn1_named_data *MBEDTLS_PRIVATE(extensions);
} mbedtls_x509write_cert;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * What is expected to be safe for general use: SHA-2 from 256 bits, RSA from 2048 bits, curves from 256 bits.
 */
extern const struct mbedtls_x509_crt_profile mbedtls_x509_crt_profile_default;

/**
 * What the default profile is expected to become.
 */
extern const struct mbedtls_x509_crt_profile mbedtls_x509_crt_profile_next;

/**
 * Suite B (RFC 6460): ECDSA over P-256 or P-384, with SHA-256 or SHA-384.
 */
extern const struct mbedtls_x509_crt_profile mbedtls_x509_crt_profile_suiteb;

/**
 * Nothing at all: a start for profiles that add what they allow.
 */
extern const struct mbedtls_x509_crt_profile mbedtls_x509_crt_profile_none;

/**
 * Tells whether keyUsage allows a use. Without the extension everything is allowed.
 *
 * \param crt    The certificate.
 * \param usage  MBEDTLS_X509_KU_ bits, all of which must be allowed. MBEDTLS_X509_KU_ENCIPHER_ONLY and
 *               MBEDTLS_X509_KU_DECIPHER_ONLY are accepted if set in the certificate, not asked for.
 *
 * \return       0 if it does, MBEDTLS_ERR_X509_BAD_INPUT_DATA if not or if `crt` is NULL or empty.
 */
int mbedtls_x509_crt_check_key_usage(const struct mbedtls_x509_crt *crt, unsigned int usage);

/**
 * Tells whether extKeyUsage allows a purpose. Without the extension everything is allowed.
 *
 * \param crt        The certificate.
 * \param usage_oid  The purpose: the content of its object identifier, as in MBEDTLS_OID_SERVER_AUTH.
 * \param usage_len  The length of `usage_oid` in bytes.
 *
 * \return           0 if it does, MBEDTLS_ERR_X509_BAD_INPUT_DATA if not or if an argument is NULL.
 */
int mbedtls_x509_crt_check_extended_key_usage(const struct mbedtls_x509_crt *crt,
                                              const char *usage_oid,
                                              size_t usage_len);

/**
 * Tells whether a certificate has an extension.
 *
 * \param ctx       The certificate.
 * \param ext_type  The extension, MBEDTLS_X509_EXT_…; of several bits one is enough.
 *
 * \return          The bits that are there, 0 if none or if `ctx` is NULL.
 */
int mbedtls_x509_crt_has_ext_type(const struct mbedtls_x509_crt *ctx, int ext_type);

/**
 * Tells whether a certificate is that of an authority, by basicConstraints.
 *
 * \param crt  The certificate.
 *
 * \return     1 if it is, 0 if not, MBEDTLS_ERR_X509_INVALID_EXTENSIONS without basicConstraints or if `crt` is NULL.
 */
int mbedtls_x509_crt_get_ca_istrue(const struct mbedtls_x509_crt *crt);

/**
 * Parses one certificate in DER and appends it to a list, with a function that takes care of unknown extensions.
 *
 * \param chain      An initialized list. On an error it is as it was before.
 * \param buf        The certificate. Bytes after its end are ignored.
 * \param buflen     The length of `buf` in bytes.
 * \param make_copy  0: the struct points into `buf`, which has to stay alive and unchanged as long as the list. Else the
 *                   encoding is copied.
 * \param cb         Called for each extension that is not interpreted, and for policies other than anyPolicy. NULL for
 *                   none, as `mbedtls_x509_crt_parse_der()`.
 * \param p_ctx      The context of `cb`.
 *
 * \return           As of `mbedtls_x509_crt_parse_der()`; what `cb` returned for a critical extension.
 */
int mbedtls_x509_crt_parse_der_with_ext_cb(struct mbedtls_x509_crt *chain,
                                           const unsigned char *buf,
                                           size_t buflen,
                                           int make_copy,
                                           mbedtls_x509_crt_ext_cb_t cb,
                                           void *p_ctx);

/**
 * Parses the certificates of a file, in PEM or DER, and appends them to a list; see `mbedtls_x509_crt_parse()`.
 *
 * \param chain  An initialized list.
 * \param path   The file.
 *
 * \return       As of `mbedtls_x509_crt_parse()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read.
 */
int mbedtls_x509_crt_parse_file(struct mbedtls_x509_crt *chain,
                                const char *path);

/**
 * Parses the certificates of all files of a folder and appends them to a list. Folders within it are passed over.
 *
 * \param chain  An initialized list.
 * \param path   The folder.
 *
 * \return       0 if everything was parsed; above zero, how many certificates were not, and files without any;
 *               MBEDTLS_ERR_X509_FILE_IO_ERROR if the folder cannot be read.
 */
int mbedtls_x509_crt_parse_path(struct mbedtls_x509_crt *chain,
                                const char *path);

/**
 * Writes what a certificate says, in lines for people.
 *
 * \param buf     Where the text goes, with a NUL.
 * \param size    The size of `buf`.
 * \param prefix  Written before each line. NULL is like an empty string.
 * \param crt     The certificate. NULL and an empty struct give one line that says so.
 *
 * \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit.
 */
int mbedtls_x509_crt_info(char *buf, size_t size, const char *prefix, const struct mbedtls_x509_crt *crt);

/**
 * Parses one certificate in DER and appends it to a list. The encoding is copied.
 *
 * \param chain   An initialized list. On an error it is as it was before.
 * \param buf     The certificate. Bytes after its end are ignored.
 * \param buflen  The length of `buf` in bytes.
 *
 * \return        0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL; else a number that tells the part of
 *                the certificate, to which one of MBEDTLS_ERR_ASN1_ may be added.
 */
int mbedtls_x509_crt_parse_der(struct mbedtls_x509_crt *chain,
                               const unsigned char *buf,
                               size_t buflen);

/**
 * As `mbedtls_x509_crt_parse_der()`, with pointers into `buf` in the struct.
 *
 * \param chain   An initialized list.
 * \param buf     The certificate, alive and unchanged as long as the list.
 * \param buflen  The length of `buf` in bytes.
 *
 * \return        As of `mbedtls_x509_crt_parse_der()`.
 */
int mbedtls_x509_crt_parse_der_nocopy(struct mbedtls_x509_crt *chain,
                                      const unsigned char *buf,
                                      size_t buflen);

/**
 * Parses certificates in PEM, one or many, or one in DER, and appends them to a list.
 *
 * Of PEM every certificate that can be parsed is appended; the others are counted.
 *
 * \param chain   An initialized list.
 * \param buf     The certificates.
 * \param buflen  The length of `buf` in bytes; of PEM, with the NUL that must end it.
 *
 * \return        0 if all were parsed; above zero, how many certificates in PEM were not; below zero if none was:
 *                MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL, the first error of a PEM block, or what
 *                `mbedtls_x509_crt_parse_der()` returns; MBEDTLS_ERR_X509_CERT_UNKNOWN_FORMAT for a PEM block that
 *                does not end.
 */
int mbedtls_x509_crt_parse(struct mbedtls_x509_crt *chain,
                           const unsigned char *buf,
                           size_t buflen);

/**
 * Makes a struct empty.
 *
 * \param crt  The struct. NULL is ignored.
 */
void mbedtls_x509_crt_init(struct mbedtls_x509_crt *crt);

/**
 * Frees a list of certificates. The first struct is the caller's and is empty afterwards; the others are freed too.
 *
 * \param crt  The list. NULL and an empty struct are ignored.
 */
void mbedtls_x509_crt_free(struct mbedtls_x509_crt *crt);

/**
 * Checks a certificate and its path to a trusted one with the default profile; see
 * `mbedtls_x509_crt_verify_with_profile()`.
 *
 * \param crt       The certificate, followed in its list by those that may lead to a trusted one.
 * \param trust_ca  The list of trusted certificates, or NULL for none.
 * \param ca_crl    Revocation lists, or NULL for none.
 * \param cn        Whom the certificate must be for, or NULL.
 * \param flags     Where the flags go.
 * \param f_vrfy    Called for each certificate of the path, or NULL.
 * \param p_vrfy    The context of `f_vrfy`.
 *
 * \return          As of `mbedtls_x509_crt_verify_with_profile()`.
 */
int mbedtls_x509_crt_verify(struct mbedtls_x509_crt *crt,
                            struct mbedtls_x509_crt *trust_ca,
                            mbedtls_x509_crl *ca_crl,
                            const char *cn,
                            uint32_t *flags,
                            int (*f_vrfy)(void*, struct mbedtls_x509_crt*, int, uint32_t*),
                            void *p_vrfy);

/**
 * Checks a certificate and its path to a trusted one (RFC 5280 section 6, as far as the flags tell).
 *
 * Dates are compared with the system's clock. At most MBEDTLS_X509_MAX_INTERMEDIATE_CA certificates may lie between
 * the certificate and a trusted one. A certificate that names itself as its issuer and stands among the trusted is
 * trusted as it is.
 *
 * Each certificate that has an issuer in the path is looked up in the revocation lists of that issuer, in their order,
 * until one has it or cannot be trusted (MBEDTLS_X509_BADCRL_NOT_TRUSTED). The date of a revocation does not matter. A
 * list that is out of date counts, and its own flag is set; so it is for one that does not tell its next update.
 * Certificates without a list of their issuer are not revoked.
 *
 * \param crt       The certificate, followed in its list by those that may lead to a trusted one.
 * \param trust_ca  The list of trusted certificates, or NULL for none.
 * \param ca_crl    Revocation lists, or NULL for none.
 * \param profile   Which algorithms and keys the path and the revocation lists may use.
 * \param cn        Whom the certificate must be for: a host name, an IP address or a URI; NULL for anybody. The common
 *                  name counts only if there is no subjectAltName.
 * \param flags     Where the MBEDTLS_X509_BADCERT_ and MBEDTLS_X509_BADCRL_ flags of all certificates go, 0 for a good
 *                  path; all bits if the check could not be carried through.
 * \param f_vrfy    Called for each certificate from the trusted end to `crt`, with its depth (0 is `crt`) and its
 *                  flags, which it may change; another return value than 0 ends the check. NULL for none.
 * \param p_vrfy    The context of `f_vrfy`.
 *
 * \return          0 for a good path; MBEDTLS_ERR_X509_CERT_VERIFY_FAILED with flags set;
 *                  MBEDTLS_ERR_X509_FATAL_ERROR if the path is too long or takes too much work;
 *                  MBEDTLS_ERR_X509_BAD_INPUT_DATA if `crt`, `profile` or `flags` is NULL or `crt` is empty;
 *                  what `f_vrfy` returned, MBEDTLS_ERR_X509_FATAL_ERROR for MBEDTLS_ERR_X509_CERT_VERIFY_FAILED.
 */
int mbedtls_x509_crt_verify_with_profile(struct mbedtls_x509_crt *crt,
                                         struct mbedtls_x509_crt *trust_ca,
                                         mbedtls_x509_crl *ca_crl,
                                         const struct mbedtls_x509_crt_profile *profile,
                                         const char *cn,
                                         uint32_t *flags,
                                         int (*f_vrfy)(void*, struct mbedtls_x509_crt*, int, uint32_t*),
                                         void *p_vrfy);

/**
 * As `mbedtls_x509_crt_verify_with_profile()`; the check is carried through in one call.
 *
 * \param crt       The certificate, followed in its list by those that may lead to a trusted one.
 * \param trust_ca  The list of trusted certificates, or NULL for none.
 * \param ca_crl    Revocation lists, or NULL for none.
 * \param profile   Which algorithms and keys the path and the revocation lists may use.
 * \param cn        Whom the certificate must be for, or NULL.
 * \param flags     Where the flags go.
 * \param f_vrfy    Called for each certificate of the path, or NULL.
 * \param p_vrfy    The context of `f_vrfy`.
 * \param rs_ctx    Ignored.
 *
 * \return          As of `mbedtls_x509_crt_verify_with_profile()`.
 */
int mbedtls_x509_crt_verify_restartable(struct mbedtls_x509_crt *crt,
                                        struct mbedtls_x509_crt *trust_ca,
                                        mbedtls_x509_crl *ca_crl,
                                        const struct mbedtls_x509_crt_profile *profile,
                                        const char *cn,
                                        uint32_t *flags,
                                        int (*f_vrfy)(void*, struct mbedtls_x509_crt*, int, uint32_t*),
                                        void *p_vrfy,
                                        mbedtls_x509_crt_restart_ctx *rs_ctx);

/**
 * As `mbedtls_x509_crt_verify_with_profile()`, with trusted certificates that a function finds for each certificate
 * in turn, and without revocation lists. A certificate that names itself as its issuer is not trusted as it is.
 *
 * \param crt      The certificate, followed in its list by those that may lead to a trusted one.
 * \param f_ca_cb  Finds trusted certificates that may have issued another one. NULL finds none.
 * \param p_ca_cb  The context of `f_ca_cb`.
 * \param profile  Which algorithms and keys the path may use.
 * \param cn       Whom the certificate must be for, or NULL.
 * \param flags    Where the flags go.
 * \param f_vrfy   Called for each certificate of the path, or NULL.
 * \param p_vrfy   The context of `f_vrfy`.
 *
 * \return         As of `mbedtls_x509_crt_verify_with_profile()`; MBEDTLS_ERR_X509_FATAL_ERROR if `f_ca_cb` fails.
 */
int mbedtls_x509_crt_verify_with_ca_cb(struct mbedtls_x509_crt *crt,
                                       mbedtls_x509_crt_ca_cb_t f_ca_cb,
                                       void *p_ca_cb,
                                       const struct mbedtls_x509_crt_profile *profile,
                                       const char *cn,
                                       uint32_t *flags,
                                       int (*f_vrfy)(void*, struct mbedtls_x509_crt*, int, uint32_t*),
                                       void *p_vrfy);

/**
 * Tells whether a revocation list has a certificate, by its serial number alone: whose list it is, and whether it is
 * good, does not matter here.
 *
 * \param crt  The certificate.
 * \param crl  The revocation list; those behind it are not looked at.
 *
 * \return     1 if it has, 0 if not or if an argument is NULL or empty.
 */
int mbedtls_x509_crt_is_revoked(const struct mbedtls_x509_crt *crt,
                                const mbedtls_x509_crl *crl);

/**
 * Writes the flags of a check in words, one line for each.
 *
 * \param buf     Where the text goes, with a NUL. It is not touched if `flags` is 0.
 * \param size    The size of `buf`.
 * \param prefix  Written before each line. NULL is like an empty string.
 * \param flags   The MBEDTLS_X509_BADCERT_ and MBEDTLS_X509_BADCRL_ flags.
 *
 * \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit.
 */
int mbedtls_x509_crt_verify_info(char *buf, size_t size, const char *prefix, uint32_t flags);

/**
 * Makes a context for a certificate of version 3 without anything in it.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_x509write_crt_init(struct mbedtls_x509write_cert *ctx);

/**
 * Frees what a context holds, which is all zeros afterwards. The keys are the caller's.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_x509write_crt_free(struct mbedtls_x509write_cert *ctx);

/**
 * Sets the version.
 *
 * \param ctx      The context. NULL is ignored.
 * \param version  MBEDTLS_X509_CRT_VERSION_1, _2 or _3, which is what a context begins with. Extensions are written
 *                 in version 3 alone.
 */
void mbedtls_x509write_crt_set_version(struct mbedtls_x509write_cert *ctx,
                                       int version);

/**
 * Sets the serial number.
 *
 * \param ctx         The context.
 * \param serial      The number, big-endian; if its first bit is set a zero is written before it.
 *                    Zeros that it begins with are written too, and others refuse such a certificate.
 * \param serial_len  Its length in bytes, at most MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN.
 *
 * \return            0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if it is longer or an argument is NULL.
 */
int mbedtls_x509write_crt_set_serial_raw(struct mbedtls_x509write_cert *ctx,
                                         unsigned char *serial,
                                         size_t serial_len);

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Sets the serial number; mbedtls_x509write_crt_set_serial_raw() is the newer way.
 *
 * \param ctx     The context.
 * \param serial  The number, at most MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN bytes long. A sign is passed over.
 *
 * \return        0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if it is longer or an argument is NULL.
 */
int MBEDTLS_DEPRECATED mbedtls_x509write_crt_set_serial(struct mbedtls_x509write_cert *ctx, const mbedtls_mpi *serial);
#endif

/**
 * Sets when the certificate is valid, in UTC. The digits are not looked at.
 *
 * \param ctx         The context.
 * \param not_before  The first moment, as `YYYYMMDDhhmmss`.
 * \param not_after   The last moment.
 *
 * \return            0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if one does not have 14 characters or an argument is NULL.
 */
int mbedtls_x509write_crt_set_validity(struct mbedtls_x509write_cert *ctx,
                                       const char *not_before,
                                       const char *not_after);

/**
 * Sets the issuer's name; see mbedtls_x509_string_to_names() for its form.
 *
 * \param ctx          The context.
 * \param issuer_name  The name, e.g. `C=NL,O=Example,CN=Example CA`.
 *
 * \return             0, or what mbedtls_x509_string_to_names() returns.
 */
int mbedtls_x509write_crt_set_issuer_name(struct mbedtls_x509write_cert *ctx, const char *issuer_name);

/**
 * Sets the subject's name; see mbedtls_x509_string_to_names() for its form.
 *
 * \param ctx           The context.
 * \param subject_name  The name, e.g. `C=NL,O=Example,CN=example.org`.
 *
 * \return              0, or what mbedtls_x509_string_to_names() returns.
 */
int mbedtls_x509write_crt_set_subject_name(struct mbedtls_x509write_cert *ctx, const char *subject_name);

/**
 * Sets the subject's key, of which the public half goes into the certificate.
 *
 * \param ctx  The context. NULL is ignored.
 * \param key  The key, which has to stay until the certificate is written.
 */
void mbedtls_x509write_crt_set_subject_key(struct mbedtls_x509write_cert *ctx, mbedtls_pk_context *key);

/**
 * Sets the issuer's key, which signs. For a certificate that signs itself it is the subject's.
 *
 * \param ctx  The context. NULL is ignored.
 * \param key  The private key, which has to stay until the certificate is written.
 */
void mbedtls_x509write_crt_set_issuer_key(struct mbedtls_x509write_cert *ctx, mbedtls_pk_context *key);

/**
 * Sets the digest of the signature, which has to be set: there is no default.
 *
 * \param ctx     The context. NULL is ignored.
 * \param md_alg  The digest: one of the SHA-2 family, SHA-1, or with an RSA key MD5.
 */
void mbedtls_x509write_crt_set_md_alg(struct mbedtls_x509write_cert *ctx, mbedtls_md_type_t md_alg);

/**
 * Sets an extension by its object identifier; one that is there already is replaced.
 *
 * \param ctx       The context.
 * \param oid       The object identifier, encoded.
 * \param oid_len   Its length in bytes.
 * \param critical  Whether who does not know the extension must refuse the certificate; 0 or not.
 * \param val       The value, encoded.
 * \param val_len   Its length in bytes.
 *
 * \return          0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_extension(struct mbedtls_x509write_cert *ctx,
                                        const char *oid,
                                        size_t oid_len,
                                        int critical,
                                        const unsigned char *val,
                                        size_t val_len);

/**
 * Sets basicConstraints, critical for an authority.
 *
 * \param ctx          The context.
 * \param is_ca        Whether the subject is an authority; 0 or not.
 * \param max_pathlen  For an authority, how many intermediate certificates may follow, at most 127; below 0 for no
 *                     limit.
 *
 * \return             0; MBEDTLS_ERR_X509_BAD_INPUT_DATA for an authority with a `max_pathlen` above 127, or if `ctx`
 *                     is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_basic_constraints(struct mbedtls_x509write_cert *ctx,
                                                int is_ca,
                                                int max_pathlen);

/**
 * Sets subjectKeyIdentifier to SHA-1 of the subject's key, which has to be set before.
 *
 * \param ctx  The context.
 *
 * \return     0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL or there is no subject's key; the number of the
 *             failure if the context of the key holds none; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_subject_key_identifier(struct mbedtls_x509write_cert *ctx);

/**
 * Sets authorityKeyIdentifier to SHA-1 of the issuer's key, which has to be set before.
 *
 * \param ctx  The context.
 *
 * \return     0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL or there is no issuer's key; the number of the
 *             failure if the context of the key holds none; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_authority_key_identifier(struct mbedtls_x509write_cert *ctx);

/**
 * Sets keyUsage, critical.
 *
 * \param ctx        The context.
 * \param key_usage  The bits, MBEDTLS_X509_KU_.
 *
 * \return           0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for other bits; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx`
 *                   is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_key_usage(struct mbedtls_x509write_cert *ctx,
                                        unsigned int key_usage);

/**
 * Sets extKeyUsage, critical.
 *
 * \param ctx   The context.
 * \param exts  The purposes: a list of object identifiers, with the tag MBEDTLS_ASN1_OID.
 *
 * \return      0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL or an element has another tag;
 *              MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if they take more than 256 bytes; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_ext_key_usage(struct mbedtls_x509write_cert *ctx,
                                            const mbedtls_asn1_sequence *exts);

/**
 * Sets Netscape's certificate type.
 *
 * \param ctx           The context.
 * \param ns_cert_type  The bits, MBEDTLS_X509_NS_CERT_TYPE_.
 *
 * \return              0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_ns_cert_type(struct mbedtls_x509write_cert *ctx, unsigned char ns_cert_type);

/**
 * Sets subjectAltName. The names come to stand in the opposite order.
 *
 * \param ctx       The context.
 * \param san_list  The names: rfc822Name, dNSName, uniformResourceIdentifier, iPAddress (4 or 16 bytes, which is not
 *                  checked) or directoryName. They are copied. NULL makes an empty list.
 *
 * \return          0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for other kinds; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx`
 *                  is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509write_crt_set_subject_alternative_name(struct mbedtls_x509write_cert *ctx,
                                                       const mbedtls_x509_san_list *san_list);

/**
 * Makes the certificate in DER, at the end of a buffer.
 *
 * \param ctx    The context, with both keys and a digest.
 * \param buf    The buffer. What lies before the certificate in it is not touched.
 * \param size   Its size in bytes.
 * \param f_rng  The random generator, which must be given although what is random comes from the system's.
 * \param p_rng  The context of `f_rng`.
 *
 * \return       The length of the certificate, which begins at `buf + size` less that length;
 *               MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if it does not fit; MBEDTLS_ERR_X509_INVALID_ALG for an issuer's key
 *               that cannot sign, or only by RSASSA-PSS; MBEDTLS_ERR_OID_NOT_FOUND for a digest that it cannot sign;
 *               MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument or a key is NULL; else the number of what failed with
 *               a key, as of mbedtls_pk_sign().
 */
int mbedtls_x509write_crt_der(struct mbedtls_x509write_cert *ctx,
                              unsigned char *buf,
                              size_t size,
                              mbedtls_f_rng_t *f_rng,
                              void *p_rng);

/**
 * Makes the certificate in PEM, with a NUL, at the beginning of a buffer.
 *
 * \param ctx    The context, with both keys and a digest.
 * \param buf    The buffer.
 * \param size   Its size in bytes.
 * \param f_rng  The random generator, which must be given although what is random comes from the system's.
 * \param p_rng  The context of `f_rng`.
 *
 * \return       0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL if the DER would fit into the buffer and the PEM does not;
 *               else as of mbedtls_x509write_crt_der().
 */
int mbedtls_x509write_crt_pem(struct mbedtls_x509write_cert *ctx,
                              unsigned char *buf,
                              size_t size,
                              mbedtls_f_rng_t *f_rng,
                              void *p_rng);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_X509_CRT_H */
