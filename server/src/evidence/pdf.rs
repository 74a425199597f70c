//! How a PDF looks: whether its end is there, and whether it is encrypted. Its content is not read.

use std::io::{Read, Result, Seek};

use shared::wire::Condition;

use super::bytes::{Bytes, find, find_last};

/// Before the mark of its end there is the trailer. Behind it some scanners fill up with blanks.
const TAIL: u64 = 4096;
/// A dictionary of a cross-reference stream is shorter.
const DICTIONARY: u64 = 4096;

/// Looks at both ends, and at the last table of references.
pub fn condition<R: Read + Seek>(head: &[u8], bytes: &mut Bytes<R>) -> Result<Condition> {
    let content = bytes.before_blanks()?;
    let tail = bytes.at(content.saturating_sub(TAIL), content.min(TAIL))?;
    let end = find_last(b"%%EOF", &tail).and_then(|end| {
        let start = find_last(b"startxref", &tail[..end])?;
        Some((start, number(&tail[start + b"startxref".len()..])?))
    });
    let Some((start, references)) = end else { return Ok(Condition::Cut) };
    // One that is made for the web has such an end near its beginning, too.
    let promised = find(b"/Linearized", head)
        .and_then(|at| find(b"/L ", &head[at..]).and_then(|l| number(&head[at + l + 3..])));
    if promised.is_some_and(|promised| bytes.len < promised) || references >= bytes.len {
        return Ok(Condition::Cut);
    }
    let trailer = match find_last(b"trailer", &tail[..start]) {
        Some(trailer) => tail[trailer..start].to_vec(),
        None => bytes.at(references, DICTIONARY)?,
    };
    let dictionary = &trailer[..find(b"stream", &trailer).unwrap_or(trailer.len())];
    Ok(if has_key(b"/Encrypt", dictionary) { Condition::Locked } else { Condition::Sound })
}

/// Whether the key stands there, and not one that only begins so.
fn has_key(key: &[u8], mut within: &[u8]) -> bool {
    while let Some(at) = find(key, within) {
        within = &within[at + key.len()..];
        if !within.first().is_some_and(u8::is_ascii_alphanumeric) {
            return true;
        }
    }
    false
}

fn number(text: &[u8]) -> Option<u64> {
    let digits = text.trim_ascii_start();
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
}
