/*
 * Names of Mbed TLS 2 for functions that only lost their ending "_ret"; those of what is not offered are left out.
 */
#ifndef MBEDTLS_COMPAT2X_H
#define MBEDTLS_COMPAT2X_H

#if defined(MBEDTLS_DEPRECATED_WARNING)
#warning "mbedtls/compat-2.x.h is deprecated"
#endif

#define mbedtls_ctr_drbg_update_ret mbedtls_ctr_drbg_update
#define mbedtls_hmac_drbg_update_ret mbedtls_hmac_drbg_update

#define mbedtls_md5_ret mbedtls_md5
#define mbedtls_md5_starts_ret mbedtls_md5_starts
#define mbedtls_md5_update_ret mbedtls_md5_update
#define mbedtls_md5_finish_ret mbedtls_md5_finish

#define mbedtls_sha1_ret mbedtls_sha1
#define mbedtls_sha1_starts_ret mbedtls_sha1_starts
#define mbedtls_sha1_update_ret mbedtls_sha1_update
#define mbedtls_sha1_finish_ret mbedtls_sha1_finish

#define mbedtls_sha256_ret mbedtls_sha256
#define mbedtls_sha256_starts_ret mbedtls_sha256_starts
#define mbedtls_sha256_update_ret mbedtls_sha256_update
#define mbedtls_sha256_finish_ret mbedtls_sha256_finish

#define mbedtls_sha512_ret mbedtls_sha512
#define mbedtls_sha512_starts_ret mbedtls_sha512_starts
#define mbedtls_sha512_update_ret mbedtls_sha512_update
#define mbedtls_sha512_finish_ret mbedtls_sha512_finish

#endif /* MBEDTLS_COMPAT2X_H */
