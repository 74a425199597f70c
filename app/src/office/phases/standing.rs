//! How a phase stands at a moment, and what its package proposes.

use jiff::{SignedDuration, Timestamp};
use shared::assessment::window;
use shared::campaign::Settings;
use shared::day::Day;
use shared::wire::{Calendar, ExtensionRow, Phase};

/// How a phase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has opened it.
    Never,
    /// It opens then.
    Coming(Timestamp),
    /// It is open, until just before then, or until somebody closes it.
    Open(Option<Timestamp>),
    /// It is over since then.
    Over(Timestamp),
}

/// How a phase stands for all units together. It is at least as late as when the server last said something: what opened at once
/// is open, though this device's clock has not come so far.
pub fn standing(calendar: &Calendar, phase: Phase, now: Timestamp) -> Standing {
    let now = calendar.phases.iter().map(|row| row.at).fold(now, Timestamp::max);
    match window(calendar, phase) {
        None => Standing::Never,
        Some(window) if window.closes.is_some_and(|closes| closes <= now) => {
            Standing::Over(window.closes.unwrap_or(now))
        }
        Some(window) if now < window.opens => Standing::Coming(window.opens),
        Some(window) => Standing::Open(window.closes),
    }
}

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

/// The moment by which people know an end: the last one before it.
pub fn last_moment(end: Timestamp) -> Timestamp {
    end - SignedDuration::from_secs(1)
}

#[cfg(test)]
mod tests {
    use shared::wire::PhaseRow;

    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    fn calendar(opens: i64, closes: Option<i64>) -> Calendar {
        let row = PhaseRow {
            position: 1,
            phase: Phase::Appraisal,
            opens: at(opens),
            closes: closes.map(at),
            reason: String::new(),
            by: String::new(),
            at: at(0),
        };
        Calendar { phases: vec![row], extensions: Vec::new() }
    }

    #[test]
    fn a_phase_comes_is_open_and_is_over() {
        let stands = |calendar: &Calendar, hour| standing(calendar, Phase::Appraisal, at(hour));
        let one = calendar(10, Some(20));
        assert_eq!(stands(&one, 9), Standing::Coming(at(10)));
        assert_eq!(stands(&one, 10), Standing::Open(Some(at(20))));
        assert_eq!(stands(&one, 20), Standing::Over(at(20)));
        assert_eq!(stands(&calendar(10, None), 99), Standing::Open(None));
        assert_eq!(standing(&one, Phase::Explanation, at(10)), Standing::Never);
        let mut opened = calendar(10, None);
        opened.phases[0].at = at(10);
        assert_eq!(stands(&opened, 9), Standing::Open(None), "a clock that is behind");
        // Closed by hand before it began.
        assert_eq!(stands(&calendar(10, Some(5)), 7), Standing::Over(at(5)));
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
        let calendar = Calendar { phases: Vec::new(), extensions: rows };
        let found: Vec<_> = extensions(&calendar, phase).iter().map(|it| (&*it.unit, it.until)).collect();
        assert_eq!(found, [("B", at(4)), ("A", at(5))]);
    }
}
