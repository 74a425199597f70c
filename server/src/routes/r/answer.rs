//! Who asks for a page and of which run, and how pages are sent: kept by nobody on the way.

use std::sync::LazyLock;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HOST, HeaderValue};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use shared::wire::Role;

use crate::http::{At, AtQuery, Refusal, Server, disposition, language_of, paper};
use crate::pages::office::{Reader, STYLE};
use crate::service::Error;
use crate::service::runs::{self, Reading};
use crate::service::session::Caller;
use crate::store::StoreError;

/// What every address of a page names.
#[derive(Deserialize)]
struct Of {
    campaign: String,
}

/// What may be said after the `?`.
#[derive(Deserialize)]
struct Query {
    /// The language: `vi` or `en`.
    lang: Option<String>,
    /// The run; else the newest.
    run: Option<i64>,
    /// That what was filled in was kept.
    saved: Option<String>,
}

/// Who asks for a page, and of what.
pub struct Asking {
    /// The server.
    pub server: Server,
    /// Who asks.
    pub caller: Caller,
    /// The same as the pages know them: with the campaign, the run and the language that the address names.
    pub reader: Reader,
}

/// Its own style and nothing else; its forms come back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'self'"));

impl Asking {
    /// The campaign.
    pub fn campaign(&self) -> String {
        self.reader.campaign.clone()
    }

    /// The address of this server, as the browser that asks knows it.
    pub fn site(&self, headers: &HeaderMap) -> String {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        format!("{}://{host}", if self.server.https { "https" } else { "http" })
    }

    /// The run that is read.
    pub async fn reading(&self) -> Result<Reading, Error> {
        runs::read(&self.server.site, self.campaign(), self.reader.run).await
    }
}

impl FromRequestParts<Server> for Asking {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let At(Of { campaign }) = At::from_request_parts(parts, server).await?;
        let AtQuery(Query { lang, run, saved }) = AtQuery::from_request_parts(parts, server).await?;
        let found = Extension::<Caller>::from_request_parts(parts, server).await;
        let Extension(caller) = found.map_err(Refusal::unreadable)?;
        let practises = practises(server, &campaign).await?;
        let reader = Reader {
            language: language_of(lang.as_deref(), &parts.headers),
            names_language: lang.is_some(),
            is_admin: caller.may(&[Role::Admin], Some(&campaign)),
            is_office: caller.may(&Role::OFFICE, Some(&campaign)),
            is_clerk: caller.may(&Role::KEYING, Some(&campaign)),
            is_supervisor: caller.may(&[Role::Supervisor], Some(&campaign)),
            campaign,
            run,
            practises,
            saved: saved.is_some(),
            supposed: Vec::new(),
        };
        Ok(Self { server: server.clone(), caller, reader })
    }
}

/// Whether a campaign is for practice, which it is for ever.
async fn practises(server: &Server, campaign: &str) -> Result<bool, Refusal> {
    let site = &server.site;
    if let Some(known) = site.known.in_memory(campaign) {
        return Ok(known.campaign.settings.practice);
    }
    let (known, id) = (site.known.clone(), campaign.to_owned());
    let found: Result<_, StoreError> = site.store.read(move |store| known.find(store, &id)).await;
    Ok(found.map_err(Error::from)?.is_some_and(|known| known.campaign.settings.practice))
}

/// Leads back to a page, which says that what was filled in was kept.
pub fn kept(address: &str) -> Response {
    let more = if address.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{address}{more}saved=yes")).into_response()
}

/// Sends a page.
pub fn sent(page: String) -> Response {
    paper::unkept(page, &POLICY)
}

/// Sends a table as a file that is saved.
pub fn csv(file: &str, table: String) -> Response {
    let heads = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CONTENT_DISPOSITION, disposition("attachment", file)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::OK, heads, table).into_response()
}
