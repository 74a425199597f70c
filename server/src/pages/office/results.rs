//! A run's results: who stands where, how sure that is, the count per class, the chart, and what the run was made of.

use maud::{Markup, html};
use shared::ballot::Digest;
use shared::campaign::{Combine, DontKnow};
use shared::publication::{PublicTable, PublicUnit, whole};
use shared::run::{Interval, Ranks, Run, RunTable, RunUnit};
use shared::wire::RunHead;

use super::Reader;
use super::frame::{self, Here, Tab};
use crate::pages::annex::{by_domain, remarks};
use crate::pages::standing::{counts, unranked};
use crate::pages::words::class;
use crate::service::runs::Reading;

/// The page.
pub fn page(reader: &Reader, reading: &Reading) -> String {
    let body = match &reading.shown {
        None => html! {
            p.note { (reader.say("results.none")) }
            (make(reader, "results.make"))
        },
        Some((head, run)) => html! {
            (standing(reader, reading, head))
            @for table in &run.tables { (results(reader, table)) }
            p { (reader.tell("results.sure", &[("draws", &reader.number(run.draws))])) }
            @for table in &run.tables { (by_domain(&whole(table), reader.language)) }
            (made(reader, reading, head, run))
        },
    };
    frame::page(reader, &reading.title, Here::Tab(Tab::Results), &body)
}

/// Of which run the numbers are, and whether there are newer ones.
pub fn standing(reader: &Reader, reading: &Reading, head: &RunHead) -> Markup {
    let (n, at) = (head.position.to_string(), reader.at(head.at, &reading.zone));
    let newest = reading.heads.first().is_none_or(|newest| newest.position == head.position);
    html! {
        @if !newest {
            p.note { (reader.tell("results.older", &[("n", &n), ("at", &at)])) " "
                a href=(reader.to_newest(&[])) { (reader.say("results.newest")) } }
        } @else if head.outdated {
            div.note {
                p { (reader.tell("results.outdated", &[("n", &n), ("at", &at)])) }
                (make(reader, "results.make_again"))
            }
        } @else {
            p { (reader.tell("results.of", &[("n", &n), ("at", &at)])) }
        }
    }
}

fn make(reader: &Reader, key: &str) -> Markup {
    html! {
        form method="post" action=(reader.to_newest(&[])) { button type="submit" { (reader.say(key)) } }
    }
}

fn results(reader: &Reader, table: &RunTable) -> Markup {
    let shown = whole(table);
    html! {
        section {
            h2 { (table.unit_type.name.get(reader.language.code())) }
            ul.counts { @for count in counts(&shown, reader.language) { li { (count) } } }
            div.scroll.standing tabindex="0" role="region" aria-label=(table.unit_type.name.get(reader.language.code())) { table data-table=(table.unit_type.code) {
                thead { tr {
                    th scope="col" { (reader.say("public.rank")) }
                    th scope="col" { (reader.say("public.unit")) }
                    th.n scope="col" { (reader.say("public.total")) }
                    th scope="col" { (reader.say("public.class")) }
                    @for key in ["public.appraised", "public.survey", "public.change", "results.ranks"] {
                        th.n scope="col" { (reader.say(key)) }
                    }
                } }
                tbody {
                    @for it in shown.ranked() {
                        @if let Some(unit) = table.units.iter().find(|unit| unit.result.unit == it.unit) {
                            (row(reader, &shown, it, unit))
                        }
                    }
                }
            } }
            (remarks(&shown, reader.language))
        }
    }
}

