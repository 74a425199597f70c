//! The state of the work in words: what is kept here, what is on its way, what a person has to do.

use dioxus::prelude::ReadableExt;
use jiff::Timestamp;

use super::state::{ENDED, STORE, SYNC, StoreStatus};
use super::{Glyph, Tone, date_time, number, t, tp};

/// How the work stands: tone, icon and words.
pub fn work_in_words() -> (Tone, Glyph, String) {
    match &*STORE.read() {
        StoreStatus::Ready => sending(),
        StoreStatus::Starting | StoreStatus::Absent => (Tone::Info, Glyph::Clock, t("common.store-starting")),
        StoreStatus::Restarting => (Tone::Warning, Glyph::Again, t("kept.store-restarting")),
        StoreStatus::Elsewhere | StoreStatus::TakingOver => {
            (Tone::Info, Glyph::Info, t("kept.store-elsewhere-short"))
        }
        StoreStatus::Insecure | StoreStatus::Unsupported | StoreStatus::Private | StoreStatus::Broken(_) => {
            (Tone::Warning, Glyph::Warning, t("kept.store-unsupported"))
        }
    }
}

/// So many ballots in the words of a key, and what goes apart from them.
pub fn with_apart(key: &str, ballots: u32, apart: u32) -> String {
    let words = |key: &str, n: u32| tp(key, &[("n", &number(n))]);
    match (ballots, apart) {
        (n, 0) => words(key, n),
        (0, n) => words("kept.apart", n),
        (ballots, n) => format!("{} · {}", words(key, ballots), words("kept.apart", n)),
    }
}

fn sending() -> (Tone, Glyph, String) {
    let sync = SYNC.read();
    let unsent = sync.unsent + sync.parked;
    let kept = || with_apart("kept.unsent-kept", sync.ballots(), sync.apart);
    if let Some((done, total)) = sync.sending {
        let text = tp(
            "kept.sending",
            &[("done", &(done + 1).min(total).to_string()), ("total", &total.to_string())],
        );
        return (Tone::Info, Glyph::Up, text);
    }
    if unsent == 0 {
        return match sync.last_ok_ms.and_then(moment) {
            Some(at) => (Tone::Good, Glyph::Check, tp("kept.all-sent-at", &[("at", &date_time(at))])),
            None => (Tone::Good, Glyph::Check, t("kept.nothing-unsent")),
        };
    }
    if sync.needs_sign_in || ENDED() {
        return (Tone::Warning, Glyph::Tablet, format!("{} · {}", kept(), t("kept.sign-in-to-send")));
    }
    if sync.parked > 0 {
        let parked = tp("kept.parked", &[("n", &sync.parked.to_string())]);
        return (Tone::Warning, Glyph::Flag, format!("{} · {parked}", kept()));
    }
    if sync.problem.is_some() {
        return (Tone::Warning, Glyph::Tablet, format!("{} · {}", kept(), t("kept.no-answer")));
    }
    (Tone::Info, Glyph::Tablet, kept())
}

fn moment(ms: u64) -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()
}
