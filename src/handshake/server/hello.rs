//! ClientHello in, ServerHello out.

use super::choose::{self, Choice};
use super::resume::{self, AwaitSessionId, FindSession, OpenTicket};
use super::{
    AskChoices, AskServerName, Behind, SendCertificate, SendFirstChangeCipherSpec, SendNewSessionTicket,
    cookie,
};
use crate::codec::{AlertDescription, ConnectionId, HandshakeType, ProtocolVersion};
use crate::crypto::{EcJpake, EcJpakeParty, EcJpakeSecondRound, KeyExchange};
use crate::debug_line;
use crate::error::{DecodeError, Error, HandshakeFailure, Result};
use crate::handshake::agree;
use crate::handshake::negotiate::{self, HELLO_RANDOM_LEN};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::VerifiedPeer;
use crate::handshake::resumption::Terms;
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{
    Answer, Context, Failure, Incoming, Message, Need, Outcome, Phase, Wants, renegotiation, wire,
};
use crate::keys::Role;
use crate::msgs::ext::POINT_FORMAT_UNCOMPRESSED;
use crate::msgs::{
    COMPRESSION_NULL, ClientHello, EcJpakeKeyPair, MAX_SESSION_ID, ServerExtensions, ServerHello,
};
use crate::session::{Agreement, ServerNameDigest, Session};

/// Version, random, and the lengths of session_id, cookie and suites.
const MIN_CLIENT_HELLO_LEN: usize = 2 + 32 + 1 + 1 + 2;

/// Nothing was received.
#[derive(Debug)]
pub struct Start;

impl Stage for Start {
    const PHASE: Phase = Phase::HelloRequest;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        Ok(Outcome::Next(ExpectClientHello.into()))
    }
}

/// A ClientHello is due.
#[derive(Debug)]
pub struct ExpectClientHello;

impl Stage for ExpectClientHello {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        // What does not even look like a hello is not answered.
        let message = wire::expect(incoming, HandshakeType::CLIENT_HELLO).map_err(Failure::silent)?;
        if message.body.len() < MIN_CLIENT_HELLO_LEN {
            return Err(Failure::silent(DecodeError::Truncated));
        }
        let version = wire::hello_version(&message.body)?;
        if !speaks_dtls12(version) {
            return Err(Error::UnsupportedVersion(version).into());
        }
        let hello = ClientHello::decode(&message.body).map_err(wire::hello_error)?;
        // Who renegotiates is known to receive at its address.
        if cx.previous.is_some() { accept(cx, message, hello) } else { cookie::check(cx, message, hello) }
    }
}

/// A client names the newest version that it speaks, and a server answers with one that is not newer
/// (RFC 5246 §E.1). Versions of DTLS count downwards.
fn speaks_dtls12(version: ProtocolVersion) -> bool {
    let major = |version: ProtocolVersion| version.0 >> 8;
    major(version) == major(ProtocolVersion::DTLS1_2) && version <= ProtocolVersion::DTLS1_2
}

/// Negotiates with a client whose address is proven, or need not be.
pub(super) fn accept(cx: &mut Context<'_>, message: Message, hello: ClientHello) -> Result<Outcome, Failure> {
    if !hello.compression_methods.contains(&COMPRESSION_NULL) {
        return Err(Error::IllegalParameter("compression methods without the null one").into());
    }
    match hello.extensions.server_name.clone().filter(|_| cx.config.ask_server_name) {
        Some(name) => Ok(Outcome::Pause(AskServerName { message, hello }.into(), Need::ServerName(name))),
        None => negotiate_extensions(cx, message, hello),
    }
}

/// Negotiates with a client whose server name is served.
pub(super) fn negotiate_extensions(
    cx: &mut Context<'_>,
    message: Message,
    hello: ClientHello,
) -> Result<Outcome, Failure> {
    let agreement = agree::choose(cx, &hello.extensions)?;
    cx.output.agreed(agreement.clone());
    let secure_renegotiation = renegotiation::check_client(cx, &hello)?;
    negotiate::check_extended_master_secret(cx, hello.extensions.extended_master_secret)?;
    let connection_ids =
        negotiate::connection_ids(*cx.settings.connection_id, hello.extensions.connection_id.as_deref())?;
    let agreed = Agreed { secure_renegotiation, connection_ids, agreement, session: None };
    let ticket = hello.extensions.session_ticket.as_ref();
    match ticket.filter(|ticket| cx.config.serve_tickets && !ticket.is_empty()).cloned() {
        Some(ticket) => {
            Ok(Outcome::Pause(OpenTicket { message, hello, agreed }.into(), Need::OpenTicket(ticket)))
        }
        None => ask_choices(cx, message, hello, agreed),
    }
}

/// Lets the application say what to show the client, if it wants.
pub(super) fn ask_choices(
    cx: &mut Context<'_>,
    message: Message,
    hello: ClientHello,
    agreed: Agreed,
) -> Result<Outcome, Failure> {
    if cx.config.ask_choices {
        let name = hello.extensions.server_name.clone();
        return Ok(Outcome::Pause(AskChoices { message, hello, agreed }.into(), Need::Choices(name)));
    }
    choose_suite(cx, &message, &hello, agreed)
}

