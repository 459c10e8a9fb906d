use super::negotiated::Negotiated;
use super::proof::{VerifiedFinished, VerifiedPeer};
use super::{Established, Failure, Outcome, Phase, State};
use crate::codec::ProtocolVersion;
use crate::keys::{MasterSecret, Role, VERIFY_DATA_LEN};
use crate::session::Session;

/// The two states behind both Finished, in which there is nothing left to do: programs that go step by step see them
/// pass, on either side.
#[derive(Debug)]
pub struct Finishing {
    phase: Phase,
    established: Box<Established>,
}

impl Finishing {
    /// The handshake is proven: the peer is who it has to be, and saw the handshake that we saw.
    pub(super) fn new(
        role: Role,
        negotiated: Negotiated,
        peer: VerifiedPeer,
        master_secret: MasterSecret,
        own_verify_data: [u8; VERIFY_DATA_LEN],
        proof: &VerifiedFinished,
    ) -> Self {
        let (peer_chain, verify_result) = peer.into_parts();
        let verify_data = match role {
            Role::Client => [own_verify_data, proof.verify_data()],
            Role::Server => [proof.verify_data(), own_verify_data],
        };
        let established = Established {
            session: Session {
                role,
                version: ProtocolVersion::DTLS1_2,
                suite: negotiated.suite,
                master_secret,
                extended_master_secret: negotiated.extended_master_secret,
                encrypt_then_mac: negotiated.encrypt_then_mac,
                id: negotiated.session_id,
                max_fragment_length: 0,
                peer_chain,
                verify_result,
                start: negotiated.start,
                ticket: None,
                ticket_created: 0,
            },
            client_random: negotiated.client_random,
            server_random: negotiated.server_random,
            secure_renegotiation: negotiated.secure_renegotiation.then_some(verify_data),
        };
        Self { phase: Phase::FlushBuffers, established: Box::new(established) }
    }

    /// Where the handshake stands.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Goes on to the next phase.
    pub fn step(self) -> Result<Outcome, Failure> {
        Ok(Outcome::Next(match self.phase {
            Phase::FlushBuffers => State::Finishing(Self { phase: Phase::HandshakeWrapup, ..self }),
            _ => State::Over(self.established),
        }))
    }
}
