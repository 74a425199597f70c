//! Sheet `settings`: one row for each key.

mod limits;

use std::collections::BTreeMap;

pub use limits::{Limit, Limits};

#[cfg(not(target_arch = "wasm32"))]
use super::Backcheck;
use super::sheets::YES_NO;
use super::{Combine, DontKnow, Name, Notice, Settings};
use crate::day::Day;
use crate::problem::{Location, Problem};
use crate::sheet::{Book, Code, Column, Faults, Record, Spot, Table};

const COLUMNS: &[Column] =
    &[Column { name: "key", required: true }, Column { name: "value", required: true }];

/// The keys, and whether each must be there.
const KEYS: &[(&str, bool)] = &[
    ("id", true),
    ("title_vi", true),
    ("title_en", false),
    ("year", true),
    ("criteria_decision", true),
    ("combine", true),
    ("dont_know", true),
    ("min_answers", true),
    ("decimals", true),
    ("survey_opens", true),
    ("survey_closes", true),
    ("self_scoring_closes", true),
    ("timezone", true),
    ("default_language", true),
    ("province_vi", false),
    ("province_en", false),
    ("office_vi", false),
    ("office_en", false),
    ("data_controller_vi", false),
    ("data_controller_en", false),
    ("data_collected_vi", false),
    ("data_collected_en", false),
    ("data_purpose_vi", false),
    ("data_purpose_en", false),
    ("data_contact_vi", false),
    ("data_contact_en", false),
    ("data_kept_until", false),
    ("previous", false),
    ("signed_scan", false),
    ("backcheck_percent", false),
    ("backcheck_questions", false),
    ("backcheck_seed", false),
];

const COMBINE: &[(&str, Combine)] =
    &[("groups", Combine::Groups), ("questions", Combine::Questions), ("pooled", Combine::Pooled)];
const DONT_KNOW: &[(&str, DontKnow)] = &[("exclude", DontKnow::Exclude), ("zero", DontKnow::Zero)];
const LANGUAGES: &[(&str, &str)] = &[("vi", "vi"), ("en", "en")];

/// The keys that may be absent, and what a limit is without its row; who came before is said by what makes a package.
pub(super) fn optional_keys() -> impl Iterator<Item = (&'static str, Option<u32>)> {
    let keys = KEYS.iter().filter(|(key, required)| !required && *key != "previous");
    keys.map(|(key, _)| (*key, None)).chain(limits::usual().map(|(key, usual)| (key, Some(usual))))
}

/// Where the value of a setting stands; the sheet, where the key is absent.
pub fn setting_at(book: &Book, key: &str) -> Location {
    let mut unread = Faults::default();
    let table = Table::open(book, "settings", COLUMNS, &mut unread);
    let row = table.as_ref().and_then(|table| {
        table.records().find(|record| record.at("key").word(&mut unread).as_deref() == Some(key))
    });
    row.map_or_else(
        || Location { file: book.file.clone(), sheet: Some("settings".to_owned()), ..Location::default() },
        |record| record.location("value"),
    )
}

/// Reads the sheet.
pub(super) fn read(book: &Book, faults: &mut Faults) -> Option<Settings> {
    let sheet =
        Location { file: book.file.clone(), sheet: Some("settings".to_owned()), ..Location::default() };
    if book.sheet("settings").is_none() {
        faults.note(sheet, Problem::new("sheet.missing"));
        return None;
    }
    let table = Table::open(book, "settings", COLUMNS, faults)?;
    if !table.has("key") || !table.has("value") {
        return None;
    }
    let rows = by_key(&table, faults);
    for (key, _) in KEYS.iter().filter(|(key, required)| *required && !rows.contains_key(*key)) {
        faults.note(table.at(), Problem::new("settings.missing").with("key", key));
    }
    fields(&rows, faults)
}

