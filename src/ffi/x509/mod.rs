//! `mbedtls/x509.h`: what certificates, CRLs and requests have in common, as C sees it.

mod alternative;
pub mod codes;
mod describe;
mod list;
mod name;
mod new_name;
mod time;
mod types;
mod writing;

pub use alternative::*;
pub use codes::*;
pub(in crate::ffi) use describe::{
    Date, write_alt_names, write_joined, write_key_size, write_key_usage, write_name, write_ns_cert_type,
    write_signature,
};
pub(in crate::ffi) use list::{drop_names, drop_sequence, fill_names, fill_sequence};
pub use name::*;
pub use new_name::mbedtls_x509_string_to_names;
pub(in crate::ffi) use new_name::set_names;
pub use time::*;
pub use types::*;
pub(in crate::ffi) use writing::*;
