//! Drives the sync: does what the machine says, tells it what came of it. It decides nothing.

use std::collections::VecDeque;
use std::rc::Rc;

use shared::ballot::Digest;
use shared::problem::Problem;
use shared::sync::{Heard, Input, Output, Reply, SyncState};
use shared::wire::DEVICE_CLOCK;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::edge::now_ms;
use super::packages;
use super::post::post;
use super::work::Work;
use crate::device::protocol::{Event, FromWorker};
use crate::platform::{Answer, Asked, Said, fetch, last_said, sleep};

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
            inputs.extend(perform(work, output));
        }
    }
    set_timer(work);
}

fn next(work: &Work) -> Option<Output> {
    work.machine.borrow_mut().poll()
}

fn perform(work: &Rc<Work>, output: Output) -> Option<Input> {
    Some(match output {
        Output::Load => work.store(|store| Ok((store.entries()?, store.epoch()?))).map_or(
            Input::LoadFailed,
            |((entries, unreadable), epoch)| Input::Loaded { entries, unreadable, epoch },
        ),
        Output::StoreEpoch(epoch) => work
            .store(|store| store.keep_epoch(epoch))
            .map_or(Input::EpochStoreFailed, |()| Input::EpochStored(epoch)),
        Output::Store(entry) => stored(entry.id, work.store(|store| store.keep_entry(&entry))),
        Output::Forget { id, digest } => stored(id, work.store(|store| store.forget(id, digest))),
        Output::Send { id, campaign, attempt } => {
            let work = Rc::clone(work);
            spawn_local(async move {
                let input = match send(&work, id, &campaign).await {
                    Some(reply) => Input::Reply { id, attempt, reply },
                    None => Input::Missing { id },
                };
                handle(&work, input);
            });
            return None;
        }
        Output::Status(state) => {
            tell(work, state);
            return None;
        }
    })
}

fn stored(id: Uuid, done: Result<bool, Problem>) -> Input {
    match done {
        Ok(true) => Input::Stored { id },
        Ok(false) => Input::Missing { id },
        Err(problem) => {
            crate::platform::log(&problem.to_string());
            Input::StoreFailed { id }
        }
    }
}

/// What the server said last, heard by a tablet that knew this epoch when it asked.
pub fn heard(known: Option<Uuid>) -> Heard {
    let Said { epoch, asked_ms, date_ms } = last_said();
    Heard { known, epoch, asked_ms, date_ms }
}

/// Any answer is passed on as it is; what is not an answer is nothing. None where the ballot is gone.
async fn send(work: &Work, id: Uuid, campaign: &str) -> Option<Reply> {
    let (bytes, digest) = match work.store(|store| store.bytes(id)) {
        Ok(Some(found)) => found,
        Ok(None) => return None,
        Err(_) => return Some(Reply::NotRead),
    };
    if digest != Some(Digest::of(&bytes)) {
        return Some(Reply::Damaged);
    }
    let known = work.machine.borrow().epoch();
    let clock = now_ms().to_string();
    let asked = Asked {
        method: "PUT",
        path: &format!("/api/campaigns/{campaign}/ballots/{id}"),
        headers: &[("content-type", "application/octet-stream"), (DEVICE_CLOCK, &clock)],
        body: Some(&bytes),
        patience_ms: PATIENCE_MS,
    };
    Some(match fetch(asked).await {
        Some(Answer { status, retry_after, body }) => {
            Reply::Answer { status, retry_after, body, heard: heard(known) }
        }
        None => Reply::Nothing,
    })
}

/// Tells the page. When a run of sending is over, the counts that the server holds are new.
fn tell(work: &Rc<Work>, state: SyncState) {
    let over = state.sending.is_none();
    let news = work.store(|store| {
        let news = over && store.sync.last_ok_ms != state.last_ok_ms;
        store.sync = state.clone();
        Ok(news)
    });
    post(&FromWorker::Event(Event::Sync(state)));
    if news == Ok(true) {
        let work = Rc::clone(work);
        spawn_local(async move {
            let _ = packages::refresh(&work).await;
        });
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
