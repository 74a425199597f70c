//! The record of what is processed of people's data: what the package says of it, what is held, who can read it, what was taken away; forms
//! that delete what tells who they are.

use maud::{Markup, html};
use shared::message::{date, problem};
use shared::problem::Problem;
use shared::wire::{Act, Fact, Token};

use super::Reader;
use super::devices::called;
use super::frame::{self, Here, Tab};
use super::invitations::stage_key;
use crate::service::processed::Processed;
use crate::store::Stage;

/// The field that has the numbers of ballots, with a comma between.
pub const BALLOTS: &str = "ballots";

/// The page; with why something was refused.
pub fn page(reader: &Reader, it: &Processed, refused: Option<&Problem>) -> String {
    let settings = &it.known.campaign.settings;
    let body = html! {
        p { (reader.tell("processed.lead", &[("at", &reader.at(it.at, &settings.timezone))])) }
        h2 { (reader.say("processed.said")) }
        (said(reader, it))
        h2 { (reader.say("processed.held")) }
        (held(reader, it))
        @if let Some(why) = refused { p.error role="alert" { (problem(reader.language, why)) } }
        @if !it.telling.is_empty() { (telling(reader, it)) }
        @if it.personal > 0 { (personal(reader, it)) }
        @if !it.deleted.is_empty() { (deleted(reader, it)) }
        h2 { (reader.say("processed.people")) }
        p { (reader.say("processed.people_why")) }
        div.scroll { table {
            thead { tr {
                th scope="col" { (reader.say("admin.role")) } th.n scope="col" { (reader.say("processed.accounts")) }
                th scope="col" { (reader.say("processed.names")) }
            } }
            tbody { @for (role, people) in &it.people { tr data-role=(role.code()) {
                th scope="row" { (reader.say(role.key())) }
                td.n { (reader.number(people.len())) }
                td { (people.iter().map(|(name, account)| called(name, account)).collect::<Vec<_>>().join("; ")) }
            } } }
        } }
        @if !it.tokens.is_empty() {
            p { (reader.say("processed.tokens")) }
            ul { @for token in &it.tokens { li data-token=(token.name) { (in_force(reader, token)) } } }
        }
        h2 { (reader.say("processed.taken")) }
        (taken(reader, it))
    };
    frame::page(reader, &settings.title, Here::Tab(Tab::Processed), &body)
}

/// What the package says; what it leaves out is named by its key.
fn said(reader: &Reader, it: &Processed) -> Markup {
    let (settings, language) = (&it.known.campaign.settings, reader.language.code());
    let notice = &settings.notice;
    let until = notice.kept_until.map(|day| date(&day.to_string())).unwrap_or_default();
    let rows = [
        ("consent.controller", notice.controller.get(language), "data_controller_vi"),
        ("consent.collected", notice.collected.get(language), "data_collected_vi"),
        ("consent.purpose", notice.purpose.get(language), "data_purpose_vi"),
        ("consent.kept_until", &*until, "data_kept_until"),
        ("consent.contact", notice.contact.get(language), "data_contact_vi"),
    ];
    let who = it.known.campaign.forms.iter().filter_map(|row| it.known.campaign.definition(&row.form));
    let who: Vec<_> =
        who.map(|form| (&form.id, form.who(language))).filter(|(_, who)| !who.is_empty()).collect();
    html! { dl.made {
        @for (key, value, setting) in rows { div {
            dt { (reader.say(key)) }
            @if value.is_empty() { dd { strong { (reader.tell("processed.not_said", &[("key", setting)])) } } } @else { dd { (value) } }
        } }
        @for (form, asks) in who { div { dt { (reader.say("consent.collected_apart")) ", " (form) } dd { (asks) } } }
    } }
}

/// A token of a script: what it opens, and until when.
fn in_force(reader: &Reader, token: &Token) -> String {
    let (role, day) = (reader.say(token.role.key()), date(&token.last_day.to_string()));
    reader.tell("processed.token", &[("name", &token.name), ("role", &role), ("day", &day)])
}

fn held(reader: &Reader, it: &Processed) -> Markup {
    let groups = &it.known.campaign.groups;
    let asks = |code: &str| {
        let group = groups.iter().find(|group| group.code == code);
        group.map_or("", |group| group.name.get(reader.language.code()))
    };
    html! {
        div.scroll { table {
            thead { tr { th scope="col" { (reader.say("processed.form")) } th.n scope="col" { (reader.say("processed.ballots")) } } }
            tbody {
                @for row in &it.known.campaign.forms { tr data-form=(row.form) {
                    th scope="row" { (row.form) " " (asks(&row.group)) }
                    td.n { (reader.number(it.ballots.get(&row.form).copied().unwrap_or_default())) }
                } }
                tr data-form="noted" { th scope="row" { (reader.say("processed.noted")) } td.n { (reader.number(it.noted)) } }
                tr data-form="erased" { th scope="row" { (reader.say("processed.erased")) } td.n { (reader.number(it.erased)) } }
            }
        } }
        @if it.known.campaign.settings.notice.is_said() { p { (reader.say("processed.consents")) } }
        @let gone = it.codes == 0 && it.stages.iter().any(|count| *count > 0);
        p { (reader.say(if gone { "processed.codes_gone" } else { "processed.apart" })) }
        div.scroll { table {
            thead { tr { @for stage in Stage::ALL { th.n scope="col" { (reader.say(stage_key(stage))) } } } }
            tbody { tr { @for count in it.stages { td.n { (reader.number(count)) } } } }
        } }
        @if it.known.campaign.settings.notice.kept_until.is_some() { p { (reader.say("processed.after")) } }
    }
}

