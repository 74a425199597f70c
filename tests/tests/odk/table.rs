//! XLSForms that chance made: rows of all types, with columns that fit them and columns that do not.

use shared::sync::Jitter;
use tests::book::{files, sheet, zipped};

const TYPES: [&str; 46] = [
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "geopoint",
    "geotrace",
    "geoshape",
    "image",
    "audio",
    "video",
    "file",
    "barcode",
    "note",
    "acknowledge",
    "hidden",
    "range",
    "select_one l",
    "select_multiple l",
    "select_one m",
    "rank l",
    "select_one l or_other",
    "select_one_from_file v.csv",
    "select_multiple_from_file v.geojson",
    "calculate",
    "start",
    "end",
    "today",
    "deviceid",
    // From here on what fewer people write, and what is wrong.
    "username",
    "audit",
    "email",
    "select_one ${q1}",
    "xml-external",
    "csv-external",
    "background-audio",
    "start-geopoint",
    "select_one_external e",
    "photo",
    "select_multiple m or_other",
    "imei",
    "osm o",
    "Text",
    "select_one missing",
    "foo",
];

/// So many of the types are usual.
const USUAL: usize = 30;

const EXPRESSIONS: &[&str] = &[
    "${q1} = 1",
    ". > 3",
    "true()",
    "yes",
    "not(${q1})",
    "sum(${q2})",
    "position(..)",
    "count(${r})",
    "indexed-repeat(${q1}, ${r}, 1)",
    "pulldata('p', 'a', 'b', ${q1})",
    "instance('l')/root/item[name = ${q1}]/label",
    "${last-saved#q1}",
    "“x” = ${q1}",
    "${nothing}",
    "${q1",
    "a - b",
    "1",
];

/// The columns that a question may have, each with what may stand in it; what is wrong stands last.
const COLUMNS: &[(&str, &[&str])] = &[
    ("hint", &["H", "H ${q1}"]),
    ("relevant", EXPRESSIONS),
    ("constraint", EXPRESSIONS),
    ("constraint_message", &["bad", "${q1} is bad"]),
    ("required", &["yes", "no", "true()", "maybe", "${q1} = 1"]),
    ("readonly", &["yes", "no", "TRUE"]),
    ("default", &["5", "a", "2019-01-05", "today()", "${q1}", "1 + 1", "Xom - Thon", "a.png"]),
    ("calculation", EXPRESSIONS),
    ("appearance", &["minimal", "w1", "label", "multiline", "search('f')", "no-ticks", "table-list"]),
    ("choice_filter", &["x = ${q1}", "x = 1", "${q2} = name"]),
    (
        "parameters",
        &[
            "randomize=true",
            "start=0 end=10 step=2",
            "max-pixels=640",
            "quality=low",
            "value=a label=b",
            "foo=1",
            "start=a",
        ],
    ),
    ("trigger", &["${q1}", "${q1}, ${q2}", "q1"]),
    ("media::image", &["a.png"]),
    ("guidance_hint", &["G"]),
    ("bind::odk:length", &["3"]),
    ("body::accuracyThreshold", &["5"]),
    ("label::vi", &["V", "V ${q1}"]),
    ("label::English (en)", &["E"]),
    ("hint::vi", &["Hv"]),
    ("disabled", &["no", "yes"]),
    ("save_to", &["property"]),
];

const SETTINGS: &[(&str, &[&str])] = &[
    ("form_id", &["f"]),
    ("form_title", &["T"]),
    ("version", &["1"]),
    ("style", &["pages"]),
    ("instance_name", &["${q1}"]),
    ("allow_choice_duplicates", &["yes"]),
    ("omit_instanceID", &["yes"]),
    ("namespaces", &["x=\"urn:x\""]),
    ("name", &["root", "1a"]),
];

struct Chance(Jitter);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        (self.0.next() % bound.max(1) as u64) as usize
    }

    fn in_hundred(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Some of these columns.
    fn some<'a>(
        &mut self,
        of: &'a [(&'a str, &'a [&'a str])],
        percent: usize,
    ) -> Vec<&'a (&'a str, &'a [&'a str])> {
        of.iter().filter(|_| self.in_hundred(percent)).collect()
    }
}

/// The workbook that a seed makes.
pub fn made(seed: u64) -> Vec<u8> {
    let mut chance = Chance(Jitter::new(seed));
    let wild = chance.in_hundred(35);
    let columns = chance.some(COLUMNS, 13);
    let mut rows: Vec<Vec<String>> = vec![["type", "name", "label"].into_iter().map(str::to_owned).collect()];
    rows[0].extend(columns.iter().map(|(head, _)| (*head).to_owned()));
    let (mut open, mut has_repeat): (Vec<&str>, bool) = (Vec::new(), false);
    for n in 1..=1 + chance.below(9) {
        let group = chance.in_hundred(15) && open.len() < 4;
        let (kind, name) = if group {
            let kind = chance.one(&["group", "repeat"]);
            open.push(kind);
            let first = kind == "repeat" && !has_repeat;
            has_repeat |= first;
            (format!("begin {kind}"), if first { "r".to_owned() } else { format!("g{n}") })
        } else if chance.in_hundred(25) && !open.is_empty() {
            (format!("end_{}", open.pop().unwrap_or_default()), String::new())
        } else {
            let kinds = &TYPES[..if wild { TYPES.len() } else { USUAL }];
            let odd = wild && chance.in_hundred(5);
            let name = if odd {
                chance.one(&["q1", "1x", "a b", "meta", "Q1", ""]).to_owned()
            } else {
                format!("q{n}")
            };
            (chance.one(kinds).to_owned(), name)
        };
        let label = if kind.starts_with("end") || wild && chance.in_hundred(10) { "" } else { "L" };
        let mut row = vec![kind.clone(), name, label.to_owned()];
        for (head, values) in &columns {
            // Of groups it writes some of these, and drops others without a word; ours keeps them.
            let is_group = kind.starts_with("begin") || kind.starts_with("end_");
            let fits = !is_group || !["guidance_hint", "trigger", "calculation", "hint::vi"].contains(head);
            let values: &[&str] = &values[..if wild { values.len() } else { values.len().min(6) }];
            let given = fits && chance.in_hundred(35);
            row.push(if given { chance.one(values).to_owned() } else { String::new() });
        }
        rows.push(row);
    }
    rows.extend(open.iter().rev().map(|kind| vec![format!("end {kind}")]));
    let choices = [
        ["list_name", "name", "label", "x"],
        ["l", "a", "A", "1"],
        ["l", "b", "B", ""],
        ["m", "c", "C", "2"],
    ];
    let mut sheets = vec![
        ("survey", sheet(rows.iter().map(|row| row.iter().map(String::as_str).collect()))),
        ("choices", sheet(choices.iter().map(|row| row.to_vec()))),
    ];
    let settings = chance.some(SETTINGS, 12);
    if !settings.is_empty() {
        let values: Vec<&str> = settings.iter().map(|(_, values)| chance.one(values)).collect();
        sheets.push(("settings", sheet([settings.iter().map(|(head, _)| *head).collect(), values])));
    }
    zipped(&files(&sheets, &[]))
}
