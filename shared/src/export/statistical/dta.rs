//! A .dta of release 118, as Stata describes it: UTF-8; texts longer than 2,045 bytes stand behind the rows. Its map says where
//! each part begins before any is written, which follows from what was measured.

use super::file::{Statistical, day, plain};
use super::names::{Rule, cut};
use crate::export::frame::{Cell, Holds, Variable};

/// Names: 32 letters.
pub(super) const NAMES: Rule = Rule {
    longest: 32,
    length: |_| 1,
    underscore_first: true,
    reserved: |word| {
        let is_type =
            word.strip_prefix("str").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        is_type || RESERVED.contains(&word)
    },
};
const RESERVED: [&str; 21] = [
    "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_pi",
    "_pred", "_rc", "_skip", "strl", "using", "with", "_r", "_se",
];
/// Letters of a variable's label.
pub(super) const LONGEST_LABEL: usize = 80;
/// Bytes of a code's label.
pub(super) const LONGEST_VALUE_LABEL: usize = 32_000;
/// What stands between rows and long texts.
pub(super) const BEFORE_LONG_TEXTS: &[u8] = b"</data><strls>";

const LONGEST_SHORT_TEXT: usize = 2_045;
/// Around a long text: mark, variable, row, kind, length, and the nought at its end.
const AROUND_LONG_TEXT: u64 = 3 + 4 + 8 + 1 + 4 + 1;
const DAYS_1960_TO_1970: i32 = 3_653;
const DAY_MS: f64 = 86_400_000.0;
const MISSING_BYTE: u8 = 101;
const MISSING_LONG: i32 = 2_147_483_621;
const MISSING_DOUBLE: u64 = 0x7fe0_0000_0000_0000;

/// How a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Text(usize),
    LongText,
    Double,
    Long,
    Byte,
}

impl Kept {
    fn of(file: &Statistical, place: usize) -> Self {
        let Variable { holds, options, .. } = &file.frame.variables[place];
        match (holds, options.iter().all(|option| (0..=1).contains(&option.number))) {
            (Holds::Text, _) if file.width(place) > LONGEST_SHORT_TEXT => Self::LongText,
            (Holds::Text, _) => Self::Text(file.width(place)),
            (Holds::Whole, true) if !options.is_empty() => Self::Byte,
            (Holds::Whole, _) if !options.is_empty() => Self::Long,
            (Holds::Day, _) => Self::Long,
            _ => Self::Double,
        }
    }

    fn code(self) -> u16 {
        match self {
            Self::Text(width) => u16::try_from(width).unwrap_or(2045),
            Self::LongText => 32_768,
            Self::Double => 65_526,
            Self::Long => 65_528,
            Self::Byte => 65_530,
        }
    }

    fn width(self) -> usize {
        match self {
            Self::Text(width) => width,
            Self::LongText | Self::Double => 8,
            Self::Long => 4,
            Self::Byte => 1,
        }
    }
}

fn kept(file: &Statistical) -> impl Iterator<Item = Kept> {
    let each = || (0..file.names.len()).map(|place| Kept::of(file, place)).collect();
    file.kept.get_or_init(each).iter().copied()
}

/// Whether there are long texts.
pub(super) fn has_long_texts(file: &Statistical) -> bool {
    kept(file).any(|kept| kept == Kept::LongText)
}

