//! A node: what it is, what it is called, and which nodes stand around it.

use std::num::NonZeroU32;

use super::names::NameId;

/// Where a node lies in its arena. It stays the same as long as the arena lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    pub(in crate::form) fn new(index: usize) -> Self {
        let above = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        Self(above.expect("an arena holds fewer nodes than there are numbers for them"))
    }

    /// Its place in the arena, from 0.
    pub(in crate::form) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What a document is, above its one element.
    Root,
    /// An element.
    Element,
    /// An attribute; it is no child of its element.
    Attribute,
    /// A namespace declared at an element, kept so that it is written again: the name is the prefix, the text the address.
    Namespace,
    /// Text.
    Text,
    /// A comment.
    Comment,
    /// An instruction to some program.
    Instruction,
    /// The document type. Expressions see it as ODK's engine does: a node without a name and without text.
    DocumentType,
}

/// A node as the arena keeps it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub name: NameId,
    /// The prefix that the name was written with, as one of the known texts.
    pub prefix: u32,
    pub parent: Option<NodeId>,
    pub previous: Option<NodeId>,
    pub next: Option<NodeId>,
    pub first: Option<NodeId>,
    pub last: Option<NodeId>,
    /// The first of its attributes and declarations.
    pub attribute: Option<NodeId>,
    pub value: Box<str>,
}

impl Node {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            name: NameId::NONE,
            prefix: 0,
            parent: None,
            previous: None,
            next: None,
            first: None,
            last: None,
            attribute: None,
            value: Box::default(),
        }
    }
}
