//! Takes commands and answers them.

use std::rc::Rc;

use futures::StreamExt;
use serde::Deserialize;
use shared::problem::Problem;
use shared::sync::{Input, Wake};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use super::post::{post, scope};
#[cfg(feature = "desk")]
use super::typist;
use super::work::Work;
use super::{packages, sender};
#[cfg(feature = "desk")]
use crate::device::protocol::typed::Ask;
use crate::device::protocol::{Command, FromWorker, Reply};
use crate::platform::{self, log, on_release_asked, sleep};

/// How long the page gets to close the store itself, as it does unless it hangs.
const PAGE_CLOSES_WITHIN_MS: u32 = 1_000;

#[derive(Deserialize)]
struct Numbered(u64, Command);

/// Begins to take commands.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| post(&FromWorker::Panicked(panic.to_string()))));
    let work = Rc::new(Work::default());
    spawn_local(let_go_when_asked(Rc::clone(&work)));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        #[cfg(feature = "desk")]
        work.courier.borrow_mut().handed.extend(super::bytes::files(&event.data()));
        let Some(text) = event.data().as_string() else { return };
        match shared::json::from_str(&text) {
            Ok(Numbered(number, command)) => take(&work, number, command),
            Err(why) => log(&format!("a command is not understood: {why}")),
        }
    });
    scope().set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    post(&FromWorker::Ready);
}

/// Another tab asks for the store. Where this worker's page is alive, it closes the store and ends the worker before this does.
async fn let_go_when_asked(work: Rc<Work>) {
    let mut asked = on_release_asked();
    while asked.next().await.is_some() {
        sleep(PAGE_CLOSES_WITHIN_MS).await;
        work.close();
    }
}

/// What only needs the database is done at once, so that answers are kept in the order in which they were given.
fn take(work: &Rc<Work>, number: u64, command: Command) {
    match command {
        Command::Hello { .. } | Command::RefreshPackages => {
            let work = Rc::clone(work);
            spawn_local(async move {
                let answer = at_length(&work, command).await;
                post(&FromWorker::Answer(number, answer));
            });
        }
        #[cfg(feature = "desk")]
        Command::Desk(ask) if matches!(*ask, Ask::Give(_)) => {
            let Ask::Give(order) = *ask else { return };
            let work = Rc::clone(work);
            spawn_local(async move {
                let answer = super::courier::give(&work, order).await;
                post(&FromWorker::Answer(number, answer));
            });
        }
        Command::Close => post(&FromWorker::Answer(number, at_once(work, command))),
        command => match &mut *work.later.borrow_mut() {
            Some(later) => later.push((number, command)),
            later => {
                let again = command.clone();
                match at_once(work, command) {
                    Err(problem) if work.is_lost(&problem) => {
                        *later = Some(vec![(number, again)]);
                        spawn_local(open_again(Rc::clone(work)));
                    }
                    answer => post(&FromWorker::Answer(number, answer)),
                }
            }
        },
    }
}

/// An engine may let the files die under a living worker. The store is opened again, and what waits is tried once more.
async fn open_again(work: Rc<Work>) {
    let opened = work.open_again().await;
    #[cfg(feature = "desk")]
    typist::take_up(&work);
    for (number, command) in work.later.take().into_iter().flatten() {
        let answer = opened.clone().and_then(|()| at_once(&work, command));
        post(&FromWorker::Answer(number, answer));
    }
    if opened.is_ok() {
        sender::handle(&work, Input::Wake(Wake::Start));
    }
}

fn at_once(work: &Rc<Work>, command: Command) -> Result<Reply, Problem> {
    let after = match &command {
        Command::SendNow => return wake(work, Wake::Button),
        Command::Wake { online: true } => return wake(work, Wake::Online),
        Command::Wake { online: false } => return wake(work, Wake::Visible),
        Command::Close => {
            work.close();
            return Ok(Reply::Done);
        }
        #[cfg(feature = "desk")]
        Command::Desk(_) => {
            let Command::Desk(ask) = command else { return Ok(Reply::Done) };
            return typist::obey(work, *ask);
        }
        Command::SignedIn { .. } => Some(Input::SignedIn),
        Command::TakeBack { draft } => Some(Input::Missing { id: *draft }),
        _ => None,
    };
    if matches!(command, Command::State) {
        packages::look_when_old(work);
    }
    // Where there is a network, the office hears at once that a message was read.
    let asks_anew = matches!(command, Command::SignedIn { .. } | Command::ReadMessage { .. });
    #[cfg(feature = "desk")]
    let changes_hands = matches!(command, Command::SignedIn { .. } | Command::SignOut);
    let (reply, finished) = work.store(|store| store.obey(command))?;
    #[cfg(feature = "desk")]
    if changes_hands {
        typist::take_up(work);
    }
    if asks_anew {
        work.fetched_ms.set(0);
        packages::refresh_when_old(work);
    }
    for input in finished.into_iter().map(Input::Queued).chain(after) {
        sender::handle(work, input);
    }
    Ok(reply)
}

fn wake(work: &Rc<Work>, wake: Wake) -> Result<Reply, Problem> {
    work.store(|_| Ok(()))?;
    sender::handle(work, Input::Wake(wake));
    #[cfg(feature = "desk")]
    {
        typist::handle(work, shared::typed::Input::Wake);
        super::courier::wake(work);
    }
    packages::refresh_when_old(work);
    Ok(Reply::Done)
}

async fn at_length(work: &Rc<Work>, command: Command) -> Result<Reply, Problem> {
    match command {
        Command::Hello { build } => {
            if build != platform::build() {
                return Err(Problem::new("store.other_build"));
            }
            work.open(build).await?;
            sender::handle(work, Input::Wake(Wake::Start));
            #[cfg(feature = "desk")]
            typist::take_up(work);
            packages::refresh_when_old(work);
            Ok(work.store(|store| store.obey(Command::State))?.0)
        }
        _ => packages::refresh(Rc::clone(work)).await.map(|()| Reply::Done),
    }
}
