//! Expressions cut into tokens as pyxform cuts them: whether a default is computed, and where `instance(…)` stands in a text.

use super::name::{name, prefixed};

/// A kind of token, as far as anybody asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Operator,
    Union,
    Call,
    Reference,
    Literal,
    Close,
    Slash,
    Space,
    PredicateBegins,
    PredicateEnds,
    Other,
}

/// A token with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub begin: usize,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.begin + self.text.len()
    }
}

pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut begin) = (Vec::new(), 0);
    while begin < text.len() {
        let (kind, length) = first(&text[begin..]);
        tokens.push(Token { kind, text: &text[begin..begin + length], begin });
        begin += length;
    }
    tokens
}

/// The first token: of all kinds that fit, the one that comes first here.
fn first(text: &str) -> (Kind, usize) {
    if let Some(length) = day(text).or_else(|| clock(text)).or_else(|| number(text)) {
        return (Kind::Other, length);
    }
    for (kind, words) in [
        (Kind::Operator, &["*", "+", "-", " mod ", " div "][..]),
        (Kind::Other, &["=", "!=", "<", ">", " and ", " or "]),
        (Kind::Union, &["|"]),
        (Kind::Other, &["("]),
        (Kind::Close, &[")"]),
        (Kind::Other, &["[", "{", "..", "."]),
        (Kind::Slash, &["/"]),
    ] {
        if let Some(word) = words.iter().find(|word| text.starts_with(**word)) {
            return (kind, word.len());
        }
    }
    if let Some(quote @ ('"' | '\'')) = text.chars().next()
        && let Some(end) = text[1..].find(quote)
    {
        return (Kind::Literal, end + 2);
    }
    let blank = text.find(|sign: char| !sign.is_whitespace()).unwrap_or(text.len());
    if blank > 0 {
        return (Kind::Space, blank);
    }
    if let Some(length) = reference(text) {
        return (Kind::Reference, length);
    }
    let word = prefixed(text);
    if word > 0 {
        return match text.as_bytes().get(word) {
            Some(b'(') => (Kind::Call, word + 1),
            Some(b'[') => (Kind::PredicateBegins, word + 1),
            _ => (Kind::Other, word),
        };
    }
    match text.chars().next() {
        Some(']') => (Kind::PredicateEnds, 1),
        sign => (Kind::Other, sign.map_or(1, char::len_utf8)),
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// So many digits, each group after its sign.
fn groups(text: &str, counts: [usize; 3], sign: char) -> Option<usize> {
    let mut at = 0;
    for (nth, count) in counts.into_iter().enumerate() {
        if nth > 0 {
            at += text[at..].starts_with(sign).then_some(1)?;
        }
        let group = text.as_bytes().get(at..at + count)?;
        at += group.iter().all(u8::is_ascii_digit).then_some(count)?;
    }
    Some(at)
}

fn day(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let day = sign + groups(&text[sign..], [4, 2, 2], '-')?;
    let time = text[day..].strip_prefix('T').and_then(clock);
    Some(time.map_or(day, |time| day + 1 + time))
}

fn clock(text: &str) -> Option<usize> {
    groups(text, [2, 2, 2], ':')
}

fn number(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let whole = digits(&text[sign..]);
    let rest = &text[sign + whole..];
    let places = rest.strip_prefix('.').map(|rest| 1 + digits(rest));
    match (whole, places) {
        (0, Some(2..)) | (1.., Some(_)) => Some(sign + whole + places.unwrap_or(0)),
        (1.., None) => Some(sign + whole),
        _ => None,
    }
}

fn reference(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("${")?;
    let inner = inner.strip_prefix("last-saved#").unwrap_or(inner);
    let name = name(inner);
    (name > 0 && inner[name..].starts_with('}')).then(|| text.len() - inner.len() + name + 1)
}

/// Whether a default is computed: it calculates, calls a function or refers to an answer.
pub(super) fn is_computed(default: &str, kind: &str) -> bool {
    let may_have_hyphens = ["date", "dateTime", "geopoint", "geotrace", "geoshape"].contains(&kind);
    for token in tokens(default) {
        match token.kind {
            Kind::Operator if may_have_hyphens && token.text == "-" => return false,
            Kind::Operator | Kind::Union | Kind::Reference | Kind::Call => return true,
            _ => {}
        }
    }
    false
}

/// Where `instance(…)/…` stands in a text, from its first sign to its last.
pub(super) fn lookups(text: &str) -> Vec<(usize, usize)> {
    if !text.contains("instance(") {
        return Vec::new();
    }
    let mut bounds = Vec::new();
    let mut last: Option<Token> = None;
    let (mut inside, mut path, mut predicate) = (false, false, false);
    for token in tokens(text) {
        let before = last.map(|last| (last.kind, last.text));
        let mut taken = false;
        if !inside && token.kind == Kind::Call && token.text == "instance(" {
            (inside, taken) = (true, true);
            bounds.push(token.begin);
        } else if inside {
            match (token.kind, before) {
                (Kind::Literal, Some((Kind::Call, "instance(")))
                | (Kind::Close, Some((Kind::Literal, _))) => {
                    taken = true;
                }
                (Kind::Slash, Some((Kind::Close | Kind::PredicateEnds, _))) => (taken, path) = (true, true),
                (Kind::Space, _) if path => path = false,
                (Kind::PredicateBegins, _) if path => (taken, path, predicate) = (true, false, true),
                (Kind::PredicateEnds, _) if predicate && !path => (taken, predicate) = (true, false),
                _ => taken = path || predicate,
            }
        }
        if taken {
            last = Some(token);
        } else if inside {
            inside = false;
            bounds.extend(last.map(|last| last.end()));
        }
    }
    bounds.extend(last.map(|last| last.end()));
    bounds.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_computed_where_it_calculates() {
        for (default, kind, computed) in [
            ("5", "integer", false),
            ("-5", "integer", false),
            ("5 + 1", "integer", true),
            ("2019-01-05", "text", false),
            ("a-b", "text", false),
            ("a - b", "text", true),
            ("10.5 -20.1 0 0", "geopoint", false),
            ("today()", "date", true),
            ("${a}", "text", true),
            ("http://a/b", "text", false),
            ("a b (c)", "text", false),
            ("a|b", "text", true),
            ("12:30:00", "time", false),
            ("not here", "text", false),
        ] {
            assert_eq!(is_computed(default, kind), computed, "{default}");
        }
    }

    #[test]
    fn a_lookup_ends_where_its_path_does() {
        let text = "It is instance('a')/root/item[name = ${b}]/label today";
        let found: Vec<_> = lookups(text).into_iter().map(|(begin, end)| &text[begin..end]).collect();
        assert_eq!(found, ["instance('a')/root/item[name = ${b}]/label"]);
        assert_eq!(lookups("no instance here"), []);
    }
}
