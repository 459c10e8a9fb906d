//! The messages of the wire: one per file, encoded and decoded side by side.
//!
//! Only bodies live here. The 12-byte header of a DTLS handshake message and its fragmentation belong to the
//! flight room, record headers to the record room. Every decoder ends by refusing bytes that nobody asked for, and
//! never looks at what a field means beyond its form: agreeing with the peer is the handshake room's business.

mod alert;
mod certificate;
mod certificate_request;
mod certificate_verify;
mod change_cipher_spec;
mod client_hello;
mod client_key_exchange;
mod digitally_signed;
mod ecjpake;
mod exchange_form;
pub mod ext;
mod finished;
mod hello_request;
mod hello_verify_request;
mod new_session_ticket;
mod server_hello;
mod server_hello_done;
mod server_key_exchange;
#[cfg(test)]
mod testing;

pub use alert::Alert;
pub use certificate::{Certificate, MAX_CERTIFICATES};
pub use certificate_request::{CertificateRequest, MAX_AUTHORITIES, MAX_CERTIFICATE_TYPES};
pub use certificate_verify::CertificateVerify;
pub use change_cipher_spec::ChangeCipherSpec;
pub use client_hello::{
    COMPRESSION_NULL, ClientHello, EMPTY_RENEGOTIATION_INFO_SCSV, MAX_CIPHER_SUITES, MAX_SESSION_ID,
};
pub use client_key_exchange::ClientKeyExchange;
pub use digitally_signed::DigitallySigned;
pub use ecjpake::{EcJpakeKey, EcJpakeKeyPair};
pub use exchange_form::ExchangeForm;
pub use ext::{ClientExtensions, ServerExtensions};
pub use finished::{Finished, VERIFY_DATA_LENGTH};
pub use hello_request::HelloRequest;
pub use hello_verify_request::HelloVerifyRequest;
pub use new_session_ticket::NewSessionTicket;
pub use server_hello::ServerHello;
pub use server_hello_done::ServerHelloDone;
pub use server_key_exchange::{EcdheParams, ServerKeyExchange};
