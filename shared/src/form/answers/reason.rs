//! Every reason for which the content of a ballot is doubted: its code, its texts, and whether it can be counted at all.

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
    /// Finished on a day far from the survey.
    OutsideSurvey,
    /// The file says another status than the answers.
    StatusDiffers,
    /// Two ballots have one id.
    SameId,
    /// The form has no such question there.
    UnknownQuestion,
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
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::FormUnknown,
        Self::VersionUnknown,
        Self::DefinitionDiffers,
        Self::GroupUnknown,
        Self::GroupDiffers,
        Self::PlaceUnknown,
        Self::FinishedBeforeStarted,
        Self::OutsideSurvey,
        Self::StatusDiffers,
        Self::SameId,
        Self::UnknownQuestion,
        Self::UnknownOption,
        Self::WrongType,
        Self::NotAList,
        Self::UnitAbsent,
        Self::UnitUnknown,
        Self::UnitOfOtherType,
        Self::UnitTwice,
        Self::UnitNotJudged,
        Self::UnitNotChosen,
        Self::UnitMissing,
        Self::NoOwnUnit,
        Self::IrrelevantAnswer,
        Self::Required,
        Self::Constraint,
        Self::WrongCalculation,
    ];

    /// The code, as problems carry it.
    pub fn code(self) -> &'static str {
        match self {
            Self::FormUnknown => "ballot.form_unknown",
            Self::VersionUnknown => "ballot.version_unknown",
            Self::DefinitionDiffers => "ballot.definition_differs",
            Self::GroupUnknown => "ballot.group_unknown",
            Self::GroupDiffers => "ballot.group_differs",
            Self::PlaceUnknown => "ballot.place_unknown",
            Self::FinishedBeforeStarted => "ballot.finished_before_started",
            Self::OutsideSurvey => "ballot.outside_survey",
            Self::StatusDiffers => "ballot.status_differs",
            Self::SameId => "ballot.same_id_other_content",
            Self::UnknownQuestion => "ballot.unknown_question",
            Self::UnknownOption => "ballot.unknown_option",
            Self::WrongType => "ballot.wrong_type",
            Self::NotAList => "ballot.not_a_list",
            Self::UnitAbsent => "ballot.unit_absent",
            Self::UnitUnknown => "ballot.unit_unknown",
            Self::UnitOfOtherType => "ballot.unit_of_other_type",
            Self::UnitTwice => "ballot.unit_twice",
            Self::UnitNotJudged => "ballot.unit_not_judged",
            Self::UnitNotChosen => "ballot.unit_not_chosen",
            Self::UnitMissing => "ballot.unit_missing",
            Self::NoOwnUnit => "ballot.no_own_unit",
            Self::IrrelevantAnswer => "ballot.irrelevant_answer",
            Self::Required => "ballot.required",
            Self::Constraint => "ballot.constraint",
            Self::WrongCalculation => "ballot.wrong_calculation",
        }
    }

    /// Whether something said would be counted wrong, or left aside: no status that a file gives makes up for that.
    pub fn breaks(self) -> bool {
        matches!(
            self,
            Self::FormUnknown
                | Self::VersionUnknown
                | Self::GroupUnknown
                | Self::UnknownQuestion
                | Self::UnknownOption
                | Self::NotAList
                | Self::UnitAbsent
                | Self::UnitUnknown
                | Self::UnitOfOtherType
                | Self::UnitTwice
        )
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
        Self::ALL.iter().find(|reason| reason.code() == problem.code).is_none_or(|reason| reason.breaks())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::knows;

    #[test]
    fn every_reason_stands_once_and_has_its_text() {
        for (i, reason) in Reason::ALL.into_iter().enumerate() {
            assert!(knows(&reason.problem()), "{reason:?}");
            assert_eq!(reason as usize, i, "{reason:?}: all of them, in the order of their declaration");
        }
        assert_eq!(Reason::ALL.len(), Reason::WrongCalculation as usize + 1);
    }
}
