//! Makes a tree of the tokens: by precedence, from `or` (loosest) to the path (tightest).

use super::fault::{Fault, Span};
use super::function::Function;
use super::lexer::{Placed, Token, tokens};
use super::moment::unknown_directive;
use super::operator::{Arithmetic, Comparison};
use super::steps;
use super::term::{Expr, Name, Term, What};
use super::wide::pattern;

/// How deep an expression may nest. Deeper ones could exhaust the stack, and no person writes them.
const MAX_DEPTH: usize = 150;

/// Reads an expression. What can be read and would not work stands in [`Expr::faults`].
///
/// ```
/// use shared::form::xpath::parse;
/// let expr = parse("/data/age >= 18 and not(selected(${pets}, 'none'))").unwrap();
/// assert_eq!((&*expr.references[0], &*expr.names[1].local), ("pets", "age"));
/// let fault = parse("1 + (2").unwrap_err();
/// assert_eq!((fault.problem.code.as_str(), &*fault.problem.params["column"]), ("expression.ends_early", "7"));
/// assert_eq!(parse("1 + nothing(2)").unwrap().faults[0].problem.code, "expression.unknown_function");
/// ```
pub fn parse(text: &str) -> Result<Expr, Fault> {
    parse_with(text, literal)
}

/// What is wrong with the arguments of a call that are written out: a code and what was found, if anything.
type Judge = fn(Function, &str) -> Option<(&'static str, String)>;

/// Reads an expression of which formats and patterns are judged by somebody else, or by nobody.
pub(in crate::form) fn parse_with(text: &str, judge: Judge) -> Result<Expr, Fault> {
    let mut parser = Parser {
        text,
        judge,
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
        names: Vec::new(),
        references: Vec::new(),
        faults: Vec::new(),
        volatile: false,
    };
    let root = parser.binary(0)?;
    match parser.peek() {
        Some(_) => Err(parser.unexpected()),
        None => Ok(Expr {
            text: text.into(),
            root,
            names: parser.names,
            references: parser.references,
            faults: parser.faults,
            volatile: parser.volatile,
        }),
    }
}

/// What has been read so far.
pub(super) struct Parser<'a> {
    pub text: &'a str,
    judge: Judge,
    tokens: Vec<Placed<'a>>,
    at: usize,
    depth: usize,
    pub names: Vec<Name>,
    references: Vec<Box<str>>,
    pub faults: Vec<Fault>,
    volatile: bool,
}

type Parsed = Result<Term, Fault>;

/// How tightly an operator binds.
fn tightness(token: &Token<'_>) -> Option<u8> {
    Some(match token {
        Token::Or => 0,
        Token::And => 1,
        Token::Comparison(Comparison::Equal | Comparison::NotEqual) => 2,
        Token::Comparison(_) => 3,
        Token::Arithmetic(Arithmetic::Add | Arithmetic::Subtract) => 4,
        Token::Arithmetic(_) => 5,
        _ => return None,
    })
}

impl<'a> Parser<'a> {
    /// Operators that bind at least so tightly, and what they join.
    pub(super) fn binary(&mut self, least: u8) -> Parsed {
        let mut left = self.unary()?;
        loop {
            let tight = self.peek().and_then(tightness).filter(|tight| *tight >= least);
            let Some(tight) = tight else { return Ok(left) };
            let (mut operators, mut parts) = (Vec::new(), Vec::new());
            while self.peek().and_then(tightness) == Some(tight) {
                operators.extend(self.next().map(|operator| operator.token));
                parts.push(self.binary(tight + 1)?);
            }
            left = chain(left, &operators, parts);
        }
    }

    fn unary(&mut self) -> Parsed {
        let begin = self.span();
        let mut minus = 0;
        while self.take(&Token::Arithmetic(Arithmetic::Subtract)) {
            minus += 1;
        }
        let mut term = self.union()?;
        // Two minus signs leave the number, but make one of what was none.
        for _ in 0..if minus > 2 { 2 - minus % 2 } else { minus } {
            let span = begin.to(term.span);
            term = Term { what: What::Negate(Box::new(term)), span };
        }
        Ok(term)
    }

    fn union(&mut self) -> Parsed {
        let first = steps::path(self)?;
        if self.peek() != Some(&Token::Union) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(&Token::Union) {
            parts.push(steps::path(self)?);
        }
        for part in &parts {
            self.must_be_nodes(part, "|");
        }
        let span = parts[0].span.to(parts[parts.len() - 1].span);
        Ok(Term { what: What::Union(parts), span })
    }

