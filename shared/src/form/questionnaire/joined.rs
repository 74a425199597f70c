//! Conditions about one question that one `and` or `or` joins: never all true, or always one of them.

use std::collections::BTreeMap;

use super::doubts::{Answered, Doubt, Questions};
use crate::form::xpath::{Comparison, Expr, Term, What};

/// What one condition compares a question with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Literal<'a> {
    Text(&'a str),
    Number(f64),
}

/// The conditions about one question.
type Conditions<'a> = Vec<(Comparison, Literal<'a>)>;

/// The questions whose conditions in this `and` exclude each other, or of whose conditions in this `or` one always holds.
pub(super) fn joined(expr: &Expr, whole: &Term, questions: &Questions) -> Vec<Doubt> {
    let mut found: BTreeMap<Option<&str>, (Answered, Conditions)> = BTreeMap::new();
    let (all, doubt): (_, fn(Option<String>) -> Doubt) = match whole.what {
        What::And(_) => (true, Doubt::Contradiction),
        _ => (false, Doubt::AlwaysOne),
    };
    each(whole, all, &mut |term| {
        if let Some((name, answered, condition)) = condition(expr, term, questions) {
            found.entry(name).or_insert((answered, Vec::new())).1.push(condition);
        }
    });
    let doubted = |(answered, conditions): &(Answered, Conditions)| match all {
        true => exclude_each_other(*answered, conditions),
        false => several(conditions, Comparison::NotEqual),
    };
    let doubted = found.into_iter().filter(|(_, it)| doubted(it));
    doubted.map(|(name, _)| doubt(name.map(str::to_owned))).collect()
}

/// A comparison of a question with a literal of its kind, the question on the left.
fn condition<'a>(
    expr: &'a Expr,
    term: &'a Term,
    questions: &Questions,
) -> Option<(Option<&'a str>, Answered, (Comparison, Literal<'a>))> {
    let What::Compare(left, rest) = &term.what else { return None };
    let [(comparison, right)] = &rest[..] else { return None };
    let (name, comparison, other) = match (expr.named(left), expr.named(right)) {
        (Some(name), None) => (name, *comparison, right),
        (None, Some(name)) => (name, mirrored(*comparison), &**left),
        _ => return None,
    };
    let answered = (questions.answered)(name);
    let literal = match (answered, &other.what) {
        (Answered::Option, What::Text(text)) if !comparison.is_order() => Literal::Text(text),
        (Answered::Integer | Answered::Decimal, _) => Literal::Number(number(other)?),
        _ => return None,
    };
    Some((name, answered, (comparison, literal)))
}

/// The terms that an `and` (or an `or`) joins, also through brackets.
fn each<'a>(term: &'a Term, all: bool, see: &mut dyn FnMut(&'a Term)) {
    match (&term.what, all) {
        (What::And(terms), true) | (What::Or(terms), false) => {
            terms.iter().for_each(|term| each(term, all, see))
        }
        _ => see(term),
    }
}

