//! The cipher suites that we know, and what each of them fixes.

use super::aes::AES_BLOCK_LEN;
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

/// How records are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BulkCipher {
    /// Authenticated encryption (RFC 5246 §6.2.3.3)
    Aead(AeadAlgorithm),
    /// AES in CBC mode beside HMAC (RFC 5246 §6.2.3.2, RFC 7366)
    Cbc(CbcSuite),
}

/// AES in CBC mode beside HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CbcSuite {
    /// Bytes of the AES key.
    pub key_len: usize,
    /// The hash of the HMAC: SHA-1, SHA-256 or SHA-384.
    pub mac: HashAlgorithm,
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
            BulkCipher::Cbc(_) => None,
        }
    }

    /// The CBC cipher and the HMAC of the suite, if it has them.
    pub const fn cbc(&self) -> Option<CbcSuite> {
        match self.bulk {
            BulkCipher::Cbc(cbc) => Some(cbc),
            BulkCipher::Aead(_) => None,
        }
    }

    /// Bytes of each side's key of the HMAC out of the key block.
    pub const fn mac_key_len(&self) -> usize {
        match self.bulk {
            BulkCipher::Aead(_) => 0,
            BulkCipher::Cbc(cbc) => cbc.mac.output_len(),
        }
    }

    /// Bytes of each side's write key out of the key block.
    pub const fn key_len(&self) -> usize {
        match self.bulk {
            BulkCipher::Aead(aead) => aead.key_len(),
            BulkCipher::Cbc(cbc) => cbc.key_len,
        }
    }

    /// Bytes of each record's tag or MAC.
    pub const fn tag_len(&self) -> usize {
        match self.bulk {
            BulkCipher::Aead(aead) => aead.tag_len(),
            BulkCipher::Cbc(cbc) => cbc.mac.output_len(),
        }
    }

    /// Most bytes by which protection makes a record longer; padding adds a whole block at most.
    pub const fn expansion(&self) -> usize {
        let padding = match self.bulk {
            BulkCipher::Aead(_) => 0,
            BulkCipher::Cbc(_) => AES_BLOCK_LEN,
        };
        self.explicit_nonce_len + self.tag_len() + padding
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
/// the stronger cipher first. The four ECDHE-PSK suites that Mbed TLS lacks stand behind the AEAD suite that it has.
pub const ALL: &[SuiteInfo] = {
    use AeadAlgorithm::*;
    use HashAlgorithm::{Sha1, Sha256, Sha384};
    use KeyExchange::*;
    &[
        aead(0xcca8, "TLS-ECDHE-RSA-WITH-CHACHA20-POLY1305-SHA256", EcdheRsa, ChaCha20Poly1305, Sha256),
        aead(0xcca9, "TLS-ECDHE-ECDSA-WITH-CHACHA20-POLY1305-SHA256", EcdheEcdsa, ChaCha20Poly1305, Sha256),
        aead(0xc02c, "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384", EcdheEcdsa, Aes256Gcm, Sha384),
        aead(0xc030, "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384", EcdheRsa, Aes256Gcm, Sha384),
        aead(0xc0ad, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM", EcdheEcdsa, Aes256Ccm, Sha256),
        cbc(0xc024, "TLS-ECDHE-ECDSA-WITH-AES-256-CBC-SHA384", EcdheEcdsa, 32, Sha384),
        cbc(0xc028, "TLS-ECDHE-RSA-WITH-AES-256-CBC-SHA384", EcdheRsa, 32, Sha384),
        cbc(0xc00a, "TLS-ECDHE-ECDSA-WITH-AES-256-CBC-SHA", EcdheEcdsa, 32, Sha1),
        cbc(0xc014, "TLS-ECDHE-RSA-WITH-AES-256-CBC-SHA", EcdheRsa, 32, Sha1),
        aead(0xc0af, "TLS-ECDHE-ECDSA-WITH-AES-256-CCM-8", EcdheEcdsa, Aes256Ccm8, Sha256),
        aead(0xc02b, "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256", EcdheEcdsa, Aes128Gcm, Sha256),
        aead(0xc02f, "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256", EcdheRsa, Aes128Gcm, Sha256),
        aead(0xc0ac, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM", EcdheEcdsa, Aes128Ccm, Sha256),
        cbc(0xc023, "TLS-ECDHE-ECDSA-WITH-AES-128-CBC-SHA256", EcdheEcdsa, 16, Sha256),
        cbc(0xc027, "TLS-ECDHE-RSA-WITH-AES-128-CBC-SHA256", EcdheRsa, 16, Sha256),
        cbc(0xc009, "TLS-ECDHE-ECDSA-WITH-AES-128-CBC-SHA", EcdheEcdsa, 16, Sha1),
        cbc(0xc013, "TLS-ECDHE-RSA-WITH-AES-128-CBC-SHA", EcdheRsa, 16, Sha1),
        aead(0xc0ae, "TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8", EcdheEcdsa, Aes128Ccm8, Sha256),
        aead(0xccac, "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256", EcdhePsk, ChaCha20Poly1305, Sha256),
        aead(0xd002, "TLS-ECDHE-PSK-WITH-AES-256-GCM-SHA384", EcdhePsk, Aes256Gcm, Sha384),
        aead(0xd001, "TLS-ECDHE-PSK-WITH-AES-128-GCM-SHA256", EcdhePsk, Aes128Gcm, Sha256),
        aead(0xd005, "TLS-ECDHE-PSK-WITH-AES-128-CCM-SHA256", EcdhePsk, Aes128Ccm, Sha256),
        aead(0xd003, "TLS-ECDHE-PSK-WITH-AES-128-CCM-8-SHA256", EcdhePsk, Aes128Ccm8, Sha256),
        cbc(0xc038, "TLS-ECDHE-PSK-WITH-AES-256-CBC-SHA384", EcdhePsk, 32, Sha384),
        cbc(0xc036, "TLS-ECDHE-PSK-WITH-AES-256-CBC-SHA", EcdhePsk, 32, Sha1),
        cbc(0xc037, "TLS-ECDHE-PSK-WITH-AES-128-CBC-SHA256", EcdhePsk, 16, Sha256),
        cbc(0xc035, "TLS-ECDHE-PSK-WITH-AES-128-CBC-SHA", EcdhePsk, 16, Sha1),
        aead(0xc0ff, "TLS-ECJPAKE-WITH-AES-128-CCM-8", EcJpake, Aes128Ccm8, Sha256),
        aead(0xccab, "TLS-PSK-WITH-CHACHA20-POLY1305-SHA256", Psk, ChaCha20Poly1305, Sha256),
        aead(0x00a9, "TLS-PSK-WITH-AES-256-GCM-SHA384", Psk, Aes256Gcm, Sha384),
        aead(0xc0a5, "TLS-PSK-WITH-AES-256-CCM", Psk, Aes256Ccm, Sha256),
        cbc(0x00af, "TLS-PSK-WITH-AES-256-CBC-SHA384", Psk, 32, Sha384),
        cbc(0x008d, "TLS-PSK-WITH-AES-256-CBC-SHA", Psk, 32, Sha1),
        aead(0xc0a9, "TLS-PSK-WITH-AES-256-CCM-8", Psk, Aes256Ccm8, Sha256),
        aead(0x00a8, "TLS-PSK-WITH-AES-128-GCM-SHA256", Psk, Aes128Gcm, Sha256),
        aead(0xc0a4, "TLS-PSK-WITH-AES-128-CCM", Psk, Aes128Ccm, Sha256),
        cbc(0x00ae, "TLS-PSK-WITH-AES-128-CBC-SHA256", Psk, 16, Sha256),
        cbc(0x008c, "TLS-PSK-WITH-AES-128-CBC-SHA", Psk, 16, Sha1),
        aead(0xc0a8, "TLS-PSK-WITH-AES-128-CCM-8", Psk, Aes128Ccm8, Sha256),
    ]
};

const fn aead(
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

const fn cbc(
    id: u16,
    name: &'static str,
    key_exchange: KeyExchange,
    key_len: usize,
    mac: HashAlgorithm,
) -> SuiteInfo {
    SuiteInfo {
        id: CipherSuite(id),
        name,
        key_exchange,
        bulk: BulkCipher::Cbc(CbcSuite { key_len, mac }),
        // The PRF's hash is SHA-256, unless the suite has a stronger one; never SHA-1 (RFC 5246 §1.2).
        hash: match mac {
            HashAlgorithm::Sha384 => mac,
            _ => HashAlgorithm::Sha256,
        },
        fixed_iv_len: 0,
        // The whole IV stands in each record (RFC 5246 §6.2.3.2).
        explicit_nonce_len: AES_BLOCK_LEN,
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
            if let Some(cbc) = info.cbc() {
                let hash = match cbc.mac {
                    HashAlgorithm::Sha1 => "SHA",
                    HashAlgorithm::Sha256 => "SHA256",
                    _ => "SHA384",
                };
                assert_eq!(info.name, format!("TLS-{exchange}-WITH-AES-{}-CBC-{hash}", cbc.key_len * 8));
                assert_eq!(info.expansion(), 16 + cbc.mac.output_len() + 16);
                assert_eq!((info.key_len(), info.mac_key_len()), (cbc.key_len, cbc.mac.output_len()));
                let strong = cbc.mac == HashAlgorithm::Sha384;
                assert_eq!(info.hash, if strong { HashAlgorithm::Sha384 } else { HashAlgorithm::Sha256 });
                continue;
            }
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
            assert_eq!(info.mac_key_len(), 0);
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
            0xcca8, 0xcca9, 0xc02c, 0xc030, 0xc0ad, 0xc024, 0xc028, 0xc00a, 0xc014, 0xc0af, 0xc02b, 0xc02f,
            0xc0ac, 0xc023, 0xc027, 0xc009, 0xc013, 0xc0ae, 0xccac, 0xc038, 0xc036, 0xc037, 0xc035, 0xc0ff,
            0xccab, 0x00a9, 0xc0a5, 0x00af, 0x008d, 0xc0a9, 0x00a8, 0xc0a4, 0x00ae, 0x008c, 0xc0a8,
        ];
        let ours = ALL.iter().map(|info| info.id.0).filter(|id| id >> 8 != 0xd0);
        assert!(ours.eq(original));
    }

    #[test]
    fn the_documentation_lists_every_suite_in_its_order() {
        let text = include_str!("../../docs/suites.md");
        let rows = text.lines().filter(|line| line.starts_with("| 0x"));
        let expected = ALL.iter().map(|info| format!("| 0x{:04X} | `{}` |", info.id.0, info.name));
        assert!(rows.eq(expected));
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
