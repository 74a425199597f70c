//! The part of the expression language that the definitions of today speak: `.`, `${…}` and `position(..)`, but no other paths;
//! functions of values, but none that asks for more than answers and the clock. What else there is, is refused by name.

use super::xpath::{Axis, Expr, Fault, Function, Origin, Path, Step, Term, Test, What, parse_with};

/// Reads an expression of a definition.
///
/// ```
/// let expr = shared::form::parse("${age} >= 18 and not(selected(., 'none'))").unwrap();
/// assert_eq!(&*expr.references[0], "age");
/// let fault = shared::form::parse("1 + pulldata('x')").unwrap_err();
/// assert_eq!((fault.problem.code.as_str(), &*fault.problem.params["column"]), ("expression.unknown_function", "5"));
/// ```
pub fn parse(text: &str) -> Result<Expr, Fault> {
    let mut expr = parse_with(text, |_, _| None)?;
    // That nodes should stand where a value does is none: a question outside of repeats is a value here.
    expr.faults.retain(|fault| fault.problem.code != "expression.nodes");
    match strange(&expr).or_else(|| expr.faults.first().cloned()) {
        Some(fault) => Err(fault),
        None => Ok(expr),
    }
}

/// The first thing in an expression that definitions do not speak.
fn strange(expr: &Expr) -> Option<Fault> {
    let fault = |code: &str, term: &Term| Fault::new(code, &expr.text, term.span);
    let mut found: Vec<Fault> = Vec::new();
    let mut parents = 0;
    expr.root.each(&mut |term| match &term.what {
        What::Call(Function::Position, arguments) => match arguments.first().map(|first| &first.what) {
            Some(What::Path(path)) if is_step(path, Axis::Parent) => parents += 1,
            _ => found.push(fault("position", term)),
        },
        What::Call(function, _) if !is_spoken(*function) => {
            found.push(fault("unknown_function", term).with("function", function.name()));
        }
        What::Path(path) if is_step(path, Axis::Itself) || named(path).is_some() => {}
        // Each is met after the call that it stands in.
        What::Path(path) if is_step(path, Axis::Parent) && parents > 0 => parents -= 1,
        What::Path(_) | What::Union(_) => {
            found.push(fault("path", term).with("found", &expr.text[term.span.range()]));
        }
        _ => {}
    });
    found.into_iter().min_by_key(|fault| fault.span.start)
}

/// The number of the question that a path names, if it is nothing but its name.
pub(in crate::form) fn named(path: &Path) -> Option<usize> {
    match path.origin {
        Origin::Reference(number) if path.steps.is_empty() => Some(number),
        _ => None,
    }
}

/// Whether a path is one step from where the expression stands: `.` or `..`.
pub(in crate::form) fn is_step(path: &Path, axis: Axis) -> bool {
    let step = |step: &Step| step.axis == axis && step.test == Test::Node && step.predicates.is_empty();
    path.origin == Origin::Context && matches!(&path.steps[..], [one] if step(one))
}

impl Expr {
    /// What a term names: a question, or (`None`) what stands where the expression stands.
    pub(in crate::form) fn named(&self, term: &Term) -> Option<Option<&str>> {
        let What::Path(path) = &term.what else { return None };
        let question = || named(path).and_then(|number| self.references.get(number));
        if is_step(path, Axis::Itself) { Some(None) } else { question().map(|name| Some(&**name)) }
    }

    /// Whether `position(..)` stands in it.
    pub(in crate::form) fn reads_position(&self) -> bool {
        self.any(|term| matches!(term.what, What::Call(Function::Position, _)))
    }

    /// Whether it reads what stands where it stands itself: `.`, or a function that takes it where it is given nothing.
    pub(in crate::form) fn reads_itself(&self) -> bool {
        self.any(|term| match &term.what {
            What::Path(path) => is_step(path, Axis::Itself),
            What::Call(function, arguments) => arguments.is_empty() && function.reads_itself(),
            _ => false,
        })
    }

    fn any(&self, is_it: impl Fn(&Term) -> bool) -> bool {
        let mut any = false;
        self.root.each(&mut |term| any |= is_it(term));
        any
    }
}

fn is_spoken(function: Function) -> bool {
    use Function as F;
    matches!(
        function,
        F::Abs
            | F::Boolean
            | F::BooleanFromString
            | F::Ceiling
            | F::Coalesce
            | F::Concat
            | F::Contains
            | F::Count
            | F::CountNonEmpty
            | F::CountSelected
            | F::EndsWith
            | F::False
            | F::Floor
            | F::If
            | F::Int
            | F::Join
            | F::Max
            | F::Min
            | F::NormalizeSpace
            | F::Not
            | F::Now
            | F::Number
            | F::Position
            | F::Pow
            | F::Round
            | F::Selected
            | F::SelectedAt
            | F::StartsWith
            | F::StringOf
            | F::StringLength
            | F::Substr
            | F::Substring
            | F::SubstringAfter
            | F::SubstringBefore
            | F::Sum
            | F::Today
            | F::Translate
            | F::True
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Language, problem};

    fn refused(text: &str) -> (String, String) {
        let fault = parse(text).expect_err(text);
        for language in [Language::Vi, Language::En] {
            let shown = problem(language, &fault.problem);
            assert!(!shown.replace("${", "").contains('{') && !shown.starts_with("problem."), "{shown}");
        }
        (fault.problem.params["column"].clone(), fault.problem.code)
    }

    #[test]
    fn a_fault_names_its_column_in_characters() {
        for (text, column, code) in [
            ("", "1", "ends_early"),
            ("1 +", "4", "ends_early"),
            ("'quê' = 'hương", "9", "unclosed_text"),
            ("${tuổi > 3", "1", "unclosed_reference"),
            ("1 = ${}", "5", "reference_name"),
            ("1 = $x", "5", "unclosed_reference"),
            ("'ơ' ơ 2", "5", "unexpected"),
            ("1 2", "3", "unexpected"),
            ("(1", "3", "ends_early"),
            ("1)", "2", "unexpected"),
            ("if(1, 2)", "1", "arguments"),
            ("1 + regex(., 'x')", "5", "unknown_function"),
            ("1 + nothing(.)", "5", "unknown_function"),
            ("/data/x", "1", "path"),
            ("1 = ../x", "5", "path"),
            (".. = 1", "1", "path"),
            ("x = 1", "1", "path"),
            ("${x}[1] = 1", "1", "path"),
            ("${x}/y = 1", "1", "path"),
            ("count(${x} | ${y})", "7", "path"),
            ("position(.)", "1", "position"),
            ("position()", "1", "position"),
            ("position(..) + ..", "16", "path"),
            ("1 # 2", "3", "unexpected"),
        ] {
            assert_eq!(refused(text), (column.to_owned(), format!("expression.{code}")), "{text}");
        }
    }

    #[test]
    fn what_definitions_speak_is_read() {
        for text in ["position(..) = 1", "sum(${x} + 1)", "count('x')"] {
            assert!(parse(text).is_ok(), "{text}");
        }
        assert_eq!(parse("${b} + ${ a } * ${b}").unwrap().references[..], ["b".into(), "a".into()]);
        let asks = |text| {
            parse(text).map(|expr| (expr.reads_position(), expr.reads_itself(), expr.volatile)).unwrap()
        };
        assert_eq!(asks("position(..)"), (true, false, false));
        assert_eq!(asks("${x} > . + 1"), (false, true, false));
        assert_eq!(asks("string-length() > 1"), (false, true, false));
        assert_eq!(asks("${x} > today()"), (false, false, true));
    }
}
