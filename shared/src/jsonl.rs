//! A line of a .jsonl file: its bytes as a value, or what is wrong with it, and where.

use serde::de::DeserializeOwned;

use crate::json::{self, DEEPEST};
use crate::problem::{Diagnostic, Location, Problem};

/// The byte order mark that some editors put at the beginning of a file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads one line; `None` where it is blank. What a reader would take silently is refused: a key that stands twice, U+0000.
pub fn read<T: DeserializeOwned>(code: &str, line: &[u8]) -> Option<Result<T, Problem>> {
    let line = line.strip_prefix(BOM).unwrap_or(line).trim_ascii();
    let unreadable = |fault: serde_json::Error| {
        let detail = fault.to_string();
        let detail = detail.split_once(" at line ").map_or(&*detail, |(what, _)| what);
        Problem::new(code).with("detail", detail).with("column", fault.column())
    };
    if line.is_empty() {
        return None;
    }
    Some(match json::look_over(line, DEEPEST) {
        Err((flaw, column)) => Err(flaw.problem().with("column", column)),
        Ok(()) => serde_json::from_slice(line).map_err(unreadable),
    })
}

/// A problem on a line of a file; the first is 1.
pub fn at(file: &str, line: u32, problem: Problem) -> Diagnostic {
    Diagnostic::fault(Location { file: file.to_owned(), row: Some(line), ..Location::default() }, problem)
}
