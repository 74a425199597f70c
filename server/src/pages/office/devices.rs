//! Tablets: what each last told of itself and when, links that wait to be used, and forms that make one, take one back, or shut out a tablet
//! that was lost.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::message::{date, problem};
use shared::problem::Problem;
use shared::wire::mark;

use super::Reader;
use super::frame::{self, Here, Tab};
use super::picture::picture;
use crate::service::devices::{Device, Devices};
use crate::service::enrol::Link;

/// A clock that is off by so much is named.
const OFF_MS: u64 = 60_000;

/// What the page is drawn of.
pub struct Shown<'a> {
    /// The tablets, and the links that wait.
    pub found: &'a Devices,
    /// The key of this page: what is asked for twice by it is made once.
    pub key: &'a str,
    /// What was filled in, and why it was refused.
    pub refused: Option<(&'a BTreeMap<String, String>, Problem)>,
}

/// The page.
pub fn page(reader: &Reader, it: &Shown) -> String {
    let body = html! {
        @if it.found.known.campaign.settings.practice { p.note { (reader.say("practice.this")) } }
        p { (reader.say("devices.lead")) }
        @if let Some((_, why)) = &it.refused { p.error role="alert" { (problem(reader.language, why)) } }
        @if reader.leads() { (make(reader, it)) }
        h2 { (reader.say("devices.all")) }
        @if it.found.devices.is_empty() { p { (reader.say("devices.none")) } } @else { (table(reader, it.found)) }
        @if let Some(beside) = it.found.practice.as_ref().filter(|_| reader.is_admin) {
            h2 { (reader.say("practice.make")) }
            p { a href=(Reader { campaign: beside.clone(), ..reader.clone() }.to_newest(&["devices"])) { (reader.say("practice.open")) } }
            form method="post" action=(reader.to_newest(&["devices"])) {
                p.hint { (reader.say("practice.renew_why")) }
                button name="as" value="renew" { (reader.say("practice.renew")) }
            }
        } @else if reader.is_admin && !it.found.known.campaign.settings.practice {
            form method="post" action=(reader.to_newest(&["devices"])) { fieldset {
                legend { (reader.say("practice.make")) }
                p.hint { (reader.say("practice.why")) }
                button name="as" value="practice" { (reader.say("practice.make_now")) }
            } }
        }
        @if !it.found.links.is_empty() { h2 { (reader.say("devices.links")) } (links(reader, it.found)) }
    };
    frame::page(reader, &it.found.known.campaign.settings.title, Here::Tab(Tab::Devices), &body)
}

/// The form that makes a link. One that nobody used yet is best used at once: its last day is today, unless somebody says otherwise.
fn make(reader: &Reader, it: &Shown) -> Markup {
    let was =
        |name: &str| it.refused.as_ref().and_then(|(filled, _)| filled.get(name)).map_or("", String::as_str);
    let today = it.found.now.to_zoned(it.found.known.forms.zone().clone()).date().to_string();
    html! {
        form method="post" action=(reader.to_newest(&["devices"])) { fieldset {
            legend { (reader.say("devices.make")) }
            input type="hidden" name="key" value=(it.key);
            label for="account" { (reader.say("devices.person")) }
            select #account name="account" required {
                @for (name, account) in &it.found.people {
                    option value=(account) selected[was("account") == account] { (called(name, account)) }
                }
            }
            label for="day" { (reader.say("devices.last_day")) }
            input #day name="day" required maxlength="10" value=(if was("day").is_empty() { date(&today) } else { was("day").to_owned() });
            p.hint { (reader.say("devices.last_day_hint")) }
            p.hint { (reader.say("devices.once")) }
            button name="as" value="link" { (reader.say("devices.make_now")) }
        } }
    }
}

/// A person by name, with the account.
pub fn called(name: &str, account: &str) -> String {
    if name.is_empty() || name == account { account.to_owned() } else { format!("{name} ({account})") }
}

fn table(reader: &Reader, it: &Devices) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("devices.all")) { table data-table="devices" {
            thead { tr {
                th scope="col" { (reader.say("devices.person")) }
                @if reader.leads() { th scope="col" { (reader.say("devices.lost")) } }
                @for key in ["last_heard", "unsent", "drafts", "app", "campaign", "storage", "clock"] {
                    th class=[matches!(key, "unsent" | "drafts").then_some("n")] scope="col" { (reader.say(&format!("devices.{key}"))) }
                }
            } }
            tbody { @for device in &it.devices { (row(reader, it, device)) } }
        } }
    }
}

