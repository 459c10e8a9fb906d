use super::RecordHeader;
use super::cbc::{CbcOpener, CbcSealer};
use crate::crypto::aes::AES_BLOCK_LEN;
use crate::crypto::{AeadAlgorithm, AeadKey, BulkCipher, SuiteInfo};
use crate::error::{CryptoError, Result};
use crate::keys::DirectionKeys;
use core::fmt;
use core::ops::Range;

/// Length of the part of a nonce that each GCM and CCM record carries (RFC 5288 §3, RFC 6655 §3).
const EXPLICIT_NONCE_LEN: usize = 8;

/// How the records of one direction in one epoch are protected.
pub enum Protection {
    /// Not at all: epoch 0.
    Null,
    /// With an AEAD whose nonce is a fixed part and, in each record, epoch and sequence number (RFC 5288, RFC 6655).
    AeadExplicit {
        /// The key.
        key: AeadKey,
        /// The fixed part of the nonce.
        salt: [u8; 4],
    },
    /// With an AEAD whose nonce is a fixed value XORed with epoch and sequence number (RFC 7905 §2).
    AeadXor {
        /// The key.
        key: AeadKey,
        /// The fixed value.
        iv: [u8; 12],
    },
    /// With AES in CBC mode beside HMAC (RFC 5246 §6.2.3.2, RFC 7366), when writing.
    CbcSealer(Box<CbcSealer>),
    /// The same when reading.
    CbcOpener(Box<CbcOpener>),
}

impl fmt::Debug for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The fixed parts of nonces are derived from the master secret as the keys are.
        match self {
            Self::Null => f.write_str("Null"),
            Self::AeadExplicit { key, .. } => f.debug_tuple("AeadExplicit").field(key).finish(),
            Self::AeadXor { key, .. } => f.debug_tuple("AeadXor").field(key).finish(),
            Self::CbcSealer(_) => f.write_str("CbcSealer"),
            Self::CbcOpener(_) => f.write_str("CbcOpener"),
        }
    }
}

impl Protection {
    /// The protection that a suite gives to what is written with these keys.
    pub fn writing(suite: &SuiteInfo, keys: &DirectionKeys) -> Result<Self> {
        match suite.bulk {
            BulkCipher::Aead(algorithm) => Self::aead(suite, algorithm, keys),
            BulkCipher::Cbc(cbc) => Ok(Self::CbcSealer(Box::new(CbcSealer::new(cbc, keys)?))),
        }
    }

    /// The protection that a suite gives to what is read with these keys.
    pub fn reading(suite: &SuiteInfo, keys: &DirectionKeys) -> Result<Self> {
        match suite.bulk {
            BulkCipher::Aead(algorithm) => Self::aead(suite, algorithm, keys),
            BulkCipher::Cbc(cbc) => Ok(Self::CbcOpener(Box::new(CbcOpener::new(cbc, keys)?))),
        }
    }

    fn aead(suite: &SuiteInfo, algorithm: AeadAlgorithm, keys: &DirectionKeys) -> Result<Self> {
        let key = AeadKey::new(algorithm, keys.key.as_bytes())?;
        let iv = keys.fixed_iv.as_bytes();
        if suite.explicit_nonce_len == 0 {
            Ok(Self::AeadXor { key, iv: iv.try_into().map_err(|_| CryptoError::BadKey)? })
        } else {
            Ok(Self::AeadExplicit { key, salt: iv.try_into().map_err(|_| CryptoError::BadKey)? })
        }
    }

    /// Most bytes by which a protected body is longer than its plaintext.
    pub fn expansion(&self) -> usize {
        match self {
            Self::CbcSealer(cbc) => cbc.expansion(),
            Self::CbcOpener(cbc) => cbc.expansion(),
            _ => self.explicit_nonce_len() + self.tag_len(),
        }
    }

