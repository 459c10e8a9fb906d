use super::attributes::{Attributes, key_type};
use super::{PsaError, Usage};
use crate::crypto::{EcCurve, KeyKind, PrivateKey, PublicKey, Secret};
use crate::pki::der::{Reader, tag};
use crate::pki::key::{parse_rsa_private_key, parse_rsa_public_key, public_key};
use core::fmt;
use std::sync::{Arc, OnceLock};

/// The longest RSA modulus that the API takes, PSA_VENDOR_RSA_MAX_KEY_BITS.
pub(super) const MAX_RSA_BITS: usize = 4096;

/// A key of the store.
#[derive(Debug)]
pub struct StoredKey {
    /// What is known of it, with the size in bits filled in.
    pub attributes: Attributes,
    /// The key.
    pub material: Material,
    /// The key as handshakes and certificates take it, made when it is first asked for.
    signer: OnceLock<Option<Arc<PrivateKey>>>,
}

/// What a key consists of.
pub enum Material {
    /// Bytes: raw data, passwords, symmetric keys.
    Bytes(Secret),
    /// A private key, and what exporting it yields: a scalar as long as the field, or an RSAPrivateKey.
    Private(PrivateKey, Secret),
    /// A public key.
    Public(PublicKey),
}

impl fmt::Debug for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => bytes.fmt(f),
            Self::Private(key, _) => key.fmt(f),
            Self::Public(key) => key.fmt(f),
        }
    }
}

impl Material {
    /// Reads a key in the format of the API, with its size in bits.
    pub fn parse(attributes: &Attributes, data: &[u8]) -> Result<(Self, u16), PsaError> {
        let wanted = attributes.key_type;
        let (material, bits) = match wanted {
            key_type::RSA_PAIR => rsa_pair(data)?,
            key_type::RSA_PUBLIC => rsa_public(data)?,
            _ if key_type::is_ec(wanted) => on_curve(attributes, data)?,
            _ => {
                let bits = data.len().checked_mul(8).ok_or(PsaError::NotSupported)?;
                let bits = u16::try_from(bits).map_err(|_| PsaError::NotSupported)?;
                check_symmetric(wanted, bits)?;
                (Self::Bytes(Secret::from(data)), bits)
            }
        };
        if attributes.bits != 0 && attributes.bits != bits {
            return Err(PsaError::InvalidArgument);
        }
        Ok((material, bits))
    }
}

impl StoredKey {
    /// A key for the store.
    pub fn new(attributes: Attributes, material: Material) -> Self {
        Self { attributes, material, signer: OnceLock::new() }
    }

    /// The private key, limited to the ways to sign that the policy allows; `None` if there are none.
    pub fn signer(&self) -> Option<Arc<PrivateKey>> {
        let make = || {
            self.attributes.allow(Usage::SIGN_HASH).ok()?;
            let algorithms = self.attributes.signature_algorithms();
            (!algorithms.is_empty()).then(|| Some(Arc::new(self.private().ok()?.limited_to(algorithms))))?
        };
        self.signer.get_or_init(make).clone()
    }

    /// The key in the format of the API, if the policy allows that. Public keys may always leave.
    pub fn export(&self) -> Result<Secret, PsaError> {
        match &self.material {
            Material::Public(key) => Ok(Secret::new(public_key(key))),
            Material::Bytes(bytes) | Material::Private(_, bytes) => {
                self.attributes.allow(Usage::EXPORT)?;
                Ok(bytes.clone())
            }
        }
    }

    /// The public half in the format of the API: a point, uncompressed, or an RSAPublicKey.
    pub fn export_public(&self) -> Result<Vec<u8>, PsaError> {
        Ok(public_key(&self.public()?))
    }

    /// The public key, or the public half.
    pub fn public(&self) -> Result<PublicKey, PsaError> {
        match &self.material {
            Material::Bytes(_) => Err(PsaError::InvalidArgument),
            Material::Private(key, _) => Ok(key.public_key()),
            Material::Public(key) => Ok(key.clone()),
        }
    }

    /// The private key, if this is one.
    pub fn private(&self) -> Result<&PrivateKey, PsaError> {
        match &self.material {
            Material::Private(key, _) => Ok(key),
            Material::Bytes(_) | Material::Public(_) => Err(PsaError::InvalidArgument),
        }
    }
}

/// Refuses sizes that keys of a symmetric type cannot have, and types that are not known.
pub(super) fn check_symmetric(wanted: u16, bits: u16) -> Result<(), PsaError> {
    let fits = match wanted {
        key_type::RAW_DATA
        | key_type::HMAC
        | key_type::DERIVE
        | key_type::PASSWORD
        | key_type::PASSWORD_HASH => bits.is_multiple_of(8),
        key_type::AES => matches!(bits, 128 | 192 | 256),
        key_type::CHACHA20 => bits == 256,
        _ => return Err(PsaError::NotSupported),
    };
    if fits { Ok(()) } else { Err(PsaError::InvalidArgument) }
}

/// The curve of a family and a size.
pub(super) fn curve(family: u16, bits: u16) -> Option<EcCurve> {
    let curves = EcCurve::ALL.iter().copied();
    curves.filter(|_| family == key_type::SECP_R1).find(|curve| curve.bits() == usize::from(bits))
}

