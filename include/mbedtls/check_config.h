/*
 * Takes back what a program's own configuration asks for and this library does not offer, and what it asks for without
 * what that needs, so that the macros tell the truth; and refuses what would make the program and the library disagree.
 * A feature that is offered one day moves from here to mbedtls_config.h.
 */
#ifndef MBEDTLS_CHECK_CONFIG_H
#define MBEDTLS_CHECK_CONFIG_H

#if !LIBDTLS_ANTI_REPLAY
#undef MBEDTLS_SSL_DTLS_ANTI_REPLAY
#endif

#if !LIBDTLS_HELLO_VERIFY
#undef MBEDTLS_SSL_DTLS_HELLO_VERIFY
#endif

#if !defined(MBEDTLS_SSL_TLS_C)
#undef MBEDTLS_SSL_CLI_C
#undef MBEDTLS_SSL_SRV_C
#undef MBEDTLS_SSL_PROTO_TLS1_2
#undef MBEDTLS_SSL_PROTO_DTLS
#endif

#if !defined(MBEDTLS_SSL_PROTO_DTLS)
#undef MBEDTLS_SSL_DTLS_CLIENT_PORT_REUSE
#endif

/*
 * Not offered
 */

#undef MBEDTLS_AESCE_C
#undef MBEDTLS_AESNI_C
#undef MBEDTLS_AES_FEWER_TABLES
#undef MBEDTLS_AES_ONLY_128_BIT_KEY_LENGTH
#undef MBEDTLS_AES_ROM_TABLES
#undef MBEDTLS_AES_USE_HARDWARE_ONLY
#undef MBEDTLS_ARIA_C
#undef MBEDTLS_BLOCK_CIPHER_NO_DECRYPT
#undef MBEDTLS_CAMELLIA_C
#undef MBEDTLS_CAMELLIA_SMALL_MEMORY
#undef MBEDTLS_CHACHA20_C
#undef MBEDTLS_CHACHAPOLY_C
#undef MBEDTLS_CIPHER_MODE_XTS
#undef MBEDTLS_CIPHER_NULL_CIPHER
#undef MBEDTLS_CMAC_C
#undef MBEDTLS_CTR_DRBG_USE_128_BIT_KEY
#undef MBEDTLS_DES_C
#undef MBEDTLS_DHM_C
#undef MBEDTLS_ECDH_C
#undef MBEDTLS_ECDH_VARIANT_EVEREST_ENABLED
#undef MBEDTLS_ECDSA_C
#undef MBEDTLS_ECDSA_DETERMINISTIC
#undef MBEDTLS_ECJPAKE_C
#undef MBEDTLS_ECP_DP_BP256R1_ENABLED
#undef MBEDTLS_ECP_DP_BP384R1_ENABLED
#undef MBEDTLS_ECP_DP_BP512R1_ENABLED
#undef MBEDTLS_ECP_DP_CURVE448_ENABLED
#undef MBEDTLS_ECP_DP_SECP192K1_ENABLED
#undef MBEDTLS_ECP_DP_SECP192R1_ENABLED
#undef MBEDTLS_ECP_DP_SECP224K1_ENABLED
#undef MBEDTLS_ECP_DP_SECP224R1_ENABLED
#undef MBEDTLS_ECP_DP_SECP256K1_ENABLED
#undef MBEDTLS_ECP_NIST_OPTIM
#undef MBEDTLS_ECP_NO_FALLBACK
#undef MBEDTLS_ECP_RESTARTABLE
#undef MBEDTLS_ECP_WITH_MPI_UINT
#undef MBEDTLS_ENTROPY_FORCE_SHA256
#undef MBEDTLS_ENTROPY_NV_SEED
#undef MBEDTLS_ERROR_STRERROR_DUMMY
#undef MBEDTLS_GCM_LARGE_TABLE
#undef MBEDTLS_HAVE_ASM
#undef MBEDTLS_HAVE_SSE2
#undef MBEDTLS_KEY_EXCHANGE_DHE_PSK_ENABLED
#undef MBEDTLS_KEY_EXCHANGE_DHE_RSA_ENABLED
#undef MBEDTLS_KEY_EXCHANGE_ECDH_ECDSA_ENABLED
#undef MBEDTLS_KEY_EXCHANGE_ECDH_RSA_ENABLED
#undef MBEDTLS_KEY_EXCHANGE_RSA_ENABLED
#undef MBEDTLS_KEY_EXCHANGE_RSA_PSK_ENABLED
#undef MBEDTLS_LMS_C
#undef MBEDTLS_LMS_PRIVATE
#undef MBEDTLS_MEMORY_BACKTRACE
#undef MBEDTLS_MEMORY_BUFFER_ALLOC_C
#undef MBEDTLS_MEMORY_DEBUG
#undef MBEDTLS_NIST_KW_C
#undef MBEDTLS_NO_64BIT_MULTIPLICATION
#undef MBEDTLS_NO_DEFAULT_ENTROPY_SOURCES
#undef MBEDTLS_NO_PLATFORM_ENTROPY
#undef MBEDTLS_NO_UDBL_DIVISION
#undef MBEDTLS_PADLOCK_C
#undef MBEDTLS_PKCS12_C
#undef MBEDTLS_PKCS5_C
#undef MBEDTLS_PKCS7_C
#undef MBEDTLS_PK_PARSE_EC_EXTENDED
#undef MBEDTLS_PK_RSA_ALT_SUPPORT
#undef MBEDTLS_POLY1305_C
#undef MBEDTLS_PSA_ASSUME_EXCLUSIVE_BUFFERS
#undef MBEDTLS_PSA_CRYPTO_BUILTIN_KEYS
#undef MBEDTLS_PSA_CRYPTO_CONFIG
#undef MBEDTLS_PSA_CRYPTO_SE_C
#undef MBEDTLS_PSA_CRYPTO_STORAGE_C
#undef MBEDTLS_PSA_INJECT_ENTROPY
#undef MBEDTLS_PSA_ITS_FILE_C
#undef MBEDTLS_PSA_KEY_STORE_DYNAMIC
#undef MBEDTLS_PSA_P256M_DRIVER_ENABLED
#undef MBEDTLS_PSA_STATIC_KEY_SLOTS
#undef MBEDTLS_RIPEMD160_C
#undef MBEDTLS_RSA_NO_CRT
#undef MBEDTLS_SELF_TEST
#undef MBEDTLS_SHA256_SMALLER
#undef MBEDTLS_SHA256_USE_A64_CRYPTO_IF_PRESENT
#undef MBEDTLS_SHA256_USE_A64_CRYPTO_ONLY
#undef MBEDTLS_SHA256_USE_ARMV8_A_CRYPTO_IF_PRESENT
#undef MBEDTLS_SHA256_USE_ARMV8_A_CRYPTO_ONLY
#undef MBEDTLS_SHA3_C
#undef MBEDTLS_SHA512_SMALLER
#undef MBEDTLS_SHA512_USE_A64_CRYPTO_IF_PRESENT
#undef MBEDTLS_SHA512_USE_A64_CRYPTO_ONLY
#undef MBEDTLS_SSL_CLI_ALLOW_WEAK_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME
#undef MBEDTLS_SSL_DEBUG_ALL
#undef MBEDTLS_SSL_EARLY_DATA
#undef MBEDTLS_SSL_PROTO_TLS1_3
#undef MBEDTLS_SSL_RECORD_SIZE_LIMIT
#undef MBEDTLS_SSL_TLS1_3_COMPATIBILITY_MODE
#undef MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ENABLED
#undef MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK_ENABLED
#undef MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK_EPHEMERAL_ENABLED
#undef MBEDTLS_SSL_VARIABLE_BUFFER_LENGTH
#undef MBEDTLS_TEST_CONSTANT_FLOW_MEMSAN
#undef MBEDTLS_TEST_CONSTANT_FLOW_VALGRIND
#undef MBEDTLS_TEST_HOOKS
#undef MBEDTLS_USE_PSA_CRYPTO
#undef MBEDTLS_X509_RSASSA_PSS_SUPPORT

