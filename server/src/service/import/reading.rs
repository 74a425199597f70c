//! The ballots of a file before anything is written: what is wrong with them, and how many are new.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use shared::ballot::{Ballot, Digest, Sealed};
use shared::check::{Lines, Submission};
use shared::problem::{Diagnostic, Problem};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use uuid::Uuid;

use super::ballots::{Before, doubts};
use super::{File, ImportError};
use crate::lines::{Unread, cores};
use crate::service::{KnownCampaign, Site};
use crate::store::{Repositories, StoreError};

/// A line by itself: the ballot, or what is wrong with it. `None` where it is blank.
pub type Judged = Option<Result<Submission, Vec<Diagnostic>>>;

/// What the check of a file gave.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many ballots of it are not here yet.
    pub new: usize,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// What people should look at of those that are new.
    pub doubts: Vec<Diagnostic>,
}

/// Lines that were judged, in their order, some at a time.
pub struct Reading {
    some: mpsc::Receiver<Vec<Judged>>,
    thread: JoinHandle<Result<(), Unread>>,
}

impl Reading {
    /// Begins to judge the lines of a file against a campaign.
    pub fn begin(known: Arc<KnownCampaign>, file: File) -> Self {
        let (sender, some) = mpsc::channel(1);
        let thread = spawn_blocking(move || {
            let lines = Lines::begin(&known.campaign, &known.forms, &file.name);
            // Who asked for them may have gone.
            let give = |judged| match sender.blocking_send(judged) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            file.judged(cores(), |row, text| judge(&lines, row, text), give)
        });
        Self { some, thread }
    }

    /// The next lines; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<Judged>>, ImportError> {
        if let Some(some) = self.some.recv().await {
            return Ok(Some(some));
        }
        let read = (&mut self.thread).await.map_err(|_| StoreError::Stopped)?;
        read.map_err(|unread| ImportError::Wrong(vec![unread.diagnostic()]))?;
        Ok(None)
    }
}

fn judge(lines: &Lines<'_>, row: u32, text: &[u8]) -> Judged {
    Some(match lines.read_at(row, text)? {
        Err(unreadable) => Err(vec![unreadable]),
        Ok(submission) if submission.is_refused() => Err(submission.diagnostics()),
        Ok(submission) => match reads_again(&submission.ballot, &submission.sealed) {
            Ok(()) => Ok(submission),
            Err(problem) => Err(vec![Diagnostic::fault(submission.at, problem)]),
        },
    })
}

/// What is stored can be read again: the very bytes are opened before, and must give the same ballot.
fn reads_again(ballot: &Ballot, sealed: &Sealed) -> Result<(), Problem> {
    let cause = match Ballot::open(&sealed.bytes) {
        Ok(again) if again == *ballot => return Ok(()),
        Ok(_) => "a number has more digits than can be kept".to_owned(),
        Err(cause) => cause.to_string(),
    };
    Err(Problem::new("ballots.not_kept").with("cause", cause))
}

/// Checks all ballots of a file, against each other and against those that are here.
pub async fn check(site: &Site, known: Arc<KnownCampaign>, file: File) -> Result<Checked, ImportError> {
    let (mut reading, mut checking) = (Reading::begin(known, file), Checking::default());
    while let Some(judged) = reading.next().await? {
        checking = site
            .store
            .read::<_, StoreError>(move |store| {
                for judged in judged.into_iter().flatten() {
                    checking.take(store, judged)?;
                }
                Ok(checking)
            })
            .await?;
    }
    Ok(checking.checked)
}

#[derive(Default)]
struct Checking {
    checked: Checked,
    seen: Seen,
}

impl Checking {
    fn take(
        &mut self,
        store: &dyn Repositories,
        judged: Result<Submission, Vec<Diagnostic>>,
    ) -> Result<(), StoreError> {
        let submission = match judged {
            Ok(submission) => submission,
            Err(faults) => {
                self.checked.faults.extend(faults);
                return Ok(());
            }
        };
        let (id, decided) = (submission.ballot.header.id, submission.decision.is_some());
        let (here, in_file) = (Before::of(store, &submission)?, self.seen.add(id, submission.sealed.digest));
        if here.same || in_file.same {
            return Ok(());
        }
        if decided && submission.status.counts() {
            let of_file = || Problem::new("ballots.twin_counts").with("id", id);
            if let Some(twin) = here.counts.or_else(|| in_file.counts.then(of_file)) {
                self.checked.faults.push(Diagnostic::fault(submission.at, twin));
                return Ok(());
            }
        }
        let doubts = doubts(&submission, here.any || in_file.any);
        if submission.status.counts() && doubts.is_empty() {
            self.seen.counts(id);
        }
        self.checked.new += 1;
        self.checked.doubts.extend(doubts);
        Ok(())
    }
}

/// The ballots of a file that were seen: of the first of each id the beginning of its digest, 24 bytes in all.
#[derive(Default)]
struct Seen {
    /// Whether one of the id counts stands in the last bit.
    first: BTreeMap<Uuid, u64>,
    others: BTreeSet<(Uuid, u64)>,
}

/// What came before a ballot in its file.
struct InFile {
    same: bool,
    any: bool,
    counts: bool,
}

impl Seen {
    fn add(&mut self, id: Uuid, digest: Digest) -> InFile {
        let short = digest.short() & !1;
        let Some(first) = self.first.get(&id) else {
            self.first.insert(id, short);
            return InFile { same: false, any: false, counts: false };
        };
        let same = first & !1 == short || !self.others.insert((id, short));
        InFile { same, any: true, counts: first & 1 == 1 }
    }

    /// A ballot of this id counts.
    fn counts(&mut self, id: Uuid) {
        if let Some(first) = self.first.get_mut(&id) {
            *first |= 1;
        }
    }
}
