//! Revocation lists beside a path: which lists count for a certificate, and what they say of it.

use super::flag;
use super::path::{PathError, Walk};
use crate::pki::certificate::{Certificate, key_usage};
use crate::pki::crl::Crl;

/// How many signatures of revocation lists one check may verify. The lists are the application's own; a peer chooses no
/// more than how many authorities of its chain bear the name of their issuer.
pub const MAX_CRL_SIGNATURE_CHECKS: usize = 256;

impl Walk<'_, '_> {
    /// The flags of `certificate` from the lists that `authority`, its issuer, has issued.
    ///
    /// The lists are looked at in their order. One that cannot be trusted ends this, and so does the first that has the
    /// certificate; one that is out of date does not, and counts all the same.
    pub(super) fn revocation_flags(
        &mut self,
        certificate: &Certificate,
        authority: &Certificate,
    ) -> Result<u32, PathError> {
        let mut flags = 0;
        let crls = self.check.crls;
        for crl in crls.iter().filter(|crl| crl.issuer().matches(authority.subject())) {
            // RFC 5280 §6.3.3 (f): the issuer of a list must be allowed to sign it.
            if !authority.allows_key_usage(key_usage::CRL_SIGN) {
                return Ok(flags | flag::CRL_NOT_TRUSTED);
            }
            flags |= self.list_profile_flags(crl, authority);
            if !self.is_signed(crl, authority)? {
                return Ok(flags | flag::CRL_NOT_TRUSTED);
            }
            flags |= self.list_date_flags(crl);
            if crl.lists(certificate) {
                return Ok(flags | flag::REVOKED);
            }
        }
        Ok(flags)
    }

    fn list_profile_flags(&self, crl: &Crl, authority: &Certificate) -> u32 {
        let profile = self.check.profile;
        let algorithm = crl.signature_algorithm();
        let mut flags = 0;
        if !algorithm.is_some_and(|algorithm| profile.allows_digest(algorithm.digest)) {
            flags |= flag::CRL_BAD_DIGEST;
        }
        if !algorithm.is_some_and(|algorithm| profile.allows_signature(algorithm.kind)) {
            flags |= flag::CRL_BAD_ALGORITHM;
        }
        // As with Mbed TLS it is the flag of certificates that tells of the authority's key.
        if !authority.key_kind().is_some_and(|kind| profile.allows_key(kind)) {
            flags |= flag::BAD_KEY;
        }
        flags
    }

    /// A list that does not tell when the next will come is out of date, as with Mbed TLS.
    fn list_date_flags(&self, crl: &Crl) -> u32 {
        let mut flags = 0;
        if crl.next_update().is_none_or(|next_update| next_update < self.now) {
            flags |= flag::CRL_EXPIRED;
        }
        if crl.this_update() > self.now {
            flags |= flag::CRL_FUTURE;
        }
        flags
    }

    fn is_signed(&mut self, crl: &Crl, authority: &Certificate) -> Result<bool, PathError> {
        if crl.is_known_from(authority) {
            return Ok(true);
        }
        self.crl_signatures += 1;
        if self.crl_signatures > MAX_CRL_SIGNATURE_CHECKS {
            return Err(PathError::TooMuchWork);
        }
        let good = super::path::verifies(crl.signature_algorithm(), crl.tbs(), crl.signature(), authority);
        if good {
            crl.remember(authority);
        }
        Ok(good)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PathCheck, Profile};
    use super::*;
    use crate::pki::testing::{certificate, certificates, crl};

    const NOW: i64 = 1_767_225_600;

    /// The flags of each certificate of the chain in one file, leaf first, below the authority in another.
    fn flags(chain: &str, trusted: &str, lists: &[&str], profile: &Profile) -> Vec<u32> {
        let trusted = [certificate(trusted)];
        let crls: Vec<_> = lists.iter().map(|name| crl(name)).collect();
        let check = PathCheck { trusted: &trusted, crls: &crls, profile, name: None, now: NOW };
        // Twice, as the second time the signer of each list is known.
        let run = || check.run(&certificates(chain)).expect("a path").entries;
        let first: Vec<_> = run().iter().map(|entry| entry.flags).collect();
        let second: Vec<_> = run().iter().map(|entry| entry.flags).collect();
        assert_eq!(first, second);
        first
    }

