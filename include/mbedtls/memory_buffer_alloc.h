/*
 * Memory out of a buffer of the program's is not offered (MBEDTLS_MEMORY_BUFFER_ALLOC_C is not defined). For
 * programs that include this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_MEMORY_BUFFER_ALLOC_H
#define MBEDTLS_MEMORY_BUFFER_ALLOC_H

#include <stddef.h>
#include "mbedtls/build_info.h"

#define MBEDTLS_MEMORY_VERIFY_NONE 0
#define MBEDTLS_MEMORY_VERIFY_ALLOC (1 << 0)
#define MBEDTLS_MEMORY_VERIFY_FREE (1 << 1)
#define MBEDTLS_MEMORY_VERIFY_ALWAYS (MBEDTLS_MEMORY_VERIFY_ALLOC | MBEDTLS_MEMORY_VERIFY_FREE)

#endif /* MBEDTLS_MEMORY_BUFFER_ALLOC_H */
