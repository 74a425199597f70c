//! What an expression says that its author hardly meant, or that other engines read differently.

use jiff::civil::date;

use super::joined::joined;
use crate::form::is_day;
use crate::form::xpath::{Comparison, Expr, Function, Term, What};
use crate::moment::day;

/// What a question is answered with, as far as comparing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// A day.
    Day,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// One option of a list.
    Option,
    /// Anything else, or what is not known.
    Otherwise,
}

/// Something in an expression that is worth a word. A question is `None` where `.` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// A day in an order with a text, such as `. >= '2019-01-01'`: right here, never true in ODK Collect.
    DayAndText {
        /// The question.
        name: Option<String>,
        /// The day, as written.
        value: String,
        /// The same as a number, which every engine compares with: days since 1970.
        days: String,
    },
    /// A day beside a text that is no day (`'02/03/2019'`): never true, with `!=` always.
    NoDay {
        /// The question.
        name: Option<String>,
        /// The text.
        value: String,
        /// Whether it always holds, instead of never.
        always: bool,
    },
    /// A number beside a text or number that no answer is written like (`'01'`, `1.5` for a whole one): the same whatever is
    /// answered.
    NoSuchNumber {
        /// The question.
        name: Option<String>,
        /// What it is compared with.
        value: String,
        /// Whether whole numbers are asked for.
        whole: bool,
    },
    /// `${a} = 'x' and ${a} = 'y'`: never both.
    Contradiction(Option<String>),
    /// `${a} != 'x' or ${a} != 'y'`: always one of them.
    AlwaysOne(Option<String>),
    /// The sum of answers of which one may be blank: no number at all, in every engine.
    SumWithBlank(String),
    /// `1 < ${a} < 5`: compares 5 with true or false.
    Chained,
    /// `${a} = 1 or 2`: what stands alone is no condition, and always true or always false.
    Bare(String),
}

impl Doubt {
    /// Whether it is certain that the comparison never holds.
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::NoDay { .. })
    }
}

/// What is known of the questions that an expression names (`None` is `.`).
pub(super) struct Questions<'a> {
    /// What it is answered with.
    pub answered: &'a dyn Fn(Option<&str>) -> Answered,
    /// Whether it may stay without an answer.
    pub may_be_blank: &'a dyn Fn(&str) -> bool,
}

/// What is worth a word, from the outside in. `is_condition`: the whole must be true or false.
pub(super) fn doubts(expr: &Expr, is_condition: bool, questions: &Questions) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = is_condition.then(|| bare(&expr.root)).flatten().into_iter().collect();
    expr.root.each(&mut |term| match &term.what {
        What::Compare(left, rest) => {
            let (comparison, right) = &rest[0];
            let compares = |term: &Term| matches!(term.what, What::Compare(..));
            if rest.iter().skip(1).any(|(how, _)| how.is_order())
                || comparison.is_order() && (compares(left) || rest.iter().any(|(_, part)| compares(part)))
            {
                found.push(Doubt::Chained);
            }
            for (one, other) in [(&**left, right), (right, &**left)] {
                found.extend(compared(expr, *comparison, one, other, questions));
            }
        }
        What::Or(terms) | What::And(terms) => {
            found.extend(terms.iter().filter_map(bare));
            let joined = joined(expr, term, questions);
            found.extend(joined.into_iter().filter(|doubt| !found.contains(doubt)).collect::<Vec<_>>());
        }
        What::Call(Function::Sum, arguments) => {
            if let [argument] = &arguments[..]
                && let Some(Some(name)) = expr.named(argument)
                && (questions.may_be_blank)(name)
            {
                found.push(Doubt::SumWithBlank(name.to_owned()));
            }
        }
        _ => {}
    });
    found
}

/// A question compared with what is written in the expression.
fn compared(
    expr: &Expr,
    comparison: Comparison,
    one: &Term,
    other: &Term,
    questions: &Questions,
) -> Option<Doubt> {
    let named = expr.named(one)?;
    let answered = (questions.answered)(named);
    let name = named.map(str::to_owned);
    match (answered, &other.what) {
        (_, What::Text(text)) if text.is_empty() => None,
        (Answered::Day, What::Text(text)) if !is_day(text) => {
            let always = comparison == Comparison::NotEqual;
            Some(Doubt::NoDay { name, value: text.to_string(), always })
        }
        (Answered::Day, What::Text(text)) if comparison.is_order() => {
            let since = day(text).map(|day| (day - date(1970, 1, 1)).get_days());
            let days = since.unwrap_or_default().to_string();
            Some(Doubt::DayAndText { name, value: text.to_string(), days })
        }
        (Answered::Integer, What::Number(number)) if number.fract() != 0.0 && !comparison.is_order() => {
            Some(Doubt::NoSuchNumber { name, value: number.to_string(), whole: true })
        }
        (Answered::Integer | Answered::Decimal, What::Text(text)) => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let whole = answered == Answered::Integer;
            // Equality compares as written, an order by the number.
            let written = |number: f64| number.to_string() == **text && !(whole && number.fract() != 0.0);
            let fits = number.is_some_and(|number| comparison.is_order() || written(number));
            (!fits).then(|| Doubt::NoSuchNumber { name, value: text.to_string(), whole })
        }
        _ => None,
    }
}

