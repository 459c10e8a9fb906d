/* Names alone: they are what the original's are. */
#include "check.h"
#include <mbedtls/cipher.h>

int main(void)
{
    mbedtls_cipher_type_t type = MBEDTLS_CIPHER_AES_128_GCM;
    mbedtls_cipher_mode_t mode = MBEDTLS_MODE_CCM;
    mbedtls_cipher_id_t id = MBEDTLS_CIPHER_ID_AES;
    mbedtls_operation_t operation = MBEDTLS_OPERATION_NONE;
    mbedtls_cipher_padding_t padding = MBEDTLS_PADDING_NONE;
    CHECK_EQ(type, 14);
    CHECK_EQ(mode, 8);
    CHECK_EQ(id, 2);
    CHECK_EQ(operation, -1);
    CHECK_EQ(padding, 4);
    CHECK_EQ(MBEDTLS_CIPHER_AES_256_KWP, 83);
    return check_result();
}
