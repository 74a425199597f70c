//! A body on its way out, with how much of it has gone: only the older of the browser's two requests tells.

use futures::channel::oneshot;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

use super::Answer;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = EventTarget)]
    type XMLHttpRequest;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<XMLHttpRequest, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn open(this: &XMLHttpRequest, method: &str, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = setRequestHeader)]
    fn set_request_header(this: &XMLHttpRequest, name: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn send(this: &XMLHttpRequest, body: &Uint8Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter)]
    fn upload(this: &XMLHttpRequest) -> EventTarget;
    #[wasm_bindgen(method, getter)]
    fn status(this: &XMLHttpRequest) -> u16;
    #[wasm_bindgen(method, getter, js_name = responseText)]
    fn response_text(this: &XMLHttpRequest) -> String;
}

/// Posts a body and says how many bytes have gone; `None` where nothing answered.
pub async fn upload(
    path: &str,
    media_type: &str,
    body: &[u8],
    progress: impl FnMut(u64) + 'static,
) -> Option<Answer> {
    attempt(path, media_type, body, progress).await.ok().filter(|answer| answer.status > 0)
}

async fn attempt(
    path: &str,
    media_type: &str,
    body: &[u8],
    mut progress: impl FnMut(u64) + 'static,
) -> Result<Answer, JsValue> {
    let request = XMLHttpRequest::new()?;
    request.open("POST", path)?;
    request.set_request_header("content-type", media_type)?;
    let gone = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let loaded = Reflect::get(&event, &"loaded".into()).ok().and_then(|loaded| loaded.as_f64());
        progress(loaded.unwrap_or_default() as u64);
    });
    request.upload().add_event_listener_with_callback("progress", gone.as_ref().unchecked_ref())?;
    let (end, ended) = oneshot::channel();
    let end = Closure::once(move |_: Event| {
        let _ = end.send(());
    });
    request.add_event_listener_with_callback("loadend", end.as_ref().unchecked_ref())?;
    request.send(&Uint8Array::from(body))?;
    let _ = ended.await;
    Ok(Answer { status: request.status(), retry_after: None, body: request.response_text().into_bytes() })
}
