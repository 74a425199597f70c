//! A .sav, as PSPP's manual describes it: UTF-8, numbers compressed by bytecode, texts longer than 255 bytes in pieces. A row
//! ends with filling codes, so each stands by itself.

use std::borrow::Cow;
use std::iter::repeat_n;

use super::file::{Statistical, day, plain};
use super::names::Rule;
use crate::export::frame::{Cell, Holds, Variable};

/// Names: 64 bytes, without regard to case.
pub(super) const NAMES: Rule = Rule {
    longest: 64,
    length: char::len_utf8,
    underscore_first: false,
    reserved: |word| {
        ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"].contains(&word)
    },
};
/// What the format says of texts.
pub(super) const LONGEST_TEXT: usize = 32_767;
/// SPSS cuts longer ones.
pub(super) const LONGEST_LABEL: usize = 255;
/// SPSS cuts longer ones, within a letter.
pub(super) const LONGEST_VALUE_LABEL: usize = 120;

/// The longest text in one piece, and how much of a longer one a piece is reckoned for.
const PIECE: usize = 255;
const RECKONED: usize = 252;
/// From 1582-10-14, where dates begin, to 1970-01-01.
const DAYS_TO_1970: i64 = 141_428;
const DAY: f64 = 86_400.0;
/// What small whole numbers are raised by.
const BIAS: f64 = 100.0;
/// Codes of bytecode: nothing, eight bytes that follow, eight blanks, a number that is missing.
const FILLING: u8 = 0;
const RAW: u8 = 253;
const SPACES: u8 = 254;
const MISSING: u8 = 255;

/// The widths of the pieces that a text is kept in.
fn pieces(width: usize) -> impl Iterator<Item = usize> {
    let before = if width <= PIECE { 0 } else { width.div_ceil(RECKONED) - 1 };
    repeat_n(PIECE, before).chain([width - before * RECKONED])
}

/// The widths of a variable's pieces; nothing where it holds numbers.
fn widths(file: &Statistical, place: usize) -> Option<Vec<usize>> {
    (file.frame.variables[place].holds == Holds::Text).then(|| pieces(file.width(place)).collect())
}

fn short(n: usize) -> String {
    format!("V{n}")
}

/// What a variable is shown as: kind, width, decimals.
fn shown(holds: Holds, width: usize) -> i32 {
    let (kind, width, decimals) = match holds {
        Holds::Text => (1, i32::try_from(width).unwrap_or(255), 0),
        Holds::Whole => (5, 8, 0),
        Holds::Decimal => (5, 8, 2),
        Holds::Day => (38, 10, 0),
        Holds::Moment => (22, 20, 0),
    };
    (kind << 16) | (width << 8) | decimals
}

