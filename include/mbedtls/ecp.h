/* Generated from src/ffi/ecp by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_ECP_H
#define MBEDTLS_ECP_H

#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/bignum.h"

/* Curves y^2 = x^3 + ax + b are offered. */
#define MBEDTLS_ECP_SHORT_WEIERSTRASS_ENABLED
#define MBEDTLS_ECP_MONTGOMERY_ENABLED

/* The longest curve in bits, a number of it in bytes, and a point of it in bytes. */
#define MBEDTLS_ECP_MAX_BITS 521
#define MBEDTLS_ECP_MAX_BYTES ((MBEDTLS_ECP_MAX_BITS + 7) / 8)
#define MBEDTLS_ECP_MAX_PT_LEN (2 * MBEDTLS_ECP_MAX_BYTES + 1)

/* Kept for programs that name them; this library chooses how it multiplies itself. */
#if !defined(MBEDTLS_ECP_WINDOW_SIZE)
#define MBEDTLS_ECP_WINDOW_SIZE 4
#endif
#if !defined(MBEDTLS_ECP_FIXED_POINT_OPTIM)
#define MBEDTLS_ECP_FIXED_POINT_OPTIM 1
#endif


/**
 * An argument is NULL or out of range, or does not fit the curve.
 */
#define MBEDTLS_ERR_ECP_BAD_INPUT_DATA -0x4F80

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL -0x4F00

/**
 * The curve is not offered, or the group has none.
 */
#define MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE -0x4E80

/**
 * The signature does not verify.
 */
#define MBEDTLS_ERR_ECP_VERIFY_FAILED -0x4E00

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_ECP_ALLOC_FAILED -0x4D80

/**
 * The random generator gives no fitting number.
 */
#define MBEDTLS_ERR_ECP_RANDOM_FAILED -0x4D00

/**
 * The key is no key of the curve.
 */
#define MBEDTLS_ERR_ECP_INVALID_KEY -0x4C80

/**
 * The signature is good, and more bytes follow it.
 */
#define MBEDTLS_ERR_ECP_SIG_LEN_MISMATCH -0x4C00

/**
 * Not over yet. This library does not interrupt operations and never returns it.
 */
#define MBEDTLS_ERR_ECP_IN_PROGRESS -0x4B00

/**
 * How many names there are, MBEDTLS_ECP_DP_NONE among them.
 */
#define MBEDTLS_ECP_DP_MAX 14

/**
 * The number of TLS's form of a curve that has a name.
 */
#define MBEDTLS_ECP_TLS_NAMED_CURVE 3

/**
 * A point as 04, X and Y (SEC 1 §2.3.3).
 */
#define MBEDTLS_ECP_PF_UNCOMPRESSED 0

/**
 * A point as 02 or 03, and X (SEC 1 §2.3.3).
 */
#define MBEDTLS_ECP_PF_COMPRESSED 1

/**
 * Curves by name. Only some of them are offered; see `mbedtls_ecp_curve_list()`.
 */
typedef enum mbedtls_ecp_group_id {
    /**
     * No curve.
     */
    MBEDTLS_ECP_DP_NONE = 0,
    /**
     * secp192r1, not offered
     */
    MBEDTLS_ECP_DP_SECP192R1,
    /**
     * secp224r1, not offered
     */
    MBEDTLS_ECP_DP_SECP224R1,
    /**
     * secp256r1, which is P-256
     */
    MBEDTLS_ECP_DP_SECP256R1,
    /**
     * secp384r1, which is P-384
     */
    MBEDTLS_ECP_DP_SECP384R1,
    /**
     * secp521r1, which is P-521
     */
    MBEDTLS_ECP_DP_SECP521R1,
    /**
     * brainpoolP256r1, not offered
     */
    MBEDTLS_ECP_DP_BP256R1,
    /**
     * brainpoolP384r1, not offered
     */
    MBEDTLS_ECP_DP_BP384R1,
    /**
     * brainpoolP512r1, not offered
     */
    MBEDTLS_ECP_DP_BP512R1,
    /**
     * X25519, offered for key exchange in handshakes alone
     */
    MBEDTLS_ECP_DP_CURVE25519,
    /**
     * secp192k1, not offered
     */
    MBEDTLS_ECP_DP_SECP192K1,
    /**
     * secp224k1, not offered
     */
    MBEDTLS_ECP_DP_SECP224K1,
    /**
     * secp256k1, not offered
     */
    MBEDTLS_ECP_DP_SECP256K1,
    /**
     * X448, not offered
     */
    MBEDTLS_ECP_DP_CURVE448,
} mbedtls_ecp_group_id;

