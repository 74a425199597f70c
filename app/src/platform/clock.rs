//! The device's clocks: the wall clock for what is written down, one that never jumps for durations.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use js_sys::{Date, Function, Object, Reflect};
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

    /// Milliseconds since the start or the last lap, which goes on.
    pub fn elapsed_ms(&self) -> f64 {
        (monotonic() - self.since).max(0.0)
    }

    /// Milliseconds since the start or the last lap; another one begins.
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
    let date = as_date(at);
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

/// How far local time in a time zone is from UTC at a moment, by the browser's own tables; UTC for a zone it does not know.
pub fn offset(timezone: &str, at: Timestamp) -> Offset {
    local(timezone, at)
        .and_then(|local| Offset::UTC.to_timestamp(local).ok())
        .and_then(|local| i32::try_from(local.as_second() - at.as_second()).ok())
        .and_then(|seconds| Offset::from_seconds(seconds).ok())
        .unwrap_or(Offset::UTC)
}

/// What a clock in the zone shows. The Swedish way of writing it is ISO.
fn local(timezone: &str, at: Timestamp) -> Option<DateTime> {
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &timezone.into()).ok()?;
    let date = as_date(at);
    let write = Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into::<Function>().ok()?;
    let text = write.call2(&date, &"sv-SE".into(), &options).ok()?.as_string()?;
    shared::moment::local(&text)
}

fn as_date(at: Timestamp) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this era are far below 2^53")]
    let millis = at.as_millisecond() as f64;
    Date::new(&millis.into())
}
