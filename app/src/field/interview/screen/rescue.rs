//! Answers that did not reach the disk, kept while their screen is away, as when the store is opened again after a crash.

use std::cell::RefCell;
use std::collections::BTreeMap;

use uuid::Uuid;

type Answers = BTreeMap<String, String>;

thread_local! {
    static ANSWERS: RefCell<BTreeMap<Uuid, Answers>> = RefCell::default();
}

/// Keeps an answer; empty means that it was taken away.
pub fn keep(draft: Uuid, path: &str, value: &str) {
    ANSWERS.with_borrow_mut(|all| all.entry(draft).or_default().insert(path.to_owned(), value.to_owned()));
}

/// A later answer to the question is on disk.
pub fn drop(draft: Uuid, path: &str) {
    ANSWERS.with_borrow_mut(|all| {
        if let Some(answers) = all.get_mut(&draft) {
            answers.remove(path);
        }
    });
}

/// What is kept of an interview; nothing is kept of it after this.
pub fn take(draft: Uuid) -> Answers {
    ANSWERS.with_borrow_mut(|all| all.remove(&draft).unwrap_or_default())
}
