/*
 * Makes a key and a self-signed certificate for it, as WebRTC endpoints do for each call, and prints the line by which
 * the other side recognises the certificate: the fingerprint of an SDP offer or answer (RFC 8122 section 5).
 *
 *   self_signed [options]
 *
 *   --key ec|rsa     the kind of key: on the curve P-256 (default), or RSA with 2048 bits
 *   --name TEXT      the name in the certificate (default: CN=WebRTC)
 *   --days N         how long it is valid from now on (default: 30)
 *   --cert-out FILE  write the certificate there, PEM
 *   --key-out FILE   write the private key there, PEM, not encrypted
 *   --help           print this
 *
 * Exit code: 0 if all went well, 1 if not, 2 if the command line is wrong.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mbedtls/ctr_drbg.h"
#include "mbedtls/ecp.h"
#include "mbedtls/entropy.h"
#include "mbedtls/error.h"
#include "mbedtls/pem.h"
#include "mbedtls/pk.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/rsa.h"
#include "mbedtls/sha256.h"
#include "mbedtls/x509_crt.h"

#define DAY (24 * 60 * 60)

struct options {
    const char *key, *name, *cert_out, *key_out;
    int days;
};

/* What makes one certificate differ from the next: its number, and from when to when it is valid. */
struct details {
    unsigned char serial[16];
    char from[15], to[15];
};

/* The certificate, in DER at the end of `out`; returns its length, or an error below 0. */
static int self_sign(mbedtls_x509write_cert *crt, mbedtls_pk_context *key, const char *name, struct details *details,
                     unsigned char *out, size_t size, mbedtls_ctr_drbg_context *rng)
{
    int ret = mbedtls_x509write_crt_set_subject_name(crt, name);
    mbedtls_x509write_crt_set_subject_key(crt, key);
    mbedtls_x509write_crt_set_issuer_key(crt, key);
    mbedtls_x509write_crt_set_md_alg(crt, MBEDTLS_MD_SHA256);
    ret = ret != 0 ? ret : mbedtls_x509write_crt_set_issuer_name(crt, name);
    ret = ret != 0 ? ret : mbedtls_x509write_crt_set_serial_raw(crt, details->serial, sizeof(details->serial));
    ret = ret != 0 ? ret : mbedtls_x509write_crt_set_validity(crt, details->from, details->to);
    return ret != 0 ? ret : mbedtls_x509write_crt_der(crt, out, size, mbedtls_ctr_drbg_random, rng);
}

static int make_ec_key(mbedtls_pk_context *key, mbedtls_ctr_drbg_context *rng)
{
    int ret = mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));
    return ret != 0 ? ret
                    : mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(*key), mbedtls_ctr_drbg_random, rng);
}

static int make_rsa_key(mbedtls_pk_context *key, mbedtls_ctr_drbg_context *rng)
{
    int ret = mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA));
    return ret != 0 ? ret : mbedtls_rsa_gen_key(mbedtls_pk_rsa(*key), mbedtls_ctr_drbg_random, rng, 2048, 65537);
}

static int failed(const char *what, int code)
{
    char text[128];
    mbedtls_strerror(code, text, sizeof(text));
    fprintf(stderr, "self_signed: %s: -0x%04X %s\n", what, (unsigned) -code, text);
    return code;
}

/* A random number above 0, and a time that begins a day ago: clocks differ. */
static int choose_details(struct details *details, int days, mbedtls_ctr_drbg_context *rng)
{
    time_t now = time(NULL), from = now - DAY, to = now + (time_t) days * DAY;
    int ret = mbedtls_ctr_drbg_random(rng, details->serial, sizeof(details->serial));
    if (ret != 0) {
        return ret;
    }
    details->serial[0] = (unsigned char) ((details->serial[0] & 0x7f) | 0x40);
    if (strftime(details->from, sizeof(details->from), "%Y%m%d%H%M%S", gmtime(&from)) != 14 ||
        strftime(details->to, sizeof(details->to), "%Y%m%d%H%M%S", gmtime(&to)) != 14) {
        return MBEDTLS_ERR_X509_INVALID_DATE;
    }
    return 0;
}

