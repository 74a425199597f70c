//! Ranges: numbers from a start to an end by steps.

use std::ops::Rem;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::item::Item;
use super::parameters::{Parameters, bad};
use super::survey::Survey;
use crate::problem::Problem;

/// The numbers of a range; those that nobody gave are from 1 to 10 by 1.
struct Bounds {
    start: BigRational,
    end: BigRational,
    step: BigRational,
    interval: Option<BigRational>,
    placeholder: Option<BigRational>,
}

const NUMBERS: [&str; 5] = ["start", "end", "step", "tick_interval", "placeholder"];

pub(super) fn add(survey: &mut Survey, mut item: Item) {
    let (grid, row) = (survey.grid, item.row);
    let known = ["end", "placeholder", "start", "step", "tick_interval", "tick_labelset"];
    let mut parameters = item.parameters.clone();
    parameters.only(&known, grid, row, &mut survey.faults);
    let appearance = item.appearance().unwrap_or_default().to_owned();
    let shows_ticks =
        appearance.is_empty() || appearance.contains("vertical") || appearance.contains("no-ticks");
    if !shows_ticks
        && ["tick_interval", "placeholder", "tick_labelset"].iter().any(|it| parameters.get(it).is_some())
    {
        let problem = Problem::new("xlsform.ticks_not_shown").with("value", &appearance);
        survey.faults.note(grid.at(row, &["control", "appearance"]), problem);
    }
    for (name, default) in [("start", "1"), ("end", "10"), ("step", "1")] {
        if parameters.get(name).is_none() {
            parameters.put(name, default);
        }
    }
    let wrong: Vec<&str> = NUMBERS
        .into_iter()
        .filter(|name| parameters.get(name).is_some_and(|value| decimal(value).is_none()))
        .collect();
    for name in &wrong {
        bad(name, parameters.get(name).unwrap_or_default(), "0, 1.5, 2…", grid, row, &mut survey.faults);
    }
    if wrong.is_empty() {
        let bounds = Bounds::of(&parameters);
        for (name, allowed) in bounds.faults() {
            bad(name, parameters.get(name).unwrap_or_default(), &allowed, grid, row, &mut survey.faults);
        }
        if let Some(list) = parameters.get("tick_labelset").map(str::to_owned) {
            labels(survey, &bounds, &list, row, appearance.contains("no-ticks"));
            item.itemset = Some(list);
        }
        if bounds.has_places() {
            item.cells.put_inner("bind", "type", "decimal");
        }
    }
    for (name, value) in parameters.iter() {
        let name = match name {
            "tick_labelset" => continue,
            "tick_interval" => "odk:tick-interval",
            "placeholder" => "odk:placeholder",
            name => name,
        };
        item.cells.put_inner("control", name, value);
    }
    survey.add(item);
}

impl Bounds {
    fn of(parameters: &Parameters) -> Self {
        let number = |name: &str| parameters.get(name).and_then(decimal);
        let needed = |name: &str| number(name).unwrap_or_else(BigRational::zero);
        Self {
            start: needed("start"),
            end: needed("end"),
            step: needed("step"),
            interval: number("tick_interval"),
            placeholder: number("placeholder"),
        }
    }

    /// The parameters that do not fit the others, each with what would.
    fn faults(&self) -> Vec<(&'static str, String)> {
        let width = (&self.end - &self.start).abs();
        let mut faults = Vec::new();
        for (name, value) in [("step", Some(&self.step)), ("tick_interval", self.interval.as_ref())] {
            if value.is_some_and(|value| value.is_zero() || *value > width) {
                faults.push((name, format!("≠ 0, ≤ {width}")));
            }
        }
        if self.step.is_zero() {
            return faults;
        }
        if self.interval.as_ref().is_some_and(|it| !it.rem(&self.step).is_zero()) {
            faults.push(("tick_interval", format!("n × {}", self.step)));
        }
        if let Some(placeholder) = &self.placeholder {
            if !(placeholder - &self.start).rem(&self.step).is_zero() {
                faults.push(("placeholder", format!("{} + n × {}", self.start, self.step)));
            } else if !self.holds(placeholder) {
                faults.push(("placeholder", format!("{} … {}", self.start, self.end)));
            }
        }
        faults
    }

    fn holds(&self, number: &BigRational) -> bool {
        number >= (&self.start).min(&self.end) && number <= (&self.start).max(&self.end)
    }

    fn has_places(&self) -> bool {
        let given = [
            Some(&self.start),
            Some(&self.end),
            Some(&self.step),
            self.interval.as_ref(),
            self.placeholder.as_ref(),
        ];
        given.into_iter().flatten().any(|number| !number.is_integer())
    }
}

/// The list that labels the ticks has numbers of the range as names.
fn labels(survey: &mut Survey, bounds: &Bounds, list: &str, row: u32, only_ends: bool) {
    let Some(rows) = survey.lists.get(list) else {
        return survey.fault(row, &["parameters"], Problem::new("form.list_unknown").with("list", list));
    };
    let by = bounds.interval.as_ref().unwrap_or(&bounds.step);
    let (mut named, mut odd) = (Vec::new(), None);
    for name in rows.iter().filter_map(|row| row.cells.text("name")) {
        let fits = |number: &BigRational| {
            bounds.holds(number) && !by.is_zero() && (number - &bounds.start).rem(by).is_zero()
        };
        match decimal(name).filter(fits) {
            Some(number) => named.push(number),
            None => odd = odd.or(Some(name.to_owned())),
        }
    }
    let ends = || named.contains(&bounds.start) && named.contains(&bounds.end);
    let wrong_ends =
        only_ends && !(ends() && named.iter().all(|it| *it == bounds.start || *it == bounds.end));
    if odd.is_some() || wrong_ends {
        let problem = Problem::new("xlsform.tick_labels")
            .with("list", list)
            .with("value", odd.unwrap_or_default())
            .with("start", &bounds.start)
            .with("end", &bounds.end)
            .with("step", by);
        survey.fault(row, &["parameters"], problem);
    }
}

/// A decimal number, exactly.
fn decimal(text: &str) -> Option<BigRational> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|it| it.abs() <= 300)?),
        None => (text, 0),
    };
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let unsigned = whole.trim_start_matches(['-', '+']);
    let digits = |part: &str| part.bytes().all(|sign| sign.is_ascii_digit());
    let signs = whole.len() - unsigned.len();
    if signs > 1
        || !digits(unsigned)
        || !digits(places)
        || unsigned.is_empty() && places.is_empty()
        || text.len() > 400
    {
        return None;
    }
    let number: BigInt = format!("{}{places}", whole.strip_prefix('+').unwrap_or(whole)).parse().ok()?;
    let power = exponent - i32::try_from(places.len()).ok()?;
    let ten = BigInt::from(10).pow(power.unsigned_abs());
    Some(if power < 0 { BigRational::new(number, ten) } else { BigRational::from_integer(number * ten) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_read_exactly() {
        for (text, exact) in [
            ("10", Some("10")),
            ("-0.5", Some("-1/2")),
            ("+2.5", Some("5/2")),
            (".5", Some("1/2")),
            ("1e2", Some("100")),
            ("nan", None),
            ("--1", None),
            ("1,5", None),
            ("", None),
            ("1e999999999", None),
        ] {
            assert_eq!(decimal(text).map(|it| it.to_string()).as_deref(), exact, "{text}");
        }
    }
}
