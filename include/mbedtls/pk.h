/* Generated from src/ffi/pk by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_PK_H
#define MBEDTLS_PK_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/md.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/rsa.h"
#include "mbedtls/ecp.h"
#include "psa/crypto.h"

/* The longest signature in bytes, by whatever key. */
#define MBEDTLS_PK_SIGNATURE_MAX_SIZE 1024


/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_PK_ALLOC_FAILED -0x3F80

/**
 * The key is not of a kind that can do this, or two keys are not of the same kind.
 */
#define MBEDTLS_ERR_PK_TYPE_MISMATCH -0x3F00

/**
 * An argument is NULL or out of range, or the context holds no key, or holds one already.
 */
#define MBEDTLS_ERR_PK_BAD_INPUT_DATA -0x3E80

/**
 * A file could not be read.
 */
#define MBEDTLS_ERR_PK_FILE_IO_ERROR -0x3E00

/**
 * The key structure has an unknown version.
 */
#define MBEDTLS_ERR_PK_KEY_INVALID_VERSION -0x3D80

/**
 * The key structure is wrong, or its numbers make no key.
 */
#define MBEDTLS_ERR_PK_KEY_INVALID_FORMAT -0x3D00

/**
 * The kind of key is not known.
 */
#define MBEDTLS_ERR_PK_UNKNOWN_PK_ALG -0x3C80

/**
 * The private key is encrypted and no password was given.
 */
#define MBEDTLS_ERR_PK_PASSWORD_REQUIRED -0x3C00

/**
 * The private key does not decrypt with the password given.
 */
#define MBEDTLS_ERR_PK_PASSWORD_MISMATCH -0x3B80

/**
 * The public key is wrong.
 */
#define MBEDTLS_ERR_PK_INVALID_PUBKEY -0x3B00

/**
 * The algorithm identifier of a key is wrong.
 */
#define MBEDTLS_ERR_PK_INVALID_ALG -0x3A80

/**
 * The curve is not known or not offered.
 */
#define MBEDTLS_ERR_PK_UNKNOWN_NAMED_CURVE -0x3A00

/**
 * What was asked for is not offered.
 */
#define MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE -0x3980

/**
 * The signature is good, and more bytes follow it.
 */
#define MBEDTLS_ERR_PK_SIG_LEN_MISMATCH -0x3900

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_PK_BUFFER_TOO_SMALL -0x3880

/**
 * Kinds of keys.
 */
typedef enum mbedtls_pk_type_t {
    /**
     * No key.
     */
    MBEDTLS_PK_NONE = 0,
    /**
     * RSA.
     */
    MBEDTLS_PK_RSA,
    /**
     * Elliptic curve, for signatures and for key agreement.
     */
    MBEDTLS_PK_ECKEY,
    /**
     * Elliptic curve, for key agreement alone.
     */
    MBEDTLS_PK_ECKEY_DH,
    /**
     * Elliptic curve, for signatures alone.
     */
    MBEDTLS_PK_ECDSA,
    /**
     * RSA by functions of the application.
     */
    MBEDTLS_PK_RSA_ALT,
    /**
     * RSA with PSS padding; a way of signing rather than a kind of key.
     */
    MBEDTLS_PK_RSASSA_PSS,
    /**
     * A key that another component holds.
     */
    MBEDTLS_PK_OPAQUE,
} mbedtls_pk_type_t;

/**
 * What is known of a kind of keys. Only pointers to it are handed out.
 */
typedef struct mbedtls_pk_info_t mbedtls_pk_info_t;

/**
 * A private or a public key, or none.
 */
typedef struct mbedtls_pk_context {
    /**
     * The kind of the key, or NULL.
     */
    const struct mbedtls_pk_info_t *MBEDTLS_PRIVATE(pk_info);
    /**
     * The key.
     */
    void *MBEDTLS_PRIVATE(pk_ctx);
} mbedtls_pk_context;

/**
 * For RSASSA-PSS: what a signature must be made with.
 */
typedef struct mbedtls_pk_rsassa_pss_options {
    /**
     * The digest of the mask generation function.
     */
    mbedtls_md_type_t mgf1_hash_id;
    /**
     * The length of the salt in bytes, or MBEDTLS_RSA_SALT_LEN_ANY (-1).
     */
    int expected_salt_len;
} mbedtls_pk_rsassa_pss_options;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context empty.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_pk_init(struct mbedtls_pk_context *ctx);

