//! The sets of a campaign: ballots of each form, its repeats, and what comes out of them.

use super::super::frame::Holds;
use super::super::names::{Rule, names};
use super::answers::Answers;
use super::fixed::Fixed;
use crate::campaign::Campaign;
use crate::export::columns::repeats;
use crate::form::FormDefinition;
use crate::message::Language;

/// Names as OData admits them.
pub(super) const NAMES: Rule =
    Rule { longest: 128, length: |_| 1, underscore_first: true, reserved: |_| false };

/// A set of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// What it is called in addresses.
    pub name: String,
    /// Its columns.
    pub properties: Vec<Property>,
    /// Where its rows lead.
    pub links: Vec<Link>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub label: String,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether it belongs to what tells rows apart: then no cell is empty.
    pub is_key: bool,
}

/// From a row to rows of another set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub name: String,
    /// The other set.
    pub set: String,
    /// Whether it leads to many rows, and not to one.
    pub many: bool,
}

/// What a set is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// What the ballots of a form say once, or in a repeat.
    Ballots {
        /// The form.
        form: String,
        /// The repeat.
        repeat: Option<String>,
    },
    /// Figures or flags.
    Fixed(Fixed),
}

impl Set {
    /// The properties of the key.
    pub fn key(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| property.is_key)
    }
}

/// The names of all sets of a campaign, with what each is made of.
pub fn sets(campaign: &Campaign) -> Vec<(String, Of)> {
    let mut forms: Vec<&str> = Vec::new();
    for definition in &campaign.definitions {
        if !forms.contains(&&*definition.id) {
            forms.push(&definition.id);
        }
    }
    let mut found: Vec<(String, Of)> =
        Fixed::ALL.into_iter().map(|fixed| (fixed.name().to_owned(), Of::Fixed(fixed))).collect();
    for form in forms {
        let of = |repeat| Of::Ballots { form: form.to_owned(), repeat };
        found.push((format!("ballots/{form}"), of(None)));
        for repeat in repeats(&versions(campaign, form)) {
            found.push((format!("ballots/{form}/{repeat}"), of(Some(repeat))));
        }
    }
    let made =
        names(found.iter().map(|(name, _)| plain(name)).collect::<Vec<_>>().iter().map(|it| &**it), &NAMES);
    made.into_iter().zip(found).map(|(name, (_, of))| (name, of)).collect()
}

/// A set as the service describes it.
pub fn set_of(campaign: &Campaign, name: &str, of: &Of, language: &str) -> Set {
    match of {
        Of::Fixed(fixed) => fixed.set(Language::from_code(language)),
        Of::Ballots { form, repeat } => Answers::of(campaign, name, form, repeat.as_deref(), language).set,
    }
}

/// The definitions of a form.
pub(super) fn versions(campaign: &Campaign, form: &str) -> Vec<FormDefinition> {
    campaign.definitions.iter().filter(|definition| definition.id == form).cloned().collect()
}

/// A text without the figures that OData admits in no name.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|it| if it.is_numeric() && !it.is_ascii_digit() { '_' } else { it }).collect()
}
