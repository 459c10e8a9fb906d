/* Generated from src/ffi/ssl_cache by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SSL_CACHE_H
#define MBEDTLS_SSL_CACHE_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/ssl.h"

/** How long a session is kept unless set otherwise, in seconds. */
#if !defined(MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT)
#define MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT 86400
#endif

/** How many sessions are kept unless set otherwise. */
#if !defined(MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES)
#define MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES 50
#endif


/**
 * A cache of sessions. Begin with mbedtls_ssl_cache_init(), end with mbedtls_ssl_cache_free().
 */
typedef struct mbedtls_ssl_cache_context {
    void *MBEDTLS_PRIVATE(chain);
    int MBEDTLS_PRIVATE(timeout);
    int MBEDTLS_PRIVATE(max_entries);
    uint64_t MBEDTLS_PRIVATE(reserve)[6];
} mbedtls_ssl_cache_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes an empty cache with room for MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES sessions as the library was built, 50, which it
 * keeps for MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT, 86400 seconds.
 *
 * \param cache  The cache. NULL is ignored.
 */
void mbedtls_ssl_cache_init(struct mbedtls_ssl_cache_context *cache);

/**
 * Finds a session; for mbedtls_ssl_conf_session_cache(). Threads may call it at once.
 *
 * \param data            The `mbedtls_ssl_cache_context`.
 * \param session_id      The id.
 * \param session_id_len  Its length in bytes.
 * \param session         Where the session goes; one that is there is freed.
 *
 * \return                0; MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND if it is not there, or out of date;
 *                        MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL or the cache was freed.
 */
int mbedtls_ssl_cache_get(void *data,
                          const unsigned char *session_id,
                          size_t session_id_len,
                          mbedtls_ssl_session *session);

/**
 * Keeps a session; for mbedtls_ssl_conf_session_cache(). Threads may call it at once.
 *
 * If one with the same id is there it is replaced, else one that is out of date, and if there is none and no room, the one
 * that came first.
 *
 * \param data            The `mbedtls_ssl_cache_context`.
 * \param session_id      The id.
 * \param session_id_len  Its length: 0 to 32 bytes.
 * \param session         The session, of which a copy is kept.
 *
 * \return                0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL, the id too long or the cache was freed;
 *                        MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND if the cache has no room at all;
 *                        MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the session is empty.
 */
int mbedtls_ssl_cache_set(void *data,
                          const unsigned char *session_id,
                          size_t session_id_len,
                          const mbedtls_ssl_session *session);

/**
 * Forgets a session. Threads may call it at once.
 *
 * \param data            The `mbedtls_ssl_cache_context`.
 * \param session_id      The id.
 * \param session_id_len  Its length in bytes.
 *
 * \return                0, also if there is no such session; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL or the
 *                        cache was freed.
 */
int mbedtls_ssl_cache_remove(void *data,
                             const unsigned char *session_id,
                             size_t session_id_len);

/**
 * Sets how long a session is kept. To be called before other threads use the cache.
 *
 * \param cache    The cache. NULL is ignored.
 * \param timeout  Seconds; 0, and anything below, is for ever.
 */
void mbedtls_ssl_cache_set_timeout(struct mbedtls_ssl_cache_context *cache, int timeout);

/**
 * How long a session is kept.
 *
 * \param cache  The cache. NULL gives 0.
 *
 * \return       Seconds; 0 is for ever.
 */
int mbedtls_ssl_cache_get_timeout(struct mbedtls_ssl_cache_context *cache);

/**
 * Sets how many sessions are kept. To be called before other threads use the cache.
 *
 * \param cache  The cache. NULL is ignored. Sessions that are there stay.
 * \param max    The number; anything below 0 is taken for 0.
 */
void mbedtls_ssl_cache_set_max_entries(struct mbedtls_ssl_cache_context *cache, int max);

/**
 * Ends a cache and wipes what it kept.
 *
 * \param cache  The cache. NULL, and one that was freed already, are ignored.
 */
void mbedtls_ssl_cache_free(struct mbedtls_ssl_cache_context *cache);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SSL_CACHE_H */
