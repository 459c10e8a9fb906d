/* Generated from src/ffi/asn1write by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_ASN1_WRITE_H
#define MBEDTLS_ASN1_WRITE_H

#include <stddef.h>
#include "mbedtls/build_info.h"
#include "mbedtls/asn1.h"

/* Adds what `f` wrote to the count `g`, or returns its error; `ret` is in scope. */
#define MBEDTLS_ASN1_CHK_ADD(g, f)                                                                       \
    do {                                                                                                 \
        if ((ret = (f)) < 0)                                                                             \
            return ret;                                                                                  \
        (g) += ret;                                                                                      \
    } while (0)

/* The same, going to the label `cleanup` on an error. */
#define MBEDTLS_ASN1_CHK_CLEANUP_ADD(g, f)                                                               \
    do {                                                                                                 \
        if ((ret = (f)) < 0)                                                                             \
            goto cleanup;                                                                                \
        (g) += ret;                                                                                      \
    } while (0)


#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Writes a length in its shortest form.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param len        The length.
 *
 * \return           The number of octets written; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if there is no room for them;
 *                  MBEDTLS_ERR_ASN1_INVALID_LENGTH for a length of more than four octets;
 *                  MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
 */
int mbedtls_asn1_write_len(unsigned char **p,
                           const unsigned char *start,
                           size_t len);

/**
 * Writes a tag.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param tag        The identifier octet.
 *
 * \return           1; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if there is no room; MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
 */
int mbedtls_asn1_write_tag(unsigned char **p,
                           const unsigned char *start,
                           unsigned char tag);

/**
 * Writes octets as they are.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param buf        The octets.
 * \param size       How many.
 *
 * \return           The number of octets written; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if there is no room for them;
 *                  MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
 */
int mbedtls_asn1_write_raw_buffer(unsigned char **p,
                                  const unsigned char *start,
                                  const unsigned char *buf,
                                  size_t size);

/**
 * Writes an INTEGER of any size.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param X          The number, 0 or above.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_mpi(unsigned char **p,
                           const unsigned char *start,
                           const mbedtls_mpi *X);

/**
 * Writes NULL.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer(): 2 octets.
 */
int mbedtls_asn1_write_null(unsigned char **p,
                            const unsigned char *start);

/**
 * Writes an OBJECT IDENTIFIER.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param oid        Its encoded content.
 * \param oid_len    The length of `oid` in bytes.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_oid(unsigned char **p,
                           const unsigned char *start,
                           const char *oid,
                           size_t oid_len);

/**
 * Writes an AlgorithmIdentifier (RFC 5280 section 4.1.1.2) around parameters that are written already, or with NULL.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param oid        The object identifier.
 * \param oid_len    The length of `oid` in bytes.
 * \param par_len    The length of the parameters in bytes; 0 for NULL.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer(), the parameters included.
 */
int mbedtls_asn1_write_algorithm_identifier(unsigned char **p,
                                            const unsigned char *start,
                                            const char *oid,
                                            size_t oid_len,
                                            size_t par_len);

/**
 * Writes an AlgorithmIdentifier as mbedtls_asn1_write_algorithm_identifier() does, or one without parameters.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param oid        The object identifier.
 * \param oid_len    The length of `oid` in bytes.
 * \param par_len    The length of the parameters in bytes; 0 for NULL.
 * \param has_par    0 for no parameters, not even NULL; `par_len` does not count then.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer(), the parameters included.
 */
int mbedtls_asn1_write_algorithm_identifier_ext(unsigned char **p,
                                                const unsigned char *start,
                                                const char *oid,
                                                size_t oid_len,
                                                size_t par_len,
                                                int has_par);

/**
 * Writes a BOOLEAN.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param boolean    0 for false, anything else for true.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer(): 3 octets.
 */
int mbedtls_asn1_write_bool(unsigned char **p,
                            const unsigned char *start,
                            int boolean);

/**
 * Writes an INTEGER.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param val        The number, 0 or above.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_int(unsigned char **p,
                           const unsigned char *start,
                           int val);

/**
 * Writes an ENUMERATED.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param val        The number, 0 or above.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_enum(unsigned char **p,
                            const unsigned char *start,
                            int val);

/**
 * Writes a string of a type by its tag. The characters are not looked at.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param tag        The tag, e.g. MBEDTLS_ASN1_UTF8_STRING.
 * \param text       The characters.
 * \param text_len   How many bytes.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_tagged_string(unsigned char **p,
                                     const unsigned char *start,
                                     int tag,
                                     const char *text,
                                     size_t text_len);

/**
 * Writes a PrintableString. The characters are not looked at.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param text       The characters.
 * \param text_len   How many bytes.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_printable_string(unsigned char **p,
                                        const unsigned char *start,
                                        const char *text,
                                        size_t text_len);

/**
 * Writes a UTF8String. The characters are not looked at.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param text       The characters.
 * \param text_len   How many bytes.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_utf8_string(unsigned char **p,
                                   const unsigned char *start,
                                   const char *text,
                                   size_t text_len);

/**
 * Writes an IA5String. The characters are not looked at.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param text       The characters.
 * \param text_len   How many bytes.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_ia5_string(unsigned char **p,
                                  const unsigned char *start,
                                  const char *text,
                                  size_t text_len);

/**
 * Writes a BIT STRING.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param buf        The bits, the most significant of the first octet first.
 * \param bits       How many bits.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_bitstring(unsigned char **p,
                                 const unsigned char *start,
                                 const unsigned char *buf,
                                 size_t bits);

/**
 * Writes a BIT STRING without the zeros at its end, as bits that have names are encoded (X.680 section 22.7).
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param buf        The bits, the most significant of the first octet first.
 * \param bits       How many bits.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_named_bitstring(unsigned char **p,
                                       const unsigned char *start,
                                       const unsigned char *buf,
                                       size_t bits);

/**
 * Writes an OCTET STRING.
 *
 * \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
 * \param start      The beginning of the buffer, before which nothing is written.
 * \param buf        The octets.
 * \param size       How many.
 *
 * \return           As of mbedtls_asn1_write_raw_buffer().
 */
int mbedtls_asn1_write_octet_string(unsigned char **p,
                                    const unsigned char *start,
                                    const unsigned char *buf,
                                    size_t size);

/**
 * Sets the value of a name in a list: of the first node with that name, else of a new first node.
 *
 * The tags of a new node are zero. The list is to be freed by mbedtls_asn1_free_named_data_list().
 *
 * \param list     Where the pointer to the first node is, NULL for an empty list.
 * \param oid      The object identifier that names the value.
 * \param oid_len  The length of `oid` in bytes.
 * \param val      The value. With NULL a new value is zeros, and one of the same length stays as it is.
 * \param val_len  The length of the value in bytes.
 *
 * \return         The node, or NULL if memory ran out or an argument is NULL; the list is as it was then.
 */
mbedtls_asn1_named_data *mbedtls_asn1_store_named_data(mbedtls_asn1_named_data **list,
                                                       const char *oid,
                                                       size_t oid_len,
                                                       const unsigned char *val,
                                                       size_t val_len);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_ASN1_WRITE_H */
