//! Extensions about protocols and media that no sound peer sends.

use super::credentials::psk;
use super::pair::Pair;
use crate::codec::{
    AlertDescription as A, ExtensionType, HandshakeType, MaxFragmentLength, SrtpProfile, Writer,
};
use crate::config::Config;
use crate::error::{DecodeError, Error, HandshakeFailure};
use crate::keys::Role;
use crate::msgs::ext::{RawExtension, SrtpAnswer};
use crate::msgs::{ClientExtensions, ClientHello, ServerExtensions, ServerHello};

/// Both sides speak "coap" and protect media by two profiles.
fn pair() -> Pair {
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
    for config in [&mut pair.client.config, &mut pair.server.config] {
        *config = Config {
            psk: Some(psk()),
            protocols: Some(vec![b"coap".to_vec()]),
            srtp_profiles: vec![SrtpProfile::AES128_CM_HMAC_SHA1_80, SrtpProfile::AES128_CM_HMAC_SHA1_32],
            srtp_mki: true,
            ..config.clone()
        };
    }
    pair.client.settings.srtp_mki = b"mki".to_vec().into();
    pair
}

fn client_says(pair: Pair, change: impl Fn(&mut ClientExtensions) + 'static) -> Pair {
    pair.with_body(Role::Client, HandshakeType::CLIENT_HELLO, move |body| {
        let mut hello = ClientHello::decode(body).unwrap();
        change(&mut hello.extensions);
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        *body = writer.into_vec();
    })
}

fn server_says(pair: Pair, change: impl Fn(&mut ServerExtensions) + 'static) -> Pair {
    pair.with_body(Role::Server, HandshakeType::SERVER_HELLO, move |body| {
        let mut hello = ServerHello::decode(body).unwrap();
        change(&mut hello.extensions);
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        *body = writer.into_vec();
    })
}

#[test]
fn a_server_refuses_what_it_cannot_read_only_if_it_would_choose_from_it() {
    for kind in [ExtensionType::ALPN, ExtensionType::USE_SRTP] {
        let damaged = move |pair: Pair| {
            client_says(pair, move |hello| {
                (hello.protocols, hello.srtp) = (None, None);
                hello.other.push(RawExtension { kind, data: vec![0, 0] });
            })
        };
        let error = DecodeError::BadLength;
        damaged(pair()).refuses(Role::Server, error, Some(A::DECODE_ERROR));

        let mut unheeding = pair();
        unheeding.server.config.protocols = None;
        unheeding.server.config.srtp_profiles = Vec::new();
        // The client's own hello differs from what arrived, so that only the Finished fails.
        damaged(unheeding).refuses(Role::Server, Error::BadFinished, Some(A::DECRYPT_ERROR));
    }
}

#[test]
fn a_client_refuses_what_it_did_not_offer() {
    let foreign = HandshakeFailure::ForeignProtocol;
    for name in [&b"lwm2m"[..], b"coa", b"coapp"] {
        server_says(pair(), move |hello| hello.protocol = Some(name.to_vec())).refuses(
            Role::Client,
            foreign,
            Some(A::HANDSHAKE_FAILURE),
        );
    }
    let answer = |profile, mki: &'static [u8]| {
        server_says(pair(), move |hello| hello.srtp = Some(SrtpAnswer { profile, mki: mki.to_vec() }))
    };
    answer(SrtpProfile::AEAD_AES_128_GCM, b"mki").refuses(
        Role::Client,
        HandshakeFailure::ForeignSrtpProfile,
        Some(A::HANDSHAKE_FAILURE),
    );
    for mki in [&b"mkj"[..], b"mk", b"mkii"] {
        answer(SrtpProfile::AES128_CM_HMAC_SHA1_32, mki).refuses(
            Role::Client,
            Error::IllegalParameter("MKI that is not ours"),
            Some(A::ILLEGAL_PARAMETER),
        );
    }
}

#[test]
fn a_client_refuses_answers_that_nobody_asked_for() {
    let without = || Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
    server_says(without(), |hello| hello.protocol = Some(b"coap".to_vec())).refuses(
        Role::Client,
        Error::UnsupportedExtension(ExtensionType::ALPN),
        Some(A::UNSUPPORTED_EXTENSION),
    );
    server_says(without(), |hello| {
        hello.srtp = Some(SrtpAnswer { profile: SrtpProfile::AES128_CM_HMAC_SHA1_80, mki: Vec::new() });
    })
    .refuses(
        Role::Client,
        Error::UnsupportedExtension(ExtensionType::USE_SRTP),
        Some(A::UNSUPPORTED_EXTENSION),
    );
}

#[test]
fn a_fragment_length_of_no_meaning_or_another_than_asked_for_is_refused() {
    let pair = || {
        let mut pair = pair();
        pair.client.config.max_fragment_length = Some(MaxFragmentLength::LEN_1024);
        pair
    };
    for code in [0, 5, 255] {
        let meaningless = Error::IllegalParameter("fragment length of no meaning");
        client_says(pair(), move |hello| hello.max_fragment_length = Some(MaxFragmentLength(code))).refuses(
            Role::Server,
            meaningless.clone(),
            Some(A::ILLEGAL_PARAMETER),
        );
        server_says(pair(), move |hello| hello.max_fragment_length = Some(MaxFragmentLength(code))).refuses(
            Role::Client,
            meaningless,
            Some(A::ILLEGAL_PARAMETER),
        );
    }
    for code in [1, 3, 4] {
        server_says(pair(), move |hello| hello.max_fragment_length = Some(MaxFragmentLength(code))).refuses(
            Role::Client,
            Error::IllegalParameter("fragment length that was not asked for"),
            Some(A::ILLEGAL_PARAMETER),
        );
    }
}
