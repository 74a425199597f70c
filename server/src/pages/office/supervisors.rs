//! Who supervises which places; forms that give a place to a supervisor, and take it away.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::message::problem;
use shared::places::PROVINCE;
use shared::problem::Problem;

use super::Reader;
use super::codes::called;
use super::frame::{self, Here, Tab};
use crate::service::supervisors::{Supervisor, Supervisors};

/// The page; with what was filled in and why it was refused.
pub fn page(
    reader: &Reader,
    it: &Supervisors,
    refused: Option<(&BTreeMap<String, String>, Problem)>,
) -> String {
    let was =
        |name: &str| refused.as_ref().and_then(|(filled, _)| filled.get(name)).map_or("", String::as_str);
    let body = html! {
        p { (reader.say("supervisors.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        form method="post" action=(reader.to_newest(&["supervisors"])) { fieldset {
            legend { (reader.say("supervisors.give")) }
            label for="account" { (reader.say("supervisors.account")) }
            input #account name="account" required maxlength="64" autocapitalize="none" value=(was("account"));
            p.hint { (reader.say("supervisors.account_hint")) }
            label for="place" { (reader.say("supervisors.place")) }
            select #place name="place" required { (places(reader, it, was("place"))) }
            button name="as" value="give" { (reader.say("supervisors.give_now")) }
        } }
        h2 { (reader.say("supervisors.all")) }
        @if it.people.is_empty() { p { (reader.say("supervisors.none")) } } @else { (table(reader, it)) }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Supervisors), &body)
}

/// All places; `province` where the tree has no province of its own.
fn places(reader: &Reader, it: &Supervisors, was: &str) -> Markup {
    let campaign = &it.known.campaign;
    let mut codes: Vec<&str> = campaign.places.iter().map(|place| &*place.code).collect();
    codes.sort_by_key(|code| campaign.place_order(code));
    html! {
        @if campaign.places.province().is_none() { option value=(PROVINCE) { (called(reader, campaign, PROVINCE)) } }
        @for code in codes { option value=(code) selected[was == code] { (called(reader, campaign, code)) } }
    }
}

fn table(reader: &Reader, it: &Supervisors) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("supervisors.all")) { table data-table="supervisors" {
            thead { tr {
                @for key in ["person", "place", "take"] { th scope="col" { (reader.say(&format!("supervisors.{key}"))) } }
            } }
            tbody { @for person in &it.people { @for code in &person.places { (row(reader, it, person, code)) } } }
        } }
    }
}

fn row(reader: &Reader, it: &Supervisors, person: &Supervisor, code: &str) -> Markup {
    html! {
        tr data-supervisor=(person.username) {
            th scope="row" {
                @if person.name.is_empty() || person.name == person.username { (person.username) } @else { (person.name) small { (person.username) } }
            }
            td { (called(reader, &it.known.campaign, code)) }
            td { form method="post" action=(reader.to_newest(&["supervisors"])) {
                input type="hidden" name="account" value=(person.username);
                input type="hidden" name="place" value=(code);
                button name="as" value="take" { (reader.say("supervisors.take_now")) }
            } }
        }
    }
}
