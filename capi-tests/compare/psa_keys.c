/* psa/crypto.h: attributes of keys, and what becomes of keys that are imported, exported, made and destroyed. */
#include "support/check.h"

#include <psa/crypto.h>

#include <stdlib.h>
#include <string.h>

static void show(const char *what, const psa_key_attributes_t *a)
{
    say("%s: type %04x, bits %u, lifetime %x, usage %x, alg %08x, alg2 %08x", what, (unsigned) psa_get_key_type(a),
        (unsigned) psa_get_key_bits(a), (unsigned) psa_get_key_lifetime(a), (unsigned) psa_get_key_usage_flags(a),
        (unsigned) psa_get_key_algorithm(a), (unsigned) psa_get_key_enrollment_algorithm(a));
}

static void start(void)
{
    say("init %d", (int) psa_crypto_init());
}

static void attributes(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    static const psa_key_usage_t usages[] = { PSA_KEY_USAGE_SIGN_HASH, PSA_KEY_USAGE_VERIFY_HASH,
                                              PSA_KEY_USAGE_SIGN_MESSAGE, PSA_KEY_USAGE_EXPORT, 0xffffffff, 0 };
    static const size_t bits[] = { 0, 1, 65528, 65529, 65535, 65536, 100000 };
    size_t i;

    show("empty", &a);
    a = psa_key_attributes_init();
    show("init", &a);
    for (i = 0; i < sizeof(usages) / sizeof(usages[0]); i++) {
        psa_set_key_usage_flags(&a, usages[i]);
        show("usage", &a);
    }
    for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
        psa_set_key_bits(&a, bits[i]);
        show("bits", &a);
    }
    psa_set_key_type(&a, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_algorithm(&a, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
    psa_set_key_enrollment_algorithm(&a, PSA_ALG_ECDH);
    show("set", &a);
    psa_set_key_id(&a, 5);
    say("id %x", (unsigned) psa_get_key_id(&a));
    show("an id", &a);
    psa_set_key_lifetime(&a, 0x00000200);
    say("id %x", (unsigned) psa_get_key_id(&a));
    show("volatile elsewhere", &a);
    psa_set_key_id(&a, 7);
    say("id %x", (unsigned) psa_get_key_id(&a));
    show("an id elsewhere", &a);
    psa_set_key_lifetime(&a, 0x000002ff);
    say("id %x", (unsigned) psa_get_key_id(&a));
    show("read only", &a);
    psa_reset_key_attributes(&a);
    say("id %x", (unsigned) psa_get_key_id(&a));
    show("reset", &a);
}

static psa_status_t import(psa_key_type_t type, size_t bits, psa_key_usage_t usage, psa_algorithm_t alg,
                           const unsigned char *data, size_t length, psa_key_id_t *id)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&a, type);
    psa_set_key_bits(&a, bits);
    psa_set_key_usage_flags(&a, usage);
    psa_set_key_algorithm(&a, alg);
    return psa_import_key(&a, data, length, id);
}

static void show_key(const char *what, psa_key_id_t id)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char out[3000];
    size_t length = 77;
    int ret;

    ret = psa_get_key_attributes(id, &a);
    say("%s: attributes %d", what, ret);
    show("  ", &a);
    psa_reset_key_attributes(&a);
    ret = psa_export_key(id, out, sizeof(out), &length);
    say("  export %d, %u", ret, (unsigned) length);
    say_hex("  ", out, ret == 0 ? length : 0);
    length = 77;
    ret = psa_export_public_key(id, out, sizeof(out), &length);
    say("  public %d, %u", ret, (unsigned) length);
    say_hex("  ", out, ret == 0 ? length : 0);
}

static const unsigned char p256[32] = { 0xc9, 0xaf, 0xa9, 0xd8, 0x45, 0xba, 0x75, 0x16, 0x6b, 0x5c, 0x21,
                                        0x57, 0x67, 0xb1, 0xd6, 0x93, 0x4e, 0x50, 0xc3, 0xdb, 0x36, 0xe8,
                                        0x9b, 0x12, 0x7b, 0x8a, 0x62, 0x2b, 0x12, 0x0f, 0x67, 0x21 };
#define ALL_USAGE                                                                                             \
    (PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH)
#define EC_PAIR PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define EC_PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)

