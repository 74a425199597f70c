//! The whole language: what stands between operators is a path or several, and what is written out is judged before anybody answers.

use super::fault::Fault;
use super::function::Function;
use super::lexer::Token;
use super::moment::unknown_directive;
use super::parser::{self, Grammar, Parsed, Parser};
use super::steps;
use super::term::{Expr, Term, What};
use super::wide::{is_of_digest, pattern};

const WHOLE: Grammar = Grammar { function: Function::named, operand: union, judge };

/// Reads an expression. What can be read and would not work stands in [`Expr::faults`].
///
/// ```
/// use shared::form::xpath::parse;
/// let expr = parse("/data/age >= 18 and not(selected(${pets}, 'none'))").unwrap();
/// assert_eq!((&*expr.references[0], expr.name(1).1), ("pets", "age"));
/// let fault = parse("1 + (2").unwrap_err();
/// assert_eq!((fault.problem.code.as_str(), &*fault.problem.params["column"]), ("expression.ends_early", "7"));
/// assert_eq!(parse("1 + nothing(2)").unwrap().faults[0].problem.code, "expression.unknown_function");
/// ```
pub fn parse(text: &str) -> Result<Expr, Fault> {
    parser::parse(text, &WHOLE)
}

fn union(parser: &mut Parser<'_>) -> Parsed {
    let first = steps::path(parser)?;
    if parser.peek() != Some(&Token::Union) {
        return Ok(first);
    }
    let mut parts = vec![first];
    while parser.take(&Token::Union) {
        parts.push(steps::path(parser)?);
    }
    for part in &parts {
        must_be_nodes(parser, part, "|");
    }
    let span = parts[0].span.to(parts[parts.len() - 1].span);
    Ok(Term { what: What::Union(parts), span })
}

/// Nodes where nodes are wanted; formats, patterns and algorithms that can be used.
fn judge(parser: &mut Parser<'_>, name: &str, function: Function, arguments: &[Term]) {
    for argument in arguments.iter().take(function.takes_nodes()) {
        must_be_nodes(parser, argument, name);
    }
    for (at, argument) in arguments.iter().enumerate().skip(1) {
        let What::Text(text) = &argument.what else { continue };
        let found = match function {
            Function::FormatDate | Function::FormatDateTime => {
                unknown_directive(text).map(|it| ("format", it))
            }
            Function::Regex if pattern(text).is_none() => Some(("pattern", text.to_string())),
            Function::Digest if !is_of_digest(at, text) => Some(("algorithm", text.to_string())),
            _ => None,
        };
        if let Some((code, found)) = found {
            parser.doubt(Fault::new(code, parser.text, argument.span).with("found", found));
        }
    }
}

fn must_be_nodes(parser: &mut Parser<'_>, term: &Term, function: &str) {
    if !term.may_be_nodes() {
        let fault = Fault::new("nodes", parser.text, term.span);
        parser.doubt(fault.with("function", function));
    }
}

#[cfg(test)]
mod tests;
