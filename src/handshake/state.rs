use super::finishing::Finishing;
use super::{Answer, Context, Need, client, server};
use crate::codec::{AlertDescription, HandshakeType};
use crate::error::Error;
use crate::session::Session;

/// A whole handshake message of the peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its type.
    pub kind: HandshakeType,
    /// Its message_seq.
    pub seq: u16,
    /// Its body, reassembled, without the header.
    pub body: Vec<u8>,
}

/// What a state gets to handle, in the order in which the peer sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A handshake message.
    Message(Message),
    /// A ChangeCipherSpec.
    ChangeCipherSpec,
}

/// What a state has to be called with next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// [`State::step`]: it acts on its own.
    Step,
    /// [`State::handle`] with a handshake message.
    Message,
    /// [`State::handle`] with a ChangeCipherSpec.
    ChangeCipherSpec,
    /// [`State::resume`] with the answer to its need.
    Answer,
    /// Nothing: the handshake is over.
    Nothing,
}

/// What came of calling a state.
#[derive(Debug)]
pub enum Outcome {
    /// This state is next.
    Next(State),
    /// This state is next, and what came in is for it: it was not meant for the state that was called.
    Pass(State, Incoming),
    /// This state is next, and is called at once: it is part of the same step.
    AtOnce(State),
    /// This state is next, once the need is answered.
    Pause(State, Need),
}

/// A handshake that failed, and the fatal alert that tells the peer, if it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// What the peer hears.
    pub alert: Option<AlertDescription>,
    /// Where the handshake is seen to stand after it, if not in the state that failed.
    pub phase: Option<Phase>,
}

impl Failure {
    /// A failure that the peer hears of by another alert than the error's own.
    pub fn with_alert(error: impl Into<Error>, alert: AlertDescription) -> Self {
        Self { error: error.into(), alert: Some(alert), phase: None }
    }

    /// A failure that the peer does not hear of.
    pub fn silent(error: impl Into<Error>) -> Self {
        Self { error: error.into(), alert: None, phase: None }
    }

    /// The same failure, seen in another phase.
    pub fn seen_in(self, phase: Phase) -> Self {
        Self { phase: Some(phase), ..self }
    }
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        let alert = error.alert();
        Self { error, alert, phase: None }
    }
}

/// Where a handshake stands, as programs of the C API see it step by step.
///
/// The numbers are those of `mbedtls_ssl_states`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is named for the message that is due")]
pub enum Phase {
    HelloRequest = 0,
    ClientHello = 1,
    ServerHello = 2,
    ServerCertificate = 3,
    ServerKeyExchange = 4,
    CertificateRequest = 5,
    ServerHelloDone = 6,
    ClientCertificate = 7,
    ClientKeyExchange = 8,
    CertificateVerify = 9,
    ClientChangeCipherSpec = 10,
    ClientFinished = 11,
    ServerChangeCipherSpec = 12,
    ServerFinished = 13,
    FlushBuffers = 14,
    HandshakeWrapup = 15,
    NewSessionTicket = 16,
    HelloVerifyRequestSent = 17,
    HandshakeOver = 27,
}

/// What a finished handshake hands to the connection.
#[derive(Debug)]
pub struct Established {
    /// The session, with the proof of who the peer is.
    pub session: Session,
    /// The client's random, by which a late copy of its ClientHello is recognised.
    pub client_random: [u8; 32],
    /// The server's random.
    pub server_random: [u8; 32],
    /// Whether both sides know RFC 5746, and both Finished values for a renegotiation (client's, server's).
    pub secure_renegotiation: Option<[[u8; crate::keys::VERIFY_DATA_LEN]; 2]>,
}

/// Every state of either side.
#[derive(Debug)]
pub enum State {
    /// A client's state.
    Client(client::ClientState),
    /// A server's state.
    Server(server::ServerState),
    /// Both Finished are there; two states of either side in which there is nothing left to do.
    Finishing(Finishing),
    /// The handshake is over.
    Over(Box<Established>),
}

impl State {
    /// Where the handshake stands.
    pub fn phase(&self) -> Phase {
        match self {
            Self::Client(state) => state.phase(),
            Self::Server(state) => state.phase(),
            Self::Finishing(state) => state.phase(),
            Self::Over(_) => Phase::HandshakeOver,
        }
    }

    /// What to call next.
    pub fn wants(&self) -> Wants {
        match self {
            Self::Client(state) => state.wants(),
            Self::Server(state) => state.wants(),
            Self::Finishing(state) => state.wants(),
            Self::Over(_) => Wants::Nothing,
        }
    }

    /// Lets the state act on its own ([`Wants::Step`]).
    pub fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Client(state) => state.step(cx),
            Self::Server(state) => state.step(cx),
            Self::Finishing(state) => state.step(cx),
            Self::Over(_) => Err(Error::Internal("step after the handshake").into()),
        }
    }

    /// Gives the state what came in ([`Wants::Message`], [`Wants::ChangeCipherSpec`]).
    pub fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        match self {
            Self::Client(state) => state.handle(cx, incoming),
            Self::Server(state) => state.handle(cx, incoming),
            Self::Finishing(_) | Self::Over(_) => Err(Error::Internal("message after the handshake").into()),
        }
    }

    /// Gives the state the answer that it paused for ([`Wants::Answer`]).
    pub fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        match self {
            Self::Client(state) => state.resume(cx, answer),
            Self::Server(state) => state.resume(cx, answer),
            Self::Finishing(state) => state.resume(cx, answer),
            Self::Over(_) => Err(Error::Internal("answer after the handshake").into()),
        }
    }
}
