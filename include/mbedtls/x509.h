/* Generated from src/ffi/x509 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_X509_H
#define MBEDTLS_X509_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/asn1.h"
#include "mbedtls/pk.h"

/* How many certificates may lie between a leaf and the trusted certificate. It is fixed when the library is built. */
#if !defined(MBEDTLS_X509_MAX_INTERMEDIATE_CA)
#define MBEDTLS_X509_MAX_INTERMEDIATE_CA 8
#endif

/* For functions that write text by snprintf() with `ret`, `n` and `p` in scope: counts, or returns if it is full. */
#define MBEDTLS_X509_SAFE_SNPRINTF                                                                       \
    do {                                                                                                 \
        if (ret < 0 || (size_t) ret >= n)                                                                \
            return MBEDTLS_ERR_X509_BUFFER_TOO_SMALL;                                                    \
        n -= (size_t) ret;                                                                               \
        p += (size_t) ret;                                                                               \
    } while (0)


/**
 * A form is recognized and not offered.
 */
#define MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE -0x2080

/**
 * An object identifier is not known.
 */
#define MBEDTLS_ERR_X509_UNKNOWN_OID -0x2100

/**
 * The structure of a certificate, CRL or request is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_FORMAT -0x2180

/**
 * The version field is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_VERSION -0x2200

/**
 * The serial number is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_SERIAL -0x2280

/**
 * An algorithm identifier is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_ALG -0x2300

/**
 * A distinguished name is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_NAME -0x2380

/**
 * A date is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_DATE -0x2400

/**
 * The signature field is wrong.
 */
#define MBEDTLS_ERR_X509_INVALID_SIGNATURE -0x2480

/**
 * An extension is wrong, repeated, or critical and not known.
 */
#define MBEDTLS_ERR_X509_INVALID_EXTENSIONS -0x2500

/**
 * There is no such version of X.509.
 */
#define MBEDTLS_ERR_X509_UNKNOWN_VERSION -0x2580

/**
 * The signature algorithm is not known.
 */
#define MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG -0x2600

/**
 * The signature algorithms inside and outside the signed part differ.
 */
#define MBEDTLS_ERR_X509_SIG_MISMATCH -0x2680

/**
 * A certificate does not verify; the flags tell why.
 */
#define MBEDTLS_ERR_X509_CERT_VERIFY_FAILED -0x2700

/**
 * The input is neither DER nor PEM.
 */
#define MBEDTLS_ERR_X509_CERT_UNKNOWN_FORMAT -0x2780

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_X509_BAD_INPUT_DATA -0x2800

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_X509_ALLOC_FAILED -0x2880

/**
 * A file or folder could not be read.
 */
#define MBEDTLS_ERR_X509_FILE_IO_ERROR -0x2900

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_X509_BUFFER_TOO_SMALL -0x2980

/**
 * A check could not be carried through: the chain is too long, or a callback failed.
 */
#define MBEDTLS_ERR_X509_FATAL_ERROR -0x3000

/**
 * The certificate is not valid any more.
 */
#define MBEDTLS_X509_BADCERT_EXPIRED 0x01

/**
 * A CRL lists the certificate.
 */
#define MBEDTLS_X509_BADCERT_REVOKED 0x02

/**
 * The certificate is not for the name that was expected.
 */
#define MBEDTLS_X509_BADCERT_CN_MISMATCH 0x04

/**
 * The certificate does not lead to a trusted one by good signatures.
 */
#define MBEDTLS_X509_BADCERT_NOT_TRUSTED 0x08

/**
 * The CRL is not signed by the authority.
 */
#define MBEDTLS_X509_BADCRL_NOT_TRUSTED 0x10

/**
 * The CRL is out of date.
 */
#define MBEDTLS_X509_BADCRL_EXPIRED 0x20

/**
 * There is no certificate.
 */
#define MBEDTLS_X509_BADCERT_MISSING 0x40

/**
 * The certificate was not checked.
 */
#define MBEDTLS_X509_BADCERT_SKIP_VERIFY 0x80

/**
 * A reason of the application, for verify callbacks.
 */
#define MBEDTLS_X509_BADCERT_OTHER 0x0100

/**
 * The certificate is not valid yet.
 */
