//! What all pages of respondents stand in, and who reads them.

use maud::{Markup, html};
use shared::campaign::{Name, Settings};
use shared::message::{Language, text};

use crate::pages::address::{asked, escaped};
use crate::pages::annex::{other, whole};
use crate::service::respond::Code;

/// What dresses them; the answer's policy names its digest.
pub const STYLE: &str = include_str!("style.css");

/// Who reads a page.
#[derive(Clone)]
pub struct Guest {
    /// The language.
    pub language: Language,
    /// Whether the address names it, which then goes along.
    pub names_language: bool,
    /// The code that they came with.
    pub code: Option<Code>,
    /// Whether they told on this browser who they are: no other shows it before the ballot is sent.
    pub told_here: bool,
}

/// What a page says first, as its address asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What is missing or wrong on it.
    Missing,
    /// That its answers are not those that were seen before.
    Changed,
}

impl Told {
    /// As it stands in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
        }
    }

    /// As an address asks for it.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Missing, Self::Changed].into_iter().find(|it| it.code() == code)
    }
}

impl Guest {
    /// A text.
    pub fn say(&self, key: &str) -> String {
        text(self.language, key, &[])
    }

    /// A text with parameters.
    pub fn tell(&self, key: &str, params: &[(&str, &str)]) -> String {
        text(self.language, key, params)
    }

    /// A name in the reader's language.
    pub fn name<'a>(&self, name: &'a Name) -> &'a str {
        name.get(self.language.code())
    }

    /// Their page, with this behind the `?`.
    pub fn to(&self, query: &[(&str, &str)]) -> String {
        let mut query = query.to_vec();
        if self.names_language {
            query.push(("lang", self.language.code()));
        }
        format!("{}{}", self.to_code(), asked(&query))
    }

    /// Their page, with nothing behind it.
    pub fn to_code(&self) -> String {
        let code = self.code.as_ref().map(|code| format!("/{}", escaped(&code.to_string())));
        format!("/a{}", code.unwrap_or_default())
    }

    /// The same in the other language.
    fn elsewhere(&self) -> Self {
        Self { language: other(self.language), names_language: true, ..self.clone() }
    }
}

/// A page of a survey.
pub fn page(guest: &Guest, settings: &Settings, heading: &str, body: &Markup) -> String {
    of_survey(guest, settings, heading, body, &elsewhere(guest))
}

/// The same of what is shown once: the way to the other language would lose it.
pub fn once(guest: &Guest, settings: &Settings, heading: &str, body: &Markup) -> String {
    of_survey(guest, settings, heading, body, &html! {})
}

/// The way out of an interview, behind one more press: it deletes what was answered.
pub fn leave(guest: &Guest) -> Markup {
    html! { details {
        summary { (guest.say("respond.stop")) }
        form method="post" action=(guest.to(&[])) {
            p.hint { (guest.say("respond.stop_why")) }
            button name="step" value="refuse" { (guest.say("respond.stop_now")) }
        }
    } }
}

/// A page of no survey.
pub fn bare(guest: &Guest, heading: &str, body: &Markup) -> String {
    framed(guest, heading, &html! {}, body, &elsewhere(guest))
}

fn of_survey(guest: &Guest, settings: &Settings, heading: &str, body: &Markup, end: &Markup) -> String {
    let campaign = guest.name(&settings.title);
    let contact = guest.name(&settings.notice.contact);
    let top = html! { p.of { (campaign) } };
    let end = html! {
        @if !contact.is_empty() { p { (guest.tell("respond.ask", &[("contact", contact)])) } }
        (end)
    };
    framed(guest, heading, &top, body, &end)
}

fn framed(guest: &Guest, heading: &str, top: &Markup, body: &Markup, end: &Markup) -> String {
    let content = html! {
        header { (top) h1 { (heading) } }
        main { (body) }
        footer { (end) }
    };
    whole(guest.language, heading, STYLE, &content)
}

/// The ways to the other language and to the guide.
fn elsewhere(guest: &Guest) -> Markup {
    let there = guest.elsewhere();
    let said = text(there.language, "public.language", &[]);
    html! { p {
        a lang=(there.language.code()) href=(there.to(&[])) { (said) } " · "
        a href=(format!("/help/{}/respondent.html", guest.language.code())) { (guest.say("respond.guide")) }
    } }
}
