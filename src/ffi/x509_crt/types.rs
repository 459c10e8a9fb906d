use crate::ffi::boundary::boundary_void;
use crate::ffi::enums::{MdType, PkType};
use crate::ffi::pk::{Key, mbedtls_pk_context};
use crate::ffi::platform::displace;
use crate::ffi::ptr;
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::x509::{
    drop_names, drop_sequence, fill_names, fill_sequence, mbedtls_x509_authority, mbedtls_x509_buf,
    mbedtls_x509_name, mbedtls_x509_sequence, mbedtls_x509_time,
};
use crate::pki::algorithm::SignatureKind;
use crate::pki::certificate::GeneralNames;
use crate::pki::der::tag;
use crate::pki::{Certificate, certificate::ObjectIds};
use std::ffi::{c_int, c_uchar, c_uint, c_void};
use std::mem::offset_of;
use std::ptr::{null_mut, slice_from_raw_parts};
use std::sync::Arc;

/// A parsed certificate, and the next of its list. Pointers in it lead into the certificate's encoding.
#[repr(C)]
pub struct mbedtls_x509_crt {
    /// Whether `raw` belongs to this struct.
    pub private_own_buffer: c_int,
    /// The whole certificate in DER.
    pub raw: mbedtls_x509_buf,
    /// The part that is signed.
    pub tbs: mbedtls_x509_buf,
    /// The version: 1, 2 or 3; 0 while the struct holds no certificate.
    pub version: c_int,
    /// The serial number.
    pub serial: mbedtls_x509_buf,
    /// The object identifier of the signature algorithm.
    pub sig_oid: mbedtls_x509_buf,
    /// The issuer's name in DER.
    pub issuer_raw: mbedtls_x509_buf,
    /// The subject's name in DER.
    pub subject_raw: mbedtls_x509_buf,
    /// The issuer's name.
    pub issuer: mbedtls_x509_name,
    /// The subject's name.
    pub subject: mbedtls_x509_name,
    /// The first moment at which the certificate is valid.
    pub valid_from: mbedtls_x509_time,
    /// The last moment at which the certificate is valid.
    pub valid_to: mbedtls_x509_time,
    /// The SubjectPublicKeyInfo.
    pub pk_raw: mbedtls_x509_buf,
    /// The subject's key.
    pub pk: mbedtls_pk_context,
    /// issuerUniqueID.
    pub issuer_id: mbedtls_x509_buf,
    /// subjectUniqueID.
    pub subject_id: mbedtls_x509_buf,
    /// The extensions of version 3.
    pub v3_ext: mbedtls_x509_buf,
    /// subjectAltName: the names as they are encoded.
    pub subject_alt_names: mbedtls_x509_sequence,
    /// subjectKeyIdentifier.
    pub subject_key_id: mbedtls_x509_buf,
    /// authorityKeyIdentifier.
    pub authority_key_id: mbedtls_x509_authority,
    /// certificatePolicies: the policies' object identifiers.
    pub certificate_policies: mbedtls_x509_sequence,
    /// The extensions that are there, as MBEDTLS_X509_EXT_ bits.
    pub private_ext_types: c_int,
    /// basicConstraints: 1 for a certificate authority.
    pub private_ca_istrue: c_int,
    /// basicConstraints: one more than the longest path allowed, 0 for no limit.
    pub private_max_pathlen: c_int,
    /// keyUsage, as MBEDTLS_X509_KU_ bits.
    pub private_key_usage: c_uint,
    /// extKeyUsage: the purposes' object identifiers.
    pub ext_key_usage: mbedtls_x509_sequence,
    /// Netscape's certificate type, as MBEDTLS_X509_NS_CERT_TYPE_ bits.
    pub private_ns_cert_type: c_uchar,
    /// The signature.
    pub private_sig: mbedtls_x509_buf,
    /// The digest of the signature.
    pub private_sig_md: MdType,
    /// The way of the signature.
    pub private_sig_pk: PkType,
    /// The certificate as the library holds it, if it cannot be made again from the other fields.
    pub private_sig_opts: *mut c_void,
    /// The next certificate of the list, or NULL. Functions of the library set it.
    pub next: *mut mbedtls_x509_crt,
}

