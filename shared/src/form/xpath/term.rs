//! An expression as a tree. Chains of one operator are lists, so that only what people nest is deep.

use super::fault::{Fault, Span};
use super::function::Function;
use super::operator::{Arithmetic, Comparison};

/// An expression that was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expr {
    /// Its text.
    pub text: Box<str>,
    /// What it computes.
    pub root: Term,
    /// Where the names of elements and attributes in it stand, each once; [`Test::Name`] counts them.
    pub names: Vec<Name>,
    /// The questions that it names as `${…}`, each once; [`Origin::Reference`] counts them.
    pub references: Vec<Box<str>>,
    /// What would not work although it could be read: functions that nobody knows, arguments that do not fit.
    pub faults: Vec<Fault>,
    /// Whether it asks the clock or chance: its value changes though no answer does.
    pub volatile: bool,
}

impl Expr {
    /// A name in it: the part before the colon, empty where there is none, and the word itself.
    pub fn name(&self, number: usize) -> (&str, &str) {
        let Name { prefix, local } = self.names[number];
        (&self.text[prefix.range()], &self.text[local.range()])
    }

    /// The same name as it is written.
    pub fn qualified(&self, number: usize) -> String {
        match self.name(number) {
            ("", local) => local.to_owned(),
            (prefix, local) => format!("{prefix}:{local}"),
        }
    }
}

/// Where a name stands in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The part before the colon; empty where there is none.
    pub prefix: Span,
    /// The word itself.
    pub local: Span,
}

/// A part of an expression, and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is.
    pub what: What,
    /// Where it stands.
    pub span: Span,
}

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A number as it is written.
    Number(f64),
    /// A text in quotation marks.
    Text(Box<str>),
    /// `a or b or c`
    Or(Vec<Term>),
    /// `a and b and c`
    And(Vec<Term>),
    /// `a = b`, `a < b`; more than one goes from left to right.
    Compare(Box<Term>, Vec<(Comparison, Term)>),
    /// `a + b - c`, `a * b div c`, from left to right.
    Calculate(Box<Term>, Vec<(Arithmetic, Term)>),
    /// `-a`
    Negate(Box<Term>),
    /// `a | b`
    Union(Vec<Term>),
    /// `f(a, b)`
    Call(Function, Vec<Term>),
    /// A function that nobody knows, which stands among the faults.
    Unknown(Box<str>, Vec<Term>),
    /// A way through the nodes.
    Path(Box<Path>),
}

/// A way through the nodes: where it begins, and its steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Where it begins.
    pub origin: Origin,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Whether the nodes come in document order, each once, when step after step is simply walked.
    pub streams: bool,
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// `/`: the instance.
    Root,
    /// The node that the expression, or the predicate, stands at.
    Context,
    /// A node to which the way never changes, by the number under which the scope knows it.
    Pinned(usize),
    /// So many nodes above the one that the whole expression stands at.
    Above(usize),
    /// `${name}`, the number of a reference.
    Reference(usize),
    /// Nodes that something else gives, filtered: `instance('x')/…`, `(a | b)[1]/…`.
    Term(Term, Vec<Predicate>),
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Into which direction it goes.
    pub axis: Axis,
    /// What it takes there.
    pub test: Test,
    /// What it keeps of that.
    pub predicates: Vec<Predicate>,
    /// Where it stands in the text.
    pub span: Span,
}

/// `[…]`
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// What stands between the brackets.
    pub term: Term,
    /// Whether it may ask for a place among the nodes, and not only what a node is like.
    pub positional: bool,
}

/// What a step takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `node()`
    Node,
    /// `*`
    Any,
    /// A name, as its number among the names of the expression.
    Name(usize),
    /// `prefix:*`, the name being an empty word.
    Within(usize),
    /// `text()`
    Text,
    /// `comment()`
    Comment,
    /// `processing-instruction()`, with or without a name.
    Instruction(Option<Box<str>>),
}

/// The direction of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Axis {
    Child,
    Descendant,
    DescendantOrSelf,
    Parent,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Attribute,
    Namespace,
    Itself,
}

impl Axis {
    /// The axis of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "child" => Self::Child,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "parent" => Self::Parent,
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "following-sibling" => Self::FollowingSibling,
            "preceding-sibling" => Self::PrecedingSibling,
            "following" => Self::Following,
            "preceding" => Self::Preceding,
            "attribute" => Self::Attribute,
            "namespace" => Self::Namespace,
            "self" => Self::Itself,
            _ => return None,
        })
    }
}
