//! How the fieldwork stands: the whole, how fast it goes, by group, place, interviewer and day. A supervisor sees its places alone.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::ballot::Mode;
use shared::message::date;
use shared::wire::Figures;

use super::Reader;
use super::codes::{asks, called, narrowed, way};
use super::frame::{self, Here, Tab};
use crate::pages::chart::days::{Day, chart};
use crate::service::board::{Board, Person};
use crate::service::flags::QUARANTINE;

/// How many days the chart shows, in a wide window and on a phone.
const BROAD: i64 = 28;
const SLIM: i64 = 13;
/// After so many days of silence somebody is named.
const LONG: i64 = 3;

/// The page.
pub fn page(reader: &Reader, it: &Board) -> String {
    let body = html! {
        p { (reader.say("board.lead")) }
        @if reader.is_office { p.screen { a href=(reader.office()) { (reader.say("board.to_office")) } } }
        (way(reader, &it.known.campaign, "board", it.at.as_deref()))
        (sums(reader, it))
        (pace(reader, it))
        h2 { (reader.say("board.days")) }
        @if it.days.is_empty() { p { (reader.say("board.nothing_came")) } } @else { (drawn(reader, it)) }
        h2 { (reader.say("board.forms")) }
        (figures(reader, "forms", "form", it.forms.iter().map(|(form, figures)| (html! { (asks(reader, &it.known.campaign, form)) }, *figures))))
        h2 { (reader.say("board.places")) }
        (figures(reader, "places", "place", it.places.iter().map(|(place, figures)| (to_place(reader, it, place), *figures))))
        h2 { (reader.say("board.people")) }
        @if it.people.is_empty() { p { (reader.say("board.nobody")) } } @else { (people(reader, it)) }
        @if !it.days.is_empty() {
            h2 { (reader.say("board.by_day")) }
            (figures(reader, "days", "day", it.days.iter().rev().map(|(day, figures)| (html! { (date(&day.to_string())) }, *figures))))
        }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Board), &body)
}

fn sums(reader: &Reader, it: &Board) -> Markup {
    let Figures { planned, valid, screened_out, pending, rejected } = it.sum;
    let share = (u64::from(valid) * 100).checked_div(u64::from(planned));
    html! {
        dl.stands {
            @for (key, n) in [("planned", planned), ("received", it.sum.received()), ("valid", valid),
                ("screened_out", screened_out), ("pending", pending), ("rejected", rejected)] {
                div { dt { (reader.say(&format!("office.count.{key}"))) }
                    dd.main data-sum=(key) {
                        @if key == "pending" && n > 0 { a href=(quarantine(reader, it)) { (reader.number(n)) } } @else { (reader.number(n)) }
                        @if let ("valid", Some(share)) = (key, share) { small { (reader.tell("board.share", &[("n", &share.to_string())])) } } } }
            }
        }
    }
}

/// Where the ballots are decided about that wait.
fn quarantine(reader: &Reader, it: &Board) -> String {
    let place = it.at.iter().map(|place| ("place".to_owned(), place.clone()));
    let supposed = [("rule".to_owned(), QUARANTINE.to_owned())].into_iter().chain(place).collect();
    let reader = Reader { supposed, ..reader.clone() };
    reader.with_supposed(reader.to_newest(&["flags"]))
}

fn pace(reader: &Reader, it: &Board) -> Markup {
    let pace = &it.pace;
    let (n, day) = (|n: u32| reader.number(n), |day: Date| date(&day.to_string()));
    let closes = it.known.campaign.settings.survey_closes.date();
    let today = it.days.get(&it.today).copied().unwrap_or_default();
    html! {
        section data-pace="" {
            h2 { (reader.say("board.pace")) }
            p.next {
                @if it.sum.planned == 0 { (reader.say("board.no_plan")) }
                @else if it.missing == 0 { (reader.say("board.complete")) }
                @else if it.closed { (reader.tell("board.closed", &[("n", &n(it.missing))])) }
                @else if pace.left == 0 { (reader.tell("board.over", &[("n", &n(it.missing)), ("day", &day(closes))])) }
                @else if pace.days == 0 || it.days.keys().next() == Some(&it.today) { (reader.tell("board.no_pace", &[("n", &n(it.missing)), ("left", &n(pace.left)), ("needed", &n(pace.needed.unwrap_or(0)))])) }
                @else if let Some(done) = pace.done.filter(|done| *done <= closes) { (reader.tell("board.in_time", &[("day", &day(done)), ("closes", &day(closes))])) }
                @else if let Some(done) = pace.done { (reader.tell("board.too_late", &[("day", &day(done)), ("closes", &day(closes)), ("n", &n(pace.missing_then))])) }
                @else { (reader.tell("board.standstill", &[("days", &n(pace.days)), ("closes", &day(closes)), ("n", &n(pace.missing_then)), ("today", &n(today.valid))])) }
            }
            dl.made {
                @for (key, value) in [
                    ("missing", Some(n(it.missing))),
                    ("measured", (pace.days > 0).then(|| reader.tell("board.measured_of", &[("n", &n(pace.ballots)), ("days", &n(pace.days))]))),
                    ("left", (!it.closed).then(|| n(pace.left))),
                    ("needed", pace.needed.filter(|_| !it.closed).map(n)),
                ] { @if let Some(value) = value { div { dt { (reader.say(&format!("board.{key}"))) } dd data-pace-of=(key) { (value) } } } }
            }
            p.hint { (reader.say("board.rule")) }
        }
    }
}

