//! Makes a tree of the tokens by recursive descent, from `or` (loosest) to the unary minus.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::error::ParseError;
use super::function::Function;
use super::lexer::{Placed, Token, tokens};
use super::term::{Expr, Term};
use crate::form::operator::{Arithmetic, Comparison};

/// How deep an expression may nest. Deeper ones could exhaust the stack, and no person writes them.
const MAX_DEPTH: usize = 100;

/// Reads an expression.
///
/// ```
/// let expr = shared::form::expr::parse("${age} >= 18 and not(selected(., 'none'))").unwrap();
/// assert_eq!(expr.references(), ["age"]);
/// let error = shared::form::expr::parse("1 + pulldata('x')").unwrap_err();
/// assert_eq!((error.column, error.problem.code.as_str()), (5, "expression.unknown_function"));
/// ```
pub fn parse(text: &str) -> Result<Expr, ParseError> {
    let mut parser = Parser {
        tokens: tokens(text)?.into_iter().peekable(),
        end: text.chars().count() + 1,
        depth: 0,
        expr: Expr::default(),
    };
    let root = parser.or()?.term;
    match parser.tokens.next() {
        None => Ok(Expr { root, ..parser.expr }),
        Some(token) => Err(unexpected(&token)),
    }
}

struct Parser<'a> {
    tokens: Peekable<IntoIter<Placed<'a>>>,
    /// The column after the last character.
    end: usize,
    depth: usize,
    expr: Expr,
}

/// A term and how many terms deep it is.
struct Tall {
    term: Term,
    height: usize,
}

type Parsed = Result<Tall, ParseError>;

impl Parser<'_> {
    fn or(&mut self) -> Parsed {
        self.list(&Token::Or, Self::and, Term::Or)
    }

    fn and(&mut self) -> Parsed {
        self.list(&Token::And, Self::equality, Term::And)
    }

    fn list(
        &mut self,
        between: &Token,
        part: fn(&mut Self) -> Parsed,
        whole: fn(Vec<Term>) -> Term,
    ) -> Parsed {
        let first = part(self)?;
        if !self.take(between) {
            return Ok(first);
        }
        let mut height = first.height;
        let mut parts = vec![first.term];
        loop {
            let next = part(self)?;
            height = height.max(next.height);
            parts.push(next.term);
            if !self.take(between) {
                return self.tall(whole(parts), height + 1);
            }
        }
    }

    fn equality(&mut self) -> Parsed {
        self.chain(
            |token| match token {
                Token::Comparison(c @ (Comparison::Equal | Comparison::NotEqual)) => Some(*c),
                _ => None,
            },
            Self::relation,
            Term::Compare,
        )
    }

    fn relation(&mut self) -> Parsed {
        self.chain(
            |token| match token {
                Token::Comparison(c) if !matches!(c, Comparison::Equal | Comparison::NotEqual) => Some(*c),
                _ => None,
            },
            Self::sum,
            Term::Compare,
        )
    }

    fn sum(&mut self) -> Parsed {
        self.chain(
            |token| match token {
                Token::Arithmetic(a @ (Arithmetic::Add | Arithmetic::Subtract)) => Some(*a),
                _ => None,
            },
            Self::product,
            Term::Calculate,
        )
    }

    fn product(&mut self) -> Parsed {
        self.chain(
            |token| match token {
                Token::Arithmetic(a) if !matches!(a, Arithmetic::Add | Arithmetic::Subtract) => Some(*a),
                _ => None,
            },
            Self::unary,
            Term::Calculate,
        )
    }

    /// Operators of one precedence, from left to right. The tree leans left, so a long chain is a deep tree.
    fn chain<Op>(
        &mut self,
        operator: fn(&Token) -> Option<Op>,
        part: fn(&mut Self) -> Parsed,
        join: fn(Op, Box<Term>, Box<Term>) -> Term,
    ) -> Parsed {
        let mut left = part(self)?;
        while let Some(op) = self.tokens.peek().and_then(|next| operator(&next.token)) {
            self.tokens.next();
            let right = part(self)?;
            let height = left.height.max(right.height) + 1;
            left = self.tall(join(op, Box::new(left.term), Box::new(right.term)), height)?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        if !self.take(&Token::Arithmetic(Arithmetic::Subtract)) {
            return self.operand();
        }
        let inner = self.deeper(Self::unary)?;
        self.tall(Term::Negate(Box::new(inner.term)), inner.height + 1)
    }

    fn operand(&mut self) -> Parsed {
        let Some(next) = self.tokens.next() else { return Err(ParseError::new("ends_early", self.end)) };
        let term = match next.token {
            Token::Number(number) => Term::Number(number),
            Token::Text(text) => Term::Text(text),
            Token::Reference(name) => Term::Reference(self.reference(name)),
            Token::Dot => {
                self.expr.reads_itself = true;
                Term::Itself
            }
            Token::DotDot => return Err(ParseError::new("path", next.column).with("found", "..")),
            Token::Open => {
                let inner = self.deeper(Self::or)?;
                self.close()?;
                return Ok(inner);
            }
            Token::Name(_) => return self.call(&next),
            _ => return Err(unexpected(&next)),
        };
        self.tall(term, 1)
    }

    fn reference(&mut self, name: String) -> usize {
        let known = &mut self.expr.references;
        known.iter().position(|other| *other == name).unwrap_or_else(|| {
            known.push(name);
            known.len() - 1
        })
    }

    fn call(&mut self, name: &Placed<'_>) -> Parsed {
        let refused = |code| ParseError::new(code, name.column);
        if !self.take(&Token::Open) {
            return Err(refused("path").with("found", name.text));
        }
        let unknown = || refused("unknown_function").with("function", name.text);
        let (function, fewest, most) = Function::named(name.text).ok_or_else(unknown)?;
        let mut height = 0;
        let arguments = if function == Function::Position {
            self.parent(name.column)?
        } else {
            let arguments = self.deeper(Self::arguments)?;
            height = arguments.iter().map(|argument| argument.height).max().unwrap_or(0);
            arguments.into_iter().map(|argument| argument.term).collect()
        };
        if !(fewest..=most).contains(&arguments.len()) {
            return Err(refused("arguments").with("function", name.text).with("n", arguments.len()));
        }
        self.expr.volatile |= function.is_volatile();
        self.expr.reads_itself |= function.implies_itself() && arguments.is_empty();
        self.tall(Term::Call(function, arguments), height + 1)
    }

    /// The `..` of `position(..)`: the instance of the repeat. No other use of `..` is understood.
    fn parent(&mut self, column: usize) -> Result<Vec<Term>, ParseError> {
        if !self.take(&Token::DotDot) {
            return Err(ParseError::new("position", column));
        }
        self.close()?;
        self.expr.reads_position = true;
        Ok(vec![Term::Parent])
    }

    fn arguments(&mut self) -> Result<Vec<Tall>, ParseError> {
        let mut arguments = Vec::new();
        if self.take(&Token::Close) {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.or()?);
            if !self.take(&Token::Comma) {
                self.close()?;
                return Ok(arguments);
            }
        }
    }

    fn close(&mut self) -> Result<(), ParseError> {
        match self.tokens.next() {
            Some(Placed { token: Token::Close, .. }) => Ok(()),
            Some(other) => Err(unexpected(&other)),
            None => Err(ParseError::new("ends_early", self.end)),
        }
    }

    fn take(&mut self, wanted: &Token) -> bool {
        self.tokens.next_if(|next| next.token == *wanted).is_some()
    }

    /// Guards the parser's own stack.
    fn deeper<T>(&mut self, part: fn(&mut Self) -> Result<T, ParseError>) -> Result<T, ParseError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.too_deep());
        }
        let done = part(self);
        self.depth -= 1;
        done
    }

    /// Guards the stack of everything that walks the tree.
    fn tall(&mut self, term: Term, height: usize) -> Parsed {
        if height > MAX_DEPTH { Err(self.too_deep()) } else { Ok(Tall { term, height }) }
    }

    fn too_deep(&mut self) -> ParseError {
        ParseError::new("too_deep", self.tokens.peek().map_or(self.end, |next| next.column))
    }
}

