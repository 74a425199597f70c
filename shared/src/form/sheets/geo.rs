//! Points, lines and areas.

use super::item::Item;
use super::name::yes_no;
use super::parameters::bad;
use super::reference::{is_reference, references};
use super::survey::Survey;
use crate::problem::Problem;

const POINT: [&str; 4] =
    ["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"];
const LINE: [&str; 3] = ["allow-mock-accuracy", "incremental", "reference-geometry"];

pub(super) fn add(survey: &mut Survey, mut item: Item) {
    let (grid, row, parameters) = (survey.grid, item.row, item.parameters.clone());
    let faults = &mut survey.faults;
    if item.kind == "geopoint" {
        parameters.only(&POINT, grid, row, faults);
        for (name, attribute) in
            [("capture-accuracy", "accuracyThreshold"), ("warning-accuracy", "unacceptableAccuracyThreshold")]
        {
            parameters.number(name, false, grid, row, faults);
            if let Some(value) = parameters.get(name) {
                item.cells.put_inner("control", attribute, value);
            }
        }
    } else {
        parameters.only(&LINE, grid, row, faults);
        if let Some(value) = parameters.get("incremental") {
            if yes_no(value) == Some(true) {
                item.cells.put_inner("control", "incremental", "true");
            } else {
                bad("incremental", value, "true", grid, row, faults);
            }
        }
    }
    parameters.one_of("allow-mock-accuracy", &["true", "false"], grid, row, faults);
    if let Some(value) = parameters.get("allow-mock-accuracy") {
        item.cells.put_inner("bind", "odk:allow-mock-accuracy", value);
    }
    if let Some(value) = parameters.get("reference-geometry") {
        survey.geometries.push((value.to_owned(), row));
        item.itemset = Some(value.to_owned());
    }
    survey.add(item);
}

/// What a map shows beside the answer must be a list, a file or a repeat.
pub(super) fn check(survey: &mut Survey) {
    for (target, row) in std::mem::take(&mut survey.geometries) {
        let repeat = || {
            let name = references(&target).ok().and_then(|found| found.first().map(|it| it.name));
            is_reference(&target) && name.is_some_and(|name| survey.repeats.contains(name))
        };
        let known = survey.secondary.contains(&target)
            || survey.lists.has(&target)
            || survey.entities.has(&target)
            || repeat();
        if !known {
            let problem = Problem::new("xlsform.geometry_unknown").with("value", target);
            survey.fault(row, &["parameters"], problem);
        }
    }
}
