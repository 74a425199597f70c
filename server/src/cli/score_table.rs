//! The index as a table for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use shared::campaign::{Campaign, Name};
use shared::collate::name_key;
use shared::message::{Language, number, text};
use shared::run::Run;
use shared::wire::{IndexTable, UnitResult};

/// The heads of the columns.
const HEADS: [&str; 6] = [
    "server.score.rank",
    "server.score.unit",
    "server.score.appraised",
    "server.score.survey",
    "server.score.total",
    "server.score.class",
];

/// The columns that hold text; numbers are aligned on the right.
const TEXT_COLUMNS: [usize; 2] = [1, 5];

/// The names of what a table shows.
pub struct Labels<'a> {
    title: &'a Name,
    unit_types: BTreeMap<&'a str, &'a Name>,
    units: BTreeMap<&'a str, &'a Name>,
    /// By unit type and class.
    classes: BTreeMap<(&'a str, &'a str), &'a Name>,
}

impl<'a> From<&'a Campaign> for Labels<'a> {
    fn from(campaign: &'a Campaign) -> Self {
        Self {
            title: &campaign.settings.title,
            unit_types: campaign.unit_types.iter().map(|it| (&*it.code, &it.name)).collect(),
            units: campaign.units.iter().map(|it| (&*it.code, &it.name)).collect(),
            classes: campaign.bands.iter().map(|it| ((&*it.unit_type, &*it.code), &it.name)).collect(),
        }
    }
}

impl<'a> From<&'a Run> for Labels<'a> {
    fn from(run: &'a Run) -> Self {
        let units = run.tables.iter().flat_map(|table| &table.units);
        let classes = run.tables.iter().flat_map(|table| table.classes.iter().map(move |it| (table, it)));
        Self {
            title: &run.campaign.title,
            unit_types: run.tables.iter().map(|it| (&*it.unit_type.code, &it.unit_type.name)).collect(),
            units: units.map(|it| (&*it.result.unit, &it.name)).collect(),
            classes: classes.map(|(of, it)| ((&*of.unit_type.code, &*it.code), &it.name)).collect(),
        }
    }
}

/// All unit types, each from the first rank on and by name, units without a rank last with what they lack.
pub fn score_table<'a>(language: Language, labels: impl Into<Labels<'a>>, tables: &[IndexTable]) -> String {
    let labels = labels.into();
    let title = labels.title.get(language.code());
    tables.iter().fold(format!("{title}\n"), |all, table| all + "\n" + &one(language, &labels, table))
}

