//! The numbers of `mbedtls/x509.h`: errors, flags of a check, and bits of extensions.

use std::ffi::c_int;

/// A form is recognized and not offered.
pub const MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE: c_int = -0x2080;
/// An object identifier is not known.
pub const MBEDTLS_ERR_X509_UNKNOWN_OID: c_int = -0x2100;
/// The structure of a certificate, CRL or request is wrong.
pub const MBEDTLS_ERR_X509_INVALID_FORMAT: c_int = -0x2180;
/// The version field is wrong.
pub const MBEDTLS_ERR_X509_INVALID_VERSION: c_int = -0x2200;
/// The serial number is wrong.
pub const MBEDTLS_ERR_X509_INVALID_SERIAL: c_int = -0x2280;
/// An algorithm identifier is wrong.
pub const MBEDTLS_ERR_X509_INVALID_ALG: c_int = -0x2300;
/// A distinguished name is wrong.
pub const MBEDTLS_ERR_X509_INVALID_NAME: c_int = -0x2380;
/// A date is wrong.
pub const MBEDTLS_ERR_X509_INVALID_DATE: c_int = -0x2400;
/// The signature field is wrong.
pub const MBEDTLS_ERR_X509_INVALID_SIGNATURE: c_int = -0x2480;
/// An extension is wrong, repeated, or critical and not known.
pub const MBEDTLS_ERR_X509_INVALID_EXTENSIONS: c_int = -0x2500;
/// There is no such version of X.509.
pub const MBEDTLS_ERR_X509_UNKNOWN_VERSION: c_int = -0x2580;
/// The signature algorithm is not known.
pub const MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG: c_int = -0x2600;
/// The signature algorithms inside and outside the signed part differ.
pub const MBEDTLS_ERR_X509_SIG_MISMATCH: c_int = -0x2680;
/// A certificate does not verify; the flags tell why.
pub const MBEDTLS_ERR_X509_CERT_VERIFY_FAILED: c_int = -0x2700;
/// The input is neither DER nor PEM.
pub const MBEDTLS_ERR_X509_CERT_UNKNOWN_FORMAT: c_int = -0x2780;
/// An argument is NULL or out of range.
pub const MBEDTLS_ERR_X509_BAD_INPUT_DATA: c_int = -0x2800;
/// Memory ran out.
pub const MBEDTLS_ERR_X509_ALLOC_FAILED: c_int = -0x2880;
/// A file or folder could not be read.
pub const MBEDTLS_ERR_X509_FILE_IO_ERROR: c_int = -0x2900;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_X509_BUFFER_TOO_SMALL: c_int = -0x2980;
/// A check could not be carried through: the chain is too long, or a callback failed.
pub const MBEDTLS_ERR_X509_FATAL_ERROR: c_int = -0x3000;

