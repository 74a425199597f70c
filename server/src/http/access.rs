//! Who may call which route. One table, one check in front of all of them: a route that is not in the table is shut.

use std::net::SocketAddr;

use axum::extract::{self, ConnectInfo, FromRequestParts as _, MatchedPath, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::problem::Problem;
use shared::wire::Role;

use super::caller::{Credential, refuse_other_sites};
use super::peer::Peer;
use super::refusal::{Answer, Refusal};
use super::server::Server;
use crate::pages::office::Entrance;
use crate::service::session::{Caller, State};
use crate::service::{Error, tokens};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody, within the limits for strangers.
    Anyone,
    /// Everybody, as often as files of the app.
    Reader,
    /// Whoever has a code: the route itself limits what is asked with one, and guesses.
    Respondent,
    /// Whoever has, or had, a session: finished ballots are taken in from them all.
    Known,
    /// Whoever is signed in.
    SignedIn,
    /// The same, but for scripts with a token.
    Person,
    /// Viewers and admins: of the campaign that the path names, else of every campaign.
    Office,
    /// The same for programs that read tables: their password may be a token. What is read is logged by who reads it, once for all
    /// pages.
    Feed,
    /// Admins, likewise.
    Admin,
    /// Whoever has a part in the year of units: their people, appraisers, the office. Use cases see to whose unit it is.
    Year,
    /// The people of a unit.
    Staff,
    /// Appraisers.
    Appraiser,
    /// The people of a unit, and admins.
    Submitter,
    /// Appraisers and the office: who sees all units.
    Overview,
    /// Who keys in papers, and admins.
    Clerk,
    /// The same, but for scripts with a token: two entries are of two people.
    Keyer,
    /// Who keys in papers, and the office: how far batches are.
    Batches,
    /// Supervisors and the office: who sees the fieldwork. Use cases see to whose places it is.
    Fieldwork,
    /// Supervisors and admins: who leads it, likewise.
    Lead,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// The method.
    pub method: &'static str,
    /// The path as the router has it.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// What may be asked behind the `?`.
    pub asks: &'static [&'static str],
}

impl Who {
    /// Whether this person has a role that may do this in this campaign; without one, in every campaign.
    pub fn admits(self, caller: &Caller, campaign: Option<&str>) -> bool {
        match self {
            Self::Anyone | Self::Reader | Self::Respondent | Self::Known | Self::SignedIn => true,
            Self::Person => !caller.is_script,
            Self::Office | Self::Feed => caller.may(&Role::OFFICE, campaign),
            Self::Admin => caller.may(&[Role::Admin], campaign),
            Self::Year => caller.may(&Role::YEAR, campaign),
            Self::Staff => caller.may(&Role::STAFF, campaign),
            Self::Appraiser => caller.may(&[Role::Appraiser], campaign),
            Self::Submitter => caller.may(&[Role::Unit, Role::Head, Role::Admin], campaign),
            Self::Overview => caller.may(&Role::OVERVIEW, campaign),
            Self::Clerk => caller.may(&Role::KEYING, campaign),
            Self::Keyer => !caller.is_script && caller.may(&Role::KEYING, campaign),
            Self::Fieldwork => caller.may(&Role::FIELDWORK, campaign),
            Self::Lead => caller.may(&Role::LEADING, campaign),
            Self::Batches => Self::Clerk.admits(caller, campaign) || Self::Office.admits(caller, campaign),
        }
    }
}

/// The check in front of all routes. Handlers find the [`Caller`] among the request's extensions.
pub async fn check(extract::State(server): extract::State<Server>, request: Request, next: Next) -> Response {
    let (mut head, body) = request.into_parts();
    match admit(&server, &mut head).await {
        Ok(caller) => {
            if let Some(caller) = caller {
                head.extensions.insert(caller);
            }
            next.run(Request::from_parts(head, body)).await
        }
        Err(refusal) => {
            server.bodies.heard_out(body).await;
            match afterwards(&server.routes, &head).filter(|_| refusal.status() == StatusCode::UNAUTHORIZED) {
                Some(to) => refusal.at(Entrance { to, username: String::new() }).into_response(),
                None => refusal.into_response(),
            }
        }
    }
}

