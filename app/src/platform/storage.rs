//! The browser's promise to keep what the tablet stores, and how much room there is.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Navigator, StorageEstimate, StorageManager};

/// Whether files can be kept at all.
pub fn has_file_system() -> bool {
    storage().is_some_and(|storage| Reflect::has(&storage, &"getDirectory".into()).unwrap_or(false))
}

/// Whether the browser keeps sessions and files for this address at all.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Asks the browser never to throw the store away by itself. Returns its answer.
pub async fn ask_to_persist() -> bool {
    let Some(promise) = storage().and_then(|storage| storage.persist().ok()) else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.as_bool() == Some(true))
}

/// The browser's last answer.
pub async fn is_persisted() -> bool {
    let Some(promise) = storage().and_then(|storage| storage.persisted().ok()) else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.as_bool() == Some(true))
}

/// Bytes used and bytes allowed, as far as the browser says.
pub async fn usage() -> Option<(f64, f64)> {
    let estimate = JsFuture::from(storage()?.estimate().ok()?).await.ok()?;
    let estimate = StorageEstimate::from(estimate);
    Some((estimate.get_usage()?, estimate.get_quota()?))
}

fn storage() -> Option<StorageManager> {
    // The page and the worker have one alike.
    let navigator: Navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?.unchecked_into();
    Reflect::has(&navigator, &"storage".into()).ok()?.then(|| navigator.storage())
}
