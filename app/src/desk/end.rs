//! Until when a phase is open for a unit.

use jiff::Timestamp;
use shared::assessment::window;
use shared::wire::{Calendar, ExtensionRow, Phase};

/// The extension that stands for a unit in a phase.
pub fn extension<'a>(calendar: &'a Calendar, phase: Phase, unit: &str) -> Option<&'a ExtensionRow> {
    calendar.extensions.iter().rfind(|it| it.phase == phase && it.unit == unit)
}

/// Until just before when a phase is open for a unit; `None` where nobody said so.
pub fn end(calendar: &Calendar, phase: Phase, unit: &str) -> Option<Timestamp> {
    let closes = window(calendar, phase)?.closes?;
    Some(extension(calendar, phase, unit).map_or(closes, |it| closes.max(it.until)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::wire::PhaseRow;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_extension_moves_the_end_for_its_unit_alone() {
        let (reason, by) = (String::new(), String::new());
        let (opens, closes) = (at("2026-11-01T00:00:00Z"), Some(at("2026-11-25T17:00:00Z")));
        let phase = Phase::SelfScoring;
        let row = PhaseRow { position: 1, phase, opens, closes, reason, by, at: opens };
        let until = at("2026-11-28T17:00:00Z");
        let (reason, by, unit) = (String::new(), String::new(), "A".to_owned());
        let longer = ExtensionRow { position: 1, unit, phase, until, reason, by, at: opens };
        let calendar = Calendar { phases: vec![row], extensions: vec![longer] };
        assert_eq!(end(&calendar, phase, "A"), Some(until));
        assert_eq!(end(&calendar, phase, "B"), closes);
        assert_eq!(end(&calendar, Phase::Appraisal, "A"), None);
    }
}
