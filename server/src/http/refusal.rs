//! How a refusal looks: problem+json with a code and a text, and a log line where it is the server's own fault.

use axum::http::header::{
    ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use shared::message::{self, Language};
use shared::problem::{Diagnostic, Problem};
use shared::wire::{Fault, ProblemDocument};

use super::language::language_of;
use super::{paper, quiet};
use crate::pages::office::{self, Entrance};
use crate::pages::respond::{Guest, STYLE, refused};
use crate::service::respond::Code;
use crate::service::{Error, Kind};
use crate::store::StoreError;

/// How long a client waits after a failure of the server, in seconds.
const RETRY_S: u64 = 10;

/// What a handler answers.
pub type Answer<T> = Result<T, Refusal>;

/// A request refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    status: StatusCode,
    problem: Problem,
    retry_after_s: Option<u64>,
    faults: Vec<Diagnostic>,
    entrance: Option<Box<Entrance>>,
}

impl Refusal {
    /// With this status and problem.
    pub fn new(status: StatusCode, problem: Problem) -> Self {
        Self { status, problem, retry_after_s: None, faults: Vec::new(), entrance: None }
    }

    /// Too many requests; says when to come again.
    pub fn too_many(retry_after_s: u64) -> Self {
        let problem = Problem::new("request.too_many").with("seconds", retry_after_s);
        Self { retry_after_s: Some(retry_after_s), ..Self::new(StatusCode::TOO_MANY_REQUESTS, problem) }
    }

    /// The same at a page below `/r`: who reads it can sign in there.
    pub fn at(self, entrance: Entrance) -> Self {
        Self { entrance: Some(Box::new(entrance)), ..self }
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Its status and why, for an answer about many things.
    pub fn into_parts(self) -> (u16, Problem) {
        (self.status.as_u16(), self.problem)
    }

    /// The body that the caller's program expected could not be read.
    pub fn unreadable(cause: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Problem::new("request.unreadable").with("cause", cause))
    }

    fn failed(error: &StoreError) -> Self {
        // The one place where a failure is logged; nobody else does. A full or locked store fails each write: one line a
        // minute tells it.
        let often = matches!(error, StoreError::Full | StoreError::Locked);
        if let Some(unsaid) = if often { quiet::speak() } else { Some(0) } {
            tracing::error!(%error, unsaid, "request failed");
        }
        let (status, code) = match error {
            StoreError::Full => (StatusCode::INSUFFICIENT_STORAGE, Problem::new("server.full")),
            StoreError::Locked => (StatusCode::SERVICE_UNAVAILABLE, Problem::new("server.locked")),
            StoreError::Stopped => (StatusCode::SERVICE_UNAVAILABLE, Problem::new("server.stopping")),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, Problem::new("server.failed")),
        };
        Self { retry_after_s: Some(RETRY_S), ..Self::new(status, code) }
    }

    /// The answer, with a text in the language that the request accepts. A page leads back to those that its address is one of.
    pub fn respond(self, request: &HeaderMap, asked: &Uri) -> Response {
        let named = self.entrance.as_deref().and_then(Entrance::language);
        let language = language_of(named, request);
        let accepted = request.get(ACCEPT).and_then(|value| value.to_str().ok());
        // Who navigates reads a page; the app and scripts ask for what is not named.
        if accepted.is_some_and(|accepted| accepted.contains("text/html")) {
            return match respondent(request, asked) {
                Some(guest) => self.as_page(guest.language, STYLE, "'none'", |why| refused(&guest, why)),
                None => self.in_office(language),
            };
        }
        let fault = |Diagnostic { at, problem, .. }| Fault {
            at,
            title: message::problem(language, &problem),
            problem,
        };
        let document = ProblemDocument {
            kind: "about:blank".to_owned(),
            status: self.status.as_u16(),
            title: message::problem(language, &self.problem),
            problem: self.problem,
            faults: self.faults.into_iter().map(fault).collect(),
        };
        let body = serde_json::to_vec(&document).expect("a problem is plain data");
        let response = (self.status, [(CONTENT_TYPE, "application/problem+json")], body).into_response();
        later(response, self.retry_after_s)
    }

    /// The same as programs read it that know OData alone; who is nobody is told that a name and a password will do.
    pub fn respond_to_feed(self, request: &HeaderMap) -> Response {
        let message = message::problem(language_of(None, request), &self.problem);
        let body = json!({ "error": { "code": self.problem.code, "message": message } }).to_string();
        let mut response = (self.status, [(CONTENT_TYPE, "application/json")], body).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let asked = HeaderValue::from_static("Basic realm=\"Parindex\", charset=\"UTF-8\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, asked);
        }
        later(response, self.retry_after_s)
    }

    fn in_office(&self, language: Language) -> Response {
        match &self.entrance {
            Some(entrance) => self
                .as_page(language, office::STYLE, "'self'", |why| office::sign_in(language, entrance, why)),
            None => self.as_page(language, office::STYLE, "'none'", |why| office::refused(language, why)),
        }
    }

    fn as_page(
        &self,
        language: Language,
        style: &str,
        forms: &str,
        page: impl FnOnce(&str) -> String,
    ) -> Response {
        let page = page(&message::problem(language, &self.problem));
        let mut response = (self.status, [(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, paper::policy(style, forms));
        // A form of a page that names no origin is sent without one, and the cookie goes by it.
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        later(response, self.retry_after_s)
    }
}

/// Who reads a page below `/a`, as its address says.
fn respondent(request: &HeaderMap, asked: &Uri) -> Option<Guest> {
    let rest = asked.path().strip_prefix("/a").filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
    let named = asked.query().and_then(|query| query.split('&').find_map(|it| it.strip_prefix("lang=")));
    let code = Code::typed(rest).into_iter().next();
    Some(Guest {
        language: language_of(named, request),
        names_language: named.is_some(),
        code,
        told_here: false,
    })
}

/// Says when to come again.
fn later(mut response: Response, seconds: Option<u64>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let (kind, problem) = match error {
            Error::Store(error) => return Self::failed(&error),
            Error::Refused(kind, problem) => (kind, problem),
            Error::Faults(faults) => {
                let problem = Problem::new("request.faults").with("n", faults.len());
                return Self { faults, ..Self::new(StatusCode::BAD_REQUEST, problem) };
            }
        };
        let status = match kind {
            Kind::Invalid => StatusCode::BAD_REQUEST,
            Kind::SignIn => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::Absent => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        };
        Self::new(status, problem)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::failed(&error)
    }
}

impl IntoResponse for Refusal {
    /// For handlers: the outermost layer knows the request's language and writes the body again with it.
    fn into_response(self) -> Response {
        let mut response = self.clone().respond(&HeaderMap::new(), &Uri::default());
        response.extensions_mut().insert(self);
        response
    }
}
