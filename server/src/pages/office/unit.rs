//! The page of a unit, which its head takes to a meeting: where it stands, what it lost and where, what would carry it further.

use maud::{Markup, html};
use shared::campaign::Name;
use shared::points::Points;
use shared::problem::Problem;
use shared::publication::{PublicUnit, public_past, whole};
use shared::run::{Next, RunTable, RunUnit};

use super::Reader;
use super::frame::{self, Here};
use super::leaves::{framework, lost, self_scored};
use super::line::line;
use super::objections::{Objecting, own};
use super::results::{standing, under};
use super::sight::Sight;
use super::survey::survey;
use crate::pages::standing::remarks;
use crate::pages::words::{class, points, rank};
use crate::service::publish::Shown;
use crate::service::runs::Reading;
use crate::service::{Error, Kind};

/// The page for the office.
pub fn page(reader: &Reader, reading: &Reading, unit: &str) -> Result<String, Error> {
    let (head, run) = reading.shown.as_ref().ok_or_else(|| absent(unit))?;
    let (table, unit) = find(&run.tables, unit)?;
    let sight = Sight { reader, run, table, unit, public: None };
    let code = sight.code();
    let body = html! {
        (standing(reader, reading, head))
        (all(&sight))
        p.screen { a href=(reader.to(&["units", code, "published"])) { (reader.say("results.unit.to_published")) } }
        p { strong { (reader.say("results.unit.internal")) } }
    };
    let name = unit.name.get(reader.language.code());
    Ok(frame::page(reader, &reading.title, Here::Unit(code, name), &body))
}

/// The page as it may leave the office: of a version that is published, without what that hides.
pub fn published(
    reader: &Reader,
    reading: &Reading,
    shown: &Shown,
    unit: &str,
    objecting: &Objecting,
) -> Result<String, Error> {
    let (_, run) = reading.shown.as_ref().ok_or_else(|| absent(unit))?;
    let (table, unit) = find(&run.tables, unit)?;
    let units = shown.public.tables.iter().flat_map(|table| &table.units);
    let code = &*unit.result.unit;
    let public: Option<&PublicUnit> = units.into_iter().find(|it| it.unit == code);
    let public = public.ok_or_else(|| absent(code))?;
    let past = public_past(unit, public);
    let unit = &RunUnit { past, last_year: public.last_year.clone(), ..unit.clone() };
    let sight = Sight { reader, run, table, unit, public: Some(public) };
    let version = shown.publication.version.to_string();
    let of = [("n", &*version), ("decision", &*shown.publication.decision)];
    let body = html! {
        p { (reader.tell("results.unit.of_version", &of)) " " a href="#objections" {
            (reader.say(if objecting.said.may.is_ok() { "results.object_here" } else { "results.objections_own" }))
        } }
        (all(&sight))
        p { (reader.say("public.hidden_mark")) " " (reader.say("public.hidden_why")) }
        p { (reader.say("results.unit.no_sum")) }
        (own(&sight, &reading.zone, objecting))
    };
    let name = unit.name.get(reader.language.code());
    Ok(frame::page(reader, &reading.title, Here::Published(code, name), &body))
}

fn find<'a>(tables: &'a [RunTable], unit: &str) -> Result<(&'a RunTable, &'a RunUnit), Error> {
    let mut all = tables.iter().flat_map(|table| table.units.iter().map(move |unit| (table, unit)));
    all.find(|(_, it)| it.result.unit == unit).ok_or_else(|| absent(unit))
}

fn absent(unit: &str) -> Error {
    Error::Refused(Kind::Absent, Problem::new("assessments.unit_absent").with("unit", unit))
}

fn all(sight: &Sight) -> Markup {
    html! {
        (stands(sight))
        (next(sight))
        (line(sight))
        (lost(sight))
        (framework(sight))
        (self_scored(sight))
        (survey(sight))
    }
}

