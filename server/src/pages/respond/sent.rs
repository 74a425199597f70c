//! A ballot that was handed in: the claim that is shown once, the field where it is typed again, what was said, and the way to withdraw
//! it, which asks once more.

use maud::{Markup, html};
use shared::form::Instance;
use shared::message::{date, problem};
use shared::problem::Problem;

use super::answers::answers;
use super::frame::{self, Guest};
use crate::service::respond::{Claim, Visit};

/// The step that shows the answers.
pub const SEE: &str = "see";
/// The step that asks whether to withdraw.
pub const ASK: &str = "ask";
/// The step that withdraws.
pub const ERASE: &str = "erase";

/// The ballot is in, with what claims it: nowhere else is that shown.
pub fn thanks(guest: &Guest, it: &Visit, claim: &Claim) -> String {
    let body = html! {
        p { (guest.say("respond.received")) }
        h2 { (guest.say("respond.claim")) }
        p.claim translate="no" { (claim) }
        p { (guest.tell("respond.claim_for", &[("day", &closes(it))])) }
        p.note { (guest.say("respond.claim_keep")) }
    };
    frame::once(guest, &it.known.campaign.settings, &guest.say("respond.thanks"), &body)
}

/// The ballot is in; while the survey is open its respondent may type the claim, which stays where it opened nothing.
pub fn answered(guest: &Guest, it: &Visit, open: bool, typed: Option<&str>) -> String {
    let why = Problem::new("invitation.no_ballot");
    let body = html! {
        p { (guest.say("respond.received")) }
        @if open {
            p { (guest.tell("respond.claim_for", &[("day", &closes(it))])) }
            form method="post" action=(guest.to(&[])) {
                div.field {
                    label for="claim" { (guest.say("respond.claim")) }
                    @if typed.is_some() { p.error #why role="alert" { (problem(guest.language, &why)) } }
                    input #claim name="claim" value=(typed.unwrap_or_default()) required autocomplete="off" autocapitalize="none"
                        spellcheck="false" maxlength="40" aria-describedby="hint why";
                    p.hint #hint { (guest.say("respond.claim_hint")) }
                }
                div.ways {
                    button.main name="step" value=(SEE) { (guest.say("respond.see")) }
                    button name="step" value=(ASK) { (guest.say("respond.erase")) }
                }
            }
        } @else { p { (guest.say("respond.no_more")) } }
    };
    frame::page(guest, &it.known.campaign.settings, &guest.say("respond.thanks"), &body)
}

/// What was said.
pub fn sent(guest: &Guest, it: &Visit, instance: &Instance, claim: &Claim) -> String {
    let body = html! {
        p { (guest.say("respond.as_sent")) }
        (answers(guest, &it.known.campaign, instance, false))
        (onward(guest, claim, html! { button name="step" value=(ASK) { (guest.say("respond.erase")) } }))
    };
    frame::page(guest, &it.known.campaign.settings, &guest.say("respond.see"), &body)
}

/// Whether it is to be withdrawn.
pub fn ask(guest: &Guest, it: &Visit, claim: &Claim) -> String {
    let body = html! {
        p { (guest.say("respond.erase_why")) }
        p { (guest.say("respond.erase_stays")) }
        (onward(guest, claim, html! { button.main name="step" value=(ERASE) { (guest.say("respond.erase_now")) } }))
        p { a href=(guest.to(&[])) { (guest.say("respond.erase_not")) } }
    };
    frame::page(guest, &it.known.campaign.settings, &guest.say("respond.erase"), &body)
}

fn onward(guest: &Guest, claim: &Claim, button: Markup) -> Markup {
    html! { form method="post" action=(guest.to(&[])) {
        input type="hidden" name="claim" value=(claim);
        div.ways { (button) }
    } }
}

/// The last day on which a ballot can be claimed.
pub fn closes(it: &Visit) -> String {
    date(&it.known.campaign.settings.survey_closes.to_string())
}