#define MBEDTLS_X509_BADCERT_FUTURE 0x0200

/**
 * The CRL is not valid yet.
 */
#define MBEDTLS_X509_BADCRL_FUTURE 0x0400

/**
 * keyUsage does not allow the use.
 */
#define MBEDTLS_X509_BADCERT_KEY_USAGE 0x0800

/**
 * extKeyUsage does not allow the use.
 */
#define MBEDTLS_X509_BADCERT_EXT_KEY_USAGE 0x1000

/**
 * nsCertType does not allow the use.
 */
#define MBEDTLS_X509_BADCERT_NS_CERT_TYPE 0x2000

/**
 * The certificate is signed over a digest that the profile does not allow.
 */
#define MBEDTLS_X509_BADCERT_BAD_MD 0x4000

/**
 * The certificate has a key, or is signed by an algorithm, of a kind that the profile does not allow.
 */
#define MBEDTLS_X509_BADCERT_BAD_PK 0x8000

/**
 * The certificate has a key, or is signed by one, of a size or curve that the profile does not allow.
 */
#define MBEDTLS_X509_BADCERT_BAD_KEY 0x010000

/**
 * The CRL is signed over a digest that the profile does not allow.
 */
#define MBEDTLS_X509_BADCRL_BAD_MD 0x020000

/**
 * The CRL is signed by an algorithm that the profile does not allow.
 */
#define MBEDTLS_X509_BADCRL_BAD_PK 0x040000

/**
 * The CRL is signed by a key that the profile does not allow.
 */
#define MBEDTLS_X509_BADCRL_BAD_KEY 0x080000

/**
 * subjectAltName: otherName.
 */
#define MBEDTLS_X509_SAN_OTHER_NAME 0

/**
 * subjectAltName: rfc822Name.
 */
#define MBEDTLS_X509_SAN_RFC822_NAME 1

/**
 * subjectAltName: dNSName.
 */
#define MBEDTLS_X509_SAN_DNS_NAME 2

/**
 * subjectAltName: x400Address.
 */
#define MBEDTLS_X509_SAN_X400_ADDRESS_NAME 3

/**
 * subjectAltName: directoryName.
 */
#define MBEDTLS_X509_SAN_DIRECTORY_NAME 4

/**
 * subjectAltName: ediPartyName.
 */
#define MBEDTLS_X509_SAN_EDI_PARTY_NAME 5

/**
 * subjectAltName: uniformResourceIdentifier.
 */
#define MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER 6

/**
 * subjectAltName: iPAddress.
 */
#define MBEDTLS_X509_SAN_IP_ADDRESS 7

/**
 * subjectAltName: registeredID.
 */
#define MBEDTLS_X509_SAN_REGISTERED_ID 8

/**
 * keyUsage: signatures other than on certificates and CRLs.
 */
#define MBEDTLS_X509_KU_DIGITAL_SIGNATURE 0x80

/**
 * keyUsage: signatures that bind their maker.
 */
#define MBEDTLS_X509_KU_NON_REPUDIATION 0x40

/**
 * keyUsage: enciphering keys.
 */
#define MBEDTLS_X509_KU_KEY_ENCIPHERMENT 0x20

/**
 * keyUsage: enciphering data.
 */
#define MBEDTLS_X509_KU_DATA_ENCIPHERMENT 0x10

/**
 * keyUsage: key agreement.
 */
#define MBEDTLS_X509_KU_KEY_AGREEMENT 0x08

/**
 * keyUsage: signatures on certificates.
 */
#define MBEDTLS_X509_KU_KEY_CERT_SIGN 0x04

/**
 * keyUsage: signatures on CRLs.
 */
#define MBEDTLS_X509_KU_CRL_SIGN 0x02

/**
 * keyUsage: in key agreement, enciphering only.
 */
#define MBEDTLS_X509_KU_ENCIPHER_ONLY 0x01

/**
 * keyUsage: in key agreement, deciphering only.
 */
#define MBEDTLS_X509_KU_DECIPHER_ONLY 0x8000

