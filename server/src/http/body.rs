//! What a request brings, or a refusal in our own words where it cannot be read. A body makes progress or ends, and all
//! bodies together have so much room.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use futures::StreamExt as _;
use serde::de::DeserializeOwned;
use shared::json;
use shared::problem::Problem;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

use super::encoding::{Encoding, Unopened};
use super::refusal::{Answer, Refusal};
use super::server::Server;
use crate::quoted::quoted;
use crate::service::session::Caller;
use crate::store::StoreError;

/// The most that somebody who is not signed in may send.
const STRANGER_BYTES: usize = 16 * 1024;
/// The most of a body of JSON.
const JSON_BYTES: usize = 1024 * 1024;
/// So much of what a refused request brings is read and thrown away: the largest body that is sent in the ordinary course.
const HEARD_OUT_BYTES: usize = 1024 * 1024;
/// The room is given out in pieces of this size.
const PIECE_BYTES: usize = 1024;
/// The slowest network that a tablet may have, in bytes a second: less is no sending, but holding of room.
const LEAST_PER_SECOND: f64 = 64.0;

/// How bodies are read.
#[derive(Clone)]
pub struct Bodies {
    patience: Duration,
    stall: Duration,
    room: Arc<Semaphore>,
}

/// A body in memory, with its place in the room.
pub struct Whole {
    /// The bytes.
    pub bytes: Vec<u8>,
    _room: Option<OwnedSemaphorePermit>,
}

impl Bodies {
    /// Strangers have `patience` for all of it; of everybody else's something worth while comes within each `stall`; and
    /// all together have `room` bytes.
    pub fn new(patience: Duration, stall: Duration, room: usize) -> Self {
        Self { patience, stall, room: Arc::new(Semaphore::new(room / PIECE_BYTES)) }
    }

    /// A body of somebody who is not signed in: small, and soon.
    async fn of_stranger(&self, body: Body) -> Answer<Whole> {
        let read = timeout(self.patience, kept(body, STRANGER_BYTES, STRANGER_BYTES, self.patience));
        let bytes = read.await.map_err(|_| too_slow())?.map_err(|_| too_large(STRANGER_BYTES))??;
        Ok(Whole { bytes, _room: None })
    }

    /// Reads the body of a request that is refused before anybody asked for it, and keeps nothing: a connection that closes over
    /// what is still on its way looks broken to many clients, and the refusal is lost.
    pub async fn heard_out(&self, body: Body) {
        let _ = timeout(self.patience, kept(body, 0, HEARD_OUT_BYTES, self.stall)).await;
    }

    /// A body of somebody who is known, at most `most` bytes; of a longer one, up to `drained` bytes are read and thrown
    /// away, and their number is the error. It waits until there is room for all of it: a body that had a part and
    /// waited for the rest could wait for another that does the same. One that was compressed has room for the most that it
    /// may open to.
    pub async fn of_known(
        &self,
        headers: &HeaderMap,
        body: Body,
        most: usize,
        drained: usize,
    ) -> Answer<Result<Whole, usize>> {
        let encoding = Encoding::of(headers)?;
        let declared =
            headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        let needed = match encoding {
            Encoding::Plain => declared.unwrap_or(most),
            Encoding::Gzip | Encoding::Zstd => most,
        };
        let pieces = if needed > most { 0 } else { needed.div_ceil(PIECE_BYTES) };
        let pieces = u32::try_from(pieces).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).acquire_many_owned(pieces).await.ok();
        let bytes = match kept(body, most, drained, self.stall).await {
            Ok(bytes) => bytes?,
            Err(total) => return Ok(Err(total)),
        };
        Ok(match opened(encoding, bytes, most).await? {
            Some(bytes) => Ok(Whole { bytes, _room: room }),
            None => Err(most + 1),
        })
    }

    /// The same, into a file as it comes; it was not compressed on the way.
    pub async fn of_known_into(
        &self,
        headers: &HeaderMap,
        body: Body,
        file: &mut File,
        (most, drained): (usize, usize),
    ) -> Answer<Result<(), usize>> {
        if Encoding::of(headers)? != Encoding::Plain {
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Problem::new("request.encoding")));
        }
        let poured = poured(body, &mut Sink::File(file), most, drained, self.stall).await;
        match poured {
            Err(total) => return Ok(Err(total)),
            Ok(poured) => poured?,
        }
        file.flush().await.map_err(StoreError::file)?;
        Ok(Ok(()))
    }
}

/// Where a body goes as it comes.
enum Sink<'a> {
    Memory(Vec<u8>),
    File(&'a mut File),
}

impl Sink<'_> {
    async fn add(&mut self, chunk: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Memory(bytes) => bytes.extend_from_slice(chunk),
            Self::File(file) => file.write_all(chunk).await?,
        }
        Ok(())
    }

    /// What came was too much: what is kept of it is let go.
    fn forget(&mut self) {
        if let Self::Memory(bytes) = self {
            *bytes = Vec::new();
        }
    }
}

/// The body as it was before it was compressed; `None` where it is larger than it may be.
async fn opened(encoding: Encoding, bytes: Vec<u8>, most: usize) -> Answer<Option<Vec<u8>>> {
    if encoding == Encoding::Plain {
        return Ok(Some(bytes));
    }
    let opened = tokio::task::spawn_blocking(move || encoding.open(bytes, most)).await;
    match opened.map_err(Refusal::unreadable)? {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Unopened::TooLarge) => Ok(None),
        Err(Unopened::Unreadable(cause)) => Err(Refusal::unreadable(cause)),
    }
}

