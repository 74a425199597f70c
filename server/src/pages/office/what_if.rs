//! What would be if something else held: a form of what can be supposed, and each unit as it is beside as it would be. Its
//! address is all there is of it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::campaign::{Campaign, Combine, DontKnow, UnitType};
use shared::collate::name_key;
use shared::message;
use shared::problem::Problem;
use shared::run::{BandChange, Beside, BesideUnit, Change, LeftOut, Standing};
use shared::typed::{number, written};

use super::Reader;
use super::frame::{self, Here, Tab};

/// What was filled in, by field.
pub type Filled = BTreeMap<String, String>;

const COMBINE: [(&str, Combine); 3] =
    [("groups", Combine::Groups), ("questions", Combine::Questions), ("pooled", Combine::Pooled)];
const DONT_KNOW: [(&str, DontKnow); 2] = [("exclude", DontKnow::Exclude), ("zero", DontKnow::Zero)];

/// What is supposed: what differs from what is.
pub fn supposed(campaign: &Campaign, filled: &Filled) -> Result<Change, Problem> {
    let settings = &campaign.settings;
    let said = |name: &str| filled.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let mut change = Change::default();
    for group in &campaign.groups {
        if let Some(text) = said(&format!("weight.{}", group.code)) {
            let weight = number(text)?;
            if weight != group.weight {
                change.weights.insert(group.code.clone(), weight);
            }
        }
    }
    for band in &campaign.bands {
        if let Some(text) = said(&format!("band.{}.{}", band.unit_type, band.code)) {
            let min = number(text)?;
            if min != band.min {
                let (unit_type, code) = (band.unit_type.clone(), band.code.clone());
                change.bands.push(BandChange { unit_type, code, min });
            }
        }
    }
    for UnitType { code: unit_type, .. } in &campaign.unit_types {
        let codes = said(&format!("without.{unit_type}")).unwrap_or_default();
        let codes =
            codes.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|code| !code.is_empty());
        change
            .without
            .extend(codes.map(|code| LeftOut { unit_type: unit_type.clone(), code: code.to_owned() }));
    }
    let combine = said("combine").and_then(|code| COMBINE.iter().find(|(it, _)| *it == code));
    change.combine = combine.map(|(_, it)| *it).filter(|it| *it != settings.combine);
    let dont_know = said("dont_know").and_then(|code| DONT_KNOW.iter().find(|(it, _)| *it == code));
    change.dont_know = dont_know.map(|(_, it)| *it).filter(|it| *it != settings.dont_know);
    if let Some(text) = said("min_answers") {
        let least = text.parse().map_err(|_| Problem::new("typed.number").with("text", text))?;
        change.min_answers = Some(least).filter(|least| *least != settings.min_answers);
    }
    Ok(change)
}

/// The page; `found` is what it gives, or why nothing.
pub fn page(
    reader: &Reader,
    campaign: &Campaign,
    filled: &Filled,
    found: Option<Result<&[Beside], &Problem>>,
) -> String {
    let supposed = filled.iter().filter(|(name, value)| *name != "lang" && !value.is_empty());
    let supposed = supposed.map(|(name, value)| (name.clone(), value.clone())).collect();
    let reader = &Reader { supposed, ..reader.clone() };
    let body = html! {
        p { (reader.say("results.what_if.lead")) }
        (form(reader, campaign, filled))
        @match found {
            None => {},
            Some(Err(problem)) => p.error #found role="alert" { (message::problem(reader.language, problem)) },
            Some(Ok(tables)) => div #found { @for table in tables { (beside(reader, campaign, table)) } },
        }
    };
    frame::page(reader, &campaign.settings.title, Here::Tab(Tab::WhatIf), &body)
}

