//! The cipher suites that we know, and what each of them fixes.

use super::{AeadAlgorithm, HashAlgorithm};
use core::fmt;

/// A cipher suite's number on the wire (IANA TLS Cipher Suites). Numbers that we do not know pass through unchanged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CipherSuite(pub u16);

impl CipherSuite {
    /// What we know of the suite, if we offer it.
    pub fn info(self) -> Option<&'static SuiteInfo> {
        by_id(self)
    }
}

impl fmt::Debug for CipherSuite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.info() {
            Some(info) => f.write_str(info.name),
            None => write!(f, "CipherSuite({:#06x})", self.0),
        }
    }
}

/// How the premaster secret comes about, and what proves the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyExchange {
    /// Ephemeral elliptic-curve Diffie-Hellman signed by ECDSA (RFC 8422)
    EcdheEcdsa,
    /// Ephemeral elliptic-curve Diffie-Hellman signed by RSA (RFC 8422)
    EcdheRsa,
    /// A pre-shared key alone (RFC 4279 §2)
    Psk,
    /// A pre-shared key with ephemeral elliptic-curve Diffie-Hellman (RFC 5489)
    EcdhePsk,
    /// A password, by EC J-PAKE (draft-cragie-tls-ecjpake-01)
    EcJpake,
}

impl KeyExchange {
    /// Whether the peers exchange ephemeral elliptic-curve keys.
    pub const fn uses_ecdhe(self) -> bool {
        matches!(self, Self::EcdheEcdsa | Self::EcdheRsa | Self::EcdhePsk)
    }

    /// Whether the peers need a pre-shared key.
    pub const fn uses_psk(self) -> bool {
        matches!(self, Self::Psk | Self::EcdhePsk)
    }

    /// Whether the peers are proven by a secret that both had before: a key or a password.
    pub const fn uses_shared_secret(self) -> bool {
        self.uses_psk() || matches!(self, Self::EcJpake)
    }

    /// Whether the server shows a certificate, and may ask for the client's.
    pub const fn uses_certificate(self) -> bool {
        matches!(self, Self::EcdheEcdsa | Self::EcdheRsa)
    }
}

/// How records are protected. Suites with CBC and HMAC can join as a further variant; whoever matches on this then
/// learns of it from the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BulkCipher {
    /// Authenticated encryption (RFC 5246 §6.2.3.3)
    Aead(AeadAlgorithm),
}

/// All that a cipher suite fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuiteInfo {
    /// The number on the wire.
    pub id: CipherSuite,
    /// The printable name, as Mbed TLS writes it.
    pub name: &'static str,
    /// How the premaster secret comes about.
    pub key_exchange: KeyExchange,
    /// How records are protected.
    pub bulk: BulkCipher,
    /// The hash of the PRF and of the transcript.
    pub hash: HashAlgorithm,
    /// Bytes of each side's write IV out of the key block.
    pub fixed_iv_len: usize,
    /// Bytes of nonce that each record carries.
    pub explicit_nonce_len: usize,
}

impl SuiteInfo {
    /// The AEAD of the suite, if it has one.
    pub const fn aead(&self) -> Option<AeadAlgorithm> {
        match self.bulk {
            BulkCipher::Aead(aead) => Some(aead),
        }
    }

    /// Bytes of each side's write key out of the key block.
    pub const fn key_len(&self) -> usize {
        match self.bulk {
            BulkCipher::Aead(aead) => aead.key_len(),
        }
    }

    /// Bytes of the tag at each record's end.
    pub const fn tag_len(&self) -> usize {
        match self.bulk {
            BulkCipher::Aead(aead) => aead.tag_len(),
        }
    }

    /// Bytes by which protection makes a record longer.
    pub const fn expansion(&self) -> usize {
        self.explicit_nonce_len + self.tag_len()
    }
}

/// The suite of this number, if we offer it.
pub fn by_id(id: CipherSuite) -> Option<&'static SuiteInfo> {
    ALL.iter().find(|info| info.id == id)
}

/// The suite of this printable name, if we offer it. The comparison is exact, as Mbed TLS's is.
pub fn by_name(name: &str) -> Option<&'static SuiteInfo> {
    ALL.iter().find(|info| info.name == name)
}

