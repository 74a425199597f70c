//! What an import would change is named, whatever it is.

use super::specimen;
use crate::campaign::{Campaign, RowChangeKind, SheetChange, changes};
use crate::points::Points;

fn changed(change: impl FnOnce(&mut Campaign)) -> Vec<SheetChange> {
    let (before, mut after) = (specimen::campaign(), specimen::campaign());
    change(&mut after);
    changes(Some(&before), &after, 9)
}

fn one(change: impl FnOnce(&mut Campaign)) -> (String, String, Vec<(String, String, String)>) {
    let found = changed(change);
    let [sheet] = &found[..] else { panic!("one sheet: {found:?}") };
    let [row] = &sheet.rows[..] else { panic!("one row: {sheet:?}") };
    assert_eq!((sheet.changed, sheet.added, sheet.removed), (1, 0, 0));
    let cell =
        |cell: &crate::campaign::CellChange| (cell.column.clone(), cell.before.clone(), cell.after.clone());
    (sheet.sheet.clone(), row.key.clone(), row.cells.iter().map(cell).collect())
}

fn points(text: &str) -> Points {
    Points::parse(text).unwrap()
}

#[test]
fn nothing_is_said_of_the_same_campaign() {
    assert_eq!(changed(|_| ()), []);
}

#[test]
fn a_cell_is_named_by_its_sheet_its_row_and_the_column_of_the_workbook() {
    let cell = |column: &str, before: &str, after: &str| {
        vec![(column.to_owned(), before.to_owned(), after.to_owned())]
    };
    let at = |sheet: &str, key: &str, cells| (sheet.to_owned(), key.to_owned(), cells);
    assert_eq!(
        one(|it| it.units[0].name.vi = "Sở khác".to_owned()),
        at("units", "SNV", cell("name_vi", "Sở Nội vụ", "Sở khác"))
    );
    assert_eq!(
        one(|it| it.criteria[1].leaf.as_mut().unwrap().max_points = points("2")),
        at("criteria", "department 1.1", cell("max_points", "1.5", "2"))
    );
    assert_eq!(
        one(|it| it.criteria[1].leaf.as_mut().unwrap().steps = vec![points("0"), points("1.5")]),
        at("criteria", "department 1.1", cell("steps", "0; 0.5; 1.5", "0; 1.5"))
    );
    assert_eq!(
        one(|it| it.settings.title.en = "Another".to_owned()),
        at("settings", "title_en", cell("value", "Index", "Another"))
    );
    assert_eq!(one(|it| it.quotas[1].ballots = 3), at("quotas", "F1 SNV", cell("ballots", "2", "3")));
    assert_eq!(
        one(|it| it.definitions[0].version = "2019.2".to_owned()),
        at("forms", "F1", cell("version", "2019.1", "2019.2"))
    );
    assert_eq!(
        one(|it| it.adjustments[0].points = points("0.25")),
        at("adjustments", "SNV", cell("points", "0.5", "0.25"))
    );
}

#[test]
fn a_setting_that_was_empty_comes_and_rows_come_and_go() {
    let found = changed(|it| {
        it.settings.notice.contact.vi = "Phòng 1".to_owned();
        it.settings.previous = Some("specimen-2018".to_owned());
        it.bands.remove(0);
        let mut second = it.adjustments[0].clone();
        second.reason = "Lần hai".to_owned();
        it.adjustments.push(second);
    });
    let rows: Vec<_> = found.iter().flat_map(|it| &it.rows).map(|row| (&*row.key, row.kind)).collect();
    assert_eq!(
        rows,
        [
            ("data_contact_vi", RowChangeKind::Added),
            ("previous", RowChangeKind::Added),
            ("department good", RowChangeKind::Removed),
            ("SNV", RowChangeKind::Added),
        ]
    );
}

#[test]
fn another_order_is_a_change_and_an_added_row_is_none() {
    let found = changed(|it| it.criteria.swap(1, 2));
    assert_eq!(found.len(), 1);
    assert!(found[0].reordered && found[0].rows.is_empty());
    let found = changed(|it| {
        let mut first = it.units[0].clone();
        first.code = "STC".to_owned();
        it.units.insert(0, first);
    });
    assert!(!found[0].reordered && found[0].added == 1);
}

#[test]
fn of_a_campaign_that_is_new_rows_are_counted() {
    let found = changes(None, &specimen::campaign(), 9);
    let units = found.iter().find(|it| it.sheet == "units").unwrap();
    assert_eq!((units.added, units.removed, units.changed), (1, 0, 0));
    assert!(found.iter().all(|it| it.rows.is_empty() && !it.reordered));
}

#[test]
fn rows_beyond_the_most_are_counted_and_not_named() {
    let mut after = specimen::campaign();
    after.quotas.iter_mut().for_each(|quota| quota.ballots += 1);
    let found = changes(Some(&specimen::campaign()), &after, 2);
    assert_eq!((found[0].changed, found[0].rows.len()), (3, 2));
}
