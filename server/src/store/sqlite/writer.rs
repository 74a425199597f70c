//! The one writer: takes what waits, runs it in one transaction, commits once, and has all of it answered when the disk has it.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::broadcast;

use super::backend::wait;
use super::foreign;
use super::memory::Memory;
use super::syncing::{Group, OnDisk, Syncing};
use super::taking_in::TakingIn;
use super::transaction::{Tell, Transaction};
use crate::store::{Change, StoreError, Work};

/// The most requests that share one commit: bounds how long the first of them waits.
const BATCH: usize = 256;

/// How often a log is tried again that somebody reads and that is to be emptied.
const ASKED_AGAIN: Duration = Duration::from_millis(200);

/// The writer's thread. Dropping it waits until all that was taken up is done and the file is closed.
pub struct Writer {
    sender: Option<Sender<Box<dyn Work>>>,
    thread: Option<JoinHandle<()>>,
    /// The thread that answers beside it.
    beside: Option<ThreadId>,
}

impl Writer {
    /// Starts it on a connection that is the writer's alone; `owed` says whether a log that was found is to be emptied.
    pub fn start(
        connection: Connection,
        file: &Path,
        (on_disk, changes): (Arc<OnDisk>, broadcast::Sender<Change>),
        owed: bool,
    ) -> Self {
        let (sender, receiver) = channel();
        let (file, syncing) = (file.to_owned(), Syncing::start(Arc::clone(&on_disk), changes));
        let beside = syncing.thread();
        let thread = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || serve(connection, &file, &receiver, (&on_disk, syncing), owed))
            .expect("the system gives a thread");
        Self { sender: Some(sender), thread: Some(thread), beside }
    }

    /// Takes up a piece of work, behind all that waits.
    pub fn take_up(&self, work: Box<dyn Work>) {
        let sender = self.sender.as_ref().expect("it is there until the drop");
        if let Err(unsent) = sender.send(work) {
            unsent.0.done(Err(StoreError::Stopped));
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.sender.take());
        // Work that holds the store may be the last to let go of it, on a thread that this one waits for, or on itself.
        let here = thread::current().id();
        let waits_for_this = |it: &JoinHandle<()>| it.thread().id() == here || self.beside == Some(here);
        if let Some(thread) = self.thread.take().filter(|it| !waits_for_this(it)) {
            drop(thread.join());
        }
    }
}

/// Takes the log into the file and closes it: who is last removes the log. What fails here is in the log, and the next
/// start takes it up.
fn close(connection: Connection) {
    let taken = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
    let closed = connection.close().map_err(|(_, error)| error);
    if let Err(error) = taken.and(closed) {
        tracing::error!(%error, "the store's log was not taken into its file; the next start does it");
    }
}

/// Takes the log into the file and empties it, unless somebody still reads from it: nobody is waited for. Where it fails it is tried
/// again, as what is committed is safe in the log.
fn empty_log(connection: &mut Connection) -> bool {
    let emptied = connection.busy_handler(None::<fn(i32) -> bool>).and_then(|()| {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))
    });
    let waits = connection.busy_handler(Some(wait));
    matches!((emptied, waits), (Ok(false), Ok(())))
}

/// `owed` says whether the log still tells what was to leave nothing in it.
fn serve(
    mut connection: Connection,
    file: &Path,
    receiver: &Receiver<Box<dyn Work>>,
    (on_disk, mut syncing): (&OnDisk, Syncing),
    mut owed: bool,
) {
    let taking_in = TakingIn::beside(&mut connection, file).inspect_err(|error| {
        tracing::warn!(%error, "SQLite takes the store's log into its file as it commits");
    });
    let (memory, mut waits) = (RefCell::default(), None);
    loop {
        let next = match (waits.take(), owed) {
            (Some(work), _) => Ok(work),
            (None, true) => receiver.recv_timeout(ASKED_AGAIN),
            (None, false) => receiver.recv().map_err(RecvTimeoutError::from),
        };
        let first = match next {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) => {
                owed = !empty_log(&mut connection);
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        };
        let mut works = Vec::new();
        let outcome = commit_together((&mut connection, on_disk), &memory, first, receiver, &mut works);
        let outcome = outcome.map(|(grown, told, unlogged)| {
            owed = (owed || unlogged) && !empty_log(&mut connection);
            // What is in memory follows first: who hears of the change, and the next work, may ask for it.
            told.into_iter().for_each(|tell| tell());
            grown
        });
        let (outcome, grown) = match outcome {
            Ok(grown) => (Ok(()), grown),
            Err(error) => {
                memory.borrow_mut().forget();
                (Err(error), Vec::new())
            }
        };
        waits = receiver.try_recv().ok();
        let group = Group { works, outcome, grown };
        if group.works.len() == 1 && waits.is_none() { syncing.answer(group) } else { syncing.give(group) }
    }
    drop(syncing);
    drop(taking_in);
    close(connection);
}

/// Runs `first` and all that waits behind it in one transaction, and commits it. All work is in `finished` afterwards.
fn commit_together(
    (connection, on_disk): (&mut Connection, &OnDisk),
    memory: &RefCell<Memory>,
    mut first: Box<dyn Work>,
    receiver: &Receiver<Box<dyn Work>>,
    finished: &mut Vec<Box<dyn Work>>,
) -> Result<(Vec<Change>, Vec<Tell>, bool), StoreError> {
    let transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => {
            finished.push(first);
            return Err(error.into());
        }
    };
    let repositories = Transaction::remembering(&transaction, memory);
    let begun = foreign::count(&transaction).and_then(|()| memory.borrow_mut().look(&transaction));
    // What comes first needs no savepoint, for which SQLite copies each page before it changes: undone, nothing is left to commit.
    let kept = begun.is_ok() && run(&repositories, first.as_mut());
    finished.push(first);
    begun?;
    if !kept || transaction.is_autocommit() {
        memory.borrow_mut().forget();
        drop(repositories);
        // Where the disk failed, SQLite has undone all by itself: then this fails, also for work that passed over it.
        transaction.rollback()?;
        return Ok(Default::default());
    }
    let mut outcome = Ok(());
    while finished.len() < BATCH
        && outcome.is_ok()
        && let Ok(mut work) = receiver.try_recv()
    {
        outcome = run_apart(&repositories, work.as_mut());
        finished.push(work);
    }
    outcome?;
    let unlogged = repositories.leaves_no_log();
    let (grown, told) = repositories.finish()?;
    on_disk.commits();
    transaction.commit()?;
    Ok((grown, told, unlogged))
}

/// Runs one piece of work so that undoing it leaves the others' work in place.
fn run_apart(repositories: &Transaction<'_>, work: &mut dyn Work) -> Result<(), StoreError> {
    repositories.savepoint()?;
    if run(repositories, work) { repositories.release() } else { repositories.undo() }
}

/// Runs a piece of work; whether what it did is kept.
fn run(repositories: &Transaction<'_>, work: &mut dyn Work) -> bool {
    catch_unwind(AssertUnwindSafe(|| work.run(repositories))).unwrap_or(false)
}
