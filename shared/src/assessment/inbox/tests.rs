//! What waits for whom, through a year of one unit.

use super::*;
use crate::index::example::campaign;
use crate::wire::{Answer, Appraisal, Edition, ExtensionRow, PhaseRow, Question, Reply};

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(hour * 3600).unwrap()
}

fn phase(phase: Phase, opens: i64, closes: i64) -> PhaseRow {
    let (reason, by) = Default::default();
    PhaseRow { position: 1, phase, opens: at(opens), closes: Some(at(closes)), reason, by, at: at(0) }
}

fn step(step: Step, hour: i64) -> SubmissionRow {
    let (reason, by) = Default::default();
    SubmissionRow { position: 1, unit: "D1".to_owned(), step, entries: 0, reason, by, at: at(hour) }
}

fn edition<T>(position: i64, by: &str, said: T) -> Edition<T> {
    Edition { position, over: Vec::new(), by: by.to_owned(), at: at(position), said }
}

/// The kinds of what waits at an hour, each with its leaf or phase.
fn waits(
    held: &[Grant],
    calendar: &Calendar,
    submissions: &[SubmissionRow],
    records: &[LeafRecord],
    hour: i64,
) -> Vec<String> {
    let campaign = campaign();
    let (duties, published, objections) = (&[], None, &[]);
    let year =
        Year { campaign: &campaign, calendar, submissions, duties, published, objections, now: at(hour) };
    let of = |unit: &str| records.iter().filter(|record| record.unit == unit).collect();
    let told = |notice: Notice| {
        let about = notice.leaf.or(notice.phase.map(|phase| phase.code().to_owned())).unwrap_or_default();
        format!("{:?} {about}", notice.kind).trim().to_owned()
    };
    inbox(&year, "tdv", held, of).into_iter().map(told).collect()
}

#[test]
fn staff_are_told_of_the_end_of_self_scoring_until_they_have_submitted() {
    let staff = [Grant::at(Role::Unit, "c", "D1")];
    let head = [Grant::at(Role::Head, "c", "D1")];
    let mut calendar = Calendar { phases: vec![phase(Phase::SelfScoring, 0, 1000)], ..Calendar::default() };
    let tell = |calendar: &Calendar, held: &[Grant], steps: &[SubmissionRow], hour| {
        waits(held, calendar, steps, &[], hour)
    };
    assert_eq!(tell(&calendar, &staff, &[], 1000 - 7 * 24 - 1), [""; 0], "there is time");
    assert_eq!(tell(&calendar, &staff, &[], 1000 - 7 * 24), ["Deadline self_scoring"]);
    assert_eq!(tell(&calendar, &staff, &[], 1000), [""; 0], "it is too late");
    let other = [Grant::at(Role::Unit, "c", "D2")];
    let longer = ExtensionRow {
        position: 1,
        unit: "D1".to_owned(),
        phase: Phase::SelfScoring,
        until: at(1200),
        reason: String::new(),
        by: String::new(),
        at: at(0),
    };
    calendar.extensions.push(longer);
    assert_eq!(tell(&calendar, &staff, &[], 1100), ["Deadline self_scoring"], "it has longer");
    assert_eq!(tell(&calendar, &other, &[], 1100), [""; 0]);
    let prepared = [step(Step::Prepared, 900)];
    assert_eq!(tell(&calendar, &staff, &prepared, 900), [""; 0]);
    assert_eq!(tell(&calendar, &head, &prepared, 900), ["Prepared"]);
    let returned = [step(Step::Prepared, 900), step(Step::Returned, 901)];
    assert_eq!(tell(&calendar, &staff, &returned, 902), ["Returned"]);
    let approved = [step(Step::Approved, 903)];
    assert_eq!(tell(&calendar, &staff, &approved, 1190), [""; 0], "told long ago");
    assert_eq!(tell(&calendar, &staff, &approved, 1000), ["Approved"], "and no deadline");
}

#[test]
fn what_is_asked_waits_for_the_unit_and_what_is_answered_for_who_asked() {
    let staff = [Grant::at(Role::Unit, "c", "D1")];
    let appraiser = [Grant::within(Role::Appraiser, "c")];
    let question = |by: &str| edition(2, by, Question { text: "?".to_owned() });
    let record = |by: &str| LeafRecord {
        unit: "D1".to_owned(),
        leaf: "3".to_owned(),
        questions: vec![question(by)],
        ..LeafRecord::default()
    };
    let (mut asked, phases) = (record("tdv"), vec![phase(Phase::Explanation, 100, 200)]);
    let calendar = Calendar { phases, ..Calendar::default() };
    let tell = |held: &[Grant], record: &LeafRecord, hour| {
        waits(held, &calendar, &[step(Step::Approved, -900)], std::slice::from_ref(record), hour)
    };
    assert_eq!(tell(&staff, &asked, 99), [""; 0], "explanation is not open yet");
    assert_eq!(tell(&staff, &asked, 100), ["Deadline explanation", "Asked 3"]);
    assert_eq!(tell(&staff, &asked, 200), [""; 0]);
    assert_eq!(tell(&appraiser, &asked, 150), [""; 0]);
    let (question, text, evidence) = (2, "!".to_owned(), Vec::new());
    asked.answers.push(edition(3, "staff", Answer { question, text, evidence }));
    assert_eq!(tell(&staff, &asked, 150), [""; 0]);
    assert_eq!(tell(&appraiser, &asked, 150), ["Answered 3"]);
    let others = LeafRecord { questions: record("other").questions, ..asked.clone() };
    assert_eq!(tell(&appraiser, &others, 150), [""; 0], "somebody else asked");
    asked.appraisals.push(edition(4, "tdv", Appraisal { round: Round::Second, ..Appraisal::default() }));
    assert_eq!(tell(&appraiser, &asked, 150), [""; 0], "it is decided");
}

