//! What a clerk types into a field, and what it says: digits choose options, three signs say that there is no answer, that it cannot be
//! read, and that the paper is spoiled.

use shared::form::is_day;
use shared::problem::Problem;
use shared::wire::{FieldKind, PaperField};

/// There is no answer on the paper.
pub const NOTHING: &str = "-";
/// Something stands there that nobody can read.
pub const UNREADABLE: &str = "*";
/// The whole paper is spoiled.
pub const SPOILED: &str = "/";

/// What a field says, as far as it is keyed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// It is not keyed yet.
    #[default]
    Open,
    /// There is no answer on the paper.
    Nothing,
    /// Nobody can read it.
    Unreadable,
    /// The answer, as XForms text.
    Answer(String),
}

/// What is made of what was typed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// More may follow.
    Waits,
    /// The field says this.
    Is(Said),
    /// The whole paper is spoiled.
    Spoiled,
    /// It says nothing here.
    Wrong(Problem),
}

/// Reads what was typed into a field; `entered` where Enter ended it.
pub fn read(field: &PaperField, text: &str, entered: bool) -> Typed {
    let text = text.trim();
    let chooses = matches!(field.kind, FieldKind::One | FieldKind::Several);
    if !chooses && !entered {
        return Typed::Waits;
    }
    match text {
        "" if !entered => return Typed::Waits,
        "" if chooses => return Typed::Wrong(Problem::new("keying.nothing_typed")),
        "" | NOTHING => return Typed::Is(Said::Nothing),
        UNREADABLE => return Typed::Is(Said::Unreadable),
        SPOILED => return Typed::Spoiled,
        _ => {}
    }
    match field.kind {
        FieldKind::One => one(field, text, entered),
        FieldKind::Several => several(field, text, entered),
        FieldKind::Number => number(text),
        FieldKind::Day => day(text),
        FieldKind::Text => Typed::Is(Said::Answer(text.to_owned())),
    }
}

fn no_option(field: &PaperField, text: &str) -> Typed {
    let problem = Problem::new("keying.no_option").with("typed", text);
    Typed::Wrong(problem.with("n", field.options.len()))
}

/// The option of this number, by its place.
fn place(field: &PaperField, digits: &str) -> Option<usize> {
    let number: usize = digits.parse().ok().filter(|_| !digits.starts_with(['0', '+']))?;
    (number <= field.options.len()).then(|| number - 1)
}

/// One digit is enough where all options have one; from ten options on Enter ends the number, whichever it is.
fn one(field: &PaperField, text: &str, entered: bool) -> Typed {
    let Some(nth) = place(field, text) else { return no_option(field, text) };
    match entered || field.options.len() < 10 {
        true => Typed::Is(Said::Answer(field.options[nth].code.clone())),
        false => Typed::Waits,
    }
}

/// Digits beside each other; from ten options on with something between the numbers. The answer is in the order of the options.
fn several(field: &PaperField, text: &str, entered: bool) -> Typed {
    let groups = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|group| !group.is_empty());
    let numbers: Vec<&str> = match field.options.len() {
        0..10 => groups.flat_map(|group| group.split("").filter(|digit| !digit.is_empty())).collect(),
        _ => groups.collect(),
    };
    let mut chosen = Vec::new();
    for digits in numbers {
        let Some(nth) = place(field, digits) else { return no_option(field, digits) };
        chosen.push(nth);
    }
    if chosen.is_empty() {
        return no_option(field, text);
    }
    if !entered {
        return Typed::Waits;
    }
    chosen.sort_unstable();
    chosen.dedup();
    let codes: Vec<&str> = chosen.iter().map(|nth| &*field.options[*nth].code).collect();
    Typed::Is(Said::Answer(codes.join(" ")))
}

/// `1.234` is a thousand and more in Viet Nam and one and more elsewhere: nobody guesses.
fn number(text: &str) -> Typed {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_once(['.', ',']) {
        None if all_digits(digits) => Typed::Is(Said::Answer(text.to_owned())),
        Some((whole, rest)) if all_digits(whole) && all_digits(rest) && rest.len() == 3 => {
            Typed::Wrong(Problem::new("keying.two_numbers"))
        }
        Some((whole, rest)) if all_digits(whole) && all_digits(rest) => {
            Typed::Is(Said::Answer(text.replace(',', ".")))
        }
        _ => Typed::Wrong(Problem::new("keying.no_number")),
    }
}

/// Day, month and year as people write them, or eight digits.
fn day(text: &str) -> Typed {
    let parts: Vec<&str> = match text.len() {
        8 if text.bytes().all(|byte| byte.is_ascii_digit()) => vec![&text[..2], &text[2..4], &text[4..]],
        _ => text.split(['/', '-', '.', ' ']).collect(),
    };
    let iso = match parts[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => String::new(),
    };
    if is_day(&iso) { Typed::Is(Said::Answer(iso)) } else { Typed::Wrong(Problem::new("keying.no_day")) }
}

/// An answer as it is typed.
pub fn as_typed(field: &PaperField, said: &Said) -> String {
    let answer = match said {
        Said::Open => return String::new(),
        Said::Nothing => return NOTHING.to_owned(),
        Said::Unreadable => return UNREADABLE.to_owned(),
        Said::Answer(answer) => answer,
    };
    match field.kind {
        FieldKind::One | FieldKind::Several => {
            let number = |code: &str| {
                let nth = field.options.iter().position(|option| option.code == code);
                nth.map_or_else(|| code.to_owned(), |nth| (nth + 1).to_string())
            };
            answer.split(' ').map(number).collect::<Vec<_>>().join(" ")
        }
        FieldKind::Day => answer.rsplit('-').collect::<Vec<_>>().join("/"),
        _ => answer.clone(),
    }
}

