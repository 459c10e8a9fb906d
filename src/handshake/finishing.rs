use super::negotiated::Negotiated;
use super::proof::{VerifiedFinished, VerifiedPeer};
use super::{Answer, Context, Established, Failure, Need, Outcome, Phase, State, Wants};
use crate::codec::ProtocolVersion;
use crate::debug_line;
use crate::error::Error;
use crate::keys::{MasterSecret, Role, VERIFY_DATA_LEN};
use crate::session::Session;

/// The states behind both Finished, in which there is nothing left to do but to keep a new session: programs that go
/// step by step see them pass, on either side.
#[derive(Debug)]
pub struct Finishing {
    phase: Phase,
    established: Box<Established>,
    keeping: Keeping,
}

/// Whether the application keeps the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    /// It is new: the application is asked to, if it wants.
    Due,
    /// The application was asked.
    Asked,
    /// It was resumed, so it is kept already.
    Done,
}

impl Finishing {
    /// A full handshake is proven: the peer is who it has to be, and saw the handshake that we saw.
    pub(super) fn new(
        role: Role,
        negotiated: Negotiated,
        peer: VerifiedPeer,
        master_secret: MasterSecret,
        own_verify_data: [u8; VERIFY_DATA_LEN],
        proof: &VerifiedFinished,
    ) -> Self {
        let established = establish(role, negotiated, &peer, &master_secret, own_verify_data, proof);
        Self { phase: Phase::FlushBuffers, established, keeping: Keeping::Due }
    }

    /// An abbreviated handshake is proven: the peer has the master secret of the session, and saw what we saw.
    pub(super) fn abbreviated(
        role: Role,
        negotiated: Negotiated,
        peer: VerifiedPeer,
        master_secret: MasterSecret,
        own_verify_data: [u8; VERIFY_DATA_LEN],
        proof: &VerifiedFinished,
    ) -> Self {
        let established = establish(role, negotiated, &peer, &master_secret, own_verify_data, proof);
        Self { phase: Phase::HandshakeWrapup, established, keeping: Keeping::Done }
    }

    /// Where the handshake stands.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What to call next.
    pub fn wants(&self) -> Wants {
        if self.keeping == Keeping::Asked { Wants::Answer } else { Wants::Step }
    }

    /// Goes on to the next phase.
    pub fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let keep = self.keeping == Keeping::Due && cx.config.store_sessions;
        Ok(match self.phase {
            Phase::FlushBuffers => {
                Outcome::Next(State::Finishing(Self { phase: Phase::HandshakeWrapup, ..self }))
            }
            _ if keep && !self.established.session.id.is_empty() => {
                let need = Need::StoreSession(Box::new(self.established.session.clone()));
                Outcome::Pause(State::Finishing(Self { keeping: Keeping::Asked, ..self }), need)
            }
            _ => Outcome::Next(State::Over(self.established)),
        })
    }

    /// The application has kept the session, or has not.
    pub fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::SessionStored(stored) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        if let Err(error) = stored {
            debug_line!(cx.output.log(), Error, "the session was not stored: {error}");
        }
        Ok(Outcome::Next(State::Over(self.established)))
    }
}

/// What the handshake came to.
fn establish(
    role: Role,
    negotiated: Negotiated,
    peer: &VerifiedPeer,
    master_secret: &MasterSecret,
    own_verify_data: [u8; VERIFY_DATA_LEN],
    proof: &VerifiedFinished,
) -> Box<Established> {
    let verify_data = match role {
        Role::Client => [own_verify_data, proof.verify_data()],
        Role::Server => [proof.verify_data(), own_verify_data],
    };
    Box::new(Established {
        session: session(role, &negotiated, peer, master_secret),
        client_random: negotiated.client_random,
        server_random: negotiated.server_random,
        secure_renegotiation: negotiated.secure_renegotiation.then_some(verify_data),
    })
}

/// The session, as far as it goes before both Finished.
pub(super) fn session(
    role: Role,
    negotiated: &Negotiated,
    peer: &VerifiedPeer,
    master_secret: &MasterSecret,
) -> Session {
    Session {
        role,
        version: ProtocolVersion::DTLS1_2,
        suite: negotiated.suite,
        master_secret: master_secret.clone(),
        extended_master_secret: negotiated.extended_master_secret,
        encrypt_then_mac: negotiated.encrypt_then_mac,
        max_fragment_length: negotiated.max_fragment_length.map_or(0, |length| length.0),
        id: negotiated.session_id.clone(),
        peer_chain: peer.chain(),
        verify_result: peer.flags(),
        server_name: negotiated.server_name,
        start: negotiated.start,
        ticket: negotiated.ticket.clone(),
        ticket_created: negotiated.ticket_created,
    }
}
