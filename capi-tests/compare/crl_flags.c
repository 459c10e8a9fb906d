/* Certification paths beside revocation lists: the flags of each certificate, with several authorities, lists and
   profiles. */
#include "support/check.h"

#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const chains[] = {
    "server-p256", "client-p256", "other-name", "expired", "sha1", "chain", "chain-too-long", "intermediate",
    "server-p384", "server-rsa", "client-rsa", "below-no-crl-sign", "below-rsa1024", "self-signed", "ca-p256", "below-leaf",
};
static const char *const authorities[] = {
    "ca-p256", "ca-other", "ca-p384", "ca-rsa", "ca-no-crl-sign", "ca-rsa1024", "intermediate", "self-signed",
};
static const char *const lists[] = {
    "p256", "p256-server", "p256-intermediate", "p256-from-2054", "p256-expired", "p256-future", "p256-endless",
    "p256-v1", "p256-sha1", "p256-forged", "p256-nothing", "intermediate", "p384", "rsa", "rsa-pss", "no-crl-sign",
    "rsa1024",
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static mbedtls_x509_crt chain[COUNT(chains)], trusted[COUNT(authorities)], all;

static void load(mbedtls_x509_crt *crt, const char *name)
{
    char file[64];

    snprintf(file, sizeof file, "%s.crt", name);
    if (mbedtls_x509_crt_parse_file(crt, cert_path(file)) != 0)
        fatal("cannot parse %s", file);
}

static void add_list(mbedtls_x509_crl *crl, const char *name)
{
    char file[64];

    snprintf(file, sizeof file, "%s.crl", name);
    if (mbedtls_x509_crl_parse_file(crl, cert_path(file)) != 0)
        fatal("cannot parse %s", file);
}

static void load_all(void)
{
    for (size_t i = 0; i < COUNT(chains); i++) {
        mbedtls_x509_crt_init(&chain[i]);
        load(&chain[i], chains[i]);
    }
    mbedtls_x509_crt_init(&all);
    for (size_t i = 0; i < COUNT(authorities); i++) {
        mbedtls_x509_crt_init(&trusted[i]);
        load(&trusted[i], authorities[i]);
        load(&all, authorities[i]);
    }
}

static void free_all(void)
{
    for (size_t i = 0; i < COUNT(chains); i++)
        mbedtls_x509_crt_free(&chain[i]);
    for (size_t i = 0; i < COUNT(authorities); i++)
        mbedtls_x509_crt_free(&trusted[i]);
    mbedtls_x509_crt_free(&all);
}

static char seen[200];

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    size_t used = strlen(seen);

    (void) context;
    snprintf(seen + used, sizeof seen - used, " %d:%02x:%x", depth, crt->serial.len > 0 ? crt->serial.p[0] : 0,
             (unsigned) *flags);
    return 0;
}

static void verify(mbedtls_x509_crt *crt, mbedtls_x509_crt *ca, mbedtls_x509_crl *crl, const mbedtls_x509_crt_profile *profile)
{
    uint32_t flags = 77;
    int code;

    seen[0] = 0;
    code = mbedtls_x509_crt_verify_with_profile(crt, ca, crl, profile, NULL, &flags, review, NULL);
    say("  %s0x%X 0x%x%s", code < 0 ? "-" : "", (unsigned) abs(code), (unsigned) flags, seen);
}

/* Everything once with each list alone. */
static void one_list(void)
{
    static const mbedtls_x509_crt_profile rsa_1024_sha1 = { 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 1024 };
    static const mbedtls_x509_crt_profile only_p384 = { 1 << (MBEDTLS_MD_SHA384 - 1), 0xFFFFFFFF, 1 << 3 /* P-384 */, 4096 };
    static const mbedtls_x509_crt_profile only_rsa = { 0xFFFFFFFF, 1, 0, 2048 };
    const mbedtls_x509_crt_profile *profiles[] = {
        &mbedtls_x509_crt_profile_default, &mbedtls_x509_crt_profile_suiteb, &mbedtls_x509_crt_profile_none,
        &rsa_1024_sha1, &only_p384, &only_rsa,
    };

    load_all();
    for (size_t l = 0; l <= COUNT(lists); l++) {
        mbedtls_x509_crl crl;

        mbedtls_x509_crl_init(&crl);
        if (l < COUNT(lists))
            add_list(&crl, lists[l]);
        for (size_t p = 0; p < COUNT(profiles); p++) {
            for (size_t c = 0; c < COUNT(chains); c++) {
                say("%s, %s, profile %d", l < COUNT(lists) ? lists[l] : "empty", chains[c], (int) p);
                verify(&chain[c], &all, &crl, profiles[p]);
                for (size_t a = 0; p == 0 && a < COUNT(authorities); a++)
                    verify(&chain[c], &trusted[a], &crl, profiles[p]);
            }
        }
        mbedtls_x509_crl_free(&crl);
    }
    free_all();
}

/* Several lists, of one issuer and of others, in every order. */
static void more_lists(void)
{
    load_all();
    for (size_t i = 0; i < COUNT(lists) * COUNT(lists); i++) {
        mbedtls_x509_crl crl;

        mbedtls_x509_crl_init(&crl);
        add_list(&crl, lists[i / COUNT(lists)]);
        add_list(&crl, lists[i % COUNT(lists)]);
        if (i % 3 == 0)
            add_list(&crl, lists[i * 7 % COUNT(lists)]);
        say("%s, %s", lists[i / COUNT(lists)], lists[i % COUNT(lists)]);
        for (size_t c = 0; c < COUNT(chains); c++)
            verify(&chain[c], &all, &crl, &mbedtls_x509_crt_profile_default);
        mbedtls_x509_crl_free(&crl);
    }
    free_all();
}

