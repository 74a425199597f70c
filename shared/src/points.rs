//! Exact points: fractions of big integers, rounded only where they are shown.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod sum;

pub use sum::Sum;

/// An exact number of points (or a percent, or a weight): a fraction in lowest terms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Points(BigRational);

impl Ord for Points {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.in_machine_integers().zip(other.in_machine_integers()) {
            Some(((a, b), (c, d))) => (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b))),
            None => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Points {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The longest text that is read as a number: far more than a total of an index needs, and little enough that its lowest terms
/// are found at once.
const LONGEST: usize = 10_000;

/// The text is not a decimal number such as `1.25`, `1,25` or `-3`, nor a fraction `5/4`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number: \"{0}\"")]
pub struct NotANumber(pub String);

impl Points {
    /// No points.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Self(BigRational::from_integer(n.into()))
    }

    /// A number of things, such as answers.
    pub fn count(n: u64) -> Self {
        Self(BigRational::from_integer(n.into()))
    }

    /// The fraction `numerator / denominator`; `None` where the denominator is 0.
    pub fn fraction(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }

    /// Reads a decimal exactly as written (`0.1` is 1/10); a comma is accepted as the decimal sign. Also reads `n/d`.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let bad = || NotANumber(text.to_owned());
        let trimmed = text.trim();
        if trimmed.len() > LONGEST {
            return Err(NotANumber(format!("{}…", trimmed.chars().take(20).collect::<String>())));
        }
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if let Some((n, d)) = trimmed.split_once('/') {
            if !all_digits(n.strip_prefix('-').unwrap_or(n)) || !all_digits(d) {
                return Err(bad());
            }
            let (n, d): (BigInt, BigInt) = (n.parse().map_err(|_| bad())?, d.parse().map_err(|_| bad())?);
            return if d.is_zero() { Err(bad()) } else { Ok(Self(BigRational::new(n, d))) };
        }
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let (int, frac) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        if (int.is_empty() && frac.is_empty()) || !all_digits(int) || !all_digits(frac) {
            return Err(bad());
        }
        let numerator: BigInt = format!("{int}{frac}").parse().map_err(|_| bad())?;
        let places = u32::try_from(frac.len()).map_err(|_| bad())?;
        let value = BigRational::new(numerator, BigInt::from(10).pow(places));
        Ok(Self(if negative { -value } else { value }))
    }

    /// Whether this is no points at all.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// The decimal with `decimals` places, rounded half away from zero: 84.50 at 0 places is 85.
    pub fn shown(&self, decimals: u32) -> String {
        if let Some((negative, places)) = self.in_few_last_places(decimals) {
            return written(negative, &places.to_string(), decimals);
        }
        let rounded = self.in_last_places(decimals);
        written(rounded.is_negative(), &rounded.magnitude().to_string(), decimals)
    }

    /// Numerator and denominator, where both are small enough.
    pub fn in_machine_integers(&self) -> Option<(i64, u64)> {
        Some((self.0.numer().to_i64()?, self.0.denom().to_u64()?))
    }

    /// The value rounded as [`Points::shown`] shows it.
    pub fn rounded(&self, decimals: u32) -> Self {
        Self(BigRational::new(self.in_last_places(decimals), BigInt::from(10).pow(decimals)))
    }

    /// How many units of the last of `decimals` places this is, rounded half away from zero. Only integers are used, as
    /// bringing a fraction to lowest terms is what takes long.
    fn in_last_places(&self, decimals: u32) -> BigInt {
        let twice = self.0.numer().magnitude() * BigUint::from(10u32).pow(decimals) * 2u32;
        let size = (twice + self.0.denom().magnitude()) / (self.0.denom().magnitude() * 2u32);
        BigInt::from_biguint(self.0.numer().sign(), size)
    }

    /// The same as whether it is below zero, and how many, where all on the way to it fits.
    fn in_few_last_places(&self, decimals: u32) -> Option<(bool, u64)> {
        let (numerator, denominator) = self.in_machine_integers()?;
        let tens = 10_u128.checked_pow(decimals)?;
        let twice = u128::from(numerator.unsigned_abs()).checked_mul(tens)?.checked_mul(2)?;
        let denominator = u128::from(denominator);
        let size = u64::try_from(twice.checked_add(denominator)? / (denominator * 2)).ok()?;
        Some((numerator < 0 && size > 0, size))
    }

    /// In fixed point: how many parts of `1 / 2^bits` this is, rounded half away from zero; `None` where it is too large.
    pub fn in_fixed_point(&self, bits: u32) -> Option<i64> {
        let twice = (self.0.numer().magnitude() << bits) * 2u32;
        let size = (twice + self.0.denom().magnitude()) / (self.0.denom().magnitude() * 2u32);
        BigInt::from_biguint(self.0.numer().sign(), size).to_i64()
    }

    /// The fraction `n/d` in lowest terms, with `/1` for a whole number.
    pub fn exact(&self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }

    /// How many places the decimal needs that is exactly this; `None` where twelve are too few. No lowest terms are sought for it,
    /// which take long: a denominator that makes a decimal is of twos and fives.
    fn places(&self) -> Option<u32> {
        let mut rest = self.0.denom().to_u64()?;
        let mut times = |factor| {
            let mut n = 0;
            while u64::is_multiple_of(rest, factor) {
                (rest, n) = (rest / factor, n + 1);
            }
            n
        };
        let places = times(2).max(times(5));
        (rest == 1 && places <= 12).then_some(places)
    }

    /// A binary float for drawing a bar, never for computing.
    pub fn to_drawing(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

/// A decimal from the digits of how many units of its last place it is.
fn written(negative: bool, places: &str, decimals: u32) -> String {
    let decimals = decimals as usize;
    let (int, frac) = places.split_at(places.len().saturating_sub(decimals));
    let mut text = String::with_capacity(places.len() + decimals + 3);
    if negative {
        text.push('-');
    }
    text.push_str(if int.is_empty() { "0" } else { int });
    if decimals > 0 {
        text.push('.');
        text.extend(std::iter::repeat_n('0', decimals - frac.len()));
        text.push_str(frac);
    }
    text
}

impl fmt::Display for Points {
    /// The shortest decimal where there is one, else the fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.places().map_or_else(|| self.exact(), |places| self.shown(places)))
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Points::parse(&text).map_err(serde::de::Error::custom)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, |$a:ident, $b:ident| $whole:expr) => {
        impl $trait<&Points> for &Points {
            type Output = Points;
            fn $method(self, other: &Points) -> Points {
                let ($a, $b) = (&self.0, &other.0);
                // Most sums and products are of whole numbers, which need no lowest terms to be found.
                if $a.is_integer() && $b.is_integer() {
                    return Points($whole);
                }
                Points($a.$method($b))
            }
        }
        impl $trait for Points {
            type Output = Points;
            fn $method(self, other: Points) -> Points {
                (&self).$method(&other)
            }
        }
    };
}
operator!(Add, add, |a, b| BigRational::from_integer(a.numer() + b.numer()));
operator!(Sub, sub, |a, b| BigRational::from_integer(a.numer() - b.numer()));
operator!(Mul, mul, |a, b| BigRational::from_integer(a.numer() * b.numer()));
operator!(Div, div, |a, b| BigRational::new(a.numer().clone(), b.numer().clone()));

impl AddAssign<&Points> for Points {
    fn add_assign(&mut self, other: &Points) {
        *self = &*self + other;
    }
}

impl Neg for Points {
    type Output = Points;
    fn neg(self) -> Points {
        Points(-self.0)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(iter: I) -> Self {
        iter.fold(Points::zero(), Add::add)
    }
}

#[cfg(test)]
mod tests;