/**
 * Forms of curves.
 */
typedef enum mbedtls_ecp_curve_type {
    /**
     * No curve.
     */
    MBEDTLS_ECP_TYPE_NONE = 0,
    /**
     * y² = x³ + ax + b
     */
    MBEDTLS_ECP_TYPE_SHORT_WEIERSTRASS,
    /**
     * y² = x³ + ax² + x
     */
    MBEDTLS_ECP_TYPE_MONTGOMERY,
} mbedtls_ecp_curve_type;

/**
 * A point: (X, Y) if Z is 1, the point at infinity if Z is 0.
 */
typedef struct mbedtls_ecp_point {
    /**
     * The first coordinate.
     */
    mbedtls_mpi MBEDTLS_PRIVATE(X);
    /**
     * The second coordinate.
     */
    mbedtls_mpi MBEDTLS_PRIVATE(Y);
    /**
     * 1, or 0 for the point at infinity. Other values are not understood.
     */
    mbedtls_mpi MBEDTLS_PRIVATE(Z);
} mbedtls_ecp_point;

/**
 * A curve y² = x³ + Ax + B over the integers modulo P, with a base point G of order N. The numbers belong to the
 * library: programs only read them.
 */
typedef struct mbedtls_ecp_group {
    /**
     * The curve.
     */
    mbedtls_ecp_group_id id;
    /**
     * The prime.
     */
    mbedtls_mpi P;
    /**
     * The coefficient A. Without words it stands for P - 3, which it is on all curves offered.
     */
    mbedtls_mpi A;
    /**
     * The coefficient B.
     */
    mbedtls_mpi B;
    /**
     * The base point.
     */
    struct mbedtls_ecp_point G;
    /**
     * The order of the base point.
     */
    mbedtls_mpi N;
    /**
     * The length of P in bits.
     */
    size_t pbits;
    /**
     * The length of N in bits.
     */
    size_t nbits;
    /**
     * 1 if the numbers are constant.
     */
    unsigned int MBEDTLS_PRIVATE(h);
    /**
     * Not used.
     */
    void *MBEDTLS_PRIVATE(modp);
    /**
     * Not used.
     */
    void *MBEDTLS_PRIVATE(t_pre);
    /**
     * Not used.
     */
    void *MBEDTLS_PRIVATE(t_post);
    /**
     * Not used.
     */
    void *MBEDTLS_PRIVATE(t_data);
    /**
     * Not used.
     */
    struct mbedtls_ecp_point *MBEDTLS_PRIVATE(T);
    /**
     * Not used.
     */
    size_t MBEDTLS_PRIVATE(T_size);
} mbedtls_ecp_group;

/**
 * What is known of a curve.
 */
typedef struct mbedtls_ecp_curve_info {
    /**
     * The curve.
     */
    mbedtls_ecp_group_id grp_id;
    /**
     * Its number in TLS.
     */
    uint16_t tls_id;
    /**
     * The length of its field in bits.
     */
    uint16_t bit_size;
    /**
     * Its name.
     */
    const char *name;
} mbedtls_ecp_curve_info;

/**
 * A private and a public key on a curve, or one of them.
 */
typedef struct mbedtls_ecp_keypair {
    /**
     * The curve.
     */
    struct mbedtls_ecp_group MBEDTLS_PRIVATE(grp);
    /**
     * The private key: a number from 1 to N - 1; 0 if there is none.
     */
    mbedtls_mpi MBEDTLS_PRIVATE(d);
    /**
     * The public key: d times the base point. Z is 0 if there is none.
     */
    struct mbedtls_ecp_point MBEDTLS_PRIVATE(Q);
} mbedtls_ecp_keypair;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Multiplies a point: `R` = `m` * `P`, in constant time.
 *
 * \param grp    The group.
 * \param R      The result.
 * \param m      The factor, from 1 to N - 1.
 * \param P      The point.
 * \param f_rng  The random generator, which must be given although it is not used.
 * \param p_rng  Not used.
 *
 * \return       0; MBEDTLS_ERR_ECP_INVALID_KEY if `m` is out of range or `P` no point of the curve;
 *               MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded; MBEDTLS_ERR_MPI_ALLOC_FAILED
 *               if memory runs out.
 */
