//! Earlier years: units that merge, split, are renamed, and codes that change hands.

use serde_json::{Value, json};

use super::made::{run, run_beside};
use crate::campaign::{Campaign, Level};
use crate::index::example::{appraised, campaign};
use crate::run::Line;

fn with(history: &[(i32, &str, &str)], lineage: &[(&str, &str, i32, &str, &str)]) -> Campaign {
    let mut value = serde_json::to_value(campaign()).unwrap();
    value["history"] = history
        .iter()
        .map(|(year, unit, total)| json!({"year": year, "unit": unit, "total": total, "basis": "published"}))
        .collect();
    value["lineage"] = lineage
        .iter()
        .map(|(unit, predecessor, year, kind, extent)| {
            json!({"unit": unit, "predecessor": predecessor, "predecessor_name": format!("cũ {predecessor}"),
                "year": year, "kind": kind, "extent": extent})
        })
        .collect::<Value>();
    serde_json::from_value(value).unwrap()
}

fn line(campaign: &Campaign, unit: &str) -> Line {
    let run = run(campaign, &[], &[]);
    run.tables.iter().flat_map(|table| &table.units).find(|it| it.result.unit == unit).unwrap().past.clone()
}

fn years(line: &Line) -> Vec<(i32, &str)> {
    line.years.iter().map(|year| (year.year, &*year.total)).collect()
}

fn before(line: &Line) -> Vec<(&str, Vec<(i32, &str)>)> {
    line.before
        .iter()
        .map(|of| (&*of.code, of.years.iter().map(|year| (year.year, &*year.total)).collect()))
        .collect()
}

#[test]
fn a_unit_that_was_merged_shows_the_lines_of_those_it_was_made_of_and_no_average() {
    let campaign = with(
        &[(2016, "A", "70"), (2017, "A", "71"), (2017, "B", "81.5"), (2018, "D1", "76")],
        &[("D1", "A", 2018, "merge", "whole"), ("D1", "B", 2018, "merge", "part")],
    );
    let line = line(&campaign, "D1");
    assert_eq!(years(&line), [(2018, "76")]);
    assert_eq!(before(&line), [("A", vec![(2016, "70"), (2017, "71")]), ("B", vec![(2017, "81.5")])]);
}

#[test]
fn a_code_that_changed_hands_is_the_unit_that_had_it_in_that_year() {
    // D1 had the code D2 until 2017; D2 is made of what had the code X.
    let history = [(2017, "D2", "61"), (2018, "D2", "82"), (2018, "D1", "62"), (2017, "X", "81")];
    let campaign =
        with(&history, &[("D1", "D2", 2018, "rename", "whole"), ("D2", "X", 2018, "merge", "whole")]);
    assert_eq!(years(&line(&campaign, "D1")), [(2017, "61"), (2018, "62")]);
    let other = line(&campaign, "D2");
    assert_eq!((years(&other), before(&other)), (vec![(2018, "82")], vec![("X", vec![(2017, "81")])]));
}

#[test]
fn a_new_unit_under_the_code_of_one_that_is_gone_has_none_of_its_years() {
    let campaign = with(&[(2016, "D2", "50"), (2018, "D2", "60")], &[("D1", "D2", 2017, "merge", "whole")]);
    assert_eq!(years(&line(&campaign, "D2")), [(2018, "60")]);
    assert_eq!(before(&line(&campaign, "D1")), [("D2", vec![(2016, "50")])]);
}

#[test]
fn who_gave_a_part_away_keeps_its_line() {
    let campaign = with(&[(2016, "D2", "50"), (2018, "D2", "60")], &[("D1", "D2", 2017, "split", "part")]);
    assert_eq!(years(&line(&campaign, "D2")), [(2016, "50"), (2018, "60")]);
}

#[test]
fn last_years_total_stands_beside_this_ones_with_the_change() {
    let mut campaign = with(&[(2018, "D1", "3.5"), (2017, "D2", "9")], &[]);
    campaign.criteria.retain(|node| node.code == "3");
    let run = run(&campaign, &[], &[appraised("D1", "3", "4"), appraised("D2", "3", "2")]);
    let [unit, other] = &run.tables[0].units[..] else { panic!() };
    let last = unit.last_year.as_ref().unwrap();
    assert_eq!((last.year, &*last.total, last.change.as_deref()), (2018, "3.5", Some("+0.50")));
    assert_eq!(other.last_year, None);
}

#[test]
fn last_years_run_adds_what_the_sheet_does_not_say_and_its_domains() {
    let mut earlier = with(&[(2017, "D1", "3")], &[]);
    earlier.settings.year = 2018;
    earlier.criteria.retain(|node| ["0", "3"].contains(&&*node.code));
    for node in &mut earlier.criteria {
        let is_domain = node.code == "0";
        node.code = if is_domain { "9".into() } else { "9.1".into() };
        node.level = if is_domain { Level::Domain } else { Level::Sub };
    }
    let before = run(&earlier, &[], &[appraised("D1", "9.1", "3.25"), appraised("D2", "9.1", "2")]);
    let campaign = with(&[(2018, "D2", "2.125")], &[]);
    let run = run_beside(&campaign, &[], &[], Some(&before));
    let [unit, other] = &run.tables[0].units[..] else { panic!() };
    assert_eq!(years(&unit.past), [(2017, "3"), (2018, "3.25")]);
    assert_eq!(unit.past.years[1].domains, [("9".to_owned(), "3.25".to_owned())]);
    // What was published stands; the run adds the domains.
    assert_eq!(years(&other.past), [(2018, "2.125")]);
    assert_eq!(other.past.years[0].domains, [("9".to_owned(), "2.00".to_owned())]);
    assert_eq!(run.inputs.previous, Some(before.digest()));
}
