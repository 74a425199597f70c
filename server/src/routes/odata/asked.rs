//! What a request to a feed brings.

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use shared::export::{Detail, Fault, Query};

use crate::http::{Answer, AtQuery, Refusal, Server};
use crate::service::Error;
use crate::service::export::{self, Moment};
use crate::service::session::Caller;
use crate::service::tokens;
use crate::store::Position;

/// What stands in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b',');

/// A request to a feed.
pub struct Asked {
    pub(super) server: Server,
    pub(super) caller: Caller,
    pub(super) options: Vec<(String, String)>,
    pub(super) accepted: String,
    /// HEAD takes nothing away.
    pub(super) only_head: bool,
    /// As the log names it.
    request: String,
    /// Scheme and host, where the request names one.
    site: String,
}

impl FromRequestParts<Server> for Asked {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let AtQuery(options) = AtQuery::from_request_parts(parts, server).await?;
        let caller = Extension::<Caller>::from_request_parts(parts, server).await;
        let Extension(caller) = caller.map_err(Refusal::unreadable)?;
        let accepted = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        Ok(Self {
            caller,
            options,
            accepted: accepted.unwrap_or_default().to_owned(),
            only_head: parts.method == Method::HEAD,
            request: format!("{} {}", parts.method, parts.uri.path()),
            site: site(server, &parts.headers),
            server: server.clone(),
        })
    }
}

/// Scheme and host as the client knows them; nothing, so that addresses count from the host, where it names none that can be.
fn site(server: &Server, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let can_be = |host: &&str| host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-:[]".contains(&it));
    let scheme = if server.https { "https" } else { "http" };
    host.filter(can_be).map(|host| format!("{scheme}://{host}")).unwrap_or_default()
}

impl Asked {
    /// The language of labels, else the campaign's.
    pub(super) fn language(&self, moment: &Moment) -> String {
        let asked = self.options.iter().find(|(name, value)| name == "language" && !value.is_empty());
        asked.map_or(&moment.known.campaign.settings.default_language, |(_, value)| value).clone()
    }

    /// The campaign at a moment.
    pub(super) async fn moment(&self, campaign: String, moment: Option<Position>) -> Answer<Moment> {
        Ok(export::look(&self.server.site, campaign, moment).await?)
    }

    /// Tells the log of a script that asks what the feed has.
    pub(super) async fn told(&self) -> Answer<()> {
        if self.caller.is_script {
            tokens::used(&self.server.site, &self.caller, self.request.clone()).await.map_err(Error::from)?;
        }
        Ok(())
    }

    /// Tells the log that a set begins to be read, if it does not know.
    pub(super) async fn begun(&self, moment: &Moment, set: &str, goes_on: bool) -> Answer<()> {
        let (site, caller) = (&self.server.site, &self.caller);
        if self.only_head || goes_on && site.feeds.has_begun(caller, moment, set) {
            return Ok(());
        }
        Ok(site.feeds.begin(site, caller, moment, (set, self.request.clone())).await?)
    }

    /// Where the feed of a campaign is.
    pub(super) fn base(&self, campaign: &str) -> String {
        format!("{}/odata/{}", self.site, encoded(campaign))
    }
}

/// A text in an address.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// An answer in JSON that says so much about itself.
pub(super) fn json(body: String, query: &Query) -> Response {
    let detail = match query.detail {
        Detail::None => "none",
        Detail::Minimal => "minimal",
        Detail::Full => "full",
    };
    let numbers = if query.numbers_as_texts { ";IEEE754Compatible=true" } else { "" };
    let kind = format!("application/json;odata.metadata={detail}{numbers};charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unsupported(problem) => Self::new(StatusCode::NOT_IMPLEMENTED, problem),
            Fault::Wrong(problem) => Self::new(StatusCode::BAD_REQUEST, problem),
        }
    }
}
