//! The queue of ballots with flags: why each is in it, a form that decides about many, and a ballot with its answers. Works by the
//! keyboard alone and without a script.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::ballot::{Header, Mode};
use shared::campaign::Name;
use shared::flags::{Flag, Rule};
use shared::message;
use shared::problem::Problem;
use shared::wire::{AnswerRow, Decision, FlaggedBallot, Linked, ReviewRow, Status};

use super::Reader;
use super::backchecks::came;
use super::frame::{self, Here, Tab};
use crate::service::flags::{Called, Looked, OTHERS, QUARANTINE, Queue};

/// The queue, and what stands around it.
pub struct Shown<'a> {
    /// The ballots.
    pub queue: &'a Queue,
    /// What they were asked for by, as the fields of the filter have it.
    pub asked: &'a BTreeMap<String, String>,
    /// What was filled in, and why it was refused.
    pub refused: Option<(&'a BTreeMap<String, String>, Problem)>,
    /// About how many was just decided.
    pub done: Option<&'a str>,
}

/// The fields by which ballots are asked for.
pub const FIELDS: [&str; 6] = ["rule", "form", "interviewer", "place", "all", "after"];

/// The page of the queue.
pub fn page(reader: &Reader, it: &Shown) -> String {
    let ballots = &it.queue.page.ballots;
    let body = html! {
        p { (reader.say("queue.lead")) }
        @if let Some(n) = it.done { p.note role="status" { (reader.tell("queue.done", &[("n", n)])) } }
        @if let Some((_, why)) = &it.refused { p.error role="alert" { (message::problem(reader.language, why)) } }
        (filter(reader, it))
        @let (forms, least) = &it.queue.unmeasured;
        @if !forms.is_empty() {
            p.hint { (reader.tell("queue.unmeasured", &[("forms", &forms.join(", ")), ("n", &least.to_string())])) }
        }
        @if ballots.is_empty() { p.note { (reader.say("queue.none")) } }
        @else if reader.leads() {
            form.decide method="post" action=(reader.bare(&["flags"])) {
                @for (name, value) in it.asked { input type="hidden" name=(name) value=(value); }
                @if reader.names_language { input type="hidden" name="lang" value=(reader.language.code()); }
                @for ballot in ballots { input type="hidden" name=(format!("shown-{}", ballot.key)) value=(ballot.decisions); }
                (table(reader, it))
                label.choice { input #every type="checkbox" name="every" value="yes" checked[it.refused.as_ref().is_some_and(|(filled, _)| filled.contains_key("every"))];
                    " " (reader.tell("queue.every_shown", &[("n", &ballots.len().to_string())])) }
                (decide(reader, it.refused.as_ref().map(|(filled, _)| *filled), "queue.reason_all", &[Decision::Accept, Decision::Reject]))
            }
        } @else { (table(reader, it)) }
        @if let Some(next) = &it.queue.page.next {
            p { a #next href=(along(reader, it, next)) { (reader.say("queue.next")) } }
        }
    };
    frame::page(reader, &it.queue.title, Here::Tab(Tab::Flags), &body)
}

/// The same filter, from a ballot on.
fn along(reader: &Reader, it: &Shown, next: &str) -> String {
    let kept = it.asked.iter().filter(|(name, _)| *name != "after");
    let mut supposed: Vec<_> = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
    supposed.push(("after".to_owned(), next.to_owned()));
    Reader { supposed, ..reader.clone() }.with_supposed(reader.to_newest(&["flags"]))
}

fn rule(reader: &Reader, rule: Rule) -> String {
    reader.say(&format!("queue.rule.{}", rule.code()))
}

fn filter(reader: &Reader, it: &Shown) -> Markup {
    let was = |name: &str| it.asked.get(name).map_or("", String::as_str);
    html! {
        form.suppose.filter method="get" action=(reader.bare(&["flags"])) { fieldset {
            legend { (reader.say("queue.filter")) }
            @if reader.names_language { input type="hidden" name="lang" value=(reader.language.code()); }
            div.field { label for="rule" { (reader.say("queue.rule")) }
                select #rule name="rule" {
                    option value="" { (reader.say("queue.every")) }
                    option value=(QUARANTINE) selected[was("rule") == QUARANTINE] { (reader.say("queue.quarantine")) " (" (it.queue.quarantined) ")" }
                    @for count in &it.queue.page.counts {
                        option value=(count.rule.code()) selected[was("rule") == count.rule.code()] {
                            (reader.tell("queue.count", &[("rule", &rule(reader, count.rule)), ("waiting", &count.waiting.to_string()), ("all", &count.ballots.to_string())]))
                        }
                    }
                }
            }
            @for (name, key, names) in [
                ("form", "queue.form", &it.queue.called.forms[..]),
                ("interviewer", "queue.interviewer", &it.queue.called.interviewers[..]),
                ("place", "queue.place", &it.queue.called.places[..]),
            ] { div.field { label for=(name) { (reader.say(key)) } (among(reader, name, names, was(name))) } }
            div.field { label.choice { input type="checkbox" name="all" value="yes" checked[!was("all").is_empty()]; " " (reader.say("queue.all")) } }
            div.field { button type="submit" { (reader.say("queue.show")) } }
        } }
    }
}

