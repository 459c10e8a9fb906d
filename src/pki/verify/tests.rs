use super::*;
use crate::pki::Certificate;
use crate::pki::testing::{authority, authority_named, certificate, certificates, key};

/// 2026-01-01 00:00:00 UTC, at which everything is valid that is meant to be.
const NOW: i64 = 1_767_225_600;

fn check<'a>(trusted: &'a [Certificate], name: Option<&'a str>) -> PathCheck<'a> {
    PathCheck { trusted, crls: &[], profile: &Profile::DEFAULT, name: name.map(str::as_bytes), now: NOW }
}

/// The flags of the chain in one file with the only trusted certificate in another.
fn flags(chain: &str, trusted: &str) -> u32 {
    let trusted = [certificate(trusted)];
    check(&trusted, Some("localhost")).run(&certificates(chain)).expect("a path").flags()
}

#[test]
fn paths_lead_to_a_trusted_authority() {
    for (chain, trusted) in [
        ("server-p256", "ca-p256"),
        ("server-p384", "ca-p384"),
        ("server-rsa", "ca-rsa"),
        ("chain", "ca-p256"),
        ("by-name", "ca-p256"),
        ("no-key-usage", "ca-p256"),
    ] {
        assert_eq!(flags(chain, trusted), 0, "{chain} below {trusted}");
    }
}

#[test]
fn what_is_wrong_is_told_by_flags() {
    for (chain, trusted, wrong) in [
        ("leaf", "ca-p256", flag::NOT_TRUSTED),
        ("server-p256", "ca-rsa", flag::NOT_TRUSTED),
        // The same name, another key.
        ("server-p256", "ca-other", flag::NOT_TRUSTED),
        // The issuer is no authority.
        ("below-leaf", "server-p256", flag::NOT_TRUSTED),
        // The intermediate may not issue another authority.
        ("chain-too-long", "ca-p256", flag::NOT_TRUSTED),
        ("expired", "ca-p256", flag::EXPIRED),
        ("future", "ca-p256", flag::FUTURE),
        ("other-name", "ca-p256", flag::NAME_MISMATCH),
        ("no-names", "ca-p256", flag::NAME_MISMATCH),
        ("sha1", "ca-p256", flag::BAD_DIGEST),
        ("md5", "ca-rsa", flag::BAD_DIGEST),
        ("rsa1024", "ca-rsa", flag::BAD_KEY),
    ] {
        assert_eq!(flags(chain, trusted), wrong, "{chain} below {trusted}");
    }
}

#[test]
fn a_leaf_may_be_trusted_as_it_is() {
    assert_eq!(flags("self-signed", "self-signed"), 0);
    assert_eq!(flags("self-signed", "ca-p256"), flag::NOT_TRUSTED);
    // One that names another issuer needs that issuer.
    assert_eq!(flags("server-p256", "server-p256"), flag::NOT_TRUSTED);
}

#[test]
fn profiles_bound_the_whole_path() {
    let trusted = [certificate("ca-rsa")];
    let check = PathCheck { profile: &Profile::SUITE_B, ..check(&trusted, None) };
    let flags = check.run(&certificates("server-rsa")).expect("a path").flags();
    assert_eq!(flags, flag::BAD_ALGORITHM);
    let trusted = [certificate("ca-p256")];
    let check = PathCheck { profile: &Profile::NONE, trusted: &trusted, crls: &[], name: None, now: NOW };
    let flags = check.run(&certificates("server-p256")).expect("a path").flags();
    assert_eq!(flags, flag::BAD_DIGEST | flag::BAD_ALGORITHM | flag::BAD_KEY);
}

#[test]
fn old_digests_verify_where_a_profile_allows_them() {
    for (chain, trusted, number) in [("md5", "ca-rsa", 3), ("sha1", "ca-p256", 5)] {
        let digests = Profile::DEFAULT.digests | 1 << (number - 1);
        let trusted = [certificate(trusted)];
        let check = PathCheck { profile: &Profile { digests, ..Profile::DEFAULT }, ..check(&trusted, None) };
        assert_eq!(check.run(&certificates(chain)).expect("a path").flags(), 0, "{chain}");
        let other = [certificate("ca-other"), certificate("server-rsa")];
        let check = PathCheck { trusted: &other, ..check };
        assert_eq!(check.run(&certificates(chain)).expect("a path").flags(), flag::NOT_TRUSTED, "{chain}");
    }
}

#[test]
fn names_are_hosts_and_addresses() {
    let leaf = certificate("server-p256");
    for (name, fits) in [
        ("LOCALHOST", true),
        ("a.wild.example", true),
        ("a.b.wild.example", false),
        ("wild.example", false),
        ("127.0.0.1", true),
        ("127.0.0.2", false),
        ("::1", false),
        ("", false),
    ] {
        assert_eq!(matches_host(&leaf, name.as_bytes()), fits, "{name}");
    }
}

