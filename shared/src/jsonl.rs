//! A line of a .jsonl file: its bytes as a value, or what is wrong with it, and where.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::json::{self, DEEPEST, Unread};
use crate::problem::{Diagnostic, Location, Problem};

/// The byte order mark that some editors put at the beginning of a file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads one line; `None` where it is blank. What a reader would take silently is refused: a key that stands twice, U+0000.
pub fn read<T: DeserializeOwned>(code: &str, line: &[u8]) -> Option<Result<T, Problem>> {
    read_by(code, line, T::deserialize)
}

/// The same, by a way of its own from a value to what the line is; it must give what the text gives.
pub fn read_by<T: DeserializeOwned>(
    code: &str,
    line: &[u8],
    from: fn(Value) -> Result<T, serde_json::Error>,
) -> Option<Result<T, Problem>> {
    let line = line.strip_prefix(BOM).unwrap_or(line).trim_ascii();
    let from_text = || serde_json::from_slice(line).map_err(|fault| unreadable(code, &fault));
    if line.is_empty() {
        return None;
    }
    Some(match json::read(line, DEEPEST) {
        Err(Unread::Flaw(flaw, column)) => Err(flaw.problem().with("column", column)),
        // What is wrong is said by the reader of the text, which knows the column.
        Err(Unread::Syntax(_)) => from_text(),
        Ok(value) => from(value).or_else(|_| from_text()),
    })
}

fn unreadable(code: &str, fault: &serde_json::Error) -> Problem {
    let detail = fault.to_string();
    let detail = detail.split_once(" at line ").map_or(&*detail, |(what, _)| what);
    Problem::new(code).with("detail", detail).with("column", fault.column())
}

/// A problem on a line of a file; the first is 1.
pub fn at(file: &str, line: u32, problem: Problem) -> Diagnostic {
    Diagnostic::fault(Location { file: file.to_owned(), row: Some(line), ..Location::default() }, problem)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::ballot::BallotLine;

    const LINE: &str = r#"{"id": "016e3ac9-e420-73ec-ad52-3bc63fd5b90c", "form": "P1", "version": "2019.1", "group": "G1",
        "place": "01", "interviewer": null, "mode": "online", "started": "2019-11-05T15:59:00+07:00", "status": "valid",
        "finished": "2019-11-05T16:10:00+07:00", "clock_offset_ms": -5, "decision": {"by": "an", "at": "2019-12-01T08:00:00Z",
        "reason": "Đã gọi"}, "answers": {"age": 46, "far": -1.5e3, "sex": "f\u1edd", "d": [{"unit": "T", "q": ["B", null]}]}}"#;

    /// The same, the text read twice.
    fn slowly<T: DeserializeOwned>(line: &[u8]) -> Option<Result<T, Problem>> {
        let line = line.trim_ascii();
        let read = || serde_json::from_slice(line).map_err(|fault| unreadable("x", &fault));
        let flaw = |(flaw, column): (json::Flaw, usize)| flaw.problem().with("column", column);
        (!line.is_empty()).then(|| json::look_over(line, DEEPEST).map_err(flaw).and_then(|()| read()))
    }

    proptest! {
        #[test]
        fn a_line_is_what_the_reader_of_its_text_takes_it_for(
            changes in prop::collection::vec((any::<Index>(), prop_oneof![
                any::<u8>(), prop::sample::select(b"{}[]\":,0123456789.-eE \\nulltrue".to_vec())
            ]), 0..3),
            cut in prop::option::of(any::<Index>()),
        ) {
            let mut line = LINE.as_bytes().to_vec();
            for (at, byte) in changes {
                let at = at.index(line.len());
                line[at] = byte;
            }
            if let Some(cut) = cut {
                line.truncate(cut.index(line.len()) + 1);
            }
            prop_assert_eq!(read::<BallotLine>("x", &line), slowly(&line));
            prop_assert_eq!(read_by("x", &line, BallotLine::from_value), slowly(&line));
        }
    }

    #[test]
    fn a_line_that_is_no_ballot_is_said_with_its_column() {
        let wrong = LINE.replacen("\"online\"", "\"offline\"", 1);
        let Some(Err(problem)) = read::<BallotLine>("x", wrong.as_bytes()) else { panic!() };
        assert!(problem.params["detail"].contains("offline"), "{problem:?}");
        assert_ne!(problem.params["column"], "0");
    }
}
