use core::cmp::Ordering;
use core::fmt;
use crypto_bigint::{BoxedUint, Gcd, NonZero, Odd, Resize};
use zeroize::{Zeroize, Zeroizing};

/// The unit that [`Integer`]s are made of: a machine word.
pub type Word = crypto_bigint::Word;

/// A signed integer of any length. It is wiped when dropped, as it may be secret; but the arithmetic takes a time that
/// depends on the values, unless said otherwise.
#[derive(Clone)]
pub struct Integer {
    /// False for zero.
    negative: bool,
    magnitude: BoxedUint,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerError {
    /// A division by zero.
    DivisionByZero,
    /// A number is negative that must not be.
    Negative,
    /// An argument is out of range.
    BadInput,
    /// The number has no inverse.
    NoInverse,
    /// A character is no digit.
    NoDigit,
}

impl Integer {
    /// The number zero.
    pub fn zero() -> Self {
        Self { negative: false, magnitude: BoxedUint::zero() }
    }

    /// Makes a number of its words, least significant first.
    pub fn from_words(negative: bool, words: &[Word]) -> Self {
        let words = if words.is_empty() { &[0] } else { words };
        Self::new(negative, BoxedUint::from_words(words.iter().copied()))
    }

    /// Makes a number of its big-endian bytes.
    pub fn from_be_bytes(bytes: &[u8]) -> Self {
        const SIZE: usize = size_of::<Word>();
        let words = bytes.rchunks(SIZE).map(|chunk| {
            let mut word = [0; SIZE];
            word[SIZE - chunk.len()..].copy_from_slice(chunk);
            Word::from_be_bytes(word)
        });
        let mut words: Zeroizing<Vec<Word>> = Zeroizing::new(words.collect());
        if words.is_empty() {
            words.push(0);
        }
        Self::new(false, BoxedUint::from_words(words.iter().copied()))
    }

    /// Reads the digits of a number, with a minus sign in front of a negative one. No digits make zero. Fails with
    /// [`IntegerError::BadInput`] for a radix outside 2 to 16, and [`IntegerError::NoDigit`] for other characters.
    pub fn from_text(text: &[u8], radix: u32) -> Result<Self, IntegerError> {
        if !(2..=16).contains(&radix) {
            return Err(IntegerError::BadInput);
        }
        let (negative, digits) = match text {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        if !digits.iter().all(|digit| char::from(*digit).is_digit(radix)) {
            return Err(IntegerError::NoDigit);
        }
        if digits.is_empty() {
            return Ok(Self::zero());
        }
        let digits = core::str::from_utf8(digits).map_err(|_| IntegerError::NoDigit)?;
        let magnitude =
            BoxedUint::from_str_radix_vartime(digits, radix).map_err(|_| IntegerError::NoDigit)?;
        Ok(Self::new(negative, magnitude))
    }

    /// The digits, in capitals, with a minus sign in front of a negative number. Fails with
    /// [`IntegerError::BadInput`] for a radix outside 2 to 16.
    pub fn to_text(&self, radix: u32) -> Result<Zeroizing<String>, IntegerError> {
        if !(2..=16).contains(&radix) {
            return Err(IntegerError::BadInput);
        }
        let digits = Zeroizing::new(self.magnitude.to_string_radix_vartime(radix));
        let mut text = Zeroizing::new(String::with_capacity(digits.len() + 2));
        if self.negative {
            text.push('-');
        }
        text.push_str(&digits);
        text.make_ascii_uppercase();
        Ok(text)
    }

    /// The words of the absolute value, least significant first, without leading zeros.
    pub fn words(&self) -> &[Word] {
        let words = self.magnitude.as_words();
        let length = words.len() - words.iter().rev().take_while(|word| **word == 0).count();
        &words[..length]
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.words().is_empty()
    }

    /// Whether it is odd.
    pub fn is_odd(&self) -> bool {
        self.words().first().is_some_and(|word| word & 1 == 1)
    }

    /// Bits of the absolute value; 0 for zero.
    pub fn bits(&self) -> usize {
        match self.words() {
            [] => 0,
            words @ [.., last] => words.len() * Word::BITS as usize - last.leading_zeros() as usize,
        }
    }

    /// The absolute value in big-endian bytes, without leading zeros; nothing for zero.
    pub fn to_be_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(vec![0; self.bits().div_ceil(8)]);
        let from = self.words().iter().flat_map(|word| word.to_le_bytes());
        for (to, byte) in bytes.iter_mut().rev().zip(from) {
            *to = byte;
        }
        bytes
    }

