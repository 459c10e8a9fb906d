use crate::crypto::{EcCurve, PointCurve, PublicKey};
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::algorithm::Curve;
use crate::pki::der::{Reader, tag};
use crate::pki::oid;

/// The curve that the parameters of an elliptic curve key name (RFC 5480 §2.1.1).
///
/// Curves spelled out in full are walked through for the same errors as Mbed TLS gives and then refused, as no
/// protocol here may use them (RFC 5480 §2.1.1, RFC 8422 §5.4).
pub(super) fn curve_of(parameters_tag: u8, parameters: &Reader<'_>) -> Result<Curve, ParseError> {
    if parameters_tag == tag::OID {
        return oid::curve(parameters.rest()).ok_or(ParsePart::UnknownCurve.refused());
    }
    specified_curve(parameters.clone())
}

/// Checks an encoded point as far as its curve is carried here, and makes a key of it if something can use that.
pub(super) fn check_point(curve: Curve, point: &[u8]) -> Result<Option<PublicKey>, ParseError> {
    let length = curve.coordinate_length();
    if matches!(curve, Curve::X25519 | Curve::X448) {
        let zero = point.iter().all(|octet| *octet == 0);
        return match point.len() {
            found if found != length => Err(ParsePart::PointFormat.refused()),
            _ if zero => Err(ParsePart::Point.refused()),
            _ => Ok(None),
        };
    }
    match point {
        [0] => return Err(ParsePart::Point.refused()),
        [4, coordinates @ ..] if coordinates.len() == 2 * length => {}
        [2 | 3, x @ ..] if x.len() == length => {
            // The square root is a single power only where the field's prime is 3 modulo 4.
            if matches!(curve, Curve::SECP224R1 | Curve::SECP224K1) {
                return Err(ParsePart::PointUnavailable.refused());
            }
            // Mbed TLS squares before it compares, and no square of more than twice the bits of the prime.
            if curve == Curve::SECP521R1 && x.first().is_some_and(|first| *first > 1) {
                return Err(ParsePart::PointFormat.refused());
            }
        }
        _ => return Err(ParsePart::PointFormat.refused()),
    }
    let key = match carried(curve) {
        Some(curve) => PublicKey::from_ec_point(curve, point).ok().map(Some),
        None => known(curve).is_some_and(|curve| curve.holds(point)).then_some(None),
    };
    key.ok_or(ParsePart::Point.refused())
}

/// The curve as the crypto room knows it.
pub(super) fn carried(curve: Curve) -> Option<EcCurve> {
    match curve {
        Curve::SECP256R1 => Some(EcCurve::P256),
        Curve::SECP384R1 => Some(EcCurve::P384),
        Curve::SECP521R1 => Some(EcCurve::P521),
        _ => None,
    }
}

/// The curve of the crypto room by its name in keys.
pub(super) fn curve_named(curve: EcCurve) -> Option<Curve> {
    oid::named_curves().find(|named| carried(*named) == Some(curve))
}

/// The curve as the crypto room checks points on it.
pub(super) fn known(curve: Curve) -> Option<PointCurve> {
    Some(match curve {
        Curve::SECP192R1 => PointCurve::SECP192R1,
        Curve::SECP224R1 => PointCurve::SECP224R1,
        Curve::SECP192K1 => PointCurve::SECP192K1,
        Curve::SECP224K1 => PointCurve::SECP224K1,
        Curve::SECP256K1 => PointCurve::SECP256K1,
        Curve::BRAINPOOL_P256R1 => PointCurve::BRAINPOOL_P256R1,
        Curve::BRAINPOOL_P384R1 => PointCurve::BRAINPOOL_P384R1,
        Curve::BRAINPOOL_P512R1 => PointCurve::BRAINPOOL_P512R1,
        _ => return None,
    })
}

/// SpecifiedECDomain (SEC 1 appendix C.2), for its errors.
fn specified_curve(mut domain: Reader<'_>) -> Result<Curve, ParseError> {
    const PART: ParsePart = ParsePart::KeyFormat;
    let version = domain.integer().within(PART)?;
    if !(1..=3).contains(&version) {
        return Err(PART.refused());
    }
    let mut field = domain.sequence().within(ParsePart::Encoding)?;
    if field.oid().within(ParsePart::Encoding)?.rest() != oid::PRIME_FIELD {
        return Err(ParsePart::KeyUnavailable.refused());
    }
    field.element(tag::INTEGER).within(PART)?;
    field.finish().within(PART)?;
    let mut curve = domain.sequence().within(ParsePart::Encoding)?;
    curve.element(tag::OCTET_STRING).within(PART)?;
    curve.element(tag::OCTET_STRING).within(PART)?;
    if !curve.is_empty() && curve.optional(tag::BIT_STRING).ok().flatten().is_none() {
        return Err(PART.encoded(Asn1Error::LengthMismatch));
    }
    curve.finish().within(PART)?;
    let generator = domain.element(tag::OCTET_STRING).within(PART)?;
    if !matches!(generator.rest(), [2 | 3, ..]) {
        return Err(PART.refused());
    }
    domain.element(tag::INTEGER).within(PART)?;
    Err(ParsePart::PointUnavailable.refused())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_have_few_forms() {
        let check = |curve, point: &[u8]| check_point(curve, point).map(|key| key.is_some());
        assert_eq!(check(Curve::SECP256R1, &[]), Err(ParsePart::PointFormat.refused()));
        assert_eq!(check(Curve::SECP256R1, &[0]), Err(ParsePart::Point.refused()));
        assert_eq!(check(Curve::SECP256R1, &[0, 0]), Err(ParsePart::PointFormat.refused()));
        assert_eq!(check(Curve::SECP256R1, &[4; 65]), Err(ParsePart::Point.refused()));
        assert_eq!(check(Curve::SECP224R1, &[2; 29]), Err(ParsePart::PointUnavailable.refused()));
        assert_eq!(check(Curve::SECP521R1, &[4; 133]), Err(ParsePart::Point.refused()));
        assert_eq!(check(Curve::SECP521R1, &[2; 67]), Err(ParsePart::PointFormat.refused()));
        assert_eq!(check(Curve::SECP256K1, &[4; 65]), Err(ParsePart::Point.refused()));
        assert_eq!(check(Curve::X25519, &[9; 32]), Ok(false));
        assert_eq!(check(Curve::X25519, &[0; 32]), Err(ParsePart::Point.refused()));
        assert_eq!(check(Curve::X25519, &[9; 31]), Err(ParsePart::PointFormat.refused()));
    }

    #[test]
    fn curves_are_named() {
        let secp256r1 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
        assert_eq!(curve_of(tag::OID, &Reader::new(&secp256r1)), Ok(Curve::SECP256R1));
        assert_eq!(curve_of(tag::OID, &Reader::new(&[])), Err(ParsePart::UnknownCurve.refused()));
        assert_eq!(
            curve_of(tag::NULL, &Reader::new(&[])),
            Err(ParsePart::KeyFormat.encoded(Asn1Error::OutOfData))
        );
        assert_eq!(curve_of(tag::SEQUENCE, &Reader::new(&[2, 1, 4])), Err(ParsePart::KeyFormat.refused()));
        assert_eq!(
            curve_of(tag::SEQUENCE, &Reader::new(&[2, 1, 1])),
            Err(ParsePart::Encoding.encoded(Asn1Error::OutOfData))
        );
        let other_field = [2, 1, 1, 0x30, 2, 6, 0];
        assert_eq!(
            curve_of(tag::SEQUENCE, &Reader::new(&other_field)),
            Err(ParsePart::KeyUnavailable.refused())
        );
    }
}