/// The certificate is not valid any more.
pub const MBEDTLS_X509_BADCERT_EXPIRED: u32 = 0x01;
/// A CRL lists the certificate.
pub const MBEDTLS_X509_BADCERT_REVOKED: u32 = 0x02;
/// The certificate is not for the name that was expected.
pub const MBEDTLS_X509_BADCERT_CN_MISMATCH: u32 = 0x04;
/// The certificate does not lead to a trusted one by good signatures.
pub const MBEDTLS_X509_BADCERT_NOT_TRUSTED: u32 = 0x08;
/// The CRL is not signed by the authority.
pub const MBEDTLS_X509_BADCRL_NOT_TRUSTED: u32 = 0x10;
/// The CRL is out of date.
pub const MBEDTLS_X509_BADCRL_EXPIRED: u32 = 0x20;
/// There is no certificate.
pub const MBEDTLS_X509_BADCERT_MISSING: u32 = 0x40;
/// The certificate was not checked.
pub const MBEDTLS_X509_BADCERT_SKIP_VERIFY: u32 = 0x80;
/// A reason of the application, for verify callbacks.
pub const MBEDTLS_X509_BADCERT_OTHER: u32 = 0x0100;
/// The certificate is not valid yet.
pub const MBEDTLS_X509_BADCERT_FUTURE: u32 = 0x0200;
/// The CRL is not valid yet.
pub const MBEDTLS_X509_BADCRL_FUTURE: u32 = 0x0400;
/// keyUsage does not allow the use.
pub const MBEDTLS_X509_BADCERT_KEY_USAGE: u32 = 0x0800;
/// extKeyUsage does not allow the use.
pub const MBEDTLS_X509_BADCERT_EXT_KEY_USAGE: u32 = 0x1000;
/// nsCertType does not allow the use.
pub const MBEDTLS_X509_BADCERT_NS_CERT_TYPE: u32 = 0x2000;
/// The certificate is signed over a digest that the profile does not allow.
pub const MBEDTLS_X509_BADCERT_BAD_MD: u32 = 0x4000;
/// The certificate has a key, or is signed by an algorithm, of a kind that the profile does not allow.
pub const MBEDTLS_X509_BADCERT_BAD_PK: u32 = 0x8000;
/// The certificate has a key, or is signed by one, of a size or curve that the profile does not allow.
pub const MBEDTLS_X509_BADCERT_BAD_KEY: u32 = 0x010000;
/// The CRL is signed over a digest that the profile does not allow.
pub const MBEDTLS_X509_BADCRL_BAD_MD: u32 = 0x020000;
/// The CRL is signed by an algorithm that the profile does not allow.
pub const MBEDTLS_X509_BADCRL_BAD_PK: u32 = 0x040000;
/// The CRL is signed by a key that the profile does not allow.
pub const MBEDTLS_X509_BADCRL_BAD_KEY: u32 = 0x080000;

/// subjectAltName: otherName.
pub const MBEDTLS_X509_SAN_OTHER_NAME: c_int = 0;
/// subjectAltName: rfc822Name.
pub const MBEDTLS_X509_SAN_RFC822_NAME: c_int = 1;
/// subjectAltName: dNSName.
pub const MBEDTLS_X509_SAN_DNS_NAME: c_int = 2;
/// subjectAltName: x400Address.
pub const MBEDTLS_X509_SAN_X400_ADDRESS_NAME: c_int = 3;
/// subjectAltName: directoryName.
pub const MBEDTLS_X509_SAN_DIRECTORY_NAME: c_int = 4;
/// subjectAltName: ediPartyName.
pub const MBEDTLS_X509_SAN_EDI_PARTY_NAME: c_int = 5;
/// subjectAltName: uniformResourceIdentifier.
pub const MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER: c_int = 6;
/// subjectAltName: iPAddress.
pub const MBEDTLS_X509_SAN_IP_ADDRESS: c_int = 7;
/// subjectAltName: registeredID.
pub const MBEDTLS_X509_SAN_REGISTERED_ID: c_int = 8;

/// keyUsage: signatures other than on certificates and CRLs.
pub const MBEDTLS_X509_KU_DIGITAL_SIGNATURE: u32 = 0x80;
/// keyUsage: signatures that bind their maker.
pub const MBEDTLS_X509_KU_NON_REPUDIATION: u32 = 0x40;
/// keyUsage: enciphering keys.
pub const MBEDTLS_X509_KU_KEY_ENCIPHERMENT: u32 = 0x20;
/// keyUsage: enciphering data.
pub const MBEDTLS_X509_KU_DATA_ENCIPHERMENT: u32 = 0x10;
/// keyUsage: key agreement.
pub const MBEDTLS_X509_KU_KEY_AGREEMENT: u32 = 0x08;
/// keyUsage: signatures on certificates.
pub const MBEDTLS_X509_KU_KEY_CERT_SIGN: u32 = 0x04;
/// keyUsage: signatures on CRLs.
pub const MBEDTLS_X509_KU_CRL_SIGN: u32 = 0x02;
/// keyUsage: in key agreement, enciphering only.
pub const MBEDTLS_X509_KU_ENCIPHER_ONLY: u32 = 0x01;
/// keyUsage: in key agreement, deciphering only.
pub const MBEDTLS_X509_KU_DECIPHER_ONLY: u32 = 0x8000;

