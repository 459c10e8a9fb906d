/*
 * A gateway does the handshakes and hands each connection to a process that works for it. The client notices nothing,
 * also not when the worker hands the connection back.
 */
#include "each_way.h"

#include <mbedtls/libdtls_ssl.h>

#include <sys/wait.h>

static int socket_send(void *context, const unsigned char *bytes, size_t len)
{
    return (int) send(*(int *) context, bytes, len, 0);
}

static int socket_recv(void *context, unsigned char *bytes, size_t len)
{
    ssize_t received = recv(*(int *) context, bytes, len, 0);
    return received > 0 ? (int) received : MBEDTLS_ERR_SSL_CONN_EOF;
}

static void write_all(int pipe, const unsigned char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(pipe, bytes, len);
        if (written <= 0)
            exit(3);
        bytes += written;
        len -= (size_t) written;
    }
}

static size_t read_all(int pipe, unsigned char *bytes, size_t room)
{
    size_t len = 0;
    ssize_t count;
    while (len < room && (count = read(pipe, bytes + len, room - len)) > 0)
        len += (size_t) count;
    return len;
}

/* Behind fork and exec, with nothing of the gateway's memory: its own configuration, and the saved connection from
   standard input. Returns what the client sends until it says "back", then hands the connection back. */
static int worker(int socket)
{
    struct pair *p = quiet_pair(ECDSA);
    unsigned char saved[4096], data[256];
    size_t len = read_all(STDIN_FILENO, saved, sizeof saved);
    int code;

    CHECK_EQ(mbedtls_ssl_conf_cid(&p->s.conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_context_load(&p->s.ssl, saved, len), 0);
    memset(saved, 0, sizeof saved);
    mbedtls_ssl_set_bio(&p->s.ssl, &socket, socket_send, socket_recv, NULL);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
    while ((code = mbedtls_ssl_read(&p->s.ssl, data, sizeof data)) > 0) {
        CHECK_EQ(mbedtls_ssl_write(&p->s.ssl, data, (size_t) code), code);
        if (code == 4 && memcmp(data, "back", 4) == 0)
            break;
    }
    CHECK_EQ(code, 4);
    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, sizeof saved, &len), 0);
    write_all(STDOUT_FILENO, saved, len);
    pair_free(p);
    return check_result();
}

/* Starts this program anew as a worker with this connection; `from` becomes where it hands the connection back. */
static pid_t start_worker(const char *program, int socket, const unsigned char *saved, size_t len, int *from)
{
    int in[2], out[2];
    char number[16];
    CHECK(pipe(in) == 0 && pipe(out) == 0);
    snprintf(number, sizeof number, "%d", socket);
    pid_t child = fork();
    if (child == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[0]);
        close(in[1]);
        close(out[0]);
        close(out[1]);
        execl(program, program, number, (char *) NULL);
        _exit(4);
    }
    close(in[0]);
    close(out[1]);
    write_all(in[1], saved, len);
    close(in[1]);
    *from = out[0];
    return child;
}

static void echoed(struct side *client, const char *words)
{
    unsigned char data[256];
    int len = (int) strlen(words);
    CHECK_EQ(mbedtls_ssl_write(&client->ssl, (const unsigned char *) words, (size_t) len), len);
    CHECK_EQ(mbedtls_ssl_read(&client->ssl, data, sizeof data), len);
    CHECK(memcmp(data, words, (size_t) len) == 0);
}

/* What both sides agreed on beside keys goes along. */
static void agreements_go_along(void)
{
    static const char *names[] = { "webrtc", NULL };
    static const mbedtls_ssl_srtp_profile profiles[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80,
                                                         MBEDTLS_TLS_SRTP_UNSET };
    unsigned char saved[4096], mki[] = "key 7";
    mbedtls_dtls_srtp_info info;
    size_t len;
    struct pair *p = quiet_pair(ECDSA);
    struct side *sides[] = { &p->c, &p->s };

    for (int i = 0; i < 2; i++) {
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&sides[i]->conf, names), 0);
        CHECK_EQ(mbedtls_ssl_conf_dtls_srtp_protection_profiles(&sides[i]->conf, profiles), 0);
        mbedtls_ssl_conf_srtp_mki_value_supported(&sides[i]->conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
        CHECK_EQ(mbedtls_ssl_conf_max_frag_len(&sides[i]->conf, MBEDTLS_SSL_MAX_FRAG_LEN_1024), 0);
    }
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, mki, 5), 0);
    pair_establish(p);
    expect_talk(p);
    for (int i = 0; i < 2; i++) {
        mbedtls_ssl_context *ssl = &sides[i]->ssl;

        CHECK_EQ(mbedtls_ssl_context_save(ssl, saved, sizeof saved, &len), 0);
        CHECK_EQ(mbedtls_ssl_context_load(ssl, saved, len), 0);
        CHECK(mbedtls_ssl_get_alpn_protocol(ssl) == names[0]);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(ssl, &info);
        CHECK_EQ(info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile), MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80);
        CHECK_EQ(info.MBEDTLS_PRIVATE(mki_len), 5);
        CHECK(memcmp(info.MBEDTLS_PRIVATE(mki_value), mki, 5) == 0);
        CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(ssl), 1024);
        expect_talk(p);
    }
    pair_free(p);
}

