//! A line in the log that would come with every request comes once a minute, and says how many were left unsaid.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_secs(60);

static QUIET: Mutex<Quiet> = Mutex::new(Quiet { spoke: None, unsaid: 0 });

/// Whether to say it now: then with the number of times that it was not said since.
#[expect(clippy::disallowed_methods, reason = "the edge: the log has its own time")]
pub fn speak() -> Option<u64> {
    QUIET.lock().unwrap_or_else(PoisonError::into_inner).speak(Instant::now())
}

struct Quiet {
    spoke: Option<Instant>,
    unsaid: u64,
}

impl Quiet {
    fn speak(&mut self, now: Instant) -> Option<u64> {
        if self.spoke.is_some_and(|spoke| now.duration_since(spoke) < PAUSE) {
            self.unsaid += 1;
            return None;
        }
        self.spoke = Some(now);
        Some(std::mem::take(&mut self.unsaid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "any instant will do")]
    fn one_line_a_minute_says_how_many_were_left_out() {
        let (mut quiet, begin) = (Quiet { spoke: None, unsaid: 0 }, Instant::now());
        let at = |seconds| begin + Duration::from_secs(seconds);
        let said: Vec<_> = [0, 1, 59, 60, 61, 200].map(|seconds| quiet.speak(at(seconds))).into();
        assert_eq!(said, [Some(0), None, None, Some(2), None, Some(1)]);
    }
}
