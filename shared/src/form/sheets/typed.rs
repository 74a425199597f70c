//! Questions whose parameters say more than their type: text, pictures, sound, maps of buildings.

use super::item::{Deed, Item, LOAD};
use super::survey::Survey;
use crate::problem::Problem;

pub(super) fn text(survey: &mut Survey, mut item: Item) {
    let (grid, row) = (survey.grid, item.row);
    item.parameters.only(&["rows"], grid, row, &mut survey.faults);
    item.parameters.number("rows", true, grid, row, &mut survey.faults);
    if let Some(rows) = item.parameters.get("rows").map(str::to_owned) {
        item.cells.put_inner("control", "rows", rows);
    }
    survey.add(item);
}

pub(super) fn photo(survey: &mut Survey, mut item: Item) {
    let (grid, row) = (survey.grid, item.row);
    if let Some(default) = item.cells.text("default").filter(|it| !it.contains("jr://images/")) {
        let default = format!("jr://images/{default}");
        item.cells.put("default", default);
    }
    item.parameters.only(&["app", "max-pixels"], grid, row, &mut survey.faults);
    item.parameters.number("max-pixels", true, grid, row, &mut survey.faults);
    match item.parameters.get("max-pixels").map(str::to_owned) {
        Some(pixels) => item.cells.put_inner("bind", "orx:max-pixels", pixels),
        None => survey.faults.warn(grid.at(row, &["parameters"]), Problem::new("xlsform.picture_size")),
    }
    if let Some(app) = item.parameters.get("app").map(str::to_owned)
        && item.appearance().is_none_or(|appearance| appearance == "annotate")
    {
        if is_package(&app) {
            item.cells.put_inner("control", "intent", app);
        } else {
            super::parameters::bad("app", &app, "com.example.app", grid, row, &mut survey.faults);
        }
    }
    survey.add(item);
}

/// The name of an Android app.
fn is_package(name: &str) -> bool {
    let segment = |segment: &str| {
        segment.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
            && segment.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_')
    };
    name.contains('.') && name.split('.').all(segment)
}

pub(super) fn audio(survey: &mut Survey, mut item: Item) {
    let (grid, row) = (survey.grid, item.row);
    let in_background = item.kind == "background-audio";
    item.parameters.only(&["quality"], grid, row, &mut survey.faults);
    let known = ["voice-only", "low", "normal", "external"];
    let known = if in_background { &known[..3] } else { &known[..] };
    item.parameters.one_of("quality", known, grid, row, &mut survey.faults);
    let quality = item.parameters.get("quality").map(str::to_owned);
    if in_background {
        item.actions.push(Deed { quality, ..Deed::new("odk:recordaudio", LOAD) });
    } else if let Some(quality) = quality {
        item.cells.put_inner("bind", "odk:quality", quality);
    }
    survey.add(item);
}

pub(super) fn osm(survey: &mut Survey, mut item: Item, list: &str) {
    item.kind = "osm".to_owned();
    if !survey.osm.is_empty() {
        match survey.osm.get(list) {
            Some(tags) => item.tags = tags.to_vec(),
            None => {
                return survey.fault(
                    item.row,
                    &["type"],
                    Problem::new("xlsform.osm_list_unknown").with("list", list),
                );
            }
        }
    }
    survey.add(item);
}
