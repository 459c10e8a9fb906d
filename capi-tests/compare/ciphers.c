/* AES with its modes, GCM, CCM, HKDF, HMAC_DRBG and cipher.h: results for many lengths, cuts and orders of calls. */
#include "support/check.h"

#include <mbedtls/aes.h>
#include <mbedtls/ccm.h>
#include <mbedtls/cipher.h>
#include <mbedtls/gcm.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/hmac_drbg.h>

#include <string.h>

static unsigned char key[64], iv[64], text[600], out[700], tag[16];
static const size_t lengths[] = { 0, 1, 15, 16, 17, 31, 32, 33, 100, 127, 128, 129, 255, 256, 500 };

#define EACH(i, list) for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)

static void fill(void)
{
    size_t i;

    for (i = 0; i < sizeof(text); i++)
        text[i] = (unsigned char) (i * 37 + 5);
    for (i = 0; i < sizeof(key); i++) {
        key[i] = (unsigned char) (i * 11 + 1);
        iv[i] = (unsigned char) (255 - i);
    }
    memset(out, 0, sizeof(out));
}

static void aes_modes(void)
{
    unsigned bits;

    for (bits = 128; bits <= 256; bits += 64) {
        mbedtls_aes_context enc, dec;
        unsigned char stream[16] = { 0 };
        size_t i, offset = 0;

        fill();
        mbedtls_aes_init(&enc);
        mbedtls_aes_init(&dec);
        say_code("setkey_enc", mbedtls_aes_setkey_enc(&enc, key, bits));
        say_code("setkey_dec", mbedtls_aes_setkey_dec(&dec, key, bits));
        say_code("ecb", mbedtls_aes_crypt_ecb(&enc, MBEDTLS_AES_ENCRYPT, text, out));
        say_hex("ecb", out, 16);
        say_code("ecb", mbedtls_aes_crypt_ecb(&dec, MBEDTLS_AES_DECRYPT, text, out));
        say_hex("ecb back", out, 16);
        EACH(i, lengths)
        {
            say_code("cbc", mbedtls_aes_crypt_cbc(&enc, MBEDTLS_AES_ENCRYPT, lengths[i], iv, text, out));
            say_hex("cbc", out, lengths[i]);
            say_hex("iv", iv, 16);
            say_code("cbc", mbedtls_aes_crypt_cbc(&dec, MBEDTLS_AES_DECRYPT, lengths[i], iv, text, out));
            say_hex("cbc back", out, lengths[i]);
            say_hex("iv", iv, 16);
        }
        EACH(i, lengths)
        {
            say_code("cfb128", mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_ENCRYPT, lengths[i], &offset, iv, text, out));
            say_hex("cfb128", out, lengths[i]);
            say("offset %u", (unsigned) offset);
            say_code("cfb128", mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_DECRYPT, lengths[i], &offset, iv, text, out));
            say_hex("cfb128 back", out, lengths[i]);
            say_hex("iv", iv, 16);
        }
        EACH(i, lengths)
        {
            say_code("cfb8", mbedtls_aes_crypt_cfb8(&enc, MBEDTLS_AES_ENCRYPT, lengths[i], iv, text, out));
            say_hex("cfb8", out, lengths[i]);
            say_code("cfb8", mbedtls_aes_crypt_cfb8(&enc, MBEDTLS_AES_DECRYPT, lengths[i], iv, text, out));
            say_hex("cfb8 back", out, lengths[i]);
            say_hex("iv", iv, 16);
        }
        offset = 0;
        memset(iv, 0xFF, 16);
        iv[15] = 0xF0;
        EACH(i, lengths)
        {
            say_code("ctr", mbedtls_aes_crypt_ctr(&enc, lengths[i], &offset, iv, stream, text, out));
            say_hex("ctr", out, lengths[i]);
            say_hex("counter", iv, 16);
            say("offset %u", (unsigned) offset);
        }
        offset = 0;
        EACH(i, lengths)
        {
            say_code("ofb", mbedtls_aes_crypt_ofb(&enc, lengths[i], &offset, iv, text, out));
            say_hex("ofb", out, lengths[i]);
        }
        say_code("another mode", mbedtls_aes_crypt_ecb(&enc, 7, text, out));
        offset = 16;
        say_code("offset", mbedtls_aes_crypt_ctr(&enc, 5, &offset, iv, stream, text, out));
        say_code("offset", mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_ENCRYPT, 5, &offset, iv, text, out));
        mbedtls_aes_free(&enc);
        mbedtls_aes_free(&dec);
    }
}

