//! Along an axis from a node, in the order that places are counted in.

use std::ops::ControlFlow;

use super::term::Axis;
use crate::form::tree::{Kind, NodeId, Tree};

pub(super) type See<'a> = &'a mut dyn FnMut(NodeId) -> ControlFlow<()>;

/// Shows every node along the axis until it is told to stop.
pub(super) fn along(tree: &Tree, axis: Axis, from: NodeId, see: See<'_>) -> ControlFlow<()> {
    match axis {
        Axis::Itself => see(from),
        Axis::Child => children(tree, from).try_for_each(see),
        Axis::Descendant => tree.descendants(from).try_for_each(see),
        Axis::DescendantOrSelf => {
            see(from)?;
            tree.descendants(from).try_for_each(see)
        }
        Axis::Parent => tree.parent(from).into_iter().try_for_each(see),
        Axis::Ancestor => tree.ancestors(from).try_for_each(see),
        Axis::AncestorOrSelf => {
            see(from)?;
            tree.ancestors(from).try_for_each(see)
        }
        Axis::FollowingSibling if is_child(tree, from) => {
            std::iter::successors(tree.next(from), |at| tree.next(*at)).try_for_each(see)
        }
        Axis::PrecedingSibling if is_child(tree, from) => {
            std::iter::successors(tree.previous(from), |at| tree.previous(*at)).try_for_each(see)
        }
        Axis::Following => following(tree, from, see),
        Axis::Preceding => preceding(tree, from, see),
        Axis::Attribute => tree.attributes(from).try_for_each(see),
        Axis::FollowingSibling | Axis::PrecedingSibling | Axis::Namespace => ControlFlow::Continue(()),
    }
}

fn is_child(tree: &Tree, node: NodeId) -> bool {
    tree.kind(node) != Kind::Attribute
}

fn children(tree: &Tree, from: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(from)
}

fn following(tree: &Tree, from: NodeId, see: See<'_>) -> ControlFlow<()> {
    let root = tree.root(from);
    let first = match tree.kind(from) {
        // What is below its element follows an attribute.
        Kind::Attribute => tree.parent(from).and_then(|element| tree.following_within(element, root)),
        _ => tree.beyond(from, root),
    };
    std::iter::successors(first, |at| tree.following_within(*at, root)).try_for_each(see)
}

/// From the nearest back to the first, those above left out.
fn preceding(tree: &Tree, from: NodeId, see: See<'_>) -> ControlFlow<()> {
    let mut at = if is_child(tree, from) { from } else { tree.parent(from).unwrap_or(from) };
    loop {
        while let Some(before) = tree.previous(at) {
            at = before;
            while let Some(last) = tree.last_child(at) {
                at = last;
            }
            // Back up through all that ends before it began.
            loop {
                see(at)?;
                if tree.previous(at).is_some() {
                    break;
                }
                match tree.parent(at) {
                    Some(parent) if !is_above(tree, parent, from) => at = parent,
                    _ => break,
                }
            }
        }
        match tree.parent(at) {
            Some(parent) => at = parent,
            None => return ControlFlow::Continue(()),
        }
    }
}

fn is_above(tree: &Tree, node: NodeId, below: NodeId) -> bool {
    tree.ancestors(below).any(|above| above == node)
}
