//! Calls functions: which of them is computed where.

mod chance;
mod choice;
mod code;
mod nodes;
mod numbers;
mod place;
mod texts;
mod time;

use super::evaluate::{Run, Spot};
use super::fault::Span;
use super::function::Function as F;
use super::term::Term;
use super::value::Value;

pub(super) use texts::pattern;

impl<'t> Run<'t> {
    /// The value of a call.
    pub fn call(&self, function: F, arguments: &'t [Term], spot: Spot, span: Span) -> Value<'t> {
        let (fewest, most) = function.arguments();
        if !(fewest..=most).contains(&arguments.len()) {
            let n = arguments.len().to_string();
            self.defect("arguments", span, &[("function", function.name()), ("n", &n)]);
            return Value::EMPTY;
        }
        let call = Call { run: self, function, arguments, spot, span };
        match function {
            F::Count
            | F::CountNonEmpty
            | F::Current
            | F::Id
            | F::IndexedRepeat
            | F::Instance
            | F::Lang
            | F::Last
            | F::LocalName
            | F::Name
            | F::NamespaceUri
            | F::Position
            | F::Pulldata => call.of_nodes(),
            F::Boolean
            | F::BooleanFromString
            | F::Checklist
            | F::ChoiceName
            | F::Coalesce
            | F::CountSelected
            | F::False
            | F::If
            | F::Itext
            | F::Not
            | F::Once
            | F::Selected
            | F::SelectedAt
            | F::True
            | F::WeightedChecklist => call.of_choice(),
            F::Date
            | F::DateTime
            | F::DecimalDateTime
            | F::DecimalTime
            | F::FormatDate
            | F::FormatDateTime
            | F::Now
            | F::Today => call.of_time(),
            F::Area | F::Distance | F::Geofence => call.of_place(),
            F::Random | F::Randomize | F::Uuid => call.of_chance(),
            F::Base64Decode | F::Digest => call.of_code(),
            F::Concat
            | F::Contains
            | F::EndsWith
            | F::Join
            | F::NormalizeSpace
            | F::Regex
            | F::StartsWith
            | F::StringOf
            | F::StringLength
            | F::Substr
            | F::Substring
            | F::SubstringAfter
            | F::SubstringBefore
            | F::Translate => call.of_text(),
            _ => Value::Number(call.of_number()),
        }
    }
}

/// A call whose arguments are as many as they should be.
struct Call<'r, 't> {
    run: &'r Run<'t>,
    function: F,
    arguments: &'t [Term],
    spot: Spot,
    span: Span,
}

impl<'t> Call<'_, 't> {
    fn text(&self, at: usize) -> std::borrow::Cow<'t, str> {
        self.run.text(&self.arguments[at], self.spot)
    }

    fn number(&self, at: usize) -> f64 {
        self.run.number(&self.arguments[at], self.spot)
    }

    fn value(&self, at: usize) -> Value<'t> {
        self.run.value(&self.arguments[at], self.spot)
    }

    fn value_text(&self, value: Value<'t>) -> std::borrow::Cow<'t, str> {
        value.text(self.run.tree)
    }

    /// The text of the only argument, or of the node that the call stands at.
    fn text_or_own(&self) -> std::borrow::Cow<'t, str> {
        if self.arguments.is_empty() { self.run.tree.text(self.spot.node) } else { self.text(0) }
    }
}
