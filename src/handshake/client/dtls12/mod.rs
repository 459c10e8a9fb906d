//! The client's states behind the hellos in DTLS 1.2.

mod abbreviated;
mod finished;
mod new_session_ticket;
mod reply;
mod server_certificate;
mod server_flight;

pub use abbreviated::{
    ExpectFirstChangeCipherSpec, ExpectFirstFinished, SendLastChangeCipherSpec, SendLastFinished,
};
pub use finished::{ExpectChangeCipherSpec, ExpectFinished, SendChangeCipherSpec, SendFinished};
pub(in crate::handshake::client) use new_session_ticket::Behind;
pub use new_session_ticket::{ExpectNewSessionTicket, NewSessionTicketDue};
pub use reply::{CertificateVerify, ClientCertificate, ClientKeyExchange};
pub use server_certificate::{CheckServerCertificate, ServerCertificate};
pub use server_flight::{CertificateRequest, ServerHelloDone, ServerKeyExchange};
