//! Certificates: parsing, texts and the check of a path that they make themselves.
#![no_main]

mod support;

use dtls::ffi::x509_crt::*;
use libfuzzer_sys::fuzz_target;
use std::ptr::{null, null_mut};

fuzz_target!(|data: &[u8]| {
    let Some((is_pem, content)) = support::pem_or_der(data) else { return };
    let mut text = support::text_buffer(data);
    let text_len = text.len();
    let mut chain = support::garbage::<mbedtls_x509_crt>();
    // SAFETY: the struct is initialized first and freed last; the buffers are as long as said.
    unsafe {
        mbedtls_x509_crt_init(&mut chain);
        let status = if is_pem {
            mbedtls_x509_crt_parse(&mut chain, content.as_ptr(), content.len())
        } else {
            mbedtls_x509_crt_parse_der(&mut chain, content.as_ptr(), content.len())
        };
        if status >= 0 && !chain.raw.p.is_null() {
            mbedtls_x509_crt_info(text.as_mut_ptr().cast(), text_len, c" ".as_ptr(), &chain);
            mbedtls_x509_crt_check_key_usage(&chain, 0x80);
            mbedtls_x509_crt_check_extended_key_usage(&chain, c"+\x06\x01\x05\x05\x07\x03\x01".as_ptr(), 8);
            // Signatures take most of the time: a quarter of the inputs.
            if data[0] & 0x06 == 0x06 {
                let mut flags = 0;
                let (own, name) = (&raw mut chain, c"host.example".as_ptr());
                mbedtls_x509_crt_verify(own, own, null_mut(), name, &mut flags, None, null_mut());
                mbedtls_x509_crt_verify(own, null_mut(), null_mut(), null(), &mut flags, None, null_mut());
            }
        }
        mbedtls_x509_crt_free(&mut chain);
    }
});