static void gcm(void)
{
    static const size_t nonces[] = { 1, 7, 8, 11, 12, 13, 16, 17, 60 };
    unsigned bits;
    size_t i, j, n;

    for (bits = 128; bits <= 256; bits += 64) {
        mbedtls_gcm_context ctx;

        fill();
        mbedtls_gcm_init(&ctx);
        say_code("setkey", mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, bits));
        EACH(i, nonces)
        {
            EACH(j, lengths)
            {
                say_code("crypt_and_tag", mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, lengths[j], iv, nonces[i],
                                                                    text, lengths[j] / 3, text, out, 16, tag));
                say_hex("text", out, lengths[j]);
                say_hex("tag", tag, 16);
                say_code("auth_decrypt", mbedtls_gcm_auth_decrypt(&ctx, lengths[j], iv, nonces[i], text, lengths[j] / 3,
                                                                  tag, 13, out, out));
                say("same: %d", memcmp(out, text, lengths[j]) == 0);
                tag[12] ^= 1;
                say_code("auth_decrypt", mbedtls_gcm_auth_decrypt(&ctx, lengths[j], iv, nonces[i], text, lengths[j] / 3,
                                                                  tag, 16, out, out));
                say_hex("wiped", out, lengths[j]);
                say_code("starts", mbedtls_gcm_starts(&ctx, (int) (j % 2), iv, nonces[i]));
                say_code("update_ad", mbedtls_gcm_update_ad(&ctx, text, lengths[j] / 2));
                say_code("update_ad", mbedtls_gcm_update_ad(&ctx, text, 3));
                say_code("update", mbedtls_gcm_update(&ctx, text, lengths[j], out, lengths[j], &n));
                say_hex("text", out, n);
                say_code("update", mbedtls_gcm_update(&ctx, text, 29, out, 29, &n));
                say_hex("text", out, n);
                say_code("finish", mbedtls_gcm_finish(&ctx, NULL, 0, &n, tag, 16));
                say_hex("tag", tag, 16);
            }
        }
        mbedtls_gcm_free(&ctx);
    }
}

static void ccm(void)
{
    unsigned bits;
    size_t i, nonce, n, tag_len = 4;

    for (bits = 128; bits <= 256; bits += 64) {
        mbedtls_ccm_context ctx;

        fill();
        mbedtls_ccm_init(&ctx);
        say_code("setkey", mbedtls_ccm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, bits));
        for (nonce = 7; nonce <= 13; nonce++) {
            EACH(i, lengths)
            {
                tag_len = tag_len == 16 ? 4 : tag_len + 2;
                say_code("encrypt_and_tag", mbedtls_ccm_encrypt_and_tag(&ctx, lengths[i], iv, nonce, text, lengths[i] / 3,
                                                                        text, out, tag, tag_len));
                say_hex("text", out, lengths[i]);
                say_hex("tag", tag, tag_len);
                say_code("auth_decrypt", mbedtls_ccm_auth_decrypt(&ctx, lengths[i], iv, nonce, text, lengths[i] / 3, out,
                                                                  out, tag, tag_len));
                say("same: %d", memcmp(out, text, lengths[i]) == 0);
                tag[3] ^= 1;
                say_code("auth_decrypt", mbedtls_ccm_auth_decrypt(&ctx, lengths[i], iv, nonce, text, lengths[i] / 3, out,
                                                                  out, tag, tag_len));
                say_hex("wiped", out, lengths[i]);
                say_code("star", mbedtls_ccm_star_encrypt_and_tag(&ctx, lengths[i], iv, nonce, text, 5, text, out, NULL, 0));
                say_hex("no tag", out, lengths[i]);
                say_code("starts", mbedtls_ccm_starts(&ctx, (int) (i % 2), iv, nonce));
                say_code("set_lengths", mbedtls_ccm_set_lengths(&ctx, lengths[i], lengths[i] + 29, tag_len));
                say_code("update_ad", mbedtls_ccm_update_ad(&ctx, text, lengths[i] / 2));
                say_code("update_ad", mbedtls_ccm_update_ad(&ctx, text, lengths[i] - lengths[i] / 2));
                say_code("update", mbedtls_ccm_update(&ctx, text, lengths[i], out, lengths[i], &n));
                say_hex("text", out, n);
                say_code("update", mbedtls_ccm_update(&ctx, text, 29, out, 29, &n));
                say_hex("text", out, n);
                say_code("finish", mbedtls_ccm_finish(&ctx, tag, tag_len));
                say_hex("tag", tag, tag_len);
            }
        }
        mbedtls_ccm_free(&ctx);
    }
}

