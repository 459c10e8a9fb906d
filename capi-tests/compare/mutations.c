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

/* An RSA key in which a number is no longer what it was may be taken or not: Mbed TLS takes some that cannot sign, this
   library none that does not fit together. Finds out whether all long numbers and the public exponent are there yet. */
static int numbers_are_changed(const struct object *from, const unsigned char *bytes, size_t len)
{
    static const unsigned char exponent[] = { 0x02, 0x03, 0x01, 0x00, 0x01 };
    size_t at, i;

    if (strncmp(from->name, "rsa-", 4) != 0)
        return 0;
    for (at = 0; at + 4 < from->len; at++) {
        const unsigned char *number = from->bytes + at;
        size_t number_len = 0;

        if (number[0] != 0x02)
            continue;
        if (number[1] >= 32 && number[1] < 0x80)
            number_len = 2 + (size_t) number[1];
        else if (number[1] == 0x81)
            number_len = 3 + (size_t) number[2];
        else if (number[1] == 0x82)
            number_len = 4 + ((size_t) number[2] << 8 | number[3]);
        else if (memcmp(number, exponent, sizeof exponent) == 0)
            number_len = sizeof exponent;
        if (number_len == 0 || number_len > from->len - at)
            continue;
        for (i = 0; i + number_len <= len && memcmp(bytes + i, number, number_len) != 0; i++)
            ;
        if (i + number_len > len)
            return 1;
        at += number_len - 1;
    }
    return 0;
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
        if (is_private && numbers_are_changed(from, bytes, len))
            say("%lu other numbers", number);
        else if (code != 0)
            say("%lu -0x%04X", number, (unsigned) -code);
        else
            say("%lu %s %u", number, mbedtls_pk_get_name(&pk), (unsigned) mbedtls_pk_get_bitlen(&pk));
        mbedtls_pk_free(&pk);
    }
}

static void private_keys(void)
{
    static const char *const families[] = { "private/sound", "private/info-faults", NULL };

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
        { "private-keys", private_keys },
        { "public-keys", public_keys },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
