//! Joins records, flights and the handshake into a [`Connection`]: datagrams and answers go in, datagrams, timers and
//! plaintext come out. It does no I/O and reads no clock.
//!
//! ```text
//!   handle_datagram --> record --> reassembly --> handshake state --.
//!                          |                                        | Output
//!                          '--> read()                              v
//!   poll_output <-- outbox <-- packer <-- record <---------------- flight
//! ```

mod app_data;
mod connection;
mod drive;
mod input;
mod outbox;
mod output;
mod reconnect;
mod renegotiation;
mod saved;
#[cfg(test)]
mod tests;
mod timers;

pub use app_data::Reading;
pub use connection::{Connection, Visible};
pub use drive::Progress;
pub use output::{Emit, Timer};
pub use renegotiation::RenegotiationStatus;
