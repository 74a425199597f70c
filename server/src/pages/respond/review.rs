//! The last screen: all answers, what is missing, and the end: handed in, or deleted.

use maud::html;
use shared::interview::REVIEW;

use super::answers::answers;
use super::frame::{self, Guest, Told};
use super::sent::closes;
use crate::service::respond::{Claim, Interview, Visit};

/// The field that says which answers were seen when they were sent, or changed.
pub const SEEN: &str = "seen";

/// The page; what is sent from it is claimed by this.
pub fn page(guest: &Guest, it: &Visit, interview: &Interview, claim: &Claim, told: Option<Told>) -> String {
    let (instance, campaign) = (&interview.instance, &it.known.campaign);
    let faults = instance.faults();
    let body = html! {
        @if told == Some(Told::Changed) { p.note role="alert" { (guest.say("respond.changed")) } }
        @if let Some(first) = faults.first() {
            p.note role="status" { (guest.tell("respond.missing", &[("n", &faults.len().to_string())])) " "
                a href=(guest.to(&[("at", &first.path), ("told", Told::Missing.code())])) { (guest.say("respond.to_first")) } }
        } @else { p { (guest.say("respond.ready")) } }
        form method="post" action=(guest.to(&[])) {
            input type="hidden" name="at" value=(REVIEW);
            input type="hidden" name="claim" value=(claim);
            input type="hidden" name=(SEEN) value=(interview.said);
            p.note { (guest.say("respond.apart")) " " (guest.tell("respond.final", &[("day", &closes(it))])) }
            @if faults.is_empty() {
                p { (guest.say("respond.claim_before")) }
                p.code translate="no" { (claim) }
            }
            div.ways {
                @if faults.is_empty() { button.main name="step" value="send" { (guest.say("respond.send")) } }
                button name="step" value="back" { (guest.say("respond.back")) }
            }
        }
        (answers(guest, campaign, instance, true))
        (frame::leave(guest))
    };
    frame::page(guest, &campaign.settings, &guest.say("respond.review"), &body)
}
