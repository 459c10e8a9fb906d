//! Keys in files and in certificates: SubjectPublicKeyInfo, PKCS #1, SEC 1 and PKCS #8.

mod data;
mod ec;
mod encrypted;
mod private;
mod public;
mod rsa;
mod write;

pub use data::{EcKeyData, PrivateKeyData};
pub use private::{KeyError, parse_private_der, parse_private_key, parse_private_pem, parse_rsa_private_key};
pub use public::{KeyKind, SubjectPublicKey, parse_public_key, parse_rsa_public_key};
pub(crate) use public::{Parameters, algorithm_identifier, no_parameters};
pub use write::{ec_private_key, public_key, subject_public_key_info};
