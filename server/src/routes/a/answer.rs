//! Who comes, with which code, and how pages are sent: kept by nobody on the way.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use serde::Deserialize;
use tokio::time::sleep;

use crate::http::{Answer, AtQuery, Peer, Refusal, Server, cookie, language_of, paper};
use crate::pages::respond::{Guest, STYLE};
use crate::secret::{is_token, token};
use crate::service::respond::{Claim, Code, Standing, Visit, visit};
use crate::service::{Error, Kind};

/// So long waits who guessed too often, whatever the guess: a connection tries no more than one in it.
const PAUSE: Duration = Duration::from_secs(1);

/// Under this name a browser keeps the claim that it was shown until the ballot is in, so that who looks back from the last page finds
/// the same one there again. The server does not keep it, and no address bears it.
const CLAIM: &str = "claim";

/// Under this name a browser keeps that who they are was told on it.
const TOLD: &str = "told";

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
    /// What their browser was shown before.
    claim: Option<Claim>,
    /// What it keeps since they told on it who they are.
    told: Option<String>,
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
        let guest = Guest { language, names_language: lang.is_some(), code: None, told_here: false };
        let claim = cookie::named(CLAIM, &parts.headers).and_then(Claim::typed);
        let told = cookie::named(TOLD, &parts.headers).filter(|kept| is_token(kept)).map(str::to_owned);
        Ok(Self { server: server.clone(), peer, guest, claim, told })
    }
}

impl Coming {
    /// Knows them by their code, and whether they told on this browser who they are.
    pub fn came(&mut self, code: Code, visit: &Visit) {
        self.guest.code = Some(code);
        self.guest.told_here = match (&visit.standing, &self.told) {
            (Standing::Begun(it), Some(kept)) => it.is_told_on(kept),
            _ => false,
        };
    }

    /// What their browser keeps when they tell on it who they are.
    pub fn telling(&self) -> String {
        self.told.clone().unwrap_or_else(|| token(self.server.site.random.as_ref()))
    }

    /// A page that asks it: the browser keeps that from then on, also where the answer to what was told is lost on the way.
    pub fn telling_on(&self, page: String) -> Response {
        let kept = cookie::keep(&self.guest.to_code(), TOLD, &self.telling(), self.server.https);
        (AppendHeaders([(SET_COOKIE, kept)]), sent(page)).into_response()
    }

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

    /// What claims a ballot that is sent from the last page: the same as long as nothing was sent from this browser.
    pub fn claim(&self) -> Claim {
        self.claim.clone().unwrap_or_else(|| Claim::new(self.server.site.random.as_ref()))
    }

    /// The last page, of which the browser keeps the claim.
    pub fn keeping(&self, claim: &Claim, page: String) -> Response {
        let kept = cookie::keep(&self.guest.to_code(), CLAIM, &claim.to_string(), self.server.https);
        (AppendHeaders([(SET_COOKIE, kept)]), sent(page)).into_response()
    }

    /// The page behind it: who comes to this browser next finds no claim in it.
    pub fn forgetting(&self, page: String) -> Response {
        (AppendHeaders([(SET_COOKIE, cookie::drop(&self.guest.to_code(), CLAIM))]), sent(page))
            .into_response()
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