static void try_import(const char *what, psa_key_type_t type, size_t bits, const unsigned char *data, size_t length)
{
    psa_key_id_t id = 99;
    int ret = import(type, bits, ALL_USAGE, PSA_ALG_NONE, data, length, &id);

    say("import %s: %d%s", what, ret, ret != 0 && id != 0 ? ", an id" : "");
    if (ret == 0) {
        show_key(what, id);
        say("destroy %d", (int) psa_destroy_key(id));
    }
}

static void ec(void)
{
    static const size_t curves[] = { 256, 384, 521 };
    unsigned char scalar[70], big[70];
    size_t i;

    start();
    for (i = 0; i < sizeof(curves) / sizeof(curves[0]); i++) {
        size_t length = (curves[i] + 7) / 8;

        memset(scalar, 0, sizeof(scalar));
        memcpy(scalar + length - 32, p256, 32);
        try_import("a scalar", EC_PAIR, curves[i], scalar, length);
        try_import("without bits", EC_PAIR, 0, scalar, length);
        try_import("too short", EC_PAIR, curves[i], scalar, length - 1);
        try_import("too long", EC_PAIR, curves[i], scalar, length + 1);
        memset(big, 0xff, sizeof(big));
        try_import("not below the order", EC_PAIR, curves[i], big, length);
        memset(big, 0, sizeof(big));
        try_import("zero", EC_PAIR, curves[i], big, length);
        try_import("one byte", EC_PAIR, 0, scalar, 1);
    }
    try_import("nothing", EC_PAIR, 256, scalar, 0);
    try_import("the wrong bits", EC_PAIR, 384, p256, 32);
    try_import("odd bits", EC_PAIR, 255, p256, 32);
    try_import("a strange curve", PSA_KEY_TYPE_ECC_KEY_PAIR(0x77), 256, p256, 32);
    try_import("a binary curve", PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECT_R1), 233, p256, 30);
}

static void ec_public(void)
{
    psa_key_id_t id;
    unsigned char point[140];
    size_t length = 0;

    start();
    say("pair %d", (int) import(EC_PAIR, 256, PSA_KEY_USAGE_EXPORT, 0, p256, 32, &id));
    say("point %d", (int) psa_export_public_key(id, point, sizeof(point), &length));
    try_import("a point", EC_PUBLIC, 256, point, 65);
    try_import("a point without bits", EC_PUBLIC, 0, point, 65);
    try_import("a point with other bits", EC_PUBLIC, 384, point, 65);
    try_import("a short point", EC_PUBLIC, 256, point, 64);
    try_import("a short point without bits", EC_PUBLIC, 0, point, 64);
    try_import("a long point", EC_PUBLIC, 256, point, 66);
    try_import("no point", EC_PUBLIC, 256, point, 0);
    try_import("a point as a pair", EC_PAIR, 256, point, 65);
    point[64] ^= 1;
    try_import("off the curve", EC_PUBLIC, 256, point, 65);
    point[64] ^= 1;
    point[0] = 2;
    try_import("a compressed point", EC_PUBLIC, 256, point, 33);
    point[0] = 7;
    try_import("a hybrid point", EC_PUBLIC, 256, point, 65);
    point[0] = 0;
    try_import("infinity", EC_PUBLIC, 256, point, 1);
    say("destroy %d", (int) psa_destroy_key(id));
}

/* The DER within a PEM file of the test certificates. */
static size_t from_pem(const char *file, unsigned char *der)
{
    size_t length, out = 0;
    unsigned char *text = read_file(cert_path(file), &length);
    const char *at = strchr((const char *) text, '\n') + 1;
    unsigned bits = 0, have = 0;

    for (; *at != '-'; at++) {
        static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const char *digit = *at == '\n' ? NULL : strchr(digits, *at);

        if (digit == NULL)
            continue;
        bits = bits << 6 | (unsigned) (digit - digits);
        have += 6;
        if (have >= 8) {
            have -= 8;
            der[out++] = (unsigned char) (bits >> have);
        }
    }
    free(text);
    return out;
}

