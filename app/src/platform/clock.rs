//! The device's clocks: the wall clock for what is written down, one that never jumps for durations.

use jiff::Timestamp;
use js_sys::{Date, Reflect};
use wasm_bindgen::JsCast;
use web_sys::Performance;

/// The wall clock of this device.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of this era are far below 2^53")]
    let millis = Date::now() as i64;
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Measures time spent, whatever happens to the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    since: f64,
}

impl Stopwatch {
    /// Starts to measure.
    pub fn start() -> Self {
        Self { since: monotonic() }
    }

    /// Milliseconds since the start or the last lap.
    pub fn lap(&mut self) -> u64 {
        let since = std::mem::replace(&mut self.since, monotonic());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the clock never goes back"
        )]
        let spent = (self.since - since).max(0.0) as u64;
        spent
    }
}

fn monotonic() -> f64 {
    Reflect::get(&js_sys::global(), &"performance".into())
        .ok()
        .and_then(|found| found.dyn_into::<Performance>().ok())
        .map_or(0.0, |performance| performance.now())
}

/// A moment as local ISO text, `2026-11-22T08:05:59`, in the device's time zone.
pub fn local_iso(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this era are far below 2^53")]
    let date = Date::new(&(at.as_millisecond() as f64).into());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}
