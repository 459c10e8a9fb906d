use super::Integer;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd, Resize};

/// A short Weierstrass curve that no backend computes on: points and scalars can be checked, nothing
/// else. Points are public, so nothing takes care of timing with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointCurve {
    prime: &'static str,
    a: &'static str,
    b: &'static str,
    order: &'static str,
}

impl PointCurve {
    /// secp192r1 (SEC 2 v1 §2.5.2)
    pub const SECP192R1: Self = Self {
        prime: "fffffffffffffffffffffffffffffffeffffffffffffffff",
        a: "fffffffffffffffffffffffffffffffefffffffffffffffc",
        b: "64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1",
        order: "ffffffffffffffffffffffff99def836146bc9b1b4d22831",
    };
    /// secp224r1 (SEC 2 §2.3.2)
    pub const SECP224R1: Self = Self {
        prime: "ffffffffffffffffffffffffffffffff000000000000000000000001",
        a: "fffffffffffffffffffffffffffffffefffffffffffffffffffffffe",
        b: "b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4",
        order: "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
    };
    /// secp192k1 (SEC 2 §2.2.1)
    pub const SECP192K1: Self = Self {
        prime: "fffffffffffffffffffffffffffffffffffffffeffffee37",
        a: "00",
        b: "03",
        order: "fffffffffffffffffffffffe26f2fc170f69466a74defd8d",
    };
    /// secp224k1 (SEC 2 §2.3.1)
    pub const SECP224K1: Self = Self {
        prime: "fffffffffffffffffffffffffffffffffffffffffffffffeffffe56d",
        a: "00",
        b: "05",
        order: "010000000000000000000000000001dce8d2ec6184caf0a971769fb1f7",
    };
    /// secp256k1 (SEC 2 §2.4.1)
    pub const SECP256K1: Self = Self {
        prime: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
        a: "00",
        b: "07",
        order: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    };
    /// brainpoolP256r1 (RFC 5639 §3.4)
    pub const BRAINPOOL_P256R1: Self = Self {
        prime: "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
        a: "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
        b: "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
        order: "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
    };
    /// brainpoolP384r1 (RFC 5639 §3.6)
    pub const BRAINPOOL_P384R1: Self = Self {
        prime: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53",
        a: "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826",
        b: "04a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11",
        order: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565",
    };
    /// brainpoolP512r1 (RFC 5639 §3.7)
    pub const BRAINPOOL_P512R1: Self = Self {
        prime: "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e6\
                2881ff2f2d82c68528aa6056583a48f3",
        a: "7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b5\
            7f1117a72bf2c7b9e7c1ac4d77fc94ca",
        b: "3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67\
            984050b75ebae5dd2809bd638016f723",
        order: "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac1047\
            1db1d381085ddaddb58796829ca90069",
    };

    /// Whether a big-endian number is a private key: from 1 to below the order of the base point.
    pub fn has_scalar(&self, scalar: &[u8]) -> bool {
        let Ok(order) = Integer::from_text(self.order.as_bytes(), 16) else { return false };
        let scalar = Integer::from_be_bytes(scalar);
        !scalar.is_zero() && scalar < order
    }

    /// Whether a point in uncompressed or compressed form (SEC 1 §2.3.3) is one of the curve. The point at infinity
    /// is not.
    pub fn holds(&self, point: &[u8]) -> bool {
        let Some(field) = Field::of(self.prime) else { return false };
        let length = self.prime.len() / 2;
        let (x, y) = match point {
            [4, coordinates @ ..] if coordinates.len() == 2 * length => {
                let (x, y) = coordinates.split_at(length);
                (x, Some(y))
            }
            [2 | 3, x @ ..] if x.len() == length => (x, None),
            _ => return false,
        };
        let (Some(a), Some(b)) = (field.constant(self.a), field.constant(self.b)) else { return false };
        let Some(x) = field.coordinate(x) else { return false };
        let y_squared = x.square().add(&a).mul(&x).add(&b);
        match y {
            Some(y) => field.coordinate(y).is_some_and(|y| y.square() == y_squared),
            None => field.has_root(&y_squared),
        }
    }
}

/// The integers modulo a prime.
struct Field(BoxedMontyParams);

impl Field {
    fn of(prime: &str) -> Option<Self> {
        let prime = BoxedUint::from_str_radix_vartime(prime, 16).ok()?;
        Some(Self(BoxedMontyParams::new_vartime(Odd::new(prime).into_option()?)))
    }

    fn constant(&self, hex: &str) -> Option<BoxedMontyForm> {
        self.element(BoxedUint::from_str_radix_vartime(hex, 16).ok()?)
    }

    fn coordinate(&self, bytes: &[u8]) -> Option<BoxedMontyForm> {
        self.element(BoxedUint::from_be_slice_vartime(bytes))
    }

    /// The number, if it is below the prime.
    fn element(&self, number: BoxedUint) -> Option<BoxedMontyForm> {
        let number = number.try_resize(self.0.bits_precision())?;
        (number < *self.0.modulus().as_ref()).then(|| BoxedMontyForm::new(number, &self.0))
    }

