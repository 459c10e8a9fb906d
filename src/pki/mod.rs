//! Certificates: DER and PEM, names, X.509, revocation lists, keys in files, and the check of a peer's certification
//! path.

pub mod algorithm;
pub mod base64;
pub mod certificate;
pub mod crl;
pub mod der;
pub mod key;
pub mod name;
pub mod oid;
pub mod pem;
pub mod request;
#[cfg(test)]
pub(crate) mod testing;
pub mod validity;
pub mod verify;
pub mod write;

pub use certificate::Certificate;
pub use crl::Crl;
pub use request::Request;
pub use verify::{PathCheck, PathEntry, Profile};