    /// The sum.
    pub fn add(&self, other: &Self) -> Self {
        if self.negative == other.negative {
            return Self::new(self.negative, self.magnitude.concatenating_add(&other.magnitude));
        }
        match self.compare_abs(other) {
            Ordering::Less => Self::new(other.negative, difference(&other.magnitude, &self.magnitude)),
            _ => Self::new(self.negative, difference(&self.magnitude, &other.magnitude)),
        }
    }

    /// The difference.
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.negated())
    }

    /// The number with the other sign.
    pub fn negated(&self) -> Self {
        Self::new(!self.negative, self.magnitude.clone())
    }

    /// The number without its sign.
    pub fn abs(&self) -> Self {
        Self { negative: false, magnitude: self.magnitude.clone() }
    }

    /// The product.
    pub fn mul(&self, other: &Self) -> Self {
        use crypto_bigint::ConcatenatingMul as _;
        Self::new(self.negative != other.negative, self.magnitude.concatenating_mul(&other.magnitude))
    }

    /// Quotient, rounded towards zero, and remainder, which has the sign of `self`.
    pub fn div_rem(&self, divisor: &Self) -> Result<(Self, Self), IntegerError> {
        let by = Option::<NonZero<BoxedUint>>::from(divisor.trimmed().to_nz())
            .ok_or(IntegerError::DivisionByZero)?;
        let (quotient, remainder) = self.magnitude.div_rem_vartime(&by);
        Ok((Self::new(self.negative != divisor.negative, quotient), Self::new(self.negative, remainder)))
    }

    /// What is left when divided by a positive number: from 0 to `modulus` - 1, also for a negative `self`.
    pub fn modulo(&self, modulus: &Self) -> Result<Self, IntegerError> {
        if modulus.negative {
            return Err(IntegerError::Negative);
        }
        let (_, rest) = self.div_rem(modulus)?;
        Ok(if rest.negative { rest.add(modulus) } else { rest })
    }

    /// The power modulo an odd positive number; in constant time for given lengths. Fails with
    /// [`IntegerError::BadInput`] for another modulus or a negative exponent.
    pub fn pow_mod(&self, exponent: &Self, modulus: &Self) -> Result<Self, IntegerError> {
        if modulus.negative || exponent.negative {
            return Err(IntegerError::BadInput);
        }
        let base = self.modulo(modulus).map_err(|_| IntegerError::BadInput)?;
        let modulus = modulus.trimmed();
        let precision = modulus.bits_precision();
        let modulus = Option::<Odd<BoxedUint>>::from(modulus.to_odd()).ok_or(IntegerError::BadInput)?;
        let mut base = base.magnitude.clone().resize(precision);
        let power = base.pow_mod(&exponent.magnitude, &modulus);
        base.zeroize();
        Ok(Self::new(false, power))
    }

    /// The greatest common divisor, which is not negative.
    pub fn gcd(&self, other: &Self) -> Self {
        let precision = self.magnitude.bits_precision().max(other.magnitude.bits_precision());
        let (mut a, mut b) =
            (self.magnitude.clone().resize(precision), other.magnitude.clone().resize(precision));
        let divisor = Self::new(false, a.gcd(&b));
        a.zeroize();
        b.zeroize();
        divisor
    }

    /// The inverse modulo a number above 1. Fails with [`IntegerError::BadInput`] for another modulus, and with
    /// [`IntegerError::NoInverse`] if the two have a common divisor.
    pub fn invert_mod(&self, modulus: &Self) -> Result<Self, IntegerError> {
        if modulus.negative || modulus.bits() < 2 {
            return Err(IntegerError::BadInput);
        }
        let value = self.modulo(modulus)?;
        if value.is_zero() {
            return Err(IntegerError::NoInverse);
        }
        let modulus = modulus.trimmed();
        let precision = modulus.bits_precision();
        let modulus = Option::<NonZero<BoxedUint>>::from(modulus.to_nz()).ok_or(IntegerError::BadInput)?;
        let mut value = value.magnitude.clone().resize(precision);
        let inverse = Option::<BoxedUint>::from(value.invert_mod(&modulus));
        value.zeroize();
        inverse.map(|inverse| Self::new(false, inverse)).ok_or(IntegerError::NoInverse)
    }

    /// Shifts the absolute value to the left.
    pub fn shl(&self, count: usize) -> Self {
        let (words, bits) = (count / Word::BITS as usize, (count % Word::BITS as usize) as u32);
        let mut shifted = Zeroizing::new(vec![0; words]);
        let mut carry = 0;
        for word in self.words() {
            shifted.push(if bits == 0 { *word } else { word << bits | carry });
            carry = if bits == 0 { 0 } else { word >> (Word::BITS - bits) };
        }
        shifted.push(carry);
        Self::from_words(self.negative, &shifted)
    }

    /// Shifts the absolute value to the right; what falls out is lost.
    pub fn shr(&self, count: usize) -> Self {
        let (skip, bits) = (count / Word::BITS as usize, (count % Word::BITS as usize) as u32);
        let words = self.words().get(skip..).unwrap_or_default();
        let above = words.iter().skip(1).chain(core::iter::once(&0));
        let shifted = words
            .iter()
            .zip(above)
            .map(|(word, above)| if bits == 0 { *word } else { word >> bits | above << (Word::BITS - bits) });
        let shifted: Zeroizing<Vec<Word>> = Zeroizing::new(shifted.collect());
        Self::from_words(self.negative, &shifted)
    }

    /// How the absolute values compare.
    pub fn compare_abs(&self, other: &Self) -> Ordering {
        let (a, b) = (self.words(), other.words());
        a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
    }

    fn new(negative: bool, magnitude: BoxedUint) -> Self {
        let zero = magnitude.as_words().iter().all(|word| *word == 0);
        Self { negative: negative && !zero, magnitude }
    }

    /// The absolute value without leading words of zero.
    fn trimmed(&self) -> BoxedUint {
        match self.words() {
            [] => BoxedUint::zero(),
            words => BoxedUint::from_words(words.iter().copied()),
        }
    }
}