/// Header and dictionary.
pub(super) fn beginning(file: &Statistical) -> Vec<u8> {
    let mut out = Out(Vec::new());
    let all = 0..file.names.len();
    let widths: Vec<Option<Vec<usize>>> = all.clone().map(|place| widths(file, place)).collect();
    let elements = |width: usize| width.div_ceil(8);
    let slots = |widths: &Option<Vec<usize>>| {
        widths.as_ref().map_or(1, |pieces| pieces.iter().map(|width| elements(*width)).sum())
    };
    let row: usize = widths.iter().map(slots).sum();
    header(file, row, &mut out);
    // The first name of each variable, and at which slot it begins.
    let (mut firsts, mut begins, mut n, mut slot) = (Vec::new(), Vec::new(), 0, 1);
    for (place, widths) in all.clone().zip(&widths) {
        let holds = file.frame.variables[place].holds;
        firsts.push(short(n + 1));
        begins.push(slot);
        slot += slots(widths);
        let pieces: &[usize] = widths.as_deref().unwrap_or(&[0]);
        for (piece, width) in pieces.iter().enumerate() {
            n += 1;
            let label = if piece == 0 { file.label(place) } else { Cow::Borrowed("") };
            variable(&short(n), *width, shown(holds, *width), &label, &mut out);
        }
    }
    for place in all.clone() {
        short_labels(file, place, begins[place], &mut out);
    }
    out.extension(3, 4, &[1, 0, 0, -1, 1, 1, 2, 65001].map(i32::to_le_bytes).concat());
    let lowest = f64::from_bits(0xffef_ffff_ffff_fffe);
    out.extension(4, 8, &[f64::MIN, f64::MAX, lowest].map(f64::to_le_bytes).concat());
    let mut display = Vec::new();
    for (place, widths) in all.clone().zip(&widths) {
        let is_coded = !file.frame.variables[place].options.is_empty();
        for width in widths.as_deref().unwrap_or(&[0]) {
            let (measure, wide, right) = match (width, is_coded) {
                (0, false) => (3, 10, 1),
                (0, true) => (1, 10, 1),
                (width, _) => (1, i32::try_from((*width).clamp(8, 40)).unwrap_or(40), 0),
            };
            display.extend([measure, wide, right].map(i32::to_le_bytes).concat());
        }
    }
    out.extension(11, 4, &display);
    let named: Vec<String> =
        firsts.iter().zip(&file.names).map(|(short, name)| format!("{short}={name}")).collect();
    out.extension(13, 1, named.join("\t").as_bytes());
    let mut very_long = Vec::new();
    for (first, pieces) in firsts.iter().zip(&widths) {
        if let Some([before @ .., last]) = pieces.as_deref()
            && !before.is_empty()
        {
            let width = before.len() * RECKONED + last;
            very_long.extend(format!("{first}={width:05}\0\t").into_bytes());
        }
    }
    if !very_long.is_empty() {
        out.extension(14, 1, &very_long);
    }
    let cases = i64::try_from(file.measure().rows).unwrap_or(-1);
    out.extension(16, 8, &[1, cases].map(i64::to_le_bytes).concat());
    out.extension(20, 1, b"UTF-8");
    let long = long_labels(file);
    if !long.is_empty() {
        out.extension(21, 1, &long);
    }
    out.ints(&[999, 0]);
    out.0
}

fn header(file: &Statistical, row: usize, out: &mut Out) {
    out.0.extend(b"$FL2");
    out.padded("@(#) SPSS DATA FILE Parindex", 60);
    let cases = i32::try_from(file.measure().rows).unwrap_or(-1);
    out.ints(&[2, i32::try_from(row).unwrap_or(-1), 1, 0, cases]);
    out.0.extend(BIAS.to_le_bytes());
    let (day, made) = (day(file.made), file.made);
    // Two figures of the year.
    out.padded(&format!("{}{}", &day[..7], &day[9..]), 9);
    out.padded(&format!("{:02}:{:02}:{:02}", made.hour(), made.minute(), made.second()), 8);
    out.padded(super::names::cut(&file.title, 64, char::len_utf8), 64);
    out.0.extend([0; 3]);
}

fn variable(name: &str, width: usize, shown: i32, label: &str, out: &mut Out) {
    let has_label = i32::from(!label.is_empty());
    out.ints(&[2, i32::try_from(width).unwrap_or(255), has_label, 0, shown, shown]);
    out.padded(name, 8);
    if has_label == 1 {
        out.int(label.len());
        out.padded(label, label.len().next_multiple_of(4));
    }
    for _ in 1..width.div_ceil(8) {
        out.ints(&[2, -1, 0, 0, 0, 0]);
        out.padded("", 8);
    }
}

/// Labels of numbers, and of texts of one slot.
fn short_labels(file: &Statistical, place: usize, begins: usize, out: &mut Out) {
    let Variable { holds, options, .. } = &file.frame.variables[place];
    if options.is_empty() || (*holds == Holds::Text && file.width(place) > 8) {
        return;
    }
    out.int(3);
    out.int(options.len());
    for (option, label) in options.iter().zip(file.value_labels(place)) {
        match holds {
            Holds::Text => out.padded(&option.code, 8),
            _ => out.0.extend(f64::from(option.number).to_le_bytes()),
        }
        out.0.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
        out.padded(&label, (label.len() + 1).next_multiple_of(8) - 1);
    }
    out.ints(&[4, 1]);
    out.int(begins);
}

