//! The line to the store, for screens that both parts of the app hold: dead where no store was ever opened, so that the
//! office's part carries neither client nor messages.

use std::cell::Cell;

use futures::future::LocalBoxFuture;
use shared::problem::Problem;

use crate::device::protocol::{Command, Reply};

type Call = fn(Command) -> LocalBoxFuture<'static, Result<Reply, Problem>>;

thread_local! {
    static LINE: Cell<Option<Call>> = const { Cell::new(None) };
}

/// Connects the line.
pub fn connect(call: Call) {
    LINE.set(Some(call));
}

/// Sends a command and waits for its answer.
pub async fn call(command: Command) -> Result<Reply, Problem> {
    match LINE.get() {
        Some(call) => call(command).await,
        None => Err(Problem::new("store.stopped")),
    }
}