/// What was agreed on before the suite.
#[derive(Debug)]
pub(super) struct Agreed {
    /// The client knows RFC 5746.
    secure_renegotiation: bool,
    /// Connection ids, ours and the client's, if both want them.
    connection_ids: Option<(ConnectionId, ConnectionId)>,
    agreement: Agreement,
    /// The session in the client's ticket.
    pub(super) session: Option<Box<Session>>,
}

/// Chooses suite, group and identity.
pub(super) fn choose_suite(
    cx: &mut Context<'_>,
    message: &Message,
    hello: &ClientHello,
    mut agreed: Agreed,
) -> Result<Outcome, Failure> {
    let choice = choose::choose(cx, hello)?;
    let terms = Terms {
        suite: choice.suite,
        offered_extended_master_secret: hello.extensions.extended_master_secret,
        extended_master_secret: hello.extensions.extended_master_secret && cx.config.extended_master_secret,
        server_name: hello.extensions.server_name.as_deref().map(ServerNameDigest::of),
    };
    agreed.session = resume::accept(cx, agreed.session, terms)?;
    let ecjpake = match choice.suite.key_exchange {
        KeyExchange::EcJpake if agreed.session.is_none() => Some(first_round(cx, hello)?),
        _ => None,
    };
    if choice.suite.key_exchange.uses_ecdhe() {
        negotiate::check_point_formats(hello.extensions.point_formats.as_deref())?;
    }
    // RFC 7366 §3: never with an AEAD.
    let encrypt_then_mac =
        hello.extensions.encrypt_then_mac && cx.config.encrypt_then_mac && choice.suite.cbc().is_some();
    renegotiation::check_mac(cx, choice.suite, encrypt_then_mac)?;
    cx.transcript.start_hash(choice.suite.hash);
    cx.transcript.add(message);
    cx.output.flight_received();
    let next = SendServerHello {
        client_random: hello.random,
        encrypt_then_mac,
        terms,
        // Who resumes by a ticket has one; who takes tickets and has none that is good gets one.
        give_ticket: cx.config.serve_tickets
            && hello.extensions.session_ticket.is_some()
            && agreed.session.is_none(),
        client_session_id: hello.session_id.clone(),
        client_has_point_formats: hello.extensions.point_formats.is_some(),
        agreed,
        choice,
        ecjpake,
    };
    Ok(Outcome::Next(next.into()))
}

/// Our hello is due.
#[derive(Debug)]
pub struct SendServerHello {
    client_random: [u8; 32],
    client_session_id: Vec<u8>,
    encrypt_then_mac: bool,
    terms: Terms,
    give_ticket: bool,
    client_has_point_formats: bool,
    agreed: Agreed,
    choice: Choice,
    ecjpake: Option<FirstRound>,
}

/// What the first round of EC J-PAKE leaves.
#[derive(Debug)]
struct FirstRound {
    /// The contents of our extension.
    own: Vec<u8>,
    next: Box<EcJpakeSecondRound>,
}

/// Draws our keys for EC J-PAKE, and takes the client's.
fn first_round(cx: &Context<'_>, hello: &ClientHello) -> Result<FirstRound, Failure> {
    let (Some(password), Some(data)) = (&cx.settings.once.ecjpake_password, &hello.extensions.ecjpake_kkpp)
    else {
        return Err(HandshakeFailure::EcJpake.into());
    };
    // As the original, which tells the client of an illegal parameter whatever is wrong.
    let refused = |error: Error| Failure::with_alert(error, AlertDescription::ILLEGAL_PARAMETER);
    let pair = EcJpakeKeyPair::decode(data).map_err(|reason| refused(reason.into()))?;
    let ecjpake = EcJpake::new(EcJpakeParty::Server, password.as_bytes())?;
    let own = EcJpakeKeyPair::from(ecjpake.first_round()).encode();
    let next = ecjpake.accept(&pair.to_shares()).map_err(|error| refused(error.into()))?;
    Ok(FirstRound { own, next: Box::new(next) })
}

impl Stage for SendServerHello {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        Ok(Outcome::Pause(AwaitRandom { hello: self }.into(), Need::Random(HELLO_RANDOM_LEN)))
    }
}

/// Our hello is due once its random is there.
#[derive(Debug)]
pub struct AwaitRandom {
    hello: SendServerHello,
}

impl Stage for AwaitRandom {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let random = negotiate::hello_random(cx, answer).map_err(Failure::silent)?;
        let mut hello = self.hello;
        if let Some(session) = hello.agreed.session.take() {
            return hello.send_resumed(cx, random, *session);
        }
        if cx.config.look_up_sessions && cx.previous.is_none() && !hello.client_session_id.is_empty() {
            let need = Need::FindSession(hello.client_session_id.clone());
            return Ok(Outcome::Pause(FindSession { hello, random }.into(), need));
        }
        hello.begin_session(cx, random)
    }
}

impl SendServerHello {
    /// What a session has to fit to be resumed.
    pub(super) fn terms(&self) -> Terms {
        self.terms
    }

