//! What every answer says to the browser: load nothing from elsewhere, be framed by nobody, guess no types. A file that somebody
//! gave says its own, stricter things.

use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use shared::wire::EPOCH;

use super::refusal::Refusal;
use super::server::Server;

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), payment=(), usb=()"),
];

/// Has the request answered, and the answer say so.
pub async fn secure(server: &Server, request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let uri = request.uri().clone();
    let api = request.uri().path().starts_with("/api/");
    let feed = request.uri().path().starts_with("/odata/");
    let mut response = next.run(request).await;
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        response = if feed { refusal.respond_to_feed(&asked) } else { refusal.respond(&asked, &uri) };
        // Nobody between here and who asked keeps that there was nothing.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if server.https {
        let value = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if api {
        let epoch = HeaderValue::from_str(server.site.store.epoch()).expect("hexadecimal digits");
        headers.insert(HeaderName::from_static(EPOCH), epoch);
    }
    if feed {
        headers.insert(HeaderName::from_static("odata-version"), HeaderValue::from_static("4.0"));
    }
    if (api || feed) && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