fn one(language: Language, labels: &Labels, table: &IndexTable) -> String {
    let mut units: Vec<&UnitResult> = table.units.iter().collect();
    units.sort_by_cached_key(|unit| {
        (unit.rank.unwrap_or(u32::MAX), name_key(unit_name(language, labels, &unit.unit)))
    });
    let unit_type = labels.unit_types.get(&*table.unit_type);
    let mut out = format!("{}\n", unit_type.map_or("", |name| name.get(language.code())));
    let mut rows = vec![HEADS.map(|key| text(language, key, &[]))];
    rows.extend(units.iter().map(|unit| row(language, labels, &table.unit_type, unit)));
    let widths: [usize; 6] =
        std::array::from_fn(|i| rows.iter().map(|row| row[i].chars().count()).max().unwrap_or(0));
    for row in &rows {
        let cells = row.iter().zip(widths).enumerate().map(|(i, (cell, width))| {
            if TEXT_COLUMNS.contains(&i) { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    for unit in units.iter().filter(|unit| unit.total.is_none()) {
        let _ = writeln!(out, "{}", lacks(language, labels, unit));
    }
    out
}

fn row(language: Language, labels: &Labels, unit_type: &str, unit: &UnitResult) -> [String; 6] {
    let class = unit.class.as_ref().and_then(|code| labels.classes.get(&(unit_type, &**code)));
    [
        unit.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string()),
        unit_name(language, labels, &unit.unit).to_owned(),
        number(language, &unit.appraised),
        number(language, &unit.survey),
        unit.total.as_ref().map_or_else(|| "-".to_owned(), |total| number(language, total)),
        class.map_or("-", |name| name.get(language.code())).to_owned(),
    ]
}

fn unit_name<'a>(language: Language, labels: &Labels<'a>, code: &'a str) -> &'a str {
    labels.units.get(code).map_or(code, |name| name.get(language.code()))
}

fn lacks(language: Language, labels: &Labels, unit: &UnitResult) -> String {
    let name = unit_name(language, labels, &unit.unit);
    if unit.missing.is_empty() {
        return text(language, "server.score.all_excused", &[("unit", name)]);
    }
    text(language, "server.score.missing", &[("unit", name), ("leaves", &unit.missing.join(", "))])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn campaign() -> Campaign {
        let name = |vi: &str, en: &str| json!({"vi": vi, "en": en});
        let unit = |code: &str, vi: &str| json!({"code": code, "type": "d", "name": name(vi, "")});
        serde_json::from_value(json!({
            "settings": {
                "id": "c", "title": name("Chỉ số", "Index"), "year": 2019, "criteria_decision": "", "combine": "groups",
                "dont_know": "exclude", "min_answers": 1, "decimals": 2, "survey_opens": "2019-10-15", "survey_closes": "2019-12-15",
                "self_scoring_closes": "2019-12-20", "timezone": "", "default_language": "vi"
            },
            "unit_types": [{"code": "d", "name": name("Sở", "Departments"), "self_points": "1", "survey_points": "0"}],
            "units": [unit("A", "Sở Một"), unit("B", "Sở Hai"), unit("C", "Sở Ba")],
            "places": [], "groups": [], "forms": [], "quotas": [], "criteria": [], "definitions": [],
            "bands": [{"unit_type": "d", "code": "good", "name": name("Tốt", "Good"), "min": "80"}]
        }))
        .unwrap()
    }

    fn tables() -> Vec<IndexTable> {
        let unit = |unit: &str, total: Value, rank: Value, class: Value, missing: Value| {
            json!({"unit": unit, "survey": "19.09", "appraised": "1070.00", "total": total, "total_exact": null,
                "rank": rank, "class": class, "missing": missing, "leaves": {}})
        };
        serde_json::from_value(json!([{"unit_type": "d", "sums": [], "units": [
            unit("A", json!(null), json!(null), json!(null), json!(["1.1", "2"])),
            unit("B", json!("79.5"), json!(2), json!(null), json!([])),
            unit("C", json!("1089.09"), json!(1), json!("good"), json!([]))
        ]}]))
        .unwrap()
    }

    #[test]
    fn the_first_rank_comes_first_and_an_incomplete_unit_says_what_it_lacks() {
        let expected = "\
Index

Departments
Rank  Unit    Appraised  Survey     Total  Class
   1  Sở Ba    1,070.00   19.09  1,089.09  Good
   2  Sở Hai   1,070.00   19.09      79.5  -
   -  Sở Một   1,070.00   19.09         -  -
Sở Một is incomplete. Without data: 1.1, 2
";
        assert_eq!(score_table(Language::En, &campaign(), &tables()), expected);
    }

    #[test]
    fn units_of_one_rank_are_in_the_order_of_dictionaries() {
        let (mut campaign, mut tables) = (campaign(), tables());
        for (unit, name) in campaign.units.iter_mut().zip(["Sở Em", "Sở Y tế", "Sở Đất"]) {
            unit.name.vi = name.to_owned();
        }
        for rank in [Some(1), None] {
            tables[0].units.iter_mut().for_each(|unit| unit.rank = rank);
            let shown = score_table(Language::Vi, &campaign, &tables);
            let at = ["Sở Đất", "Sở Em", "Sở Y tế"].map(|name| shown.find(name).unwrap());
            assert!(at.is_sorted(), "{shown}");
        }
    }

    #[test]
    fn numbers_and_names_are_in_the_language_chosen() {
        let shown = score_table(Language::Vi, &campaign(), &tables());
        assert!(shown.contains("1.089,09  Tốt") && shown.contains("Xếp loại"), "{shown}");
    }

    #[test]
    fn a_unit_excused_from_everything_is_said_to_be_so() {
        let mut tables = tables();
        tables[0].units[0].missing.clear();
        assert!(
            score_table(Language::En, &campaign(), &tables)
                .ends_with("Sở Một is excused from every leaf and has no total.\n")
        );
    }
}
