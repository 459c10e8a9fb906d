//! ClientHello out, HelloVerifyRequest or ServerHello in.

use super::{Behind, ExpectFirstChangeCipherSpec, NewSessionTicketDue, ServerCertificate};
use crate::codec::{AlertDescription, ConnectionId, ExtensionType, HandshakeType, ProtocolVersion};
use crate::config::Hostname;
use crate::crypto::{EcJpake, EcJpakeParty, EcJpakeSecondRound, KeyExchange, SuiteInfo};
use crate::debug_line;
use crate::error::{DecodeError, Error, HandshakeFailure, Result};
use crate::handshake::agree;
use crate::handshake::negotiate::{self, HELLO_RANDOM_LEN};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::VerifiedPeer;
use crate::handshake::resumption;
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{
    Answer, Context, Failure, Incoming, Message, Need, Outcome, Phase, Wants, renegotiation, wire,
};
use crate::keys::Role;
use crate::msgs::ext::POINT_FORMAT_UNCOMPRESSED;
use crate::msgs::{
    COMPRESSION_NULL, ClientExtensions, ClientHello, EcJpakeKeyPair, HelloVerifyRequest, MAX_SESSION_ID,
    ServerHello,
};
use crate::session::Session;
use std::net::IpAddr;
use std::sync::Arc;

/// How many HelloVerifyRequests a client follows in one handshake; a server needs one, or two if its key changes.
pub const MAX_HELLO_VERIFY_REQUESTS: u8 = 4;

/// Shortest session id by which a session without a ticket is offered.
const MIN_SESSION_ID: usize = 16;

/// Nothing was sent.
#[derive(Debug)]
pub struct Start;

impl Stage for Start {
    const PHASE: Phase = Phase::HelloRequest;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let hello = SendClientHello {
            random: None,
            ecjpake: None,
            offer: None,
            cookie: Vec::new(),
            verify_requests: 0,
        };
        Ok(Outcome::Next(hello.into()))
    }
}

/// A ClientHello is due. The one with the cookie repeats the random of the one before (RFC 6347 §4.2.1), and its keys.
#[derive(Debug)]
pub struct SendClientHello {
    random: Option<[u8; 32]>,
    ecjpake: Option<Box<EcJpake>>,
    /// The session that the server may resume.
    offer: Option<Offer>,
    cookie: Vec<u8>,
    verify_requests: u8,
}

impl Stage for SendClientHello {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        match self.random {
            Some(_) => self.send(cx),
            None => Ok(Outcome::Pause(AwaitRandom { hello: self }.into(), Need::Random(HELLO_RANDOM_LEN))),
        }
    }
}

impl SendClientHello {
    fn send(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { random: Some(random), ecjpake: before, offer, cookie, verify_requests } = self else {
            return Err(Failure::silent(Error::Internal("hello without a random")));
        };
        let suites: Vec<_> = negotiate::offered_suites(cx.config, cx.settings).collect();
        if suites.is_empty() {
            // The server will refuse the hello; programs know the failure as its alert.
            debug_line!(
                cx.output.log(),
                Error,
                "none of the {} configured cipher suites has its key, group and signature scheme",
                cx.config.suites.len()
            );
        }
        let ecjpake = ecjpake(cx, before, &suites)?;
        let hello = ClientHello {
            version: ProtocolVersion::DTLS1_2,
            random,
            session_id: offer.as_ref().map(|offer| offer.id.clone()).unwrap_or_default(),
            cookie,
            cipher_suites: suites.iter().map(|suite| suite.id.0).chain(renegotiation::signal(cx)).collect(),
            compression_methods: vec![COMPRESSION_NULL],
            extensions: extensions(cx, &suites, ecjpake.as_deref(), offer.as_ref())
                .map_err(Failure::silent)?,
        };
        wire::send(cx, ClientHello::TYPE, |writer| hello.encode(writer))?;
        cx.output.flight_complete(true)?;
        debug_line!(
            cx.output.log(),
            Info,
            "ClientHello with {} cipher suites and a cookie of {} bytes",
            suites.len(),
            hello.cookie.len()
        );
        // The signalling cipher suite offers what the extension does (RFC 5746 §3.4).
        let offered = hello.extensions.types().chain([ExtensionType::RENEGOTIATION_INFO]).collect();
        let next = ExpectServerHello {
            random,
            ecjpake,
            offer,
            suites,
            offered,
            connection_id: *cx.settings.connection_id,
            verify_requests,
        };
        Ok(Outcome::Next(next.into()))
    }
}