/**
 * Frees the key of a context, which is empty afterwards. A private key is wiped when its last user lets go of it.
 *
 * \param ctx  The context. NULL and an empty one are ignored.
 */
void mbedtls_pk_free(struct mbedtls_pk_context *ctx);

/**
 * Gives an empty context a kind, and no key yet.
 *
 * \param ctx   The context. It must be empty.
 * \param info  The kind, from `mbedtls_pk_info_from_type()`.
 *
 * \return      0, or MBEDTLS_ERR_PK_BAD_INPUT_DATA if one is NULL or the context is not empty.
 */
int mbedtls_pk_setup(struct mbedtls_pk_context *ctx, const struct mbedtls_pk_info_t *info);

/**
 * The size of a key in bits: of the modulus, or of the curve's field.
 *
 * \param ctx  The context.
 *
 * \return     The size, 0 if `ctx` is NULL or holds no key.
 */
size_t mbedtls_pk_get_bitlen(const struct mbedtls_pk_context *ctx);

/**
 * The size of a key in bytes, rounded up; see `mbedtls_pk_get_bitlen()`.
 *
 * \param ctx  The context.
 *
 * \return     The size, 0 if `ctx` is NULL or holds no key.
 */
size_t mbedtls_pk_get_len(const struct mbedtls_pk_context *ctx);

/**
 * Tells whether a key can be used as one of a kind. RSA can do RSASSA-PSS; EC keys can do ECDSA and ECDH.
 *
 * \param ctx   The context.
 * \param type  The kind.
 *
 * \return      1 if it can, 0 if not, or if `ctx` is NULL or has no kind.
 */
int mbedtls_pk_can_do(const struct mbedtls_pk_context *ctx, mbedtls_pk_type_t type);

/**
 * The name of a key's kind: `RSA`, `EC`, `EC_DH`, `ECDSA` or `Opaque`.
 *
 * \param ctx  The context.
 *
 * \return     The name, which lives as long as the program; `invalid PK` if `ctx` is NULL or has no kind.
 */
const char *mbedtls_pk_get_name(const struct mbedtls_pk_context *ctx);

/**
 * The kind of a key.
 *
 * \param ctx  The context.
 *
 * \return     The kind, MBEDTLS_PK_NONE if `ctx` is NULL or has none.
 */
mbedtls_pk_type_t mbedtls_pk_get_type(const struct mbedtls_pk_context *ctx);

/**
 * The RSA key of a context, to generate one in it or to read it. It belongs to the context.
 *
 * \param pk  The context, of kind MBEDTLS_PK_RSA.
 *
 * \return    The RSA context; NULL if the kind is another or none.
 */
mbedtls_rsa_context *mbedtls_pk_rsa(struct mbedtls_pk_context pk);

/**
 * The pair of keys of a context, to generate one in it, to read it or to change it. It belongs to the context.
 *
 * \param pk  The context, of kind MBEDTLS_PK_ECKEY, MBEDTLS_PK_ECKEY_DH or MBEDTLS_PK_ECDSA.
 *
 * \return    The pair of keys; NULL if the kind is another or none.
 */
mbedtls_ecp_keypair *mbedtls_pk_ec(struct mbedtls_pk_context pk);

/**
 * The description of a kind of keys, for `mbedtls_pk_setup()`.
 *
 * \param pk_type  The kind: MBEDTLS_PK_RSA, MBEDTLS_PK_ECKEY, MBEDTLS_PK_ECKEY_DH or MBEDTLS_PK_ECDSA.
 *
 * \return         The description, which lives as long as the program; NULL for other kinds.
 */
const struct mbedtls_pk_info_t *mbedtls_pk_info_from_type(mbedtls_pk_type_t pk_type);

/**
 * Makes a context stand for a private key of the store, RSA or on a curve, without taking a copy. It signs with the
 * algorithm of the key's policy and the hash that is asked for; in a handshake and for certificates it signs as the
 * policy allows. The key must stay in the store; `mbedtls_pk_free()` leaves it there.
 *
 * \param ctx  An empty context.
 * \param key  The number of the key.
 *
 * \return     0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx` is NULL or not empty, or there is no such key;
 *             MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE if it is no private key for signatures.
 */
int mbedtls_pk_setup_opaque(struct mbedtls_pk_context *ctx,
                            mbedtls_svc_key_id_t key);

