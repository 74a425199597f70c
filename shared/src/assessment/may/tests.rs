//! The table of who may do what, tried whole: each task, role, phase and stage.

use super::*;

const TASKS: [Task; 15] = [
    Task::Read,
    Task::Draft,
    Task::Score,
    Task::Attach,
    Task::Prepare,
    Task::TakeBack,
    Task::Approve,
    Task::Reopen,
    Task::Appraise,
    Task::Ask,
    Task::Answer,
    Task::Decide,
    Task::Object,
    Task::Redress,
    Task::Steer,
];

/// Who may ever, in which phase, and with a unit that stands where; by itself, not by the table.
fn expected(task: Task, who: &str) -> Option<(Option<Phase>, Vec<Stage>)> {
    let every = || vec![Scoring, Prepared, Submitted, Lapsed];
    let done = || vec![Submitted, Lapsed];
    let phase = Some;
    match (task, who) {
        (Task::Read, "staff" | "head" | "appraiser" | "both" | "admin" | "viewer") => Some((None, every())),
        (Task::Draft, "staff" | "head" | "both") => Some((None, vec![Scoring, Prepared, Lapsed])),
        (Task::Score | Task::Prepare, "staff" | "head" | "both") => {
            Some((phase(Phase::SelfScoring), vec![Scoring]))
        }
        (Task::TakeBack, "staff" | "head" | "both" | "admin") => {
            Some((phase(Phase::SelfScoring), vec![Prepared]))
        }
        (Task::Approve, "head") => Some((phase(Phase::SelfScoring), vec![Prepared])),
        (Task::Reopen, "admin") => Some((phase(Phase::SelfScoring), vec![Submitted])),
        (Task::Appraise | Task::Ask, "appraiser") => Some((phase(Phase::Appraisal), done())),
        (Task::Answer, "staff" | "head" | "both") => Some((phase(Phase::Explanation), done())),
        (Task::Decide, "appraiser") => Some((phase(Phase::SecondAppraisal), done())),
        (Task::Attach, "staff" | "head" | "both") => Some((None, every())),
        (Task::Object, "staff" | "head" | "both") => Some((phase(Phase::Publication), every())),
        (Task::Steer | Task::Redress, "admin") => Some((None, every())),
        _ => None,
    }
}

#[test]
fn who_steers_the_campaign_answers_no_objection_of_their_own_unit() {
    let held = [Grant::of(Role::Admin), Grant::at(Role::Head, "c", "A")];
    let situation = Situation { open: vec![Phase::Publication], stage: Submitted };
    assert_eq!(may(Task::Redress, &held, "c", "A", &situation), Err(Barred::OwnUnit));
    assert_eq!(may(Task::Redress, &held, "c", "B", &situation), Ok(()));
}

#[test]
fn each_role_may_do_its_own_in_its_phase_and_nothing_else() {
    let people: [(&str, Vec<Grant>); 9] = [
        ("staff", vec![Grant::at(Role::Unit, "c", "A")]),
        ("head", vec![Grant::at(Role::Head, "c", "A")]),
        ("appraiser", vec![Grant::within(Role::Appraiser, "c")]),
        // Of the unit itself, and an appraiser.
        ("both", vec![Grant::within(Role::Appraiser, "c"), Grant::at(Role::Unit, "c", "A")]),
        ("admin", vec![Grant::of(Role::Admin)]),
        ("viewer", vec![Grant::of(Role::Viewer)]),
        ("interviewer", vec![Grant::at(Role::Interviewer, "c", "A")]),
        // Of another unit, and of this one in another year.
        ("stranger", vec![Grant::at(Role::Head, "c", "B"), Grant::at(Role::Head, "d", "A")]),
        ("nobody", vec![]),
    ];
    let mut allowed = 0;
    for task in TASKS {
        for (who, held) in &people {
            for open in Phase::ALL {
                for stage in [Scoring, Prepared, Submitted, Lapsed] {
                    let situation = Situation { open: vec![open], stage };
                    let answer = may(task, held, "c", "A", &situation);
                    let expected = expected(task, who).is_some_and(|(phase, stages)| {
                        phase.is_none_or(|phase| phase == open) && stages.contains(&stage)
                    });
                    assert_eq!(answer.is_ok(), expected, "{task:?} {who} {open:?} {stage:?}: {answer:?}");
                    allowed += usize::from(expected);
                }
            }
        }
    }
    assert!(allowed > 100, "{allowed}");
}

#[test]
fn why_not_is_said_first_of_the_person_then_of_the_time() {
    let shut = Situation { open: Vec::new(), stage: Scoring };
    let staff = [Grant::at(Role::Unit, "c", "A")];
    let both = [Grant::within(Role::Appraiser, "c"), Grant::at(Role::Unit, "c", "A")];
    assert_eq!(may(Task::Score, &[], "c", "A", &shut), Err(Barred::Role));
    assert_eq!(may(Task::Appraise, &both, "c", "A", &shut), Err(Barred::OwnUnit));
    assert_eq!(may(Task::Score, &staff, "c", "A", &shut), Err(Barred::Phase(Phase::SelfScoring)));
    let open = Situation { open: vec![Phase::SelfScoring], stage: Submitted };
    assert_eq!(may(Task::Score, &staff, "c", "A", &open), Err(Barred::Stage(Submitted)));
    assert!(Barred::OwnUnit.is_personal() && !Barred::Stage(Submitted).is_personal());
}
