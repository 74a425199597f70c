//! The ballots of a file, judged: before anything is written, what is wrong with them and how many are new; then once more, as
//! they are written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use shared::ballot::{Ballot, Digest, Sealed};
use shared::check::Lines;
use shared::problem::{Diagnostic, Problem};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use uuid::Uuid;

use super::ballots::{Before, Filed, doubts};
use super::{File, ImportError};
use crate::in_order::cores;
use crate::lines::{Batch, Unread};
use crate::service::{KnownCampaign, Site};
use crate::store::{Repositories, StoreError};

/// A line by itself: the ballot, or what is wrong with it. `None` where it is blank.
pub type Judged = Option<Result<Filed, Vec<Diagnostic>>>;

/// What the check of a file gave.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many ballots of it are not here yet.
    pub new: usize,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// What people should look at of those that are new.
    pub doubts: Vec<Diagnostic>,
    /// The lines with which nothing is wrong.
    pub right: Right,
}

/// The lines of a file that were judged and found right, in all that a judge looks at: by the digest of some that follow each
/// other, of each of them whether it is. Some sixty lines are one entry.
#[derive(Debug, Default)]
pub struct Right(HashMap<Digest, Vec<bool>>);

impl Right {
    fn note(&mut self, some: &Judgements) {
        let is_right = |judged: &Judged| matches!(judged, Some(Ok(filed)) if filed.is_right);
        self.0.insert(some.digest, some.judged.iter().map(is_right).collect());
    }
}

/// Some lines that were judged.
pub struct Judgements {
    /// The digest of their text.
    digest: Digest,
    /// What was judged of each.
    pub judged: Vec<Judged>,
}

/// Lines that were judged, in their order, some at a time.
pub struct Reading {
    some: mpsc::Receiver<Judgements>,
    thread: JoinHandle<Result<(), Unread>>,
}

impl Reading {
    /// Begins to judge the lines of a file against a campaign. The same lines are not judged again where this very campaign
    /// found them right.
    pub fn begin(known: Arc<KnownCampaign>, file: File, right: Right) -> Self {
        let (sender, some) = mpsc::channel(1);
        let thread = spawn_blocking(move || {
            let lines = Lines::begin(&known.campaign, &known.forms, &file.name);
            // Who asked for them may have gone.
            let give = |judged| match sender.blocking_send(judged) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            file.judged(cores(), |some| judge_all(&lines, &right, &some), give)
        });
        Self { some, thread }
    }

    /// The next lines; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Judgements>, ImportError> {
        if let Some(some) = self.some.recv().await {
            return Ok(Some(some));
        }
        let read = (&mut self.thread).await.map_err(|_| StoreError::Stopped)?;
        read.map_err(|unread| ImportError::Wrong(vec![unread.diagnostic()]))?;
        Ok(None)
    }
}

fn judge_all(lines: &Lines<'_>, right: &Right, some: &Batch) -> Judgements {
    let digest = some.digest();
    let mut right = right.0.get(&digest).map_or(&[][..], Vec::as_slice).iter();
    let judged = some.map(|row, text| match right.next() {
        Some(true) => {
            Some(lines.read_right_at(row, text)?.map(Filed::from).map_err(|unreadable| vec![unreadable]))
        }
        _ => judge(lines, row, text),
    });
    Judgements { digest, judged }
}

fn judge(lines: &Lines<'_>, row: u32, text: &[u8]) -> Judged {
    Some(match lines.read_at(row, text)? {
        Err(unreadable) => Err(vec![unreadable]),
        Ok(submission) if submission.is_refused() => Err(submission.diagnostics()),
        Ok(submission) => match reads_again(&submission.ballot, &submission.sealed) {
            Ok(()) => Ok(submission.into()),
            Err(problem) => Err(vec![Diagnostic::fault(submission.at, problem)]),
        },
    })
}

/// What is stored can be read again: the very bytes are opened before, and must give the same ballot.
fn reads_again(ballot: &Ballot, sealed: &Sealed) -> Result<(), Problem> {
    if sealed.opens_as(ballot) {
        return Ok(());
    }
    let cause = match Ballot::open(&sealed.bytes) {
        Ok(again) if again == *ballot => return Ok(()),
        Ok(_) => "a number has more digits than can be kept".to_owned(),
        Err(cause) => cause.to_string(),
    };
    Err(Problem::new("ballots.not_kept").with("cause", cause))
}