/*
 * Refused: what the library would have to be built otherwise for, and what a program brings that the library would not
 * call
 */

#if defined(MBEDTLS_AES_ALT)
#error "MBEDTLS_AES_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_AES_DECRYPT_ALT)
#error "MBEDTLS_AES_DECRYPT_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_AES_ENCRYPT_ALT)
#error "MBEDTLS_AES_ENCRYPT_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_AES_SETKEY_DEC_ALT)
#error "MBEDTLS_AES_SETKEY_DEC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_AES_SETKEY_ENC_ALT)
#error "MBEDTLS_AES_SETKEY_ENC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ARIA_ALT)
#error "MBEDTLS_ARIA_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_CAMELLIA_ALT)
#error "MBEDTLS_CAMELLIA_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_CCM_ALT)
#error "MBEDTLS_CCM_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_CHACHA20_ALT)
#error "MBEDTLS_CHACHA20_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_CHACHAPOLY_ALT)
#error "MBEDTLS_CHACHAPOLY_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_CMAC_ALT)
#error "MBEDTLS_CMAC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_DES3_CRYPT_ECB_ALT)
#error "MBEDTLS_DES3_CRYPT_ECB_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_DES_ALT)
#error "MBEDTLS_DES_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_DES_CRYPT_ECB_ALT)
#error "MBEDTLS_DES_CRYPT_ECB_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_DES_SETKEY_ALT)
#error "MBEDTLS_DES_SETKEY_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_DHM_ALT)
#error "MBEDTLS_DHM_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECDH_COMPUTE_SHARED_ALT)
#error "MBEDTLS_ECDH_COMPUTE_SHARED_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECDH_GEN_PUBLIC_ALT)
#error "MBEDTLS_ECDH_GEN_PUBLIC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECDSA_GENKEY_ALT)
#error "MBEDTLS_ECDSA_GENKEY_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECDSA_SIGN_ALT)
#error "MBEDTLS_ECDSA_SIGN_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECDSA_VERIFY_ALT)
#error "MBEDTLS_ECDSA_VERIFY_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECJPAKE_ALT)
#error "MBEDTLS_ECJPAKE_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_ADD_MIXED_ALT)
#error "MBEDTLS_ECP_ADD_MIXED_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_ALT)
#error "MBEDTLS_ECP_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_DOUBLE_ADD_MXZ_ALT)
#error "MBEDTLS_ECP_DOUBLE_ADD_MXZ_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_DOUBLE_JAC_ALT)
#error "MBEDTLS_ECP_DOUBLE_JAC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_INTERNAL_ALT)
#error "MBEDTLS_ECP_INTERNAL_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_NORMALIZE_JAC_ALT)
#error "MBEDTLS_ECP_NORMALIZE_JAC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_NORMALIZE_JAC_MANY_ALT)
#error "MBEDTLS_ECP_NORMALIZE_JAC_MANY_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_NORMALIZE_MXZ_ALT)
#error "MBEDTLS_ECP_NORMALIZE_MXZ_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_RANDOMIZE_JAC_ALT)
#error "MBEDTLS_ECP_RANDOMIZE_JAC_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ECP_RANDOMIZE_MXZ_ALT)
#error "MBEDTLS_ECP_RANDOMIZE_MXZ_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_ENTROPY_HARDWARE_ALT)
#error "MBEDTLS_ENTROPY_HARDWARE_ALT: libdtls never calls mbedtls_hardware_poll; use mbedtls_entropy_add_source"
#endif
#if defined(MBEDTLS_GCM_ALT)
#error "MBEDTLS_GCM_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_MD5_ALT)
#error "MBEDTLS_MD5_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_MD5_PROCESS_ALT)
#error "MBEDTLS_MD5_PROCESS_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_NIST_KW_ALT)
#error "MBEDTLS_NIST_KW_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_CALLOC_MACRO)
#error "MBEDTLS_PLATFORM_CALLOC_MACRO: libdtls would free with another function; use mbedtls_platform_set_calloc_free"
#endif
#if defined(MBEDTLS_PLATFORM_EXIT_ALT)
#error "MBEDTLS_PLATFORM_EXIT_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_FPRINTF_ALT)
#error "MBEDTLS_PLATFORM_FPRINTF_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_FREE_MACRO)
#error "MBEDTLS_PLATFORM_FREE_MACRO: libdtls would allocate with another function; use mbedtls_platform_set_calloc_free"
#endif
#if defined(MBEDTLS_PLATFORM_GMTIME_R_ALT)
#error "MBEDTLS_PLATFORM_GMTIME_R_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_MS_TIME_ALT)
#error "MBEDTLS_PLATFORM_MS_TIME_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_MS_TIME_TYPE_MACRO)
#error "MBEDTLS_PLATFORM_MS_TIME_TYPE_MACRO: libdtls is built with int64_t"
#endif
#if defined(MBEDTLS_PLATFORM_NV_SEED_ALT)
#error "MBEDTLS_PLATFORM_NV_SEED_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_PRINTF_ALT)
#error "MBEDTLS_PLATFORM_PRINTF_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_SETBUF_ALT)
#error "MBEDTLS_PLATFORM_SETBUF_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_SETUP_TEARDOWN_ALT)
#error "MBEDTLS_PLATFORM_SETUP_TEARDOWN_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_SNPRINTF_ALT)
#error "MBEDTLS_PLATFORM_SNPRINTF_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_TIME_ALT)
#error "MBEDTLS_PLATFORM_TIME_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_TIME_TYPE_MACRO)
#error "MBEDTLS_PLATFORM_TIME_TYPE_MACRO: libdtls is built with time_t"
#endif
#if defined(MBEDTLS_PLATFORM_VSNPRINTF_ALT)
#error "MBEDTLS_PLATFORM_VSNPRINTF_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PLATFORM_ZEROIZE_ALT)
#error "MBEDTLS_PLATFORM_ZEROIZE_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_POLY1305_ALT)
#error "MBEDTLS_POLY1305_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_PSA_CRYPTO_EXTERNAL_RNG)
#error "MBEDTLS_PSA_CRYPTO_EXTERNAL_RNG: libdtls takes randomness of the system, or by an entropy source (mbedtls_entropy_add_source)"
#endif
#if defined(MBEDTLS_PSA_CRYPTO_KEY_ID_ENCODES_OWNER)
#error "MBEDTLS_PSA_CRYPTO_KEY_ID_ENCODES_OWNER: key identifiers of libdtls are plain numbers"
#endif
#if defined(MBEDTLS_PSA_CRYPTO_PLATFORM_FILE)
#error "MBEDTLS_PSA_CRYPTO_PLATFORM_FILE: libdtls has types of its own"
#endif
#if defined(MBEDTLS_PSA_CRYPTO_SPM)
#error "MBEDTLS_PSA_CRYPTO_SPM: libdtls keeps keys in the process"
#endif
#if defined(MBEDTLS_PSA_CRYPTO_STRUCT_FILE)
#error "MBEDTLS_PSA_CRYPTO_STRUCT_FILE: libdtls has types of its own"
#endif
#if defined(MBEDTLS_RIPEMD160_ALT)
#error "MBEDTLS_RIPEMD160_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_RIPEMD160_PROCESS_ALT)
#error "MBEDTLS_RIPEMD160_PROCESS_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_RSA_ALT)
#error "MBEDTLS_RSA_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SHA1_ALT)
#error "MBEDTLS_SHA1_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SHA1_PROCESS_ALT)
#error "MBEDTLS_SHA1_PROCESS_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SHA256_ALT)
#error "MBEDTLS_SHA256_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SHA256_PROCESS_ALT)
#error "MBEDTLS_SHA256_PROCESS_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SHA512_ALT)
#error "MBEDTLS_SHA512_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SHA512_PROCESS_ALT)
#error "MBEDTLS_SHA512_PROCESS_ALT: libdtls calls no implementation of the program's own"
#endif
#if defined(MBEDTLS_SSL_CIPHERSUITES)
#error "MBEDTLS_SSL_CIPHERSUITES: libdtls has its own order of suites; use mbedtls_ssl_conf_ciphersuites"
#endif
#if defined(MBEDTLS_THREADING_ALT)
#error "MBEDTLS_THREADING_ALT: libdtls has locks of its own"
#endif
#if defined(MBEDTLS_TIMING_ALT)
#error "MBEDTLS_TIMING_ALT: libdtls calls no implementation of the program's own"
#endif

