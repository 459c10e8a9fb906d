use super::mbedtls_x509_crl;
use crate::ffi::boundary::boundary;
use crate::ffi::pk::{MBEDTLS_ERR_PK_FILE_IO_ERROR, pem_or_der, read_file};
use crate::ffi::platform::place;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::MBEDTLS_ERR_X509_BAD_INPUT_DATA;
use crate::pki::Crl;
use crate::pki::pem;
use std::ffi::{c_char, c_int, c_uchar};

const LABEL: &str = "X509 CRL";

/// Parses one revocation list in DER and appends it to a list. The encoding is copied.
///
/// \param chain   An initialized list. On an error it is as it was before.
/// \param buf     The revocation list. Bytes after its end are an error.
/// \param buflen  The length of `buf` in bytes.
///
/// \return        0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL; else a number that tells the part of
///                the revocation list, to which one of MBEDTLS_ERR_ASN1_ may be added. Critical extensions are
///                MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG.
///
/// # Safety
/// `chain` is NULL or an initialized list; `buf` is NULL or `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crl_parse_der(
    chain: *mut mbedtls_x509_crl,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, der) = unsafe { arguments(chain, buf, buflen) }?;
        append(chain, Crl::parse(der)?);
        Ok(())
    })
}

/// Parses revocation lists in PEM, one or many, or one in DER, and appends them to a list.
///
/// Of PEM all blocks up to the first that is wrong are appended. Text before a block is passed over; behind the last
/// one nothing but the end of its line may stand.
///
/// \param chain   An initialized list.
/// \param buf     The revocation lists.
/// \param buflen  The length of `buf` in bytes; of PEM, with the NUL that must end it.
///
/// \return        0 if all were parsed; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL; the error of the
///                first block that is wrong, MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT for what stands behind the
///                last; or what `mbedtls_x509_crl_parse_der()` returns.
///
/// # Safety
/// `chain` is NULL or an initialized list; `buf` is NULL or `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crl_parse(
    chain: *mut mbedtls_x509_crl,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, input) = unsafe { arguments(chain, buf, buflen) }?;
        parse_any(chain, input)
    })
}

/// Parses the revocation lists of a file, in PEM or DER, and appends them to a list; see `mbedtls_x509_crl_parse()`.
///
/// \param chain  An initialized list.
/// \param path   The file.
///
/// \return       As of `mbedtls_x509_crl_parse()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read.
///
/// # Safety
/// `chain` is NULL or an initialized list; `path` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crl_parse_file(
    chain: *mut mbedtls_x509_crl,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, path) = unsafe { (ptr::reference_mut(chain), ptr::string(path)) };
        let chain = chain.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let file = read_file(path).map_err(|_| Status::new(MBEDTLS_ERR_PK_FILE_IO_ERROR))?;
        parse_any(chain, pem_or_der(&file))
    })
}

/// See [`mbedtls_x509_crl_parse`].
fn parse_any(chain: &mut mbedtls_x509_crl, input: &[u8]) -> Result<(), Status> {
    // Cut at the first NUL once: for each block anew, long files would take the square of their time.
    let text = match input.split_last() {
        Some((0, _)) => input.split(|byte| *byte == 0).next().unwrap_or_default(),
        _ => &[],
    };
    let mut consumed = 0;
    loop {
        let found = pem::find(text.get(consumed..).unwrap_or_default(), LABEL, None);
        match found.content {
            Ok(der) => append(chain, Crl::parse(&der)?),
            // What begins with no sound block is DER.
            Err(_) if consumed == 0 => break,
            Err(reason) => return Err(reason.into()),
        }
        consumed += found.consumed;
        // The NUL is left.
        if input.len() - consumed <= 1 {
            return Ok(());
        }
    }
    append(chain, Crl::parse(input)?);
    Ok(())
}

/// Appends to a list: to the first struct that holds none, or a new one at the end.
fn append(chain: &mut mbedtls_x509_crl, crl: Crl) {
    let mut node: *mut mbedtls_x509_crl = chain;
    loop {
        // SAFETY: the head is a reference; the nodes behind it are structs of ours, reachable through it alone.
        let current = unsafe { &mut *node };
        if current.version == 0 {
            return current.set(crl);
        }
        if current.next.is_null() {
            current.next = place(mbedtls_x509_crl::empty());
        }
        node = current.next;
    }
}

/// # Safety
/// As the exported functions.
unsafe fn arguments<'a>(
    chain: *mut mbedtls_x509_crl,
    buf: *const c_uchar,
    buflen: usize,
) -> Result<(&'a mut mbedtls_x509_crl, &'a [u8]), Status> {
    if buf.is_null() {
        return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
    }
    // SAFETY: by contract.
    let (chain, input) = unsafe { (ptr::reference_mut(chain), ptr::slice(buf, buflen)) };
    Ok((chain.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?, input.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::x509_crl::mbedtls_x509_crl_free;
    use crate::pki::testing::crl_der;

    #[test]
    fn lists_grow_by_what_is_sound() {
        let mut head = Box::new(mbedtls_x509_crl::empty());
        let mut parse = |der: &[u8]| {
            // SAFETY: the list is alive and the bytes are as many as said.
            unsafe { mbedtls_x509_crl_parse_der(&mut *head, der.as_ptr(), der.len()) }
        };
        assert_eq!(parse(&crl_der("p256")), 0);
        assert_eq!(parse(&[0x30, 0]), -0x21E0);
        assert_eq!(parse(&crl_der("rsa")), 0);
        assert_eq!(head.version, 2);
        // SAFETY: the list is alive.
        let second = unsafe { &*head.next };
        assert_eq!(
            second.crl().map(|crl| crl.issuer().to_string()).as_deref(),
            Some("CN=RSA CA, O=libdtls tests")
        );
        assert!(second.next.is_null());
        // SAFETY: made above, freed once.
        unsafe { mbedtls_x509_crl_free(&mut *head) };
        assert!(head.crl().is_none() && head.next.is_null());
    }

    #[test]
    fn blocks_up_to_the_wrong_one_are_kept() {
        let read = |name: &str| {
            let path = format!("{}/capi-tests/certs/{name}.crl", env!("CARGO_MANIFEST_DIR"));
            std::fs::read(path).expect("a test list")
        };
        let (first, second) = (read("p256"), read("rsa"));
        for (text, code, count) in [
            ([&first[..], &second, b"\0"].concat(), Ok(()), 2),
            (
                [&first[..], b"-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----\n\0"].concat(),
                Err(-0x112C),
                1,
            ),
            ([&first[..], b"# more\n\0"].concat(), Err(-0x1080), 1),
            ([&first[..], &second].concat(), Err(-0x2180), 0),
        ] {
            let mut head = Box::new(mbedtls_x509_crl::empty());
            assert_eq!(parse_any(&mut head, &text).map_err(|status| status.code()), code);
            // SAFETY: the list is alive and ours.
            let chain = unsafe { crate::ffi::x509_crl::CrlChain::new(&*head) }.expect("not NULL");
            assert_eq!(chain.crls().count(), count);
            // SAFETY: made above, freed once.
            unsafe { mbedtls_x509_crl_free(&mut *head) };
        }
    }
}
