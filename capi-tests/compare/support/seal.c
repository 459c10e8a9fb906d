#include "seal.h"

#include <string.h>

/* -- AES-128 and GCM, slow and small: only for tests ------------------------------------------------------------ */

static unsigned char sbox[256];

static unsigned char twice(unsigned char x)
{
    return (unsigned char) (x << 1 ^ (x & 0x80 ? 0x1B : 0));
}

/* The S-box is the inverse in GF(2^8), followed by an affine map; 3 generates the field. */
static void make_sbox(void)
{
    unsigned char p = 1, q = 1;

    do {
        p = (unsigned char) (p ^ twice(p)); /* times 3 */
        q = (unsigned char) (q ^ q << 1);   /* divided by 3 */
        q = (unsigned char) (q ^ q << 2);
        q = (unsigned char) (q ^ q << 4);
        if (q & 0x80)
            q ^= 0x09;
        sbox[p] = (unsigned char) (0x63 ^ q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6) ^ (q << 3 | q >> 5)
                                   ^ (q << 4 | q >> 4));
    } while (p != 1);
    sbox[0] = 0x63;
}

static void aes_encrypt(const unsigned char key[16], const unsigned char in[16], unsigned char out[16])
{
    unsigned char k[16], s[16], t[16], rcon = 1;
    int round, i;

    if (sbox[0] == 0)
        make_sbox();
    memcpy(k, key, 16);
    for (i = 0; i < 16; i++)
        s[i] = in[i] ^ k[i];
    for (round = 1; round <= 10; round++) {
        for (i = 0; i < 16; i++)
            t[i] = sbox[s[(i + 4 * (i % 4)) % 16]]; /* bytes and rows at once */
        for (i = 0; i < 16; i++) {
            const unsigned char *c = t + i / 4 * 4;
            unsigned char all = c[0] ^ c[1] ^ c[2] ^ c[3];

            s[i] = round == 10 ? t[i] : (unsigned char) (t[i] ^ all ^ twice(t[i] ^ c[(i + 1) % 4]));
        }
        k[0] ^= sbox[k[13]] ^ rcon;
        k[1] ^= sbox[k[14]];
        k[2] ^= sbox[k[15]];
        k[3] ^= sbox[k[12]];
        for (i = 4; i < 16; i++)
            k[i] ^= k[i - 4];
        rcon = twice(rcon);
        for (i = 0; i < 16; i++)
            s[i] ^= k[i];
    }
    memcpy(out, s, 16);
}

static void ghash_block(unsigned char y[16], const unsigned char h[16], const unsigned char *block, size_t len)
{
    unsigned char v[16], z[16] = { 0 };
    size_t i;
    int bit;

    for (i = 0; i < len; i++)
        y[i] ^= block[i];
    memcpy(v, h, 16);
    for (bit = 0; bit < 128; bit++) {
        int lsb = v[15] & 1;

        if (y[bit / 8] >> (7 - bit % 8) & 1)
            for (i = 0; i < 16; i++)
                z[i] ^= v[i];
        for (i = 15; i > 0; i--)
            v[i] = (unsigned char) (v[i] >> 1 | v[i - 1] << 7);
        v[0] >>= 1;
        if (lsb)
            v[0] ^= 0xE1;
    }
    memcpy(y, z, 16);
}

static void ghash(unsigned char y[16], const unsigned char h[16], const unsigned char *bytes, size_t len)
{
    for (; len > 0; bytes += len < 16 ? len : 16, len -= len < 16 ? len : 16)
        ghash_block(y, h, bytes, len < 16 ? len : 16);
}

/* Encrypts or decrypts in CTR mode and gives the tag over the ciphertext. */
static void gcm(const unsigned char key[16], const unsigned char nonce[12], const unsigned char *aad, size_t aad_len,
                const unsigned char *in, size_t len, unsigned char *out, int decrypt, unsigned char tag[16])
{
    static const unsigned char zeros[16];
    unsigned char h[16], counter[16], stream[16], y[16] = { 0 }, lengths[16] = { 0 };
    size_t i;

    aes_encrypt(key, zeros, h);
    memcpy(counter, nonce, 12);
    memset(counter + 12, 0, 4);
    counter[15] = 1;
    aes_encrypt(key, counter, tag);
    ghash(y, h, aad, aad_len);
    if (decrypt)
        ghash(y, h, in, len);
    for (i = 0; i < len; i++) {
        if (i % 16 == 0) {
            wire_put16(counter + 14, (unsigned) (i / 16 + 2));
            aes_encrypt(key, counter, stream);
        }
        out[i] = in[i] ^ stream[i % 16];
    }
    if (!decrypt)
        ghash(y, h, out, len);
    wire_put16(lengths + 6, (unsigned) (aad_len * 8));
    wire_put24(lengths + 13, (unsigned) (len * 8));
    ghash_block(y, h, lengths, 16);
    for (i = 0; i < 16; i++)
        tag[i] ^= y[i];
}

/* -- Records ---------------------------------------------------------------------------------------------------- */

static void collect(void *ctx, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t len,
                    const unsigned char client_random[32], const unsigned char server_random[32],
                    mbedtls_tls_prf_types prf)
{
    struct keys *keys = ctx;
    unsigned char seed[64], block[40];
    int code;

    if (type != MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET)
        return;
    memcpy(seed, server_random, 32);
    memcpy(seed + 32, client_random, 32);
    code = mbedtls_ssl_tls_prf(prf, secret, len, "key expansion", seed, sizeof(seed), block, sizeof(block));
    if (code != 0)
        fatal("tls_prf: -0x%04X", (unsigned) -code);
    memcpy(keys->client_key, block, 16);
    memcpy(keys->server_key, block + 16, 16);
    memcpy(keys->client_iv, block + 32, 4);
    memcpy(keys->server_iv, block + 36, 4);
    keys->known = 1;
}