fn row(reader: &Reader, it: &Devices, device: &Device) -> Markup {
    let (told, session) = (&device.told, &device.session);
    let zone = &it.known.campaign.settings.timezone;
    let campaign = match device.fetched {
        None => reader.say("devices.not_fetched"),
        Some(fetched) if fetched == it.known.generation => reader.say("devices.fetched"),
        Some(fetched) => reader.tell(
            "devices.fetched_older",
            &[("n", &fetched.to_string()), ("of", &it.known.generation.to_string())],
        ),
    };
    let lasts = match session.revoked {
        Some(at) => Some(reader.tell("devices.revoked", &[("at", &reader.at(at, zone))])),
        None => (session.expires <= it.now).then(|| reader.say("devices.ended")),
    };
    html! {
        tr data-device=(told.id.to_string()) {
            th scope="row" {
                (called(&it.names[&session.username], &session.username))
                small { (reader.tell("devices.id", &[("id", &mark(told.id))])) }
                @if let Some(lasts) = &lasts { small { strong { (lasts) } } }
            }
            @if reader.leads() { td {
                @if lasts.is_none() { details {
                    summary { (reader.say("devices.revoke")) }
                    form method="post" action=(reader.to_newest(&["devices"])) {
                        input type="hidden" name="device" value=(hex::encode(told.session));
                        p.hint { (reader.say("devices.revoke_why")) }
                        button name="as" value="revoke" { (reader.say("devices.revoke_now")) }
                    }
                } }
            } }
            td { (reader.at(told.at, zone)) }
            td.n { (reader.number(told.unsent)) }
            td.n { (reader.number(told.drafts)) }
            td { (told.app) }
            td { (campaign) }
            td { (reader.say(if told.persisted { "devices.persisted" } else { "devices.not_persisted" })) }
            td { (clock(reader, told.clock_ms)) }
        }
    }
}

/// How far its clock is from the server's.
fn clock(reader: &Reader, off_ms: Option<i64>) -> String {
    let Some(off_ms) = off_ms else { return "–".to_owned() };
    let minutes = reader.number(off_ms.unsigned_abs() / OFF_MS);
    match off_ms {
        _ if off_ms.unsigned_abs() < OFF_MS => reader.say("devices.clock_right"),
        1.. => reader.tell("devices.clock_behind", &[("n", &minutes)]),
        _ => reader.tell("devices.clock_ahead", &[("n", &minutes)]),
    }
}

fn links(reader: &Reader, it: &Devices) -> Markup {
    html! {
        div.scroll { table data-table="links" {
            thead { tr {
                @for key in ["person", "last_day", "made_by"] { th scope="col" { (reader.say(&format!("devices.{key}"))) } }
                @if reader.leads() { th scope="col" { (reader.say("devices.withdraw")) } }
            } }
            tbody { @for (digest, link) in &it.links { tr data-link=(link.account) {
                th scope="row" { (called(&it.names[&link.account], &link.account)) }
                td { (date(&link.last_day.to_string())) }
                td { (reader.person(&it.names, &link.by)) }
                @if reader.leads() { td {
                    form method="post" action=(reader.to_newest(&["devices"])) {
                        input type="hidden" name="link" value=(hex::encode(digest));
                        button name="as" value="withdraw" { (reader.say("devices.withdraw")) }
                    }
                } }
            } } }
        } }
    }
}

/// A link, to show to a tablet's camera or to print, below `site`, the address of this server.
pub fn link(reader: &Reader, made: &Link, site: &str) -> String {
    let settings = &made.known.campaign.settings;
    let address = format!("{site}/e/{}", made.code);
    let body = html! {
        p.note.screen role="status" { (reader.say("devices.made")) }
        article.slip.one {
            @if let Some(picture) = picture(&address) { (picture) }
            p { strong { (settings.title.get(reader.language.code())) } }
            p { (reader.tell("devices.slip", &[("person", &made.name)])) }
            p { span data-link-address { (address) } }
            p { (reader.tell("devices.slip_until", &[("day", &date(&made.last_day.to_string()))])) }
        }
        p.screen { a href=(reader.to_newest(&["devices"])) { (reader.say("devices.back")) } }
    };
    frame::page(reader, &settings.title, Here::Link, &body)
}
