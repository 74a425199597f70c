//! A binary number as the decimal that the person sees.

/// The decimal that the person sees: spreadsheets keep binary numbers and show 15 significant digits, so that
/// the 88.09999999999999 in the file is the 88.1 on the screen.
pub fn decimal(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() >= 1e15 { exact(number) } else { scaled(number, 0) }
}

/// The number that the file holds, to its last digit, as the converter of forms has it.
pub fn exact(number: f64) -> String {
    // No sign before a nought.
    let number = number + 0.0;
    if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() }
}

/// The same number with its point moved: 0.57 by 2 is 57, which a multiplication would miss.
pub fn scaled(number: f64, places: i32) -> String {
    let text = format!("{number:.14e}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let Ok(exponent) = exponent.parse::<i32>() else { return text };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let digits = digits.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = exponent + 1 + places;
    let (int, frac) = match usize::try_from(point) {
        Ok(0) | Err(_) => ("0".to_owned(), "0".repeat(point.unsigned_abs() as usize) + digits),
        Ok(point) if point >= digits.len() => {
            (digits.to_owned() + &"0".repeat(point - digits.len()), String::new())
        }
        Ok(point) => (digits[..point].to_owned(), digits[point..].to_owned()),
    };
    if frac.is_empty() { format!("{sign}{int}") } else { format!("{sign}{int}.{frac}") }
}

/// How many digits stand after the point.
pub fn places(decimal: &str) -> usize {
    decimal.split_once('.').map_or(0, |(_, frac)| frac.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_decimal_that_the_person_sees() {
        for (number, text) in [
            (0.1, "0.1"),
            ("88.09999999999999".parse().unwrap(), "88.1"),
            (0.1 + 0.2, "0.3"),
            (1.5, "1.5"),
            (19.0, "19"),
            (-0.25, "-0.25"),
            (0.0, "0"),
            (-0.0, "0"),
            (100.0, "100"),
            (0.000_12, "0.00012"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e20, "100000000000000000000"),
            (1_234_567_890_123_456.0, "1234567890123456"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    /// pyxform 4.5.0: the whole number where it is one, else what Python prints of a float, here never with an exponent.
    #[test]
    fn a_number_of_a_form_is_what_the_file_holds() {
        for (number, text) in [
            (1.0 / 3.0, "0.3333333333333333"),
            (0.1 + 0.2, "0.30000000000000004"),
            ("1.234567890123457E17".parse().unwrap(), "123456789012345696"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (-2.5, "-2.5"),
            (-0.0, "0"),
            (0.000_01, "0.00001"),
        ] {
            assert_eq!(exact(number), text);
        }
    }

    #[test]
    fn a_hundredfold_is_exact() {
        for (number, text) in
            [(0.57, "57"), (0.6, "60"), (1.0, "100"), (0.125, "12.5"), (-0.07, "-7"), (0.0, "0")]
        {
            assert_eq!(scaled(number, 2), text);
        }
    }
}
