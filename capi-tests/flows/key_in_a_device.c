/*
 * The private key of a server is in a device (an HSM, a secure element) that takes its time. The handshake returns
 * meanwhile, other connections go on, and a connection that is given up takes its request with it.
 */
#include "each_way.h"

#include <mbedtls/md.h>

#define IN_PROGRESS MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS
#define FALLTHROUGH MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH

struct request;

/* The device, and a request to it. */
struct device {
    mbedtls_pk_context key;
    mbedtls_x509_crt *certificate; /* whose key it holds */
    int rounds;                    /* so often it is not ready */
    int start_code, resume_code;   /* instead of what it should return, if not 0 */
    int started, resumed, cancelled, open;
    struct request *last;
};

struct request {
    struct device *device;
    mbedtls_md_type_t md;
    unsigned char hash[64];
    size_t length;
    int rounds;
};

static struct device *device_of(mbedtls_ssl_context *ssl)
{
    return mbedtls_ssl_conf_get_async_config_data(mbedtls_ssl_context_get_config(ssl));
}

static int start(mbedtls_ssl_context *ssl, mbedtls_x509_crt *cert, mbedtls_md_type_t md, const unsigned char *hash,
                 size_t length)
{
    struct device *device = device_of(ssl);
    device->started++;
    CHECK(mbedtls_ssl_get_async_operation_data(ssl) == NULL);
    if (device->certificate != NULL)
        CHECK(cert == device->certificate);
    CHECK_EQ(mbedtls_pk_check_pair(&cert->pk, &device->key, pair_rng, &(uint64_t) { 7 }), 0);
    CHECK_EQ(length, mbedtls_md_get_size_from_type(md));
    if (device->start_code != 0)
        return device->start_code;
    struct request *request = calloc(1, sizeof *request);
    request->device = device;
    request->md = md;
    request->length = length;
    request->rounds = device->rounds;
    memcpy(request->hash, hash, length);
    mbedtls_ssl_set_async_operation_data(ssl, request);
    device->open++;
    device->last = request;
    return request->rounds == 0 ? 0 : IN_PROGRESS;
}

static int resume(mbedtls_ssl_context *ssl, unsigned char *output, size_t *length, size_t size)
{
    struct request *request = mbedtls_ssl_get_async_operation_data(ssl);
    struct device *device = request->device;
    int code;
    device->resumed++;
    CHECK(device == device_of(ssl));
    if (--request->rounds > 0)
        return IN_PROGRESS;
    code = device->resume_code;
    if (code == 0)
        code = mbedtls_pk_sign(&device->key, request->md, request->hash, request->length, output, size, length,
                               pair_rng, &(uint64_t) { 9 });
    device->open--;
    free(request);
    return code;
}

static void cancel(mbedtls_ssl_context *ssl)
{
    struct request *request = mbedtls_ssl_get_async_operation_data(ssl);
    request->device->cancelled++;
    request->device->open--;
    free(request);
}

/* Moves the key of the server into a device; the server keeps the certificate and, if wanted, its public key. */
static struct pair *with_device(enum kind kind, struct device *device, int key_is_null)
{
    struct pair *p = quiet_pair(kind);
    unsigned char public[1024];
    memset(device, 0, sizeof *device);
    device->key = p->s.key;
    mbedtls_pk_init(&p->s.key);
    int length = mbedtls_pk_write_pubkey_der(&device->key, public, sizeof public);
    CHECK(length > 0);
    CHECK_EQ(mbedtls_pk_parse_public_key(&p->s.key, public + sizeof public - length, (size_t) length), 0);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL), 0);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, &p->s.own, key_is_null ? NULL : &p->s.key), 0);
    device->certificate = &p->s.own;
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, start, NULL, resume, cancel, device);
    CHECK(mbedtls_ssl_conf_get_async_config_data(&p->s.conf) == device);
    return p;
}

static void done(struct pair *p, struct device *device)
{
    pair_free(p);
    CHECK_EQ(device->open, 0);
    mbedtls_pk_free(&device->key);
}

/* The client writes, the server calls handshake again and again: so often it has to. */
static int connect_slowly(struct pair *p)
{
    int waits = 0, code;
    for (int turns = 0; turns < 60; turns++) {
        if (!mbedtls_ssl_is_handshake_over(&p->c.ssl)) {
            code = mbedtls_ssl_handshake(&p->c.ssl);
            CHECK(code == 0 || code == WANT_READ);
        }
        if (!mbedtls_ssl_is_handshake_over(&p->s.ssl)) {
            code = mbedtls_ssl_handshake(&p->s.ssl);
            CHECK(code == 0 || code == WANT_READ || code == IN_PROGRESS);
            if (code == IN_PROGRESS) {
                CHECK_EQ(side_state(&p->s), MBEDTLS_SSL_SERVER_KEY_EXCHANGE);
                waits++;
            }
        }
    }
    expect_talk(p);
    return waits;
}

