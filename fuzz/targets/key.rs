//! Private and public keys, with and without a password.
#![no_main]

mod support;

use dtls::ffi::pk::*;
use libfuzzer_sys::fuzz_target;
use std::ptr::{null, null_mut};

/// `MBEDTLS_PK_SIGNATURE_MAX_SIZE`, a macro of the header.
const SIGNATURE_MAX_SIZE: usize = 1024;

/// The choice, above its two bits for the kind of key, that signs and verifies.
const USE_KEY: u8 = 5;

fuzz_target!(|data: &[u8]| {
    let Some((_, content)) = support::pem_or_der(data) else { return };
    let choice = data[0] >> 1;
    let mut context = support::garbage::<mbedtls_pk_context>();
    // SAFETY: the struct is initialized first and freed last; the buffers are as long as said.
    unsafe {
        mbedtls_pk_init(&mut context);
        let status = match choice & 3 {
            0 => mbedtls_pk_parse_public_key(&mut context, content.as_ptr(), content.len()),
            1 => mbedtls_pk_parse_key(&mut context, content.as_ptr(), content.len(), null(), 0, None, null_mut()),
            _ => {
                let password = b"password";
                let key = (content.as_ptr(), content.len());
                mbedtls_pk_parse_key(&mut context, key.0, key.1, password.as_ptr(), 8, None, null_mut())
            }
        };
        mbedtls_pk_get_bitlen(&context);
        // A signature takes longer than a hundred parses: one choice of 32 makes them.
        if status == 0 && choice >> 2 == USE_KEY {
            let hash = [7; 32];
            let mut signature = vec![0; SIGNATURE_MAX_SIZE].into_boxed_slice();
            mbedtls_pk_verify(&mut context, 9, hash.as_ptr(), 32, signature.as_ptr(), signature.len());
            let mut length = 0;
            let room = (signature.as_mut_ptr(), signature.len());
            mbedtls_pk_sign(&mut context, 9, hash.as_ptr(), 32, room.0, room.1, &mut length, None, null_mut());
        }
        mbedtls_pk_free(&mut context);
    }
});
