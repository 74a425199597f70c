//! A file of a unit on its way to the server, piece by piece.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::problem::Problem;
use shared::typed::{Came, FileKey, Parcel};
use shared::wire::Upload;

use super::request::{get, is_signed_out, put_bytes};

/// A piece on a slow line: after so long without an answer it is sent again.
const PATIENCE_MS: u32 = 120_000;

fn path(FileKey { campaign, unit, digest }: &FileKey) -> String {
    format!("/api/campaigns/{campaign}/units/{unit}/files/{digest}/upload")
}

/// How much of a file the server has.
pub async fn received(key: &FileKey) -> Came {
    came(get(&path(key)).await)
}

/// Sends the piece of a file that begins there.
pub async fn send_piece(parcel: &Parcel, from: u64, piece: &[u8]) -> Came {
    let name = utf8_percent_encode(&parcel.name, NON_ALPHANUMERIC);
    let path = format!("{}?from={from}&bytes={}&name={name}", path(&parcel.key), parcel.bytes);
    came(put_bytes(&path, piece, PATIENCE_MS).await)
}

fn came(answer: Result<Upload, Problem>) -> Came {
    match answer {
        Ok(upload) => Came::Upload(upload),
        Err(problem) if is_signed_out(&problem) => Came::SignedOut,
        Err(problem) if problem.code.starts_with("net.") => Came::Nothing,
        Err(problem) => Came::Refused(problem),
    }
}
