//! Ballots that are asked again: how far both answers agree, by interviewer and by question, a form that draws and one that says who asks
//! again.

mod listed;
mod one;

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use shared::campaign::{Campaign, question_again};
use shared::message::problem;
use shared::problem::Problem;

pub use listed::{FIELDS, came, chosen};
pub use one::{on_tablet, one, outcome};

use super::Reader;
use super::codes::asks;
use super::devices;
use super::frame::{self, Here, Tab};
use crate::service::backchecks::Backchecks;
use crate::store::{BackcheckDraw, BackcheckRow};

/// What was filled in, and why it was refused.
type Refused<'a> = Option<(&'a BTreeMap<String, String>, Problem)>;

/// The page of all.
pub struct Shown<'a> {
    /// What was chosen.
    pub found: &'a Backchecks,
    /// What they were asked for by, as the fields of the filter have it.
    pub asked: &'a BTreeMap<String, String>,
    /// What was filled in, and why it was refused.
    pub refused: Refused<'a>,
}

/// How far answers agree.
#[derive(Default)]
struct Agreement {
    chosen: usize,
    asked: usize,
    missed: usize,
    compared: usize,
    same: usize,
    /// By who may read the first answers.
    knowing: usize,
}

impl Agreement {
    fn add(&mut self, row: &BackcheckRow, knowing: &BTreeSet<String>) {
        self.chosen += 1;
        self.knowing += usize::from(is_by_knowing(row, knowing));
        self.missed += usize::from(row.missed.is_some());
        self.asked += usize::from(row.noted.is_some() && row.missed.is_none());
        self.compared += row.answers.len();
        self.same += row.answers.iter().filter(|it| it.same).count();
    }

    fn percent(&self, reader: &Reader) -> String {
        match self.compared {
            0 => "–".to_owned(),
            n => format!("{} %", reader.number((self.same * 100 + n / 2) / n)),
        }
    }
}

/// Whether who asked again may read the first answers.
fn is_by_knowing(row: &BackcheckRow, knowing: &BTreeSet<String>) -> bool {
    row.missed.is_none() && row.noted.as_ref().is_some_and(|(by, _)| knowing.contains(by))
}

/// The page of all.
pub fn page(reader: &Reader, shown: &Shown) -> String {
    let it = shown.found;
    let body = html! {
        p { (reader.say("backchecks.lead")) }
        @if reader.is_office && !it.rows.is_empty() {
            p.screen { a href=(format!("{}?as=csv", reader.bare(&["backchecks"]))) download { (reader.say("backchecks.table")) } }
        }
        @if let Some((_, why)) = &shown.refused { p.error role="alert" { (problem(reader.language, why)) } }
        (rule(reader, it))
        @if !it.rows.is_empty() { (agreement(reader, it)) }
        h2 { (reader.say("backchecks.all")) }
        @if it.rows.is_empty() { p { (reader.say("backchecks.none")) } } @else { (listed::list(reader, shown)) }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Backchecks), &body)
}

/// What the campaign asks for, what was drawn by it, and the form that draws.
fn rule(reader: &Reader, it: &Backchecks) -> Markup {
    let settings = &it.known.campaign.settings;
    html! {
        h2 { (reader.say("backchecks.rule")) }
        @match &settings.backcheck {
            None => p.note { (reader.say("backchecks.no_rule")) },
            Some(rule) => {
                p { (reader.tell("backchecks.share", &[("n", &rule.percent.to_string()), ("questions", &rule.questions.join(", "))])) }
                @if !it.left_out.is_empty() { p { (reader.tell("backchecks.left_out", &[("forms", &it.left_out.join(", "))])) } }
            }
        }
        @if !it.draws.is_empty() {
            h3 { (reader.say("backchecks.draws")) }
            ul { @for draw in &it.draws { li { (drawn(reader, it, draw)) } } }
        }
        @if settings.backcheck.is_some() && reader.is_admin {
            form method="post" action=(reader.to_newest(&["backchecks"])) {
                input type="hidden" name="seen" value=(it.draws.last().map_or(0, |draw| draw.position));
                p { (reader.tell("backchecks.waiting", &[("n", &reader.number(it.missing))])) }
                p.hint { (reader.say("backchecks.again_hint")) }
                button name="as" value="draw" { (reader.say("backchecks.draw")) }
            }
        }
    }
}

