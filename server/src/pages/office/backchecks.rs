//! Ballots that are asked again: how far both answers agree, by interviewer and by question, a form that draws and one that says who asks
//! again; and the short form of one of them, which prints, too.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use shared::ballot::NoAnswer;
use shared::campaign::{Campaign, question_again};
use shared::form::{Asked, Choice, FormDefinition, Kind, Question, Text};
use shared::message::{Language, problem, text};
use shared::problem::Problem;

use super::Reader;
use super::codes::{asks, called};
use super::devices;
use super::frame::{self, Here, Tab};
use crate::pages::respond::{Guest, brought, field};
use crate::service::backchecks::{Again, Backchecks, Opened, Outcome};
use crate::store::BackcheckRow;

/// What the name of a row's field begins with.
const CHECK: &str = "check-";
/// What stands for that a question of one choice does not apply to who was asked. No option is called so.
const NOT_ASKED: &str = "-";
/// So many rows are listed, those first that are not noted yet.
const MOST: usize = 200;

type Refused<'a> = Option<(&'a BTreeMap<String, String>, Problem)>;

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

/// The page of all; with what was filled in and why it was refused.
pub fn page(reader: &Reader, it: &Backchecks, refused: Refused) -> String {
    let campaign = &it.known.campaign;
    let body = html! {
        p { (reader.say("backchecks.lead")) }
        @if reader.is_office && !it.rows.is_empty() {
            p.screen { a href=(format!("{}?as=csv", reader.bare(&["backchecks"]))) download { (reader.say("backchecks.table")) } }
        }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        (rule(reader, it))
        @if !it.rows.is_empty() { (agreement(reader, it)) }
        h2 { (reader.say("backchecks.all")) }
        @if it.rows.is_empty() { p { (reader.say("backchecks.none")) } }
        @else if reader.leads() {
            form.decide method="post" action=(reader.to_newest(&["backchecks"])) {
                (table(reader, it))
                label for="account" { (reader.say("backchecks.assign")) }
                select #account name="account" required { @for (account, name) in &it.people {
                    option value=(account) selected[refused.as_ref().and_then(|(filled, _)| filled.get("account")) == Some(account)] { (devices::called(name, account)) }
                } }
                button name="as" value="assign" { (reader.say("backchecks.assign_now")) }
            }
        } @else { (table(reader, it)) }
    };
    frame::page(reader, &campaign.settings.title, Here::Tab(Tab::Backchecks), &body)
}

/// What the campaign asks for, what was drawn by it, and the form that draws.
fn rule(reader: &Reader, it: &Backchecks) -> Markup {
    let settings = &it.known.campaign.settings;
    html! {
        h2 { (reader.say("backchecks.rule")) }
        @match &settings.backcheck {
            None => p.note { (reader.say("backchecks.no_rule")) },
            Some(rule) => p { (reader.tell("backchecks.share", &[("n", &rule.percent.to_string()), ("questions", &rule.questions.join(", "))])) },
        }
        @if !it.draws.is_empty() {
            h3 { (reader.say("backchecks.draws")) }
            ul { @for draw in &it.draws { li { (reader.tell("backchecks.draw_of", &[
                ("n", &draw.position.to_string()),
                ("at", &reader.at(draw.at, &settings.timezone)),
                ("by", &reader.person(&it.names, &draw.by)),
                ("percent", &draw.percent.to_string()),
                ("from", &(draw.behind + 1).to_string()),
                ("to", &draw.ballots.to_string()),
                ("seed", &draw.seed),
            ])) } } }
        }
        @if settings.backcheck.is_some() {
            @if reader.is_admin { form method="post" action=(reader.to_newest(&["backchecks"])) {
                input type="hidden" name="seen" value=(it.draws.last().map_or(0, |draw| draw.position));
                p { (reader.tell("backchecks.waiting", &[("n", &reader.number(it.waiting))])) }
                p.hint { (reader.say("backchecks.again_hint")) }
                button name="as" value="draw" { (reader.say("backchecks.draw")) }
            } }
        }
    }
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
    let head = |keys: &[&str], words: usize| {
        html! { thead { tr { @for (nth, key) in keys.iter().enumerate() {
            th.n[nth >= words] scope="col" { (reader.say(&format!("backchecks.{key}"))) }
        } } } }
    };
    html! {
        h2 { (reader.say("backchecks.agreement")) }
        h3 { (reader.say("backchecks.by_interviewer")) }
        div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.by_interviewer")) { table data-table="by-interviewer" {
            (head(&["interviewer", "chosen", "asked", "missed", "compared", "same", "percent", "knowing"], 1))
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
                (head(&["question", "form", "compared", "same", "percent"], 2))
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

fn table(reader: &Reader, it: &Backchecks) -> Markup {
    let mut rows: Vec<&BackcheckRow> = it.rows.iter().collect();
    rows.sort_by_key(|row| (row.noted.is_some(), std::cmp::Reverse(row.position)));
    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.all")) { table data-table="backchecks" {
            thead { tr { @for key in ["number", "form", "place", "finished", "interviewer", "account", "outcome"] {
                th scope="col" { (reader.say(&format!("backchecks.{key}"))) }
            } } }
            tbody { @for row in rows { (one_of(reader, it, row)) } }
        } }
        @if more > 0 { p.hint { (reader.tell("backchecks.more", &[("n", &reader.number(more))])) } }
    }
}

