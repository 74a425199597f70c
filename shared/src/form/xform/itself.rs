//! Whether an expression reads the very answer that it decides about: JavaRosa does not open such a form.

use std::collections::HashSet;

use crate::form::xpath::{Axis, Expr, Origin, Path, Step, Test, What};

/// Whether an expression reads the node that it stands at: as `.`, or by its path.
pub(super) fn reads_itself(expr: &Expr, own: &str) -> bool {
    // Inside of brackets `.` is another node. What holds them is seen before what stands in them.
    let (mut inner, mut reads) = (HashSet::new(), false);
    expr.root.each(&mut |term| {
        let What::Path(path) = &term.what else { return };
        for predicate in path.steps.iter().flat_map(|step| &step.predicates) {
            predicate.term.each(&mut |below| {
                inner.insert(std::ptr::from_ref(below));
            });
        }
        let here = path.origin == Origin::Context && path.steps.iter().all(is_self);
        let by_path = path.origin == Origin::Root && spelled(expr, path).as_deref() == Some(own);
        reads |= by_path || here && !inner.contains(&std::ptr::from_ref(term));
    });
    reads
}

fn is_self(step: &Step) -> bool {
    step.axis == Axis::Itself && step.predicates.is_empty()
}

/// A path of names as it is written from the root on.
fn spelled(expr: &Expr, path: &Path) -> Option<String> {
    let mut text = String::new();
    for step in &path.steps {
        let Test::Name(name) = step.test else { return None };
        if step.axis != Axis::Child {
            return None;
        }
        text.push('/');
        text.push_str(&expr.qualified(name));
    }
    Some(text)
}
