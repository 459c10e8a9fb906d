use super::mbedtls_x509_crt;
use crate::ffi::platform::place;
use crate::pki::Certificate;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// The longest list of a caller that is followed: a circle among `next` pointers must not hang the program.
const MAX_LIST: usize = 1 << 20;

/// A list of certificates as the caller holds it. The structs are looked at one at a time, and nothing of them is
/// borrowed in between: functions of the program that get one may write to it.
#[derive(Clone, Copy)]
pub(in crate::ffi) struct Chain<'a> {
    head: NonNull<mbedtls_x509_crt>,
    list: PhantomData<&'a mbedtls_x509_crt>,
}

impl<'a> Chain<'a> {
    /// The list at `head`; `None` for NULL.
    ///
    /// # Safety
    /// `head` is NULL or an initialized list that nobody takes apart during `'a`, and that nobody changes while a
    /// function of this struct runs.
    pub(in crate::ffi) unsafe fn new(head: *const mbedtls_x509_crt) -> Option<Self> {
        let head = NonNull::new(head.cast_mut()).filter(|head| head.is_aligned())?;
        Some(Self { head, list: PhantomData })
    }

    /// The structs of the list that hold a certificate, with it. The pointers may be written through as far as the one
    /// that the list was made of.
    pub(in crate::ffi) fn entries(self) -> impl Iterator<Item = (NonNull<mbedtls_x509_crt>, Certificate)> {
        let next = |node: &NonNull<mbedtls_x509_crt>| {
            // SAFETY: by the contract of `new`.
            let next = unsafe { node.as_ref() }.next;
            NonNull::new(next).filter(|next| next.is_aligned())
        };
        std::iter::successors(Some(self.head), next).take(MAX_LIST).filter_map(|node| {
            // SAFETY: by the contract of `new`.
            let certificate = unsafe { node.as_ref() }.certificate()?;
            Some((node, certificate))
        })
    }

    /// True if the certificates are those of `frozen`, in the same order.
    pub(in crate::ffi) fn equals(self, frozen: &[Certificate]) -> bool {
        self.entries().map(|(_, certificate)| certificate).eq(frozen.iter().cloned())
    }

    /// The certificates.
    pub(in crate::ffi) fn to_certificates(self) -> Vec<Certificate> {
        self.entries().map(|(_, certificate)| certificate).collect()
    }
}

/// Fills an empty list with certificates, which share their encodings with it.
pub(in crate::ffi) fn parse_list(
    head: &mut mbedtls_x509_crt,
    certificates: impl IntoIterator<Item = Certificate>,
) {
    let mut last: *mut mbedtls_x509_crt = head;
    for (index, certificate) in certificates.into_iter().enumerate() {
        // SAFETY: `last` is the head, or the struct made in the round before; both are alive and ours alone.
        let node = unsafe { &mut *last };
        if index == 0 {
            node.set(certificate);
            continue;
        }
        let mut fresh = mbedtls_x509_crt::empty();
        fresh.set(certificate);
        node.next = place(fresh);
        last = node.next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::x509_crt::mbedtls_x509_crt_free;
    use crate::pki::pem;

    fn certificate(name: &str) -> Certificate {
        let path = format!("{}/capi-tests/certs/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read(path).expect("a test certificate");
        let der = pem::find(&text, "CERTIFICATE", None).content.expect("PEM");
        Certificate::parse(&der).expect("a sound certificate")
    }

    #[test]
    fn lists_are_compared_by_content() {
        let certificates = [certificate("server-p256.crt"), certificate("ca-p256.crt")];
        let mut head = Box::new(mbedtls_x509_crt::empty());
        parse_list(&mut head, certificates.clone());
        // SAFETY: the list is alive and not changed.
        let chain = unsafe { Chain::new(&*head) }.expect("not NULL");
        assert!(chain.equals(&certificates));
        assert!(!chain.equals(&certificates[..1]));
        assert_eq!(chain.to_certificates(), certificates);
        // SAFETY: made above, freed once.
        unsafe { mbedtls_x509_crt_free(&mut *head) };
        assert!(head.certificate().is_none() && head.next.is_null());
    }
}
