use crate::rare::Usual;
use core::fmt;
use core::ops::Deref;

/// A connection id (RFC 9146): what a side wants to find in the records that it receives. Empty is none.
///
/// It is held in place, so that record headers can be passed around by value.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ConnectionId {
    len: u8,
    /// Zero behind `len`.
    bytes: [u8; Self::MAX_LEN],
}

impl Usual for ConnectionId {
    const USUAL: &'static Self = &Self::EMPTY;
}

impl Usual for Option<ConnectionId> {
    const USUAL: &'static Self = &None;
}

/// Of both directions.
impl Usual for [ConnectionId; 2] {
    const USUAL: &'static Self = &[ConnectionId::EMPTY; 2];
}

impl ConnectionId {
    /// Most bytes of a connection id, either way. The wire has room for 255; this is what Mbed TLS takes.
    pub const MAX_LEN: usize = 32;

    /// None at all.
    pub const EMPTY: Self = Self { len: 0, bytes: [0; Self::MAX_LEN] };

    /// Copies the bytes; `None` if there are more than [`ConnectionId::MAX_LEN`].
    pub fn new(id: &[u8]) -> Option<Self> {
        let mut bytes = [0; Self::MAX_LEN];
        bytes.get_mut(..id.len())?.copy_from_slice(id);
        Some(Self { len: u8::try_from(id.len()).ok()?, bytes })
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len.into()).unwrap_or_default()
    }
}

impl Deref for ConnectionId {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Debug for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConnectionId(")?;
        for byte in self.as_bytes() {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lengths_up_to_the_limit() {
        let bytes: Vec<u8> = (1..=40).collect();
        for len in 0..=40 {
            match ConnectionId::new(&bytes[..len]) {
                Some(id) => assert!(len <= 32 && *id == bytes[..len] && id.len() == len),
                None => assert!(len > 32),
            }
        }
        assert_eq!(ConnectionId::new(&[]), Some(ConnectionId::EMPTY));
        assert_ne!(ConnectionId::new(&[0]), Some(ConnectionId::EMPTY));
    }

    #[test]
    fn printed_in_hex() {
        let id = ConnectionId::new(&[0xab, 1]).unwrap_or_default();
        assert_eq!(format!("{id:?}"), "ConnectionId(ab01)");
    }
}
