use super::Phase;
use crate::codec::{AlertDescription, AlertLevel, ConnectionId, HandshakeType};
use crate::crypto::SuiteInfo;
use crate::error::Result;
use crate::keys::{DirectionKeys, ExportedKeys};
use crate::log::Log;
use crate::session::Agreement;

/// What a state can make happen on the wire, without knowing how.
///
/// Messages are collected into a flight; [`Output::flight_complete`] lets it go.
pub trait Output {
    /// Adds a message to the flight and returns the message_seq that it got, which the transcript needs.
    fn send(&mut self, kind: HandshakeType, body: &[u8]) -> Result<u16>;

    /// Sends a HelloVerifyRequest at once, outside any flight: it is never retransmitted (RFC 6347 §4.2.1).
    fn send_hello_verify_request(&mut self, body: &[u8]) -> Result<()>;

    /// Adds a ChangeCipherSpec to the flight.
    fn send_change_cipher_spec(&mut self) -> Result<()>;

    /// The hellos settled these connection ids (RFC 9146 §3), ours and the peer's, for the keys that are installed from
    /// now on. Empty is none.
    fn use_connection_ids(&mut self, _own: ConnectionId, _peer: ConnectionId) {}

    /// What is sent from now on is protected with these keys, in the next epoch.
    fn install_write_keys(&mut self, suite: &'static SuiteInfo, keys: DirectionKeys) -> Result<()>;

    /// What is received from now on has to be protected with these keys, in the next epoch.
    fn install_read_keys(&mut self, suite: &'static SuiteInfo, keys: DirectionKeys) -> Result<()>;

    /// The flight is whole: it is sent, and kept for sending again.
    ///
    /// With `answered` the peer answers it, so a timer runs until it does; without, it is our last flight, sent
    /// again only if the peer repeats its own (RFC 6347 §4.2.4).
    fn flight_complete(&mut self, answered: bool) -> Result<()>;

    /// The peer's flight is whole, so ours has arrived: retransmission ends and the delay starts anew.
    fn flight_received(&mut self);

    /// The peer's certificates were looked at, or need not be, with these flags as the result. Programs ask for it
    /// also when the handshake fails by it.
    fn peer_checked(&mut self, _flags: u32) {}

    /// The hellos settled this beside keys. Programs ask for it from then on.
    fn agreed(&mut self, _agreement: Agreement) {}

    /// The master secret is there; the application sees the handshake stand in `phase`. Only called when
    /// [`ConnectionSettings::export_keys`](crate::config::ConnectionSettings::export_keys) asks for it.
    fn export_keys(&mut self, _keys: ExportedKeys, _phase: Phase) {}

    /// Sends an alert at once.
    fn send_alert(&mut self, level: AlertLevel, description: AlertDescription) -> Result<()>;

    /// Where debug lines go.
    fn log(&mut self) -> &mut Log;
}