const _: () = {
    assert!(size_of::<mbedtls_x509_crt>() == 744);
    assert!(offset_of!(mbedtls_x509_crt, raw) == 8);
    assert!(offset_of!(mbedtls_x509_crt, version) == 56);
    assert!(offset_of!(mbedtls_x509_crt, sig_oid) == 88);
    assert!(offset_of!(mbedtls_x509_crt, issuer) == 160);
    assert!(offset_of!(mbedtls_x509_crt, subject) == 224);
    assert!(offset_of!(mbedtls_x509_crt, valid_to) == 312);
    assert!(offset_of!(mbedtls_x509_crt, pk) == 360);
    assert!(offset_of!(mbedtls_x509_crt, v3_ext) == 424);
    assert!(offset_of!(mbedtls_x509_crt, subject_alt_names) == 448);
    assert!(offset_of!(mbedtls_x509_crt, authority_key_id) == 504);
    assert!(offset_of!(mbedtls_x509_crt, private_ext_types) == 640);
    assert!(offset_of!(mbedtls_x509_crt, ext_key_usage) == 656);
    assert!(offset_of!(mbedtls_x509_crt, private_sig_opts) == 728);
    assert!(offset_of!(mbedtls_x509_crt, next) == 736);
};

// SAFETY: both give `private_sig_opts`, which only the trait writes.
unsafe impl Slot for mbedtls_x509_crt {
    type Value = Certificate;

    fn slot(&self) -> *mut c_void {
        self.private_sig_opts
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_sig_opts
    }
}

/// `private_own_buffer` of a struct whose pointers lead into the caller's memory, or into that of its certificate.
const NOT_OWN: c_int = 0;
/// `private_own_buffer` of a struct whose `raw` is one share of an `Arc<[u8]>`.
const SHARE: c_int = 1;

impl mbedtls_x509_crt {
    /// A struct without a certificate, as `mbedtls_x509_crt_init()` leaves it.
    pub(in crate::ffi) const fn empty() -> Self {
        Self {
            private_own_buffer: 0,
            raw: mbedtls_x509_buf::EMPTY,
            tbs: mbedtls_x509_buf::EMPTY,
            version: 0,
            serial: mbedtls_x509_buf::EMPTY,
            sig_oid: mbedtls_x509_buf::EMPTY,
            issuer_raw: mbedtls_x509_buf::EMPTY,
            subject_raw: mbedtls_x509_buf::EMPTY,
            issuer: mbedtls_x509_name::EMPTY,
            subject: mbedtls_x509_name::EMPTY,
            valid_from: mbedtls_x509_time { year: 0, mon: 0, day: 0, hour: 0, min: 0, sec: 0 },
            valid_to: mbedtls_x509_time { year: 0, mon: 0, day: 0, hour: 0, min: 0, sec: 0 },
            pk_raw: mbedtls_x509_buf::EMPTY,
            pk: mbedtls_pk_context::empty(),
            issuer_id: mbedtls_x509_buf::EMPTY,
            subject_id: mbedtls_x509_buf::EMPTY,
            v3_ext: mbedtls_x509_buf::EMPTY,
            subject_alt_names: mbedtls_x509_sequence::EMPTY,
            subject_key_id: mbedtls_x509_buf::EMPTY,
            authority_key_id: mbedtls_x509_authority::EMPTY,
            certificate_policies: mbedtls_x509_sequence::EMPTY,
            private_ext_types: 0,
            private_ca_istrue: 0,
            private_max_pathlen: 0,
            private_key_usage: 0,
            ext_key_usage: mbedtls_x509_sequence::EMPTY,
            private_ns_cert_type: 0,
            private_sig: mbedtls_x509_buf::EMPTY,
            private_sig_md: 0,
            private_sig_pk: 0,
            private_sig_opts: null_mut(),
            next: null_mut(),
        }
    }

    /// The certificate that the struct holds, if it holds one.
    ///
    /// Of most certificates only the fields are looked at. It is read from the encoding when it is first asked for, and
    /// kept behind the key's context, which copies of the struct have in common.
    pub(in crate::ffi) fn certificate(&self) -> Option<Certificate> {
        if let Some(kept) = self.value() {
            return Some(kept.clone());
        }
        let read = || Certificate::of_encoding(self.share()?).ok();
        let known = self.pk.certificate(read)?;
        // A program may have put another certificate's key here.
        if std::ptr::eq(known.der().as_ptr(), self.raw.p) { Some(known) } else { read() }
    }

    /// One more share of the encoding, if the struct has one.
    fn share(&self) -> Option<Arc<[u8]>> {
        if self.private_own_buffer != SHARE || self.raw.p.is_null() {
            return None;
        }
        let encoding = slice_from_raw_parts(self.raw.p.cast_const(), self.raw.len);
        // SAFETY: `raw` came from `Arc::into_raw` in `set`, and the struct's own share is still there.
        unsafe {
            Arc::increment_strong_count(encoding);
            Some(Arc::from_raw(encoding))
        }
    }