/// Labels of longer texts.
fn long_labels(file: &Statistical) -> Vec<u8> {
    let mut out = Out(Vec::new());
    for (place, Variable { holds, options, .. }) in file.frame.variables.iter().enumerate() {
        let width = file.width(place);
        if options.is_empty() || *holds != Holds::Text || width <= 8 {
            continue;
        }
        out.text(&file.names[place]);
        out.int(width);
        out.int(options.len());
        for (option, label) in options.iter().zip(file.value_labels(place)) {
            out.int(width);
            out.padded(&option.code, width);
            out.text(&label);
        }
    }
    out.0
}

/// A row.
pub(super) fn write_row(file: &Statistical, cells: &[Cell<'_>], out: &mut Vec<u8>) {
    let mut codes = Codes { out, at: None };
    for (place, cell) in cells.iter().enumerate() {
        match cell {
            _ if file.frame.variables[place].holds == Holds::Text => {
                let (width, text) = (file.width(place), plain(cell, LONGEST_TEXT));
                let mut left = text.as_bytes();
                for width in pieces(width) {
                    // What is reckoned for a piece is less than what it holds: they are filled one after the other.
                    let (here, rest) = left.split_at(left.len().min(width));
                    codes.text(here, width.div_ceil(8));
                    left = rest;
                }
            }
            Cell::Number(number) => codes.number(*number),
            Cell::Day(day) => codes.number((i64::from(*day) + DAYS_TO_1970) as f64 * DAY),
            Cell::Moment(ms) => codes.number(*ms as f64 / 1000.0 + DAYS_TO_1970 as f64 * DAY),
            Cell::Missing | Cell::Text(_) => codes.push(MISSING, &[]),
        }
    }
}

/// Codes by eights, each eight followed by what stands for itself.
struct Codes<'a> {
    out: &'a mut Vec<u8>,
    /// Where the eight stands that is being filled, and how many of it are.
    at: Option<(usize, usize)>,
}

impl Codes<'_> {
    fn push(&mut self, code: u8, raw: &[u8]) {
        let (at, n) = self.at.filter(|(_, n)| *n < 8).unwrap_or_else(|| {
            self.out.extend([FILLING; 8]);
            (self.out.len() - 8, 0)
        });
        self.out[at + n] = code;
        self.out.extend(raw);
        self.at = Some((at, n + 1));
    }

    fn number(&mut self, number: f64) {
        let raised = number + BIAS;
        if number.fract() == 0.0 && (1.0..=251.0).contains(&raised) {
            self.push(raised as u8, &[]);
        } else {
            self.push(RAW, &number.to_le_bytes());
        }
    }

    fn text(&mut self, text: &[u8], slots: usize) {
        for slot in 0..slots {
            let mut eight = [b' '; 8];
            let from = text.get(slot * 8..).unwrap_or_default();
            let n = from.len().min(8);
            eight[..n].copy_from_slice(&from[..n]);
            if eight == [b' '; 8] { self.push(SPACES, &[]) } else { self.push(RAW, &eight) }
        }
    }
}

struct Out(Vec<u8>);

impl Out {
    fn ints(&mut self, ints: &[i32]) {
        self.0.extend(ints.iter().flat_map(|int| int.to_le_bytes()));
    }

    fn int(&mut self, n: usize) {
        self.ints(&[i32::try_from(n).unwrap_or(i32::MAX)]);
    }

    fn padded(&mut self, text: &str, width: usize) {
        self.0.extend(text.bytes().chain(std::iter::repeat(b' ')).take(width));
    }

    fn text(&mut self, text: &str) {
        self.int(text.len());
        self.0.extend(text.bytes());
    }

    fn extension(&mut self, kind: i32, size: i32, bytes: &[u8]) {
        self.ints(&[7, kind, size]);
        self.int(bytes.len() / usize::try_from(size).unwrap_or(1));
        self.0.extend(bytes);
    }
}
