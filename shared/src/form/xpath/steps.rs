//! Reads paths: where one begins, its steps, their predicates.

use super::fault::{Fault, Span};
use super::function::{Function, Returns};
use super::lexer::Token;
use super::parser::{Parsed, Parser};
use super::term::{Axis, Origin, Path, Predicate, Step, Term, Test, What};

/// A path, or what stands in the place of one: a literal, a call, an expression in brackets.
pub(super) fn path(parser: &mut Parser<'_>) -> Parsed {
    let begin = parser.span();
    let mut steps = Vec::new();
    let origin = match (parser.peek(), parser.peek_second()) {
        (Some(Token::Slash), _) => {
            parser.take(&Token::Slash);
            if begins_step(parser.peek()) {
                steps.push(step(parser)?);
            }
            Origin::Root
        }
        (Some(Token::TwoSlashes), _) => Origin::Root,
        (Some(Token::Reference(name)), _) => {
            let number = parser.reference(name);
            parser.next();
            filtered(parser, Origin::Reference(number), begin)?
        }
        (Some(Token::Number(_) | Token::Text(_) | Token::Open), _) => return from_primary(parser, begin),
        (Some(Token::Name(prefix, local)), Some(Token::Open)) if !is_node_test(prefix, local) => {
            return from_primary(parser, begin);
        }
        (token, _) if begins_step(token) => {
            steps.push(step(parser)?);
            Origin::Context
        }
        _ => return Err(parser.unexpected()),
    };
    onwards(parser, origin, steps, begin)
}

/// The predicates right behind a reference filter all its nodes.
fn filtered(parser: &mut Parser<'_>, origin: Origin, begin: Span) -> Result<Origin, Fault> {
    let predicates = predicates(parser)?;
    if predicates.is_empty() {
        return Ok(origin);
    }
    let path = Path { origin, steps: Vec::new(), streams: true };
    let term = Term { what: What::Path(Box::new(path)), span: parser.since(begin) };
    Ok(Origin::Term(term, predicates))
}

fn from_primary(parser: &mut Parser<'_>, begin: Span) -> Parsed {
    let primary = primary(parser, begin)?;
    let predicates = predicates(parser)?;
    let goes_on = matches!(parser.peek(), Some(Token::Slash | Token::TwoSlashes));
    if predicates.is_empty() && !goes_on {
        return Ok(primary);
    }
    if !primary.may_be_nodes() {
        return Err(parser.unexpected());
    }
    onwards(parser, Origin::Term(primary, predicates), Vec::new(), begin)
}

/// A literal, a call, an expression in brackets.
pub(super) fn primary(parser: &mut Parser<'_>, begin: Span) -> Parsed {
    let Some(first) = parser.next() else { return Err(parser.unexpected()) };
    let what = match first.token {
        Token::Number(number) => What::Number(number),
        Token::Text(text) => What::Text(text.into()),
        Token::Open => {
            let inner = parser.deeper(|parser| parser.binary(0))?;
            parser.expect(&Token::Close)?;
            // What stands in brackets is cut out with them.
            return Ok(Term { span: parser.since(begin), ..inner });
        }
        _ => {
            parser.expect(&Token::Open)?;
            let name = &parser.text[first.span.range()];
            return parser.call(name, begin);
        }
    };
    Ok(Term { what, span: begin })
}

/// The steps that follow.
fn onwards(parser: &mut Parser<'_>, origin: Origin, mut steps: Vec<Step>, begin: Span) -> Parsed {
    loop {
        if parser.take(&Token::Slash) {
            steps.push(step(parser)?);
        } else if parser.peek() == Some(&Token::TwoSlashes) {
            let span = parser.span();
            parser.take(&Token::TwoSlashes);
            let next = step(parser)?;
            // `//x` is every x below, unless it asks for the place among its brothers.
            if next.axis == Axis::Child && !next.predicates.iter().any(|one| one.positional) {
                steps.push(Step { axis: Axis::Descendant, ..next });
            } else {
                let all =
                    Step { axis: Axis::DescendantOrSelf, test: Test::Node, predicates: Vec::new(), span };
                steps.extend([all, next]);
            }
        } else {
            break;
        }
    }
    let streams = streams(&origin, &steps);
    let path = Path { origin, steps, streams };
    Ok(Term { what: What::Path(Box::new(path)), span: parser.since(begin) })
}

fn is_node_test(prefix: &str, local: &str) -> bool {
    prefix.is_empty() && matches!(local, "node" | "text" | "comment" | "processing-instruction")
}

fn begins_step(token: Option<&Token<'_>>) -> bool {
    matches!(token, Some(Token::Name(..) | Token::At | Token::Dot | Token::TwoDots))
}

