//! From the leaf upwards, one certificate at a time:
//!
//! ```text
//! leaf -> is it trusted itself? -> done
//!      -> issuer among the trusted -> note, check its dates, done
//!      -> issuer among those that the peer sent after it -> go on from there
//!      -> no issuer: NOT_TRUSTED
//! ```
//!
//! Each certificate with an issuer is looked up in the revocation lists of that issuer.

use super::{Profile, flag, matches_host};
use crate::crypto::{HashAlgorithm, PublicKey, SignatureAlgorithm};
use crate::pki::algorithm::{CertificateSignature, DigestId, SignatureKind};
use crate::pki::certificate::{Certificate, key_usage};
use crate::pki::crl::Crl;
use crate::pki::key::KeyKind;
use crate::pki::validity::DateTime;
use std::borrow::Cow;

/// How many certificates may lie between the leaf and the trusted one (`MBEDTLS_X509_MAX_INTERMEDIATE_CA`).
pub const MAX_INTERMEDIATES: usize = 8;

/// How many signatures one check may verify. A peer that sends many authorities of one name could otherwise ask for
/// its square.
pub const MAX_SIGNATURE_CHECKS: usize = 64;

/// What a path is checked against.
#[derive(Clone, Copy, Debug)]
pub struct PathCheck<'a> {
    /// The trusted certificates: authorities, or leaves that are trusted as they are.
    pub trusted: &'a [Certificate],
    /// Revocation lists; each counts for the certificates of who issued it.
    pub crls: &'a [Crl],
    /// Which algorithms and keys the path may use.
    pub profile: &'a Profile,
    /// Whom the leaf must be for, as [`matches_host`] compares it, if that matters.
    pub name: Option<&'a [u8]>,
    /// The current time in seconds since 1970-01-01 00:00:00 UTC.
    pub now: i64,
}

/// Tells whom the application trusts among those that may have issued a certificate.
pub type FindTrusted<'a> = dyn FnMut(&Certificate) -> Result<Vec<Certificate>, PathError> + 'a;

/// One certificate of a path and what is wrong with it.
#[derive(Clone, Debug)]
pub struct PathEntry {
    /// The certificate.
    pub certificate: Certificate,
    /// Where it comes from.
    pub source: Source,
    /// What is wrong with it: bits of [`flag`].
    pub flags: u32,
}

/// Where a certificate of a path comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The chain that is checked, at this index.
    Chain(usize),
    /// The trusted certificates, at this index: those of [`PathCheck::trusted`], or those found last.
    Trusted(usize),
}

/// A path that was walked to its end, whatever it is worth: the leaf first, the trusted end last.
#[derive(Clone, Debug)]
pub struct VerifiedPath {
    /// The certificates; there is at least one.
    pub entries: Vec<PathEntry>,
}

impl VerifiedPath {
    /// Everything that is wrong: 0 means that the path is good.
    pub fn flags(&self) -> u32 {
        self.entries.iter().fold(0, |flags, entry| flags | entry.flags)
    }

    /// Calls `review` for each certificate from the trusted end to the leaf, with its depth (0 is the leaf) and its
    /// flags, which it may change. An error ends this and is handed on.
    pub fn review<E>(
        &mut self,
        mut review: impl FnMut(&Certificate, usize, Source, &mut u32) -> Result<(), E>,
    ) -> Result<(), E> {
        for (depth, entry) in self.entries.iter_mut().enumerate().rev() {
            review(&entry.certificate, depth, entry.source, &mut entry.flags)?;
        }
        Ok(())
    }
}

/// Why a path could not be walked to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    /// The chain is empty.
    Empty,
    /// It has more than [`MAX_INTERMEDIATES`].
    TooLong,
    /// It takes more than [`MAX_SIGNATURE_CHECKS`], or more than
    /// [`MAX_CRL_SIGNATURE_CHECKS`](super::MAX_CRL_SIGNATURE_CHECKS) for revocation lists.
    TooMuchWork,
    /// The application could not say whom it trusts.
    NoTrust,
}

