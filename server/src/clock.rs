//! The clock as a parameter: services ask it, only this file asks the machine.

use std::sync::Arc;

use jiff::Timestamp;

/// Says what time it is.
pub trait Clock: Send + Sync {
    /// The time, in whole milliseconds: what the store keeps and what receipts say are then the same.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the edge: everybody else is given the time")]
    fn now(&self) -> Timestamp {
        whole_milliseconds(Timestamp::now())
    }
}

/// The machine's clock, to be shared.
pub fn system() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}

/// The time without what is finer than a millisecond.
fn whole_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).expect("was a timestamp")
}
