use super::{Established, Output, Transcript};
use crate::config::{AuthMode, Config, ConnectionSettings};
use crate::pki::{Certificate, Crl};
use crate::time::WallClock;

/// What every state may look at and speak to.
pub struct Context<'a> {
    /// What the application wants of all connections.
    pub config: &'a Config,
    /// What it wants of this one.
    pub settings: &'a ConnectionSettings,
    /// The time of day.
    pub clock: &'a dyn WallClock,
    /// What the handshake before this one settled, if this one is a renegotiation.
    pub previous: Option<&'a Established>,
    /// The messages so far.
    pub transcript: &'a mut Transcript,
    /// The wire.
    pub output: &'a mut dyn Output,
}

impl<'a> Context<'a> {
    /// What to ask of the peer's certificate.
    pub(super) fn auth_mode(&self) -> AuthMode {
        self.settings.once.choices.auth_mode.unwrap_or(self.config.auth_mode)
    }

    /// Certificates that end a path of the peer.
    pub(super) fn trust_anchors(&self) -> Option<&'a [Certificate]> {
        match &self.settings.once.choices.trust {
            Some(trust) => Some(&trust.anchors),
            None => self.config.trust_anchors.as_deref(),
        }
    }

    /// The revocation lists that go with them.
    pub(super) fn crls(&self) -> &'a [Crl] {
        self.settings.once.choices.trust.as_ref().map_or(&self.config.crls, |trust| &trust.crls)
    }
}