    fn default(chain: &str, trusted: &str, lists: &[&str]) -> Vec<u32> {
        flags(chain, trusted, lists, &Profile::DEFAULT)
    }

    #[test]
    fn listed_certificates_are_revoked() {
        for (chain, trusted, list) in [
            ("server-p256", "ca-p256", "p256-server"),
            ("server-p384", "ca-p384", "p384"),
            ("server-rsa", "ca-rsa", "rsa"),
            ("client-rsa", "ca-rsa", "rsa-pss"),
            ("server-p256", "ca-p256", "p256-v1"),
            // The date of the revocation does not matter.
            ("server-p256", "ca-p256", "p256-from-2054"),
        ] {
            assert_eq!(default(chain, trusted, &[list]), [flag::REVOKED, 0], "{chain} in {list}");
        }
        assert_eq!(default("server-p256", "ca-p256", &["p256"]), [0, 0]);
        assert_eq!(default("server-p256", "ca-p256", &["p256-nothing", "rsa"]), [0, 0]);
        assert_eq!(default("server-p256", "ca-p256", &["p256", "p256-server"]), [flag::REVOKED, 0]);
    }

    #[test]
    fn each_certificate_is_looked_up_with_its_issuer() {
        assert_eq!(default("chain", "ca-p256", &["p256-intermediate"]), [0, flag::REVOKED, 0]);
        assert_eq!(default("chain", "ca-p256", &["intermediate"]), [flag::REVOKED, 0, 0]);
        let both = ["intermediate", "p256-intermediate"];
        assert_eq!(default("chain", "ca-p256", &both), [flag::REVOKED, flag::REVOKED, 0]);
    }

    #[test]
    fn lists_have_to_be_signed_by_who_may() {
        assert_eq!(default("server-p256", "ca-p256", &["p256-forged"]), [flag::CRL_NOT_TRUSTED, 0]);
        // It hides those behind it.
        assert_eq!(
            default("server-p256", "ca-p256", &["p256-forged", "p256-server"]),
            [flag::CRL_NOT_TRUSTED, 0]
        );
        assert_eq!(
            default("below-no-crl-sign", "ca-no-crl-sign", &["no-crl-sign"]),
            [flag::CRL_NOT_TRUSTED, 0]
        );
    }

    #[test]
    fn lists_out_of_date_count() {
        let expired = flag::CRL_EXPIRED | flag::REVOKED;
        assert_eq!(default("server-p256", "ca-p256", &["p256-expired"]), [expired, 0]);
        assert_eq!(
            default("server-p256", "ca-p256", &["p256-future"]),
            [flag::CRL_FUTURE | flag::REVOKED, 0]
        );
        assert_eq!(default("server-p256", "ca-p256", &["p256-endless"]), [flag::CRL_EXPIRED, 0]);
    }

    #[test]
    fn profiles_bound_lists_too() {
        let sha1 = flag::CRL_BAD_DIGEST | flag::REVOKED;
        assert_eq!(default("server-p256", "ca-p256", &["p256-sha1"]), [sha1, 0]);
        let short = flag::BAD_KEY | flag::REVOKED;
        assert_eq!(default("below-rsa1024", "ca-rsa1024", &["rsa1024"]), [short, 0]);
        let none = flag::BAD_DIGEST | flag::BAD_ALGORITHM | flag::BAD_KEY;
        let list = flag::CRL_BAD_DIGEST | flag::CRL_BAD_ALGORITHM | flag::REVOKED;
        assert_eq!(flags("server-p256", "ca-p256", &["p256-server"], &Profile::NONE), [none | list, 0]);
    }

    #[test]
    fn work_on_lists_is_bounded() {
        let trusted = [certificate("ca-p256")];
        let forged = crl("p256-nothing");
        // Each has to be verified anew: a signer is known of a list only after it was good.
        let lists: Vec<_> =
            (0..=MAX_CRL_SIGNATURE_CHECKS).map(|_| Crl::parse(forged.der()).expect("sound")).collect();
        let check = |crls| {
            PathCheck { trusted: &trusted, crls, profile: &Profile::DEFAULT, name: None, now: NOW }
                .run(&certificates("server-p256"))
                .map(|path| path.flags())
        };
        assert_eq!(check(&lists), Err(PathError::TooMuchWork));
        // Those that were good are known now.
        assert_eq!(check(&lists), Ok(0));
    }
}
