//! Who did not answer, and why: sums by form and place, and what interviewers noted last.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::ballot::NoAnswer;
use shared::message::problem;
use shared::problem::Problem;
use shared::wire::{Decision, Status};

use super::Reader;
use super::codes::asks;
use super::form_and_place::named;
use super::frame::{self, Here, Tab};
use crate::service::flags::Called;
use crate::service::nonresponses::{Nonresponses, Sums};
use crate::store::NonresponseRow;

/// What a reason is called.
fn said(reader: &Reader, reason: NoAnswer) -> String {
    reader.say(&format!("missed.{}", reason.code()))
}

/// What was filled in, and why it was refused.
type Refused<'a> = Option<(&'a BTreeMap<String, String>, Problem)>;

/// The page.
pub fn page(reader: &Reader, it: &Nonresponses, refused: Refused) -> String {
    let campaign = &it.known.campaign;
    let mut by_form = BTreeMap::<&str, Sums>::new();
    let mut all = Sums::default();
    for ((form, _), sums) in &it.sums {
        *by_form.entry(form).or_default() += *sums;
        all += *sums;
    }
    let forms =
        campaign.forms.iter().filter_map(|form| by_form.remove_entry(&*form.form)).collect::<Vec<_>>();
    // Of a form that is no more.
    let forms = forms.into_iter().chain(by_form);
    let body = html! {
        p { (reader.say("missed.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        dl.stands {
            @for (key, n) in [("answered", all.answered), ("all", all.missed())] {
                div { dt { (reader.say(&format!("missed.{key}"))) } dd.main data-sum=(key) { (reader.number(n)) } }
            }
            div { dt { (reader.say("missed.rate")) } dd.main data-sum="rate" { (rate(&all)) } }
        }
        @if reader.is_office { p { a href=(format!("{}?as=csv", reader.bare(&["nonresponse"]))) download { (reader.say("missed.table")) } } }
        h2 { (reader.say("missed.noted")) }
        @if it.noted.is_empty() { p { (reader.say("missed.none")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(reader.say("missed.noted")) { table {
                thead { tr { @for key in ["missed.when", "missed.who", "invite.of", "missed.why"] { th scope="col" { (reader.say(key)) } } } }
                tbody { @for noted in &it.noted { (row(reader, it, noted, &refused)) } }
            } }
        }
        h2 { (reader.say("missed.forms")) }
        (table(reader, "forms", "board.form", forms.map(|(form, sums)| (form.to_owned(), html! { (asks(reader, campaign, form)) }, sums))))
        h2 { (reader.say("missed.places")) }
        p.hint { (reader.say("missed.places_hint")) }
        @let without = it.sums.iter().filter(|(_, sums)| sums.missed() > 0);
        (table(reader, "places", "invite.of", without.map(|(of, sums)| (format!("{} {}", of.0, of.1), html! { (named(reader, &it.called, of)) }, *sums))))
        p.hint { (reader.say("missed.rate_hint")) }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Nonresponse), &body)
}

fn rate(sums: &Sums) -> String {
    sums.rate().map_or_else(|| "–".to_owned(), |rate| format!("{rate} %"))
}

/// Sums, a row each, with whose they are.
fn table(
    reader: &Reader,
    name: &str,
    head: &str,
    rows: impl Iterator<Item = (String, Markup, Sums)>,
) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(reader.say(&format!("missed.{name}"))) { table data-table=(name) {
        thead { tr {
            th scope="col" { (reader.say(head)) }
            @for key in ["invite.planned", "missed.answered"] { th.n scope="col" { (reader.say(key)) } }
            @for reason in NoAnswer::ALL { th.n scope="col" { (said(reader, reason)) } }
            @for key in ["missed.by_code", "missed.rate"] { th.n scope="col" { (reader.say(key)) } }
        } }
        tbody { @for (of, called, sums) in rows { tr data-of=(of) {
            th scope="row" { (called) }
            td.n { (reader.number(sums.planned)) }
            td.n { (reader.number(sums.answered)) }
            @for count in sums.reasons { td.n { (reader.number(count)) } }
            td.n { (reader.number(sums.by_code)) }
            td.n { (rate(&sums)) }
        } } }
    } } }
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
