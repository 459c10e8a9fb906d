/* Public keys on every curve: points on it, beside it and out of bounds, in every form. */
#include "support/check.h"

#include <mbedtls/pk.h>

#include <stdio.h>
#include <string.h>

#define MAX_FIELD 66
#define MUTATIONS 200

static const struct curve {
    const char *name, *oid;
    size_t oid_len, field;
    const char *generator, *prime;
} curves[] = {
    { "secp192r1", "\x2a\x86\x48\xce\x3d\x03\x01\x01", 8, 24,
      "188da80eb03090f67cbf20eb43a18800f4ff0afd82ff101207192b95ffc8da78631011ed6b24cdd573f977a11e794811",
      "fffffffffffffffffffffffffffffffeffffffffffffffff" },
    { "secp224r1", "\x2b\x81\x04\x00\x21", 5, 28,
      "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21bd376388b5f723fb4c22dfe6cd4375a05a074764"
      "44d5819985007e34",
      "ffffffffffffffffffffffffffffffff000000000000000000000001" },
    { "secp256r1", "\x2a\x86\x48\xce\x3d\x03\x01\x07", 8, 32,
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e16"
      "2bce33576b315ececbb6406837bf51f5",
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff" },
    { "secp384r1", "\x2b\x81\x04\x00\x22", 5, 48,
      "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"
      "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff" },
    { "secp521r1", "\x2b\x81\x04\x00\x23", 5, 66,
      "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ff"
      "a8de3348b3c1856a429bf97e7e31c2e5bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17"
      "273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      "ffffffffffffffffffffffffffffffffffff" },
    { "brainpoolP256r1", "\x2b\x24\x03\x03\x02\x08\x01\x01\x07", 9, 32,
      "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262547ef835c3dac4fd97f8461a14611dc9"
      "c27745132ded8e545c1d54c72f046997",
      "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377" },
    { "brainpoolP384r1", "\x2b\x24\x03\x03\x02\x08\x01\x01\x0b", 9, 48,
      "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e"
      "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315",
      "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53" },
    { "brainpoolP512r1", "\x2b\x24\x03\x03\x02\x08\x01\x01\x0d", 9, 64,
      "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f"
      "7c6d5047406a5e688b352209bcb9f8227dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111"
      "b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892",
      "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e6"
      "2881ff2f2d82c68528aa6056583a48f3" },
    { "secp192k1", "\x2b\x81\x04\x00\x1f", 5, 24,
      "db4ff10ec057e9ae26b07d0280b7f4341da5d1b1eae06c7d9b2f2f6d9c5628a7844163d015be86344082aa88d95e2f9d",
      "fffffffffffffffffffffffffffffffffffffffeffffee37" },
    { "secp224k1", "\x2b\x81\x04\x00\x20", 5, 28,
      "a1455b334df099df30fc28a169a467e9e47075a90f7e650eb6b7a45c7e089fed7fba344282cafbd6f7e319f7c0b0bd59"
      "e2ca4bdb556d61a5",
      "fffffffffffffffffffffffffffffffffffffffffffffffeffffe56d" },
    { "secp256k1", "\x2b\x81\x04\x00\x0a", 5, 32,
      "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8"
      "fd17b448a68554199c47d08ffb10d4b8",
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f" },
};

#define CURVES (sizeof(curves) / sizeof(curves[0]))

/* The same numbers on every run. */
static unsigned next_random(void)
{
    static unsigned long long state = 1;

    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned) (state >> 33);
}

static void unhex(const char *hex, unsigned char *out)
{
    for (; *hex != 0; hex += 2) {
        unsigned byte;

        sscanf(hex, "%2x", &byte);
        *out++ = (unsigned char) byte;
    }
}

/* A SubjectPublicKeyInfo around a point. */
static int parse(const struct curve *c, const unsigned char *point, size_t len)
{
    static const unsigned char ec_public_key[] = { 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1 };
    unsigned char der[300], *p = der;
    size_t algorithm = sizeof(ec_public_key) + 2 + c->oid_len;
    mbedtls_pk_context key;
    int code;

    *p++ = 0x30;
    *p++ = 0x82;
    *p++ = (unsigned char) ((algorithm + 2 + 5 + len) >> 8);
    *p++ = (unsigned char) (algorithm + 2 + 5 + len);
    *p++ = 0x30;
    *p++ = (unsigned char) algorithm;
    memcpy(p, ec_public_key, sizeof(ec_public_key));
    p += sizeof(ec_public_key);
    *p++ = 6;
    *p++ = (unsigned char) c->oid_len;
    memcpy(p, c->oid, c->oid_len);
    p += c->oid_len;
    *p++ = 3;
    *p++ = 0x82;
    *p++ = (unsigned char) ((len + 1) >> 8);
    *p++ = (unsigned char) (len + 1);
    *p++ = 0;
    memcpy(p, point, len);
    p += len;
    mbedtls_pk_init(&key);
    code = mbedtls_pk_parse_public_key(&key, der, (size_t) (p - der));
    if (code == 0 && mbedtls_pk_get_type(&key) != MBEDTLS_PK_ECKEY)
        fatal("not a key on a curve");
    mbedtls_pk_free(&key);
    return code;
}

static void try(const struct curve *c, const char *what, const unsigned char *point, size_t len)
{
    say("  %s: -0x%04X", what, (unsigned) -parse(c, point, len));
}

/* The sum of two numbers of one length; what does not fit is lost. */
static void add(const unsigned char *a, const unsigned char *b, unsigned char *sum, size_t len)
{
    unsigned carry = 0;

    while (len-- > 0) {
        carry += a[len] + b[len];
        sum[len] = (unsigned char) carry;
        carry >>= 8;
    }
}

static void forms(void)
{
    size_t i;

    for (i = 0; i < CURVES; i++) {
        const struct curve *c = &curves[i];
        unsigned char point[1 + 2 * MAX_FIELD + 1] = { 4 }, prime[MAX_FIELD], other[sizeof(point)];
        size_t len = 1 + 2 * c->field;
        unsigned form;

        say("%s", c->name);
        unhex(c->generator, point + 1);
        unhex(c->prime, prime);
        try(c, "the generator", point, len);
        try(c, "a byte more", point, len + 1);
        try(c, "a byte less", point, len - 1);
        try(c, "half", point, 1 + c->field);
        try(c, "nothing", point, 0);
        try(c, "infinity", (const unsigned char *) "\0", 1);
        try(c, "long infinity", (const unsigned char *) "\0\0", 2);
        for (form = 0; form < 9; form++) {
            memcpy(other, point, len);
            other[0] = (unsigned char) form;
            say("  form %u: -0x%04X, -0x%04X", form, (unsigned) -parse(c, other, len),
                (unsigned) -parse(c, other, 1 + c->field));
        }
        memset(other, 0, sizeof(other));
        other[0] = 4;
        try(c, "zeros", other, len);
        other[0] = 2;
        try(c, "x = 0", other, 1 + c->field);
        memset(other + 1, 0xff, sizeof(other) - 1);
        try(c, "x of ones", other, 1 + c->field);
        other[0] = 4;
        try(c, "ones", other, len);
        memcpy(other + 1, prime, c->field);
        other[0] = 3;
        try(c, "x = p", other, 1 + c->field);
        memcpy(other, point, len);
        add(point + 1, prime, other + 1, c->field);
        try(c, "x + p", other, len);
        memcpy(other, point, len);
        add(point + 1 + c->field, prime, other + 1 + c->field, c->field);
        try(c, "y + p", other, len);
    }
}

/* Codes of keys that differ from the generator by a byte or by all of x. */
static void mutations(void)
{
    size_t i;
    unsigned round;

    for (i = 0; i < CURVES; i++) {
        const struct curve *c = &curves[i];
        unsigned char point[1 + 2 * MAX_FIELD] = { 4 }, other[sizeof(point)];
        size_t len = 1 + 2 * c->field, j;

        unhex(c->generator, point + 1);
        for (round = 0; round < MUTATIONS; round++) {
            memcpy(other, point, len);
            other[1 + next_random() % (len - 1)] ^= (unsigned char) (1 + next_random() % 255);
            say("%s %u: -0x%04X", c->name, round, (unsigned) -parse(c, other, len));
            other[0] = (unsigned char) (2 + next_random() % 2);
            for (j = 1; j <= c->field; j++)
                other[j] = (unsigned char) next_random();
            if (c->field == 66)
                other[1] &= 1;
            say("%s %u, x alone: -0x%04X", c->name, round, (unsigned) -parse(c, other, 1 + c->field));
        }
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = { { "forms", forms }, { "mutations", mutations }, { NULL, NULL } };

    return checks_main(argc, argv, checks);
}
