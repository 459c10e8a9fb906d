/* The chains, trusted certificates and revocation lists of tests/corpus, each verified with each. */
#ifndef PATHS_H
#define PATHS_H

#include <mbedtls/x509_crt.h>
#include <stddef.h>
#include <stdint.h>

struct chain {
    char name[128];
    mbedtls_x509_crt crt;
};

/* Loads a list of chains ("leaves", "trusted") once. */
struct chain *load_chains(const char *kind, size_t *count);

#define PROFILES 5
extern const char *const profile_names[PROFILES];
const mbedtls_x509_crt_profile *profile_of(unsigned number);

/* Verifies, and adds to a sum the code, the flags, and what the callback was told in its order. With PATHS in the
   environment, the name of a leaf, what comes of that one is printed, too. */
extern unsigned long verified, accepted; /* how many paths were looked at and good, until now */
uint64_t sum_path(uint64_t sum, struct chain *leaf, struct chain *trusted, mbedtls_x509_crl *crl, const char *crl_name,
                  unsigned profile, const char *name);

#endif
