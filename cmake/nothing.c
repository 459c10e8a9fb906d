/* libmbedtls.so.21, libmbedx509.so.7 and libmbedcrypto.so.16 hold nothing: they lead to libdtls.so.0. */
typedef int dtls_nothing;