/**
 * Verifies a signature over a hash: PKCS #1 v1.5 with RSA, ECDSA with an elliptic curve.
 *
 * \param ctx       The context with the key.
 * \param md_alg    The digest that the hash was made by; with RSA, MBEDTLS_MD_NONE for a signature that names none.
 * \param hash      The hash.
 * \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
 * \param sig       The signature.
 * \param sig_len   Its length in bytes.
 *
 * \return          0 if it verifies; MBEDTLS_ERR_PK_SIG_LEN_MISMATCH if it does and more bytes follow it;
 *                  MBEDTLS_ERR_RSA_VERIFY_FAILED or MBEDTLS_ERR_ECP_VERIFY_FAILED if it does not;
 *                  MBEDTLS_ERR_ECP_BAD_INPUT_DATA with one of MBEDTLS_ERR_ASN1_ added if it is malformed;
 *                  MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is NULL or `ctx` holds no key;
 *                  MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for a digest or key that is not offered.
 */
int mbedtls_pk_verify(struct mbedtls_pk_context *ctx,
                      mbedtls_md_type_t md_alg,
                      const unsigned char *hash,
                      size_t hash_len,
                      const unsigned char *sig,
                      size_t sig_len);

/**
 * Verifies a signature over a hash by a given way of signing; see `mbedtls_pk_verify()`.
 *
 * \param type      The way: MBEDTLS_PK_RSASSA_PSS, or a kind of key for its usual way.
 * \param options   With MBEDTLS_PK_RSASSA_PSS a `mbedtls_pk_rsassa_pss_options`, else NULL.
 * \param ctx       The context with the key.
 * \param md_alg    The digest that the hash was made by.
 * \param hash      The hash.
 * \param hash_len  Its length in bytes; 0 means the length that `md_alg` has, but with MBEDTLS_PK_RSASSA_PSS.
 * \param sig       The signature.
 * \param sig_len   Its length in bytes.
 *
 * \return          As of `mbedtls_pk_verify()`; MBEDTLS_ERR_PK_TYPE_MISMATCH if the key cannot be used so.
 */
int mbedtls_pk_verify_ext(mbedtls_pk_type_t type,
                          const void *options,
                          struct mbedtls_pk_context *ctx,
                          mbedtls_md_type_t md_alg,
                          const unsigned char *hash,
                          size_t hash_len,
                          const unsigned char *sig,
                          size_t sig_len);

/**
 * Signs a hash: PKCS #1 v1.5 with RSA, ECDSA with an elliptic curve.
 *
 * \param ctx       The context with the private key.
 * \param md_alg    The digest that the hash was made by. With RSA, MBEDTLS_MD_NONE signs the hash as it is, without
 *                  naming a digest.
 * \param hash      The hash. `sig` may lie over it.
 * \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
 * \param sig       Where the signature goes.
 * \param sig_size  The size of `sig`; MBEDTLS_PK_SIGNATURE_MAX_SIZE is always enough.
 * \param sig_len   Where its length goes; by RSA also if there is an error.
 * \param f_rng     The random generator, which must be given although randomness comes from the system.
 * \param p_rng     The context of `f_rng`.
 *
 * \return          0; MBEDTLS_ERR_PK_BUFFER_TOO_SMALL or MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL if it does not fit;
 *                  MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is NULL or `ctx` holds no key;
 *                  MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_ERR_ECP_BAD_INPUT_DATA or MBEDTLS_ERR_ECP_INVALID_KEY if
 *                  the key is not private, `f_rng` is NULL or the hash does not fit;
 *                  MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for a digest that is not offered.
 */
int mbedtls_pk_sign(struct mbedtls_pk_context *ctx,
                    mbedtls_md_type_t md_alg,
                    const unsigned char *hash,
                    size_t hash_len,
                    unsigned char *sig,
                    size_t sig_size,
                    size_t *sig_len,
                    mbedtls_f_rng_t *f_rng,
                    void *p_rng);

/**
 * Signs a hash by a given way of signing; see `mbedtls_pk_sign()`.
 *
 * \param pk_type   The way: MBEDTLS_PK_RSASSA_PSS (with a salt as long as the hash), or a kind of key for its usual
 *                  way.
 * \param ctx       The context with the private key.
 * \param md_alg    The digest that the hash was made by.
 * \param hash      The hash.
 * \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
 * \param sig       Where the signature goes.
 * \param sig_size  The size of `sig`.
 * \param sig_len   Where its length goes.
 * \param f_rng     The random generator, which must be given.
 * \param p_rng     The context of `f_rng`.
 *
 * \return          As of `mbedtls_pk_sign()`; MBEDTLS_ERR_PK_TYPE_MISMATCH if the key cannot be used so.
 */
