/* Generated from src/ffi/asn1 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_ASN1_H
#define MBEDTLS_ASN1_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/bignum.h"
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

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Looks for a named value in a list.
 *
 * \param list  The first node, or NULL.
 * \param oid   The object identifier that names it.
 * \param len   The length of `oid` in bytes.
 *
 * \return      The first node with this name, or NULL.
 */
const struct mbedtls_asn1_named_data *mbedtls_asn1_find_named_data(const struct mbedtls_asn1_named_data *list,
                                                                   const char *oid,
                                                                   size_t len);

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Frees what a node of a list points at, its name and its value, and empties it. The node itself stays.
 *
 * \param entry  The node. NULL is ignored.
 */
void MBEDTLS_DEPRECATED mbedtls_asn1_free_named_data(struct mbedtls_asn1_named_data *entry);
#endif

/**
 * Frees a list of named values as mbedtls_asn1_store_named_data() and mbedtls_x509_string_to_names() make it.
 *
 * \param head  Where the pointer to the first node is; it is NULL afterwards. NULL is ignored.
 */
void mbedtls_asn1_free_named_data_list(struct mbedtls_asn1_named_data **head);

/**
 * Frees the nodes of a list, and not what they point at.
 *
 * \param name  The first node to free, or NULL.
 */
void mbedtls_asn1_free_named_data_list_shallow(struct mbedtls_asn1_named_data *name);

/**
 * Reads a length.
 *
 * \param p    Where the length stands; it is moved on to what follows.
 * \param end  The end of the data.
 * \param len  Where the length goes; it is there even if so much is not left.
 *
 * \return     0; MBEDTLS_ERR_ASN1_OUT_OF_DATA if the data end within the length or before what it counts;
 *             MBEDTLS_ERR_ASN1_INVALID_LENGTH if it has no octets or more than four;
 *             MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
 */
int mbedtls_asn1_get_len(unsigned char **p, const unsigned char *end, size_t *len);

/**
 * Reads the tag and the length of an element.
 *
 * \param p    Where the element stands; it is moved on to its content. A wrong tag is not passed over.
 * \param end  The end of the data.
 * \param len  Where the length goes.
 * \param tag  The tag that is due, one identifier octet.
 *
 * \return     0; MBEDTLS_ERR_ASN1_UNEXPECTED_TAG for another tag; else as of mbedtls_asn1_get_len().
 */
int mbedtls_asn1_get_tag(unsigned char **p, const unsigned char *end, size_t *len, int tag);

/**
 * Reads a BOOLEAN.
 *
 * \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param val  Where the value goes, 0 or 1; anything but zero in the data is 1.
 *
 * \return     0; MBEDTLS_ERR_ASN1_INVALID_LENGTH if it does not have one octet; else as of mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_bool(unsigned char **p,
                          const unsigned char *end,
                          int *val);

/**
 * Reads an INTEGER from 0 to 2^31 - 1.
 *
 * \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param val  Where the number goes.
 *
 * \return     0; MBEDTLS_ERR_ASN1_INVALID_LENGTH if it has no octets, or is below zero or too large; else as of
 *             mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_int(unsigned char **p,
                         const unsigned char *end,
                         int *val);

/**
 * Reads an ENUMERATED from 0 to 2^31 - 1; see mbedtls_asn1_get_int().
 *
 * \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param val  Where the number goes.
 *
 * \return     As of mbedtls_asn1_get_int().
 */
int mbedtls_asn1_get_enum(unsigned char **p, const unsigned char *end, int *val);