int mbedtls_ecp_mul(struct mbedtls_ecp_group *grp,
                    struct mbedtls_ecp_point *R,
                    const mbedtls_mpi *m,
                    const struct mbedtls_ecp_point *P,
                    mbedtls_f_rng_t *f_rng,
                    void *p_rng);

/**
 * Multiplies two points and adds them: `R` = `m` * `P` + `n` * `Q`.
 *
 * \param grp  The group.
 * \param R    The result.
 * \param m    The first factor: from 1 to N - 1, or 0 or -1.
 * \param P    The first point.
 * \param n    The second factor, of the same range.
 * \param Q    The second point.
 *
 * \return     0; MBEDTLS_ERR_ECP_INVALID_KEY if a factor is out of range, or a point is none of the curve or the one at
 *             infinity; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded;
 *             MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_muladd(struct mbedtls_ecp_group *grp,
                       struct mbedtls_ecp_point *R,
                       const mbedtls_mpi *m,
                       const struct mbedtls_ecp_point *P,
                       const mbedtls_mpi *n,
                       const struct mbedtls_ecp_point *Q);

/**
 * Tells whether a point can be a public key: it is one of the curve, and not the one at infinity.
 *
 * \param grp  The group.
 * \param pt   The point.
 *
 * \return     0 if it can; MBEDTLS_ERR_ECP_INVALID_KEY if not, or if no curve was loaded; MBEDTLS_ERR_ECP_BAD_INPUT_DATA
 *             if one is NULL.
 */
int mbedtls_ecp_check_pubkey(const struct mbedtls_ecp_group *grp,
                             const struct mbedtls_ecp_point *pt);

/**
 * Tells whether a number can be a private key: it is from 1 to N - 1.
 *
 * \param grp  The group.
 * \param d    The number.
 *
 * \return     0 if it can; MBEDTLS_ERR_ECP_INVALID_KEY if not; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if one is NULL or no curve
 *             was loaded.
 */
int mbedtls_ecp_check_privkey(const struct mbedtls_ecp_group *grp,
                              const mbedtls_mpi *d);

/**
 * The curves that are offered, the longest first: secp521r1, secp384r1, secp256r1, and X25519, which handshakes use
 * and `mbedtls_ecp_group_load()` does not know.
 *
 * \return  An array that ends with an element whose `grp_id` is MBEDTLS_ECP_DP_NONE, and lives as long as the program.
 */
const struct mbedtls_ecp_curve_info *mbedtls_ecp_curve_list(void);

/**
 * The numbers of the curves of `mbedtls_ecp_curve_list()`.
 *
 * \return  An array that ends with MBEDTLS_ECP_DP_NONE, and lives as long as the program.
 */
const mbedtls_ecp_group_id *mbedtls_ecp_grp_id_list(void);

/**
 * What is known of a curve.
 *
 * \param grp_id  The curve.
 *
 * \return        What is known, which lives as long as the program; NULL for a curve that is not offered.
 */
const struct mbedtls_ecp_curve_info *mbedtls_ecp_curve_info_from_grp_id(mbedtls_ecp_group_id grp_id);

/**
 * What is known of a curve.
 *
 * \param tls_id  The curve's number in TLS (RFC 8422 §5.1.1).
 *
 * \return        As of `mbedtls_ecp_curve_info_from_grp_id()`.
 */
const struct mbedtls_ecp_curve_info *mbedtls_ecp_curve_info_from_tls_id(uint16_t tls_id);

/**
 * What is known of a curve.
 *
 * \param name  The curve's name.
 *
 * \return      As of `mbedtls_ecp_curve_info_from_grp_id()`; NULL for NULL.
 */
