//! Places on the earth as questions store them: `latitude longitude altitude accuracy`, with `;` between points.

use crate::form::xpath::{decimal, number_text};

/// What kind of place a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// One point.
    Point,
    /// Two points at least, of which the last is another than the first.
    Trace,
    /// Three points at least, of which the last is the first.
    Shape,
}

/// A text as the places that it is, each number with a decimal; none where it is no such place.
pub(super) fn places(text: &str, kind: Places) -> Option<String> {
    if kind == Places::Point {
        return point(text).map(|(_, written)| written);
    }
    let text = text.trim();
    let points: Vec<([f64; 2], String)> =
        text.strip_suffix(';').unwrap_or(text).split(';').map(point).collect::<Option<_>>()?;
    let closed = points[0].0 == points[points.len() - 1].0;
    let fits = if kind == Places::Shape { points.len() > 2 && closed } else { points.len() > 1 && !closed };
    let written: Vec<String> = points.into_iter().map(|(_, written)| written).collect();
    fits.then(|| written.join(";"))
}

/// Where a point is, and how it is written. Devices without a fix tell 0 0, off the coast of Africa: that is none.
fn point(text: &str) -> Option<([f64; 2], String)> {
    let number = |text: &str| decimal(text.strip_prefix('+').unwrap_or(text)).filter(|it| it.is_finite());
    let numbers: Vec<f64> = text.split_whitespace().take(4).map(number).collect::<Option<_>>()?;
    let [latitude, longitude, ..] = numbers[..] else { return None };
    let is_there = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
    let written: Vec<String> = numbers.into_iter().map(with_decimal).collect();
    is_there.then(|| ([latitude, longitude], written.join(" ")))
}

fn with_decimal(number: f64) -> String {
    let text = number_text(number);
    if text.contains('.') { text } else { text + ".0" }
}
