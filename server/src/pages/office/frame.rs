//! What all pages of the office stand in: head, ways to the others, and what says that something was refused.

use maud::{Markup, html};
use shared::campaign::Name;
use shared::message::{Language, text};

use super::Reader;
use crate::pages::annex::{other, whole};
use crate::pages::words::say;

/// What dresses them; the answer's policy names its digest.
pub const STYLE: &str = concat!(include_str!("../chart.css"), include_str!("style.css"));

/// A page that all others lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Ranks and totals.
    Results,
    /// Weak criteria.
    Weakest,
    /// What would be if something else held.
    WhatIf,
    /// What is published, and what units object to.
    Publications,
    /// What was answered to each question.
    Answers,
    /// How the fieldwork stands.
    Board,
    /// Quotas, and who takes how much of each.
    Quotas,
    /// Ballots to look at.
    Flags,
    /// Ballots that are asked again.
    Backchecks,
    /// Who is invited to answer alone.
    Invitations,
    /// Who did not answer, and why.
    Nonresponse,
    /// Papers that are handed out and come back.
    Paper,
    /// Tablets, and links by which they are enrolled.
    Devices,
    /// What is written to interviewers.
    Messages,
    /// Who supervises which places.
    Supervisors,
    /// What is processed of people's data.
    Processed,
}

