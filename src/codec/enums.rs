//! Protocol numbers. Each is a newtype over its wire integer: values that we do not know pass through unchanged.

macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident($int:ty) { $($(#[$vdoc:meta])* $variant:ident = $value:expr,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub $int);

        impl $name {
            $($(#[$vdoc])* pub const $variant: Self = Self($value);)*

            /// The name in the field's notation, if the value is one that we know.
            pub fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some(stringify!($variant)),)*
                    _ => None,
                }
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, concat!(stringify!($name), "({:#x})"), self.0),
                }
            }
        }
    };
}

wire_enum! {
    /// What a record carries (RFC 5246 §6.2.1, RFC 9146 §4, RFC 9147 §7).
    ContentType(u8) {
        /// change_cipher_spec
        CHANGE_CIPHER_SPEC = 20,
        /// alert
        ALERT = 21,
        /// handshake
        HANDSHAKE = 22,
        /// application_data
        APPLICATION_DATA = 23,
        /// tls12_cid
        TLS12_CID = 25,
        /// ACK (DTLS 1.3)
        ACK = 26,
    }
}

wire_enum! {
    /// Handshake message types (RFC 5246 §7.4, RFC 6347 §4.3.2).
    HandshakeType(u8) {
        /// hello_request
        HELLO_REQUEST = 0,
        /// client_hello
        CLIENT_HELLO = 1,
        /// server_hello
        SERVER_HELLO = 2,
        /// hello_verify_request
        HELLO_VERIFY_REQUEST = 3,
        /// new_session_ticket
        NEW_SESSION_TICKET = 4,
        /// certificate
        CERTIFICATE = 11,
        /// server_key_exchange
        SERVER_KEY_EXCHANGE = 12,
        /// certificate_request
        CERTIFICATE_REQUEST = 13,
        /// server_hello_done
        SERVER_HELLO_DONE = 14,
        /// certificate_verify
        CERTIFICATE_VERIFY = 15,
        /// client_key_exchange
        CLIENT_KEY_EXCHANGE = 16,
        /// finished
        FINISHED = 20,
    }
}

wire_enum! {
    /// Version numbers as they stand on the wire of DTLS.
    ProtocolVersion(u16) {
        /// DTLS 1.0, the version that a HelloVerifyRequest carries (RFC 6347 §4.2.1)
        DTLS1_0 = 0xfeff,
        /// DTLS 1.2
        DTLS1_2 = 0xfefd,
        /// DTLS 1.3
        DTLS1_3 = 0xfefc,
    }
}

wire_enum! {
    /// Severity of an alert (RFC 5246 §7.2).
    AlertLevel(u8) {
        /// warning
        WARNING = 1,
        /// fatal
        FATAL = 2,
    }
}

wire_enum! {
    /// Alert descriptions (RFC 5246 §7.2, RFC 8446 §6).
    AlertDescription(u8) {
        /// close_notify
        CLOSE_NOTIFY = 0,
        /// unexpected_message
        UNEXPECTED_MESSAGE = 10,
        /// bad_record_mac
        BAD_RECORD_MAC = 20,
        /// record_overflow
        RECORD_OVERFLOW = 22,
        /// handshake_failure
        HANDSHAKE_FAILURE = 40,
        /// bad_certificate
        BAD_CERTIFICATE = 42,
        /// unsupported_certificate
        UNSUPPORTED_CERTIFICATE = 43,
        /// certificate_revoked
        CERTIFICATE_REVOKED = 44,
        /// certificate_expired
        CERTIFICATE_EXPIRED = 45,
        /// certificate_unknown
        CERTIFICATE_UNKNOWN = 46,
        /// illegal_parameter
        ILLEGAL_PARAMETER = 47,
        /// unknown_ca
        UNKNOWN_CA = 48,
        /// access_denied
        ACCESS_DENIED = 49,
        /// decode_error
        DECODE_ERROR = 50,
        /// decrypt_error
        DECRYPT_ERROR = 51,
        /// protocol_version
        PROTOCOL_VERSION = 70,
        /// insufficient_security
        INSUFFICIENT_SECURITY = 71,
        /// internal_error
        INTERNAL_ERROR = 80,
        /// user_canceled
        USER_CANCELED = 90,
        /// no_renegotiation
        NO_RENEGOTIATION = 100,
        /// unsupported_extension
        UNSUPPORTED_EXTENSION = 110,
        /// unrecognized_name
        UNRECOGNIZED_NAME = 112,
        /// unknown_psk_identity
        UNKNOWN_PSK_IDENTITY = 115,
        /// no_application_protocol
        NO_APPLICATION_PROTOCOL = 120,
    }
}