static void is_revoked(void)
{
    load_all();
    for (size_t l = 0; l < COUNT(lists); l++) {
        mbedtls_x509_crl crl;

        mbedtls_x509_crl_init(&crl);
        add_list(&crl, lists[l]);
        for (size_t c = 0; c < COUNT(chains); c++)
            say("%s, %s: %d", lists[l], chains[c], mbedtls_x509_crt_is_revoked(&chain[c], &crl));
        mbedtls_x509_crl_free(&crl);
    }
    free_all();
}

/* The flags go through functions with and without a profile, and the one that could be interrupted. */
static void other_functions(void)
{
    mbedtls_x509_crl crl;

    load_all();
    mbedtls_x509_crl_init(&crl);
    add_list(&crl, "p256-server");
    for (size_t c = 0; c < COUNT(chains); c++) {
        uint32_t flags = 77;

        say("%s", chains[c]);
        say_code("verify", mbedtls_x509_crt_verify(&chain[c], &trusted[0], &crl, "localhost", &flags, NULL, NULL));
        say("0x%x", (unsigned) flags);
        flags = 77;
        say_code("restartable", mbedtls_x509_crt_verify_restartable(&chain[c], &trusted[0], &crl, &mbedtls_x509_crt_profile_next,
                                                                    NULL, &flags, NULL, NULL, NULL));
        say("0x%x", (unsigned) flags);
        flags = 77;
        say_code("no profile", mbedtls_x509_crt_verify_restartable(&chain[c], &trusted[0], &crl, NULL, NULL, &flags, NULL,
                                                                   NULL, NULL));
        say("0x%x", (unsigned) flags);
    }
    mbedtls_x509_crl_free(&crl);
    free_all();
}

/* As many intermediates as may be, and one more; also with one of them trusted. */
static void depth(void)
{
    static const char *const deep[] = { "deep-8", "deep-9" };
    mbedtls_x509_crl crl;

    mbedtls_x509_crl_init(&crl);
    for (int with_list = 0; with_list < 2; with_list++) {
        for (int i = 0; i < 2; i++) {
            mbedtls_x509_crt crt, ca;
            const mbedtls_x509_crt *each;

            mbedtls_x509_crt_init(&crt);
            mbedtls_x509_crt_init(&ca);
            load(&crt, deep[i]);
            say("%s", deep[i]);
            verify(&crt, NULL, &crl, &mbedtls_x509_crt_profile_default);
            for (each = &crt; each != NULL; each = each->next) {
                if (mbedtls_x509_crt_parse_der(&ca, each->raw.p, each->raw.len) != 0)
                    fatal("cannot parse");
                verify(&crt, &ca, &crl, &mbedtls_x509_crt_profile_default);
                mbedtls_x509_crt_free(&ca);
            }
            load(&ca, "ca-p256");
            verify(&crt, &ca, &crl, &mbedtls_x509_crt_profile_default);
            verify(&crt, &ca, &crl, &mbedtls_x509_crt_profile_none);
            verify(&crt, &ca, NULL, NULL);
            mbedtls_x509_crt_free(&ca);
            mbedtls_x509_crt_free(&crt);
        }
        add_list(&crl, "p256-nothing");
    }
    mbedtls_x509_crl_free(&crl);
}

/* What a callback may do with the flags, and what its failure does to them. */
static int code_of_callback, depth_of_callback;
static uint32_t clears, sets;

static int decide(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) context;
    (void) crt;
    say("  asked about %d: 0x%x", depth, (unsigned) *flags);
    *flags = (*flags & ~clears) | sets;
    return depth == depth_of_callback ? code_of_callback : 0;
}

static void callbacks(void)
{
    static const int codes[] = { 0, 1, -1, -77, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED, MBEDTLS_ERR_X509_FATAL_ERROR, MBEDTLS_ERR_X509_BAD_INPUT_DATA };
    static const uint32_t changes[] = { 0, MBEDTLS_X509_BADCERT_REVOKED, 0xFFFFFFFF, MBEDTLS_X509_BADCERT_OTHER };
    mbedtls_x509_crl crl;

    load_all();
    mbedtls_x509_crl_init(&crl);
    add_list(&crl, "intermediate");
    for (size_t c = 0; c < COUNT(codes); c++) {
        for (depth_of_callback = 0; depth_of_callback < 3; depth_of_callback++) {
            for (size_t i = 0; i < COUNT(changes) * COUNT(changes); i++) {
                uint32_t flags = 77;

                code_of_callback = codes[c];
                clears = changes[i / COUNT(changes)];
                sets = changes[i % COUNT(changes)];
                say_code("verify", mbedtls_x509_crt_verify(&chain[5], &all, &crl, NULL, &flags, decide, NULL));
                say("0x%x", (unsigned) flags);
            }
        }
    }
    mbedtls_x509_crl_free(&crl);
    free_all();
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "one-list", one_list },     { "more-lists", more_lists }, { "is-revoked", is_revoked },
        { "other-functions", other_functions }, { "callbacks", callbacks }, { "depth", depth }, { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
