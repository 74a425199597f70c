//! Where a fault stands, in words: the file, its sheet, the column, the rows.

use shared::message::{Language, text};
use shared::problem::{FaultKind, Location};

/// So many rows are named at once.
const ROWS: usize = 6;

/// The file, the sheet and the column that all faults of a kind share.
pub fn place(language: Language, at: &Location) -> String {
    let mut parts = vec![at.file.clone()];
    parts.extend(at.sheet.as_ref().map(|it| text(language, "package.at_sheet", &[("sheet", it)])));
    parts.extend(at.column.as_ref().map(|it| text(language, "package.at_column", &[("column", it)])));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// The first rows of a kind; none where it has no rows.
pub fn rows(kind: &FaultKind) -> (Vec<u32>, bool) {
    let mut rows: Vec<u32> = kind.first.iter().filter_map(|it| it.at.row).collect();
    rows.dedup();
    let more = rows.len() > ROWS || kind.n > kind.first.len();
    rows.truncate(ROWS);
    (rows, more)
}

#[cfg(test)]
mod tests {
    use shared::problem::{Diagnostic, Problem};

    use super::*;

    fn kind(n: usize, rows: &[u32]) -> FaultKind {
        let at = |row| Location {
            file: "campaign.xlsx".to_owned(),
            sheet: Some("criteria".to_owned()),
            row: Some(row),
            column: Some("rule".to_owned()),
            ballot: None,
        };
        let first = rows.iter().map(|row| Diagnostic::fault(at(*row), Problem::new("cell.empty")));
        FaultKind { n, first: first.collect() }
    }

    #[test]
    fn a_kind_says_where_it_stands_and_its_first_rows() {
        let many = kind(80, &[2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(rows(&many), (vec![2, 3, 4, 5, 6, 7], true));
        assert_eq!(rows(&kind(2, &[2, 9])), (vec![2, 9], false));
        assert_eq!(place(Language::Vi, &many.first[0].at), "campaign.xlsx, trang criteria, cột rule");
        let file = Location { file: "goi.zip".to_owned(), ..Location::default() };
        assert_eq!(place(Language::En, &file), "goi.zip");
    }
}
