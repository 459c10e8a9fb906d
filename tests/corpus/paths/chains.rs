//! Chains of several certificates, the leaf first.

use super::super::certificate::*;
use super::super::der::{self, tlv};
use super::super::keyfiles;
use super::super::keys::{Hash, Scheme};
use super::{AUTHORITY, Keys, ONE, REVOKED, Root, authority, inter, leaf};

/// Takes a chain and its name.
type Add<'a> = &'a mut dyn FnMut(&str, Vec<Vec<u8>>);

pub fn chains(keys: &Keys, roots: &[Root]) -> Vec<(String, Vec<Vec<u8>>)> {
    let root = &roots[0].1;
    let mut all: Vec<(String, Vec<Vec<u8>>)> = Vec::new();
    let mut add = |name: &str, chain: Vec<Vec<u8>>| all.push((name.into(), chain));
    lengths(keys, root, &mut add);
    orders(keys, root, &mut add);
    faults(keys, &mut add);
    intermediates(keys, &mut add);
    circles(keys, root, &mut add);
    all
}

/// Chains of one intermediate to ten.
fn lengths(keys: &Keys, root: &[u8], add: Add<'_>) {
    for count in 1..=10 {
        add(&format!("links-{count}"), chain_of(keys, count, |_, _| {}));
        if count % 3 == 0 {
            add(
                &format!("links-{count}-and-root"),
                [chain_of(keys, count, |_, _| {}), vec![root.to_vec()]].concat(),
            );
        }
    }
}

/// What comes in another order than a chain, twice, or not at all.
fn orders(keys: &Keys, root: &[u8], add: Add<'_>) {
    let three = || chain_of(keys, 3, |_, _| {});
    let order = |order: [usize; 4]| order.map(|at| three()[at].clone()).to_vec();
    add("wrong-order", order([0, 2, 1, 3]));
    add("reversed-links", order([0, 3, 2, 1]));
    add("link-missing", vec![three()[0].clone(), three()[2].clone(), three()[3].clone()]);
    add("last-link-missing", three()[..3].to_vec());
    add("links-twice", [three(), three()].concat());
    add("root-first", [vec![three()[0].clone(), root.to_vec()], three()[1..].to_vec()].concat());
    add("strangers-between", {
        let stranger = authority("Stranger", "Stranger", &keys.b).sign(&keys.b);
        let three = three();
        vec![
            three[0].clone(),
            stranger.clone(),
            three[1].clone(),
            stranger,
            three[2].clone(),
            three[3].clone(),
        ]
    });
}

/// One intermediate of three is not as it should be.
fn faults(keys: &Keys, add: Add<'_>) {
    let expired = validity("20200101000000Z", "20210101000000Z");
    let future = validity("20540101000000Z", "20550101000000Z");
    type Change<'a> = (&'a str, Box<dyn Fn(&mut Certificate) + 'a>);
    let changes: Vec<Change<'_>> = vec![
        ("expired", Box::new(|it| it.validity = expired.clone())),
        ("future", Box::new(|it| it.validity = future.clone())),
        (
            "no-authority",
            Box::new(|it| it.extensions = vec![basic_constraints(false, None), key_usage(AUTHORITY)]),
        ),
        ("no-constraints", Box::new(|it| it.extensions = vec![key_usage(AUTHORITY)])),
        ("no-usage", Box::new(|it| it.extensions = vec![basic_constraints(true, None)])),
        ("no-cert-sign", Box::new(|it| it.extensions = vec![basic_constraints(true, None), key_usage(0x82)])),
        (
            "version-1",
            Box::new(|it| {
                it.version = vec![];
                it.extensions = vec![];
            }),
        ),
        (
            "length-0",
            Box::new(|it| it.extensions = vec![basic_constraints(true, Some(0)), key_usage(AUTHORITY)]),
        ),
        (
            "length-1",
            Box::new(|it| it.extensions = vec![basic_constraints(true, Some(1)), key_usage(AUTHORITY)]),
        ),
        ("broken", Box::new(|it| it.signature = Some(der::bits([3; 256])))),
        ("revoked", Box::new(|it| it.serial = tlv(der::INTEGER, REVOKED))),
    ];
    for (label, change) in &changes {
        for at in [0, 2] {
            let chain = chain_of(keys, 3, |number, it| {
                if number == at {
                    change(it)
                }
            });
            add(&format!("link-{at}-{label}"), chain);
        }
    }
}

