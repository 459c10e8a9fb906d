/* The certificates of tests/corpus: which parse, what the structs hold and what is printed of them. */
#include "support/check.h"
#include "support/corpus.h"
#include "support/describe.h"

static void visit(const struct object *object)
{
    mbedtls_x509_crt crt;
    const mbedtls_x509_crt *each;

    mbedtls_x509_crt_init(&crt);
    say_code(object->name, mbedtls_x509_crt_parse(&crt, object->bytes, object->len));
    for (each = &crt; each != NULL && each->version != 0; each = each->next)
        say_certificate(each);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_init(&crt);
    say_code("  der", mbedtls_x509_crt_parse_der(&crt, object->bytes, object->len));
    mbedtls_x509_crt_free(&crt);
}

#define FAMILY(function, name)                      \
    static void function(void)                      \
    {                                               \
        each_object("certificates/" name, visit);   \
    }

FAMILY(algorithms, "algorithms")
FAMILY(pss, "pss")
FAMILY(versions, "versions")
FAMILY(names, "names")
FAMILY(serials, "serials")
FAMILY(dates, "dates")
FAMILY(keys, "keys")
FAMILY(usages, "usages")
FAMILY(alternative_names, "alternative-names")
FAMILY(constraints, "constraints")
FAMILY(identifiers, "identifiers")
FAMILY(policies, "policies")
FAMILY(lists, "lists")
FAMILY(fields, "fields")
FAMILY(lengths, "lengths")
FAMILY(texts, "texts")

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "algorithms", algorithms },
        { "pss", pss },
        { "versions", versions },
        { "names", names },
        { "serials", serials },
        { "dates", dates },
        { "keys", keys },
        { "usages", usages },
        { "alternative-names", alternative_names },
        { "constraints", constraints },
        { "identifiers", identifiers },
        { "policies", policies },
        { "lists", lists },
        { "fields", fields },
        { "lengths", lengths },
        { "texts", texts },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
