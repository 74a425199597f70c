//! Which phases are open, for whom, and where a unit stands.

use jiff::Timestamp;

use crate::wire::{Calendar, ExtensionRow, Phase, PhaseRow, Stage, Step, SubmissionRow};

/// What was last said of a phase.
pub fn window(calendar: &Calendar, phase: Phase) -> Option<&PhaseRow> {
    calendar.phases.iter().rfind(|row| row.phase == phase)
}

/// Whether a phase was ever open for all by a time: one that was planned and called off before its day was not.
pub fn has_opened(calendar: &Calendar, phase: Phase, now: Timestamp) -> bool {
    let rows: Vec<&PhaseRow> = calendar.phases.iter().filter(|row| row.phase == phase).collect();
    let stood = rows.iter().enumerate().map(|(nth, row)| (row, rows.get(nth + 1).map(|next| next.at)));
    // Said later than it opens, it opens when it is said; it is open until it closes, or something else is said, and be it at once.
    stood
        .map(|(row, until)| (row.opens.max(row.at), [row.closes, until]))
        .any(|(opens, ends)| opens <= now && ends.into_iter().flatten().all(|end| opens <= end))
}

/// Whether a phase is open at a time for a unit, which may have been given longer; without one, for all.
pub fn is_open(calendar: &Calendar, phase: Phase, unit: Option<&str>, now: Timestamp) -> bool {
    let Some(window) = window(calendar, phase).filter(|window| window.opens <= now) else { return false };
    let longer = unit.and_then(|unit| extension(calendar, phase, unit));
    window.closes.is_none_or(|closes| now < closes) || longer.is_some_and(|it| now < it.until)
}

/// The extension that stands for a unit in a phase.
pub fn extension<'a>(calendar: &'a Calendar, phase: Phase, unit: &str) -> Option<&'a ExtensionRow> {
    calendar.extensions.iter().rfind(|it| it.phase == phase && it.unit == unit)
}

/// Until just before when a phase is open for a unit, or for all; `None` where nobody said so.
pub fn end(calendar: &Calendar, phase: Phase, unit: Option<&str>) -> Option<Timestamp> {
    let closes = window(calendar, phase)?.closes?;
    let longer = unit.and_then(|unit| extension(calendar, phase, unit));
    Some(longer.map_or(closes, |it| closes.max(it.until)))
}

/// The phases that are open at a time for a unit.
pub fn open_phases(calendar: &Calendar, unit: &str, now: Timestamp) -> Vec<Phase> {
    Phase::ALL.into_iter().filter(|phase| is_open(calendar, *phase, Some(unit), now)).collect()
}

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

impl Standing {
    /// How a phase stands for all units together. It is at least as late as when the server last said something: what opened at
    /// once is open, though this device's clock has not come so far.
    pub fn of(calendar: &Calendar, phase: Phase, now: Timestamp) -> Self {
        let now = calendar.phases.iter().map(|row| row.at).fold(now, Timestamp::max);
        match window(calendar, phase) {
            None => Self::Never,
            Some(window) if window.closes.is_some_and(|closes| closes <= now) => {
                Self::Over(window.closes.unwrap_or(now))
            }
            Some(window) if now < window.opens => Self::Coming(window.opens),
            Some(window) => Self::Open(window.closes),
        }
    }
}

/// Where a unit stands, by the last step of its submission.
pub fn stage(calendar: &Calendar, submissions: &[SubmissionRow], unit: &str, now: Timestamp) -> Stage {
    let last = submissions.iter().rfind(|row| row.unit == unit).map(|row| row.step);
    let phase = Phase::SelfScoring;
    let began = has_opened(calendar, phase, now);
    match last {
        Some(Step::Approved) => Stage::Submitted,
        _ if began && !is_open(calendar, phase, Some(unit), now) => Stage::Lapsed,
        Some(Step::Prepared) => Stage::Prepared,
        _ => Stage::Scoring,
    }
}

