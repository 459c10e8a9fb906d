/* The alternative names of the certificates of tests/corpus, each read by itself. */
#include "support/check.h"
#include "support/corpus.h"
#include "support/describe.h"
#include "support/mutate.h"

#include <mbedtls/x509_crt.h>

static void say_alternative_name(const mbedtls_x509_buf *raw, const unsigned char *base)
{
    mbedtls_x509_subject_alternative_name name;

    if (say_code("  read", mbedtls_x509_parse_subject_alt_name(raw, &name)) != 0)
        return;
    say("  type %d", name.type);
    switch (name.type) {
    case MBEDTLS_X509_SAN_OTHER_NAME:
        say_buf("type id", &name.san.other_name.type_id, base);
        say_buf("oid", &name.san.other_name.value.hardware_module_name.oid, base);
        say_buf("val", &name.san.other_name.value.hardware_module_name.val, base);
        break;
    case MBEDTLS_X509_SAN_DIRECTORY_NAME:
        say_names("directory", &name.san.directory_name, base);
        break;
    default:
        say_buf("text", &name.san.unstructured_name, base);
    }
    mbedtls_x509_free_subject_alt_name(&name);
}

static void say_all(const mbedtls_x509_crt *crt)
{
    const mbedtls_x509_sequence *each;

    for (each = &crt->subject_alt_names; each != NULL; each = each->next)
        say_alternative_name(&each->buf, crt->raw.p);
    for (each = &crt->authority_key_id.authorityCertIssuer; each != NULL; each = each->next)
        say_alternative_name(&each->buf, crt->raw.p);
}

static void visit(const struct object *object)
{
    mbedtls_x509_crt crt;

    mbedtls_x509_crt_init(&crt);
    if (say_code(object->name, mbedtls_x509_crt_parse(&crt, object->bytes, object->len)) == 0)
        say_all(&crt);
    mbedtls_x509_crt_free(&crt);
}

static void alternative_names(void)
{
    each_object("certificates/alternative-names", visit);
}

static void identifiers(void)
{
    each_object("certificates/identifiers", visit);
}

/* The list of a certificate is checked when it is parsed; a name that a program hands over is not. */
static void mutations(void)
{
    static const char *const families[] = { "certificates/alternative-names", NULL };
    static unsigned char bytes[MUTATED_MAX];
    size_t count;
    const struct object *objects = all_objects(families, &count);
    unsigned long number, end = begin_mutations(40000);

    for (number = 0; number < end; number++) {
        const struct object *object = &objects[pick((unsigned) count)], *from;
        mbedtls_x509_crt crt;
        const mbedtls_x509_sequence *each;

        mbedtls_x509_crt_init(&crt);
        if (mbedtls_x509_crt_parse_der(&crt, object->bytes, object->len) == 0) {
            for (each = &crt.subject_alt_names; each != NULL && pick(4) != 0; each = each->next) {
                struct object name = { "a name", NULL, each->buf.p, each->buf.len };
                mbedtls_x509_buf raw = { each->buf.tag, 0, bytes };

                if (each->buf.p == NULL || each->buf.len == 0)
                    break;
                raw.len = mutate(&name, 1, bytes, &from);
                say("%lu", number);
                say_alternative_name(&raw, bytes);
            }
        }
        mbedtls_x509_crt_free(&crt);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "alternative-names", alternative_names },
        { "identifiers", identifiers },
        { "mutations", mutations },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
