//! The worker's edge: hears commands, opens the database, posts answers.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Deserialize;
use shared::problem::Problem;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::launch;
use crate::store::protocol::{Command, FromWorker, Reply};

#[derive(Deserialize)]
struct Numbered(u64, Command);

/// Begins to hear commands.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| post(&FromWorker::Panicked(panic.to_string()))));
    let worker = Rc::new(RefCell::new(()));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        match serde_json::from_str(&text) {
            Ok(Numbered(number, command)) => {
                let worker = Rc::clone(&worker);
                spawn_local(async move {
                    let answer = obey(&worker, command).await;
                    post(&FromWorker::Answer(number, answer));
                });
            }
            Err(why) => launch::log(&format!("a command is not understood: {why}")),
        }
    });
    scope().set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    post(&FromWorker::Ready);
}

async fn obey(_worker: &RefCell<()>, command: Command) -> Result<Reply, Problem> {
    match command {
        Command::Wake => Ok(Reply::Done),
        _ => Err(Problem::new("store.closed")),
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(message: &FromWorker) {
    let text = serde_json::to_string(message).expect("messages are plain data");
    let _ = scope().post_message(&text.into());
}
