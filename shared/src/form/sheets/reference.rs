//! `${name}` and `${last-saved#name}`: references to other questions, anywhere in a text.

use super::name::name;

const SAVED: &str = "last-saved#";

/// A reference in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    pub name: &'a str,
    pub saved: bool,
    pub begin: usize,
    pub end: usize,
}

/// What stands between `${` and `}` is no name, or the bracket never closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The references of a text, or that one is malformed.
pub(super) fn references(text: &str) -> Result<Vec<Reference<'_>>, Malformed> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(begin) = text[from..].find("${").map(|at| from + at) {
        let inside = begin + 2;
        let Some(end) = text[inside..].find('}').map(|at| inside + at) else {
            // Two signs alone are no attempt at a reference.
            return if text.len() > 2 { Err(Malformed) } else { Ok(found) };
        };
        from = end + 1;
        if end == inside {
            continue;
        }
        found.push(of(text, begin, end + 1).ok_or(Malformed)?);
    }
    Ok(found)
}

/// The references that are well formed; others stay the text that they are.
pub(super) fn found(text: &str) -> Vec<Reference<'_>> {
    let starts = text.match_indices("${").map(|(at, _)| at);
    starts.filter_map(|begin| of(text, begin, begin + text[begin..].find('}')? + 1)).collect()
}

fn of(text: &str, begin: usize, end: usize) -> Option<Reference<'_>> {
    let inner = &text[begin + 2..end - 1];
    let (name, saved) = inner.strip_prefix(SAVED).map_or((inner, false), |name| (name, true));
    (!name.is_empty() && self::name(name) == name.len()).then_some(Reference { name, saved, begin, end })
}

/// Whether the text is one reference and nothing else.
pub(super) fn is_reference(text: &str) -> bool {
    text.starts_with("${") && text.find('}') == Some(text.len() - 1) && of(text, 0, text.len()).is_some()
}

/// Whether it begins with a well-formed reference, whatever comes before and after.
pub(super) fn has_reference(text: &str) -> bool {
    let begin = text.match_indices("${").map(|(at, _)| at).find(|at| !text[at + 2..].starts_with('}'));
    begin.is_some_and(|begin| {
        text[begin..].find('}').is_some_and(|end| of(text, begin, begin + end + 1).is_some())
    })
}

/// Whether it asks for an answer of the last record.
pub(super) fn has_saved(text: &str) -> bool {
    references(text).is_ok_and(|found| found.iter().any(|it| it.saved))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<&str>, Malformed> {
        references(text).map(|found| found.into_iter().map(|it| it.name).collect())
    }

    #[test]
    fn references_are_found_or_said_to_be_malformed() {
        assert_eq!(names("${a} + ${last-saved#b}"), Ok(vec!["a", "b"]));
        for text in ["${ a }", "${a", "${a} ${", "x ${a b}", "${1}"] {
            assert_eq!(names(text), Err(Malformed), "{text}");
        }
        for text in ["", "${", "${}", "a}"] {
            assert_eq!(names(text), Ok(vec![]), "{text}");
        }
        assert!(is_reference("${a}") && is_reference("${last-saved#a}"));
        assert!(!is_reference("${a} ") && !is_reference("${a}${b}") && !is_reference("a"));
        assert!(has_reference("x ${a} ${") && !has_reference("${ a } ${a}"));
        assert!(has_saved("1 + ${last-saved#a}") && !has_saved("${a}"));
    }
}
