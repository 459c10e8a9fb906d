/* Seeds a random generator, makes a cookie, and finds the features to be those that the package told of. */
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/ssl_cookie.h>
#include <mbedtls/version.h>
#include <stdio.h>

#ifdef EXPECT_HELLO_VERIFY
#ifndef MBEDTLS_SSL_DTLS_HELLO_VERIFY
#error "MBEDTLS_SSL_DTLS_HELLO_VERIFY is missing"
#endif
#elif defined(MBEDTLS_SSL_DTLS_HELLO_VERIFY)
#error "MBEDTLS_SSL_DTLS_HELLO_VERIFY is there although it was switched off"
#endif

#ifdef EXPECT_ANTI_REPLAY
#ifndef MBEDTLS_SSL_DTLS_ANTI_REPLAY
#error "MBEDTLS_SSL_DTLS_ANTI_REPLAY is missing"
#endif
#elif defined(MBEDTLS_SSL_DTLS_ANTI_REPLAY)
#error "MBEDTLS_SSL_DTLS_ANTI_REPLAY is there although it was switched off"
#endif

static int differs(const char *feature, int in_header)
{
    int in_library = mbedtls_version_check_feature(feature) == 0;
    if (in_library != in_header) {
        fprintf(stderr, "%s: header %d, library %d\n", feature, in_header, in_library);
    }
    return in_library != in_header;
}

int main(void)
{
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context random;
    mbedtls_ssl_cookie_ctx cookies;
    unsigned char cookie[32], *p = cookie;
    const unsigned char client[] = "client";
    int hello_verify = 0, anti_replay = 0, ret;

#ifdef MBEDTLS_SSL_DTLS_HELLO_VERIFY
    hello_verify = 1;
#endif
#ifdef MBEDTLS_SSL_DTLS_ANTI_REPLAY
    anti_replay = 1;
#endif
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&random);
    mbedtls_ssl_cookie_init(&cookies);
    ret = mbedtls_ctr_drbg_seed(&random, mbedtls_entropy_func, &entropy, NULL, 0);
    if (ret == 0) {
        ret = mbedtls_ssl_cookie_setup(&cookies, mbedtls_ctr_drbg_random, &random);
    }
    if (ret == 0) {
        ret = mbedtls_ssl_cookie_write(&cookies, &p, cookie + sizeof cookie, client, sizeof client);
    }
    if (ret == 0) {
        ret = mbedtls_ssl_cookie_check(&cookies, cookie, sizeof cookie, client, sizeof client);
    }
    mbedtls_ssl_cookie_free(&cookies);
    mbedtls_ctr_drbg_free(&random);
    mbedtls_entropy_free(&entropy);
    if (ret != 0) {
        fprintf(stderr, "failed: -0x%04x\n", (unsigned) -ret);
        return 1;
    }
    return differs("MBEDTLS_SSL_DTLS_HELLO_VERIFY", hello_verify) | differs("MBEDTLS_SSL_DTLS_ANTI_REPLAY", anti_replay);
}
