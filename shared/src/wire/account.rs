//! Accounts and their assignments.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Role;

/// `GET /api/accounts`: admins only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// May not sign in; sessions are revoked.
    pub disabled: bool,
    /// Assigned places, by campaign id.
    pub assignments: BTreeMap<String, Vec<String>>,
}

/// `POST /api/accounts`, and `PATCH /api/accounts/{username}` where an absent field stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountChange {
    /// Only when one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// A new password; all sessions of the account end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// True ends all sessions at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// The assigned places of the campaigns named; other campaigns stay as they are.
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
    /// What they may do.
    pub role: Role,
    /// The password.
    pub password: String,
    /// Codes of the assigned places.
    pub places: Vec<String>,
}
