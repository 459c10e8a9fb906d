//! Certificate requests: parsing and texts.
#![no_main]

mod support;

use dtls::ffi::x509_csr::*;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((is_pem, content)) = support::pem_or_der(data) else { return };
    let mut text = support::text_buffer(data);
    let text_len = text.len();
    let mut request = support::garbage::<mbedtls_x509_csr>();
    // SAFETY: the struct is initialized first and freed last; the buffers are as long as said.
    unsafe {
        mbedtls_x509_csr_init(&mut request);
        let status = if is_pem {
            mbedtls_x509_csr_parse(&mut request, content.as_ptr(), content.len())
        } else {
            mbedtls_x509_csr_parse_der(&mut request, content.as_ptr(), content.len())
        };
        if status == 0 {
            mbedtls_x509_csr_info(text.as_mut_ptr().cast(), text_len, c" ".as_ptr(), &request);
        }
        mbedtls_x509_csr_free(&mut request);
    }
});