static void rsa(void)
{
    unsigned char der[2500];
    unsigned char public_key[1200];
    size_t length, public_length = 0;
    psa_key_id_t id;

    start();
    length = from_pem("rsa1024.key", der);
    try_import("PKCS #8", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, der, length);
    /* Within PKCS #8 the RSAPrivateKey begins after 26 bytes. */
    try_import("RSA 1024", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, der[4] == 2 && der[7] == 0x30 ? der + 26 : der,
               der[4] == 2 && der[7] == 0x30 ? length - 26 : length);
    length = from_pem("server-rsa.key", der);
    if (der[7] == 0x30) {
        memmove(der, der + 26, length - 26);
        length -= 26;
    }
    try_import("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, der, length);
    try_import("RSA with bits", PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, der, length);
    try_import("RSA with other bits", PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, der, length);
    try_import("RSA cut off", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, der, length - 1);
    der[length] = 0;
    try_import("RSA with a byte behind", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, der, length + 1);
    try_import("nothing", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, der, 0);
    say("pair %d", (int) import(PSA_KEY_TYPE_RSA_KEY_PAIR, 0, 0, 0, der, length, &id));
    say("public %d", (int) psa_export_public_key(id, public_key, sizeof(public_key), &public_length));
    try_import("RSA public", PSA_KEY_TYPE_RSA_PUBLIC_KEY, 0, public_key, public_length);
    try_import("RSA public with bits", PSA_KEY_TYPE_RSA_PUBLIC_KEY, 2048, public_key, public_length);
    try_import("RSA public with other bits", PSA_KEY_TYPE_RSA_PUBLIC_KEY, 2047, public_key, public_length);
    try_import("RSA public cut off", PSA_KEY_TYPE_RSA_PUBLIC_KEY, 0, public_key, public_length - 1);
    try_import("RSA public as a pair", PSA_KEY_TYPE_RSA_KEY_PAIR, 0, public_key, public_length);
    try_import("a pair as RSA public", PSA_KEY_TYPE_RSA_PUBLIC_KEY, 0, der, length);
    say("destroy %d", (int) psa_destroy_key(id));
}

/* Numbers that do not belong together. */
static void rsa_wrong(void)
{
    unsigned char der[2500], exported[2500], signature[512];
    size_t length, size = 0;
    psa_key_id_t id = 99;

    start();
    length = from_pem("server-rsa.key", der);
    der[60] ^= 1;
    say("import %d", (int) import(PSA_KEY_TYPE_RSA_KEY_PAIR, 0, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_EXPORT,
                                  PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256), der, length, &id));
    say("sign %d", (int) psa_sign_hash(id, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256), der, 32, signature,
                                       sizeof(signature), &size));
    say("export %d", (int) psa_export_key(id, exported, sizeof(exported), &size));
    say("the same %d", size == length && memcmp(exported, der, length) == 0);
    say("destroy %d", (int) psa_destroy_key(id));
    der[60] ^= 1;
    say("import %d", (int) import(PSA_KEY_TYPE_RSA_KEY_PAIR, 0, 0, 0, der, length, &id));
    say("destroy %d", (int) psa_destroy_key(id));
}

/* Curves of the original that this library does not have. */
static void other_curves(void)
{
    unsigned char scalar[64];

    start();
    memset(scalar, 0x40, sizeof(scalar));
    try_import("secp256k1", PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_K1), 256, scalar, 32);
    try_import("X25519", PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_MONTGOMERY), 255, scalar, 32);
    try_import("Brainpool", PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_BRAINPOOL_P_R1), 512, scalar, 64);
    try_import("secp192r1", PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 192, scalar, 24);
}

/* Keys on storage: the original writes files into the working directory. */
static void persistent(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 99;

    start();
    psa_set_key_id(&a, 0x12345);
    psa_set_key_type(&a, PSA_KEY_TYPE_RAW_DATA);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_EXPORT);
    say("import %d", (int) psa_import_key(&a, p256, 32, &id));
    say("id %x", (unsigned) id);
    say("destroy %d", (int) psa_destroy_key(0x12345));
    psa_set_key_bits(&a, 128);
    say("generate %d", (int) psa_generate_key(&a, &id));
    say("destroy %d", (int) psa_destroy_key(0x12345));
    psa_set_key_id(&a, 0x7fff0001);
    say("an id of the vendor %d", (int) psa_import_key(&a, p256, 16, &id));
    psa_set_key_id(&a, 0);
    say("without an id %d", (int) psa_import_key(&a, p256, 16, &id));
}

