/* Calls each of the three libraries of Mbed TLS once, and keeps a key in the one store that a process has. */
#include <mbedtls/build_info.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>
#include <psa/crypto.h>
#include <stdio.h>

int main(void)
{
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context random;
    mbedtls_ssl_config config;
    mbedtls_ssl_context ssl;
    mbedtls_x509_crt chain;
    unsigned char bytes[32];
    int ret;

    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&random);
    mbedtls_ssl_config_init(&config);
    mbedtls_ssl_init(&ssl);
    mbedtls_x509_crt_init(&chain);

    ret = (int) psa_crypto_init();
    if (ret == 0) {
        ret = mbedtls_ctr_drbg_seed(&random, mbedtls_entropy_func, &entropy, NULL, 0);
    }
    if (ret == 0) {
        ret = mbedtls_ctr_drbg_random(&random, bytes, sizeof bytes);
    }
    if (ret == 0) {
        ret = mbedtls_ssl_config_defaults(&config, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                          MBEDTLS_SSL_PRESET_DEFAULT);
    }
    if (ret == 0) {
        mbedtls_ssl_conf_rng(&config, mbedtls_ctr_drbg_random, &random);
        mbedtls_ssl_conf_ca_chain(&config, &chain, NULL);
        mbedtls_ssl_conf_cert_profile(&config, &mbedtls_x509_crt_profile_default);
        ret = mbedtls_ssl_setup(&ssl, &config);
    }
    printf("%s: %d\n", MBEDTLS_VERSION_STRING, ret);

    mbedtls_x509_crt_free(&chain);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&config);
    mbedtls_ctr_drbg_free(&random);
    mbedtls_entropy_free(&entropy);
    mbedtls_psa_crypto_free();
    return ret == 0 ? 0 : 1;
}