void seal_watch(struct side *side, struct keys *keys)
{
    memset(keys, 0, sizeof(*keys));
    mbedtls_ssl_set_export_keys_cb(&side->ssl, collect, keys);
}

static void prepare(const struct keys *keys, const struct side *from, const unsigned char *record, size_t len,
                    const unsigned char **key, unsigned char nonce[12], unsigned char aad[13])
{
    if (!keys->known)
        fatal("the keys were not exported");
    *key = from->name == 'c' ? keys->client_key : keys->server_key;
    memcpy(nonce, from->name == 'c' ? keys->client_iv : keys->server_iv, 4);
    memcpy(nonce + 4, record + RECORD_HEADER, 8);
    memcpy(aad, record + 3, 8);
    memcpy(aad + 8, record, 3);
    wire_put16(aad + 11, (unsigned) len);
}

size_t seal_record(const struct keys *keys, const struct side *from, unsigned char *out, int content_type,
                   uint64_t sequence, const void *content, size_t len)
{
    const unsigned char *key;
    unsigned char nonce[12], aad[13];

    wire_make(out, content_type, 1, sequence, NULL, 0);
    wire_put16(out + 11, (unsigned) len + 24);
    memcpy(out + RECORD_HEADER, out + 3, 8);
    prepare(keys, from, out, len, &key, nonce, aad);
    gcm(key, nonce, aad, 13, content, len, out + RECORD_HEADER + 8, 0, out + RECORD_HEADER + 8 + len);
    return RECORD_HEADER + 24 + len;
}

size_t seal_message(const struct keys *keys, const struct side *from, unsigned char *out, uint64_t sequence, int type,
                    int message_seq, const void *body, size_t len)
{
    unsigned char plain[2048];
    size_t n = wire_make_message(plain, 0, 0, type, message_seq, body, len);

    return seal_record(keys, from, out, HANDSHAKE, sequence, plain + RECORD_HEADER, n - RECORD_HEADER);
}

int seal_open(const struct keys *keys, const struct side *from, const unsigned char *record, size_t len,
              unsigned char *out)
{
    const unsigned char *key;
    unsigned char nonce[12], aad[13], tag[16];

    if (len < RECORD_HEADER + 24)
        return -1;
    len -= RECORD_HEADER + 24;
    prepare(keys, from, record, len, &key, nonce, aad);
    gcm(key, nonce, aad, 13, record + RECORD_HEADER + 8, len, out, 1, tag);
    return memcmp(tag, record + RECORD_HEADER + 8 + len, 16) == 0 ? (int) len : -1;
}

/* Header and additional data of a record with a connection id (RFC 9146): the AAD, and its length. */
static size_t prepare_cid(const struct keys *keys, const struct side *from, const unsigned char *record,
                          size_t cid_len, size_t len, const unsigned char **key, unsigned char nonce[12],
                          unsigned char aad[64])
{
    if (!keys->known)
        fatal("the keys were not exported");
    *key = from->name == 'c' ? keys->client_key : keys->server_key;
    memcpy(nonce, from->name == 'c' ? keys->client_iv : keys->server_iv, 4);
    memcpy(nonce + 4, record + RECORD_HEADER + cid_len, 8);
    memset(aad, 0xFF, 8);
    aad[8] = CID_RECORD;
    aad[9] = (unsigned char) cid_len;
    memcpy(aad + 10, record, 11 + cid_len); /* type, version, epoch, sequence number, connection id */
    wire_put16(aad + 21 + cid_len, (unsigned) len);
    return 23 + cid_len;
}

size_t seal_cid_record(const struct keys *keys, const struct side *from, unsigned char *out, const void *cid,
                       size_t cid_len, uint64_t sequence, const void *inner, size_t len)
{
    const unsigned char *key;
    unsigned char nonce[12], aad[64], *body = out + RECORD_HEADER + cid_len;
    size_t aad_len;

    wire_make(out, CID_RECORD, 1, sequence, NULL, 0);
    memcpy(out + 11, cid, cid_len);
    wire_put16(body - 2, (unsigned) len + 24);
    memcpy(body, out + 3, 8);
    aad_len = prepare_cid(keys, from, out, cid_len, len, &key, nonce, aad);
    gcm(key, nonce, aad, aad_len, inner, len, body + 8, 0, body + 8 + len);
    return RECORD_HEADER + cid_len + 24 + len;
}

int seal_open_cid(const struct keys *keys, const struct side *from, const unsigned char *record, size_t len,
                  size_t cid_len, unsigned char *out)
{
    const unsigned char *key, *body = record + RECORD_HEADER + cid_len;
    unsigned char nonce[12], aad[64], tag[16];
    size_t aad_len;

    if (len < RECORD_HEADER + cid_len + 24)
        return -1;
    len -= RECORD_HEADER + cid_len + 24;
    aad_len = prepare_cid(keys, from, record, cid_len, len, &key, nonce, aad);
    gcm(key, nonce, aad, aad_len, body + 8, len, out, 1, tag);
    return memcmp(tag, body + 8 + len, 16) == 0 ? (int) len : -1;
}