/// The first round of EC J-PAKE, if it is offered: that of the hello before, or a new one.
fn ecjpake(
    cx: &Context<'_>,
    before: Option<Box<EcJpake>>,
    suites: &[&SuiteInfo],
) -> Result<Option<Box<EcJpake>>> {
    let offered = suites.iter().any(|suite| suite.key_exchange == KeyExchange::EcJpake);
    match &cx.settings.once.ecjpake_password {
        Some(password) if offered => match before {
            Some(before) => Ok(Some(before)),
            None => Ok(Some(Box::new(EcJpake::new(EcJpakeParty::Client, password.as_bytes())?))),
        },
        _ => Ok(None),
    }
}

fn extensions(
    cx: &Context<'_>,
    suites: &[&SuiteInfo],
    ecjpake: Option<&EcJpake>,
    offer: Option<&Offer>,
) -> Result<ClientExtensions> {
    let curves = ecjpake.is_some() || suites.iter().any(|suite| suite.key_exchange.uses_ecdhe());
    let schemes: Vec<_> = negotiate::offered_schemes(cx.config).collect();
    Ok(ClientExtensions {
        server_name: server_name(&cx.settings.hostname),
        protocols: agree::offered_protocols(cx)?,
        groups: curves.then(|| negotiate::offered_groups(cx.config).collect()),
        signature_algorithms: (!schemes.is_empty()).then_some(schemes),
        renegotiation_info: renegotiation::client_info(cx),
        point_formats: curves.then(|| vec![POINT_FORMAT_UNCOMPRESSED]),
        ecjpake_kkpp: ecjpake.map(|ecjpake| EcJpakeKeyPair::from(ecjpake.first_round()).encode()),
        connection_id: cx.settings.connection_id.map(|id| id.to_vec()),
        encrypt_then_mac: cx.config.encrypt_then_mac,
        extended_master_secret: cx.config.extended_master_secret,
        max_fragment_length: cx.config.max_fragment_length.filter(|length| length.bytes().is_some()),
        srtp: agree::offered_srtp(cx),
        // Without a ticket, an empty one says that we take tickets (RFC 5077 §3.2).
        session_ticket: cx.config.session_tickets.then(|| offer.map(Offer::ticket).unwrap_or_default()),
        ..ClientExtensions::default()
    })
}

/// The name for the server_name extension, which must not be a literal address (RFC 6066 §3).
fn server_name(hostname: &Hostname) -> Option<Vec<u8>> {
    match hostname {
        Hostname::Name(name) if !name.is_empty() && name.parse::<IpAddr>().is_err() => {
            Some(name.as_bytes().to_vec())
        }
        _ => None,
    }
}

/// A ClientHello is due once its random is there.
#[derive(Debug)]
pub struct AwaitRandom {
    hello: SendClientHello,
}

impl Stage for AwaitRandom {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let random = negotiate::hello_random(cx, answer).map_err(Failure::silent)?;
        let hello = SendClientHello { random: Some(random), ..self.hello };
        let Some(session) = cx.settings.once.resume.clone() else { return hello.send(cx) };
        if !resumption::may_offer(cx, &session) {
            return hello.send(cx);
        }
        match Offer::id_of(&session) {
            Some(id) => SendClientHello { offer: Some(Offer { session, id }), ..hello }.send(cx),
            None => {
                Ok(Outcome::Pause(AwaitSessionId { hello, session }.into(), Need::Random(MAX_SESSION_ID)))
            }
        }
    }
}

/// A session that the server may resume, and the id by which it agrees.
#[derive(Debug)]
struct Offer {
    session: Arc<Session>,
    id: Vec<u8>,
}

impl Offer {
    /// The id to offer a session by; `None` if it has to be made up: by such an id the server agrees to a ticket
    /// (RFC 5077 §3.4).
    fn id_of(session: &Session) -> Option<Vec<u8>> {
        let id = &session.id;
        match session.ticket {
            Some(_) => (id.len() == MAX_SESSION_ID).then(|| id.clone()),
            // As the original, which takes a shorter one for none.
            None if id.len() < MIN_SESSION_ID => Some(Vec::new()),
            None => Some(id.clone()),
        }
    }

    fn ticket(&self) -> Vec<u8> {
        self.session.ticket.as_ref().map(|ticket| ticket.as_bytes().to_vec()).unwrap_or_default()
    }

    /// Whether the server agrees to resume.
    fn is_taken(&self, hello: &ServerHello) -> bool {
        !self.id.is_empty() && self.id == hello.session_id && self.session.suite.id.0 == hello.cipher_suite
    }
}

