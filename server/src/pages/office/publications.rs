//! Publishing a run, what was published so far, and what units object to in it. A form that is refused comes back as it was filled.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::message::{self, date};
use shared::problem::Problem;
use shared::publication::Withheld;
use shared::wire::{EvidenceFile, Objection, Publication};

use super::Reader;
use super::frame::{self, Here, Tab};
use super::objections::said;
use crate::pages::Asked;
use crate::service::publish::held_back;
use crate::service::runs::Reading;

/// What is shown.
pub struct Published<'a> {
    /// The newest run.
    pub reading: &'a Reading,
    /// The versions, the oldest first.
    pub versions: &'a [Publication],
    /// All objections.
    pub objections: &'a [Objection],
    /// Which phases are open, and when units can object.
    pub when: &'a [String],
    /// What would be held back if the newest run were published now.
    pub withheld: Withheld,
    /// What the people are called who published, objected and answered, by their accounts.
    pub names: &'a BTreeMap<String, String>,
    /// The files of each unit that objected.
    pub files: &'a BTreeMap<String, Vec<EvidenceFile>>,
    /// A form that was refused.
    pub refused: Option<Refused<'a>>,
}

/// A form that was refused.
pub struct Refused<'a> {
    /// What was filled in.
    pub filled: &'a BTreeMap<String, String>,
    /// The objection that it answers; else it publishes.
    pub objection: Option<i64>,
    /// Why.
    pub problem: Problem,
}

/// The page.
pub fn page(reader: &Reader, it: &Published) -> String {
    let practice = it.reading.shown.as_ref().is_some_and(|(_, run)| run.campaign.practice);
    let body = html! {
        section {
            h2 { (reader.say("results.versions")) }
            @if let Some(newest) = it.versions.last() {
                @let version = newest.version.to_string();
                p { (reader.tell("results.versions_newest", &[("version", &version)])) " "
                    a href=(reader.published(newest.version, "")) { (reader.say("results.versions_open")) } }
                (versions(reader, it))
            } @else { p { (reader.say("results.versions_none")) } }
        }
        @if practice { p.note { (reader.say("problem.publication.practice")) } }
        @else if reader.is_admin { (publish(reader, it)) }
        section {
            h2 { (reader.say("results.objections")) }
            @if it.objections.is_empty() { p { (reader.say("results.objections_none")) } }
            @for objection in it.objections { (shown(reader, it, objection)) }
        }
    };
    frame::page(reader, &it.reading.title, Here::Tab(Tab::Publications), &body)
}

fn versions(reader: &Reader, it: &Published) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("results.versions")) { table data-table="versions" {
            thead { tr {
                @for key in ["results.version", "results.decision", "results.day", "results.run", "results.reason", "results.published_by", "results.files"] {
                    th scope="col" { (reader.say(key)) }
                }
            } }
            tbody { @for version in it.versions.iter().rev() { tr {
                th scope="row" { a href=(reader.published(version.version, "")) { (version.version) } }
                td { (version.decision) }
                td { (date(&version.day.to_string())) }
                td { a href=(reader.to_run(version.run)) { (version.run) } }
                td { (version.reason) }
                td { (reader.person(it.names, &version.by)) ", " (reader.at(version.at, &it.reading.zone)) }
                td { @for (end, _) in Asked::FILES {
                    a href=(reader.published(version.version, &format!(".{end}"))) { (end.to_uppercase()) } " "
                } }
            } } }
        } }
    }
}