int mbedtls_pk_sign_ext(mbedtls_pk_type_t pk_type,
                        struct mbedtls_pk_context *ctx,
                        mbedtls_md_type_t md_alg,
                        const unsigned char *hash,
                        size_t hash_len,
                        unsigned char *sig,
                        size_t sig_size,
                        size_t *sig_len,
                        mbedtls_f_rng_t *f_rng,
                        void *p_rng);

/**
 * Tells whether a public and a private key belong together.
 *
 * \param pub    The context with the public key; a private key counts by its public half.
 * \param prv    The context with the private key.
 * \param f_rng  The random generator, which must be given although it is not used.
 * \param p_rng  The context of `f_rng`.
 *
 * \return       0 if they do; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED or MBEDTLS_ERR_ECP_BAD_INPUT_DATA if not;
 *               MBEDTLS_ERR_PK_TYPE_MISMATCH for keys of two kinds; MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is
 *               NULL or a context holds no key; MBEDTLS_ERR_ECP_INVALID_KEY if `prv` is not private.
 */
int mbedtls_pk_check_pair(const struct mbedtls_pk_context *pub,
                          const struct mbedtls_pk_context *prv,
                          mbedtls_f_rng_t *f_rng,
                          void *p_rng);

/**
 * Reads a private key: PEM (`RSA PRIVATE KEY`, `EC PRIVATE KEY`, `PRIVATE KEY`, `ENCRYPTED PRIVATE KEY`) or DER
 * (PKCS #1, SEC 1, PKCS #8, encrypted PKCS #8).
 *
 * PKCS #8 may be encrypted by PBES2 (PBKDF2 with HMAC and SHA-1 or SHA-2; DES, triple DES or AES in CBC mode), or by the
 * schemes of PKCS #12 with triple DES; the older forms by the same ciphers as PEM (RFC 1421). A key derivation has at
 * most 20,000,000 iterations.
 *
 * RSA keys have 128 to 8192 bits, and their numbers are taken as they are: whether they belong together is for
 * `mbedtls_rsa_check_privkey()` to tell, and a key whose numbers do not, or that has less than 512 bits, signs nothing. On
 * curves other than P-256, P-384 and P-521 keys are read and sign nothing, either.
 *
 * \param ctx     An initialized context without a key. On an error it is empty afterwards.
 * \param key     The key.
 * \param keylen  Its length in bytes; of PEM, with the NUL that must end it.
 * \param pwd     The password of an encrypted key, or NULL.
 * \param pwdlen  The length of the password in bytes. An empty password is none for PKCS #8. PKCS #12 takes 31 at most.
 * \param f_rng   Not used: what is random here comes from the system's generator. It may be NULL.
 * \param p_rng   Not used.
 *
 * \return        0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx` is NULL or holds a key; MBEDTLS_ERR_PK_KEY_INVALID_FORMAT
 *                if `key` is NULL, empty or no key; MBEDTLS_ERR_PK_PASSWORD_REQUIRED for an encrypted key without a
 *                password; MBEDTLS_ERR_PK_PASSWORD_MISMATCH if it does not decrypt with this one;
 *                MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE, MBEDTLS_ERR_PKCS5_FEATURE_UNAVAILABLE or
 *                MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG for an encryption that is not offered; another MBEDTLS_ERR_PK_,
 *                MBEDTLS_ERR_PEM_, MBEDTLS_ERR_PKCS5_ or MBEDTLS_ERR_PKCS12_ number, with one of MBEDTLS_ERR_ASN1_
 *                added.
 */
int mbedtls_pk_parse_key(struct mbedtls_pk_context *ctx,
                         const unsigned char *key,
                         size_t keylen,
                         const unsigned char *pwd,
                         size_t pwdlen,
                         mbedtls_f_rng_t *f_rng,
                         void *p_rng);

/**
 * Reads a private key from a file; see `mbedtls_pk_parse_key()`.
 *
 * \param ctx       An initialized context without a key.
 * \param path      The file.
 * \param password  The password of an encrypted key, or NULL.
 * \param f_rng     Not used. It may be NULL.
 * \param p_rng     Not used.
 *
 * \return          As of `mbedtls_pk_parse_key()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read;
 *                  MBEDTLS_ERR_PK_BAD_INPUT_DATA if `path` is NULL.
 */
