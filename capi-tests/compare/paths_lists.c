/* As paths.c, with each set of revocation lists, below every second list of trusted certificates under the default
   profile, and below some under the others. With PATHS_ALL=1 in the environment below all under each, which takes some
   minutes; PATHS=<leaf>.pem prints one leaf in full. */
#include "support/check.h"
#include "support/clock.h"
#include "support/corpus.h"
#include "support/paths.h"

#include <mbedtls/x509_crl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lists {
    char name[128];
    mbedtls_x509_crl crl;
};

static struct lists *load_lists(size_t *count)
{
    static struct lists sets[32];
    char file[256], line[128];
    FILE *list = fopen(corpus_path("paths/lists/list"), "r");

    if (list == NULL)
        fatal("cannot read %s", corpus_path("paths/lists/list"));
    *count = 0;
    while (fgets(line, sizeof line, list) != NULL) {
        struct lists *set = &sets[(*count)++];
        unsigned char *bytes;
        size_t len;
        int code;

        line[strcspn(line, "\n")] = 0;
        snprintf(set->name, sizeof set->name, "%s", line);
        snprintf(file, sizeof file, "paths/lists/%s", line);
        mbedtls_x509_crl_init(&set->crl);
        bytes = read_file(corpus_path(file), &len);
        code = len == 0 ? 0 : mbedtls_x509_crl_parse(&set->crl, bytes, len + 1);
        if (code != 0)
            fatal("%s: -0x%04X", line, (unsigned) -code);
        free(bytes);
    }
    fclose(list);
    return sets;
}

/* Below every `step`th list of trusted certificates. */
static void cross(unsigned profile, size_t step)
{
    size_t leaf_count, trusted_count, list_count, i, j, k;
    struct chain *leaves = load_chains("leaves", &leaf_count), *trusted = load_chains("trusted", &trusted_count);
    struct lists *lists = load_lists(&list_count);

    if (getenv("PATHS_ALL") != NULL)
        step = 1;
    for (i = 0; i < leaf_count; i++) {
        uint64_t sum = SUM;

        for (j = 0; j < trusted_count; j += step)
            for (k = 0; k < list_count; k++)
                sum = sum_path(sum, &leaves[i], &trusted[j], &lists[k].crl, lists[k].name, profile,
                               j == 0 ? "localhost" : NULL);
        say("%s %016llx", leaves[i].name, (unsigned long long) sum);
    }
    say("%lu of %lu are good", accepted, verified);
}

static void profile_default(void)
{
    cross(0, 2);
}

static void profile_next(void)
{
    cross(1, 21);
}

static void profile_suiteb(void)
{
    cross(2, 21);
}

static void profile_none(void)
{
    cross(3, 21);
}

static void profile_custom(void)
{
    cross(4, 9);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "default", profile_default },
        { "next", profile_next },
        { "suiteb", profile_suiteb },
        { "none", profile_none },
        { "custom", profile_custom },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
