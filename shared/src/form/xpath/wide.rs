//! Functions that need the nodes of an arena, or more than every form asks for. What computes over something else does without
//! them, and so does a program that computes over nothing else.

mod chance;
mod code;
mod curves;
mod lists;
mod nodes;
mod pattern;
mod place;
mod time;

use super::call::Call;
use super::function::Function as F;
use super::path::Nodes;
use super::value::Value;

pub(super) use code::is_of_digest;
pub(super) use pattern::pattern;

/// A call over the nodes of an arena.
pub(super) struct Wide<'c, 'r, 't> {
    pub call: &'c Call<'r, 't>,
    pub ground: &'c Nodes<'t>,
}

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn value(&self) -> Value<'t> {
        match self.call.function {
            F::Current
            | F::Id
            | F::IndexedRepeat
            | F::Instance
            | F::Lang
            | F::Last
            | F::LocalName
            | F::Name
            | F::NamespaceUri
            | F::Position
            | F::Pulldata => self.of_nodes(),
            F::Checklist | F::ChoiceName | F::Itext | F::Once | F::WeightedChecklist => self.of_lists(),
            F::Date
            | F::DateTime
            | F::DecimalDateTime
            | F::DecimalTime
            | F::FormatDate
            | F::FormatDateTime => self.of_time(),
            F::Area | F::Distance | F::Geofence => self.of_place(),
            F::Random | F::Randomize | F::Uuid => self.of_chance(),
            F::Base64Decode | F::Digest => self.of_code(),
            F::Regex => Value::Boolean(self.fits()),
            _ => Value::Number(self.of_curves()),
        }
    }
}
