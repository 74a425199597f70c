//! An expression bound to an arena: its names are numbers there, its patterns compiled.

use regex_lite::Regex;

use super::fault::Span;
use super::function::Function;
use super::term::{Expr, Origin, Step, Term, What};
use super::wide::pattern;
use crate::form::tree::{NameId, Tree};

/// What prefixes stand for where no form says it.
const PREFIXES: [(&str, &str); 8] = [
    ("h", "http://www.w3.org/1999/xhtml"),
    ("xhtml", "http://www.w3.org/1999/xhtml"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("jr", "http://openrosa.org/javarosa"),
    ("orx", "http://openrosa.org/xforms"),
    ("odk", "http://www.opendatakit.org/xforms"),
    ("entities", "http://www.opendatakit.org/xforms/entities"),
    ("ev", "http://www.w3.org/2001/xml-events"),
];

/// An expression that can be evaluated over the nodes of an arena.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The expression.
    pub expr: Expr,
    pub(super) names: Vec<NameId>,
    pub(super) patterns: Vec<(Box<str>, Option<Regex>)>,
}

impl Expr {
    /// Binds the expression to an arena. Nodes that come later are found too.
    pub fn bind(self, tree: &mut Tree) -> Bound {
        let names = (0..self.names.len()).map(|name| intern(self.name(name), tree)).collect();
        let mut patterns = Vec::new();
        if self.text.contains("regex") {
            self.root.each(&mut |term| {
                if let What::Call(Function::Regex, arguments) = &term.what
                    && let [_, Term { what: What::Text(text), .. }] = &**arguments
                {
                    patterns.push((text.clone(), pattern(text)));
                }
            });
        }
        Bound { expr: self, names, patterns }
    }
}

impl Bound {
    /// The name that a [`super::Test::Name`] of the expression stands for in the arena.
    pub fn name(&self, number: usize) -> NameId {
        self.names[number]
    }
}

/// The address that a prefix stands for: as the form declares it, else as everybody knows it, else the prefix itself.
pub(in crate::form) fn address<'a>(prefix: &'a str, tree: &'a Tree) -> &'a str {
    let known = || PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, address)| *address);
    if prefix.is_empty() { "" } else { tree.declared(prefix).or_else(known).unwrap_or(prefix) }
}

fn intern((prefix, local): (&str, &str), tree: &mut Tree) -> NameId {
    let namespace = address(prefix, tree).to_owned();
    tree.intern(&namespace, local)
}

impl Default for Term {
    /// The empty text.
    fn default() -> Self {
        Self { what: What::Text(Box::default()), span: Span::default() }
    }
}

impl Term {
    /// The terms right below this one, those in predicates too, to be changed.
    pub fn each_below(&mut self, see: &mut impl FnMut(&mut Self)) {
        match &mut self.what {
            What::Or(parts) | What::And(parts) | What::Union(parts) => parts.iter_mut().for_each(see),
            What::Call(_, parts) | What::Unknown(_, parts) => parts.iter_mut().for_each(see),
            What::Negate(inner) => see(inner),
            What::Compare(first, rest) => {
                see(first);
                rest.iter_mut().for_each(|(_, part)| see(part));
            }
            What::Calculate(first, rest) => {
                see(first);
                rest.iter_mut().for_each(|(_, part)| see(part));
            }
            What::Path(path) => {
                if let Origin::Term(term, predicates) = &mut path.origin {
                    see(term);
                    predicates.iter_mut().for_each(|one| see(&mut one.term));
                }
                let within = path.steps.iter_mut().flat_map(|step| &mut step.predicates);
                within.for_each(|one| see(&mut one.term));
            }
            What::Number(_) | What::Text(_) => {}
        }
    }

    /// This term and all below it, those in predicates too: each before what is below it, from left to right.
    pub fn each<'t>(&'t self, see: &mut impl FnMut(&'t Self)) {
        let mut open = vec![self];
        while let Some(term) = open.pop() {
            see(term);
            let from = open.len();
            match &term.what {
                What::Or(parts) | What::And(parts) | What::Union(parts) => open.extend(parts),
                What::Call(_, parts) | What::Unknown(_, parts) => open.extend(parts),
                What::Negate(inner) => open.push(inner),
                What::Compare(first, rest) => {
                    open.push(first);
                    open.extend(rest.iter().map(|(_, part)| part));
                }
                What::Calculate(first, rest) => {
                    open.push(first);
                    open.extend(rest.iter().map(|(_, part)| part));
                }
                What::Path(path) => {
                    if let Origin::Term(term, predicates) = &path.origin {
                        open.push(term);
                        open.extend(predicates.iter().map(|one| &one.term));
                    }
                    let within = |step: &'t Step| step.predicates.iter().map(|one| &one.term);
                    open.extend(path.steps.iter().flat_map(within));
                }
                What::Number(_) | What::Text(_) => {}
            }
            open[from..].reverse();
        }
    }
}
