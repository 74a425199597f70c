//! The service worker: keeps the app for the time without network, and has a new version wait until it is let in.

use futures::channel::mpsc;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageChannel, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

use super::{listen, sleep};

/// How often a page that stays open asks for a new version.
const ASK_AGAIN_MS: u32 = 30 * 60 * 1_000;

/// What became of the app's versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// This version is kept whole and starts without network.
    Kept,
    /// A new version is kept whole, and waits.
    Waiting {
        /// It was there already when the page was opened.
        at_start: bool,
    },
    /// The new version is in; the page has to load again.
    Switched,
}

/// Registers the service worker, has it keep this part, and tells what becomes of it.
pub fn versions(part: &'static str) -> mpsc::UnboundedReceiver<Version> {
    let (sender, receiver) = mpsc::unbounded();
    if let Some(container) = container() {
        spawn_local(async move {
            watch(container, part, sender).await;
        });
    }
    receiver
}

/// Has the service worker keep a part of the app, whole, beside those that it keeps already. Returns whether it does.
pub async fn keep(part: &str) -> bool {
    asked_to_keep(part).await.unwrap_or(false)
}

async fn asked_to_keep(part: &str) -> Result<bool, JsValue> {
    let worker =
        registration().await.and_then(|registration| registration.active()).ok_or("no service worker")?;
    let channel = MessageChannel::new()?;
    let answer = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    let asked = Object::new();
    Reflect::set(&asked, &"keep".into(), &part.into())?;
    worker.post_message_with_transferable(&asked, &Array::of1(&channel.port2()))?;
    let answer = MessageEvent::from(JsFuture::from(answer).await?);
    Ok(answer.data() == true)
}

/// Lets the waiting version in. The page hears [`Version::Switched`] when it is.
pub async fn switch() {
    let Some(registration) = registration().await else { return };
    if let Some(waiting) = registration.waiting() {
        let _ = waiting.post_message(&"switch".into());
    }
}

async fn watch(container: ServiceWorkerContainer, part: &str, sender: mpsc::UnboundedSender<Version>) {
    let had_one = container.controller().is_some();
    let switched = sender.clone();
    listen(&container, "controllerchange", move || {
        if had_one {
            let _ = switched.unbounded_send(Version::Switched);
        }
    });
    let Ok(registered) = JsFuture::from(container.register("/sw.js")).await else { return };
    let registration = ServiceWorkerRegistration::from(registered);
    tell_waiting(&registration, &sender, true);
    let found = registration.clone();
    let told = sender.clone();
    listen(&registration, "updatefound", move || {
        if let Some(installing) = found.installing() {
            tell_when_kept(&installing, &found, &told);
        }
    });
    if let Some(installing) = registration.installing() {
        tell_when_kept(&installing, &registration, &sender);
    }
    if let Ok(ready) = container.ready() {
        let _ = JsFuture::from(ready).await;
        if keep(part).await {
            let _ = sender.unbounded_send(Version::Kept);
        }
    }
    loop {
        sleep(ASK_AGAIN_MS).await;
        if let Ok(asked) = registration.update() {
            let _ = JsFuture::from(asked).await;
        }
    }
}

fn tell_when_kept(
    worker: &ServiceWorker,
    registration: &ServiceWorkerRegistration,
    sender: &mpsc::UnboundedSender<Version>,
) {
    let (state, registration, sender) = (worker.clone(), registration.clone(), sender.clone());
    listen(worker, "statechange", move || {
        if state.state() == ServiceWorkerState::Installed {
            tell_waiting(&registration, &sender, false);
        }
    });
}

/// A version that waits beside one in use is news; the very first one is not.
fn tell_waiting(
    registration: &ServiceWorkerRegistration,
    sender: &mpsc::UnboundedSender<Version>,
    at_start: bool,
) {
    if registration.waiting().is_some() && registration.active().is_some() {
        let _ = sender.unbounded_send(Version::Waiting { at_start });
    }
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.is_object().then(|| ServiceWorkerRegistration::from(found))
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    Reflect::has(&navigator, &"serviceWorker".into()).ok()?.then(|| navigator.service_worker())
}