    /// Euler's criterion. Zero does not count: a curve of prime order has no point there.
    fn has_root(&self, number: &BoxedMontyForm) -> bool {
        let half = self.0.modulus().as_ref().shr(1);
        number.pow(&half) == BoxedMontyForm::one(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Curves with their generators.
    const GENERATORS: [(PointCurve, &str); 8] = [
        (
            PointCurve::SECP192R1,
            "188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012\
             07192b95ffc8da78631011ed6b24cdd573f977a11e794811",
        ),
        (
            PointCurve::SECP224R1,
            "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21\
             bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34",
        ),
        (
            PointCurve::SECP192K1,
            "db4ff10ec057e9ae26b07d0280b7f4341da5d1b1eae06c7d\
             9b2f2f6d9c5628a7844163d015be86344082aa88d95e2f9d",
        ),
        (
            PointCurve::SECP224K1,
            "a1455b334df099df30fc28a169a467e9e47075a90f7e650eb6b7a45c\
             7e089fed7fba344282cafbd6f7e319f7c0b0bd59e2ca4bdb556d61a5",
        ),
        (
            PointCurve::SECP256K1,
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\
             483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
        ),
        (
            PointCurve::BRAINPOOL_P256R1,
            "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262\
             547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
        ),
        (
            PointCurve::BRAINPOOL_P384R1,
            "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e\
             8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315",
        ),
        (
            PointCurve::BRAINPOOL_P512R1,
            "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f\
             7c6d5047406a5e688b352209bcb9f8227dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111\
             b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892",
        ),
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn generators_lie_on_their_curves_and_nothing_near_them_does() {
        for (at, (curve, generator)) in GENERATORS.iter().enumerate() {
            let coordinates = bytes(generator);
            let length = coordinates.len() / 2;
            let point = [&[4], &coordinates[..]].concat();
            assert!(curve.holds(&point), "{at}");
            for bit in 0..8 * coordinates.len() {
                let mut touched = point.clone();
                touched[1 + bit / 8] ^= 1 << (bit % 8);
                assert!(!curve.holds(&touched), "{at}, bit {bit}");
            }
            for (other, _) in GENERATORS.iter().filter(|(other, _)| other != curve) {
                assert!(!other.holds(&point));
            }
            for bad in [&[][..], &[0], &point[1..], &point[..2 * length], &[&[6], &coordinates[..]].concat()]
            {
                assert!(!curve.holds(bad));
            }
        }
    }

    #[test]
    fn scalars_are_below_the_order() {
        for (curve, _) in GENERATORS {
            let order = bytes(curve.order);
            // Hasse: the orders are as long as the primes, but for the bits that the root of the prime has.
            let half = curve.prime.len() / 2 - 1;
            let digits = curve.order.trim_start_matches('0').trim_start_matches('1');
            assert!(curve.order.starts_with(&curve.prime[..half]) || digits.starts_with('0'));
            let mut last = order.clone();
            *last.last_mut().unwrap() -= 1;
            assert!(curve.has_scalar(&last) && curve.has_scalar(&[0, 1]));
            assert!(!curve.has_scalar(&order) && !curve.has_scalar(&[0]) && !curve.has_scalar(&[]));
            assert!(!curve.has_scalar(&[&[1], &order[..]].concat()));
        }
    }

    #[test]
    fn coordinates_are_below_the_prime() {
        for (curve, generator) in GENERATORS {
            let prime = bytes(curve.prime);
            let coordinates = bytes(generator);
            let y = &coordinates[prime.len()..];
            for x in [&prime, &vec![0xff; prime.len()]] {
                assert!(!curve.holds(&[&[4], &x[..], y].concat()));
                assert!(!curve.holds(&[&[2], &x[..]].concat()));
            }
            // The generator again, its x greater by the prime, wherever that still fits.
            let sum = |a: &[u8], b: &[u8]| {
                let mut carry = 0;
                let mut sum: Vec<u8> = a
                    .iter()
                    .zip(b)
                    .rev()
                    .map(|(a, b)| {
                        carry += u16::from(*a) + u16::from(*b);
                        let byte = carry as u8;
                        carry >>= 8;
                        byte
                    })
                    .collect();
                sum.reverse();
                (carry == 0).then_some(sum)
            };
            if let Some(x) = sum(&coordinates[..prime.len()], &prime) {
                assert!(!curve.holds(&[&[4], &x[..], y].concat()));
            }
        }
    }

    #[test]
    fn about_half_of_all_abscissas_belong_to_a_point() {
        for (curve, generator) in GENERATORS {
            let coordinates = bytes(generator);
            let x = &coordinates[..coordinates.len() / 2];
            assert!(curve.holds(&[&[2], x].concat()) && curve.holds(&[&[3], x].concat()));
            let mut x = x.to_vec();
            let found = (0..=255).filter(|low| {
                *x.last_mut().unwrap() = *low;
                curve.holds(&[&[2], &x[..]].concat())
            });
            // The chance of fewer or more is below 10⁻⁹.
            assert!((78..178).contains(&found.count()));
        }
    }
}
