//! `mbedtls/ssl.h`: configuration, contexts and the connection itself.
//!
//! `drive` stands between the engine, which does no I/O, and the callbacks of a C program; `freeze` turns a C
//! configuration into the one that the engine shares.

mod alpn;
mod answers;
mod async_private;
mod buffers;
mod cid;
pub mod codes;
mod config;
mod config_certificates;
mod config_state;
mod connection;
pub mod constants;
mod context;
mod context_state;
mod debug_output;
mod diffie_hellman;
mod drive;
mod ecjpake;
mod encrypt_then_mac;
mod exporter;
mod fragment_length;
mod freeze;
mod getters;
mod handshake_choices;
mod keying;
mod lists;
mod psk;
mod psk_opaque;
mod records;
mod renegotiation;
mod saved;
mod server_names;
mod session;
mod session_answers;
mod session_config;
mod sessions;
mod srtp;
mod structs;
#[cfg(test)]
mod tests;
mod user_data;
mod versions;

pub use alpn::*;
pub use async_private::*;
pub use cid::*;
pub use codes::*;
pub use config::*;
pub use config_certificates::*;
pub use connection::*;
pub use constants::*;
pub use context::*;
pub use diffie_hellman::*;
pub use ecjpake::*;
pub use encrypt_then_mac::*;
pub use exporter::*;
pub use fragment_length::*;
pub use getters::*;
pub use handshake_choices::*;
pub use keying::*;
pub use psk::*;
pub use psk_opaque::*;
pub use records::*;
pub use renegotiation::*;
pub use saved::*;
pub use server_names::*;
pub use session::mbedtls_ssl_session;
pub use session_config::*;
pub(in crate::ffi) use sessions::status_of;
pub use sessions::*;
pub use srtp::*;
pub use structs::*;
pub use user_data::*;
pub use versions::*;
