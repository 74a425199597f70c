//! The rows of an answer as JSON, written as they come.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::super::frame::{Cell, Holds};
use super::condition::order;
use super::query::{Detail, Query};
use super::set::{Property, Set};

/// Rows on their way out.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows, commas between.
    pub rows: String,
    /// How many rows stand in it.
    pub written: u64,
    /// How many rows met the filter.
    pub met: u64,
    /// How many are still passed over.
    pub skip: u64,
    /// How many more may be written; as many as there are where nothing is said.
    pub left: Option<u64>,
}

impl Page {
    /// An empty one, as it is asked for.
    pub fn begin(query: &Query) -> Self {
        Self { skip: query.skip, left: query.top, ..Self::default() }
    }

    /// One that only counts.
    pub fn counting() -> Self {
        Self { left: Some(0), ..Self::default() }
    }

    /// Whether no more rows may be written.
    pub fn is_full(&self) -> bool {
        self.left == Some(0)
    }

    /// Takes a row, if it is asked for.
    pub fn take(&mut self, set: &Set, query: &Query, cells: &[Cell<'_>]) {
        if query.filter.as_ref().is_some_and(|filter| filter.is_met(cells) != Some(true)) {
            return;
        }
        self.met += 1;
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.is_full() {
            self.left = self.left.map(|left| left - 1);
            if self.written > 0 {
                self.rows.push(',');
            }
            self.written += 1;
            self.rows.push('{');
            write_row(set, query, cells, &mut self.rows);
            self.rows.push('}');
        }
    }

    /// Takes rows that are all at hand, in the order that is asked for.
    pub fn take_all(&mut self, set: &Set, query: &Query, mut rows: Vec<Vec<Cell<'static>>>) {
        let empty_first = |left: &Cell<'_>, right: &Cell<'_>| {
            let is_there = |cell: &Cell<'_>| *cell != Cell::Missing;
            order(left, right).unwrap_or_else(|| is_there(left).cmp(&is_there(right)))
        };
        rows.sort_by(|left, right| {
            let by = query.order.iter().map(|(place, falls)| {
                let order = empty_first(&left[*place], &right[*place]);
                if *falls { order.reverse() } else { order }
            });
            by.fold(Ordering::Equal, Ordering::then)
        });
        rows.iter().for_each(|row| self.take(set, query, row));
    }
}

/// A row, without the braces around it.
pub(super) fn write_row(set: &Set, query: &Query, cells: &[Cell<'_>], out: &mut String) {
    let mut first = true;
    let mut begin = |out: &mut String, name: &str| {
        if !std::mem::take(&mut first) {
            out.push(',');
        }
        text(name, out);
        out.push(':');
    };
    let address = || address(set, cells);
    if query.detail == Detail::Full {
        begin(out, "@odata.type");
        text(&format!("#Parindex.{}", set.name), out);
        begin(out, "@odata.id");
        text(&address(), out);
    }
    let mut write = |property: &Property, cell: &Cell<'_>, out: &mut String| {
        if let (Detail::Full, Some(kind)) = (query.detail, told(property.holds)) {
            begin(out, &format!("{}@odata.type", property.name));
            text(kind, out);
        }
        begin(out, &property.name);
        value(cell, query.numbers_as_texts, out);
    };
    match &query.select {
        Some(places) => places.iter().for_each(|place| write(&set.properties[*place], &cells[*place], out)),
        None => set.properties.iter().zip(cells).for_each(|(property, cell)| write(property, cell, out)),
    }
    if query.detail == Detail::Full {
        for link in &set.links {
            begin(out, &format!("{}@odata.navigationLink", link.name));
            text(&format!("{}/{}", address(), link.name), out);
        }
    }
}

/// Where a row stands below the service.
fn address(set: &Set, cells: &[Cell<'_>]) -> String {
    let key: Vec<(&Property, &Cell<'_>)> =
        set.properties.iter().zip(cells).filter(|(property, _)| property.is_key).collect();
    let said = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Cell::Number(number) => number.to_string(),
        _ => "null".to_owned(),
    };
    let named = |(property, cell): &(&Property, &Cell<'_>)| format!("{}={}", property.name, said(cell));
    let inner = match &key[..] {
        [(_, only)] => said(only),
        several => several.iter().map(named).collect::<Vec<_>>().join(","),
    };
    format!("{}({inner})", set.name)
}

/// The type of a value that JSON does not tell by itself.
fn told(holds: Holds) -> Option<&'static str> {
    match holds {
        Holds::Text => None,
        Holds::Whole => Some("#Int64"),
        Holds::Decimal => Some("#Decimal"),
        Holds::Day => Some("#Date"),
        Holds::Moment => Some("#DateTimeOffset"),
    }
}

fn value(cell: &Cell<'_>, numbers_as_texts: bool, out: &mut String) {
    // Text never fails to take text.
    let _ = match cell {
        Cell::Missing => write!(out, "null"),
        Cell::Text(said) => return text(said, out),
        Cell::Number(number) if numbers_as_texts => write!(out, "\"{number}\""),
        Cell::Number(number) => write!(out, "{number}"),
        Cell::Day(days) => {
            match jiff::civil::Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(*days)) {
                Ok(day) => write!(out, "\"{day}\""),
                Err(_) => write!(out, "null"),
            }
        }
        Cell::Moment(ms) => match jiff::Timestamp::from_millisecond(*ms) {
            Ok(moment) => write!(out, "\"{moment}\""),
            Err(_) => write!(out, "null"),
        },
    };
}

/// A text as JSON writes it.
pub(super) fn text(said: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in said.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&said[plain..at]);
        plain = at + 1;
        let _ = match byte {
            b'"' | b'\\' => write!(out, "\\{}", char::from(byte)),
            b'\n' => write!(out, "\\n"),
            _ => write!(out, "\\u{byte:04x}"),
        };
    }
    out.push_str(&said[plain..]);
    out.push('"');
}
