//! Batches of papers: how many were issued, came back, are spoiled, keyed and sealed, and what is amiss with each; forms that hand one out,
//! note what came back and cancel what was handed out by mistake, and what is printed of it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::message::{date, problem};
use shared::problem::Problem;
use shared::wire::PaperBatch;

use super::Reader;
use super::form_and_place::{choice, named};
use super::frame::{self, Here, Tab};
use crate::service::flags::Called;
use crate::service::papers::{Amiss, Overview, PRINTED, Table, amiss, keyed};

/// What was filled in, and why it was refused.
type Refused<'a> = Option<(&'a BTreeMap<String, String>, Problem)>;

/// The name of the row of a batch on the page.
pub fn row(batch: i64) -> String {
    format!("batch-{batch}")
}

/// The page.
pub fn page(reader: &Reader, it: &Overview, refused: Refused) -> String {
    let body = html! {
        p { (reader.say("batches.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        @if reader.is_admin { (issue(reader, it, &refused)) }
        h2 { (reader.say("batches.batches")) }
        @if it.batches.is_empty() { p { (reader.say("batches.none")) } } @else {
            (table(reader, it, &refused))
            @if reader.is_office { p { @for (which, key) in [(Table::Batches, "batches.table"), (Table::Entries, "batches.entries")] {
                a href=(format!("{}?as={}", reader.bare(&["paper"]), which.file())) download { (reader.say(key)) } " "
            } } }
        }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Paper), &body)
}

/// What stands in a field of a form that is about this batch, or about none.
fn was<'a>(refused: &'a Refused, batch: Option<i64>, name: &str) -> Option<&'a str> {
    let (filled, _) = refused.as_ref()?;
    let of = filled.get("batch").and_then(|of| of.parse().ok());
    filled.get(name).filter(|_| of == batch).map(String::as_str)
}

/// The form that hands papers out.
fn issue(reader: &Reader, it: &Overview, refused: &Refused) -> Markup {
    let was = |name: &str| was(refused, None, name).unwrap_or_default();
    let last = it.batches.first().map_or(0, |batch| batch.position);
    html! {
        form method="post" action=(reader.to_newest(&["paper"])) { fieldset {
            legend { (reader.say("batches.issue")) }
            input type="hidden" name="seen" value=(last);
            (choice(reader, &it.called, &it.asked.keys().collect::<Vec<_>>(), was("of")))
            label for="issued" { (reader.say("batches.number")) }
            input #issued name="issued" inputmode="numeric" maxlength="9" value=(was("issued")) aria-describedby="as-planned";
            p.hint #as-planned { (reader.say("batches.as_planned")) }
            label for="twice" { (reader.say("batches.twice")) }
            input #twice name="twice" inputmode="numeric" required maxlength="3" value=(if was("twice").is_empty() { "0" } else { was("twice") });
            p.hint { (reader.say("batches.twice_why")) }
            @if refused.as_ref().is_some_and(|(_, why)| why.code == "papers.above") {
                label.choice { input type="checkbox" name="above" value="yes"; " " (reader.say("batches.above")) }
            }
            button { (reader.say("batches.issue_now")) }
        } }
    }
}

const COUNTS: [&str; 6] = ["issued", "returned", "spoiled", "keyed", "sealed", "amiss"];

fn table(reader: &Reader, it: &Overview, refused: &Refused) -> Markup {
    let counting = || it.batches.iter().filter(|batch| batch.cancelled.is_none());
    let sum = |of: fn(&PaperBatch) -> u32| reader.number(counting().map(of).sum::<u32>());
    let back = |batch: &PaperBatch| batch.back.as_ref().map_or(0, |back| back.returned);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("batches.batches")) { table data-table="batches" {
            thead { tr {
                th scope="col" { (reader.say("batches.batch_head")) }
                // What is done stands before what is counted: a narrow screen ends somewhere behind.
                @if reader.is_office { th scope="col" { (reader.say("batches.print")) } }
                @if reader.is_admin { th scope="col" { (reader.say("batches.take_back")) } }
                @for key in COUNTS { th class=[(key != "amiss").then_some("n")] scope="col" { (reader.say(&format!("batches.{key}"))) } }
            } }
            tbody { @for batch in &it.batches { (line(reader, it, batch, refused)) } }
            tfoot { tr {
                th scope="row" { (reader.say("batches.all")) }
                @if reader.is_office { td {} }
                @if reader.is_admin { td {} }
                td.n { (sum(|it| it.what.issued)) }
                td.n { (sum(back)) }
                td.n { (sum(|it| it.spoiled)) }
                td.n { (sum(keyed)) }
                td.n { (sum(|it| it.sealed)) }
                td {}
            } }
        } }
    }
}

