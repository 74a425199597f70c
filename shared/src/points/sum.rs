//! An exact sum of many fractions, which is brought to lowest terms only where the fraction itself is asked for.
//!
//! Sums of shares have denominators as large as all numbers of answers multiplied: bringing each step to lowest terms is
//! what takes long. Terms are kept as they came, in machine integers. To show a sum, bounds of it are enough, unless they lie
//! on both sides of a half.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

use super::{Points, written};

/// Bounds are whole numbers of this part of one.
const PART_BITS: u32 = 40;

/// A sum of fractions.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    /// Numerators and denominators.
    terms: Vec<(i64, u64)>,
    /// What fits no machine integer.
    rest: Option<Points>,
    /// The sum of the terms in parts of one, each rounded down.
    floor: i128,
    /// How many terms were rounded.
    rounded: u32,
}

impl Sum {
    /// Adds `numerator / denominator`; the denominator is not 0.
    pub fn add(&mut self, numerator: i64, denominator: u64) {
        let (floor, is_rounded) = parts(numerator, denominator);
        self.floor += floor;
        self.rounded += u32::from(is_rounded);
        self.push(numerator, denominator);
    }

    /// A term more, or more of the last one where both are over the same: the answers of a group are often as many.
    fn push(&mut self, numerator: i64, denominator: u64) {
        if let Some((sum, last)) = self.terms.last_mut()
            && *last == denominator
            && let Some(both) = sum.checked_add(numerator)
        {
            *sum = both;
        } else {
            self.terms.push((numerator, denominator));
        }
    }

    /// Adds points.
    pub fn add_points(&mut self, points: &Points) {
        match points.in_machine_integers() {
            Some((numerator, denominator)) => self.add(numerator, denominator),
            None => self.rest = Some(self.rest.as_ref().map_or_else(|| points.clone(), |rest| rest + points)),
        }
    }

    /// Adds another sum.
    pub fn add_all(&mut self, other: &Self) {
        self.terms.reserve(other.terms.len());
        other.terms.iter().for_each(|(n, d)| self.push(*n, *d));
        self.floor += other.floor;
        self.rounded += other.rounded;
        if let Some(rest) = &other.rest {
            self.rest = Some(self.rest.as_ref().map_or_else(|| rest.clone(), |own| own + rest));
        }
    }

    /// The sum so many times.
    pub fn times(&self, factor: &Points) -> Self {
        self.times_in_machine_integers(factor).unwrap_or_else(|| Self::from(&(&self.exact() * factor)))
    }

    fn times_in_machine_integers(&self, factor: &Points) -> Option<Self> {
        let (numerator, denominator) = factor.in_machine_integers().filter(|_| self.rest.is_none())?;
        let mut product = Self::default();
        for (n, d) in &self.terms {
            product.add(n.checked_mul(numerator)?, d.checked_mul(denominator)?);
        }
        Some(product)
    }

    /// The sum as [`Points::shown`] shows it.
    pub fn shown(&self, decimals: u32) -> String {
        match self.between_halves(decimals) {
            Some(places) => {
                let size = places.unsigned_abs();
                // The digits of a small number are made without those of a large one.
                let digits = u64::try_from(size).map_or_else(|_| size.to_string(), |size| size.to_string());
                written(places < 0, &digits, decimals)
            }
            None => self.exact().shown(decimals),
        }
    }

    /// How many units of the last of `decimals` places this is; `None` where the bounds do not tell.
    fn between_halves(&self, decimals: u32) -> Option<i128> {
        let tens = 10_i128.checked_pow(decimals).filter(|_| self.rest.is_none())?;
        // Half away from zero, as in `Points`.
        let round = |parts: i128| {
            let twice = parts.unsigned_abs().checked_mul(tens.unsigned_abs())?.checked_mul(2)?;
            let places = i128::try_from((twice + (1 << PART_BITS)) >> (PART_BITS + 1)).ok()?;
            Some(if parts < 0 { -places } else { places })
        };
        let least = round(self.floor)?;
        (self.rounded == 0 || round(self.floor + i128::from(self.rounded))? == least).then_some(least)
    }

    /// The sum in lowest terms.
    pub fn exact(&self) -> Points {
        let terms = self.by_denominator();
        let sum = in_wide_integers(&terms).unwrap_or_else(|| whatever_its_size(&terms));
        self.rest.as_ref().map_or_else(|| sum.clone(), |rest| &sum + rest)
    }

    /// The terms, each in lowest terms, those over one denominator together.
    fn by_denominator(&self) -> Vec<(i128, u64)> {
        let terms = self.terms.iter().map(|(n, d)| (i128::from(*n), *d));
        let lowest = together(terms.collect()).into_iter().map(|(n, d)| {
            let common = common(n.unsigned_abs(), d);
            (n / i128::from(common), d / common)
        });
        together(lowest.collect())
    }
}

/// A fraction in parts of one, rounded down, and whether it was.
fn parts(numerator: i64, denominator: u64) -> (i128, bool) {
    // Most are small, and a division of machine words takes a tenth of one of wider integers.
    if let Some(small) = u64::try_from(numerator).ok().filter(|small| *small < 1 << (u64::BITS - PART_BITS)) {
        let parts = small << PART_BITS;
        return (i128::from(parts / denominator), !parts.is_multiple_of(denominator));
    }
    let (parts, denominator) = (i128::from(numerator) << PART_BITS, i128::from(denominator));
    let floor = parts.div_euclid(denominator);
    (floor, floor * denominator != parts)
}

