/* What a parsed certificate says, in lines and as one number. */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <mbedtls/x509_crt.h>
#include <stdint.h>

/* Prints a buffer as its place in `base`, its length and its tag. */
void say_buf(const char *what, const mbedtls_x509_buf *buf, const unsigned char *base);
void say_names(const char *what, const mbedtls_x509_name *name, const unsigned char *base);
void say_sequence(const char *what, const mbedtls_x509_sequence *list, const unsigned char *base);
void say_time(const char *what, const mbedtls_x509_time *time);
void say_key(const mbedtls_pk_context *pk);

/* Prints everything about one certificate of a list. */
void say_certificate(const mbedtls_x509_crt *crt);

/* A number for the fields and the text of one certificate of a list. */
uint64_t sum_certificate(const mbedtls_x509_crt *crt);

#endif
