//! Cuts an expression into tokens, each with its place.

use super::fault::{Fault, Span};
use super::operator::{Arithmetic, Comparison};

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Text(&'a str),
    /// A name, its prefix and its word; the word may be `*`.
    Name(&'a str, &'a str),
    /// `${name}`
    Reference(&'a str),
    Or,
    And,
    Comparison(Comparison),
    Arithmetic(Arithmetic),
    Union,
    Slash,
    TwoSlashes,
    Dot,
    TwoDots,
    At,
    Axis,
    Comma,
    Open,
    Close,
    OpenPredicate,
    ClosePredicate,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed<'a> {
    pub token: Token<'a>,
    pub span: Span,
}

/// Cuts the whole text.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed<'_>>, Fault> {
    let (mut tokens, mut at): (Vec<Placed<'_>>, usize) = (Vec::with_capacity(text.len() / 2), 0);
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{a0}']).len();
        let rest = &text[at..];
        if rest.is_empty() {
            return Ok(tokens);
        }
        let after_operand = tokens.last().is_some_and(|last| ends_operand(&last.token));
        let (token, length) = token(rest, after_operand)
            .map_err(|(code, length)| refused(code, text, Span::new(at, at + length)))?;
        tokens.push(Placed { token, span: Span::new(at, at + length) });
        at += length;
    }
}

fn refused(code: &str, text: &str, span: Span) -> Fault {
    let fault = Fault::new(code, text, span);
    let found = &text[span.range()];
    match code {
        "unexpected" => fault.with("found", found),
        "reference_name" => fault.with("name", found.trim_start_matches("${").trim_end_matches('}')),
        _ => fault,
    }
}

/// Whether an operand ends here: a star or the name of an operator that follows is the operator.
fn ends_operand(token: &Token<'_>) -> bool {
    use Token as T;
    matches!(
        token,
        T::Number(_)
            | T::Text(_)
            | T::Name(..)
            | T::Reference(_)
            | T::Dot
            | T::TwoDots
            | T::Close
            | T::ClosePredicate
    )
}

type Cut<'a> = Result<(Token<'a>, usize), (&'static str, usize)>;

fn token(rest: &str, after_operand: bool) -> Cut<'_> {
    let mut letters = rest.chars();
    let (first, second) = (letters.next().unwrap_or_default(), letters.next());
    match first {
        '"' | '\'' => return text(rest, first),
        '$' => return reference(rest),
        '*' if after_operand => return Ok((Token::Arithmetic(Arithmetic::Multiply), 1)),
        '*' => return Ok((Token::Name("", "*"), 1)),
        '0'..='9' => return Ok(number(rest)),
        '.' if second.is_some_and(|second| second.is_ascii_digit()) => return Ok(number(rest)),
        _ if begins_name(first) => return Ok(name(rest, after_operand)),
        _ => {}
    }
    let pair = match (first, second) {
        (':', Some(':')) => Some(Token::Axis),
        ('/', Some('/')) => Some(Token::TwoSlashes),
        ('.', Some('.')) => Some(Token::TwoDots),
        ('!', Some('=')) => Some(Token::Comparison(Comparison::NotEqual)),
        ('<', Some('=')) => Some(Token::Comparison(Comparison::LessOrEqual)),
        ('>', Some('=')) => Some(Token::Comparison(Comparison::GreaterOrEqual)),
        _ => None,
    };
    if let Some(token) = pair {
        return Ok((token, 2));
    }
    let token = match first {
        '/' => Token::Slash,
        '.' => Token::Dot,
        '=' => Token::Comparison(Comparison::Equal),
        '<' => Token::Comparison(Comparison::Less),
        '>' => Token::Comparison(Comparison::Greater),
        '+' => Token::Arithmetic(Arithmetic::Add),
        '-' | '−' => Token::Arithmetic(Arithmetic::Subtract),
        '|' => Token::Union,
        '@' => Token::At,
        ',' => Token::Comma,
        '(' => Token::Open,
        ')' => Token::Close,
        '[' => Token::OpenPredicate,
        ']' => Token::ClosePredicate,
        _ => return Err(("unexpected", first.len_utf8())),
    };
    Ok((token, first.len_utf8()))
}