/**
 * nsCertType: TLS clients.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_SSL_CLIENT 0x80

/**
 * nsCertType: TLS servers.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_SSL_SERVER 0x40

/**
 * nsCertType: mail.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_EMAIL 0x20

/**
 * nsCertType: signing of objects.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_OBJECT_SIGNING 0x10

/**
 * nsCertType: reserved.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_RESERVED 0x08

/**
 * nsCertType: authorities for TLS.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_SSL_CA 0x04

/**
 * nsCertType: authorities for mail.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_EMAIL_CA 0x02

/**
 * nsCertType: authorities for the signing of objects.
 */
#define MBEDTLS_X509_NS_CERT_TYPE_OBJECT_SIGNING_CA 0x01

/**
 * Extension: authorityKeyIdentifier.
 */
#define MBEDTLS_X509_EXT_AUTHORITY_KEY_IDENTIFIER 0x1

/**
 * Extension: subjectKeyIdentifier.
 */
#define MBEDTLS_X509_EXT_SUBJECT_KEY_IDENTIFIER 0x2

/**
 * Extension: keyUsage.
 */
#define MBEDTLS_X509_EXT_KEY_USAGE 0x4

/**
 * Extension: certificatePolicies.
 */
#define MBEDTLS_X509_EXT_CERTIFICATE_POLICIES 0x8

/**
 * Extension: policyMappings.
 */
#define MBEDTLS_X509_EXT_POLICY_MAPPINGS 0x10

/**
 * Extension: subjectAltName.
 */
#define MBEDTLS_X509_EXT_SUBJECT_ALT_NAME 0x20

/**
 * Extension: issuerAltName.
 */
#define MBEDTLS_X509_EXT_ISSUER_ALT_NAME 0x40

/**
 * Extension: subjectDirectoryAttributes.
 */
#define MBEDTLS_X509_EXT_SUBJECT_DIRECTORY_ATTRS 0x80

/**
 * Extension: basicConstraints.
 */
#define MBEDTLS_X509_EXT_BASIC_CONSTRAINTS 0x100

/**
 * Extension: nameConstraints.
 */
#define MBEDTLS_X509_EXT_NAME_CONSTRAINTS 0x200

/**
 * Extension: policyConstraints.
 */
#define MBEDTLS_X509_EXT_POLICY_CONSTRAINTS 0x400

/**
 * Extension: extKeyUsage.
 */
#define MBEDTLS_X509_EXT_EXTENDED_KEY_USAGE 0x800

/**
 * Extension: cRLDistributionPoints.
 */
#define MBEDTLS_X509_EXT_CRL_DISTRIBUTION_POINTS 0x1000

/**
 * Extension: inhibitAnyPolicy.
 */
#define MBEDTLS_X509_EXT_INIHIBIT_ANYPOLICY 0x2000

/**
 * Extension: freshestCRL.
 */
#define MBEDTLS_X509_EXT_FRESHEST_CRL 0x4000

/**
 * Extension: Netscape's certificate type.
 */
#define MBEDTLS_X509_EXT_NS_CERT_TYPE 0x10000

/**
 * A structure in DER.
 */
#define MBEDTLS_X509_FORMAT_DER 1

/**
 * A structure in PEM.
 */
#define MBEDTLS_X509_FORMAT_PEM 2

/**
 * The longest text of one attribute of a distinguished name, with its NUL.
 */
#define MBEDTLS_X509_MAX_DN_NAME_SIZE 256

/**
 * An element of a certificate.
 */
typedef mbedtls_asn1_buf mbedtls_x509_buf;

/**
 * hardwareModuleName (RFC 4108 section 5).
 */
typedef struct mbedtls_x509_san_hardware_module_name {
    /**
     * The type of the hardware: an object identifier.
     */
    mbedtls_x509_buf oid;
    /**
     * The serial number of the module.
     */
    mbedtls_x509_buf val;
} mbedtls_x509_san_hardware_module_name;

/**
 * The value of an otherName.
 */
typedef union mbedtls_x509_san_other_name_value {
    /**
     * The one kind that is interpreted.
     */
    struct mbedtls_x509_san_hardware_module_name hardware_module_name;
} mbedtls_x509_san_other_name_value;

/**
 * otherName (RFC 5280 section 4.2.1.6).
 */
typedef struct mbedtls_x509_san_other_name {
    /**
     * What kind of name it is: an object identifier.
     */
    mbedtls_x509_buf type_id;
    /**
     * The name.
     */
    union mbedtls_x509_san_other_name_value value;
} mbedtls_x509_san_other_name;

