/* Generated from src/ffi/ssl_cookie by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SSL_COOKIE_H
#define MBEDTLS_SSL_COOKIE_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/ssl.h"

/** How long a cookie is valid unless set otherwise, in seconds. */
#ifndef MBEDTLS_SSL_COOKIE_TIMEOUT
#define MBEDTLS_SSL_COOKIE_TIMEOUT 60
#endif


/**
 * The key of a server's cookies. Begin with mbedtls_ssl_cookie_init() and mbedtls_ssl_cookie_setup(), end with
 * mbedtls_ssl_cookie_free().
 */
typedef struct mbedtls_ssl_cookie_ctx {
    void *MBEDTLS_PRIVATE(key);
    unsigned long MBEDTLS_PRIVATE(timeout);
    uint64_t MBEDTLS_PRIVATE(reserve)[8];
} mbedtls_ssl_cookie_ctx;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context without a key, with a timeout of MBEDTLS_SSL_COOKIE_TIMEOUT as the library was built: 60 seconds.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_ssl_cookie_init(struct mbedtls_ssl_cookie_ctx *ctx);

/**
 * Makes a new random key. Cookies of a former key are no longer valid.
 *
 * \param ctx    The context.
 * \param f_rng  The random generator, called once, for 32 bytes.
 * \param p_rng  What `f_rng` gets as its first argument.
 *
 * \return       0, what `f_rng` failed with, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` or `f_rng` is NULL).
 */
int mbedtls_ssl_cookie_setup(struct mbedtls_ssl_cookie_ctx *ctx, mbedtls_f_rng_t *f_rng, void *p_rng);

/**
 * Sets how long a cookie is valid. To be called before other threads use the context.
 *
 * \param ctx    The context. NULL is ignored.
 * \param delay  The time in seconds; 0 means for ever.
 */
void mbedtls_ssl_cookie_set_timeout(struct mbedtls_ssl_cookie_ctx *ctx, unsigned long delay);

/**
 * Ends a context and wipes its key.
 *
 * \param ctx  The context. NULL, and one that was freed already, are ignored.
 */
void mbedtls_ssl_cookie_free(struct mbedtls_ssl_cookie_ctx *ctx);

/**
 * Writes a cookie; for mbedtls_ssl_conf_dtls_cookies(). Threads may call it at once.
 *
 * \param ctx   The `mbedtls_ssl_cookie_ctx`.
 * \param p     Where the cookie goes; moved on by its 32 bytes.
 * \param end   Where the room ends.
 * \param info  The client's transport id.
 * \param ilen  The length of `info`.
 *
 * \return      0, MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL (also if `end` is NULL or before `p`) or
 *              MBEDTLS_ERR_SSL_BAD_INPUT_DATA (another pointer is NULL, or the context has no key).
 */
int mbedtls_ssl_cookie_write(void *ctx,
                             unsigned char **p,
                             unsigned char *end,
                             const unsigned char *info,
                             size_t ilen);

/**
 * Checks a cookie; for mbedtls_ssl_conf_dtls_cookies(). Threads may call it at once.
 *
 * \param ctx     The `mbedtls_ssl_cookie_ctx`.
 * \param cookie  The cookie.
 * \param clen    The length of `cookie`.
 * \param info    The client's transport id.
 * \param ilen    The length of `info`.
 *
 * \return        0 if the cookie was made by this context for this client and is not older than the timeout; -1 if
 *                not; MBEDTLS_ERR_SSL_BAD_INPUT_DATA (a pointer is NULL, or the context has no key).
 */
int mbedtls_ssl_cookie_check(void *ctx,
                             const unsigned char *cookie,
                             size_t clen,
                             const unsigned char *info,
                             size_t ilen);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SSL_COOKIE_H */