/// Which page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here<'a> {
    /// One of the tabs.
    Tab(Tab),
    /// A unit's: its code and name.
    Unit(&'a str, &'a str),
    /// The same as it may leave the office.
    Published(&'a str, &'a str),
    /// A ballot's: its number.
    Ballot(&'a str),
    /// Of a ballot that is asked again: its number among them.
    Backcheck(&'a str),
    /// The same, opened from a tablet by an address that leads nowhere else.
    Asked(&'a str),
    /// Codes, which are told once: the same page in the other language would have none.
    Codes,
    /// A link that enrols a tablet, likewise.
    Link,
}

impl Tab {
    const ALL: [Self; 16] = [
        Self::Results,
        Self::Weakest,
        Self::WhatIf,
        Self::Publications,
        Self::Answers,
        Self::Board,
        Self::Quotas,
        Self::Flags,
        Self::Backchecks,
        Self::Invitations,
        Self::Nonresponse,
        Self::Paper,
        Self::Devices,
        Self::Messages,
        Self::Supervisors,
        Self::Processed,
    ];

    /// Whether this reader may open it.
    fn is_open(self, reader: &Reader) -> bool {
        match self {
            Self::Supervisors | Self::Processed => reader.is_admin,
            Self::Board
            | Self::Quotas
            | Self::Flags
            | Self::Backchecks
            | Self::Nonresponse
            | Self::Devices
            | Self::Messages => reader.is_office || reader.is_supervisor,
            Self::Paper => reader.is_office || reader.is_clerk,
            _ => reader.is_office,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Results => "results.results",
            Self::Weakest => "results.weakest",
            Self::WhatIf => "results.what_if",
            Self::Publications => "results.publications",
            Self::Answers => "results.answers",
            Self::Board => "results.board",
            Self::Quotas => "results.quotas",
            Self::Flags => "results.flags",
            Self::Backchecks => "results.backchecks",
            Self::Invitations => "results.invitations",
            Self::Nonresponse => "results.nonresponse",
            Self::Paper => "results.paper",
            Self::Devices => "results.devices",
            Self::Messages => "results.messages",
            Self::Supervisors => "results.supervisors",
            Self::Processed => "results.processed",
        }
    }
}

impl Here<'_> {
    fn address(self, reader: &Reader) -> String {
        match self {
            Self::Tab(Tab::Results) => reader.to(&[]),
            Self::Tab(Tab::Weakest) => reader.to(&["weakest"]),
            Self::Tab(Tab::WhatIf) => reader.to_newest(&["what-if"]),
            Self::Tab(Tab::Publications) => reader.to_newest(&["publications"]),
            Self::Tab(Tab::Answers) => reader.to_newest(&["answers"]),
            Self::Tab(Tab::Board) => reader.to_newest(&["board"]),
            Self::Tab(Tab::Quotas) => reader.to_newest(&["quotas"]),
            Self::Tab(Tab::Flags) => reader.to_newest(&["flags"]),
            Self::Tab(Tab::Backchecks) => reader.to_newest(&["backchecks"]),
            Self::Backcheck(number) | Self::Asked(number) => reader.to_newest(&["backchecks", number]),
            Self::Tab(Tab::Invitations) | Self::Codes => reader.to_newest(&["invitations"]),
            Self::Tab(Tab::Devices) | Self::Link => reader.to_newest(&["devices"]),
            Self::Tab(Tab::Nonresponse) => reader.to_newest(&["nonresponse"]),
            Self::Tab(Tab::Messages) => reader.to_newest(&["messages"]),
            Self::Tab(Tab::Supervisors) => reader.to_newest(&["supervisors"]),
            Self::Tab(Tab::Paper) => reader.to_newest(&["paper"]),
            Self::Tab(Tab::Processed) => reader.to_newest(&["processed"]),
            Self::Ballot(number) => reader.to_newest(&["flags", number]),
            Self::Unit(code, _) => reader.to(&["units", code]),
            Self::Published(code, _) => reader.to(&["units", code, "published"]),
        }
    }

    fn title(self, reader: &Reader) -> String {
        match self {
            Self::Tab(tab) => reader.say(tab.key()),
            Self::Codes => reader.say(Tab::Invitations.key()),
            Self::Link => reader.say("devices.link_title"),
            Self::Ballot(number) => reader.tell("queue.title", &[("n", number)]),
            Self::Backcheck(number) | Self::Asked(number) => {
                reader.tell("backchecks.title", &[("n", number)])
            }
            Self::Unit(_, name) | Self::Published(_, name) => name.to_owned(),
        }
    }

    /// The ways on.
    fn ways(self, reader: &Reader) -> Markup {
        if let Self::Published(unit, _) = self {
            return html! {
                a href=(reader.desk(unit, &[])) { (reader.say("results.desk")) }
                a href=(reader.newest_published()) { (reader.say("results.published")) }
            };
        }
        if let Self::Asked(_) = self {
            return html! { a href="/" { (reader.say("results.home")) } };
        }
        html! {
            @for tab in Tab::ALL.into_iter().filter(|tab| tab.is_open(reader)) {
                a href=(Here::Tab(tab).address(reader)) aria-current=[(self == Here::Tab(tab)).then_some("page")] {
                    (reader.say(tab.key()))
                }
            }
            @if reader.is_office { a href=(reader.screen("index", &[])) { (reader.say("results.back")) } }
            @else if reader.is_clerk { a href=(reader.keying()) { (reader.say("batches.keying")) } }
            a href=(reader.guide()) { (reader.say("common.guide")) }
            a href="/" { (reader.say("results.home")) }
        }
    }
}

/// A page.
pub fn page(reader: &Reader, campaign: &Name, here: Here, body: &Markup) -> String {
    let (name, title) = (campaign.get(reader.language.code()), here.title(reader));
    let other = other(reader.language);
    let elsewhere = Reader { language: other, names_language: true, ..reader.clone() };
    let content = html! {
        header {
            a.skip href="#content" { (reader.say("common.skip")) }
            p.of { (name) }
            @if reader.practises { p.practice { strong { (reader.say("results.practice")) } } }
            h1 { (title) }
            nav aria-label=(reader.say("results.pages")) {
                (here.ways(reader))
                @if !matches!(here, Here::Codes | Here::Link | Here::Asked(_)) { a lang=(other.code()) data-language=(other.code()) href=(elsewhere.with_supposed(here.address(&elsewhere))) { (say(other, "public.language")) } }
            }
        }
        main #content tabindex="-1" {
            @if reader.saved { p.note role="status" { (reader.say("results.saved")) } }
            (body)
        }
    };
    whole(reader.language, &format!("{title} – {name}"), STYLE, &content)
}

/// A page that says why there is none.
pub fn refused(language: Language, why: &str) -> String {
    let content = html! {
        main {
            h1 { (say(language, "results.refused")) }
            p role="alert" { (why) }
            p { a href="/" { (say(language, "results.home")) } }
        }
    };
    whole(language, &text(language, "results.refused", &[]), STYLE, &content)
}
