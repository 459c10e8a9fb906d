#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "mbedtls/x509_crt.h"

/* A PEM file with the NUL that mbedtls_x509_crt_parse() asks for. */
static unsigned char *read_file(const char *folder, const char *name, size_t *length)
{
    char path[1024];
    unsigned char *text = malloc(65536);
    FILE *file;
    snprintf(path, sizeof(path), "%s/%s.crt", folder, name);
    file = fopen(path, "rb");
    if (file == NULL || text == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    *length = fread(text, 1, 65535, file);
    text[(*length)++] = 0;
    fclose(file);
    return text;
}

void bench_chain(const char *folder, const char *chain, const char *authority, double seconds)
{
    size_t chain_length, authority_length, batches = 0;
    unsigned char *chain_text = read_file(folder, chain, &chain_length);
    unsigned char *authority_text = read_file(folder, authority, &authority_length);
    double end = now() + seconds;
    while (now() < end && batches < MAX_BATCHES) {
        mbedtls_x509_crt certs, trusted;
        uint32_t flags;
        double start = now();
        mbedtls_x509_crt_init(&certs);
        mbedtls_x509_crt_init(&trusted);
        check(mbedtls_x509_crt_parse(&certs, chain_text, chain_length), "the chain");
        check(mbedtls_x509_crt_parse(&trusted, authority_text, authority_length), "the authority");
        check(mbedtls_x509_crt_verify(&certs, &trusted, NULL, "localhost", &flags, NULL, NULL), "verify");
        mbedtls_x509_crt_free(&certs);
        mbedtls_x509_crt_free(&trusted);
        times[batches++] = now() - start;
    }
    print_rate(batches, 1);
    free(chain_text);
    free(authority_text);
}

void bench_certificate(const char *folder, const char *name, int count)
{
    size_t length, before;
    unsigned char *text = read_file(folder, name, &length);
    mbedtls_x509_crt **certs = calloc((size_t) count, sizeof(*certs));
    int i;
    if (certs == NULL) {
        exit(1);
    }
    before = heap();
    for (i = 0; i < count; i++) {
        certs[i] = malloc(sizeof(mbedtls_x509_crt));
        mbedtls_x509_crt_init(certs[i]);
        check(mbedtls_x509_crt_parse(certs[i], text, length), "the certificate");
        if (i == 0) {
            /* What is made once for all certificates is not counted. */
            before = heap();
        }
    }
    printf("%.1f\n", (double) (heap() - before) / (count - 1));
    for (i = 0; i < count; i++) {
        mbedtls_x509_crt_free(certs[i]);
        free(certs[i]);
    }
    free(certs);
    free(text);
}
