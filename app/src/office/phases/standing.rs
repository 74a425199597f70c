//! What a package proposes of a phase, and for whom it lasts longer.

use shared::campaign::Settings;
use shared::day::Day;
use shared::wire::{Calendar, ExtensionRow, Phase};

/// The last day that the package proposes.
pub fn proposed(settings: &Settings, phase: Phase) -> Option<Day> {
    (phase == Phase::SelfScoring).then_some(settings.self_scoring_closes)
}

/// The extension that stands for each unit in a phase.
pub fn extensions(calendar: &Calendar, phase: Phase) -> Vec<&ExtensionRow> {
    let mut stand: Vec<&ExtensionRow> = Vec::new();
    for row in calendar.extensions.iter().filter(|row| row.phase == phase) {
        stand.retain(|it| it.unit != row.unit);
        stand.push(row);
    }
    stand
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    #[test]
    fn the_last_extension_of_a_unit_stands() {
        let row = |unit: &str, phase, until| ExtensionRow {
            position: 1,
            unit: unit.to_owned(),
            phase,
            until: at(until),
            reason: String::new(),
            by: String::new(),
            at: at(0),
        };
        let phase = Phase::SelfScoring;
        let rows =
            vec![row("A", phase, 3), row("B", phase, 4), row("A", phase, 5), row("C", Phase::Appraisal, 9)];
        let calendar = Calendar { extensions: rows, ..Calendar::default() };
        let found: Vec<_> = extensions(&calendar, phase).iter().map(|it| (&*it.unit, it.until)).collect();
        assert_eq!(found, [("B", at(4)), ("A", at(5))]);
    }
}
