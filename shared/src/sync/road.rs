//! The road to the server as a whole: while it is broken, one ballot alone finds out whether it is open again.

/// The waits that hold for every ballot, because what failed was not one ballot's fault. They live in the session only:
/// after a crash each ballot still has its own wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Road {
    failures: u32,
    not_before_ms: u64,
    asked: bool,
}

impl Road {
    /// The server answered.
    pub(super) fn open(&mut self) {
        *self = Self::default();
    }

    /// Whether nothing came to nothing since the server last answered.
    pub(super) fn is_open(&self) -> bool {
        self.failures == 0
    }

    /// Another try came to nothing; gives how many in a row that makes.
    pub(super) fn fail(&mut self) -> u32 {
        self.failures = self.failures.saturating_add(1);
        self.failures
    }

    /// Nothing goes before this time.
    pub(super) fn close_until(&mut self, not_before_ms: u64, asked: bool) {
        self.not_before_ms = not_before_ms;
        self.asked = asked;
    }

    /// It is worth one try now, unless the server asked to wait. The failures stay: if that try fails too, the wait
    /// goes on growing from where it was.
    pub(super) fn lift(&mut self) {
        if !self.asked {
            self.not_before_ms = 0;
        }
    }

    /// When the next one may go.
    pub(super) fn not_before_ms(&self) -> u64 {
        self.not_before_ms
    }

    /// The clock went back.
    pub(super) fn shift(&mut self, back_ms: u64) {
        self.not_before_ms = self.not_before_ms.saturating_sub(back_ms);
    }
}
