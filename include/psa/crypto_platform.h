/* What the PSA headers need of the platform: fixed-width integers. */
#ifndef PSA_CRYPTO_PLATFORM_H
#define PSA_CRYPTO_PLATFORM_H

#include "mbedtls/private_access.h"
#include "psa/build_info.h"

#include <stdint.h>

#endif /* PSA_CRYPTO_PLATFORM_H */
