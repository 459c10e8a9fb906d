/* Structs and attributes stand in psa/crypto.h itself; this is for programs that name the header. */
#ifndef PSA_CRYPTO_STRUCT_H
#define PSA_CRYPTO_STRUCT_H

#include "psa/crypto.h"

#endif /* PSA_CRYPTO_STRUCT_H */