/// nsCertType: TLS clients.
pub const MBEDTLS_X509_NS_CERT_TYPE_SSL_CLIENT: u32 = 0x80;
/// nsCertType: TLS servers.
pub const MBEDTLS_X509_NS_CERT_TYPE_SSL_SERVER: u32 = 0x40;
/// nsCertType: mail.
pub const MBEDTLS_X509_NS_CERT_TYPE_EMAIL: u32 = 0x20;
/// nsCertType: signing of objects.
pub const MBEDTLS_X509_NS_CERT_TYPE_OBJECT_SIGNING: u32 = 0x10;
/// nsCertType: reserved.
pub const MBEDTLS_X509_NS_CERT_TYPE_RESERVED: u32 = 0x08;
/// nsCertType: authorities for TLS.
pub const MBEDTLS_X509_NS_CERT_TYPE_SSL_CA: u32 = 0x04;
/// nsCertType: authorities for mail.
pub const MBEDTLS_X509_NS_CERT_TYPE_EMAIL_CA: u32 = 0x02;
/// nsCertType: authorities for the signing of objects.
pub const MBEDTLS_X509_NS_CERT_TYPE_OBJECT_SIGNING_CA: u32 = 0x01;

/// Extension: authorityKeyIdentifier.
pub const MBEDTLS_X509_EXT_AUTHORITY_KEY_IDENTIFIER: c_int = 0x1;
/// Extension: subjectKeyIdentifier.
pub const MBEDTLS_X509_EXT_SUBJECT_KEY_IDENTIFIER: c_int = 0x2;
/// Extension: keyUsage.
pub const MBEDTLS_X509_EXT_KEY_USAGE: c_int = 0x4;
/// Extension: certificatePolicies.
pub const MBEDTLS_X509_EXT_CERTIFICATE_POLICIES: c_int = 0x8;
/// Extension: policyMappings.
pub const MBEDTLS_X509_EXT_POLICY_MAPPINGS: c_int = 0x10;
/// Extension: subjectAltName.
pub const MBEDTLS_X509_EXT_SUBJECT_ALT_NAME: c_int = 0x20;
/// Extension: issuerAltName.
pub const MBEDTLS_X509_EXT_ISSUER_ALT_NAME: c_int = 0x40;
/// Extension: subjectDirectoryAttributes.
pub const MBEDTLS_X509_EXT_SUBJECT_DIRECTORY_ATTRS: c_int = 0x80;
/// Extension: basicConstraints.
pub const MBEDTLS_X509_EXT_BASIC_CONSTRAINTS: c_int = 0x100;
/// Extension: nameConstraints.
pub const MBEDTLS_X509_EXT_NAME_CONSTRAINTS: c_int = 0x200;
/// Extension: policyConstraints.
pub const MBEDTLS_X509_EXT_POLICY_CONSTRAINTS: c_int = 0x400;
/// Extension: extKeyUsage.
pub const MBEDTLS_X509_EXT_EXTENDED_KEY_USAGE: c_int = 0x800;
/// Extension: cRLDistributionPoints.
pub const MBEDTLS_X509_EXT_CRL_DISTRIBUTION_POINTS: c_int = 0x1000;
/// Extension: inhibitAnyPolicy.
pub const MBEDTLS_X509_EXT_INIHIBIT_ANYPOLICY: c_int = 0x2000;
/// Extension: freshestCRL.
pub const MBEDTLS_X509_EXT_FRESHEST_CRL: c_int = 0x4000;
/// Extension: Netscape's certificate type.
pub const MBEDTLS_X509_EXT_NS_CERT_TYPE: c_int = 0x10000;

/// A structure in DER.
pub const MBEDTLS_X509_FORMAT_DER: c_int = 1;
/// A structure in PEM.
pub const MBEDTLS_X509_FORMAT_PEM: c_int = 2;
/// The longest text of one attribute of a distinguished name, with its NUL.
pub const MBEDTLS_X509_MAX_DN_NAME_SIZE: c_int = 256;