/*
 * Numbers that the library was built with
 */

#if defined(MBEDTLS_CTR_DRBG_ENTROPY_LEN) && MBEDTLS_CTR_DRBG_ENTROPY_LEN != 48
#error "MBEDTLS_CTR_DRBG_ENTROPY_LEN: libdtls is built with 48; use mbedtls_ctr_drbg_set_entropy_len"
#endif
#if defined(MBEDTLS_CTR_DRBG_MAX_INPUT) && MBEDTLS_CTR_DRBG_MAX_INPUT != 256
#error "MBEDTLS_CTR_DRBG_MAX_INPUT: libdtls is built with 256"
#endif
#if defined(MBEDTLS_CTR_DRBG_MAX_REQUEST) && MBEDTLS_CTR_DRBG_MAX_REQUEST != 1024
#error "MBEDTLS_CTR_DRBG_MAX_REQUEST: libdtls is built with 1024"
#endif
#if defined(MBEDTLS_CTR_DRBG_MAX_SEED_INPUT) && MBEDTLS_CTR_DRBG_MAX_SEED_INPUT != 384
#error "MBEDTLS_CTR_DRBG_MAX_SEED_INPUT: libdtls is built with 384"
#endif
#if defined(MBEDTLS_CTR_DRBG_RESEED_INTERVAL) && MBEDTLS_CTR_DRBG_RESEED_INTERVAL != 10000
#error "MBEDTLS_CTR_DRBG_RESEED_INTERVAL: libdtls is built with 10000; use mbedtls_ctr_drbg_set_reseed_interval"
#endif
#if defined(MBEDTLS_ENTROPY_MAX_GATHER) && MBEDTLS_ENTROPY_MAX_GATHER != 128
#error "MBEDTLS_ENTROPY_MAX_GATHER: libdtls is built with 128"
#endif
#if defined(MBEDTLS_ENTROPY_MAX_SOURCES) && MBEDTLS_ENTROPY_MAX_SOURCES != 20
#error "MBEDTLS_ENTROPY_MAX_SOURCES: libdtls is built with 20"
#endif
#if defined(MBEDTLS_HMAC_DRBG_MAX_INPUT) && MBEDTLS_HMAC_DRBG_MAX_INPUT != 256
#error "MBEDTLS_HMAC_DRBG_MAX_INPUT: libdtls is built with 256"
#endif
#if defined(MBEDTLS_HMAC_DRBG_MAX_REQUEST) && MBEDTLS_HMAC_DRBG_MAX_REQUEST != 1024
#error "MBEDTLS_HMAC_DRBG_MAX_REQUEST: libdtls is built with 1024"
#endif
#if defined(MBEDTLS_HMAC_DRBG_MAX_SEED_INPUT) && MBEDTLS_HMAC_DRBG_MAX_SEED_INPUT != 384
#error "MBEDTLS_HMAC_DRBG_MAX_SEED_INPUT: libdtls is built with 384"
#endif
#if defined(MBEDTLS_HMAC_DRBG_RESEED_INTERVAL) && MBEDTLS_HMAC_DRBG_RESEED_INTERVAL != 10000
#error "MBEDTLS_HMAC_DRBG_RESEED_INTERVAL: libdtls is built with 10000; use mbedtls_hmac_drbg_set_reseed_interval"
#endif
#if defined(MBEDTLS_MPI_MAX_SIZE) && MBEDTLS_MPI_MAX_SIZE != 1024
#error "MBEDTLS_MPI_MAX_SIZE: libdtls is built with 1024"
#endif
#if defined(MBEDTLS_PSK_MAX_LEN) && MBEDTLS_PSK_MAX_LEN != 48
#error "MBEDTLS_PSK_MAX_LEN: libdtls is built with 48"
#endif
#if defined(MBEDTLS_RSA_GEN_KEY_MIN_BITS) && MBEDTLS_RSA_GEN_KEY_MIN_BITS != 1024
#error "MBEDTLS_RSA_GEN_KEY_MIN_BITS: libdtls is built with 1024"
#endif
#if defined(MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES) && MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES != 50
#error "MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES: libdtls is built with 50; use mbedtls_ssl_cache_set_max_entries"
#endif
#if defined(MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT) && MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT != 86400
#error "MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT: libdtls is built with 86400; use mbedtls_ssl_cache_set_timeout"
#endif
#if defined(MBEDTLS_SSL_CID_IN_LEN_MAX) && MBEDTLS_SSL_CID_IN_LEN_MAX != 32
#error "MBEDTLS_SSL_CID_IN_LEN_MAX: libdtls is built with 32"
#endif
#if defined(MBEDTLS_SSL_CID_OUT_LEN_MAX) && MBEDTLS_SSL_CID_OUT_LEN_MAX != 32
#error "MBEDTLS_SSL_CID_OUT_LEN_MAX: libdtls is built with 32"
#endif
#if defined(MBEDTLS_SSL_CID_TLS1_3_PADDING_GRANULARITY) && MBEDTLS_SSL_CID_TLS1_3_PADDING_GRANULARITY != 16
#error "MBEDTLS_SSL_CID_TLS1_3_PADDING_GRANULARITY: libdtls is built with 16"
#endif
#if defined(MBEDTLS_SSL_COOKIE_TIMEOUT) && MBEDTLS_SSL_COOKIE_TIMEOUT != 60
#error "MBEDTLS_SSL_COOKIE_TIMEOUT: libdtls is built with 60; use mbedtls_ssl_cookie_set_timeout"
#endif
#if defined(MBEDTLS_SSL_DTLS_CONNECTION_ID_COMPAT) && MBEDTLS_SSL_DTLS_CONNECTION_ID_COMPAT != 0
#error "MBEDTLS_SSL_DTLS_CONNECTION_ID_COMPAT: libdtls is built with 0"
#endif
#if defined(MBEDTLS_SSL_IN_CONTENT_LEN) && MBEDTLS_SSL_IN_CONTENT_LEN != 16384
#error "MBEDTLS_SSL_IN_CONTENT_LEN: libdtls is built with 16384; use mbedtls_ssl_conf_max_frag_len"
#endif
#if defined(MBEDTLS_SSL_OUT_CONTENT_LEN) && MBEDTLS_SSL_OUT_CONTENT_LEN != 16384
#error "MBEDTLS_SSL_OUT_CONTENT_LEN: libdtls is built with 16384; use mbedtls_ssl_conf_max_frag_len"
#endif
#if defined(MBEDTLS_X509_MAX_FILE_PATH_LEN) && MBEDTLS_X509_MAX_FILE_PATH_LEN != 512
#error "MBEDTLS_X509_MAX_FILE_PATH_LEN: libdtls is built with 512"
#endif
#if defined(MBEDTLS_X509_MAX_INTERMEDIATE_CA) && MBEDTLS_X509_MAX_INTERMEDIATE_CA != 8
#error "MBEDTLS_X509_MAX_INTERMEDIATE_CA: libdtls is built with 8"
#endif

#endif /* MBEDTLS_CHECK_CONFIG_H */
