/*
 * wolfSSL on the other side: a DTLS 1.2 client that says hello and prints the answer, or a server that sends one
 * client back what it says until that closes, and ends.
 *
 *   wolfssl client|server PORT SUITE [OPTION VALUE]...
 *
 * SUITE has wolfSSL's name, such as ECDHE-ECDSA-AES128-SHA256.
 *
 *   --psk HEX            the pre-shared key of Client_identity
 *   --ca FILE            whom the peer's certificate has to come from; a server requires one
 *   --cert FILE          own certificates
 *   --key FILE           the key of the first of them
 *   --name NAME          client: the server's name, to be asked for and checked
 *   --alpn LIST          protocols, with commas
 *   --fragment N         client: longest record: 512, 1024, 2048 or 4096
 *   --label LABEL        print 60 bytes of exported keying material for it
 *   --ems off            no extended master secret
 *   --resume id|ticket   connect twice, the second time by the session of the first
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

static struct {
    const char *psk, *ca, *cert, *key, *name, *alpn, *fragment, *label, *ems, *resume;
} options;

static const struct {
    const char *name;
    const char **value;
} option_names[] = {
    { "--psk", &options.psk },       { "--ca", &options.ca },     { "--cert", &options.cert },
    { "--key", &options.key },       { "--name", &options.name }, { "--alpn", &options.alpn },
    { "--fragment", &options.fragment }, { "--label", &options.label }, { "--ems", &options.ems },
    { "--resume", &options.resume },
};

static unsigned char psk[64];
static unsigned psk_len;
static WOLFSSL_SESSION *session;

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

static int read_options(int count, char **values)
{
    const char *hex;
    int i;

    for (i = 0; i + 1 < count; i += 2) {
        size_t n = 0, all = sizeof(option_names) / sizeof(*option_names);

        while (n < all && strcmp(option_names[n].name, values[i]) != 0)
            n++;
        if (n == all)
            return 0;
        *option_names[n].value = values[i + 1];
    }
    for (hex = options.psk; hex != NULL && hex[0] != 0 && hex[1] != 0 && psk_len < sizeof(psk); hex += 2) {
        char digits[3] = { hex[0], hex[1], 0 };
        psk[psk_len++] = (unsigned char) strtoul(digits, NULL, 16);
    }
    return i == count;
}

static int configure(WOLFSSL_CTX *ctx, int server, const char *suite)
{
    int code;

    if ((code = wolfSSL_CTX_set_cipher_list(ctx, suite)) != WOLFSSL_SUCCESS)
        return fail(suite, NULL, code);
    if (psk_len != 0) {
        wolfSSL_CTX_set_psk_client_callback(ctx, client_psk);
        wolfSSL_CTX_set_psk_server_callback(ctx, server_psk);
        wolfSSL_CTX_use_psk_identity_hint(ctx, "hint");
    }
    if (options.ca != NULL
        && (code = wolfSSL_CTX_load_verify_locations(ctx, options.ca, NULL)) != WOLFSSL_SUCCESS)
        return fail(options.ca, NULL, code);
    if (options.cert != NULL
        && (code = wolfSSL_CTX_use_certificate_chain_file(ctx, options.cert)) != WOLFSSL_SUCCESS)
        return fail(options.cert, NULL, code);
    if (options.key != NULL
        && (code = wolfSSL_CTX_use_PrivateKey_file(ctx, options.key, WOLFSSL_FILETYPE_PEM)) != WOLFSSL_SUCCESS)
        return fail(options.key, NULL, code);
    if (!server && options.ca == NULL)
        wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_NONE, NULL);
    if (server && options.ca != NULL)
        wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    if (options.ems != NULL)
        wolfSSL_CTX_DisableExtendedMasterSecret(ctx);
    if (!server && options.resume != NULL && strcmp(options.resume, "ticket") == 0)
        wolfSSL_CTX_UseSessionTicket(ctx);
    if (server && options.resume != NULL && strcmp(options.resume, "id") == 0)
        wolfSSL_CTX_NoTicketTLSv12(ctx);
    return 0;
}

static int offer(WOLFSSL *ssl, int server)
{
    int code = WOLFSSL_SUCCESS;

    if (options.alpn != NULL) {
        char list[256];

        snprintf(list, sizeof(list), "%s", options.alpn);
        code = wolfSSL_UseALPN(ssl, list, (unsigned) strlen(list), WOLFSSL_ALPN_FAILED_ON_MISMATCH);
        if (code != WOLFSSL_SUCCESS)
            return fail("protocols", ssl, code);
    }
    if (!server && options.name != NULL) {
        code = wolfSSL_UseSNI(ssl, WOLFSSL_SNI_HOST_NAME, options.name, (unsigned short) strlen(options.name));
        if (code != WOLFSSL_SUCCESS || (code = wolfSSL_check_domain_name(ssl, options.name)) != WOLFSSL_SUCCESS)
            return fail("name", ssl, code);
    }
    if (!server && options.fragment != NULL) {
        unsigned char power = 0;

        while (512UL << power < strtoul(options.fragment, NULL, 10))
            power++;
        code = wolfSSL_UseMaxFragment(ssl, (unsigned char) (WOLFSSL_MFL_2_9 + power));
        if (code != WOLFSSL_SUCCESS)
            return fail("longest record", ssl, code);
    }
    if (!server && session != NULL && (code = wolfSSL_set_session(ssl, session)) != WOLFSSL_SUCCESS)
        return fail("session", ssl, code);
    return 0;
}

static void print_settled(WOLFSSL *ssl)
{
    unsigned char material[60];
    char *protocol = NULL;
    unsigned short length = 0;
    size_t i;

    printf("wolfssl: %s\n", wolfSSL_get_cipher_name(ssl));
    if (wolfSSL_session_reused(ssl))
        printf("wolfssl: resumed\n");
    if (options.alpn != NULL && wolfSSL_ALPN_GetProtocol(ssl, &protocol, &length) == WOLFSSL_SUCCESS)
        printf("wolfssl: protocol %.*s\n", (int) length, protocol);
    if (options.label == NULL)
        return;
    if (wolfSSL_export_keying_material(ssl, material, sizeof(material), options.label, strlen(options.label), NULL, 0, 0)
        != WOLFSSL_SUCCESS)
        return;
    printf("key material: ");
    for (i = 0; i < sizeof(material); i++)
        printf("%02x", material[i]);
    printf("\n");
}

static int talk(WOLFSSL *ssl, int server)
{
    char buffer[1500];
    int code, heard = 0;

    if (!server && wolfSSL_write(ssl, "hello", 5) != 5)
        return fail("write", ssl, 0);
    while ((code = wolfSSL_read(ssl, buffer, sizeof(buffer))) > 0) {
        printf("wolfssl: received \"%.*s\"\n", code, buffer);
        heard++;
        if (!server)
            break;
        if (wolfSSL_write(ssl, buffer, code) != code)
            return fail("write", ssl, 0);
    }
    return heard > 0 ? 0 : fail("read", ssl, code);
}

static int connection(WOLFSSL_CTX *ctx, int server, const char *port)
{
    struct sockaddr_in address = { 0 };
    socklen_t address_len = sizeof(address);
    WOLFSSL *ssl;
    char buffer[1500];
    int fd, code, again = 1;

    fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &again, sizeof(again));
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short) atoi(port));
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
    if (offer(ssl, server) != 0)
        return 1;
    code = server ? wolfSSL_accept(ssl) : wolfSSL_connect(ssl);
    if (code != WOLFSSL_SUCCESS)
        return fail("handshake", ssl, code);
    print_settled(ssl);
    code = talk(ssl, server);
    if (!server && session == NULL)
        session = wolfSSL_get1_session(ssl);
    wolfSSL_shutdown(ssl);
    wolfSSL_free(ssl);
    close(fd);
    return code;
}

int main(int argc, char **argv)
{
    WOLFSSL_CTX *ctx;
    int server, code, left;

    if (argc < 4 || !read_options(argc - 4, argv + 4)) {
        fprintf(stderr, "usage: wolfssl client|server PORT SUITE [OPTION VALUE]...\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    server = strcmp(argv[1], "server") == 0;
    wolfSSL_Init();
    ctx = wolfSSL_CTX_new(server ? wolfDTLSv1_2_server_method() : wolfDTLSv1_2_client_method());
    if (ctx == NULL)
        return fail("context", NULL, 0);
    code = configure(ctx, server, argv[3]);
    for (left = options.resume != NULL ? 2 : 1; code == 0 && left > 0; left--)
        code = connection(ctx, server, argv[2]);
    wolfSSL_SESSION_free(session);
    wolfSSL_CTX_free(ctx);
    wolfSSL_Cleanup();
    return code;
}