static void symmetric(void)
{
    static const psa_key_type_t types[] = { PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_HMAC, PSA_KEY_TYPE_DERIVE,
                                            PSA_KEY_TYPE_PASSWORD, PSA_KEY_TYPE_PASSWORD_HASH, PSA_KEY_TYPE_PEPPER,
                                            PSA_KEY_TYPE_AES, PSA_KEY_TYPE_CHACHA20, PSA_KEY_TYPE_NONE,
                                            0x1002, 0x8001 };
    static const size_t lengths[] = { 0, 1, 15, 16, 17, 24, 32, 33, 64 };
    unsigned char data[64], out[64];
    size_t i, j, length;
    psa_key_id_t id;

    start();
    for (i = 0; i < sizeof(data); i++)
        data[i] = (unsigned char) (i + 1);
    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        for (j = 0; j < sizeof(lengths) / sizeof(lengths[0]); j++) {
            say("%04x of %u", (unsigned) types[i], (unsigned) lengths[j]);
            try_import("key", types[i], 0, data, lengths[j]);
        }
        try_import("with bits", types[i], 128, data, 16);
        try_import("with other bits", types[i], 120, data, 16);
    }
    say("import %d", (int) import(PSA_KEY_TYPE_RAW_DATA, 0, PSA_KEY_USAGE_EXPORT, 0, data, 16, &id));
    for (i = 0; i < 20; i++) {
        length = 77;
        say("export into %u: %d", (unsigned) i, (int) psa_export_key(id, out, i, &length));
        say("  %u", (unsigned) length);
    }
    say("destroy %d", (int) psa_destroy_key(id));
    say("import %d", (int) import(PSA_KEY_TYPE_RAW_DATA, 0, 0, 0, data, 16, &id));
    show_key("without export", id);
    say("destroy %d", (int) psa_destroy_key(id));
}

static void handles(void)
{
    static const psa_key_id_t ids[] = { 0, 1, 5, 0x3fffffff, 0x40000000, 0x40000001, 0x5fffffff, 0x7fff0000,
                                        0x7fffefff, 0x7fffff00, 0x7fffffff, 0x80000000, 0xffffffff };
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char out[100];
    size_t i, length;
    psa_key_id_t id;

    start();
    for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        say("id %08x", (unsigned) ids[i]);
        say("  attributes %d", (int) psa_get_key_attributes(ids[i], &a));
        length = 77;
        say("  export %d", (int) psa_export_key(ids[i], out, sizeof(out), &length));
        say("  length %u", (unsigned) length);
        length = 77;
        say("  public %d", (int) psa_export_public_key(ids[i], out, sizeof(out), &length));
        say("  length %u", (unsigned) length);
        say("  destroy %d", (int) psa_destroy_key(ids[i]));
        say("  purge %d", (int) psa_purge_key(ids[i]));
    }
    say("import %d", (int) import(PSA_KEY_TYPE_RAW_DATA, 0, PSA_KEY_USAGE_EXPORT, 0, p256, 16, &id));
    say("in the volatile range %d", id >= PSA_KEY_ID_VENDOR_MIN && id <= PSA_KEY_ID_VENDOR_MAX);
    say("purge %d", (int) psa_purge_key(id));
    say("attributes %d", (int) psa_get_key_attributes(id, &a));
    say("volatile id in the attributes %d", psa_get_key_id(&a) == id);
    psa_reset_key_attributes(&a);
    say("destroy %d", (int) psa_destroy_key(id));
    say("destroy again %d", (int) psa_destroy_key(id));
    say("attributes %d", (int) psa_get_key_attributes(id, &a));
    show("left over", &a);
    length = 77;
    say("export %d", (int) psa_export_key(id, out, sizeof(out), &length));
    say("import %d", (int) import(PSA_KEY_TYPE_RAW_DATA, 0, PSA_KEY_USAGE_EXPORT, 0, p256, 16, &id));
    mbedtls_psa_crypto_free();
    say("after free: attributes %d", (int) psa_get_key_attributes(id, &a));
    say("after free: destroy %d", (int) psa_destroy_key(id));
    say("init %d", (int) psa_crypto_init());
    say("after init: attributes %d", (int) psa_get_key_attributes(id, &a));
}

