use super::curves::{curve_of, id_of};
use super::{BAD_INPUT, INVALID_KEY, UNAVAILABLE};
use crate::crypto::{EcCurve, EcPoint};
use crate::ffi::bignum::{CONSTANTS, mbedtls_mpi};
use crate::ffi::enums::EcpGroupId;
use crate::ffi::status::Status;
use crate::pki::algorithm::Curve;
use std::ffi::{c_uint, c_void};
use std::mem::{offset_of, replace};
use std::ptr::null_mut;
use zeroize::Zeroizing;

/// A point: (X, Y) if Z is 1, the point at infinity if Z is 0.
#[repr(C)]
pub struct mbedtls_ecp_point {
    /// The first coordinate.
    pub private_X: mbedtls_mpi,
    /// The second coordinate.
    pub private_Y: mbedtls_mpi,
    /// 1, or 0 for the point at infinity. Other values are not understood.
    pub private_Z: mbedtls_mpi,
}

/// A curve y² = x³ + Ax + B over the integers modulo P, with a base point G of order N. The numbers belong to the
/// library: programs only read them.
#[repr(C)]
pub struct mbedtls_ecp_group {
    /// The curve.
    pub id: EcpGroupId,
    /// The prime.
    pub P: mbedtls_mpi,
    /// The coefficient A. Without words it stands for P - 3, which it is on all curves offered.
    pub A: mbedtls_mpi,
    /// The coefficient B.
    pub B: mbedtls_mpi,
    /// The base point.
    pub G: mbedtls_ecp_point,
    /// The order of the base point.
    pub N: mbedtls_mpi,
    /// The length of P in bits.
    pub pbits: usize,
    /// The length of N in bits.
    pub nbits: usize,
    /// 1 if the numbers are constant.
    pub private_h: c_uint,
    /// Not used.
    pub private_modp: *mut c_void,
    /// Not used.
    pub private_t_pre: *mut c_void,
    /// Not used.
    pub private_t_post: *mut c_void,
    /// Not used.
    pub private_t_data: *mut c_void,
    /// Not used.
    pub private_T: *mut mbedtls_ecp_point,
    /// Not used.
    pub private_T_size: usize,
}

/// A private and a public key on a curve, or one of them.
#[repr(C)]
pub struct mbedtls_ecp_keypair {
    /// The curve.
    pub private_grp: mbedtls_ecp_group,
    /// The private key: a number from 1 to N - 1; 0 if there is none.
    pub private_d: mbedtls_mpi,
    /// The public key: d times the base point. Z is 0 if there is none.
    pub private_Q: mbedtls_ecp_point,
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    assert!(size_of::<mbedtls_ecp_point>() == 48);
    assert!(size_of::<mbedtls_ecp_group>() == 192);
    assert!(offset_of!(mbedtls_ecp_group, N) == 104);
    assert!(offset_of!(mbedtls_ecp_group, private_h) == 136);
    assert!(size_of::<mbedtls_ecp_keypair>() == 256);
    assert!(offset_of!(mbedtls_ecp_keypair, private_d) == 192);
    assert!(offset_of!(mbedtls_ecp_keypair, private_Q) == 208);
};

impl mbedtls_ecp_point {
    pub(in crate::ffi) const EMPTY: Self =
        Self { private_X: mbedtls_mpi::EMPTY, private_Y: mbedtls_mpi::EMPTY, private_Z: mbedtls_mpi::EMPTY };

    /// Whether it is the point at infinity, as which also a point counts that was never set.
    pub(in crate::ffi) fn is_zero(&self) -> bool {
        self.private_Z.is_zero()
    }

    /// Both coordinates, as they are; `None` if they do not fit, or for the point at infinity.
    pub(in crate::ffi) fn encoded(&self, curve: EcCurve) -> Option<Vec<u8>> {
        let positive = self.private_X.private_s >= 0 && self.private_Y.private_s >= 0;
        let normalized = self.private_Z.private_s >= 0 && self.private_Z.integer().bits() == 1;
        let mut point = vec![0; curve.point_len()];
        let (first, coordinates) = point.split_first_mut()?;
        *first = 4;
        let (x, y) = coordinates.split_at_mut_checked(curve.field_len())?;
        self.private_X.write_be(x)?;
        self.private_Y.write_be(y)?;
        (positive && normalized).then_some(point)
    }

    /// The point, if it is one of the curve.
    pub(super) fn point(&self, curve: EcCurve) -> Result<EcPoint, Status> {
        let encoded = self.encoded(curve).ok_or(INVALID_KEY)?;
        let (x, y) = encoded[1..].split_at(curve.field_len());
        EcPoint::from_coordinates(curve, x, y).map_err(|_| INVALID_KEY)
    }

    /// Takes a point over.
    pub(super) fn set(&mut self, point: &EcPoint) -> Result<(), Status> {
        match point.coordinates() {
            Some((x, y)) => self.set_coordinates(x, y),
            None => self.set_zero(),
        }
    }

    /// Takes coordinates over, whether or not they are those of a point.
    pub(in crate::ffi) fn set_coordinates(&mut self, x: &[u8], y: &[u8]) -> Result<(), Status> {
        self.private_X.set_bytes(x)?;
        self.private_Y.set_bytes(y)?;
        self.set_normalized();
        Ok(())
    }

