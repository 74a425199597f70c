//! The expressions of a form: each must parse, and name only what it can see. They are checked when all names are known.

use super::doubts::{Answered, Doubt, Questions, doubts};
use super::fitting::{self, Values, misfits};
use super::scope::{Holds, Places};
use super::survey::Lists;
use crate::form::parse;
use crate::form::xpath::Expr;
use crate::problem::{Location, Problem};
use crate::sheet::{Faults, Record};

/// Expressions that wait until all names are known.
#[derive(Debug, Default)]
pub(super) struct Expressions(Vec<Waiting>);

#[derive(Debug)]
struct Waiting {
    text: String,
    at: Location,
    repeat: Option<String>,
    question: String,
}

impl Expressions {
    /// The expression in a column, which stands in `repeat`.
    pub fn read(
        &mut self,
        record: Record,
        column: &str,
        repeat: Option<&str>,
        faults: &mut Faults,
    ) -> Option<String> {
        let spot = record.at(column);
        let text = straightened(spot.word(faults))?;
        let question = record.at("name").word(&mut Faults::default()).unwrap_or_default();
        let repeat = repeat.map(str::to_owned);
        self.0.push(Waiting { text: text.clone(), at: spot.at, repeat, question });
        Some(text)
    }

    /// `required`: `yes` and its like, or an expression.
    pub fn read_required(
        &mut self,
        record: Record,
        repeat: Option<&str>,
        faults: &mut Faults,
    ) -> Option<String> {
        let spot = record.at("required");
        let word = spot.word(faults)?;
        match word.to_lowercase().as_str() {
            "yes" | "true" | "true()" => Some("true()".to_owned()),
            "no" | "false" | "false()" => None,
            other if other.chars().all(|sign| sign.is_alphanumeric() || sign == '_' || sign == ' ') => {
                spot.fault(Problem::new("form.required_word").with("value", word), faults);
                None
            }
            _ => self.read(record, "required", repeat, faults),
        }
    }

    /// Checks them all.
    pub fn check(self, places: &Places, lists: &Lists, faults: &mut Faults) {
        let fault = |name: &str, waiting: &Waiting| {
            places.fault_of(name, waiting.repeat.as_deref(), &waiting.question)
        };
        for waiting in self.0 {
            match parse(&waiting.text) {
                Ok(expression) => {
                    for name in &expression.references {
                        if let Some(problem) = fault(name, &waiting) {
                            faults.note(waiting.at.clone(), problem);
                        } else if places.is_far(name, waiting.repeat.as_deref()) {
                            let problem = Problem::new("form.inside_repeat").with("name", name);
                            faults.warn(waiting.at.clone(), problem.with("question", &waiting.question));
                        }
                    }
                    waiting.misfits(&expression, places, lists, faults);
                    waiting.doubts(&expression, places, faults);
                }
                Err(error) => faults.note(waiting.at, error.problem),
            }
        }
    }
}

impl Waiting {
    /// Notes what is compared with answers that can never be.
    fn misfits(&self, expression: &Expr, places: &Places, lists: &Lists, faults: &mut Faults) {
        let ask = |name: Option<&str>, depth: usize| {
            values(name.unwrap_or(&self.question), self.repeat.as_deref(), places, lists, depth)
        };
        for misfit in misfits(expression, &ask) {
            let mut options = misfit.all;
            let more = options.len() > MAX_SHOWN;
            options.truncate(MAX_SHOWN);
            let allowed = options.join(", ") + if more { ", …" } else { "" };
            let code = match (misfit.certain, misfit.always) {
                (true, false) => "form.no_option",
                (true, true) => "form.no_option_always",
                (false, _) => "form.hardly_an_option",
            };
            let problem = Problem::new(code).with("question", misfit.of).with("value", misfit.value);
            let problem = problem.with("allowed", allowed);
            if misfit.certain {
                faults.note(self.at.clone(), problem);
            } else {
                faults.warn(self.at.clone(), problem);
            }
        }
    }
}

impl Waiting {
    /// Notes what its author hardly meant, and what other engines read differently.
    fn doubts(&self, expression: &Expr, places: &Places, faults: &mut Faults) {
        let level = self.repeat.as_deref();
        let questions = Questions {
            answered: &|name| match places.holds(name.unwrap_or(&self.question), level) {
                Some(Holds::Day) => Answered::Day,
                Some(Holds::Integer) => Answered::Integer,
                Some(Holds::Decimal) => Answered::Decimal,
                Some(Holds::List(_)) => Answered::Option,
                _ => Answered::Otherwise,
            },
            may_be_blank: &|name| places.may_be_blank(name, level),
        };
        let is_condition = matches!(self.at.column.as_deref(), Some("relevant" | "constraint" | "required"));
        for doubt in doubts(expression, is_condition, &questions) {
            let problem = |code: &str| Problem::new(code).with("question", &self.question);
            let named = |code: &str, name: &Option<String>| {
                problem(code).with("name", name.as_ref().unwrap_or(&self.question))
            };
            let problem = match &doubt {
                Doubt::DayAndText { name, value, days } => {
                    named("form.day_and_text", name).with("value", value).with("days", days)
                }
                Doubt::NoDay { name, value, always } => {
                    named(if *always { "form.no_day_always" } else { "form.no_day" }, name)
                        .with("value", value)
                }
                Doubt::NoSuchNumber { name, value, whole } => {
                    let code = if *whole { "form.no_such_integer" } else { "form.no_such_number" };
                    named(code, name).with("value", value)
                }
                // Of the answers in another repeat one may be this, and another that.
                Doubt::Contradiction(Some(name)) | Doubt::AlwaysOne(Some(name))
                    if places.is_far(name, level) =>
                {
                    continue;
                }
                Doubt::Contradiction(name) => named("form.contradiction", name),
                Doubt::AlwaysOne(name) => named("form.always_one", name),
                Doubt::SumWithBlank(name) => problem("form.sum_with_blank").with("name", name),
                Doubt::Chained => problem("form.chained_comparison"),
                Doubt::Bare(text) => problem("form.bare_value").with("value", text),
            };
            if doubt.is_certain() {
                faults.note(self.at.clone(), problem);
            } else {
                faults.warn(self.at.clone(), problem);
            }
        }
    }
}

/// As many options are listed in a fault.
const MAX_SHOWN: usize = 20;

fn values(name: &str, repeat: Option<&str>, places: &Places, lists: &Lists, depth: usize) -> Option<Values> {
    let of = Some(name.to_owned());
    match places.holds(name, repeat)? {
        holds @ (Holds::List(list) | Holds::Several(list)) => {
            let all = lists.get(list)?.iter().map(|choice| choice.name.clone()).collect();
            Some(Values { of, all, numbers: false, several: matches!(holds, Holds::Several(_)) })
        }
        Holds::Calculation(text) => {
            let ask = |inner: Option<&str>, depth: usize| values(inner?, repeat, places, lists, depth);
            let found = fitting::values(&parse(text).ok()?, &ask, depth + 1)?;
            // What was calculated is kept as it is written.
            Some(Values { of, numbers: false, ..found })
        }
        Holds::Nothing | Holds::Answer | Holds::Day | Holds::Integer | Holds::Decimal => None,
    }
}

/// The expression with the quotes that a word processor curled made straight again.
pub(super) fn straightened(text: Option<String>) -> Option<String> {
    text.map(|text| text.replace(['‘', '’'], "'").replace(['“', '”'], "\""))
}
