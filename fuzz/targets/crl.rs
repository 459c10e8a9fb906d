//! Revocation lists: parsing, texts, and the check of a certificate against them.
#![no_main]

mod support;

use dtls::ffi::x509_crl::*;
use dtls::ffi::x509_crt::*;
use libfuzzer_sys::fuzz_target;
use std::ptr::{null, null_mut};

/// A certificate and the authority that issued it; the name of the authority is also that of the seeds' lists.
const CERTIFICATE: &[u8] = concat!(include_str!("../../capi-tests/certs/server-p256.crt"), "\0").as_bytes();
const AUTHORITY: &[u8] = concat!(include_str!("../../capi-tests/certs/ca-p256.crt"), "\0").as_bytes();

fuzz_target!(|data: &[u8]| {
    let Some((is_pem, content)) = support::pem_or_der(data) else { return };
    let mut text = support::text_buffer(data);
    let text_len = text.len();
    let mut list = support::garbage::<mbedtls_x509_crl>();
    // SAFETY: the structs are initialized first and freed last; the buffers are as long as said.
    unsafe {
        mbedtls_x509_crl_init(&mut list);
        let status = if is_pem {
            mbedtls_x509_crl_parse(&mut list, content.as_ptr(), content.len())
        } else {
            mbedtls_x509_crl_parse_der(&mut list, content.as_ptr(), content.len())
        };
        if status == 0 && !list.raw.p.is_null() {
            mbedtls_x509_crl_info(text.as_mut_ptr().cast(), text_len, c" ".as_ptr(), &list);
            // Parsing certificates and checking signatures take most of the time: a quarter of the inputs.
            if data[0] & 0x06 == 0x06 {
                verify(&mut list);
            }
        }
        mbedtls_x509_crl_free(&mut list);
    }
});

/// # Safety
/// The list has been parsed.
unsafe fn verify(list: &mut mbedtls_x509_crl) {
    let mut certificate = support::garbage::<mbedtls_x509_crt>();
    let mut authority = support::garbage::<mbedtls_x509_crt>();
    let mut flags = 0;
    // SAFETY: the structs are initialized first and freed last.
    unsafe {
        mbedtls_x509_crt_init(&mut certificate);
        mbedtls_x509_crt_init(&mut authority);
        assert_eq!(mbedtls_x509_crt_parse(&mut certificate, CERTIFICATE.as_ptr(), CERTIFICATE.len()), 0);
        assert_eq!(mbedtls_x509_crt_parse(&mut authority, AUTHORITY.as_ptr(), AUTHORITY.len()), 0);
        let pair = (&raw mut certificate, &raw mut authority);
        mbedtls_x509_crt_verify(pair.0, pair.1, list, null(), &mut flags, None, null_mut());
        mbedtls_x509_crt_free(&mut certificate);
        mbedtls_x509_crt_free(&mut authority);
    }
}
