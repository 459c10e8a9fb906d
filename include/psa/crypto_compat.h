/* Handles stand in psa/crypto.h and psa/crypto_extra.h; this is for programs that name the header. */
#ifndef PSA_CRYPTO_COMPAT_H
#define PSA_CRYPTO_COMPAT_H

#include "psa/crypto.h"

#endif /* PSA_CRYPTO_COMPAT_H */
