//! Figures are drawn in few places: charts by the server in one, and in the app a bar beside the number that says it.

use crate::source::{none, sources};

/// Where a length is drawn, and what it is.
const DRAWN: [(&str, &str); 6] = [
    ("server/src/pages/chart.rs", "the chart of a unit type"),
    ("server/src/pages/chart/days.rs", "the chart of the fieldwork"),
    ("server/src/pages/chart/part.rs", "a part of a whole, beside its number"),
    ("server/src/pages/office/picture.rs", "the squares of a code to be read by a camera"),
    ("app/src/shell/frame.rs", "the mark of the app"),
    ("app/src/office/frame/table.rs", "a bar beside its number"),
];

#[test]
fn charts_are_drawn_in_one_place() {
    let draws = |line: &str| {
        let line = line.trim_start();
        line.starts_with("rect ") || line.starts_with("rect.")
    };
    let mut found = Vec::new();
    for source in sources(&["app/src/", "server/src/"]) {
        let lines: Vec<_> = source.code().filter(|(_, line)| draws(line)).map(|(at, _)| at).collect();
        found.extend(lines.first().map(|at| (source.path.clone(), *at)));
    }
    let known = |path: &str| DRAWN.iter().any(|(it, _)| *it == path);
    assert_eq!(found.iter().filter(|(path, _)| known(path)).count(), DRAWN.len(), "{found:?}");
    let others = found.iter().filter(|(path, _)| !known(path));
    none(
        "draw it with `pages/chart`, or say what it is",
        others.map(|(path, at)| format!("{path}:{at}")).collect(),
    );
}
