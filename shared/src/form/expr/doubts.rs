//! What other engines make something else of, though the expression is right here.

use super::function::Function;
use super::term::{Comparison, Expr, Term};

/// A part of an expression that ODK Collect or web forms read differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// A day in an order with a text, such as `. >= '2019-01-01'`: Collect finds it never true.
    /// The name of the day, `None` for `.`.
    DayAndText(Option<String>),
    /// The sum of answers of which one may be blank: no number at all, in every engine.
    SumWithBlank(String),
}

/// What is known of the questions that an expression names (`None` is `.`).
pub struct Questions<'a> {
    /// Whether it holds a day.
    pub is_day: &'a dyn Fn(Option<&str>) -> bool,
    /// Whether it may stay without an answer.
    pub may_be_blank: &'a dyn Fn(&str) -> bool,
}

impl Expr {
    /// What other engines read differently, from the outside in.
    pub fn elsewhere(&self, questions: &Questions) -> Vec<Elsewhere> {
        let mut found = Vec::new();
        self.root.visit(&mut |term| found.extend(self.read_elsewhere(term, questions)));
        found
    }

    fn read_elsewhere(&self, term: &Term, questions: &Questions) -> Option<Elsewhere> {
        let name = |index: usize| self.references.get(index).map(String::as_str);
        match term {
            Term::Compare(comparison, left, right) => {
                let day = match (&**left, &**right) {
                    (Term::Reference(index), Term::Text(_)) | (Term::Text(_), Term::Reference(index)) => {
                        Some(name(*index)?)
                    }
                    (Term::Itself, Term::Text(_)) | (Term::Text(_), Term::Itself) => None,
                    _ => return None,
                };
                let order = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
                (order && (questions.is_day)(day)).then(|| Elsewhere::DayAndText(day.map(str::to_owned)))
            }
            Term::Call(Function::Sum, arguments) => {
                let [Term::Reference(index)] = &arguments[..] else { return None };
                let name = name(*index)?;
                (questions.may_be_blank)(name).then(|| Elsewhere::SumWithBlank(name.to_owned()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::form::expr::parse;

    use super::*;

    fn found(text: &str) -> Vec<Elsewhere> {
        let questions = Questions {
            is_day: &|name| name.is_none_or(|name| name == "day"),
            may_be_blank: &|name| name == "perhaps",
        };
        parse(text).unwrap().elsewhere(&questions)
    }

    #[test]
    fn a_day_in_an_order_with_a_text_is_found_wherever_it_stands() {
        for (text, name) in [
            (". >= '2019-01-01'", None),
            ("'2019-01-01' < .", None),
            ("not(${day} > '2019-01-01') or ${a} = 1", Some("day")),
            ("if(${day} <= '2019-01-01', 1, 2)", Some("day")),
        ] {
            assert_eq!(found(text), [Elsewhere::DayAndText(name.map(str::to_owned))], "{text}");
        }
        for text in [". = '2019-01-01'", "${a} >= '2019-01-01'", "${day} > today()", ". >= ${day}"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_sum_that_one_blank_answer_spoils_is_found() {
        assert_eq!(found("1 + sum(${perhaps})"), [Elsewhere::SumWithBlank("perhaps".to_owned())]);
        assert_eq!(found("sum(${always})"), []);
        assert_eq!(found("count(${perhaps})"), []);
    }
}
