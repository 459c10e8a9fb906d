//! Whole handshakes between a client and a server that are joined in memory: no records, no loss, no time.

mod agreements;
mod credentials;
mod ecjpake;
mod flows;
mod order;
mod pair;
mod refusals_by_client;
mod refusals_by_server;