/* Goes on in a context that knows nothing but what was saved. */
static void move_side(struct side *side)
{
    unsigned char saved[4096];
    size_t len = 0;
    CHECK_EQ(mbedtls_ssl_context_save(&side->ssl, saved, sizeof saved, &len), 0);
    mbedtls_ssl_free(&side->ssl);
    mbedtls_ssl_init(&side->ssl);
    CHECK_EQ(mbedtls_ssl_setup(&side->ssl, &side->conf), 0);
    CHECK_EQ(mbedtls_ssl_context_load(&side->ssl, saved, len), 0);
    side_attach(side);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&side->ssl), 1);
}

static struct pair *client_calls(void)
{
    static int kind;
    struct pair *p = quiet_pair_with_cookies((enum kind) (kind++ % KINDS));
    pair_start(p);
    return p;
}

/* However the connection came about, it goes on elsewhere: on either side, both, and a second time. */
static void expect_moves(struct pair *p)
{
    move_side(&p->s);
    expect_talk(p);
    move_side(&p->c);
    expect_talk(p);
    move_side(&p->s);
    move_side(&p->c);
}

/* A setting beyond Mbed TLS's: the gateway hands over right after its Finished, which the client may not have got. */
static void handed_over_at_once(void)
{
    for (unsigned lost = 0; lost < 7; lost++) {
        struct pair *p = quiet_pair(ECDSA);
        unsigned char byte;
        dtls_ssl_conf_save_last_flight(&p->s.conf, 1);
        p->s.drop = (uint64_t) 1 << lost;
        pair_start(p);
        for (int turns = 0; turns < 20 && !mbedtls_ssl_is_handshake_over(&p->s.ssl); turns++) {
            int code = mbedtls_ssl_handshake(&p->c.ssl);
            CHECK(code == 0 || code == WANT_READ);
            code = mbedtls_ssl_handshake(&p->s.ssl);
            CHECK(code == 0 || code == WANT_READ);
            if (code == WANT_READ && side_waiting(&p->c) == 0)
                pair_expire(p);
        }
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
        move_side(&p->s);
        for (int turns = 0; turns < 20 && !mbedtls_ssl_is_handshake_over(&p->c.ssl); turns++) {
            int code = mbedtls_ssl_handshake(&p->c.ssl);
            CHECK(code == 0 || code == WANT_READ);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, &byte, 1), WANT_READ);
            if (code == WANT_READ && side_waiting(&p->c) == 0)
                pair_expire(p);
        }
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 1);
        insist(&p->c, "to the worker");
        insist(&p->s, "from the worker");
        pair_free(p);
    }
}

int main(int argc, char **argv)
{
    unsigned char saved[4096];
    size_t len;
    struct pair *p;
    int ends[2], from, status;
    pid_t child;

    if (argc == 2)
        return worker(atoi(argv[1]));

    /* The gateway: the handshake, and the first request, which tells whose connection it is. */
    p = quiet_pair(ECDSA);
    CHECK_EQ(mbedtls_ssl_conf_cid(&p->s.conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0), 0);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, (const unsigned char *) "wrk1", 4), 0);
    pair_establish(p);
    expect_talk(p);
    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, sizeof saved, &len), 0);

    CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends), 0);
    mbedtls_ssl_set_bio(&p->c.ssl, &ends[0], socket_send, socket_recv, NULL);
    child = start_worker(argv[0], ends[1], saved, len, &from);
    memset(saved, 0, sizeof saved);
    echoed(&p->c, "to the worker");
    echoed(&p->c, "again");
    echoed(&p->c, "back");

    /* Back in the gateway. */
    len = read_all(from, saved, sizeof saved);
    close(from);
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK_EQ(status, 0);
    CHECK_EQ(mbedtls_ssl_context_load(&p->s.ssl, saved, len), 0);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
    expect_talk(p);

    /* Whoever loads it a second time would use nonces again; whoever loads garbage gets nothing. */
    saved[len / 2] ^= 1;
    CHECK_EQ(mbedtls_ssl_session_reset(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_context_load(&p->s.ssl, saved, len), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    close(ends[0]);
    close(ends[1]);
    pair_free(p);
    agreements_go_along();
    handed_over_at_once();
    each_way(client_calls, expect_moves);
    return check_result();
}
