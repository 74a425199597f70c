//! A .zip on its way out, to be saved.

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;

use super::saved::disposition;

/// Saved under this name.
pub fn zip(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    // What is in it is packed already.
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(header::CONTENT_DISPOSITION, disposition("attachment", &format!("{name}.zip")));
    response
}