/// Every suite that we offer, in the default order of preference, which is Mbed TLS's: ephemeral before static, then
/// the stronger cipher first. The four ECDHE-PSK suites that Mbed TLS lacks stand behind the one that it has.
pub const ALL: &[SuiteInfo] = {
    use AeadAlgorithm::*;
    use HashAlgorithm::{Sha256, Sha384};
    use KeyExchange::*;
    &[
        suite(0xcca8, "TLS-ECDHE-RSA-WITH-CHACHA20-POLY1305-SHA256", EcdheRsa, ChaCha20Poly1305, Sha256),
        suite(0xcca9, "TLS-ECDHE-ECDSA-WITH-CHACHA20-POLY1305-SHA256", EcdheEcdsa, ChaCha20Poly1305, Sha256),
        suite(0xc02c, "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384", EcdheEcdsa, Aes256Gcm, Sha384),
        suite(0xc030, "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384", EcdheRsa, Aes256Gcm, Sha384),
        suite(0xc0ad, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM", EcdheEcdsa, Aes256Ccm, Sha256),
        suite(0xc0af, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM-8", EcdheEcdsa, Aes256Ccm8, Sha256),
        suite(0xc02b, "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256", EcdheEcdsa, Aes128Gcm, Sha256),
        suite(0xc02f, "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256", EcdheRsa, Aes128Gcm, Sha256),
        suite(0xc0ac, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM", EcdheEcdsa, Aes128Ccm, Sha256),
        suite(0xc0ae, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8", EcdheEcdsa, Aes128Ccm8, Sha256),
        suite(0xccac, "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256", EcdhePsk, ChaCha20Poly1305, Sha256),
        suite(0xd002, "TLS-ECDHE-PSK-WITH-AES-256-GCM-SHA384", EcdhePsk, Aes256Gcm, Sha384),
        suite(0xd001, "TLS-ECDHE-PSK-WITH-AES-128-GCM-SHA256", EcdhePsk, Aes128Gcm, Sha256),
        suite(0xd005, "TLS-ECDHE-PSK-WITH-AES-128-CCM-SHA256", EcdhePsk, Aes128Ccm, Sha256),
        suite(0xd003, "TLS-ECDHE-PSK-WITH-AES-128-CCM-8-SHA256", EcdhePsk, Aes128Ccm8, Sha256),
        suite(0xc0ff, "TLS-ECJPAKE-WITH-AES-128-CCM-8", EcJpake, Aes128Ccm8, Sha256),
        suite(0xccab, "TLS-PSK-WITH-CHACHA20-POLY1305-SHA256", Psk, ChaCha20Poly1305, Sha256),
        suite(0x00a9, "TLS-PSK-WITH-AES-256-GCM-SHA384", Psk, Aes256Gcm, Sha384),
        suite(0xc0a5, "TLS-PSK-WITH-AES-256-CCM", Psk, Aes256Ccm, Sha256),
        suite(0xc0a9, "TLS-PSK-WITH-AES-256-CCM-8", Psk, Aes256Ccm8, Sha256),
        suite(0x00a8, "TLS-PSK-WITH-AES-128-GCM-SHA256", Psk, Aes128Gcm, Sha256),
        suite(0xc0a4, "TLS-PSK-WITH-AES-128-CCM", Psk, Aes128Ccm, Sha256),
        suite(0xc0a8, "TLS-PSK-WITH-AES-128-CCM-8", Psk, Aes128Ccm8, Sha256),
    ]
};

const fn suite(
    id: u16,
    name: &'static str,
    key_exchange: KeyExchange,
    aead: AeadAlgorithm,
    hash: HashAlgorithm,
) -> SuiteInfo {
    // GCM and CCM: a salt and 8 bytes in the record (RFC 5288 §3, RFC 6655 §3); ChaCha20: all implicit (RFC 7905 §2).
    let (fixed_iv_len, explicit_nonce_len) = match aead {
        AeadAlgorithm::ChaCha20Poly1305 => (12, 0),
        _ => (4, 8),
    };
    SuiteInfo {
        id: CipherSuite(id),
        name,
        key_exchange,
        bulk: BulkCipher::Aead(aead),
        hash,
        fixed_iv_len,
        explicit_nonce_len,
    }
}

#[cfg(test)]
mod tests {
    use super::super::NONCE_LEN;
    use super::*;

    #[test]
    fn names_say_what_the_suite_is() {
        for info in ALL {
            let exchange = match info.key_exchange {
                KeyExchange::EcdheEcdsa => "ECDHE-ECDSA",
                KeyExchange::EcdheRsa => "ECDHE-RSA",
                KeyExchange::Psk => "PSK",
                KeyExchange::EcdhePsk => "ECDHE-PSK",
                KeyExchange::EcJpake => "ECJPAKE",
            };
            let cipher = match info.aead().unwrap() {
                AeadAlgorithm::Aes128Gcm => "AES-128-GCM",
                AeadAlgorithm::Aes256Gcm => "AES-256-GCM",
                AeadAlgorithm::Aes128Ccm => "AES-128-CCM",
                AeadAlgorithm::Aes256Ccm => "AES-256-CCM",
                AeadAlgorithm::Aes128Ccm8 => "AES-128-CCM-8",
                AeadAlgorithm::Aes256Ccm8 => "AES-256-CCM-8",
                AeadAlgorithm::ChaCha20Poly1305 => "CHACHA20-POLY1305",
            };
            let hash = if info.hash == HashAlgorithm::Sha384 { "-SHA384" } else { "-SHA256" };
            let stem = format!("TLS-{exchange}-WITH-{cipher}");
            // The names of the older CCM suites do not mention their hash, SHA-256.
            let unsaid = cipher.contains("CCM") && info.id.0 >> 8 == 0xc0;
            assert_eq!(info.name, if unsaid { stem } else { stem + hash });
            assert_eq!(info.fixed_iv_len + info.explicit_nonce_len, NONCE_LEN);
            assert_eq!(info.expansion(), info.explicit_nonce_len + info.tag_len());
        }
    }

    #[test]
    fn every_suite_is_found_by_number_and_name_and_stands_once() {
        for (at, info) in ALL.iter().enumerate() {
            assert_eq!(by_id(info.id), Some(info));
            assert_eq!(by_name(info.name), Some(info));
            assert_eq!(format!("{:?}", info.id), info.name);
            assert!(ALL[..at].iter().all(|other| other.id != info.id && other.name != info.name));
        }
        assert_eq!(by_id(CipherSuite(0x1301)), None);
        assert_eq!(by_name("TLS-PSK-WITH-AES-128-CCM-8 "), None);
        assert_eq!(format!("{:?}", CipherSuite(0x00ff)), "CipherSuite(0x00ff)");
    }

    /// What `mbedtls_ssl_list_ciphersuites` of Mbed TLS 3.6.6 gives, less the suites that we do not offer; EC J-PAKE,
    /// which is not in every build of it, has its place before those with a pre-shared key alone.
    #[test]
    fn the_order_is_that_of_the_original() {
        let original = [
            0xcca8, 0xcca9, 0xc02c, 0xc030, 0xc0ad, 0xc0af, 0xc02b, 0xc02f, 0xc0ac, 0xc0ae, 0xccac, 0xc0ff, 0xccab,
            0x00a9, 0xc0a5, 0xc0a9, 0x00a8, 0xc0a4, 0xc0a8,
        ];
        let ours = ALL.iter().map(|info| info.id.0).filter(|id| id >> 8 != 0xd0);
        assert!(ours.eq(original));
    }

    #[test]
    fn key_exchanges_need_what_they_need() {
        use KeyExchange::*;
        for (exchange, ecdhe, psk, certificate) in [
            (EcdheEcdsa, true, false, true),
            (EcdheRsa, true, false, true),
            (Psk, false, true, false),
            (EcdhePsk, true, true, false),
            (EcJpake, false, false, false),
        ] {
            assert_eq!(exchange.uses_shared_secret(), !certificate);
            assert_eq!(exchange.uses_ecdhe(), ecdhe);
            assert_eq!(exchange.uses_psk(), psk);
            assert_eq!(exchange.uses_certificate(), certificate);
        }
    }
}