/// A ClientHello is due once the id is there by which the server agrees to resume.
#[derive(Debug)]
pub struct AwaitSessionId {
    hello: SendClientHello,
    session: Arc<Session>,
}

impl Stage for AwaitSessionId {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::Random(id) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let offer = Offer { session: self.session, id: id.map_err(Failure::silent)? };
        SendClientHello { offer: Some(offer), ..self.hello }.send(cx)
    }
}

/// The server's answer to the ClientHello is due.
#[derive(Debug)]
pub struct ExpectServerHello {
    random: [u8; 32],
    ecjpake: Option<Box<EcJpake>>,
    offer: Option<Offer>,
    suites: Vec<&'static SuiteInfo>,
    offered: Vec<ExtensionType>,
    connection_id: Option<ConnectionId>,
    verify_requests: u8,
}

impl Stage for ExpectServerHello {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::message(incoming)?;
        match message.kind {
            HandshakeType::HELLO_VERIFY_REQUEST => self.verify_request(cx, &message),
            HandshakeType::SERVER_HELLO => self.server_hello(cx, &message),
            other => {
                debug_line!(cx.output.log(), Error, "{other:?} in the place of a ServerHello");
                Err(Error::Decode(DecodeError::OtherMessage).into())
            }
        }
    }
}

impl ExpectServerHello {
    fn verify_request(self, cx: &mut Context<'_>, message: &Message) -> Result<Outcome, Failure> {
        // The version field does not decide the version of the connection (RFC 6347 §4.2.1).
        let version = wire::hello_version(&message.body)?;
        if !matches!(version, ProtocolVersion::DTLS1_0 | ProtocolVersion::DTLS1_2) {
            return Err(Error::UnsupportedVersion(version).into());
        }
        let request = HelloVerifyRequest::decode(&message.body)?;
        if self.verify_requests == MAX_HELLO_VERIFY_REQUESTS {
            debug_line!(cx.output.log(), Error, "server goes on asking for cookies");
            return Err(Error::UnexpectedMessage(message.kind).into());
        }
        debug_line!(cx.output.log(), Info, "server asks for a cookie of {} bytes", request.cookie.len());
        cx.transcript.restart();
        cx.output.flight_received();
        let next = SendClientHello {
            random: Some(self.random),
            ecjpake: self.ecjpake,
            offer: self.offer,
            cookie: request.cookie.to_vec(),
            verify_requests: self.verify_requests + 1,
        };
        Ok(Outcome::Next(next.into()))
    }

    fn server_hello(self, cx: &mut Context<'_>, message: &Message) -> Result<Outcome, Failure> {
        let version = wire::hello_version(&message.body)?;
        if version != ProtocolVersion::DTLS1_2 {
            return Err(Error::UnsupportedVersion(version).into());
        }
        // As the original, which counts on between compression and suite.
        let seen_late = |failure: Failure| failure.seen_in(Phase::ServerCertificate);
        let hello = ServerHello::decode(&message.body).map_err(|reason| {
            let failure = Failure::from(wire::hello_error(reason));
            if ServerHello::is_sound_to_extensions(&message.body) { seen_late(failure) } else { failure }
        })?;
        if hello.compression != COMPRESSION_NULL {
            return Err(Failure::with_alert(
                Error::FeatureUnavailable("compression"),
                AlertDescription::ILLEGAL_PARAMETER,
            ));
        }
        let suite = self.check(cx, &hello).map_err(|error| seen_late(error.into()))?;
        let extended_master_secret = hello.extensions.extended_master_secret;
        let resumed = self.offer.filter(|offer| offer.is_taken(&hello)).map(|offer| offer.session);
        if let Some(session) = &resumed
            && session.extended_master_secret != extended_master_secret
        {
            // RFC 7627 §5.3.
            debug_line!(
                cx.output.log(),
                Error,
                "server resumes a session and changes its extended master secret"
            );
            return Err(seen_late(HandshakeFailure::ExtendedMasterSecret.into()));
        }
        negotiate::check_extended_master_secret(cx, extended_master_secret)
            .map_err(|error| seen_late(error.into()))?;
        let ecjpake = match suite.key_exchange {
            KeyExchange::EcJpake if resumed.is_none() => {
                Some(first_round(self.ecjpake, &hello).map_err(seen_late)?)
            }
            _ => None,
        };
        let negotiated = Negotiated {
            suite,
            client_random: self.random,
            server_random: hello.random,
            session_id: hello.session_id,
            extended_master_secret,
            server_name: resumption::own_server_name(cx),
            encrypt_then_mac: hello.extensions.encrypt_then_mac && suite.cbc().is_some(),
            max_fragment_length: None,
            start: resumed.as_ref().map_or_else(|| cx.clock.unix_seconds(), |session| session.start),
            ticket: resumed.as_ref().and_then(|session| session.ticket.clone()),
            ticket_created: 0,
            expects_ticket: hello.extensions.session_ticket,
            secure_renegotiation: hello.extensions.renegotiation_info.is_some(),
            ecjpake,
        };
        let cids = negotiate::connection_ids(self.connection_id, hello.extensions.connection_id.as_deref());
        negotiate::use_connection_ids(cx, cids.map_err(|error| seen_late(error.into()))?);
        cx.transcript.start_hash(suite.hash);
        cx.transcript.add(message);
        debug_line!(
            cx.output.log(),
            Info,
            "server chose {}, encrypt-then-MAC {}, extended master secret {}, secure renegotiation {}, \
             session resumed {}",
            suite.name,
            negotiated.encrypt_then_mac,
            negotiated.extended_master_secret,
            negotiated.secure_renegotiation,
            resumed.is_some()
        );
        Ok(match resumed {
            Some(session) => resume(cx, negotiated, &session),
            None => Outcome::Next(ServerCertificate { negotiated }.into()),
        })
    }