    /// A new session gets an id, but for one that goes into a ticket (RFC 5077 §3.4).
    pub(super) fn begin_session(self, cx: &mut Context<'_>, random: [u8; 32]) -> Result<Outcome, Failure> {
        if self.give_ticket {
            return self.send_new(cx, random, Vec::new());
        }
        Ok(Outcome::Pause(AwaitSessionId { hello: self, random }.into(), Need::Random(MAX_SESSION_ID)))
    }

    /// Sends the hello of a full handshake.
    pub(super) fn send_new(
        mut self,
        cx: &mut Context<'_>,
        random: [u8; 32],
        session_id: Vec<u8>,
    ) -> Result<Outcome, Failure> {
        let (ecjpake_kkpp, ecjpake) = self.ecjpake.take().map(|round| (round.own, round.next)).unzip();
        let start = cx.clock.unix_seconds();
        let negotiated = Negotiated { ecjpake, ..self.send(cx, random, session_id, start, ecjpake_kkpp)? };
        let Choice { group, signer, .. } = self.choice;
        Ok(Outcome::Next(SendCertificate { negotiated, group, signer }.into()))
    }

    /// Sends the hello of an abbreviated handshake, with the client's own session id (RFC 5246 §7.4.1.3, RFC 5077 §3.4).
    pub(super) fn send_resumed(
        self,
        cx: &mut Context<'_>,
        random: [u8; 32],
        session: Session,
    ) -> Result<Outcome, Failure> {
        debug_line!(cx.output.log(), Info, "the client resumes a session");
        let negotiated = Negotiated {
            ticket_created: session.ticket_created,
            ..self.send(cx, random, self.client_session_id.clone(), session.start, None)?
        };
        // Nobody signs the handshake.
        cx.transcript.forget_bytes();
        let peer = VerifiedPeer::of_session(&session);
        cx.output.peer_checked(peer.flags());
        negotiated.export(cx, &session.master_secret, Phase::ServerChangeCipherSpec);
        let ticket = negotiated.expects_ticket;
        let unproven = Unproven { role: Role::Server, negotiated, peer, master: session.master_secret };
        let next = SendFirstChangeCipherSpec { unproven };
        Ok(Outcome::Next(if ticket {
            SendNewSessionTicket { behind: Behind::Abbreviated(next) }.into()
        } else {
            next.into()
        }))
    }

    fn send(
        &self,
        cx: &mut Context<'_>,
        random: [u8; 32],
        session_id: Vec<u8>,
        start: u64,
        ecjpake_kkpp: Option<Vec<u8>>,
    ) -> Result<Negotiated> {
        let Self { client_random, encrypt_then_mac, give_ticket, .. } = *self;
        let Terms { suite, extended_master_secret, .. } = self.terms;
        let Agreed { secure_renegotiation, connection_ids, .. } = self.agreed;
        let curves = suite.key_exchange.uses_ecdhe() || suite.key_exchange == KeyExchange::EcJpake;
        let point_formats = curves && self.client_has_point_formats;
        negotiate::use_connection_ids(cx, connection_ids);
        let mut extensions = ServerExtensions {
            renegotiation_info: secure_renegotiation.then(|| renegotiation::server_info(cx)),
            connection_id: connection_ids.map(|(own, _)| own.to_vec()),
            encrypt_then_mac,
            extended_master_secret,
            session_ticket: give_ticket,
            point_formats: point_formats.then(|| vec![POINT_FORMAT_UNCOMPRESSED]),
            ecjpake_kkpp,
            ..ServerExtensions::default()
        };
        agree::answer(&self.agreed.agreement, &mut extensions);
        let hello = ServerHello {
            version: ProtocolVersion::DTLS1_2,
            random,
            session_id,
            cipher_suite: suite.id.0,
            compression: COMPRESSION_NULL,
            extensions,
        };
        wire::send(cx, ServerHello::TYPE, |writer| hello.encode(writer))?;
        debug_line!(
            cx.output.log(),
            Info,
            "chose {}, encrypt-then-MAC {encrypt_then_mac}, extended master secret {extended_master_secret}, \
             secure renegotiation {secure_renegotiation}",
            suite.name
        );
        Ok(Negotiated {
            suite,
            client_random,
            server_random: random,
            session_id: hello.session_id,
            server_name: self.terms.server_name,
            start,
            extended_master_secret,
            encrypt_then_mac,
            max_fragment_length: self.agreed.agreement.max_fragment_length,
            ticket: None,
            ticket_created: 0,
            expects_ticket: give_ticket,
            secure_renegotiation,
            ecjpake: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_from_dtls12_on_are_heard() {
        assert!(speaks_dtls12(ProtocolVersion::DTLS1_2));
        assert!(speaks_dtls12(ProtocolVersion::DTLS1_3), "it will be content with less");
        assert!(!speaks_dtls12(ProtocolVersion::DTLS1_0));
        assert!(!speaks_dtls12(ProtocolVersion(0xfefe)), "never used");
        assert!(!speaks_dtls12(ProtocolVersion(0x0303)), "TLS 1.2");
        assert!(!speaks_dtls12(ProtocolVersion(0x0100)));
    }
}