impl PathCheck<'_> {
    /// Checks `chain`: the leaf first, the others in the order in which they may issue each other.
    pub fn run(&self, chain: &[Certificate]) -> Result<VerifiedPath, PathError> {
        self.check(chain, None)
    }

    /// As [`run`](Self::run), with trusted certificates that `find` tells for each certificate in turn, in place of
    /// [`trusted`](Self::trusted). A leaf is not trusted as it is then.
    pub fn run_with(
        &self,
        chain: &[Certificate],
        find: &mut FindTrusted<'_>,
    ) -> Result<VerifiedPath, PathError> {
        self.check(chain, Some(find))
    }

    fn check(
        &self,
        chain: &[Certificate],
        find: Option<&mut FindTrusted<'_>>,
    ) -> Result<VerifiedPath, PathError> {
        let mut entries = self.walk(chain, find)?;
        if let Some(leaf) = entries.first_mut() {
            leaf.flags |= self.leaf_flags(&leaf.certificate);
        }
        Ok(VerifiedPath { entries })
    }

    fn leaf_flags(&self, leaf: &Certificate) -> u32 {
        let mut flags = 0;
        if self.name.is_some_and(|name| !matches_host(leaf, name)) {
            flags |= flag::NAME_MISMATCH;
        }
        if !leaf.key_kind().is_some_and(|kind| self.profile.allows_key_algorithm(kind)) {
            flags |= flag::BAD_ALGORITHM;
        }
        if !leaf.key_kind().is_some_and(|kind| self.profile.allows_key(kind)) {
            flags |= flag::BAD_KEY;
        }
        flags
    }

    fn walk(
        &self,
        chain: &[Certificate],
        find: Option<&mut FindTrusted<'_>>,
    ) -> Result<Vec<PathEntry>, PathError> {
        let leaf_may_be_trusted = find.is_none();
        let now = DateTime::from_unix(self.now);
        let mut walk = Walk { check: self, chain, find, now, signatures: 0, crl_signatures: 0 };
        let mut path = Vec::new();
        let mut child = Candidate {
            certificate: chain.first().ok_or(PathError::Empty)?.clone(),
            source: Source::Chain(0),
        };
        // Intermediates that issue themselves, as in a change of keys, do not count as part of the path's length.
        let mut self_issued = 0;
        loop {
            let certificate = &child.certificate;
            let mut flags = walk.date_flags(certificate);
            let issuer = match child.source {
                Source::Trusted(_) => None,
                Source::Chain(index) => {
                    flags |= self.signature_flags(certificate);
                    if path.is_empty() && leaf_may_be_trusted && self.trusts_leaf(certificate) {
                        None
                    } else {
                        let found = walk.issuer(certificate, index, path.len(), self_issued)?;
                        if found.is_none() {
                            flags |= flag::NOT_TRUSTED;
                        }
                        found
                    }
                }
            };
            let depth = path.len();
            if let Some(issuer) = &issuer {
                if depth > 0 && certificate.is_self_issued() {
                    self_issued += 1;
                }
                if matches!(issuer.candidate.source, Source::Chain(_)) && depth >= MAX_INTERMEDIATES {
                    return Err(PathError::TooLong);
                }
                if !issuer.good_signature {
                    flags |= flag::NOT_TRUSTED;
                }
                let authority = &issuer.candidate.certificate;
                if !authority.key_kind().is_some_and(|kind| self.profile.allows_key(kind)) {
                    flags |= flag::BAD_KEY;
                }
                flags |= walk.revocation_flags(certificate, authority)?;
            }
            path.push(PathEntry { certificate: child.certificate, source: child.source, flags });
            match issuer {
                Some(issuer) => child = issuer.candidate,
                None => return Ok(path),
            }
        }
    }

    fn signature_flags(&self, certificate: &Certificate) -> u32 {
        let algorithm = certificate.signature_algorithm();
        let mut flags = 0;
        if !algorithm.is_some_and(|algorithm| self.profile.allows_digest(algorithm.digest)) {
            flags |= flag::BAD_DIGEST;
        }
        if !algorithm.is_some_and(|algorithm| self.profile.allows_signature(algorithm.kind)) {
            flags |= flag::BAD_ALGORITHM;
        }
        flags
    }

    /// A leaf is trusted as it is if it names itself as its issuer and stands among the trusted.
    fn trusts_leaf(&self, leaf: &Certificate) -> bool {
        leaf.is_self_issued() && self.trusted.contains(leaf)
    }
}

#[derive(Clone)]
struct Candidate {
    certificate: Certificate,
    source: Source,
}

struct Issuer {
    candidate: Candidate,
    good_signature: bool,
}

/// A check on its way.
pub(super) struct Walk<'a, 'f> {
    pub(super) check: &'a PathCheck<'a>,
    pub(super) now: DateTime,
    pub(super) crl_signatures: usize,
    chain: &'a [Certificate],
    find: Option<&'a mut FindTrusted<'f>>,
    signatures: usize,
}

impl Walk<'_, '_> {
    fn date_flags(&self, certificate: &Certificate) -> u32 {
        let mut flags = 0;
        if certificate.not_after() < self.now {
            flags |= flag::EXPIRED;
        }
        if certificate.not_before() > self.now {
            flags |= flag::FUTURE;
        }
        flags
    }

