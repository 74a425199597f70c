//! Drives the sync: gives the machine what happens, has the driver do what it says, and brings ballots to the server.

use std::collections::VecDeque;
use std::rc::Rc;

use futures::FutureExt as _;
use shared::sync::{Heard, Input, Output, Reply, SyncState};
use shared::wire::DEVICE_CLOCK;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::driver::{self, Effect, Request, Told};
use super::edge::now_ms;
use super::packages;
use super::post::post;
use super::work::Work;
use crate::device::protocol::{Event, FromWorker};
use crate::platform::{Answer, HttpRequest, Said, fetch, gzip, last_said, sleep};

/// The machine gives up earlier; this only frees the connection.
const PATIENCE_MS: u32 = 10 * 60 * 1_000;

/// Browsers cut longer timers off; the machine is asked again after this.
const LONGEST_TIMER_MS: u64 = 60 * 60 * 1_000;

/// Gives the machine an input and does all that follows.
pub fn handle(work: &Rc<Work>, input: Input) {
    let mut inputs = VecDeque::from([input]);
    while let Some(input) = inputs.pop_front() {
        work.machine.borrow_mut().handle(now_ms(), input);
        while let Some(output) = next(work) {
            for (input, failed) in perform(work, output) {
                if let Some(problem) = failed {
                    crate::platform::log(&problem.to_string());
                }
                inputs.push_back(input);
            }
        }
    }
    set_timer(work);
}

fn next(work: &Work) -> Option<Output> {
    work.machine.borrow_mut().poll()
}

fn perform(work: &Rc<Work>, output: Output) -> Vec<Told> {
    match work.with_store(|store| driver::perform(store, output)) {
        Effect::Done(told) => vec![told],
        Effect::Send(request, told) => {
            if let Some(request) = request {
                let work = Rc::clone(work);
                spawn_local(async move {
                    let reply = send(&work, &request).await;
                    handle(&work, request.answered(reply));
                });
            }
            told
        }
        Effect::Show(state) => {
            tell(work, state);
            Vec::new()
        }
    }
}

/// What the server said last, heard by a tablet that knew this epoch when it asked.
pub fn heard(known: Option<Uuid>) -> Heard {
    let Said { epoch, asked_ms, date_ms } = last_said();
    Heard { known, epoch, asked_ms, date_ms }
}

/// Any answer is passed on as it is; what is not an answer is nothing.
async fn send(work: &Work, request: &Request) -> Reply {
    let known = work.machine.borrow().epoch();
    let (batch, plain) = (request.is_batch(), request.body());
    // A server that takes several at once opens them; an older one would take one for what was sealed.
    let packed = if batch { gzip(&plain).await } else { None };
    let clock = now_ms().to_string();
    let headers = [
        ("content-type", "application/octet-stream"),
        (DEVICE_CLOCK, clock.as_str()),
        ("content-encoding", "gzip"),
    ];
    let asked = HttpRequest {
        method: if batch { "POST" } else { "PUT" },
        path: &request.path(),
        headers: &headers[..if packed.is_some() { 3 } else { 2 }],
        body: Some(packed.as_deref().unwrap_or(&plain)),
        patience_ms: PATIENCE_MS,
    };
    match fetch(asked).await {
        Some(Answer { status, retry_after, body }) => {
            Reply::Answer { status, retry_after, body, heard: heard(known) }
        }
        None => Reply::Nothing,
    }
}

/// Tells the page. When a run of sending is over, the counts that the server holds are new.
fn tell(work: &Rc<Work>, mut state: SyncState) {
    let over = state.sending.is_none();
    let news = work.store(|store| {
        state.apart = store.apart()?;
        let news = over && store.sync.last_ok_ms != state.last_ok_ms;
        store.sync = state.clone();
        Ok(news)
    });
    post(&FromWorker::Event(Event::Sync(state)));
    if news == Ok(true) {
        spawn_local(packages::refresh(Rc::clone(work)).map(drop));
    }
}

fn set_timer(work: &Rc<Work>) {
    let number = work.timer.get() + 1;
    work.timer.set(number);
    let Some(at_ms) = work.machine.borrow().poll_timeout() else { return };
    let wait_ms = at_ms.saturating_sub(now_ms());
    let work = Rc::clone(work);
    spawn_local(async move {
        sleep(u32::try_from(wait_ms.min(LONGEST_TIMER_MS)).unwrap_or(u32::MAX)).await;
        if work.timer.get() != number {
            return;
        }
        if wait_ms > LONGEST_TIMER_MS { set_timer(&work) } else { handle(&work, Input::Timer) }
    });
}
