#include "check.h"
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>
#include <string.h>

/* Every suite of the list has a name, by which it is found again; none comes twice. */
static void list(void)
{
    const int *suites = mbedtls_ssl_list_ciphersuites();
    int n = 0;
    CHECK(suites != NULL);
    for (; suites[n] != 0; n++) {
        const char *name = mbedtls_ssl_get_ciphersuite_name(suites[n]);
        CHECK(suites[n] > 0 && suites[n] <= 0xFFFF);
        CHECK(strncmp(name, "TLS", 3) == 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(name), suites[n]);
        for (int i = 0; i < n; i++)
            CHECK(suites[i] != suites[n]);
    }
    CHECK(n >= 18);
    /* The same list each time. */
    CHECK(mbedtls_ssl_list_ciphersuites() == suites);
}

static void names(void)
{
    static const struct {
        int id;
        const char *name;
    } suites[] = {
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256" },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384" },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM" },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8" },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "TLS-ECDHE-ECDSA-WITH-CHACHA20-POLY1305-SHA256" },
        { MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256" },
        { MBEDTLS_TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384" },
        { MBEDTLS_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "TLS-ECDHE-RSA-WITH-CHACHA20-POLY1305-SHA256" },
        { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, "TLS-PSK-WITH-AES-128-GCM-SHA256" },
        { MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, "TLS-PSK-WITH-AES-256-GCM-SHA384" },
        { MBEDTLS_TLS_PSK_WITH_AES_128_CCM, "TLS-PSK-WITH-AES-128-CCM" },
        { MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, "TLS-PSK-WITH-AES-128-CCM-8" },
        { MBEDTLS_TLS_PSK_WITH_CHACHA20_POLY1305_SHA256, "TLS-PSK-WITH-CHACHA20-POLY1305-SHA256" },
        { MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256, "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256" },
    };
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        CHECK(strcmp(mbedtls_ssl_get_ciphersuite_name(suites[i].id), suites[i].name) == 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(suites[i].name), suites[i].id);
        int listed = 0;
        for (const int *suite = mbedtls_ssl_list_ciphersuites(); *suite != 0; suite++)
            listed |= *suite == suites[i].id;
        CHECK(listed);
    }
}

static void strangers(void)
{
    static const int numbers[] = { 0, 1, 0x4242, 0xFFFF, 0x10000, 0x10000 + 0xC02B, -1, -0x7FFFFFFF };
    static const char *const names[] = { "", "TLS", "TLS-", "unknown", "tls-psk-with-aes-128-ccm",
                                         "TLS-PSK-WITH-AES-128-CC", "TLS-PSK-WITH-AES-128-CCM ",
                                         "TLS-PSK-WITH-AES-128-CCM\xFF", "TLS_PSK_WITH_AES_128_CCM" };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        CHECK(strcmp(mbedtls_ssl_get_ciphersuite_name(numbers[i]), "unknown") == 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(names[i]), 0);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(NULL), 0);
}

int main(void)
{
    list();
    names();
    strangers();
    return check_result();
}
