//! Who may do what, in which phase, with a unit that stands where: one table.

use super::phase;
use crate::problem::Problem;
use crate::wire::{Calendar, Grant, Phase, Role, Stage, holds};

/// What people do in a unit's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Read what was said of a unit.
    Read,
    /// Read the report before it is submitted.
    Draft,
    /// Enter points, notes and evidence.
    Score,
    /// Give files; at any time, so that an upload that broke off can go on.
    Attach,
    /// Give the self-assessment to the head.
    Prepare,
    /// Open a prepared one to entries again.
    TakeBack,
    /// Submit it.
    Approve,
    /// Open a submitted one to entries again.
    Reopen,
    /// Give points, or excuse.
    Appraise,
    /// Ask the unit to explain.
    Ask,
    /// Answer.
    Answer,
    /// Decide upon the answers.
    Decide,
    /// Object to what was published.
    Object,
    /// Grant an objection, or refuse it.
    Redress,
    /// Open and close phases, and give a unit longer.
    Steer,
}

/// A row of the table.
struct Rule {
    task: Task,
    /// The roles that may, held at the unit itself.
    own: &'static [Role],
    /// The roles that may, held for the campaign.
    any: &'static [Role],
    /// Whether who holds a role at the unit may not, whatever else they hold.
    never_own: bool,
    /// The phase that must be open for the unit.
    phase: Option<Phase>,
    /// Where the unit must stand.
    stages: &'static [Stage],
}

use Stage::{Lapsed, Prepared, Scoring, Submitted};

const EVERY: &[Stage] = &[Scoring, Prepared, Submitted, Lapsed];
const DONE: &[Stage] = &[Submitted, Lapsed];
const STAFF: &[Role] = &[Role::Unit, Role::Head];
const APPRAISERS: &[Role] = &[Role::Appraiser];

#[rustfmt::skip]
const RULES: [Rule; 15] = [
    Rule { task: Task::Read,     own: STAFF,         any: &[Role::Appraiser, Role::Viewer, Role::Admin], never_own: false, phase: None, stages: EVERY },
    Rule { task: Task::Draft,    own: STAFF,         any: &[],           never_own: false, phase: None,                         stages: &[Scoring, Prepared, Lapsed] },
    Rule { task: Task::Score,    own: STAFF,         any: &[],           never_own: false, phase: Some(Phase::SelfScoring),     stages: &[Scoring] },
    Rule { task: Task::Attach,   own: STAFF,         any: &[],           never_own: false, phase: None,                         stages: EVERY },
    Rule { task: Task::Prepare,  own: STAFF,         any: &[],           never_own: false, phase: Some(Phase::SelfScoring),     stages: &[Scoring] },
    Rule { task: Task::TakeBack, own: STAFF,         any: &[Role::Admin], never_own: false, phase: Some(Phase::SelfScoring),    stages: &[Prepared] },
    Rule { task: Task::Approve,  own: &[Role::Head], any: &[],           never_own: false, phase: Some(Phase::SelfScoring),     stages: &[Prepared] },
    Rule { task: Task::Reopen,   own: &[],           any: &[Role::Admin], never_own: false, phase: Some(Phase::SelfScoring),    stages: &[Submitted] },
    Rule { task: Task::Appraise, own: &[],           any: APPRAISERS,    never_own: true,  phase: Some(Phase::Appraisal),       stages: DONE },
    Rule { task: Task::Ask,      own: &[],           any: APPRAISERS,    never_own: true,  phase: Some(Phase::Appraisal),       stages: DONE },
    Rule { task: Task::Answer,   own: STAFF,         any: &[],           never_own: false, phase: Some(Phase::Explanation),     stages: DONE },
    Rule { task: Task::Decide,   own: &[],           any: APPRAISERS,    never_own: true,  phase: Some(Phase::SecondAppraisal), stages: DONE },
    Rule { task: Task::Object,   own: STAFF,         any: &[],           never_own: false, phase: Some(Phase::Publication),     stages: EVERY },
    Rule { task: Task::Redress,  own: &[],           any: &[Role::Admin], never_own: true,  phase: None,                         stages: EVERY },
    Rule { task: Task::Steer,    own: &[],           any: &[Role::Admin], never_own: false, phase: None,                         stages: EVERY },
];

/// How it stands with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// The phases that are open for it.
    pub open: Vec<Phase>,
    /// Where it stands.
    pub stage: Stage,
}

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// They hold no role that may, at that unit.
    Role,
    /// It is their own unit.
    OwnUnit,
    /// The phase is not open.
    Phase(Phase),
    /// The unit stands elsewhere.
    Stage(Stage),
}

impl Barred {
    /// In words.
    pub fn problem(self, unit: &str) -> Problem {
        let problem = match self {
            Self::Role => Problem::new("assessments.not_yours"),
            Self::OwnUnit => Problem::new("assessments.own_unit"),
            Self::Phase(Phase::SelfScoring) => Problem::new("assessments.self_scoring_closed"),
            Self::Phase(Phase::Appraisal) => Problem::new("assessments.appraisal_closed"),
            Self::Phase(Phase::Explanation) => Problem::new("assessments.explanation_closed"),
            Self::Phase(Phase::SecondAppraisal) => Problem::new("assessments.second_appraisal_closed"),
            Self::Phase(Phase::Publication) => Problem::new("objection.closed"),
            Self::Stage(Stage::Scoring) => Problem::new("assessments.still_scoring"),
            Self::Stage(Stage::Prepared) => Problem::new("assessments.with_the_head"),
            Self::Stage(Stage::Submitted) => Problem::new("assessments.submitted"),
            Self::Stage(Stage::Lapsed) => Problem::new("assessments.self_scoring_closed"),
        };
        problem.with("unit", unit)
    }

    /// Whether it is for who asks, and not for the time.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Role | Self::OwnUnit)
    }
}

/// Whether who holds these roles may do this with a unit of a campaign.
pub fn may(
    task: Task,
    held: &[Grant],
    campaign: &str,
    unit: &str,
    situation: &Situation,
) -> Result<(), Barred> {
    let rule = RULES.iter().find(|rule| rule.task == task).ok_or(Barred::Role)?;
    let here: Vec<Grant> =
        held.iter().filter(|grant| grant.place.as_deref() == Some(unit)).cloned().collect();
    let own = |roles: &[Role]| holds(&here, roles, Some(campaign));
    if !own(rule.own) && !holds(held, rule.any, Some(campaign)) {
        return Err(Barred::Role);
    }
    if rule.never_own && own(STAFF) {
        return Err(Barred::OwnUnit);
    }
    if let Some(phase) = rule.phase.filter(|phase| !situation.open.contains(phase)) {
        return Err(Barred::Phase(phase));
    }
    if rule.stages.contains(&situation.stage) { Ok(()) } else { Err(Barred::Stage(situation.stage)) }
}

/// Whether the people of a unit see what appraisers say of it: from the moment at which explanation first opens.
pub fn shows_appraisals(calendar: &Calendar, now: jiff::Timestamp) -> bool {
    [Phase::Explanation, Phase::SecondAppraisal, Phase::Publication]
        .into_iter()
        .any(|phase| phase::has_opened(calendar, phase, now))
}

#[cfg(test)]
mod tests;
