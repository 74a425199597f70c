//! Messages to interviewers: a form that writes one, and who was given each and when they read it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use maud::{Markup, html};
use shared::message::problem;
use shared::places::PROVINCE;
use shared::problem::Problem;

use super::Reader;
use super::codes;
use super::devices::called;
use super::frame::{self, Here, Tab};
use crate::service::messages::{Messages, NewMessage};
use crate::store::{Addressee, MessageRow};

/// What the name of a person's field begins with.
const TO: &str = "to-";

type Refused<'a> = Option<(&'a BTreeMap<String, String>, Problem)>;

/// The page; with what was filled in and why it was refused.
pub fn page(reader: &Reader, it: &Messages, refused: Refused) -> String {
    let body = html! {
        p { (reader.say("messages.lead")) }
        @if let Some((_, why)) = &refused { p.error role="alert" { (problem(reader.language, why)) } }
        @if reader.leads() {
            @if it.people.is_empty() { p.note { (reader.say("messages.no_people")) } } @else { (write(reader, it, &refused)) }
        }
        h2 { (reader.say("messages.all")) }
        @if it.sent.is_empty() { p { (reader.say("messages.none")) } }
        @for (message, to) in &it.sent { (sent(reader, it, message, to)) }
    };
    frame::page(reader, &it.known.campaign.settings.title, Here::Tab(Tab::Messages), &body)
}

/// The form: what it says, and to whom.
fn write(reader: &Reader, it: &Messages, refused: &Refused) -> Markup {
    let was = |name: &str| refused.as_ref().and_then(|(filled, _)| filled.get(name)).map(String::as_str);
    let campaign = &it.known.campaign;
    html! {
        form method="post" action=(reader.to_newest(&["messages"])) { fieldset {
            legend { (reader.say("messages.write")) }
            input type="hidden" name="seen" value=(it.last);
            label for="text" { (reader.say("messages.text")) }
            textarea #text name="text" rows="4" maxlength="1000" required { (was("text").unwrap_or_default()) }
            label for="place" { (reader.say("messages.place")) }
            select #place name="place" {
                option value="" { (reader.say("messages.no_place")) }
                option value=(PROVINCE) selected[was("place") == Some(PROVINCE)] { (reader.say("board.everywhere")) }
                @for place in places(it) {
                    option value=(place) selected[was("place") == Some(place)] { (codes::called(reader, campaign, place)) }
                }
            }
            fieldset {
                legend { (reader.say("messages.people")) }
                div.inside { @for person in &it.people {
                    @let name = format!("{TO}{}", person.account);
                    label.choice { input type="checkbox" name=(name) value="yes" checked[was(&name).is_some()]; " " (called(&person.name, &person.account)) }
                } }
            }
            button { (reader.say("messages.send")) }
        } }
    }
}

/// Where those interview to whom one may write, and what lies around these places; in the campaign's order.
fn places(it: &Messages) -> Vec<&str> {
    let campaign = &it.known.campaign;
    let own: Vec<&String> = it.people.iter().flat_map(|person| &person.places).collect();
    let province = campaign.places.province();
    let all = campaign.places.iter().filter(|place| province.is_none_or(|it| it.code != place.code));
    let all = all.map(|place| &*place.code);
    let mut places: Vec<&str> =
        all.filter(|place| own.iter().any(|at| campaign.places.covers(place, at))).collect();
    places.sort_by_key(|place| campaign.place_order(place));
    places
}

/// A message, and each whom it is for.
fn sent(reader: &Reader, it: &Messages, message: &MessageRow, to: &[Addressee]) -> Markup {
    let zone = &it.known.campaign.settings.timezone;
    let count = |is: fn(&Addressee) -> bool| reader.number(to.iter().filter(|it| is(it)).count());
    let stands = [
        ("n", reader.number(to.len())),
        ("received", count(|it| it.received.is_some())),
        ("read", count(|it| it.read.is_some())),
    ];
    let stands: Vec<_> = stands.iter().map(|(name, value)| (*name, &**value)).collect();
    let at = reader.at(message.at, zone);
    let of = [("by", reader.person(&it.names, &message.by)), ("at", at)];
    let of: Vec<_> = of.iter().map(|(name, value)| (*name, &**value)).collect();
    let when = |at: Option<Timestamp>| at.map_or_else(|| "–".to_owned(), |at| reader.at(at, zone));
    let heading = reader.tell("messages.by", &of);
    html! {
        article data-message=(message.position) {
            h3 { (heading) }
            blockquote { (message.text) }
            details open[to.len() <= 10] {
                summary { (reader.tell("messages.stands", &stands)) }
                div.scroll tabindex="0" role="region" aria-label=(heading) { table {
                    thead { tr { @for key in ["person", "received", "read"] { th scope="col" { (reader.say(&format!("messages.{key}"))) } } } }
                    tbody { @for person in to { tr data-to=(person.account) {
                        th scope="row" { (called(&reader.person(&it.names, &person.account), &person.account)) }
                        td { (when(person.received)) }
                        td { (when(person.read)) }
                    } } }
                } }
            }
        }
    }
}

/// What was filled in.
pub fn filled_in(filled: &BTreeMap<String, String>) -> NewMessage {
    let said = |name: &str| filled.get(name).map_or("", String::as_str);
    let to: BTreeSet<String> =
        filled.keys().filter_map(|name| name.strip_prefix(TO)).map(str::to_owned).collect();
    let place = Some(said("place")).filter(|place| !place.is_empty()).map(str::to_owned);
    NewMessage { text: said("text").to_owned(), to, place, seen: said("seen").parse().unwrap_or(i64::MAX) }
}
