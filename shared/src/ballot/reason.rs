//! Every reason for which a ballot is doubted, in one list: its code, its text, where it is raised, and whether the ballot can
//! be counted at all.

use crate::problem::Problem;

/// Why a ballot should not count as it stands. Its text is `problem.` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// What the line or header says.
    FormUnknown,
    /// The form is known, the version is not.
    VersionUnknown,
    /// The version was filled in with other content.
    DefinitionDiffers,
    /// Only lines of files name a group.
    GroupUnknown,
    /// The form belongs to another group.
    GroupDiffers,
    /// Neither a place nor a unit.
    PlaceUnknown,
    /// The clock went back.
    FinishedBeforeStarted,
    /// The file says another status than the answers.
    StatusDiffers,
    /// Two ballots have one id.
    SameId,
    /// Of the same interview it was noted that nobody answered.
    NotAnswered,
    /// Another ballot of the same interview, which was done again, is not rejected.
    DoneAgain,
    /// It was made in its own place, be it over others.
    ReplacesItself,
    /// What it was made in place of is not here.
    ReplacesAbsent,
    /// What it was made in place of is of another form or interviewer.
    ReplacesOther,
    /// The form has no such question there.
    UnknownQuestion,
    /// It tells who somebody is, and is to be sealed apart.
    Personal,
    /// The question has no such option.
    UnknownOption,
    /// The answer is of another type.
    WrongType,
    /// What should be a list of units is not.
    NotAList,
    /// An entry of the list names no unit.
    UnitAbsent,
    /// The campaign has no such unit.
    UnitUnknown,
    /// The unit is of another type than the part is about.
    UnitOfOtherType,
    /// The unit stands twice.
    UnitTwice,
    /// The unit exists, but not for this place.
    UnitNotJudged,
    /// The unit was not chosen, but answered about.
    UnitNotChosen,
    /// The unit should be answered about.
    UnitMissing,
    /// The place has no unit of the type.
    NoOwnUnit,
    /// Answered without being asked.
    IrrelevantAnswer,
    /// Asked, required and not answered.
    Required,
    /// Outside of the question's constraint.
    Constraint,
    /// Not what the form computes.
    WrongCalculation,
    /// The address is of another campaign.
    CampaignMismatch,
    /// The server has no such campaign.
    CampaignUnknown,
    /// Finished after the sign-in had expired.
    SessionExpired,
    /// Sent with a sign-in that was ended.
    SessionRevoked,
    /// The account is disabled.
    AccountDisabled,
    /// Finished later than it arrived.
    FinishedInFuture,
    /// The device's clock tells nothing.
    ClockAbsurd,
    /// Finished before the survey opened, or after it closed.
    OutsideSurvey,
    /// Finished after the campaign was closed.
    CampaignClosed,
    /// Sent by another person than its interviewer.
    OtherInterviewer,
    /// The place is not the interviewer's.
    PlaceNotAssigned,
    /// Nothing says that whoever was asked agreed before the interview was over, though the package says what becomes of the data.
    NotConsented,
    /// It says that it came by a code or on paper, and an account sent it.
    OtherRoad,
    /// The file had it in quarantine.
    ImportedPending,
    /// The file had it rejected.
    ImportedRejected,
}

/// What is known of a reason.
struct Row {
    reason: Reason,
    code: &'static str,
    /// The modules that raise it, and no other.
    raised: &'static [&'static str],
    breaks: bool,
}

const CHECK: &[&str] = &["shared::check"];
const ANSWERS: &[&str] = &["shared::form::answers"];
const ACCEPT: &[&str] = &["server::service::accept"];
const IMPORT: &[&str] = &["server::service::import"];
const TWINS: &[&str] = &["server::service::accept", "server::service::import", "shared::index"];

