//! One request by the browser's own `fetch`, from page and worker alike. Its cookie goes along by itself.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestInit, Response};

/// How long a text beside the app is waited for.
const TEXT_PATIENCE_MS: u32 = 20_000;

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct HttpRequest<'a> {
    /// `GET`, `PUT`, …
    pub method: &'a str,
    /// The path on this server.
    pub path: &'a str,
    /// Names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, if there is one.
    pub body: Option<&'a [u8]>,
    /// After so long without the whole answer there is none.
    pub patience_ms: u32,
}

/// What came back, whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The header `Retry-After`, as it stands.
    pub retry_after: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// What the last answer in this page or worker said besides its body.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The header that names the store, as it stands.
    pub epoch: Option<String>,
    /// When it was asked for, by the device's clock.
    pub asked_ms: u64,
    /// The header `Date`, in milliseconds since 1970.
    pub date_ms: Option<u64>,
}

thread_local! {
    static SAID: std::cell::RefCell<Said> = std::cell::RefCell::default();
}

/// What the last answer said besides its body.
pub fn last_said() -> Said {
    SAID.with_borrow(Said::clone)
}

/// Asks the server; `None` where nothing answered.
pub async fn fetch(asked: HttpRequest<'_>) -> Option<Answer> {
    attempt(asked).await.ok()
}

/// A text that stands beside the app, from the server or from what is kept here; neither is waited for long.
pub async fn fetch_text(path: &str) -> Option<String> {
    let asked = HttpRequest { method: "GET", path, headers: &[], body: None, patience_ms: TEXT_PATIENCE_MS };
    let answer = fetch(asked).await.filter(|answer| answer.status == 200)?;
    String::from_utf8(answer.body).ok()
}

/// The bytes as one gzip member; none where the browser has no way to do it. Only a worker has it.
pub async fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    packed(bytes).await.ok()
}

async fn packed(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let pack: Function = Reflect::get(&js_sys::global(), &"gzip".into())?.dyn_into()?;
    let whole: Promise = pack.call1(&JsValue::UNDEFINED, &Uint8Array::from(bytes))?.dyn_into()?;
    Ok(Uint8Array::new(&JsFuture::from(whole).await?).to_vec())
}

async fn attempt(asked: HttpRequest<'_>) -> Result<Answer, JsValue> {
    let asked_ms = u64::try_from(super::now().as_millisecond()).unwrap_or_default();
    let headers = Headers::new()?;
    for (name, value) in asked.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(asked.method);
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(asked.patience_ms)));
    if let Some(body) = asked.body {
        init.set_body(&Uint8Array::from(body));
    }
    let request = Request::new_with_str_and_init(asked.path, &init)?;
    let global = js_sys::global();
    let send: Function = Reflect::get(&global, &"fetch".into())?.dyn_into()?;
    let response: Promise = send.call1(&global, &request)?.dyn_into()?;
    let response: Response = JsFuture::from(response).await?.dyn_into()?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    let said = |name| response.headers().get(name).ok().flatten();
    let date = said("date").map(|date| js_sys::Date::parse(&date)).filter(|ms| *ms > 0.0);
    SAID.set(Said { epoch: said(shared::wire::EPOCH), asked_ms, date_ms: date.map(|ms| ms as u64) });
    Ok(Answer {
        status: response.status(),
        retry_after: response.headers().get("retry-after")?,
        body: Uint8Array::new(&body).to_vec(),
    })
}
