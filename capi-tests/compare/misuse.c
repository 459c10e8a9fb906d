/* Buffers that are too small, lengths that do not fit, calls on contexts without a key, and arguments that overlap: what
   functions of pk.h, rsa.h, cipher.h, gcm.h, ccm.h, md.h and ecp.h return then. */
#include "support/check.h"
#include "support/rng.h"

#include <mbedtls/ccm.h>
#include <mbedtls/cipher.h>
#include <mbedtls/ecp.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof(list[0]))
#define UNTOUCHED 777

static unsigned char buffer[4096], bytes[512], hash[64] = { 1, 2, 3 };

static void load(mbedtls_pk_context *key, const char *file)
{
    mbedtls_pk_init(key);
    say_code(file, mbedtls_pk_parse_keyfile(key, cert_path(file), NULL, rng, NULL));
}

static const char *const key_files[] = { "server-p256.key", "server-p384.key", "server-rsa.key", "rsa1024.key" };

/* Says a result once for all sizes that have it. */
static void say_change(const char *what, size_t size, int code, size_t length, int before[2])
{
    int now[2] = { code, (int) length };

    if (size != 0 && memcmp(now, before, sizeof now) == 0)
        return;
    memcpy(before, now, sizeof now);
    say("%s from %u on: length %u", what, (unsigned) size, (unsigned) length);
    say_code("  code", code);
}

static void sign_sizes(void)
{
    size_t i, size, length;
    int before[2];

    for (i = 0; i < COUNT(key_files); i++) {
        mbedtls_pk_context key;

        load(&key, key_files[i]);
        for (size = 0; size < 300; size++) {
            int code;

            /* Signatures by ECDSA have one length or another. */
            if (i < 2 && size > 60 && size < 120)
                continue;

            length = UNTOUCHED;
            code = mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, buffer, size, &length, rng, NULL);
            if (code == 0)
                length = 0;
            say_change("sign", size, code, length, before);
        }
        for (size = 0; size < 300; size += 5) {
            length = UNTOUCHED;
            say_change("sign by pss", size, mbedtls_pk_sign_ext(MBEDTLS_PK_RSASSA_PSS, &key, MBEDTLS_MD_SHA256, hash, 32,
                                                                buffer, size, &length, rng, NULL), length, before);
        }
        mbedtls_pk_free(&key);
    }
}

static const mbedtls_md_type_t digests[] = { MBEDTLS_MD_NONE, MBEDTLS_MD_MD5, MBEDTLS_MD_SHA1, MBEDTLS_MD_SHA256,
                                             MBEDTLS_MD_SHA384, MBEDTLS_MD_SHA512, (mbedtls_md_type_t) 99 };
static const size_t lengths[] = { 0, 1, 15, 16, 17, 19, 20, 21, 31, 32, 33, 47, 48, 49, 63, 64 };

/*
 * A signature whose mask another digest made unmasks to random bytes: one time in 256 they look like padding,
 * and then the hash is what is wrong. Both codes are one result here.
 */
static int without_chance(int code)
{
    return code == MBEDTLS_ERR_RSA_VERIFY_FAILED ? MBEDTLS_ERR_RSA_INVALID_PADDING : code;
}

