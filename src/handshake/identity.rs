use crate::codec::SignatureScheme;
use crate::config::{Config, Identity};
use crate::crypto::{SignatureAlgorithm, digest};
use crate::error::{ConfigError, Error, Result};
use crate::handshake::{SignQuery, negotiate};
use crate::msgs::DigitallySigned;
use std::sync::Arc;

/// Which of our identities signs, and how. The one place where private keys are used; for a key elsewhere the state
/// pauses with the [`query`](Signer::query).
#[derive(Clone, Debug)]
pub(super) struct Signer {
    /// The identities that the application chose for this handshake, if it did.
    chosen: Option<Arc<[Identity]>>,
    index: usize,
    scheme: SignatureScheme,
    algorithm: SignatureAlgorithm,
}

/// The first wanted identity whose key can sign by a scheme that both sides allow, with the peer's
/// most preferred of those schemes. It is one of those `chosen` for this handshake, else of the configuration.
pub(super) fn choose(
    config: &Config,
    chosen: Option<&Arc<[Identity]>>,
    peer_schemes: &[SignatureScheme],
    wanted: impl Fn(&Identity) -> bool,
) -> Option<Signer> {
    let usable = all(config, chosen).iter().enumerate().filter(|(_, identity)| wanted(identity));
    usable.into_iter().find_map(|(index, identity)| {
        let can_sign = |scheme: &SignatureScheme| {
            SignatureAlgorithm::try_from(*scheme).is_ok_and(|algorithm| identity.key.can_sign(algorithm))
        };
        let schemes: Vec<_> = peer_schemes.iter().copied().filter(can_sign).collect();
        let (scheme, algorithm) = negotiate::choose_scheme(config, &schemes, identity.key.kind())?;
        Some(Signer { chosen: chosen.cloned(), index, scheme, algorithm })
    })
}

/// Our identities in this handshake.
pub(super) fn all<'a>(config: &'a Config, chosen: Option<&'a Arc<[Identity]>>) -> &'a [Identity] {
    chosen.map_or(&config.identities, |chosen| chosen)
}

impl Signer {
    fn identity<'a>(&'a self, config: &'a Config) -> Option<&'a Identity> {
        all(config, self.chosen.as_ref()).get(self.index)
    }

    /// The certificates to show, leaf first.
    pub(super) fn chain<'a>(&'a self, config: &'a Config) -> Option<Vec<&'a [u8]>> {
        Some(self.identity(config)?.chain.iter().map(|certificate| certificate.der()).collect())
    }

    /// What to ask the application for, where it is to be asked for signatures of this kind.
    pub(super) fn query(&self, config: &Config, message: &[u8]) -> Option<SignQuery> {
        if !config.sign_elsewhere || matches!(self.algorithm, SignatureAlgorithm::RsaPss { .. }) {
            return None;
        }
        let certificate = self.identity(config)?.chain.first()?.clone();
        let digest = digest(self.algorithm.hash(), &[message]);
        Some(SignQuery { certificate, algorithm: self.algorithm, digest })
    }

    /// Signs `message`.
    pub(super) fn sign(&self, config: &Config, message: &[u8]) -> Result<Vec<u8>> {
        let here = self.identity(config).filter(|identity| !identity.key.is_elsewhere());
        let identity = here.ok_or(Error::Config(ConfigError::NoPrivateKey))?;
        Ok(identity.key.sign(self.algorithm, message)?)
    }

    /// The signature as it stands in a message.
    pub(super) fn signed<'a>(&self, signature: &'a [u8]) -> DigitallySigned<'a> {
        DigitallySigned { scheme: self.scheme, signature }
    }
}
