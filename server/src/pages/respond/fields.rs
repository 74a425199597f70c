//! A question as a field of a form, and what a form sends back as answers. A field bears the path of its question; each option of
//! several has one of its own, as browsers do not send what is not ticked.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::form::{Asked, Choice, FormDefinition, Instance, Kind};
use shared::interview::{Way, fault, lay_out, shown, typed};
use shared::message::date;

use super::frame::Guest;

/// More options than this are a list that opens.
const MOST_IN_SIGHT: usize = 15;
/// So long may a text be, in letters as browsers count them.
const LONGEST: usize = 1200;
/// A letter that they count is so many bytes of a form at most: three of UTF-8, each as `%E1`.
const ENCODED: usize = 9;

/// The answers that a form brought, of questions that were asked on it.
pub fn answers(instance: &Instance, filled: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let answer = |path: &String| {
        let asked = instance.asked(path).filter(|asked| asked.open)?;
        Some((path.clone(), brought(instance.definition(), path, &asked.question.kind, filled)))
    };
    filled.keys().filter_map(answer).collect()
}

/// What a form brought for the field of a question at a path; empty where it brought nothing.
pub fn brought(
    definition: &FormDefinition,
    path: &str,
    kind: &Kind,
    filled: &BTreeMap<String, String>,
) -> String {
    match kind {
        Kind::SelectMultiple(_) => {
            let options = definition.options(kind).iter();
            let chosen = options.filter(|it| filled.contains_key(&of_option(path, &it.name)));
            chosen.map(|it| &*it.name).collect::<Vec<_>>().join(" ")
        }
        kind => filled.get(path).map_or_else(String::new, |value| typed(kind, value)),
    }
}

/// So large may what the largest page sends be, besides its buttons, with every field filled to its end.
pub fn most_bytes(instance: &Instance) -> usize {
    let of_path = |path: &String| instance.asked(path).map_or(0, |asked| field_bytes(instance, path, &asked));
    let screens = lay_out(instance, Way::ByQuestion);
    screens.iter().map(|screen| screen.paths.iter().map(of_path).sum()).max().unwrap_or_default()
}

fn field_bytes(instance: &Instance, path: &str, asked: &Asked<'_>) -> usize {
    let plain = |text: &str| ENCODED * (text.len() + 1);
    let options = instance.definition().options(&asked.question.kind).iter();
    plain(path)
        + match &asked.question.kind {
            Kind::SelectOne(_) => options.map(|it| plain(&it.name)).max().unwrap_or_default(),
            Kind::SelectMultiple(_) => options.map(|it| plain(&of_option(path, &it.name))).sum(),
            _ => ENCODED * LONGEST,
        }
}

fn of_option(path: &str, option: &str) -> String {
    format!("{path}#{option}")
}

/// A question under these words; `told` says what is missing or wrong.
pub fn field(
    guest: &Guest,
    definition: &FormDefinition,
    path: &str,
    asked: &Asked<'_>,
    words: &str,
    told: bool,
) -> Markup {
    let is_hidden = asked.question.personal && !guest.told_here && !asked.value.is_empty();
    let asked = &Asked { value: if is_hidden { "" } else { asked.value }, ..asked.clone() };
    let language = guest.language.code();
    let hint = definition.text(&asked.question.hint, language);
    let wrong = if told { fault(definition, asked, guest.language) } else { None };
    let about = html! {
        @if !hint.is_empty() { p.hint { (hint) } }
        @if asked.question.personal { p.hint { (guest.say("consent.apart")) } }
        @if is_hidden { p.hint { (guest.say("respond.told_elsewhere")) } }
        @if let Some(wrong) = &wrong { p.error id={ "e" (path) } { (wrong) } }
    };
    let optional =
        html! { @if asked.open && !asked.required { " " span.hint { (guest.say("respond.optional")) } } };
    let (described, invalid) = (wrong.as_ref().map(|_| format!("e{path}")), wrong.as_ref().map(|_| "true"));
    let list = definition.options(&asked.question.kind);
    let label = |choice: &Choice| definition.text(&choice.label, language).to_owned();
    match &asked.question.kind {
        _ if !asked.open => html! { div.field id=(path) {
            p.said { (words) } (about)
            @if !asked.value.is_empty() { p { strong { (answer(guest, definition, asked)) } } }
        } },
        Kind::SelectOne(_) if list.len() <= MOST_IN_SIGHT => {
            html! { fieldset id=(path) aria-describedby=[described] {
                legend { span.said { (words) } (optional) } (about)
                @for choice in list { label.choice {
                    input type="radio" name=(path) value=(choice.name) checked[asked.value == choice.name];
                    span { (label(choice)) }
                } }
                @if !asked.required && !asked.value.is_empty() { label.choice {
                    input type="radio" name=(path) value=""; span { (guest.say("respond.no_answer")) }
                } }
            } }
        }
        Kind::SelectMultiple(_) => html! { fieldset id=(path) aria-describedby=[described] {
            legend { span.said { (words) } (optional) } (about)
            @for choice in list { label.choice {
                input type="checkbox" name=(of_option(path, &choice.name)) value="on"
                    checked[asked.value.split_ascii_whitespace().any(|it| it == choice.name)];
                span { (label(choice)) }
            } }
            // Behind the choices: what follows the legend clears it.
            input type="hidden" name=(path) value="";
        } },
        kind => html! { div.field {
            label.said for=(path) { (words) (optional) } (about)
            @match kind {
                Kind::SelectOne(_) => { select id=(path) name=(path) aria-describedby=[described] aria-invalid=[invalid] {
                    option value="" { "–" }
                    @for choice in list { option value=(choice.name) selected[asked.value == choice.name] { (label(choice)) } }
                } }
                Kind::Text if asked.question.appearance.as_deref().is_some_and(|it| it.contains("multiline")) => {
                    textarea id=(path) name=(path) rows="4" maxlength=(LONGEST) aria-describedby=[described] aria-invalid=[invalid] { "\n" (asked.value) }
                }
                _ => { input id=(path) name=(path) type=(if *kind == Kind::Date { "date" } else { "text" }) inputmode=[inputmode(kind)]
                    maxlength=(LONGEST) autocomplete="off" value=(shown(kind, asked.value, guest.language)) aria-describedby=[described] aria-invalid=[invalid]; }
            }
        } },
    }
}

fn inputmode(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Integer => Some("numeric"),
        Kind::Decimal => Some("decimal"),
        _ => None,
    }
}

/// An answer as it is read.
pub fn answer(guest: &Guest, definition: &FormDefinition, asked: &Asked<'_>) -> String {
    match &asked.question.kind {
        kind @ (Kind::SelectOne(_) | Kind::SelectMultiple(_)) => {
            let is_chosen = |it: &&Choice| asked.value.split_ascii_whitespace().any(|name| name == it.name);
            let chosen = definition.options(kind).iter().filter(is_chosen);
            chosen.map(|it| definition.text(&it.label, guest.language.code())).collect::<Vec<_>>().join("; ")
        }
        Kind::Date => date(asked.value),
        kind => shown(kind, asked.value, guest.language),
    }
}
