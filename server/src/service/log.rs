//! What a use case did, written into the log in the transaction in which it did it.

use jiff::Timestamp;
use shared::wire::{ActKind, Fact, Facts};

use super::session::Caller;
use crate::store::{NOBODY, NewAct, Repositories, StoreError};

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person of this account.
    Person(String),
    /// A command on the server's machine, or the server itself when it starts.
    Command,
    /// Who answered by themselves: nobody that anything names.
    Respondent,
}

impl Actor {
    /// Who, as rows name them.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(username) => username,
            Self::Command => "parindex",
            Self::Respondent => NOBODY,
        }
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        Self::Person(caller.username.clone())
    }
}

/// An act on its way into the log.
#[derive(Clone, Debug)]
pub struct Draft {
    kind: ActKind,
    campaign: Option<String>,
    subject: String,
    before: Facts,
    after: Facts,
}

/// An act, done to this subject.
pub fn act(kind: ActKind, subject: impl Into<String>) -> Draft {
    Draft { kind, campaign: None, subject: subject.into(), before: Facts::new(), after: Facts::new() }
}

impl Draft {
    /// It counts in this campaign alone.
    pub fn within(self, campaign: Option<&str>) -> Self {
        Self { campaign: campaign.map(str::to_owned), ..self }
    }

    /// What was before; nothing where it says nothing.
    pub fn before(mut self, fact: Fact, value: impl ToString) -> Self {
        note(&mut self.before, fact, value.to_string());
        self
    }

    /// What is after.
    pub fn after(mut self, fact: Fact, value: impl ToString) -> Self {
        note(&mut self.after, fact, value.to_string());
        self
    }

    /// Writes it.
    pub fn write(self, store: &dyn Repositories, by: &Actor, at: Timestamp) -> Result<(), StoreError> {
        let Self { kind, campaign, subject, before, after } = self;
        let by = match by {
            Actor::Person(username) => Some(username.clone()),
            Actor::Command | Actor::Respondent => None,
        };
        store.add_act(&NewAct { at, by, kind, campaign, subject, before, after })
    }
}

fn note(facts: &mut Facts, fact: Fact, value: String) {
    if !value.is_empty() {
        facts.insert(fact, value);
    }
}
