use super::mbedtls_x509_crt;
use crate::ffi::ptr;
use crate::pki::Certificate;

/// The longest list of a caller that is followed: a circle among `next` pointers must not hang the program.
const MAX_LIST: usize = 1 << 20;

/// A list of certificates as the caller holds it.
#[derive(Clone, Copy)]
pub(in crate::ffi) struct Chain<'a>(&'a mbedtls_x509_crt);

impl<'a> Chain<'a> {
    /// The list at `head`; `None` for NULL.
    ///
    /// # Safety
    /// `head` is NULL or an initialized list that nobody changes during `'a`.
    pub(in crate::ffi) unsafe fn new(head: *const mbedtls_x509_crt) -> Option<Self> {
        // SAFETY: by contract.
        unsafe { ptr::reference(head) }.ok().map(Self)
    }

    /// The structs of the list that hold a certificate, with it.
    pub(in crate::ffi) fn entries(self) -> impl Iterator<Item = (&'a mbedtls_x509_crt, Certificate)> {
        // SAFETY: by the contract of `new`.
        let next = |node: &&'a mbedtls_x509_crt| unsafe { ptr::reference(node.next) }.ok();
        std::iter::successors(Some(self.0), next)
            .take(MAX_LIST)
            .filter_map(|node| Some((node, node.certificate()?)))
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
pub(in crate::ffi) fn parse_list<'a>(
    head: &mut mbedtls_x509_crt,
    certificates: impl IntoIterator<Item = &'a Certificate>,
) {
    let mut last: *mut mbedtls_x509_crt = head;
    for (index, certificate) in certificates.into_iter().enumerate() {
        // SAFETY: `last` is the head, or the box made in the round before; both are alive and ours alone.
        let node = unsafe { &mut *last };
        if index == 0 {
            node.set(certificate.clone());
            continue;
        }
        let mut fresh = Box::new(mbedtls_x509_crt::empty());
        fresh.set(certificate.clone());
        node.next = Box::into_raw(fresh);
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
        parse_list(&mut head, &certificates);
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
