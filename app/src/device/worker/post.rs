//! What the worker says to the page.

use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

use crate::device::protocol::FromWorker;

/// The worker's own scope.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says it.
pub fn post(message: &FromWorker) {
    let text = serde_json::to_string(message).expect("messages are plain data");
    let _ = scope().post_message(&text.into());
}
