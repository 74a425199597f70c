//! A paper on its way out: a .docx to save, or a page that runs nothing.

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;

use super::saved::disposition;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Its own style and nothing else; only our own pages frame it.
const ALONE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/// A .docx, saved under this name.
pub fn docx(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(DOCX));
    // Its parts are packed already.
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(header::CONTENT_DISPOSITION, disposition("attachment", &format!("{name}.docx")));
    response
}

/// A page to print.
pub fn page(bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(ALONE));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}