static int print_fingerprint(const unsigned char *der, size_t length)
{
    unsigned char hash[32];
    size_t i;
    int ret = mbedtls_sha256(der, length, hash, 0);
    if (ret != 0) {
        return ret;
    }
    printf("a=fingerprint:sha-256 ");
    for (i = 0; i < sizeof(hash); i++) {
        printf(i == 0 ? "%02X" : ":%02X", (unsigned) hash[i]);
    }
    printf("\n");
    return 0;
}

static int put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    if (fputs(text, file) < 0) {
        perror(path);
        fclose(file);
        return -1;
    }
    if (fclose(file) != 0) {
        perror(path);
        return -1;
    }
    return 0;
}

/* Makes everything that was asked for; 0, or not after telling why. */
static int run(const struct options *options, mbedtls_pk_context *key, mbedtls_x509write_cert *crt,
               mbedtls_ctr_drbg_context *rng)
{
    struct details details;
    unsigned char buffer[2048], pem[4096];
    const unsigned char *der;
    size_t written;
    int ret, length;

    ret = strcmp(options->key, "rsa") == 0 ? make_rsa_key(key, rng) : make_ec_key(key, rng);
    if (ret != 0) {
        return failed("key", ret);
    }
    if ((ret = choose_details(&details, options->days, rng)) != 0) {
        return failed("serial number and dates", ret);
    }
    length = self_sign(crt, key, options->name, &details, buffer, sizeof(buffer), rng);
    if (length < 0) {
        return failed("certificate", length);
    }
    der = buffer + sizeof(buffer) - length;
    if ((ret = print_fingerprint(der, (size_t) length)) != 0) {
        return failed("fingerprint", ret);
    }
    if (options->cert_out != NULL) {
        ret = mbedtls_pem_write_buffer("-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n", der,
                                       (size_t) length, pem, sizeof(pem), &written);
        if (ret != 0) {
            return failed("certificate", ret);
        }
        if (put_file(options->cert_out, (const char *) pem) != 0) {
            return -1;
        }
    }
    if (options->key_out != NULL) {
        ret = mbedtls_pk_write_key_pem(key, pem, sizeof(pem));
        if (ret != 0) {
            failed("private key", ret);
        } else {
            ret = put_file(options->key_out, (const char *) pem);
        }
        mbedtls_platform_zeroize(pem, sizeof(pem));
        return ret;
    }
    return 0;
}

static void usage(FILE *to)
{
    fprintf(to, "usage: self_signed [--key ec|rsa] [--name TEXT] [--days N] [--cert-out FILE] [--key-out FILE]\n"
                "       self_signed --help\n");
}

static int parse_options(int argc, char **argv, struct options *options)
{
    int i;
    for (i = 1; i + 1 < argc; i += 2) {
        const char *option = argv[i], *value = argv[i + 1];
        if (strcmp(option, "--key") == 0) {
            options->key = value;
        } else if (strcmp(option, "--name") == 0) {
            options->name = value;
        } else if (strcmp(option, "--days") == 0) {
            char *end;
            long days = strtol(value, &end, 10);
            if (*value == 0 || *end != 0 || days < 1 || days > 36500) {
                return -1;
            }
            options->days = (int) days;
        } else if (strcmp(option, "--cert-out") == 0) {
            options->cert_out = value;
        } else if (strcmp(option, "--key-out") == 0) {
            options->key_out = value;
        } else {
            return -1;
        }
    }
    return i == argc && (strcmp(options->key, "ec") == 0 || strcmp(options->key, "rsa") == 0) ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct options options = { "ec", "CN=WebRTC", NULL, NULL, 30 };
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_pk_context key;
    mbedtls_x509write_cert crt;
    int ret;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        usage(stdout);
        return 0;
    }
    if (parse_options(argc, argv, &options) != 0) {
        usage(stderr);
        return 2;
    }

    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_pk_init(&key);
    mbedtls_x509write_crt_init(&crt);
    ret = mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0);
    if (ret != 0) {
        failed("random generator", ret);
    } else {
        ret = run(&options, &key, &crt, &rng);
    }
    mbedtls_x509write_crt_free(&crt);
    mbedtls_pk_free(&key);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return ret == 0 ? 0 : 1;
}
