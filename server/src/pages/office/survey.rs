//! The survey behind a unit's points: leaf by leaf, by respondent group, with how many people answered and how sure that is.

use std::collections::BTreeSet;

use maud::{Markup, html};
use shared::publication::{FEW, people, people_of};
use shared::run::{GroupLeaf, SurveyLeaf};

use super::results::under;
use super::sight::Sight;

/// All of it.
pub fn survey(sight: &Sight) -> Markup {
    let reader = sight.reader;
    if sight.unit.survey.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 #survey { (reader.say("results.unit.survey")) }
            div.scroll tabindex="0" role="region" aria-label=(reader.say("results.unit.survey")) { table data-table="survey" {
                thead { tr {
                    th scope="col" { (reader.say("results.unit.group")) }
                    th.n scope="col" { (reader.say("office.points")) }
                    th.n scope="col" { (reader.say("office.rate")) }
                    @if sight.is_whole() {
                        th.n scope="col" { (reader.say("results.unit.people")) }
                        th.n scope="col" { (reader.say("office.answers")) }
                        th scope="col" { (reader.say("office.ballots")) }
                    }
                } }
                @for leaf in &sight.unit.survey {
                    @if sight.is_whole() { (whole(sight, leaf)) } @else { (public(sight, leaf)) }
                }
            } }
            @if sight.is_whole() { p { (reader.say("results.unit.few")) } }
        }
    }
}

fn whole(sight: &Sight, leaf: &SurveyLeaf) -> Markup {
    let reader = sight.reader;
    let to = sight.node(&leaf.code).and_then(|node| sight.cause(node));
    html! {
        tbody {
            tr.criterion data-code=(leaf.code) {
                th scope="rowgroup" {
                    @match to { Some(to) => a href=(to) { (sight.name(&leaf.code)) }, None => (sight.name(&leaf.code)) }
                }
                td.n { (reader.points(leaf.points.as_deref())) (under(reader, leaf.interval.as_ref())) }
                td.n { (percent(sight, leaf.rate.as_deref())) }
                td.n { (respondents(sight, leaf.respondents, people(leaf))) }
                td.n { (reader.number(leaf.answers)) }
                td {}
            }
            @for group in &leaf.groups { (of_group(sight, group)) }
        }
    }
}

fn of_group(sight: &Sight, group: &GroupLeaf) -> Markup {
    let reader = sight.reader;
    let forms: BTreeSet<&str> = group.questions.iter().map(|question| &*question.form).collect();
    html! {
        tr.leaf data-group=(group.group) {
            th scope="row" { (name(sight, &group.group)) }
            td {}
            td.n { (percent(sight, group.rate.as_deref())) }
            td.n { (respondents(sight, group.respondents, people_of(group))) }
            td.n { (reader.number(group.answers)) }
            td { @for form in forms {
                a href=(reader.screen("ballots", &[("status", "valid"), ("form", form), ("unit", sight.code())])) { (form) } " "
            } }
        }
    }
}

/// What a publication shows of a leaf.
fn public(sight: &Sight, leaf: &SurveyLeaf) -> Markup {
    let reader = sight.reader;
    let groups = sight.public.and_then(|public| public.groups.iter().find(|it| it.leaf == leaf.code));
    let hidden = sight.is_hidden(&leaf.code);
    html! {
        tbody {
            tr.criterion data-code=(leaf.code) {
                th scope="rowgroup" { (sight.name(&leaf.code)) }
                td.n {
                    @if hidden { (reader.say("public.hidden_mark")) } @else { (reader.points(sight.points(&leaf.code))) }
                }
                td {}
            }
            @for rate in groups.iter().flat_map(|groups| &groups.rates) {
                tr.leaf data-group=(rate.group) {
                    th scope="row" { (name(sight, &rate.group)) }
                    td {}
                    td.n { (percent(sight, Some(&rate.rate))) }
                }
            }
        }
    }
}

fn name<'a>(sight: &'a Sight, group: &'a str) -> &'a str {
    let found = sight.run.groups.iter().find(|it| it.code == group);
    found.map_or(group, |it| it.name.get(sight.reader.language.code()))
}

fn percent(sight: &Sight, rate: Option<&str>) -> String {
    rate.map_or_else(|| "–".to_owned(), |rate| format!("{} %", sight.reader.number(rate)))
}

/// How many people; a mark where the answers of few of them count.
fn respondents(sight: &Sight, all: u64, counted: u64) -> Markup {
    html! {
        (sight.reader.number(all))
        @if counted < FEW { " " (sight.reader.say("public.hidden_mark")) }
    }
}