/**
 * Reads an INTEGER of any size without a sign.
 *
 * \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param X    Where the number goes.
 *
 * \return     0; MBEDTLS_ERR_MPI_ALLOC_FAILED if it has more than MBEDTLS_MPI_MAX_LIMBS words; else as of
 *             mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_mpi(unsigned char **p, const unsigned char *end, mbedtls_mpi *X);

/**
 * Reads a BIT STRING that fills the data.
 *
 * \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param bs   Where it goes: a pointer into the data, and how many bits of the last octet do not count.
 *
 * \return     0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if more data follow; MBEDTLS_ERR_ASN1_INVALID_LENGTH if more than 7
 *             bits do not count; MBEDTLS_ERR_ASN1_OUT_OF_DATA if it is empty; else as of mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_bitstring(unsigned char **p,
                               const unsigned char *end,
                               struct mbedtls_asn1_bitstring *bs);

/**
 * Reads the header of a BIT STRING whose bits fill its octets.
 *
 * \param p    Where the element stands; it is moved on to the first octet of bits, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param len  Where the number of octets goes.
 *
 * \return     0; MBEDTLS_ERR_ASN1_INVALID_DATA if it is empty or bits of the last octet do not count; else as of
 *             mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_bitstring_null(unsigned char **p,
                                    const unsigned char *end,
                                    size_t *len);

/**
 * Reads an AlgorithmIdentifier (RFC 5280 section 4.1.1.2).
 *
 * \param p       Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end     The end of the data.
 * \param alg     Where the object identifier goes.
 * \param params  Where the parameters go: tag and content; zero if there are none.
 *
 * \return        0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if something follows the parameters; else as of
 *                mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_alg(unsigned char **p,
                         const unsigned char *end,
                         struct mbedtls_asn1_buf *alg,
                         struct mbedtls_asn1_buf *params);

/**
 * Reads an AlgorithmIdentifier whose parameters are NULL or absent; see mbedtls_asn1_get_alg().
 *
 * \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param alg  Where the object identifier goes.
 *
 * \return     0; MBEDTLS_ERR_ASN1_INVALID_DATA for other parameters; else as of mbedtls_asn1_get_alg().
 */
int mbedtls_asn1_get_alg_null(unsigned char **p, const unsigned char *end, struct mbedtls_asn1_buf *alg);

/**
 * Reads a SEQUENCE OF elements with one tag into a list. The SEQUENCE fills the data.
 *
 * \param p    Where the SEQUENCE stands; it is moved on to its end, or on an error to what is wrong.
 * \param end  The end of the data.
 * \param cur  The first node of the list, which is overwritten. Further ones are to be freed by
 *             mbedtls_asn1_sequence_free(cur->next), after an error too. An empty SEQUENCE gives a node of zeros.
 * \param tag  The tag of the elements.
 *
 * \return     0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if more data follow the SEQUENCE;
 *             MBEDTLS_ERR_ASN1_UNEXPECTED_TAG for an element with another tag; MBEDTLS_ERR_ASN1_ALLOC_FAILED;
 *             else as of mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_get_sequence_of(unsigned char **p,
                                 const unsigned char *end,
                                 struct mbedtls_asn1_sequence *cur,
                                 int tag);

/**
 * Frees the nodes of a list as mbedtls_asn1_get_sequence_of() makes them, this one too.
 *
 * \param seq  The first node to free, or NULL.
 */
void mbedtls_asn1_sequence_free(struct mbedtls_asn1_sequence *seq);

/**
 * Calls a function for the elements of a SEQUENCE OF elements. The SEQUENCE fills the data.
 *
 * \param p              Where the SEQUENCE stands; it is moved on to its end, or on an error to what is wrong.
 * \param end            The end of the data.
 * \param tag_must_mask  Which bits of every element's tag are compared with `tag_must_val`.
 * \param tag_must_val   What these bits must be.
 * \param tag_may_mask   Which bits of a tag are compared with `tag_may_val`.
 * \param tag_may_val    What these bits are in elements for which `cb` is called.
 * \param cb             Called with `ctx`, the tag, the content and its length; another return value than 0 ends it.
 * \param ctx            The context of `cb`.
 *
 * \return               0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if more data follow the SEQUENCE;
 *                       MBEDTLS_ERR_ASN1_UNEXPECTED_TAG for an element without the bits of `tag_must_val`; what `cb`
 *                       returned; else as of mbedtls_asn1_get_tag().
 */
int mbedtls_asn1_traverse_sequence_of(unsigned char **p,
                                      const unsigned char *end,
                                      unsigned char tag_must_mask,
                                      unsigned char tag_must_val,
                                      unsigned char tag_may_mask,
                                      unsigned char tag_may_val,
                                      int (*cb)(void *ctx, int tag, unsigned char *start, size_t len),
                                      void *ctx);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_ASN1_H */
