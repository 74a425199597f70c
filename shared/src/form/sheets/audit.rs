//! The audit: a record of how the form was filled in, asked of nobody.

use super::item::Item;
use super::parameters::bad;
use super::survey::Survey;
use crate::problem::Problem;

const PLACE: [&str; 3] = ["location-max-age", "location-min-interval", "location-priority"];
const PRIORITIES: [&str; 4] = ["no-power", "low-power", "balanced", "high-accuracy"];

pub(super) fn add(survey: &mut Survey, mut item: Item) {
    let (grid, row) = (survey.grid, item.row);
    if let Some(name) = item.cells.text("name").filter(|name| !["", "audit"].contains(name)) {
        let problem = Problem::new("xlsform.audit_name").with("value", name);
        survey.faults.note(grid.at(row, &["name"]), problem);
    }
    item.name = "audit".to_owned();
    let faults = &mut survey.faults;
    let parameters = item.parameters.clone();
    let known = [
        "identify-user",
        "location-max-age",
        "location-min-interval",
        "location-priority",
        "track-changes",
        "track-changes-reasons",
    ];
    parameters.only(&known, grid, row, faults);
    for (name, allowed) in [
        ("track-changes", &["true", "false"][..]),
        ("track-changes-reasons", &["on-form-edit"]),
        ("identify-user", &["true", "false"]),
    ] {
        parameters.one_of(name, allowed, grid, row, faults);
        if let Some(value) = parameters.get(name) {
            item.cells.put_inner("bind", &format!("odk:{name}"), value);
        }
    }
    let given = PLACE.iter().filter(|name| parameters.get(name).is_some()).count();
    if given > 0 && given < PLACE.len() {
        let problem = Problem::new("xlsform.audit_place").with("allowed", PLACE.join(", "));
        faults.note(grid.at(row, &["parameters"]), problem);
    } else if given > 0 {
        parameters.one_of("location-priority", &PRIORITIES, grid, row, faults);
        let number = |name: &str| parameters.get(name).and_then(|value| value.parse::<i64>().ok());
        let (age, interval) = (number("location-max-age"), number("location-min-interval"));
        for (name, value) in [("location-max-age", age), ("location-min-interval", interval)] {
            if value.is_none_or(|value| value < 0) {
                bad(name, parameters.get(name).unwrap_or_default(), "0, 1, 2…", grid, row, faults);
            }
        }
        if let (Some(age), Some(interval)) = (age, interval)
            && age < interval
        {
            bad("location-max-age", &age.to_string(), &format!("≥ {interval}"), grid, row, faults);
        }
        for name in PLACE {
            item.cells.put_inner("bind", &format!("odk:{name}"), parameters.get(name).unwrap_or_default());
        }
    }
    survey.meta.push(item);
}
