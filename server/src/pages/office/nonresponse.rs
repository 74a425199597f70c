//! Who did not answer, and why: sums by form and place, and what interviewers noted last.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::ballot::NoAnswer;
use shared::message::problem;
use shared::problem::Problem;
use shared::wire::{Decision, Status};

use super::Reader;
use super::form_and_place::named;
use super::frame::{self, Here, Tab};
use crate::service::flags::Called;
use crate::service::nonresponses::Nonresponses;
use crate::store::NonresponseRow;

/// What a reason is called.
fn said(reader: &Reader, reason: NoAnswer) -> String {
    reader.say(&format!("missed.{}", reason.code()))
}

/// What was filled in, and why it was refused.
type Refused<'a> = Option<(&'a BTreeMap<String, String>, Problem)>;

/// The page.
pub fn page(reader: &Reader, it: &Nonresponses, refused: Refused) -> String {
    let body = html! {
        p { (reader.say("missed.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        div.scroll { table {
            thead { tr {
                th scope="col" { (reader.say("invite.of")) }
                th.n scope="col" { (reader.say("invite.planned")) }
                @for reason in NoAnswer::ALL { th.n scope="col" { (said(reader, reason)) } }
                th.n scope="col" { (reader.say("missed.by_code")) }
            } }
            tbody { @for (of, sums) in &it.sums { tr data-of=(format!("{} {}", of.0, of.1)) {
                th scope="row" { (named(reader, &it.called, of)) }
                td.n { (reader.number(sums.planned)) }
                @for count in sums.reasons { td.n { (reader.number(count)) } }
                td.n { (reader.number(sums.by_code)) }
            } } }
        } }
        h2 { (reader.say("missed.noted")) }
        @if it.noted.is_empty() { p { (reader.say("missed.none")) } } @else {
            div.scroll { table {
                thead { tr { @for key in ["missed.when", "missed.who", "invite.of", "missed.why"] { th scope="col" { (reader.say(key)) } } } }
                tbody { @for noted in &it.noted { (row(reader, it, noted, &refused)) } }
            } }
            @if reader.is_office { p { a href=(format!("{}?as=csv", reader.bare(&["nonresponse"]))) download { (reader.say("missed.table")) } } }
        }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Nonresponse), &body)
}

fn row(reader: &Reader, it: &Nonresponses, noted: &NonresponseRow, refused: &Refused) -> Markup {
    let zone = &it.known.campaign.settings.timezone;
    let called = |username: &str| {
        let who = Called::name(&it.called.interviewers, username, reader.language.code());
        if who.is_empty() { username.to_owned() } else { who.to_owned() }
    };
    html! { tr data-reason=(noted.reason.code()) data-number=(noted.position) {
        td { (reader.at(noted.noted, zone)) }
        td { (called(&noted.interviewer)) }
        td { (named(reader, &it.called, &(noted.form.clone(), noted.place.clone()))) }
        td {
            (said(reader, noted.reason))
            @if noted.status() == Status::Pending {
                p.hint { (reader.say("missed.doubted")) @for why in &noted.doubts { " " (problem(reader.language, why)) } }
            }
            @if let Some(last) = &noted.decided {
                p.hint {
                    strong { (reader.say(&format!("missed.{}", said_of(noted.status())))) ": " (last.reason) }
                    " (" (called(&last.by)) ", " (reader.at(last.at, zone)) ")"
                }
            }
            @if reader.leads() { (decide(reader, noted, refused)) }
        }
    } }
}

/// What a row says of where it stands.
fn said_of(status: Status) -> &'static str {
    match status {
        Status::Rejected => "rejected",
        Status::Pending => "reopened",
        Status::Valid | Status::ScreenedOut => "accepted",
    }
}

/// The form that decides about it, with the decisions that would change where it stands.
fn decide(reader: &Reader, noted: &NonresponseRow, refused: &Refused) -> Markup {
    let number = noted.position.to_string();
    let was =
        refused.as_ref().map(|(filled, _)| *filled).filter(|filled| filled.get("number") == Some(&number));
    let id = format!("decide-{number}");
    let decisions =
        [(Decision::Accept, "accept"), (Decision::Reject, "reject"), (Decision::Reopen, "reopen")];
    let changes = |decision| NonresponseRow::after(decision) != noted.status();
    html! { details open[was.is_some()] {
        summary { (reader.say("missed.decide")) }
        form method="post" action=(reader.to_newest(&["nonresponse"])) {
            input type="hidden" name="number" value=(number);
            input type="hidden" name="seen" value=(noted.decisions);
            label for=(id) { (reader.say("reason.reason")) }
            input id=(id) name="reason" required maxlength="500" value=(was.and_then(|filled| filled.get("reason")).map_or("", String::as_str));
            p.hint { (reader.say("missed.decide_why")) }
            p.buttons { @for (decision, code) in decisions { @if changes(decision) {
                button name="decision" value=(code) { (reader.say(&format!("missed.{code}"))) } " "
            } } }
        }
    } }
}
