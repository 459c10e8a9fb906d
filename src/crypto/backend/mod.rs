//! One algorithm per file, over the crate that carries it. Only this room's own types leave it.

pub(super) mod ccm;
pub(super) mod ecdsa;
pub(super) mod pss;
pub(super) mod rsa;
pub(super) mod rsa_der;
mod rsa_numbers;