const struct mbedtls_ecp_curve_info *mbedtls_ecp_curve_info_from_name(const char *name);

/**
 * Generates a private key, with the randomness of `f_rng` alone.
 *
 * \param grp    The group.
 * \param d      Where it goes.
 * \param f_rng  The random generator.
 * \param p_rng  Handed to `f_rng`.
 *
 * \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_ECP_RANDOM_FAILED if it gives no fitting number;
 *               MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded;
 *               MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_gen_privkey(const struct mbedtls_ecp_group *grp,
                            mbedtls_mpi *d,
                            mbedtls_f_rng_t *f_rng,
                            void *p_rng);

/**
 * Generates a pair of keys, with the randomness of `f_rng` alone.
 *
 * \param grp    The group.
 * \param d      Where the private key goes.
 * \param Q      Where the public key goes.
 * \param f_rng  The random generator.
 * \param p_rng  Handed to `f_rng`.
 *
 * \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_ECP_RANDOM_FAILED if it gives no fitting number;
 *               MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded;
 *               MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_gen_keypair(struct mbedtls_ecp_group *grp,
                            mbedtls_mpi *d,
                            struct mbedtls_ecp_point *Q,
                            mbedtls_f_rng_t *f_rng,
                            void *p_rng);

/**
 * Generates a pair of keys with a base point of the caller's: `Q` = `d` * `G`.
 *
 * \param grp    The group.
 * \param G      The base point.
 * \param d      Where the private key goes.
 * \param Q      Where the public key goes.
 * \param f_rng  The random generator.
 * \param p_rng  Handed to `f_rng`.
 *
 * \return       As of `mbedtls_ecp_gen_keypair()`; MBEDTLS_ERR_ECP_INVALID_KEY if `G` is no point of the curve.
 */
int mbedtls_ecp_gen_keypair_base(struct mbedtls_ecp_group *grp,
                                 const struct mbedtls_ecp_point *G,
                                 mbedtls_mpi *d,
                                 struct mbedtls_ecp_point *Q,
                                 mbedtls_f_rng_t *f_rng,
                                 void *p_rng);

/**
 * Loads a curve into a pair of keys and generates them, with the randomness of `f_rng` alone.
 *
 * \param grp_id  The curve; see `mbedtls_ecp_group_load()`.
 * \param key     The pair of keys, also that of `mbedtls_pk_ec()`.
 * \param f_rng   The random generator.
 * \param p_rng   Handed to `f_rng`.
 *
 * \return        As of `mbedtls_ecp_gen_keypair()`; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for another curve.
 */
int mbedtls_ecp_gen_key(mbedtls_ecp_group_id grp_id,
                        struct mbedtls_ecp_keypair *key,
                        mbedtls_f_rng_t *f_rng,
                        void *p_rng);

/**
 * Makes a group without a curve.
 *
 * \param grp  The group. NULL is ignored.
 */
void mbedtls_ecp_group_init(struct mbedtls_ecp_group *grp);

/**
 * Frees a group, which has no curve then.
 *
 * \param grp  The group. NULL is ignored.
 */
void mbedtls_ecp_group_free(struct mbedtls_ecp_group *grp);

/**
 * Loads a curve into a group. What it held before is freed.
 *
 * \param grp  The group.
 * \param id   The curve: MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_SECP384R1 or MBEDTLS_ECP_DP_SECP521R1.
 *
 * \return     0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for another curve; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `grp` is NULL.
 */
int mbedtls_ecp_group_load(struct mbedtls_ecp_group *grp,
                           mbedtls_ecp_group_id id);

/**
 * Loads the curve of one group into another.
 *
 * \param dst  The group to load it into.
 * \param src  The group that has it.
 *
 * \return     As of `mbedtls_ecp_group_load()`.
 */
int mbedtls_ecp_group_copy(struct mbedtls_ecp_group *dst, const struct mbedtls_ecp_group *src);

/**
 * The form of a group's curve.
 *
 * \param grp  The group.
 *
 * \return     MBEDTLS_ECP_TYPE_SHORT_WEIERSTRASS; MBEDTLS_ECP_TYPE_NONE if `grp` is NULL or no curve was loaded.
 */
