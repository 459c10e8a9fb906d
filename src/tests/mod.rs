//! Tests of whole connections (two engines, virtual time, and a link that loses, repeats, delays and damages), and of
//! the rooms as a whole.

mod fixtures;
mod fragments;
mod loss;
mod pair;
mod psk;
mod structure;
mod suites;
mod timers;
