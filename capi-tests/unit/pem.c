#include "certs.h"
#include "check.h"
#include <mbedtls/base64.h>
#include <mbedtls/pem.h>
#include <mbedtls/pk.h>

#define BEGIN "-----BEGIN TEXT-----"
#define END "-----END TEXT-----"

static mbedtls_pem_context pem;
static size_t used;

static int read_block(const char *text, const char *password)
{
    mbedtls_pem_free(&pem);
    used = 12345;
    return mbedtls_pem_read_buffer(&pem, BEGIN, END, (const unsigned char *) text, (const unsigned char *) password,
                                   password == NULL ? 0 : strlen(password), &used);
}

static void holds(const char *content)
{
    size_t len = 0;
    const unsigned char *found = mbedtls_pem_get_buffer(&pem, &len);
    CHECK(len == strlen(content) && found != NULL && memcmp(found, content, len) == 0);
}

static void blocks(void)
{
    static const char two[] = "before\n" BEGIN "\nZm9v\n" END "\n" BEGIN " \r\nYmFy\r\n" END " \r\nbehind";
    size_t len = 1;
    mbedtls_pem_init(&pem);
    CHECK(mbedtls_pem_get_buffer(&pem, &len) == NULL && len == 0);
    CHECK_EQ(read_block(two, NULL), 0);
    holds("foo");
    CHECK_EQ(used, 7 + strlen(BEGIN END) + 7);
    CHECK_EQ(read_block(two + used, NULL), 0);
    holds("bar");
    mbedtls_pem_free(&pem);
    CHECK(mbedtls_pem_get_buffer(&pem, &len) == NULL && len == 0);
    mbedtls_pem_free(&pem);
    mbedtls_pem_free(NULL);
    ONLY_OURS mbedtls_pem_init(NULL);
}

static void faults(void)
{
    CHECK_EQ(read_block("", NULL), MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT);
    CHECK_EQ(used, 12345);
    CHECK_EQ(read_block(BEGIN "\nZm9v\n", NULL), MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT);
    CHECK_EQ(read_block(BEGIN "Zm9v\n" END, NULL), MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT);
    CHECK_EQ(read_block(END "\n" BEGIN "\nZm9v\n" END, NULL), MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT);
    CHECK_EQ(read_block(BEGIN "\n" END, NULL), MBEDTLS_ERR_PEM_INVALID_DATA);
    CHECK_EQ(used, strlen(BEGIN END) + 1);
    CHECK_EQ(read_block(BEGIN "\n\n" END, NULL), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
    CHECK_EQ(read_block(BEGIN "\nZm.v\n" END, NULL),
             MBEDTLS_ERR_PEM_INVALID_DATA + MBEDTLS_ERR_BASE64_INVALID_CHARACTER);
    CHECK(pem.MBEDTLS_PRIVATE(buf) == NULL);
#define ENCRYPTED BEGIN "\nProc-Type: 4,ENCRYPTED\n"
#define IV "00112233445566778899AABBCCDDEEFF"
    CHECK_EQ(read_block(BEGIN "\nProc-Type: 4,ENCRYPTED" END, "x"), MBEDTLS_ERR_PEM_INVALID_DATA);
    CHECK_EQ(read_block(ENCRYPTED "DEK-Info: AES-128-CTR," IV "\n\nZm9v\n" END, "x"), MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG);
    CHECK_EQ(read_block(ENCRYPTED "DEK-Info: AES-128-CBC,00\n\nZm9v\n" END, "x"), MBEDTLS_ERR_PEM_INVALID_ENC_IV);
    CHECK_EQ(read_block(ENCRYPTED "DEK-Info: AES-128-CBC," IV "\n\nZm9v\n" END, NULL),
             MBEDTLS_ERR_PEM_PASSWORD_REQUIRED);
    CHECK_EQ(read_block(ENCRYPTED "DEK-Info: AES-128-CBC," IV "\n\nZm9v\n" END, "x"),
             -0x0022 /* MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH */);
    CHECK_EQ(read_block(ENCRYPTED "DEK-Info: DES-CBC,0011223344556677\n\nZm9v\n" END, "x"),
             -0x0032 /* MBEDTLS_ERR_DES_INVALID_INPUT_LENGTH */);
    CHECK_EQ(read_block(ENCRYPTED "DEK-Info: AES-128-CBC," IV "\n\nAAAAAAAAAAAAAAAAAAAAAA==\n" END, "x"),
             MBEDTLS_ERR_PEM_PASSWORD_MISMATCH);
    ONLY_OURS {
        const unsigned char *text = (const unsigned char *) "";
        CHECK_EQ(mbedtls_pem_read_buffer(NULL, BEGIN, END, text, NULL, 0, &used), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, NULL, END, text, NULL, 0, &used), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, BEGIN, NULL, text, NULL, 0, &used), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, BEGIN, END, NULL, NULL, 0, &used), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        text = (const unsigned char *) BEGIN "\nZm9v\n" END;
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, BEGIN, END, text, NULL, 0, NULL), 0);
        mbedtls_pem_free(&pem);
        CHECK(mbedtls_pem_get_buffer(NULL, &used) == NULL);
    }
}

