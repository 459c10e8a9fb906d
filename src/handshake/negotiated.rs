use super::{Context, Phase, Transcript};
use crate::codec::MaxFragmentLength;
use crate::crypto::{EcJpakeSecondRound, KeyExchange, SuiteInfo};
use crate::error::{Error, Result};
use crate::keys::{ConnectionKeys, ExportedKeys, MasterSecret, PremasterSecret};
use crate::msgs::ExchangeForm;
use crate::session::{ServerNameDigest, Ticket};

/// What the two hellos settled; it moves from state to state.
#[derive(Debug)]
pub(super) struct Negotiated {
    pub(super) suite: &'static SuiteInfo,
    pub(super) client_random: [u8; 32],
    pub(super) server_random: [u8; 32],
    pub(super) session_id: Vec<u8>,
    pub(super) extended_master_secret: bool,
    /// The name that the client wants to reach.
    pub(super) server_name: Option<ServerNameDigest>,
    /// When the session began, in seconds since 1970-01-01 00:00:00 UTC.
    pub(super) start: u64,
    /// With a CBC suite: whether the MAC is over the ciphertext (RFC 7366).
    pub(super) encrypt_then_mac: bool,
    /// On a server: the max_fragment_length that the client asked for (RFC 6066 §4). A client's session has none.
    pub(super) max_fragment_length: Option<MaxFragmentLength>,
    /// On a client: the ticket that it has from the server.
    pub(super) ticket: Option<Ticket>,
    /// On a server: when the ticket was made that the session came out of or goes into, in milliseconds since 1970-01-01
    /// 00:00:00 UTC; 0 without one.
    pub(super) ticket_created: u64,
    /// A NewSessionTicket comes: so the server said.
    pub(super) expects_ticket: bool,
    /// Both sides know RFC 5746.
    pub(super) secure_renegotiation: bool,
    /// The first round of EC J-PAKE, until the second one ends it.
    pub(super) ecjpake: Option<Box<EcJpakeSecondRound>>,
}

impl Negotiated {
    /// The form of both key exchange messages.
    pub(super) fn form(&self) -> ExchangeForm {
        match self.suite.key_exchange {
            KeyExchange::EcdheEcdsa | KeyExchange::EcdheRsa => ExchangeForm::Ecdhe,
            KeyExchange::EcdhePsk => ExchangeForm::EcdhePsk,
            KeyExchange::Psk => ExchangeForm::Psk,
            KeyExchange::EcJpake => ExchangeForm::EcJpake,
        }
    }

    /// True when the server shows a certificate and may ask for the client's.
    pub(super) fn uses_certificate(&self) -> bool {
        self.suite.key_exchange.uses_certificate()
    }

    /// The first round of EC J-PAKE, for its end.
    pub(super) fn take_ecjpake(&mut self) -> Result<EcJpakeSecondRound> {
        Ok(*self.ecjpake.take().ok_or(Error::Internal("EC J-PAKE without its first round"))?)
    }

    /// What a ServerKeyExchange signs: both randoms, then the parameters (RFC 8422 §5.4).
    pub(super) fn signed_params(&self, params: &[u8]) -> Vec<u8> {
        [&self.client_random, &self.server_random, params].concat()
    }

    /// The master secret. The transcript must end with the ClientKeyExchange (RFC 7627 §3).
    pub(super) fn master_secret(
        &self,
        premaster: PremasterSecret,
        transcript: &Transcript,
    ) -> Result<MasterSecret> {
        if !self.extended_master_secret {
            return Ok(premaster.master_secret(self.suite.hash, &self.client_random, &self.server_random));
        }
        let session_hash = transcript.current_hash().ok_or(Error::Internal("transcript without a hash"))?;
        Ok(premaster.extended_master_secret(self.suite.hash, session_hash.as_ref()))
    }

    /// The keys of both directions.
    pub(super) fn connection_keys(&self, master: &MasterSecret) -> ConnectionKeys {
        let (client, server) = (&self.client_random, &self.server_random);
        master.connection_keys(self.suite, self.encrypt_then_mac, client, server)
    }

    /// Hands the master secret to the application, if it wants it. It sees the handshake stand in `phase`.
    pub(super) fn export(&self, cx: &mut Context<'_>, master: &MasterSecret, phase: Phase) {
        if cx.settings.export_keys {
            let keys = ExportedKeys {
                master_secret: master.clone(),
                client_random: self.client_random,
                server_random: self.server_random,
            };
            cx.output.export_keys(keys, phase);
        }
    }
}
