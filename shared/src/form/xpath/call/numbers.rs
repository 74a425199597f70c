//! Functions of numbers. Those of angles and powers are in `wide/curves`.

use jiff::tz::Offset;

use super::{Call, F};
use crate::form::xpath::moment::{Stamp, Zone};
use crate::form::xpath::rounding::round;
use crate::form::xpath::value::{Value, text_number};

impl Call<'_, '_> {
    pub(super) fn of_number(&self) -> f64 {
        let one = || self.number(0);
        match self.function {
            F::Number if self.arguments.is_empty() => {
                self.run.number_of(&self.run.ground.own(self.spot.node))
            }
            F::Number => one(),
            F::Sum => self.numbers().into_iter().sum::<f64>() + 0.0,
            F::Min => self.extreme(f64::min),
            F::Max => self.extreme(f64::max),
            F::Int => self.whole(),
            F::Round => round(one(), if self.arguments.len() > 1 { self.number(1) } else { 0.0 }),
            F::Floor => one().floor(),
            F::Ceiling => one().ceil(),
            F::Abs => one().abs(),
            _ => one().powf(self.number(1)),
        }
    }

    fn numbers(&self) -> Vec<f64> {
        self.run.numbers(self.arguments, self.spot)
    }

    /// NaN where anything is no number or nothing is there.
    fn extreme(&self, of: fn(f64, f64) -> f64) -> f64 {
        let numbers = self.numbers();
        let all = numbers.iter().all(|number| !number.is_nan());
        numbers.into_iter().filter(|_| all).reduce(of).unwrap_or(f64::NAN)
    }

    /// Towards zero; a day without a time is the day of the calendar, wherever midnight is in Greenwich.
    fn whole(&self) -> f64 {
        let zone = self.run.ground.zone();
        match self.value(0) {
            Value::Number(number) => number.trunc(),
            Value::Boolean(truth) => f64::from(u8::from(truth)),
            other => {
                let text = self.run.text_of(other);
                let day = Stamp::strictly(&text, zone).and_then(|stamp| stamp.day);
                match day.and_then(|day| Offset::UTC.instant(day.into())) {
                    Some(midnight) => Stamp::from(midnight).days(),
                    None => text_number(&text, zone).trunc(),
                }
            }
        }
    }
}
