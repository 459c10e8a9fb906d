/* Generated from src/ffi/rsa by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_RSA_H
#define MBEDTLS_RSA_H

#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/bignum.h"
#include "mbedtls/md.h"
#include "mbedtls/threading.h"

/* The shortest key in bits that is generated. */
#if !defined(MBEDTLS_RSA_GEN_KEY_MIN_BITS)
#define MBEDTLS_RSA_GEN_KEY_MIN_BITS 1024
#endif


/**
 * An argument is NULL or out of range, or the key lacks what is needed.
 */
#define MBEDTLS_ERR_RSA_BAD_INPUT_DATA -0x4080

/**
 * The padding is wrong, or not one that is known.
 */
#define MBEDTLS_ERR_RSA_INVALID_PADDING -0x4100

/**
 * No key could be generated.
 */
#define MBEDTLS_ERR_RSA_KEY_GEN_FAILED -0x4180

/**
 * The key is not valid, or two keys do not belong together.
 */
#define MBEDTLS_ERR_RSA_KEY_CHECK_FAILED -0x4200

/**
 * The operation with the public key failed.
 */
#define MBEDTLS_ERR_RSA_PUBLIC_FAILED -0x4280

/**
 * The operation with the private key failed.
 */
#define MBEDTLS_ERR_RSA_PRIVATE_FAILED -0x4300

/**
 * The signature does not verify.
 */
#define MBEDTLS_ERR_RSA_VERIFY_FAILED -0x4380

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_RSA_OUTPUT_TOO_LARGE -0x4400

/**
 * The random generator failed.
 */
#define MBEDTLS_ERR_RSA_RNG_FAILED -0x4480

/**
 * PKCS #1 v1.5 padding (RFC 8017 §8.2).
 */
#define MBEDTLS_RSA_PKCS_V15 0

/**
 * PSS padding (RFC 8017 §8.1).
 */
#define MBEDTLS_RSA_PKCS_V21 1

/**
 * A key for signatures, as PKCS #1 v1.5 marks blocks.
 */
#define MBEDTLS_RSA_SIGN 1

/**
 * A key for encryption, as PKCS #1 v1.5 marks blocks. Nothing is encrypted here.
 */
#define MBEDTLS_RSA_CRYPT 2

/**
 * A salt of any length when verifying; of the usual length when signing.
 */
#define MBEDTLS_RSA_SALT_LEN_ANY -1

/**
 * An RSA key, private or public, or numbers that become one.
 */
typedef struct mbedtls_rsa_context {
    /**
     * The key.
     */
    void *MBEDTLS_PRIVATE(key);
    /**
     * Not used.
     */
    uint64_t MBEDTLS_PRIVATE(reserve)[27];
    /**
     * MBEDTLS_RSA_PKCS_V15 or MBEDTLS_RSA_PKCS_V21.
     */
    int MBEDTLS_PRIVATE(padding);
    /**
     * With MBEDTLS_RSA_PKCS_V21 the digest of the mask generation function.
     */
    int MBEDTLS_PRIVATE(hash_id);
    /**
     * Not used.
     */
    uint64_t MBEDTLS_PRIVATE(reserve_more)[6];
} mbedtls_rsa_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Tells whether a context has a public key: an odd modulus of at least 128 bits, and an odd exponent from 3 to below it.
 *
 * \param ctx  The context.
 *
 * \return     0 if it has; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED if not, or if `ctx` is NULL.
 */
int mbedtls_rsa_check_pubkey(const struct mbedtls_rsa_context *ctx);

/**
 * Tells whether a context has a private key, and its numbers belong together.
 *
 * \param ctx  The context.
 *
 * \return     0 if it has; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED if not, or if `ctx` is NULL.
 */
int mbedtls_rsa_check_privkey(const struct mbedtls_rsa_context *ctx);