static void hash_lengths(void)
{
    size_t i, j, k;

    for (i = 0; i < COUNT(key_files); i++) {
        mbedtls_pk_context key;

        load(&key, key_files[i]);
        for (j = 0; j < COUNT(digests); j++) {
            for (k = 0; k < COUNT(lengths); k++) {
                mbedtls_pk_rsassa_pss_options options = { MBEDTLS_MD_SHA256, MBEDTLS_RSA_SALT_LEN_ANY };
                size_t length = UNTOUCHED, size = 0;
                int code = mbedtls_pk_sign(&key, digests[j], hash, lengths[k], buffer, sizeof buffer, &length, rng, NULL);
                int verified;

                say("digest %d, %u bytes", (int) digests[j], (unsigned) lengths[k]);
                say_code("  sign", code);
                if (i >= 2)
                    say("  length %u", (unsigned) length);
                if (code != 0)
                    memset(buffer, 0x11, length = (mbedtls_pk_get_bitlen(&key) + 7) / 8);
                say_code("  verify", mbedtls_pk_verify(&key, digests[j], hash, lengths[k], buffer, length));
                say_code("  longer", mbedtls_pk_verify(&key, digests[j], hash, lengths[k], buffer, length + 1));
                say_code("  shorter", mbedtls_pk_verify(&key, digests[j], hash, lengths[k], buffer, length - 1));
                say_code("  empty", mbedtls_pk_verify(&key, digests[j], hash, lengths[k], buffer, 0));
                code = mbedtls_pk_sign_ext(MBEDTLS_PK_RSASSA_PSS, &key, digests[j], hash, lengths[k], buffer,
                                           sizeof buffer, &size, rng, NULL);
                say_code("  sign by pss", code);
                verified = mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, &options, &key, digests[j], hash, lengths[k],
                                                 buffer, length);
                say_code("  verify", digests[j] == MBEDTLS_MD_SHA256 ? verified : without_chance(verified));
                say_code("  without options", mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, NULL, &key, digests[j], hash,
                                                                    lengths[k], buffer, length));
                say_code("  with options", mbedtls_pk_verify_ext(mbedtls_pk_get_type(&key), &options, &key, digests[j],
                                                                 hash, lengths[k], buffer, length));
                say_code("  as another kind", mbedtls_pk_sign_ext(MBEDTLS_PK_ECDSA, &key, digests[j], hash, lengths[k],
                                                                  buffer, 3, &size, rng, NULL));
            }
        }
        mbedtls_pk_free(&key);
    }
}

static void written(const char *what, mbedtls_pk_context *key)
{
    static int (*const writers[])(const mbedtls_pk_context *, unsigned char *, size_t) = {
        mbedtls_pk_write_key_der, mbedtls_pk_write_pubkey_der, mbedtls_pk_write_key_pem, mbedtls_pk_write_pubkey_pem
    };
    size_t i, size;
    int before[2];

    say("%s", what);
    for (i = 0; i < COUNT(writers); i++) {
        for (size = 0; size < 1800; size++)
            say_change("written", size, writers[i](key, buffer, size), i, before);
    }
    for (size = 0; size < 400; size++) {
        unsigned char *p = buffer + size;
        int code = mbedtls_pk_write_pubkey(&p, buffer, key);

        say_change("inner key", size, code, code < 0 ? 0 : (size_t) (buffer + size - p), before);
    }
}

static void write_sizes(void)
{
    size_t i;

    for (i = 0; i < COUNT(key_files); i++) {
        mbedtls_pk_context key;

        load(&key, key_files[i]);
        written(key_files[i], &key);
        mbedtls_pk_free(&key);
    }
}

/* Contexts that have a kind and no key. One without a kind goes only where Mbed TLS looks for it. */
static void without_keys(void)
{
    static const mbedtls_pk_type_t kinds[] = { MBEDTLS_PK_NONE, MBEDTLS_PK_RSA, MBEDTLS_PK_ECKEY, MBEDTLS_PK_ECKEY_DH,
                                               MBEDTLS_PK_ECDSA };
    size_t i, j;

    for (i = 0; i < COUNT(kinds); i++) {
        mbedtls_pk_context key, other;
        size_t length = UNTOUCHED;

        mbedtls_pk_init(&key);
        say("kind %d", (int) kinds[i]);
        say_code("setup", mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(kinds[i])));
        say_code("again", mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)));
        mbedtls_pk_free(&key);
        mbedtls_pk_init(&key);
        mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(kinds[i]));
        say("%s, type %d, %u bits, %u bytes", mbedtls_pk_get_name(&key), (int) mbedtls_pk_get_type(&key),
            (unsigned) mbedtls_pk_get_bitlen(&key), (unsigned) mbedtls_pk_get_len(&key));
        for (j = 0; j < 8; j++)
            say("can do %u: %d", (unsigned) j, mbedtls_pk_can_do(&key, (mbedtls_pk_type_t) j));
        say_code("sign", mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, buffer, sizeof buffer, &length, rng, NULL));
        say("length %u", (unsigned) length);
        say_code("sign small", mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, 32, buffer, 1, &length, rng, NULL));
        say_code("verify", mbedtls_pk_verify(&key, MBEDTLS_MD_SHA256, hash, 32, bytes, 64));
        for (j = 1; j < COUNT(kinds) && i != 0; j++) {
            mbedtls_pk_init(&other);
            mbedtls_pk_setup(&other, mbedtls_pk_info_from_type(kinds[j]));
            say_code("pair", mbedtls_pk_check_pair(&key, &other, rng, NULL));
            mbedtls_pk_free(&other);
        }
        if (kinds[i] == MBEDTLS_PK_RSA)
            written("without a key", &key);
        mbedtls_pk_free(&key);
    }
}

