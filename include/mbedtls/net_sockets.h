/* Generated from src/ffi/net_sockets by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_NET_SOCKETS_H
#define MBEDTLS_NET_SOCKETS_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/ssl.h"

/**
 * No socket could be opened.
 */
#define MBEDTLS_ERR_NET_SOCKET_FAILED -0x0042

/**
 * The connection was refused, or no address could be reached.
 */
#define MBEDTLS_ERR_NET_CONNECT_FAILED -0x0044

/**
 * The socket could not be bound to the address.
 */
#define MBEDTLS_ERR_NET_BIND_FAILED -0x0046

/**
 * The socket could not be made to listen.
 */
#define MBEDTLS_ERR_NET_LISTEN_FAILED -0x0048

/**
 * No client could be accepted.
 */
#define MBEDTLS_ERR_NET_ACCEPT_FAILED -0x004A

/**
 * Receiving failed.
 */
#define MBEDTLS_ERR_NET_RECV_FAILED -0x004C

/**
 * Sending failed.
 */
#define MBEDTLS_ERR_NET_SEND_FAILED -0x004E

/**
 * The peer reset the connection.
 */
#define MBEDTLS_ERR_NET_CONN_RESET -0x0050

/**
 * The host or the port has no address.
 */
#define MBEDTLS_ERR_NET_UNKNOWN_HOST -0x0052

/**
 * The client's address does not fit the buffer.
 */
#define MBEDTLS_ERR_NET_BUFFER_TOO_SMALL -0x0043

/**
 * The context is NULL or holds no descriptor.
 */
#define MBEDTLS_ERR_NET_INVALID_CONTEXT -0x0045

/**
 * Waiting failed.
 */
#define MBEDTLS_ERR_NET_POLL_FAILED -0x0047

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_NET_BAD_INPUT_DATA -0x0049

/**
 * How many connections wait to be accepted.
 */
#define MBEDTLS_NET_LISTEN_BACKLOG 10

/**
 * TCP, for mbedtls_net_connect() and mbedtls_net_bind().
 */
#define MBEDTLS_NET_PROTO_TCP 0

/**
 * UDP, for mbedtls_net_connect() and mbedtls_net_bind().
 */
#define MBEDTLS_NET_PROTO_UDP 1

/**
 * There is something to read; for mbedtls_net_poll().
 */
#define MBEDTLS_NET_POLL_READ 1

/**
 * There is room to write; for mbedtls_net_poll().
 */
#define MBEDTLS_NET_POLL_WRITE 2

/**
 * A socket.
 */
typedef struct mbedtls_net_context {
    /**
     * The file descriptor, or -1.
     */
    int fd;
} mbedtls_net_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context that holds no socket.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_net_init(struct mbedtls_net_context *ctx);

/**
 * Connects to a host; the addresses that its name has are tried in turn.
 *
 * \param ctx    The context, initialised; its former socket is not closed.
 * \param host   The name or address.
 * \param port   The port in decimal, or a service's name.
 * \param proto  MBEDTLS_NET_PROTO_TCP or MBEDTLS_NET_PROTO_UDP.
 *
 * \return       0, MBEDTLS_ERR_NET_UNKNOWN_HOST, MBEDTLS_ERR_NET_SOCKET_FAILED, MBEDTLS_ERR_NET_CONNECT_FAILED,
 *               MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL) or MBEDTLS_ERR_NET_BAD_INPUT_DATA (a string is NULL).
 */
int mbedtls_net_connect(struct mbedtls_net_context *ctx,
                        const char *host,
                        const char *port,
                        int proto);

/**
 * Binds a socket to an address, to receive from any client; TCP sockets listen too.
 *
 * \param ctx      The context, initialised; its former socket is not closed.
 * \param bind_ip  The address, or NULL for all of this host.
 * \param port     The port in decimal, or a service's name.
 * \param proto    MBEDTLS_NET_PROTO_TCP or MBEDTLS_NET_PROTO_UDP.
 *
 * \return         0, MBEDTLS_ERR_NET_UNKNOWN_HOST, MBEDTLS_ERR_NET_SOCKET_FAILED, MBEDTLS_ERR_NET_BIND_FAILED,
 *                 MBEDTLS_ERR_NET_LISTEN_FAILED, MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL) or
 *                 MBEDTLS_ERR_NET_BAD_INPUT_DATA (`port` is NULL).
 */
int mbedtls_net_bind(struct mbedtls_net_context *ctx,
                     const char *bind_ip,
                     const char *port,
                     int proto);

