//! All answers of an interview, below each other.

use maud::{Markup, html};
use shared::campaign::Campaign;
use shared::form::{Instance, What};
use shared::interview::fault;

use super::fields::answer;
use super::frame::Guest;

/// The answers; with the ways back to them, and what is wrong, where they can be changed.
pub fn answers(guest: &Guest, campaign: &Campaign, instance: &Instance, can_change: bool) -> Markup {
    let (definition, language) = (instance.definition(), guest.language.code());
    let items = instance.walk();
    let has_answers = |nth: usize| {
        let mut inside = items[nth + 1..].iter().take_while(|it| it.depth > items[nth].depth);
        inside.any(|it| matches!(&it.what, What::Question(asked) if asked.open))
    };
    html! { div.answers {
        @for (nth, item) in items.iter().enumerate() {
            @match &item.what {
                What::Group { .. } | What::Repeat { .. } | What::Unit { .. } if !has_answers(nth) => {}
                What::Group { label, .. } | What::Repeat { label, .. } if !label.is_empty() => {
                    h2 { (definition.text(label, language)) }
                }
                What::Unit { unit } => {
                    h2 { (campaign.unit(unit).map_or("", |unit| guest.name(&unit.name))) }
                }
                What::Question(asked) if asked.open => { div {
                    span.said { (definition.text(&asked.question.label, language)) }
                    @if can_change { " " a href=(guest.to(&[("at", &item.path)])) { (guest.say("respond.change")) } }
                    @if let Some(wrong) = fault(definition, asked, guest.language).filter(|_| can_change) { p.error { (wrong) } }
                    @else if asked.value.is_empty() { p.hint { (guest.say("respond.no_answer")) } }
                    @else if can_change && asked.question.personal && !guest.told_here { p.hint { (guest.say("respond.told_elsewhere")) } }
                    @else { div.said { strong { (answer(guest, definition, asked)) } } }
                } }
                _ => {}
            }
        }
    } }
}
