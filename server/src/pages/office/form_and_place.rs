//! One field that chooses a form and a place together, among those that go together, by their names.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Reader;
use crate::service::flags::Called;

/// What stands between the two in what the field sends; no code of either has it.
const BETWEEN: char = '|';

/// What the field sends of both.
pub fn joined(form: &str, place: &str) -> String {
    format!("{form}{BETWEEN}{place}")
}

/// The form and the place that were chosen.
pub fn chosen(filled: &BTreeMap<String, String>) -> Option<(String, String)> {
    let (form, place) = filled.get("of")?.split_once(BETWEEN)?;
    Some((form.to_owned(), place.to_owned()))
}

/// What both are called.
pub fn named(reader: &Reader, called: &Called, (form, place): &(String, String)) -> String {
    let [asks, lies] = [(&called.forms, form), (&called.places, place)]
        .map(|(names, code)| Called::name(names, code, reader.language.code()));
    let form = [form, asks].join(" ");
    format!("{}: {}", form.trim_end(), if lies.is_empty() { place } else { lies })
}

/// The field, with what was chosen before.
pub fn choice(reader: &Reader, called: &Called, all: &[&(String, String)], was: &str) -> Markup {
    html! {
        label for="of" { (reader.say("invite.of")) }
        select #of name="of" required {
            @for of in all {
                @let value = joined(&of.0, &of.1);
                option value=(value) selected[was == value] { (named(reader, called, of)) }
            }
        }
    }
}
