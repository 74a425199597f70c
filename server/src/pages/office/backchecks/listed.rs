//! The list of ballots that are asked again: a page of those that a filter asks for, and the form that says who asks them again.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::wire::Status;

use super::Shown;
use crate::pages::office::codes::{asks, called};
use crate::pages::office::flags::{among, ticked};
use crate::pages::office::{Reader, devices};
use crate::service::backchecks::State;
use crate::store::BackcheckRow;

/// What the name of a row's field begins with.
const CHECK: &str = "check-";

/// The fields by which they are asked for.
pub const FIELDS: [&str; 5] = ["form", "interviewer", "place", "state", "after"];

/// The filter, what it finds, and the way on.
pub(super) fn list(reader: &Reader, shown: &Shown) -> Markup {
    let it = shown.found;
    html! {
        (filter(reader, shown))
        @if it.listed.is_empty() { p.note { (reader.say("backchecks.none_such")) } }
        @else if reader.leads() {
            form.decide method="post" action=(reader.to_newest(&["backchecks"])) {
                @for (name, value) in shown.asked { input type="hidden" name=(name) value=(value); }
                (give(reader, shown))
                (table(reader, shown))
            }
        } @else { (table(reader, shown)) }
        @if let Some(next) = it.next { p { a #next href=(along(reader, shown, next)) { (reader.say("queue.next")) } } }
    }
}

/// The same filter, behind a row.
fn along(reader: &Reader, shown: &Shown, next: i64) -> String {
    let mut asked = shown.asked.clone();
    asked.insert("after".to_owned(), next.to_string());
    Reader { supposed: asked.into_iter().collect(), ..reader.clone() }
        .with_supposed(reader.to_newest(&["backchecks"]))
}

fn filter(reader: &Reader, shown: &Shown) -> Markup {
    let (was, called) = (|name: &str| shown.asked.get(name).map_or("", String::as_str), &shown.found.called);
    html! {
        form.suppose.filter method="get" action=(reader.bare(&["backchecks"])) { fieldset {
            legend { (reader.say("backchecks.filter")) }
            @if reader.names_language { input type="hidden" name="lang" value=(reader.language.code()); }
            div.field { label for="state" { (reader.say("backchecks.state")) }
                select #state name="state" {
                    option value="" { (reader.say("queue.any")) }
                    @for state in State::ALL {
                        option value=(state.code()) selected[was("state") == state.code()] { (reader.say(&format!("backchecks.{}", state.code()))) }
                    }
                }
            }
            @for (name, names) in [("form", &called.forms), ("interviewer", &called.interviewers), ("place", &called.places)] {
                div.field { label for=(name) { (reader.say(&format!("queue.{name}"))) } (among(reader, name, names, was(name))) }
            }
            div.field { button type="submit" { (reader.say("queue.show")) } }
        } }
    }
}

/// Who asks again what is chosen below.
fn give(reader: &Reader, shown: &Shown) -> Markup {
    let filled = shown.refused.as_ref().map(|(filled, _)| *filled);
    let waiting: Vec<_> = shown.found.listed.iter().filter(|row| row.noted.is_none()).collect();
    html! { @if !waiting.is_empty() { fieldset {
        legend { (reader.say("backchecks.give")) }
        @for row in &waiting { input type="hidden" name=(format!("shown-{}", row.position)) value="yes"; }
        label.choice { input #every type="checkbox" name="every" value="yes" checked[filled.is_some_and(|filled| filled.contains_key("every"))];
            " " (reader.tell("backchecks.every_shown", &[("n", &waiting.len().to_string())])) }
        label for="account" { (reader.say("backchecks.assign")) }
        select #account name="account" required { @for (account, name) in &shown.found.people {
            option value=(account) selected[filled.and_then(|filled| filled.get("account")) == Some(account)] { (devices::called(name, account)) }
        } }
        button name="as" value="assign" { (reader.say("backchecks.assign_now")) }
    } } }
}

fn table(reader: &Reader, shown: &Shown) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.all")) { table data-table="backchecks" {
            thead { tr {
                @if reader.leads() { th scope="col" { (reader.say("queue.choose")) } }
                @for key in ["number", "outcome", "form", "place", "finished", "interviewer", "account"] {
                    th scope="col" { (reader.say(&format!("backchecks.{key}"))) }
                }
            } }
            tbody { @for it in &shown.found.listed { (row(reader, shown, it)) } }
        } }
    }
}

fn row(reader: &Reader, shown: &Shown, row: &BackcheckRow) -> Markup {
    let it = shown.found;
    let (campaign, number, ballot) = (&it.known.campaign, row.position.to_string(), row.ballot.to_string());
    let field = format!("{CHECK}{number}");
    let was = shown.refused.as_ref().is_some_and(|(filled, _)| filled.contains_key(&field));
    html! {
        tr data-check=(number) {
            @if reader.leads() { td { @if row.noted.is_none() { label.choice {
                input type="checkbox" name=(field) value="yes" checked[was] aria-label=(reader.tell("backchecks.title", &[("n", &number)]));
            } } } }
            th scope="row" {
                @if reader.leads() { a href=(reader.to_newest(&["backchecks", &number])) { (number) } } @else { (number) }
                small { a href=(reader.to_newest(&["flags", &ballot])) { (reader.tell("backchecks.ballot", &[("n", &ballot)])) } }
                @if row.stands != Some(Status::Valid) { small { strong { (stands(reader, row)) } } }
            }
            td { (came(reader, row)) @if super::is_by_knowing(row, &it.knowing) { small { (reader.say("backchecks.by_knowing")) } } }
            td { (asks(reader, campaign, &row.form)) }
            td { (called(reader, campaign, &row.place)) }
            td { (reader.at(row.finished, &campaign.settings.timezone)) }
            td { (devices::called(&reader.person(&it.names, &row.interviewer), &row.interviewer)) }
            td { @match &row.account {
                Some(account) => (devices::called(&reader.person(&it.names, account), account)),
                None => (reader.say("backchecks.open")),
            } }
        }
    }
}

/// What came of asking again.
pub fn came(reader: &Reader, row: &BackcheckRow) -> String {
    let same = row.answers.iter().filter(|it| it.same).count();
    match (row.missed, &row.noted) {
        (Some(why), _) => reader.say(&format!("missed.{}", why.code())),
        (None, Some(_)) => {
            let numbers = [("same", &*reader.number(same)), ("n", &*reader.number(row.answers.len()))];
            reader.tell("backchecks.agrees", &numbers)
        }
        (None, None) => reader.say("backchecks.waits"),
    }
}

/// Where a ballot stands that is not valid any more.
fn stands(reader: &Reader, row: &BackcheckRow) -> String {
    row.stands.map_or_else(
        || reader.say("backchecks.gone"),
        |status| reader.say(&format!("office.status.{}", status.code())),
    )
}

/// The numbers that are ticked, or all that were shown.
pub fn chosen(filled: &BTreeMap<String, String>) -> Vec<i64> {
    ticked(filled, CHECK).filter_map(|(number, _)| number.parse().ok()).collect()
}
