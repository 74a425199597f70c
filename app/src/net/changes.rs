//! Server-sent events: the office hears at once when a campaign's numbers changed.

use futures::channel::mpsc;
use shared::wire::Change;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, MessageEvent};

/// Listens as long as it is held. The browser connects again by itself when the network was away.
pub struct Changes {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    /// The changes as they come.
    pub stream: mpsc::UnboundedReceiver<Change>,
}

impl Drop for Changes {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.close();
    }
}

/// Begins to listen to one campaign; `None` where the browser cannot.
pub fn changes(campaign: &str) -> Option<Changes> {
    let source = EventSource::new(&format!("/api/campaigns/{campaign}/changes")).ok()?;
    let (sender, stream) = mpsc::unbounded();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(change) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
            let _ = sender.unbounded_send(change);
        }
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    Some(Changes { source, _heard: heard, stream })
}
