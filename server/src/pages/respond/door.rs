//! The door: a field for the code that stands on paper.

use maud::html;
use shared::message::problem;
use shared::problem::Problem;

use super::frame::{Guest, bare};

/// The page; what was typed stays where it opened nothing.
pub fn page(guest: &Guest, typed: &str, why: Option<&Problem>) -> String {
    let body = html! {
        p { (guest.say("respond.door")) }
        form method="post" action=(guest.to(&[])) {
            div.field {
                label for="code" { (guest.say("respond.code")) }
                @if let Some(why) = why { p.error #why role="alert" { (problem(guest.language, why)) } }
                input #code name="code" value=(typed) required autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="40" aria-describedby="hint why";
                p.hint #hint { (guest.say("respond.code_hint")) }
            }
            div.ways { button.main type="submit" { (guest.say("respond.open")) } }
        }
    };
    bare(guest, &guest.say("respond.title"), &body)
}
