//! Cuts an expression into tokens, each with the column where it begins.

use super::error::ParseError;
use crate::form::operator::{Arithmetic, Comparison};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Reference(String),
    Name(String),
    Or,
    And,
    Comparison(Comparison),
    Arithmetic(Arithmetic),
    Open,
    Close,
    Comma,
    Dot,
    DotDot,
}

impl Token {
    /// Whether an operator, not an operand, may follow: `*`, `and`, `or`, `div` and `mod` mean other things elsewhere.
    fn ends_operand(&self) -> bool {
        matches!(
            self,
            Self::Number(_) | Self::Text(_) | Self::Reference(_) | Self::Close | Self::Dot | Self::DotDot
        )
    }
}

/// A token, the column where it begins, and how it is written.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    pub column: usize,
    pub text: &'a str,
    pub token: Token,
}

/// All tokens of `text`.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed<'_>>, ParseError> {
    let mut lexer = Lexer { rest: text, column: 1, tokens: Vec::new() };
    while lexer.next()? {}
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    rest: &'a str,
    column: usize,
    tokens: Vec<Placed<'a>>,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Result<bool, ParseError> {
        let blank = self.rest.len() - self.rest.trim_start().len();
        self.take(blank);
        let Some(first) = self.rest.chars().next() else { return Ok(false) };
        let (column, before) = (self.column, self.rest);
        let token = match first {
            '"' | '\'' => self.quoted(first)?,
            '$' => self.reference()?,
            '0'..='9' => self.number(),
            '.' if self.rest[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            _ if is_name_start(first) => self.word()?,
            _ => self.symbol(first)?,
        };
        let text = &before[..before.len() - self.rest.len()];
        self.tokens.push(Placed { column, text, token });
        Ok(true)
    }

    fn follows_operand(&self) -> bool {
        self.tokens.last().is_some_and(|last| last.token.ends_operand())
    }

    /// Takes `bytes` off the front.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.column += taken.chars().count();
        self.rest = rest;
        taken
    }

    fn quoted(&mut self, quote: char) -> Result<Token, ParseError> {
        let column = self.column;
        let end = self.rest[1..].find(quote).ok_or_else(|| ParseError::new("unclosed_text", column))?;
        let taken = self.take(end + 2);
        Ok(Token::Text(taken[1..=end].to_owned()))
    }

    fn reference(&mut self) -> Result<Token, ParseError> {
        let column = self.column;
        let refused = || ParseError::new("unclosed_reference", column);
        let inside = self.rest.strip_prefix("${").ok_or_else(refused)?;
        let end = inside.find('}').ok_or_else(refused)?;
        let name = inside[..end].trim();
        let mut chars = name.chars();
        if !(chars.next().is_some_and(is_name_start) && chars.all(is_name_part)) {
            return Err(ParseError::new("reference_name", column).with("name", name));
        }
        self.take(end + 3);
        Ok(Token::Reference(name.to_owned()))
    }

    fn number(&mut self) -> Token {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut end = digits(self.rest);
        if self.rest[end..].starts_with('.') {
            end += 1 + digits(&self.rest[end + 1..]);
        }
        let taken = self.take(end);
        Token::Number(taken.parse().unwrap_or(f64::NAN))
    }

    fn word(&mut self) -> Result<Token, ParseError> {
        let column = self.column;
        let end = self.rest.find(|c: char| !is_name_part(c)).unwrap_or(self.rest.len());
        let word = self.take(end);
        if !self.follows_operand() {
            return Ok(Token::Name(word.to_owned()));
        }
        Ok(match word {
            "or" => Token::Or,
            "and" => Token::And,
            "div" => Token::Arithmetic(Arithmetic::Divide),
            "mod" => Token::Arithmetic(Arithmetic::Modulo),
            _ => return Err(ParseError::new("unexpected", column).with("found", word)),
        })
    }

    fn symbol(&mut self, first: char) -> Result<Token, ParseError> {
        let column = self.column;
        let after = self.rest[first.len_utf8()..].chars().next();
        let (bytes, token) = match (first, after) {
            ('!', Some('=')) => (2, Token::Comparison(Comparison::NotEqual)),
            ('<', Some('=')) => (2, Token::Comparison(Comparison::LessOrEqual)),
            ('>', Some('=')) => (2, Token::Comparison(Comparison::GreaterOrEqual)),
            ('.', Some('.')) => (2, Token::DotDot),
            ('=', _) => (1, Token::Comparison(Comparison::Equal)),
            ('<', _) => (1, Token::Comparison(Comparison::Less)),
            ('>', _) => (1, Token::Comparison(Comparison::Greater)),
            ('+', _) => (1, Token::Arithmetic(Arithmetic::Add)),
            ('-', _) => (1, Token::Arithmetic(Arithmetic::Subtract)),
            ('*', _) if self.follows_operand() => (1, Token::Arithmetic(Arithmetic::Multiply)),
            ('(', _) => (1, Token::Open),
            (')', _) => (1, Token::Close),
            (',', _) => (1, Token::Comma),
            ('.', _) => (1, Token::Dot),
            ('/' | '*' | '@' | '[' | '|', _) => {
                return Err(ParseError::new("path", column).with("found", first));
            }
            _ => return Err(ParseError::new("unexpected", column).with("found", first)),
        };
        self.take(bytes);
        Ok(token)
    }
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}
