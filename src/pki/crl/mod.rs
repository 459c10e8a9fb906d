//! Certificate revocation lists (RFC 5280 §5), versions 1 and 2, as parsed once and shared from then on.

mod parse;
#[cfg(test)]
mod tests;
mod view;

pub use view::{Crl, RevokedEntry};