int mbedtls_pk_parse_keyfile(struct mbedtls_pk_context *ctx,
                             const char *path,
                             const char *password,
                             mbedtls_f_rng_t *f_rng,
                             void *p_rng);

/**
 * Reads a public key: PEM (`RSA PUBLIC KEY`, `PUBLIC KEY`) or DER (RSAPublicKey, SubjectPublicKeyInfo).
 *
 * \param ctx     An initialized context without a key. On an error it is empty afterwards.
 * \param key     The key.
 * \param keylen  Its length in bytes; of PEM, with the NUL that must end it.
 *
 * \return        0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx` is NULL or holds a key; MBEDTLS_ERR_PK_KEY_INVALID_FORMAT
 *                if `key` is NULL or empty; another MBEDTLS_ERR_PK_ or MBEDTLS_ERR_PEM_ number, with one of
 *                MBEDTLS_ERR_ASN1_ added.
 */
int mbedtls_pk_parse_public_key(struct mbedtls_pk_context *ctx,
                                const unsigned char *key,
                                size_t keylen);

/**
 * Reads a public key from a file; see `mbedtls_pk_parse_public_key()`.
 *
 * \param ctx   An initialized context without a key.
 * \param path  The file.
 *
 * \return      As of `mbedtls_pk_parse_public_key()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read;
 *              MBEDTLS_ERR_PK_BAD_INPUT_DATA if `path` is NULL.
 */
int mbedtls_pk_parse_public_keyfile(struct mbedtls_pk_context *ctx,
                                    const char *path);

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1) that stands inside something else.
 *
 * \param p    Where it begins; moved behind it. On an error it stays.
 * \param end  Where what it stands in ends.
 * \param pk   An initialized context without a key. On an error it is empty afterwards.
 *
 * \return     0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is NULL or the context holds a key; another MBEDTLS_ERR_PK_
 *             or MBEDTLS_ERR_ECP_ number, with one of MBEDTLS_ERR_ASN1_ added.
 */
int mbedtls_pk_parse_subpubkey(unsigned char **p,
                               const unsigned char *end,
                               struct mbedtls_pk_context *pk);

/**
 * Makes a key context of a key of the store; the two share nothing afterwards. The policy of the key has to allow
 * PSA_KEY_USAGE_EXPORT, unless it is a public one.
 *
 * \param key_id  The number of the key: RSA or on a curve, private or public.
 * \param pk      An empty context.
 *
 * \return        0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if there is no such key, it is of another type, or `pk` is NULL or
 *                not empty; MBEDTLS_ERR_PK_TYPE_MISMATCH if it may not be exported.
 */
int mbedtls_pk_copy_from_psa(mbedtls_svc_key_id_t key_id,
                             struct mbedtls_pk_context *pk);

/**
 * Makes a key context of a public key of the store, or of the public half of a key; the two share nothing afterwards.
 * Every policy allows it.
 *
 * \param key_id  The number of the key: RSA or on a curve, private or public.
 * \param pk      An empty context.
 *
 * \return        0, or MBEDTLS_ERR_PK_BAD_INPUT_DATA if there is no such key, it is of another type, or `pk` is NULL or
 *                not empty.
 */
int mbedtls_pk_copy_public_from_psa(mbedtls_svc_key_id_t key_id,
                                    struct mbedtls_pk_context *pk);

/**
 * Sets attributes for `mbedtls_pk_import_into_psa()`: type, size, and a policy with the algorithm that the context uses,
 * the usage asked for with what it includes, PSA_KEY_USAGE_EXPORT and PSA_KEY_USAGE_COPY. Number and lifetime stay.
 *
 * \param pk          The context.
 * \param usage       PSA_KEY_USAGE_SIGN_HASH or PSA_KEY_USAGE_SIGN_MESSAGE (both with verifying),
 *                    PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_MESSAGE, PSA_KEY_USAGE_DERIVE,
 *                    PSA_KEY_USAGE_DECRYPT (with encrypting) or PSA_KEY_USAGE_ENCRYPT. Where the public half is enough
 *                    the type is a public key.
 * \param attributes  The attributes; left alone in case of an error.
 *
 * \return            0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if one is NULL or the context is empty;
 *                    MBEDTLS_ERR_PK_TYPE_MISMATCH if the key cannot do that, or `usage` is another;
 *                    MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for curves that are not offered.
 */
