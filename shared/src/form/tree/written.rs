//! What characters a document may hold, and which it names itself.

use foldhash::HashMap;
use quick_xml::escape::unescape;

/// How many characters are looked at at once: a few, so that each is compared with all that are refused without a branch.
const AT_ONCE: usize = 64;

/// The byte where a character stands that no XML holds.
pub(in crate::form) fn unwritten(text: &str) -> Option<usize> {
    // Such characters are below a blank, or of three bytes of which the first is this one.
    let is_odd = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xef;
    let pieces = text.as_bytes().chunks(AT_ONCE);
    pieces.enumerate().find_map(|(nth, piece)| {
        if !piece.iter().fold(false, |found, byte| found | is_odd(*byte)) {
            return None;
        }
        let odd = piece.iter().enumerate().filter(|(_, byte)| is_odd(**byte));
        let at = |(within, _): (usize, &u8)| nth * AT_ONCE + within;
        odd.map(at).find(|at| !text[*at..].starts_with(|sign: char| sign >= ' ' && !is_none(sign)))
    })
}

/// The two that are no characters.
fn is_none(sign: char) -> bool {
    matches!(sign, '\u{fffe}' | '\u{ffff}')
}

/// The entities that a document declares, as long as they are characters alone: those that hold elements or each other are not
/// known, as they could grow.
pub(super) fn entities(document_type: &str) -> HashMap<String, String> {
    let mut entities = HashMap::default();
    let mut rest = document_type.split_once('[').map_or("", |(_, inside)| inside);
    while let Some((_, declaration)) = rest.split_once("<!") {
        if let Some(comment) = declaration.strip_prefix("--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        rest = declaration;
        let Some(said) = declaration.strip_prefix("ENTITY").map(str::trim_start) else { continue };
        let Some((name, said)) = said.split_once(|sign: char| sign.is_ascii_whitespace()) else { continue };
        let said = said.trim_start();
        let Some(quote) = said.chars().next().filter(|sign| matches!(sign, '"' | '\'')) else { continue };
        let Some((value, after)) = said[1..].split_once(quote) else { continue };
        rest = after;
        if let Ok(value) = unescape(value)
            && !value.contains(['&', '<'])
        {
            // Of two the first holds.
            entities.entry(name.to_owned()).or_insert_with(|| value.into_owned());
        }
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_xml_holds_is_found_where_it_stands() {
        let fill = "ngườ\t\r\n\u{feff}\u{fffd}".repeat(9);
        assert_eq!((unwritten(""), unwritten(&fill)), (None, None));
        for odd in ['\0', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            for before in [0, 1, 62, 63, 64, 65] {
                let before: String = fill.chars().take(before).collect();
                assert_eq!(unwritten(&format!("{before}{odd}{fill}")), Some(before.len()), "{odd:?}");
            }
        }
    }

    #[test]
    fn an_entity_is_known_where_it_is_characters_alone() {
        let said = "x [<!-- <!ENTITY no 'x'> --><!ELEMENT a (b)><!ENTITY e \"zz\"> <!ENTITY  v\n'&#7879; \"'><!ENTITY e 'other'>
            <!ENTITY t '<b/>'><!ENTITY n '&e;'><!ENTITY a '&#38;e;'><!ENTITY s SYSTEM 'x'><!ENTITY % p 'x'>]";
        let mut known: Vec<_> = entities(said).into_iter().collect();
        known.sort();
        assert_eq!(known, [("e".to_owned(), "zz".to_owned()), ("v".to_owned(), "ệ \"".to_owned())]);
        assert!(entities("html").is_empty());
    }
}