fn by_key<'a>(table: &'a Table, faults: &mut Faults) -> BTreeMap<String, Record<'a>> {
    let mut rows: BTreeMap<String, Record> = BTreeMap::new();
    for record in table.records() {
        let spot = record.at("key");
        let Some(key) = spot.clone().needed(faults).and_then(|spot| spot.word(faults)) else { continue };
        let mut known = KEYS.iter().map(|(known, _)| *known).chain(limits::keys());
        if !known.any(|known| known == key) {
            let keys: Vec<_> = KEYS.iter().map(|(known, _)| *known).chain(limits::keys()).collect();
            let problem = Problem::new("settings.unknown").with("key", key).with("allowed", keys.join(", "));
            spot.fault(problem, faults);
        } else if let Some(earlier) = rows.get(&key) {
            let problem = Problem::new("cell.duplicate").with("value", key).with("first", earlier.number());
            spot.fault(problem, faults);
        } else {
            rows.insert(key, record);
        }
    }
    rows
}

fn fields(rows: &BTreeMap<String, Record>, faults: &mut Faults) -> Option<Settings> {
    let value = |key: &str, faults: &mut Faults| rows.get(key)?.at("value").needed(faults);
    let text = |key: &str, faults: &mut Faults| value(key, faults)?.text(faults);
    let day = |key: &str, faults: &mut Faults| value(key, faults)?.date(faults);
    let id = value("id", faults).and_then(|spot| id(&spot, faults));
    let title_vi = text("title_vi", faults);
    let title_en = rows.get("title_en").and_then(|row| row.at("value").text(faults)).unwrap_or_default();
    let year = value("year", faults).and_then(|spot| spot.whole(1900, 2999, faults));
    let criteria_decision = text("criteria_decision", faults);
    let combine = value("combine", faults).and_then(|spot| spot.one_of(COMBINE, faults));
    let dont_know = value("dont_know", faults).and_then(|spot| spot.one_of(DONT_KNOW, faults));
    let min_answers = value("min_answers", faults).and_then(|spot| spot.whole(0, 1_000_000, faults));
    let decimals = value("decimals", faults).and_then(|spot| spot.whole(0, 6, faults));
    let survey_opens = day("survey_opens", faults);
    let survey_closes = day("survey_closes", faults);
    let self_scoring_closes = day("self_scoring_closes", faults);
    let timezone = value("timezone", faults).and_then(|spot| timezone(&spot, faults));
    let default_language = value("default_language", faults).and_then(|spot| spot.one_of(LANGUAGES, faults));
    let [province, office] = ["province", "office"].map(|key| optional_name(rows, key, faults));
    let notice = notice(rows, faults);
    let limits = limits::read(rows, faults);
    let previous = optional(rows, "previous").and_then(|spot| self::id(&spot, faults));
    let signed_scan = optional(rows, "signed_scan").and_then(|spot| spot.one_of(YES_NO, faults));
    if let (Some(opens), Some(closes)) = (&survey_opens, &survey_closes)
        && opens > closes
        && let Some(spot) = value("survey_closes", faults)
    {
        spot.fault(Problem::new("settings.closes_before_opens").with("opens", opens), faults);
    }
    if let (Some(closes), Some(kept)) = (&survey_closes, &notice.kept_until)
        && kept < closes
        && let Some(spot) = optional(rows, "data_kept_until")
    {
        spot.fault(Problem::new("settings.kept_too_short").with("closes", closes), faults);
    }
    Some(Settings {
        id: id?,
        title: Name { vi: title_vi?, en: title_en },
        year: year?,
        criteria_decision: criteria_decision?,
        combine: combine?,
        dont_know: dont_know?,
        min_answers: min_answers?,
        decimals: decimals?,
        survey_opens: survey_opens?,
        survey_closes: survey_closes?,
        self_scoring_closes: self_scoring_closes?,
        timezone: timezone?,
        default_language: default_language?.to_owned(),
        province,
        office,
        notice,
        limits,
        #[cfg(not(target_arch = "wasm32"))]
        backcheck: backcheck(rows, faults),
        previous,
        signed_scan: signed_scan.unwrap_or_default(),
        practice: false,
    })
}

