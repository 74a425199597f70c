//! Functions of dates and times. A date is its text.

use super::{F, Wide};
use crate::form::xpath::moment::{Stamp, part_of_day};
use crate::form::xpath::value::{Value, decimal};

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn of_time(&self) -> Value<'t> {
        let (scope, zone) = (self.ground.scope, self.ground.scope.zone());
        match self.call.function {
            F::DecimalTime => {
                let part = part_of_day(&self.call.text(0), zone, scope.now());
                Value::Number(part.unwrap_or(f64::NAN))
            }
            F::DecimalDateTime => Value::Number(self.stamp().map_or(f64::NAN, Stamp::days)),
            F::Date | F::DateTime => {
                let text = self.stamp().map(|stamp| match stamp.day {
                    Some(day) => day.to_string(),
                    None => stamp.text(zone),
                });
                Value::Text(text.unwrap_or_default().into())
            }
            _ => {
                let (stamp, format) = (self.stamp(), self.call.text(1));
                let shown = stamp.and_then(|stamp| {
                    let shown = stamp.format(&format, zone, scope.language());
                    if shown.is_none() {
                        self.call.run.defect("format", self.call.arguments[1].span, &[("found", &format)]);
                    }
                    shown
                });
                Value::Text(shown.unwrap_or_default().into())
            }
        }
    }

    /// The date that the first argument is. What is there and is none is a defect; nothing is none without a word.
    fn stamp(&self) -> Option<Stamp> {
        let zone = self.ground.scope.zone();
        let (stamp, said) = match self.call.value(0) {
            Value::Number(number) if number.is_nan() => return None,
            Value::Number(number) => (Stamp::after(number), number.to_string()),
            Value::Boolean(truth) => (None, truth.to_string()),
            other => {
                let text = self.call.run.text_of(other);
                if text.is_empty() {
                    return None;
                }
                let days = || decimal(text.trim()).and_then(Stamp::after);
                (Stamp::read(&text, zone).or_else(days), text.into_owned())
            }
        };
        if stamp.is_none() {
            self.call.run.defect("no_date", self.call.arguments[0].span, &[("found", &said)]);
        }
        stamp
    }
}
