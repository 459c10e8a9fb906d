/* pk.h and psa/crypto.h: keys go from contexts into the store and back. */
#include "support/check.h"
#include "support/rng.h"

#include <mbedtls/pk.h>
#include <psa/crypto.h>

#include <string.h>

static mbedtls_pk_context contexts[4];
static const char *const names[4] = { "ec", "rsa", "public", "none" };

static void start(void)
{
    size_t i;

    for (i = 0; i < 4; i++)
        mbedtls_pk_init(&contexts[i]);
    say_code("ec", mbedtls_pk_parse_keyfile(&contexts[0], cert_path("server-p256.key"), NULL, rng, NULL));
    say_code("rsa", mbedtls_pk_parse_keyfile(&contexts[1], cert_path("server-rsa.key"), NULL, rng, NULL));
    say_code("public", mbedtls_pk_parse_public_keyfile(&contexts[2], cert_path("server-p256.pub")));
    say("init %d", (int) psa_crypto_init());
}

static void end(void)
{
    size_t i;

    for (i = 0; i < 4; i++)
        mbedtls_pk_free(&contexts[i]);
    mbedtls_psa_crypto_free();
}

static void show(const char *what, const psa_key_attributes_t *a)
{
    say("%s: type %04x, bits %u, lifetime %x, usage %x, alg %08x, alg2 %08x", what, (unsigned) psa_get_key_type(a),
        (unsigned) psa_get_key_bits(a), (unsigned) psa_get_key_lifetime(a), (unsigned) psa_get_key_usage_flags(a),
        (unsigned) psa_get_key_algorithm(a), (unsigned) psa_get_key_enrollment_algorithm(a));
}

static void show_copy(const char *what, int ret, mbedtls_pk_context *copy, const mbedtls_pk_context *source)
{
    say_code(what, ret);
    say("    type %d, %u bits, %s", (int) mbedtls_pk_get_type(copy), (unsigned) mbedtls_pk_get_bitlen(copy),
        mbedtls_pk_get_name(copy));
    if (ret == 0)
        say_code("    pair", mbedtls_pk_check_pair(copy, source, rng, NULL));
    mbedtls_pk_free(copy);
}

static void import(const mbedtls_pk_context *source, const psa_key_attributes_t *attributes)
{
    psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
    mbedtls_pk_context copy;
    psa_key_id_t id = 99;
    int ret = mbedtls_pk_import_into_psa(source, attributes, &id);

    say_code("  import", ret);
    if (ret != 0) {
        say("  id %x", (unsigned) id);
        return;
    }
    say("  attributes %d", (int) psa_get_key_attributes(id, &found));
    show("  found", &found);
    mbedtls_pk_init(&copy);
    ret = mbedtls_pk_copy_from_psa(id, &copy);
    show_copy("  copy", ret, &copy, source);
    mbedtls_pk_init(&copy);
    ret = mbedtls_pk_copy_public_from_psa(id, &copy);
    show_copy("  public copy", ret, &copy, source);
    say("  destroy %d", (int) psa_destroy_key(id));
}

static void usages(void)
{
    static const psa_key_usage_t wanted[] = {
        0, PSA_KEY_USAGE_SIGN_HASH, PSA_KEY_USAGE_SIGN_MESSAGE, PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_MESSAGE,
        PSA_KEY_USAGE_DERIVE, PSA_KEY_USAGE_DECRYPT, PSA_KEY_USAGE_ENCRYPT, PSA_KEY_USAGE_EXPORT, PSA_KEY_USAGE_COPY,
        PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_DERIVATION, 0xffffffff
    };
    size_t i, j;

    start();
    for (i = 0; i < 4; i++) {
        for (j = 0; j < sizeof(wanted) / sizeof(wanted[0]); j++) {
            psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
            int ret;

            psa_set_key_bits(&a, 7);
            psa_set_key_lifetime(&a, 0x200);
            psa_set_key_enrollment_algorithm(&a, 5);
            ret = mbedtls_pk_get_psa_attributes(&contexts[i], wanted[j], &a);
            say("%s for %x", names[i], (unsigned) wanted[j]);
            say_code("  get", ret);
            show("  set", &a);
            psa_set_key_lifetime(&a, 0);
            if (ret == 0)
                import(&contexts[i], &a);
        }
    }
    end();
}

static void types(void)
{
    static const struct {
        psa_key_type_t type;
        size_t bits;
    } wanted[] = {
        { PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 0 },
        { PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 256 },
        { PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 384 },
        { PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), 0 },
        { PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), 256 },
        { PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), 384 },
        { PSA_KEY_TYPE_RSA_KEY_PAIR, 0 },
        { PSA_KEY_TYPE_RSA_KEY_PAIR, 1024 },
        { PSA_KEY_TYPE_RSA_KEY_PAIR, 2048 },
        { PSA_KEY_TYPE_RSA_PUBLIC_KEY, 0 },
        { PSA_KEY_TYPE_RSA_PUBLIC_KEY, 2048 },
        { PSA_KEY_TYPE_RAW_DATA, 0 },
        { PSA_KEY_TYPE_NONE, 0 },
        { PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_K1), 256 },
        { PSA_KEY_TYPE_AES, 0 },
    };
    size_t i, j;

    start();
    for (i = 0; i < 4; i++) {
        for (j = 0; j < sizeof(wanted) / sizeof(wanted[0]); j++) {
            psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;

            psa_set_key_type(&a, wanted[j].type);
            psa_set_key_bits(&a, wanted[j].bits);
            say("%s as %04x of %u", names[i], (unsigned) wanted[j].type, (unsigned) wanted[j].bits);
            import(&contexts[i], &a);
        }
    }
    end();
}

static void copies(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    mbedtls_pk_context copy;
    psa_key_id_t id = 0;

    mbedtls_pk_init(&copy);
    say_code("before init", mbedtls_pk_copy_from_psa(0x40000000, &copy));
    start();
    say_code("0", mbedtls_pk_copy_from_psa(0, &copy));
    say_code("unknown", mbedtls_pk_copy_from_psa(0x40000005, &copy));
    say_code("unknown public", mbedtls_pk_copy_public_from_psa(0x40000005, &copy));
    psa_set_key_type(&a, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&a, 384);
    say("generate %d", (int) psa_generate_key(&a, &id));
    say_code("not to be exported", mbedtls_pk_copy_from_psa(id, &copy));
    say("type %d", (int) mbedtls_pk_get_type(&copy));
    say_code("public half", mbedtls_pk_copy_public_from_psa(id, &copy));
    say("type %d, %u bits", (int) mbedtls_pk_get_type(&copy), (unsigned) mbedtls_pk_get_bitlen(&copy));
    say_code("not empty", mbedtls_pk_copy_public_from_psa(id, &copy));
    mbedtls_pk_free(&copy);
    psa_set_key_type(&a, PSA_KEY_TYPE_RAW_DATA);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_EXPORT);
    say("generate %d", (int) psa_generate_key(&a, &id));
    say_code("raw", mbedtls_pk_copy_from_psa(id, &copy));
    say_code("raw public", mbedtls_pk_copy_public_from_psa(id, &copy));
    end();
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "usages", usages },
        { "types", types },
        { "copies", copies },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
