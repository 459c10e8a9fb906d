//! The server's states behind the hellos in DTLS 1.2.

mod client_certificate;
mod client_flight;
mod finished;
mod flight;

pub use client_certificate::{CheckClientCertificate, ClientCertificate};
pub use client_flight::{CertificateVerify, ClientKeyExchange, LookUpPsk};
pub use finished::{ExpectChangeCipherSpec, ExpectFinished, SendChangeCipherSpec, SendFinished};
pub use flight::{AwaitSignature, SendCertificate, SendCertificateRequest, SendHelloDone, SendKeyExchange};
