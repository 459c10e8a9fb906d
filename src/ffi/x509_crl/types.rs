use crate::ffi::boundary::boundary_void;
use crate::ffi::enums::{MdType, PkType};
use crate::ffi::platform::displace;
use crate::ffi::ptr;
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::x509::{drop_names, fill_names, mbedtls_x509_buf, mbedtls_x509_name, mbedtls_x509_time};
use crate::pki::Crl;
use crate::pki::algorithm::SignatureKind;
use crate::pki::crl::RevokedEntry;
use crate::pki::der::tag;
use std::ffi::{c_int, c_void};
use std::mem::offset_of;
use std::ptr::null_mut;

/// One revoked certificate, and the next of its list.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_x509_crl_entry {
    /// The content of the entry in DER.
    pub raw: mbedtls_x509_buf,
    /// The serial number of the certificate.
    pub serial: mbedtls_x509_buf,
    /// Since when it is revoked.
    pub revocation_date: mbedtls_x509_time,
    /// The extensions of the entry: `p` points at their SEQUENCE, `len` is the length of its content. `p` is NULL if
    /// there are none.
    pub entry_ext: mbedtls_x509_buf,
    /// The next entry, or NULL at the end.
    pub next: *mut mbedtls_x509_crl_entry,
}

/// A parsed revocation list, and the next of a list of them. Pointers in it lead into the encoding.
#[repr(C)]
pub struct mbedtls_x509_crl {
    /// The whole list in DER.
    pub raw: mbedtls_x509_buf,
    /// The part that is signed.
    pub tbs: mbedtls_x509_buf,
    /// The version: 1 or 2; 0 while the struct holds no list.
    pub version: c_int,
    /// The object identifier of the signature algorithm.
    pub sig_oid: mbedtls_x509_buf,
    /// The issuer's name in DER.
    pub issuer_raw: mbedtls_x509_buf,
    /// The issuer's name.
    pub issuer: mbedtls_x509_name,
    /// When the list was issued.
    pub this_update: mbedtls_x509_time,
    /// By when the next one will be issued; all zeroes if that is not told.
    pub next_update: mbedtls_x509_time,
    /// The revoked certificates. The first has an empty serial number if there are none.
    pub entry: mbedtls_x509_crl_entry,
    /// The extensions of the list.
    pub crl_ext: mbedtls_x509_buf,
    /// Not used: always empty.
    pub private_sig_oid2: mbedtls_x509_buf,
    /// The signature.
    pub private_sig: mbedtls_x509_buf,
    /// The digest of the signature.
    pub private_sig_md: MdType,
    /// The way of the signature.
    pub private_sig_pk: PkType,
    /// The list as the library holds it.
    pub private_sig_opts: *mut c_void,
    /// The next revocation list, or NULL. Functions of the library set it.
    pub next: *mut mbedtls_x509_crl,
}

const _: () = {
    assert!(size_of::<mbedtls_x509_crl_entry>() == 104);
    assert!(offset_of!(mbedtls_x509_crl_entry, serial) == 24);
    assert!(offset_of!(mbedtls_x509_crl_entry, revocation_date) == 48);
    assert!(offset_of!(mbedtls_x509_crl_entry, entry_ext) == 72);
    assert!(offset_of!(mbedtls_x509_crl_entry, next) == 96);
    assert!(size_of::<mbedtls_x509_crl>() == 416);
    assert!(offset_of!(mbedtls_x509_crl, version) == 48);
    assert!(offset_of!(mbedtls_x509_crl, sig_oid) == 56);
    assert!(offset_of!(mbedtls_x509_crl, issuer) == 104);
    assert!(offset_of!(mbedtls_x509_crl, this_update) == 168);
    assert!(offset_of!(mbedtls_x509_crl, next_update) == 192);
    assert!(offset_of!(mbedtls_x509_crl, entry) == 216);
    assert!(offset_of!(mbedtls_x509_crl, crl_ext) == 320);
    assert!(offset_of!(mbedtls_x509_crl, private_sig_md) == 392);
    assert!(offset_of!(mbedtls_x509_crl, private_sig_opts) == 400);
    assert!(offset_of!(mbedtls_x509_crl, next) == 408);
};

/// Behind `private_sig_opts`: the list, and the memory of all its entries but the first.
pub struct Held {
    crl: Crl,
    #[expect(dead_code, reason = "reached through the pointers of the first entry")]
    entries: Vec<mbedtls_x509_crl_entry>,
}

// SAFETY: both give `private_sig_opts`, which only the trait writes.
unsafe impl Slot for mbedtls_x509_crl {
    type Value = Held;

    fn slot(&self) -> *mut c_void {
        self.private_sig_opts
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_sig_opts
    }
}

impl mbedtls_x509_crl_entry {
    const EMPTY: Self = Self {
        raw: mbedtls_x509_buf::EMPTY,
        serial: mbedtls_x509_buf::EMPTY,
        revocation_date: mbedtls_x509_time { year: 0, mon: 0, day: 0, hour: 0, min: 0, sec: 0 },
        entry_ext: mbedtls_x509_buf::EMPTY,
        next: null_mut(),
    };

