//! The server's states behind the hellos in DTLS 1.2.

mod abbreviated;
mod client_certificate;
mod client_flight;
mod finished;
mod flight;
mod new_session_ticket;

pub use abbreviated::{
    ExpectLastChangeCipherSpec, ExpectLastFinished, SendFirstChangeCipherSpec, SendFirstFinished,
};
pub use client_certificate::{CheckClientCertificate, ClientCertificate};
pub use client_flight::{CertificateVerify, ClientKeyExchange, LookUpPsk};
pub use finished::{ExpectChangeCipherSpec, ExpectFinished, SendChangeCipherSpec, SendFinished};
pub use flight::{AwaitSignature, SendCertificate, SendCertificateRequest, SendHelloDone, SendKeyExchange};
pub(in crate::handshake::server) use new_session_ticket::Behind;
pub use new_session_ticket::{AwaitTicket, SendNewSessionTicket};