    /// A call, of which the name has been read.
    pub(super) fn call(&mut self, name: &str, span: Span) -> Parsed {
        let arguments = self.deeper(Self::arguments)?;
        let span = Span { end: self.tokens[self.at - 1].span.end, ..span };
        let Some(function) = Function::named(name) else {
            self.doubt(Fault::new("unknown_function", self.text, span).with("function", name));
            return Ok(Term { what: What::Unknown(name.into(), arguments), span });
        };
        let (fewest, most) = function.arguments();
        if !(fewest..=most).contains(&arguments.len()) {
            let fault = Fault::new("arguments", self.text, span);
            self.doubt(fault.with("function", name).with("n", arguments.len()));
        }
        for argument in arguments.iter().take(function.takes_nodes()) {
            self.must_be_nodes(argument, name);
        }
        self.literals(function, &arguments);
        self.volatile |= function.is_volatile();
        Ok(Term { what: What::Call(function, arguments), span })
    }

    fn arguments(&mut self) -> Result<Vec<Term>, Fault> {
        let mut arguments = Vec::new();
        if self.take(&Token::Close) {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(0)?);
            if !self.take(&Token::Comma) {
                self.expect(&Token::Close)?;
                return Ok(arguments);
            }
        }
    }

    /// Formats and patterns that are written out can be judged before anybody answers.
    fn literals(&mut self, function: Function, arguments: &[Term]) {
        let [_, Term { what: What::Text(text), span }] = arguments else { return };
        if let Some((code, found)) = (self.judge)(function, text) {
            self.doubt(Fault::new(code, self.text, *span).with("found", found));
        }
    }

    fn must_be_nodes(&mut self, term: &Term, function: &str) {
        if !term.may_be_nodes() {
            let fault = Fault::new("nodes", self.text, term.span);
            self.doubt(fault.with("function", function));
        }
    }

    pub(super) fn doubt(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn reference(&mut self, name: &str) -> usize {
        numbered(&mut self.references, name.into())
    }

    pub(super) fn name(&mut self, prefix: &str, local: &str) -> usize {
        numbered(&mut self.names, Name { prefix: prefix.into(), local: local.into() })
    }

    pub(super) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    pub(super) fn peek_second(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at + 1).map(|placed| &placed.token)
    }

    pub(super) fn next(&mut self) -> Option<Placed<'a>> {
        let next = self.tokens.get(self.at).cloned();
        self.at += usize::from(next.is_some());
        next
    }

    /// Where the next token stands, or the end of the text.
    pub(super) fn span(&self) -> Span {
        let end = Span::new(self.text.len(), self.text.len());
        self.tokens.get(self.at).map_or(end, |placed| placed.span)
    }

    /// From a beginning to the token that was read last.
    pub(super) fn since(&self, begin: Span) -> Span {
        let last = self.at.checked_sub(1).map_or(begin, |last| self.tokens[last].span);
        Span { end: last.end.max(begin.start), ..begin }
    }

    pub(super) fn take(&mut self, wanted: &Token<'_>) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    pub(super) fn expect(&mut self, wanted: &Token<'_>) -> Result<(), Fault> {
        if self.take(wanted) { Ok(()) } else { Err(self.unexpected()) }
    }

    pub(super) fn unexpected(&self) -> Fault {
        let span = self.span();
        match self.peek() {
            None => Fault::new("ends_early", self.text, span),
            Some(_) => Fault::new("unexpected", self.text, span).with("found", &self.text[span.range()]),
        }
    }

    /// Guards the stack: the parser's own, and that of everything that walks the tree.
    pub(super) fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::new("too_deep", self.text, self.span()));
        }
        let done = part(self);
        self.depth -= 1;
        done
    }
}

fn numbered<T: PartialEq>(known: &mut Vec<T>, one: T) -> usize {
    known.iter().position(|other| *other == one).unwrap_or_else(|| {
        known.push(one);
        known.len() - 1
    })
}

/// What is wrong with a format or a pattern.
fn literal(function: Function, text: &str) -> Option<(&'static str, String)> {
    match function {
        Function::FormatDate | Function::FormatDateTime => unknown_directive(text).map(|it| ("format", it)),
        Function::Regex if pattern(text).is_none() => Some(("pattern", text.to_owned())),
        _ => None,
    }
}

/// Joins what stands between operators of one tightness.
fn chain(first: Term, operators: &[Token<'_>], parts: Vec<Term>) -> Term {
    let span = parts.last().map_or(first.span, |last| first.span.to(last.span));
    let what = match operators[0] {
        Token::Or => What::Or(std::iter::once(first).chain(parts).collect()),
        Token::And => What::And(std::iter::once(first).chain(parts).collect()),
        Token::Comparison(_) => {
            let how = operators.iter().filter_map(|operator| match operator {
                Token::Comparison(how) => Some(*how),
                _ => None,
            });
            What::Compare(Box::new(first), how.zip(parts).collect())
        }
        _ => {
            let how = operators.iter().filter_map(|operator| match operator {
                Token::Arithmetic(how) => Some(*how),
                _ => None,
            });
            What::Calculate(Box::new(first), how.zip(parts).collect())
        }
    };
    Term { what, span }
}

#[cfg(test)]
mod tests;