fn unexpected(token: &Placed<'_>) -> ParseError {
    ParseError::new("unexpected", token.column).with("found", token.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Language, problem};

    fn refused(text: &str) -> (usize, String) {
        let error = parse(text).expect_err(text);
        for language in [Language::Vi, Language::En] {
            let shown = problem(language, &error.problem);
            assert!(!shown.replace("${", "").contains('{') && !shown.starts_with("problem."), "{shown}");
        }
        (error.column, error.problem.code)
    }

    #[test]
    fn a_fault_names_its_column_in_characters() {
        for (text, column, code) in [
            ("", 1, "expression.ends_early"),
            ("1 +", 4, "expression.ends_early"),
            ("'quê' = 'hương", 9, "expression.unclosed_text"),
            ("${tuổi > 3", 1, "expression.unclosed_reference"),
            ("1 = ${}", 5, "expression.reference_name"),
            ("1 = $x", 5, "expression.unclosed_reference"),
            ("'ơ' ơ 2", 5, "expression.unexpected"),
            ("1 2", 3, "expression.unexpected"),
            ("(1", 3, "expression.ends_early"),
            ("1)", 2, "expression.unexpected"),
            ("if(1, 2)", 1, "expression.arguments"),
            ("1 + regex(., 'x')", 5, "expression.unknown_function"),
            ("/data/x", 1, "expression.path"),
            ("../x", 3, "expression.path"),
            (".. = 1", 1, "expression.path"),
            ("x = 1", 1, "expression.path"),
            ("position(.)", 1, "expression.position"),
            ("1 # 2", 3, "expression.unexpected"),
        ] {
            assert_eq!(refused(text), (column, code.to_owned()), "{text}");
        }
    }

    #[test]
    fn references_are_listed_once_and_in_order() {
        let expr = parse("${b} + ${ a } * ${b}").unwrap();
        assert_eq!(expr.references(), ["b", "a"]);
    }

    #[test]
    fn deep_nesting_is_refused_however_it_is_written() {
        for text in [
            "(".repeat(5000),
            "-".repeat(5000),
            "not(".repeat(5000),
            format!("1{}", " + 1".repeat(5000)),
            format!("{}1{}", "(".repeat(60), format!("{})", " + 1".repeat(60)).repeat(60)),
        ] {
            assert_eq!(refused(&text).1, "expression.too_deep");
        }
    }

    #[test]
    fn long_lists_of_conditions_are_not_deep() {
        assert!(parse(&format!("${{a}} = 1{}", " or ${a} = 1".repeat(2000))).is_ok());
    }

    #[test]
    fn operator_names_are_names_where_an_operand_begins() {
        assert_eq!(parse("${a} div ${div}").unwrap().references(), ["a", "div"]);
        assert_eq!(refused("div 1"), (1, "expression.path".to_owned()));
    }
}