/// A reason to look at a ballot that can be counted.
const fn doubt(reason: Reason, code: &'static str, raised: &'static [&'static str]) -> Row {
    Row { reason, code, raised, breaks: false }
}

/// With this something said would be counted wrong, or left aside.
const fn breaks(reason: Reason, code: &'static str, raised: &'static [&'static str]) -> Row {
    Row { reason, code, raised, breaks: true }
}

/// The list, in the order of the declaration.
const LIST: [Row; 46] = [
    breaks(Reason::FormUnknown, "ballot.form_unknown", CHECK),
    breaks(Reason::VersionUnknown, "ballot.version_unknown", CHECK),
    doubt(Reason::DefinitionDiffers, "ballot.definition_differs", CHECK),
    breaks(Reason::GroupUnknown, "ballot.group_unknown", CHECK),
    doubt(Reason::GroupDiffers, "ballot.group_differs", CHECK),
    doubt(Reason::PlaceUnknown, "ballot.place_unknown", CHECK),
    doubt(Reason::FinishedBeforeStarted, "ballot.finished_before_started", CHECK),
    doubt(Reason::StatusDiffers, "ballot.status_differs", CHECK),
    doubt(Reason::SameId, "ballot.same_id_other_content", TWINS),
    doubt(Reason::NotAnswered, "ballot.not_answered", ACCEPT),
    doubt(Reason::DoneAgain, "ballot.done_again", ACCEPT),
    doubt(Reason::ReplacesItself, "ballot.replaces_itself", ACCEPT),
    doubt(Reason::ReplacesAbsent, "ballot.replaces_absent", ACCEPT),
    doubt(Reason::ReplacesOther, "ballot.replaces_other", ACCEPT),
    breaks(Reason::UnknownQuestion, "ballot.unknown_question", ANSWERS),
    doubt(Reason::Personal, "ballot.personal", ANSWERS),
    breaks(Reason::UnknownOption, "ballot.unknown_option", ANSWERS),
    doubt(Reason::WrongType, "ballot.wrong_type", ANSWERS),
    breaks(Reason::NotAList, "ballot.not_a_list", ANSWERS),
    breaks(Reason::UnitAbsent, "ballot.unit_absent", ANSWERS),
    breaks(Reason::UnitUnknown, "ballot.unit_unknown", ANSWERS),
    breaks(Reason::UnitOfOtherType, "ballot.unit_of_other_type", ANSWERS),
    breaks(Reason::UnitTwice, "ballot.unit_twice", ANSWERS),
    doubt(Reason::UnitNotJudged, "ballot.unit_not_judged", ANSWERS),
    doubt(Reason::UnitNotChosen, "ballot.unit_not_chosen", ANSWERS),
    doubt(Reason::UnitMissing, "ballot.unit_missing", ANSWERS),
    doubt(Reason::NoOwnUnit, "ballot.no_own_unit", ANSWERS),
    doubt(Reason::IrrelevantAnswer, "ballot.irrelevant_answer", ANSWERS),
    doubt(Reason::Required, "ballot.required", ANSWERS),
    doubt(Reason::Constraint, "ballot.constraint", ANSWERS),
    doubt(Reason::WrongCalculation, "ballot.wrong_calculation", ANSWERS),
    doubt(Reason::CampaignMismatch, "ballot.campaign_mismatch", ACCEPT),
    doubt(Reason::CampaignUnknown, "ballot.campaign_unknown", ACCEPT),
    doubt(Reason::SessionExpired, "ballot.session_expired", ACCEPT),
    doubt(Reason::SessionRevoked, "ballot.session_revoked", ACCEPT),
    doubt(Reason::AccountDisabled, "ballot.account_disabled", ACCEPT),
    doubt(Reason::FinishedInFuture, "ballot.finished_in_future", ACCEPT),
    doubt(Reason::ClockAbsurd, "ballot.clock_absurd", ACCEPT),
    doubt(Reason::OutsideSurvey, "ballot.outside_survey", CHECK),
    doubt(Reason::CampaignClosed, "ballot.campaign_closed", ACCEPT),
    doubt(Reason::OtherInterviewer, "ballot.other_interviewer", ACCEPT),
    doubt(Reason::PlaceNotAssigned, "ballot.place_not_assigned", ACCEPT),
    doubt(Reason::NotConsented, "ballot.not_consented", ACCEPT),
    doubt(Reason::OtherRoad, "ballot.other_road", ACCEPT),
    doubt(Reason::ImportedPending, "ballot.imported_pending", IMPORT),
    doubt(Reason::ImportedRejected, "ballot.imported_rejected", IMPORT),
];

impl Reason {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        LIST.iter().map(|row| row.reason)
    }

    fn row(self) -> &'static Row {
        &LIST[self as usize]
    }

    /// The code, as problems carry it.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The modules that raise it.
    pub fn raised(self) -> &'static [&'static str] {
        self.row().raised
    }

    /// Whether something said would be counted wrong, or left aside: no status that a file gives makes up for that.
    pub fn breaks(self) -> bool {
        self.row().breaks
    }

    /// The reason as a problem.
    pub fn problem(self) -> Problem {
        Problem::new(self.code())
    }

    /// Whether a problem says that the form or version is not here.
    pub fn lacks_form(problem: &Problem) -> bool {
        [Self::FormUnknown, Self::VersionUnknown].iter().any(|reason| reason.code() == problem.code)
    }

    /// Whether a problem that the check found breaks the count. What is no reason is a form that cannot run: there
    /// nothing could be checked.
    pub fn broke(problem: &Problem) -> bool {
        LIST.iter().find(|row| row.code == problem.code).is_none_or(|row| row.breaks)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::message::{Language, keys, knows};

    /// What a request about a ballot is refused for, or said of one that is kept: nothing is taken in that could be doubted.
    const REFUSALS: [&str; 7] = [
        "ballot.absent",
        "ballot.erased",
        "ballot.id_mismatch",
        "ballot.id_unreadable",
        "ballot.stored_unreadable",
        "ballot.too_large",
        "ballot.undecodable",
    ];

    #[test]
    fn every_reason_stands_once_and_has_its_text() {
        for (i, reason) in Reason::all().enumerate() {
            assert!(knows(&reason.problem()), "{reason:?}");
            assert_eq!(reason as usize, i, "{reason:?}: all of them, in the order of their declaration");
        }
        assert_eq!(LIST.len(), Reason::ImportedRejected as usize + 1);
        assert_eq!(Reason::all().map(Reason::code).collect::<BTreeSet<_>>().len(), LIST.len());
    }

    #[test]
    fn every_text_about_a_ballot_is_of_a_reason_or_a_refusal() {
        for language in [Language::Vi, Language::En] {
            let codes = keys(language).filter_map(|key| key.strip_prefix("problem."));
            let codes: BTreeSet<&str> = codes.filter(|code| code.starts_with("ballot.")).collect();
            let listed: BTreeSet<&str> = Reason::all().map(Reason::code).chain(REFUSALS).collect();
            assert_eq!(codes, listed, "{language:?}");
        }
    }
}
