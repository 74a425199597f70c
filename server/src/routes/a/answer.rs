//! Who comes, with which code, and how pages are sent: kept by nobody on the way.

use std::sync::LazyLock;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::header::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;

use crate::http::{AtQuery, Peer, Refusal, Server, language_of, paper};
use crate::pages::respond::{Guest, STYLE};
use crate::service::respond::{Code, Visit, visit};

/// What may be said after the `?`.
#[derive(Deserialize)]
struct Query {
    /// The language: `vi` or `en`.
    lang: Option<String>,
}

/// Who comes.
pub struct Coming {
    /// The server.
    pub server: Server,
    /// From where.
    pub peer: Peer,
    /// As the pages know them, without a code yet.
    pub guest: Guest,
}

/// Its own style and nothing else; its forms come back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'self'"));

impl FromRequestParts<Server> for Coming {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let AtQuery(Query { lang }) = AtQuery::from_request_parts(parts, server).await?;
        let peer = Extension::<Peer>::from_request_parts(parts, server).await;
        let Extension(peer) = peer.map_err(Refusal::unreadable)?;
        let language = language_of(lang.as_deref(), &parts.headers);
        let guest = Guest { language, names_language: lang.is_some(), code: None };
        Ok(Self { server: server.clone(), peer, guest })
    }
}

impl Coming {
    /// Looks at what stands under a code; one that was never good is limited as other credentials are.
    pub async fn visit(&self, code: &Code) -> Result<Visit, Refusal> {
        let digest = code.digest();
        self.server.limits.token(&self.peer, &digest)?;
        let found = visit(&self.server.site, code).await?;
        self.server.limits.token_is_good(digest);
        Ok(found)
    }
}

/// Sends a page.
pub fn sent(page: String) -> Response {
    paper::unkept(page, &POLICY)
}