static void rsa_lengths(void)
{
    static const mbedtls_md_type_t rsa_digests[] = { MBEDTLS_MD_NONE, MBEDTLS_MD_SHA1, MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA512,
                                                     (mbedtls_md_type_t) 99 };
    static const unsigned hash_sizes[] = { 0, 1, 19, 20, 21, 31, 32, 33, 63, 64 };
    static const int salts[] = { -3, -2, -1, 0, 20, 62, 63, 64, 190, 222, 223, 255, 256, 100000 };
    size_t i, j, k;
    int padding;

    for (k = 2; k < COUNT(key_files); k++) {
        mbedtls_pk_context key;
        mbedtls_rsa_context *rsa;

        load(&key, key_files[k]);
        rsa = mbedtls_pk_rsa(key);
        for (padding = MBEDTLS_RSA_PKCS_V15; padding <= MBEDTLS_RSA_PKCS_V21; padding++) {
            say_code("padding", mbedtls_rsa_set_padding(rsa, padding, MBEDTLS_MD_NONE));
            for (i = 0; i < COUNT(rsa_digests); i++) {
                for (j = 0; j < COUNT(hash_sizes); j++) {
                    say("digest %d, %u bytes", (int) rsa_digests[i], hash_sizes[j]);
                    say_code("  sign", mbedtls_rsa_pkcs1_sign(rsa, rng, NULL, rsa_digests[i], hash_sizes[j], hash, buffer));
                    say_code("  verify", mbedtls_rsa_pkcs1_verify(rsa, rsa_digests[i], hash_sizes[j], hash, buffer));
                    say_code("  as pkcs1", mbedtls_rsa_rsassa_pkcs1_v15_verify(rsa, rsa_digests[i], hash_sizes[j], hash,
                                                                               buffer));
                    say_code("  as pss", mbedtls_rsa_rsassa_pss_verify(rsa, rsa_digests[i], hash_sizes[j], hash, buffer));
                }
            }
        }
        memset(buffer, 0xFF, sizeof buffer);
        say_code("too large", mbedtls_rsa_pkcs1_verify(rsa, MBEDTLS_MD_SHA256, 32, hash, buffer));
        say_code("too large", mbedtls_rsa_rsassa_pkcs1_v15_verify(rsa, MBEDTLS_MD_SHA256, 32, hash, buffer));
        memset(buffer, 0, sizeof buffer);
        say_code("zero", mbedtls_rsa_pkcs1_verify(rsa, MBEDTLS_MD_SHA256, 32, hash, buffer));
        say_code("zero", mbedtls_rsa_rsassa_pkcs1_v15_verify(rsa, MBEDTLS_MD_SHA256, 32, hash, buffer));
        for (i = 0; i < COUNT(salts); i++) {
            say("salt %d", salts[i]);
            say_code("  sign", mbedtls_rsa_rsassa_pss_sign_ext(rsa, rng, NULL, MBEDTLS_MD_SHA256, 32, hash, salts[i],
                                                               buffer));
            say_code("  verify", mbedtls_rsa_rsassa_pss_verify_ext(rsa, MBEDTLS_MD_SHA256, 32, hash, MBEDTLS_MD_SHA256,
                                                                   salts[i], buffer));
            say_code("  any", mbedtls_rsa_rsassa_pss_verify_ext(rsa, MBEDTLS_MD_SHA256, 32, hash, MBEDTLS_MD_SHA256,
                                                                MBEDTLS_RSA_SALT_LEN_ANY, buffer));
        }
        mbedtls_pk_free(&key);
    }
}

