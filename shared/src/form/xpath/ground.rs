//! What expressions are computed over: the nodes of an arena, or the answers of an interview that is a table.

use std::borrow::Cow;

use super::axis::See;
use super::call::Call;
use super::evaluate::Spot;
use super::fault::Fault;
use super::moment::Zone;
use super::term::Path;
use super::value::Value;
use crate::form::Moment;
use crate::form::tree::NodeId;

/// What expressions are computed over. Whatever is not asked of it here is the same for all.
pub(in crate::form) trait Ground<'t> {
    /// The text of a node.
    fn text(&self, node: NodeId) -> Cow<'t, str>;
    /// Whether it has none.
    fn is_blank(&self, node: NodeId) -> bool {
        self.text(node).is_empty()
    }
    /// The value that stands at a node, for functions that take it where they are given none.
    fn own(&self, node: NodeId) -> Value<'t>;
    /// Shows the nodes of a path, in their order; the value where it gives one instead.
    fn each(&self, path: &'t Path, spot: Spot, see: See<'_>) -> Option<Value<'t>>;
    /// Puts nodes into their order, each once.
    fn sort(&self, nodes: &mut Vec<NodeId>);
    /// The value of a function that is not the same for all.
    fn call(&self, call: &Call<'_, 't>) -> Value<'t>;
    /// The zone that dates are of.
    fn zone(&self) -> &dyn Zone;
    /// The clock.
    fn now(&self) -> Moment;
    /// Hears what could not be computed, and gave nothing.
    fn defect(&self, _fault: Fault) {}
}