fn line(reader: &Reader, it: &Overview, batch: &PaperBatch, refused: &Refused) -> Markup {
    let zone = &it.known.campaign.settings.timezone;
    let by = |key: &str, username: &str, at| {
        let name = Called::name(&it.called.interviewers, username, reader.language.code());
        let name = if name.is_empty() { username } else { name };
        reader.tell(key, &[("person", name), ("at", &reader.at(at, zone))])
    };
    let of = (batch.what.form.clone(), batch.what.place.clone());
    let amiss = amiss(batch, it.known.forms.zone());
    html! {
        tr id=(row(batch.position)) data-batch=(batch.position) {
            th scope="row" {
                (reader.tell("batches.batch", &[("n", &batch.position.to_string())]))
                small { (named(reader, &it.called, &of)) }
                small { (by("batches.issued_by", &batch.by, batch.at)) }
                @if let Some(cancelled) = &batch.cancelled {
                    strong.amiss { (reader.tell("batches.cancelled", &[("reason", &cancelled.reason)])) }
                    small { (by("batches.cancelled_by", &cancelled.by, cancelled.at)) }
                }
                @if batch.what.twice > 0 { small { (reader.tell("batches.twice_of", &[("n", &batch.what.twice.to_string())])) } }
            }
            @let stands = batch.cancelled.is_none();
            @if reader.is_office { td { @if stands { (printed(reader, batch)) } } }
            @if reader.is_admin { td { @if stands { (take_back(reader, batch, refused)) (cancel(reader, batch, refused)) } } }
            td.n { (reader.number(batch.what.issued)) }
            @match &batch.back {
                None => { td.n { "–" } td.n { (reader.number(batch.spoiled)) } }
                Some(back) => {
                    td.n { (reader.number(back.returned)) small { (date(&back.day.to_string())) } small { (by("batches.noted_by", &back.by, back.at)) } }
                    td.n { (reader.number(batch.spoiled)) small { (reader.tell("batches.spoiled_noted", &[("n", &back.spoiled.to_string())])) } }
                }
            }
            td.n { (reader.number(keyed(batch))) }
            td.n { (reader.number(batch.sealed)) }
            td { @for it in &amiss { p.amiss { (told(reader, *it)) } } @if amiss.is_empty() { (reader.say("batches.nothing")) } }
        }
    }
}

fn told(reader: &Reader, it: Amiss) -> String {
    let n = |key: &str, n: u32| reader.tell(key, &[("n", &n.to_string())]);
    match it {
        Amiss::NotBack => reader.say("batches.not_back"),
        Amiss::Missing(papers) => n("batches.missing", papers),
        Amiss::Unkeyed(papers) => n("batches.unkeyed", papers),
        Amiss::Waiting(papers) => n("batches.waiting", papers),
        Amiss::Differing(papers) => n("batches.differing", papers),
        Amiss::BeforeIssue => reader.say("batches.before_issue"),
        Amiss::OtherDay(papers) => n("batches.other_day", papers),
        Amiss::Spoiled { noted, found } => {
            let counts = [("noted", &*noted.to_string()), ("found", &found.to_string())];
            reader.tell("batches.spoiled_otherwise", &counts)
        }
    }
}

/// What is printed of a batch: its cover sheet, and its papers in as many files as it takes.
fn printed(reader: &Reader, batch: &PaperBatch) -> Markup {
    let step = usize::try_from(PRINTED).unwrap_or(usize::MAX);
    html! { details {
        summary { (reader.say("batches.print")) }
        ul {
            li { a href=(reader.printed(batch.position, "cover", &[])) { (reader.say("batches.cover")) } }
            @for from in (1..=batch.what.issued).step_by(step) {
                @let (first, last) = (from.to_string(), (from + PRINTED - 1).min(batch.what.issued).to_string());
                li { a href=(reader.printed(batch.position, "papers", &[("from", &first), ("to", &last)])) {
                    (reader.tell("batches.range", &[("from", &first), ("to", &last)]))
                } }
            }
        }
    } }
}

/// The form that notes what came back; it begins with what was noted before.
fn take_back(reader: &Reader, batch: &PaperBatch, refused: &Refused) -> Markup {
    let was = |name: &str| was(refused, Some(batch.position), name);
    let back = batch.back.as_ref();
    let day = back.map_or_else(String::new, |back| date(&back.day.to_string()));
    let returned = back.map_or_else(String::new, |back| back.returned.to_string());
    let spoiled = back.map_or_else(|| "0".to_owned(), |back| back.spoiled.to_string());
    let fields = [
        ("returned", "batches.returned", returned, 9),
        ("spoiled", "batches.spoiled_seen", spoiled, 9),
        ("day", "batches.day", day, 10),
    ];
    html! { details open[was("returned").is_some()] {
        summary { (reader.say(if back.is_some() { "batches.correct" } else { "batches.take_back" })) }
        form method="post" action=(reader.to_newest(&["paper"])) {
            input type="hidden" name="batch" value=(batch.position);
            @for (name, key, noted, most) in fields {
                @let id = format!("{name}-{}", batch.position);
                label for=(id) { (reader.say(key)) }
                input id=(id) name=(name) required inputmode=[(name != "day").then_some("numeric")] maxlength=(most) size=(most)
                    value=(was(name).unwrap_or(&noted));
            }
            button { (reader.say("batches.note")) }
        }
    } }
}

/// The form that cancels a batch of which nothing is keyed.
fn cancel(reader: &Reader, batch: &PaperBatch, refused: &Refused) -> Markup {
    let was = was(refused, Some(batch.position), "cancel");
    let id = format!("cancel-{}", batch.position);
    html! { @if keyed(batch) == 0 { details open[was.is_some()] {
        summary { (reader.say("batches.cancel_batch")) }
        form method="post" action=(reader.to_newest(&["paper"])) {
            input type="hidden" name="batch" value=(batch.position);
            label for=(id) { (reader.say("reason.reason")) }
            input id=(id) name="cancel" required maxlength="500" value=(was.unwrap_or_default());
            p.hint { (reader.say("batches.cancel_why")) }
            button { (reader.say("batches.cancel_batch")) }
        }
    } } }
}
