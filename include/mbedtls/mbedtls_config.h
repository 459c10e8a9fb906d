/*
 * What this library offers. The macros are those that programs written for Mbed TLS 3.6 test; one that is not here
 * stands in check_config.h, and means that the feature is not offered.
 */
#ifndef MBEDTLS_CONFIG_H
#define MBEDTLS_CONFIG_H

#include "mbedtls/libdtls_build.h"

/*
 * The system below
 */

/* There is a clock that tells the time of day. */
#define MBEDTLS_HAVE_TIME

/* It is set, so that certificates can be checked for their dates. */
#define MBEDTLS_HAVE_TIME_DATE

/* Functions that read and write files. */
#define MBEDTLS_FS_IO

/* mbedtls/platform.h. */
#define MBEDTLS_PLATFORM_C

/* Contexts that threads share have locks inside; mbedtls/threading.h. */
#define MBEDTLS_THREADING_C
#define MBEDTLS_THREADING_PTHREAD

/* mbedtls/timing.h: a timer for programs that block. */
#define MBEDTLS_TIMING_C

/* mbedtls/net_sockets.h: UDP and TCP sockets. */
#define MBEDTLS_NET_C

/* mbedtls/entropy.h. */
#define MBEDTLS_ENTROPY_C

/* mbedtls/ctr_drbg.h: a random generator. */
#define MBEDTLS_CTR_DRBG_C

/* psa/crypto.h: random bytes, hashes, keys in memory, and signatures; mbedtls/config_psa.h says which. */
#define MBEDTLS_PSA_CRYPTO_C

/* mbedtls/error.h: the meaning of error numbers in words. */
#define MBEDTLS_ERROR_C

/* mbedtls/debug.h and the debug callback. */
#define MBEDTLS_DEBUG_C

/* mbedtls/version.h. */
#define MBEDTLS_VERSION_C

/* mbedtls_version_check_feature(). */
#define MBEDTLS_VERSION_FEATURES

/*
 * Hashes and ciphers for programs
 */

/* mbedtls/aes.h, with its modes. */
#define MBEDTLS_AES_C
#define MBEDTLS_CIPHER_MODE_CBC
#define MBEDTLS_CIPHER_MODE_CFB
#define MBEDTLS_CIPHER_MODE_CTR
#define MBEDTLS_CIPHER_MODE_OFB

/* mbedtls/ccm.h. */
#define MBEDTLS_CCM_C

/* mbedtls/cipher.h, with the ways to fill a last block. */
#define MBEDTLS_CIPHER_C
#define MBEDTLS_CIPHER_PADDING_ONE_AND_ZEROS
#define MBEDTLS_CIPHER_PADDING_PKCS7
#define MBEDTLS_CIPHER_PADDING_ZEROS
#define MBEDTLS_CIPHER_PADDING_ZEROS_AND_LEN

/* mbedtls/gcm.h. */
#define MBEDTLS_GCM_C

/* mbedtls/hkdf.h. */
#define MBEDTLS_HKDF_C

/* mbedtls/hmac_drbg.h: a random generator. */
#define MBEDTLS_HMAC_DRBG_C

/* mbedtls/md.h: hashes by number or name, and HMAC. */
#define MBEDTLS_MD_C

/* mbedtls/md5.h. */
#define MBEDTLS_MD5_C

/* mbedtls/sha1.h. */
#define MBEDTLS_SHA1_C

/* mbedtls/sha256.h. */
#define MBEDTLS_SHA224_C
#define MBEDTLS_SHA256_C

/* mbedtls/sha512.h. */
#define MBEDTLS_SHA384_C
#define MBEDTLS_SHA512_C

/*
 * DTLS
 */

/* mbedtls/ssl.h. */
#define MBEDTLS_SSL_TLS_C

/* Clients. */
#define MBEDTLS_SSL_CLI_C

/* Servers. */
#define MBEDTLS_SSL_SRV_C

/* Datagrams. */
#define MBEDTLS_SSL_PROTO_DTLS

/* DTLS 1.2 (RFC 6347). */
#define MBEDTLS_SSL_PROTO_TLS1_2

/* A server's signatures may be made elsewhere, and take their time. */
#define MBEDTLS_SSL_ASYNC_PRIVATE

/* mbedtls/ssl_cookie.h: cookies for the stateless hello exchange. */
#define MBEDTLS_SSL_COOKIE_C

/* A client that begins anew from the same port (RFC 6347 section 4.2.8). */
#define MBEDTLS_SSL_DTLS_CLIENT_PORT_REUSE

/* mbedtls_ssl_context_save() and mbedtls_ssl_context_load(). */
#define MBEDTLS_SSL_CONTEXT_SERIALIZATION

/* Connection ids, by which a peer is known again behind a new address (RFC 9146). */
#define MBEDTLS_SSL_DTLS_CONNECTION_ID
/* Application protocols (RFC 7301). */
#define MBEDTLS_SSL_ALPN