/**
 * Tells whether a public and a private key belong together.
 *
 * \param pub  The context with the public key.
 * \param prv  The context with the private key.
 *
 * \return     0 if they do; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED if not, or if one is NULL or lacks its key.
 */
int mbedtls_rsa_check_pub_priv(const struct mbedtls_rsa_context *pub, const struct mbedtls_rsa_context *prv);

/**
 * Makes a context without a key, with PKCS #1 v1.5 padding.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_rsa_init(struct mbedtls_rsa_context *ctx);

/**
 * Wipes and frees a key. Not for the context of `mbedtls_pk_rsa()`, which `mbedtls_pk_free()` frees.
 *
 * \param ctx  The context, which is empty then. NULL is ignored.
 */
void mbedtls_rsa_free(struct mbedtls_rsa_context *ctx);

/**
 * Copies a key and its padding. Both contexts then share one copy of the key, which is wiped with the last of them.
 *
 * \param dst  The copy. What it held before is freed.
 * \param src  The key.
 *
 * \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if one is NULL.
 */
int mbedtls_rsa_copy(struct mbedtls_rsa_context *dst,
                     const struct mbedtls_rsa_context *src);

/**
 * Chooses the padding of the functions that name none, such as `mbedtls_rsa_pkcs1_sign()` and `mbedtls_pk_sign()`.
 *
 * \param ctx      The context.
 * \param padding  MBEDTLS_RSA_PKCS_V15, or MBEDTLS_RSA_PKCS_V21 for PSS.
 * \param hash_id  With PSS the digest of its mask; MBEDTLS_MD_NONE for that of the hash.
 *
 * \return         0; MBEDTLS_ERR_RSA_INVALID_PADDING for another padding, or if PSS cannot use the digest;
 *                 MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `ctx` is NULL.
 */
int mbedtls_rsa_set_padding(struct mbedtls_rsa_context *ctx,
                            int padding,
                            mbedtls_md_type_t hash_id);

/**
 * The padding of a context.
 *
 * \param ctx  The context.
 *
 * \return     MBEDTLS_RSA_PKCS_V15 or MBEDTLS_RSA_PKCS_V21; the former if `ctx` is NULL.
 */
int mbedtls_rsa_get_padding_mode(const struct mbedtls_rsa_context *ctx);

/**
 * The digest that was given with the padding.
 *
 * \param ctx  The context.
 *
 * \return     The digest as a `mbedtls_md_type_t`; MBEDTLS_MD_NONE if `ctx` is NULL.
 */
int mbedtls_rsa_get_md_alg(const struct mbedtls_rsa_context *ctx);

/**
 * The length of the modulus in bits.
 *
 * \param ctx  The context.
 *
 * \return     The length; 0 if there is no modulus, or `ctx` is NULL.
 */
size_t mbedtls_rsa_get_bitlen(const struct mbedtls_rsa_context *ctx);

/**
 * The length of the modulus in bytes, which signatures have too.
 *
 * \param ctx  The context.
 *
 * \return     The length; 0 if there is no modulus, or `ctx` is NULL.
 */
size_t mbedtls_rsa_get_len(const struct mbedtls_rsa_context *ctx);

/**
 * Copies the numbers of a key.
 *
 * \param ctx  The context.
 * \param N    Where the modulus goes, or NULL.
 * \param P    Where the first prime goes, or NULL.
 * \param Q    Where the second prime goes, or NULL.
 * \param D    Where the private exponent goes, or NULL.
 * \param E    Where the public exponent goes, or NULL.
 *
 * \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `P`, `Q` or `D` is asked for and the key is not private, or if `ctx` is
 *             NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_rsa_export(const struct mbedtls_rsa_context *ctx,
                       mbedtls_mpi *N,
                       mbedtls_mpi *P,
                       mbedtls_mpi *Q,
                       mbedtls_mpi *D,
                       mbedtls_mpi *E);

/**
 * Writes the numbers of a key big-endian, each with zeros in front to fill its buffer.
 *
 * \param ctx    The context.
 * \param N      Where the modulus goes, or NULL.
 * \param N_len  The size of `N`.
 * \param P      Where the first prime goes, or NULL.
 * \param P_len  The size of `P`.
 * \param Q      Where the second prime goes, or NULL.
 * \param Q_len  The size of `Q`.
 * \param D      Where the private exponent goes, or NULL.
 * \param D_len  The size of `D`.
 * \param E      Where the public exponent goes, or NULL.
 * \param E_len  The size of `E`.
 *
 * \return       0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if a number does not fit; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `P`, `Q`
 *               or `D` is asked for and the key is not private, or if `ctx` is NULL.
 */