/// The bytes, or how many there were if there were more than `most`.
async fn kept(body: Body, most: usize, drained: usize, stall: Duration) -> Result<Answer<Vec<u8>>, usize> {
    let mut into = Sink::Memory(Vec::new());
    let poured = poured(body, &mut into, most, drained, stall).await?;
    let Sink::Memory(bytes) = into else { unreachable!("it was memory") };
    Ok(poured.map(|()| bytes))
}

/// Takes a body in, or says how many bytes there were if there were more than `most`. Within each `stall` comes the least
/// that a network brings, whether it comes evenly or at once.
async fn poured(
    body: Body,
    into: &mut Sink<'_>,
    most: usize,
    drained: usize,
    stall: Duration,
) -> Result<Answer<()>, usize> {
    let mut stream = body.into_data_stream();
    let mut total = 0_usize;
    let least = LEAST_PER_SECOND * stall.as_secs_f64();
    let (mut until, mut before) = (Instant::now() + stall, 0);
    loop {
        let chunk = match timeout_at(until, stream.next()).await {
            Err(_) if ((total - before) as f64) < least => return Ok(Err(too_slow())),
            Err(_) => {
                (until, before) = (until + stall, total);
                continue;
            }
            Ok(Some(Err(error))) => return Ok(Err(Refusal::unreadable(error))),
            Ok(Some(Ok(chunk))) => chunk,
            Ok(None) if total > most => return Err(total),
            Ok(None) => return Ok(Ok(())),
        };
        total += chunk.len();
        if total > drained {
            return Err(total);
        }
        if total > most {
            into.forget();
        } else if let Err(error) = into.add(&chunk).await {
            return Ok(Err(StoreError::file(error).into()));
        }
    }
}

fn too_slow() -> Refusal {
    Refusal::new(StatusCode::REQUEST_TIMEOUT, Problem::new("request.too_slow"))
}

fn too_large(most: usize) -> Refusal {
    let problem = Problem::new("request.too_large").with("most", most / 1024);
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, problem)
}

/// The body, as JSON.
pub struct Sent<T>(pub T);

/// The body in memory, whoever sends it.
async fn whole(request: Request, server: &Server) -> Answer<Whole> {
    let (head, body) = request.into_parts();
    if head.extensions.get::<Caller>().is_none() {
        return server.bodies.of_stranger(body).await;
    }
    let read = server.bodies.of_known(&head.headers, body, JSON_BYTES, JSON_BYTES);
    read.await?.map_err(|_| too_large(JSON_BYTES))
}

impl<T: DeserializeOwned> FromRequest<Server> for Sent<T> {
    type Rejection = Refusal;
    async fn from_request(request: Request, server: &Server) -> Result<Self, Refusal> {
        let whole = whole(request, server).await?;
        // What would be stored and could not be written out to be read again.
        let flawed = json::look_over(&whole.bytes, json::DEEPEST);
        flawed.map_err(|(flaw, _)| Refusal::new(StatusCode::BAD_REQUEST, flaw.problem()))?;
        serde_json::from_slice(&whole.bytes).map(Self).map_err(Refusal::unreadable)
    }
}

/// The body, as a form of a page sends it: by field. Lines end as they do elsewhere.
pub struct Filled(pub BTreeMap<String, String>);

impl FromRequest<Server> for Filled {
    type Rejection = Refusal;
    async fn from_request(request: Request, server: &Server) -> Result<Self, Refusal> {
        Self::read(&whole(request, server).await?.bytes)
    }
}

impl Filled {
    /// The body of somebody who is known otherwise than by a session, at a form that may be so much larger than a stranger's.
    pub async fn with_room(request: Request, server: &Server, more: usize) -> Answer<Self> {
        let ((head, body), most) = (request.into_parts(), STRANGER_BYTES + more);
        let read = server.bodies.of_known(&head.headers, body, most, most.max(HEARD_OUT_BYTES));
        Self::read(&read.await?.map_err(|_| too_large(most))?.bytes)
    }

    fn read(bytes: &[u8]) -> Answer<Self> {
        let fields: BTreeMap<String, String> =
            serde_urlencoded::from_bytes(bytes).map_err(Refusal::unreadable)?;
        if fields.values().any(|value| value.contains('\0')) {
            return Err(Refusal::unreadable("U+0000"));
        }
        let plain = |(name, value): (String, String)| (name, value.replace("\r\n", "\n"));
        Ok(Self(fields.into_iter().map(plain).collect()))
    }
}

/// What stands behind the `?` of the address.
pub struct AtQuery<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for AtQuery<T> {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Query(asked) = Query::from_request_parts(parts, state).await.map_err(|cause| {
            let query = parts.uri.query().unwrap_or_default();
            let problem = Problem::new("request.query").with("query", quoted(query)).with("cause", cause);
            Refusal::new(StatusCode::BAD_REQUEST, problem)
        })?;
        Ok(Self(asked))
    }
}

/// What the address itself names.
pub struct At<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for At<T> {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Path(named) = Path::from_request_parts(parts, state).await.map_err(Refusal::unreadable)?;
        Ok(Self(named))
    }
}
