//! Putting the app on the home screen, where the browser offers it.

use std::cell::RefCell;

use futures::channel::mpsc;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

thread_local! {
    static OFFER: RefCell<Option<Event>> = const { RefCell::new(None) };
}

/// Keeps the browser's offer until the person asks for it, and says when there is one.
pub fn install_offers() -> mpsc::UnboundedReceiver<()> {
    let (sender, receiver) = mpsc::unbounded();
    let Some(window) = web_sys::window() else { return receiver };
    let on_prompt = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        event.prevent_default();
        OFFER.replace(Some(event));
        let _ = sender.unbounded_send(());
    });
    let on_prompt = on_prompt.into_js_value();
    let _ = window.add_event_listener_with_callback("beforeinstallprompt", on_prompt.unchecked_ref());
    receiver
}

/// What the browser says of itself: its name, its maker, and how many fingers its screen takes at once.
pub fn browser() -> Option<(String, String, f64)> {
    let navigator = web_sys::window()?.navigator();
    let says = |name: &str| Reflect::get(&navigator, &name.into()).unwrap_or_default();
    let touch_points = says("maxTouchPoints").as_f64().unwrap_or_default();
    Some((says("userAgent").as_string()?, says("vendor").as_string()?, touch_points))
}

/// Whether the app runs from the home screen.
pub fn is_installed() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(display-mode: standalone)").ok()?)
        .is_some_and(|query| query.matches())
}

/// Takes the offer up; returns when the person has decided.
pub async fn install() {
    let Some(offer) = OFFER.take() else { return };
    let prompt = Reflect::get(&offer, &"prompt".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    if let Some(asked) = prompt.and_then(|prompt| prompt.call0(&offer).ok()?.dyn_into::<Promise>().ok()) {
        let _ = JsFuture::from(asked).await;
    }
}