static void answers_later(enum kind kind)
{
    for (int null = 0; null < 2; null++)
        for (int rounds = 0; rounds < 5; rounds++) {
            struct device device;
            struct pair *p = with_device(kind, &device, null);
            device.rounds = rounds;
            pair_start(p);
            CHECK_EQ(connect_slowly(p), rounds);
            CHECK_EQ(device.started, 1);
            CHECK_EQ(device.resumed, rounds == 0 ? 1 : rounds);
            CHECK_EQ(device.cancelled, 0);
            CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);
            /* Another connection of the same context. */
            start_over(p);
            CHECK_EQ(connect_slowly(p), rounds);
            CHECK_EQ(device.started, 2);
            done(p, &device);
        }
}

/* The same through read, and step by step. */
static void other_ways(void)
{
    unsigned char buffer[16];
    struct device device;
    struct pair *p = with_device(ECDSA, &device, 0);
    device.rounds = 2;
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), IN_PROGRESS);
    CHECK_EQ(mbedtls_ssl_write(&p->s.ssl, buffer, 1), IN_PROGRESS);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);

    start_over(p);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
    int code = 0, waits = 0;
    for (int steps = 0; steps < 20 && code != WANT_READ; steps++) {
        code = mbedtls_ssl_handshake_step(&p->s.ssl);
        waits += code == IN_PROGRESS;
        CHECK(code == 0 || code == IN_PROGRESS || code == WANT_READ);
    }
    CHECK_EQ(waits, 2);
    CHECK_EQ(side_state(&p->s), MBEDTLS_SSL_CLIENT_KEY_EXCHANGE);
    CHECK_EQ(pair_handshake(p), 0);
    done(p, &device);
}

/* The client repeats its hello while the device works: it changes nothing. */
static void impatient_client(void)
{
    struct device device;
    struct pair *p = with_device(RSA, &device, 1);
    device.rounds = 4;
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
    for (int round = 1; round < 5; round++) {
        CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), round < 5 ? IN_PROGRESS : WANT_READ);
        CHECK(pair_expire(p));
        CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
    }
    CHECK_EQ(pair_handshake_lossy(p, 20), 0);
    CHECK_EQ(device.started, 1);
    expect_talk(p);
    done(p, &device);
}

static void lossy(void)
{
    for (int lost = 0; lost < 12; lost++) {
        struct device device;
        struct pair *p = with_device(ECDSA, &device, 0);
        int code;
        device.rounds = 3;
        pair_start(p);
        mbedtls_ssl_set_mtu(&p->s.ssl, 300);
        if (lost < 6)
            p->s.drop = 1u << lost;
        else
            p->c.drop = 1u << (lost - 6);
        do {
            code = pair_handshake_lossy(p, 20);
            if (code == IN_PROGRESS)
                p->s.failed = 0;
        } while (code == IN_PROGRESS);
        CHECK_EQ(code, 0);
        p->s.drop = p->c.drop = 0;
        expect_talk(p);
        done(p, &device);
    }
}

static struct device slow_device;

/* It is not ready up to four times. */
static struct pair *client_calls(void)
{
    static unsigned count;
    struct pair *p = with_device(count % 2 ? RSA : ECDSA, &slow_device, count / 2 % 2 == 0);
    slow_device.rounds = (int) (count++ % 5);
    pair_start(p);
    return p;
}

static void expect_one_signature(struct pair *p)
{
    CHECK_EQ(slow_device.started, 1);
    CHECK_EQ(slow_device.resumed, slow_device.rounds == 0 ? 1 : slow_device.rounds);
    CHECK_EQ(slow_device.cancelled + slow_device.open, 0);
    CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);
    mbedtls_pk_free(&slow_device.key);
}

/* A context that is reset or freed gives the request up; once. */
static void given_up(void)
{
    for (int how = 0; how < 3; how++) {
        struct device device;
        struct pair *p = with_device(ECDSA, &device, 0);
        device.rounds = 100;
        if (how == 2) {
            /* Without a cancel function nobody is told: the request is the program's own. */
            mbedtls_ssl_conf_async_private_cb(&p->s.conf, start, NULL, resume, NULL, &device);
        }
        pair_start(p);
        CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
        CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), IN_PROGRESS);
        struct request *request = mbedtls_ssl_get_async_operation_data(&p->s.ssl);
        CHECK(request != NULL);
        if (how == 0) {
            start_over(p);
            CHECK_EQ(device.cancelled, 1);
            CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);
            device.rounds = 0;
            CHECK_EQ(pair_handshake(p), 0);
            expect_talk(p);
            mbedtls_ssl_free(&p->s.ssl);
            CHECK_EQ(device.cancelled, 1);
        } else {
            mbedtls_ssl_free(&p->s.ssl);
            CHECK_EQ(device.cancelled, how == 1);
            if (how == 2) {
                device.open--;
                free(request);
            }
        }
        done(p, &device);
    }
}

