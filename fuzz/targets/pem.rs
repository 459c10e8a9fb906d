//! PEM blocks, encrypted ones too, and Base64.
#![no_main]

mod support;

use dtls::ffi::base64::*;
use dtls::ffi::pem::*;
use libfuzzer_sys::fuzz_target;
use std::ptr::{null, null_mut};

fuzz_target!(|data: &[u8]| {
    let Some((_, mut content)) = support::pem_or_der(data) else { return };
    // PEM is a string here.
    match content.last_mut() {
        Some(last) => *last = 0,
        None => return,
    }
    let (header, footer) = match data[0] >> 5 {
        0..=2 => (c"-----BEGIN CERTIFICATE-----", c"-----END CERTIFICATE-----"),
        3 => (c"-----BEGIN EC PRIVATE KEY-----", c"-----END EC PRIVATE KEY-----"),
        _ => (c"-----BEGIN RSA PRIVATE KEY-----", c"-----END RSA PRIVATE KEY-----"),
    };
    let password: &[u8] = if data[0] & 8 == 0 { b"secret" } else { b"" };
    let password_start = if password.is_empty() { null() } else { password.as_ptr() };
    let mut context = support::garbage::<mbedtls_pem_context>();
    let mut used = 0;
    // SAFETY: the struct is initialized first and freed last; the buffers are as long as said and end with NUL.
    unsafe {
        mbedtls_pem_init(&mut context);
        let status = mbedtls_pem_read_buffer(
            &mut context,
            header.as_ptr(),
            footer.as_ptr(),
            content.as_ptr(),
            password_start,
            password.len(),
            &mut used,
        );
        if status == 0 {
            assert!(used <= content.len());
            let mut length = 0;
            let start = mbedtls_pem_get_buffer(&mut context, &mut length);
            if length > 0 {
                // Every byte is there to read.
                std::hint::black_box(std::slice::from_raw_parts(start, length).iter().fold(0, |sum, byte| sum ^ byte));
            }
        }
        mbedtls_pem_free(&mut context);

        let mut length = 0;
        mbedtls_base64_decode(null_mut(), 0, &mut length, content.as_ptr(), content.len() - 1);
        let mut decoded = vec![0; length].into_boxed_slice();
        mbedtls_base64_decode(decoded.as_mut_ptr(), decoded.len(), &mut length, content.as_ptr(), content.len() - 1);
    }
});