    /// Protects the plaintext that `datagram` ends with, from `body` on; there has to be room for the explicit nonce
    /// in front of it: `datagram[body..]` is `explicit nonce | plaintext` and becomes `explicit nonce | ciphertext |
    /// tag`. The header's length field is not looked at.
    pub(super) fn seal(&self, header: &RecordHeader, datagram: &mut Vec<u8>, body: usize) -> Result<()> {
        if let Self::CbcSealer(cbc) = self {
            return cbc.seal(header, datagram, body);
        }
        let Some(key) = self.key()? else { return Ok(()) };
        let start = body + self.explicit_nonce_len();
        if matches!(self, Self::AeadExplicit { .. }) {
            let Some(field) = datagram.get_mut(body..start) else {
                return Err(crate::error::Error::Internal("no room for the nonce"));
            };
            field.copy_from_slice(&header.counter());
        }
        let nonce = self.nonce(&header.counter());
        let plaintext = datagram.get_mut(start..).unwrap_or_default();
        let aad = header.additional_data(plaintext.len());
        let tag = key.seal(&nonce, &aad, plaintext)?;
        datagram.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens a body in place and tells where in it the plaintext is. On failure the body is worthless.
    pub(super) fn open(&self, header: &RecordHeader, body: &mut [u8]) -> Result<Range<usize>, CryptoError> {
        if let Self::CbcOpener(cbc) = self {
            return cbc.open(header, body);
        }
        let Some(key) = self.key()? else { return Ok(0..body.len()) };
        let start = self.explicit_nonce_len();
        let (explicit, sealed) = body.split_at_mut_checked(start).ok_or(CryptoError::BadTag)?;
        let nonce = match <[u8; EXPLICIT_NONCE_LEN]>::try_from(&*explicit) {
            Ok(explicit) => self.nonce(&explicit),
            Err(_) => self.nonce(&header.counter()),
        };
        let length = sealed.len().checked_sub(self.tag_len()).ok_or(CryptoError::BadTag)?;
        let length = key.open(&nonce, &header.additional_data(length), sealed)?;
        Ok(start..start + length)
    }

    pub(super) fn explicit_nonce_len(&self) -> usize {
        match self {
            Self::AeadExplicit { .. } => EXPLICIT_NONCE_LEN,
            Self::Null | Self::AeadXor { .. } => 0,
            Self::CbcSealer(_) | Self::CbcOpener(_) => AES_BLOCK_LEN,
        }
    }

    fn tag_len(&self) -> usize {
        match self {
            Self::AeadExplicit { key, .. } | Self::AeadXor { key, .. } => key.algorithm().tag_len(),
            Self::Null | Self::CbcSealer(_) | Self::CbcOpener(_) => 0,
        }
    }

    /// The key of the AEAD; `None` without protection. Keys for the other direction are an error.
    fn key(&self) -> Result<Option<&AeadKey>, CryptoError> {
        match self {
            Self::Null => Ok(None),
            Self::AeadExplicit { key, .. } | Self::AeadXor { key, .. } => Ok(Some(key)),
            Self::CbcSealer(_) | Self::CbcOpener(_) => Err(CryptoError::BadKey),
        }
    }

    fn nonce(&self, counter: &[u8; 8]) -> [u8; 12] {
        let mut nonce = [0; 12];
        let (fixed, variable) = nonce.split_at_mut(4);
        variable.copy_from_slice(counter);
        match self {
            Self::Null | Self::CbcSealer(_) | Self::CbcOpener(_) => {}
            Self::AeadExplicit { salt, .. } => fixed.copy_from_slice(salt),
            Self::AeadXor { iv, .. } => {
                for (byte, mask) in nonce.iter_mut().zip(iv) {
                    *byte ^= mask;
                }
            }
        }
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{Secret, suite};

    #[test]
    fn nothing_derived_from_secrets_prints() {
        for suite in suite::ALL {
            let keys = DirectionKeys {
                mac_key: Secret::new(vec![171; suite.mac_key_len()]),
                key: Secret::new(vec![171; suite.key_len()]),
                fixed_iv: Secret::new(vec![171; suite.fixed_iv_len]),
                encrypt_then_mac: false,
            };
            for protection in [Protection::writing(suite, &keys), Protection::reading(suite, &keys)] {
                let printed = format!("{protection:?}");
                assert!(printed.contains(if suite.cbc().is_some() { "Cbc" } else { "AeadKey" }), "{printed}");
                assert!(!printed.contains("171"), "{printed}");
            }
        }
    }

    #[test]
    fn keys_of_the_other_direction_do_nothing() {
        let suite = suite::by_name("TLS-PSK-WITH-AES-128-CBC-SHA256").expect("a suite");
        let keys = DirectionKeys::known(suite, false);
        let header = RecordHeader {
            content_type: crate::codec::ContentType::APPLICATION_DATA,
            version: crate::codec::ProtocolVersion::DTLS1_2,
            epoch: 1,
            sequence: 0,
            cid: crate::codec::ConnectionId::EMPTY,
            length: 0,
        };
        let reading = Protection::reading(suite, &keys).expect("keys of the right length");
        assert!(reading.seal(&header, &mut vec![0; 100], 13).is_err());
        let writing = Protection::writing(suite, &keys).expect("keys of the right length");
        assert_eq!(writing.open(&header, &mut [0; 96]), Err(CryptoError::BadKey));
    }
}
