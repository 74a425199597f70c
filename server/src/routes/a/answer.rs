//! Who comes, with which code, and how pages are sent: kept by nobody on the way.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::header::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use tokio::time::sleep;

use crate::http::{Answer, AtQuery, Peer, Refusal, Server, language_of, paper};
use crate::pages::respond::{Guest, STYLE};
use crate::service::respond::{Code, Visit, visit};
use crate::service::{Error, Kind};

/// So long waits who guessed too often, whatever the guess: a connection tries no more than one in it.
const PAUSE: Duration = Duration::from_secs(1);

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
    /// The code that was typed, with what stands under it, if there is one. It is looked up first: who guesses shuts nobody out who
    /// has a good one at the same address.
    pub async fn found(&self, typed: &str) -> Result<Option<(Code, Visit)>, Refusal> {
        let limits = &self.server.limits;
        for code in Code::typed(typed) {
            match visit(&self.server.site, &code).await {
                Ok(visit) => {
                    limits.code(&code.digest())?;
                    return Ok(Some((code, visit)));
                }
                Err(Error::Refused(Kind::Absent, _)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.guessed().await?;
        Ok(None)
    }

    /// What was typed opens nothing.
    pub async fn guessed(&self) -> Answer<()> {
        let allowed = self.server.limits.guess(&self.peer);
        if allowed.is_err() {
            sleep(PAUSE).await;
        }
        allowed
    }
}

/// Sends a page.
pub fn sent(page: String) -> Response {
    paper::unkept(page, &POLICY)
}
