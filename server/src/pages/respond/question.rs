//! A screen of the interview: one question, a group that belongs together, or one question about each unit.

use std::collections::BTreeSet;

use maud::html;
use shared::form::{Instance, Kind, Question, UNIT};
use shared::interview::{Screen, Shape};

use super::fields::field;
use super::frame::{self, Guest, Told};
use super::review::SEEN;
use crate::service::respond::{Interview, Visit};

/// The page of the screen with this number.
pub fn page(
    guest: &Guest,
    it: &Visit,
    interview: &Interview,
    screens: &[Screen],
    here: usize,
    told: Option<Told>,
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
        _ if !section.is_empty() => section,
        // Forms that say no title have their code for one, which says nothing to who answers.
        _ if definition.title == definition.id => &guest.say("respond.title"),
        _ => &definition.title,
    };
    let (n, m) = ((here + 1).to_string(), (screens.len() - 1).to_string());
    let (is_whole, missing) = (is_whole(instance, screens), told == Some(Told::Missing));
    let body = html! {
        @if is_whole {
            p.count { (guest.tell("respond.count", &[("n", &n), ("m", &m)])) }
            progress max=(m) value=(n) aria-hidden="true" {}
        } @else { p.count { (guest.tell("respond.page", &[("n", &n)])) } }
        @match told {
            Some(Told::Missing) => p.note role="alert" { (guest.say("respond.told")) },
            Some(Told::Changed) => p.note role="alert" { (guest.say("respond.changed_here")) },
            None => {}
        }
        form method="post" action=(guest.to(&[])) {
            input type="hidden" name="at" value=(screen.key);
            input type="hidden" name=(SEEN) value=(interview.said_to(&screen.paths));
            @for (path, asked) in &asked {
                @let label = definition.text(&asked.question.label, language);
                @let name = unit(asked.unit);
                @if of_units { (field(guest, definition, path, asked, name, missing)) }
                @else {
                    @if !name.is_empty() { h2 { (name) } }
                    (field(guest, definition, path, asked, label, missing))
                }
            }
            @if is_whole && here + 2 == screens.len() { p.note { (guest.say("respond.not_sent")) } }
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

/// Whether what was answered so far leaves no larger part of the form unasked, as a first question does that asks who goes on: how many
/// screens there are cannot be told before.
fn is_whole(instance: &Instance, screens: &[Screen]) -> bool {
    let asked: BTreeSet<&str> = screens
        .iter()
        .flat_map(|screen| &screen.paths)
        .filter_map(|path| instance.asked(path))
        .map(|asked| &*asked.question.name)
        .collect();
    let is_put = |it: &&Question| !it.kind.is_metadata() && it.kind != Kind::Calculate && it.name != UNIT;
    let unasked = instance.definition().questions().filter(is_put).filter(|it| !asked.contains(&*it.name));
    unasked.count() < screens.len()
}
