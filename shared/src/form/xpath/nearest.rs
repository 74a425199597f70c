//! The number nearest to a decimal. Rust's own reader finds the same by a table of powers of five that no compression makes smaller:
//! ten thousand bytes of a first load.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Below this power of ten every number is 0, from that one on none is finite.
const LEAST: i64 = -324;
const MOST: i64 = 309;
/// What lies between two numbers has fewer digits: of more it counts only whether there is anything.
const TELLING: usize = 800;
/// The bits of what comes after the last number.
const INFINITE: u64 = 0x7ff << 52;
/// So many numbers around a near one are looked at.
const NEAR: u64 = 8;

/// What `str::parse` reads of `-12.50`, `.5` or `1e-7`; of nothing else, so of no infinity that has a name.
pub(in crate::form) fn number(text: &str) -> Option<f64> {
    let (negative, size) = match text.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, power) = match size.split_once(['e', 'E']) {
        Some((digits, power)) => (digits, whole(power)?),
        None => (size, 0),
    };
    let (before, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let all = if behind.is_empty() { Cow::Borrowed(before) } else { Cow::Owned([before, behind].concat()) };
    if all.is_empty() || !all.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let power = power.saturating_sub(i64::try_from(behind.len()).ok()?);
    let nearest = nearest(all.trim_start_matches('0'), power)?;
    Some(if negative { -nearest } else { nearest })
}

/// A power; one that no number has is as good as any other.
fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let read = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let beyond = if text.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
    read.then(|| text.parse().unwrap_or(beyond).clamp(i64::MIN / 2, i64::MAX / 2))
}

/// The number nearest to these digits times a power of ten; of two the even one.
fn nearest(digits: &str, power: i64) -> Option<f64> {
    let places = power.saturating_add(i64::try_from(digits.len()).ok()?);
    if digits.is_empty() || places <= LEAST {
        return Some(0.0);
    }
    if places > MOST {
        return Some(f64::INFINITY);
    }
    let exponent = usize::try_from(power.unsigned_abs()).ok()?;
    // Both are exact, so that one division or multiplication rounds once.
    if digits.len() <= 15 && exponent <= 22 {
        let (whole, ten) = (digits.parse::<u64>().ok()? as f64, (0..exponent).fold(1.0, |ten, _| ten * 10.0));
        return Some(if power < 0 { whole / ten } else { whole * ten });
    }
    let (kept, rest) = digits.split_at(digits.len().min(TELLING));
    let more = rest.bytes().any(|digit| digit != b'0');
    let (mut over, mut under) = (Whole::default(), Whole(vec![1]));
    kept.bytes().chain(more.then_some(b'1')).for_each(|digit| over.times(10, u64::from(digit - b'0')));
    let power = power + i64::try_from(rest.len()).ok()? - i64::from(more);
    let side = if power < 0 { &mut under } else { &mut over };
    (0..power.unsigned_abs()).for_each(|_| side.times(10, 0));
    Some(quotient(&over, &under))
}

/// The number nearest to a fraction. Numbers lie in the order of their bits: among those around a near one, the last that is not
/// above the fraction is found by halves.
fn quotient(over: &Whole, under: &Whole) -> f64 {
    let against = |factor: u64, power: i64| {
        let (mut left, mut right) = (over.clone(), under.clone());
        right.times(factor, 0);
        let side = if power < 0 { &mut left } else { &mut right };
        side.shift(power.unsigned_abs());
        left.in_order(&right)
    };
    let near = over.about(under).to_bits();
    let (mut low, mut high) = (near.saturating_sub(NEAR), (near + NEAR).min(INFINITE + 1));
    while high - low > 1 {
        let middle = low.midpoint(high);
        let (factor, power) = parts(middle);
        (low, high) = if against(factor, power).is_lt() { (low, middle) } else { (middle, high) };
    }
    if low == INFINITE {
        return f64::INFINITY;
    }
    let (factor, power) = parts(low);
    f64::from_bits(match against(2 * factor + 1, power - 1) {
        Ordering::Less => low,
        Ordering::Equal => low + (low & 1),
        Ordering::Greater => low + 1,
    })
}

/// A number's bits as a whole number and the power of two that it is to be taken by; behind the last number two to the 1024th.
fn parts(bits: u64) -> (u64, i64) {
    let (power, rest) = (bits >> 52, bits & ((1 << 52) - 1));
    if power == 0 { (rest, -1074) } else { (rest | (1 << 52), power.cast_signed() - 1075) }
}

