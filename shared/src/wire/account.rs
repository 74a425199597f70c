//! Accounts, their roles and assigned places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Grant, Role};

/// `GET /api/accounts`: admins only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// Where mail reaches them; empty where none is sent.
    #[serde(default)]
    pub email: String,
    /// May not sign in; sessions are revoked.
    pub disabled: bool,
    /// What they may do, for which campaign, and where.
    pub roles: Vec<Grant>,
}

impl Account {
    /// The places that are assigned in a campaign.
    pub fn assigned<'a>(&'a self, campaign: &str) -> impl Iterator<Item = &'a str> {
        let here = move |grant: &&Grant| {
            grant.role == Role::Interviewer && grant.campaign.as_deref() == Some(campaign)
        };
        self.roles.iter().filter(here).filter_map(|grant| grant.place.as_deref())
    }
}

/// `POST /api/accounts`, and `PATCH /api/accounts/{username}` where an absent field stays as it is. A field of another name
/// is refused: what a script of old says would be left aside without a word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    /// Only when one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where mail reaches them; an empty one ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The roles to take away; one without a place is taken with all its places in that campaign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub take: Vec<Grant>,
    /// The roles to give, after that; an account is made with one at least.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub give: Vec<Grant>,
    /// A new password; all sessions of the account end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// True ends all sessions at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// All places at which the account interviews in the campaigns named; other campaigns stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignments: Option<BTreeMap<String, Vec<String>>>,
}

/// `POST /api/accounts/bulk`: many accounts, all or none. The answer is a [`NewAccount`] for each row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// The campaign of the assigned places; without places it may be absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// The accounts.
    pub rows: Vec<RosterRow>,
}

/// A row of the list, as written: the server judges it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    /// The line of the file, for faults.
    pub line: u32,
    /// The account's name.
    pub username: String,
    /// The person's name; where it is empty, the account's.
    #[serde(default)]
    pub name: String,
    /// Where mail reaches them; it may be empty.
    #[serde(default)]
    pub email: String,
    /// The code of a role.
    pub role: String,
    /// The password; where it is empty, the server makes one.
    #[serde(default)]
    pub password: String,
    /// Codes of the assigned places.
    #[serde(default)]
    pub places: Vec<String>,
}

/// An account made from a row. Its password is told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// Where mail reaches them.
    #[serde(default)]
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The password.
    pub password: String,
    /// Codes of the assigned places.
    pub places: Vec<String>,
}