static void uninitialised(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char out[100];
    size_t length = 77;
    psa_key_id_t id = 99;

    say("import %d", (int) import(PSA_KEY_TYPE_RAW_DATA, 0, 0, 0, p256, 32, &id));
    say("id %x", (unsigned) id);
    psa_set_key_type(&a, EC_PAIR);
    psa_set_key_bits(&a, 256);
    id = 99;
    say("generate %d", (int) psa_generate_key(&a, &id));
    say("id %x", (unsigned) id);
    say("attributes %d", (int) psa_get_key_attributes(1, &a));
    say("attributes of none %d", (int) psa_get_key_attributes(0, &a));
    say("export %d", (int) psa_export_key(1, out, sizeof(out), &length));
    say("destroy %d", (int) psa_destroy_key(1));
    say("destroy none %d", (int) psa_destroy_key(0));
    say("destroy volatile %d", (int) psa_destroy_key(0x40000000));
}

static void policies(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    static const psa_key_usage_t usages[] = { 0, PSA_KEY_USAGE_EXPORT, 0xffff, 0x10000, 0x80000000, 4, 0x80, 0xff00 };
    static const psa_algorithm_t algs[] = { 0, PSA_ALG_ECDSA(PSA_ALG_SHA_256), PSA_ALG_ECDSA_ANY,
                                            PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), PSA_ALG_GCM, 0xffffffff, 0x12345678,
                                            PSA_ALG_RSA_PSS(PSA_ALG_SHA_256) };
    static const psa_key_lifetime_t lifetimes[] = { 0x80000000, 0x80000001, 0x00000100, 0x000000ff, 0x00000080 };
    psa_key_id_t id;
    size_t i;

    start();
    for (i = 0; i < sizeof(usages) / sizeof(usages[0]); i++) {
        int ret = import(EC_PAIR, 256, usages[i], 0, p256, 32, &id);

        say("usage %x: %d", (unsigned) usages[i], ret);
        if (ret == 0) {
            say("  attributes %d", (int) psa_get_key_attributes(id, &a));
            show("  ", &a);
            say("  destroy %d", (int) psa_destroy_key(id));
        }
    }
    for (i = 0; i < sizeof(algs) / sizeof(algs[0]); i++) {
        int ret = import(EC_PAIR, 256, PSA_KEY_USAGE_SIGN_HASH, algs[i], p256, 32, &id);

        say("alg %x: %d", (unsigned) algs[i], ret);
        if (ret == 0) {
            say("  attributes %d", (int) psa_get_key_attributes(id, &a));
            show("  ", &a);
            say("  destroy %d", (int) psa_destroy_key(id));
        }
    }
    for (i = 0; i < sizeof(lifetimes) / sizeof(lifetimes[0]); i++) {
        psa_reset_key_attributes(&a);
        psa_set_key_type(&a, EC_PAIR);
        psa_set_key_lifetime(&a, lifetimes[i]);
        if (!PSA_KEY_LIFETIME_IS_VOLATILE(lifetimes[i]))
            psa_set_key_id(&a, 0);
        id = 99;
        say("lifetime %x: %d", (unsigned) lifetimes[i], (int) psa_import_key(&a, p256, 32, &id));
        say("  id %x", (unsigned) id);
        say("  generate %d", (int) psa_generate_key(&a, &id));
    }
    psa_reset_key_attributes(&a);
    psa_set_key_type(&a, EC_PAIR);
    psa_set_key_bits(&a, PSA_MAX_KEY_BITS + 1);
    say("too many bits: %d", (int) psa_import_key(&a, p256, 32, &id));
    say("too many bits to make: %d", (int) psa_generate_key(&a, &id));
    psa_set_key_bits(&a, 256);
    psa_set_key_usage_flags(&a, 0x40000000);
    say("strange usage to make: %d", (int) psa_generate_key(&a, &id));
}

static void generate(const char *what, psa_key_type_t type, size_t bits)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char out[3000];
    psa_key_id_t id = 99;
    size_t length = 77;
    int ret;

    psa_set_key_type(&a, type);
    psa_set_key_bits(&a, bits);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_EXPORT);
    ret = psa_generate_key(&a, &id);
    say("%s %04x of %u: %d%s", what, (unsigned) type, (unsigned) bits, ret, ret != 0 && id != 0 ? ", an id" : "");
    if (ret != 0)
        return;
    say("  attributes %d", (int) psa_get_key_attributes(id, &a));
    show("  ", &a);
    ret = psa_export_key(id, out, sizeof(out), &length);
    say("  export %d", ret);
    if (type != PSA_KEY_TYPE_RSA_KEY_PAIR)
        say("  length %u", (unsigned) length);
    ret = psa_export_public_key(id, out, sizeof(out), &length);
    say("  public %d, %u, first %02x", ret, ret == 0 ? (unsigned) length : 0, ret == 0 ? out[0] : 0);
    say("  destroy %d", (int) psa_destroy_key(id));
}