fn row(reader: &Reader, table: &PublicTable, it: &PublicUnit, unit: &RunUnit) -> Markup {
    let code = &*it.unit;
    let page = reader.to(&["units", code]);
    let change = it.last_year.as_ref().and_then(|last| last.change.as_deref());
    html! {
        tr data-unit=(code) {
            td.n { @match it.rank { Some(rank) => (rank), None => "–" } }
            th scope="row" {
                a href=(page) { (it.name.get(reader.language.code())) }
                @if let Some(why) = unranked(it, reader.language) { " (" (why) ")" }
            }
            td.n { strong { (reader.points(it.total.as_deref())) } (under(reader, unit.total_interval.as_ref())) }
            td { (class(reader.language, table, it)) }
            td.n { a href=(reader.screen("appraisal", &[("by", "unit"), ("unit", code)])) {
                (reader.points(it.appraised.as_deref())) } }
            td.n {
                a href={ (page) "#survey" } { (reader.points(it.survey.as_deref())) }
                (under(reader, Some(&unit.survey_interval)))
            }
            td.n { (change.map_or_else(|| "–".to_owned(), |change| reader.number(change))) }
            td.n { (ranks(unit.ranks)) }
        }
    }
}

/// An interval below its number.
pub fn under(reader: &Reader, interval: Option<&Interval>) -> Markup {
    let shown = interval.filter(|it| !it.low.is_empty());
    html! {
        @if let Some(Interval { low, high }) = shown {
            small { (reader.number(low)) "–" (reader.number(high)) }
        }
    }
}

fn ranks(ranks: Option<Ranks>) -> String {
    match ranks {
        None => "–".to_owned(),
        Some(Ranks { best, worst }) if best == worst => best.to_string(),
        Some(Ranks { best, worst }) => format!("{best}–{worst}"),
    }
}

/// What the run was made of, by which rule, and the other runs.
fn made(reader: &Reader, reading: &Reading, head: &RunHead, run: &Run) -> Markup {
    let inputs = &run.inputs;
    let ballots =
        [("n", reader.number(inputs.ballots_counted)), ("all", reader.number(inputs.ballots_given))];
    let ballots = ballots.each_ref().map(|(name, value)| (*name, &**value));
    let or_none = |digest: Option<Digest>| digest.map_or_else(|| "–".to_owned(), |digest| digest.to_string());
    let rows = [
        ("results.made.run", head.digest.to_string()),
        ("results.made.package", inputs.package.to_string()),
        ("results.made.ballots", inputs.ballots.to_string()),
        ("results.made.assessments", inputs.assessments.to_string()),
        ("results.made.adjustments", or_none(inputs.adjustments)),
        ("results.made.previous", or_none(inputs.previous)),
        ("results.made.rule", run.rule.clone()),
        ("results.made.program", format!("Parindex {}", run.program)),
        ("results.made.seed", run.seed.clone()),
        ("results.made.by", format!("{}, {}", head.by, reader.at(head.at, &reading.zone))),
    ];
    html! {
        section {
            h2 #rule { (reader.say("results.rule")) }
            (rule(reader, run))
            h2 #made { (reader.say("results.made")) }
            p { (reader.tell("results.made.counted", &ballots)) }
            dl.made { @for (key, value) in rows { div { dt { (reader.say(key)) } dd { (value) } } } }
            @if reading.heads.len() > 1 {
                h2 { (reader.say("results.others")) }
                ul { @for other in reading.heads.iter().filter(|other| other.position != head.position) { li {
                    a href=(reader.to_run(other.position)) {
                        (reader.tell("results.of", &[("n", &other.position.to_string()), ("at", &reader.at(other.at, &reading.zone))]))
                    }
                } } }
            }
        }
    }
}

/// How points come about, in words.
fn rule(reader: &Reader, run: &Run) -> Markup {
    let it = &run.campaign;
    let combine = match it.combine {
        Combine::Groups => "office.combine.groups",
        Combine::Questions => "office.combine.questions",
        Combine::Pooled => "office.combine.pooled",
    };
    let dont_know = match it.dont_know {
        DontKnow::Exclude => "office.dont_know.exclude",
        DontKnow::Zero => "office.dont_know.zero",
    };
    html! {
        p { (reader.tell("results.rule.criteria", &[("criteria", &it.criteria_decision)])) " "
            (reader.say(combine)) " " (reader.say(dont_know)) " "
            (reader.tell("results.rule.least", &[("n", &it.min_answers.to_string())])) " "
            (reader.tell("results.rule.shown", &[("n", &it.decimals.to_string())])) }
    }
}
