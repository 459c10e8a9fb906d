use crate::crypto::{HashAlgorithm, digest};

/// What a session keeps of the name of its server: enough to tell it from any other name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerNameDigest([u8; Self::LEN]);

impl ServerNameDigest {
    /// Bytes of a digest.
    pub const LEN: usize = 16;

    /// Of a name: the first bytes of its SHA-256.
    pub fn of(name: &[u8]) -> Self {
        let hash = digest(HashAlgorithm::Sha256, &[name]);
        let mut bytes = [0; Self::LEN];
        bytes.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
        Self(bytes)
    }

    /// From its bytes; all zeros stand for no name.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Option<Self> {
        (bytes != [0; Self::LEN]).then_some(Self(bytes))
    }

    /// The bytes of what may be a name, zeros if it is none.
    pub fn to_bytes(name: Option<Self>) -> [u8; Self::LEN] {
        name.map_or([0; Self::LEN], |Self(bytes)| bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_own() {
        let names: [&[u8]; 4] = [b"", b"a.example", b"b.example", b"a.example."];
        for (at, name) in names.iter().enumerate() {
            let digest = ServerNameDigest::of(name);
            assert!(names.iter().skip(at + 1).all(|other| ServerNameDigest::of(other) != digest));
            assert_eq!(ServerNameDigest::from_bytes(ServerNameDigest::to_bytes(Some(digest))), Some(digest));
        }
        assert_eq!(ServerNameDigest::from_bytes(ServerNameDigest::to_bytes(None)), None);
    }
}
