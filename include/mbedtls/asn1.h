/* Generated from src/ffi/asn1 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_ASN1_H
#define MBEDTLS_ASN1_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

/* True for the tags of string types. */
#define MBEDTLS_ASN1_IS_STRING_TAG(tag)                                                                  \
    ((tag) == MBEDTLS_ASN1_BMP_STRING || (tag) == MBEDTLS_ASN1_UTF8_STRING ||                            \
     (tag) == MBEDTLS_ASN1_T61_STRING || (tag) == MBEDTLS_ASN1_IA5_STRING ||                             \
     (tag) == MBEDTLS_ASN1_UNIVERSAL_STRING || (tag) == MBEDTLS_ASN1_PRINTABLE_STRING)

/* The length of an object identifier that is written as a string literal. */
#define MBEDTLS_OID_SIZE(x) (sizeof(x) - 1)

/* Zero if the element `oid_buf` (a pointer) is the object identifier of the string literal `oid_str`. */
#define MBEDTLS_OID_CMP(oid_str, oid_buf)                                                                \
    ((MBEDTLS_OID_SIZE(oid_str) != (oid_buf)->len) || memcmp((oid_str), (oid_buf)->p, (oid_buf)->len) != 0)

/* The same for an object identifier given as pointer and length. */
#define MBEDTLS_OID_CMP_RAW(oid_str, oid_buf, oid_buf_len)                                               \
    ((MBEDTLS_OID_SIZE(oid_str) != (oid_buf_len)) || memcmp((oid_str), (oid_buf), (oid_buf_len)) != 0)


/**
 * The data end inside an element.
 */
#define MBEDTLS_ERR_ASN1_OUT_OF_DATA -0x0060

/**
 * An element has another tag than was due.
 */
#define MBEDTLS_ERR_ASN1_UNEXPECTED_TAG -0x0062

/**
 * A length is encoded wrongly, or impossible for its value.
 */
#define MBEDTLS_ERR_ASN1_INVALID_LENGTH -0x0064

/**
 * An element is longer or shorter than what holds it.
 */
#define MBEDTLS_ERR_ASN1_LENGTH_MISMATCH -0x0066

/**
 * A value is not one that its type allows.
 */
#define MBEDTLS_ERR_ASN1_INVALID_DATA -0x0068

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_ASN1_ALLOC_FAILED -0x006A

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_ASN1_BUF_TOO_SMALL -0x006C

/**
 * BOOLEAN.
 */
#define MBEDTLS_ASN1_BOOLEAN 0x01

/**
 * INTEGER.
 */
#define MBEDTLS_ASN1_INTEGER 0x02

/**
 * BIT STRING.
 */
#define MBEDTLS_ASN1_BIT_STRING 0x03

/**
 * OCTET STRING.
 */
#define MBEDTLS_ASN1_OCTET_STRING 0x04

/**
 * NULL.
 */
#define MBEDTLS_ASN1_NULL 0x05

/**
 * OBJECT IDENTIFIER.
 */
#define MBEDTLS_ASN1_OID 0x06

/**
 * ENUMERATED.
 */
#define MBEDTLS_ASN1_ENUMERATED 0x0A

/**
 * UTF8String.
 */
#define MBEDTLS_ASN1_UTF8_STRING 0x0C

/**
 * SEQUENCE.
 */
#define MBEDTLS_ASN1_SEQUENCE 0x10

/**
 * SET.
 */
#define MBEDTLS_ASN1_SET 0x11

/**
 * PrintableString.
 */
#define MBEDTLS_ASN1_PRINTABLE_STRING 0x13

/**
 * T61String.
 */
#define MBEDTLS_ASN1_T61_STRING 0x14

/**
 * IA5String.
 */
#define MBEDTLS_ASN1_IA5_STRING 0x16

/**
 * UTCTime.
 */
#define MBEDTLS_ASN1_UTC_TIME 0x17

/**
 * GeneralizedTime.
 */
#define MBEDTLS_ASN1_GENERALIZED_TIME 0x18

/**
 * UniversalString.
 */
#define MBEDTLS_ASN1_UNIVERSAL_STRING 0x1C

/**
 * BMPString.
 */
#define MBEDTLS_ASN1_BMP_STRING 0x1E

/**
 * Added to the tag of a value that holds no elements.
 */
#define MBEDTLS_ASN1_PRIMITIVE 0x00

/**
 * Added to the tag of a value that holds elements.
 */
#define MBEDTLS_ASN1_CONSTRUCTED 0x20

/**
 * Added to the tag of an element whose meaning the surrounding structure gives.
 */
#define MBEDTLS_ASN1_CONTEXT_SPECIFIC 0x80

/**
 * The bits of a tag that hold its class.
 */
#define MBEDTLS_ASN1_TAG_CLASS_MASK 0xC0

/**
 * The bit of a tag that tells whether its value holds elements.
 */
#define MBEDTLS_ASN1_TAG_PC_MASK 0x20

/**
 * The bits of a tag that hold its number.
 */
#define MBEDTLS_ASN1_TAG_VALUE_MASK 0x1F

/**
 * An element: its tag, and where its content lies. It does not own the content.
 */
typedef struct mbedtls_asn1_buf {
    /**
     * The tag, e.g. `MBEDTLS_ASN1_UTF8_STRING`.
     */
    int tag;
    /**
     * The length of the content in bytes.
     */
    size_t len;
    /**
     * The content.
     */
    unsigned char *p;
} mbedtls_asn1_buf;

/**
 * A BIT STRING.
 */
typedef struct mbedtls_asn1_bitstring {
    /**
     * The length in bytes.
     */
    size_t len;
    /**
     * How many bits of the last byte do not count.
     */
    unsigned char unused_bits;
    /**
     * The bits.
     */
    unsigned char *p;
} mbedtls_asn1_bitstring;

/**
 * One element of a list of elements.
 */
typedef struct mbedtls_asn1_sequence {
    /**
     * The element.
     */
    struct mbedtls_asn1_buf buf;
    /**
     * The next one, or NULL at the end.
     */
    struct mbedtls_asn1_sequence *next;
} mbedtls_asn1_sequence;

/**
 * One named value of a list, as an attribute of a distinguished name.
 */
typedef struct mbedtls_asn1_named_data {
    /**
     * What the value is: an object identifier.
     */
    struct mbedtls_asn1_buf oid;
    /**
     * The value.
     */
    struct mbedtls_asn1_buf val;
    /**
     * The next one, or NULL at the end.
     */
    struct mbedtls_asn1_named_data *next;
    /**
     * Non-zero if the next one belongs to the same relative distinguished name.
     */
    unsigned char MBEDTLS_PRIVATE(next_merged);
} mbedtls_asn1_named_data;

#endif  /* MBEDTLS_ASN1_H */
