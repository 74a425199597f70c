//! Decides what of the typed is sent when. One thing at a time is on its way; nothing goes out that is not on the disk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{FileKey, Reply, Sent, Slip, Words};
use crate::sync::{Config, Jitter};
use crate::wire::Entry;

/// Of which leaf something was typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// The campaign.
    pub campaign: String,
    /// The unit.
    pub unit: String,
    /// The leaf's code, or a question about it: the text of a [`super::Subject`].
    pub leaf: String,
}

/// What happens to it.
#[derive(Clone, Debug)]
pub enum Input {
    /// What was kept for the person who works here now, and is there again.
    Loaded(Vec<(Key, Slip)>),
    /// All files that are not with the server yet: what names one waits for it.
    Awaited(BTreeSet<FileKey>),
    /// A person typed.
    Typed {
        /// Of which leaf.
        key: Key,
        /// All of its fields.
        words: Box<Words>,
        /// What they say, where that can be sent.
        entry: Option<Box<Entry>>,
        /// The versions that the person saw when they began, or that they choose between.
        over: Vec<i64>,
        /// The person takes the place of all of these.
        choosing: bool,
    },
    /// A person goes on to another leaf: no need to wait for more words.
    Left(Key),
    /// A person gives up what they typed.
    GivenUp(Key),
    /// It is on the disk, or off it.
    Stored(Key),
    /// It is not.
    StoreFailed(Key),
    /// What came of sending.
    Answered {
        /// What was sent.
        id: Uuid,
        /// What came of it.
        reply: Reply,
    },
    /// The network may be back, or somebody signed in.
    Wake,
    /// What was refused may be taken now, such as after an extension.
    Again,
    /// The time asked for has come.
    Timer,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Keep it, or throw it away where it is absent, and say that it is done.
    Store(Key, Option<Box<Slip>>),
    /// Send it.
    Send(Key, Box<Sent>),
}

/// How long a person pauses before what they typed goes out.
pub const PAUSE_MS: u64 = 2_500;

#[derive(Clone, Debug, Default)]
struct Row {
    slip: Slip,
    /// As the disk has it.
    kept: bool,
    /// When it may go out.
    due_ms: u64,
}

/// The machine.
#[derive(Clone, Debug)]
pub struct Machine {
    rows: BTreeMap<Key, Row>,
    /// What this person last had taken of a leaf: a screen that has not seen it yet stands on what was before.
    taken: BTreeMap<Key, (Vec<i64>, i64)>,
    sending: Option<(Key, Uuid)>,
    awaited: BTreeSet<FileKey>,
    outputs: VecDeque<Output>,
    failures: u32,
    not_before_ms: u64,
    signed_out: bool,
    jitter: Jitter,
    config: Config,
    now_ms: u64,
}

impl Machine {
    /// One that knows of nothing yet; the seed spreads its waits.
    pub fn new(seed: u64) -> Self {
        Self {
            rows: BTreeMap::new(),
            taken: BTreeMap::new(),
            sending: None,
            awaited: BTreeSet::new(),
            outputs: VecDeque::new(),
            failures: 0,
            not_before_ms: 0,
            signed_out: false,
            jitter: Jitter::new(seed),
            config: Config::default(),
            now_ms: 0,
        }
    }

    /// What is left of a leaf.
    pub fn slip(&self, key: &Key) -> Option<&Slip> {
        self.rows.get(key).map(|row| &row.slip)
    }

    /// Whether what was last typed of a leaf is on the disk.
    pub fn is_kept(&self, key: &Key) -> bool {
        self.rows.get(key).is_none_or(|row| row.kept)
    }

    /// Takes what happened; `new_id` is for what goes out next.
    pub fn handle(&mut self, now_ms: u64, new_id: impl FnOnce() -> Uuid, input: Input) {
        self.now_ms = now_ms;
        match input {
            Input::Loaded(slips) => {
                let row = |slip| Row { slip, kept: true, due_ms: now_ms };
                self.rows = slips.into_iter().map(|(key, slip)| (key, row(slip))).collect();
                (self.sending, self.signed_out, self.not_before_ms) = (None, false, 0);
                self.taken.clear();
            }
            Input::Awaited(files) => self.awaited = files,
            Input::Typed { key, words, entry, over, choosing } => {
                self.typed(key, *words, entry.map(|entry| *entry), over, choosing);
            }
            Input::Left(key) => {
                if let Some(row) = self.rows.get_mut(&key) {
                    row.due_ms = now_ms;
                }
            }
            Input::GivenUp(key) => {
                if self.rows.remove(&key).is_some() {
                    self.outputs.push_back(Output::Store(key, None));
                }
            }
            Input::Stored(key) => {
                if let Some(row) = self.rows.get_mut(&key) {
                    row.kept = true;
                }
            }
            Input::StoreFailed(key) => {
                if let Some(row) = self.rows.get_mut(&key) {
                    row.kept = false;
                }
                self.fail();
            }
            Input::Answered { id, reply } => self.answered(id, &reply),
            Input::Wake => (self.signed_out, self.not_before_ms) = (false, 0),
            Input::Again => {
                for (key, row) in &mut self.rows {
                    if row.slip.refused.take().is_some() {
                        (row.kept, row.due_ms) = (false, now_ms);
                        self.outputs.push_back(Output::Store(key.clone(), Some(Box::new(row.slip.clone()))));
                    }
                }
            }
            Input::Timer => {}
        }
        self.go_on(new_id);
    }

