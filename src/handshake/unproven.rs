use super::negotiated::Negotiated;
use super::proof::{VerifiedFinished, VerifiedPeer, verify_data};
use super::{Context, Incoming, wire};
use crate::codec::{HandshakeType, ProtocolVersion};
use crate::error::Result;
use crate::keys::{DirectionKeys, MasterSecret, Role, VERIFY_DATA_LEN};
use crate::msgs::Finished;
use crate::pki::Certificate;
use crate::session::Session;

/// What both sides have settled, and both Finished are yet to prove, in either order.
#[derive(Debug)]
pub(super) struct Unproven {
    /// Which side this is.
    pub(super) role: Role,
    pub(super) negotiated: Negotiated,
    pub(super) peer: VerifiedPeer,
    pub(super) master: MasterSecret,
}

impl Unproven {
    /// The keys to write with, and those to read with.
    pub(super) fn keys(&self) -> (DirectionKeys, DirectionKeys) {
        self.negotiated.connection_keys(&self.master).for_role(self.role)
    }

    /// The session, as far as it goes before both Finished.
    pub(super) fn session(&self) -> Session {
        Session {
            role: self.role,
            version: ProtocolVersion::DTLS1_2,
            suite: self.negotiated.suite,
            master_secret: self.master.clone(),
            extended_master_secret: self.negotiated.extended_master_secret,
            encrypt_then_mac: self.negotiated.encrypt_then_mac,
            max_fragment_length: self.negotiated.max_fragment_length.map_or(0, |length| length.0),
            id: self.negotiated.session_id.clone(),
            // Whoever has checked them has read them; the session keeps their encodings.
            peer_chain: self.peer.chain().map(|chain| chain.iter().map(Certificate::apart).collect()),
            verify_result: self.peer.flags(),
            server_name: self.negotiated.server_name,
            start: self.negotiated.start,
            ticket: self.negotiated.ticket.clone(),
            ticket_created: self.negotiated.ticket_created,
        }
    }

    /// Sends our ChangeCipherSpec, behind which these keys count.
    pub(super) fn send_change_cipher_spec(&self, cx: &mut Context<'_>, write: DirectionKeys) -> Result<()> {
        cx.output.send_change_cipher_spec()?;
        cx.output.install_write_keys(self.negotiated.suite, write)
    }

    /// Takes the peer's ChangeCipherSpec, behind which these keys count.
    pub(super) fn expect_change_cipher_spec(
        &self,
        cx: &mut Context<'_>,
        incoming: Incoming,
        read: DirectionKeys,
    ) -> Result<()> {
        wire::expect_change_cipher_spec(incoming)?;
        cx.output.install_read_keys(self.negotiated.suite, read)
    }

    /// Sends our Finished, with which our flight ends; `answered` tells whether the peer answers it.
    pub(super) fn send_finished(
        &self,
        cx: &mut Context<'_>,
        answered: bool,
    ) -> Result<[u8; VERIFY_DATA_LEN]> {
        let own = verify_data(&self.master, self.role, cx.transcript)?;
        wire::send(cx, Finished::TYPE, |writer| Finished { verify_data: own }.encode(writer))?;
        cx.output.flight_complete(answered)?;
        Ok(own)
    }

    /// Takes the peer's Finished, with which its flight ends. If ours comes behind it, it is about this one, too.
    pub(super) fn expect_finished(
        &self,
        cx: &mut Context<'_>,
        incoming: Incoming,
    ) -> Result<VerifiedFinished> {
        let message = wire::expect(incoming, HandshakeType::FINISHED)?;
        let proof = VerifiedFinished::check(&self.master, self.role.peer(), cx.transcript, &message.body)?;
        cx.transcript.add(&message);
        cx.output.flight_received();
        Ok(proof)
    }
}