#[test]
fn an_appraiser_is_told_of_appraisal_and_of_its_end_while_leaves_are_open() {
    let calendar = Calendar { phases: vec![phase(Phase::Appraisal, 0, 100)], ..Calendar::default() };
    let appraiser = [Grant::within(Role::Appraiser, "c")];
    let tell = |held: &[Grant], steps: &[SubmissionRow]| waits(held, &calendar, steps, &[], 50);
    assert_eq!(tell(&appraiser, &[]), [""; 0], "nobody has submitted");
    let submitted = [step(Step::Approved, -900)];
    assert_eq!(tell(&appraiser, &submitted), ["Deadline appraisal"]);
    for (closes, expected) in
        [(None, &["Open appraisal"][..]), (Some(50 + 7 * 24 + 1), &["Open appraisal"]), (Some(40), &[])]
    {
        let window = PhaseRow { closes: closes.map(at), ..phase(Phase::Appraisal, 0, 0) };
        let calendar = Calendar { phases: vec![window], ..Calendar::default() };
        assert_eq!(waits(&appraiser, &calendar, &submitted, &[], 50), expected, "{closes:?}");
    }
    let own = [Grant::within(Role::Appraiser, "c"), Grant::at(Role::Unit, "c", "D1")];
    assert_eq!(tell(&own, &submitted), [""; 0], "never of the own unit");
    assert_eq!(tell(&[Grant::of(Role::Viewer)], &submitted), [""; 0]);
}

#[test]
fn units_are_told_of_what_is_published_and_admins_of_objections_until_they_are_done_with() {
    let campaign = campaign();
    let calendar = Calendar::default();
    let objection = |unit: &str, granted: Option<bool>, met| Objection {
        position: 1,
        version: 1,
        unit: unit.to_owned(),
        leaf: "3".to_owned(),
        reason: String::new(),
        evidence: Vec::new(),
        by: String::new(),
        at: at(101),
        reply: granted.map(|granted| Reply {
            granted,
            reason: String::new(),
            by: String::new(),
            at: at(102),
        }),
        met,
    };
    let tell = |held: &[Grant], objections: &[Objection], hour| {
        let (submissions, duties, published) = (&[], &[], Some(at(100)));
        let now = at(hour);
        let year = Year {
            campaign: &campaign,
            calendar: &calendar,
            submissions,
            duties,
            published,
            objections,
            now,
        };
        let told = inbox(&year, "a", held, |_| Vec::new()).into_iter();
        told.map(|it| format!("{:?} {}", it.kind, it.unit.unwrap_or_default())).collect::<Vec<_>>()
    };
    let (admin, staff) = ([Grant::of(Role::Admin)], [Grant::at(Role::Unit, "c", "D1")]);
    let waiting = [objection("D1", None, None), objection("D2", None, None)];
    assert_eq!(tell(&admin, &waiting, 103), ["Objected D1", "Objected D2"]);
    let both = [Grant::of(Role::Admin), Grant::at(Role::Head, "c", "D1")];
    assert_eq!(tell(&both, &waiting, 103), ["Objected D2", "Published D1"]);
    let answered = [objection("D1", Some(true), None), objection("D2", Some(false), None)];
    assert_eq!(tell(&admin, &answered, 103), ["Granted D1"]);
    assert_eq!(tell(&staff, &answered, 103), ["Replied D1", "Published D1"]);
    assert_eq!(tell(&staff, &answered, 100 + 7 * 24), ["Replied D1", "Published D1"]);
    assert_eq!(tell(&staff, &answered, 101 + 7 * 24), ["Replied D1"]);
    assert_eq!(tell(&staff, &answered, 103 + 7 * 24), [""; 0], "told long ago");
    assert_eq!(tell(&admin, &answered, 10_000), ["Granted D1"], "until it is corrected");
    assert_eq!(tell(&admin, &[objection("D1", Some(true), Some(2))], 103), [""; 0]);
    assert_eq!(tell(&[Grant::within(Role::Appraiser, "c")], &waiting, 103), [""; 0]);
}