/* One key, encrypted by each cipher: its DER begins with the same octets. */
static void encrypted(void)
{
    static const char *const files[] = { "encrypted-pem-des.key", "encrypted-pem-des3.key", "encrypted-pem-aes192.key",
                                         "encrypted-pem-aes256.key" };
    size_t i, len;
    for (i = 0; i < 4; i++) {
        unsigned char *text = cert_file(files[i], &len);
        const char *header = "-----BEGIN EC PRIVATE KEY-----", *footer = "-----END EC PRIVATE KEY-----";
        const unsigned char *key;
        mbedtls_pem_init(&pem);
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, header, footer, text, NULL, 0, &used), MBEDTLS_ERR_PEM_PASSWORD_REQUIRED);
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, header, footer, text, (const unsigned char *) "secret", 6, &used), 0);
        CHECK_EQ(used, len);
        key = mbedtls_pem_get_buffer(&pem, &len);
        CHECK(len == 121 && memcmp(key, "\x30\x77\x02\x01\x01\x04\x20", 7) == 0);
        mbedtls_pem_free(&pem);
        free(text);
    }
}

static void writing(void)
{
    unsigned char buf[64], der[100];
    size_t len = 0, i;
    CHECK_EQ(mbedtls_pem_write_buffer("A\n", "B\n", (const unsigned char *) "foo", 3, NULL, 0, &len),
             MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
    CHECK_EQ(len, 10);
    CHECK_EQ(mbedtls_pem_write_buffer("A\n", "B\n", (const unsigned char *) "foo", 3, buf, 9, &len),
             MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
    memset(buf, 0xA5, sizeof buf);
    CHECK_EQ(mbedtls_pem_write_buffer("A\n", "B\n", (const unsigned char *) "foo", 3, buf, 12, &len), 0);
    CHECK(len == 10 && memcmp(buf, "A\nZm9v\nB\n\0\0\0\xA5", 13) == 0);
    /* In place, and in lines. */
    memcpy(buf, "foo", 3);
    CHECK_EQ(mbedtls_pem_write_buffer("A\n", "B\n", buf, 3, buf, sizeof buf, &len), 0);
    CHECK(strcmp((char *) buf, "A\nZm9v\nB\n") == 0);
    for (i = 0; i < sizeof der; i++)
        der[i] = (unsigned char) (i * 7);
    for (i = 1; i <= sizeof der; i++) {
        unsigned char text[256];
        CHECK_EQ(mbedtls_pem_write_buffer(BEGIN "\n", END "\n", der, i, text, sizeof text, &len), 0);
        CHECK_EQ(len, strlen((char *) text) + 1);
        CHECK_EQ(read_block((char *) text, NULL), 0);
        CHECK(mbedtls_pem_get_buffer(&pem, &len) != NULL && len == i);
        CHECK(memcmp(mbedtls_pem_get_buffer(&pem, &len), der, i) == 0);
    }
    mbedtls_pem_free(&pem);
    ONLY_OURS {
        CHECK_EQ(mbedtls_pem_write_buffer(NULL, "B", der, 3, buf, 64, &len), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pem_write_buffer("A", NULL, der, 3, buf, 64, &len), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pem_write_buffer("A", "B", NULL, 3, buf, 64, &len), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_pem_write_buffer("A", "B", der, 3, buf, 64, NULL), MBEDTLS_ERR_PEM_BAD_INPUT_DATA);
    }
}

int main(void)
{
    blocks();
    faults();
    encrypted();
    writing();
    return check_result();
}