/// One of these codes, by name; also one that an address asks for and that is none of them.
pub(super) fn among(reader: &Reader, name: &str, names: &[(String, Name)], was: &str) -> Markup {
    let asked = (!was.is_empty() && names.iter().all(|(code, _)| code != was)).then_some(was);
    html! {
        select id=(name) name=(name) {
            option value="" { (reader.say("queue.any")) }
            @if let Some(code) = asked { option value=(code) selected { (code) } }
            @for (code, name) in names {
                option value=(code) selected[code == was] { (named(name.get(reader.language.code()), code)) }
            }
        }
    }
}

/// A name with its code, where both are told.
fn named(name: &str, code: &str) -> String {
    if name.is_empty() || name == code { code.to_owned() } else { format!("{name} ({code})") }
}

/// What a code is called, with the code small below it.
fn called(reader: &Reader, names: &[(String, Name)], code: &str) -> Markup {
    let name = Called::name(names, code, reader.language.code());
    html! { @if name.is_empty() || name == code { (code) } @else { (name) small { (code) } } }
}

fn table(reader: &Reader, it: &Shown) -> Markup {
    let chosen = |key: i64| it.refused.as_ref().is_some_and(|(filled, _)| filled.contains_key(&field(key)));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("results.flags")) { table data-table="flags" {
            thead { tr {
                @if reader.leads() { th scope="col" { (reader.say("queue.choose")) } }
                @for key in ["queue.ballot", "queue.why", "queue.status", "queue.finished", "queue.form", "queue.place", "queue.interviewer"] {
                    th scope="col" { (reader.say(key)) }
                }
            } }
            tbody { @for ballot in &it.queue.page.ballots { tr data-key=(ballot.key) {
                @if reader.leads() { td { label.choice {
                    input type="checkbox" name=(field(ballot.key)) value=(ballot.decisions) checked[chosen(ballot.key)]
                        aria-label=(reader.tell("queue.choose_one", &[("n", &ballot.key.to_string())]));
                } } }
                th scope="row" { a href=(reader.to_newest(&["flags", &ballot.key.to_string()])) { (ballot.key) } }
                td { (reasons(reader, &ballot.reasons, &ballot.flags)) }
                (about(reader, it, ballot))
            } } }
        } }
    }
}

fn about(reader: &Reader, it: &Shown, ballot: &FlaggedBallot) -> Markup {
    html! {
        @let known = &it.queue.called;
        td { (reader.say(&format!("office.status.{}", ballot.status.code()))) }
        td { (reader.at(ballot.finished, &it.queue.zone)) }
        td { (called(reader, &known.forms, &ballot.form)) }
        td { (called(reader, &known.places, &ballot.place)) }
        td { (called(reader, &known.interviewers, &ballot.interviewer)) }
    }
}

fn reasons(reader: &Reader, doubts: &[Problem], flags: &[Flag]) -> Markup {
    html! { ul.reasons {
        @for doubt in doubts { li data-doubt=(doubt.code) { strong { (reader.say("queue.quarantine")) } ". " (why(reader, doubt)) } }
        @for flag in flags { li data-rule=(flag.rule.code()) {
        strong { (rule(reader, flag.rule)) } ". " (why(reader, &flag.reason))
    } } } }
}

/// Stands for a number in a sentence; no text has it.
const MARK: &str = "\u{e000}";