mbedtls_ecp_curve_type mbedtls_ecp_get_type(const struct mbedtls_ecp_group *grp);

/**
 * Tells whether the coefficient A of a group's curve is -3.
 *
 * \param grp  The group.
 *
 * \return     1 if it is, 0 if not, or if `grp` is NULL.
 */
int mbedtls_ecp_group_a_is_minus_3(const struct mbedtls_ecp_group *grp);

/**
 * Makes a pair of keys without a curve.
 *
 * \param key  The pair. NULL is ignored.
 */
void mbedtls_ecp_keypair_init(struct mbedtls_ecp_keypair *key);

/**
 * Wipes and frees a pair of keys. Not for that of `mbedtls_pk_ec()`, which `mbedtls_pk_free()` frees.
 *
 * \param key  The pair. NULL is ignored.
 */
void mbedtls_ecp_keypair_free(struct mbedtls_ecp_keypair *key);

/**
 * Sets the public key of a pair. Whether it is one is for `mbedtls_ecp_check_pubkey()` to tell.
 *
 * \param grp_id  The curve, which is loaded if the pair has none.
 * \param key     The pair.
 * \param Q       The public key.
 *
 * \return        0; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if the pair has another curve, or an argument is NULL;
 *                MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for a curve that is not offered; MBEDTLS_ERR_MPI_ALLOC_FAILED if
 *                memory runs out.
 */
int mbedtls_ecp_set_public_key(mbedtls_ecp_group_id grp_id,
                               struct mbedtls_ecp_keypair *key,
                               const struct mbedtls_ecp_point *Q);

/**
 * Loads a curve into a pair of keys and reads the private key. The public key stays as it is; see
 * `mbedtls_ecp_keypair_calc_public()`.
 *
 * \param grp_id  The curve; see `mbedtls_ecp_group_load()`.
 * \param key     The pair.
 * \param buf     The private key, big-endian.
 * \param buflen  Its length in bytes.
 *
 * \return        0; MBEDTLS_ERR_ECP_INVALID_KEY if it is not from 1 to N - 1; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for a
 *                curve that is not offered; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL;
 *                MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_read_key(mbedtls_ecp_group_id grp_id,
                         struct mbedtls_ecp_keypair *key,
                         const unsigned char *buf,
                         size_t buflen);

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Writes a private key big-endian, as long as the buffer. See `mbedtls_ecp_write_key_ext()`, which tells the length.
 *
 * \param key     The pair.
 * \param buf     Where the bytes go.
 * \param buflen  How many there are to be.
 *
 * \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the key does not fit; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if one is
 *                NULL.
 */
int MBEDTLS_DEPRECATED mbedtls_ecp_write_key(struct mbedtls_ecp_keypair *key,
                          unsigned char *buf,
                          size_t buflen);
#endif

/**
 * Writes a private key big-endian, as long as the curve's order.
 *
 * \param key     The pair.
 * \param olen    Where the length in bytes goes; 0 if it does not fit.
 * \param buf     Where the bytes go.
 * \param buflen  The size of `buf`; MBEDTLS_ECP_MAX_BYTES is always enough.
 *
 * \return        0; MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL if it does not fit; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if there is no
 *                private key, or an argument is NULL.
 */
int mbedtls_ecp_write_key_ext(const struct mbedtls_ecp_keypair *key,
                              size_t *olen,
                              unsigned char *buf,
                              size_t buflen);

/**
 * Writes the public key of a pair; see `mbedtls_ecp_point_write_binary()`.
 *
 * \param key     The pair.
 * \param format  MBEDTLS_ECP_PF_UNCOMPRESSED or MBEDTLS_ECP_PF_COMPRESSED.
 * \param olen    Where the length in bytes goes, also if it does not fit.
 * \param buf     Where the bytes go.
 * \param buflen  The size of `buf`.
 *
 * \return        As of `mbedtls_ecp_point_write_binary()`.
 */
int mbedtls_ecp_write_public_key(const struct mbedtls_ecp_keypair *key,
                                 int format,
                                 size_t *olen,
                                 unsigned char *buf,
                                 size_t buflen);