/// A whole number of any size, its last 64 binary digits first. The library of big numbers weighs ten thousand bytes of a first load.
#[derive(Clone, Default)]
struct Whole(Vec<u64>);

impl Whole {
    /// Takes it so many times, and adds.
    fn times(&mut self, by: u64, plus: u64) {
        let mut carry = u128::from(plus);
        for digits in &mut self.0 {
            carry += u128::from(*digits) * u128::from(by);
            (*digits, carry) = (carry as u64, carry >> 64);
        }
        if carry > 0 {
            self.0.push(carry as u64);
        }
    }

    /// Puts so many binary zeros behind it.
    fn shift(&mut self, by: u64) {
        self.times(1 << (by % 64), 0);
        self.0.splice(..0, (0..by / 64).map(|_| 0));
    }

    fn in_order(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Its first digits as a number, and the power of two that they are to be taken by.
    fn first(&self) -> (f64, i64) {
        let digits =
            self.0.iter().rev().take(2).fold(0_u128, |all, digits| (all << 64) | u128::from(*digits));
        let left_out = self.0.len().saturating_sub(2);
        (digits as f64, i64::try_from(64 * left_out).unwrap_or(i64::MAX))
    }

    /// Nearly this over another: within a few of the numbers that there are.
    fn about(&self, under: &Self) -> f64 {
        let ((over, left), (under, right)) = (self.first(), under.first());
        let power = left - right;
        over / under * power_of_two(power / 2) * power_of_two(power - power / 2)
    }
}

/// Two to a power from -1074 to 1023.
fn power_of_two(power: i64) -> f64 {
    let bits = if power < -1022 { 1 << (power + 1074) } else { (power + 1023) << 52 };
    f64::from_bits(bits.cast_unsigned())
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;

    /// Bits, so that 0 and -0 are two.
    fn bits(text: &str) -> (Option<u64>, Option<u64>) {
        (number(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn every_number_is_read_from_its_own_text(any in any::<u64>()) {
            let number = f64::from_bits(any);
            prop_assume!(number.is_finite());
            for text in [format!("{number}"), format!("{number:e}"), format!("{number:.3}")] {
                let (read, parsed) = bits(&text);
                prop_assert_eq!(read, parsed, "{}", text);
            }
        }

        #[test]
        fn what_is_written_anyhow_is_read_or_refused_as_by_rust(
            text in r"[+-]?([0-9]{0,25}(\.[0-9]{0,25})?|[09]{0,40}\.?[0-9]{1,3})([eE][+-]?[0-9]{0,3})?|[0-9.eE+-]{0,6}"
        ) {
            let (read, parsed) = bits(&text);
            prop_assert_eq!(read, parsed, "{}", text);
        }

        #[test]
        fn what_lies_between_two_numbers_goes_to_the_nearer(any in any::<u64>(), off in -1_i8..2) {
            let low = f64::from_bits(any & !(1 << 63));
            prop_assume!(low.is_finite() && low.next_up().is_finite());
            // The middle has one binary digit more, which a decimal of 800 places holds exactly.
            let (a, b) = (format!("{low:.1100}"), format!("{:.1100}", low.next_up()));
            let digits = |text: &str| BigUint::parse_bytes(text.replace('.', "").as_bytes(), 10).unwrap();
            let twice = digits(&a) + digits(&b);
            let middle = (twice * 5_u8).to_string().parse::<num_bigint::BigInt>().unwrap() + off;
            let (read, parsed) = bits(&format!("{middle}e-1101"));
            prop_assert_eq!(read, parsed);
        }
    }

    #[test]
    fn the_ends_are_read_as_by_rust() {
        for text in [
            "5e-324",
            "2.47e-324",
            "2.48e-324",
            "1e-325",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e309",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "0e999999999999",
            "-0",
            "-0.0",
            "",
            ".",
            "-",
            "+",
            "1e",
            "e1",
            "1.2.3",
            "0x1",
            " 1",
            "1_0",
        ] {
            let (read, parsed) = bits(text);
            assert_eq!(read, parsed, "{text}");
        }
        assert_eq!((number("inf"), number("NaN"), number("Infinity")), (None, None, None));
    }
}
