//! Faults in the cells of campaign.xlsx, and between its sheets.

use shared::sheet::{Book, Cell, Formatted};

use crate::workbooks::{
    Case, Package, add, add_sheet, each_is_found_where_it_is, number, remove, sample_package, set, sheet,
    text,
};

const fn case(
    code: &'static str,
    sheet: &'static str,
    row: u32,
    column: &'static str,
    make: fn(&mut Book),
) -> Case {
    Case { code, sheet, row, column, make }
}

#[test]
fn each_wrong_cell_of_the_campaign_is_named() {
    let cases = [
        case("cell.empty", "units", 3, "name_vi", |b| set(b, "units", 3, "name_vi", text("  "))),
        case("cell.empty", "units", 3, "name_vi", |b| set(b, "units", 3, "name_vi", text("\u{ad}"))),
        case("cell.empty", "places", 3, "name_vi", |b| {
            set(b, "places", 3, "name_vi", text(" \u{200b}\u{a0}"))
        }),
        case("cell.code_is_number", "places", 3, "code", |b| set(b, "places", 3, "code", number("1834"))),
        case("cell.code_is_number", "criteria", 3, "code", |b| set(b, "criteria", 3, "code", number("1.1"))),
        case("cell.code_is_date", "criteria", 3, "code", |b| {
            set(b, "criteria", 3, "code", Cell::Date("2019-01-10".into()));
        }),
        case("cell.code_characters", "groups", 2, "code", |b| set(b, "groups", 2, "code", text("G 1"))),
        case("cell.error", "units", 3, "name_en", |b| {
            set(b, "units", 3, "name_en", Cell::Error("#REF!".into()));
        }),
        case("cell.duplicate", "units", 3, "code", |b| set(b, "units", 3, "code", text("VPUBND"))),
        case("cell.duplicate", "quotas", 4, "place", |b| {
            set(b, "quotas", 4, "form", text("P2"));
        }),
        case("cell.not_a_number", "unit_types", 2, "self_points", |b| {
            set(b, "unit_types", 2, "self_points", text("76 điểm"));
        }),
        case("cell.not_positive", "criteria", 4, "max_points", |b| {
            set(b, "criteria", 4, "max_points", number("-1"));
        }),
        case("cell.not_positive", "groups", 2, "weight", |b| set(b, "groups", 2, "weight", number("0"))),
        case("cell.percent", "groups", 2, "weight", |b| {
            set(b, "groups", 2, "weight", Cell::Percent("60".into()));
        }),
        case("cell.uncalculated", "groups", 2, "weight", |b| {
            set(b, "groups", 2, "weight", Cell::Uncalculated);
        }),
        case("cell.number_format", "criteria", 4, "max_points", |b| {
            let (number, format) = ("1000".into(), "0,".into());
            let cell = Cell::Formatted(Formatted { number, format, rounded: false });
            set(b, "criteria", 4, "max_points", cell);
        }),
        case("cell.thousand_or_decimal", "criteria", 4, "max_points", |b| {
            set(b, "criteria", 4, "max_points", text("1,500"));
        }),
        case("cell.unseen", "units", 3, "code", |b| set(b, "units", 3, "code", text("VPUBND\u{ad}"))),
        case("cell.not_whole", "quotas", 2, "ballots", |b| set(b, "quotas", 2, "ballots", number("2.5"))),
        case("cell.not_whole", "quotas", 2, "ballots", |b| set(b, "quotas", 2, "ballots", number("0"))),
        case("cell.not_allowed", "units", 2, "basis", |b| set(b, "units", 2, "basis", text("hearsay"))),
        case("cell.not_allowed", "criteria", 4, "method", |b| set(b, "criteria", 4, "method", text("both"))),
        case("cell.not_allowed", "places", 4, "sampled", |b| set(b, "places", 4, "sampled", text("x"))),
        case("cell.not_a_number", "history", 2, "total", |b| set(b, "history", 2, "total", text("cao"))),
    ];
    each_is_found_where_it_is(&cases, |package| &mut package.campaign);
}

