//! Who stands where, in words: what the page and the annex on paper say of a unit.

use shared::message::{Language, number, text};
use shared::points::Points;
use shared::publication::{PublicTable, PublicUnit};

use super::words::{class, points, rank, say};

/// Last year of a unit type: the year that stands beside this one, where one does.
pub fn last_year(table: &PublicTable) -> Option<i32> {
    table.units.iter().filter_map(|unit| unit.last_year.as_ref()).map(|last| last.year).max()
}

/// A unit's line of the table.
pub struct Line {
    /// Its rank.
    pub rank: String,
    /// Its name, and why it is not ranked.
    pub name: String,
    /// Its total.
    pub total: String,
    /// Its class.
    pub class: String,
    /// The sum of its appraised leaves.
    pub appraised: String,
    /// The sum of its survey leaves.
    pub survey: String,
    /// Last year's total.
    pub last: String,
    /// How much more or less than last year.
    pub change: String,
}

impl Line {
    /// A unit's.
    pub fn of(table: &PublicTable, unit: &PublicUnit, language: Language) -> Self {
        // As the table's other totals: an earlier year may have been written with fewer digits.
        let decimals = table.maximum.split_once('.').map_or(0, |(_, digits)| digits.len());
        let name = unit.name.get(language.code());
        let name = match unranked(unit, language) {
            None => name.to_owned(),
            Some(why) => format!("{name} ({why})"),
        };
        let last = unit.last_year.as_ref();
        let change = last.and_then(|last| last.change.as_deref());
        Self {
            rank: rank(language, unit),
            name,
            total: points(language, unit.total.as_deref(), unit.withholds_total()),
            class: class(language, table, unit),
            appraised: points(language, unit.appraised.as_deref(), true),
            survey: points(language, unit.survey.as_deref(), true),
            last: points(language, last.map(|last| even(&last.total, decimals)).as_deref(), false),
            change: change.map_or_else(|| "–".to_owned(), |change| number(language, change)),
        }
    }
}

/// Why a unit has no total, in two or three words.
pub fn unranked(unit: &PublicUnit, language: Language) -> Option<String> {
    match () {
        () if !unit.missing.is_empty() => Some(say(language, "public.incomplete")),
        () if is_excused_from_all(unit) => Some(say(language, "public.not_judged")),
        () => None,
    }
}

fn is_excused_from_all(unit: &PublicUnit) -> bool {
    let asked = unit.leaves.len() + unit.hidden.len() + unit.missing.len();
    asked == 0 && !unit.excused.is_empty()
}

/// Why a unit has no total, and what makes a total another than the sum of its points: the leaves that it lacks, those that it was
/// excused from, what was added and taken off.
pub fn remarks(table: &PublicTable, unit: &PublicUnit, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    if !unit.missing.is_empty() {
        let leaves = unit.missing.iter().map(|code| leaf(table, code, language)).collect::<Vec<_>>();
        said.push(text(language, "public.lacks", &[("leaves", &leaves.join("; "))]));
    }
    if is_excused_from_all(unit) {
        said.push(say(language, "public.excused_all"));
    } else if !unit.excused.is_empty() {
        said.push(text(language, "public.excused_from", &[("codes", &unit.excused.join(", "))]));
    }
    said.extend(unit.adjustments.iter().map(|it| {
        let points = number(language, &it.points);
        text(language, "results.unit.adjusted", &[("points", &points), ("reason", &it.reason)])
    }));
    said
}

/// A leaf by its code and name.
fn leaf(table: &PublicTable, code: &str, language: Language) -> String {
    let name =
        table.framework.iter().find(|node| node.code == code).map(|node| node.name.get(language.code()));
    format!("{code} {}", name.unwrap_or_default()).trim_end().to_owned()
}

/// The units of a table of which something is to be remarked, in its order, with what is: those of which the same is, in one line.
pub fn remarked(table: &PublicTable, language: Language) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for unit in table.ranked() {
        let (name, said) = (unit.name.get(language.code()), remarks(table, unit, language).join(" "));
        match all.iter_mut().find(|(_, before)| *before == said) {
            _ if said.is_empty() => {}
            Some((names, _)) => *names = format!("{names}; {name}"),
            None => all.push((name.to_owned(), said)),
        }
    }
    all
}

/// A number with so many digits behind its point.
fn even(total: &str, decimals: usize) -> String {
    let decimals = u32::try_from(decimals).unwrap_or_default();
    Points::parse(total).map_or_else(|_| total.to_owned(), |total| total.shown(decimals))
}

/// How many units reached which class, in one line each.
pub fn counts(table: &PublicTable, language: Language) -> Vec<String> {
    let count = |name: &str, units: u32| {
        text(language, "public.count", &[("class", name), ("n", &units.to_string())])
    };
    let classes = table.classes.iter().map(|class| count(class.name.get(language.code()), class.units));
    let without = Some(table.without_class).filter(|units| *units > 0);
    let without = without.map(|units| count(&say(language, "public.without_class"), units));
    let untold = table.units.iter().filter(|unit| unit.withholds_class()).count();
    let untold = u32::try_from(untold).ok().filter(|units| *units > 0);
    let untold = untold.map(|units| count(&say(language, "public.untold"), units));
    classes.chain(without).chain(untold).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_remarked_of_several_units_is_said_once() {
        let unit = |code: &str, missing: &[&str]| {
            json!({"unit": code, "name": {"vi": format!("Sở {code}"), "en": ""}, "survey": "0", "appraised": "0", "total": null,
                "rank": null, "class": null, "missing": missing, "leaves": {}, "domains": {}, "hidden": [], "excused": [],
                "adjustments": [], "groups": [], "last_year": null})
        };
        let leaf = json!({"code": "1", "name": {"vi": "Kế hoạch", "en": ""}, "level": "criterion", "max_points": "1", "method": "self"});
        let table = json!({"unit_type": {"code": "so", "name": {"vi": "Sở", "en": ""}}, "maximum": "1", "framework": [leaf], "classes": [],
            "without_class": 0, "units": [unit("C", &["1"]), unit("B", &["2"]), unit("A", &["1"]), unit("D", &[])]});
        let all = remarked(&serde_json::from_value(table).unwrap(), Language::Vi);
        let lacks = |what| text(Language::Vi, "public.lacks", &[("leaves", what)]);
        assert_eq!(all, [("Sở A; Sở C".into(), lacks("1 Kế hoạch")), ("Sở B".into(), lacks("2"))]);
    }

    #[test]
    fn totals_of_earlier_years_have_as_many_digits_as_this_year_has() {
        assert_eq!(even("88.1", 2), "88.10");
        assert_eq!(even("88", 2), "88.00");
        assert_eq!(even("?", 2), "?");
    }
}