#[test]
fn reviews_go_from_the_root_to_the_leaf() {
    let trusted = [certificate("ca-other"), certificate("ca-p256")];
    let chain = certificates("chain");
    let mut path = check(&trusted, Some("other.example")).run(&chain).expect("a path");
    assert_eq!(path.flags(), flag::NAME_MISMATCH);
    let mut seen = Vec::new();
    let outcome: Result<(), i32> = path.review(|_, depth, source, flags| {
        seen.push((depth, source, *flags));
        *flags = if depth == 0 { 0 } else { *flags | flag::OTHER };
        Ok(())
    });
    assert_eq!(outcome, Ok(()));
    assert_eq!(
        seen,
        [(2, Source::Trusted(1), 0), (1, Source::Chain(1), 0), (0, Source::Chain(0), flag::NAME_MISMATCH)]
    );
    assert_eq!(path.flags(), flag::OTHER);
    assert_eq!(path.review(|_, depth, _, _| if depth == 1 { Err(-77) } else { Ok(()) }), Err(-77));
}

#[test]
fn uses_are_checked_on_the_leaf() {
    let leaf = certificate("server-p256");
    assert_eq!(PeerUsage::ServerSigning.check(&leaf), 0);
    assert_eq!(PeerUsage::ServerKeyTransport.check(&leaf), 0);
    assert_eq!(PeerUsage::ServerKeyAgreement.check(&leaf), flag::KEY_USAGE);
    assert_eq!(PeerUsage::ClientSigning.check(&leaf), flag::EXTENDED_KEY_USAGE);
    assert_eq!(PeerUsage::ServerSigning.check(&certificate("wrong-key-usage")), flag::KEY_USAGE);
    assert_eq!(PeerUsage::ServerSigning.check(&certificate("server-for-clients")), flag::EXTENDED_KEY_USAGE);
    assert_eq!(PeerUsage::ClientSigning.check(&certificate("no-key-usage")), 0);
}

#[test]
fn eight_intermediates_are_the_most() {
    let root = [authority(1, 1)];
    let chain = |intermediates: u8| -> Vec<_> {
        (0..=intermediates)
            .map(|depth| authority(20 - depth, if depth == intermediates { 1 } else { 19 - depth }))
            .collect()
    };
    let most = check(&root, None).run(&chain(8)).expect("as long as may be");
    assert_eq!((most.flags(), most.entries.len()), (0, MAX_INTERMEDIATES + 2));
    assert_eq!(check(&root, None).run(&chain(9)).err(), Some(PathError::TooLong));
    assert_eq!(check(&root, None).run(&[]).err(), Some(PathError::Empty));
}

#[test]
fn work_is_bounded() {
    // Authorities of one name and other keys: each of them has to be tried.
    let impostor = |trusted_too: u8| authority_named(&[9], &[9], &key(trusted_too), &key(trusted_too));
    let leaf = authority(2, 9);
    let trusted: Vec<_> = (100..200).map(impostor).collect();
    assert!(trusted.len() > MAX_SIGNATURE_CHECKS);
    assert_eq!(check(&trusted, None).run(std::slice::from_ref(&leaf)).err(), Some(PathError::TooMuchWork));
    let few = &trusted[..MAX_SIGNATURE_CHECKS];
    let path = check(few, None).run(&[leaf]).expect("within the bounds");
    assert_eq!(path.flags(), flag::NOT_TRUSTED);
}

#[test]
fn an_authority_that_is_valid_now_is_preferred() {
    let expired = certificate("ca-p256");
    let trusted = [expired.clone(), expired];
    let leaf = certificates("server-p256");
    let long_after = PathCheck { now: 4_102_444_800, ..check(&trusted, None) };
    let path = long_after.run(&leaf).expect("a path");
    assert_eq!(path.flags(), flag::EXPIRED);
    assert_eq!(path.entries.last().map(|entry| entry.source), Some(Source::Trusted(0)));
}

#[test]
fn trusted_certificates_may_be_found_one_by_one() {
    let authority = certificate("ca-p256");
    let chain = certificates("chain");
    let mut asked = Vec::new();
    let path = check(&[], None).run_with(&chain, &mut |child| {
        asked.push(child.clone());
        // An authority that issued something else is passed over.
        Ok(vec![certificate("ca-rsa"), authority.clone()])
    });
    let path = path.expect("a path");
    assert_eq!((path.flags(), asked.as_slice()), (0, chain.as_slice()));
    assert_eq!(path.entries.last().map(|entry| entry.source), Some(Source::Trusted(1)));

    let nobody = check(&[], None).run_with(&chain, &mut |_| Ok(Vec::new())).expect("a path");
    assert_eq!(nobody.flags(), flag::NOT_TRUSTED);
    let failed = check(&[], None).run_with(&chain, &mut |_| Err(PathError::NoTrust));
    assert_eq!(failed.err(), Some(PathError::NoTrust));
    // A leaf is trusted as it is only if it stands in a list.
    let own = certificates("self-signed");
    let path = check(&own, None).run_with(&own, &mut |_| Ok(Vec::new())).expect("a path");
    assert_eq!(path.flags(), flag::NOT_TRUSTED);
}