fn number(term: &Term) -> Option<f64> {
    match &term.what {
        What::Number(number) => Some(*number),
        What::Negate(term) => number(term).map(|number| -number),
        What::Text(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}

/// Whether several values are compared in this way.
fn several(conditions: &Conditions, how: Comparison) -> bool {
    let mut values = conditions.iter().filter(|(comparison, _)| *comparison == how).map(|(_, value)| value);
    values.next().is_some_and(|first| values.any(|other| other != first))
}

fn exclude_each_other(answered: Answered, conditions: &Conditions) -> bool {
    let equal = |value: &Literal| conditions.contains(&(Comparison::Equal, *value));
    let denied =
        |(comparison, value): &(Comparison, Literal)| *comparison == Comparison::NotEqual && equal(value);
    several(conditions, Comparison::Equal)
        || conditions.iter().any(denied)
        || nothing_between(answered, conditions)
}

/// Whether no number satisfies all bounds.
fn nothing_between(answered: Answered, conditions: &Conditions) -> bool {
    // A bound, and whether it is itself outside.
    let (mut low, mut high) = ((f64::NEG_INFINITY, false), (f64::INFINITY, false));
    for (comparison, value) in conditions {
        let Literal::Number(value) = *value else { continue };
        let whole = answered == Answered::Integer;
        let above = |outside: bool| match whole {
            true if outside => (value.floor() + 1.0, false),
            true => (value.ceil(), false),
            false => (value, outside),
        };
        let below = |outside: bool| match whole {
            true if outside => (value.ceil() - 1.0, false),
            true => (value.floor(), false),
            false => (value, outside),
        };
        let raise = |low: &mut (f64, bool), to: (f64, bool)| {
            if to.0 > low.0 || to.0 == low.0 && to.1 {
                *low = to;
            }
        };
        let lower = |high: &mut (f64, bool), to: (f64, bool)| {
            if to.0 < high.0 || to.0 == high.0 && to.1 {
                *high = to;
            }
        };
        match comparison {
            Comparison::Equal => {
                raise(&mut low, (value, false));
                lower(&mut high, (value, false));
            }
            Comparison::Greater | Comparison::GreaterOrEqual => {
                raise(&mut low, above(*comparison == Comparison::Greater));
            }
            Comparison::Less | Comparison::LessOrEqual => {
                lower(&mut high, below(*comparison == Comparison::Less))
            }
            Comparison::NotEqual => {}
        }
    }
    low.0 > high.0 || low.0 == high.0 && (low.1 || high.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::parse;
    use crate::form::questionnaire::doubts::doubts;

    fn found(text: &str) -> Vec<Doubt> {
        let questions = Questions {
            answered: &|name| match name {
                Some("one" | "other") => Answered::Option,
                None | Some("whole") => Answered::Integer,
                Some("part") => Answered::Decimal,
                _ => Answered::Otherwise,
            },
            may_be_blank: &|_| false,
        };
        doubts(&parse(text).unwrap(), true, &questions)
    }

    #[test]
    fn conditions_that_exclude_each_other_are_found() {
        for text in [
            "${one} = 'x' and ${one} = 'y'",
            "'x' = ${one} and ${other} = 'y' and ${one} = 'z'",
            "${one} = 'x' and ${one} != 'x'",
            "${one} = 'x' and (${other} = 'y' and ${one} = 'z')",
            "${other} = 'y' or (${one} = 'x' and ${one} = 'z')",
            "if(${one} = 'x' and ${one} = 'z', 1, 2) = 1",
        ] {
            assert_eq!(found(text), [Doubt::Contradiction(Some("one".to_owned()))], "{text}");
        }
        for text in [
            "${whole} > 5 and ${whole} < 3",
            "5 < ${whole} and 3 > ${whole}",
            "${whole} > 5 and ${whole} < 6",
            "${whole} = 5 and ${whole} = '6'",
            "${whole} = 5 and ${whole} > 5",
            "${whole} > -3 and ${whole} < -5",
            "${whole} >= 1 and ${whole} <= 10 and ${whole} = 11",
            "${whole} = 5 and ${whole} != 5",
        ] {
            assert_eq!(found(text), [Doubt::Contradiction(Some("whole".to_owned()))], "{text}");
        }
        assert_eq!(found(". > 5 and . < 3"), [Doubt::Contradiction(None)]);
        assert_eq!(found("${part} > 5 and ${part} <= 5"), [Doubt::Contradiction(Some("part".to_owned()))]);
    }

    #[test]
    fn of_two_things_denied_one_is_always_another() {
        for text in ["${one} != 'x' or ${one} != 'y'", "${other} = 'x' or (${one} != 'x' or ${one} != 'y')"] {
            assert_eq!(found(text), [Doubt::AlwaysOne(Some("one".to_owned()))], "{text}");
        }
        assert_eq!(found("${whole} != 1 or 2 != ${whole}"), [Doubt::AlwaysOne(Some("whole".to_owned()))]);
    }

    #[test]
    fn conditions_that_can_hold_are_left_alone() {
        for text in [
            "${one} = 'x' or ${one} = 'y'",
            "${one} = 'x' and ${other} = 'y'",
            "${one} = 'x' and ${one} = 'x'",
            "${one} != 'x' and ${one} != 'y'",
            "${one} != 'x' or ${other} != 'x'",
            "${whole} > 3 and ${whole} < 5",
            "${whole} >= 5 and ${whole} <= 5",
            "${whole} = 5 and ${whole} = '5'",
            "${part} > 5 and ${part} < 6",
            "${part} >= 5 and ${part} <= 5",
            "(${whole} > 5 and ${one} = 'x') or (${whole} < 3 and ${one} = 'y')",
            "${unknown} = 'x' and ${unknown} = 'y'",
            "${whole} > ${part} and ${whole} < 3",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