#[test]
fn each_wrong_setting_is_named() {
    let cases = [
        case("settings.id_characters", "settings", 2, "value", |b| {
            set(b, "settings", 2, "value", text("Bac-Kan"));
        }),
        case("cell.not_whole", "settings", 5, "value", |b| set(b, "settings", 5, "value", text("năm nay"))),
        case("cell.not_allowed", "settings", 7, "value", |b| set(b, "settings", 7, "value", text("mean"))),
        case("cell.not_allowed", "settings", 8, "value", |b| set(b, "settings", 8, "value", text("keep"))),
        case("cell.not_whole", "settings", 10, "value", |b| set(b, "settings", 10, "value", number("7"))),
        case("cell.not_a_date", "settings", 11, "value", |b| {
            set(b, "settings", 11, "value", text("15/10/2019"));
        }),
        case("settings.closes_before_opens", "settings", 12, "value", |b| {
            set(b, "settings", 12, "value", Cell::Date("2019-10-14".into()));
        }),
        case("settings.timezone_unknown", "settings", 14, "value", |b| {
            set(b, "settings", 14, "value", text("giờ Việt Nam"));
        }),
        case("cell.not_allowed", "settings", 15, "value", |b| set(b, "settings", 15, "value", text("fr"))),
        case("settings.missing", "settings", 0, "", |b| remove(b, "settings", 14)),
        case("settings.unknown", "settings", 16, "key", |b| {
            add(b, "settings", &["colour", "red"]);
        }),
        case("cell.duplicate", "settings", 16, "key", |b| {
            add(b, "settings", &["year", "2020"]);
        }),
        case("cell.empty", "settings", 6, "value", |b| set(b, "settings", 6, "value", Cell::Empty)),
    ];
    each_is_found_where_it_is(&cases, |package| &mut package.campaign);
}

#[test]
fn each_code_that_another_sheet_does_not_have_is_named() {
    let cases = [
        case("unknown.unit_type", "bands", 2, "unit_type", |b| {
            set(b, "bands", 2, "unit_type", text("board"))
        }),
        case("unknown.parent", "places", 3, "parent", |b| set(b, "places", 3, "parent", text("059"))),
        case("places.in_itself", "places", 3, "parent", |b| set(b, "places", 3, "parent", text("01834"))),
        case("places.in_smaller", "places", 11, "parent", |b| {
            set(b, "places", 11, "parent", text("01834"));
        }),
        case("places.circle", "places", 2, "parent", |b| {
            set(b, "places", 2, "parent", text("060"));
            set(b, "places", 11, "parent", text("058"));
        }),
        case("unknown.unit", "places", 3, "unit", |b| set(b, "places", 3, "unit", text("TPHN"))),
        case("unknown.place", "quotas", 2, "place", |b| set(b, "quotas", 2, "place", text("HaNoi"))),
        case("unknown.form", "quotas", 2, "form", |b| set(b, "quotas", 2, "form", text("P8"))),
        case("unknown.group", "forms", 2, "group", |b| set(b, "forms", 2, "group", text("G8"))),
        case("unknown.past_unit", "history", 2, "unit", |b| set(b, "history", 2, "unit", text("XYZ"))),
        case("history.not_earlier", "history", 2, "year", |b| set(b, "history", 2, "year", text("2019"))),
        case("history.not_earlier", "history", 3, "year", |b| set(b, "history", 3, "year", text("2999"))),
        case("unknown.unit", "adjustments", 2, "unit", |b| {
            add_sheet(b, "adjustments", &["unit", "kind", "points", "reason"]);
            add(b, "adjustments", &["XYZ", "bonus", "1", "Sáng kiến"]);
        }),
        case("code.reserved", "places", 3, "code", |b| set(b, "places", 3, "code", text("province"))),
        case("quotas.no_own_unit", "quotas", 4, "place", |b| set(b, "quotas", 4, "place", text("TPBK"))),
        case("quotas.no_own_unit", "quotas", 4, "place", |b| set(b, "quotas", 4, "place", text("province"))),
    ];
    each_is_found_where_it_is(&cases, |package| &mut package.campaign);
}