int mbedtls_rsa_export_raw(const struct mbedtls_rsa_context *ctx,
                           unsigned char *N,
                           size_t N_len,
                           unsigned char *P,
                           size_t P_len,
                           unsigned char *Q,
                           size_t Q_len,
                           unsigned char *D,
                           size_t D_len,
                           unsigned char *E,
                           size_t E_len);

/**
 * Copies the numbers that speed a private key up.
 *
 * \param ctx  The context.
 * \param DP   Where D modulo P - 1 goes, or NULL.
 * \param DQ   Where D modulo Q - 1 goes, or NULL.
 * \param QP   Where the inverse of Q modulo P goes, or NULL.
 *
 * \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private, or `ctx` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED
 *             if memory runs out.
 */
int mbedtls_rsa_export_crt(const struct mbedtls_rsa_context *ctx,
                           mbedtls_mpi *DP,
                           mbedtls_mpi *DQ,
                           mbedtls_mpi *QP);

/**
 * Generates an RSA key with two primes, with the randomness of `f_rng` alone. That takes a while: about a second for
 * 2048 bits, and many for 8192.
 *
 * \param ctx       The context, also that of `mbedtls_pk_rsa()`. What it held before is freed; on an error it is empty.
 * \param f_rng     The random generator.
 * \param p_rng     Handed to `f_rng`.
 * \param nbits     The length of the modulus in bits: even, 1024 to 8192.
 * \param exponent  The public exponent: odd, at least 3; usually 65537.
 *
 * \return          0; MBEDTLS_ERR_RSA_KEY_GEN_FAILED, with what `f_rng` returns added if it fails;
 *                  MBEDTLS_ERR_RSA_BAD_INPUT_DATA for another length or exponent, or if `ctx` or `f_rng` is NULL.
 */
int mbedtls_rsa_gen_key(struct mbedtls_rsa_context *ctx,
                        mbedtls_f_rng_t *f_rng,
                        void *p_rng,
                        unsigned int nbits,
                        int exponent);

/**
 * Sets numbers of a key, all in one call or in several. `mbedtls_rsa_complete()` makes the key of them.
 *
 * \param ctx  The context.
 * \param N    The modulus, or NULL to leave it as it is.
 * \param P    The first prime, or NULL.
 * \param Q    The second prime, or NULL.
 * \param D    The private exponent, or NULL.
 * \param E    The public exponent, or NULL.
 *
 * \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `ctx` is NULL.
 */
int mbedtls_rsa_import(struct mbedtls_rsa_context *ctx,
                       const mbedtls_mpi *N,
                       const mbedtls_mpi *P,
                       const mbedtls_mpi *Q,
                       const mbedtls_mpi *D,
                       const mbedtls_mpi *E);

/**
 * Sets numbers of a key by their big-endian bytes; see `mbedtls_rsa_import()`.
 *
 * \param ctx    The context.
 * \param N      The modulus, or NULL to leave it as it is.
 * \param N_len  Its length in bytes.
 * \param P      The first prime, or NULL.
 * \param P_len  Its length in bytes.
 * \param Q      The second prime, or NULL.
 * \param Q_len  Its length in bytes.
 * \param D      The private exponent, or NULL.
 * \param D_len  Its length in bytes.
 * \param E      The public exponent, or NULL.
 * \param E_len  Its length in bytes.
 *
 * \return       0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `ctx` is NULL.
 */
