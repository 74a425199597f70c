//! One tab owns the store. Others ask it over a channel to let go; it does, and says so by giving the lock free.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::{mpsc, oneshot};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

const LOCK: &str = "parindex-store";
const CHANNEL: &str = "parindex-owner";
const RELEASE: &str = "release";

/// How to ask for the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// As soon as it is free. Whoever waited in this page no longer does.
    Wait,
    /// From an owner that does not answer.
    Steal,
}

thread_local! {
    static WAITING: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

/// Held while this tab owns the store.
#[derive(Debug)]
pub struct Ownership {
    release: Function,
    lost: Option<mpsc::UnboundedReceiver<()>>,
}

impl Ownership {
    /// Says when another tab has taken the lock by force. To be asked for once.
    pub fn lost(&mut self) -> mpsc::UnboundedReceiver<()> {
        self.lost.take().unwrap_or_else(|| mpsc::unbounded().1)
    }

    /// Lets another tab have it.
    pub fn release(self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// The browser has no locks, or none for this page: what sites keep is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoLocks;

impl From<JsValue> for NoLocks {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Leaves the line for the lock.
pub fn stop_waiting() {
    if let Some(waiting) = WAITING.take() {
        waiting.abort();
    }
}

/// Asks for the lock; `None` where the line was left.
pub async fn claim(claim: Claim) -> Result<Option<Ownership>, NoLocks> {
    let navigator = web_sys::window().ok_or(NoLocks)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request = Reflect::get(&locks, &"request".into())?.dyn_into::<Function>()?;
    let options = Object::new();
    Reflect::set(&options, &"steal".into(), &(claim == Claim::Steal).into())?;
    stop_waiting();
    if claim == Claim::Wait {
        let line = AbortController::new()?;
        Reflect::set(&options, &"signal".into(), &line.signal())?;
        WAITING.replace(Some(line));
    }
    let (sender, receiver) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let unanswered = Rc::clone(&sender);
    let (lose, lost) = mpsc::unbounded();
    let mut lost = Some(lost);
    let granted = Closure::<dyn FnMut() -> JsValue>::new(move || {
        // Where nobody waits for it any more, it goes on to the next.
        let Some(sender) = sender.take().filter(|sender| !sender.is_canceled()) else {
            return JsValue::UNDEFINED;
        };
        let resolve = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&resolve);
        let held = Promise::new(&mut |resolve, _| {
            kept.replace(Some(resolve));
        });
        let _ = sender.send(resolve.take().map(|release| Ownership { release, lost: lost.take() }));
        held.into()
    });
    let held = request.call3(&locks, &LOCK.into(), &options, &granted.into_js_value())?;
    let held = held.dyn_into::<Promise>()?;
    // A lock that is stolen rejects the promise that a lock given back resolves; so does one that is never given.
    let stolen = Closure::<dyn FnMut(JsValue)>::new(move |why: JsValue| {
        let left = Reflect::get(&why, &"name".into()).is_ok_and(|name| name == "AbortError");
        if let Some(sender) = unanswered.take().filter(|_| left) {
            let _ = sender.send(None);
        }
        let _ = lose.unbounded_send(());
    });
    let _ = held.catch(&stolen);
    stolen.forget();
    receiver.await.map_err(|_| NoLocks)
}

/// Whether a tab has the store; not known to be so where the browser cannot tell.
pub async fn is_owned() -> bool {
    held().await.unwrap_or(false)
}

async fn held() -> Result<bool, JsValue> {
    let locks = Reflect::get(&web_sys::window().ok_or("no window")?.navigator(), &"locks".into())?;
    let query = Reflect::get(&locks, &"query".into())?.dyn_into::<Function>()?;
    let found = JsFuture::from(query.call0(&locks)?.dyn_into::<Promise>()?).await?;
    let held = Reflect::get(&found, &"held".into())?.dyn_into::<Array>()?;
    Ok(held.iter().any(|lock| Reflect::get(&lock, &"name".into()).is_ok_and(|name| name == LOCK)))
}

/// Asks the owner, in whichever tab it is, to let go.
pub fn ask_to_release() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&RELEASE.into());
        channel.close();
    }
}

/// Says when another tab asks this one to let go.
pub fn on_release_asked() -> mpsc::UnboundedReceiver<()> {
    let (sender, receiver) = mpsc::unbounded();
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().as_string().as_deref() == Some(RELEASE) {
                let _ = sender.unbounded_send(());
            }
        });
        channel.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        // The channel hears as long as something holds it: it lives as long as the page.
        std::mem::forget(channel);
    }
    receiver
}
