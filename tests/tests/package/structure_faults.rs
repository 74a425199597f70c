//! Faults of whole sheets, columns and files, and faults that come together.

use shared::sheet::{Book, Cell, Row};

use crate::workbooks::{
    Found, Package, add_sheet, found, number, remove, row, sample_package, set, sheet, text,
};

fn fault(code: &str, file: &str, sheet: &str, row: u32, column: &str) -> Found {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (code.to_owned(), file.to_owned(), some(sheet), (row > 0).then_some(row), some(column))
}

#[test]
fn a_missing_sheet_or_column_is_one_fault() {
    let mut package = sample_package();
    package.campaign.sheets.retain(|sheet| sheet.name != "groups");
    sheet(&mut package.campaign, "bands").rows[0].cells[4] = Cell::Empty;
    package.form(3).sheets.retain(|sheet| sheet.name != "settings");
    assert_eq!(
        found(&package),
        [
            fault("sheet.missing", "campaign.xlsx", "groups", 0, ""),
            fault("column.missing", "campaign.xlsx", "bands", 1, "min"),
            fault("sheet.missing", "forms/P3.xlsx", "settings", 0, ""),
        ]
    );
}

#[test]
fn unknown_and_doubled_sheets_and_columns_are_refused() {
    let mut package = sample_package();
    let book = &mut package.campaign;
    add_sheet(book, "Sheet1", &["a"]);
    add_sheet(book, "units", &["code"]);
    set(book, "places", 2, "populatoin", number("5"));
    sheet(book, "groups").rows[0].cells.push(text("code"));
    add_sheet(package.form(1), "external_choices", &["list_name"]);
    assert_eq!(
        found(&package),
        [
            fault("sheet.duplicate", "campaign.xlsx", "units", 0, ""),
            fault("column.unknown", "campaign.xlsx", "places", 1, "populatoin"),
            fault("column.duplicate", "campaign.xlsx", "groups", 1, "code"),
            fault("sheet.unknown", "campaign.xlsx", "Sheet1", 0, ""),
            fault("sheet.unknown", "forms/P1.xlsx", "external_choices", 0, ""),
        ]
    );
}

#[test]
fn the_guide_and_columns_without_a_head_are_skipped() {
    let mut package = sample_package();
    for book in std::iter::once(&mut package.campaign).chain(&mut package.forms) {
        if book.sheets.iter().all(|sheet| sheet.name != "Hướng dẫn") {
            add_sheet(book, "Hướng dẫn", &["Ghi chú"]);
        }
        for sheet in &mut book.sheets {
            let width = sheet.rows[0].cells.len();
            for row in &mut sheet.rows[1..] {
                row.cells.resize(width + 1, Cell::Empty);
                row.cells.push(Cell::Error("#REF!".to_owned()));
            }
            let cells = vec![Cell::Empty; width].into_iter().chain([text("a remark")]).collect();
            sheet.rows.push(Row { number: 9999, cells });
        }
    }
    assert_eq!(found(&package), []);
}

#[test]
fn an_empty_workbook_lacks_every_sheet() {
    let mut package = sample_package();
    package.campaign.sheets.clear();
    package.forms.clear();
    let found = found(&package);
    assert!(found.iter().all(|(code, ..)| code == "sheet.missing"));
    let sheets: Vec<_> = found.iter().filter_map(|(_, _, sheet, ..)| sheet.as_deref()).collect();
    assert_eq!(
        sheets,
        ["settings", "unit_types", "units", "places", "groups", "forms", "quotas", "criteria", "bands"]
    );
}

#[test]
fn a_sheet_with_heads_only_is_empty() {
    let mut package = sample_package();
    sheet(&mut package.campaign, "quotas").rows.truncate(1);
    assert_eq!(found(&package), [fault("sheet.empty", "campaign.xlsx", "quotas", 0, "")]);
}

#[test]
fn forms_and_the_forms_sheet_must_name_each_other() {
    let mut package = sample_package();
    package.forms[6].file = "forms/P8.xlsx".to_owned();
    assert_eq!(
        found(&package),
        [
            fault("forms.file_missing", "campaign.xlsx", "forms", 8, "file"),
            fault("forms.unlisted", "forms/P8.xlsx", "", 0, ""),
        ]
    );
}