wire_enum! {
    /// Extension numbers (IANA TLS ExtensionType Values).
    ExtensionType(u16) {
        /// server_name, RFC 6066 §3
        SERVER_NAME = 0,
        /// max_fragment_length, RFC 6066 §4
        MAX_FRAGMENT_LENGTH = 1,
        /// supported_groups, RFC 8422 §5.1.1
        SUPPORTED_GROUPS = 10,
        /// ec_point_formats, RFC 8422 §5.1.2
        EC_POINT_FORMATS = 11,
        /// signature_algorithms, RFC 5246 §7.4.1.4.1
        SIGNATURE_ALGORITHMS = 13,
        /// use_srtp, RFC 5764 §4.1
        USE_SRTP = 14,
        /// application_layer_protocol_negotiation, RFC 7301
        ALPN = 16,
        /// encrypt_then_mac, RFC 7366
        ENCRYPT_THEN_MAC = 22,
        /// extended_master_secret, RFC 7627
        EXTENDED_MASTER_SECRET = 23,
        /// session_ticket, RFC 5077
        SESSION_TICKET = 35,
        /// connection_id, RFC 9146
        CONNECTION_ID = 54,
        /// ecjpake_kkpp, draft-cragie-tls-ecjpake-01
        ECJPAKE_KKPP = 256,
        /// renegotiation_info, RFC 5746
        RENEGOTIATION_INFO = 0xff01,
    }
}

wire_enum! {
    /// Named groups (IANA TLS Supported Groups).
    NamedGroup(u16) {
        /// secp256r1
        SECP256R1 = 23,
        /// secp384r1
        SECP384R1 = 24,
        /// secp521r1
        SECP521R1 = 25,
        /// x25519
        X25519 = 29,
    }
}

wire_enum! {
    /// SRTP protection profiles (IANA DTLS-SRTP Protection Profiles).
    SrtpProfile(u16) {
        /// AES-128 in counter mode, HMAC-SHA1 of 80 bits (RFC 5764 §4.1.2)
        AES128_CM_HMAC_SHA1_80 = 1,
        /// AES-128 in counter mode, HMAC-SHA1 of 32 bits (RFC 5764 §4.1.2)
        AES128_CM_HMAC_SHA1_32 = 2,
        /// No encryption, HMAC-SHA1 of 80 bits (RFC 5764 §4.1.2)
        NULL_HMAC_SHA1_80 = 5,
        /// No encryption, HMAC-SHA1 of 32 bits (RFC 5764 §4.1.2)
        NULL_HMAC_SHA1_32 = 6,
        /// AES-128-GCM (RFC 7714 §14.2)
        AEAD_AES_128_GCM = 7,
        /// AES-256-GCM (RFC 7714 §14.2)
        AEAD_AES_256_GCM = 8,
    }
}

wire_enum! {
    /// Most bytes of plaintext in a record (RFC 6066 §4).
    MaxFragmentLength(u8) {
        /// 512
        LEN_512 = 1,
        /// 1024
        LEN_1024 = 2,
        /// 2048
        LEN_2048 = 3,
        /// 4096
        LEN_4096 = 4,
    }
}

impl MaxFragmentLength {
    /// The number of bytes; `None` for a value that has no meaning.
    pub const fn bytes(self) -> Option<usize> {
        match self.0 {
            code @ 1..=4 => Some(256 << code),
            _ => None,
        }
    }
}

impl NamedGroup {
    /// Bytes of a public key: an uncompressed point, or the one number of x25519 (RFC 8422 §5.4). `None` for groups
    /// that are not known here.
    pub const fn public_key_len(self) -> Option<usize> {
        match self {
            Self::SECP256R1 => Some(65),
            Self::SECP384R1 => Some(97),
            Self::SECP521R1 => Some(133),
            Self::X25519 => Some(32),
            _ => None,
        }
    }
}

wire_enum! {
    /// Signature schemes, which in (D)TLS 1.2 are the pair hash, signature (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3).
    SignatureScheme(u16) {
        /// rsa_pkcs1_sha1
        RSA_PKCS1_SHA1 = 0x0201,
        /// ecdsa_sha1
        ECDSA_SHA1 = 0x0203,
        /// rsa_pkcs1_sha256
        RSA_PKCS1_SHA256 = 0x0401,
        /// ecdsa_secp256r1_sha256; in (D)TLS 1.2 the curve is not bound
        ECDSA_SHA256 = 0x0403,
        /// rsa_pkcs1_sha384
        RSA_PKCS1_SHA384 = 0x0501,
        /// ecdsa_secp384r1_sha384; in (D)TLS 1.2 the curve is not bound
        ECDSA_SHA384 = 0x0503,
        /// rsa_pkcs1_sha512
        RSA_PKCS1_SHA512 = 0x0601,
        /// ecdsa_secp521r1_sha512; in (D)TLS 1.2 the curve is not bound
        ECDSA_SHA512 = 0x0603,
        /// rsa_pss_rsae_sha256
        RSA_PSS_RSAE_SHA256 = 0x0804,
        /// rsa_pss_rsae_sha384
        RSA_PSS_RSAE_SHA384 = 0x0805,
        /// rsa_pss_rsae_sha512
        RSA_PSS_RSAE_SHA512 = 0x0806,
    }
}

wire_enum! {
    /// Kinds of client certificates that a CertificateRequest names (RFC 5246 §7.4.4, RFC 8422 §5.5).
    ClientCertificateType(u8) {
        /// rsa_sign
        RSA_SIGN = 1,
        /// ecdsa_sign
        ECDSA_SIGN = 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_values_survive_and_print_their_number() {
        let group = NamedGroup(0x11ec);
        assert_eq!(group.0, 0x11ec);
        assert_eq!(format!("{group:?}"), "NamedGroup(0x11ec)");
        assert_eq!(format!("{:?}", NamedGroup::X25519), "X25519");
    }
}
