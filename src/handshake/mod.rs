//! Protocol logic: one struct per state, consumed by each message, returning the next.
//!
//! A state never touches records, datagrams, timers or the network. It reads one message, or none, and speaks to an
//! [`Output`]; the engine turns what it says into records and retransmissions. Whatever only the application can
//! decide or give makes the state pause with a [`Need`].

mod agree;
pub mod client;
mod context;
mod elsewhere;
mod finishing;
mod identity;
mod need;
mod negotiate;
mod negotiated;
mod output;
mod peer_certificate;
mod proof;
mod renegotiation;
mod resumption;
pub mod server;
mod stage;
mod state;
#[cfg(test)]
mod tests;
mod transcript;
mod unproven;
mod wire;

pub use context::Context;
pub use elsewhere::{SignQuery, Signature};
pub use finishing::Finishing;
pub use need::{Answer, Need, PathQuery};
pub use output::Output;
pub use state::{Established, Failure, Incoming, Message, Outcome, Phase, State, Wants};
pub use transcript::{HeaderForm, Transcript};