/// Whether who gives a self-assessment back says why: always where it was submitted, and where somebody else had prepared it.
pub fn return_needs_reason(submissions: &[SubmissionRow], unit: &str, username: &str) -> bool {
    let last = submissions.iter().rfind(|row| row.unit == unit);
    last.is_some_and(|row| row.step == Step::Approved || row.by != username)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    fn phase(opens: i64, closes: Option<i64>) -> PhaseRow {
        let (reason, by) = Default::default();
        let phase = Phase::SelfScoring;
        PhaseRow { position: 1, phase, opens: at(opens), closes: closes.map(at), reason, by, at: at(0) }
    }

    fn open_for_ten() -> Calendar {
        Calendar { phases: vec![phase(10, Some(20))], ..Calendar::default() }
    }

    fn longer(unit: &str, until: i64) -> ExtensionRow {
        let (reason, by) = Default::default();
        let (phase, unit) = (Phase::SelfScoring, unit.to_owned());
        ExtensionRow { position: 1, unit, phase, until: at(until), reason, by, at: at(0) }
    }

    fn step(unit: &str, step: Step) -> SubmissionRow {
        let (reason, by) = Default::default();
        SubmissionRow { position: 1, unit: unit.to_owned(), step, entries: 0, reason, by, at: at(0) }
    }

    fn open(calendar: &Calendar, unit: &str, hours: &[i64]) -> Vec<bool> {
        hours.iter().map(|hour| open_phases(calendar, unit, at(*hour)) == [Phase::SelfScoring]).collect()
    }

    #[test]
    fn a_phase_is_open_from_its_first_moment_until_just_before_its_end() {
        let mut calendar = open_for_ten();
        assert_eq!(open(&calendar, "A", &[9, 10, 19, 20]), [false, true, true, false]);
        calendar.phases.push(phase(10, None));
        assert_eq!(open(&calendar, "A", &[9, 10, 999]), [false, true, true], "the last that was said stands");
        calendar.phases.push(phase(10, Some(15)));
        assert_eq!(open(&calendar, "A", &[14, 15]), [true, false]);
        assert_eq!(open(&Calendar::default(), "A", &[0, 10]), [false, false], "nobody opened it");
    }

    #[test]
    fn what_was_planned_and_called_off_never_was_open() {
        let said = |at_hour, opens, closes: Option<i64>| PhaseRow { at: at(at_hour), ..phase(opens, closes) };
        let opened = |rows: &[PhaseRow], hours: &[i64]| {
            let calendar = Calendar { phases: rows.to_vec(), ..Calendar::default() };
            let opened = hours.iter().map(|hour| has_opened(&calendar, Phase::SelfScoring, at(*hour)));
            (opened.collect::<Vec<_>>(), stage(&calendar, &[], "A", at(hours[hours.len() - 1])))
        };
        let planned = said(1, 10, Some(20));
        assert_eq!(
            opened(std::slice::from_ref(&planned), &[9, 10, 20]),
            (vec![false, true, true], Stage::Lapsed)
        );
        // Closed at once, before its day: neither then nor later.
        let off = said(5, 10, Some(5));
        assert_eq!(opened(&[planned.clone(), off], &[5, 10, 30]), (vec![false; 3], Stage::Scoring));
        // Put off to another day it opens on that.
        let later = said(5, 15, None);
        assert_eq!(opened(&[planned.clone(), later], &[12, 15]), (vec![false, true], Stage::Scoring));
        // What was open stays so, though it was closed early, and planned and called off once more.
        let early = said(12, 10, Some(12));
        let again = [said(13, 40, None), said(14, 40, Some(14))];
        let rows = [&[planned, early][..], &again[..]].concat();
        assert_eq!(opened(&rows, &[9, 10, 12, 50]), (vec![false, true, true, true], Stage::Lapsed));
    }

    #[test]
    fn an_extension_is_for_one_unit_and_opens_nothing_that_was_not_opened() {
        let extensions = vec![longer("A", 30), longer("B", 40), longer("A", 25)];
        let calendar = Calendar { extensions, ..open_for_ten() };
        assert_eq!(open(&calendar, "A", &[9, 20, 24, 25]), [false, true, true, false]);
        assert_eq!(open(&calendar, "B", &[39, 40]), [true, false]);
        assert_eq!(open(&calendar, "C", &[20]), [false]);
        assert!(!is_open(&calendar, Phase::SelfScoring, None, at(20)));
        assert!(!is_open(
            &Calendar { phases: Vec::new(), ..calendar },
            Phase::SelfScoring,
            Some("A"),
            at(20)
        ));
    }

    #[test]
    fn a_phase_comes_is_open_and_is_over() {
        let calendar = |opens, closes| Calendar { phases: vec![phase(opens, closes)], ..Calendar::default() };
        let stands = |calendar: &Calendar, hour| Standing::of(calendar, Phase::SelfScoring, at(hour));
        let one = calendar(10, Some(20));
        assert_eq!(stands(&one, 9), Standing::Coming(at(10)));
        assert_eq!(stands(&one, 10), Standing::Open(Some(at(20))));
        assert_eq!(stands(&one, 20), Standing::Over(at(20)));
        assert_eq!(stands(&calendar(10, None), 99), Standing::Open(None));
        assert_eq!(Standing::of(&one, Phase::Explanation, at(10)), Standing::Never);
        let mut opened = calendar(10, None);
        opened.phases[0].at = at(10);
        assert_eq!(stands(&opened, 9), Standing::Open(None), "a clock that is behind");
        // Closed by hand before it began.
        assert_eq!(stands(&calendar(10, Some(5)), 7), Standing::Over(at(5)));
    }

    #[test]
    fn an_extension_moves_the_end_for_its_unit_alone() {
        let calendar = Calendar { extensions: vec![longer("A", 30)], ..open_for_ten() };
        let end = |phase, unit| end(&calendar, phase, unit);
        assert_eq!(end(Phase::SelfScoring, Some("A")), Some(at(30)));
        assert_eq!([end(Phase::SelfScoring, Some("B")), end(Phase::SelfScoring, None)], [Some(at(20)); 2]);
        assert_eq!(end(Phase::Appraisal, Some("A")), None);
    }

    #[test]
    fn a_unit_stands_where_its_last_step_left_it_and_lapses_when_time_is_up() {
        let calendar = Calendar { extensions: vec![longer("B", 30)], ..open_for_ten() };
        let steps = |of: &[Step]| of.iter().map(|it| step("A", *it)).collect::<Vec<_>>();
        for (taken, hour, expected) in [
            (&[][..], 5, Stage::Scoring),
            (&[], 10, Stage::Scoring),
            (&[], 20, Stage::Lapsed),
            (&[Step::Prepared], 10, Stage::Prepared),
            (&[Step::Prepared], 20, Stage::Lapsed),
            (&[Step::Prepared, Step::Returned], 10, Stage::Scoring),
            (&[Step::Prepared, Step::Approved], 10, Stage::Submitted),
            (&[Step::Prepared, Step::Approved], 20, Stage::Submitted),
            (&[Step::Prepared, Step::Approved, Step::Returned], 10, Stage::Scoring),
            (&[Step::Prepared, Step::Approved, Step::Returned], 20, Stage::Lapsed),
        ] {
            assert_eq!(stage(&calendar, &steps(taken), "A", at(hour)), expected, "{taken:?} at {hour}");
        }
        assert_eq!(stage(&calendar, &steps(&[Step::Approved]), "B", at(25)), Stage::Scoring, "it has longer");
    }
}
