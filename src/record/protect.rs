use super::RecordHeader;
use crate::crypto::{AeadKey, BulkCipher, SuiteInfo};
use crate::error::{CryptoError, Result};
use crate::keys::DirectionKeys;
use core::fmt;
use core::ops::Range;

/// Length of the part of a nonce that each GCM and CCM record carries (RFC 5288 §3, RFC 6655 §3).
const EXPLICIT_NONCE_LEN: usize = 8;

/// How the records of one direction in one epoch are protected.
///
/// A CBC suite (RFC 5246 §6.2.3.2, RFC 7366) joins as a further variant.
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
}

impl fmt::Debug for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The fixed parts of nonces are derived from the master secret as the keys are.
        match self {
            Self::Null => f.write_str("Null"),
            Self::AeadExplicit { key, .. } => f.debug_tuple("AeadExplicit").field(key).finish(),
            Self::AeadXor { key, .. } => f.debug_tuple("AeadXor").field(key).finish(),
        }
    }
}

impl Protection {
    /// The protection that a suite gives with these keys.
    pub fn new(suite: &SuiteInfo, keys: &DirectionKeys) -> Result<Self> {
        let BulkCipher::Aead(algorithm) = suite.bulk;
        let key = AeadKey::new(algorithm, keys.key.as_bytes())?;
        let iv = keys.fixed_iv.as_bytes();
        if suite.explicit_nonce_len == 0 {
            Ok(Self::AeadXor { key, iv: iv.try_into().map_err(|_| CryptoError::BadKey)? })
        } else {
            Ok(Self::AeadExplicit { key, salt: iv.try_into().map_err(|_| CryptoError::BadKey)? })
        }
    }

    /// How many bytes longer a protected body is than its plaintext.
    pub fn expansion(&self) -> usize {
        self.explicit_nonce_len() + self.tag_len()
    }

    /// Protects the plaintext that `datagram` ends with, from `body` on; there has to be room for the explicit nonce
    /// in front of it: `datagram[body..]` is `explicit nonce | plaintext` and becomes `explicit nonce | ciphertext |
    /// tag`. The header's length field is not looked at.
    pub(super) fn seal(&self, header: &RecordHeader, datagram: &mut Vec<u8>, body: usize) -> Result<()> {
        let Some(key) = self.key() else { return Ok(()) };
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
        let Some(key) = self.key() else { return Ok(0..body.len()) };
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
        }
    }

    fn tag_len(&self) -> usize {
        self.key().map_or(0, |key| key.algorithm().tag_len())
    }

    fn key(&self) -> Option<&AeadKey> {
        match self {
            Self::Null => None,
            Self::AeadExplicit { key, .. } | Self::AeadXor { key, .. } => Some(key),
        }
    }

    fn nonce(&self, counter: &[u8; 8]) -> [u8; 12] {
        let mut nonce = [0; 12];
        let (fixed, variable) = nonce.split_at_mut(4);
        variable.copy_from_slice(counter);
        match self {
            Self::Null => {}
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
                key: Secret::new(vec![171; suite.key_len()]),
                fixed_iv: Secret::new(vec![171; suite.fixed_iv_len]),
            };
            let printed = format!("{:?}", Protection::new(suite, &keys));
            assert!(printed.contains("AeadKey") && !printed.contains("171"), "{printed}");
        }
    }
}
