//! Which side of the app this is, and how the page starts the other one.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, HtmlMetaElement, Worker, WorkerOptions, WorkerType};

/// Whether this wasm runs in the worker.
pub fn in_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// The build that this side is of.
pub fn build() -> String {
    if in_worker() {
        Reflect::get(&js_sys::global(), &"PARINDEX_BUILD".into())
            .ok()
            .and_then(|build| build.as_string())
            .unwrap_or_default()
    } else {
        meta("parindex-build").unwrap_or_default()
    }
}

/// Where the English texts of this part stand.
pub fn english() -> Option<String> {
    meta("parindex-english")
}

/// Starts the worker on the module that the page has compiled.
pub fn launch_worker() -> Result<Worker, String> {
    let script = meta("parindex-worker").ok_or("the page does not name the worker")?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&script, &options).map_err(said)?;
    worker.post_message(&wasm_bindgen::module()).map_err(said)?;
    Ok(worker)
}

/// What an exception says.
fn said(exception: JsValue) -> String {
    js_sys::Object::from(exception).to_string().into()
}

/// Writes to the browser's console.
pub fn log(text: &str) {
    web_sys::console::error_1(&text.into());
}

fn meta(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let found = document.query_selector(&format!("meta[name={name}]")).ok()??;
    Some(found.dyn_into::<HtmlMetaElement>().ok()?.content())
}