/// Checks all ballots of a file, against each other and against those that are here.
pub async fn check(site: &Site, known: Arc<KnownCampaign>, file: File) -> Result<Checked, ImportError> {
    let (mut reading, mut checking) = (Reading::begin(known, file, Right::default()), Checking::default());
    while let Some(some) = reading.next().await? {
        checking = site
            .store
            .read::<_, StoreError>(move |store| {
                checking.checked.right.note(&some);
                for judged in some.judged.into_iter().flatten() {
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
        judged: Result<Filed, Vec<Diagnostic>>,
    ) -> Result<(), StoreError> {
        let filed = match judged {
            Ok(filed) => filed,
            Err(faults) => {
                self.checked.faults.extend(faults);
                return Ok(());
            }
        };
        let (id, decided) = (filed.header.id, filed.decision.is_some());
        let (here, in_file) = (Before::of(store, &filed)?, self.seen.add(id, filed.sealed.digest));
        if here.same || in_file.same {
            return Ok(());
        }
        if decided && filed.status.counts() {
            let of_file = || Problem::new("ballots.twin_counts").with("id", id);
            if let Some(twin) = here.counts.or_else(|| in_file.counts.then(of_file)) {
                self.checked.faults.push(Diagnostic::fault(filed.at, twin));
                return Ok(());
            }
        }
        let doubts = doubts(&filed, here.any || in_file.any);
        if filed.status.counts() && doubts.is_empty() {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    use super::*;
    use crate::service::tallied::Tallied;

    /// What a line may have instead of what: some of it is right, some doubtful, some refused, some unreadable.
    const OTHERWISE: [(&str, &str); 8] = [
        ("\": \"A\"", "\": \"B\""),
        ("\": \"A\"", "\": \"ZZ\""),
        ("\"place\": \"", "\"place\": \"9"),
        ("\"status\": \"valid\"", "\"status\": \"pending\""),
        ("\"status\": \"valid\"", "\"status\": \"screened_out\""),
        ("\"finished\": \"2019", "\"finished\": \"2031"),
        ("\"answers\": {", "\"answers\": {\"sex\": 1.00000000000000000001, "),
        ("\"answers\"", "\"answer\""),
    ];

    /// All that follows from a judged line.
    fn told(judged: &Judged) -> Option<Result<String, Vec<Diagnostic>>> {
        judged.as_ref().map(|judged| judged.as_ref().map_err(Clone::clone).map(|filed| format!("{filed:?}")))
    }

    #[test]
    fn what_was_found_right_is_read_the_same_without_being_judged_again() {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/bac-kan-2019");
        let campaign = crate::package::read(&sample).unwrap().0.unwrap();
        let known = KnownCampaign::new(campaign, 1, Tallied::default()).unwrap();
        let text = std::fs::read_to_string(sample.join("ballots.jsonl")).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let judged = |file: &File, right: &Right| {
            let (judge, mut all) = (Lines::begin(&known.campaign, &known.forms, "x"), Vec::new());
            let take = |some| {
                all.push(some);
                ControlFlow::Continue(())
            };
            file.judged(2, |some| judge_all(&judge, right, &some), take).unwrap();
            all
        };
        let picked = prop::collection::vec((0..lines.len(), 0..3 * OTHERWISE.len()), 0..150);
        let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
        let ran = runner.run(&(picked, 0..150_usize), |(picked, other)| {
            let change = |(line, how): &(usize, usize)| match OTHERWISE.get(*how) {
                Some((what, instead)) => lines[*line].replacen(what, instead, 1) + "\n",
                None => format!("{}\n", lines[*line]),
            };
            let mut file: Vec<String> = picked.iter().map(change).collect();
            let (first, mut right) =
                (judged(&File::of("x", file.concat()), &Right::default()), Right::default());
            first.iter().for_each(|some| right.note(some));
            let said = |of: &[Judgements]| of.iter().flat_map(|it| &it.judged).map(told).collect::<Vec<_>>();
            prop_assert_eq!(said(&first), said(&judged(&File::of("x", file.concat()), &right)));
            // The file has changed since.
            if let Some(line) = file.get_mut(other) {
                *line = change(&(other, 1));
                let changed = File::of("x", file.concat());
                prop_assert_eq!(said(&judged(&changed, &Right::default())), said(&judged(&changed, &right)));
            }
            Ok(())
        });
        ran.unwrap();
    }
}
