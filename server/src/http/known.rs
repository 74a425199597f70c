//! Whether a caller has what it asks for already.

use axum::http::{HeaderMap, header};

/// Whether the caller has it already. A proxy that compresses on its way marks tags as weak; the file is the same.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
