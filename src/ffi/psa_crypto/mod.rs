//! `psa/crypto.h`: the part of the PSA Crypto API that DTLS programs use. Random bytes, hashes, keys that live in the
//! memory of the process, and signatures with them.

mod attributes;
mod hash;
mod keys;
mod library;
mod sign;

pub use attributes::*;
pub use hash::*;
pub use keys::*;
pub use library::*;
pub use sign::*;