/// The ballots that hold who somebody is, by their numbers.
fn telling(reader: &Reader, it: &Processed) -> Markup {
    let numbers = it.telling.iter().map(ToString::to_string).collect::<Vec<_>>();
    html! {
        h2 { (reader.say("personal.ballots")) }
        p { (reader.tell("personal.in_ballots", &[("n", &reader.number(it.telling.len()))])) " "
            @for (nth, number) in numbers.iter().enumerate() {
                @if nth > 0 { ", " }
                a href=(reader.to_newest(&["flags", number])) { (number) }
            }
        }
        form method="post" action=(reader.to_newest(&["processed"])) { fieldset {
            legend { (reader.say("personal.delete_ballots")) }
            input type="hidden" name=(BALLOTS) value=(numbers.join(","));
            label { input type="checkbox" required; " " (reader.say("personal.ballots_sure")) }
            button { (reader.say("personal.delete")) }
        } }
    }
}

/// What tells who people are: how much, never a word of it.
fn personal(reader: &Reader, it: &Processed) -> Markup {
    let to = reader.to_newest(&["processed"]);
    html! {
        h2 { (reader.say("personal.title")) }
        p data-personal=(it.personal) { (reader.tell("personal.held", &[("n", &reader.number(it.personal))])) }
        p { a href=(format!("{}?as=csv", reader.bare(&["processed"]))) download { (reader.say("personal.table")) } }
        p.hint { (reader.say("personal.logged")) }
        form method="post" action=(to) { fieldset {
            legend { (reader.say("personal.delete_one")) }
            label for="id" { (reader.say("personal.id")) }
            input #id name="id" required maxlength="36" autocapitalize="none" spellcheck="false";
            button { (reader.say("personal.delete")) }
        } }
        form method="post" action=(to) { fieldset {
            legend { (reader.say("personal.delete_all")) }
            label { input type="checkbox" name="all" value="yes" required; " " (reader.say("personal.sure")) }
            button { (reader.say("personal.delete")) }
        } }
    }
}

/// What was deleted of who people are, by somebody or by itself.
fn deleted(reader: &Reader, it: &Processed) -> Markup {
    let zone = &it.known.campaign.settings.timezone;
    let counts = [
        (Fact::Told, "processed.told_gone"),
        // As versions before wrote it.
        (Fact::Text, "processed.told_gone"),
        (Fact::Invitations, "processed.invitations_gone"),
        (Fact::Ballots, "processed.ballots_gone"),
    ];
    let what = |act: &Act| {
        let of = |(fact, key): &(Fact, &str)| act.before.get(fact).map(|n| reader.tell(key, &[("n", n)]));
        counts.iter().filter_map(of).collect::<Vec<_>>().join("; ")
    };
    let by = |act: &Act| match (&act.by, act.before.get(&Fact::Kept)) {
        (Some(by), _) => reader.person(&it.names, by),
        (None, Some(day)) => reader.tell("processed.by_itself", &[("day", &date(day))]),
        (None, None) => reader.say("log.command"),
    };
    html! {
        h2 { (reader.say("processed.deleted")) }
        div.scroll { table {
            thead { tr { @for key in ["processed.when", "processed.deleter", "processed.what"] { th scope="col" { (reader.say(key)) } } } }
            tbody { @for act in &it.deleted { tr data-deleted=(act.kind.code()) {
                td { (reader.at(act.at, zone)) }
                td { (by(act)) }
                td { (what(act)) }
            } } }
        } }
    }
}

fn taken(reader: &Reader, it: &Processed) -> Markup {
    if it.taken.is_empty() {
        return html! { p { (reader.say("processed.none_taken")) } };
    }
    let zone = &it.known.campaign.settings.timezone;
    html! { div.scroll { table {
        thead { tr { @for key in ["processed.when", "processed.who", "processed.files"] { th scope="col" { (reader.say(key)) } } } }
        tbody { @for act in &it.taken { tr {
            td { (reader.at(act.at, zone)) }
            td { (act.by.as_deref().map_or_else(|| reader.say("log.command"), |by| reader.person(&it.names, by))) }
            td { (act.after.get(&Fact::Files).map_or("", String::as_str)) }
        } } }
    } } }
}