#[cfg(test)]
mod tests {
    use shared::wire::FieldOption;

    use super::*;

    fn field(kind: FieldKind, options: usize) -> PaperField {
        let option = |n: usize| FieldOption { code: format!("o{n}"), label: format!("Option {n}") };
        PaperField {
            path: "/q".to_owned(),
            number: 1,
            label: "Q".to_owned(),
            unit: String::new(),
            kind,
            options: (1..=options).map(option).collect(),
            only: Vec::new(),
        }
    }

    fn answer(text: &str) -> Typed {
        Typed::Is(Said::Answer(text.to_owned()))
    }

    fn code(typed: &Typed) -> &str {
        match typed {
            Typed::Wrong(problem) => &problem.code,
            _ => "",
        }
    }

    #[test]
    fn a_digit_chooses_at_once_and_from_ten_options_on_enter_ends_the_number() {
        let (five, twelve) = (field(FieldKind::One, 5), field(FieldKind::One, 12));
        assert_eq!(read(&five, "3", false), answer("o3"));
        for (typed, said) in [("2", "o2"), ("1", "o1"), ("12", "o12")] {
            assert_eq!(read(&twelve, typed, false), Typed::Waits, "{typed}");
            assert_eq!(read(&twelve, typed, true), answer(said), "{typed}");
        }
        for wrong in ["6", "0", "x", "55"] {
            assert_eq!(code(&read(&five, wrong, false)), "keying.no_option", "{wrong}");
        }
        assert_eq!(code(&read(&twelve, "13", false)), "keying.no_option");
        assert_eq!(
            code(&read(&five, "", true)),
            "keying.nothing_typed",
            "Enter alone says nothing of a choice"
        );
    }

    #[test]
    fn several_options_are_digits_in_any_order_and_stand_in_the_order_of_the_form() {
        let (five, twelve) = (field(FieldKind::Several, 5), field(FieldKind::Several, 12));
        assert_eq!(read(&five, "31", false), Typed::Waits);
        for typed in ["31", "1 3", "3,1", "133"] {
            assert_eq!(read(&five, typed, true), answer("o1 o3"), "{typed}");
        }
        assert_eq!(code(&read(&five, "37", false)), "keying.no_option");
        assert_eq!(read(&twelve, "12 3", true), answer("o3 o12"));
        assert_eq!(read(&twelve, "12+3", true), answer("o3 o12"));
        assert_eq!(code(&read(&twelve, "123", true)), "keying.no_option");
    }

    #[test]
    fn signs_say_that_there_is_nothing_to_read() {
        for kind in [FieldKind::One, FieldKind::Several] {
            let field = field(kind, 5);
            assert_eq!(read(&field, "-", false), Typed::Is(Said::Nothing));
            assert_eq!(read(&field, "*", false), Typed::Is(Said::Unreadable));
            assert_eq!(read(&field, "/", false), Typed::Spoiled);
        }
        for kind in [FieldKind::Number, FieldKind::Day, FieldKind::Text] {
            let field = field(kind, 0);
            assert_eq!(read(&field, "-", false), Typed::Waits, "a number may follow");
            assert_eq!(read(&field, "", true), Typed::Is(Said::Nothing));
            assert_eq!(read(&field, "-", true), Typed::Is(Said::Nothing));
            assert_eq!(read(&field, "*", true), Typed::Is(Said::Unreadable));
            assert_eq!(read(&field, "/", true), Typed::Spoiled);
        }
    }

    #[test]
    fn numbers_and_days_are_read_as_people_write_them_and_no_number_in_two_ways() {
        let (number, day) = (field(FieldKind::Number, 0), field(FieldKind::Day, 0));
        for (typed, said) in [("34", "34"), ("-2", "-2"), ("1,5", "1.5"), ("1.25", "1.25")] {
            assert_eq!(read(&number, typed, true), answer(said), "{typed}");
        }
        assert_eq!(code(&read(&number, "1.234", true)), "keying.two_numbers");
        for wrong in ["12a", "1,", ",5", "1.2.3"] {
            assert_eq!(code(&read(&number, wrong, true)), "keying.no_number", "{wrong}");
        }
        for typed in ["05112019", "5/11/2019", "5.11.2019", "05-11-2019"] {
            assert_eq!(read(&day, typed, true), answer("2019-11-05"), "{typed}");
        }
        for wrong in ["31022019", "5/11", "5/11/19", "x"] {
            assert_eq!(code(&read(&day, wrong, true)), "keying.no_day", "{wrong}");
        }
    }

    #[test]
    fn what_was_said_is_shown_as_it_was_typed() {
        let (one, several) = (field(FieldKind::One, 12), field(FieldKind::Several, 5));
        assert_eq!(as_typed(&one, &Said::Answer("o12".to_owned())), "12");
        assert_eq!(as_typed(&several, &Said::Answer("o1 o3".to_owned())), "1 3");
        assert_eq!(as_typed(&field(FieldKind::Day, 0), &Said::Answer("2019-11-05".to_owned())), "05/11/2019");
        assert_eq!(as_typed(&one, &Said::Nothing), NOTHING);
    }
}