static void generating(void)
{
    static const size_t bits[] = { 0, 1, 7, 8, 128, 129, 192, 255, 256, 384, 521 };
    size_t i;

    start();
    for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
        generate("raw", PSA_KEY_TYPE_RAW_DATA, bits[i]);
        generate("HMAC", PSA_KEY_TYPE_HMAC, bits[i]);
        generate("AES", PSA_KEY_TYPE_AES, bits[i]);
        generate("derive", PSA_KEY_TYPE_DERIVE, bits[i]);
        generate("password", PSA_KEY_TYPE_PASSWORD, bits[i]);
        generate("public", EC_PUBLIC, bits[i]);
        generate("none", PSA_KEY_TYPE_NONE, bits[i]);
    }
    generate("EC", EC_PAIR, 256);
    generate("EC", EC_PAIR, 384);
    generate("EC", EC_PAIR, 521);
    generate("EC", EC_PAIR, 0);
    generate("EC", EC_PAIR, 255);
    generate("EC", EC_PAIR, 520);
    generate("EC", PSA_KEY_TYPE_ECC_KEY_PAIR(0x77), 256);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 0);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 512);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 1023);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 1024);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 1025);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 4104);
    generate("RSA", PSA_KEY_TYPE_RSA_KEY_PAIR, 8192);
    generate("RSA public", PSA_KEY_TYPE_RSA_PUBLIC_KEY, 1024);
}

static void export_buffers(void)
{
    unsigned char out[140];
    size_t i, length;
    psa_key_id_t id;

    start();
    say("import %d", (int) import(EC_PAIR, 256, PSA_KEY_USAGE_EXPORT, 0, p256, 32, &id));
    for (i = 0; i < 70; i++) {
        length = 77;
        say("into %u: %d", (unsigned) i, (int) psa_export_key(id, out, i, &length));
        say("  %u", (unsigned) length);
        say("  public %d", (int) psa_export_public_key(id, out, i, &length));
    }
    say("destroy %d", (int) psa_destroy_key(id));
}

static void copies(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id, copy = 99;

    start();
    say("import %d", (int) import(EC_PAIR, 256, ALL_USAGE, PSA_ALG_ECDSA(PSA_ALG_SHA_256), p256, 32, &id));
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_DERIVE);
    say("another algorithm %d", (int) psa_copy_key(id, &a, &copy));
    psa_set_key_algorithm(&a, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
    say("copy %d", (int) psa_copy_key(id, &a, &copy));
    say("another %d", copy != id && copy != 0);
    show_key("copy", copy);
    say("copy of the copy %d", (int) psa_copy_key(copy, &a, &copy));
    say("destroy %d", (int) psa_destroy_key(id));
    show_key("the copy is left", copy);
    psa_set_key_type(&a, PSA_KEY_TYPE_RAW_DATA);
    say("of nothing %d", (int) psa_copy_key(id, &a, &copy));
}

static void many(void)
{
    static psa_key_id_t ids[300];
    size_t i;
    int ret = 0;

    start();
    for (i = 0; i < 300 && ret == 0; i++)
        ret = import(PSA_KEY_TYPE_RAW_DATA, 0, 0, 0, p256, 32, &ids[i]);
    say("%u keys, then %d", (unsigned) i, ret);
    for (i = 0; i < 300; i++)
        ret |= psa_destroy_key(ids[i]);
    say("destroy %d", ret);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "attributes", attributes },
        { "ec", ec },
        { "ec-public", ec_public },
        { "rsa", rsa },
        { "rsa-wrong", rsa_wrong },
        { "other-curves", other_curves },
        { "persistent", persistent },
        { "symmetric", symmetric },
        { "handles", handles },
        { "uninitialised", uninitialised },
        { "policies", policies },
        { "generate", generating },
        { "export-buffers", export_buffers },
        { "copies", copies },
        { "many", many },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
