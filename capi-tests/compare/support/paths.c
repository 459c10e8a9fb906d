#include "paths.h"
#include "check.h"
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct chain *load_chains(const char *kind, size_t *count)
{
    char file[256], line[128];
    struct chain *chains = NULL;
    FILE *list;

    *count = 0;
    snprintf(file, sizeof file, "paths/%s/list", kind);
    list = fopen(corpus_path(file), "r");
    if (list == NULL)
        fatal("cannot read %s", corpus_path(file));
    while (fgets(line, sizeof line, list) != NULL) {
        struct chain *chain;
        unsigned char *bytes;
        size_t len;
        int code;

        line[strcspn(line, "\n")] = 0;
        chains = realloc(chains, (*count + 1) * sizeof *chains);
        if (chains == NULL)
            fatal("no memory");
        chain = &chains[(*count)++];
        snprintf(chain->name, sizeof chain->name, "%s", line);
        snprintf(file, sizeof file, "paths/%s/%s", kind, line);
        mbedtls_x509_crt_init(&chain->crt);
        bytes = read_file(corpus_path(file), &len);
        code = len == 0 ? 0 : mbedtls_x509_crt_parse(&chain->crt, bytes, len + 1);
        if (code != 0)
            fatal("%s: -0x%04X", line, (unsigned) -code);
        free(bytes);
    }
    fclose(list);
    return chains;
}

const char *const profile_names[PROFILES] = { "default", "next", "suiteb", "none", "custom" };

const mbedtls_x509_crt_profile *profile_of(unsigned number)
{
    /* MD5 and SHA-1 too, every kind of key, every curve, and short RSA keys. */
    static const mbedtls_x509_crt_profile custom = { 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 768 };
    static const mbedtls_x509_crt_profile *const profiles[PROFILES] = {
        &mbedtls_x509_crt_profile_default, &mbedtls_x509_crt_profile_next, &mbedtls_x509_crt_profile_suiteb,
        &mbedtls_x509_crt_profile_none, &custom,
    };

    return profiles[number];
}

/* What the callback is told. */
struct told {
    uint64_t sum;
    int print;
};

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct told *told = context;

    told->sum = sum_number(told->sum, depth);
    told->sum = sum_number(told->sum, *flags);
    told->sum = sum_bytes(told->sum, crt->raw.p + crt->raw.len - 16, 16);
    if (told->print)
        say("    depth %d flags 0x%X %02X%02X", depth, (unsigned) *flags, crt->raw.p[crt->raw.len - 2],
            crt->raw.p[crt->raw.len - 1]);
    return 0;
}

unsigned long verified, accepted;

uint64_t sum_path(uint64_t sum, struct chain *leaf, struct chain *trusted, mbedtls_x509_crl *crl, const char *crl_name,
                  unsigned profile, const char *name)
{
    const char *wanted = getenv("PATHS");
    struct told told = { sum, wanted != NULL && strcmp(wanted, leaf->name) == 0 };
    uint32_t flags = 0x1234;
    int code;

    if (told.print)
        say("%s below %s, %s, %s, for %s", leaf->name, trusted->name, crl_name, profile_names[profile],
            name == NULL ? "anybody" : name);
    code = mbedtls_x509_crt_verify_with_profile(&leaf->crt, &trusted->crt, crl, profile_of(profile), name, &flags, review,
                                                &told);
    verified++;
    accepted += code == 0;
    if (told.print) {
        say_code("  verify", code);
        say("  flags 0x%X", (unsigned) flags);
    }
    return sum_number(sum_number(told.sum, code), flags);
}
