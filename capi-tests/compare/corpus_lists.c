/* The revocation lists of tests/corpus: which parse, what the structs hold and what is printed of them. */
#include "support/check.h"
#include "support/corpus.h"
#include "support/describe.h"
#include "support/mutate.h"

#include <mbedtls/x509_crl.h>

#include <stdio.h>

static void say_text(const char *what, int code, const char *text)
{
    say_count(what, code);
    if (code > 0)
        say("%s", text);
}

static void say_list(const mbedtls_x509_crl *crl)
{
    const unsigned char *base = crl->raw.p;
    const mbedtls_x509_crl_entry *entry;
    char text[40000];

    say_buf("raw", &crl->raw, base);
    say_buf("tbs", &crl->tbs, base);
    say("  version %d", crl->version);
    say_buf("sig_oid", &crl->sig_oid, base);
    say_buf("issuer_raw", &crl->issuer_raw, base);
    say_names("issuer", &crl->issuer, base);
    say_time("this", &crl->this_update);
    say_time("next", &crl->next_update);
    for (entry = &crl->entry; entry != NULL; entry = entry->next) {
        say_buf("entry", &entry->raw, base);
        say_buf("serial", &entry->serial, base);
        say_time("date", &entry->revocation_date);
        say_buf("extensions", &entry->entry_ext, base);
    }
    say_buf("extensions", &crl->crl_ext, base);
    say_buf("sig_oid2", &crl->MBEDTLS_PRIVATE(sig_oid2), base);
    say_buf("sig", &crl->MBEDTLS_PRIVATE(sig), base);
    say("  sig_md %d, sig_pk %d", (int) crl->MBEDTLS_PRIVATE(sig_md), (int) crl->MBEDTLS_PRIVATE(sig_pk));
    say_text("  info", mbedtls_x509_crl_info(text, sizeof text, "    ", crl), text);
    say_text("  info without room", mbedtls_x509_crl_info(text, 100, "", crl), text);
    say_text("  issuer", mbedtls_x509_dn_gets(text, sizeof text, &crl->issuer), text);
}

static void visit(const struct object *object)
{
    mbedtls_x509_crl crl;
    const mbedtls_x509_crl *each;

    mbedtls_x509_crl_init(&crl);
    say_code(object->name, mbedtls_x509_crl_parse(&crl, object->bytes, object->len));
    for (each = &crl; each != NULL && each->version != 0; each = each->next)
        say_list(each);
    mbedtls_x509_crl_free(&crl);
    mbedtls_x509_crl_init(&crl);
    say_code("  der", mbedtls_x509_crl_parse_der(&crl, object->bytes, object->len));
    mbedtls_x509_crl_free(&crl);
}

#define FAMILY(function, name)               \
    static void function(void)               \
    {                                        \
        each_object("lists/" name, visit);   \
    }

FAMILY(algorithms, "algorithms")
FAMILY(fields, "fields")
FAMILY(entries, "entries")
FAMILY(texts, "texts")

/* Changed at random: what is refused, with which code, and what the rest says. */
static void mutations(void)
{
    static const char *const families[] = { "lists/algorithms", "lists/fields", "lists/entries", NULL };
    static unsigned char bytes[MUTATED_MAX];
    size_t count;
    const struct object *objects = all_objects(families, &count), *from;
    unsigned long number, end = begin_mutations(30000);

    for (number = 0; number < end; number++) {
        size_t len = mutate(objects, count, bytes, &from);
        static char text[40000];
        mbedtls_x509_crl crl;
        int code;

        show_mutation(number, from, bytes, len);
        mbedtls_x509_crl_init(&crl);
        code = mbedtls_x509_crl_parse_der(&crl, bytes, len);
        if (code != 0) {
            say("%lu -0x%04X", number, (unsigned) -code);
        } else {
            code = mbedtls_x509_crl_info(text, sizeof text, "", &crl);
            say("%lu %d %016llx", number, code, (unsigned long long) sum_text(SUM, code > 0 ? text : ""));
        }
        mbedtls_x509_crl_free(&crl);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "algorithms", algorithms },
        { "fields", fields },
        { "entries", entries },
        { "texts", texts },
        { "mutations", mutations },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