/// `from` is not below `what`.
fn difference(from: &BoxedUint, what: &BoxedUint) -> BoxedUint {
    let precision = from.bits_precision().max(what.bits_precision());
    let mut what = what.clone().resize(precision);
    let difference = from.clone().resize(precision).wrapping_sub(&what);
    what.zeroize();
    difference
}

impl Drop for Integer {
    fn drop(&mut self) {
        self.magnitude.zeroize();
    }
}

impl PartialEq for Integer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Integer {}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_abs(other),
            (true, true) => other.compare_abs(self),
        }
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        let mut number = Self::from_be_bytes(&value.unsigned_abs().to_be_bytes());
        number.negative = value < 0;
        number
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Integer({} bits)", self.bits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Integer {
        Integer::from_text(text.as_bytes(), 10).unwrap()
    }

    fn text(number: &Integer) -> String {
        number.to_text(10).unwrap().to_string()
    }

    const A: &str = "340282366920938463463374607431768211507";
    const B: &str = "-18446744073709551629";

    #[test]
    fn signs_are_those_of_arithmetic() {
        let (a, b) = (number(A), number(B));
        assert_eq!(text(&a.add(&b)), "340282366920938463444927863358058659878");
        assert_eq!(text(&b.add(&a)), "340282366920938463444927863358058659878");
        assert_eq!(text(&a.sub(&b)), "340282366920938463481821351505477763136");
        assert_eq!(text(&b.sub(&a)), "-340282366920938463481821351505477763136");
        assert!(a.sub(&a).is_zero() && !a.negated().add(&a).is_negative());
        assert_eq!(text(&a.mul(&b)), "-6277101735386680768259460193179866442067009288836208394903");
        assert!(a > b && b.negated() < a && a.negated() < b && a.compare_abs(&b).is_gt());
    }

    #[test]
    fn division_rounds_towards_zero_and_a_modulus_never_leaves_a_negative_rest() {
        let (a, b) = (number(A), number(B));
        let (quotient, rest) = a.div_rem(&b).unwrap();
        assert_eq!(quotient.mul(&b).add(&rest), a);
        assert!(quotient.is_negative() && !rest.is_negative() && rest.compare_abs(&b).is_lt());
        let (_, rest) = b.div_rem(&number("7")).unwrap();
        assert_eq!((text(&rest), text(&b.modulo(&number("7")).unwrap())), ("-1".into(), "6".into()));
        assert_eq!(a.div_rem(&Integer::zero()).unwrap_err(), IntegerError::DivisionByZero);
        assert_eq!(a.modulo(&b).unwrap_err(), IntegerError::Negative);
    }

    #[test]
    fn modular_arithmetic() {
        let p = number("340282366920938463463374607431768211297");
        let (a, e) = (number(A), number("65537"));
        let power = a.pow_mod(&e, &p).unwrap();
        let (mut expected, mut square) = (Integer::from(1), a.modulo(&p).unwrap());
        for bit in 0..17 {
            if bit == 0 || bit == 16 {
                expected = expected.mul(&square).modulo(&p).unwrap();
            }
            square = square.mul(&square).modulo(&p).unwrap();
        }
        assert_eq!(power, expected);
        let inverse = a.invert_mod(&p).unwrap();
        assert_eq!(inverse.mul(&a).modulo(&p).unwrap(), Integer::from(1));
        let even = number("1000000");
        assert_eq!(number("3").invert_mod(&even).unwrap(), number("666667"));
        assert_eq!(number("15").invert_mod(&even).unwrap_err(), IntegerError::NoInverse);
        assert_eq!(number("0").invert_mod(&even).unwrap_err(), IntegerError::NoInverse);
        assert_eq!(a.invert_mod(&Integer::from(1)).unwrap_err(), IntegerError::BadInput);
        assert_eq!(a.pow_mod(&e, &even).unwrap_err(), IntegerError::BadInput);
        assert_eq!(a.pow_mod(&e, &Integer::zero()).unwrap_err(), IntegerError::BadInput);
        assert_eq!(a.pow_mod(&number("-1"), &p).unwrap_err(), IntegerError::BadInput);
        assert!(a.pow_mod(&e, &Integer::from(1)).unwrap().is_zero());
        assert_eq!(number("-462").gcd(&number("1071")), number("21"));
        assert_eq!(number("0").gcd(&number("-5")), number("5"));
    }

    #[test]
    fn bytes_words_and_shifts() {
        let bytes = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        let number = Integer::from_be_bytes(&bytes);
        assert_eq!((&*number.to_be_bytes(), number.bits()), (&bytes[2..].to_vec(), 65));
        assert_eq!(number.shl(13).shr(13), number);
        assert_eq!(number.shl(128).shr(128), number);
        assert_eq!(&*number.shr(8).to_be_bytes(), &bytes[2..10]);
        assert_eq!(&*number.shl(16).to_be_bytes(), &[&bytes[2..], &[0, 0]].concat());
        assert!(number.shr(65).is_zero() && number.shr(1000).is_zero() && Integer::zero().shl(70).is_zero());
        assert!(Integer::from_be_bytes(&[]).is_zero() && Integer::from_words(true, &[]).words().is_empty());
        assert!(!Integer::from_words(true, &[0]).is_negative());
        assert_eq!(Integer::from(i64::MIN).to_text(16).unwrap().as_str(), "-8000000000000000");
    }

    #[test]
    fn text_in_every_radix() {
        let a = number(A);
        for radix in 2..=16 {
            for number in [&a, &a.negated(), &Integer::zero()] {
                let text = number.to_text(radix).unwrap();
                assert_eq!(&Integer::from_text(text.as_bytes(), radix).unwrap(), number);
            }
        }
        assert_eq!(a.to_text(17).unwrap_err(), IntegerError::BadInput);
        assert_eq!(Integer::from_text(b"1", 1).unwrap_err(), IntegerError::BadInput);
        for bad in ["1_0", "+1", " 1", "12x", "--1", "8"] {
            assert_eq!(Integer::from_text(bad.as_bytes(), 8).unwrap_err(), IntegerError::NoDigit, "{bad}");
        }
        assert!(Integer::from_text(b"", 10).unwrap().is_zero());
        assert_eq!(Integer::from_text(b"fF", 16).unwrap(), Integer::from(255));
    }

    #[test]
    fn debug_prints_no_value() {
        assert_eq!(format!("{:?}", Integer::from(12_345)), "Integer(14 bits)");
    }
}
