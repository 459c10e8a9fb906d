/*
 * How this libdtls was built. CMakeLists.txt writes 0 for the features that are switched off; everything else about
 * the build is in mbedtls_config.h.
 */
#ifndef LIBDTLS_BUILD_H
#define LIBDTLS_BUILD_H

/* The version of libdtls itself; MBEDTLS_VERSION_NUMBER tells whose API it offers. */
#define LIBDTLS_VERSION_MAJOR 0
#define LIBDTLS_VERSION_MINOR 1
#define LIBDTLS_VERSION_PATCH 0
#define LIBDTLS_VERSION_NUMBER 0x00010000
#define LIBDTLS_VERSION_STRING "0.1.0"

/* Cargo feature anti-replay, CMake option DTLS_ANTI_REPLAY. */
#define LIBDTLS_ANTI_REPLAY 1

/* Cargo feature hello-verify, CMake option DTLS_HELLO_VERIFY. */
#define LIBDTLS_HELLO_VERIFY 1

#endif /* LIBDTLS_BUILD_H */
