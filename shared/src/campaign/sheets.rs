//! The plain sheets of campaign.xlsx: what one row of each says.

use super::rows::Rows;
use super::{
    Adjustment, AdjustmentKind, Band, CampaignForm, History, Name, PROVINCE, Place, PlaceKind, Quota,
    RespondentGroup, Unit, UnitType,
};
use crate::points::Points;
use crate::problem::Problem;
use crate::sheet::{Book, Code, Column, Faults, Record};

pub(super) const fn must(name: &'static str) -> Column {
    Column { name, required: true }
}

pub(super) const fn may(name: &'static str) -> Column {
    Column { name, required: false }
}

const BASIS: &[(&str, &str)] =
    &[("official", "official"), ("source", "source"), ("seed", "seed"), ("inferred", "inferred")];
const PLACE_KINDS: &[(&str, PlaceKind)] = &[
    ("province", PlaceKind::Province),
    ("district", PlaceKind::District),
    ("commune", PlaceKind::Commune),
    ("village", PlaceKind::Village),
];
pub(super) const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false)];
const HISTORY_BASIS: &[(&str, &str)] =
    &[("published", "published"), ("reconstructed", "reconstructed"), ("simulated", "simulated")];
const ADJUSTMENT_KINDS: &[(&str, AdjustmentKind)] =
    &[("bonus", AdjustmentKind::Bonus), ("penalty", AdjustmentKind::Penalty)];

/// A code that must be there.
pub(super) fn code(record: Record, column: &str, faults: &mut Faults) -> Option<String> {
    record.at(column).needed(faults)?.code(Code::Plain, faults)
}

/// A code that may be absent: `Some(None)`. `None` where it is wrong.
pub(super) fn optional_code(record: Record, column: &str, faults: &mut Faults) -> Option<Option<String>> {
    match record.at(column).filled() {
        Some(spot) => spot.code(Code::Plain, faults).map(Some),
        None => Some(None),
    }
}

/// `name_vi`, which must be there, and `name_en`.
pub(super) fn name(record: Record, faults: &mut Faults) -> Option<Name> {
    let en = record.at("name_en").text(faults).unwrap_or_default();
    let vi = record.at("name_vi").needed(faults)?.text(faults)?;
    Some(Name { vi, en })
}

fn basis(record: Record, faults: &mut Faults) -> Option<String> {
    match record.at("basis").filled() {
        Some(spot) => spot.one_of(BASIS, faults).map(str::to_owned),
        None => Some(String::new()),
    }
}

pub(super) fn unit_types(book: &Book, faults: &mut Faults) -> Rows<UnitType> {
    const COLUMNS: &[Column] =
        &[must("code"), must("name_vi"), may("name_en"), must("self_points"), must("survey_points")];
    let mut rows = Rows::read(book, "unit_types", COLUMNS, faults, |record, faults| {
        let code = code(record, "code", faults);
        let name = name(record, faults);
        let points = |column, faults: &mut Faults| record.at(column).needed(faults)?.decimal(faults);
        let self_points = points("self_points", faults);
        let survey_points = points("survey_points", faults);
        Some(UnitType { code: code?, name: name?, self_points: self_points?, survey_points: survey_points? })
    });
    rows.distinct("code", |row| row.code.clone(), faults);
    rows
}

pub(super) fn units(book: &Book, faults: &mut Faults) -> Rows<Unit> {
    const COLUMNS: &[Column] = &[must("code"), must("type"), must("name_vi"), may("name_en"), may("basis")];
    let mut rows = Rows::read(book, "units", COLUMNS, faults, |record, faults| {
        let code = code(record, "code", faults);
        let unit_type = self::code(record, "type", faults);
        let name = name(record, faults);
        let basis = basis(record, faults);
        Some(Unit { code: code?, unit_type: unit_type?, name: name?, basis: basis? })
    });
    rows.distinct("code", |row| row.code.clone(), faults);
    for item in rows.items.iter().filter(|item| item.value.code == PROVINCE) {
        item.fault("code", Problem::new("code.reserved").with("value", PROVINCE), faults);
    }
    rows
}

pub(super) fn places(book: &Book, faults: &mut Faults) -> Rows<Place> {
    const COLUMNS: &[Column] = &[
        must("code"),
        must("kind"),
        must("name_vi"),
        must("parent"),
        must("unit"),
        may("basis"),
        may("sampled"),
    ];
    let mut rows = Rows::read(book, "places", COLUMNS, faults, |record, faults| {
        let code = code(record, "code", faults);
        let kind = record.at("kind").needed(faults).and_then(|spot| spot.one_of(PLACE_KINDS, faults));
        let name = record.at("name_vi").needed(faults).and_then(|spot| spot.text(faults));
        let parent = optional_code(record, "parent", faults);
        let unit = optional_code(record, "unit", faults);
        let basis = basis(record, faults);
        let sampled = match record.at("sampled").filled() {
            Some(spot) => spot.one_of(YES_NO, faults),
            None => Some(false),
        };
        Some(Place {
            code: code?,
            kind: kind?,
            name: name?,
            parent: parent?,
            unit: unit?,
            basis: basis?,
            sampled: sampled?,
        })
    });
    rows.distinct("code", |row| row.code.clone(), faults);
    rows
}

