//! A paper on its way out: a .docx to save, a .pdf, or a page that runs nothing.

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::response::{Html, IntoResponse as _, Response};
use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

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

/// A .pdf, shown where the browser can, under this name where it is saved.
pub fn pdf(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, disposition("inline", &format!("{name}.pdf")));
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

/// A page that nobody keeps on the way, under a policy of its own.
pub fn unkept(page: String, policy: &HeaderValue) -> Response {
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    response
}

/// The policy of a page that is whole as it comes: dressed by what is in it, and with forms for `forms` alone.
pub fn policy(style: &str, forms: &str) -> HeaderValue {
    policy_of(style, "", forms)
}

/// The same of a page that runs this script.
pub fn policy_with(style: &str, script: &str, forms: &str) -> HeaderValue {
    policy_of(
        style,
        &format!("script-src 'sha256-{}'; ", Base64::encode_string(&Sha256::digest(script))),
        forms,
    )
}

fn policy_of(style: &str, script: &str, forms: &str) -> HeaderValue {
    let style = Base64::encode_string(&Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; {script}style-src 'sha256-{style}'; base-uri 'none'; form-action {forms}; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("a policy is plain text")
}
