/* Generated from src/ffi/ssl_ticket by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SSL_TICKET_H
#define MBEDTLS_SSL_TICKET_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/ssl.h"
#include "mbedtls/cipher.h"

/**
 * Longest key of a ticket, in bytes.
 */
#define MBEDTLS_SSL_TICKET_MAX_KEY_BYTES 32

/**
 * Length of a key's name, in bytes.
 */
#define MBEDTLS_SSL_TICKET_KEY_NAME_BYTES 4

/**
 * The keys of a server's tickets. Begin with mbedtls_ssl_ticket_init() and mbedtls_ssl_ticket_setup(), end with
 * mbedtls_ssl_ticket_free().
 */
typedef struct mbedtls_ssl_ticket_context {
    void *MBEDTLS_PRIVATE(keys);
    mbedtls_f_rng_t *MBEDTLS_PRIVATE(f_rng);
    void *MBEDTLS_PRIVATE(p_rng);
    uint64_t MBEDTLS_PRIVATE(reserve)[36];
} mbedtls_ssl_ticket_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context without keys.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_ssl_ticket_init(struct mbedtls_ssl_ticket_context *ctx);

/**
 * Draws the keys.
 *
 * \param ctx       The context.
 * \param f_rng     The random generator: now for two keys, four times 4 and 32 bytes by turns, later for the nonce of each
 *                  ticket, 12 bytes, and for new keys. It has to be fit for threads if the context is used by several.
 * \param p_rng     What `f_rng` gets as its first argument.
 * \param cipher    What tickets are sealed by: AES-GCM or AES-CCM with keys of 128, 192 or 256 bits, or
 *                  ChaCha20-Poly1305; MBEDTLS_CIPHER_AES_256_GCM is a good choice. It should be no weaker than the
 *                  cipher suites.
 * \param lifetime  How long a ticket is good, in seconds, and how long a key makes tickets before a new one is drawn; 0 is
 *                  for ever. 86400, a day, is a good choice: whoever steals a key reads what was sent meanwhile. When the
 *                  clock goes back behind a key's beginning, a new one is drawn, too.
 *
 * \return          0, what `f_rng` failed with, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` or `f_rng` is NULL, or another
 *                  cipher).
 */
int mbedtls_ssl_ticket_setup(struct mbedtls_ssl_ticket_context *ctx,
                             mbedtls_f_rng_t *f_rng,
                             void *p_rng,
                             mbedtls_cipher_type_t cipher,
                             uint32_t lifetime);

/**
 * Puts a key of the program's own into force, for example one that several servers share. The one that was active goes on
 * opening its tickets until the next change. Call it again before `lifetime` has passed: else a key is drawn, which only
 * this server knows. Threads may call it at once.
 *
 * \param ctx       The context, after mbedtls_ssl_ticket_setup().
 * \param name      The key's name, by which a ticket says which key made it; random, and the same on all servers.
 * \param nlength   Its length: MBEDTLS_SSL_TICKET_KEY_NAME_BYTES.
 * \param k         The key, random and secret.
 * \param klength   Its length: at least that of the cipher's key.
 * \param lifetime  How long tickets of this key are good, and how long it makes them, in seconds; 0 is for ever.
 *
 * \return          0; MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (a length is too short, or the context has not been set up);
 *                  MBEDTLS_ERR_SSL_BAD_INPUT_DATA (a pointer is NULL).
 */
int mbedtls_ssl_ticket_rotate(struct mbedtls_ssl_ticket_context *ctx,
                              const unsigned char *name,
                              size_t nlength,
                              const unsigned char *k,
                              size_t klength,
                              uint32_t lifetime);

/**
 * Seals a session; for mbedtls_ssl_conf_session_tickets_cb(). Threads may call it at once.
 *
 * \param p_ticket  The `mbedtls_ssl_ticket_context`.
 * \param session   The session.
 * \param start     Where the ticket goes.
 * \param end       Where the room ends.
 * \param tlen      Where the ticket's length goes; 0 on failure.
 * \param lifetime  Where its lifetime in seconds goes.
 *
 * \return          0; what the random generator failed with; MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL (also if `end` is NULL or
 *                  before `start`); MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the session is empty;
 *                  MBEDTLS_ERR_SSL_BAD_INPUT_DATA (another pointer is NULL, or the context has not been set up).
 */
int mbedtls_ssl_ticket_write(void *p_ticket,
                             const mbedtls_ssl_session *session,
                             unsigned char *start,
                             const unsigned char *end,
                             size_t *tlen,
                             uint32_t *lifetime);

/**
 * Opens a ticket; for mbedtls_ssl_conf_session_tickets_cb(). Threads may call it at once.
 *
 * \param p_ticket  The `mbedtls_ssl_ticket_context`.
 * \param session   Where the session goes; one that is there is freed.
 * \param buf       The ticket.
 * \param len       Its length in bytes.
 *
 * \return          0; MBEDTLS_ERR_SSL_INVALID_MAC if it was changed; MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED if it is over
 *                  its lifetime, or its key is gone; MBEDTLS_ERR_SSL_BAD_INPUT_DATA (it is no ticket, a pointer is NULL, or
 *                  the context has not been set up); MBEDTLS_ERR_SSL_VERSION_MISMATCH if a library with another format made
 *                  it with this key.
 */
int mbedtls_ssl_ticket_parse(void *p_ticket,
                             mbedtls_ssl_session *session,
                             unsigned char *buf,
                             size_t len);

/**
 * Ends a context and wipes its keys.
 *
 * \param ctx  The context. NULL, and one that was freed already, are ignored.
 */
void mbedtls_ssl_ticket_free(struct mbedtls_ssl_ticket_context *ctx);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SSL_TICKET_H */
