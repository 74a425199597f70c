//! Signing in, and who is signed in.

use serde::{Deserialize, Serialize};

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, accounts included.
    Admin,
    /// Sees counts, points and the index.
    Viewer,
    /// Interviews at the assigned places.
    Interviewer,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Viewer, Self::Interviewer];

    /// Its name on the wire and in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Viewer => "viewer",
            Self::Interviewer => "interviewer",
        }
    }
}

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
    /// What they may do.
    pub role: Role,
    /// A bearer token for scripts; only in the answer to a sign-in that asks for it with `?bearer=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}
