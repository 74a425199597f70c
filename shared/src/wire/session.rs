//! Signing in, and who is signed in.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Grant, Role, holds};

/// `POST /api/session`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The account's name.
    pub username: String,
    /// The password.
    pub password: String,
}

/// `PUT /api/session/password`: the person's own. All other sessions of the account end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChange {
    /// The one in force.
    pub old: String,
    /// The one to come.
    pub new: String,
}

/// The person signed in: the answer to `POST /api/session` and `GET /api/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// What they may do, places left out.
    pub roles: Vec<Grant>,
    /// A bearer token for scripts; only in the answer to a sign-in that asks for it with `?bearer=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl Person {
    /// Whether the person holds one of these roles, for this campaign; without one, whether for every campaign.
    pub fn may(&self, roles: &[Role], campaign: Option<&str>) -> bool {
        holds(&self.roles, roles, campaign)
    }

    /// Whether the person holds one of these roles for any campaign.
    pub fn is(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|grant| roles.contains(&grant.role))
    }
}

/// What people call a tablet, on its own screen and in the office's list: the end of its id, short enough to be read out.
pub fn mark(device: Uuid) -> String {
    device.simple().to_string()[24..].to_owned()
}
