//! Server-sent events: the office hears at once when a campaign's numbers changed.

use futures::channel::mpsc;
use shared::wire::{Change, KEEP_ALIVE_EVENT};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventSource, MessageEvent};

/// What is heard of one campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The server answers.
    Open,
    /// Nothing changed, and the server is there.
    Alive,
    /// Something changed, or may have while nothing was heard.
    Change,
    /// The server is gone; the browser tries again by itself.
    Lost,
    /// The server does not want to be heard; the browser has given up.
    Closed,
}

/// Listens as long as it is held. The browser connects again by itself when the network was away.
pub struct Changes {
    source: EventSource,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _stood: [Closure<dyn FnMut(Event)>; 3],
    /// The changes as they come.
    pub stream: mpsc::UnboundedReceiver<News>,
}

impl Drop for Changes {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// Begins to listen to one campaign; `None` where the browser cannot.
pub fn changes(campaign: &str) -> Option<Changes> {
    let source = EventSource::new(&format!("/api/campaigns/{campaign}/changes")).ok()?;
    let (sender, stream) = mpsc::unbounded();
    let (opened, failed, alive) = (sender.clone(), sender.clone(), sender.clone());
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if shared::json::from_str::<Change>(&text).is_ok() {
            let _ = sender.unbounded_send(News::Change);
        }
    });
    let opened = Closure::<dyn FnMut(Event)>::new(move |_| {
        let _ = opened.unbounded_send(News::Open);
    });
    let alive = Closure::<dyn FnMut(Event)>::new(move |_| {
        let _ = alive.unbounded_send(News::Alive);
    });
    source.add_event_listener_with_callback(KEEP_ALIVE_EVENT, alive.as_ref().unchecked_ref()).ok()?;
    let listening = source.clone();
    let failed = Closure::<dyn FnMut(Event)>::new(move |_| {
        let closed = listening.ready_state() == EventSource::CLOSED;
        let _ = failed.unbounded_send(if closed { News::Closed } else { News::Lost });
    });
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    source.set_onerror(Some(failed.as_ref().unchecked_ref()));
    Some(Changes { source, _on_message: on_message, _stood: [opened, failed, alive], stream })
}
