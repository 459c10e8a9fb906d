#define MBEDTLS_ALLOW_PRIVATE_ACCESS
#include "check.h"
#include <mbedtls/md.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>
#include <string.h>

struct known {
    int id;
    const char *name;
    int cipher, mac, key_exchange, flags, bits;
};

static const struct known known[] = {
    { 0xCCA8, "TLS-ECDHE-RSA-WITH-CHACHA20-POLY1305-SHA256", 77, MBEDTLS_MD_SHA256, MBEDTLS_KEY_EXCHANGE_ECDHE_RSA, 0, 256 },
    { 0xC02C, "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384", 16, MBEDTLS_MD_SHA384, MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA, 0, 256 },
    { 0xC0AD, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM", 40, MBEDTLS_MD_SHA256, MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA, 0, 256 },
    { 0xC02F, "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256", 14, MBEDTLS_MD_SHA256, MBEDTLS_KEY_EXCHANGE_ECDHE_RSA, 0, 128 },
    { 0xCCAC, "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256", 77, MBEDTLS_MD_SHA256, MBEDTLS_KEY_EXCHANGE_ECDHE_PSK, 0, 256 },
    { 0xC024, "TLS-ECDHE-ECDSA-WITH-AES-256-CBC-SHA384", 7, MBEDTLS_MD_SHA384, MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA, 0, 256 },
    { 0xC013, "TLS-ECDHE-RSA-WITH-AES-128-CBC-SHA", 5, MBEDTLS_MD_SHA1, MBEDTLS_KEY_EXCHANGE_ECDHE_RSA, 0, 128 },
    { 0xC036, "TLS-ECDHE-PSK-WITH-AES-256-CBC-SHA", 7, MBEDTLS_MD_SHA1, MBEDTLS_KEY_EXCHANGE_ECDHE_PSK, 0, 256 },
    { 0x00AE, "TLS-PSK-WITH-AES-128-CBC-SHA256", 5, MBEDTLS_MD_SHA256, MBEDTLS_KEY_EXCHANGE_PSK, 0, 128 },
    { 0xC0A8, "TLS-PSK-WITH-AES-128-CCM-8", 38, MBEDTLS_MD_SHA256, MBEDTLS_KEY_EXCHANGE_PSK,
      MBEDTLS_CIPHERSUITE_SHORT_TAG, 128 },
};

static void descriptions(void)
{
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(known[i].id);

        CHECK(info != NULL);
        if (info == NULL)
            continue;
        CHECK(mbedtls_ssl_ciphersuite_from_string(known[i].name) == info);
        CHECK_EQ(mbedtls_ssl_ciphersuite_get_id(info), known[i].id);
        CHECK(strcmp(mbedtls_ssl_ciphersuite_get_name(info), known[i].name) == 0);
        CHECK_EQ(info->MBEDTLS_PRIVATE(cipher), known[i].cipher);
        CHECK_EQ(info->MBEDTLS_PRIVATE(mac), known[i].mac);
        CHECK_EQ(info->MBEDTLS_PRIVATE(key_exchange), known[i].key_exchange);
        CHECK_EQ(info->MBEDTLS_PRIVATE(flags), known[i].flags);
        CHECK_EQ(info->MBEDTLS_PRIVATE(min_tls_version), MBEDTLS_SSL_VERSION_TLS1_2);
        CHECK_EQ(info->MBEDTLS_PRIVATE(max_tls_version), MBEDTLS_SSL_VERSION_TLS1_2);
        CHECK_EQ(mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(info), known[i].bits);
#ifndef ORIGINAL /* Not declared there. */
        CHECK_EQ(mbedtls_ssl_ciphersuite_uses_psk(info), strstr(known[i].name, "-PSK-") != NULL);
#endif
    }
}

static void every_listed_suite_is_described(void)
{
    const int *list = mbedtls_ssl_list_ciphersuites();

    CHECK(*list != 0);
    for (; *list != 0; list++) {
        const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(*list);

        CHECK(info != NULL);
        if (info != NULL)
            CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(mbedtls_ssl_ciphersuite_get_name(info)), *list);
    }
}

static void nothing(void)
{
    CHECK(mbedtls_ssl_ciphersuite_from_id(0) == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_id(-1) == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_id(0x1C0A8) == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_string("TLS-NULL") == NULL);
    CHECK(mbedtls_ssl_ciphersuite_from_string(NULL) == NULL);
    ONLY_OURS
    {
        CHECK(mbedtls_ssl_ciphersuite_get_name(NULL) == NULL);
        CHECK_EQ(mbedtls_ssl_ciphersuite_get_id(NULL), 0);
#ifndef ORIGINAL
        CHECK_EQ(mbedtls_ssl_ciphersuite_uses_psk(NULL), 0);
#endif
        CHECK_EQ(mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(NULL), 0);
    }
}

int main(void)
{
    descriptions();
    every_listed_suite_is_described();
    nothing();
    return check_result();
}
