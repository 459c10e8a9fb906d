/* Verifies cases as a DTLS peer would: the chain has to parse, to verify, and to be for the purpose.
     usage: limbo FOLDER
   FOLDER/list has a line for each case: its folder, SERVER or CLIENT, the time, the name or -, and its id. Prints for each
   its id and `accepted`, or `refused` and by what. */
#include "support/clock.h"

#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file of a case; the number of its octets, 0 if there is none. */
static size_t read_part(const char *folder, const char *number, const char *part, unsigned at, unsigned char **bytes)
{
    char path[1024];
    FILE *file;
    long len;

    snprintf(path, sizeof path, "%s/%s/%s-%u.der", folder, number, part, at);
    file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    fseek(file, 0, SEEK_END);
    len = ftell(file);
    rewind(file);
    *bytes = malloc((size_t) len);
    if (*bytes == NULL || fread(*bytes, 1, (size_t) len, file) != (size_t) len) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
    return (size_t) len;
}

/* Parses all certificates of a part; the first code that is not 0. */
static int read_certificates(const char *folder, const char *number, const char *part, mbedtls_x509_crt *chain)
{
    unsigned char *bytes;
    size_t len;
    unsigned at;
    int code = 0;

    for (at = 0; (len = read_part(folder, number, part, at, &bytes)) > 0; at++) {
        int one = mbedtls_x509_crt_parse_der(chain, bytes, len);

        free(bytes);
        if (code == 0)
            code = one;
    }
    return code;
}

static void run(const char *folder, const char *number, const char *kind, const char *name, const char *id)
{
    static const char server[] = "\x2b\x06\x01\x05\x05\x07\x03\x01", client[] = "\x2b\x06\x01\x05\x05\x07\x03\x02";
    mbedtls_x509_crt chain, trusted;
    mbedtls_x509_crl lists;
    unsigned char *bytes;
    uint32_t flags = 0;
    size_t len;
    unsigned at;
    int code, list_code = 0;

    mbedtls_x509_crt_init(&chain);
    mbedtls_x509_crt_init(&trusted);
    mbedtls_x509_crl_init(&lists);
    /* A trusted certificate that does not parse is not trusted; that is all. */
    read_certificates(folder, number, "trusted", &trusted);
    for (at = 0; (len = read_part(folder, number, "lists", at, &bytes)) > 0; at++) {
        int one = mbedtls_x509_crl_parse_der(&lists, bytes, len);

        free(bytes);
        if (list_code == 0)
            list_code = one;
    }
    code = read_certificates(folder, number, "chain", &chain);
    if (code != 0)
        printf("%s refused -0x%04X\n", id, (unsigned) -code);
    else if (list_code != 0)
        printf("%s refused list -0x%04X\n", id, (unsigned) -list_code);
    else if (mbedtls_x509_crt_verify(&chain, &trusted, &lists, strcmp(name, "-") == 0 ? NULL : name, &flags, NULL, NULL) !=
             0)
        printf("%s refused flags 0x%X\n", id, (unsigned) flags);
    else if (mbedtls_x509_crt_check_extended_key_usage(&chain, strcmp(kind, "SERVER") == 0 ? server : client, 8) != 0)
        printf("%s refused purpose\n", id);
    else if (mbedtls_x509_crt_check_key_usage(&chain, MBEDTLS_X509_KU_DIGITAL_SIGNATURE) != 0)
        printf("%s refused usage\n", id);
    else
        printf("%s accepted\n", id);
    mbedtls_x509_crt_free(&chain);
    mbedtls_x509_crt_free(&trusted);
    mbedtls_x509_crl_free(&lists);
}

int main(int argc, char **argv)
{
    char path[1024], number[16], kind[16], name[512], id[256];
    long long now;
    FILE *list;

    snprintf(path, sizeof path, "%s/list", argc > 1 ? argv[1] : ".");
    list = fopen(path, "r");
    if (list == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
        return 2;
    }
    while (fscanf(list, "%15s %15s %lld %511s %255s", number, kind, &now, name, id) == 5) {
        set_clock(now);
        run(argv[1], number, kind, name, id);
    }
    fclose(list);
    return 0;
}