pub(super) fn groups(book: &Book, faults: &mut Faults) -> Rows<RespondentGroup> {
    const COLUMNS: &[Column] = &[must("code"), must("name_vi"), may("name_en"), may("weight")];
    let mut rows = Rows::read(book, "groups", COLUMNS, faults, |record, faults| {
        let code = code(record, "code", faults);
        let name = name(record, faults);
        let weight = match record.at("weight").filled() {
            Some(spot) => spot.positive(faults),
            None => Some(Points::whole(1)),
        };
        Some(RespondentGroup { code: code?, name: name?, weight: weight? })
    });
    rows.distinct("code", |row| row.code.clone(), faults);
    rows
}

pub(super) fn forms(book: &Book, faults: &mut Faults) -> Rows<CampaignForm> {
    const COLUMNS: &[Column] = &[must("form"), must("group"), must("file")];
    let mut rows = Rows::read(book, "forms", COLUMNS, faults, |record, faults| {
        let form = code(record, "form", faults);
        let group = code(record, "group", faults);
        let file = record.at("file").needed(faults).and_then(|spot| {
            let file = spot.word(faults)?;
            if is_inside(&file) {
                return Some(file);
            }
            spot.fault(Problem::new("forms.file_outside").with("value", file), faults);
            None
        });
        Some(CampaignForm { form: form?, group: group?, file: file? })
    });
    rows.distinct("form", |row| row.form.clone(), faults);
    rows.distinct("file", |row| row.file.clone(), faults);
    rows
}

/// Whether a path stays inside the package: relative, with `/`, without `..`, and an Excel workbook.
fn is_inside(file: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !file.contains(['\\', ':', '\0']) && file.split('/').all(plain) && file.to_lowercase().ends_with(".xlsx")
}

pub(super) fn quotas(book: &Book, faults: &mut Faults) -> Rows<Quota> {
    const COLUMNS: &[Column] = &[must("form"), must("place"), must("ballots")];
    let mut rows = Rows::read(book, "quotas", COLUMNS, faults, |record, faults| {
        let form = code(record, "form", faults);
        let place = code(record, "place", faults);
        let ballots = record.at("ballots").needed(faults).and_then(|spot| spot.whole(1, 1_000_000, faults));
        Some(Quota { form: form?, place: place?, ballots: ballots? })
    });
    rows.distinct("place", |row| format!("{} {}", row.form, row.place), faults);
    rows
}

pub(super) fn bands(book: &Book, faults: &mut Faults) -> Rows<Band> {
    const COLUMNS: &[Column] =
        &[must("unit_type"), must("code"), must("name_vi"), may("name_en"), must("min")];
    let mut rows = Rows::read(book, "bands", COLUMNS, faults, |record, faults| {
        let unit_type = code(record, "unit_type", faults);
        let code = code(record, "code", faults);
        let name = name(record, faults);
        let min = record.at("min").needed(faults).and_then(|spot| spot.decimal(faults));
        Some(Band { unit_type: unit_type?, code: code?, name: name?, min: min? })
    });
    rows.distinct("code", |row| format!("{} {}", row.unit_type, row.code), faults);
    rows.distinct("min", |row| format!("{} {}", row.unit_type, row.min), faults);
    rows.in_one_direction("min", |row| (&row.unit_type, &row.min), "bands.order", faults);
    rows
}

pub(super) fn history(book: &Book, faults: &mut Faults) -> Rows<History> {
    const COLUMNS: &[Column] = &[must("year"), must("unit"), must("total"), must("basis")];
    let mut rows = Rows::read_optional(book, "history", COLUMNS, faults, |record, faults| {
        let year = record.at("year").needed(faults).and_then(|spot| spot.whole(1900, 2999, faults));
        let unit = code(record, "unit", faults);
        let total = record.at("total").needed(faults).and_then(|spot| spot.decimal(faults));
        let basis = record.at("basis").needed(faults).and_then(|spot| spot.one_of(HISTORY_BASIS, faults));
        Some(History { year: year?, unit: unit?, total: total?, basis: basis?.to_owned() })
    });
    rows.distinct("unit", |row| format!("{} {}", row.year, row.unit), faults);
    rows
}

pub(super) fn adjustments(book: &Book, faults: &mut Faults) -> Rows<Adjustment> {
    const COLUMNS: &[Column] = &[must("unit"), must("kind"), must("points"), must("reason")];
    Rows::read_optional(book, "adjustments", COLUMNS, faults, |record, faults| {
        let unit = code(record, "unit", faults);
        let kind = record.at("kind").needed(faults).and_then(|spot| spot.one_of(ADJUSTMENT_KINDS, faults));
        let points = record.at("points").needed(faults).and_then(|spot| spot.positive(faults));
        let reason = record.at("reason").needed(faults).and_then(|spot| spot.text(faults));
        Some(Adjustment { unit: unit?, kind: kind?, points: points?, reason: reason? })
    })
}
