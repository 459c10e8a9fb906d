//! Tests of whole connections: two engines, virtual time, and a link that loses, repeats, delays and damages.

mod fixtures;
mod fragments;
mod loss;
mod pair;
mod suites;
mod timers;
