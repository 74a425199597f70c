//! `GET /api/campaigns/{campaign}/units/{unit}/files/{digest}`: the bytes of a file that a unit gave. Nothing in it runs in our origin:
//! what browsers do not show by their own viewer they save.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;
use futures::stream;
use shared::wire::FileKind;
use tokio::io::AsyncReadExt as _;

use super::spot::{Named, spot};
use crate::http::{Answer, At, Server, disposition};
use crate::service::assess;
use crate::service::session::Caller;

/// So much of a file is in memory at once.
const PIECE: usize = 64 << 10;
/// It may do nothing, and only our own pages frame it.
const NOTHING: &str = "default-src 'none'; sandbox; frame-ancestors 'self'";
/// Browsers open their viewer of PDF in no sandbox. The viewer has an origin of its own.
const VIEWER: &str =
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<Named>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    let (file, bytes) = assess::open(&server.site, &server.uploads, caller, spot(named)?).await?;
    let bytes = tokio::fs::File::from_std(bytes);
    let pieces = stream::try_unfold(bytes, |mut bytes| async {
        let mut piece = vec![0; PIECE];
        let read = bytes.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), bytes)))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let policy = if file.kind == FileKind::Pdf { VIEWER } else { NOTHING };
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_TYPE, file.kind.media_type()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let headers = response.headers_mut();
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    headers.insert(header::CONTENT_LENGTH, file.bytes.into());
    // It is packed already, or it is a picture: packing it again would only cost.
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    let how = if file.kind.is_shown() { "inline" } else { "attachment" };
    headers.insert(header::CONTENT_DISPOSITION, disposition(how, &file.name));
    Ok(response)
}
