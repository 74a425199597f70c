//! Expressions that read the very answer that they decide about. By its path, JavaRosa does not open such a form; within a group
//! around it nobody says a word, and the answer goes on from what it was.

use std::collections::HashSet;

use crate::form::model::{Form, Rule};
use crate::form::xpath::{Axis, Expr, Function, Origin, Path, Step, Term, Test, What, parse};
use crate::problem::{Diagnostic, Location, Problem};
use crate::sheet::Faults;

/// The expressions of a bind that must not read the node that they stand at.
const APART: [&str; 3] = ["calculate", "required", "readonly"];

/// Warns of each that a form of this file has.
pub fn of_themselves(form: &Form, file: &str) -> Vec<Diagnostic> {
    let mut found = Faults::default();
    for rule in &form.rules {
        let Rule::Bind(bind) = rule else { continue };
        let path = bind.nodeset.trim();
        for part in APART {
            let expr = bind.attributes.get(part).and_then(|text| parse(text).ok());
            if expr.is_some_and(|expr| Reader::of(&expr, path).reads_itself(part == "calculate")) {
                let column = Some(format!("{path} {part}"));
                let at = Location { file: file.to_owned(), column, ..Location::default() };
                found.warn(at, Problem::new("xform.reads_itself"));
            }
        }
    }
    found.into_vec()
}

/// An expression, and the node that it stands at.
struct Reader<'e> {
    expr: &'e Expr,
    /// The names on the way down to the node.
    names: Vec<&'e str>,
    /// What stands in brackets, where `.` is another node.
    inner: HashSet<*const Term>,
    /// What is asked for something else than its text.
    unread: HashSet<*const Term>,
}

impl<'e> Reader<'e> {
    fn of(expr: &'e Expr, path: &'e str) -> Self {
        let names = path.split('/').skip(1).collect();
        let mut reader = Self { expr, names, inner: HashSet::new(), unread: HashSet::new() };
        expr.root.each(&mut |term| reader.note(term));
        reader
    }

    fn note(&mut self, term: &Term) {
        let unread: &[Term] = match &term.what {
            What::Or(parts) | What::And(parts) => parts,
            What::Call(Function::If, parts) => &parts[..parts.len().min(1)],
            What::Call(function, parts) if !function.reads_text() => parts,
            _ => &[],
        };
        self.unread.extend(unread.iter().map(std::ptr::from_ref));
        let What::Path(path) = &term.what else { return };
        if let Origin::Term(begin, _) = &path.origin {
            self.unread.insert(begin);
        }
        for predicate in path.steps.iter().flat_map(|step| &step.predicates) {
            self.unread.insert(&predicate.term);
            predicate.term.each(&mut |below| {
                self.inner.insert(std::ptr::from_ref(below));
            });
        }
    }

    /// Whether it reads its node by a path that names it, or, where that makes a difference, the text of something around it.
    fn reads_itself(&self, around: bool) -> bool {
        let mut reads = false;
        self.expr.root.each(&mut |term| {
            let What::Path(path) = &term.what else { return };
            let depths = self.depths(term, path);
            let named = depths.contains(&self.names.len()) && path.steps.iter().all(leads_to_one);
            let picks = path.steps.iter().any(|step| !step.predicates.is_empty());
            let text = around && !picks && !self.unread.contains(&std::ptr::from_ref(term));
            reads |= named || text && !depths.is_empty();
        });
        reads
    }

    /// How deep what a path leads to lies on the way down to the node: nothing where it leads elsewhere.
    fn depths(&self, term: &Term, path: &Path) -> Vec<usize> {
        let own = self.names.len();
        let begin = match &path.origin {
            Origin::Root => 0,
            Origin::Context if !self.inner.contains(&std::ptr::from_ref(term)) => own,
            Origin::Term(Term { what: What::Call(Function::Current, _), .. }, _) => own,
            _ => return Vec::new(),
        };
        path.steps.iter().fold(vec![begin], |depths, step| {
            let is_met = |to: usize| {
                depths.iter().any(|from| match step.axis {
                    Axis::Itself => to == *from,
                    Axis::Child => to == from + 1,
                    Axis::Parent => to + 1 == *from,
                    Axis::Ancestor => to < *from,
                    Axis::AncestorOrSelf => to <= *from,
                    Axis::Descendant => to > *from,
                    Axis::DescendantOrSelf => to >= *from,
                    _ => false,
                })
            };
            (0..=own).filter(|to| self.fits(step, *to) && is_met(*to)).collect()
        })
    }

    fn fits(&self, step: &Step, depth: usize) -> bool {
        match step.test {
            Test::Node => true,
            Test::Any | Test::Within(_) => depth > 0,
            Test::Name(name) => depth > 0 && self.expr.qualified(name) == self.names[depth - 1],
            Test::Text | Test::Comment | Test::Instruction(_) => false,
        }
    }
}

/// Whether a step says by name where it leads.
fn leads_to_one(step: &Step) -> bool {
    matches!((step.axis, &step.test), (Axis::Itself | Axis::Parent, _) | (Axis::Child, Test::Name(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> bool {
        Reader::of(&parse(text).unwrap(), "/d/g/x").reads_itself(true)
    }

    /// ODK Validate 1.20.0 refuses the first ones, and opens those that name a group; @getodk/xforms-engine 0.22.0 then ends with an
    /// error.
    #[test]
    fn what_reads_its_node_or_what_is_around_it_reads_itself() {
        for text in [". + 1", "../x + 1", "/d/g/x + 1", "sum(/d/g[1]/x)", "current()/../x", "count(.)"] {
            assert!(reads(text), "{text}");
            assert!(Reader::of(&parse(text).unwrap(), "/d/g/x").reads_itself(false), "{text}");
        }
        for text in [
            "concat(.., /d/a)",
            "string-length(/d/g)",
            "string(/d)",
            "concat(/, 'a')",
            "if(/d/a = 1, .., '')",
            "../.. = 'a'",
            "join(' ', ../*)",
            "sum(//*)",
            "concat(ancestor::g, 1)",
            "/d/a[. = string(current()/..)]",
        ] {
            assert!(reads(text), "{text}");
            assert!(!Reader::of(&parse(text).unwrap(), "/d/g/x").reads_itself(false), "{text}");
        }
    }

    #[test]
    fn what_is_around_may_be_asked_for_something_else() {
        for text in [
            "position(..)",
            "count(..) + count(/d/g)",
            "../y",
            "/d/h",
            "concat(../../a, /d/g/y)",
            "if(.., 1, 2)",
            ".. and /d/a",
            "name(..)",
            "count(../*[. != ''])",
            "/d/a[..]",
            "/d/a[. = ../x]",
            "sum(../*[name() != 'x'])",
            "current()/../y",
            "once(1)",
            "indexed-repeat(/d/g/y, /d/g, 1)",
            "../text()",
        ] {
            assert!(!reads(text), "{text}");
        }
    }
}
