//! What each function computes.

use super::evaluate::Scope;
use super::function::Function;
use super::term::Term;
use super::value::{Value, text_number};
use crate::form::xpath::round;

impl Function {
    /// The value of the call. The parser has seen to the number of arguments.
    pub(super) fn call(self, arguments: &[Term], scope: &impl Scope) -> Value {
        match self {
            Self::True => Value::Boolean(true),
            Self::False => Value::Boolean(false),
            Self::Not => Value::Boolean(!arguments[0].evaluate(scope).boolean()),
            Self::Boolean => Value::Boolean(arguments[0].evaluate(scope).boolean()),
            Self::BooleanFromString => {
                Value::Boolean(matches!(arguments[0].text(scope).as_str(), "1" | "true"))
            }
            Self::If => {
                let chosen = if arguments[0].evaluate(scope).boolean() { 1 } else { 2 };
                arguments[chosen].evaluate(scope)
            }
            Self::Coalesce => match arguments[0].evaluate(scope) {
                // Not a number is no value either, as ODK has it.
                Value::Number(number) if number.is_nan() => arguments[1].evaluate(scope),
                first if first.text().is_empty() => arguments[1].evaluate(scope),
                first => first,
            },
            Self::Position => Value::Number(scope.position() as f64),
            Self::Today => Value::Text(scope.now().day()),
            Self::Now => Value::Text(scope.now().text()),
            Self::Contains => two(arguments, scope, |text, part| Value::Boolean(text.contains(part))),
            Self::StartsWith => two(arguments, scope, |text, part| Value::Boolean(text.starts_with(part))),
            Self::EndsWith => two(arguments, scope, |text, part| Value::Boolean(text.ends_with(part))),
            Self::Selected => two(arguments, scope, |text, option| {
                Value::Boolean(text.split_ascii_whitespace().any(|chosen| chosen == option.trim()))
            }),
            Self::SubstringBefore => {
                two(arguments, scope, |text, mark| text_or_empty(text.split_once(mark).map(|cut| cut.0)))
            }
            Self::SubstringAfter => {
                two(arguments, scope, |text, mark| text_or_empty(text.split_once(mark).map(|cut| cut.1)))
            }
            Self::SelectedAt => selected_at(arguments, scope),
            Self::String => Value::Text(one_or_itself(arguments, scope).text()),
            Self::StringLength => {
                Value::Number(one_or_itself(arguments, scope).text().chars().count() as f64)
            }
            Self::NormalizeSpace => {
                let text = one_or_itself(arguments, scope).text();
                let words = text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
                Value::Text(words.collect::<Vec<_>>().join(" "))
            }
            Self::Concat => Value::Text(texts(arguments, scope).concat()),
            Self::Join => Value::Text(texts(&arguments[1..], scope).join(&arguments[0].text(scope))),
            Self::Substring => substring(arguments, scope),
            Self::Substr => substr(arguments, scope),
            Self::Translate => translate(arguments, scope),
            Self::CountSelected => {
                Value::Number(arguments[0].text(scope).split_ascii_whitespace().count() as f64)
            }
            Self::Count => Value::Number(texts(arguments, scope).len() as f64),
            Self::CountNonEmpty => {
                Value::Number(texts(arguments, scope).iter().filter(|text| !text.is_empty()).count() as f64)
            }
            Self::Sum => Value::Number(numbers(arguments, scope).iter().sum()),
            Self::Min => extreme(arguments, scope, f64::min),
            Self::Max => extreme(arguments, scope, f64::max),
            Self::Number => Value::Number(one_or_itself(arguments, scope).number(scope.now().offset)),
            Self::Int => Value::Number(arguments[0].number(scope).trunc()),
            Self::Floor => Value::Number(arguments[0].number(scope).floor()),
            Self::Ceiling => Value::Number(arguments[0].number(scope).ceil()),
            Self::Abs => Value::Number(arguments[0].number(scope).abs()),
            Self::Pow => Value::Number(arguments[0].number(scope).powf(arguments[1].number(scope))),
            Self::Round => {
                let places = arguments.get(1).map_or(0.0, |places| places.number(scope));
                Value::Number(round(arguments[0].number(scope), places))
            }
        }
    }
}