/// Two intermediates of one name, of which one is good, and intermediates with other keys and signatures.
fn intermediates(keys: &Keys, add: Add<'_>) {
    let expired = validity("20200101000000Z", "20210101000000Z");
    let below = || leaf("Inter", keys).sign(&keys.b);
    let good = || inter(keys, |_| {});
    let other_key = || authority("Inter", ONE, &keys.a).sign(&keys.a);
    add("inter", vec![below(), good()]);
    add("inter-expired-first", vec![below(), inter(keys, |it| it.validity = expired.clone()), good()]);
    add("inter-good-first", vec![below(), good(), inter(keys, |it| it.validity = expired.clone())]);
    add("inter-other-key-first", vec![below(), other_key(), good()]);
    add("inter-other-key", vec![below(), other_key()]);
    add(
        "inter-sha1",
        vec![below(), authority("Inter", ONE, &keys.b).sign_as(&keys.a, Scheme::Pkcs1(Hash::Sha1))],
    );
    add(
        "inter-pss",
        vec![
            below(),
            authority("Inter", ONE, &keys.b)
                .sign_as(&keys.a, Scheme::Pss { hash: Hash::Sha384, mgf1: Hash::Sha384, salt: 48 }),
        ],
    );
    add(
        "inter-weak",
        vec![leaf("Weak", keys).sign(&keys.rsa_1024), authority("Weak", ONE, &keys.rsa_1024).sign(&keys.a)],
    );
    add(
        "inter-p521",
        vec![leaf("Curve", keys).sign(&keys.p521), authority("Curve", ONE, &keys.p521).sign(&keys.a)],
    );
    add("inter-agreement", {
        let agreement = keyfiles::public_infos()
            .into_iter()
            .find(|(label, _)| label == "P256-agreement")
            .expect("a key")
            .1;
        vec![
            leaf("Agreement", keys).sign(&keys.p256),
            authority("Agreement", ONE, &keys.p256).with(|it| it.spki = agreement).sign(&keys.a),
        ]
    });
}

/// A change of keys (authorities that issue themselves do not count for the length), and what issues each other.
fn circles(keys: &Keys, root: &[u8], add: Add<'_>) {
    let good = || inter(keys, |_| {});
    let rollover = || authority(ONE, ONE, &keys.b).sign(&keys.a);
    add("rollover", vec![leaf(ONE, keys).sign(&keys.b), rollover()]);
    let self_issued = || authority("Inter", "Inter", &keys.a).sign(&keys.b);
    add("self-issued-inter", vec![leaf("Inter", keys).sign(&keys.a), self_issued(), good()]);
    add(
        "self-issued-twice",
        vec![
            leaf("Inter", keys).sign(&keys.b),
            authority("Inter", "Inter", &keys.b).sign(&keys.a),
            self_issued(),
            good(),
        ],
    );
    // Two that issue each other.
    let ping = authority("Ping", "Pong", &keys.a).sign(&keys.b);
    let pong = authority("Pong", "Ping", &keys.b).sign(&keys.a);
    add("circle", vec![leaf("Ping", keys).sign(&keys.a), ping.clone(), pong.clone(), ping, pong]);
    add("root-as-leaf", vec![root.to_vec()]);
    add("root-twice", vec![root.to_vec(), root.to_vec()]);
    add("inter-as-leaf", vec![good()]);
}

/// An intermediate of a long chain: numbers alternate between the two keys.
fn link(keys: &Keys, number: usize, change: impl FnOnce(&mut Certificate)) -> Vec<u8> {
    let issuer = if number == 0 { ONE.to_owned() } else { format!("Link {}", number - 1) };
    let (own, parent) = if number.is_multiple_of(2) { (&keys.b, &keys.a) } else { (&keys.a, &keys.b) };
    authority(&format!("Link {number}"), &issuer, own).with(change).sign(parent)
}

/// The chain below `count` intermediates, the leaf first.
fn chain_of(keys: &Keys, count: usize, change: impl Fn(usize, &mut Certificate)) -> Vec<Vec<u8>> {
    let issuer = if count == 0 { ONE.to_owned() } else { format!("Link {}", count - 1) };
    let parent = if count.is_multiple_of(2) { &keys.a } else { &keys.b };
    let links = (0..count).rev().map(|number| link(keys, number, |it| change(number, it)));
    [leaf(&issuer, keys).sign(parent)].into_iter().chain(links).collect()
}