static void rsa_without_keys(void)
{
    mbedtls_rsa_context rsa, copy;
    mbedtls_mpi number;

    mbedtls_rsa_init(&rsa);
    mbedtls_rsa_init(&copy);
    mbedtls_mpi_init(&number);
    say("%u bytes", (unsigned) mbedtls_rsa_get_len(&rsa));
    say_code("public", mbedtls_rsa_check_pubkey(&rsa));
    say_code("private", mbedtls_rsa_check_privkey(&rsa));
    say_code("complete", mbedtls_rsa_complete(&rsa));
    say_code("export", mbedtls_rsa_export(&rsa, &number, NULL, NULL, NULL, NULL));
    say_code("export", mbedtls_rsa_export(&rsa, NULL, NULL, NULL, &number, NULL));
    say_code("export_crt", mbedtls_rsa_export_crt(&rsa, &number, NULL, NULL));
    say_code("export_raw", mbedtls_rsa_export_raw(&rsa, buffer, 4, NULL, 0, NULL, 0, NULL, 0, NULL, 0));
    say_code("sign", mbedtls_rsa_pkcs1_sign(&rsa, rng, NULL, MBEDTLS_MD_SHA256, 32, hash, buffer));
    say_code("verify", mbedtls_rsa_pkcs1_verify(&rsa, MBEDTLS_MD_SHA256, 32, hash, buffer));
    say_code("copy", mbedtls_rsa_copy(&copy, &rsa));
    say_code("import", mbedtls_rsa_import_raw(&rsa, hash, 64, NULL, 0, NULL, 0, NULL, 0, NULL, 0));
    say("%u bytes", (unsigned) mbedtls_rsa_get_len(&rsa));
    say_code("complete", mbedtls_rsa_complete(&rsa));
    say_code("sign", mbedtls_rsa_pkcs1_sign(&rsa, rng, NULL, MBEDTLS_MD_SHA256, 32, hash, buffer));
    say_code("verify", mbedtls_rsa_pkcs1_verify(&rsa, MBEDTLS_MD_SHA256, 32, hash, buffer));
    mbedtls_mpi_free(&number);
    mbedtls_rsa_free(&copy);
    mbedtls_rsa_free(&rsa);
}

static const mbedtls_cipher_type_t ciphers[] = {
    MBEDTLS_CIPHER_AES_128_ECB, MBEDTLS_CIPHER_AES_128_CBC, MBEDTLS_CIPHER_AES_192_CBC, MBEDTLS_CIPHER_AES_256_CBC,
    MBEDTLS_CIPHER_AES_128_CFB128, MBEDTLS_CIPHER_AES_128_OFB, MBEDTLS_CIPHER_AES_128_CTR, MBEDTLS_CIPHER_AES_128_GCM,
    MBEDTLS_CIPHER_AES_128_CCM, MBEDTLS_CIPHER_CHACHA20_POLY1305,
};

