//! The last screen: all answers, what is missing, and the end: handed in, or deleted.

use maud::html;
use shared::form::What;
use shared::interview::{REVIEW, fault};

use super::fields::answer;
use super::frame::{self, Guest};
use crate::service::respond::{Interview, Visit};

/// The page.
pub fn page(guest: &Guest, it: &Visit, interview: &Interview) -> String {
    let (instance, campaign) = (&interview.instance, &it.known.campaign);
    let (definition, language) = (instance.definition(), guest.language.code());
    let items = instance.walk();
    let faults = instance.faults();
    let body = html! {
        @if let Some(first) = faults.first() {
            p.note role="status" { (guest.tell("respond.missing", &[("n", &faults.len().to_string())])) " "
                a href=(guest.to(&[("at", &first.path), ("told", "yes")])) { (guest.say("respond.to_first")) } }
        } @else { p { (guest.say("respond.ready")) } }
        form method="post" action=(guest.to(&[])) {
            input type="hidden" name="at" value=(REVIEW);
            p.note { (guest.say("respond.apart")) " " (guest.say("respond.final")) }
            div.ways {
                @if faults.is_empty() { button.main name="step" value="send" { (guest.say("respond.send")) } }
                button name="step" value="back" { (guest.say("respond.back")) }
            }
        }
        div.answers {
            @for item in &items {
                @match &item.what {
                    What::Group { label, .. } | What::Repeat { label, .. } if !label.is_empty() => {
                        h2 { (definition.text(label, language)) }
                    }
                    What::Unit { unit } => {
                        h2 { (campaign.unit(unit).map_or("", |unit| guest.name(&unit.name))) }
                    }
                    What::Question(asked) if asked.open => { div {
                        span.said { (definition.text(&asked.question.label, language)) } " "
                        a href=(guest.to(&[("at", &item.path)])) { (guest.say("respond.change")) }
                        @if let Some(wrong) = fault(definition, asked, guest.language) { p.error { (wrong) } }
                        @else if asked.value.is_empty() { p.hint { (guest.say("respond.no_answer")) } }
                        @else { div.said { strong { (answer(guest, definition, asked)) } } }
                    } }
                    _ => {}
                }
            }
        }
        form method="post" action=(guest.to(&[])) {
            p.hint { (guest.say("respond.stop_why")) }
            button name="step" value="refuse" { (guest.say("respond.stop")) }
        }
    };
    frame::page(guest, &campaign.settings, &guest.say("respond.review"), &body)
}
