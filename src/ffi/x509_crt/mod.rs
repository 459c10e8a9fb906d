//! `mbedtls/x509_crt.h`: certificates as C programs see them, their parsing, the check of their paths, and their making.

mod check;
mod extensions;
mod files;
mod info;
mod list;
mod parse;
mod profile;
mod trusted;
mod types;
mod verify;
mod verify_info;
mod write;
mod write_extensions;
mod write_output;

pub use check::*;
pub use extensions::*;
pub use files::*;
pub use info::mbedtls_x509_crt_info;
pub(in crate::ffi) use list::{Chain, parse_list};
pub use parse::*;
pub use profile::*;
pub use trusted::mbedtls_x509_crt_ca_cb_t;
pub(in crate::ffi) use trusted::{CallbackFailed, Candidates};
pub use types::*;
pub use verify::*;
pub use verify_info::mbedtls_x509_crt_verify_info;
pub use write::*;
pub use write_extensions::*;
pub use write_output::*;