/**
 * A distinguished name: a list of attributes.
 */
typedef mbedtls_asn1_named_data mbedtls_x509_name;

/**
 * The names that a subjectAltName can hold.
 */
typedef union mbedtls_x509_san {
    /**
     * MBEDTLS_X509_SAN_OTHER_NAME.
     */
    struct mbedtls_x509_san_other_name other_name;
    /**
     * MBEDTLS_X509_SAN_DIRECTORY_NAME.
     */
    mbedtls_x509_name directory_name;
    /**
     * Any other: the name as it is encoded. An address has 4 or 16 bytes.
     */
    mbedtls_x509_buf unstructured_name;
} mbedtls_x509_san;

/**
 * One subjectAltName, interpreted. Pointers in it lead into the certificate.
 */
typedef struct mbedtls_x509_subject_alternative_name {
    /**
     * Which name it is, MBEDTLS_X509_SAN_.
     */
    int type;
    /**
     * The name.
     */
    union mbedtls_x509_san san;
} mbedtls_x509_subject_alternative_name;

/**
 * A date and a time of day in UTC.
 */
typedef struct mbedtls_x509_time {
    /**
     * The year, e.g. 2027.
     */
    int year;
    /**
     * The month, 1 to 12.
     */
    int mon;
    /**
     * The day of the month, from 1.
     */
    int day;
    /**
     * The hour, 0 to 23.
     */
    int hour;
    /**
     * The minute, 0 to 59.
     */
    int min;
    /**
     * The second, 0 to 59.
     */
    int sec;
} mbedtls_x509_time;

/**
 * A BIT STRING of a certificate.
 */
typedef mbedtls_asn1_bitstring mbedtls_x509_bitstring;

/**
 * A list of elements.
 */
typedef mbedtls_asn1_sequence mbedtls_x509_sequence;

/**
 * authorityKeyIdentifier.
 */
typedef struct mbedtls_x509_authority {
    /**
     * The identifier of the authority's key.
     */
    mbedtls_x509_buf keyIdentifier;
    /**
     * The names of who issued the authority's certificate.
     */
    mbedtls_x509_sequence authorityCertIssuer;
    /**
     * The serial number of the authority's certificate.
     */
    mbedtls_x509_buf authorityCertSerialNumber;
    /**
     * Not used: always empty.
     */
    mbedtls_x509_buf raw;
} mbedtls_x509_authority;

/**
 * One of a list of subjectAltNames, for functions that write certificates.
 */
typedef struct mbedtls_x509_san_list {
    /**
     * The name.
     */
    struct mbedtls_x509_subject_alternative_name node;
    /**
     * The next one, or NULL at the end.
     */
    struct mbedtls_x509_san_list *next;
} mbedtls_x509_san_list;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Interprets one subjectAltName, as it stands in the list `subject_alt_names` of a certificate.
 *
 * \param san_buf  The name: its tag, and its content.
 * \param san      Where the result goes, to be freed by `mbedtls_x509_free_subject_alt_name()`. It leads into `san_buf`.
 *
 * \return         0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for x400Address, ediPartyName, registeredID and otherName of
 *                 any kind but hardwareModuleName; MBEDTLS_ERR_X509_BAD_INPUT_DATA for an address of another length than
 *                 4 or 16, or if an argument is NULL; another error for a name that is encoded wrongly.
 */
int mbedtls_x509_parse_subject_alt_name(const mbedtls_x509_buf *san_buf,
                                        struct mbedtls_x509_subject_alternative_name *san);

/**
 * Frees what a name holds beside the certificate that it leads into.
 *
 * \param san  The name. NULL is ignored.
 */
void mbedtls_x509_free_subject_alt_name(struct mbedtls_x509_subject_alternative_name *san);

/**
 * Reads an IP address in its textual form.
 *
 * \param cn   The text: an IPv6 address if it has a colon, else an IPv4 address with four numbers.
 * \param dst  Where the address goes, in network byte order: room for 16 bytes.
 *
 * \return     4 or 16, the length of the address; 0 if it is none or if an argument is NULL.
 */
size_t mbedtls_x509_crt_parse_cn_inet_pton(const char *cn, void *dst);

