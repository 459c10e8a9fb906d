//! Reliability for handshake messages: fragments, reassembly, retransmission (RFC 6347 §4.2.2 to §4.2.4).
//!
//! Nothing here knows what a message means, nor which keys protect it.

mod backoff;
mod fragment;
mod outgoing;
mod ranges;
mod reassembly;

pub use backoff::Backoff;
pub use fragment::{Fragment, HANDSHAKE_HEADER_LEN};
pub use outgoing::{Limits, OutgoingFlight};
pub use ranges::ByteRanges;
pub use reassembly::{
    Insert, MAX_AHEAD, MAX_BUFFERED_BYTES, MAX_MESSAGE_LEN, MAX_UNVERIFIED_BYTES, Reassembled, Reassembly,
};
