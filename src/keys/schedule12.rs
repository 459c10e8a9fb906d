use super::{Role, prf};
use crate::crypto::{HashAlgorithm, Secret, SuiteInfo, constant_time_eq};
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Length of the verify_data in a Finished message (RFC 5246 §7.4.9).
pub const VERIFY_DATA_LEN: usize = 12;

/// Length of the master secret (RFC 5246 §8.1).
pub const MASTER_SECRET_LEN: usize = 48;

/// What the key exchange yields (RFC 5246 §8.1, RFC 4279 §2, RFC 5489 §2).
#[derive(Debug)]
pub struct PremasterSecret(Secret);

impl PremasterSecret {
    /// ECDHE: the shared secret as it is (RFC 8422 §5.10).
    pub fn ecdhe(shared: Secret) -> Self {
        Self(shared)
    }

    /// EC J-PAKE: the hash of the shared point (draft-cragie-tls-ecjpake-01).
    pub fn ecjpake(shared: Secret) -> Self {
        Self(shared)
    }

    /// Plain PSK: as many zero bytes as the key has, then the key (RFC 4279 §2).
    pub fn psk(psk: &[u8]) -> Self {
        Self::with_psk(&Zeroizing::new(vec![0; psk.len()]), psk)
    }

    /// ECDHE_PSK: the shared secret, then the key (RFC 5489 §2).
    pub fn ecdhe_psk(shared: &Secret, psk: &[u8]) -> Self {
        Self::with_psk(shared.as_bytes(), psk)
    }

    fn with_psk(other: &[u8], psk: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(4 + other.len() + psk.len());
        for part in [other, psk] {
            // Both lengths are bounded far below 2^16 by the configuration and the groups.
            bytes.extend_from_slice(&(part.len() as u16).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        Self(Secret::new(bytes))
    }

    /// The master secret from both randoms (RFC 5246 §8.1).
    pub fn master_secret(self, hash: HashAlgorithm, client: &[u8; 32], server: &[u8; 32]) -> MasterSecret {
        self.derive(hash, b"master secret", &[client, server])
    }

    /// The extended master secret from the session hash (RFC 7627 §4).
    pub fn extended_master_secret(self, hash: HashAlgorithm, session_hash: &[u8]) -> MasterSecret {
        self.derive(hash, b"extended master secret", &[session_hash])
    }

    fn derive(self, hash: HashAlgorithm, label: &[u8], seed: &[&[u8]]) -> MasterSecret {
        let mut master = MasterSecret { hash, secret: Box::new([0; MASTER_SECRET_LEN]) };
        prf(hash, self.0.as_bytes(), label, seed, &mut *master.secret);
        master
    }
}

/// The secret that a session lives on.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterSecret {
    #[zeroize(skip)]
    hash: HashAlgorithm,
    /// Boxed, so that passing it from state to state leaves no copies behind.
    secret: Box<[u8; MASTER_SECRET_LEN]>,
}

impl MasterSecret {
    /// A master secret that was kept as bytes.
    pub fn restore(hash: HashAlgorithm, bytes: &[u8; MASTER_SECRET_LEN]) -> Self {
        Self { hash, secret: Box::new(*bytes) }
    }

    /// The 48 bytes.
    pub fn as_bytes(&self) -> &[u8; MASTER_SECRET_LEN] {
        &self.secret
    }

    /// The hash of the PRF that it is used with.
    pub fn hash(&self) -> HashAlgorithm {
        self.hash
    }

    /// Derives keying material for an application (RFC 5705 §4).
    pub fn export(&self, label: &[u8], seed: &[&[u8]], out: &mut [u8]) {
        prf(self.hash, &*self.secret, label, seed, out);
    }

    /// Cuts the key block into the keys of both directions (RFC 5246 §6.3).
    ///
    /// `encrypt_then_mac` tells whether that was negotiated (RFC 7366); it means nothing to an AEAD suite.
    pub fn connection_keys(
        &self,
        suite: &SuiteInfo,
        encrypt_then_mac: bool,
        client: &[u8; 32],
        server: &[u8; 32],
    ) -> ConnectionKeys {
        let (mac_len, key_len, iv_len) = (suite.mac_key_len(), suite.key_len(), suite.fixed_iv_len);
        let mut block = Zeroizing::new(vec![0; 2 * (mac_len + key_len + iv_len)]);
        prf(self.hash, &*self.secret, b"key expansion", &[server, client], &mut block);
        let (mac_keys, rest) = block.split_at(2 * mac_len);
        let (keys, ivs) = rest.split_at(2 * key_len);
        let (client_mac, server_mac) = mac_keys.split_at(mac_len);
        let (client_key, server_key) = keys.split_at(key_len);
        let (client_iv, server_iv) = ivs.split_at(iv_len);
        let direction = |mac_key: &[u8], key: &[u8], fixed_iv: &[u8]| DirectionKeys {
            mac_key: Secret::from(mac_key),
            key: Secret::from(key),
            fixed_iv: Secret::from(fixed_iv),
            encrypt_then_mac,
        };
        ConnectionKeys {
            client: direction(client_mac, client_key, client_iv),
            server: direction(server_mac, server_key, server_iv),
        }
    }