fn one_of(reader: &Reader, it: &Backchecks, row: &BackcheckRow) -> Markup {
    let (campaign, number, ballot) = (&it.known.campaign, row.position.to_string(), row.ballot.to_string());
    let same = row.answers.iter().filter(|it| it.same).count();
    html! {
        tr data-check=(number) {
            th scope="row" {
                @if reader.leads() && row.noted.is_none() {
                    label.choice { input type="checkbox" name=(format!("{CHECK}{number}")) value="yes"; " " (number) }
                } @else { (number) }
                @if reader.leads() { a href=(reader.to_newest(&["backchecks", &number])) { (reader.tell("backchecks.title", &[("n", &number)])) } }
                small { a href=(reader.to_newest(&["flags", &ballot])) { (reader.tell("backchecks.ballot", &[("n", &ballot)])) } }
            }
            td { (asks(reader, campaign, &row.form)) }
            td { (called(reader, campaign, &row.place)) }
            td { (reader.at(row.finished, &campaign.settings.timezone)) }
            td { (devices::called(&reader.person(&it.names, &row.interviewer), &row.interviewer)) }
            td { @match &row.account {
                Some(account) => (devices::called(&reader.person(&it.names, account), account)),
                None => (reader.say("backchecks.nobody_yet")),
            } }
            td { @match (row.missed, &row.noted) {
                (Some(why), _) => (reader.say(&format!("missed.{}", why.code()))),
                (None, Some(_)) => {
                    (reader.tell("backchecks.agrees", &[("same", &reader.number(same)), ("n", &reader.number(row.answers.len()))]))
                    @if is_by_knowing(row, &it.knowing) { small { (reader.say("backchecks.by_knowing")) } }
                }
                (None, None) => (reader.say("backchecks.open")),
            } }
        }
    }
}

/// The numbers that are ticked.
pub fn chosen(filled: &BTreeMap<String, String>) -> Vec<i64> {
    filled.keys().filter_map(|name| name.strip_prefix(CHECK)?.parse().ok()).collect()
}

/// The page of one, as the office and whoever is signed in open it.
pub fn one(reader: &Reader, it: &Opened, refused: Refused) -> String {
    let number = it.row.position.to_string();
    shown_at(reader, it, &reader.to_newest(&["backchecks", &number]), Here::Backcheck(&number), refused)
}

/// The same as a tablet opens it by an address that leads nowhere else.
pub fn on_tablet(reader: &Reader, it: &Opened, address: &str, refused: Refused) -> String {
    shown_at(reader, it, address, Here::Asked(&it.row.position.to_string()), refused)
}

/// What is known of the interview, the questions, and what came of it; its forms come back to this address.
fn shown_at(reader: &Reader, it: &Opened, address: &str, here: Here<'_>, refused: Refused) -> String {
    let (campaign, row) = (&it.known.campaign, &it.row);
    let zone = &campaign.settings.timezone;
    let person = |account: &str| devices::called(&reader.person(&it.names, account), account);
    let body = html! {
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        dl.made { @for (key, value) in [
            ("form", asks(reader, campaign, &row.form)),
            ("place", html! { (called(reader, campaign, &row.place)) }),
            ("finished", html! { (reader.at(row.finished, zone)) }),
            ("interviewer", html! { (person(&row.interviewer)) }),
            ("account", html! { @match &row.account { Some(account) => (person(account)), None => (reader.say("backchecks.nobody_yet")) } }),
        ] { div { dt { (reader.say(&format!("backchecks.{key}"))) } dd { (value) } } } }
        @match &row.noted {
            Some((by, at)) => {
                p.note role="status" { (reader.tell("backchecks.done", &[("at", &reader.at(*at, zone)), ("by", &person(by))])) }
                @if let Some(why) = row.missed { p { strong { (reader.say(&format!("missed.{}", why.code()))) } } }
                @if it.leads && !row.answers.is_empty() { (compared(reader, it)) }
                @if it.leads { form method="post" action=(address) {
                    label for="reason" { (reader.say("backchecks.take_back_why")) }
                    input #reason name="reason" required;
                    p.hint { (reader.say("backchecks.take_back_hint")) }
                    button name="as" value="take_back" { (reader.say("backchecks.take_back")) }
                } }
            }
            None => (ask(reader, it, address, &refused)),
        }
        @if reader.leads() { p.screen { a href=(reader.to_newest(&["backchecks"])) { (reader.say("backchecks.back")) } } }
    };
    frame::page(reader, &campaign.settings.title, here, &body)
}

