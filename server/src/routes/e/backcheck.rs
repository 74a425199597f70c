//! `GET /e/backcheck/{code}`: the one back-check for which a tablet asked its way in; `POST` notes what came of it.

use std::sync::LazyLock;

use axum::Extension;
use axum::extract::State;
use axum::http::header::HeaderValue;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::message::{Language, problem};
use shared::problem::Problem;

use crate::http::{Answer, At, Filled, Peer, Refusal, Server, language_of, paper};
use crate::pages::office::backchecks::{on_tablet, outcome};
use crate::pages::office::{Reader, STYLE, refused};
use crate::routes::r::backchecks::Fields;
use crate::service::backchecks::{self, Opened, entered, open};
use crate::service::respond::Code;
use crate::service::session::Caller;
use crate::service::{Error, Kind};

/// Its own style, and forms that come back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'self'"));

/// Shows it.
pub async fn show(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    At(code): At<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let language = language_of(None, &headers);
    match opened(&server, &peer, &code).await? {
        Ok((_, it)) => Ok(paper::unkept(page(language, &it, &code, None), &POLICY)),
        Err((status, why)) => Ok(shut(language, status, &why)),
    }
}

/// Notes what came of it; where that was refused, its page says why and keeps what was filled in.
pub async fn note(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    At(code): At<String>,
    headers: HeaderMap,
    Filled(filled): Filled,
) -> Answer<Response> {
    let language = language_of(None, &headers);
    let (caller, it) = match opened(&server, &peer, &code).await? {
        Ok(found) => found,
        Err((status, why)) => return Ok(shut(language, status, &why)),
    };
    let campaign = it.known.campaign.settings.id.clone();
    let came = outcome(&it, &filled);
    match backchecks::note(&server.site, caller, campaign, it.row.position, came).await {
        Ok(()) => Ok(Redirect::to(&address(&code)).into_response()),
        Err(Error::Refused(kind, why)) => {
            let status = Refusal::from(Error::Refused(kind, why.clone())).status();
            let shown = page(language, &it, &code, Some((&filled, why)));
            Ok((status, paper::unkept(shown, &POLICY)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

type Found = Result<(Caller, Opened), (StatusCode, Problem)>;

/// What a code opens, or why it opens nothing; who guesses is slowed down.
async fn opened(server: &Server, peer: &Peer, code: &str) -> Answer<Found> {
    let codes = Code::typed(code);
    let (caller, campaign, number) = match entered(&server.site, codes.clone()).await {
        Ok(way) => way,
        Err(Error::Refused(kind, why)) => {
            if kind == Kind::Absent {
                server.limits.guess(peer)?;
            }
            return Ok(Err((Refusal::from(Error::Refused(kind, why.clone())).status(), why)));
        }
        Err(error) => return Err(error.into()),
    };
    codes.iter().try_for_each(|code| server.limits.code(&code.digest()))?;
    match open(&server.site, caller.clone(), campaign, number).await {
        // It leads nowhere that who asks again would not come by being asked.
        Ok(mut it) => {
            it.leads = false;
            Ok(Ok((caller, it)))
        }
        Err(Error::Refused(kind, why)) => {
            Ok(Err((Refusal::from(Error::Refused(kind, why.clone())).status(), why)))
        }
        Err(error) => Err(error.into()),
    }
}

fn shut(language: Language, status: StatusCode, why: &Problem) -> Response {
    (status, paper::unkept(refused(language, &problem(language, why)), &POLICY)).into_response()
}

fn address(code: &str) -> String {
    format!("/e/backcheck/{code}")
}

fn page(language: Language, it: &Opened, code: &str, why: Option<(&Fields, Problem)>) -> String {
    let reader = Reader {
        language,
        names_language: false,
        campaign: it.known.campaign.settings.id.clone(),
        run: None,
        is_admin: false,
        is_office: false,
        is_clerk: false,
        is_supervisor: false,
        practises: it.known.campaign.settings.practice,
        saved: false,
        supposed: Vec::new(),
    };
    on_tablet(&reader, it, &address(code), why)
}
