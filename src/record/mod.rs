//! From datagrams to plaintext records and back: headers, epochs, replay windows, protection.
//!
//! What comes in and fails a check is a [`Discard`], never an error: datagrams are free to be forged, late or damaged
//! (RFC 6347 §4.1.2.7). Nothing a record says has any effect before its tag has been checked.

mod cbc;
mod datagram;
mod epoch;
mod header12;
mod inner;
mod layer;
mod protect;
mod replay;
mod saved;

pub use datagram::Packer;
pub use header12::{HEADER_LEN, HeaderBytes, MAX_PLAINTEXT_LEN, RecordHeader};
pub use layer::{Discard, Opened, Record, RecordLayer};
pub use protect::Protection;
pub use saved::LayerState;
