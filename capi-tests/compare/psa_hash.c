/* psa/crypto.h: hashes at once and piece by piece, random bytes, and the order of calls. */
#include "support/check.h"

#include <psa/crypto.h>

#include <string.h>

static const psa_algorithm_t algorithms[] = { PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256, PSA_ALG_SHA_384,
                                              PSA_ALG_SHA_512, PSA_ALG_MD5 };

#define ALGORITHMS (sizeof(algorithms) / sizeof(algorithms[0]))

static unsigned char text[400];

static void start(void)
{
    size_t i;

    for (i = 0; i < sizeof(text); i++)
        text[i] = (unsigned char) (i * 7 + 1);
    say("init %d", (int) psa_crypto_init());
}

static void compute(void)
{
    static const size_t lengths[] = { 0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 400 };
    size_t i, j, length;
    unsigned char hash[80];

    start();
    for (i = 0; i < ALGORITHMS; i++) {
        for (j = 0; j < sizeof(lengths) / sizeof(lengths[0]); j++) {
            length = 77;
            say("%x of %u: %d", (unsigned) algorithms[i], (unsigned) lengths[j],
                (int) psa_hash_compute(algorithms[i], text, lengths[j], hash, sizeof(hash), &length));
            say("  %u", (unsigned) length);
            say_hex(" ", hash, length < sizeof(hash) ? length : 0);
        }
        say("length by macro %u, %u, block %u", (unsigned) PSA_HASH_LENGTH(algorithms[i]),
            (unsigned) PSA_HASH_LENGTH(PSA_ALG_HMAC(algorithms[i])), (unsigned) PSA_HASH_BLOCK_LENGTH(algorithms[i]));
    }
    say("longest %u", (unsigned) PSA_HASH_MAX_SIZE);
}

static void buffers(void)
{
    static const size_t sizes[] = { 0, 1, 19, 20, 31, 32, 33, 64 };
    unsigned char hash[80];
    size_t i, length;

    start();
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;

        memset(hash, 0xa5, sizeof(hash));
        length = 77;
        say("compute into %u: %d", (unsigned) sizes[i],
            (int) psa_hash_compute(PSA_ALG_SHA_256, text, 3, hash, sizes[i], &length));
        say("  %u, behind it %02x", (unsigned) length, hash[sizes[i]]);
        say("setup %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
        say("update %d", (int) psa_hash_update(&operation, text, 3));
        memset(hash, 0xa5, sizeof(hash));
        length = 77;
        say("finish into %u: %d", (unsigned) sizes[i], (int) psa_hash_finish(&operation, hash, sizes[i], &length));
        say("  %u, behind it %02x", (unsigned) length, hash[sizes[i]]);
        say("afterwards %d", (int) psa_hash_update(&operation, text, 1));
        say("abort %d", (int) psa_hash_abort(&operation));
    }
}

static void algorithm(psa_algorithm_t alg)
{
    psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
    unsigned char hash[80];
    size_t length = 77;

    say("%08x: compute %d", (unsigned) alg, (int) psa_hash_compute(alg, text, 3, hash, sizeof(hash), &length));
    say("  length %u", (unsigned) length);
    say("  compare %d", (int) psa_hash_compare(alg, text, 3, hash, 1));
    say("  setup %d", (int) psa_hash_setup(&operation, alg));
    psa_hash_abort(&operation);
}

static void unknown(void)
{
    start();
    algorithm(0);
    algorithm(PSA_ALG_CATEGORY_HASH);
    algorithm(PSA_ALG_ANY_HASH);
    algorithm(PSA_ALG_SHA_512_256);
    algorithm(PSA_ALG_SHA_512_224);
    algorithm(PSA_ALG_SHAKE256_512);
    algorithm((psa_algorithm_t) 0x02000001);
    algorithm((psa_algorithm_t) 0x02000002);
    algorithm((psa_algorithm_t) 0x02000109);
    algorithm((psa_algorithm_t) 0x82000009);
    algorithm(PSA_ALG_HMAC(PSA_ALG_SHA_256));
    algorithm(PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256));
    algorithm(PSA_ALG_ECDSA(PSA_ALG_SHA_256));
    algorithm(PSA_ALG_GCM);
    algorithm(0xffffffff);
}

/* What there is in the original and not in this library: differences.txt. */
static void rare(void)
{
    start();
    algorithm(PSA_ALG_RIPEMD160);
    algorithm(PSA_ALG_SHA3_256);
}

static void compare(void)
{
    unsigned char hash[80];
    size_t length = 0;

    start();
    say("compute %d", (int) psa_hash_compute(PSA_ALG_SHA_256, text, 5, hash, sizeof(hash), &length));
    say("right %d", (int) psa_hash_compare(PSA_ALG_SHA_256, text, 5, hash, length));
    say("short %d", (int) psa_hash_compare(PSA_ALG_SHA_256, text, 5, hash, length - 1));
    say("long %d", (int) psa_hash_compare(PSA_ALG_SHA_256, text, 5, hash, length + 1));
    say("none %d", (int) psa_hash_compare(PSA_ALG_SHA_256, text, 5, hash, 0));
    say("other text %d", (int) psa_hash_compare(PSA_ALG_SHA_256, text, 4, hash, length));
    say("other algorithm %d", (int) psa_hash_compare(PSA_ALG_SHA_384, text, 5, hash, length));
    hash[31] ^= 1;
    say("wrong %d", (int) psa_hash_compare(PSA_ALG_SHA_256, text, 5, hash, length));
}