fn stands(sight: &Sight) -> Markup {
    let Sight { reader, table, unit, public, .. } = sight;
    let count = table.units.iter().filter(|unit| unit.result.rank.is_some()).count().to_string();
    let (all, language) = (whole(table), reader.language);
    let own = all.units.iter().find(|it| it.unit == unit.result.unit);
    let Some(it) = public.or(own) else { return html! {} };
    let ranks = unit.ranks.filter(|_| sight.is_whole());
    html! {
        section {
            dl.stands {
                div { dt { (reader.say("public.rank")) }
                    dd.main { (rank(language, it))
                        small { (reader.tell("results.unit.of_units", &[("n", &count)])) }
                        @if let Some(ranks) = ranks {
                            small { (reader.tell("results.unit.ranks", &[("best", &ranks.best.to_string()), ("worst", &ranks.worst.to_string())])) }
                        } } }
                div { dt { (reader.say("public.total")) }
                    dd.main { (points(language, it.total.as_deref(), it.withholds_total()))
                        small { (reader.tell("office.of-at-most", &[("points", &reader.number(&table.maximum))])) }
                        @if sight.is_whole() { (under(reader, unit.total_interval.as_ref())) } } }
                div { dt { (reader.say("public.class")) }
                    dd.main { (class(language, &all, it)) } }
                div { dt { (reader.say("public.appraised")) } dd { (points(language, it.appraised.as_deref(), true)) } }
                div { dt { (reader.say("public.survey")) }
                    dd { a href="#survey" { (points(language, it.survey.as_deref(), true)) }
                        @if sight.is_whole() { (under(reader, Some(&unit.survey_interval))) } } }
                @if let Some(last) = it.last_year.as_ref().filter(|_| it.total.is_some()) {
                    div { dt { (reader.say("public.change")) }
                        dd { (last.change.as_deref().map_or_else(|| "–".to_owned(), |change| reader.number(change)))
                            small { (reader.tell("results.unit.last", &[("year", &last.year.to_string()), ("total", &sight.earlier(&last.total))])) } } }
                }
            }
            @for said in remarks(&all, it, language) { p { (said) } }
            @if sight.is_whole() && (unit.total_interval.is_some() || unit.ranks.is_some()) {
                p { (reader.say("results.unit.sure")) }
            }
        }
    }
}

fn named<'a>(reader: &Reader, name: &'a Name) -> &'a str {
    name.get(reader.language.code())
}

/// What would carry it into the next class. What hidden leaves hold is not said, nor that they lost.
fn next(sight: &Sight) -> Markup {
    let Sight { reader, table, unit, public, .. } = sight;
    let has_total = public.is_none_or(|public| public.total.is_some());
    let Some(Next { class, lacks, leaves, hold }) = unit.next.as_ref().filter(|_| has_total) else {
        return html! {};
    };
    let class = table.classes.iter().find(|it| it.code == *class).map_or("", |it| named(reader, &it.name));
    let lacks = reader.number(lacks);
    let all_shown = sight.is_whole() || public.is_some_and(|public| public.hidden.is_empty());
    let of_these = unit.lost.iter().filter(|it| leaves.contains(&it.code));
    let lost: Points = of_these.filter_map(|it| Points::parse(&it.points).ok()).sum();
    let lost = lost.shown(sight.run.campaign.decimals);
    let weighs_more = !unit.excused.is_empty() && lost != *hold;
    let (n, hold) = (leaves.len().to_string(), reader.number(hold));
    let params = [("lacks", &*lacks), ("class", class), ("n", &*n), ("hold", &*hold)];
    let key = if all_shown { "results.unit.next" } else { "results.unit.next_alone" };
    html! {
        section {
            h2 { (reader.say("results.unit.further")) }
            p.next { (reader.tell(key, &params)) }
            @if all_shown && weighs_more {
                p { (reader.tell("results.unit.next_scaled", &[("lost", &reader.number(&lost)), ("hold", &hold), ("codes", &unit.excused.join(", "))])) }
            }
            @if all_shown {
                ol { @for code in leaves { li { a href={ "#" (code) } { (sight.name(code)) } } } }
            }
        }
    }
}