/// The page below `/r` that is shown once somebody signed in: the one that was asked for; where something was sent to an address
/// that shows nothing, the results of its campaign.
fn afterwards(routes: &[Access], head: &Parts) -> Option<String> {
    let path = head.extensions.get::<MatchedPath>()?.as_str();
    let asked = head.uri.path_and_query()?.as_str();
    let rest = asked.strip_prefix("/r/")?;
    let shows = routes.iter().any(|route| route.path == path && route.method == "GET");
    let campaign = rest.split(['/', '?']).next().unwrap_or_default();
    Some(if shows { asked.to_owned() } else { format!("/r/{campaign}") })
}

async fn admit(server: &Server, head: &mut Parts) -> Answer<Option<Caller>> {
    let who = who(&server.routes, head)?;
    let credential = match who {
        Who::Feed => Credential::of_feed(&head.headers, server.https),
        _ => Credential::of(&head.headers, server.https),
    };
    refuse_other_sites(credential, &head.method, &head.headers)?;
    let peer = head.extensions.get::<Peer>().copied().unwrap_or(Peer::UNKNOWN);
    match who {
        Who::Reader => {
            server.limits.file(&peer)?;
            return Ok(None);
        }
        Who::Respondent => return Ok(None),
        _ => {}
    }
    let nobody = || Refusal::new(StatusCode::UNAUTHORIZED, Problem::new("session.none"));
    let (Some(credential), true) = (credential, who != Who::Anyone) else {
        server.limits.stranger(&peer)?;
        return if who == Who::Anyone { Ok(None) } else { Err(nobody()) };
    };
    server.limits.token(&peer, &credential.token())?;
    // Who takes in a ballot judges its sender by the session as it is in the ballot's own transaction.
    let caller = match who {
        Who::Known => credential.recalled(&server.site).await?,
        _ => credential.caller(&server.site).await?,
    };
    let caller = caller.ok_or_else(nobody)?;
    server.limits.token_is_good(caller.token);
    if caller.state == State::Live {
        server.limits.used_from(&caller.username, peer);
    }
    if let Some(ConnectInfo(connection)) = head.extensions.get::<ConnectInfo<SocketAddr>>() {
        server.connections.signed_in(*connection);
    }
    let caller = if who == Who::Known && !caller.is_script { caller } else { caller.live()? };
    if !who.admits(&caller, campaign(head).await?.as_deref()) {
        return Err(Refusal::new(StatusCode::FORBIDDEN, Problem::new("access.denied")));
    }
    // Who takes in ballots tells the log when what was sent is read: of what tells who somebody is it says nothing.
    if caller.is_script && !matches!(who, Who::Feed | Who::Known) {
        let request = format!("{} {}", head.method, head.uri.path());
        tokens::used(&server.site, &caller, request).await.map_err(Error::from)?;
    }
    Ok(Some(caller))
}

/// The campaign that the path names.
async fn campaign(head: &mut Parts) -> Answer<Option<String>> {
    let named = RawPathParams::from_request_parts(head, &()).await.map_err(Refusal::unreadable)?;
    Ok(named.iter().find(|(name, _)| *name == "campaign").map(|(_, value)| value.to_owned()))
}

/// HEAD is answered where GET is.
fn who(routes: &[Access], head: &Parts) -> Answer<Who> {
    let path = head.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let method = if head.method == Method::HEAD { &Method::GET } else { &head.method };
    let found = routes.iter().find(|route| route.path == path && route.method == method.as_str());
    let shut = || Refusal::new(StatusCode::METHOD_NOT_ALLOWED, Problem::new("request.no_such_route"));
    found.map(|route| route.who).ok_or_else(shut)
}
