//! Quotas divided among interviewers: a grid for each place, of its forms and of who interviews there, with what it adds up to; one button
//! fills in what does not.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::message::problem;
use shared::problem::Problem;

use super::Reader;
use super::codes::{asks, called, narrowed, way};
use super::frame::{self, Here, Tab};
use crate::service::quotas::{Part, Quotas, Row, Wanted};
use crate::store::Share;

/// What stands between the parts of a field's name; no code has it.
const BETWEEN: char = '|';
/// So many quotas stand on one page; where there are more, one opens a place first.
const MOST: usize = 200;

/// The page: at a place or of all, and perhaps with what was filled in and why it was refused.
pub fn page(
    reader: &Reader,
    it: &Quotas,
    at: Option<&str>,
    refused: Option<(&BTreeMap<String, String>, Problem)>,
) -> String {
    let campaign = &it.known.campaign;
    let (planned, divided) =
        (it.rows.iter().map(|row| row.planned).sum::<u32>(), it.rows.iter().map(Row::divided).sum::<u32>());
    let amiss = it.rows.iter().filter(|row| amiss(reader, row).is_some()).count();
    let body = html! {
        p { (reader.say("quotas.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        (way(reader, campaign, "quotas", at))
        (inside(reader, it, at))
        dl.stands {
            @for (key, n) in [("planned", planned), ("divided", divided), ("amiss", u32::try_from(amiss).unwrap_or(u32::MAX))] {
                div { dt { (reader.say(&format!("quotas.{key}"))) } dd.main data-sum=(key) { (reader.number(n)) } }
            }
        }
        @if it.rows.is_empty() { p { (reader.say("quotas.none")) } }
        @else if it.rows.len() > MOST {
            p.note { (reader.tell("quotas.too_many_rows", &[("n", &it.rows.len().to_string())])) }
            @if reader.leads() { form method="post" action=(reader.to_newest(&["quotas"])) { (ways(reader, at, false)) } }
        }
        @else if !reader.leads() { (grids(reader, it, None)) }
        @else {
            form method="post" action=(reader.to_newest(&["quotas"])) {
                (ways(reader, at, true))
                (grids(reader, it, refused.as_ref().map(|(filled, _)| *filled)))
                p.buttons { (save(reader)) }
            }
        }
    };
    frame::page(reader, &campaign.settings.title, Here::Tab(Tab::Quotas), &body)
}

/// A grid for each place where somebody interviews; the others stand together.
fn grids(reader: &Reader, it: &Quotas, filled: Option<&BTreeMap<String, String>>) -> Markup {
    let places = it.rows.chunk_by(|a, b| a.place == b.place);
    let (with, without): (Vec<_>, Vec<_>) =
        places.partition(|rows| rows.iter().any(|row| !row.parts.is_empty()));
    html! {
        @for rows in with { (section(reader, it, rows, filled)) }
        @if !without.is_empty() {
            h2 { (reader.say("quotas.nobody")) }
            p { (reader.say("quotas.nobody_hint")) }
            div.scroll tabindex="0" role="region" aria-label=(reader.say("quotas.nobody")) { table data-table="nobody" {
                thead { tr {
                    th scope="col" { (reader.say("board.place")) }
                    th.n scope="col" { (reader.say("quotas.planned")) }
                } }
                tbody { @for rows in without { tr {
                    th scope="row" { (called(reader, &it.known.campaign, &rows[0].place)) }
                    td.n { (reader.number(rows.iter().map(|row| row.planned).sum::<u32>())) }
                } } }
            } }
        }
    }
}

/// The places right below, with what is divided of each.
fn inside(reader: &Reader, it: &Quotas, at: Option<&str>) -> Markup {
    let places = &it.known.campaign.places;
    let mut sums = BTreeMap::<_, [u32; 2]>::new();
    for row in &it.rows {
        let place = places.right_below(at, &row.place);
        let [planned, divided] = sums.entry((it.known.campaign.place_order(place), place)).or_default();
        *planned += row.planned;
        *divided += row.divided();
    }
    // Where all stand on one page, what has nothing below it needs no page of its own.
    let opens =
        |place: &str| at != Some(place) && (it.rows.len() > MOST || places.below(place).next().is_some());
    html! { @if sums.keys().any(|(_, place)| opens(place)) { ul.inside {
        @for ((_, place), [planned, divided]) in &sums { @if opens(place) { li data-inside=(place) {
            a href=(narrowed(reader, "quotas", Some(place))) { (called(reader, &it.known.campaign, place)) }
            " (" (reader.number(divided)) "/" (reader.number(planned)) ")"
            @if divided < planned { ", " strong { (reader.tell("quotas.still", &[("n", &reader.number(planned - divided))])) } }
        } } }
    } } }
}

fn save(reader: &Reader) -> Markup {
    html! { button name="as" value="set" { (reader.say("quotas.save")) } }
}

/// What may be done with all that stands here. What was typed is kept by each; what the Enter key does comes first.
fn ways(reader: &Reader, at: Option<&str>, typed: bool) -> Markup {
    html! {
        input type="hidden" name="place" value=(at.unwrap_or_default());
        p.buttons {
            @if typed { (save(reader)) " " }
            button name="as" value="even" { (reader.say("quotas.even")) }
        }
        p.hint { (reader.say("quotas.even_hint")) }
        @if at.is_some() { details {
            summary { (reader.say("quotas.anew")) }
            p.hint { (reader.say("quotas.anew_hint")) }
            button name="as" value="anew" { (reader.say("quotas.anew")) }
        } }
    }
}

/// What is amiss with a quota, in words.
fn amiss(reader: &Reader, row: &Row) -> Option<String> {
    let (planned, divided) = (row.planned, row.divided());
    let number = |n: u32| reader.number(n);
    match () {
        () if row.parts.iter().all(|part| !part.is_given()) => Some(reader.say("quotas.nobody")),
        () if row.planned_by() > 1 => {
            let people = row.planned_by().to_string();
            Some(reader.tell("quotas.twice", &[("people", &people), ("n", &number(planned))]))
        }
        () if divided < planned => Some(reader.tell("quotas.less", &[("n", &number(planned - divided))])),
        () if divided > planned => Some(reader.tell("quotas.more", &[("n", &number(divided - planned))])),
        () if row.parts.iter().any(|part| !part.assigned && part.ballots() > 0) => {
            Some(reader.say("quotas.left"))
        }
        () => None,
    }
}

fn section(reader: &Reader, it: &Quotas, rows: &[Row], filled: Option<&BTreeMap<String, String>>) -> Markup {
    let place = &rows[0].place;
    // Who interviews at a place is the same for each of its forms; who left it may have a part of one alone.
    let mut people: Vec<&Part> = Vec::new();
    for part in rows.iter().flat_map(|row| &row.parts) {
        if people.iter().all(|it| it.account != part.account) {
            people.push(part);
        }
    }
    let campaign = &it.known.campaign;
    let name = called(reader, campaign, place);
    let without: Vec<&str> = people
        .iter()
        .filter(|person| {
            let theirs = |part: &Part| part.account == person.account;
            rows.iter().any(|row| row.without().any(theirs))
                && !rows.iter().flat_map(|row| &row.parts).any(|part| theirs(part) && part.ballots() > 0)
        })
        .map(|person| person.called())
        .collect();
    let alone = rows.iter().any(|row| row.alone.all() > 0);
    let below = it.known.campaign.places.below(place).next().is_some();
    let assigned = || people.iter().filter(|person| person.assigned);
    html! {
        h2 { (name) }
        @if !without.is_empty() { p.note { (reader.tell("quotas.without", &[("people", &without.join(", "))])) } }
        div.scroll tabindex="0" role="region" aria-label=(name) { table data-quotas=(place) {
            thead { tr {
                th scope="col" { (reader.say("board.form")) }
                @for person in &people { th.n scope="col" { (person.called()) @if !person.assigned { small { (reader.say("quotas.not_assigned")) } } } }
                @if alone { @for key in ["papers", "codes"] { th.n scope="col" { (reader.say(&format!("quotas.{key}"))) } } }
                @for key in ["divided", "planned"] { th.n scope="col" { (reader.say(&format!("quotas.{key}"))) } }
                th scope="col" { (reader.say("quotas.remark")) }
            } }
            tbody { @for row in rows { tr data-quota=(row.form) {
                th scope="row" { (asks(reader, campaign, &row.form)) }
                @for person in &people { td.n {
                    @if let Some(part) = row.parts.iter().find(|part| part.account == person.account) {
                        @let name = field(row, &part.account);
                        @if reader.leads() && part.is_given() {
                            input type="hidden" name=(format!("{SHOWN}{name}")) value=(part.ballots());
                            input.part name=(name) inputmode="numeric" maxlength="6" value=(filled.and_then(|it| it.get(&name)).cloned().unwrap_or_else(|| part.ballots().to_string()))
                                aria-label=(format!("{}, {}", row.form, part.called()));
                        } @else if part.is_given() { (reader.number(part.ballots())) }
                        @if !part.assigned && part.done > 0 { small { (reader.tell("quotas.done", &[("n", &reader.number(part.done))])) } }
                    }
                } }
                @if alone { @for n in [row.alone.papers, row.alone.codes] { td.n { (reader.number(n)) } } }
                td.n { (reader.number(row.divided())) }
                td.n { (reader.number(row.planned)) }
                td { @match amiss(reader, row) { Some(why) => p.amiss { strong { (why) } }, None => (reader.say("quotas.adds_up")) } }
            } } }
        } }
        @if reader.leads() && below && assigned().next().is_some() { details {
            summary { (reader.tell("quotas.own", &[("place", &name)])) }
            p.hint { (reader.say("quotas.own_hint")) }
            @for person in assigned() {
                button name="as" value=([OWN, place, &person.account].join(&BETWEEN.to_string())) { (person.called()) } " "
            }
        } }
    }
}

/// What a button says that gives somebody the forms of a place alone: before the place and the account.
const OWN: &str = "own";

/// The place and the account of such a button, where one was pressed.
pub fn own(pressed: &str) -> Option<(String, String)> {
    let (place, account) = pressed.strip_prefix(OWN)?.strip_prefix(BETWEEN)?.split_once(BETWEEN)?;
    Some((place.to_owned(), account.to_owned()))
}

/// The name of the field of somebody's part of a quota.
fn field(row: &Row, account: &str) -> String {
    [row.form.as_str(), &row.place, account].join(&BETWEEN.to_string())
}

/// Before the name of a field: what it showed.
const SHOWN: &str = "shown:";

/// The parts that were filled in otherwise than they were shown; an empty field is nothing.
pub fn filled_in(filled: &BTreeMap<String, String>) -> Result<Vec<Wanted>, Problem> {
    let mut parts = Vec::new();
    for (name, value) in filled.iter().filter(|(name, _)| !name.starts_with(SHOWN)) {
        let mut named = name.splitn(3, BETWEEN);
        let (Some(form), Some(place), Some(account)) = (named.next(), named.next(), named.next()) else {
            continue;
        };
        let value = value.trim();
        let ballots = if value.is_empty() { Ok(0) } else { value.parse() };
        let ballots = ballots.map_err(|_| Problem::new("quotas.no_number").with("value", value))?;
        let shown = filled.get(&format!("{SHOWN}{name}")).and_then(|shown| shown.parse().ok());
        if shown != Some(ballots) {
            let [form, place, account] = [form, place, account].map(str::to_owned);
            parts.push(Wanted { part: Share { form, place, account, ballots }, shown });
        }
    }
    Ok(parts)
}