fn publish(reader: &Reader, it: &Published) -> Markup {
    let refused = it.refused.as_ref().filter(|refused| refused.objection.is_none());
    let was = |name: &str| refused.and_then(|refused| refused.filled.get(name)).map_or("", String::as_str);
    let key = if it.versions.is_empty() { "results.publish" } else { "results.correct" };
    let granted = |it: &&Objection| it.met.is_none() && it.reply.as_ref().is_some_and(|reply| reply.granted);
    let granted: Vec<_> = it.objections.iter().filter(granted).collect();
    let Some((head, _)) = it.reading.shown.as_ref().filter(|(head, _)| !head.outdated) else {
        return html! {
            section {
                h2 { (reader.say(key)) }
                (why(reader, refused))
                p { (reader.say("results.publish_new")) " " a href=(reader.to_newest(&[])) { (reader.say("results.make")) } }
            }
        };
    };
    let run = head.position.to_string();
    let was_of_this = |name: &str| !was(name).is_empty() && was("run") == run;
    html! {
        section {
            h2 { (reader.say(key)) }
            p { (reader.tell("results.publish_run", &[("n", &run)])) }
            @if let Some(version) = again(it) { p.note { (reader.tell("results.publish_same", &[("version", &version)])) } }
            @if !it.withheld.is_nothing() { p.note #withheld { (held_back(reader.language, &it.withheld, it.versions.is_empty())) } }
            (why(reader, refused))
            form method="post" action=(reader.to_newest(&["publications"])) {
                input type="hidden" name="run" value=(run);
                label for="decision" { (reader.say("results.decision")) }
                input #decision name="decision" required maxlength="200" value=(was("decision"));
                p.hint { (reader.say("results.decision_hint")) }
                label for="day" { (reader.say("results.day")) }
                input #day name="day" required inputmode="numeric" placeholder=(reader.say("results.day_form")) value=(was("day"));
                @if !it.versions.is_empty() {
                    label for="reason" { (reader.say("results.reason")) }
                    textarea #reason name="reason" required rows="3" { (was("reason")) }
                }
                @if !granted.is_empty() {
                    fieldset {
                        legend { (reader.say("results.corrects")) }
                        p.hint { (reader.say("results.corrects_hint")) }
                        @for objection in granted {
                            @let name = format!("objection-{}", objection.position);
                            label.choice { input type="checkbox" name=(name) checked[refused.is_none() || !was(&name).is_empty()]; " " (named(reader, it, objection)) }
                        }
                    }
                }
                p.hint #when { @for said in it.when { (said) " " } a href=(reader.screen("phases", &[])) { (reader.say("results.phases")) } }
                @if !it.versions.is_empty() && it.withheld.takes_away() {
                    label.choice {
                        input type="checkbox" name="with_hidden_totals" required aria-describedby="withheld" checked[was_of_this("with_hidden_totals")];
                        " " (agreed(reader, head.position, &it.withheld))
                    }
                }
                p { a href=(reader.to_newest(&["publications", "preview"])) { (reader.say("results.preview")) } }
                label.choice { input #sure type="checkbox" name="sure" required checked[was_of_this("sure")]; " " (reader.say("results.publish_sure")) }
                button type="submit" { (reader.say(key)) }
            }
        }
    }
}

/// What somebody agrees to who publishes this run all the same.
fn agreed(reader: &Reader, run: i64, withheld: &Withheld) -> String {
    let [run, totals, ranks] = [run.to_string(), withheld.totals.to_string(), withheld.ranks.to_string()];
    reader.tell("results.publish_withheld", &[("run", &run), ("totals", &totals), ("ranks", &ranks)])
}

/// The newest version, where it shows the very run that would be published.
fn again(it: &Published) -> Option<String> {
    let (head, _) = it.reading.shown.as_ref().filter(|(head, _)| !head.outdated)?;
    let last = it.versions.last().filter(|last| last.digest == head.digest)?;
    Some(last.version.to_string())
}

fn why(reader: &Reader, refused: Option<&Refused>) -> Markup {
    html! {
        @if let Some(refused) = refused {
            p.error role="alert" { (message::problem(reader.language, &refused.problem)) }
        }
    }
}

fn named(reader: &Reader, it: &Published, objection: &Objection) -> String {
    let tables = it.reading.shown.iter().flat_map(|(_, run)| &run.tables);
    let unit = tables.flat_map(|table| &table.units).find(|unit| unit.result.unit == objection.unit);
    let unit = unit.map_or(&*objection.unit, |unit| unit.name.get(reader.language.code()));
    let n = objection.position.to_string();
    reader.tell("results.objection", &[("n", &n), ("unit", unit), ("code", &objection.leaf)])
}

fn shown(reader: &Reader, it: &Published, objection: &Objection) -> Markup {
    let is_granted = objection.reply.as_ref().is_some_and(|reply| reply.granted);
    html! {
        article data-objection=(objection.position) {
            h3 { a href=(reader.to_newest(&["units", &objection.unit])) { (named(reader, it, objection)) } }
            @if let Some(stands) = stands(reader, it, objection) { p { (stands) } }
            (said(reader, &it.reading.zone, objection, it.names, it.files.get(&objection.unit).map(Vec::as_slice).unwrap_or_default()))
            @if is_granted && objection.met.is_none() {
                @let leaf = [("by", "unit"), ("unit", &*objection.unit), ("leaf", &*objection.leaf)];
                p { (reader.say("results.granted_next")) " "
                    a href=(reader.screen("phases", &[])) { (reader.say("results.phases")) } " "
                    a href=(reader.screen("appraisal", &leaf)) { (reader.say("results.granted_leaf")) } }
            }
            @if objection.reply.is_none() {
                @if reader.is_admin { (answer(reader, it, objection)) } @else { p { (reader.say("results.waits")) } }
            }
        }
    }
}

/// The leaf by its name, with its points in the run that is read.
fn stands(reader: &Reader, it: &Published, objection: &Objection) -> Option<String> {
    let tables = it.reading.shown.iter().flat_map(|(_, run)| &run.tables);
    let mut units = tables.flat_map(|table| table.units.iter().map(move |unit| (table, unit)));
    let (table, unit) = units.find(|(_, unit)| unit.result.unit == objection.unit)?;
    let node = table.framework.iter().find(|node| node.code == objection.leaf)?;
    let points = unit.result.leaves.iter().find(|(code, _)| *code == objection.leaf);
    let points = reader.points(points.map(|(_, points)| &**points));
    let of = reader.tell("office.of-at-most", &[("points", &reader.number(&node.max_points))]);
    Some(format!("{} {}: {points} {of}", node.code, node.name.get(reader.language.code())))
}

fn answer(reader: &Reader, it: &Published, objection: &Objection) -> Markup {
    let position = objection.position.to_string();
    let refused = it.refused.as_ref().filter(|refused| refused.objection == Some(objection.position));
    let was = |name: &str| refused.and_then(|refused| refused.filled.get(name)).map_or("", String::as_str);
    let reason = format!("reason-{position}");
    html! {
        (why(reader, refused))
        form method="post" action=(reader.to_newest(&["objections", &position])) {
            fieldset {
                legend { (reader.say("results.answer")) }
                @for (value, key) in [("yes", "results.grant"), ("no", "results.refuse")] {
                    label.choice { input type="radio" name="granted" value=(value) required checked[was("granted") == value]; " " (reader.say(key)) }
                }
            }
            label for=(reason) { (reader.say("results.reason")) }
            textarea id=(reason) name="reason" required rows="3" { (was("reason")) }
            button type="submit" { (reader.say("results.answer_send")) }
        }
    }
}