int mbedtls_pk_get_psa_attributes(const struct mbedtls_pk_context *pk,
                                  psa_key_usage_t usage,
                                  psa_key_attributes_t *attributes);

/**
 * Puts the key of a context into the store; the two share nothing afterwards.
 *
 * \param pk          The context.
 * \param attributes  The attributes, as `mbedtls_pk_get_psa_attributes()` sets them. Of a private key the public half
 *                    alone may be imported, by a type that is a public key.
 * \param key_id      Where the number of the key is written; 0 in case of an error.
 *
 * \return            0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if one is NULL, the context is empty, or before
 *                    `psa_crypto_init()`; MBEDTLS_ERR_PK_TYPE_MISMATCH if the key is of another type;
 *                    MBEDTLS_ERR_PK_INVALID_ALG if the size is another or the attributes do not fit each other;
 *                    MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if the size of a private RSA key is another;
 *                    MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for what `psa_import_key()` does not support;
 *                    MBEDTLS_ERR_PK_ALLOC_FAILED if the store is full.
 */
int mbedtls_pk_import_into_psa(const struct mbedtls_pk_context *pk,
                               const psa_key_attributes_t *attributes,
                               mbedtls_svc_key_id_t *key_id);

/**
 * Writes a private key in DER: PKCS #1 for RSA, SEC 1 with curve and public point for an elliptic curve.
 *
 * The key is written to the END of the buffer. The caller wipes it.
 *
 * \param ctx   The context with the private key.
 * \param buf   The buffer.
 * \param size  Its size in bytes.
 *
 * \return      The length of the key in bytes; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx`
 *              or `buf` is NULL; MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_ERR_ECP_BAD_INPUT_DATA or
 *              MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if there is no private key;
 *              MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE if the context has no kind, or one that cannot be written.
 */
int mbedtls_pk_write_key_der(const struct mbedtls_pk_context *ctx,
                             unsigned char *buf,
                             size_t size);

/**
 * Writes a public key in DER: SubjectPublicKeyInfo (RFC 5280 section 4.1).
 *
 * The key is written to the END of the buffer.
 *
 * \param ctx   The context with the key; of a private key the public half is written.
 * \param buf   The buffer.
 * \param size  Its size in bytes.
 *
 * \return      As of `mbedtls_pk_write_key_der()`; without a key MBEDTLS_ERR_RSA_BAD_INPUT_DATA or
 *              MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE, which also comes for a curve that is not carried.
 */
int mbedtls_pk_write_pubkey_der(const struct mbedtls_pk_context *ctx, unsigned char *buf, size_t size);

/**
 * Writes a private key in PEM, with a NUL behind: `RSA PRIVATE KEY` or `EC PRIVATE KEY`.
 *
 * \param ctx   The context with the private key.
 * \param buf   The buffer. The text stands at its beginning; what is left is set to zero. The caller wipes it.
 * \param size  Its size in bytes.
 *
 * \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL; else as of `mbedtls_pk_write_key_der()`.
 */
int mbedtls_pk_write_key_pem(const struct mbedtls_pk_context *ctx,
                             unsigned char *buf,
                             size_t size);

/**
 * Writes a public key in PEM, with a NUL behind: `PUBLIC KEY`.
 *
 * \param ctx   The context with the key; of a private key the public half is written.
 * \param buf   The buffer. The text stands at its beginning; what is left is set to zero.
 * \param size  Its size in bytes.
 *
 * \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL; else as of `mbedtls_pk_write_pubkey_der()`.
 */
int mbedtls_pk_write_pubkey_pem(const struct mbedtls_pk_context *ctx, unsigned char *buf, size_t size);

/**
 * Writes what SubjectPublicKeyInfo wraps: an RSAPublicKey (RFC 8017 appendix A.1.1), or the uncompressed point of an
 * elliptic curve key. It goes before `*p`, as the functions of asn1write.h write.
 *
 * \param p      Where writing ends; moved to where the key begins.
 * \param start  Where the buffer begins.
 * \param key    The context with the key.
 *
 * \return       The length of the key in bytes; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL; else as of
 *               `mbedtls_pk_write_pubkey_der()`.
 */
int mbedtls_pk_write_pubkey(unsigned char **p,
                            unsigned char *start,
                            const struct mbedtls_pk_context *key);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_PK_H */
