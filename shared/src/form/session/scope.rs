//! What expressions see of an interview.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Session;
use crate::form::tree::{NodeId, Tree};
use crate::form::xpath::{Bound, Fault, Scope};
use crate::message::Language;

impl Scope for Session {
    fn tree(&self) -> &Tree {
        &self.tree
    }

    fn root(&self) -> NodeId {
        self.root
    }

    fn instance(&self, id: &str) -> Option<NodeId> {
        self.plan.lists.get(id).copied()
    }

    fn pinned(&self, number: usize) -> Option<NodeId> {
        self.state.cells.get(number).map(|cell| cell.node)
    }

    fn leads_to(&self, node: NodeId) -> bool {
        self.met.set(self.met.get() + 1);
        self.is_asked(node)
    }

    fn itext(&self, id: &str, at: NodeId) -> Option<String> {
        self.named_text(id, None, at)
    }

    fn choice_name(&self, choice: &str, path: &str, at: NodeId) -> Option<String> {
        self.label_of_choice(choice, path.trim(), at)
    }

    fn language(&self) -> Language {
        Language::from_code(self.language_code())
    }

    fn zone(&self) -> &TimeZone {
        &self.around.zone
    }

    fn now(&self) -> Timestamp {
        self.around.now
    }

    /// Steele, Lea and Flood's SplitMix: what follows from one seed.
    fn random(&self) -> u64 {
        let state = self.chance.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.chance.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn defect(&self, fault: Fault) {
        let mut defects = self.defects.borrow_mut();
        if defects.len() < MOST_DEFECTS && !defects.contains(&fault) {
            defects.push(fault);
        }
    }
}

/// More than anybody reads.
const MOST_DEFECTS: usize = 100;

impl Session {
    pub(super) fn text_of(&self, bound: &Bound, node: NodeId) -> String {
        let value = bound.evaluate(node, self);
        // What is no number is no answer.
        match value {
            crate::form::xpath::Value::Number(number) if number.is_nan() => String::new(),
            value => value.text(&self.tree).into_owned(),
        }
    }

    pub(super) fn truth_of(&self, bound: &Bound, node: NodeId) -> bool {
        bound.evaluate(node, self).boolean()
    }

    pub(super) fn number_of(&self, bound: &Bound, node: NodeId) -> f64 {
        bound.evaluate(node, self).number(&self.tree, &self.around.zone)
    }
}
