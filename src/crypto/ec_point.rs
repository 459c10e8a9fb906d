use super::{EcCurve, Integer, PublicKey};
use crate::error::CryptoError;
use core::fmt;
use p256::elliptic_curve::ff::PrimeField;
use p256::elliptic_curve::group::{Curve as _, Group as _};
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{self, CurveArithmetic, FieldBytes, FieldBytesSize, Scalar};
use zeroize::Zeroizing;

/// A point of a curve, for protocols that calculate with points. It may be a shared secret, and is treated as one.
#[derive(Clone, PartialEq, Eq)]
pub struct EcPoint {
    curve: EcCurve,
    /// Both coordinates, each as long as the field; `None` for the point at infinity.
    coordinates: Option<Coordinates>,
}

type Coordinates = Zeroizing<Box<[u8]>>;

impl EcPoint {
    /// The point at infinity.
    pub fn infinity(curve: EcCurve) -> Self {
        Self { curve, coordinates: None }
    }

    /// The base point.
    pub fn generator(curve: EcCurve) -> Self {
        let domain = curve.domain();
        Self { curve, coordinates: Some(joined(&[domain.gx, domain.gy])) }
    }

    /// Makes a point of its big-endian coordinates, each as long as the field. Fails with [`CryptoError::BadKey`] if
    /// they are not, or if the point is not on the curve.
    pub fn from_coordinates(curve: EcCurve, x: &[u8], y: &[u8]) -> Result<Self, CryptoError> {
        let length = curve.field_len();
        if x.len() != length || y.len() != length {
            return Err(CryptoError::BadKey);
        }
        PublicKey::from_ec_point(curve, &joined(&[&[4], x, y]))?;
        Ok(Self { curve, coordinates: Some(joined(&[x, y])) })
    }

    /// Both coordinates, each as long as the field; `None` for the point at infinity.
    pub fn coordinates(&self) -> Option<(&[u8], &[u8])> {
        self.coordinates.as_ref().map(|both| both.split_at(self.curve.field_len()))
    }

    /// The point with the other sign.
    pub fn negated(&self) -> Self {
        let Some((x, y)) = self.coordinates() else { return self.clone() };
        let domain = self.curve.domain();
        let y = Integer::from_be_bytes(domain.p).sub(&Integer::from_be_bytes(y));
        let coordinates = joined(&[x, &Zeroizing::new(padded(&y, self.curve.field_len()))]);
        Self { curve: self.curve, coordinates: Some(coordinates) }
    }

    /// `scalar` times the point, in constant time. The scalar is big-endian. Fails with [`CryptoError::BadKey`] if it
    /// is not below the order.
    pub fn multiply(&self, scalar: &[u8]) -> Result<Self, CryptoError> {
        self.multiply_add(scalar, &Self::infinity(self.curve), &[])
    }

    /// `scalar` times the point and `other_scalar` times `other`, in constant time; see [`EcPoint::multiply`]. Fails
    /// with [`CryptoError::BadKey`] if the points are not of one curve, too.
    pub fn multiply_add(
        &self,
        scalar: &[u8],
        other: &Self,
        other_scalar: &[u8],
    ) -> Result<Self, CryptoError> {
        if self.curve != other.curve {
            return Err(CryptoError::BadKey);
        }
        let terms = [(self, scalar), (other, other_scalar)];
        let coordinates = match self.curve {
            EcCurve::P256 => sum::<p256::NistP256>(&terms),
            EcCurve::P384 => sum::<p384::NistP384>(&terms),
            EcCurve::P521 => sum::<p521::NistP521>(&terms),
        };
        coordinates.map(|coordinates| Self { curve: self.curve, coordinates }).ok_or(CryptoError::BadKey)
    }

    /// The second coordinate that belongs to a first one, odd or even (SEC 1 §2.3.4). Of a first coordinate of no point
    /// it is a number that makes no point either. Fails with [`CryptoError::BadKey`] if the first one is not below the
    /// prime.
    pub fn decompress(curve: EcCurve, x: &[u8], odd: bool) -> Result<Box<[u8]>, CryptoError> {
        let domain = curve.domain();
        let (p, x) = (Integer::from_be_bytes(domain.p), Integer::from_be_bytes(x));
        if x >= p {
            return Err(CryptoError::BadKey);
        }
        let square = x.mul(&x).sub(&Integer::from(3)).mul(&x).add(&Integer::from_be_bytes(domain.b));
        // p is 3 modulo 4, so that the root is a power.
        let root = square.pow_mod(&p.add(&Integer::from(1)).shr(2), &p).map_err(|_| CryptoError::BadKey)?;
        let root = if root.is_odd() == odd { root } else { p.sub(&root) };
        Ok(padded(&root, curve.field_len()))
    }
}

impl fmt::Debug for EcPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcPoint({:?})", self.curve)
    }
}

fn joined(parts: &[&[u8]]) -> Coordinates {
    Zeroizing::new(parts.concat().into())
}