/// A reason in words, in which the number of another ballot leads there.
fn why(reader: &Reader, reason: &Problem) -> Markup {
    let named = OTHERS.iter().find_map(|name| Some((*name, reason.params.get(*name)?)));
    let marked = named.map(|(name, number)| (reason.clone().with(name, MARK), number));
    let Some((marked, number)) = marked else { return html! { (message::problem(reader.language, reason)) } };
    let text = message::problem(reader.language, &marked);
    let (before, behind) = text.split_once(MARK).unwrap_or((&*text, ""));
    html! { (before) a href=(reader.to_newest(&["flags", number])) { (number) } (behind) }
}

/// The field that chooses a ballot; its value is how many decisions about it were read.
fn field(key: i64) -> String {
    format!("ballot-{key}")
}

/// The ballots that a form chose, or all that it showed, each with the number of decisions that were read.
pub fn chosen(filled: &BTreeMap<String, String>) -> impl Iterator<Item = (i64, usize)> {
    ticked(filled, "ballot-").filter_map(|(key, seen)| Some((key.parse().ok()?, seen.parse().ok()?)))
}

/// What follows in the names of the fields that begin so, and their values; of all that were shown, where that is chosen.
pub(super) fn ticked<'a>(
    filled: &'a BTreeMap<String, String>,
    one: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let of = if filled.contains_key("every") { "shown-" } else { one };
    filled.iter().filter_map(move |(name, value)| Some((name.strip_prefix(of)?, &**value)))
}

fn key(decision: Decision) -> (&'static str, &'static str) {
    match decision {
        Decision::Accept => ("accept", "office.decision.accept"),
        Decision::Reject => ("reject", "office.decision.reject"),
        Decision::Reopen => ("reopen", "office.decision.reopen"),
    }
}

fn decide(
    reader: &Reader,
    filled: Option<&BTreeMap<String, String>>,
    why: &str,
    decisions: &[Decision],
) -> Markup {
    let was = filled.and_then(|filled| filled.get("reason")).map_or("", String::as_str);
    html! {
        label for="reason" { (reader.say(why)) }
        textarea #reason name="reason" required rows="2" maxlength="1000" { (was) }
        p.buttons { @for decision in decisions {
            @let (code, text) = key(*decision);
            button type="submit" name="decision" value=(code) { (reader.say(text)) } " "
        } }
    }
}

/// The page of a ballot.
pub fn ballot(reader: &Reader, it: &Looked) -> String {
    let row = &it.detail.row;
    let (header, number) = (&row.header, row.key.to_string());
    let doubts: &[Problem] = if row.status == Status::Pending { &row.reasons } else { &[] };
    let back = reader.to_newest(&["flags"]);
    let body = html! {
        p { a #back href=(back) { (reader.say("queue.back")) }
            @if reader.is_office { " · " a href=(reader.screen(&format!("ballots/{number}"), &[])) { (reader.say("queue.in_office")) } } }
        section {
            h2 { (reader.say("queue.why")) }
            @if it.flags.is_empty() && doubts.is_empty() { p { (reader.say("queue.no_flags")) } } @else { (reasons(reader, doubts, &it.flags)) }
        }
        section {
            dl.made {
                @for (key, value) in [
                    ("queue.form", html! { (called(reader, &it.called.forms, &header.form)) small { (header.version) } }),
                    ("queue.place", called(reader, &it.called.places, &header.place)),
                ].into_iter().chain(how(reader, it, header)).chain([
                    ("queue.status", html! { (reader.say(&format!("office.status.{}", row.status.code()))) }),
                ]) { div { dt { (reader.say(key)) } dd { (value) } } }
                @if let Some((batch, paper)) = it.paper {
                    @let [batch, paper] = [batch.to_string(), paper.to_string()];
                    div { dt { (reader.say("queue.paper")) } dd { a href=(reader.to_newest(&["paper"])) {
                        (reader.tell("queue.paper-at", &[("batch", &batch), ("paper", &paper)]))
                    } } }
                }
                @if let Some(check) = &it.backcheck {
                    @let number = check.position.to_string();
                    div { dt { (reader.say("results.backchecks")) } dd #backcheck {
                        @let called = reader.tell("backchecks.title", &[("n", &number)]);
                        @if reader.leads() { a href=(reader.to_newest(&["backchecks", &number])) { (called) } } @else { (called) }
                        ": " (came(reader, check))
                    } }
                }
                (linked(reader, "office.ballot.replaces", &it.detail.replaces))
                (linked(reader, "office.ballot.replaced-by", &it.detail.replaced_by))
            }
        }
        @if !it.detail.reviews.is_empty() { section {
            h2 { (reader.say("queue.decisions")) }
            ol.history { @for review in &it.detail.reviews { li { (decided(reader, it, review)) } } }
        } }
        @if reader.leads() {
            form.decide method="post" action=(reader.bare(&["flags"])) {
                @if reader.names_language { input type="hidden" name="lang" value=(reader.language.code()); }
                input type="hidden" name=(field(row.key)) value=(it.detail.reviews.len());
                (decide(reader, None, "queue.reason", &[Decision::Accept, Decision::Reject, Decision::Reopen]))
            }
        }
        section {
            h2 { (reader.say("queue.answers")) }
            div.scroll tabindex="0" role="region" aria-label=(reader.say("queue.answers")) { table data-table="answers" {
                tbody { @for answer in it.detail.answers.iter().filter(|it| !it.kind.is_metadata()) { (answered(reader, it, answer)) } }
            } }
        }
    };
    frame::page(reader, &it.title, Here::Ballot(&number), &body)
}

