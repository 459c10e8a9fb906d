/* Every chain of tests/corpus below every list of trusted certificates, under every profile and for several names: code,
   flags, and what the callback is told. PATHS=<leaf>.pem in the environment prints one leaf in full. */
#include "support/check.h"
#include "support/clock.h"
#include "support/corpus.h"
#include "support/paths.h"

static const char *const names[] = {
    NULL, "localhost", "LOCALHOST", "other.example", "a.wild.example", "127.0.0.1", "::1", "urn:one", "",
};

static void cross(unsigned profile)
{
    static struct chain *leaves, *trusted;
    static size_t leaf_count, trusted_count;
    size_t i, j, n;

    if (leaves == NULL) {
        leaves = load_chains("leaves", &leaf_count);
        trusted = load_chains("trusted", &trusted_count);
    }
    for (i = 0; i < leaf_count; i++) {
        uint64_t sum = SUM;

        /* Every name is tried under the first profile, two of them under the others. */
        for (j = 0; j < trusted_count; j++)
            for (n = 0; n < (profile == 0 ? sizeof names / sizeof *names : 2); n++)
                sum = sum_path(sum, &leaves[i], &trusted[j], NULL, "no list", profile, names[n]);
        say("%s %016llx", leaves[i].name, (unsigned long long) sum);
    }
    say("%lu of %lu are good", accepted, verified);
}

static void profile_default(void)
{
    cross(0);
}

static void profile_next(void)
{
    cross(1);
}

static void profile_suiteb(void)
{
    cross(2);
}

static void profile_none(void)
{
    cross(3);
}

static void profile_custom(void)
{
    cross(4);
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
