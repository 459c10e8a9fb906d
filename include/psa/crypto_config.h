/* What psa/crypto.h offers stands in mbedtls/config_psa.h; this is for programs that name the header. */
#ifndef PSA_CRYPTO_CONFIG_H
#define PSA_CRYPTO_CONFIG_H

#include "mbedtls/build_info.h"

#endif /* PSA_CRYPTO_CONFIG_H */