#[test]
fn each_fault_of_the_optional_sheets_and_settings_is_named() {
    fn lineage(b: &mut Book, rows: &[[&str; 6]]) {
        let heads = ["unit", "predecessor", "predecessor_name", "year", "kind", "extent"];
        add_sheet(b, "lineage", &heads);
        for cells in rows {
            add(b, "lineage", cells);
        }
    }
    fn advice(b: &mut Book, rows: &[[&str; 5]]) {
        add_sheet(b, "instructions", &["key", "title_vi", "text_vi", "form", "question"]);
        for cells in rows {
            add(b, "instructions", cells);
        }
    }
    let cases = [
        case("unknown.unit", "lineage", 2, "unit", |b| {
            lineage(b, &[["XYZ", "1", "Sở cũ", "2018", "merge", "whole"]]);
        }),
        case("lineage.later", "lineage", 2, "year", |b| {
            lineage(b, &[["SNV", "1", "Sở cũ", "2020", "rename", "whole"]]);
        }),
        case("cell.not_allowed", "lineage", 2, "kind", |b| {
            lineage(b, &[["SNV", "1", "Sở cũ", "2018", "swallow", "whole"]]);
        }),
        case("cell.duplicate", "lineage", 3, "predecessor", |b| {
            lineage(b, &[["SNV", "1", "Sở cũ", "2018", "merge", "part"]; 2]);
        }),
        case("lineage.whole_twice", "lineage", 2, "extent", |b| {
            lineage(
                b,
                &[
                    ["SNV", "1", "Sở cũ", "2018", "merge", "whole"],
                    ["STP", "1", "Sở cũ", "2018", "split", "part"],
                ],
            );
        }),
        case("unknown.form", "instructions", 2, "form", |b| {
            advice(b, &[["a", "Mở đầu", "Chào", "P9", ""]]);
        }),
        case("unknown.question", "instructions", 3, "question", |b| {
            advice(b, &[["a", "Mở đầu", "Chào", "P7", "P7A_1"], ["b", "Kết", "Cảm ơn", "P1", "P7A_1"]]);
        }),
        case("unknown.question", "instructions", 2, "question", |b| {
            advice(b, &[["a", "Mở đầu", "Chào", "", "no_such"]]);
        }),
        case("cell.empty", "instructions", 2, "text_vi", |b| advice(b, &[["a", "Mở đầu", "", "", ""]])),
        case("cell.duplicate", "instructions", 3, "key", |b| {
            advice(b, &[["a", "Mở đầu", "Chào", "", ""]; 2])
        }),
        case("settings.missing", "settings", 16, "value", |b| {
            add(b, "settings", &["office_en", "Home Affairs"]);
        }),
        case("cell.not_a_date", "settings", 16, "value", |b| {
            add(b, "settings", &["data_kept_until", "mãi mãi"]);
        }),
        case("settings.id_characters", "settings", 16, "value", |b| {
            add(b, "settings", &["previous", "Nam-Truoc"]);
        }),
    ];
    each_is_found_where_it_is(&cases, |package| &mut package.campaign);
}

