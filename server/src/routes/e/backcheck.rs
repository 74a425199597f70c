//! `GET /e/backcheck/{code}`: the one back-check for which a tablet asked its way in, once; `POST` notes what came of it, by the code of the
//! page.

use std::sync::LazyLock;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::HeaderValue;
use axum::response::{IntoResponse as _, Response};
use shared::message::{Language, problem};
use shared::problem::Problem;

use super::shut::refused;
use crate::http::{Answer, At, Filled, Peer, Refusal, Server, language_of, paper};
use crate::pages::office::backchecks::{on_tablet, outcome};
use crate::pages::office::{Reader, STYLE, refused as shut};
use crate::routes::r::backchecks::Fields;
use crate::service::Error;
use crate::service::backchecks::{self, Entered, Opened, enter, entered, open};
use crate::service::respond::Code;
use crate::service::session::Caller;

/// Its own style, and forms that come back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'self'"));

/// Shows it, once.
pub async fn show(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    At(code): At<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let language = language_of(None, &headers);
    let codes = Code::typed(&code);
    let found = match enter(&server.site, &codes).await {
        Ok((who, code)) => opened(&server, who).await.map(|(_, it)| (it, code)),
        Err(error) => Err(error),
    };
    match found {
        Ok((it, code)) => Ok(paper::unkept(page(language, &it, &code.to_string(), None), &POLICY)),
        Err(error) => refused(&server, &peer, error, |why| shut(language, &problem(language, why)), &POLICY),
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
    let codes = Code::typed(&code);
    let found = match entered(&server.site, &codes).await {
        Ok(who) => opened(&server, who).await,
        Err(error) => Err(error),
    };
    let (caller, it) = match found {
        Ok(found) => found,
        Err(error) => {
            return refused(&server, &peer, error, |why| shut(language, &problem(language, why)), &POLICY);
        }
    };
    codes.iter().try_for_each(|code| server.limits.code(&code.digest()))?;
    let (campaign, number) = (it.known.campaign.settings.id.clone(), it.row.position);
    match backchecks::note(&server.site, caller.clone(), campaign.clone(), number, outcome(&it, &filled))
        .await
    {
        Ok(()) => {
            let (_, it) = opened(&server, Entered { caller, campaign, number }).await?;
            Ok(paper::unkept(page(language, &it, &code, None), &POLICY))
        }
        Err(Error::Refused(kind, why)) => {
            let status = Refusal::from(Error::Refused(kind, why.clone())).status();
            let shown = page(language, &it, &code, Some((&filled, why)));
            Ok((status, paper::unkept(shown, &POLICY)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What they opened. It leads nowhere that who asks again would not come by being asked.
async fn opened(server: &Server, who: Entered) -> Result<(Caller, Opened), Error> {
    let Entered { caller, campaign, number } = who;
    let mut it = open(&server.site, caller.clone(), campaign, number).await?;
    it.leads = false;
    Ok((caller, it))
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
    on_tablet(&reader, it, &format!("/e/backcheck/{code}"), why)
}
