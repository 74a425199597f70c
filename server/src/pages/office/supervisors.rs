//! Who supervises which places; forms that give a place to a supervisor, and take it away.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::fold::fold;
use shared::message::problem;
use shared::places::PROVINCE;
use shared::problem::Problem;

use super::Reader;
use super::codes::called;
use super::frame::{self, Here, Tab};
use crate::service::supervisors::{Supervisor, Supervisors};

/// The page, with the places whose names hold what is looked for; and with what was filled in and why it was refused.
pub fn page(
    reader: &Reader,
    it: &Supervisors,
    find: &str,
    refused: Option<(&BTreeMap<String, String>, Problem)>,
) -> String {
    let was =
        |name: &str| refused.as_ref().and_then(|(filled, _)| filled.get(name)).map_or("", String::as_str);
    let body = html! {
        p { (reader.say("supervisors.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        h2 { (reader.say("supervisors.all")) }
        @if it.people.is_empty() { p { (reader.say("supervisors.none")) } } @else { (table(reader, it)) }
        form.suppose method="get" action=(reader.bare(&["supervisors"])) { fieldset {
            legend { (reader.say("supervisors.find")) }
            @if reader.names_language { input type="hidden" name="lang" value=(reader.language.code()); }
            div.field { label for="find" { (reader.say("supervisors.name")) } input #find name="find" maxlength="64" autocomplete="off" value=(find); }
            div.field { button type="submit" { (reader.say("queue.show")) } }
        } }
        form method="post" action=(reader.to_newest(&["supervisors"])) { fieldset {
            legend { (reader.say("supervisors.give")) }
            label for="account" { (reader.say("supervisors.account")) }
            input #account name="account" required maxlength="64" autocapitalize="none" autocomplete="off" list="accounts" value=(was("account"));
            datalist #accounts { @for (username, name) in &it.others { option value=(username) { (name) } } }
            p.hint { (reader.say("supervisors.account_hint")) }
            fieldset {
                legend { (reader.say("supervisors.places")) }
                div.inside { (places(reader, it, find, |code| refused.as_ref().is_some_and(|(filled, _)| filled.contains_key(&field(code))))) }
            }
            button name="as" value="give" { (reader.say("supervisors.give_now")) }
        } }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Supervisors), &body)
}

/// Before the code of a place that is chosen.
const PLACE: &str = "place-";

/// The field that chooses a place.
fn field(code: &str) -> String {
    format!("{PLACE}{code}")
}

/// The places that were chosen.
pub fn chosen(filled: &BTreeMap<String, String>) -> Vec<String> {
    filled.keys().filter_map(|name| name.strip_prefix(PLACE)).map(str::to_owned).collect()
}

fn choice(name: &str, called: &str, is_chosen: bool) -> Markup {
    html! { label.choice { input type="checkbox" name=(field(name)) value="yes" checked[is_chosen]; " " (called) } }
}

/// The places that are looked for, those that lie in one behind it; `province` where the tree has no province of its own.
fn places(reader: &Reader, it: &Supervisors, find: &str, was: impl Fn(&str) -> bool) -> Markup {
    let (campaign, find) = (&it.known.campaign, fold(find));
    let mut codes: Vec<&str> = campaign.places.iter().map(|place| &*place.code).collect();
    codes.sort_by_key(|code| campaign.place_order(code));
    let province = campaign.places.province().is_none().then_some(PROVINCE);
    let all = province.into_iter().chain(codes).map(|code| (code, called(reader, campaign, code)));
    let found: Vec<_> = all.filter(|(_, name)| fold(name).contains(&find)).collect();
    html! {
        @if found.is_empty() { p { (reader.say("supervisors.none_found")) } }
        @for (code, name) in found { (choice(code, &name, was(code))) }
    }
}

fn table(reader: &Reader, it: &Supervisors) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("supervisors.all")) { table data-table="supervisors" {
            thead { tr {
                @for key in ["person", "places"] { th scope="col" { (reader.say(&format!("supervisors.{key}"))) } }
            } }
            tbody { @for person in &it.people { (row(reader, it, person)) } }
        } }
    }
}

fn row(reader: &Reader, it: &Supervisors, person: &Supervisor) -> Markup {
    let name = |code: &String| called(reader, &it.known.campaign, code);
    html! {
        tr data-supervisor=(person.username) {
            th scope="row" {
                @if person.name.is_empty() || person.name == person.username { (person.username) } @else { (person.name) small { (person.username) } }
            }
            td {
                (person.places.iter().map(name).collect::<Vec<_>>().join("; "))
                details {
                    summary { (reader.say("supervisors.take")) }
                    form method="post" action=(reader.to_newest(&["supervisors"])) {
                        input type="hidden" name="account" value=(person.username);
                        @for code in &person.places { (choice(code, &name(code), person.places.len() == 1)) }
                        button name="as" value="take" { (reader.say("supervisors.take_now")) }
                    }
                }
            }
        }
    }
}