/**
 * Tells whether a public and a private key belong together.
 *
 * \param pub    The pair with the public key.
 * \param prv    The pair with both.
 * \param f_rng  The random generator, which must be given although it is not used.
 * \param p_rng  Not used.
 *
 * \return       0 if they do; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if not, if a pair has no curve, or an argument is NULL;
 *               MBEDTLS_ERR_ECP_INVALID_KEY if the private key is none.
 */
int mbedtls_ecp_check_pub_priv(const struct mbedtls_ecp_keypair *pub,
                               const struct mbedtls_ecp_keypair *prv,
                               mbedtls_f_rng_t *f_rng,
                               void *p_rng);

/**
 * Makes the public key of a pair from its private key.
 *
 * \param key    The pair.
 * \param f_rng  The random generator, which must be given although it is not used.
 * \param p_rng  Not used.
 *
 * \return       0; MBEDTLS_ERR_ECP_INVALID_KEY if the private key is none; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if no curve was
 *               loaded, or an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_keypair_calc_public(struct mbedtls_ecp_keypair *key,
                                    mbedtls_f_rng_t *f_rng,
                                    void *p_rng);

/**
 * The curve of a pair of keys.
 *
 * \param key  The pair.
 *
 * \return     The curve; MBEDTLS_ECP_DP_NONE if it has none, or `key` is NULL.
 */
mbedtls_ecp_group_id mbedtls_ecp_keypair_get_group_id(const struct mbedtls_ecp_keypair *key);

/**
 * Copies what makes up a pair of keys.
 *
 * \param key  The pair.
 * \param grp  Where the group goes, or NULL.
 * \param d    Where the private key goes, or NULL.
 * \param Q    Where the public key goes, or NULL.
 *
 * \return     0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if `grp` is given and the pair has no curve that is offered;
 *             MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `key` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_export(const struct mbedtls_ecp_keypair *key,
                       struct mbedtls_ecp_group *grp,
                       mbedtls_mpi *d,
                       struct mbedtls_ecp_point *Q);

/**
 * Makes a point that is not set.
 *
 * \param pt  The point. NULL is ignored.
 */
void mbedtls_ecp_point_init(struct mbedtls_ecp_point *pt);

/**
 * Wipes and frees a point.
 *
 * \param pt  The point. NULL is ignored.
 */
void mbedtls_ecp_point_free(struct mbedtls_ecp_point *pt);

/**
 * Copies a point.
 *
 * \param P  The copy.
 * \param Q  The point.
 *
 * \return   0; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if one is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_copy(struct mbedtls_ecp_point *P,
                     const struct mbedtls_ecp_point *Q);

/**
 * Sets a point to the one at infinity.
 *
 * \param pt  The point.
 *
 * \return    0; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `pt` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_set_zero(struct mbedtls_ecp_point *pt);

/**
 * Tells whether a point is the one at infinity.
 *
 * \param pt  The point.
 *
 * \return    1 if it is, or was never set; 0 if not, or if `pt` is NULL.
 */
int mbedtls_ecp_is_zero(struct mbedtls_ecp_point *pt);

/**
 * Tells whether two points are the same.
 *
 * \param P  The one.
 * \param Q  The other.
 *
 * \return   0 if they are; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if not, or if one is NULL.
 */
int mbedtls_ecp_point_cmp(const struct mbedtls_ecp_point *P, const struct mbedtls_ecp_point *Q);

/**
 * Reads the coordinates of a point from text. Whether they are those of a point is not looked at.
 *
 * \param P      The point.
 * \param radix  The radix, 2 to 16.
 * \param x      The digits of X.
 * \param y      The digits of Y.
 *
 * \return       0; what `mbedtls_mpi_read_string()` returns; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `P` is NULL.
 */
int mbedtls_ecp_point_read_string(struct mbedtls_ecp_point *P, int radix, const char *x, const char *y);

/**
 * Writes a point (SEC 1 §2.3.3); the point at infinity is a single 00.
 *
 * \param grp     The group.
 * \param P       The point.
 * \param format  MBEDTLS_ECP_PF_UNCOMPRESSED or MBEDTLS_ECP_PF_COMPRESSED.
 * \param olen    Where the length in bytes goes, also if it does not fit, save for the point at infinity.
 * \param buf     Where the bytes go.
 * \param buflen  The size of `buf`; MBEDTLS_ECP_MAX_PT_LEN is always enough.
 *
 * \return        0; MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL or MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the point does not fit;
 *                MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if no curve was loaded; MBEDTLS_ERR_ECP_BAD_INPUT_DATA for another
 *                format, or if an argument is NULL.
 */