/* A context is used with no more set than its key, and then with nothing more than a vector. */
static void cipher_defaults(void)
{
    static const size_t sizes[] = { 0, 1, 15, 16, 17, 32, 33 };
    size_t i, j, n;
    int operation;

    for (i = 0; i < COUNT(ciphers); i++) {
        const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(ciphers[i]);
        int bits = (int) mbedtls_cipher_info_get_key_bitlen(info);

        for (operation = MBEDTLS_DECRYPT; operation <= MBEDTLS_ENCRYPT; operation++) {
            mbedtls_cipher_context_t ctx;

            mbedtls_cipher_init(&ctx);
            say("%s %d", mbedtls_cipher_info_get_name(info), operation);
            say("block %u, mode %d, iv %d, type %d, %s, %d bits, operation %d", mbedtls_cipher_get_block_size(&ctx),
                (int) mbedtls_cipher_get_cipher_mode(&ctx), mbedtls_cipher_get_iv_size(&ctx),
                (int) mbedtls_cipher_get_type(&ctx), mbedtls_cipher_get_name(&ctx) == NULL ? "none" : "a name",
                mbedtls_cipher_get_key_bitlen(&ctx), (int) mbedtls_cipher_get_operation(&ctx));
            say_code("setup by nothing", mbedtls_cipher_setup(&ctx, NULL));
            say_code("setup", mbedtls_cipher_setup(&ctx, info));
            for (j = 0; j < 6; j++)
                say_code("padding", mbedtls_cipher_set_padding_mode(&ctx, (mbedtls_cipher_padding_t) j));
            mbedtls_cipher_free(&ctx);
            mbedtls_cipher_init(&ctx);
            say_code("setup", mbedtls_cipher_setup(&ctx, info));
            say_code("setkey", mbedtls_cipher_setkey(&ctx, bytes, bits, (mbedtls_operation_t) operation));
            for (j = 0; j < COUNT(sizes); j++) {
                memset(buffer, 0, sizeof buffer);
                n = UNTOUCHED;
                /* ChaCha20-Poly1305 makes nothing of a message without a vector, whatever it is. */
                if (ciphers[i] == MBEDTLS_CIPHER_CHACHA20_POLY1305)
                    continue;
                say("%u bytes", (unsigned) sizes[j]);
                say_code("set_iv", mbedtls_cipher_set_iv(&ctx, bytes, ciphers[i] == MBEDTLS_CIPHER_AES_128_CCM ? 13 : 16));
                say_code("reset", mbedtls_cipher_reset(&ctx));
                if (ciphers[i] == MBEDTLS_CIPHER_AES_128_GCM)
                    say_code("update_ad", mbedtls_cipher_update_ad(&ctx, bytes, 0));
                say_code("update", mbedtls_cipher_update(&ctx, bytes, sizes[j], buffer, &n));
                say("%u bytes", (unsigned) n);
                n = UNTOUCHED;
                say_code("finish", mbedtls_cipher_finish(&ctx, buffer + 64, &n));
                say("%u bytes", (unsigned) n);
                say_hex("out", buffer, 100);
                n = UNTOUCHED;
                say_code("finish again", mbedtls_cipher_finish(&ctx, buffer + 64, &n));
                say("%u bytes", (unsigned) n);
                n = UNTOUCHED;
                memset(buffer, 0, sizeof buffer);
                if (ciphers[i] != MBEDTLS_CIPHER_AES_128_CCM && ciphers[i] != MBEDTLS_CIPHER_AES_128_GCM) {
                    say_code("crypt", mbedtls_cipher_crypt(&ctx, bytes, 16, bytes, sizes[j], buffer, &n));
                    say("%u bytes", (unsigned) n);
                    say_hex("out", buffer, 64);
                }
            }
            mbedtls_cipher_free(&ctx);
        }
    }
}

