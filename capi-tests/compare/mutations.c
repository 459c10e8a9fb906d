/* Certificates and keys of tests/corpus, changed at random: what is refused, with which code, and what the rest says.
   SEED=... and MUTATIONS=... in the environment choose others; MUTATION=... prints the bytes of one. */
#include "support/check.h"
#include "support/corpus.h"
#include "support/describe.h"
#include "support/mutate.h"

#include <mbedtls/pk.h>

#include <string.h>

static void certificates(void)
{
    static const char *const families[] = {
        "certificates/algorithms", "certificates/pss", "certificates/versions", "certificates/names",
        "certificates/serials", "certificates/dates", "certificates/keys", "certificates/usages",
        "certificates/alternative-names", "certificates/constraints", "certificates/identifiers",
        "certificates/policies", "certificates/lists", "certificates/fields", "certificates/lengths", NULL,
    };
    static unsigned char bytes[MUTATED_MAX];
    size_t count;
    const struct object *objects = all_objects(families, &count), *from;
    unsigned long number, end = begin_mutations(70000);

    for (number = 0; number < end; number++) {
        size_t len = mutate(objects, count, bytes, &from);
        mbedtls_x509_crt crt;
        int code, shown = show_mutation(number, from, bytes, len);

        mbedtls_x509_crt_init(&crt);
        code = mbedtls_x509_crt_parse_der(&crt, bytes, len);
        if (shown && code == 0)
            say_certificate(&crt);
        if (code != 0)
            say("%lu -0x%04X", number, (unsigned) -code);
        else
            say("%lu %016llx", number, (unsigned long long) sum_certificate(&crt));
        mbedtls_x509_crt_free(&crt);
    }
}

static void keys(const char *const *families, int is_private, unsigned long end)
{
    static unsigned char bytes[MUTATED_MAX];
    size_t count;
    const struct object *objects = all_objects(families, &count), *from;
    unsigned long number;

    end = begin_mutations(end);
    for (number = 0; number < end; number++) {
        size_t len = mutate(objects, count, bytes, &from);
        uint64_t state = random_state;
        mbedtls_pk_context pk;
        int code;

        show_mutation(number, from, bytes, len);
        mbedtls_pk_init(&pk);
        code = is_private ? mbedtls_pk_parse_key(&pk, bytes, len, NULL, 0, pick_bytes, NULL)
                          : mbedtls_pk_parse_public_key(&pk, bytes, len);
        /* How many random numbers a library takes is not to change what follows. */
        random_state = state;
        if (code != 0)
            say("%lu -0x%04X", number, (unsigned) -code);
        else
            say("%lu %s %u", number, mbedtls_pk_get_name(&pk), (unsigned) mbedtls_pk_get_bitlen(&pk));
        mbedtls_pk_free(&pk);
    }
}

static void private_rsa(void)
{
    static const char *const families[] = { "private/sound-rsa", "private/rsa-faults", NULL };

    keys(families, 1, 20000);
}

static void private_ec(void)
{
    static const char *const families[] = { "private/sound-ec", "private/ec-faults", "private/info-faults", NULL };

    keys(families, 1, 20000);
}

static void public_keys(void)
{
    static const char *const families[] = { "public/infos", NULL };

    keys(families, 0, 20000);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "certificates", certificates },
        { "private-rsa", private_rsa },
        { "private-ec", private_ec },
        { "public-keys", public_keys },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