/* Profiles for the protection of media (RFC 5764, RFC 7714). */
#define MBEDTLS_SSL_DTLS_SRTP

/* RFC 6066 section 4. */
#define MBEDTLS_SSL_MAX_FRAGMENT_LENGTH

/* RFC 5705. */
#define MBEDTLS_SSL_KEYING_MATERIAL_EXPORT

/* Session tickets (RFC 5077). */
#define MBEDTLS_SSL_SESSION_TICKETS

/* mbedtls/ssl_cache.h: a server's memory of sessions. */
#define MBEDTLS_SSL_CACHE_C

/* mbedtls/ssl_ticket.h: a server's session tickets. */
#define MBEDTLS_SSL_TICKET_C

/* In CBC suites the MAC is over the ciphertext if both sides want it (RFC 7366). */
#define MBEDTLS_SSL_ENCRYPT_THEN_MAC

/* RFC 7627. */
#define MBEDTLS_SSL_EXTENDED_MASTER_SECRET

/* RFC 6066 section 3. */
#define MBEDTLS_SSL_SERVER_NAME_INDICATION

/* mbedtls_ssl_get_peer_cert() works after the handshake. */
#define MBEDTLS_SSL_KEEP_PEER_CERTIFICATE

/* New keys for a live connection by a new handshake (RFC 5746); off until mbedtls_ssl_conf_renegotiation(). */
#define MBEDTLS_SSL_RENEGOTIATION

/* Every fatal error is told to the peer. */
#define MBEDTLS_SSL_ALL_ALERT_MESSAGES

/* Records that were received before are discarded (RFC 6347 section 4.1.2.6); a feature that can be built without. */
#if LIBDTLS_ANTI_REPLAY
#define MBEDTLS_SSL_DTLS_ANTI_REPLAY
#endif

/* A server's cookies for the hello exchange (RFC 6347 section 4.2.1); a feature that can be built without. */
#if LIBDTLS_HELLO_VERIFY
#define MBEDTLS_SSL_DTLS_HELLO_VERIFY
#endif

/*
 * Key exchanges and groups
 */

#define MBEDTLS_KEY_EXCHANGE_PSK_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDHE_PSK_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDHE_RSA_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECJPAKE_ENABLED
#define MBEDTLS_ECP_DP_SECP256R1_ENABLED
#define MBEDTLS_ECP_DP_SECP384R1_ENABLED
#define MBEDTLS_ECP_DP_SECP521R1_ENABLED
#define MBEDTLS_ECP_DP_CURVE25519_ENABLED

/*
 * Certificates and keys
 */

/* mbedtls/x509.h. */
#define MBEDTLS_X509_USE_C

/* mbedtls/x509_crt.h: certificates are parsed and checked. */
#define MBEDTLS_X509_CRT_PARSE_C

/* Trusted certificates may be found by a function: mbedtls_x509_crt_verify_with_ca_cb(), mbedtls_ssl_conf_ca_cb(). */
#define MBEDTLS_X509_TRUSTED_CERTIFICATE_CALLBACK

/* mbedtls/x509_crl.h: revocation lists are parsed and certificates checked against them. */
#define MBEDTLS_X509_CRL_PARSE_C
/* mbedtls/x509_csr.h: requests are parsed. */
#define MBEDTLS_X509_CSR_PARSE_C

/* mbedtls/x509_crt.h and mbedtls/x509_csr.h: certificates and requests are made. */
#define MBEDTLS_X509_CREATE_C
#define MBEDTLS_X509_CRT_WRITE_C
#define MBEDTLS_X509_CSR_WRITE_C

/* mbedtls/pk.h. */
#define MBEDTLS_PK_C

/* Keys are parsed and written. */
#define MBEDTLS_PK_PARSE_C
#define MBEDTLS_PK_WRITE_C
/* Keys are parsed, also those with compressed points. */
#define MBEDTLS_PK_PARSE_EC_COMPRESSED

/* mbedtls/bignum.h: numbers of any length. */
#define MBEDTLS_BIGNUM_C

/* mbedtls/ecp.h: points of curves and pairs of keys on them. */
#define MBEDTLS_ECP_C

/* mbedtls/rsa.h: RSA keys, which can be generated, and signatures by both paddings. */
#define MBEDTLS_RSA_C
#define MBEDTLS_GENPRIME
#define MBEDTLS_PKCS1_V15
#define MBEDTLS_PKCS1_V21

/* PEM is read and written as well as DER. */
#define MBEDTLS_PEM_PARSE_C
#define MBEDTLS_PEM_WRITE_C
#define MBEDTLS_BASE64_C

/* mbedtls/asn1.h and mbedtls/asn1write.h: DER element by element. */
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C

/* mbedtls/oid.h: what object identifiers stand for. */
#define MBEDTLS_OID_C

#endif /* MBEDTLS_CONFIG_H */