/// The last days that there is something to say of.
fn drawn(reader: &Reader, it: &Board) -> Markup {
    let settings = &it.known.campaign.settings;
    let last = it.days.keys().next_back().copied().unwrap_or(it.today);
    let end = it.today.min(settings.survey_closes.date().max(last));
    let first = it.days.keys().next().copied().unwrap_or(end).min(settings.survey_opens.date());
    let shown = |most: i64| -> Vec<Day> {
        let days = (0..most).filter_map(|back| end.checked_sub(jiff::Span::new().days(back)).ok());
        let days = days.take_while(|day| *day >= first).map(|day| {
            let figures = it.days.get(&day).copied().unwrap_or_default();
            Day { day, valid: figures.valid, received: figures.received() }
        });
        let mut days: Vec<_> = days.collect();
        days.reverse();
        days
    };
    let needed = it.pace.needed.filter(|needed| *needed > 0 && !it.closed);
    html! {
        p { (reader.say("board.chart")) @if needed.is_some() { " " (reader.say("board.chart_needed")) } }
        // The table of days says the same to who hears it.
        figure.broad aria-hidden="true" { (chart(&shown(BROAD), needed)) }
        figure.slim aria-hidden="true" { (chart(&shown(SLIM), needed)) }
    }
}

/// A place, which opens.
fn to_place(reader: &Reader, it: &Board, place: &str) -> Markup {
    let name = called(reader, &it.known.campaign, place);
    html! { @if it.at.as_deref() != Some(place) { a href=(narrowed(reader, "board", Some(place))) { (name) } } @else { (name) } }
}

/// What there is something to do about stands before what is done.
const COUNTS: [&str; 6] = ["planned", "received", "pending", "valid", "rejected", "screened_out"];

fn heads(reader: &Reader) -> Markup {
    html! { @for key in COUNTS { th.n scope="col" { (reader.say(&format!("office.count.{key}"))) } } }
}

fn cells(reader: &Reader, it: Figures) -> Markup {
    html! { @for n in [it.planned, it.received(), it.pending, it.valid, it.rejected, it.screened_out] { td.n { (reader.number(n)) } } }
}

fn figures(
    reader: &Reader,
    name: &str,
    head: &str,
    lines: impl Iterator<Item = (Markup, Figures)>,
) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say(&format!("board.{name}"))) { table data-table=(name) {
            thead { tr { th scope="col" { (reader.say(&format!("board.{head}"))) } (heads(reader)) } }
            tbody { @for (name, figures) in lines { tr { th scope="row" { (name) } (cells(reader, figures)) } } }
        } }
    }
}

fn people(reader: &Reader, it: &Board) -> Markup {
    html! {
        p { (reader.say("board.people_lead")) }
        div.scroll tabindex="0" role="region" aria-label=(reader.say("board.people")) { table data-table="people" {
            thead { tr {
                th scope="col" { (reader.say("board.person")) }
                th.n scope="col" { (reader.say("devices.unsent")) }
                th scope="col" { (reader.say("devices.last_heard")) }
                (heads(reader))
                th.n scope="col" { (reader.say("devices.drafts")) }
            } }
            tbody {
                @for person in &it.people { (one(reader, it, person)) }
                @for (mode, figures) in &it.alone { tr data-mode=(way_key(*mode)) {
                    th scope="row" { (reader.say(way_key(*mode))) }
                    td.n { "–" } td { "–" }
                    (cells(reader, *figures))
                    td.n { "–" }
                } }
            }
        } }
    }
}

/// The text of how ballots came for which nobody interviewed.
fn way_key(mode: Mode) -> &'static str {
    match mode {
        Mode::Paper => "board.papers",
        Mode::Online => "board.codes",
        Mode::Tablet => "board.unnamed",
    }
}

fn one(reader: &Reader, it: &Board, person: &Person) -> Markup {
    let zone = &it.known.campaign.settings.timezone;
    let held = |of: fn((u32, u32)) -> u32| {
        person.held.map_or_else(|| "–".to_owned(), |held| reader.number(of(held)))
    };
    let silent = person.heard.map(|heard| it.now.duration_since(heard).as_hours() / 24);
    html! {
        tr data-person=(person.username) {
            th scope="row" { (person.name) @if person.locked { small { strong { (reader.say("board.locked")) } } } small { (person.places.iter().map(|place| called(reader, &it.known.campaign, place)).collect::<Vec<_>>().join("; ")) } }
            td.n { (held(|(unsent, _)| unsent)) }
            td { @match (person.heard, silent) {
                (Some(heard), Some(days)) => {
                    (reader.at(heard, zone))
                    @if days >= LONG { small { strong data-silent=(days) { (reader.tell("board.silent", &[("n", &days.to_string())])) } } }
                }
                _ => "–",
            } }
            (cells(reader, person.figures))
            td.n { (held(|(_, drafts)| drafts)) }
        }
    }
}
