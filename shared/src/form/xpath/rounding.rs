//! `round()`: on the decimal that people see, half away from zero, not on the binary number behind it.

use super::value::number_text;

/// `number` with `places` decimal places; negative ones round to tens, hundreds and so on.
pub(super) fn round(number: f64, places: f64) -> f64 {
    if !number.is_finite() || places.is_nan() {
        return f64::NAN;
    }
    let text = number_text(number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let keep = whole.len() as f64 + places.trunc();
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if keep >= digits.len() as f64 {
        return number;
    }
    if keep < 0.0 {
        return 0.0;
    }
    let keep = keep as usize;
    let up = digits[keep] >= b'5';
    // The digits after `keep` become zeros, and the place before them takes the carry.
    let mut kept = vec![b'0'; keep + 1];
    kept[1..].copy_from_slice(&digits[..keep]);
    if up {
        let nines = kept.iter().rev().take_while(|digit| **digit == b'9').count();
        let carried = kept.len() - nines;
        kept[carried..].fill(b'0');
        kept[carried - 1] += 1;
    }
    let exponent = whole.len() as i64 - keep as i64;
    let shown = String::from_utf8_lossy(&kept);
    let rounded = super::number(&format!("{shown}e{exponent}")).unwrap_or(f64::NAN);
    if number < 0.0 { -rounded } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_as_the_decimal_is_written() {
        for (number, places, rounded) in [
            (2.5, 0.0, 3.0),
            (-2.5, 0.0, -3.0),
            (1.005, 2.0, 1.01),
            (-1.475, 2.0, -1.48),
            (9.99, 1.0, 10.0),
            (0.001, 0.0, 0.0),
            (626.3, -3.0, 1000.0),
            (-50.55, -2.0, -100.0),
            (21.5, -4.0, 0.0),
            (1.5, 400.0, 1.5),
        ] {
            assert_eq!(round(number, places), rounded, "round({number}, {places})");
        }
        assert!(round(f64::NAN, 0.0).is_nan());
        assert!(round(1.0, f64::NAN).is_nan());
    }
}