/// A draw, and what it took of whose ballots: those of the last one are shown at once.
fn drawn(reader: &Reader, it: &Backchecks, draw: &BackcheckDraw) -> Markup {
    let rows = it.rows.iter().filter(|row| row.draw == draw.position).count();
    let percent = draw.percent.to_string();
    let is_last = it.draws.last().is_some_and(|last| last.position == draw.position);
    html! {
        (reader.tell("backchecks.draw_of", &[
            ("n", &draw.position.to_string()),
            ("at", &reader.at(draw.at, &it.known.campaign.settings.timezone)),
            ("by", &reader.person(&it.names, &draw.by)),
            ("chosen", &reader.number(rows)),
            ("percent", &percent),
            ("to", &draw.ballots.to_string()),
            ("seed", &draw.seed),
        ]))
        @if !draw.shares.is_empty() { details open[is_last] {
            summary { (reader.say("backchecks.draw_shares")) }
            div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.draw_shares")) { table data-draw=(draw.position) {
                (head(reader, &["interviewer", "valid", "before", "chosen_now"], 1))
                tbody { @for of in &draw.shares { tr data-person=(of.interviewer) {
                    th scope="row" { (devices::called(&reader.person(&it.names, &of.interviewer), &of.interviewer)) }
                    @for n in [of.valid, of.before] { td.n { (reader.number(n)) } }
                    td.n {
                        (reader.number(of.chosen))
                        @if of.chosen == 0 { small { (reader.tell("backchecks.enough", &[("percent", &percent)])) } }
                    }
                } } }
            } }
        } }
    }
}

/// The heads of a table, of which the first are over words.
fn head(reader: &Reader, keys: &[&str], words: usize) -> Markup {
    html! { thead { tr { @for (nth, key) in keys.iter().enumerate() {
        th.n[nth >= words] scope="col" { (reader.say(&format!("backchecks.{key}"))) }
    } } } }
}

fn agreement(reader: &Reader, it: &Backchecks) -> Markup {
    let mut people = BTreeMap::<&str, Agreement>::new();
    let mut questions = BTreeMap::<(&str, &str), [usize; 2]>::new();
    for row in &it.rows {
        people.entry(&row.interviewer).or_default().add(row, &it.knowing);
        for answer in &row.answers {
            let [compared, same] = questions.entry((&row.form, &answer.question)).or_default();
            *compared += 1;
            *same += usize::from(answer.same);
        }
    }
    let campaign = &it.known.campaign;
    html! {
        h2 { (reader.say("backchecks.agreement")) }
        h3 { (reader.say("backchecks.by_interviewer")) }
        div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.by_interviewer")) { table data-table="by-interviewer" {
            (head(reader, &["interviewer", "chosen", "asked", "missed", "compared", "same", "percent", "knowing"], 1))
            tbody { @for (account, of) in &people { tr data-person=(account) {
                th scope="row" { (devices::called(&reader.person(&it.names, account), account)) }
                @for n in [of.chosen, of.asked, of.missed, of.compared, of.same] { td.n { (reader.number(n)) } }
                td.n { (of.percent(reader)) }
                td.n { (reader.number(of.knowing)) }
            } } }
        } }
        @if people.values().any(|of| of.knowing > 0) { p.hint { (reader.say("backchecks.knowing_hint")) } }
        @if !questions.is_empty() {
            h3 { (reader.say("backchecks.by_question")) }
            div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.by_question")) { table data-table="by-question" {
                (head(reader, &["question", "form", "compared", "same", "percent"], 2))
                tbody { @for ((form, name), [compared, same]) in &questions { tr data-question=(name) {
                    th scope="row" { (label(reader, campaign, form, name)) small { (name) } }
                    td { (asks(reader, campaign, form)) }
                    @for n in [compared, same] { td.n { (reader.number(n)) } }
                    td.n { (Agreement { compared: *compared, same: *same, ..Agreement::default() }.percent(reader)) }
                } } }
            } }
        }
    }
}

/// What a question is called in the form of now; by its name where that asks it no more.
fn label(reader: &Reader, campaign: &Campaign, form: &str, name: &str) -> String {
    let definition = campaign.definition(form);
    let found =
        definition.and_then(|it| Some(it.text(&question_again(it, name)?.label, reader.language.code())));
    found.filter(|label| !label.is_empty()).unwrap_or(name).to_owned()
}