    fn new(entry: &RevokedEntry<'_>) -> Self {
        let mut entry_ext = mbedtls_x509_buf::EMPTY;
        entry_ext.tag = entry.extensions_tag.into();
        if let Some(extensions) = entry.extensions {
            entry_ext.p = extensions.as_ptr().cast_mut();
            entry_ext.len = entry.extensions_length();
        }
        Self {
            raw: mbedtls_x509_buf::new(tag::SEQUENCE, entry.content),
            serial: mbedtls_x509_buf::new(entry.serial.tag, entry.serial.value),
            revocation_date: entry.revoked.into(),
            entry_ext,
            next: null_mut(),
        }
    }
}

impl mbedtls_x509_crl {
    /// A struct without a list, as `mbedtls_x509_crl_init()` leaves it.
    pub(in crate::ffi) const fn empty() -> Self {
        Self {
            raw: mbedtls_x509_buf::EMPTY,
            tbs: mbedtls_x509_buf::EMPTY,
            version: 0,
            sig_oid: mbedtls_x509_buf::EMPTY,
            issuer_raw: mbedtls_x509_buf::EMPTY,
            issuer: mbedtls_x509_name::EMPTY,
            this_update: mbedtls_x509_time { year: 0, mon: 0, day: 0, hour: 0, min: 0, sec: 0 },
            next_update: mbedtls_x509_time { year: 0, mon: 0, day: 0, hour: 0, min: 0, sec: 0 },
            entry: mbedtls_x509_crl_entry::EMPTY,
            crl_ext: mbedtls_x509_buf::EMPTY,
            private_sig_oid2: mbedtls_x509_buf::EMPTY,
            private_sig: mbedtls_x509_buf::EMPTY,
            private_sig_md: 0,
            private_sig_pk: 0,
            private_sig_opts: null_mut(),
            next: null_mut(),
        }
    }

    /// The list that the struct holds, if it holds one.
    pub(in crate::ffi) fn crl(&self) -> Option<&Crl> {
        self.value().map(|held| &held.crl)
    }

    /// Fills an empty struct. The pointers lead into the list's own encoding, which stays where it is as long as the
    /// struct holds the list.
    pub(super) fn set(&mut self, crl: Crl) {
        // The clone shares the encoding that the pointers lead into.
        let of = crl.clone();
        let next = self.next;
        *self = Self::empty();
        self.next = next;
        self.raw = mbedtls_x509_buf::new(0, of.der());
        self.tbs = mbedtls_x509_buf::new(0, of.tbs());
        self.version = of.version().into();
        self.sig_oid = mbedtls_x509_buf::new(tag::OID, of.signature_oid());
        self.issuer_raw = mbedtls_x509_buf::new(0, of.issuer_raw());
        fill_names(&mut self.issuer, of.issuer());
        self.this_update = of.this_update().into();
        if let Some(next_update) = of.next_update() {
            self.next_update = next_update.into();
        }
        let mut entries = of.entries().map(|entry| mbedtls_x509_crl_entry::new(&entry));
        self.entry = entries.next().unwrap_or(mbedtls_x509_crl_entry::EMPTY);
        let mut others: Vec<_> = entries.collect();
        let mut next = null_mut();
        for entry in others.iter_mut().rev() {
            entry.next = next;
            next = std::ptr::from_mut(entry);
        }
        self.entry.next = next;
        if let Some(extensions) = of.extensions() {
            self.crl_ext = mbedtls_x509_buf::new(tag::context_constructed(0), extensions);
        }
        self.private_sig = mbedtls_x509_buf::new(tag::BIT_STRING, of.signature());
        if let Some(algorithm) = of.signature_algorithm() {
            self.private_sig_md = algorithm.digest.number().into();
            self.private_sig_pk = match algorithm.kind {
                SignatureKind::RsaPkcs1 => 1,
                SignatureKind::Ecdsa => 4,
                SignatureKind::RsaPss => 6,
            };
        }
        self.fill(Held { crl, entries: others });
    }

    /// Frees what the struct holds, without the rest of its list.
    ///
    /// # Safety
    /// The struct was filled by [`set`](Self::set) or is empty, and its lists were not changed.
    unsafe fn clear(&mut self) {
        // SAFETY: the list was made by `set`, by contract.
        unsafe { drop_names(&mut self.issuer) };
        drop(self.take());
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

/// Makes a struct empty.
///
/// \param crl  The struct. NULL is ignored.
///
/// # Safety
/// `crl` is NULL or points to a writable `mbedtls_x509_crl` that holds no revocation list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crl_init(crl: *mut mbedtls_x509_crl) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(crl) });
}

/// Frees a list of revocation lists. The first struct is the caller's and is empty afterwards; the others are freed
/// too.
///
/// \param crl  The list. NULL and an empty struct are ignored.
///
/// # Safety
/// `crl` is NULL or points to an initialized list that no other thread uses and that only this library changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crl_free(crl: *mut mbedtls_x509_crl) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(head) = unsafe { ptr::reference_mut(crl) } {
            // SAFETY: by contract.
            unsafe { head.free_list() };
        }
    });
}