/// Terms with those over one denominator added up.
fn together(mut terms: Vec<(i128, u64)>) -> Vec<(i128, u64)> {
    terms.sort_unstable_by_key(|(_, d)| *d);
    terms.dedup_by(|(n, d), (sum, last)| {
        let is_same = d == last;
        if is_same {
            *sum += *n;
        }
        is_same
    });
    terms
}

/// The sum of terms in lowest terms, where it and all on the way to it fit; else `None`.
fn in_wide_integers(terms: &[(i128, u64)]) -> Option<Points> {
    let (mut numerator, mut denominator) = (0_i128, 1_i128);
    for (n, d) in terms {
        let common = i128::from(common(denominator.unsigned_abs(), *d));
        let more = i128::from(*d) / common;
        let own = n.checked_mul(denominator / common)?;
        numerator = numerator.checked_mul(more)?.checked_add(own)?;
        denominator = denominator.checked_mul(more)?;
    }
    let common = numerator.gcd(&denominator);
    let (numerator, denominator) = (numerator / common, denominator / common);
    Some(Points(BigRational::new_raw(numerator.into(), denominator.into())))
}

/// The same by big integers.
fn whatever_its_size(terms: &[(i128, u64)]) -> Points {
    let (mut numerator, mut denominator) = (BigInt::ZERO, BigUint::one());
    for (n, d) in terms {
        let common = common_of_large(&denominator, *d);
        let own = BigInt::from(*n) * BigInt::from(&denominator / common);
        numerator = numerator * (d / common) + own;
        denominator *= d / common;
    }
    // A prime of both divides the denominator of a term.
    for (_, d) in terms {
        loop {
            let common = common_of_large(&denominator, common_of_large(numerator.magnitude(), *d));
            if common == 1 {
                break;
            }
            numerator /= common;
            denominator /= common;
        }
    }
    Points(BigRational::new_raw(numerator, denominator.into()))
}

impl From<&Points> for Sum {
    fn from(points: &Points) -> Self {
        let mut sum = Self::default();
        sum.add_points(points);
        sum
    }
}

/// The greatest common divisor of a number and a small one that is not 0.
fn common(number: u128, small: u64) -> u64 {
    u64::try_from(number % u128::from(small)).map_or(small, |rest| rest.gcd(&small))
}

/// The same of a large number.
fn common_of_large(large: &BigUint, small: u64) -> u64 {
    (large % small).to_u64().map_or(small, |rest| rest.gcd(&small))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slow(terms: &[(i64, u64)]) -> Points {
        terms.iter().map(|(n, d)| &Points::whole(*n) / &Points::count(*d)).sum()
    }

    fn sum(terms: &[(i64, u64)]) -> Sum {
        let mut sum = Sum::default();
        terms.iter().for_each(|(n, d)| sum.add(*n, *d));
        sum
    }

    /// Small ones make halves and cancel each other, large ones fill the integers.
    fn term() -> impl Strategy<Value = (i64, u64)> {
        prop_oneof![
            (-200..200i64, 1..40u64),
            (-2000..2000i64, prop::sample::select(vec![8, 200, 400, 1000])),
            (any::<i64>(), 1..=u64::MAX)
        ]
    }

    proptest! {
        #[test]
        fn a_sum_is_what_adding_points_gives(
            a in prop::collection::vec(term(), 0..12), b in prop::collection::vec(term(), 0..4),
            factor in term(), decimals in 0..5u32,
        ) {
            let mut both = sum(&a);
            both.add_all(&sum(&b));
            let expected = &slow(&a) + &slow(&b);
            prop_assert_eq!(both.exact(), expected.clone());
            prop_assert_eq!(both.exact().exact(), expected.exact());
            prop_assert_eq!(whatever_its_size(&both.by_denominator()).exact(), expected.exact());
            prop_assert_eq!(both.shown(decimals), expected.shown(decimals));
            let factor = slow(&[factor]);
            prop_assert_eq!(both.times(&factor).exact(), &expected * &factor);
        }

        #[test]
        fn what_fits_no_machine_integer_is_added_all_the_same(
            terms in prop::collection::vec(term(), 0..5), digits in "[0-9]{20,30}", decimals in 0..4u32,
        ) {
            let large = Points::parse(&format!("-1.{digits}1")).unwrap();
            let mut one = sum(&terms);
            one.add_points(&large);
            let mut all = Sum::from(&large);
            all.add_all(&one);
            let expected = &(&slow(&terms) + &large) + &large;
            prop_assert_eq!(all.exact().exact(), expected.exact());
            prop_assert_eq!(all.shown(decimals), expected.shown(decimals));
            let factor = Points::parse("2/3").unwrap();
            prop_assert_eq!(all.times(&factor).exact(), &expected * &factor);
        }
    }

    #[test]
    fn a_half_rounds_away_from_zero_whatever_it_is_made_of() {
        for (terms, decimals, expected) in [
            (vec![(1, 3), (1, 6)], 0, "1"),
            (vec![(-1, 3), (-1, 6)], 0, "-1"),
            (vec![(1, 3), (-1, 3)], 2, "0.00"),
            (vec![(1, 600), (1, 300)], 2, "0.01"),
            (vec![(-1, 250)], 2, "0.00"),
            (vec![], 2, "0.00"),
        ] {
            assert_eq!(sum(&terms).shown(decimals), expected, "{terms:?}");
        }
    }

    #[test]
    fn bounds_tell_without_the_fraction_where_no_half_is_near() {
        let seventh = sum(&[(1, 7), (1, 11)]);
        assert_eq!(seventh.between_halves(2), Some(23));
        assert_eq!(sum(&[(1, 3), (1, 6)]).between_halves(0), None);
    }
}