/**
 * Accepts the next client of a bound socket.
 *
 * With UDP the client is whoever sent the first datagram that waits, which stays to be read: the bound socket is
 * connected to the client and becomes `client_ctx`, and `bind_ctx` gets a new socket bound to the same address.
 *
 * \param bind_ctx    The bound socket.
 * \param client_ctx  Where the client's socket goes.
 * \param client_ip   Where the client's address goes, 4 or 16 bytes in network order; or NULL.
 * \param buf_size    The size of `client_ip`.
 * \param cip_len     Where the length of the address goes; may be NULL if `client_ip` is.
 *
 * \return            0, MBEDTLS_ERR_SSL_WANT_READ if the socket does not block and nobody waits,
 *                    MBEDTLS_ERR_NET_ACCEPT_FAILED, MBEDTLS_ERR_NET_SOCKET_FAILED or MBEDTLS_ERR_NET_BIND_FAILED (no
 *                    new socket for `bind_ctx`, which then holds none), MBEDTLS_ERR_NET_BUFFER_TOO_SMALL (the client
 *                    is accepted all the same), MBEDTLS_ERR_NET_INVALID_CONTEXT (a context is NULL, or `bind_ctx` not
 *                    open) or MBEDTLS_ERR_NET_BAD_INPUT_DATA (both contexts are the same, or `cip_len` is NULL and
 *                    `client_ip` is not).
 */
int mbedtls_net_accept(struct mbedtls_net_context *bind_ctx,
                       struct mbedtls_net_context *client_ctx,
                       void *client_ip,
                       size_t buf_size,
                       size_t *cip_len);

/**
 * Waits until a socket can be read or written.
 *
 * \param ctx      The socket.
 * \param rw       What to wait for: MBEDTLS_NET_POLL_READ, MBEDTLS_NET_POLL_WRITE or both.
 * \param timeout  How long to wait in milliseconds; 0 does not wait, UINT32_MAX waits for ever.
 *
 * \return         What is possible now, in the bits of `rw`; 0 if nothing was within `timeout`;
 *                 MBEDTLS_ERR_NET_BAD_INPUT_DATA (other bits in `rw`), MBEDTLS_ERR_NET_POLL_FAILED or
 *                 MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL or not open).
 */
int mbedtls_net_poll(struct mbedtls_net_context *ctx, uint32_t rw, uint32_t timeout);

/**
 * Makes a socket wait when it is read or written.
 *
 * \param ctx  The socket.
 *
 * \return     0, -1 if the system refuses, or MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL).
 */
int mbedtls_net_set_block(struct mbedtls_net_context *ctx);

/**
 * Makes a socket return at once when it is read or written: MBEDTLS_ERR_SSL_WANT_READ or
 * MBEDTLS_ERR_SSL_WANT_WRITE.
 *
 * \param ctx  The socket.
 *
 * \return     0, -1 if the system refuses, or MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL).
 */
int mbedtls_net_set_nonblock(struct mbedtls_net_context *ctx);

/**
 * Lets the thread sleep, for at least the time given.
 *
 * \param usec  The time in microseconds.
 */
void mbedtls_net_usleep(unsigned long usec);

/**
 * Receives at most `len` bytes, from a UDP socket one datagram; for mbedtls_ssl_set_bio().
 *
 * \param ctx  The `mbedtls_net_context`.
 * \param buf  Where the bytes go; what does not fit of a datagram is lost.
 * \param len  The size of `buf`.
 *
 * \return     How many bytes were received; 0 at the end of a TCP connection, and for an empty datagram;
 *             MBEDTLS_ERR_SSL_WANT_READ (nothing there, or a signal came), MBEDTLS_ERR_NET_CONN_RESET,
 *             MBEDTLS_ERR_NET_RECV_FAILED, MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL or not open) or
 *             MBEDTLS_ERR_NET_BAD_INPUT_DATA (`buf` is NULL and `len` not 0).
 */
int mbedtls_net_recv(void *ctx, unsigned char *buf, size_t len);

/**
 * Sends at most `len` bytes, to a UDP socket one datagram; for mbedtls_ssl_set_bio().
 *
 * \param ctx  The `mbedtls_net_context`.
 * \param buf  The bytes.
 * \param len  How many.
 *
 * \return     How many were sent; MBEDTLS_ERR_SSL_WANT_WRITE (no room, or a signal came), MBEDTLS_ERR_NET_CONN_RESET,
 *             MBEDTLS_ERR_NET_SEND_FAILED, MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL or not open) or
 *             MBEDTLS_ERR_NET_BAD_INPUT_DATA (`buf` is NULL and `len` not 0).
 */
int mbedtls_net_send(void *ctx,
                     const unsigned char *buf,
                     size_t len);

/**
 * Receives as mbedtls_net_recv(), after waiting for something to be there; for mbedtls_ssl_set_bio().
 *
 * \param ctx      The `mbedtls_net_context`.
 * \param buf      Where the bytes go; what does not fit of a datagram is lost.
 * \param len      The size of `buf`.
 * \param timeout  How long to wait in milliseconds; 0 waits for ever.
 *
 * \return         As mbedtls_net_recv(), also if a pointer is NULL; MBEDTLS_ERR_SSL_TIMEOUT.
 */
int mbedtls_net_recv_timeout(void *ctx, unsigned char *buf, size_t len, uint32_t timeout);

/**
 * Closes a socket, without shutting down the connection that other processes may share.
 *
 * \param ctx  The socket. NULL, and a context that holds none, are ignored.
 */
void mbedtls_net_close(struct mbedtls_net_context *ctx);

/**
 * Shuts down a connection and closes its socket.
 *
 * \param ctx  The socket. NULL, and a context that holds none, are ignored.
 */
void mbedtls_net_free(struct mbedtls_net_context *ctx);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_NET_SOCKETS_H */
