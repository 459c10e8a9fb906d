//! Extensions of the hellos, one family per file.
//!
//! [`ClientExtensions`] and [`ServerExtensions`] hold what was said in typed fields; extensions without a field
//! stay as [`RawExtension`]s. To add one: a file with its encoding, a field, and a line in `read`, `write` and
//! `types` of each hello that may carry it. `write` keeps the order of Mbed TLS, which is ALPN behind server_name,
//! then groups, signature_algorithms, renegotiation_info, point formats, ecjpake_kkpp, connection_id, max_fragment_length,
//! encrypt_then_mac, extended_master_secret, use_srtp, session_ticket in a ClientHello, and renegotiation_info,
//! max_fragment_length, connection_id, encrypt_then_mac, extended_master_secret, session_ticket, point formats,
//! ALPN, use_srtp in a ServerHello.

mod block;
mod client;
mod connection_id;
mod empty;
mod groups;
mod list;
mod max_fragment_length;
mod protocols;
mod raw;
mod renegotiation_info;
mod server;
mod server_name;
mod session_ticket;
mod signature_algorithms;
mod use_srtp;

pub use block::MAX_EXTENSIONS;
pub use client::ClientExtensions;
pub use groups::{MAX_GROUPS, POINT_FORMAT_UNCOMPRESSED};
pub use protocols::MAX_PROTOCOLS;
pub use raw::RawExtension;
pub use server::ServerExtensions;
pub use server_name::MAX_HOST_NAME;
pub use signature_algorithms::MAX_SIGNATURE_SCHEMES;
pub use use_srtp::{MAX_SRTP_PROFILES, SrtpAnswer, SrtpOffer};

pub(in crate::msgs) use list::{read_u16_list, write_u16_list};
