//! What rustls-webpki, another implementation, makes of the chains that we make and of those of x509-limbo: the same, or
//! something else for a reason that can be seen in the certificates.

#[path = "corpus/mod.rs"]
mod corpus;
#[path = "corpus/limbo.rs"]
mod limbo;

use corpus::der;
use dtls::pki::algorithm::{Curve, SignatureKind};
use dtls::pki::certificate::key_usage;
use dtls::pki::key::KeyKind;
use dtls::pki::oid::Extension;
use dtls::pki::verify::{Source, VerifiedPath, flag};
use dtls::pki::{Certificate, PathCheck, Profile};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use std::collections::BTreeMap;
use std::time::Duration;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

/// What is looked at.
struct Question<'a> {
    chain: &'a [Vec<u8>],
    trusted: &'a [Vec<u8>],
    name: &'a str,
    now: i64,
}

#[test]
fn made_chains_are_judged_alike() {
    let paths = corpus::paths::paths();
    let mut tally = Tally::default();
    for leaf in &paths.leaves {
        let chain = blocks(&leaf.pem);
        for trusted in &paths.trusted {
            let trusted_ders = blocks(&trusted.pem);
            let question =
                Question { chain: &chain, trusted: &trusted_ders, name: "localhost", now: limbo::NOW };
            tally.count(&question, || format!("{} below {}", leaf.name, trusted.name));
        }
    }
    assert!(tally.both_accept > 1_000 && tally.both_refuse > 5_000);
    tally.finish(&[
        Reason::AuthorityAsPeer,
        Reason::CommonName,
        Reason::Purpose,
        Reason::Version,
        Reason::Depth,
        Reason::NameForm,
        Reason::NotCarried,
        Reason::OddGeneralName,
        Reason::UriAsText,
        Reason::AnchorDates,
        Reason::KeyOfLeaf,
        Reason::AnchorExtensions,
        Reason::KeyUsage,
        Reason::FirstOfName,
        Reason::Order,
    ]);
}

#[test]
fn limbo_is_judged_alike() {
    let cases = limbo::cases();
    let mut tally = Tally::default();
    for case in cases.iter().filter(|case| case.name.is_some()) {
        let question = Question {
            chain: &case.chain,
            trusted: &case.trusted,
            name: case.name.as_deref().unwrap_or_default(),
            now: case.time.unwrap_or(limbo::NOW),
        };
        tally.count(&question, || case.id.clone());
    }
    assert!(tally.both_accept > 40 && tally.both_refuse > 60);
    tally.finish(&[
        Reason::AuthorityAsPeer,
        Reason::CommonName,
        Reason::Purpose,
        Reason::Version,
        Reason::AddressAsText,
        Reason::ShortWildcard,
        Reason::AnchorDates,
        Reason::KeyOfLeaf,
        Reason::AnchorExtensions,
        Reason::FirstOfName,
        Reason::Order,
        Reason::Parser,
    ]);
}

/// Why the two may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// We accept: an authority's certificate may be a peer's. A program that minds looks at basicConstraints.
    AuthorityAsPeer,
    /// We accept: without alternative names the common name counts, as with Mbed TLS.
    CommonName,
    /// We accept: what a key is for is asked apart from the path (`PeerUsage`).
    Purpose,
    /// We accept: versions 1 and 2, where they are not the versions of an authority that a peer sends.
    Version,
    /// We accept: eight intermediates, they six.
    Depth,
    /// We accept: names are compared without regard to case and to the kind of string.
    NameForm,
    /// We accept: ring carries neither P-521 nor other salts than those as long as the digest.
    NotCarried,
    /// We accept: kinds of names that nobody knows are passed over.
    OddGeneralName,
    /// We accept: a dNSName that is the text of an address is compared with that text.
    AddressAsText,
    /// We accept: a URI that is, to the letter, the name that the program asks for.
    UriAsText,
    /// We accept: a wildcard before a single label.
    ShortWildcard,
    /// They accept: the dates of a trust anchor do not count.
    AnchorDates,
    /// They accept: the key of the leaf is not measured by a profile.
    KeyOfLeaf,
    /// They accept: of a trust anchor its name, its key and its name constraints count, not whether it may sign, for how
    /// long a path, or what it says that we cannot read.
    AnchorExtensions,
    /// They accept: an authority that a peer sends need not be allowed to sign certificates by its key usage.
    KeyUsage,
    /// They accept: of several certificates of one name all are tried; as in Mbed TLS the first decides here.
    FirstOfName,
    /// They accept: certificates of a chain in any order (RFC 5246 section 7.4.2 asks for one).
    Order,
    /// They accept: a certificate that nobody needs may be unreadable, and critical name constraints are read.
    Parser,
}

