//! What changed between two answers of the server, so that it can be pointed out quietly.

use std::collections::BTreeSet;

use super::line::Line;
use crate::address::Count;

/// The figure of a line in a column that holds a number of ballots.
pub fn figure(line: &Line, column: Count) -> Option<u32> {
    match column {
        Count::Planned => Some(line.figures.planned),
        Count::Received => Some(line.figures.received()),
        Count::Valid => Some(line.figures.valid),
        Count::ScreenedOut => Some(line.figures.screened_out),
        Count::Pending => Some(line.figures.pending),
        Count::Rejected => Some(line.figures.rejected),
        Count::Name | Count::Share | Count::LastSent => None,
    }
}

/// The cells, by line and column, whose number is another one now. A line that was not there before is all new.
pub fn changed(before: &[Line], after: &[Line]) -> BTreeSet<(String, Count)> {
    let mut cells = BTreeSet::new();
    for line in after {
        let old = before.iter().find(|old| old.key == line.key);
        for column in Count::NUMBERS {
            if old.and_then(|old| figure(old, column)) != figure(line, column) {
                cells.insert((line.key.code(), column));
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::fieldwork::line::Key;
    use shared::wire::Figures;

    fn line(form: &str, valid: u32, pending: u32) -> Line {
        Line {
            key: Key::Form(form.into()),
            figures: Figures { planned: 9, valid, pending, ..Figures::default() },
        }
    }

    #[test]
    fn a_new_ballot_changes_what_it_counts_in_and_nothing_else() {
        let cells = changed(&[line("P6", 1, 0), line("P7", 1, 0)], &[line("P6", 1, 0), line("P7", 2, 0)]);
        assert_eq!(
            cells,
            BTreeSet::from([("P7".to_owned(), Count::Received), ("P7".to_owned(), Count::Valid)])
        );
    }

    #[test]
    fn an_accepted_ballot_was_received_before() {
        let cells = changed(&[line("P7", 1, 1)], &[line("P7", 2, 0)]);
        assert_eq!(
            cells,
            BTreeSet::from([("P7".to_owned(), Count::Valid), ("P7".to_owned(), Count::Pending)])
        );
    }
}
