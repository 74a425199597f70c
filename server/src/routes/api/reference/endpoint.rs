//! A route as it is told: what for, who may call it, and what it takes and gives.

use shared::message::{Language, text};

use crate::http::{Access, Who};

/// A route with what is told of it.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The row of the table.
    pub access: Access,
}

/// What a route's answer is.
const KINDS: [(&str, &str); 12] = [
    (".jsonl", "application/x-ndjson"),
    (".csv", "text/csv"),
    (".sav", "application/zip"),
    (".dta", "application/zip"),
    (".zip", "application/zip"),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (".html", "text/html"),
    (".pdf", "application/pdf"),
    ("/$metadata", "application/xml"),
    ("/changes", "text/event-stream"),
    ("/files/{digest}", "application/octet-stream"),
];

impl Endpoint {
    /// A name of its own, in which method and path are put together.
    pub fn name(self) -> String {
        let path = self.access.path.trim_start_matches("/api").trim_matches('/');
        let plain: String = path
            .chars()
            .filter(|letter| !"{}$".contains(*letter))
            .map(|letter| match letter {
                '/' => '.',
                '.' => '-',
                letter => letter,
            })
            .collect();
        format!("{}.{plain}", self.access.method.to_lowercase())
    }

    /// What it is for.
    pub fn summary(self, language: Language) -> String {
        text(language, &format!("api.{}", self.name()), &[])
    }

    /// Who may call it.
    pub fn who(self, language: Language) -> String {
        let who = match self.access.who {
            Who::Anyone | Who::Reader | Who::Respondent => "anyone",
            Who::Known => "known",
            Who::SignedIn => "signed_in",
            Who::Person => "person",
            Who::Office => "office",
            Who::Feed => "feed",
            Who::Admin => "admin",
            Who::Year => "year",
            Who::Staff => "staff",
            Who::Appraiser => "appraiser",
            Who::Submitter => "submitter",
            Who::Overview => "overview",
            Who::Clerk => "clerk",
            Who::Keyer => "keyer",
            Who::Batches => "batches",
            Who::Fieldwork => "fieldwork",
            Who::Lead => "lead",
        };
        text(language, &format!("api.who.{who}"), &[])
    }

    /// The noun that it belongs to.
    pub fn noun(self) -> &'static str {
        let mut parts = self.access.path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("api"), Some("campaigns"), Some(_), Some(noun)) => noun.split('.').next().unwrap_or(noun),
            (Some("api"), Some(noun), ..) => noun.split('.').next().unwrap_or(noun),
            (Some(room), ..) => room,
            (None, ..) => "api",
        }
    }

    /// The parts of the path that are filled in.
    pub fn in_path(self) -> impl Iterator<Item = &'static str> {
        let named = |part: &'static str| part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        self.access.path.split('/').filter_map(named)
    }

    /// What a parameter says.
    pub fn about(language: Language, parameter: &str) -> String {
        text(language, &format!("api.in.{}", parameter.trim_start_matches('$')), &[])
    }

    /// Whether something is sent along.
    pub fn takes_body(self) -> bool {
        ["POST", "PUT", "PATCH"].contains(&self.access.method)
    }

    /// Whether it is a page or a form for people.
    pub fn is_page(self) -> bool {
        ["/a", "/r", "/p"].iter().any(|room| {
            self.access.path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }) || self.access.path == "/api/docs"
    }

    /// Whether it belongs to the feed.
    pub fn is_feed(self) -> bool {
        self.access.who == Who::Feed
    }

    /// Of which kind the answer is.
    pub fn gives(self) -> &'static str {
        let by_end = KINDS.iter().find(|(end, _)| self.access.path.ends_with(end));
        match by_end {
            Some((_, kind)) => kind,
            None if self.is_page() => "text/html",
            None => "application/json",
        }
    }

    /// Whether nobody needs to say who they are.
    pub fn is_open(self) -> bool {
        matches!(self.access.who, Who::Anyone | Who::Reader | Who::Respondent)
    }

    /// How a script calls it.
    pub fn curl(self) -> String {
        let who = match self.access.who {
            _ if self.is_open() => "",
            Who::Feed => " --user \":$TOKEN\"",
            _ => " -H \"Authorization: Bearer $TOKEN\"",
        };
        let method = if self.access.method == "GET" { "" } else { &format!(" -X {}", self.access.method) };
        let body = if self.takes_body() { " --data-binary @BODY" } else { "" };
        format!("curl --fail{method}{who}{body} 'https://HOST{}'", self.access.path)
    }
}
