//! Words that many numbers share: those of curves, and the third coordinate of points. Numbers that point at them are
//! told from others by the address, so that nobody changes or frees them.

use super::types::mbedtls_mpi_uint;
use crate::crypto::{EcCurve, EcDomain};

const SIZE: usize = size_of::<mbedtls_mpi_uint>();
const P256_WORDS: usize = 32usize.div_ceil(SIZE);
const P384_WORDS: usize = 48usize.div_ceil(SIZE);
const P521_WORDS: usize = 66usize.div_ceil(SIZE);

/// All of them, so that one comparison tells whether an address is among them.
pub(in crate::ffi) struct Constants {
    one: [mbedtls_mpi_uint; 1],
    p256: Domain<P256_WORDS>,
    p384: Domain<P384_WORDS>,
    p521: Domain<P521_WORDS>,
}

struct Domain<const N: usize> {
    p: [mbedtls_mpi_uint; N],
    b: [mbedtls_mpi_uint; N],
    gx: [mbedtls_mpi_uint; N],
    gy: [mbedtls_mpi_uint; N],
    n: [mbedtls_mpi_uint; N],
}

/// The numbers of a curve, as words.
pub(in crate::ffi) struct DomainWords {
    pub(in crate::ffi) p: &'static [mbedtls_mpi_uint],
    pub(in crate::ffi) b: &'static [mbedtls_mpi_uint],
    pub(in crate::ffi) gx: &'static [mbedtls_mpi_uint],
    pub(in crate::ffi) gy: &'static [mbedtls_mpi_uint],
    pub(in crate::ffi) n: &'static [mbedtls_mpi_uint],
}

pub(in crate::ffi) static CONSTANTS: Constants = Constants {
    one: [1],
    p256: Domain::new(EcCurve::P256.domain()),
    p384: Domain::new(EcCurve::P384.domain()),
    p521: Domain::new(EcCurve::P521.domain()),
};

impl Constants {
    /// The number one.
    pub(in crate::ffi) fn one(&'static self) -> &'static [mbedtls_mpi_uint] {
        &self.one
    }

    /// The numbers of a curve.
    pub(in crate::ffi) fn domain(&'static self, curve: EcCurve) -> DomainWords {
        match curve {
            EcCurve::P256 => self.p256.words(),
            EcCurve::P384 => self.p384.words(),
            EcCurve::P521 => self.p521.words(),
        }
    }

    /// Whether the address is one of words in here.
    pub(super) fn hold(&'static self, words: *const mbedtls_mpi_uint) -> bool {
        let start = std::ptr::from_ref(self) as usize;
        (start..start + size_of::<Self>()).contains(&(words as usize))
    }
}

impl<const N: usize> Domain<N> {
    const fn new(domain: &EcDomain) -> Self {
        Self {
            p: words(domain.p),
            b: words(domain.b),
            gx: words(domain.gx),
            gy: words(domain.gy),
            n: words(domain.n),
        }
    }

    fn words(&'static self) -> DomainWords {
        DomainWords { p: &self.p, b: &self.b, gx: &self.gx, gy: &self.gy, n: &self.n }
    }
}

const fn words<const N: usize>(bytes: &[u8]) -> [mbedtls_mpi_uint; N] {
    let mut words = [0; N];
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes[bytes.len() - 1 - index] as mbedtls_mpi_uint;
        words[index / SIZE] |= byte << (8 * (index % SIZE));
        index += 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Integer;
    use crate::ffi::bignum::mbedtls_mpi;

    #[test]
    fn words_have_the_value_of_the_bytes() {
        for curve in [EcCurve::P256, EcCurve::P384, EcCurve::P521] {
            let (words, bytes) = (CONSTANTS.domain(curve), curve.domain());
            for (words, bytes) in [
                (words.p, bytes.p),
                (words.b, bytes.b),
                (words.gx, bytes.gx),
                (words.gy, bytes.gy),
                (words.n, bytes.n),
            ] {
                assert_eq!(Integer::from_words(false, words), Integer::from_be_bytes(bytes));
                assert!(CONSTANTS.hold(words.as_ptr()));
            }
        }
    }

    #[test]
    fn shared_words_are_neither_changed_nor_freed() {
        let mut number = mbedtls_mpi::shared(CONSTANTS.one());
        number.set(&Integer::from(2)).unwrap();
        assert_eq!((number.words(), CONSTANTS.one()), (&[2][..], &[1][..]));
        number.clear();
        let mut number = mbedtls_mpi::shared(CONSTANTS.one());
        number.words_mut().unwrap()[0] = 3;
        assert_eq!((number.words(), CONSTANTS.one()), (&[3][..], &[1][..]));
        number.clear();
        let mut number = mbedtls_mpi::shared(CONSTANTS.one());
        number.clear();
        assert!(number.private_p.is_null() && !CONSTANTS.hold(number.private_p));
    }
}