static void pieces(void)
{
    size_t i, piece, at, length;
    unsigned char hash[80];

    start();
    for (i = 0; i < ALGORITHMS; i++) {
        for (piece = 1; piece < 150; piece += 37) {
            psa_hash_operation_t operation = psa_hash_operation_init();

            say("setup %d", (int) psa_hash_setup(&operation, algorithms[i]));
            for (at = 0; at < sizeof(text); at += piece)
                if (psa_hash_update(&operation, text + at,
                                    piece < sizeof(text) - at ? piece : sizeof(text) - at) != PSA_SUCCESS)
                    say("update at %u fails", (unsigned) at);
            length = 77;
            say("finish %d", (int) psa_hash_finish(&operation, hash, sizeof(hash), &length));
            say_hex(" ", hash, length < sizeof(hash) ? length : 0);
        }
    }
}

static void order(void)
{
    psa_hash_operation_t operation, other;
    unsigned char hash[80], second[80];
    size_t length = 77;

    start();
    memset(&operation, 0, sizeof(operation));
    memset(&other, 0, sizeof(other));
    say("update before setup %d", (int) psa_hash_update(&operation, text, 1));
    say("update of nothing before setup %d", (int) psa_hash_update(&operation, text, 0));
    say("finish before setup %d", (int) psa_hash_finish(&operation, hash, sizeof(hash), &length));
    say("  length %u", (unsigned) length);
    say("verify before setup %d", (int) psa_hash_verify(&operation, hash, 32));
    say("abort before setup %d", (int) psa_hash_abort(&operation));
    say("clone before setup %d", (int) psa_hash_clone(&operation, &other));
    say("setup %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("setup again %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("update after that %d", (int) psa_hash_update(&operation, text, 1));
    say("abort %d", (int) psa_hash_abort(&operation));
    say("abort again %d", (int) psa_hash_abort(&operation));
    say("setup after abort %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("update %d", (int) psa_hash_update(&operation, text, 10));
    say("update of nothing %d", (int) psa_hash_update(&operation, NULL, 0));
    say("clone %d", (int) psa_hash_clone(&operation, &other));
    say("clone onto an active one %d", (int) psa_hash_clone(&operation, &other));
    say("update of the first %d", (int) psa_hash_update(&operation, text, 10));
    length = 77;
    say("finish of the first %d", (int) psa_hash_finish(&operation, hash, sizeof(hash), &length));
    say_hex("  first", hash, length < sizeof(hash) ? length : 0);
    length = 77;
    say("finish of the clone %d", (int) psa_hash_finish(&other, second, sizeof(second), &length));
    say_hex("  clone", second, length < sizeof(second) ? length : 0);
    say("finish again %d", (int) psa_hash_finish(&operation, hash, sizeof(hash), &length));
    say("setup after finish %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("update %d", (int) psa_hash_update(&operation, text, 10));
    say("verify %d", (int) psa_hash_verify(&operation, second, 32));
    say("verify again %d", (int) psa_hash_verify(&operation, second, 32));
    say("setup %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("verify wrong %d", (int) psa_hash_verify(&operation, second, 32));
    say("after a wrong one %d", (int) psa_hash_update(&operation, text, 1));
    say("setup %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("verify short %d", (int) psa_hash_verify(&operation, second, 31));
    say("setup %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    say("abort %d", (int) psa_hash_abort(&operation));
    say("an active one of an unknown algorithm %d", (int) psa_hash_setup(&operation, PSA_ALG_ANY_HASH));
    say("setup after that %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_1));
    say("abort %d", (int) psa_hash_abort(&operation));
}

static void uninitialised(void)
{
    psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
    unsigned char hash[80];
    size_t length = 77;

    say("random %d", (int) psa_generate_random(hash, 8));
    say("no random %d", (int) psa_generate_random(hash, 0));
    say("compute %d", (int) psa_hash_compute(PSA_ALG_SHA_256, hash, 0, hash, sizeof(hash), &length));
    say("setup %d", (int) psa_hash_setup(&operation, PSA_ALG_SHA_256));
    psa_hash_abort(&operation);
    say("init %d", (int) psa_crypto_init());
    say("init again %d", (int) psa_crypto_init());
    say("random %d", (int) psa_generate_random(hash, 8));
    mbedtls_psa_crypto_free();
    say("after free %d", (int) psa_generate_random(hash, 8));
    mbedtls_psa_crypto_free();
    say("init %d", (int) psa_crypto_init());
    say("random %d", (int) psa_generate_random(hash, 8));
    mbedtls_psa_crypto_free();
}

static void random_bytes(void)
{
    static unsigned char first[70000], second[70000];
    size_t i, same = 0;

    start();
    say("none %d", (int) psa_generate_random(first, 0));
    say("many %d", (int) psa_generate_random(first, sizeof(first)));
    say("many %d", (int) psa_generate_random(second, sizeof(second)));
    for (i = 0; i < sizeof(first); i++)
        same += first[i] == second[i];
    say("alike %d", same > 1000);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "compute", compute },
        { "buffers", buffers },
        { "unknown", unknown },
        { "rare", rare },
        { "compare", compare },
        { "pieces", pieces },
        { "order", order },
        { "uninitialised", uninitialised },
        { "random", random_bytes },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
