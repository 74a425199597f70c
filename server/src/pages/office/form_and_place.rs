//! One field that chooses a form and a place together, among those that go together, by their names; or a form at all of its places.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Reader;
use crate::service::flags::Called;

/// What stands between the two in what the field sends; no code of either has it.
const BETWEEN: char = '|';

/// So many of a form for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The form.
    pub form: String,
    /// The place.
    pub place: String,
    /// How many; none where what was typed is no number.
    pub number: Option<u32>,
}

/// What was asked for: at the place that was chosen, or at each at which ballots of the form are planned. Where the field for the number
/// is empty, it is as many as are planned there.
pub fn shares(
    filled: &BTreeMap<String, String>,
    number: &str,
    planned: &BTreeMap<(String, String), u32>,
) -> Vec<Share> {
    let Some((form, place)) = filled.get("of").and_then(|of| of.split_once(BETWEEN)) else {
        return Vec::new();
    };
    let typed = filled.get(number).map_or("", |typed| typed.trim());
    let share = |place: &str, planned: u32| {
        let number = if typed.is_empty() { Some(planned) } else { typed.parse().ok() };
        Share { form: form.to_owned(), place: place.to_owned(), number }
    };
    if place.is_empty() {
        let of_form = planned.iter().filter(|((it, _), ballots)| it == form && **ballots > 0);
        return of_form.map(|((_, place), ballots)| share(place, *ballots)).collect();
    }
    let planned = planned.get(&(form.to_owned(), place.to_owned()));
    vec![share(place, planned.copied().unwrap_or_default())]
}

/// What the field sends of both.
pub fn joined(form: &str, place: &str) -> String {
    format!("{form}{BETWEEN}{place}")
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
    let mut places = BTreeMap::<&str, usize>::new();
    all.iter().for_each(|(form, _)| *places.entry(form).or_default() += 1);
    html! {
        label for="of" { (reader.say("invite.of")) }
        select #of name="of" required {
            @for of in all {
                @let value = joined(&of.0, &of.1);
                option value=(value) selected[was == value] { (named(reader, called, of)) }
            }
            @for (form, n) in places.into_iter().filter(|(_, n)| *n > 1) {
                @let value = joined(form, "");
                @let asks = Called::name(&called.forms, form, reader.language.code());
                option value=(value) selected[was == value] {
                    (reader.tell("invite.everywhere", &[("form", [form, asks].join(" ").trim_end()), ("n", &n.to_string())]))
                }
            }
        }
    }
}