fn one_or_itself(arguments: &[Term], scope: &impl Scope) -> Value {
    arguments.first().map_or_else(|| scope.itself(), |argument| argument.evaluate(scope))
}

fn two(arguments: &[Term], scope: &impl Scope, of: fn(&str, &str) -> Value) -> Value {
    of(&arguments[0].text(scope), &arguments[1].text(scope))
}

fn text_or_empty(text: Option<&str>) -> Value {
    Value::Text(text.unwrap_or_default().to_owned())
}

/// The texts of all arguments; a set of nodes gives one for each node.
fn texts(arguments: &[Term], scope: &impl Scope) -> Vec<String> {
    let texts_of = |argument: &Term| match argument.evaluate(scope) {
        Value::Nodes(nodes) => nodes,
        single => vec![single.text()],
    };
    arguments.iter().flat_map(texts_of).collect()
}

/// The numbers of all arguments; a set of nodes gives one for each node.
fn numbers(arguments: &[Term], scope: &impl Scope) -> Vec<f64> {
    let offset = scope.now().offset;
    let numbers_of = |argument: &Term| match argument.evaluate(scope) {
        Value::Nodes(nodes) => nodes.iter().map(|node| text_number(node, offset)).collect(),
        single => vec![single.number(offset)],
    };
    arguments.iter().flat_map(numbers_of).collect()
}

/// NaN where anything is no number or nothing is there, as ODK has it.
fn extreme(arguments: &[Term], scope: &impl Scope, of: fn(f64, f64) -> f64) -> Value {
    let numbers = numbers(arguments, scope);
    let all = numbers.iter().all(|number| !number.is_nan());
    Value::Number(numbers.into_iter().filter(|_| all).reduce(of).unwrap_or(f64::NAN))
}

fn selected_at(arguments: &[Term], scope: &impl Scope) -> Value {
    let (text, at) = (arguments[0].text(scope), arguments[1].number(scope));
    // A negative number or NaN would become 0 below.
    let chosen = if at >= 0.0 { text.split_ascii_whitespace().nth(at as usize) } else { None };
    text_or_empty(chosen)
}

/// XPath's: the first character is 1, and both bounds are rounded.
fn substring(arguments: &[Term], scope: &impl Scope) -> Value {
    let half_up = |number: f64| (number + 0.5).floor();
    let first = half_up(arguments[1].number(scope));
    let end = arguments.get(2).map_or(f64::INFINITY, |length| first + half_up(length.number(scope)));
    let text = arguments[0].text(scope);
    let inside = |at: usize| at as f64 >= first && (at as f64) < end;
    Value::Text(text.chars().enumerate().filter(|(at, _)| inside(at + 1)).map(|(_, c)| c).collect())
}

/// ODK's: the first character is 0, the end is not in it, and negative numbers count from the end.
fn substr(arguments: &[Term], scope: &impl Scope) -> Value {
    let text = arguments[0].text(scope);
    let length = text.chars().count() as f64;
    let bound = |number: f64| if number < 0.0 { (length + number).max(0.0) } else { number } as usize;
    let first = bound(arguments[1].number(scope));
    let end = arguments.get(2).map_or(length as usize, |end| bound(end.number(scope)));
    Value::Text(text.chars().skip(first).take(end.saturating_sub(first)).collect())
}

fn translate(arguments: &[Term], scope: &impl Scope) -> Value {
    let (text, from) = (arguments[0].text(scope), arguments[1].text(scope));
    let to: Vec<char> = arguments[2].text(scope).chars().collect();
    let translated = |c: char| match from.chars().position(|other| other == c) {
        None => Some(c),
        Some(at) => to.get(at).copied(),
    };
    Value::Text(text.chars().filter_map(translated).collect())
}
