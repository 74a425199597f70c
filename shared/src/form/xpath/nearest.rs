//! The number nearest to a decimal. Rust's own reader finds the same by a table of powers of five that no compression makes smaller:
//! ten thousand bytes of a first load.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

/// Below this power of ten every number is 0, from that one on none is finite.
const LEAST: i64 = -324;
const MOST: i64 = 309;

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
    let all = [before, behind].concat();
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
    let whole = BigUint::parse_bytes(digits.as_bytes(), 10)?;
    let ten = BigUint::from(10_u8).pow(power.unsigned_abs().to_u32()?);
    if power < 0 { quotient(whole, ten) } else { quotient(whole * ten, BigUint::from(1_u8)) }
}

/// The number nearest to a fraction.
fn quotient(over: BigUint, under: BigUint) -> Option<f64> {
    // So many places to the left that 64 or 65 binary digits stand before the point: 53 are kept, the others round.
    let shift = 64 + i64::try_from(under.bits()).ok()? - i64::try_from(over.bits()).ok()?;
    let by = shift.unsigned_abs();
    let (whole, rest) = if shift < 0 { over.div_rem(&(under << by)) } else { (over << by).div_rem(&under) };
    let whole = whole.to_u128()?;
    let bits = 128 - i64::from(whole.leading_zeros());
    // The last place that a number has: small ones have fewer digits.
    let last = (bits - 53 - shift).max(-1074);
    let dropped = u32::try_from(last + shift).ok()?;
    let kept = whole >> dropped;
    let half = 1_u128 << (dropped - 1);
    let below = whole & (2 * half - 1);
    let up = below > half || below == half && (!rest.is_zero() || kept.is_odd());
    Some((kept + u128::from(up)) as f64 * power_of_two(last))
}

/// Two to a power from -1074 to 1023.
fn power_of_two(power: i64) -> f64 {
    let bits = if power < -1022 { 1 << (power + 1074) } else { (power + 1023) << 52 };
    f64::from_bits(bits.cast_unsigned())
}

#[cfg(test)]
mod tests {
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
