//! What a respondent does by code and claim: hands the ballot in, sees it, withdraws it. What comes of it is the answer to the form
//! itself, as no address may bear a claim; the form sent again does it once.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use shared::interview::REVIEW;

use super::answer::{Coming, sent};
use super::code::{Fields, onto};
use crate::http::Answer;
use crate::pages::respond::{self as pages, ASK, ERASE, SEE, SEEN, Told};
use crate::service::respond::{self, Claim, Code, Sent, Standing, Unsent, Visit};
use crate::service::{Error, Kind};

/// The step that hands in.
pub const SEND: &str = "send";

/// Takes such a step; `None` where it is another, or too late for it.
pub async fn claimed(coming: &Coming, code: &Code, it: &Visit, filled: &Fields) -> Answer<Option<Response>> {
    let field = |name: &str| filled.get(name).map_or("", String::as_str);
    let (step, typed, guest) = (field("step"), field("claim"), &coming.guest);
    match (step, &it.standing) {
        (SEND, Standing::Begun(_)) | (SEND | SEE | ASK | ERASE, Standing::Answered { open: true }) => {}
        _ => return Ok(None),
    }
    let wrong = async || {
        // Whichever of the two it is: a code that opens this page says nothing about the claim.
        coming.guessed().await?;
        Ok(Some((StatusCode::NOT_FOUND, sent(pages::answered(guest, it, true, Some(typed)))).into_response()))
    };
    let Some(claim) = Claim::typed(typed) else { return if step == SEND { Ok(None) } else { wrong().await } };
    let site = &coming.server.site;
    coming.server.limits.claim(&code.digest(), &coming.peer)?;
    if let (SEND, Standing::Begun(_)) = (step, &it.standing) {
        match respond::send(site, code, &claim, field(SEEN)).await {
            Ok(None) => return Ok(Some(coming.forgetting(pages::thanks(guest, it, &claim)))),
            Ok(Some(Unsent::Changed)) => {
                return Ok(Some(onto(guest, Some((REVIEW.to_owned(), Some(Told::Changed))))));
            }
            Ok(Some(Unsent::Missing(question))) => {
                return Ok(Some(onto(guest, Some((question, Some(Told::Missing))))));
            }
            // It came before, perhaps by this form.
            Err(Error::Refused(Kind::Conflict, _)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let found = match step {
        ERASE => respond::erase(site, code, &claim).await?.then_some(Sent::Erased),
        _ => respond::sent(site, code, &claim).await?,
    };
    Ok(Some(sent(match (step, found) {
        (_, Some(Sent::Erased)) => pages::erased(guest, it),
        (SEND, Some(Sent::Here(_))) => pages::thanks(guest, it, &claim),
        (SEE, Some(Sent::Here(instance))) => pages::sent(guest, it, &instance, &claim),
        (_, Some(Sent::Here(_))) => pages::ask(guest, it, &claim),
        (SEND, None) => return Ok(None),
        (_, None) => return wrong().await,
    })))
}