/// What stands where a condition is wanted and is none.
fn bare(term: &Term) -> Option<Doubt> {
    match &term.what {
        What::Text(text) => Some(Doubt::Bare(format!("'{text}'"))),
        What::Number(number) => Some(Doubt::Bare(number.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::parse;

    fn found(text: &str) -> Vec<Doubt> {
        let questions = Questions {
            answered: &|name| match name {
                None | Some("day") => Answered::Day,
                Some("whole") => Answered::Integer,
                Some("part") => Answered::Decimal,
                _ => Answered::Otherwise,
            },
            may_be_blank: &|name| name == "perhaps",
        };
        doubts(&parse(text).unwrap(), true, &questions)
    }

    fn name(name: &str) -> Option<String> {
        Some(name.to_owned())
    }

    #[test]
    fn a_day_is_compared_with_days() {
        for (text, question) in [
            (". >= '2019-01-01'", None),
            ("'2019-01-01' < .", None),
            ("not(${day} > '2019-01-01') or ${a} = 1", name("day")),
            ("if(${day} <= '2019-01-01', 1, 2)", name("day")),
        ] {
            let (value, days) = ("2019-01-01".to_owned(), "17897".to_owned());
            assert_eq!(found(text), [Doubt::DayAndText { name: question, value, days }], "{text}");
        }
        for (text, always) in [
            ("${day} > '02/03/2019'", false),
            ("${day} = '02/03/2019'", false),
            ("${day} != '02/03/2019'", true),
        ] {
            let value = "02/03/2019".to_owned();
            assert_eq!(found(text), [Doubt::NoDay { name: name("day"), value, always }], "{text}");
        }
        for text in [
            ". = '2019-01-01'",
            ". = ''",
            "${a} >= '2019-01-01'",
            "${day} > today()",
            ". >= ${day}",
            ". >= 17897",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_number_is_compared_with_what_an_answer_is_written_like() {
        for (text, question, value) in [
            ("${whole} = '01'", "whole", "01"),
            ("'có' = ${whole}", "whole", "có"),
            ("${part} != '1,5'", "part", "1,5"),
            ("${part} = '1.0'", "part", "1.0"),
            ("${part} > '1,5'", "part", "1,5"),
            ("${whole} = 1.5", "whole", "1.5"),
            ("${whole} = '1.5'", "whole", "1.5"),
            ("'-0.5' != ${whole}", "whole", "-0.5"),
        ] {
            let (name, value, whole) = (name(question), value.to_owned(), question == "whole");
            assert_eq!(found(text), [Doubt::NoSuchNumber { name, value, whole }], "{text}");
        }
        for text in [
            "${whole} = '1'",
            "${whole} = 1",
            "${whole} = ''",
            "${whole} > 1.5",
            "${whole} > '1.5'",
            "${whole} = '-1'",
            "${part} = '1.5'",
            "${part} >= '1.0'",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_is_found_where_one_is_wanted() {
        assert_eq!(found("1 < ${whole} < 5"), [Doubt::Chained]);
        assert_eq!(found("${a} = 1 or 2"), [Doubt::Bare("2".to_owned())]);
        assert_eq!(found("${a} = '1' and '2'"), [Doubt::Bare("'2'".to_owned())]);
        assert_eq!(found("'có'"), [Doubt::Bare("'có'".to_owned())]);
        for text in ["(${a} = 1) = (${b} = 2)", "${a} or ${b}", "true()", "selected(${a}, '1') or ${b} = 2"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_sum_that_one_blank_answer_spoils_is_found() {
        let doubts = |text: &str| {
            let questions =
                Questions { answered: &|_| Answered::Otherwise, may_be_blank: &|name| name == "perhaps" };
            doubts(&parse(text).unwrap(), false, &questions)
        };
        assert_eq!(doubts("1 + sum(${perhaps})"), [Doubt::SumWithBlank("perhaps".to_owned())]);
        assert_eq!(doubts("sum(${always})"), []);
        assert_eq!(doubts("count(${perhaps})"), []);
        assert_eq!(doubts("5"), [], "a calculation may be a number");
    }
}
