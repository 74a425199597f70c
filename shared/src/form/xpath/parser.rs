//! Makes a tree of the tokens: by precedence, from `or` (loosest) to the path (tightest).

use super::fault::{Fault, Span};
use super::function::Function;
use super::lexer::{Placed, Token, tokens};
use super::operator::{Arithmetic, Comparison};
use super::term::{Expr, Name, Term, What};

/// How deep an expression may nest. Deeper ones could exhaust the stack, and no person writes them.
const MAX_DEPTH: usize = 150;

/// What an expression is made of: the whole language, or what definitions speak of it.
pub(super) struct Grammar {
    /// The function of a name.
    pub function: fn(&str) -> Option<Function>,
    /// Reads what stands between operators.
    pub operand: fn(&mut Parser<'_>) -> Parsed,
    /// Looks at a call that was read, by the name that it was called by.
    pub judge: fn(&mut Parser<'_>, &str, Function, &[Term]),
}

/// Reads an expression.
pub(super) fn parse(text: &str, grammar: &'static Grammar) -> Result<Expr, Fault> {
    let mut parser = Parser {
        text,
        grammar,
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
    grammar: &'static Grammar,
    tokens: Vec<Placed<'a>>,
    at: usize,
    depth: usize,
    pub names: Vec<Name>,
    references: Vec<Box<str>>,
    pub faults: Vec<Fault>,
    volatile: bool,
}

pub(super) type Parsed = Result<Term, Fault>;

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
            let begin = left.span;
            let what = match self.peek() {
                Some(Token::Or) => What::Or(self.joined(tight, left)?),
                Some(Token::And) => What::And(self.joined(tight, left)?),
                Some(Token::Comparison(_)) => {
                    let how = |token: &Token<'_>| match token {
                        Token::Comparison(how) => Some(*how),
                        _ => None,
                    };
                    What::Compare(Box::new(left), self.chain(tight, how)?)
                }
                _ => {
                    let how = |token: &Token<'_>| match token {
                        Token::Arithmetic(how) => Some(*how),
                        _ => None,
                    };
                    What::Calculate(Box::new(left), self.chain(tight, how)?)
                }
            };
            left = Term { what, span: self.since(begin) };
        }
    }

    /// What operators of one tightness join, of which the first was read.
    fn joined(&mut self, tight: u8, first: Term) -> Result<Vec<Term>, Fault> {
        let rest = self.chain(tight, |_| Some(()))?;
        Ok(std::iter::once(first).chain(rest.into_iter().map(|((), part)| part)).collect())
    }

    /// Operators of one tightness, each with what stands behind it.
    fn chain<T>(&mut self, tight: u8, how: fn(&Token<'_>) -> Option<T>) -> Result<Vec<(T, Term)>, Fault> {
        let mut chain = Vec::with_capacity(1);
        while let Some(how) = self.peek().filter(|token| tightness(token) == Some(tight)).and_then(how) {
            self.at += 1;
            chain.push((how, self.binary(tight + 1)?));
        }
        Ok(chain)
    }

    fn unary(&mut self) -> Parsed {
        let begin = self.span();
        let mut minus = 0;
        while self.take(&Token::Arithmetic(Arithmetic::Subtract)) {
            minus += 1;
        }
        let mut term = (self.grammar.operand)(self)?;
        // Two minus signs leave the number, but make one of what was none.
        for _ in 0..if minus > 2 { 2 - minus % 2 } else { minus } {
            let span = begin.to(term.span);
            term = Term { what: What::Negate(Box::new(term)), span };
        }
        Ok(term)
    }

    /// A call, of which the name has been read.
    pub(super) fn call(&mut self, name: &str, span: Span) -> Parsed {
        let function = (self.grammar.function)(name);
        if function.is_none() {
            self.doubt(Fault::new("unknown_function", self.text, span).with("function", name));
        }
        let arguments = self.deeper(Self::arguments)?;
        let span = Span { end: self.tokens[self.at - 1].span.end, ..span };
        let Some(function) = function else {
            return Ok(Term { what: What::Unknown(name.into(), arguments), span });
        };
        let (fewest, most) = function.arguments();
        if !(fewest..=most).contains(&arguments.len()) {
            let fault = Fault::new("arguments", self.text, span);
            self.doubt(fault.with("function", name).with("n", arguments.len()));
        }
        (self.grammar.judge)(self, name, function, &arguments);
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

    pub(super) fn doubt(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn reference(&mut self, name: &str) -> usize {
        numbered(&mut self.references, |known| **known == *name, || name.into())
    }

    /// The number of a name that stands at a place in the text, the star of any word left out.
    pub(super) fn name(&mut self, prefix: &str, local: &str, at: Span) -> usize {
        let (start, text) = (at.start as usize, self.text);
        let end = start + prefix.len();
        let word = end + usize::from(!prefix.is_empty());
        let name = Name { prefix: Span::new(start, end), local: Span::new(word, word + local.len()) };
        let same =
            |known: &Name| text[known.local.range()] == *local && text[known.prefix.range()] == *prefix;
        numbered(&mut self.names, same, || name)
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

fn numbered<T>(known: &mut Vec<T>, same: impl Fn(&T) -> bool, fresh: impl FnOnce() -> T) -> usize {
    known.iter().position(same).unwrap_or_else(|| {
        known.push(fresh());
        known.len() - 1
    })
}
