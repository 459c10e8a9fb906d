/* A client and a server in one process, joined by two queues of datagrams, with a clock that only the check moves.
   Every call of a library into our callbacks is printed in order. */
#ifndef PAIR_H
#define PAIR_H

#include "check.h"
#include "wire.h"

#include <mbedtls/error.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>
#include <mbedtls/ssl_cookie.h>
#include <mbedtls/x509_crt.h>

/* What is printed. */
enum {
    LOG_SET = 1,      /* `c set(250,1000)` */
    LOG_GET = 2,      /* `c get -> 0` */
    LOG_SEND = 4,     /* `c send 157 [..]` */
    LOG_RECV = 8,     /* `c recv 60` */
    LOG_WAIT = 16,    /* `c recv want_read` */
    LOG_RECORDS = 32, /* the records of what is sent */
    LOG_USUAL = LOG_SET | LOG_SEND | LOG_RECV | LOG_RECORDS,
    LOG_FULL = LOG_USUAL | LOG_GET | LOG_WAIT
};

/* How the peers authenticate. Every kind has one cipher suite set on both sides. */
enum kind {
    PSK,       /* TLS-PSK-WITH-AES-128-GCM-SHA256 */
    ECDHE_PSK, /* TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256 */
    ECDSA,     /* TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256, server-p256 */
    RSA,       /* TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256, server-rsa */
    KINDS
};

enum verdict { DELIVER, DROP, DUPLICATE, HOLD };

struct datagram {
    struct datagram *next;
    size_t len;
    unsigned char bytes[16800];
};

struct side;

/* Judges the n-th datagram (from 0) that `from` sends; may alter it, also its length. HOLD keeps it until the next one
   has been queued. */
typedef enum verdict judge(struct side *from, unsigned n, struct datagram *d);

struct side {
    char name; /* 'c' or 's' */
    struct pair *pair;
    struct side *peer;
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config conf;
    mbedtls_x509_crt ca, own;
    mbedtls_pk_context key;
    int suites[8];

    struct datagram *in, *held; /* waiting to be received; held back by HOLD */
    unsigned sent;              /* datagrams so far */
    judge *judge;
    uint64_t drop, twice, hold; /* bit n: what happens to the n-th datagram sent; after the judge let it pass */
    int refuse;       /* so many sends answer WANT_WRITE */
    int refuse_after; /* the next send goes out, the one behind it answers WANT_WRITE */
    int recv_code; /* when nothing waits: what recv returns, WANT_READ by default */

    int running; /* the timer */
    uint32_t int_ms, fin_ms;
    uint64_t since;

    uint64_t random;
    int alert; /* the last alert it sent in clear, level << 8 | description; 0: none */
    int failed; /* the code with which its handshake failed */
    void (*after_reset)(struct side *side); /* what has to be set again; NULL for nothing */
};

struct pair {
    struct side c, s;
    uint64_t now; /* ms */
    unsigned log;
    mbedtls_ssl_cookie_ctx cookies;
    int has_cookies;
    const char *hostname; /* "localhost"; NULL: set_hostname is not called */
};

/* Both configurations are set up: change them before `pair_start`. Without cookies. */
struct pair *pair_new(enum kind kind);
/* Adds the library's own cookies to the server. */
void pair_cookies(struct pair *p);
/* Sets up both contexts with callbacks, timers, hostname and transport id. */
void pair_start(struct pair *p);
void pair_free(struct pair *p);

/* Gives the side a new configuration: no keys, no certificates, the suites it has. Before `pair_start`. */
void side_configure(struct side *side);
/* The same with a pre-shared key: a configuration takes only one in its life. */
void side_psk(struct side *side, const char *key, const char *identity);
/* Loads `NAME.crt` with `NAME.key` as own certificate, the key of `key` if it is not NULL. */
void side_own(struct side *side, const char *name, const char *key);
/* Loads `NAME.crt` as the list of authorities. */
void side_ca(struct side *side, const char *name);
/* Uses these suites (ends with 0). */
void side_suites(struct side *side, const int *suites);
/* Gives the context its callbacks again, after mbedtls_ssl_setup. */
void side_attach(struct side *side);

/* Calls and prints. */
int side_handshake(struct side *side);
int side_step(struct side *side);
int side_read(struct side *side, size_t len);
int side_write(struct side *side, const void *bytes, size_t len);
int side_reset(struct side *side); /* session_reset, and the transport id of a server */
int side_state(struct side *side);
void side_result(struct side *side); /* suite, version, verify result */

/* Calls handshake on both sides in turn, client first, until neither goes on: done, failed, or nothing to do. A side
   that is done is called with read if something waits for it. HVR makes the server reset itself and go on. Returns 0
   when both are done, the code of the one that failed (the client's first), or WANT_READ. */
int pair_handshake(struct pair *p);
/* The same, with the clock moved on to the next final delay whenever both wait, `turns` times at most. */
int pair_handshake_lossy(struct pair *p, int turns);
/* pair_handshake without a word, for checks about what comes later; ends the program if it fails. */
void pair_establish(struct pair *p);
/* Moves the clock. */
void pair_wait(struct pair *p, uint64_t ms);
/* Moves the clock to the next final delay of either side; prints it. 0 if no timer runs. */
int pair_expire(struct pair *p);

/* Puts a datagram into the queue of `to`. */
void side_inject(struct side *to, const void *bytes, size_t len);
/* Takes the oldest datagram that waits for `to`, or NULL; the caller frees it. */
struct datagram *side_take(struct side *to);
size_t side_waiting(const struct side *to);
void side_discard(struct side *to);

/* The callbacks, for checks that register their own mixture. */
int pair_send(void *ctx, const unsigned char *buf, size_t len);
int pair_recv(void *ctx, unsigned char *buf, size_t len);
int pair_recv_timeout(void *ctx, unsigned char *buf, size_t len, uint32_t timeout);
void pair_set_timer(void *ctx, uint32_t int_ms, uint32_t fin_ms);
int pair_get_timer(void *ctx);
int pair_rng(void *ctx, unsigned char *out, size_t len);

extern const char pair_psk[];
extern const char pair_identity[];
extern const unsigned char pair_transport_id[4];

#endif
