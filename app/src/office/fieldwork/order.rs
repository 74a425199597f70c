//! The order of the fieldwork table by a column; equal lines keep the campaign's order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::collate::NameKey;

use super::line::Line;
use crate::address::{Count, Sort};

/// Sorts by a column. `names` (what each is sorted by) and `last_sent` hold what the lines' figures do not, by the line's code.
pub fn order(
    lines: &mut [Line],
    sort: Sort<Count>,
    names: &BTreeMap<String, NameKey>,
    last_sent: &BTreeMap<String, Option<Timestamp>>,
) {
    lines.sort_by(|a, b| {
        let ascending = compare(a, b, sort.column, names, last_sent);
        if sort.down { ascending.reverse() } else { ascending }
    });
}

fn compare(
    a: &Line,
    b: &Line,
    column: Count,
    names: &BTreeMap<String, NameKey>,
    last_sent: &BTreeMap<String, Option<Timestamp>>,
) -> Ordering {
    let number = |line: &Line| match column {
        Count::Planned => line.figures.planned,
        Count::Received => line.figures.received(),
        Count::Valid => line.figures.valid,
        Count::ScreenedOut => line.figures.screened_out,
        Count::Pending => line.figures.pending,
        _ => line.figures.rejected,
    };
    match column {
        Count::Name => names.get(&a.key.code()).cmp(&names.get(&b.key.code())),
        // Without a plan there is no share: behind all others.
        Count::Share => {
            let share = |line: &Line| line.figures.share().unwrap_or(u32::MAX);
            share(a).cmp(&share(b))
        }
        // Who never sent is the longest silent.
        Count::LastSent => {
            let last = |line: &Line| last_sent.get(&line.key.code()).copied().flatten();
            last(a).cmp(&last(b))
        }
        _ => number(a).cmp(&number(b)),
    }
}

#[cfg(test)]
mod tests {
    use shared::collate::name_key;

    use super::*;
    use crate::office::fieldwork::line::Key;
    use shared::wire::Figures;

    fn line(code: &str, planned: u32, valid: u32) -> Line {
        Line { key: Key::Interviewer(code.into()), figures: Figures { planned, valid, ..Figures::default() } }
    }

    fn ordered(sort: &str) -> Vec<String> {
        let mut lines = vec![line("a", 10, 1), line("b", 0, 5), line("c", 10, 5)];
        let names = [("a", "Ý Yên"), ("b", "Ấm"), ("c", "Đá")];
        let names = names.map(|(code, name)| (code.to_owned(), name_key(name))).into();
        let at = |second| Timestamp::from_second(second).ok();
        let last_sent = [("a".to_owned(), at(9)), ("b".to_owned(), None), ("c".to_owned(), at(5))].into();
        order(&mut lines, Sort::read(sort).unwrap(), &names, &last_sent);
        lines.iter().map(|line| line.key.code()).collect()
    }

    #[test]
    fn each_column_orders_by_what_it_shows() {
        assert_eq!(ordered("name"), ["b", "c", "a"]);
        assert_eq!(ordered("-valid"), ["b", "c", "a"]);
        assert_eq!(ordered("valid"), ["a", "b", "c"]);
    }

    #[test]
    fn the_lowest_share_and_the_longest_silence_come_first() {
        assert_eq!(ordered("share"), ["a", "c", "b"]);
        assert_eq!(ordered("last_sent"), ["b", "c", "a"]);
    }
}