#[test]
fn each_flaw_of_a_framework_is_named() {
    let cases = [
        case("unit_types.sum", "unit_types", 2, "self_points", |b| {
            set(b, "unit_types", 2, "self_points", number("77"));
        }),
        case("unit_types.sum", "unit_types", 3, "survey_points", |b| {
            set(b, "unit_types", 3, "survey_points", text("32,5"));
        }),
        case("unit_types.sum", "unit_types", 2, "self_points", |b| {
            set(b, "criteria", 4, "max_points", text("1,5"));
        }),
        case("unit_types.no_units", "unit_types", 4, "code", |b| {
            add(b, "unit_types", &["board", "Ban", "Boards", "0", "0"]);
            add(b, "bands", &["board", "good", "Tốt", "Good", "0"]);
        }),
        case("unit_types.no_bands", "unit_types", 4, "code", |b| {
            add(b, "unit_types", &["board", "Ban", "Boards", "0", "0"]);
            add(b, "units", &["B1", "board", "Ban một", "Board one", "seed"]);
        }),
        case("cell.duplicate", "bands", 3, "min", |b| set(b, "bands", 3, "min", text("90,0"))),
        case("criteria.points_missing", "criteria", 4, "max_points", |b| {
            set(b, "criteria", 4, "max_points", Cell::Empty);
        }),
        case("cell.empty", "criteria", 4, "method", |b| set(b, "criteria", 4, "method", Cell::Empty)),
        case("cell.empty", "criteria", 4, "rule", |b| set(b, "criteria", 4, "rule", Cell::Empty)),
        case("criteria.self_only", "criteria", 13, "rule", |b| set(b, "criteria", 13, "rule", text("ratio"))),
        case("criteria.steps", "criteria", 4, "steps", |b| set(b, "criteria", 4, "steps", text("0; 1; 0,5"))),
        case("criteria.steps", "criteria", 4, "steps", |b| set(b, "criteria", 4, "steps", text("0; 2"))),
        case("criteria.parent_unknown", "criteria", 4, "code", |b| {
            set(b, "criteria", 4, "code", text("1.9.1"));
        }),
        case("criteria.level", "criteria", 4, "level", |b| set(b, "criteria", 4, "level", text("criterion"))),
        case("criteria.level", "criteria", 6, "level", |b| set(b, "criteria", 6, "code", text("9"))),
        case("criteria.leaf_has_children", "criteria", 3, "max_points", |b| {
            set(b, "criteria", 3, "max_points", text("0,5"));
            set(b, "criteria", 3, "method", text("self"));
            set(b, "criteria", 3, "rule", text("ratio"));
            set(b, "criteria", 4, "max_points", text("0,5"));
        }),
        case("criteria.no_leaf", "criteria", 207, "max_points", |b| {
            add(b, "criteria", &["district", "7.99", "criterion", "Thêm", "More"]);
        }),
        case("criteria.not_fed", "criteria", 207, "code", |b| {
            add(b, "criteria", &["district", "7.99", "criterion", "Thêm", "More", "1", "survey"]);
            set(b, "unit_types", 3, "survey_points", number("33"));
        }),
    ];
    each_is_found_where_it_is(&cases, |package| &mut package.campaign);
}

/// What is found, which keeps nobody from importing: code and column.
fn warned(package: &Package) -> Vec<(String, String)> {
    let (campaign, diagnostics) = package.read();
    assert!(campaign.is_some() && diagnostics.iter().all(|it| !it.is_fault() && it.at.row.is_some()));
    diagnostics.into_iter().map(|it| (it.problem.code, it.at.column.unwrap_or_default())).collect()
}

#[test]
fn numbers_that_were_hardly_meant_are_warned_of() {
    // Shares of P7's list typed as fractions: every unit would get a hundredth of its points.
    let mut package = sample_package();
    let heads = &sheet(package.form(7), "choices").rows[0].cells;
    let percent = heads.iter().position(|head| *head == text("percent")).unwrap();
    for row in &mut sheet(package.form(7), "choices").rows[1..] {
        match row.cells.get(percent) {
            Some(Cell::Number(share)) if share == "100" => row.cells[percent] = number("1"),
            Some(Cell::Number(share)) => row.cells[percent] = number(&format!("0.{share}")),
            _ => {}
        }
    }
    let found = warned(&package);
    let each = ("form.percent_best".to_owned(), "percent".to_owned());
    assert!(found.len() > 1 && found.iter().all(|it| *it == each), "{found:?}");

    // A class that begins above the one before it.
    let mut package = sample_package();
    let bounds: Vec<u32> =
        sheet(&mut package.campaign, "bands").rows[1..].iter().map(|row| row.number).collect();
    set(&mut package.campaign, "bands", bounds[1], "min", number("95"));
    assert_eq!(warned(&package), [("bands.order".to_owned(), "min".to_owned())]);
}
