/* The PSA headers take the features from where all others do. */
#ifndef PSA_CRYPTO_BUILD_INFO_H
#define PSA_CRYPTO_BUILD_INFO_H

#include "mbedtls/build_info.h"

#endif /* PSA_CRYPTO_BUILD_INFO_H */
