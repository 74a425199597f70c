//! The one writer: takes what waits, runs it in one transaction, commits once, then answers all of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::broadcast;

use super::transaction::Transaction;
use crate::store::{Change, StoreError, Work};

/// The most requests that share one commit: bounds how long the first of them waits.
const BATCH: usize = 256;

/// Starts the writer's thread; it ends when the sender is dropped.
pub fn start(connection: Connection, changes: broadcast::Sender<Change>) -> Sender<Box<dyn Work>> {
    let (sender, receiver) = channel();
    std::thread::Builder::new()
        .name("store-writer".into())
        .spawn(move || run(connection, &receiver, &changes))
        .expect("the system gives a thread");
    sender
}

fn run(mut connection: Connection, receiver: &Receiver<Box<dyn Work>>, changes: &broadcast::Sender<Change>) {
    while let Ok(first) = receiver.recv() {
        let mut finished = Vec::new();
        let outcome = commit_together(&mut connection, first, receiver, &mut finished);
        if let Ok(grown) = &outcome {
            for change in grown {
                // Nobody may be listening.
                drop(changes.send(change.clone()));
            }
        }
        let outcome = outcome.map(drop);
        for work in finished {
            work.done(outcome.clone());
        }
    }
}

/// Runs `first` and all that waits behind it in one transaction, and commits it. All work is in `finished` afterwards.
fn commit_together(
    connection: &mut Connection,
    first: Box<dyn Work>,
    receiver: &Receiver<Box<dyn Work>>,
    finished: &mut Vec<Box<dyn Work>>,
) -> Result<Vec<Change>, StoreError> {
    let transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => {
            finished.push(first);
            return Err(error.into());
        }
    };
    let repositories = Transaction::new(&transaction);
    let mut next = Some(first);
    let mut outcome = Ok(());
    while let Some(mut work) = next {
        outcome = outcome.and_then(|()| run_apart(&repositories, work.as_mut()));
        finished.push(work);
        next = if finished.len() < BATCH && outcome.is_ok() { receiver.try_recv().ok() } else { None };
    }
    outcome?;
    let grown = repositories.into_grown();
    transaction.commit()?;
    Ok(grown)
}

/// Runs one piece of work so that undoing it leaves the others' work in place.
fn run_apart(repositories: &Transaction<'_>, work: &mut dyn Work) -> Result<(), StoreError> {
    repositories.savepoint()?;
    let keep = catch_unwind(AssertUnwindSafe(|| work.run(repositories))).unwrap_or(false);
    if keep { repositories.release() } else { repositories.undo() }
}