/// Whether Mbed TLS knows the family, whatever is offered here.
fn is_known_family(family: u16) -> bool {
    const SECP_K1: u16 = 0x17;
    const BRAINPOOL_P_R1: u16 = 0x30;
    const MONTGOMERY: u16 = 0x41;
    matches!(family, key_type::SECP_R1 | SECP_K1 | BRAINPOOL_P_R1 | MONTGOMERY)
}

fn on_curve(attributes: &Attributes, data: &[u8]) -> Result<(Material, u16), PsaError> {
    let is_pair = key_type::is_pair(attributes.key_type);
    let family = key_type::family(attributes.key_type);
    if !is_known_family(family) {
        return Err(PsaError::InvalidArgument);
    }
    if family != key_type::SECP_R1 {
        return Err(PsaError::NotSupported);
    }
    let length = |curve: EcCurve| if is_pair { curve.field_len() } else { curve.point_len() };
    let curve = match attributes.bits {
        0 => EcCurve::ALL.iter().copied().find(|&curve| length(curve) == data.len()),
        bits => curve(family, bits),
    };
    let curve = curve.filter(|&curve| length(curve) == data.len()).ok_or_else(|| refused(is_pair, data))?;
    let bits = curve.bits() as u16;
    if is_pair {
        let key = PrivateKey::from_ec_scalar(curve, data, None)?;
        return Ok((Material::Private(key, Secret::from(data)), bits));
    }
    if data.first() != Some(&4) {
        return Err(PsaError::InvalidArgument);
    }
    Ok((Material::Public(PublicKey::from_ec_point(curve, data)?), bits))
}

/// A scalar or a point of secp192r1 or secp224r1, which Mbed TLS has, is not supported; other lengths are wrong.
fn refused(is_pair: bool, data: &[u8]) -> PsaError {
    match data.len() {
        24 | 28 if is_pair => PsaError::NotSupported,
        49 | 57 if !is_pair => PsaError::NotSupported,
        _ => PsaError::InvalidArgument,
    }
}

/// An RSAPrivateKey (RFC 8017 appendix A.1.2), which may be within a PrivateKeyInfo (RFC 5208 section 5). If its numbers
/// contradict each other it is taken, and signs nothing.
fn rsa_pair(data: &[u8]) -> Result<(Material, u16), PsaError> {
    let inner = within_pkcs8(data).unwrap_or(data);
    let numbers = parse_rsa_private_key(inner).map_err(|_| PsaError::InvalidArgument)?;
    let key = match numbers.signer() {
        Some(key) => key,
        None if numbers.fit() => return Err(PsaError::NotSupported),
        None => PrivateKey::unfit(PublicKey::from_rsa_components(&numbers.n, &numbers.e)?),
    };
    let bits = rsa_bits(key.kind())?;
    Ok((Material::Private(key, Secret::from(inner)), bits))
}

fn rsa_public(data: &[u8]) -> Result<(Material, u16), PsaError> {
    let parsed = parse_rsa_public_key(data).map_err(|_| PsaError::InvalidArgument)?;
    let key = parsed.key.ok_or(PsaError::NotSupported)?;
    let bits = rsa_bits(key.kind())?;
    Ok((Material::Public(key), bits))
}

/// The size of an RSA key; whole bytes, and not longer than the API takes.
fn rsa_bits(kind: KeyKind) -> Result<u16, PsaError> {
    match kind {
        KeyKind::Rsa { bits } if bits <= MAX_RSA_BITS && bits.is_multiple_of(8) => Ok(bits as u16),
        _ => Err(PsaError::NotSupported),
    }
}

fn within_pkcs8(data: &[u8]) -> Option<&[u8]> {
    let mut outer = Reader::new(data);
    let mut info = outer.sequence().ok()?;
    outer.finish().ok()?;
    (info.integer().ok()? == 0).then_some(())?;
    info.sequence().ok()?;
    Some(info.element(tag::OCTET_STRING).ok()?.rest())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(key_type: u16, bits: u16, data: &[u8]) -> Result<(Material, u16), PsaError> {
        let attributes =
            Attributes { key_type, bits, lifetime: 0, usage: 0, algorithm: 0, second_algorithm: 0, id: 0 };
        Material::parse(&attributes, data)
    }

    #[test]
    fn lengths_tell_the_curve() {
        for curve in EcCurve::ALL {
            let mut scalar = vec![0; curve.field_len()];
            scalar[curve.field_len() - 1] = 5;
            let (material, bits) = parse(0x7112, 0, &scalar).unwrap();
            assert_eq!(usize::from(bits), curve.bits());
            let Material::Private(key, exported) = material else { panic!("{curve:?}") };
            assert_eq!(exported.as_bytes(), scalar);
            let point = public_key(&key.public_key());
            assert_eq!(parse(0x4112, 0, &point).map(|(_, bits)| bits), Ok(bits));
            assert_eq!(parse(0x4112, 255, &point).err(), Some(PsaError::InvalidArgument));
        }
        assert_eq!(parse(0x7112, 192, &[1; 24]).err(), Some(PsaError::NotSupported));
        assert_eq!(parse(0x7177, 256, &[1; 32]).err(), Some(PsaError::InvalidArgument));
        assert_eq!(parse(0x7117, 256, &[1; 32]).err(), Some(PsaError::NotSupported));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let (material, _) = parse(key_type::RAW_DATA, 0, &[0xab; 4]).unwrap();
        assert_eq!(format!("{material:?}"), "Secret(4 bytes)");
    }
}
