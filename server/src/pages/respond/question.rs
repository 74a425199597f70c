//! A screen of the interview: one question, a group that belongs together, or one question about each unit.

use maud::html;
use shared::interview::{Screen, Shape};

use super::fields::field;
use super::frame::{self, Guest};
use crate::service::respond::{Interview, Visit};

/// The page of the screen with this number; `told` says what is missing or wrong on it.
pub fn page(
    guest: &Guest,
    it: &Visit,
    interview: &Interview,
    screens: &[Screen],
    here: usize,
    told: bool,
) -> String {
    let (instance, campaign) = (&interview.instance, &it.known.campaign);
    let (definition, language) = (instance.definition(), guest.language.code());
    let screen = &screens[here];
    let asked: Vec<_> = screen.paths.iter().filter_map(|path| Some((path, instance.asked(path)?))).collect();
    let unit = |code: Option<&str>| {
        code.and_then(|code| campaign.unit(code)).map_or("", |unit| guest.name(&unit.name))
    };
    let section = definition.text(&screen.section, language);
    let of_units = screen.shape == Shape::Units;
    let heading = match asked.first() {
        Some((_, first)) if of_units => definition.text(&first.question.label, language),
        _ if section.is_empty() => &definition.title,
        _ => section,
    };
    let (n, m) = ((here + 1).to_string(), (screens.len() - 1).to_string());
    let body = html! {
        p.count { (guest.tell("respond.count", &[("n", &n), ("m", &m)])) }
        progress max=(m) value=(n) aria-hidden="true" {}
        @if told { p.note role="alert" { (guest.say("respond.told")) } }
        form method="post" action=(guest.to(&[])) {
            input type="hidden" name="at" value=(screen.key);
            @for (path, asked) in &asked {
                @let label = definition.text(&asked.question.label, language);
                @let name = unit(asked.unit);
                @if of_units { (field(guest, definition, path, asked, name, told)) }
                @else {
                    @if !name.is_empty() { h2 { (name) } }
                    (field(guest, definition, path, asked, label, told))
                }
            }
            @if here + 2 == screens.len() { p.note { (guest.say("respond.not_sent")) } }
            div.ways {
                button.main name="step" value="next" { (guest.say("respond.next")) }
                @if here > 0 { button name="step" value="back" { (guest.say("respond.back")) } }
            }
        }
        p.hint { (guest.say("respond.kept")) }
        (frame::leave(guest))
    };
    frame::page(guest, &campaign.settings, heading, &body)
}