    /// Holds the hello against what was offered.
    fn check(&self, cx: &mut Context<'_>, hello: &ServerHello) -> Result<&'static SuiteInfo> {
        let Some(suite) = self.suites.iter().copied().find(|suite| suite.id.0 == hello.cipher_suite) else {
            debug_line!(
                cx.output.log(),
                Error,
                "server chose suite {:#06x}, not offered",
                hello.cipher_suite
            );
            return Err(Error::IllegalParameter("cipher suite that was not offered"));
        };
        if let Some(kind) = hello.extensions.unsolicited(&self.offered) {
            debug_line!(cx.output.log(), Error, "server answers {kind:?}, which was not offered");
            return Err(Error::UnsupportedExtension(kind));
        }
        renegotiation::check_server(cx, hello)?;
        renegotiation::check_mac(cx, suite, hello.extensions.encrypt_then_mac)?;
        negotiate::check_point_formats(hello.extensions.point_formats.as_deref())?;
        let agreement = agree::check(cx, &hello.extensions)?;
        cx.output.agreed(agreement);
        Ok(suite)
    }
}

/// Takes the server's first round of EC J-PAKE.
fn first_round(own: Option<Box<EcJpake>>, hello: &ServerHello) -> Result<Box<EcJpakeSecondRound>, Failure> {
    // As the original, which tells the server of a failed handshake whatever is wrong.
    let refused = |error: Error| Failure::with_alert(error, AlertDescription::HANDSHAKE_FAILURE);
    let (Some(own), Some(data)) = (own, &hello.extensions.ecjpake_kkpp) else {
        return Err(refused(HandshakeFailure::EcJpake.into()));
    };
    let pair = EcJpakeKeyPair::decode(data).map_err(|reason| refused(reason.into()))?;
    let second_round = own.accept(&pair.to_shares()).map_err(|error| refused(error.into()))?;
    Ok(Box::new(second_round))
}

/// The way through an abbreviated handshake.
fn resume(cx: &mut Context<'_>, negotiated: Negotiated, session: &Session) -> Outcome {
    // Nobody signs the handshake.
    cx.transcript.forget_bytes();
    let peer = VerifiedPeer::of_session(session);
    cx.output.peer_checked(peer.flags());
    negotiated.export(cx, &session.master_secret, Phase::ServerChangeCipherSpec);
    let ticket = negotiated.expects_ticket;
    let master = session.master_secret.clone();
    let next =
        ExpectFirstChangeCipherSpec { unproven: Unproven { role: Role::Client, negotiated, peer, master } };
    Outcome::Next(if ticket {
        NewSessionTicketDue { behind: Behind::Abbreviated(next) }.into()
    } else {
        next.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_addresses_are_no_server_names() {
        let name = |text: &str| server_name(&Hostname::Name(text.to_owned()));
        assert_eq!(name("coap.example"), Some(b"coap.example".to_vec()));
        for not_a_name in ["192.0.2.1", "2001:db8::1", ""] {
            assert_eq!(name(not_a_name), None, "{not_a_name}");
        }
        assert_eq!(server_name(&Hostname::Unset), None);
        assert_eq!(server_name(&Hostname::Ignored), None);
    }
}
