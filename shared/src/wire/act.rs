//! The log of acts: who changed what, and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Facts;

/// What was done. The one list of it: whoever changes something that people decide writes an act of one of these kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// A package was imported.
    Imported,
    /// Ballots or assessments were taken away.
    Exported,
    /// A campaign was closed.
    Closed,
    /// A campaign was opened again.
    Reopened,
    /// A ballot was decided about.
    Reviewed,
    /// An account was made.
    AccountMade,
    /// The person of an account has another name.
    AccountRenamed,
    /// Mail for an account goes elsewhere.
    AccountMailed,
    /// An account may no longer sign in.
    AccountDisabled,
    /// An account may sign in again.
    AccountEnabled,
    /// An account was given a role.
    RoleGiven,
    /// A role was taken from an account.
    RoleTaken,
    /// A token of a script was made.
    TokenMade,
    /// A token was revoked.
    TokenRevoked,
    /// A script called with a token.
    TokenUsed,
    /// An interviewer was assigned other places.
    Assigned,
    /// An admin gave an account another password.
    PasswordSet,
    /// A person changed their own password.
    PasswordChanged,
    /// A unit gave itself other points.
    Scored,
    /// Staff gave a self-assessment to the head.
    Prepared,
    /// The head of a unit submitted it.
    Submitted,
    /// A self-assessment is open to entries again.
    Returned,
    /// An appraiser gave points, or took them back.
    Appraised,
    /// An appraiser excused a unit from a leaf.
    Excused,
    /// An appraiser gave bonus or penalty points, or took them back.
    Adjusted,
    /// An appraiser asked a unit to explain.
    Asked,
    /// A unit answered.
    Answered,
    /// A unit gave a file.
    Attached,
    /// An appraiser was given a domain.
    DutyGiven,
    /// A domain was taken from an appraiser.
    DutyTaken,
    /// A phase was opened, at once or by date.
    PhaseOpened,
    /// A phase was closed.
    PhaseClosed,
    /// A unit was given longer in a phase.
    Extended,
    /// A run was published, first or as a correction.
    Published,
    /// A unit objected to what was published.
    Objected,
    /// An objection was granted.
    ObjectionGranted,
    /// An objection was refused.
    ObjectionRefused,
    /// People were invited to answer by themselves.
    Invited,
    /// An invitation was taken back, or all of a campaign were deleted that keeps them no longer.
    InvitationWithdrawn,
    /// A respondent withdrew the ballot that came by their code.
    BallotErased,
    /// What tells who somebody is was deleted, of one person or of all.
    PersonalErased,
    /// The answers of a ballot were deleted, which told who somebody is.
    AnswersErased,
    /// What a campaign kept up to a day went by itself.
    Expired,
    /// Results were computed and kept.
    RunMade,
    /// Papers were handed out; or a batch was cancelled, and none are.
    PapersIssued,
    /// Papers came back.
    PapersReturned,
    /// A link was made by which a person enrols a tablet.
    EnrolmentMade,
    /// Such a link was taken back.
    EnrolmentRevoked,
    /// A tablet was enrolled by a link.
    Enrolled,
    /// A tablet that was lost was shut out.
    DeviceRevoked,
    /// Something was written to interviewers.
    MessageSent,
    /// Ballots were drawn that are asked again.
    BackchecksDrawn,
    /// Somebody is to ask again.
    BackcheckAssigned,
    /// What came of asking again was noted.
    BackcheckNoted,
    /// That was taken back.
    BackcheckTakenBack,
    /// It was decided about an interview that gave no ballot.
    NonresponseReviewed,
}

impl ActKind {
    /// All of them.
    pub const ALL: [Self; 56] = [
        Self::Imported,
        Self::Exported,
        Self::Closed,
        Self::Reopened,
        Self::Reviewed,
        Self::AccountMade,
        Self::AccountRenamed,
        Self::AccountMailed,
        Self::AccountDisabled,
        Self::AccountEnabled,
        Self::RoleGiven,
        Self::RoleTaken,
        Self::TokenMade,
        Self::TokenRevoked,
        Self::TokenUsed,
        Self::Assigned,
        Self::PasswordSet,
        Self::PasswordChanged,
        Self::Scored,
        Self::Prepared,
        Self::Submitted,
        Self::Returned,
        Self::Appraised,
        Self::Excused,
        Self::Adjusted,
        Self::Asked,
        Self::Answered,
        Self::Attached,
        Self::DutyGiven,
        Self::DutyTaken,
        Self::PhaseOpened,
        Self::PhaseClosed,
        Self::Extended,
        Self::Published,
        Self::Objected,
        Self::ObjectionGranted,
        Self::ObjectionRefused,
        Self::Invited,
        Self::InvitationWithdrawn,
        Self::BallotErased,
        Self::PersonalErased,
        Self::AnswersErased,
        Self::Expired,
        Self::RunMade,
        Self::PapersIssued,
        Self::PapersReturned,
        Self::EnrolmentMade,
        Self::EnrolmentRevoked,
        Self::Enrolled,
        Self::DeviceRevoked,
        Self::MessageSent,
        Self::BackchecksDrawn,
        Self::BackcheckAssigned,
        Self::BackcheckNoted,
        Self::BackcheckTakenBack,
        Self::NonresponseReviewed,
    ];

