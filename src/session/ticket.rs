use crate::crypto::constant_time_eq;
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A session ticket (RFC 5077): the server's state of a session, sealed by the server, kept by the client.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Ticket {
    bytes: Vec<u8>,
    /// How long the server means to honour it, in seconds; 0 is not said.
    pub lifetime: u32,
}

impl Ticket {
    /// A ticket; `None` if it is empty, which stands for none, or longer than a message can carry.
    pub fn new(bytes: Vec<u8>, lifetime: u32) -> Option<Self> {
        (1..=usize::from(u16::MAX)).contains(&bytes.len()).then_some(Self { bytes, lifetime })
    }

    /// What the server sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl PartialEq for Ticket {
    fn eq(&self, other: &Self) -> bool {
        self.lifetime == other.lifetime && constant_time_eq(&self.bytes, &other.bytes)
    }
}

impl Eq for Ticket {}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({} bytes, {} s)", self.bytes.len(), self.lifetime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_oversized_tickets_are_none() {
        assert!(Ticket::new(Vec::new(), 1).is_none());
        assert!(Ticket::new(vec![0; 65_536], 1).is_none());
        let longest = Ticket::new(vec![7; 65_535], 1).expect("it fits");
        assert_eq!(format!("{longest:?}"), "Ticket(65535 bytes, 1 s)");
        assert_ne!(Ticket::new(vec![1], 1), Ticket::new(vec![1], 2));
        assert_ne!(Ticket::new(vec![1], 1), Ticket::new(vec![2], 1));
    }
}
