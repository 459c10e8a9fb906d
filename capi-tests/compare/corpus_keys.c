/* The keys of tests/corpus: which parse, what they are, and that they sign. */
#include "support/check.h"
#include "support/corpus.h"

#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>

#include <string.h>

static void say_what(const mbedtls_pk_context *pk)
{
    say("  %s, type %d, %u bits, %u bytes", mbedtls_pk_get_name(pk), (int) mbedtls_pk_get_type(pk),
        (unsigned) mbedtls_pk_get_bitlen(pk), (unsigned) mbedtls_pk_get_len(pk));
}

/* What is written of a key, and whether its halves belong together. */
static void say_written(mbedtls_pk_context *pk)
{
    static unsigned char out[4096];
    int length = mbedtls_pk_write_key_der(pk, out, sizeof out);

    say("  written -> %d", length);
    if (length > 0)
        say("  %016llx", (unsigned long long) sum_bytes(SUM, out + sizeof out - length, (size_t) length));
    length = mbedtls_pk_write_pubkey_der(pk, out, sizeof out);
    say("  public written -> %d", length);
    if (length > 0)
        say("  %016llx", (unsigned long long) sum_bytes(SUM, out + sizeof out - length, (size_t) length));
    say_code("  pair", mbedtls_pk_check_pair(pk, pk, pick_bytes, NULL));
    if (mbedtls_pk_get_type(pk) == MBEDTLS_PK_RSA) {
        say_code("  private", mbedtls_rsa_check_privkey(mbedtls_pk_rsa(*pk)));
        say_code("  public", mbedtls_rsa_check_pubkey(mbedtls_pk_rsa(*pk)));
    }
}

/* A signature is not the same each time; that it verifies is. */
static void say_signature(mbedtls_pk_context *pk)
{
    unsigned char hash[32], signature[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
    size_t len = 0;
    int code;

    memset(hash, 0x5A, sizeof hash);
    code = say_code("  sign", mbedtls_pk_sign(pk, MBEDTLS_MD_SHA256, hash, sizeof hash, signature, sizeof signature, &len,
                                              pick_bytes, NULL));
    if (code != 0)
        return;
    if (mbedtls_pk_get_type(pk) == MBEDTLS_PK_RSA)
        say("  signature %016llx", (unsigned long long) sum_bytes(SUM, signature, len));
    say_code("  verify", mbedtls_pk_verify(pk, MBEDTLS_MD_SHA256, hash, sizeof hash, signature, len));
    hash[0] ^= 1;
    say_code("  verify another", mbedtls_pk_verify(pk, MBEDTLS_MD_SHA256, hash, sizeof hash, signature, len));
}

static void visit_private(const struct object *object)
{
    mbedtls_pk_context pk;
    const char *password = object->password;

    mbedtls_pk_init(&pk);
    if (say_code(object->name, mbedtls_pk_parse_key(&pk, object->bytes, object->len, (const unsigned char *) password,
                                                    password == NULL ? 0 : strlen(password), pick_bytes, NULL)) == 0) {
        say_what(&pk);
        say_written(&pk);
        say_signature(&pk);
    }
    mbedtls_pk_free(&pk);
}

static void visit_public(const struct object *object)
{
    mbedtls_pk_context pk;

    mbedtls_pk_init(&pk);
    if (say_code(object->name, mbedtls_pk_parse_public_key(&pk, object->bytes, object->len)) == 0)
        say_what(&pk);
    mbedtls_pk_free(&pk);
}

#define FAMILY(function, name, visit)  \
    static void function(void)         \
    {                                  \
        each_object(name, visit);      \
    }

FAMILY(sound_rsa, "private/sound-rsa", visit_private)
FAMILY(sound_ec, "private/sound-ec", visit_private)
FAMILY(rsa_faults, "private/rsa-faults", visit_private)
FAMILY(ec_faults, "private/ec-faults", visit_private)
FAMILY(info_faults, "private/info-faults", visit_private)
FAMILY(texts, "private/texts", visit_private)
FAMILY(encrypted, "private/encrypted", visit_private)
FAMILY(infos, "public/infos", visit_public)

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "sound-rsa", sound_rsa },
        { "sound-ec", sound_ec },
        { "rsa-faults", rsa_faults },
        { "ec-faults", ec_faults },
        { "info-faults", info_faults },
        { "texts", texts },
        { "encrypted", encrypted },
        { "public", infos },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
