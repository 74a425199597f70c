//! Coverage marks: the machine says that it went down a rare path, so that a test can tell that it did.

/// Notes, in tests only, that this path was taken.
macro_rules! mark {
    ($path:literal) => {{
        #[cfg(test)]
        $crate::sync::mark::hit($path);
    }};
}
pub(super) use mark;

#[cfg(test)]
thread_local! {
    static HIT: std::cell::RefCell<std::collections::BTreeSet<&'static str>> = const {
        std::cell::RefCell::new(std::collections::BTreeSet::new())
    };
}

/// Notes that this path was taken, on this thread.
#[cfg(test)]
pub(super) fn hit(path: &'static str) {
    HIT.with_borrow_mut(|hit| hit.insert(path));
}

/// The paths taken on this thread since the last call.
#[cfg(test)]
pub(super) fn take() -> std::collections::BTreeSet<&'static str> {
    HIT.take()
}
