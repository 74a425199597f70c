//! The app's files on their way out: digested names for ever, everything else asked anew.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::EmbeddedFile;
use shared::problem::Problem;

use crate::http::{Answer, AppFiles, Peer, Refusal, Server, accepts, is_known, language_of};

/// Answers every address that is not in the interface.
pub async fn handle(State(server): State<Server>, request: Request) -> Answer<Response> {
    if let Some(peer) = request.extensions().get::<Peer>() {
        server.limits.file(peer)?;
    }
    let path = request.uri().path().trim_start_matches('/');
    if ["api", "odata"].iter().any(|room| path == *room || path.starts_with(&format!("{room}/"))) {
        return Err(Refusal::new(StatusCode::NOT_FOUND, Problem::new("request.no_such_route")));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, Problem::new("request.no_such_route")));
    }
    // Pages of the server: the app has none below these.
    if ["a/", "e/", "p/", "r/"].iter().any(|room| path.starts_with(room)) {
        return match path.strip_suffix('/') {
            Some(_) => Ok(Redirect::permanent(&without_slash(path, request.uri().query())).into_response()),
            None => Err(Refusal::new(StatusCode::NOT_FOUND, Problem::new("request.no_such_file"))),
        };
    }
    if path.trim_end_matches('/') == "help" {
        return Ok(Redirect::temporary(&format!(
            "/help/{}.html",
            language_of(None, request.headers()).code()
        ))
        .into_response());
    }
    if let Some(response) = serve(&server.app, path, request.headers()) {
        return Ok(response);
    }
    // A file that is gone is gone; any other address is a view of the app, which finds its own way. Codes of leaves
    // have dots too: files lie at the root, below assets/ and help/ alone.
    let is_file =
        path.starts_with("assets/") || path.starts_with("help/") || !path.contains('/') && path.contains('.');
    let index = if is_file { None } else { serve(&server.app, "index.html", request.headers()) };
    index.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, Problem::new("request.no_such_file")))
}

/// The address of a page that was asked for with slashes at its end.
fn without_slash(path: &str, query: Option<&str>) -> String {
    let asked = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("/{}{asked}", path.trim_end_matches('/'))
}

fn serve(app: &AppFiles, path: &str, asked: &HeaderMap) -> Option<Response> {
    let path = if path.is_empty() { "index.html" } else { path };
    let plain = app.get(path)?;
    let compressed = if accepts(asked, "br") { app.get(&format!("{path}.br")) } else { None };
    let tag = format!("\"{}\"", hex::encode(&plain.metadata.sha256_hash()[..16]));
    let digested = path.starts_with("assets/");
    let cache = if digested { "public, max-age=31536000, immutable" } else { "no-cache" };
    let same = is_known(asked, &tag);
    let mut response =
        if same { StatusCode::NOT_MODIFIED.into_response() } else { body(path, &plain, compressed) };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(cache));
    headers.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = tag.parse() {
        headers.insert(header::ETAG, tag);
    }
    Some(response)
}

fn body(path: &str, plain: &EmbeddedFile, compressed: Option<EmbeddedFile>) -> Response {
    let kind = content_type(path);
    let bytes = compressed.as_ref().unwrap_or(plain).data.clone();
    let mut response = ([(header::CONTENT_TYPE, kind)], Body::from(bytes.into_owned())).into_response();
    if compressed.is_some() {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("br"));
    }
    response
}

/// The types that the app is made of. With `nosniff` a wrong one is a broken app.
fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