static const mbedtls_cipher_type_t types[] = {
    MBEDTLS_CIPHER_AES_128_ECB,    MBEDTLS_CIPHER_AES_256_CBC, MBEDTLS_CIPHER_AES_192_CFB128, MBEDTLS_CIPHER_AES_128_OFB,
    MBEDTLS_CIPHER_AES_256_CTR,    MBEDTLS_CIPHER_AES_128_GCM, MBEDTLS_CIPHER_AES_192_CCM,
    MBEDTLS_CIPHER_CHACHA20_POLY1305,
};

static void cipher_info(void)
{
    int type;

    for (type = 0; type < 100; type++) {
        const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type((mbedtls_cipher_type_t) type);

        /* Only what both have: AES but for some modes, and ChaCha20-Poly1305. */
        if (info == NULL || (strncmp(mbedtls_cipher_info_get_name(info), "AES", 3) != 0 && type != MBEDTLS_CIPHER_CHACHA20_POLY1305))
            continue;
        if (mbedtls_cipher_info_get_mode(info) >= MBEDTLS_MODE_CCM_STAR_NO_TAG &&
            mbedtls_cipher_info_get_mode(info) != MBEDTLS_MODE_CHACHAPOLY)
            continue;
        say("%d %s: block %u, iv %u, key %u, mode %d, %d %d", type, mbedtls_cipher_info_get_name(info),
            (unsigned) mbedtls_cipher_info_get_block_size(info), (unsigned) mbedtls_cipher_info_get_iv_size(info),
            (unsigned) mbedtls_cipher_info_get_key_bitlen(info), (int) mbedtls_cipher_info_get_mode(info),
            mbedtls_cipher_info_has_variable_iv_size(info), mbedtls_cipher_info_has_variable_key_bitlen(info));
        say("fields %u %u %u %u %u %u", info->MBEDTLS_PRIVATE(block_size), info->MBEDTLS_PRIVATE(iv_size),
            info->MBEDTLS_PRIVATE(key_bitlen), info->MBEDTLS_PRIVATE(mode), info->MBEDTLS_PRIVATE(type),
            info->MBEDTLS_PRIVATE(flags));
    }
}