/* The device does not have the key, or fails. */
static void refusals(void)
{
    struct device device;
    struct pair *p = quiet_pair(ECDSA);
    memset(&device, 0, sizeof device);
    device.certificate = &p->s.own;
    device.start_code = FALLTHROUGH;
    mbedtls_pk_init(&device.key);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&device.key, CERTS "/server-p256.key", NULL, pair_rng, &(uint64_t) { 3 }), 0);
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, start, NULL, resume, cancel, &device);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(device.started, 1);
    CHECK_EQ(device.resumed, 0);
    done(p, &device);

    static const int codes[][2] = { { FALLTHROUGH, MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED },
                                    { MBEDTLS_ERR_PK_FILE_IO_ERROR, MBEDTLS_ERR_PK_FILE_IO_ERROR } };
    for (int i = 0; i < 2; i++) {
        p = with_device(ECDSA, &device, i);
        device.start_code = codes[i][0];
        pair_start(p);
        pair_handshake(p);
        CHECK_EQ(p->s.failed, codes[i][1]);
        CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), codes[i][1]);
        done(p, &device);
    }
    for (int rounds = 0; rounds < 2; rounds++) {
        p = with_device(ECDSA, &device, 0);
        device.rounds = rounds;
        device.resume_code = MBEDTLS_ERR_PK_INVALID_ALG;
        pair_start(p);
        CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
        if (rounds > 0)
            CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), IN_PROGRESS);
        CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), MBEDTLS_ERR_PK_INVALID_ALG);
        CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);
        done(p, &device);
        CHECK_EQ(device.cancelled, 0);
    }

    /* Without a function for the result there is none. */
    p = with_device(ECDSA, &device, 0);
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, start, NULL, NULL, cancel, &device);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
    CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* Nobody was told of its end. */
    free(device.last);
    device.open = 0;
    done(p, &device);

    /* Without any function, a certificate without its key is of no use. */
    p = with_device(ECDSA, &device, 1);
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, NULL, NULL, NULL, NULL, NULL);
    CHECK(mbedtls_ssl_conf_get_async_config_data(&p->s.conf) == NULL);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    done(p, &device);
}

static struct device *sni_device;
static struct side *sni_side;

static int choose_certificate(void *context, mbedtls_ssl_context *ssl, const unsigned char *name, size_t length)
{
    CHECK(context == &sni_device && length == 9 && memcmp(name, "localhost", length) == 0);
    CHECK_EQ(mbedtls_ssl_set_hs_own_cert(ssl, &sni_side->own, NULL), 0);
    return 0;
}

/* The certificate is chosen for the name: the function sees it, if not the same struct. */
static void chosen_by_name(void)
{
    struct device device;
    struct pair *p = with_device(ECDSA, &device, 1);
    device.certificate = NULL;
    device.rounds = 1;
    sni_device = &device;
    sni_side = &p->s;
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL), 0);
    mbedtls_ssl_conf_sni(&p->s.conf, choose_certificate, &sni_device);
    pair_start(p);
    CHECK_EQ(connect_slowly(p), 1);
    CHECK_EQ(device.started, 1);
    done(p, &device);
}

static void misuse(void)
{
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_init(&ssl);
    mbedtls_ssl_conf_async_private_cb(NULL, start, NULL, resume, cancel, NULL);
    CHECK(mbedtls_ssl_conf_get_async_config_data(NULL) == NULL);
    CHECK(mbedtls_ssl_conf_get_async_config_data(&conf) == NULL);
    mbedtls_ssl_set_async_operation_data(NULL, &ssl);
    mbedtls_ssl_set_async_operation_data(&ssl, &ssl);
    CHECK(mbedtls_ssl_get_async_operation_data(NULL) == NULL);
    CHECK(mbedtls_ssl_get_async_operation_data(&ssl) == NULL);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
}

int main(void)
{
    answers_later(ECDSA);
    answers_later(RSA);
    other_ways();
    impatient_client();
    lossy();
    each_way(client_calls, expect_one_signature);
    given_up();
    refusals();
    chosen_by_name();
    misuse();
    return check_result();
}