    /// Lets go of the certificate and of the share of the encoding.
    fn release(&mut self) {
        drop(self.take());
        if let Some(share) = self.share() {
            self.private_own_buffer = NOT_OWN;
            // SAFETY: `share` says that the struct had one of its own, which it just gave up.
            unsafe { Arc::decrement_strong_count(Arc::as_ptr(&share)) };
        }
    }

    /// Fills an empty struct. The pointers lead into the certificate's own encoding, which stays where it is as long
    /// as the struct holds the certificate.
    pub(super) fn set(&mut self, certificate: Certificate) {
        let of = &certificate;
        let next = self.next;
        *self = Self::empty();
        self.next = next;
        self.raw = mbedtls_x509_buf::new(0, of.der());
        self.tbs = mbedtls_x509_buf::new(0, of.tbs());
        self.version = of.version().into();
        self.serial = mbedtls_x509_buf::new(of.serial().tag, of.serial().value);
        self.sig_oid = mbedtls_x509_buf::new(tag::OID, of.signature_oid());
        self.issuer_raw = mbedtls_x509_buf::new(0, of.issuer_raw());
        self.subject_raw = mbedtls_x509_buf::new(0, of.subject_raw());
        fill_names(&mut self.issuer, of.issuer());
        fill_names(&mut self.subject, of.subject());
        self.valid_from = of.not_before().into();
        self.valid_to = of.not_after().into();
        self.pk_raw = mbedtls_x509_buf::new(0, of.spki());
        self.v3_ext = optional(tag::context_constructed(3), of.v3_extensions());
        self.subject_id = optional(tag::context_constructed(2), of.subject_id());
        self.issuer_id = optional(tag::context_constructed(1), of.issuer_id());
        // Where one is absent, the original leaves the tag of what stands in its place.
        if self.subject_id.p.is_null() {
            self.subject_id.tag = self.v3_ext.tag;
        }
        if self.issuer_id.p.is_null() {
            self.issuer_id.tag = self.subject_id.tag;
        }
        self.set_extensions(of);
        self.private_sig = mbedtls_x509_buf::new(tag::BIT_STRING, of.signature());
        if let Some(algorithm) = of.signature_algorithm() {
            self.private_sig_md = algorithm.digest.number().into();
            self.private_sig_pk = match algorithm.kind {
                SignatureKind::RsaPkcs1 => 1,
                SignatureKind::Ecdsa => 4,
                SignatureKind::RsaPss => 6,
            };
        }
        // The pointers lead into the encoding, which stays; the rest is in this struct. What can be made again from
        // these takes no memory.
        let certificate = certificate.compact();
        self.pk.set(Key::Certified(certificate.clone()));
        match certificate.encoding() {
            Some(encoding) => {
                self.raw.p = Arc::into_raw(encoding).cast::<c_uchar>().cast_mut();
                self.private_own_buffer = SHARE;
            }
            None => {
                self.fill(certificate);
            }
        }
    }

    fn set_extensions(&mut self, of: &Certificate) {
        fill_general_names(&mut self.subject_alt_names, of.subject_alt_names());
        self.subject_key_id = optional(tag::OCTET_STRING, of.subject_key_id());
        // As with the original, these two keep the tags of the types behind their context-specific tags, and `raw`
        // stays empty.
        let authority = of.authority_key_id();
        self.authority_key_id.keyIdentifier = optional(tag::OCTET_STRING, authority.key_id);
        fill_general_names(&mut self.authority_key_id.authorityCertIssuer, authority.issuer_names());
        self.authority_key_id.authorityCertSerialNumber = optional(tag::INTEGER, authority.serial);
        fill_object_ids(&mut self.certificate_policies, of.policies());
        fill_object_ids(&mut self.ext_key_usage, of.extended_key_usage());
        self.private_ext_types = of.extension_bits() as c_int;
        self.private_ca_istrue = of.is_ca().into();
        self.private_max_pathlen = of.max_path_length().map_or(0, |length| length as c_int + 1);
        self.private_key_usage = of.key_usage_bits();
        self.private_ns_cert_type = of.ns_cert_type();
    }

