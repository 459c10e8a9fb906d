/*
 * One side of EC J-PAKE as Mbed TLS does it, for tests/ecjpake.rs: messages go and come as lines of hexadecimal digits,
 * each as it stands in its extension or message of the handshake.
 *
 *   usage: ecjpake client|server PASSWORD
 *
 * Prints the first round, reads the peer's, prints the second round, reads the peer's, prints the secret. Prints
 * `refused` and a code for what it does not take.
 */
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecjpake.h>
#include <mbedtls/entropy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        printf("%02x", bytes[i]);
    printf("\n");
    fflush(stdout);
}

static size_t hear(unsigned char *bytes, size_t size)
{
    char line[4096];
    size_t length = 0;
    unsigned byte;
    if (fgets(line, sizeof line, stdin) == NULL)
        exit(3);
    while (length < size && sscanf(line + 2 * length, "%2x", &byte) == 1)
        bytes[length++] = (unsigned char) byte;
    return length;
}

static void must(int code)
{
    if (code != 0) {
        printf("refused -0x%04X\n", (unsigned) -code);
        exit(0);
    }
}

int main(int argc, char **argv)
{
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_ecjpake_context ctx;
    unsigned char buffer[2048];
    size_t length;
    if (argc != 3)
        return 2;
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_ecjpake_init(&ctx);
    must(mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0));
    must(mbedtls_ecjpake_setup(&ctx, strcmp(argv[1], "server") == 0 ? MBEDTLS_ECJPAKE_SERVER : MBEDTLS_ECJPAKE_CLIENT,
                               MBEDTLS_MD_SHA256, MBEDTLS_ECP_DP_SECP256R1, (const unsigned char *) argv[2],
                               strlen(argv[2])));
    must(mbedtls_ecjpake_write_round_one(&ctx, buffer, sizeof buffer, &length, mbedtls_ctr_drbg_random, &rng));
    say(buffer, length);
    length = hear(buffer, sizeof buffer);
    must(mbedtls_ecjpake_read_round_one(&ctx, buffer, length));
    must(mbedtls_ecjpake_write_round_two(&ctx, buffer, sizeof buffer, &length, mbedtls_ctr_drbg_random, &rng));
    say(buffer, length);
    length = hear(buffer, sizeof buffer);
    must(mbedtls_ecjpake_read_round_two(&ctx, buffer, length));
    must(mbedtls_ecjpake_derive_secret(&ctx, buffer, sizeof buffer, &length, mbedtls_ctr_drbg_random, &rng));
    say(buffer, length);
    mbedtls_ecjpake_free(&ctx);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return 0;
}
