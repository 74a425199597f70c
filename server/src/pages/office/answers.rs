//! What people answered, question by question, as a chart: to look at before anything is taken away. Inside the office alone.

use maud::{Markup, html};
use shared::form::Text;

use super::Reader;
use super::codes::asks;
use super::frame::{self, Here, Tab};
use crate::pages::chart::part::{part, percent};
use crate::service::answers::{Answered, Question};

/// The page of a form.
pub fn page(reader: &Reader, it: &Answered) -> String {
    let campaign = &it.known.campaign;
    let body = html! {
        p { (reader.say("answers.lead")) }
        p.note { (reader.say("answers.inside")) }
        nav.forms aria-label=(reader.say("answers.forms")) { @for form in &campaign.forms {
            a href=(of(reader, &form.form)) aria-current=[(form.form == it.form).then_some("page")] { span { (asks(reader, campaign, &form.form)) } small { "(" (reader.number(counted(it, &form.form))) ")" } }
        } }
        (choice(reader, it))
        p { strong { (reader.tell("answers.ballots", &[("n", &reader.number(counted(it, &it.form)))])) } }
        @if it.questions.is_empty() { p { (reader.say("answers.none")) } }
        @for question in &it.questions { (drawn(reader, question)) }
    };
    frame::page(reader, &campaign.settings.title, Here::Tab(Tab::Answers), &body)
}

/// One unit of those that were judged, or all.
fn choice(reader: &Reader, it: &Answered) -> Markup {
    html! { @if it.units.len() > 1 {
        form.suppose.filter method="get" action=(reader.bare(&["answers"])) { fieldset {
            legend { (reader.say("answers.about")) }
            input type="hidden" name="form" value=(it.form);
            @if reader.names_language { input type="hidden" name="lang" value=(reader.language.code()); }
            div.field { label for="unit" { (reader.say("answers.unit")) } select #unit name="unit" {
                option value="" { (reader.say("answers.every_unit")) }
                @for (code, name) in &it.units {
                    @let name = name.get(reader.language.code());
                    option value=(code) selected[it.unit.as_ref() == Some(code)] { @if name.is_empty() { (code) } @else { (name) } }
                }
            } }
            div.field { button { (reader.say("queue.show")) } }
        } }
    } }
}

fn counted(it: &Answered, form: &str) -> u32 {
    it.ballots.get(form).copied().unwrap_or(0)
}

fn of(reader: &Reader, form: &str) -> String {
    let supposed = vec![("form".to_owned(), form.to_owned())];
    let reader = Reader { supposed, ..reader.clone() };
    reader.with_supposed(reader.to_newest(&["answers"]))
}

fn text(reader: &Reader, text: &Text) -> String {
    let wanted = text.get(reader.language.code()).or_else(|| text.values().next());
    wanted.cloned().unwrap_or_default()
}

fn drawn(reader: &Reader, question: &Question) -> Markup {
    let total = question.total();
    html! {
        table.options data-table="answers" {
            caption { (text(reader, &question.label)) }
            thead { tr {
                th scope="col" { (reader.say("answers.option")) }
                th scope="col" {}
                th.n scope="col" { (reader.say("answers.times")) }
                th.n scope="col" { "%" }
            } }
            tbody { @for (label, n) in &question.options { tr {
                th scope="row" { (text(reader, label)) }
                td { (part(*n, total)) }
                td.n { (reader.number(n)) }
                td.n { @match percent(*n, total) { Some(percent) => (percent), None => "–" } }
            } } }
            tfoot { tr { th scope="row" { (reader.say("answers.all")) } td {} td.n { (reader.number(total)) } td {} } }
        }
    }
}