    /// Takes an uncompressed point over.
    pub(in crate::ffi) fn set_encoded(&mut self, point: &[u8]) -> Result<(), Status> {
        let (_, coordinates) = point.split_first().ok_or(BAD_INPUT)?;
        let (x, y) = coordinates.split_at(coordinates.len() / 2);
        self.set_coordinates(x, y)
    }

    /// Makes Z 1.
    pub(super) fn set_normalized(&mut self) {
        self.private_Z.clear();
        self.private_Z = mbedtls_mpi::shared(CONSTANTS.one());
    }

    /// Becomes the point at infinity.
    pub(super) fn set_zero(&mut self) -> Result<(), Status> {
        crate::ffi::bignum::set_small(&mut self.private_X, 1)?;
        crate::ffi::bignum::set_small(&mut self.private_Y, 1)?;
        crate::ffi::bignum::set_small(&mut self.private_Z, 0)
    }

    /// Copies a point.
    pub(in crate::ffi) fn copy(&mut self, from: &Self) -> Result<(), Status> {
        crate::ffi::bignum::copy(&mut self.private_X, &from.private_X)?;
        crate::ffi::bignum::copy(&mut self.private_Y, &from.private_Y)?;
        crate::ffi::bignum::copy(&mut self.private_Z, &from.private_Z)
    }

    pub(in crate::ffi) fn clear(&mut self) {
        self.private_X.clear();
        self.private_Y.clear();
        self.private_Z.clear();
    }
}

impl mbedtls_ecp_group {
    pub(in crate::ffi) const EMPTY: Self = Self {
        id: 0,
        P: mbedtls_mpi::EMPTY,
        A: mbedtls_mpi::EMPTY,
        B: mbedtls_mpi::EMPTY,
        G: mbedtls_ecp_point::EMPTY,
        N: mbedtls_mpi::EMPTY,
        pbits: 0,
        nbits: 0,
        private_h: 0,
        private_modp: null_mut(),
        private_t_pre: null_mut(),
        private_t_post: null_mut(),
        private_t_data: null_mut(),
        private_T: null_mut(),
        private_T_size: 0,
    };

    /// The curve, if the group was loaded.
    pub(in crate::ffi) fn curve(&self) -> Option<EcCurve> {
        curve_of(self.id).filter(|_| !self.N.words().is_empty())
    }

    /// The curve, or what calculations on a group without one return.
    pub(super) fn loaded(&self) -> Result<EcCurve, Status> {
        self.curve().ok_or(BAD_INPUT)
    }

    /// Becomes the group of a curve. The numbers are shared, so that this costs next to nothing.
    pub(in crate::ffi) fn load(&mut self, curve: EcCurve) {
        let words = CONSTANTS.domain(curve);
        self.clear();
        *self = Self {
            id: id_of(curve),
            P: mbedtls_mpi::shared(words.p),
            B: mbedtls_mpi::shared(words.b),
            G: mbedtls_ecp_point {
                private_X: mbedtls_mpi::shared(words.gx),
                private_Y: mbedtls_mpi::shared(words.gy),
                private_Z: mbedtls_mpi::shared(CONSTANTS.one()),
            },
            N: mbedtls_mpi::shared(words.n),
            pbits: curve.bits(),
            // The orders of these curves are as long as their primes.
            nbits: curve.bits(),
            private_h: 1,
            ..Self::EMPTY
        };
    }

    /// Names a curve that keys may be on although nothing here calculates on it.
    pub(in crate::ffi) fn name(&mut self, curve: Curve) {
        self.clear();
        self.id = curve.number().into();
        self.pbits = curve.bits();
    }

    /// As [`load`](Self::load), by number.
    pub(super) fn load_id(&mut self, id: EcpGroupId) -> Result<EcCurve, Status> {
        match curve_of(id) {
            Some(curve) => {
                self.load(curve);
                Ok(curve)
            }
            None => {
                self.clear();
                Err(UNAVAILABLE)
            }
        }
    }

    pub(in crate::ffi) fn clear(&mut self) {
        let mut group = replace(self, Self::EMPTY);
        // Nothing happens to the shared ones; but a program may have put in its own.
        for number in [&mut group.P, &mut group.A, &mut group.B, &mut group.N] {
            number.clear();
        }
        group.G.clear();
    }
}

impl mbedtls_ecp_keypair {
    pub(in crate::ffi) const EMPTY: Self = Self {
        private_grp: mbedtls_ecp_group::EMPTY,
        private_d: mbedtls_mpi::EMPTY,
        private_Q: mbedtls_ecp_point::EMPTY,
    };

    /// The private key in bytes as long as the field, if there is one that fits.
    pub(in crate::ffi) fn scalar(&self, curve: EcCurve) -> Option<Zeroizing<Vec<u8>>> {
        let mut scalar = Zeroizing::new(vec![0; curve.field_len()]);
        self.private_d.write_be(&mut scalar)?;
        (self.private_d.private_s >= 0 && !self.private_d.is_zero()).then_some(scalar)
    }

    pub(in crate::ffi) fn clear(&mut self) {
        self.private_grp.clear();
        self.private_d.clear();
        self.private_Q.clear();
    }
}
