//! Writes what is typed to the store, in order, and not again and again what was overtaken. It goes on when the screen is gone.

use std::cell::RefCell;
use std::collections::VecDeque;

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use shared::problem::Problem;

use crate::device::protocol::typed::Ask;
use crate::{device, platform};

/// How long to wait before the store is tried again.
const AGAIN_MS: u32 = 1_000;

/// Why the store does not keep what was typed; it is tried again meanwhile.
pub static FAILED: GlobalSignal<Option<Problem>> = Signal::global(|| None);

#[derive(Default)]
struct Pen {
    waiting: VecDeque<Ask>,
    busy: bool,
}

thread_local! {
    static PEN: RefCell<Pen> = RefCell::default();
}

/// Has the store do this, after all that was asked before.
pub fn write(ask: Ask) {
    let idle = PEN.with_borrow_mut(|pen| {
        if let Ask::Type { key, .. } = &ask {
            pen.waiting
                .retain(|it| !matches!(it, Ask::Type { key: other, choosing: false, .. } if other == key));
        }
        pen.waiting.push_back(ask);
        !std::mem::replace(&mut pen.busy, true)
    });
    if idle {
        spawn_forever(drain());
    }
}

async fn drain() {
    while let Some(ask) = PEN.with_borrow(|pen| pen.waiting.front().cloned()) {
        match device::tell_desk(ask.clone()).await {
            Ok(()) => {
                PEN.with_borrow_mut(|pen| {
                    if pen.waiting.front() == Some(&ask) {
                        pen.waiting.pop_front();
                    }
                });
                if FAILED.peek().is_some() {
                    *FAILED.write() = None;
                }
            }
            Err(problem) => {
                *FAILED.write() = Some(problem);
                platform::sleep(AGAIN_MS).await;
            }
        }
    }
    PEN.with_borrow_mut(|pen| pen.busy = false);
}