fn text(rest: &str, mark: char) -> Cut<'_> {
    match rest[1..].find(mark) {
        Some(end) => Ok((Token::Text(&rest[1..=end]), end + 2)),
        None => Err(("unclosed_text", rest.len())),
    }
}

fn reference(rest: &str) -> Cut<'_> {
    let end = rest.strip_prefix("${").and_then(|inside| inside.find(['}', '{', '$', '\'', '"']));
    let end = end.map(|end| end + 2).filter(|end| rest[*end..].starts_with('}'));
    let Some(end) = end else { return Err(("unclosed_reference", 1)) };
    let inside = rest[2..end].trim();
    let name = inside.strip_prefix("last-saved#").unwrap_or(inside);
    if name.starts_with(begins_name) && name.chars().all(|c| in_name(c) || c == ':') {
        Ok((Token::Reference(inside), end + 1))
    } else {
        Err(("reference_name", end + 1))
    }
}

fn number(rest: &str) -> (Token<'_>, usize) {
    let digits = |from: &str| from.len() - from.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut length = digits(rest);
    if rest[length..].starts_with('.') {
        length += 1 + digits(&rest[length + 1..]);
    }
    if let Some(exponent) = rest[length..].strip_prefix(['e', 'E']) {
        let sign = exponent.len() - exponent.trim_start_matches(['-', '+']).len();
        let power = exponent.get(sign..).map_or(0, digits);
        if sign <= 1 && power > 0 {
            length += 1 + sign + power;
        }
    }
    // Nothing but digits, a point and an exponent: it is a number.
    (Token::Number(super::number(&rest[..length]).unwrap_or(f64::NAN)), length)
}

const OPERATORS: [(&str, Token<'static>); 4] = [
    ("or", Token::Or),
    ("and", Token::And),
    ("div", Token::Arithmetic(Arithmetic::Divide)),
    ("mod", Token::Arithmetic(Arithmetic::Modulo)),
];

fn name(rest: &str, after_operand: bool) -> (Token<'_>, usize) {
    let length = |from: &str| from.find(|c| !in_name(c)).unwrap_or(from.len());
    // Behind an operand no name can stand, so the operator need not end where a name would: `1mod2`.
    let operator = OPERATORS.iter().find(|(name, _)| after_operand && rest.starts_with(name));
    if let Some((name, operator)) = operator {
        return (operator.clone(), name.len());
    }
    let first = length(rest);
    let second = rest[first..].strip_prefix(':').filter(|second| !second.starts_with(':'));
    match second {
        Some(second) if second.starts_with('*') => (Token::Name(&rest[..first], "*"), first + 2),
        Some(second) if second.starts_with(begins_name) => {
            let end = first + 1 + length(second);
            (Token::Name(&rest[..first], &rest[first + 1..end]), end)
        }
        _ => (Token::Name("", &rest[..first]), first),
    }
}

fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn in_name(c: char) -> bool {
    // Marks that stand alone belong to the letter before them: Vietnamese from a Mac comes decomposed.
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '·' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_names_are_operators_only_behind_an_operand() {
        let tokens = tokens("* * div div mod[or and and]").unwrap();
        let operators =
            tokens.iter().filter(|one| matches!(one.token, Token::Arithmetic(_) | Token::And | Token::Or));
        assert_eq!(operators.map(|one| one.span.start).collect::<Vec<_>>(), [2, 8, 19]);
    }

    #[test]
    fn numbers_and_names_end_where_they_end() {
        let cut = |text| tokens(text).unwrap().into_iter().map(|one| one.token).collect::<Vec<_>>();
        assert_eq!(cut("1.5e-3"), [Token::Number(0.0015)]);
        assert_eq!(cut(".5"), [Token::Number(0.5)]);
        assert_eq!(cut("1.")[0], Token::Number(1.0));
        assert_eq!(cut("tên-hộ.2"), [Token::Name("", "tên-hộ.2")]);
        assert_eq!(cut("self::x:y")[2], Token::Name("x", "y"));
        assert_eq!(cut("${ tuổi }"), [Token::Reference("tuổi")]);
        assert_eq!(cut("${last-saved#a}"), [Token::Reference("last-saved#a")]);
    }
}