/// What we make of a question.
struct Opinion {
    /// The certificates that the peer sends; `None` if one does not parse.
    chain: Option<Vec<Certificate>>,
    trusted: Vec<Certificate>,
    /// `None` if it is not walked to its end.
    path: Option<VerifiedPath>,
}

impl Opinion {
    fn accepts(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path.flags() == 0)
    }
}

#[derive(Default)]
struct Tally {
    both_accept: usize,
    both_refuse: usize,
    reasons: BTreeMap<Reason, (usize, String)>,
    unexplained: Vec<String>,
}

impl Tally {
    fn count(&mut self, question: &Question<'_>, name: impl Fn() -> String) {
        let ours = ours(question);
        let theirs = theirs(question);
        match (ours.accepts(), &theirs) {
            (true, Ok(())) => self.both_accept += 1,
            (false, Err(_)) => self.both_refuse += 1,
            (true, Err(error)) => self.explain(why_we_accept(question, &ours, error), &ours, &theirs, name),
            (false, Ok(())) => self.explain(why_they_accept(question, &ours), &ours, &theirs, name),
        }
    }

    fn explain(
        &mut self,
        reason: Option<Reason>,
        ours: &Opinion,
        theirs: &Result<(), Error>,
        name: impl Fn() -> String,
    ) {
        match reason {
            Some(reason) => {
                let (count, _) = self.reasons.entry(reason).or_insert_with(|| (0, name()));
                *count += 1;
            }
            None => {
                let flags = ours.path.as_ref().map(VerifiedPath::flags);
                self.unexplained.push(format!("{}: {flags:x?}, {theirs:?}", name()));
            }
        }
    }

    /// No difference is without its reason, and every reason is still needed.
    fn finish(self, expected: &[Reason]) {
        println!("accepted by both {}, refused by both {}", self.both_accept, self.both_refuse);
        for (reason, (count, example)) in &self.reasons {
            println!("{reason:?}: {count}, as {example}");
        }
        let shown = self.unexplained.len().min(100);
        assert!(
            self.unexplained.is_empty(),
            "{} without a reason:\n{}",
            self.unexplained.len(),
            self.unexplained[..shown].join("\n")
        );
        let found: Vec<Reason> = self.reasons.into_keys().collect();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(found, expected);
    }
}

/// A bad signature, a date or a name that they refuse is among these only where the certificates show why.
fn why_we_accept(question: &Question<'_>, ours: &Opinion, error: &Error) -> Option<Reason> {
    let path = ours.path.as_ref()?;
    let leaf = &path.entries.first()?.certificate;
    let links = || path.entries.windows(2).map(|pair| (&pair[0].certificate, &pair[1].certificate));
    let dns = || {
        leaf.subject_alt_names().filter(|name| name.tag == 0x82).map(|name| name.value.to_ascii_lowercase())
    };
    match error {
        Error::CaUsedAsEndEntity => leaf.is_ca().then_some(Reason::AuthorityAsPeer),
        Error::RequiredEkuNotFoundContext(_) => {
            leaf.has_extension(Extension::ExtendedKeyUsage).then_some(Reason::Purpose)
        }
        Error::UnsupportedCertVersion => {
            path.entries.iter().any(|entry| entry.certificate.version() < 3).then_some(Reason::Version)
        }
        Error::BadDer => {
            let odd = |tag: u8| tag & 0x1f > 8;
            leaf.subject_alt_names().any(|name| odd(name.tag)).then_some(Reason::OddGeneralName)
        }
        Error::CertNotValidForName(_) if !leaf.has_extension(Extension::SubjectAltName) => {
            Some(Reason::CommonName)
        }
        Error::CertNotValidForName(_) if question.name.parse::<core::net::IpAddr>().is_ok() => {
            dns().any(|name| name == question.name.as_bytes()).then_some(Reason::AddressAsText)
        }
        Error::CertNotValidForName(_)
            if leaf
                .subject_alt_names()
                .any(|name| name.tag == 0x86 && name.value == question.name.as_bytes()) =>
        {
            Some(Reason::UriAsText)
        }
        Error::CertNotValidForName(_) => {
            let single = |name: &[u8]| name.starts_with(b"*.") && !name[2..].contains(&b'.');
            dns().any(|name| single(&name)).then_some(Reason::ShortWildcard)
        }
        Error::MaximumPathDepthExceeded if path.entries.len() > 8 => Some(Reason::Depth),
        // They take trust anchors of versions 1 and 3. Of several paths that they try, the error of one is told.
        _ if path.entries.iter().any(|entry| entry.certificate.version() == 2) => Some(Reason::Version),
        _ if links().any(|(child, issuer)| child.issuer() != issuer.subject()) => Some(Reason::NameForm),
        Error::UnsupportedSignatureAlgorithmContext(_)
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
        | Error::InvalidSignatureForPublicKey
        | Error::UnknownIssuer => {
            links().any(|(child, issuer)| !is_carried(child, issuer)).then_some(Reason::NotCarried)
        }
        _ => None,
    }
}

