//! All suites with versions of certificates, client authentication, resumption, connection ids, datagram sizes and more,
//! in combinations that are generated: every three values of different factors meet in at least one of them.
//!
//! `MATRIX_ALL=1` runs the whole product of what [`combination::Family::product`] lists, which takes minutes in a release
//! build; `MATRIX_ONE=psk:0.1.0...` the one combination that a failure named.

mod combination;
mod cover;
mod credentials;
mod run;
