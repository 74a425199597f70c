//! Answers as the text that an interview keeps of them.

use serde_json::Value;

use super::checked::quoted;
use crate::ballot::Reason;
use crate::form::{Kind, is_day};
use crate::problem::Problem;

/// The text of an answer in the sealed shape of its kind.
pub(super) fn text(kind: &Kind, options: &[String], answer: &Value) -> Result<String, Problem> {
    let wrong_type = || Reason::WrongType.problem();
    let string = || answer.as_str().map(str::to_owned).ok_or_else(wrong_type);
    match kind {
        Kind::Text | Kind::Date | Kind::Calculate | Kind::DeviceId | Kind::Username => string(),
        Kind::Start | Kind::End => {
            string().and_then(|text| text.parse::<jiff::Timestamp>().map(|_| text).map_err(|_| wrong_type()))
        }
        Kind::Today => string().and_then(|text| if is_day(&text) { Ok(text) } else { Err(wrong_type()) }),
        Kind::Integer => answer.as_i64().map(|number| number.to_string()).ok_or_else(wrong_type),
        Kind::Decimal => answer.as_f64().map(|number| number.to_string()).ok_or_else(wrong_type),
        Kind::SelectOne(_) => option(options, answer).map(str::to_owned),
        Kind::SelectMultiple(_) => {
            let Some(chosen) = answer.as_array() else {
                // One option by itself would be counted: that it is one of the list is asked first.
                return option(options, answer).and_then(|_| Err(wrong_type()));
            };
            let names = chosen.iter().map(|answer| option(options, answer)).collect::<Result<Vec<_>, _>>()?;
            Ok(names.join(" "))
        }
        Kind::Note => Err(wrong_type()),
    }
}

/// The option that was chosen. What is no text is no option either: the count would leave it aside.
fn option<'a>(options: &'a [String], answer: &Value) -> Result<&'a str, Problem> {
    let found = answer.as_str().and_then(|name| options.iter().find(|option| *option == name));
    let written = || answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
    let unknown = || Reason::UnknownOption.problem().with("option", quoted(written()));
    found.map(String::as_str).ok_or_else(unknown)
}

/// The text of a calculation's result, of whatever type it is sealed as.
pub(super) fn loose_text(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => parts.iter().map(loose_text).collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    }
}
