//! Words and numbers of questions: what is wrong with an answer, and answers as people write them.

use crate::form::{Asked, Defect, FormDefinition, Kind};
use crate::message::{Language, text};

/// What is wrong with an answer: what the form says, else what can be said about any question of its kind.
pub fn fault(definition: &FormDefinition, asked: &Asked<'_>, language: Language) -> Option<String> {
    let question = asked.question;
    let (own, key) = match asked.defect? {
        Defect::Required => (&question.required_message, "field.required"),
        Defect::Constraint => (&question.constraint_message, "field.constraint"),
        Defect::Type => (
            const { &crate::form::Text::new() },
            match question.kind {
                Kind::Integer => "field.type-integer",
                Kind::Decimal => "field.type-decimal",
                Kind::Date => "field.type-date",
                _ => "field.type-option",
            },
        ),
    };
    let own = definition.text(own, language.code());
    Some(if own.is_empty() { text(language, key, &[]) } else { own.to_owned() })
}

/// An answer as it stands in its input. Vietnamese writes a decimal comma.
pub fn shown(kind: &Kind, value: &str, language: Language) -> String {
    match (kind, language) {
        (Kind::Decimal, Language::Vi) => value.replace('.', ","),
        _ => value.to_owned(),
    }
}

/// What was typed, as XForms text. Either decimal sign is understood; what is a thousand and more in Viet Nam, and one and more elsewhere,
/// as `50.000`, keeps a comma, with which it is no number: nobody guesses.
pub fn typed(kind: &Kind, text: &str) -> String {
    match kind {
        Kind::Decimal if is_two_numbers(text) => text.replace('.', ","),
        Kind::Decimal => text.replace(',', "."),
        _ => text.to_owned(),
    }
}

/// Whether three digits stand behind the one sign, and before it as many as stand before the first sign of a large number.
fn is_two_numbers(text: &str) -> bool {
    let digits = text.trim().trim_start_matches('-');
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    digits.split_once(['.', ',']).is_some_and(|(whole, rest)| {
        (1..=3).contains(&whole.len())
            && rest.len() == 3
            && !whole.starts_with('0')
            && all(whole)
            && all(rest)
    })
}

/// A select_multiple with one option put in or taken out; those chosen stand in the order of the list.
pub fn toggled<'a>(value: &str, name: &str, options: impl IntoIterator<Item = &'a str>) -> String {
    let is_chosen = |option: &str| value.split_ascii_whitespace().any(|chosen| chosen == option);
    let chosen = options.into_iter().filter(|option| is_chosen(option) != (*option == name));
    chosen.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_with_a_comma_in_vietnamese_and_kept_with_a_point() {
        assert_eq!(shown(&Kind::Decimal, "3.5", Language::Vi), "3,5");
        assert_eq!(shown(&Kind::Decimal, "3.5", Language::En), "3.5");
        assert_eq!(shown(&Kind::Text, "3.5", Language::Vi), "3.5");
        assert_eq!(typed(&Kind::Decimal, "3,5"), "3.5");
        for text in ["50.000", "-1,234", "999.999"] {
            assert!(typed(&Kind::Decimal, text).contains(','), "{text} may be two numbers");
        }
        for (text, number) in
            [("0,125", "0.125"), ("1,25", "1.25"), ("1234,567", "1234.567"), ("1,2340", "1.2340")]
        {
            assert_eq!(typed(&Kind::Decimal, text), number);
        }
        assert_eq!(typed(&Kind::Text, "a, b"), "a, b");
    }

    #[test]
    fn options_go_in_and_out_in_the_order_of_the_list() {
        let list = ["SNV", "STP", "SXD"];
        assert_eq!(toggled("", "SXD", list), "SXD");
        assert_eq!(toggled("SXD", "SNV", list), "SNV SXD");
        assert_eq!(toggled("SNV SXD", "SNV", list), "SXD");
        assert_eq!(toggled("SXD", "SXD", list), "");
    }
}