/// Other ballots of the same interview.
fn linked(reader: &Reader, key: &str, ballots: &[Linked]) -> Markup {
    html! { @for ballot in ballots {
        @let number = ballot.key.to_string();
        div { dt { (reader.say(key)) } dd {
            a href=(reader.to_newest(&["flags", &number])) { (reader.tell("office.ballot.title", &[("key", &number)])) }
            " · " (reader.say(&format!("office.status.{}", ballot.status.code())))
        } }
    } }
}

fn decided(reader: &Reader, it: &Looked, review: &ReviewRow) -> Markup {
    let name = Called::name(&it.called.interviewers, &review.by, reader.language.code());
    let by = if name.is_empty() { &review.by } else { name };
    html! { strong { (reader.say(key(review.decision).1)) } ": " (review.reason) " (" (by) ", " (reader.at(review.at, &it.zone)) ")" }
}

/// How it came: who asked, when and how long; of what nobody asked that, and when it was answered or keyed.
fn how(reader: &Reader, it: &Looked, header: &Header) -> Vec<(&'static str, Markup)> {
    let at = |moment| html! { (reader.at(moment, &it.zone)) };
    let alone = |key| html! { (reader.say(key)) };
    let times = || {
        vec![
            ("queue.started", at(header.started)),
            ("queue.finished", at(header.finished)),
            ("queue.lasted", html! { (lasted(reader, header)) }),
        ]
    };
    let interviewer = header.interviewer.as_deref().unwrap_or_default();
    match header.mode {
        Mode::Tablet => {
            let asked = ("queue.interviewer", called(reader, &it.called.interviewers, interviewer));
            [vec![asked], times()].concat()
        }
        Mode::Online => [vec![("queue.came", alone("queue.by_code"))], times()].concat(),
        // It was answered before anybody keyed it; how long that took, nobody knows.
        Mode::Paper => vec![("queue.came", alone("queue.on_paper")), ("queue.keyed", at(header.finished))],
    }
}

/// How long its interview lasted.
fn lasted(reader: &Reader, header: &Header) -> String {
    let seconds = header.finished.duration_since(header.started).as_secs();
    let (minutes, rest) = ((seconds / 60).to_string(), (seconds % 60).to_string());
    match seconds {
        0..60 => reader.tell("common.time.seconds", &[("n", &rest)]),
        _ => reader.tell("queue.minutes", &[("minutes", &minutes), ("seconds", &rest)]),
    }
}

fn answered(reader: &Reader, it: &Looked, answer: &AnswerRow) -> Markup {
    let text = |text: &shared::form::Text| {
        let wanted = text.get(reader.language.code()).or_else(|| text.values().next());
        wanted.cloned().unwrap_or_default()
    };
    let label = text(&answer.label);
    let said: Vec<String> = answer.labels.iter().map(text).collect();
    html! { tr {
        td { @if let Some(code) = &answer.unit { (called(reader, &it.called.units, code)) } }
        th scope="row" { @if label.is_empty() { (answer.question) } @else { (label) } }
        td { @if said.is_empty() { (answer.value) } @else { (said.join("; ")) } }
    } }
}
