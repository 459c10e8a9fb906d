#include "hex.h"
#include <mbedtls/hkdf.h>

/* RFC 5869, test cases 1, 2, 3 and 7. */
static void known(void)
{
    const mbedtls_md_info_t *sha256 = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    const mbedtls_md_info_t *sha1 = mbedtls_md_info_from_type(MBEDTLS_MD_SHA1);
    unsigned char ikm[80], salt[80], info[80], prk[64], okm[82];
    memset(ikm, 0x0b, 22);
    for (int i = 0; i < 13; i++) {
        salt[i] = (unsigned char) i;
        info[i] = (unsigned char) (0xf0 + i);
    }
    CHECK_EQ(mbedtls_hkdf(sha256, salt, 13, ikm, 22, info, 10, okm, 42), 0);
    CHECK_HEX(okm, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    CHECK_EQ(mbedtls_hkdf_extract(sha256, salt, 13, ikm, 22, prk), 0);
    CHECK_HEX(prk, "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    memset(okm, 0, sizeof okm);
    CHECK_EQ(mbedtls_hkdf_expand(sha256, prk, 32, info, 10, okm, 42), 0);
    CHECK_HEX(okm, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    CHECK_EQ(mbedtls_hkdf(sha256, NULL, 0, ikm, 22, NULL, 0, okm, 42), 0);
    CHECK_HEX(okm, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    for (int i = 0; i < 80; i++) {
        ikm[i] = (unsigned char) i;
        salt[i] = (unsigned char) (0x60 + i);
        info[i] = (unsigned char) (0xb0 + i);
    }
    CHECK_EQ(mbedtls_hkdf(sha256, salt, 80, ikm, 80, info, 80, okm, 82), 0);
    CHECK_HEX(okm, "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                   "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    memset(ikm, 0x0c, 22);
    CHECK_EQ(mbedtls_hkdf(sha1, NULL, 0, ikm, 22, NULL, 0, okm, 42), 0);
    CHECK_HEX(okm, "2c91117204d745f3500d636a62f64f0ab3bae548aa53d423b0d1f27ebba6f5e5673a081d70cce7acfc48");
    /* In place of an input. */
    memset(okm, 0x0c, 22);
    CHECK_EQ(mbedtls_hkdf(sha1, NULL, 0, okm, 22, NULL, 0, okm, 42), 0);
    CHECK_HEX(okm, "2c91117204d745f3500d636a62f64f0ab3bae548");
}

static void wrong(void)
{
    const mbedtls_md_info_t *md = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    static unsigned char bytes[64], out[255 * 32 + 1];
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, bytes, 3, NULL, 0, out, 255 * 32), 0);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, bytes, 3, NULL, 0, out, 255 * 32 + 1), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, bytes, 3, NULL, 0, out, 0), 0);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, bytes, 3, NULL, 9, out, 9), 0);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, NULL, 0, NULL, 0, out, 9), 0);
    CHECK_EQ(mbedtls_hkdf(NULL, NULL, 0, bytes, 3, NULL, 0, out, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 1, bytes, 3, NULL, 0, out, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, bytes, 3, NULL, 0, NULL, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf(md, NULL, 0, bytes, 3, NULL, 0, NULL, 0), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf_extract(NULL, NULL, 0, bytes, 3, out), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf_extract(md, NULL, 1, bytes, 3, out), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf_expand(NULL, bytes, 32, NULL, 0, out, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf_expand(md, bytes, 31, NULL, 0, out, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hkdf_expand(md, bytes, 64, NULL, 0, out, 9), 0);
    CHECK_EQ(mbedtls_hkdf_expand(md, bytes, 32, NULL, 0, NULL, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_hkdf(md, NULL, 0, NULL, 3, NULL, 0, out, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hkdf_extract(md, NULL, 0, bytes, 3, NULL), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hkdf_expand(md, NULL, 32, NULL, 0, out, 9), MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);
    }
}

int main(void)
{
    known();
    wrong();
    return check_result();
}
