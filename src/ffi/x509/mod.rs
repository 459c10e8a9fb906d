//! `mbedtls/x509.h`: what certificates and CRLs have in common, as C sees it.

mod alternative;
pub mod codes;
mod describe;
mod list;
mod name;
mod time;
mod types;

pub use alternative::*;
pub use codes::*;
pub(in crate::ffi) use describe::{Date, write_name, write_signature};
pub(in crate::ffi) use list::{drop_names, drop_sequence, fill_names, fill_sequence};
pub use name::*;
pub use time::*;
pub use types::*;
