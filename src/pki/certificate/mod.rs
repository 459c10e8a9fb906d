//! X.509 certificates (RFC 5280 §4), versions 1 to 3, as parsed once and shared from then on.

pub(in crate::pki) mod extensions;
mod general_name;
mod parse;
mod signature;
mod usage;
mod view;

pub use extensions::{AuthorityKeyId, Extensions, UnknownExtension};
pub use general_name::{GeneralName, GeneralNames, parse_general_name};
pub(in crate::pki) use parse::{parameter_content, serial};
pub(in crate::pki) use signature::signature_algorithm;
pub use usage::{KEY_USAGE_DECIPHER_ONLY, KEY_USAGE_ENCIPHER_ONLY, key_usage};
pub use view::{Certificate, ObjectIds};

#[cfg(test)]
mod tests;