/* What is to be authenticated, and the nonce, lie where the output goes. */
static void overlaps(void)
{
    size_t nonce_at, aad_at, i;

    for (nonce_at = 0; nonce_at < 80; nonce_at += 13) {
        for (aad_at = 0; aad_at < 80; aad_at += 9) {
            unsigned char area[160], tag[16];
            size_t n = 0;
            mbedtls_gcm_context gcm;
            mbedtls_ccm_context ccm;
            mbedtls_cipher_context_t cipher;

#define FILL for (i = 0; i < sizeof area; i++) area[i] = (unsigned char) (i * 7)
            say("nonce at %u, data at %u", (unsigned) nonce_at, (unsigned) aad_at);
            mbedtls_gcm_init(&gcm);
            say_code("setkey", mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, bytes, 128));
            FILL;
            say_code("gcm", mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, 48, area + nonce_at, 12, area + aad_at, 20,
                                                      bytes, area + 20, 16, tag));
            say_hex("area", area, sizeof area);
            say_hex("tag", tag, 16);
            FILL;
            say_code("gcm", mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_DECRYPT, 48, area + nonce_at, 12, area + aad_at, 20,
                                                      bytes, area + 20, 16, tag));
            say_hex("area", area, sizeof area);
            FILL;
            say_code("gcm", mbedtls_gcm_auth_decrypt(&gcm, 48, area + nonce_at, 12, area + aad_at, 20, tag, 16, bytes,
                                                     area + 20));
            say_hex("area", area, sizeof area);
            mbedtls_gcm_free(&gcm);
            mbedtls_ccm_init(&ccm);
            say_code("setkey", mbedtls_ccm_setkey(&ccm, MBEDTLS_CIPHER_ID_AES, bytes, 128));
            FILL;
            say_code("ccm", mbedtls_ccm_encrypt_and_tag(&ccm, 48, area + nonce_at, 12, area + aad_at, 20, bytes, area + 20,
                                                        tag, 16));
            say_hex("area", area, sizeof area);
            say_hex("tag", tag, 16);
            FILL;
            say_code("ccm", mbedtls_ccm_star_auth_decrypt(&ccm, 48, area + nonce_at, 12, area + aad_at, 20, bytes, area + 20,
                                                          tag, 16));
            say_hex("area", area, sizeof area);
            mbedtls_ccm_free(&ccm);
            for (n = 7; n < COUNT(ciphers); n++) {
                const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(ciphers[n]);
                size_t length = 0;

                mbedtls_cipher_init(&cipher);
                say_code("setup", mbedtls_cipher_setup(&cipher, info));
                say_code("setkey", mbedtls_cipher_setkey(&cipher, bytes, (int) mbedtls_cipher_info_get_key_bitlen(info),
                                                         MBEDTLS_ENCRYPT));
                FILL;
                say_code("cipher", mbedtls_cipher_auth_encrypt_ext(&cipher, area + nonce_at, 12, area + aad_at, 20, bytes, 48,
                                                                   area + 20, 64, &length, 16));
                say_hex("area", area, sizeof area);
                mbedtls_cipher_free(&cipher);
            }
        }
    }
}

static mbedtls_ccm_context *fresh_ccm(mbedtls_ccm_context *ccm)
{
    mbedtls_ccm_free(ccm);
    mbedtls_ccm_init(ccm);
    if (mbedtls_ccm_setkey(ccm, MBEDTLS_CIPHER_ID_AES, bytes, 128) != 0)
        fatal("a key");
    return ccm;
}

