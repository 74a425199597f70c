//! The page's side of the store: numbers each command, waits for its answer, passes on what comes unasked.

use std::cell::RefCell;
use std::collections::HashMap;
use std::pin::pin;

use futures::channel::{mpsc, oneshot};
use futures::future::{Either, select};
use serde::Serialize;
use shared::problem::Problem;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, Worker};

use super::{line, named};
#[cfg(feature = "desk")]
use crate::device::protocol::typed::Ask;
use crate::device::protocol::{Command, Event, FromWorker, Reply};
use crate::platform;

/// What the page is told without having asked.
#[derive(Debug)]
pub enum Notification {
    /// By the worker.
    Event(Event),
    /// The worker died.
    Crashed,
}

type Waiting = oneshot::Sender<Result<Reply, Problem>>;

/// A worker that answers nothing for so long, twice over, is dead: browsers end workers without a word when memory is
/// short. Twice, because a tablet that slept finds the first time over when it wakes.
const ANSWERS_WITHIN_MS: u32 = 5_000;

#[derive(Default)]
struct Client {
    worker: Option<Worker>,
    /// How many workers were started. What an earlier one still says is not received.
    started: u32,
    ready: bool,
    numbered: u64,
    unsent: Vec<String>,
    waiting: HashMap<u64, Waiting>,
    notify: Option<mpsc::UnboundedSender<Notification>>,
}

thread_local! {
    static CLIENT: RefCell<Client> = RefCell::default();
}

#[derive(Serialize)]
struct Numbered<'a>(u64, &'a Command);

/// Starts a worker, in place of one that died. What it says unasked comes out of the stream.
pub fn start() -> Result<mpsc::UnboundedReceiver<Notification>, Problem> {
    let worker = platform::launch_worker().map_err(|why| Problem::new("store.start").with("why", why))?;
    line::connect(|command| Box::pin(call(command)));
    let nth = CLIENT.with_borrow(|client| client.started + 1);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string()
            && is_running(nth)
        {
            receive(&text);
        }
    });
    worker.set_onmessage(Some(on_message.into_js_value().as_ref().unchecked_ref_function()));
    let on_error = Closure::<dyn FnMut(JsValue)>::new(move |_| {
        if is_running(nth) {
            crashed();
        }
    });
    worker.set_onerror(Some(on_error.into_js_value().as_ref().unchecked_ref_function()));
    let (sender, receiver) = mpsc::unbounded();
    CLIENT.with_borrow_mut(|client| {
        client.worker = Some(worker);
        client.started = nth;
        client.ready = false;
        client.notify = Some(sender);
    });
    Ok(receiver)
}

/// Ends the worker, after `Close` or when it died.
pub fn stop() {
    let left = CLIENT.with_borrow_mut(|client| {
        if let Some(worker) = client.worker.take() {
            worker.terminate();
        }
        client.ready = false;
        client.unsent.clear();
        client.notify = None;
        std::mem::take(&mut client.waiting)
    });
    for waiting in left.into_values() {
        let _ = waiting.send(Err(Problem::new("store.stopped")));
    }
}

/// Has the worker close the store, without waiting for it: the page is on its way out.
pub fn let_go() {
    let _ = send(Command::Close);
}

/// Whether this is the worker in use.
fn is_running(nth: u32) -> bool {
    CLIENT.with_borrow(|client| client.worker.is_some() && client.started == nth)
}

/// Sends a command and waits for its answer. A worker that does not answer is taken for dead.
pub async fn call(command: Command) -> Result<Reply, Problem> {
    // These wait for others: for the files of an earlier worker, for the server.
    let takes_long = matches!(command, Command::Hello { .. } | Command::RefreshPackages);
    #[cfg(feature = "desk")]
    let takes_long = takes_long || matches!(&command, Command::Desk(ask) if matches!(**ask, Ask::Give(_)));
    let nth = CLIENT.with_borrow(|client| client.started);
    let answer = send(command)?;
    let answer = async { answer.await.unwrap_or_else(|_| Err(Problem::new("store.stopped"))) };
    if takes_long {
        return answer.await;
    }
    let overdue = async {
        platform::sleep(ANSWERS_WITHIN_MS).await;
        platform::sleep(ANSWERS_WITHIN_MS).await;
    };
    match select(pin!(answer), pin!(overdue)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(((), answer)) => {
            if is_running(nth) {
                crashed();
            }
            answer.await
        }
    }
}

fn send(command: Command) -> Result<oneshot::Receiver<Result<Reply, Problem>>, Problem> {
    CLIENT.with_borrow_mut(|client| {
        let worker = client.worker.clone().ok_or_else(|| Problem::new("store.stopped"))?;
        client.numbered += 1;
        let text = serde_json::to_string(&Numbered(client.numbered, &command))
            .map_err(|why| Problem::new("store.reply").with("why", why))?;
        let (sender, receiver) = oneshot::channel();
        client.waiting.insert(client.numbered, sender);
        if client.ready {
            let _ = worker.post_message(&text.into());
        } else {
            client.unsent.push(text);
        }
        Ok(receiver)
    })
}

/// Hands a file to the worker, for the command that comes next.
#[cfg(feature = "desk")]
pub fn hand_over(file: &web_sys::File) -> Result<(), Problem> {
    let stopped = || Problem::new("store.stopped");
    CLIENT.with_borrow(|client| {
        let worker = client.worker.as_ref().filter(|_| client.ready).ok_or_else(stopped)?;
        worker.post_message(&js_sys::Array::of1(file)).map_err(|_| stopped())
    })
}

fn receive(text: &str) {
    match shared::json::from_str(text) {
        Ok(FromWorker::Ready) => CLIENT.with_borrow_mut(|client| {
            client.ready = true;
            for text in std::mem::take(&mut client.unsent) {
                if let Some(worker) = &client.worker {
                    let _ = worker.post_message(&text.into());
                }
            }
        }),
        Ok(FromWorker::Answer(number, answer)) => {
            if let Some(waiting) = CLIENT.with_borrow_mut(|client| client.waiting.remove(&number)) {
                let _ = waiting.send(answer);
            }
        }
        Ok(FromWorker::Event(event)) => {
            if matches!(event, Event::PackageChanged { .. }) {
                named::forget();
            }
            notify(Notification::Event(event));
        }
        Ok(FromWorker::Panicked(why)) => {
            platform::log(&why);
            crashed();
        }
        Err(why) => platform::log(&format!("a message of the worker is not understood: {why}")),
    }
}

fn notify(notification: Notification) {
    CLIENT.with_borrow(|client| {
        if let Some(notify) = &client.notify {
            let _ = notify.unbounded_send(notification);
        }
    });
}

fn crashed() {
    notify(Notification::Crashed);
    stop();
}

/// Callbacks are handed to the browser for the life of the page.
trait AsFunction {
    fn unchecked_ref_function(&self) -> &js_sys::Function;
}

impl AsFunction for JsValue {
    fn unchecked_ref_function(&self) -> &js_sys::Function {
        wasm_bindgen::JsCast::unchecked_ref(self)
    }
}