    /// The issuer of `child`, which is at `index` of the chain and would be followed by `path_length` certificates.
    fn issuer(
        &mut self,
        child: &Certificate,
        index: usize,
        path_length: usize,
        self_issued: usize,
    ) -> Result<Option<Issuer>, PathError> {
        let trusted: Cow<'_, [Certificate]> = match &mut self.find {
            Some(find) => find(child)?.into(),
            None => self.check.trusted.into(),
        };
        let trusted =
            trusted.iter().enumerate().map(|(index, certificate)| (certificate, Source::Trusted(index)));
        if let Some(found) = self.best(child, trusted, true, path_length, self_issued)? {
            return Ok(Some(found));
        }
        let sent = self.chain.iter().enumerate().skip(index + 1);
        let sent = sent.map(|(index, certificate)| (certificate, Source::Chain(index)));
        self.best(child, sent, false, path_length, self_issued)
    }

    /// The first candidate that may have issued `child` and is valid now; if none is, the first that may have.
    /// A trusted one must also have signed it; of the others the signature is noted.
    fn best<'c>(
        &mut self,
        child: &Certificate,
        candidates: impl Iterator<Item = (&'c Certificate, Source)>,
        trusted: bool,
        path_length: usize,
        self_issued: usize,
    ) -> Result<Option<Issuer>, PathError> {
        let mut fallback = None;
        for (parent, source) in candidates {
            if !may_issue(child, parent, trusted) {
                continue;
            }
            let too_deep = |allowed: u32| (allowed as usize).saturating_add(self_issued) < path_length;
            if parent.max_path_length().is_some_and(too_deep) {
                continue;
            }
            let good_signature = self.verify(child, parent)?;
            if trusted && !good_signature {
                continue;
            }
            let issuer =
                Issuer { candidate: Candidate { certificate: parent.clone(), source }, good_signature };
            if self.date_flags(parent) == 0 {
                return Ok(Some(issuer));
            }
            fallback.get_or_insert(issuer);
        }
        Ok(fallback)
    }

    fn verify(&mut self, child: &Certificate, parent: &Certificate) -> Result<bool, PathError> {
        if usable_key(child.signature_algorithm(), parent).is_none() {
            return Ok(false);
        }
        self.signatures += 1;
        if self.signatures > MAX_SIGNATURE_CHECKS {
            return Err(PathError::TooMuchWork);
        }
        Ok(verifies(child.signature_algorithm(), child.tbs(), child.signature(), parent))
    }
}

/// True if `signature` over `message` is that of the key of `signer`.
pub(super) fn verifies(
    algorithm: Option<CertificateSignature>,
    message: &[u8],
    signature: &[u8],
    signer: &Certificate,
) -> bool {
    usable_key(algorithm, signer)
        .is_some_and(|(algorithm, key)| key.verify(algorithm, message, signature).is_ok())
}

/// The key of `signer`, if it is one for signatures by `algorithm`.
fn usable_key(
    algorithm: Option<CertificateSignature>,
    signer: &Certificate,
) -> Option<(SignatureAlgorithm, &PublicKey)> {
    let algorithm = signature_algorithm(algorithm?)?;
    let agreement_only = matches!(signer.key_kind(), Some(KeyKind::Ec { agreement_only: true, .. }));
    let key = signer.public_key().filter(|key| !agreement_only && algorithm.fits(key.kind()))?;
    Some((algorithm, key))
}

/// Names fit, and the parent is an authority that may sign certificates. Only trusted certificates of versions 1 and
/// 2, which cannot say so, need not.
fn may_issue(child: &Certificate, parent: &Certificate, trusted: bool) -> bool {
    let exempt = trusted && parent.version() < 3;
    child.issuer().matches(parent.subject())
        && (exempt || parent.is_ca() && parent.allows_key_usage(key_usage::KEY_CERT_SIGN))
}

fn signature_algorithm(algorithm: CertificateSignature) -> Option<SignatureAlgorithm> {
    let hash = hash(algorithm.digest)?;
    Some(match algorithm.kind {
        SignatureKind::RsaPkcs1 => SignatureAlgorithm::RsaPkcs1(hash),
        SignatureKind::Ecdsa => SignatureAlgorithm::Ecdsa(hash),
        // Mbed TLS verifies no signature whose mask is made with another digest, though RFC 8017 §8.1 would allow it.
        SignatureKind::RsaPss if algorithm.mgf1_digest != algorithm.digest => return None,
        SignatureKind::RsaPss => SignatureAlgorithm::RsaPss {
            hash,
            mgf1_hash: self::hash(algorithm.mgf1_digest)?,
            salt_len: Some(algorithm.salt_length as usize),
        },
    })
}

fn hash(digest: DigestId) -> Option<HashAlgorithm> {
    Some(match digest {
        DigestId::MD5 => HashAlgorithm::Md5,
        DigestId::SHA1 => HashAlgorithm::Sha1,
        DigestId::SHA224 => HashAlgorithm::Sha224,
        DigestId::SHA256 => HashAlgorithm::Sha256,
        DigestId::SHA384 => HashAlgorithm::Sha384,
        DigestId::SHA512 => HashAlgorithm::Sha512,
        _ => return None,
    })
}