/// All that stands before the rows.
pub(super) fn beginning(file: &Statistical) -> Vec<u8> {
    let mut out = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>".to_vec();
    out.extend(u16::try_from(file.names.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend(b"</K><N>");
    out.extend(file.measure().rows.to_le_bytes());
    out.extend(b"</N><label>");
    let title = cut(&file.title, LONGEST_LABEL, |_| 1);
    out.extend(u16::try_from(title.len()).unwrap_or(0).to_le_bytes());
    out.extend(title.bytes());
    let made = format!("{} {:02}:{:02}", day(file.made), file.made.hour(), file.made.minute());
    out.extend(b"</label><timestamp>");
    out.push(u8::try_from(made.len()).unwrap_or(0));
    out.extend(made.bytes());
    out.extend(b"</timestamp></header>");
    let dictionary = dictionary(file);
    map(file, out.len(), &dictionary, &mut out);
    out.extend(dictionary.into_iter().flatten());
    out.extend(b"<data>");
    out
}

/// The parts between map and rows.
fn dictionary(file: &Statistical) -> Vec<Vec<u8>> {
    let n = file.names.len();
    let part = |name: &str, inside: Vec<u8>| {
        [format!("<{name}>").into_bytes(), inside, format!("</{name}>").into_bytes()].concat()
    };
    let texts = |width: usize, text: &dyn Fn(usize) -> String| {
        (0..n).flat_map(|place| field(&text(place), width)).collect::<Vec<u8>>()
    };
    let format = |place: usize| match file.frame.variables[place].holds {
        Holds::Text if Kept::of(file, place) == Kept::LongText => "%9s".to_owned(),
        Holds::Text => format!("%-{}s", file.width(place).min(40)),
        Holds::Whole => "%12.0g".to_owned(),
        Holds::Decimal => "%10.0g".to_owned(),
        Holds::Day => "%tdDD/NN/CCYY".to_owned(),
        Holds::Moment => "%tcDD/NN/CCYY_HH:MM:SS".to_owned(),
    };
    let labelled =
        |place: usize| if is_labelled(file, place) { file.names[place].clone() } else { String::new() };
    vec![
        part("variable_types", kept(file).flat_map(|kept| kept.code().to_le_bytes()).collect()),
        part("varnames", texts(129, &|place| file.names[place].clone())),
        part("sortlist", vec![0; 2 * (n + 1)]),
        part("formats", texts(57, &format)),
        part("value_label_names", texts(129, &labelled)),
        part("variable_labels", texts(321, &|place| file.label(place).into_owned())),
        part("characteristics", Vec::new()),
    ]
}

fn is_labelled(file: &Statistical, place: usize) -> bool {
    let Variable { holds, options, .. } = &file.frame.variables[place];
    *holds == Holds::Whole && !options.is_empty()
}

/// A text in a field of this width, noughts behind it.
fn field(text: &str, width: usize) -> impl Iterator<Item = u8> + use<> {
    let mut field = text.as_bytes().to_vec();
    field.resize(width, 0);
    field.into_iter()
}

/// Where each part begins.
fn map(file: &Statistical, at: usize, dictionary: &[Vec<u8>], out: &mut Vec<u8>) {
    const LENGTH: usize = "<map></map>".len() + 14 * 8;
    let mut places = vec![0, at as u64, (at + LENGTH) as u64];
    for part in dictionary {
        places.push(places[places.len() - 1] + part.len() as u64);
    }
    let row: usize = kept(file).map(Kept::width).sum();
    let data = places[places.len() - 1];
    let strls = data + "<data></data>".len() as u64 + file.measure().rows * row as u64;
    let long = kept(file).enumerate().filter(|(_, kept)| *kept == Kept::LongText);
    let long: u64 = long
        .map(|(place, _)| file.measure().bytes[place] + file.measure().texts[place] * AROUND_LONG_TEXT)
        .sum();
    let labels = strls + "<strls></strls>".len() as u64 + long;
    let end = labels + value_labels(file).len() as u64;
    places.extend([strls, labels, end, end + "</stata_dta>".len() as u64]);
    out.extend(b"<map>");
    out.extend(places.iter().flat_map(|place| place.to_le_bytes()));
    out.extend(b"</map>");
}

/// A row.
pub(super) fn write_row(file: &Statistical, cells: &[Cell<'_>], row: u64, out: &mut Vec<u8>) {
    for (place, (cell, kept)) in cells.iter().zip(kept(file)).enumerate() {
        match kept {
            Kept::Text(width) => {
                let begun = out.len();
                out.extend_from_slice(plain(cell, width).as_bytes());
                out.resize(begun + width, 0);
            }
            Kept::LongText if *cell == Cell::Missing => out.extend([0; 8]),
            Kept::LongText => {
                out.extend(u16::try_from(place + 1).unwrap_or(0).to_le_bytes());
                out.extend(&row.to_le_bytes()[..6]);
            }
            Kept::Double => {
                let number = match cell {
                    Cell::Number(number) => *number,
                    Cell::Moment(ms) => *ms as f64 + f64::from(DAYS_1960_TO_1970) * DAY_MS,
                    _ => f64::from_bits(MISSING_DOUBLE),
                };
                out.extend(number.to_le_bytes());
            }
            Kept::Long => {
                let number = match cell {
                    Cell::Number(number) => *number as i32,
                    Cell::Day(day) => day + DAYS_1960_TO_1970,
                    _ => MISSING_LONG,
                };
                out.extend(number.to_le_bytes());
            }
            Kept::Byte => out.push(match cell {
                Cell::Number(number) => *number as u8,
                _ => MISSING_BYTE,
            }),
        }
    }
}

/// The long texts of a row.
pub(super) fn write_long_texts(file: &Statistical, cells: &[Cell<'_>], row: u64, out: &mut Vec<u8>) {
    for (place, (cell, kept)) in cells.iter().zip(kept(file)).enumerate() {
        if kept == Kept::LongText && *cell != Cell::Missing {
            let text = plain(cell, usize::MAX);
            out.extend(b"GSO");
            out.extend(u32::try_from(place + 1).unwrap_or(0).to_le_bytes());
            out.extend(row.to_le_bytes());
            // A text that ends with a nought; 129 would be bytes of any kind.
            out.push(130);
            out.extend(u32::try_from(text.len() + 1).unwrap_or(u32::MAX).to_le_bytes());
            out.extend(text.bytes());
            out.push(0);
        }
    }
}

/// All that stands behind the long texts.
pub(super) fn end(file: &Statistical) -> Vec<u8> {
    [b"</strls>".to_vec(), value_labels(file), b"</stata_dta>".to_vec()].concat()
}

fn value_labels(file: &Statistical) -> Vec<u8> {
    let mut out = b"<value_labels>".to_vec();
    for place in (0..file.names.len()).filter(|place| is_labelled(file, *place)) {
        let labels = file.value_labels(place);
        let mut coded: Vec<(i32, &String)> =
            file.frame.variables[place].options.iter().map(|option| option.number).zip(&labels).collect();
        coded.sort_unstable();
        let (mut offsets, mut numbers, mut text) = (Vec::new(), Vec::new(), Vec::new());
        for (number, label) in coded {
            offsets.extend(u32::try_from(text.len()).unwrap_or(0).to_le_bytes());
            numbers.extend(number.to_le_bytes());
            text.extend(label.bytes().chain([0]));
        }
        let n = u32::try_from(labels.len()).unwrap_or(0);
        let length = u32::try_from(text.len()).unwrap_or(0);
        let table = [&n.to_le_bytes()[..], &length.to_le_bytes(), &offsets, &numbers, &text].concat();
        out.extend(b"<lbl>");
        out.extend(u32::try_from(table.len()).unwrap_or(0).to_le_bytes());
        out.extend(field(&file.names[place], 129));
        out.extend([0; 3]);
        out.extend(table);
        out.extend(b"</lbl>");
    }
    out.extend(b"</value_labels>");
    out
}
