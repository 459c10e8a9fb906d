/* What no other program here calls: hashes piece by piece by their own headers, settings that older programs make, the
   cache and the ticket keys of a server without a handshake, and what is said of a certificate in words. */
#include "support/check.h"
#include "support/pair.h"
#include "support/rng.h"

#include <mbedtls/bignum.h>
#include <mbedtls/debug.h>
#include <mbedtls/md5.h>
#include <mbedtls/platform_time.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>
#include <mbedtls/ssl_cache.h>
#include <mbedtls/ssl_ticket.h>
#include <mbedtls/version.h>

#include <stdio.h>
#include <string.h>

/* Programs declare it themselves: the original exports it, and its header for programs leaves it out. */
int mbedtls_ssl_ciphersuite_uses_psk(const mbedtls_ssl_ciphersuite_t *info);

static void hashes(void)
{
    static const size_t lengths[] = { 0, 1, 55, 56, 63, 64, 65, 127, 128, 200 };
    unsigned char text[200], out[64];
    size_t i, at;
    mbedtls_md5_context md5;
    mbedtls_sha1_context sha1;
    mbedtls_sha256_context sha256;

    rng(NULL, text, sizeof text);
    for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t len = lengths[i];

        say("%u bytes", (unsigned) len);
        say_code("md5", mbedtls_md5(text, len, out));
        say_hex("md5", out, 16);
        say_code("sha1", mbedtls_sha1(text, len, out));
        say_hex("sha1", out, 20);

        mbedtls_md5_init(&md5);
        mbedtls_sha1_init(&sha1);
        mbedtls_sha256_init(&sha256);
        say_code("md5 starts", mbedtls_md5_starts(&md5));
        say_code("sha1 starts", mbedtls_sha1_starts(&sha1));
        say_code("sha256 starts", mbedtls_sha256_starts(&sha256, 0));
        for (at = 0; at < len; at += 13) {
            size_t piece = len - at < 13 ? len - at : 13;

            if (mbedtls_md5_update(&md5, text + at, piece) != 0 || mbedtls_sha1_update(&sha1, text + at, piece) != 0
                || mbedtls_sha256_update(&sha256, text + at, piece) != 0)
                say("update fails at %u", (unsigned) at);
        }
        say_code("md5 finish", mbedtls_md5_finish(&md5, out));
        say_hex("md5", out, 16);
        say_code("sha1 finish", mbedtls_sha1_finish(&sha1, out));
        say_hex("sha1", out, 20);
        say_code("sha256 finish", mbedtls_sha256_finish(&sha256, out));
        say_hex("sha256", out, 32);
        mbedtls_md5_free(&md5);
        mbedtls_sha1_free(&sha1);
        mbedtls_sha256_free(&sha256);
    }
}

static unsigned debug_lines;

static void count_line(void *ctx, int level, const char *file, int line, const char *text)
{
    (void) ctx, (void) file, (void) line;
    debug_lines += level >= 1 && text != NULL && text[0] != '\0';
}

static void configuration(void)
{
    static const int modes[] = { MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_ALL, MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_NONE };
    int threshold;

    for (threshold = 0; threshold <= 4; threshold += 4) {
        struct pair *p = pair_new(ECDSA);

        p->log = 0;
        debug_lines = 0;
        mbedtls_debug_set_threshold(threshold);
        mbedtls_ssl_conf_endpoint(&p->c.conf, MBEDTLS_SSL_IS_CLIENT);
        mbedtls_ssl_conf_endpoint(&p->s.conf, MBEDTLS_SSL_IS_SERVER);
        mbedtls_ssl_conf_transport(&p->c.conf, MBEDTLS_SSL_TRANSPORT_DATAGRAM);
        mbedtls_ssl_conf_transport(&p->s.conf, MBEDTLS_SSL_TRANSPORT_DATAGRAM);
        mbedtls_ssl_conf_dbg(&p->c.conf, count_line, NULL);
        mbedtls_ssl_conf_cert_profile(&p->c.conf, threshold == 0 ? &mbedtls_x509_crt_profile_default
                                                                 : &mbedtls_x509_crt_profile_suiteb);
        mbedtls_ssl_conf_tls13_key_exchange_modes(&p->c.conf, modes[threshold != 0]);
        mbedtls_ssl_conf_new_session_tickets(&p->s.conf, 3);
        mbedtls_ssl_conf_tls13_enable_signal_new_session_tickets(
            &p->c.conf, MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED);
        pair_start(p);
        say_code("handshake", pair_handshake(p));
        side_result(&p->c);
        say("debug lines: %s", debug_lines == 0 ? "none" : "some");
        mbedtls_debug_set_threshold(0);
        pair_free(p);
    }
}

