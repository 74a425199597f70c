//! What an expression sees around it when it is evaluated by itself: a document, which may be a form.

use std::cell::RefCell;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::form::tree::{NodeId, Tree};
use shared::form::xpath::Scope;
use shared::message::Language;

use crate::secret::Random;

/// A document, the clock, the zone and chance.
pub struct Surroundings<'a> {
    /// The nodes.
    pub tree: &'a Tree,
    /// The document itself.
    pub document: NodeId,
    /// Where absolute paths begin.
    pub root: NodeId,
    /// The language that is shown.
    pub lang: Option<&'a str>,
    /// The clock.
    pub now: Timestamp,
    /// The zone.
    pub zone: &'a TimeZone,
    /// Chance.
    pub random: &'a dyn Random,
    /// What could not be computed.
    pub defects: RefCell<Vec<shared::problem::Problem>>,
}

impl Surroundings<'_> {
    fn below(&self, name: &'static str) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.descendants(self.document).filter(move |node| self.tree.local(*node) == name)
    }
}

impl Scope for Surroundings<'_> {
    fn tree(&self) -> &Tree {
        self.tree
    }

    fn root(&self) -> NodeId {
        self.root
    }

    fn instance(&self, id: &str) -> Option<NodeId> {
        self.below("instance").find(|node| self.tree.attribute(*node, "id") == Some(id))
    }

    /// Without a language it is that of the translation that says so, else of the first.
    fn itext(&self, id: &str, _at: NodeId) -> Option<String> {
        let (tree, mut all) = (self.tree, self.below("translation"));
        let preset = || self.below("translation").find(|one| tree.attribute(*one, "default").is_some());
        let translation = match self.lang {
            Some(lang) => all.find(|one| tree.attribute(*one, "lang") == Some(lang)),
            None => preset().or_else(|| all.next()),
        };
        let text = tree.elements(translation?).find(|text| tree.attribute(*text, "id") == Some(id))?;
        let plain = tree.elements(text).find(|value| tree.attribute(*value, "form").is_none())?;
        Some(tree.text(plain).into_owned())
    }

    fn language(&self) -> Language {
        Language::from_code(self.lang.unwrap_or("en"))
    }

    fn zone(&self) -> &TimeZone {
        self.zone
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        self.random.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn defect(&self, fault: shared::form::xpath::Fault) {
        self.defects.borrow_mut().push(fault.problem);
    }
}