/* After an error a context of CCM is not used any more: Mbed TLS then returns errors for some good calls too. */
static void aead_codes(void)
{
    static const int bits[] = { -1, 0, 64, 127, 128, 129, 192, 256, 512 };
    static const size_t tags[] = { 0, 1, 2, 3, 4, 5, 8, 12, 15, 16, 17, 32 };
    static const size_t nonces[] = { 0, 1, 6, 7, 12, 13, 14, 16 };
    unsigned char tag[32] = { 0 };
    mbedtls_gcm_context gcm;
    mbedtls_ccm_context ccm;
    size_t i, j, n;
    int mode;

    mbedtls_gcm_init(&gcm);
    mbedtls_ccm_init(&ccm);
    for (i = 0; i < COUNT(bits); i++) {
        say_code("gcm", mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, bytes, (unsigned) bits[i]));
        say_code("ccm", mbedtls_ccm_setkey(&ccm, MBEDTLS_CIPHER_ID_AES, bytes, (unsigned) bits[i]));
    }
    say_code("gcm", mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_NONE, bytes, 128));
    say_code("ccm", mbedtls_ccm_setkey(&ccm, MBEDTLS_CIPHER_ID_NONE, bytes, 128));
    say_code("gcm", mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, bytes, 128));
    for (i = 0; i < COUNT(tags); i++) {
        for (j = 0; j < COUNT(nonces); j++) {
            say("tag %u, nonce %u", (unsigned) tags[i], (unsigned) nonces[j]);
            say_code("gcm", mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, 20, bytes, nonces[j], bytes, 5, bytes, buffer,
                                                      tags[i], tag));
            say_code("gcm", mbedtls_gcm_auth_decrypt(&gcm, 20, bytes, nonces[j], bytes, 5, tag, tags[i], buffer, buffer));
            say_code("ccm", mbedtls_ccm_encrypt_and_tag(fresh_ccm(&ccm), 20, bytes, nonces[j], bytes, 5, bytes, buffer, tag,
                                                        tags[i]));
            say_code("ccm", mbedtls_ccm_auth_decrypt(fresh_ccm(&ccm), 20, bytes, nonces[j], bytes, 5, buffer, buffer, tag,
                                                     tags[i]));
            say_code("ccm*", mbedtls_ccm_star_encrypt_and_tag(fresh_ccm(&ccm), 20, bytes, nonces[j], bytes, 5, bytes, buffer,
                                                              tag, tags[i]));
            say_code("ccm*", mbedtls_ccm_star_auth_decrypt(fresh_ccm(&ccm), 20, bytes, nonces[j], bytes, 5, buffer, buffer,
                                                           tag, tags[i]));
            say_code("gcm starts", mbedtls_gcm_starts(&gcm, MBEDTLS_GCM_ENCRYPT, bytes, nonces[j]));
        }
        for (mode = 0; mode < 4; mode++) {
            say_code("ccm starts", mbedtls_ccm_starts(fresh_ccm(&ccm), mode, bytes, 12));
            say_code("ccm lengths", mbedtls_ccm_set_lengths(&ccm, 5, 20, tags[i]));
        }
        say_code("gcm starts", mbedtls_gcm_starts(&gcm, MBEDTLS_GCM_ENCRYPT, bytes, 12));
        say_code("gcm update", mbedtls_gcm_update(&gcm, bytes, 20, buffer, 19, &n));
        say_code("gcm update", mbedtls_gcm_update(&gcm, bytes, 20, buffer, 20, &n));
        say_code("gcm finish", mbedtls_gcm_finish(&gcm, NULL, 0, &n, tag, tags[i]));
    }
    for (i = 0; i < 4; i++) {
        say_code("ccm starts", mbedtls_ccm_starts(fresh_ccm(&ccm), MBEDTLS_CCM_ENCRYPT, bytes, 12));
        say_code("ccm lengths", mbedtls_ccm_set_lengths(&ccm, 5, 20, 16));
        say_code("ccm update_ad", mbedtls_ccm_update_ad(&ccm, bytes, i == 0 ? 6 : 5));
        if (i == 0)
            continue;
        say_code("ccm update", mbedtls_ccm_update(&ccm, bytes, i == 1 ? 21 : 20, buffer, i == 2 ? 19 : 21, &n));
        if (i == 3)
            say_code("ccm finish", mbedtls_ccm_finish(&ccm, tag, 16));
    }
    mbedtls_gcm_free(&gcm);
    mbedtls_ccm_free(&ccm);
}

static void md_codes(void)
{
    const mbedtls_md_info_t *sha256 = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    mbedtls_md_context_t ctx, other;

    say_code("md", mbedtls_md(NULL, bytes, 5, buffer));
    say_code("hmac", mbedtls_md_hmac(NULL, bytes, 5, bytes, 5, buffer));
    say_code("file", mbedtls_md_file(NULL, "/", buffer));
    say_code("file", mbedtls_md_file(sha256, "/no such file", buffer));
    mbedtls_md_init(&ctx);
    mbedtls_md_init(&other);
    say_code("setup", mbedtls_md_setup(&ctx, NULL, 0));
    say_code("starts", mbedtls_md_starts(&ctx));
    say_code("update", mbedtls_md_update(&ctx, bytes, 5));
    say_code("finish", mbedtls_md_finish(&ctx, buffer));
    say_code("hmac_starts", mbedtls_md_hmac_starts(&ctx, bytes, 5));
    say_code("hmac_reset", mbedtls_md_hmac_reset(&ctx));
    say_code("clone", mbedtls_md_clone(&ctx, &other));
    say("size %u, type %d, name %s", (unsigned) mbedtls_md_get_size(NULL), (int) mbedtls_md_get_type(NULL),
        mbedtls_md_get_name(NULL) == NULL ? "none" : "a name");
    say_code("setup", mbedtls_md_setup(&ctx, sha256, 0));
    say_code("hmac_starts", mbedtls_md_hmac_starts(&ctx, bytes, 5));
    say_code("hmac_update", mbedtls_md_hmac_update(&ctx, bytes, 5));
    say_code("hmac_finish", mbedtls_md_hmac_finish(&ctx, buffer));
    say_code("hmac_reset", mbedtls_md_hmac_reset(&ctx));
    say_code("clone", mbedtls_md_clone(&other, &ctx));
    mbedtls_md_free(&ctx);
    mbedtls_md_free(&other);
}

