//! Ballots on their way out, as a stream that is whole or breaks off: only what was written to the end has the last chunk.

use std::io;

use axum::Extension;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde::Deserialize;
use shared::export::Exported;
use shared::problem::{Diagnostic, Problem};
use shared::wire::{MOMENT, Role, TO_COME};

use crate::http::{Answer, At, AtQuery, Refusal, Server};
use crate::secret::TokenHash;
use crate::service::export::{self, Moment};
use crate::service::log::Actor;
use crate::service::session::{self, Caller, State};
use crate::store::Position;

/// Where to go on, and how tables are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The number of the last ballot that arrived before; empty from the first.
    after: String,
    /// The moment that the answer was of which broke off.
    moment: String,
    /// The repeat that is wanted as a table.
    pub(super) repeat: String,
    /// The language of labels.
    pub(super) language: String,
    /// `false` leaves off the byte order mark, by which Excel knows UTF-8.
    pub(super) bom: Option<bool>,
}

/// A request for a file of ballots.
pub struct Asked {
    server: Server,
    caller: Caller,
    campaign: String,
    pub(super) query: Query,
    /// HEAD takes nothing away.
    only_head: bool,
}

impl FromRequestParts<Server> for Asked {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let At(campaign) = At::from_request_parts(parts, server).await?;
        let AtQuery(query) = AtQuery::from_request_parts(parts, server).await?;
        let caller = Extension::<Caller>::from_request_parts(parts, server).await;
        let Extension(caller) = caller.map_err(Refusal::unreadable)?;
        let only_head = parts.method == Method::HEAD;
        Ok(Self { server: server.clone(), caller, campaign, query, only_head })
    }
}

/// A file of ballots that begins to be taken.
pub(super) struct Taken {
    pub(super) server: Server,
    pub(super) caller: Caller,
    pub(super) campaign: String,
    pub(super) moment: Moment,
    pub(super) behind: i64,
}

impl Taken {
    /// Begins it; `file` is what the log calls it.
    pub(super) async fn begin(asked: Asked, file: &str) -> Answer<Self> {
        let Asked { server, caller, campaign, query, only_head } = asked;
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let behind = given(&query.after).map_or(Ok(0), |after| after.parse().map_err(Refusal::unreadable))?;
        let moment = given(&query.moment).map(|moment| moment.parse().map_err(Refusal::unreadable));
        let file = if behind == 0 { file.to_owned() } else { format!("{file}?after={behind}") };
        let by = Actor::from(&caller);
        let (site, of, moment) = (&server.site, campaign.clone(), moment.transpose()?);
        let moment = match only_head {
            true => export::look(site, of, moment).await?,
            false => export::begin(site, by, of, file, moment).await?,
        };
        Ok(Self { server, caller, campaign, moment, behind })
    }

    /// Sends it, beginning with this text.
    pub(super) async fn send(
        self,
        (kind, name): (&'static str, &str),
        begun: String,
        add: impl FnMut(&mut String, &Exported) + Clone + Send + Sync + 'static,
    ) -> Answer<Response> {
        let Self { server, caller, campaign, moment, behind } = self;
        let place = server.streams.open(&caller.username)?;
        let first = moment.piece(&server.site, behind, begun, add.clone()).await?;
        if let Some(unreadable) = first.unreadable.as_ref().filter(|_| first.last == behind) {
            return Err(refused(unreadable));
        }
        let (to, to_come) = (moment.to, moment.to_come(&server.site, behind).await?);
        let head = head((kind, &format!("{campaign}-{name}")), to, to_come);
        let begin = (Some(first), behind, place);
        let pieces = stream::try_unfold(begin, move |(next, last, place)| {
            let (server, moment, add) = (server.clone(), moment.clone(), add.clone());
            let token = caller.token;
            async move {
                let piece = match next {
                    Some(first) => first,
                    None if last >= to.ballots => return Ok(None),
                    None => {
                        go_on(&server, token, &moment).await?;
                        let piece = moment.piece(&server.site, last, String::new(), add).await;
                        piece.map_err(io::Error::other)?
                    }
                };
                match piece.unreadable {
                    Some(unreadable) if piece.last == last => {
                        tracing::error!(problem = %unreadable.problem, "a file of ballots breaks off");
                        Err(io::Error::other(unreadable.problem))
                    }
                    _ => Ok(Some((piece.made, (None, piece.last, place)))),
                }
            }
        });
        Ok((head, Body::from_stream(pieces)).into_response())
    }
}

/// The head of an answer with a file of this kind and name, for which so many ballots are read.
pub(super) fn head((kind, name): (&str, &str), to: Position, to_come: i64) -> [(HeaderName, String); 4] {
    [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (HeaderName::from_static(TO_COME), to_come.to_string()),
        (HeaderName::from_static(MOMENT), to.to_string()),
    ]
}

/// Says that a ballot cannot be read again.
pub(super) fn refused(Diagnostic { problem, .. }: &Diagnostic) -> Refusal {
    let key = problem.params.get("key").cloned().unwrap_or_default();
    let problem = Problem::new("export.unreadable").with("key", key);
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, problem)
}

/// Whether more may be sent: the server does not stop, and who began it still is who may take it. It lasts long, and a session
/// may end meanwhile.
pub(super) async fn go_on(server: &Server, token: TokenHash, moment: &Moment) -> io::Result<()> {
    if *server.stopping.borrow() {
        return Err(io::Error::other("the server stops"));
    }
    let campaign = &moment.known.campaign.settings.id;
    let caller = session::find(&server.site, token).await.ok().flatten();
    let may = caller.is_some_and(|it| it.state == State::Live && it.may(&Role::OFFICE, Some(campaign)));
    if may { Ok(()) } else { Err(io::Error::other("who takes it may no longer")) }
}
