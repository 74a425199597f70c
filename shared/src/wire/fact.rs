//! What an act tells of how something was before and is after.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What an act says of how it was before or is after, in the order in which it is shown. Never a secret.
pub type Facts = BTreeMap<Fact, String>;

/// What is told of before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The person's name.
    Name,
    /// The code of a role.
    Role,
    /// Codes of places or units, with blanks between.
    Places,
    /// The code of a ballot's status.
    Status,
    /// The code of the stage of a unit.
    Stage,
    /// The generation of a campaign.
    Generation,
    /// The digest of a package.
    Package,
    /// The number of ballots of files.
    Ballots,
    /// The number of assessments.
    Assessments,
    /// What files were made of it.
    Files,
    /// Points of a leaf.
    Points,
    /// That an appraiser excused a leaf, or took a decision back: `excused`, `withdrawn`.
    Finding,
    /// What an appraiser asked, or a unit answered.
    Text,
    /// The name of a file.
    File,
    /// A unit type and the code of one of its domains.
    Domain,
    /// From when on.
    From,
    /// Until when.
    Until,
    /// The digest of a run.
    Run,
    /// What a script called.
    Request,
    /// The number of a decision.
    Decision,
    /// The day of a decision.
    Day,
    /// How many invitations.
    Invitations,
    /// How many times somebody told who they are.
    Told,
    /// The last day on which something was kept.
    Kept,
    /// How many papers look spoiled.
    Spoiled,
    /// Why.
    Reason,
}

impl Fact {
    /// The key of its text.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Name => "admin.name",
            Self::Role => "admin.role",
            Self::Places => "admin.assigned",
            Self::Status => "office.count.status",
            Self::Stage => "appraisal.stage",
            Self::Generation => "act.fact-generation",
            Self::Package => "act.fact-package",
            Self::Ballots => "act.fact-ballots",
            Self::Assessments => "act.fact-assessments",
            Self::Files => "act.fact-files",
            Self::Points => "act.fact-points",
            Self::Text => "act.fact-text",
            Self::Domain => "act.fact-domain",
            Self::File => "act.fact-file",
            Self::From => "act.fact-from",
            Self::Until => "act.fact-until",
            Self::Run => "act.fact-run",
            Self::Request => "act.fact-request",
            Self::Decision => "act.fact-decision",
            Self::Day => "act.fact-day",
            Self::Invitations => "act.fact-invitations",
            Self::Told => "act.fact-told",
            Self::Kept => "act.fact-kept",
            Self::Spoiled => "act.fact-spoiled",
            Self::Finding => "act.fact-finding",
            Self::Reason => "reason.reason",
        }
    }
}
