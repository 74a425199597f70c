//! The store as services hold it: closures that run inside a transaction, answered after its commit.

use std::sync::Arc;

use tokio::sync::{broadcast, oneshot};

use super::{Repositories, StoreError};

/// A campaign's revision has grown: sent after the commit that did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The campaign.
    pub campaign: String,
    /// Its revision now.
    pub revision: i64,
}

/// A piece of work in a transaction.
pub trait Work: Send {
    /// Does it; false asks to undo what it did.
    fn run(&mut self, repositories: &dyn Repositories) -> bool;
    /// Tells who waits: the transaction was committed, or failed as a whole.
    fn done(self: Box<Self>, committed: Result<(), StoreError>);
}

/// A database.
pub trait Backend: Send + Sync {
    /// Runs the work in a durable transaction, perhaps together with other work.
    fn write(&self, work: Box<dyn Work>);
    /// Runs the work on one consistent state, without writing.
    fn read(&self, work: Box<dyn Work>);
    /// Changes, as they are committed.
    fn changes(&self) -> broadcast::Receiver<Change>;
    /// A number that is another after each commit, of another process too; `None` where it cannot be told.
    fn stamp(&self) -> Option<i64>;
}

/// The store, cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Arc<dyn Backend>,
    epoch: Arc<str>,
}

impl Store {
    /// A store on this database, which has this epoch.
    pub fn new(backend: impl Backend + 'static, epoch: &str) -> Self {
        Self { backend: Arc::new(backend), epoch: epoch.into() }
    }

    /// Which store this is: the same from its first day on, until a copy of it is laid back.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Runs `job` in a durable transaction. The answer comes after the commit; an error undoes what the job did.
    pub async fn write<T, E>(
        &self,
        job: impl FnOnce(&dyn Repositories) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (work, answer) = Job::boxed(job);
        self.backend.write(work);
        answer.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Runs `job` on one consistent state, without writing.
    pub async fn read<T, E>(
        &self,
        job: impl FnOnce(&dyn Repositories) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (work, answer) = Job::boxed(job);
        self.backend.read(work);
        answer.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Changes, as they are committed.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.backend.changes()
    }

    /// A number that is another after each commit, of another process too: what was read since it was this stands. Costs far less
    /// than a read. `None` where it cannot be told.
    pub fn stamp(&self) -> Option<i64> {
        self.backend.stamp()
    }
}

/// A closure with the place where its answer goes.
struct Job<F, T, E> {
    job: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job<F, T, E>
where
    F: FnOnce(&dyn Repositories) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    fn boxed(job: F) -> (Box<dyn Work>, oneshot::Receiver<Result<T, E>>) {
        let (answer, receiver) = oneshot::channel();
        (Box::new(Self { job: Some(job), result: None, answer }), receiver)
    }
}

impl<F, T, E> Work for Job<F, T, E>
where
    F: FnOnce(&dyn Repositories) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, repositories: &dyn Repositories) -> bool {
        self.result = self.job.take().map(|job| job(repositories));
        matches!(self.result, Some(Ok(_)))
    }

    fn done(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(StoreError::Stopped.into()),
        };
        // Who asked may have gone (a connection that broke): what was committed stays committed.
        drop(self.answer.send(result));
    }
}
