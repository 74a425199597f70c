//! What the accounts screen shows, as its address: who is looked for, and whose account is open.

use std::fmt;

use super::query::{Query, write};

/// What the accounts screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountsAddress {
    /// The account that is open.
    pub open: Option<Open>,
    /// The campaign whose assignments are shown.
    pub campaign: Option<String>,
}

/// The account that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// A new one is being made.
    New,
    /// Many are being made from a list.
    List,
    /// The tokens of scripts.
    Tokens,
    /// This one.
    Account(String),
}

impl AccountsAddress {
    /// The same view with another account open.
    pub fn opened(&self, open: Option<Open>) -> Self {
        Self { open, ..self.clone() }
    }
}

impl From<&str> for AccountsAddress {
    fn from(text: &str) -> Self {
        let query = Query::read(text);
        let new = query.get("new").map(|what| match &*what {
            "list" => Open::List,
            "tokens" => Open::Tokens,
            _ => Open::New,
        });
        Self { open: new.or(query.get("user").map(Open::Account)), campaign: query.get("campaign") }
    }
}

impl fmt::Display for AccountsAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (new, user) = match &self.open {
            None => ("", ""),
            Some(Open::New) => ("yes", ""),
            Some(Open::List) => ("list", ""),
            Some(Open::Tokens) => ("tokens", ""),
            Some(Open::Account(user)) => ("", user.as_str()),
        };
        f.write_str(&write(&[
            ("new", new),
            ("user", user),
            ("campaign", self.campaign.as_deref().unwrap_or_default()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in ["", "new=yes", "new=list", "new=tokens", "user=dtv01&campaign=example"] {
            assert_eq!(AccountsAddress::from(text).to_string(), text);
        }
    }
}
