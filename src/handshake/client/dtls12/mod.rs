//! The client's states behind the hellos in DTLS 1.2.

mod finished;
mod reply;
mod server_certificate;
mod server_flight;

pub use finished::{ExpectChangeCipherSpec, ExpectFinished, SendChangeCipherSpec, SendFinished};
pub use reply::{CertificateVerify, ClientCertificate, ClientKeyExchange};
pub use server_certificate::{CheckServerCertificate, ServerCertificate};
pub use server_flight::{CertificateRequest, ServerHelloDone, ServerKeyExchange};
