//! Pages on which there is nothing left to do, or not yet.

use maud::html;
use shared::day::Day;
use shared::message::date;

use super::frame::{self, Guest};
use crate::service::respond::Visit;

/// The ballot was in, and its respondent withdrew it.
pub fn erased(guest: &Guest, it: &Visit) -> String {
    said(guest, it, "respond.erased_title", &[guest.say("respond.erased")])
}

/// The office took the code back.
pub fn withdrawn(guest: &Guest, it: &Visit) -> String {
    said(guest, it, "respond.closed", &[guest.say("respond.withdrawn")])
}

/// The last day is over.
pub fn over(guest: &Guest, it: &Visit) -> String {
    said(guest, it, "respond.closed", &[guest.say("respond.over")])
}

/// The survey begins on this day.
pub fn early(guest: &Guest, it: &Visit, day: Day) -> String {
    let day = date(&day.to_string());
    said(guest, it, "respond.closed", &[guest.tell("respond.early", &[("day", &day)])])
}

/// Something went wrong: why, and the way back to where they were.
pub fn refused(guest: &Guest, why: &str) -> String {
    let body = html! {
        p role="alert" { (why) }
        p { a href=(guest.to(&[])) { (guest.say("respond.again")) } }
    };
    frame::bare(guest, &guest.say("results.refused"), &body)
}

fn said(guest: &Guest, it: &Visit, heading: &str, lines: &[String]) -> String {
    let body = html! { @for line in lines { p { (line) } } };
    frame::page(guest, &it.known.campaign.settings, &guest.say(heading), &body)
}