/**
 * Writes a distinguished name as text, e.g. `C=NL, O=Example, CN=example.org`.
 *
 * Attributes of one relative distinguished name are joined by ` + `. Values are escaped as in RFC 4514 section 2.4;
 * those that are no text, or of a kind without a name, are written as `#` and hexadecimal digits.
 *
 * \param buf   Where the text goes, with a NUL.
 * \param size  The size of `buf`.
 * \param dn    The name. An empty one gives an empty text.
 *
 * \return      The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit or a value is longer
 *              than 255 characters, MBEDTLS_ERR_X509_INVALID_NAME if a text holds a NUL,
 *              MBEDTLS_ERR_X509_BAD_INPUT_DATA if `dn` is NULL.
 */
int mbedtls_x509_dn_gets(char *buf,
                         size_t size,
                         const mbedtls_x509_name *dn);

/**
 * Writes a serial number as text: its bytes in hexadecimal digits, separated by colons.
 *
 * \param buf     Where the text goes, with a NUL.
 * \param size    The size of `buf`.
 * \param serial  The serial number. Of more than 32 bytes only the first 28 are written, then `....`.
 *
 * \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit,
 *                MBEDTLS_ERR_X509_BAD_INPUT_DATA if `serial` is NULL.
 */
int mbedtls_x509_serial_gets(char *buf, size_t size, const mbedtls_x509_buf *serial);

/**
 * The next relative distinguished name of a name.
 *
 * \param dn  One attribute of the name. It must not be NULL.
 *
 * \return    The first attribute after those that belong together with `dn`; NULL at the end.
 */
mbedtls_x509_name *mbedtls_x509_dn_get_next(mbedtls_x509_name *dn);

/**
 * Makes a list of attributes from a distinguished name as text, e.g. `C=NL,O=Example,CN=example.org`.
 *
 * The form is that of RFC 4514: special characters are escaped by a backslash, and so is any byte but zero as two
 * hexadecimal digits; `#` and hexadecimal digits give the encoding of a value, which is the only form for kinds of
 * attributes in dotted form. Spaces may follow a comma. Kinds are CN, C, O, OU, L, ST, R, DC, SN, GN, serialNumber,
 * emailAddress and their long names. Of two attributes of one kind the latter counts. A value has at most 255 bytes.
 *
 * \param head  Where the list goes, which has to be NULL; to be freed by mbedtls_asn1_free_named_data_list(). After an
 *              error it holds what was read before.
 * \param name  The text.
 *
 * \return      0; MBEDTLS_ERR_X509_INVALID_NAME if the text is no name; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `*head` is
 *              not NULL or an argument is; MBEDTLS_ERR_X509_ALLOC_FAILED.
 */
int mbedtls_x509_string_to_names(mbedtls_asn1_named_data **head,
                                 const char *name);

/**
 * Compares two times.
 *
 * \param t1  The first. It must not be NULL.
 * \param t2  The second. It must not be NULL.
 *
 * \return    A number below zero if `t1` is before `t2`, zero if they are equal, above zero if `t1` is after `t2`;
 *            zero too if one is NULL.
 */
int mbedtls_x509_time_cmp(const struct mbedtls_x509_time *t1,
                          const struct mbedtls_x509_time *t2);

/**
 * Turns seconds since 1970-01-01 00:00:00 UTC into a date and a time of day in UTC.
 *
 * \param tt   The seconds. Years outside 0 to 9999 become the nearest end.
 * \param now  Where the result goes.
 *
 * \return     0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if `now` is NULL.
 */
int mbedtls_x509_time_gmtime(int64_t tt, struct mbedtls_x509_time *now);

/**
 * Tells whether a time lies in the past, as the end of a certificate's validity must not.
 *
 * \param to  The time. NULL counts as past.
 *
 * \return    1 if it is before the current time, 0 if not.
 */
int mbedtls_x509_time_is_past(const struct mbedtls_x509_time *to);

/**
 * Tells whether a time lies in the future, as the beginning of a certificate's validity must not.
 *
 * \param from  The time. NULL counts as future.
 *
 * \return      1 if it is after the current time, 0 if not.
 */
int mbedtls_x509_time_is_future(const struct mbedtls_x509_time *from);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_X509_H */
