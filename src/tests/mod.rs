//! Tests of whole connections: two engines, virtual time, and a link that loses, repeats, delays and damages.

mod alerts;
mod fixtures;
mod fragments;
mod loss;
mod pair;
mod promises;
mod psk;
mod records;
mod regressions;
mod structure;
mod suites;
mod timers;
