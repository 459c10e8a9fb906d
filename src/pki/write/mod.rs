//! Making certificates (RFC 5280 §4.1) and requests for them (PKCS #10, RFC 2986), and names from text.
//!
//! Each is made in two steps, as a signature stands between them: first the part that is signed, then the whole. What
//! does not fit into the limit given is told at the same step as Mbed TLS tells it.

mod certificate;
mod extension;
mod name;
mod request;

pub use certificate::{CertificateParts, SignatureId, signed};
pub use extension::{
    AlternativeName, NewExtension, authority_key_id, basic_constraints, extended_key_usage, key_identifier,
    named_bits, subject_alt_names, subject_key_id,
};
pub use name::{InvalidName, NewAttribute, parse_names};
pub use request::RequestParts;