fn padded(number: &Integer, length: usize) -> Box<[u8]> {
    let bytes = number.to_be_bytes();
    let mut padded = vec![0; length.saturating_sub(bytes.len())];
    padded.extend_from_slice(&bytes);
    padded.into()
}

/// The sum of points times scalars. `None` for a scalar or point that is none; within, `None` for infinity.
fn sum<C>(terms: &[(&EcPoint, &[u8])]) -> Option<Option<Coordinates>>
where
    C: CurveArithmetic,
    C::AffinePoint: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let mut sum = C::ProjectivePoint::identity();
    for (point, factor) in terms {
        let scalar = read_scalar::<C>(factor)?;
        if let Some(coordinates) = &point.coordinates {
            let encoded = joined(&[&[4], coordinates]);
            let point = elliptic_curve::PublicKey::<C>::from_sec1_bytes(&encoded).ok()?.to_projective();
            sum += point * *scalar;
        }
    }
    if bool::from(sum.is_identity()) {
        return Some(None);
    }
    let encoded = Zeroizing::new(sum.to_affine().to_sec1_point(false).to_bytes());
    Some(encoded.get(1..).map(|coordinates| joined(&[coordinates])))
}

/// A big-endian scalar of any length that is below the order.
fn read_scalar<C: CurveArithmetic>(bytes: &[u8]) -> Option<Zeroizing<Scalar<C>>> {
    let mut padded = Zeroizing::new(FieldBytes::<C>::default());
    let excess = bytes.len().saturating_sub(padded.len());
    let (high, low) = bytes.split_at(excess);
    if high.iter().any(|byte| *byte != 0) {
        return None;
    }
    let start = padded.len() - low.len();
    padded[start..].copy_from_slice(low);
    Option::from(Scalar::<C>::from_repr(*padded)).map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURVES: [EcCurve; 3] = [EcCurve::P256, EcCurve::P384, EcCurve::P521];

    #[test]
    fn the_group_laws_hold() {
        for curve in CURVES {
            let g = EcPoint::generator(curve);
            let (x, y) = g.coordinates().unwrap();
            assert_eq!(EcPoint::from_coordinates(curve, x, y).unwrap(), g);
            let order = curve.domain().n;
            let mut last = order.to_vec();
            *last.last_mut().unwrap() -= 1;
            assert_eq!(g.multiply(&last).unwrap(), g.negated());
            assert_eq!(g.negated().negated(), g);
            assert_eq!(g.multiply_add(&[1], &g, &last).unwrap(), EcPoint::infinity(curve));
            let five = g.multiply_add(&[2], &g, &[3]).unwrap();
            assert_eq!(five, g.multiply(&[0, 5]).unwrap());
            assert_eq!(g.multiply(&[]).unwrap(), EcPoint::infinity(curve));
            assert_eq!(EcPoint::infinity(curve).negated(), EcPoint::infinity(curve));
            assert_eq!(g.multiply(order), Err(CryptoError::BadKey));
            assert_eq!(g.multiply(&[&[1], order].concat()), Err(CryptoError::BadKey));
        }
        let other = EcPoint::generator(EcCurve::P384);
        let mixed = EcPoint::generator(EcCurve::P256).multiply_add(&[1], &other, &[1]);
        assert_eq!(mixed, Err(CryptoError::BadKey));
    }

    #[test]
    fn what_may_be_a_shared_secret_is_not_printed() {
        assert_eq!(format!("{:?}", EcPoint::generator(EcCurve::P256)), "EcPoint(P256)");
    }

    #[test]
    fn coordinates_are_checked_and_found() {
        for curve in CURVES {
            let five = EcPoint::generator(curve).multiply(&[5]).unwrap();
            let (x, y) = five.coordinates().unwrap();
            let odd = y.last().unwrap() & 1 == 1;
            assert_eq!(&*EcPoint::decompress(curve, x, odd).unwrap(), y);
            let negated = five.negated();
            assert_eq!(&*EcPoint::decompress(curve, x, !odd).unwrap(), negated.coordinates().unwrap().1);
            let mut wrong = y.to_vec();
            wrong[3] ^= 1;
            assert_eq!(EcPoint::from_coordinates(curve, x, &wrong), Err(CryptoError::BadKey));
            assert_eq!(EcPoint::from_coordinates(curve, &x[1..], y), Err(CryptoError::BadKey));
            assert_eq!(EcPoint::from_coordinates(curve, curve.domain().p, y), Err(CryptoError::BadKey));
            assert_eq!(EcPoint::decompress(curve, curve.domain().p, odd), Err(CryptoError::BadKey));
        }
        // 1 is no first coordinate of P-256's points.
        let mut x = [0; 32];
        x[31] = 1;
        let y = EcPoint::decompress(EcCurve::P256, &x, false).unwrap();
        assert_eq!(EcPoint::from_coordinates(EcCurve::P256, &x, &y), Err(CryptoError::BadKey));
    }
}
