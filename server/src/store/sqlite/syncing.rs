//! Waits for the disk beside the writer, who runs the next work meanwhile: what is committed is told when the log that holds it is on
//! the disk, and not before.

use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle, ThreadId};

use tokio::sync::broadcast;

use crate::store::{Change, StoreError, Work};

/// Work that was committed together, or failed together, and is not answered yet.
pub struct Group {
    /// All of it.
    pub works: Vec<Box<dyn Work>>,
    /// What came of it.
    pub outcome: Result<(), StoreError>,
    /// The revisions that grew.
    pub grown: Vec<Change>,
}

/// How far commits are, and how far the disk is. Shared by the writer and all who read: a reader sees a commit before the disk has it.
#[derive(Debug)]
pub struct OnDisk {
    log: File,
    committed: AtomicU64,
    reached: AtomicU64,
    state: Mutex<Result<(), StoreError>>,
    grows: Condvar,
}

impl OnDisk {
    /// Of commits into this log.
    pub fn new(log: File) -> Self {
        let (committed, reached) = Default::default();
        Self { log, committed, reached, state: Mutex::new(Ok(())), grows: Condvar::new() }
    }

    /// Something is about to be committed: to be said before anybody can see it.
    pub fn commits(&self) {
        self.committed.fetch_add(1, Ordering::SeqCst);
    }

    /// Waits until the disk has all that could be seen when this was asked.
    pub fn wait(&self) -> Result<(), StoreError> {
        let seen = self.committed.load(Ordering::SeqCst);
        if self.reached.load(Ordering::SeqCst) >= seen {
            return Ok(());
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.is_ok() && self.reached.load(Ordering::SeqCst) < seen {
            state = self.grows.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.clone()
    }

    /// Brings the log up to this commit to the disk. Where that fails once, nobody can tell any more what of it is there, as the system
    /// takes it for written: nothing is accepted until the store is opened anew.
    fn reach(&self, commit: u64) -> Result<(), StoreError> {
        if self.reached.load(Ordering::SeqCst) >= commit {
            return Ok(());
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_ok() {
            drop(state);
            let synced = self.log.sync_data().map_err(StoreError::file);
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            match synced {
                Ok(()) => self.reached.store(commit, Ordering::SeqCst),
                Err(error) => {
                    tracing::error!(%error, "the store's log did not reach the disk; nothing more is accepted");
                    *state = Err(error);
                }
            }
            self.grows.notify_all();
        }
        state.clone()
    }
}

/// Answers groups of work in their order, each when the disk has it.
pub struct Syncing {
    on_disk: Arc<OnDisk>,
    changes: broadcast::Sender<Change>,
    sender: Option<SyncSender<(u64, Group)>>,
    thread: Option<JoinHandle<()>>,
    /// How many groups the thread was given, and how many it answered.
    given: u64,
    answered: Arc<AtomicU64>,
}

impl Syncing {
    /// Begins to.
    pub fn start(on_disk: Arc<OnDisk>, changes: broadcast::Sender<Change>) -> Self {
        // Who gives waits until it is taken: while the disk works on one group, one more is made, and what comes meanwhile shares the next.
        let (sender, receiver) = sync_channel(0);
        let answered = Arc::new(AtomicU64::new(0));
        let (own, told, count) = (Arc::clone(&on_disk), changes.clone(), Arc::clone(&answered));
        let thread = thread::Builder::new()
            .name("store-disk".into())
            .spawn(move || serve(&own, &receiver, &told, &count))
            .expect("the system gives a thread");
        Self { on_disk, changes, sender: Some(sender), thread: Some(thread), given: 0, answered }
    }

    /// The thread that answers.
    pub fn thread(&self) -> Option<ThreadId> {
        self.thread.as_ref().map(|it| it.thread().id())
    }

    /// Has a group answered, and lets the writer go on meanwhile.
    pub fn give(&mut self, group: Group) {
        self.given += 1;
        let given = (self.on_disk.committed.load(Ordering::SeqCst), group);
        let unsent = self.sender.as_ref().and_then(|sender| sender.send(given).err());
        if let Some(unsent) = unsent {
            unsent.0.1.works.into_iter().for_each(|work| work.done(Err(StoreError::Stopped)));
        }
    }

    /// The same, here and now, where no other group waits: two threads that wake each other take longer than one.
    pub fn answer(&mut self, group: Group) {
        if self.answered.load(Ordering::SeqCst) < self.given {
            return self.give(group);
        }
        answer(&self.on_disk, &self.changes, self.on_disk.committed.load(Ordering::SeqCst), group);
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        drop(self.sender.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn serve(
    on_disk: &OnDisk,
    receiver: &Receiver<(u64, Group)>,
    changes: &broadcast::Sender<Change>,
    answered: &AtomicU64,
) {
    while let Ok((commit, group)) = receiver.recv() {
        answer(on_disk, changes, commit, group);
        answered.fetch_add(1, Ordering::SeqCst);
    }
}

fn answer(on_disk: &OnDisk, changes: &broadcast::Sender<Change>, commit: u64, group: Group) {
    let reached = on_disk.reach(commit);
    let outcome = group.outcome.and(reached);
    if outcome.is_ok() {
        for change in group.grown {
            // Nobody may be listening.
            drop(changes.send(change));
        }
    }
    for work in group.works {
        work.done(outcome.clone());
    }
}