/// The cell of a setting that may be absent or empty.
fn optional<'a>(rows: &BTreeMap<String, Record<'a>>, key: &str) -> Option<Spot<'a>> {
    rows.get(key)?.at("value").filled()
}

/// `KEY_vi` and `KEY_en`, which may both be absent; English by itself would leave most readers without the text.
fn optional_name(rows: &BTreeMap<String, Record>, key: &str, faults: &mut Faults) -> Name {
    let mut text = |language: &str| {
        let spot = optional(rows, &format!("{key}_{language}"))?;
        let text = spot.text(faults)?;
        Some((spot, text))
    };
    let (vi, en) = (text("vi"), text("en"));
    if let (None, Some((spot, _))) = (&vi, &en) {
        spot.fault(Problem::new("settings.missing").with("key", format!("{key}_vi")), faults);
    }
    let text = |found: Option<(Spot, String)>| found.map(|(_, text)| text).unwrap_or_default();
    Name { vi: text(vi), en: text(en) }
}

impl Settings {
    /// The last day on which what tells who people are is kept, which is not over before the survey is. None where the package names no
    /// day.
    pub fn keeps_until(&self) -> Option<Day> {
        self.notice.kept_until.map(|until| until.max(self.survey_closes))
    }

    /// Whether that day is over: then nobody is asked who they are, and nothing of it is kept.
    pub fn has_kept(&self, today: Day) -> bool {
        self.keeps_until().is_some_and(|last| last < today)
    }
}

/// The settings `data_…`.
fn notice(rows: &BTreeMap<String, Record>, faults: &mut Faults) -> Notice {
    Notice {
        controller: optional_name(rows, "data_controller", faults),
        collected: optional_name(rows, "data_collected", faults),
        purpose: optional_name(rows, "data_purpose", faults),
        contact: optional_name(rows, "data_contact", faults),
        kept_until: optional(rows, "data_kept_until").and_then(|spot| spot.date(faults)),
    }
}

/// The settings `backcheck_…`: share and questions belong together.
#[cfg(not(target_arch = "wasm32"))]
fn backcheck(rows: &BTreeMap<String, Record>, faults: &mut Faults) -> Option<Backcheck> {
    let [percent, questions] = ["backcheck_percent", "backcheck_questions"].map(|key| optional(rows, key));
    let (said, missing) = match (&percent, &questions) {
        (Some(_), Some(_)) => (None, ""),
        (Some(said), None) => (Some(said), "backcheck_questions"),
        (None, questions) => (questions.as_ref(), "backcheck_percent"),
    };
    if let Some(said) = said {
        said.fault(Problem::new("settings.missing").with("key", missing), faults);
    }
    let percent = percent?.whole(0, 100, faults)?;
    let questions = questions?.text(faults)?.split_whitespace().map(str::to_owned).collect();
    let seed = optional(rows, "backcheck_seed").and_then(|spot| spot.text(faults)).unwrap_or_default();
    (percent > 0).then_some(Backcheck { percent, questions, seed })
}

/// Whether this can be a campaign's id: it stands in URLs and in each ballot.
pub fn is_id(id: &str) -> bool {
    let body = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    id.len() <= 64 && id.bytes().next().is_some_and(body) && id.bytes().all(|b| body(b) || b == b'-')
}

fn id(spot: &Spot, faults: &mut Faults) -> Option<String> {
    let id = spot.code(Code::Plain, faults)?;
    if is_id(&id) {
        return Some(id);
    }
    spot.fault(Problem::new("settings.id_characters").with("value", id), faults);
    None
}

/// The shape of an IANA name; whether there is such a zone, only a zone database at the edge knows.
fn timezone(spot: &Spot, faults: &mut Faults) -> Option<String> {
    let name = spot.word(faults)?;
    let part = |part: &str| {
        part.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b))
    };
    if name == "UTC" || (name.contains('/') && name.split('/').all(part)) {
        return Some(name);
    }
    spot.fault(Problem::new("settings.timezone_unknown").with("value", name), faults);
    None
}