/// Whether ring verifies the signature.
fn is_carried(child: &Certificate, issuer: &Certificate) -> bool {
    let p521 = matches!(issuer.key_kind(), Some(KeyKind::Ec { curve, .. }) if curve == Curve::SECP521R1);
    let odd_salt = child.signature_algorithm().is_some_and(|algorithm| {
        let digest = match algorithm.digest.name() {
            "SHA256" => 32,
            "SHA384" => 48,
            _ => 64,
        };
        algorithm.kind == SignatureKind::RsaPss && algorithm.salt_length != digest
    });
    let odd_digest = child.signature_algorithm().is_some_and(|algorithm| {
        algorithm.kind == SignatureKind::Ecdsa && algorithm.digest.name() == "SHA512"
    });
    !p521 && !odd_salt && !odd_digest
}

fn why_they_accept(question: &Question<'_>, ours: &Opinion) -> Option<Reason> {
    let Some(chain) = &ours.chain else { return Some(Reason::Parser) };
    let path = ours.path.as_ref()?;
    let dates = flag::EXPIRED | flag::FUTURE;
    let of_anchors = path
        .entries
        .iter()
        .filter(|entry| matches!(entry.source, Source::Trusted(_)))
        .fold(0, |flags, entry| flags | entry.flags);
    let others = path.flags() & !(of_anchors & dates);
    if others == 0 {
        return Some(Reason::AnchorDates);
    }
    if others & flag::NOT_TRUSTED == 0 {
        return (others == flag::BAD_KEY && path.entries[0].flags & flag::BAD_KEY != 0)
            .then_some(Reason::KeyOfLeaf);
    }
    let restricted = |anchor: &Certificate| {
        let cannot_say = anchor.version() < 3;
        let may_sign = anchor.is_ca() && anchor.allows_key_usage(key_usage::KEY_CERT_SIGN);
        anchor.max_path_length().is_some() || !(cannot_say || may_sign)
    };
    let may_not_sign = |link: &Certificate| link.is_ca() && !link.allows_key_usage(key_usage::KEY_CERT_SIGN);
    if chain.iter().skip(1).any(may_not_sign) {
        return Some(Reason::KeyUsage);
    }
    if ours.trusted.iter().any(restricted) || ours.trusted.len() < question.trusted.len() {
        return Some(Reason::AnchorExtensions);
    }
    let sent = chain.iter().chain(&ours.trusted);
    let of_name = |name| sent.clone().filter(|other| other.subject() == name).count();
    let backwards = chain.iter().enumerate().skip(1).any(|(at, child)| {
        chain[1..at].iter().any(|earlier| earlier.subject() == child.issuer() && !child.is_self_issued())
    });
    if backwards {
        return Some(Reason::Order);
    }
    chain.iter().any(|child| of_name(child.issuer()) > 1).then_some(Reason::FirstOfName)
}

fn ours(question: &Question<'_>) -> Opinion {
    let parse = |der: &Vec<u8>| Certificate::parse(der).ok();
    let chain: Option<Vec<Certificate>> = question.chain.iter().map(parse).collect();
    let trusted: Vec<Certificate> = question.trusted.iter().filter_map(parse).collect();
    let check = PathCheck {
        trusted: &trusted,
        crls: &[],
        profile: &Profile::DEFAULT,
        name: Some(question.name.as_bytes()),
        now: question.now,
    };
    let path = chain.as_ref().and_then(|chain| check.run(chain).ok());
    Opinion { chain, trusted, path }
}

fn theirs(question: &Question<'_>) -> Result<(), Error> {
    let ders: Vec<CertificateDer<'_>> = question.chain.iter().map(|der| der.as_slice().into()).collect();
    let roots: Vec<CertificateDer<'_>> = question.trusted.iter().map(|der| der.as_slice().into()).collect();
    let anchors: Vec<_> = roots.iter().filter_map(|der| anchor_from_trusted_cert(der).ok()).collect();
    let leaf = EndEntityCert::try_from(&ders[0])?;
    let now = UnixTime::since_unix_epoch(Duration::from_secs(question.now as u64));
    let usage = KeyUsage::server_auth();
    leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &ders[1..], now, usage, None, None)?;
    let name = ServerName::try_from(question.name).map_err(|_| Error::MalformedDnsIdentifier)?;
    leaf.verify_is_valid_for_subject_name(&name)
}

/// The contents of the PEM blocks of a text.
fn blocks(pem: &[u8]) -> Vec<Vec<u8>> {
    let text = std::str::from_utf8(pem).expect("text");
    text.split_inclusive("-----END CERTIFICATE-----\n").map(der::from_pem).collect()
}