    /// What is to be done next.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When to call again with [`Input::Timer`].
    pub fn poll_timeout(&self) -> Option<u64> {
        if self.sending.is_some() || self.signed_out {
            return None;
        }
        let waiting = self.rows.iter().filter(|(key, row)| !row.kept || self.is_ready(key, &row.slip));
        waiting.map(|(_, row)| row.due_ms.max(self.not_before_ms)).min()
    }

    /// Whether something that was typed names this file.
    pub fn names(&self, file: &FileKey) -> bool {
        self.rows.iter().any(|(key, row)| {
            let named = row.slip.words.evidence.iter().filter_map(|it| it.said.file);
            named.into_iter().any(|digest| FileKey::of(key, digest) == *file)
        })
    }

    /// Whether it can go out, with all files that it names there before it.
    fn is_ready(&self, key: &Key, slip: &Slip) -> bool {
        let entry = slip.sent.as_ref().map(|sent| &sent.saying.said).or(slip.entry.as_ref());
        let mut named = entry.into_iter().flat_map(|entry| &entry.evidence).filter_map(|it| it.file);
        slip.is_ready() && !named.any(|digest| self.awaited.contains(&FileKey::of(key, digest)))
    }

    fn typed(&mut self, key: Key, words: Words, entry: Option<Entry>, over: Vec<i64>, choosing: bool) {
        // A screen that has not heard of it yet still shows what the own last version took the place of.
        let begun: Vec<i64> = match self.taken.get(&key) {
            Some((before, position)) => {
                let unheard = |it: &i64| it != position && !before.contains(it);
                over.into_iter().filter(unheard).chain([*position]).collect()
            }
            None => over,
        };
        let row = self.rows.entry(key.clone()).or_insert_with(|| Row {
            slip: Slip { over: begun.clone(), ..Slip::default() },
            ..Row::default()
        });
        if choosing {
            // Beside what is shown, what one stood on already: a screen may know less of it.
            let stood = std::mem::replace(&mut row.slip.over, begun);
            let more: Vec<i64> = stood.into_iter().filter(|it| !row.slip.over.contains(it)).collect();
            row.slip.over.extend(more);
        }
        row.slip.revision += 1;
        (row.slip.words, row.slip.entry, row.slip.refused) = (words, entry, None);
        row.kept = false;
        row.due_ms = if choosing { self.now_ms } else { self.now_ms + PAUSE_MS };
        self.outputs.push_back(Output::Store(key, Some(Box::new(row.slip.clone()))));
    }

    fn answered(&mut self, id: Uuid, reply: &Reply) {
        let Some((key, _)) = self.sending.take_if(|(_, sent)| *sent == id) else { return };
        let taken = |position: i64, row: &Row| {
            row.slip.sent.as_ref().map(|sent| (sent.saying.over.clone(), position))
        };
        match reply {
            Reply::Kept { .. } | Reply::Refused(_) => self.failures = 0,
            Reply::SignedOut => self.signed_out = true,
            Reply::Nothing => self.fail(),
        }
        let Some(row) = self.rows.get_mut(&key) else { return };
        if let Reply::Kept { position } = reply
            && let Some(taken) = taken(*position, row)
        {
            self.taken.insert(key.clone(), taken);
        }
        match row.slip.answered(reply) {
            None => {
                self.rows.remove(&key);
                self.outputs.push_back(Output::Store(key, None));
            }
            Some(slip) if slip != row.slip => {
                (row.slip, row.kept) = (slip.clone(), false);
                self.outputs.push_back(Output::Store(key, Some(Box::new(slip))));
            }
            Some(_) => {}
        }
    }

    fn fail(&mut self) {
        self.failures += 1;
        self.not_before_ms = self.now_ms + self.jitter.wait_ms(self.failures, &self.config);
    }

    /// Has the disk keep what it does not, and sends the next.
    fn go_on(&mut self, new_id: impl FnOnce() -> Uuid) {
        let now_ms = self.now_ms;
        if !self.outputs.is_empty() || now_ms < self.not_before_ms {
            return;
        }
        for (key, row) in self.rows.iter().filter(|(_, row)| !row.kept) {
            self.outputs.push_back(Output::Store(key.clone(), Some(Box::new(row.slip.clone()))));
        }
        if self.sending.is_some() || self.signed_out || !self.outputs.is_empty() {
            return;
        }
        let ready = |(key, row): &(&Key, &Row)| row.due_ms <= now_ms && self.is_ready(key, &row.slip);
        let Some(key) = self.rows.iter().find(ready).map(|(key, _)| key.clone()) else { return };
        let Some(row) = self.rows.get_mut(&key) else { return };
        if let Some(sent) = &row.slip.sent {
            self.sending = Some((key.clone(), sent.id));
            self.outputs.push_back(Output::Send(key.clone(), Box::new(sent.clone())));
        } else if let Some(slip) = row.slip.sending(new_id()) {
            // It goes out when the disk has it, so that after a crash the same is sent under the same id.
            (row.slip, row.kept) = (slip.clone(), false);
            self.outputs.push_back(Output::Store(key.clone(), Some(Box::new(slip))));
        }
    }
}
