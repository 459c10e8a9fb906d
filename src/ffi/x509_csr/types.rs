use crate::ffi::boundary::boundary_void;
use crate::ffi::enums::{MdType, PkType};
use crate::ffi::pk::{Key, mbedtls_pk_context};
use crate::ffi::ptr;
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::x509::{
    drop_names, drop_sequence, fill_names, fill_sequence, mbedtls_x509_buf, mbedtls_x509_name,
    mbedtls_x509_sequence,
};
use crate::pki::Request;
use crate::pki::algorithm::SignatureKind;
use crate::pki::der::tag;
use std::ffi::{c_int, c_uchar, c_uint, c_void};
use std::mem::offset_of;

/// A parsed request. Pointers in it lead into the request's encoding.
#[repr(C)]
pub struct mbedtls_x509_csr {
    /// The whole request in DER.
    pub raw: mbedtls_x509_buf,
    /// The part that is signed.
    pub cri: mbedtls_x509_buf,
    /// The version, which is 1; 0 while the struct holds no request.
    pub version: c_int,
    /// The subject's name in DER.
    pub subject_raw: mbedtls_x509_buf,
    /// The subject's name.
    pub subject: mbedtls_x509_name,
    /// The subject's key.
    pub pk: mbedtls_pk_context,
    /// keyUsage as it is asked for, as MBEDTLS_X509_KU_ bits.
    pub key_usage: c_uint,
    /// Netscape's certificate type as it is asked for, as MBEDTLS_X509_NS_CERT_TYPE_ bits.
    pub ns_cert_type: c_uchar,
    /// subjectAltName as it is asked for: the names as they are encoded.
    pub subject_alt_names: mbedtls_x509_sequence,
    /// The extensions that are asked for, as MBEDTLS_X509_EXT_ bits.
    pub private_ext_types: c_int,
    /// The object identifier of the signature algorithm.
    pub sig_oid: mbedtls_x509_buf,
    /// The signature.
    pub private_sig: mbedtls_x509_buf,
    /// The digest of the signature.
    pub private_sig_md: MdType,
    /// The way of the signature.
    pub private_sig_pk: PkType,
    /// The request as the library holds it.
    pub private_sig_opts: *mut c_void,
}

const _: () = {
    assert!(size_of::<mbedtls_x509_csr>() == 272);
    assert!(offset_of!(mbedtls_x509_csr, subject_raw) == 56);
    assert!(offset_of!(mbedtls_x509_csr, pk) == 144);
    assert!(offset_of!(mbedtls_x509_csr, subject_alt_names) == 168);
    assert!(offset_of!(mbedtls_x509_csr, sig_oid) == 208);
    assert!(offset_of!(mbedtls_x509_csr, private_sig_opts) == 264);
};

// SAFETY: both give `private_sig_opts`, which only the trait writes.
unsafe impl Slot for mbedtls_x509_csr {
    type Value = Request;

    fn slot(&self) -> *mut c_void {
        self.private_sig_opts
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_sig_opts
    }
}

impl mbedtls_x509_csr {
    /// Fills a struct with what comes before the signature; what it held is forgotten. The pointers lead into the
    /// encoding that the struct holds from then on.
    pub(super) fn set(&mut self, request: Request) {
        // SAFETY: zeros are a struct without a request.
        unsafe { zeroed(self) };
        self.fill(request);
        let slot: *const Request = self.slot().cast();
        // SAFETY: just put there, and it stays as long as the struct holds it; it is boxed, so it does not move.
        let Ok(request) = (unsafe { ptr::reference(slot) }) else { return };
        self.raw = mbedtls_x509_buf::new(0, request.der());
        self.cri = mbedtls_x509_buf::new(0, request.info());
        self.version = request.version().into();
        self.subject_raw = mbedtls_x509_buf::new(0, request.subject_raw());
        fill_names(&mut self.subject, request.subject());
        if let Some(key) = request.public_key() {
            self.pk.set(Key::of_public(key.clone()));
        }
        self.key_usage = request.key_usage_bits();
        self.ns_cert_type = request.ns_cert_type();
        let names = request.subject_alt_names().map(|name| mbedtls_x509_buf::new(name.tag, name.value));
        fill_sequence(&mut self.subject_alt_names, names);
        self.private_ext_types = request.extension_bits() as c_int;
    }

    /// Adds what comes with the signature, when all is known to be sound.
    pub(super) fn set_signature(&mut self) {
        let slot: *const Request = self.slot().cast();
        // SAFETY: NULL, or the request that the struct holds, boxed.
        let Ok(request) = (unsafe { ptr::reference(slot) }) else { return };
        self.sig_oid = mbedtls_x509_buf::new(tag::OID, request.signature_oid());
        self.private_sig = mbedtls_x509_buf::new(tag::BIT_STRING, request.signature());
        if let Some(algorithm) = request.signature_algorithm() {
            self.private_sig_md = algorithm.digest.number().into();
            self.private_sig_pk = match algorithm.kind {
                SignatureKind::RsaPkcs1 => 1,
                SignatureKind::Ecdsa => 4,
                SignatureKind::RsaPss => 6,
            };
        }
    }

    /// Frees what the struct holds and empties it.
    ///
    /// # Safety
    /// The struct was filled by [`set`](Self::set) or is empty, and its lists were not changed.
    pub(super) unsafe fn clear(&mut self) {
        // SAFETY: the lists were made by `set`, by contract; zeros are a struct without a request.
        unsafe {
            drop_names(&mut self.subject);
            drop_sequence(&mut self.subject_alt_names);
            self.pk.clear();
            drop(self.take());
            zeroed(self);
        }
    }
}

/// Makes a struct empty.
///
/// \param csr  The struct. NULL is ignored.
///
/// # Safety
/// `csr` is NULL or points to a writable `mbedtls_x509_csr` that holds no request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_init(csr: *mut mbedtls_x509_csr) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(csr) });
}

/// Frees a request. The struct is the caller's and is empty afterwards.
///
/// \param csr  The request. NULL and an empty struct are ignored.
///
/// # Safety
/// `csr` is NULL or points to an initialized struct that only this library changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_free(csr: *mut mbedtls_x509_csr) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(csr) = unsafe { ptr::reference_mut(csr) } {
            // SAFETY: by contract.
            unsafe { csr.clear() };
        }
    });
}