int mbedtls_ecp_point_write_binary(const struct mbedtls_ecp_group *grp,
                                   const struct mbedtls_ecp_point *P,
                                   int format,
                                   size_t *olen,
                                   unsigned char *buf,
                                   size_t buflen);

/**
 * Reads a point (SEC 1 §2.3.4), in whichever of the forms of `mbedtls_ecp_point_write_binary()`. Whether it is one of
 * the curve is for `mbedtls_ecp_check_pubkey()` to tell.
 *
 * \param grp   The group.
 * \param P     The point.
 * \param buf   The bytes.
 * \param ilen  How many there are.
 *
 * \return      0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if no curve was loaded; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if the bytes
 *              are malformed, or an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_ecp_point_read_binary(const struct mbedtls_ecp_group *grp,
                                  struct mbedtls_ecp_point *P,
                                  const unsigned char *buf,
                                  size_t ilen);

/**
 * Reads the named curve of a ServerKeyExchange (RFC 8422 §5.4) and loads it into a group.
 *
 * \param grp  The group.
 * \param buf  Where the bytes are; moves behind what was read.
 * \param len  How many bytes there are.
 *
 * \return     0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for a curve that is not offered; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if the
 *             bytes are malformed, or an argument is NULL.
 */
int mbedtls_ecp_tls_read_group(struct mbedtls_ecp_group *grp,
                               const unsigned char **buf,
                               size_t len);

/**
 * As `mbedtls_ecp_tls_read_group()`, without loading the curve.
 *
 * \param grp  Where the curve goes.
 * \param buf  Where the bytes are; moves behind what was read.
 * \param len  How many bytes there are.
 *
 * \return     As of `mbedtls_ecp_tls_read_group()`.
 */
int mbedtls_ecp_tls_read_group_id(mbedtls_ecp_group_id *grp, const unsigned char **buf, size_t len);

/**
 * Writes the named curve of a group as a ServerKeyExchange has it (RFC 8422 §5.4).
 *
 * \param grp   The group.
 * \param olen  Where the length in bytes goes, 3.
 * \param buf   Where the bytes go.
 * \param blen  The size of `buf`.
 *
 * \return      0; MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL if they do not fit; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if no curve was
 *              loaded, or an argument is NULL.
 */
int mbedtls_ecp_tls_write_group(const struct mbedtls_ecp_group *grp,
                                size_t *olen,
                                unsigned char *buf,
                                size_t blen);

/**
 * Reads a point with its length in front (RFC 8422 §5.4); see `mbedtls_ecp_point_read_binary()`.
 *
 * \param grp  The group.
 * \param pt   The point.
 * \param buf  Where the bytes are; moves behind what was read.
 * \param len  How many bytes there are.
 *
 * \return     As of `mbedtls_ecp_point_read_binary()`.
 */
int mbedtls_ecp_tls_read_point(const struct mbedtls_ecp_group *grp,
                               struct mbedtls_ecp_point *pt,
                               const unsigned char **buf,
                               size_t len);

/**
 * Writes a point with its length in front (RFC 8422 §5.4); see `mbedtls_ecp_point_write_binary()`.
 *
 * \param grp     The group.
 * \param pt      The point.
 * \param format  MBEDTLS_ECP_PF_UNCOMPRESSED or MBEDTLS_ECP_PF_COMPRESSED.
 * \param olen    Where the length in bytes goes, with that of the length.
 * \param buf     Where the bytes go.
 * \param blen    The size of `buf`.
 *
 * \return        As of `mbedtls_ecp_point_write_binary()`; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `blen` is 0.
 */
int mbedtls_ecp_tls_write_point(const struct mbedtls_ecp_group *grp,
                                const struct mbedtls_ecp_point *pt,
                                int format,
                                size_t *olen,
                                unsigned char *buf,
                                size_t blen);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_ECP_H */
