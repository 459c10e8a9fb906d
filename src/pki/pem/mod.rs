//! PEM (RFC 7468): finding a block by its boundaries, and writing one; also blocks encrypted as RFC 1421 has it, with
//! keys derived as OpenSSL does.

mod encrypted;
mod error;
mod read;
mod write;

pub use error::PemError;
pub use read::{Found, find, find_between, mentions};
pub use write::{encode, encode_between};

fn boundary(kind: &str, label: &str) -> String {
    format!("-----{kind} {label}-----")
}
