//! Roles, and who holds which.

use serde::{Deserialize, Serialize};

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything; for every campaign, accounts included.
    Admin,
    /// Sees counts, points and the index.
    Viewer,
    /// Interviews at the assigned places.
    Interviewer,
    /// Scores its own unit.
    Unit,
    /// Scores its own unit, and approves what is submitted.
    Head,
    /// Appraises every unit but its own.
    Appraiser,
    /// Keys in what papers say.
    Clerk,
    /// Leads the fieldwork at some places and what lies below them.
    Supervisor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Admin,
        Self::Viewer,
        Self::Interviewer,
        Self::Unit,
        Self::Head,
        Self::Appraiser,
        Self::Clerk,
        Self::Supervisor,
    ];
    /// Those that are held at a unit.
    pub const STAFF: [Self; 2] = [Self::Unit, Self::Head];
    /// Those that see the year of every unit.
    pub const OVERVIEW: [Self; 3] = [Self::Admin, Self::Viewer, Self::Appraiser];
    /// Those that have a part in the year of a unit.
    pub const YEAR: [Self; 5] = [Self::Admin, Self::Viewer, Self::Appraiser, Self::Unit, Self::Head];
    /// Those that see what the office sees.
    pub const OFFICE: [Self; 2] = [Self::Admin, Self::Viewer];
    /// Those that see the fieldwork: a supervisor its own places, the office all.
    pub const FIELDWORK: [Self; 3] = [Self::Admin, Self::Viewer, Self::Supervisor];
    /// Those that lead it.
    pub const LEADING: [Self; 2] = [Self::Admin, Self::Supervisor];
    /// Those that key in papers.
    pub const KEYING: [Self; 2] = [Self::Admin, Self::Clerk];

    /// Its name on the wire and in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Viewer => "viewer",
            Self::Interviewer => "interviewer",
            Self::Unit => "unit",
            Self::Head => "head",
            Self::Appraiser => "appraiser",
            Self::Clerk => "clerk",
            Self::Supervisor => "supervisor",
        }
    }

    /// The key of the text that names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin.role.admin",
            Self::Viewer => "admin.role.viewer",
            Self::Interviewer => "admin.role.interviewer",
            Self::Unit => "admin.role.unit",
            Self::Head => "admin.role.head",
            Self::Appraiser => "admin.role.appraiser",
            Self::Clerk => "admin.role.clerk",
            Self::Supervisor => "admin.role.supervisor",
        }
    }

    /// The role of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A role that an account holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The one campaign for which it is held; absent where for every one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// The code of the place or unit at which it is held; it covers what lies below. An interviewer works where a place is
    /// named (`province` is every place), and nowhere without one; a supervisor likewise, and has one at least; a unit's people have
    /// their unit; other roles have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

impl Grant {
    /// The role, for every campaign.
    pub fn of(role: Role) -> Self {
        Self { role, campaign: None, place: None }
    }

    /// The role, for one campaign.
    pub fn within(role: Role, campaign: impl Into<String>) -> Self {
        Self { campaign: Some(campaign.into()), ..Self::of(role) }
    }

    /// The same, for this campaign and at this place.
    pub fn at(role: Role, campaign: impl Into<String>, place: impl Into<String>) -> Self {
        Self { place: Some(place.into()), ..Self::within(role, campaign) }
    }
}

/// Whether one of these roles is held, for this campaign; without one, whether it is held for every campaign.
pub fn holds(held: &[Grant], roles: &[Role], campaign: Option<&str>) -> bool {
    let fits = |of: &Option<String>| of.is_none() || of.as_deref() == campaign;
    held.iter().any(|grant| roles.contains(&grant.role) && fits(&grant.campaign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_for_one_campaign_is_none_for_others_and_none_for_all() {
        let everywhere = [Grant::of(Role::Viewer)];
        let here = [Grant::within(Role::Viewer, "a"), Grant::at(Role::Interviewer, "b", "01837")];
        for (held, role, campaign, expected) in [
            (&everywhere[..], Role::Viewer, Some("a"), true),
            (&everywhere, Role::Viewer, None, true),
            (&everywhere, Role::Admin, Some("a"), false),
            (&here, Role::Viewer, Some("a"), true),
            (&here, Role::Viewer, Some("b"), false),
            (&here, Role::Viewer, None, false),
            (&here, Role::Interviewer, Some("b"), true),
            (&[], Role::Viewer, None, false),
        ] {
            assert_eq!(holds(held, &[role], campaign), expected, "{held:?} {role:?} {campaign:?}");
        }
        assert!(holds(&here, &Role::OFFICE, Some("a")) && !holds(&here, &Role::OFFICE, Some("b")));
    }
}
