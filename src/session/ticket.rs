use crate::crypto::constant_time_eq;
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A session ticket (RFC 5077): the server's state of a session, sealed by the server, kept by the client.
#[derive(Clone)]
pub struct Ticket(Box<Contents>);

/// Apart, so that those who have no ticket make no room for one.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct Contents {
    bytes: Vec<u8>,
    lifetime: u32,
}

impl Ticket {
    /// A ticket; `None` if it is empty, which stands for none, or longer than a message can carry.
    pub fn new(bytes: Vec<u8>, lifetime: u32) -> Option<Self> {
        (1..=usize::from(u16::MAX))
            .contains(&bytes.len())
            .then(|| Self(Box::new(Contents { bytes, lifetime })))
    }

    /// What the server sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// How long the server means to honour it, in seconds; 0 is not said.
    pub fn lifetime(&self) -> u32 {
        self.0.lifetime
    }
}

impl PartialEq for Ticket {
    fn eq(&self, other: &Self) -> bool {
        self.lifetime() == other.lifetime() && constant_time_eq(self.as_bytes(), other.as_bytes())
    }
}

impl Eq for Ticket {}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({} bytes, {} s)", self.as_bytes().len(), self.lifetime())
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