    /// Lets the pointers lead into `der` instead, an equal encoding of the caller.
    pub(super) fn borrow_encoding(&mut self, der: *const c_uchar) {
        let own = self.raw;
        let end = own.p.wrapping_add(own.len);
        let rebase = |buf: &mut mbedtls_x509_buf| {
            if (own.p..=end).contains(&buf.p) {
                let offset = buf.p as usize - own.p as usize;
                buf.p = der.cast_mut().wrapping_add(offset);
            }
        };
        // The certificate keeps the encoding that the struct no longer has.
        if let Some(certificate) = self.certificate() {
            self.release();
            self.fill(certificate);
        }
        self.private_own_buffer = NOT_OWN;
        for buf in [
            &mut self.raw,
            &mut self.tbs,
            &mut self.serial,
            &mut self.sig_oid,
            &mut self.issuer_raw,
            &mut self.subject_raw,
            &mut self.pk_raw,
            &mut self.issuer_id,
            &mut self.subject_id,
            &mut self.v3_ext,
            &mut self.subject_key_id,
            &mut self.authority_key_id.keyIdentifier,
            &mut self.authority_key_id.authorityCertSerialNumber,
            &mut self.private_sig,
        ] {
            rebase(buf);
        }
        for head in [&mut self.issuer, &mut self.subject] {
            let mut node: *mut mbedtls_x509_name = head;
            // SAFETY: the list was just made and is ours alone.
            while let Ok(attribute) = unsafe { ptr::reference_mut(node) } {
                rebase(&mut attribute.oid);
                rebase(&mut attribute.val);
                node = attribute.next;
            }
        }
        for head in [
            &mut self.subject_alt_names,
            &mut self.authority_key_id.authorityCertIssuer,
            &mut self.certificate_policies,
            &mut self.ext_key_usage,
        ] {
            let mut node: *mut mbedtls_x509_sequence = head;
            // SAFETY: the list was just made and is ours alone.
            while let Ok(element) = unsafe { ptr::reference_mut(node) } {
                rebase(&mut element.buf);
                node = element.next;
            }
        }
    }

    /// Frees what the struct holds, without the rest of its list.
    ///
    /// # Safety
    /// The struct was filled by [`set`](Self::set) or is empty, and its lists were not changed.
    pub(super) unsafe fn clear(&mut self) {
        // SAFETY: the lists were made by `set`, by contract.
        unsafe {
            drop_names(&mut self.issuer);
            drop_names(&mut self.subject);
            drop_sequence(&mut self.subject_alt_names);
            drop_sequence(&mut self.authority_key_id.authorityCertIssuer);
            drop_sequence(&mut self.certificate_policies);
            drop_sequence(&mut self.ext_key_usage);
        }
        self.pk.clear();
        self.release();
        // Padding too is zero after free, for programs that compare the struct with an empty one.
        // SAFETY: all zeroes is the empty struct.
        unsafe { zeroed(self) };
    }

    /// Frees the list that begins here, and empties this struct.
    ///
    /// # Safety
    /// Only this library changed the list.
    pub(in crate::ffi) unsafe fn free_list(&mut self) {
        let mut node = self.next;
        // SAFETY: by contract; the nodes behind the first came from `place` or `mbedtls_calloc()`.
        unsafe {
            self.clear();
            while !node.is_null() {
                let mut owned = displace(node);
                node = owned.next;
                owned.clear();
            }
        }
    }
}

fn optional(tag: u8, content: Option<&[u8]>) -> mbedtls_x509_buf {
    content.map_or(mbedtls_x509_buf::EMPTY, |content| mbedtls_x509_buf::new(tag, content))
}

fn fill_general_names(head: &mut mbedtls_x509_sequence, names: GeneralNames<'_>) {
    fill_sequence(head, names.map(|name| mbedtls_x509_buf::new(name.tag, name.value)));
}

fn fill_object_ids(head: &mut mbedtls_x509_sequence, ids: ObjectIds<'_>) {
    fill_sequence(head, ids.map(|id| mbedtls_x509_buf::new(tag::OID, id)));
}

/// Makes a struct empty.
///
/// \param crt  The struct. NULL is ignored.
///
/// # Safety
/// `crt` is NULL or points to a writable `mbedtls_x509_crt` that holds no certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_init(crt: *mut mbedtls_x509_crt) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(crt) });
}

/// Frees a list of certificates. The first struct is the caller's and is empty afterwards; the others are freed too.
///
/// \param crt  The list. NULL and an empty struct are ignored.
///
/// # Safety
/// `crt` is NULL or points to an initialized list that no other thread uses and that only this library changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_free(crt: *mut mbedtls_x509_crt) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(head) = unsafe { ptr::reference_mut(crt) } {
            // SAFETY: by contract.
            unsafe { head.free_list() };
        }
    });
}