fn form(reader: &Reader, campaign: &Campaign, filled: &Filled) -> Markup {
    let settings = &campaign.settings;
    let language = reader.language.code();
    let field = |name: &str, label: &str, is: &str| {
        let value = filled.get(name).map_or(is, String::as_str);
        html! { div.field { label for=(name) { (label) } input id=(name) name=(name) inputmode="decimal" value=(value); } }
    };
    let combine = COMBINE.map(|(code, it)| (code, it == settings.combine, format!("office.combine.{code}")));
    let dont_know =
        DONT_KNOW.map(|(code, it)| (code, it == settings.dont_know, format!("office.dont_know.{code}")));
    let choice = |name: &str, label: &str, of: &[(&str, bool, String)]| {
        let chosen = |code: &str, is: bool| filled.get(name).map_or(is, |it| it == code);
        html! { div.field { label for=(name) { (reader.say(label)) }
        select id=(name) name=(name) { @for (code, is, key) in of {
            option value=(code) selected[chosen(code, *is)] { (reader.say(key)) }
        } } } }
    };
    html! {
        form.suppose method="get" action={ (reader.bare(&["what-if"])) "#found" } {
            @if reader.names_language { input type="hidden" name="lang" value=(language); }
            fieldset {
                legend { (reader.say("results.what_if.survey")) }
                (choice("combine", "results.what_if.combine", &combine))
                (choice("dont_know", "results.what_if.dont_know", &dont_know))
                (field("min_answers", &reader.say("results.what_if.min_answers"), &settings.min_answers.to_string()))
            }
            fieldset {
                legend { (reader.say("results.what_if.weights")) }
                @for group in &campaign.groups {
                    (field(&format!("weight.{}", group.code), group.name.get(language), &written(&group.weight)))
                }
            }
            @for unit_type in &campaign.unit_types {
                fieldset {
                    legend { (unit_type.name.get(language)) }
                    @for band in campaign.bands.iter().filter(|band| band.unit_type == unit_type.code) {
                        @let label = reader.tell("results.what_if.band", &[("class", band.name.get(language))]);
                        (field(&format!("band.{}.{}", unit_type.code, band.code), &label, &written(&band.min)))
                    }
                    (field(&format!("without.{}", unit_type.code), &reader.say("results.what_if.without"), ""))
                }
            }
            button type="submit" { (reader.say("results.what_if")) }
            " " a href=(reader.to_newest(&["what-if"])) { (reader.say("results.what_if.back")) }
        }
    }
}

fn beside(reader: &Reader, campaign: &Campaign, table: &Beside) -> Markup {
    let language = reader.language.code();
    let name = |code: &str| campaign.unit(code).map_or("", |unit| unit.name.get(language));
    let title = campaign.unit_types.iter().find(|it| it.code == table.unit_type);
    let title = title.map_or(&*table.unit_type, |it| it.name.get(language));
    let mut units: Vec<&BesideUnit> = table.units.iter().collect();
    units.sort_by_cached_key(|it| (it.would_be.rank.unwrap_or(u32::MAX), name_key(name(&it.unit))));
    let differ = |what: fn(&Standing) -> String| {
        units.iter().filter(|it| what(&it.is) != what(&it.would_be)).count().to_string()
    };
    let ranks = differ(|it| format!("{:?}", it.rank));
    let classes = differ(|it| format!("{:?}", it.class));
    html! {
        section {
            h2 { (title) }
            p { (reader.tell("results.what_if.changed", &[("ranks", &ranks), ("classes", &classes)])) }
            div.scroll tabindex="0" role="region" aria-label=(title) { table data-table=(table.unit_type) {
                thead {
                    tr {
                        th scope="col" rowspan="2" { (reader.say("public.unit")) }
                        @for key in ["public.rank", "public.total", "public.class"] {
                            th scope="colgroup" colspan="2" { (reader.say(key)) }
                        }
                    }
                    tr { @for _ in 0..3 {
                        th scope="col" { (reader.say("results.what_if.is")) }
                        th scope="col" { (reader.say("results.what_if.would_be")) }
                    } }
                }
                tbody { @for it in units { tr data-unit=(it.unit) {
                    th scope="row" { (name(&it.unit)) }
                    @for (is, would_be) in cells(reader, campaign, &table.unit_type, it) {
                        td { (is) }
                        td { @if is == would_be { (would_be) } @else { strong { (would_be) } } }
                    }
                } } }
            } }
        }
    }
}

/// Rank, total and class, as they are and as they would be.
fn cells(reader: &Reader, campaign: &Campaign, unit_type: &str, it: &BesideUnit) -> Vec<(String, String)> {
    let class = |code: &str| {
        let band = campaign.bands.iter().find(|band| band.unit_type == unit_type && band.code == code);
        band.map_or_else(|| code.to_owned(), |band| band.name.get(reader.language.code()).to_owned())
    };
    let of = |it: &Standing| {
        let rank = it.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
        let class = it.class.as_deref().map_or_else(|| "–".to_owned(), class);
        [rank, reader.points(it.total.as_deref()), class]
    };
    of(&it.is).into_iter().zip(of(&it.would_be)).collect()
}