#[test]
fn a_file_outside_of_the_package_is_refused() {
    for path in [
        "../P1.xlsx",
        "/etc/P1.xlsx",
        "forms/../../P1.xlsx",
        "C:\\P1.xlsx",
        "forms\\P1.xlsx",
        "./P1.xlsx",
        "forms//P1.xlsx",
        "forms/P1.csv",
    ] {
        let mut package = sample_package();
        set(&mut package.campaign, "forms", 2, "file", text(path));
        assert_eq!(
            found(&package),
            [fault("forms.file_outside", "campaign.xlsx", "forms", 2, "file")],
            "{path}"
        );
        assert!(!shared::campaign::form_files(&package.campaign).contains(&path.to_owned()));
    }
}

#[test]
fn one_slip_is_not_reported_again_where_others_refer_to_it() {
    let mut package = sample_package();
    set(&mut package.campaign, "places", 2, "code", number("58"));
    assert_eq!(found(&package), [fault("cell.code_is_number", "campaign.xlsx", "places", 2, "code")]);
}

#[test]
fn all_faults_are_found_at_once_in_the_order_of_the_package() {
    let mut package = sample_package();
    let book = &mut package.campaign;
    set(book, "unit_types", 2, "self_points", number("75"));
    set(book, "quotas", 9, "place", text("XX"));
    set(book, "history", 2, "total", text("?"));
    set(package.form(1), "survey", 11, "constraint", text("string-length(.) <="));
    set(package.form(7), "survey", 13, "type", text("geopoint"));
    assert_eq!(
        found(&package),
        [
            fault("unit_types.sum", "campaign.xlsx", "unit_types", 2, "self_points"),
            fault("unknown.place", "campaign.xlsx", "quotas", 9, "place"),
            fault("cell.not_a_number", "campaign.xlsx", "history", 2, "total"),
            fault("expression.ends_early", "forms/P1.xlsx", "survey", 11, "constraint"),
            fault("form.type_refused", "forms/P7.xlsx", "survey", 13, "type"),
        ]
    );
}

#[test]
fn a_leaf_is_not_called_unfed_while_a_form_cannot_be_read() {
    let mut package = sample_package();
    set(package.form(5), "survey", 21, "type", text("geopoint"));
    let codes: Vec<_> = found(&package).into_iter().map(|(code, ..)| code).collect();
    assert!(!codes.contains(&"criteria.not_fed".to_owned()), "{codes:?}");
}

#[test]
fn decimals_dates_and_dates_as_cells_are_read_as_written() {
    let mut package = sample_package();
    let book = &mut package.campaign;
    set(book, "criteria", 4, "max_points", text("1,0"));
    set(book, "settings", 11, "value", Cell::Date("2019-10-15".to_owned()));
    set(book, "settings", 5, "value", text("2019"));
    let as_it_was = sample_package().read().0.unwrap();
    assert_eq!(package.read().0.unwrap(), as_it_was);
}

#[test]
fn xlsform_spellings_of_other_tools_mean_the_same() {
    let mut package = sample_package();
    let form: &mut Book = package.form(7);
    for (number, kind) in [
        (7, "begin group"),
        (14, "end group"),
        (15, "begin repeat"),
        (29, "end repeat"),
        (8, "select one sex"),
    ] {
        set(form, "survey", number, "type", text(kind));
    }
    for (number, required) in [(8, Cell::Bool(true)), (9, text("true()")), (10, text("TRUE"))] {
        set(form, "survey", number, "required", required);
    }
    for cell in &mut row(form, "choices", 1).cells {
        if *cell == text("list_name") {
            *cell = text("list name");
        }
    }
    set(form, "settings", 2, "style", text("pages"));
    remove(form, "survey", 6);
    let mut expected = sample_package();
    remove(expected.form(7), "survey", 6);
    // The cells differ, and with them the source; what they mean does not.
    let meant = |package: &Package| {
        let mut campaign = package.read().0.unwrap();
        campaign.definitions.iter_mut().for_each(|definition| definition.source = None);
        campaign
    };
    assert_eq!(meant(&package), meant(&expected));
}