/// The short form, and the one that says why nobody was asked.
fn ask(reader: &Reader, it: &Opened, action: &str, refused: &Refused) -> Markup {
    let (language, names_language) = (reader.language, reader.names_language);
    let guest = Guest { language, names_language, code: None, told_here: false };
    let (again, campaign) = (it.again(), &it.known.campaign);
    html! {
        @if let Some(definition) = it.definition().filter(|_| !again.is_empty()) {
            form.asked method="post" action=(action) {
                p { (reader.say("backchecks.ask")) }
                @for Again { question, unit: about, .. } in &again {
                    @let definition = &*with_not_asked(definition, question);
                    @let was = refused.as_ref().map_or_else(String::new, |(filled, _)| brought(definition, &question.name, &question.kind, filled));
                    @let asked = Asked { question, unit: about.as_deref(), value: &was, required: true, defect: None, open: true };
                    @if let Some(code) = about { p.hint { (reader.tell("backchecks.about", &[("unit", &unit(reader, campaign, code))])) } }
                    (field(&guest, definition, &question.name, &asked, definition.text(&question.label, reader.language.code()), false))
                }
                button name="as" value="asked" { (reader.say("backchecks.note")) }
            }
        } @else { p.note { (reader.say("backchecks.nothing_asked")) } }
        form method="post" action=(action) { fieldset {
            legend { (reader.say("backchecks.or_missed")) }
            label for="missed" { (reader.say("backchecks.why")) }
            select #missed name="missed" required { option value="" { "–" } @for why in NoAnswer::ALL { option value=(why.code()) { (reader.say(&format!("missed.{}", why.code()))) } } }
            button name="as" value="missed" { (reader.say("backchecks.note_missed")) }
        } }
    }
}

/// The form, in which a question of one choice has one more: that it does not apply. Of several choices none may be ticked.
fn with_not_asked<'a>(definition: &'a FormDefinition, question: &Question) -> Cow<'a, FormDefinition> {
    let mut definition = Cow::Borrowed(definition);
    if let Kind::SelectOne(list) = &question.kind {
        let said =
            |language: Language| (language.code().to_owned(), text(language, "backchecks.not_asked", &[]));
        let label = Language::ALL.into_iter().map(said).collect();
        let one = Choice { name: NOT_ASKED.to_owned(), label, percent: None };
        definition.to_mut().choices.entry(list.clone()).or_default().push(one);
    }
    definition
}

/// Both answers beside each other, for who leads.
fn compared(reader: &Reader, it: &Opened) -> Markup {
    let (campaign, language) = (&it.known.campaign, reader.language.code());
    html! { div.scroll tabindex="0" role="region" aria-label=(reader.say("backchecks.agreement")) { table data-table="compared" {
        thead { tr { @for key in ["question", "first", "second", "agreement"] { th scope="col" { (reader.say(&format!("backchecks.{key}"))) } } } }
        tbody { @for answer in &it.row.answers { tr data-same=(if answer.same { "yes" } else { "no" }) {
            @let words = |said: &str| it.definition().map_or_else(|| said.to_owned(), |form| shown(form, &answer.question, said, language));
            th scope="row" {
                (label(reader, campaign, &it.row.form, &answer.question))
                @if let Some(code) = &answer.unit { small { (unit(reader, campaign, code)) } }
            }
            td { (words(&it.first(answer))) }
            td { @if answer.said.is_empty() { (reader.say("backchecks.nothing_said")) } @else { (words(&answer.said)) } }
            td { @if answer.same { (reader.say("backchecks.is_same")) } @else { strong { (reader.say("backchecks.differs")) } } }
        } } }
    } } }
}

fn unit(reader: &Reader, campaign: &Campaign, code: &str) -> String {
    campaign.unit(code).map_or(code, |unit| unit.name.get(reader.language.code())).to_owned()
}

/// Options as their form calls them.
fn shown(definition: &FormDefinition, question: &str, said: &str, language: &str) -> String {
    let Some(question) = question_again(definition, question) else { return said.to_owned() };
    let label = |name: &str| {
        let found = definition.options(&question.kind).iter().find(|choice| choice.name == name);
        let text: Option<&Text> = found.map(|choice| &choice.label);
        text.map_or_else(|| name.to_owned(), |text| definition.text(text, language).to_owned())
    };
    said.split_whitespace().map(label).collect::<Vec<_>>().join("; ")
}

/// What was filled in; a reason that is none is no answer.
pub fn outcome(it: &Opened, filled: &BTreeMap<String, String>) -> Outcome {
    let missed = filled.get("missed").filter(|_| filled.get("as").is_some_and(|it| it == "missed"));
    if let Some(why) = missed.and_then(|code| NoAnswer::of(code)) {
        return Outcome::Missed(why);
    }
    let Some(definition) = it.definition() else { return Outcome::Asked(BTreeMap::new()) };
    let said = |Again { question, .. }: &Again| {
        let said = brought(definition, &question.name, &question.kind, filled);
        let said = match (&question.kind, said.as_str()) {
            // A page that was sent says so of each question, also where nothing is ticked.
            (Kind::SelectMultiple(_), "") => filled.get(&question.name).map(|_| said),
            (_, "") => None,
            (_, NOT_ASKED) => Some(String::new()),
            _ => Some(said),
        };
        Some((question.name.clone(), said?))
    };
    Outcome::Asked(it.again().iter().filter_map(said).collect())
}
