/*
 * wolfSSL on the other side: a DTLS 1.2 client that says hello and prints the answer, or a server that sends one
 * client back what it says, and ends.
 *
 *   wolfssl client|server PORT SUITE [--psk HEX] [--ca FILE] [--cert FILE --key FILE] [--no-ems]
 *
 * SUITE has wolfSSL's name, such as ECDHE-ECDSA-AES128-SHA256.
 */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char psk[64];
static unsigned psk_len;

static unsigned give_psk(unsigned char *key, unsigned max)
{
    if (psk_len > max)
        return 0;
    memcpy(key, psk, psk_len);
    return psk_len;
}

static unsigned client_psk(WOLFSSL *ssl, const char *hint, char *identity, unsigned identity_max, unsigned char *key,
                           unsigned key_max)
{
    (void) ssl;
    (void) hint;
    snprintf(identity, identity_max, "Client_identity");
    return give_psk(key, key_max);
}

static unsigned server_psk(WOLFSSL *ssl, const char *identity, unsigned char *key, unsigned key_max)
{
    (void) ssl;
    return strcmp(identity, "Client_identity") == 0 ? give_psk(key, key_max) : 0;
}

static int fail(const char *what, WOLFSSL *ssl, int code)
{
    char text[80] = "";
    int reason = ssl == NULL ? code : wolfSSL_get_error(ssl, code);

    fprintf(stderr, "wolfssl: %s: %d %s\n", what, reason, wolfSSL_ERR_error_string((unsigned long) reason, text));
    return 1;
}

int main(int argc, char **argv)
{
    const char *ca = NULL, *cert = NULL, *key = NULL, *hex = NULL;
    struct sockaddr_in address = { 0 };
    socklen_t address_len = sizeof(address);
    WOLFSSL_CTX *ctx;
    WOLFSSL *ssl;
    char buffer[1500];
    int i, fd, code, server, ems = 1;

    if (argc < 4) {
        fprintf(stderr, "usage: wolfssl client|server PORT SUITE [options]\n");
        return 2;
    }
    server = strcmp(argv[1], "server") == 0;
    for (i = 4; i < argc; i++) {
        const char **value = strcmp(argv[i], "--psk") == 0 ? &hex
            : strcmp(argv[i], "--ca") == 0 ? &ca
            : strcmp(argv[i], "--cert") == 0 ? &cert
            : strcmp(argv[i], "--key") == 0 ? &key : NULL;

        if (strcmp(argv[i], "--no-ems") == 0)
            ems = 0;
        else if (value != NULL && i + 1 < argc)
            *value = argv[++i];
        else
            return fail(argv[i], NULL, 0);
    }
    for (; hex != NULL && hex[0] != 0 && hex[1] != 0 && psk_len < sizeof(psk); hex += 2) {
        char digits[3] = { hex[0], hex[1], 0 };
        psk[psk_len++] = (unsigned char) strtoul(digits, NULL, 16);
    }

    wolfSSL_Init();
    ctx = wolfSSL_CTX_new(server ? wolfDTLSv1_2_server_method() : wolfDTLSv1_2_client_method());
    if (ctx == NULL)
        return fail("context", NULL, 0);
    if ((code = wolfSSL_CTX_set_cipher_list(ctx, argv[3])) != WOLFSSL_SUCCESS)
        return fail(argv[3], NULL, code);
    if (psk_len != 0) {
        wolfSSL_CTX_set_psk_client_callback(ctx, client_psk);
        wolfSSL_CTX_set_psk_server_callback(ctx, server_psk);
        wolfSSL_CTX_use_psk_identity_hint(ctx, "hint");
    }
    if (ca != NULL && (code = wolfSSL_CTX_load_verify_locations(ctx, ca, NULL)) != WOLFSSL_SUCCESS)
        return fail(ca, NULL, code);
    if (cert != NULL && (code = wolfSSL_CTX_use_certificate_chain_file(ctx, cert)) != WOLFSSL_SUCCESS)
        return fail(cert, NULL, code);
    if (key != NULL && (code = wolfSSL_CTX_use_PrivateKey_file(ctx, key, WOLFSSL_FILETYPE_PEM)) != WOLFSSL_SUCCESS)
        return fail(key, NULL, code);
    if (!server && ca == NULL)
        wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_NONE, NULL);
    if (!ems)
        wolfSSL_CTX_DisableExtendedMasterSecret(ctx);

    fd = socket(AF_INET, SOCK_DGRAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short) atoi(argv[2]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (server) {
        if (bind(fd, (struct sockaddr *) &address, sizeof(address)) != 0)
            return fail("bind", NULL, 0);
        if (recvfrom(fd, buffer, sizeof(buffer), MSG_PEEK, (struct sockaddr *) &address, &address_len) < 0)
            return fail("receive", NULL, 0);
    }
    if (connect(fd, (struct sockaddr *) &address, sizeof(address)) != 0)
        return fail("connect", NULL, 0);
    ssl = wolfSSL_new(ctx);
    if (ssl == NULL || wolfSSL_dtls_set_peer(ssl, &address, sizeof(address)) != WOLFSSL_SUCCESS
        || wolfSSL_set_fd(ssl, fd) != WOLFSSL_SUCCESS)
        return fail("connection", NULL, 0);

    code = server ? wolfSSL_accept(ssl) : wolfSSL_connect(ssl);
    if (code != WOLFSSL_SUCCESS)
        return fail("handshake", ssl, code);
    printf("wolfssl: %s\n", wolfSSL_get_cipher_name(ssl));
    if (!server && wolfSSL_write(ssl, "hello", 5) != 5)
        return fail("write", ssl, 0);
    code = wolfSSL_read(ssl, buffer, sizeof(buffer));
    if (code <= 0)
        return fail("read", ssl, code);
    printf("wolfssl: received \"%.*s\"\n", code, buffer);
    if (server && wolfSSL_write(ssl, buffer, code) != code)
        return fail("write", ssl, 0);
    wolfSSL_shutdown(ssl);
    wolfSSL_free(ssl);
    wolfSSL_CTX_free(ctx);
    wolfSSL_Cleanup();
    close(fd);
    return 0;
}