    /// What the Finished of `sender` has to carry after the messages hashed into `transcript` (RFC 5246 §7.4.9).
    pub fn verify_data(&self, sender: Role, transcript: &[u8]) -> [u8; VERIFY_DATA_LEN] {
        let label: &[u8] = match sender {
            Role::Client => b"client finished",
            Role::Server => b"server finished",
        };
        let mut out = [0; VERIFY_DATA_LEN];
        prf(self.hash, &*self.secret, label, &[transcript], &mut out);
        out
    }
}

impl PartialEq for MasterSecret {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && constant_time_eq(&*self.secret, &*other.secret)
    }
}

impl Eq for MasterSecret {}

impl fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterSecret({} bytes)", self.secret.len())
    }
}

/// What an application gets of a handshake that derives keys of its own, or writes a key log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedKeys {
    /// The master secret; its hash is that of the PRF.
    pub master_secret: MasterSecret,
    /// The client's random.
    pub client_random: [u8; 32],
    /// The server's random.
    pub server_random: [u8; 32],
}

/// The keys of both directions.
#[derive(Debug)]
pub struct ConnectionKeys {
    /// What the client writes with.
    pub client: DirectionKeys,
    /// What the server writes with.
    pub server: DirectionKeys,
}

impl ConnectionKeys {
    /// The keys that `role` writes with, and those that it reads with.
    pub fn for_role(self, role: Role) -> (DirectionKeys, DirectionKeys) {
        match role {
            Role::Client => (self.client, self.server),
            Role::Server => (self.server, self.client),
        }
    }
}

/// The keys of one direction.
#[derive(Debug)]
pub struct DirectionKeys {
    /// The key of the HMAC; empty with an AEAD.
    pub mac_key: Secret,
    /// The cipher's key.
    pub key: Secret,
    /// The part of each nonce that is not sent.
    pub fixed_iv: Secret,
    /// With HMAC: whether it is over the ciphertext (RFC 7366), and not over the plaintext.
    pub encrypt_then_mac: bool,
}

#[cfg(test)]
impl DirectionKeys {
    /// Keys of the lengths that `suite` has, which anyone knows.
    pub(crate) fn known(suite: &SuiteInfo, encrypt_then_mac: bool) -> Self {
        Self {
            mac_key: Secret::new(vec![5; suite.mac_key_len()]),
            key: Secret::new(vec![7; suite.key_len()]),
            fixed_iv: Secret::new(vec![9; suite.fixed_iv_len]),
            encrypt_then_mac,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_psk_premaster_has_zeros_of_the_keys_length() {
        let premaster = PremasterSecret::psk(&[1, 2, 3]);
        assert_eq!(premaster.0.as_bytes(), [0, 3, 0, 0, 0, 0, 3, 1, 2, 3]);
    }

    #[test]
    fn ecdhe_psk_premaster_has_both_lengths() {
        let premaster = PremasterSecret::ecdhe_psk(&Secret::new(vec![9; 2]), &[1]);
        assert_eq!(premaster.0.as_bytes(), [0, 2, 9, 9, 0, 1, 1]);
    }

    #[test]
    fn a_master_secret_stays_where_it_is() {
        let master = PremasterSecret::psk(&[7; 16]).master_secret(HashAlgorithm::Sha256, &[1; 32], &[2; 32]);
        let place = master.as_bytes().as_ptr();
        let passed_on = Box::new((1, master));
        let (_, master) = *passed_on;
        assert_eq!(master.as_bytes().as_ptr(), place, "a copy would not be wiped");
    }

    #[test]
    fn secrets_do_not_print() {
        let master = PremasterSecret::psk(&[7; 16]).master_secret(HashAlgorithm::Sha256, &[1; 32], &[2; 32]);
        assert_eq!(format!("{master:?}"), "MasterSecret(48 bytes)");
    }
}
