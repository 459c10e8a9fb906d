//! The check of a certification path: Mbed TLS's rules and its flags, with the time, the trust anchors and the work
//! allowed passed in.

mod flags;
mod host;
mod path;
mod profile;
mod revocation;
#[cfg(test)]
mod tests;
mod usage;

pub use flags::{alert, flag};
pub use host::matches_host;
pub use path::{
    FindTrusted, MAX_INTERMEDIATES, MAX_SIGNATURE_CHECKS, PathCheck, PathEntry, PathError, Source,
    VerifiedPath,
};
pub use profile::Profile;
pub use revocation::MAX_CRL_SIGNATURE_CHECKS;
pub use usage::PeerUsage;