int mbedtls_rsa_import_raw(struct mbedtls_rsa_context *ctx,
                           const unsigned char *N,
                           size_t N_len,
                           const unsigned char *P,
                           size_t P_len,
                           const unsigned char *Q,
                           size_t Q_len,
                           const unsigned char *D,
                           size_t D_len,
                           const unsigned char *E,
                           size_t E_len);

/**
 * Makes a key of the numbers that were set: a public one of N and E; a private one of P, Q and E, or of N, D and E. The
 * other numbers follow from these. Those that are given beyond them need not fit, but a key signs only if they do; see
 * `mbedtls_rsa_check_privkey()`.
 *
 * \param ctx  The context.
 *
 * \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if too few numbers are set or `ctx` is NULL, with
 *             MBEDTLS_ERR_MPI_NOT_ACCEPTABLE added if the others do not follow from them.
 */
int mbedtls_rsa_complete(struct mbedtls_rsa_context *ctx);

/**
 * Signs a hash with the padding that was chosen by `mbedtls_rsa_set_padding()`.
 *
 * \param ctx      The context with the private key.
 * \param f_rng    The random generator, which must be given although randomness comes from the system.
 * \param p_rng    Not used.
 * \param md_alg   The digest that the hash was made by; with PKCS #1 v1.5 padding also MBEDTLS_MD_NONE.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param sig      Where the signature goes, as many bytes as the modulus has.
 *
 * \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, the hash does not fit
 *                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
 *                 system's random generator fails.
 */
int mbedtls_rsa_pkcs1_sign(struct mbedtls_rsa_context *ctx,
                           mbedtls_f_rng_t *f_rng,
                           void *p_rng,
                           mbedtls_md_type_t md_alg,
                           unsigned int hashlen,
                           const unsigned char *hash,
                           unsigned char *sig);

/**
 * Signs a hash with PKCS #1 v1.5 padding (RFC 8017 §8.2.1).
 *
 * \param ctx      The context with the private key.
 * \param f_rng    The random generator, which must be given although randomness comes from the system.
 * \param p_rng    Not used.
 * \param md_alg   The digest that the hash was made by; MBEDTLS_MD_NONE to put the hash into the block as it is.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param sig      Where the signature goes, as many bytes as the modulus has.
 *
 * \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, another padding is chosen, the hash does not fit
 *                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
 *                 system's random generator fails.
 */
int mbedtls_rsa_rsassa_pkcs1_v15_sign(struct mbedtls_rsa_context *ctx,
                                      mbedtls_f_rng_t *f_rng,
                                      void *p_rng,
                                      mbedtls_md_type_t md_alg,
                                      unsigned int hashlen,
                                      const unsigned char *hash,
                                      unsigned char *sig);

/**
 * Signs a hash with PSS padding (RFC 8017 §8.1.1), a salt as long as the hash, or as fits if the modulus is too short
 * for that.
 *
 * \param ctx      The context with the private key.
 * \param f_rng    The random generator, which must be given although randomness comes from the system.
 * \param p_rng    Not used.
 * \param md_alg   The digest that the hash was made by.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param sig      Where the signature goes, as many bytes as the modulus has.
 *
 * \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, PSS is not chosen, the hash does not fit
 *                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
 *                 system's random generator fails.
 */
int mbedtls_rsa_rsassa_pss_sign(struct mbedtls_rsa_context *ctx,
                                mbedtls_f_rng_t *f_rng,
                                void *p_rng,
                                mbedtls_md_type_t md_alg,
                                unsigned int hashlen,
                                const unsigned char *hash,
                                unsigned char *sig);