static void cipher_codes(void)
{
    static const size_t iv_lens[] = { 0, 7, 8, 12, 13, 15, 16, 17 };
    size_t i, j, n;
    int operation;

    EACH(i, types)
    {
        const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(types[i]);
        int bits = (int) mbedtls_cipher_info_get_key_bitlen(info);

        for (operation = MBEDTLS_DECRYPT; operation <= MBEDTLS_ENCRYPT; operation++) {
            mbedtls_cipher_context_t ctx;

            fill();
            mbedtls_cipher_init(&ctx);
            say("%s %d", mbedtls_cipher_info_get_name(info), operation);
            say_code("setup", mbedtls_cipher_setup(&ctx, info));
            say("operation %d, iv %d", mbedtls_cipher_get_operation(&ctx), mbedtls_cipher_get_iv_size(&ctx));
            say_code("setkey", mbedtls_cipher_setkey(&ctx, key, bits + 64, (mbedtls_operation_t) operation));
            say_code("setkey", mbedtls_cipher_setkey(&ctx, key, bits, MBEDTLS_OPERATION_NONE));
            say_code("setkey", mbedtls_cipher_setkey(&ctx, key, bits, (mbedtls_operation_t) operation));
            say("operation %d", mbedtls_cipher_get_operation(&ctx));
            say_code("padding", mbedtls_cipher_set_padding_mode(&ctx, MBEDTLS_PADDING_PKCS7));
            say_code("padding", mbedtls_cipher_set_padding_mode(&ctx, (mbedtls_cipher_padding_t) 9));
            EACH(j, iv_lens)
            {
                say_code("set_iv", mbedtls_cipher_set_iv(&ctx, iv, iv_lens[j]));
                say("iv %d", mbedtls_cipher_get_iv_size(&ctx));
            }
            say_code("set_iv", mbedtls_cipher_set_iv(&ctx, iv, mbedtls_cipher_info_get_iv_size(info)));
            say_code("reset", mbedtls_cipher_reset(&ctx));
            if (types[i] != MBEDTLS_CIPHER_CHACHA20_POLY1305) {
                say_code("update_ad", mbedtls_cipher_update_ad(&ctx, text, 3));
                EACH(j, lengths)
                {
                    n = 0;
                    say_code("update", mbedtls_cipher_update(&ctx, text, lengths[j], out, &n));
                    say_hex("out", out, n);
                }
                say_code("in place", mbedtls_cipher_update(&ctx, text, 15, text, &n));
                fill();
                n = 0;
                say_code("finish", mbedtls_cipher_finish(&ctx, out, &n));
                say("%u bytes", (unsigned) n);
                say_code("write_tag", mbedtls_cipher_write_tag(&ctx, tag, 16));
                if (operation == MBEDTLS_DECRYPT) {
                    say_code("check_tag", mbedtls_cipher_check_tag(&ctx, iv, 17));
                    say_code("check_tag", mbedtls_cipher_check_tag(&ctx, iv, 3));
                    say_code("check_tag", mbedtls_cipher_check_tag(&ctx, iv, 16));
                } else {
                    say_code("check_tag", mbedtls_cipher_check_tag(&ctx, tag, 16));
                }
            }
            EACH(j, lengths)
            {
                int code;

                n = 0;
                code = mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 12, text, 9, text, lengths[j], out, sizeof(out), &n, 16);
                if (say_code("auth_encrypt_ext", code) == 0) {
                    say_hex("out", out, n);
                    say_code("auth_decrypt_ext", mbedtls_cipher_auth_decrypt_ext(&ctx, iv, 12, text, 9, out, n, out,
                                                                                 sizeof(out), &n, 16));
                    say("%u bytes, same %d", (unsigned) n, memcmp(out, text, lengths[j]) == 0);
                }
                code = mbedtls_cipher_auth_decrypt_ext(&ctx, iv, 12, text, 9, text, lengths[j], out, sizeof(out), &n, 16);
                if (say_code("auth_decrypt_ext", code) == MBEDTLS_ERR_CIPHER_AUTH_FAILED && lengths[j] > 16)
                    say_hex("wiped", out, lengths[j] - 16);
            }
            say_code("no room", mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 12, text, 9, text, 20, out, 35, &n, 16));
            say_code("no room", mbedtls_cipher_auth_decrypt_ext(&ctx, iv, 12, text, 9, text, 36, out, 19, &n, 16));
            say_code("tag 3", mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 12, text, 9, text, 20, out, 36, &n, 3));
            say_code("tag 4", mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 12, text, 9, text, 20, out, 36, &n, 4));
            say_code("nonce 8", mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 8, text, 9, text, 20, out, 36, &n, 16));
            mbedtls_cipher_free(&ctx);
        }
    }
}

static void cipher_cbc(void)
{
    int padding, operation;
    size_t i, j, n, invalid;

    for (padding = MBEDTLS_PADDING_PKCS7; padding <= MBEDTLS_PADDING_NONE; padding++) {
        for (operation = MBEDTLS_DECRYPT; operation <= MBEDTLS_ENCRYPT; operation++) {
            mbedtls_cipher_context_t ctx;

            fill();
            say("padding %d, operation %d", padding, operation);
            mbedtls_cipher_init(&ctx);
            say_code("setup", mbedtls_cipher_setup(&ctx, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_CBC)));
            say_code("setkey", mbedtls_cipher_setkey(&ctx, key, 128, (mbedtls_operation_t) operation));
            say_code("padding", mbedtls_cipher_set_padding_mode(&ctx, (mbedtls_cipher_padding_t) padding));
            EACH(i, lengths)
            {
                for (j = 1; j < 40; j += 6) {
                    size_t at;

                    say_code("set_iv", mbedtls_cipher_set_iv(&ctx, iv, 16));
                    say_code("reset", mbedtls_cipher_reset(&ctx));
                    for (at = 0; at < lengths[i]; at += j) {
                        size_t now = lengths[i] - at < j ? lengths[i] - at : j;

                        n = 0;
                        say_code("update", mbedtls_cipher_update(&ctx, text + at, now, out, &n));
                        say_hex("out", out, n);
                    }
                    n = 0;
                    if (say_code("finish", mbedtls_cipher_finish(&ctx, out, &n)) == 0)
                        say_hex("out", out, n);
                }
                n = 0;
                if (say_code("crypt", mbedtls_cipher_crypt(&ctx, iv, 16, text, lengths[i], out, &n)) == 0)
                    say_hex("out", out, n);
            }
            /* Every last byte of a padding. */
            for (j = 0; j < 20 && operation == MBEDTLS_DECRYPT; j++) {
                mbedtls_aes_context aes;
                unsigned char vector[16], block[16];

                memset(block, (int) j, 16);
                memset(block, 0x80, j % 5);
                memcpy(vector, iv, 16);
                mbedtls_aes_init(&aes);
                say_code("setkey_enc", mbedtls_aes_setkey_enc(&aes, key, 128));
                say_code("cbc", mbedtls_aes_crypt_cbc(&aes, MBEDTLS_AES_ENCRYPT, 16, vector, block, block));
                mbedtls_aes_free(&aes);
                say_code("set_iv", mbedtls_cipher_set_iv(&ctx, iv, 16));
                say_code("reset", mbedtls_cipher_reset(&ctx));
                say_code("update", mbedtls_cipher_update(&ctx, block, 16, out, &n));
                n = 0;
                invalid = 7;
                say_code("finish_padded", mbedtls_cipher_finish_padded(&ctx, out, &n, &invalid));
                say("invalid %d", invalid != 0);
                if (invalid == 0)
                    say_hex("out", out, n);
                say_code("set_iv", mbedtls_cipher_set_iv(&ctx, iv, 16));
                say_code("finish", mbedtls_cipher_finish(&ctx, out, &n));
            }
            mbedtls_cipher_free(&ctx);
        }
    }
}