static void cache(void)
{
    struct pair *p = pair_new(ECDSA);
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_session session, found;
    unsigned char id[4][8];
    size_t i;

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    mbedtls_ssl_session_init(&session);
    say_code("get_session", mbedtls_ssl_get_session(&p->s.ssl, &session));
    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_cache_set_timeout(&cache, 100);
    mbedtls_ssl_cache_set_max_entries(&cache, 3);
    for (i = 0; i < 4; i++) {
        memset(id[i], (int) i + 1, sizeof id[i]);
        say_code("set", mbedtls_ssl_cache_set(&cache, id[i], sizeof id[i], &session));
    }
    say_code("remove", mbedtls_ssl_cache_remove(&cache, id[2], sizeof id[2]));
    say_code("remove again", mbedtls_ssl_cache_remove(&cache, id[2], sizeof id[2]));
    for (i = 0; i < 4; i++) {
        mbedtls_ssl_session_init(&found);
        say_code("get", mbedtls_ssl_cache_get(&cache, id[i], sizeof id[i], &found));
        mbedtls_ssl_session_free(&found);
    }
    mbedtls_ssl_cache_free(&cache);
    mbedtls_ssl_session_free(&session);
    pair_free(p);
}

static void ticket_keys(void)
{
    static const unsigned char name[MBEDTLS_SSL_TICKET_KEY_NAME_BYTES] = "key1";
    static const unsigned char key[32] = "of 32 bytes";
    mbedtls_ssl_ticket_context tickets;

    mbedtls_ssl_ticket_init(&tickets);
    say_code("setup", mbedtls_ssl_ticket_setup(&tickets, rng, NULL, MBEDTLS_CIPHER_AES_256_GCM, 3600));
    say_code("rotate", mbedtls_ssl_ticket_rotate(&tickets, name, sizeof name, key, sizeof key, 60));
    say_code("short name", mbedtls_ssl_ticket_rotate(&tickets, name, sizeof name - 1, key, sizeof key, 60));
    say_code("short key", mbedtls_ssl_ticket_rotate(&tickets, name, sizeof name, key, 16, 60));
    mbedtls_ssl_ticket_free(&tickets);
}

static void certificates(void)
{
    static const uint32_t flags[] = { 0, 1, MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_NOT_TRUSTED, 0x00FFFFFF };
    char words[2000], folder[500];
    mbedtls_x509_crt chain;
    mbedtls_x509write_cert crt;
    mbedtls_mpi serial;
    size_t i;

    for (i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        int len, lines = 0;
        const char *at;

        /* The words are each library's own. */
        memset(words, 0, sizeof words);
        len = mbedtls_x509_crt_verify_info(words, sizeof words, "  ! ", flags[i]);
        for (at = words; (at = strstr(at, "  ! ")) != NULL; at++)
            lines++;
        say("verify_info 0x%08lX: %d lines, length %s", (unsigned long) flags[i], lines,
            len == (int) strlen(words) ? "right" : "wrong");
    }
    say_code("verify_info without space", mbedtls_x509_crt_verify_info(words, 10, "", flags[3]));

    mbedtls_x509_crt_init(&chain);
    snprintf(folder, sizeof folder, "%s", cert_path("nowhere"));
    say_code("parse_path nowhere", mbedtls_x509_crt_parse_path(&chain, folder));
    /* The folder holds keys and lists, too: it counts what is no certificate. */
    *strrchr(folder, '/') = '\0';
    say_count("parse_path", mbedtls_x509_crt_parse_path(&chain, folder));
    mbedtls_x509_crt_free(&chain);

    mbedtls_x509write_crt_init(&crt);
    mbedtls_mpi_init(&serial);
    say_code("read", mbedtls_mpi_read_string(&serial, 16, "0102030405060708"));
    say_code("set_serial", mbedtls_x509write_crt_set_serial(&crt, &serial));
    say_code("read", mbedtls_mpi_read_string(&serial, 16, "0102030405060708090A0B0C0D0E0F101112131415"));
    say_code("set_serial, too long", mbedtls_x509write_crt_set_serial(&crt, &serial));
    mbedtls_mpi_free(&serial);
    mbedtls_x509write_crt_free(&crt);
}

static void suites(void)
{
    static const int ids[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256,
                               MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256,
                               MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 };
    size_t i;

    for (i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(ids[i]);

        say("0x%04X uses a pre-shared key: %d", (unsigned) ids[i],
            info == NULL ? -1 : mbedtls_ssl_ciphersuite_uses_psk(info) != 0);
    }
}

static void clock_goes_on(void)
{
    mbedtls_ms_time_t before = mbedtls_ms_time();

    say("forward: %d", before >= 0 && mbedtls_ms_time() >= before);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = { { "hashes", hashes },
                                           { "configuration", configuration },
                                           { "cache", cache },
                                           { "ticket_keys", ticket_keys },
                                           { "certificates", certificates },
                                           { "suites", suites },
                                           { "clock", clock_goes_on },
                                           { NULL, NULL } };

    return checks_main(argc, argv, checks);
}
