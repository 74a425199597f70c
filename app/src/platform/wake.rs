//! What only the page hears, and waiting.

use std::rc::Rc;

use futures::channel::mpsc;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, EventTarget, VisibilityState};

/// The event of a page that is seen again, or no longer.
const CHANGED: &str = "visibilitychange";

/// Why it may be worth trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The network is said to be back.
    Online,
    /// The page is seen again.
    Visible,
}

/// Says when the network may be back or the page is seen again.
pub fn on_wake() -> mpsc::UnboundedReceiver<Wake> {
    let (sender, receiver) = mpsc::unbounded();
    let Some(window) = web_sys::window() else { return receiver };
    let online = sender.clone();
    listen(&window, "online", move || {
        let _ = online.unbounded_send(Wake::Online);
    });
    if let Some(document) = window.document() {
        let target = document.clone();
        listen(&target, CHANGED, move || {
            if document.visibility_state() == VisibilityState::Visible {
                let _ = sender.unbounded_send(Wake::Visible);
            }
        });
    }
    receiver
}

/// Does something, there and then, when the page goes away or is put to sleep: what it holds, others may want. Says when it
/// comes back as it was, out of the browser's memory.
pub fn on_leave(leave: impl Fn() + 'static) -> mpsc::UnboundedReceiver<()> {
    let (sender, receiver) = mpsc::unbounded();
    let Some(window) = web_sys::window() else { return receiver };
    let Some(document) = window.document() else { return receiver };
    let leave = Rc::new(leave);
    for (target, leaves, returns) in
        [(window.as_ref(), "pagehide", "pageshow"), (document.as_ref(), "freeze", "resume")]
    {
        let (leave, sender): (_, mpsc::UnboundedSender<()>) = (Rc::clone(&leave), sender.clone());
        listen(target, leaves, move || leave());
        listen(target, returns, move || {
            let _ = sender.unbounded_send(());
        });
    }
    receiver
}

/// Hears an event for the life of the page.
pub fn listen(target: &EventTarget, event: &str, mut then: impl FnMut() + 'static) {
    let on_event = Closure::<dyn FnMut(Event)>::new(move |_| then());
    let _ = target.add_event_listener_with_callback(event, on_event.into_js_value().unchecked_ref());
}

/// Has the browser ask before the page is left, as long as this is so.
pub fn ask_before_leaving(unsaved: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else { return };
    let on_event = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if unsaved() {
            event.prevent_default();
            // Browsers of some years ago look at nothing else.
            let _ = Reflect::set(&event, &"returnValue".into(), &JsValue::TRUE);
        }
    });
    let _ = window.add_event_listener_with_callback("beforeunload", on_event.into_js_value().unchecked_ref());
}

/// Waits until the page can be seen, or until it no longer can.
pub async fn until_seen(seen: bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    while (document.visibility_state() == VisibilityState::Visible) != seen {
        let mut hearing = None;
        let changed = Promise::new(&mut |resolve, _| {
            let _ = document.add_event_listener_with_callback(CHANGED, &resolve);
            hearing = Some(resolve);
        });
        let _ = JsFuture::from(changed).await;
        if let Some(hearing) = hearing {
            let _ = document.remove_event_listener_with_callback(CHANGED, &hearing);
        }
    }
}

/// Waits, on page and worker alike.
pub async fn sleep(millis: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let global = js_sys::global();
        let timer =
            Reflect::get(&global, &"setTimeout".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
        if let Some(timer) = timer {
            let _ = timer.call2(&JsValue::NULL, &resolve, &millis.into());
        }
    });
    let _ = JsFuture::from(promise).await;
}
