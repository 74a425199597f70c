//! A ballot of the outbox in this session: its row as the store has it, and what is under way with it.

use uuid::Uuid;

use super::{Entry, State, Try};

/// A ballot of the outbox in this session.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The row as the store has it. Only the waits may be newer here, where they could not be written.
    pub(super) entry: Entry,
    /// What is under way with it.
    pub(super) phase: Phase,
    /// A person asked to try it again though it is parked.
    pub(super) again: bool,
}

/// What is under way with a ballot.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// Nothing.
    Idle,
    /// The coming attempt is being written, so that even a tablet that dies of it at once does not hammer.
    Recording(Entry),
    /// It is written, or could not be: it goes as soon as all that go with it are.
    Recorded,
    /// It was sent.
    InFlight {
        /// After this no answer is waited for.
        deadline_ms: u64,
        /// How often somebody had signed in when it was sent.
        sign_ins: u32,
    },
    /// It came to nothing; how long to wait is being written.
    Resting(Entry),
    /// What the server made of it is being written.
    Settling(Entry),
    /// Its bytes are being deleted.
    Forgetting,
}

impl Row {
    pub(super) fn new(entry: Entry) -> Self {
        Self { entry, phase: Phase::Idle, again: false }
    }

    /// The last of its tries that was begun.
    pub(super) fn last_try(&self) -> Try {
        Try { id: self.entry.id, attempt: self.entry.attempts }
    }

    /// Whether it is being sent, or about to be.
    pub(super) fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Recording(_) | Phase::Recorded | Phase::InFlight { .. })
    }

    /// Whether a receipt or a refusal is being written.
    pub(super) fn is_settling(&self) -> bool {
        matches!(self.phase, Phase::Settling(_))
    }

    /// Whether it is to be sent to the store of this epoch, when its time has come.
    pub(super) fn is_to_be_sent(&self, epoch: Option<Uuid>) -> bool {
        let wanted = match self.entry.state {
            State::Waiting => true,
            State::Parked { .. } => self.again,
            State::Acked(_) => !self.entry.is_held(epoch),
        };
        wanted && matches!(self.phase, Phase::Idle)
    }

    /// When its bytes may be deleted, if a receipt proves that the store of this epoch holds them.
    pub(super) fn forget_at_ms(&self, keep_ms: u64, epoch: Option<Uuid>) -> Option<u64> {
        let held = matches!(self.phase, Phase::Idle) && self.entry.is_held(epoch);
        let acked_at_ms = self.entry.acked_at().filter(|_| held)?;
        Some(acked_at_ms.saturating_add(keep_ms).max(self.entry.not_before_ms))
    }

    /// Its own wait is over, unless the server asked for it.
    pub(super) fn lift(&mut self) {
        for entry in self.entries() {
            if !entry.asked {
                entry.not_before_ms = 0;
            }
        }
    }

    /// The clock went back: a wait is a length of time, so it goes back too.
    pub(super) fn shift(&mut self, back_ms: u64) {
        for entry in self.entries() {
            entry.not_before_ms = entry.not_before_ms.saturating_sub(back_ms);
        }
        if let Phase::InFlight { deadline_ms, .. } = &mut self.phase {
            *deadline_ms = deadline_ms.saturating_sub(back_ms);
        }
    }

    /// The row as the store has it, and as it will have it.
    fn entries(&mut self) -> impl Iterator<Item = &mut Entry> {
        let next = match &mut self.phase {
            Phase::Recording(next) | Phase::Resting(next) | Phase::Settling(next) => Some(next),
            _ => None,
        };
        std::iter::once(&mut self.entry).chain(next)
    }
}