static void hkdf(void)
{
    static const mbedtls_md_type_t digests[] = { MBEDTLS_MD_MD5,    MBEDTLS_MD_SHA1,   MBEDTLS_MD_SHA224,
                                                 MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384, MBEDTLS_MD_SHA512 };
    size_t i, j;

    fill();
    EACH(i, digests)
    {
        const mbedtls_md_info_t *md = mbedtls_md_info_from_type(digests[i]);

        EACH(j, lengths)
        {
            say_code("hkdf", mbedtls_hkdf(md, text, lengths[j], text + 50, lengths[j], text, lengths[j] / 2, out, lengths[j]));
            say_hex("okm", out, lengths[j]);
            say_code("extract", mbedtls_hkdf_extract(md, text, lengths[j] / 2, text, lengths[j], out));
            say_hex("prk", out, mbedtls_md_get_size(md));
            say_code("expand", mbedtls_hkdf_expand(md, text, lengths[j], NULL, 5, out, 70));
            say_hex("okm", out, 70);
        }
    }
}

static unsigned char next_byte;

static int counting(void *ctx, unsigned char *to, size_t len)
{
    size_t i;

    say("%s asked for %u bytes", (const char *) ctx, (unsigned) len);
    for (i = 0; i < len; i++)
        to[i] = next_byte++;
    return 0;
}

static void hmac_drbg(void)
{
    static char source[] = "entropy";
    mbedtls_hmac_drbg_context ctx;
    size_t i;

    fill();
    next_byte = 0;
    mbedtls_hmac_drbg_init(&ctx);
    say_code("seed", mbedtls_hmac_drbg_seed(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_SHA384), counting, source, text, 100));
    mbedtls_hmac_drbg_set_reseed_interval(&ctx, 5);
    EACH(i, lengths)
    {
        say_code("random_with_add", mbedtls_hmac_drbg_random_with_add(&ctx, out, 100, text, lengths[i]));
        say_hex("out", out, 100);
        say_code("random", mbedtls_hmac_drbg_random(&ctx, out, lengths[i]));
        say_hex("out", out, lengths[i]);
        say_code("update", mbedtls_hmac_drbg_update(&ctx, text, lengths[i]));
        say_code("reseed", mbedtls_hmac_drbg_reseed(&ctx, text, lengths[i]));
    }
    say_code("seed again", mbedtls_hmac_drbg_seed_buf(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_SHA384), text, 10));
    say_code("random", mbedtls_hmac_drbg_random(&ctx, out, 100));
    say_hex("out", out, 100);
    mbedtls_hmac_drbg_free(&ctx);
    say_code("seed_buf", mbedtls_hmac_drbg_seed_buf(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_SHA1), text, 10));
    for (i = 0; i < 10; i++) {
        say_code("random", mbedtls_hmac_drbg_random(&ctx, out, 30));
        say_hex("out", out, 30);
    }
    mbedtls_hmac_drbg_free(&ctx);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "aes-modes", aes_modes },
        { "gcm", gcm },
        { "ccm", ccm },
        { "cipher-info", cipher_info },
        { "cipher-codes", cipher_codes },
        { "cipher-cbc", cipher_cbc },
        { "hkdf", hkdf },
        { "hmac-drbg", hmac_drbg },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
