//! The example for programs in Rust has to work.

#[path = "../examples/rust_client_server.rs"]
mod rust_client_server;

#[test]
fn client_and_server_talk_over_udp() {
    rust_client_server::main().expect("the example ends well");
}
