//! The part of the language that the definitions of today speak: `.`, `${…}` and `position(..)`, but no other paths; functions of
//! values, but none that asks for more than answers and the clock. What else there is, is refused by name. Who reads definitions
//! alone, as a tablet does, links the rest of the language not.

use super::fault::{Fault, Span};
use super::function::Function;
use super::lexer::Token;
use super::parser::{self, Grammar, Parsed, Parser};
use super::steps::primary;
use super::term::{Axis, Expr, Origin, Path, Step, Term, Test, What};

const DEFINITIONS: Grammar = Grammar { function: Function::spoken, operand, judge: |_, _, _, _| {} };

/// Reads an expression of a definition.
///
/// ```
/// let expr = shared::form::parse("${age} >= 18 and not(selected(., 'none'))").unwrap();
/// assert_eq!(&*expr.references[0], "age");
/// let fault = shared::form::parse("1 + pulldata('x')").unwrap_err();
/// assert_eq!((fault.problem.code.as_str(), &*fault.problem.params["column"]), ("expression.unknown_function", "5"));
/// ```
pub fn parse(text: &str) -> Result<Expr, Fault> {
    let expr = parser::parse(text, &DEFINITIONS)?;
    match expr.faults.first() {
        Some(fault) => Err(fault.clone()),
        None => Ok(expr),
    }
}

fn operand(parser: &mut Parser<'_>) -> Parsed {
    let begin = parser.span();
    let term = match (parser.peek(), parser.peek_second()) {
        (Some(Token::Name("", "position")), Some(Token::Open)) => position(parser, begin)?,
        (Some(Token::Name(..)), Some(Token::Open)) => primary(parser, begin)?,
        (Some(Token::Number(_) | Token::Text(_) | Token::Open), _) => primary(parser, begin)?,
        (Some(Token::Reference(name)), _) => {
            let origin = Origin::Reference(parser.reference(name));
            parser.next();
            path(origin, None, begin)
        }
        (Some(Token::Dot), _) => {
            parser.next();
            path(Origin::Context, Some(Axis::Itself), begin)
        }
        _ if begins_path(parser.peek()) => return Err(strange(parser, begin)),
        _ => return Err(parser.unexpected()),
    };
    match parser.peek() {
        Some(Token::Slash | Token::TwoSlashes | Token::Union | Token::OpenPredicate) => {
            Err(strange(parser, begin))
        }
        _ => Ok(term),
    }
}

/// `position(..)`, which alone may name what is around it.
fn position(parser: &mut Parser<'_>, begin: Span) -> Parsed {
    parser.next();
    parser.next();
    let around = parser.span();
    if !(parser.take(&Token::TwoDots) && parser.take(&Token::Close)) {
        return Err(Fault::new("position", parser.text, begin));
    }
    let what = What::Call(Function::Position, vec![path(Origin::Context, Some(Axis::Parent), around)]);
    Ok(Term { what, span: parser.since(begin) })
}

fn path(origin: Origin, axis: Option<Axis>, span: Span) -> Term {
    let step = axis.map(|axis| Step { axis, test: Test::Node, predicates: Vec::new(), span });
    let path = Path { origin, steps: step.into_iter().collect(), streams: true };
    Term { what: What::Path(Box::new(path)), span }
}

fn begins_path(token: Option<&Token<'_>>) -> bool {
    matches!(token, Some(Token::Name(..) | Token::At | Token::TwoDots | Token::Slash | Token::TwoSlashes))
}

/// Refuses a path, as far as it goes without predicates.
fn strange(parser: &mut Parser<'_>, begin: Span) -> Fault {
    while begins_path(parser.peek())
        || matches!(parser.peek(), Some(Token::Dot | Token::Reference(_) | Token::Union | Token::Axis))
    {
        parser.next();
    }
    let found = &parser.text[parser.since(begin).range()];
    Fault::new("path", parser.text, begin).with("found", found)
}

impl Path {
    /// The number of the question that it names, if it is nothing but its name.
    pub(in crate::form) fn question(&self) -> Option<usize> {
        match self.origin {
            Origin::Reference(number) if self.steps.is_empty() => Some(number),
            _ => None,
        }
    }

    /// Whether it is `.`
    fn is_itself(&self) -> bool {
        let step = |step: &Step| step.axis == Axis::Itself && step.predicates.is_empty();
        matches!(self.origin, Origin::Context) && matches!(&self.steps[..], [one] if step(one))
    }
}

impl Expr {
    /// What a term names: a question, or (`None`) what stands where the expression stands.
    pub(in crate::form) fn named(&self, term: &Term) -> Option<Option<&str>> {
        let What::Path(path) = &term.what else { return None };
        let question = || path.question().and_then(|number| self.references.get(number));
        if path.is_itself() { Some(None) } else { question().map(|name| Some(&**name)) }
    }

    /// Whether `position(..)` stands in it.
    pub(in crate::form) fn reads_position(&self) -> bool {
        self.any(&|term| matches!(term.what, What::Call(Function::Position, _)))
    }

    /// Whether it reads what stands where it stands itself: `.`, or a function that takes it where it is given nothing.
    pub(in crate::form) fn reads_itself(&self) -> bool {
        self.any(&|term| match &term.what {
            What::Path(path) => path.is_itself(),
            What::Call(function, arguments) => arguments.is_empty() && function.reads_itself(),
            _ => false,
        })
    }

    fn any(&self, is_it: &dyn Fn(&Term) -> bool) -> bool {
        let mut any = false;
        self.root.each(&mut |term| any |= is_it(term));
        any
    }
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
            ("instance('x')/root", "1", "path"),
            ("position(.)", "1", "position"),
            ("position()", "1", "position"),
            ("position(..) + ..", "16", "path"),
            ("1 # 2", "3", "unexpected"),
        ] {
            assert_eq!(refused(text), (column.to_owned(), format!("expression.{code}")), "{text}");
        }
    }

    #[test]
    fn a_path_is_shown_as_it_is_written() {
        for (text, found) in [
            ("1 + /data/x", "/data/x"),
            ("${x}/../y = 1", "${x}/../y"),
            ("${x} | ${y}", "${x} | ${y}"),
            ("a[1]", "a"),
        ] {
            assert_eq!(parse(text).expect_err(text).problem.params["found"], found, "{text}");
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