/**
 * Signs a hash with PSS padding and a salt of a given length; see `mbedtls_rsa_rsassa_pss_sign()`.
 *
 * \param ctx      The context with the private key.
 * \param f_rng    The random generator, which must be given although randomness comes from the system.
 * \param p_rng    Not used.
 * \param md_alg   The digest that the hash was made by.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param saltlen  The length of the salt in bytes, or MBEDTLS_RSA_SALT_LEN_ANY for the usual one.
 * \param sig      Where the signature goes, as many bytes as the modulus has.
 *
 * \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, PSS is not chosen, the hash does not fit
 *                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
 *                 system's random generator fails.
 */
int mbedtls_rsa_rsassa_pss_sign_ext(struct mbedtls_rsa_context *ctx,
                                    mbedtls_f_rng_t *f_rng,
                                    void *p_rng,
                                    mbedtls_md_type_t md_alg,
                                    unsigned int hashlen,
                                    const unsigned char *hash,
                                    int saltlen,
                                    unsigned char *sig);

/**
 * Verifies a signature with the padding that was chosen by `mbedtls_rsa_set_padding()`.
 *
 * \param ctx      The context with the key.
 * \param md_alg   The digest that the hash was made by; with PKCS #1 v1.5 padding also MBEDTLS_MD_NONE.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param sig      The signature, as many bytes as the modulus has.
 *
 * \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
 *                 key, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
 */
int mbedtls_rsa_pkcs1_verify(struct mbedtls_rsa_context *ctx,
                             mbedtls_md_type_t md_alg,
                             unsigned int hashlen,
                             const unsigned char *hash,
                             const unsigned char *sig);

/**
 * Verifies a signature with PKCS #1 v1.5 padding (RFC 8017 §8.2.2).
 *
 * \param ctx      The context with the key.
 * \param md_alg   The digest that the hash was made by; MBEDTLS_MD_NONE to put the hash into the block as it is.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param sig      The signature, as many bytes as the modulus has.
 *
 * \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
 *                 key, another padding is chosen, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
 */
int mbedtls_rsa_rsassa_pkcs1_v15_verify(struct mbedtls_rsa_context *ctx,
                                        mbedtls_md_type_t md_alg,
                                        unsigned int hashlen,
                                        const unsigned char *hash,
                                        const unsigned char *sig);

/**
 * Verifies a signature with PSS padding (RFC 8017 §8.1.2) and a salt of any length, whichever padding is chosen.
 *
 * \param ctx      The context with the key.
 * \param md_alg   The digest that the hash was made by.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param sig      The signature, as many bytes as the modulus has.
 *
 * \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
 *                 key, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
 */
int mbedtls_rsa_rsassa_pss_verify(struct mbedtls_rsa_context *ctx,
                                  mbedtls_md_type_t md_alg,
                                  unsigned int hashlen,
                                  const unsigned char *hash,
                                  const unsigned char *sig);

/**
 * Verifies a signature with PSS padding, with the digest of the mask and the length of the salt as said; see
 * `mbedtls_rsa_rsassa_pss_verify()`.
 *
 * \param ctx      The context with the key.
 * \param md_alg   The digest that the hash was made by.
 * \param hashlen  The length of the hash in bytes, which is that of the digest.
 * \param hash     The hash.
 * \param mgf1_hash_id       The digest of the mask generation function.
 * \param expected_salt_len  The length of the salt in bytes, or MBEDTLS_RSA_SALT_LEN_ANY.
 * \param sig      The signature, as many bytes as the modulus has.
 *
 * \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
 *                 key, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
 */
int mbedtls_rsa_rsassa_pss_verify_ext(struct mbedtls_rsa_context *ctx,
                                      mbedtls_md_type_t md_alg,
                                      unsigned int hashlen,
                                      const unsigned char *hash,
                                      mbedtls_md_type_t mgf1_hash_id,
                                      int expected_salt_len,
                                      const unsigned char *sig);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_RSA_H */
