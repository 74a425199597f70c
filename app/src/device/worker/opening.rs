//! What it means when the device's files do not open: told by where it arose and by the browser's name for it, and which
//! failure counts.

use std::fmt::Display;

use shared::problem::Problem;

/// Somebody still holds the files: all that is worth another try.
const BUSY: &str = "store.busy";

/// Where opening failed.
#[derive(Clone, Copy, Debug)]
pub enum Arose<'a> {
    /// Before anything was asked for: the browser has no private files.
    NoFiles,
    /// It has them, and not for this window.
    Root,
    /// At one of the files, by the browser's name for the error.
    File(Option<&'a str>),
    /// In what the files hold, or in how they are used.
    Elsewhere,
}

impl Arose<'_> {
    /// What a person is told.
    pub fn problem(self, why: &dyn Display) -> Problem {
        match self {
            Self::NoFiles => Problem::new("store.no_opfs"),
            Self::Root => Problem::new("store.private"),
            Self::File(Some(name)) => match name {
                // The second name is WebKit's.
                "NoModificationAllowedError" | "InvalidStateError" => Problem::new(BUSY),
                "QuotaExceededError" => Problem::new("store.full"),
                "SecurityError" => Problem::new("store.private"),
                "NotSupportedError" | "TypeError" => Problem::new("store.no_opfs"),
                _ => failed(why),
            },
            Self::File(None) | Self::Elsewhere => failed(why),
        }
    }
}

fn failed(why: &dyn Display) -> Problem {
    Problem::new("store.failed").with("why", why)
}

/// How many more tries there are.
#[derive(Clone, Copy, Debug)]
pub struct Tries(pub u32);

impl Tries {
    /// After a failure: goes on where the files were held and a try is left, and else gives the failure back. The first that is
    /// not "busy" counts, as a second try may hide it.
    pub fn another(&mut self, after: Problem) -> Result<(), Problem> {
        if after.code != BUSY || self.0 == 0 {
            return Err(after);
        }
        self.0 -= 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(arose: Arose<'_>) -> Problem {
        arose.problem(&"operation: message")
    }

    #[test]
    fn failures_are_told_apart_by_where_they_arose() {
        let file = |name| Arose::File(Some(name));
        for (arose, code) in [
            (Arose::NoFiles, "store.no_opfs"),
            (Arose::Root, "store.private"),
            (file("NoModificationAllowedError"), "store.busy"),
            (file("InvalidStateError"), "store.busy"),
            (file("QuotaExceededError"), "store.full"),
            (file("SecurityError"), "store.private"),
            (file("NotSupportedError"), "store.no_opfs"),
            (file("TypeError"), "store.no_opfs"),
            (file("UnknownError"), "store.failed"),
            (Arose::File(None), "store.failed"),
            (Arose::Elsewhere, "store.failed"),
        ] {
            assert_eq!(told(arose).code, code, "{arose:?}");
        }
        assert_eq!(told(file("UnknownError")).params["why"], "operation: message", "the cause is said");
    }

    /// What opening ends with when its attempts end so, and after how many of them.
    fn opened(tries: u32, attempts: &[Option<Arose<'_>>]) -> (Result<(), String>, usize) {
        let mut tries = Tries(tries);
        for (done, attempt) in attempts.iter().enumerate() {
            let Some(arose) = attempt else { return (Ok(()), done + 1) };
            if let Err(problem) = tries.another(told(*arose)) {
                return (Err(problem.code), done + 1);
            }
        }
        panic!("it asks on after {attempts:?}")
    }

    #[test]
    fn only_busy_is_tried_again_and_the_first_other_failure_counts() {
        let busy = Some(Arose::File(Some("InvalidStateError")));
        let (private, broken) = (Some(Arose::Root), Some(Arose::File(Some("UnknownError"))));
        let ends = |code: &str, attempts| (Err(code.to_owned()), attempts);
        assert_eq!(opened(30, &[busy, busy, None]), (Ok(()), 3));
        // An engine that fails at a file and leaks its lock is busy at the second try: that would hide the cause.
        assert_eq!(opened(30, &[broken, busy]), ends("store.failed", 1));
        assert_eq!(opened(30, &[private, None]), ends("store.private", 1));
        assert_eq!(opened(30, &[busy, broken, busy]), ends("store.failed", 2));
        assert_eq!(opened(2, &[busy; 4]), ends("store.busy", 3));
    }
}
