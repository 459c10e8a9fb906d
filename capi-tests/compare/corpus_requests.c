/* The certification requests of tests/corpus: which parse, what the structs hold and what is printed of them. */
#include "support/check.h"
#include "support/corpus.h"
#include "support/describe.h"
#include "support/mutate.h"

#include <mbedtls/x509_csr.h>

#include <stdio.h>

static void say_request(const mbedtls_x509_csr *csr)
{
    const unsigned char *base = csr->raw.p;
    char text[20000];
    int code;

    say_buf("raw", &csr->raw, base);
    say_buf("cri", &csr->cri, base);
    say("  version %d", csr->version);
    say_buf("subject_raw", &csr->subject_raw, base);
    say_names("subject", &csr->subject, base);
    say_key(&csr->pk);
    say("  usage %u, type %u, extensions %d", csr->key_usage, (unsigned) csr->ns_cert_type,
        csr->MBEDTLS_PRIVATE(ext_types));
    say_sequence("name", &csr->subject_alt_names, base);
    say_buf("sig_oid", &csr->sig_oid, base);
    say_buf("sig", &csr->MBEDTLS_PRIVATE(sig), base);
    say("  sig_md %d, sig_pk %d", (int) csr->MBEDTLS_PRIVATE(sig_md), (int) csr->MBEDTLS_PRIVATE(sig_pk));
    code = say_count("  info", mbedtls_x509_csr_info(text, sizeof text, "    ", csr));
    if (code > 0)
        say("%s", text);
    say_count("  info without room", mbedtls_x509_csr_info(text, 60, "", csr));
}

static void visit(const struct object *object)
{
    mbedtls_x509_csr csr;

    mbedtls_x509_csr_init(&csr);
    if (say_code(object->name, mbedtls_x509_csr_parse(&csr, object->bytes, object->len)) == 0)
        say_request(&csr);
    mbedtls_x509_csr_free(&csr);
    mbedtls_x509_csr_init(&csr);
    say_code("  der", mbedtls_x509_csr_parse_der(&csr, object->bytes, object->len));
    mbedtls_x509_csr_free(&csr);
}

#define FAMILY(function, name)                  \
    static void function(void)                  \
    {                                           \
        each_object("requests/" name, visit);   \
    }

FAMILY(algorithms, "algorithms")
FAMILY(fields, "fields")
FAMILY(attributes, "attributes")
FAMILY(texts, "texts")

/* Changed at random: what is refused, with which code, and what the rest says. */
static void mutations(void)
{
    static const char *const families[] = { "requests/algorithms", "requests/fields", "requests/attributes", NULL };
    static unsigned char bytes[MUTATED_MAX];
    size_t count;
    const struct object *objects = all_objects(families, &count), *from;
    unsigned long number, end = begin_mutations(30000);

    for (number = 0; number < end; number++) {
        size_t len = mutate(objects, count, bytes, &from);
        static char text[20000];
        mbedtls_x509_csr csr;
        int code;

        show_mutation(number, from, bytes, len);
        mbedtls_x509_csr_init(&csr);
        code = mbedtls_x509_csr_parse_der(&csr, bytes, len);
        if (code != 0) {
            say("%lu -0x%04X", number, (unsigned) -code);
        } else if (mbedtls_pk_get_type(&csr.pk) == MBEDTLS_PK_ECKEY_DH) {
            /* What is printed of these differs, as the fields show. */
            say("%lu for agreement", number);
        } else {
            code = mbedtls_x509_csr_info(text, sizeof text, "", &csr);
            say("%lu %d %016llx", number, code, (unsigned long long) sum_text(SUM, code > 0 ? text : ""));
        }
        mbedtls_x509_csr_free(&csr);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "algorithms", algorithms },
        { "fields", fields },
        { "attributes", attributes },
        { "texts", texts },
        { "mutations", mutations },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