fn step(parser: &mut Parser<'_>) -> Result<Step, Fault> {
    let begin = parser.span();
    let (axis, test) = match parser.peek() {
        Some(Token::Dot) => {
            parser.next();
            (Axis::Itself, Test::Node)
        }
        Some(Token::TwoDots) => {
            parser.next();
            (Axis::Parent, Test::Node)
        }
        Some(Token::At) => {
            parser.next();
            (Axis::Attribute, test(parser)?)
        }
        Some(Token::Name(..)) if parser.peek_second() == Some(&Token::Axis) => {
            let named = Axis::named(&parser.text[begin.range()]);
            let refused =
                || Fault::new("axis", parser.text, begin).with("found", &parser.text[begin.range()]);
            let axis = named.ok_or_else(refused)?;
            parser.next();
            parser.next();
            (axis, test(parser)?)
        }
        _ => (Axis::Child, test(parser)?),
    };
    let predicates = predicates(parser)?;
    Ok(Step { axis, test, predicates, span: parser.since(begin) })
}

fn test(parser: &mut Parser<'_>) -> Result<Test, Fault> {
    let Some(Token::Name(prefix, local)) = parser.peek().cloned() else { return Err(parser.unexpected()) };
    let calls = parser.peek_second() == Some(&Token::Open) && is_node_test(prefix, local);
    let at = parser.span();
    parser.next();
    if calls {
        parser.next();
        let named = match parser.peek() {
            Some(Token::Text(name)) if local == "processing-instruction" => Some((*name).into()),
            _ => None,
        };
        if named.is_some() {
            parser.next();
        }
        parser.expect(&Token::Close)?;
        return Ok(match local {
            "text" => Test::Text,
            "comment" => Test::Comment,
            "node" => Test::Node,
            _ => Test::Instruction(named),
        });
    }
    Ok(match (prefix, local) {
        ("", "*") => Test::Any,
        (_, "*") => Test::Within(parser.name(prefix, "", at)),
        _ => Test::Name(parser.name(prefix, local, at)),
    })
}

fn predicates(parser: &mut Parser<'_>) -> Result<Vec<Predicate>, Fault> {
    let mut predicates = Vec::new();
    while parser.take(&Token::OpenPredicate) {
        let term = parser.deeper(|parser| parser.binary(0))?;
        parser.expect(&Token::ClosePredicate)?;
        let positional = term.may_be_number() || term.asks_position();
        predicates.push(Predicate { term, positional });
    }
    Ok(predicates)
}

/// Whether walking the steps one after the other meets every node once, in document order.
fn streams(origin: &Origin, steps: &[Step]) -> bool {
    /// What the steps so far may have met.
    #[derive(PartialEq)]
    enum Met {
        One,
        /// None of them above another.
        Flat,
        Nested,
    }
    let mut met = match origin {
        Origin::Root | Origin::Context | Origin::Pinned(_) | Origin::Above(_) => Met::One,
        Origin::Term(Term { what: What::Call(Function::Current | Function::Instance, _), .. }, filter)
            if filter.is_empty() =>
        {
            Met::One
        }
        _ => return steps.is_empty(),
    };
    for step in steps {
        met = match (met, step.axis) {
            (met, Axis::Itself) => met,
            (Met::One, Axis::Parent) => Met::One,
            (Met::One | Met::Flat, Axis::Child) | (_, Axis::Attribute) => Met::Flat,
            (Met::One, Axis::FollowingSibling) => Met::Flat,
            (Met::One | Met::Flat, Axis::Descendant | Axis::DescendantOrSelf) => Met::Nested,
            _ => return false,
        };
    }
    true
}

impl Term {
    /// Whether its value may be nodes.
    pub fn may_be_nodes(&self) -> bool {
        match &self.what {
            What::Path(_) | What::Union(_) | What::Unknown(..) => true,
            What::Call(function, arguments) => match function.returns() {
                Returns::Nodes => true,
                Returns::Either => arguments.iter().any(Self::may_be_nodes),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether its value may be a number, which as a predicate is a place.
    fn may_be_number(&self) -> bool {
        match &self.what {
            What::Number(_) | What::Calculate(..) | What::Negate(_) | What::Unknown(..) => true,
            What::Call(function, arguments) => match function.returns() {
                Returns::Number => true,
                Returns::Either => arguments.iter().any(Self::may_be_number),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether it asks for the place of the node that it is evaluated at. What stands in predicates of its own does not.
    fn asks_position(&self) -> bool {
        let mut asks = false;
        self.each_here(&mut |term| {
            if let What::Call(Function::Last | Function::Position, arguments) = &term.what {
                asks |= arguments.is_empty();
            }
        });
        asks
    }

    /// This term and those below it that are evaluated at the same node.
    fn each_here(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match &self.what {
            What::Or(parts) | What::And(parts) | What::Union(parts) => {
                parts.iter().for_each(|part| part.each_here(see));
            }
            What::Call(_, parts) | What::Unknown(_, parts) => {
                parts.iter().for_each(|part| part.each_here(see))
            }
            What::Negate(inner) => inner.each_here(see),
            What::Compare(first, rest) => {
                first.each_here(see);
                rest.iter().for_each(|(_, part)| part.each_here(see));
            }
            What::Calculate(first, rest) => {
                first.each_here(see);
                rest.iter().for_each(|(_, part)| part.each_here(see));
            }
            What::Path(path) => {
                if let Origin::Term(term, _) = &path.origin {
                    term.each_here(see);
                }
            }
            What::Number(_) | What::Text(_) => {}
        }
    }
}