    /// Its name on the wire and in the store.
    pub fn code(self) -> &'static str {
        &self.text_key()["act.".len()..]
    }

    /// The kind of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The key of its text.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Imported => "act.imported",
            Self::Exported => "act.exported",
            Self::Closed => "act.closed",
            Self::Reopened => "act.reopened",
            Self::Reviewed => "act.reviewed",
            Self::AccountMade => "act.account_made",
            Self::AccountRenamed => "act.account_renamed",
            Self::AccountMailed => "act.account_mailed",
            Self::AccountDisabled => "act.account_disabled",
            Self::AccountEnabled => "act.account_enabled",
            Self::RoleGiven => "act.role_given",
            Self::RoleTaken => "act.role_taken",
            Self::TokenMade => "act.token_made",
            Self::TokenRevoked => "act.token_revoked",
            Self::TokenUsed => "act.token_used",
            Self::Assigned => "act.assigned",
            Self::PasswordSet => "act.password_set",
            Self::PasswordChanged => "act.password_changed",
            Self::Scored => "act.scored",
            Self::Prepared => "act.prepared",
            Self::Submitted => "act.submitted",
            Self::Returned => "act.returned",
            Self::Appraised => "act.appraised",
            Self::Excused => "act.excused",
            Self::Adjusted => "act.adjusted",
            Self::Asked => "act.asked",
            Self::Answered => "act.answered",
            Self::Attached => "act.attached",
            Self::DutyGiven => "act.duty_given",
            Self::DutyTaken => "act.duty_taken",
            Self::PhaseOpened => "act.phase_opened",
            Self::PhaseClosed => "act.phase_closed",
            Self::Extended => "act.extended",
            Self::Published => "act.published",
            Self::Objected => "act.objected",
            Self::ObjectionGranted => "act.objection_granted",
            Self::ObjectionRefused => "act.objection_refused",
            Self::Invited => "act.invited",
            Self::InvitationWithdrawn => "act.invitation_withdrawn",
            Self::BallotErased => "act.ballot_erased",
            Self::PersonalErased => "act.personal_erased",
            Self::AnswersErased => "act.answers_erased",
            Self::Expired => "act.expired",
            Self::RunMade => "act.run_made",
            Self::PapersIssued => "act.papers_issued",
            Self::PapersReturned => "act.papers_returned",
            Self::EnrolmentMade => "act.enrolment_made",
            Self::EnrolmentRevoked => "act.enrolment_revoked",
            Self::Enrolled => "act.enrolled",
            Self::DeviceRevoked => "act.device_revoked",
            Self::MessageSent => "act.message_sent",
            Self::BackchecksDrawn => "act.backchecks_drawn",
            Self::BackcheckAssigned => "act.backcheck_assigned",
            Self::BackcheckNoted => "act.backcheck_noted",
            Self::BackcheckTakenBack => "act.backcheck_taken_back",
            Self::NonresponseReviewed => "act.nonresponse_reviewed",
        }
    }
}

/// An act that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Its number, in commit order.
    pub position: i64,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
    /// The account that did it; absent where it was a command on the server's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What.
    pub kind: ActKind,
    /// The campaign in which it counts; absent where in every one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// To what it was done: the name of an account, the number of a ballot, the id of a campaign.
    pub subject: String,
    /// What was before.
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub before: Facts,
    /// What is after.
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub after: Facts,
}

/// `GET /api/acts`: the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActPage {
    /// The acts.
    pub acts: Vec<Act>,
    /// Where the next page begins, if there is one: what `after=` takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_written_by_its_code() {
        for kind in ActKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(ActKind::from_code(kind.code()), Some(kind));
        }
    }
}
