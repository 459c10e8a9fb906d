//! Tests of whole connections: two engines, virtual time, and a link that loses, repeats, delays and damages.

mod agreements;
mod alerts;
mod connection_ids;
mod deviations;
mod ecjpake;
mod elsewhere;
mod exporter;
pub(crate) mod fixtures;
mod fragments;
mod key_change;
mod loss;
mod matrix;
pub(crate) mod pair;
mod promises;
mod psk;
mod reconnect;
mod records;
mod regressions;
mod renegotiation;
mod renegotiation_attacks;
mod resumption;
mod saved;
mod session_attacks;
mod structure;
mod suites;
mod timers;
mod virtual_hosts;