static void say_pair(const mbedtls_ecp_keypair *pair)
{
    size_t n = 0;

    say("group %d", (int) mbedtls_ecp_keypair_get_group_id(pair));
    say_code("public", mbedtls_ecp_write_public_key(pair, MBEDTLS_ECP_PF_UNCOMPRESSED, &n, buffer, sizeof buffer));
    say_hex("", buffer, n);
    say_code("private", mbedtls_ecp_write_key_ext(pair, &n, buffer, sizeof buffer));
    say_hex("", buffer, n);
}

/* Arguments that are parts of one another. */
static void ecp_aliases(void)
{
    static const unsigned char one[32] = { [31] = 5 };
    mbedtls_ecp_keypair pair;
    mbedtls_ecp_point *q = &pair.MBEDTLS_PRIVATE(Q);
    mbedtls_ecp_group *grp = &pair.MBEDTLS_PRIVATE(grp);
    mbedtls_mpi *d = &pair.MBEDTLS_PRIVATE(d);

    mbedtls_ecp_keypair_init(&pair);
    say_code("set", mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP256R1, &pair, q));
    say("group %d", (int) mbedtls_ecp_keypair_get_group_id(&pair));
    mbedtls_ecp_keypair_free(&pair);
    mbedtls_ecp_keypair_init(&pair);
    say_code("set to base", mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP256R1, &pair, &grp->G));
    say_code("check", mbedtls_ecp_check_pubkey(grp, q));
    say_code("read", mbedtls_ecp_read_key(MBEDTLS_ECP_DP_SECP256R1, &pair, one, 32));
    say_pair(&pair);
    say_code("calc", mbedtls_ecp_keypair_calc_public(&pair, rng, NULL));
    say_code("set again", mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP256R1, &pair, q));
    say_pair(&pair);
    say_code("export", mbedtls_ecp_export(&pair, grp, d, q));
    say_pair(&pair);
    say_code("export elsewhere", mbedtls_ecp_export(&pair, NULL, &q->MBEDTLS_PRIVATE(X), q));
    say_pair(&pair);
    say_code("mul", mbedtls_ecp_mul(grp, q, d, &grp->G, rng, NULL));
    say_code("mul by itself", mbedtls_ecp_mul(grp, q, d, q, rng, NULL));
    say_pair(&pair);
    say_code("muladd", mbedtls_ecp_muladd(grp, q, d, q, d, q));
    say_pair(&pair);
    say_code("copy", mbedtls_ecp_copy(q, q));
    say_code("group_copy", mbedtls_ecp_group_copy(grp, grp));
    say_code("pair", mbedtls_ecp_check_pub_priv(&pair, &pair, rng, NULL));
    say("cmp %d", mbedtls_ecp_point_cmp(q, q));
    say_pair(&pair);
    mbedtls_ecp_keypair_free(&pair);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "sign-sizes", sign_sizes },
        { "hash-lengths", hash_lengths },
        { "write-sizes", write_sizes },
        { "without-keys", without_keys },
        { "rsa-lengths", rsa_lengths },
        { "rsa-without-keys", rsa_without_keys },
        { "cipher-defaults", cipher_defaults },
        { "overlaps", overlaps },
        { "aead-codes", aead_codes },
        { "md-codes", md_codes },
        { "ecp-aliases", ecp_aliases },
        { NULL, NULL },
    };
    size_t i;

    for (i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char) (i * 31 + 7);
    return checks_main(argc, argv, checks);
}
