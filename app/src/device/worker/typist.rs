//! Drives what is typed: has the store keep it, brings it to the server, tells the page what became of it.

use std::collections::VecDeque;
use std::rc::Rc;

use shared::problem::Problem;
use shared::typed::{Input, Key, Machine, Output, Reply as Became, Sent, Subject, answer_of, position_of};
use shared::wire::LeafRecord;
use wasm_bindgen_futures::spawn_local;

use super::courier;
use super::edge::now_ms;
use super::post::post;
use super::work::Work;
use crate::device::protocol::typed::{Ask, News};
use crate::device::protocol::{Event, FromWorker, Reply};
use crate::net;
use crate::platform::new_id;
use crate::platform::sleep;

/// Browsers cut longer timers off; the machine is asked again after this.
const LONGEST_TIMER_MS: u64 = 60 * 60 * 1_000;

/// A machine whose waits are not those of another device.
pub fn machine() -> Machine {
    let (_, random) = new_id().as_u64_pair();
    Machine::new(random)
}

/// Takes up what was kept for the person who works here now.
pub fn take_up(work: &Rc<Work>) {
    courier::take_up(work);
    match work.store(|store| store.slips()) {
        Ok(listed) => drop(handle(work, Input::Loaded(listed.rows))),
        Err(problem) => crate::platform::log(&problem.to_string()),
    }
}

/// Does what the page asks.
pub fn obey(work: &Rc<Work>, ask: Ask) -> Result<Reply, Problem> {
    let input = match ask {
        Ask::Keep { book, over } => {
            return work.store(|store| store.keep_told(&book, over)).map(|()| Reply::Done);
        }
        Ask::Open { campaign, unit } => {
            let mut opened = work.store(|store| store.open_book(&campaign, &unit))?;
            opened.parcels = courier::parcels(work, &campaign, &unit);
            return Ok(Reply::Desk(Box::new(opened)));
        }
        Ask::Type { key, words, entry, over, choosing } => Input::Typed { key, words, entry, over, choosing },
        Ask::Leave(key) => Input::Left(key),
        Ask::GiveUp(key) => {
            let named = courier::named(work, &key);
            let failed = handle(work, Input::GivenUp(key));
            named.iter().for_each(|file| courier::let_go(work, file));
            return failed.map_or(Ok(Reply::Done), Err);
        }
        Ask::LetGo(key) => {
            courier::let_go(work, &key);
            return Ok(Reply::Done);
        }
        Ask::Give(_) => return Err(Problem::new("store.reply")),
        Ask::Again => {
            courier::again(work);
            Input::Again
        }
    };
    let typed = match &input {
        Input::Typed { key, .. } => Some(key.clone()),
        _ => None,
    };
    let failed = handle(work, input);
    match typed {
        Some(key) if !work.typed.borrow().is_kept(&key) => {
            Err(failed.unwrap_or_else(|| Problem::new("store.closed")))
        }
        _ => Ok(Reply::Done),
    }
}

/// Gives the machine an input and does all that follows; gives back what the store failed of last.
pub fn handle(work: &Rc<Work>, input: Input) -> Option<Problem> {
    let (mut inputs, mut failed) = (VecDeque::from([input]), None);
    while let Some(input) = inputs.pop_front() {
        work.typed.borrow_mut().handle(now_ms(), new_id, input);
        while let Some(output) = next(work) {
            match output {
                Output::Store(key, slip) => {
                    let stored = work.store(|store| store.keep_slip(&key, slip.as_deref()));
                    tell(work, &key, None);
                    inputs.push_back(match stored {
                        Ok(()) => Input::Stored(key),
                        Err(problem) => {
                            failed = Some(problem);
                            Input::StoreFailed(key)
                        }
                    });
                }
                Output::Send(key, sent) => {
                    let work = Rc::clone(work);
                    spawn_local(async move {
                        let reply = send(&work, &key, &sent).await;
                        handle(&work, Input::Answered { id: sent.id, reply });
                    });
                }
            }
        }
    }
    set_timer(work);
    failed
}

fn next(work: &Work) -> Option<Output> {
    work.typed.borrow_mut().poll()
}

fn tell(work: &Work, key: &Key, record: Option<LeafRecord>) {
    let (slip, record) = (work.typed.borrow().slip(key).cloned().map(Box::new), record.map(Box::new));
    post(&FromWorker::Event(Event::Desk(Box::new(News::Leaf { key: key.clone(), slip, record }))));
}

/// Says it of the leaf, or in answer to a question about it; gives where it stands in what was said by now.
async fn say(key: &Key, sent: &Sent, person: &str) -> Result<(LeafRecord, Option<i64>), Problem> {
    let (campaign, unit) = (&key.campaign, &key.unit);
    match Subject::of(&key.leaf) {
        Subject::Leaf(leaf) => {
            let record = net::enter(campaign, unit, leaf, sent.id, &sent.saying).await?;
            let position = position_of(&record, &sent.saying, person);
            Ok((record, position))
        }
        Subject::Question { leaf, question } => {
            let saying = sent.answering(question);
            let record = net::answer(campaign, unit, leaf, sent.id, &saying).await?;
            let position = answer_of(&record, &saying, person);
            Ok((record, position))
        }
    }
}

/// Only our server's own refusal of what was typed keeps it back, and only a record that holds it says that it is kept.
async fn send(work: &Work, key: &Key, sent: &Sent) -> Became {
    let person = work.store(|store| Ok(store.person().map(|person| person.username.clone())));
    let Ok(Some(person)) = person else { return Became::SignedOut };
    match say(key, sent, &person).await {
        Ok((record, position)) => match position {
            Some(position) => {
                let _ = work.store(|store| store.keep_record(key, &record));
                tell(work, key, Some(record));
                Became::Kept { position }
            }
            None => Became::Nothing,
        },
        Err(problem) if net::is_signed_out(&problem) => {
            post(&FromWorker::Event(Event::SessionEnded));
            Became::SignedOut
        }
        Err(problem) if problem.code.starts_with("assessments.") => Became::Refused(problem),
        Err(_) => Became::Nothing,
    }
}

fn set_timer(work: &Rc<Work>) {
    let number = work.typed_timer.get() + 1;
    work.typed_timer.set(number);
    let Some(at_ms) = work.typed.borrow().poll_timeout() else { return };
    let wait_ms = at_ms.saturating_sub(now_ms()).clamp(1, LONGEST_TIMER_MS);
    let work = Rc::clone(work);
    spawn_local(async move {
        sleep(u32::try_from(wait_ms).unwrap_or(u32::MAX)).await;
        if work.typed_timer.get() == number {
            handle(&work, Input::Timer);
        }
    });
}
