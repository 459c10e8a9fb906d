//! Requests for certificates (PKCS #10, RFC 2986).

mod parse;
mod view;

pub use view::{Parsing, Request};

#[cfg(test)]
mod tests;
