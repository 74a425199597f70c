//! The short form of a ballot that is asked again, which prints, too; and what came of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::ballot::NoAnswer;
use shared::campaign::Campaign;
use shared::campaign::question_again;
use shared::form::{Asked, Choice, FormDefinition, Kind, Question, Text};
use shared::message::{Language, problem, text};

use super::{Refused, label};
use crate::pages::office::codes::{asks, called};
use crate::pages::office::frame::{self, Here};
use crate::pages::office::{Reader, devices};
use crate::pages::respond::{Guest, brought, field};
use crate::service::backchecks::{Again, Opened, Outcome};

/// What stands for that a question of one choice does not apply to who was asked. No option is called so.
const NOT_ASKED: &str = "-";

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
    let office = campaign.settings.office.get(reader.language.code());
    let body = html! {
        @if !office.is_empty() { p.print { (office) } }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        dl.made { @for (key, value) in [
            ("form", asks(reader, campaign, &row.form)),
            ("place", html! { (called(reader, campaign, &row.place)) }),
            ("finished", html! { (reader.at(row.finished, zone)) }),
            ("interviewer", html! { (person(&row.interviewer)) }),
            ("account", html! { @match &row.account { Some(account) => (person(account)), None => (reader.say("backchecks.open")) } }),
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
                p.print { (reader.say("backchecks.by_hand")) }
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
