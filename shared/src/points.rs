//! Exact points: fractions of big integers, rounded only where they are shown.

use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact number of points (or a percent, or a weight): a fraction in lowest terms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(BigRational);

/// The text is not a decimal number such as `1.25`, `1,25` or `-3`, nor a fraction `5/4`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number: {0:?}")]
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
        if let Some((n, d)) = trimmed.split_once('/') {
            let (n, d): (BigInt, BigInt) = (n.parse().map_err(|_| bad())?, d.parse().map_err(|_| bad())?);
            return if d.is_zero() { Err(bad()) } else { Ok(Self(BigRational::new(n, d))) };
        }
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let (int, frac) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
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
        let scaled = &self.0 * BigRational::from_integer(BigInt::from(10).pow(decimals));
        let rounded = scaled.round().to_integer();
        let digits = format!("{:0>width$}", rounded.abs().to_string(), width = decimals as usize + 1);
        let (int, frac) = digits.split_at(digits.len() - decimals as usize);
        let sign = if rounded.is_negative() { "-" } else { "" };
        if frac.is_empty() { format!("{sign}{int}") } else { format!("{sign}{int}.{frac}") }
    }

    /// The value rounded as [`Points::shown`] shows it.
    pub fn rounded(&self, decimals: u32) -> Self {
        let scale = BigRational::from_integer(BigInt::from(10).pow(decimals));
        Self((&self.0 * &scale).round() / scale)
    }

    /// The fraction `n/d` in lowest terms, with `/1` for a whole number.
    pub fn exact(&self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }

    /// A binary float for drawing a bar, never for computing.
    pub fn to_drawing(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

impl fmt::Display for Points {
    /// The shortest decimal where there is one, else the fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for decimals in 0..=12 {
            if &self.rounded(decimals) == self {
                return f.write_str(&self.shown(decimals));
            }
        }
        f.write_str(&self.exact())
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
    ($trait:ident, $method:ident) => {
        impl $trait<&Points> for &Points {
            type Output = Points;
            fn $method(self, other: &Points) -> Points {
                Points((&self.0).$method(&other.0))
            }
        }
        impl $trait for Points {
            type Output = Points;
            fn $method(self, other: Points) -> Points {
                Points(self.0.$method(other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl AddAssign<&Points> for Points {
    fn add_assign(&mut self, other: &Points) {
        self.0 += &other.0;
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
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        for (text, decimals, shown) in [
            ("84.50", 0, "85"),
            ("90.5", 0, "91"),
            ("0.005", 2, "0.01"),
            ("-0.005", 2, "-0.01"),
            ("1", 2, "1.00"),
        ] {
            assert_eq!(Points::parse(text).unwrap().shown(decimals), shown, "{text}");
        }
    }

    #[test]
    fn decimals_are_read_as_written() {
        assert_eq!(Points::parse("0.1").unwrap(), Points::fraction(1, 10).unwrap());
        assert_eq!(Points::parse("1,25").unwrap().exact(), "5/4");
        assert_eq!(Points::parse("7/14").unwrap().exact(), "1/2");
        for bad in ["", "-", ".", "1.2.3", "1e3", "1/0", "a", "1 2"] {
            assert!(Points::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn text_and_back_is_the_same_fraction() {
        for text in ["1/3", "0.25", "-12", "0"] {
            let points = Points::parse(text).unwrap();
            assert_eq!(points.to_string(), text);
            assert_eq!(Points::parse(&points.to_string()).unwrap(), points);
        }
    }
}
