#define MBEDTLS_ALLOW_PRIVATE_ACCESS
#include "check.h"
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>
#include <string.h>

/* As the original tells them, in its order. */
static const struct {
    int id;
    const char *name;
    int cipher, mac, key_exchange, flags;
    size_t key_bits;
} suites[] = {
    { 0xCCA8, "TLS-ECDHE-RSA-WITH-CHACHA20-POLY1305-SHA256", 77, 9, 3, 0, 256 },
    { 0xCCA9, "TLS-ECDHE-ECDSA-WITH-CHACHA20-POLY1305-SHA256", 77, 9, 4, 0, 256 },
    { 0xC02C, "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384", 16, 10, 4, 0, 256 },
    { 0xC030, "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384", 16, 10, 3, 0, 256 },
    { 0xC0AD, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM", 40, 9, 4, 0, 256 },
    { 0xC0AF, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM-8", 40, 9, 4, 2, 256 },
    { 0xC02B, "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256", 14, 9, 4, 0, 128 },
    { 0xC02F, "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256", 14, 9, 3, 0, 128 },
    { 0xC0AC, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM", 38, 9, 4, 0, 128 },
    { 0xC0AE, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8", 38, 9, 4, 2, 128 },
    { 0xCCAC, "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256", 77, 9, 8, 0, 256 },
    { 0xCCAB, "TLS-PSK-WITH-CHACHA20-POLY1305-SHA256", 77, 9, 5, 0, 256 },
    { 0x00A9, "TLS-PSK-WITH-AES-256-GCM-SHA384", 16, 10, 5, 0, 256 },
    { 0xC0A5, "TLS-PSK-WITH-AES-256-CCM", 40, 9, 5, 0, 256 },
    { 0xC0A9, "TLS-PSK-WITH-AES-256-CCM-8", 40, 9, 5, 2, 256 },
    { 0x00A8, "TLS-PSK-WITH-AES-128-GCM-SHA256", 14, 9, 5, 0, 128 },
    { 0xC0A4, "TLS-PSK-WITH-AES-128-CCM", 38, 9, 5, 0, 128 },
    { 0xC0A8, "TLS-PSK-WITH-AES-128-CCM-8", 38, 9, 5, 2, 128 },
};

int main(void)
{
    const int *list = mbedtls_ssl_list_ciphersuites(), *from = list;
    CHECK(list == mbedtls_ssl_list_ciphersuites());
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(suites[i].id);
        CHECK(info != NULL);
        if (info == NULL) {
            continue;
        }
        CHECK(info == mbedtls_ssl_ciphersuite_from_string(suites[i].name));
        CHECK_EQ(info->id, suites[i].id);
        CHECK_EQ(strcmp(info->name, suites[i].name), 0);
        CHECK_EQ(info->cipher, suites[i].cipher);
        CHECK_EQ(info->mac, suites[i].mac);
        CHECK_EQ(info->key_exchange, suites[i].key_exchange);
        CHECK_EQ(info->flags, suites[i].flags);
        CHECK_EQ(info->min_tls_version, MBEDTLS_SSL_VERSION_TLS1_2);
        CHECK_EQ(info->max_tls_version, MBEDTLS_SSL_VERSION_TLS1_2);
        CHECK_EQ(mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(info), suites[i].key_bits);
        CHECK_EQ(strcmp(mbedtls_ssl_ciphersuite_get_name(info), suites[i].name), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(suites[i].name), suites[i].id);
        CHECK_EQ(strcmp(mbedtls_ssl_get_ciphersuite_name(suites[i].id), suites[i].name), 0);

        /* In this order in the list, whatever stands between. */
        while (*from != 0 && *from != suites[i].id) {
            from++;
        }
        CHECK_EQ(*from, suites[i].id);
    }
    CHECK(mbedtls_ssl_ciphersuite_from_id(0) == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_id(-1) == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_id(0x100A8) == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_string("TLS-PSK") == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_string(NULL) == NULL);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id("TLS-PSK"), 0);
    ONLY_OURS
    {
        /* Every suite of the list is known by number and name, and nothing is left to be made up by programs. */
        for (; *list != 0; list++) {
            const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(*list);
            CHECK(info != NULL && info->id == *list);
        }
        CHECK(mbedtls_ssl_ciphersuite_get_name(NULL) == NULL);
        CHECK_EQ(mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(NULL), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(NULL), 0);
    }
    return check_result();
}
