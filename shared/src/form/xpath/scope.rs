//! What an expression sees around it. The clock, the zone and chance are parameters.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fault::Fault;
use crate::form::tree::{NodeId, Tree};
use crate::message::Language;

/// What an expression sees around it.
pub trait Scope {
    /// The nodes of all instances.
    fn tree(&self) -> &Tree;
    /// Where absolute paths begin: what is above the first element of the form's own instance.
    fn root(&self) -> NodeId;
    /// What is above the first element of another instance.
    fn instance(&self, id: &str) -> Option<NodeId>;
    /// The node to which a path was shortened, by its number. Who shortens none knows none.
    fn pinned(&self, _number: usize) -> Option<NodeId> {
        None
    }
    /// Whether paths lead down to a node, or leave it out.
    fn leads_to(&self, _node: NodeId) -> bool {
        true
    }
    /// The nodes of a question that is named as `${…}`. Definitions that name questions by paths need none.
    fn reference(&self, _name: &str) -> Vec<NodeId> {
        Vec::new()
    }
    /// A text in the language that is shown, with the answers in it as they are seen from a node.
    fn itext(&self, _id: &str, _at: NodeId) -> Option<String> {
        None
    }
    /// The label of a choice of the question at a path, which may begin at a node.
    fn choice_name(&self, _choice: &str, _path: &str, _at: NodeId) -> Option<String> {
        None
    }
    /// The language that is shown, for the names of months and days.
    fn language(&self) -> Language;
    /// The zone that dates are of.
    fn zone(&self) -> &TimeZone;
    /// The clock.
    fn now(&self) -> Timestamp;
    /// The next bits of chance.
    fn random(&self) -> u64;
    /// Hears what could not be computed, and gave nothing.
    fn defect(&self, _fault: Fault) {}
}
