//! How many ballots each state has under the filters, where the counts can tell.

use crate::address::BallotsAddress;
use shared::wire::{Counts, Status};

/// The number of ballots in a state; `None` where only the list itself could tell (an interviewer at a place, a unit).
pub fn number_in(counts: &Counts, view: &BallotsAddress, status: Option<Status>) -> Option<u32> {
    let of = |valid, screened_out, pending, rejected| match status {
        None => valid + screened_out + pending + rejected,
        Some(Status::Valid) => valid,
        Some(Status::ScreenedOut) => screened_out,
        Some(Status::Pending) => pending,
        Some(Status::Rejected) => rejected,
    };
    if view.unit.is_some() {
        return None;
    }
    match &view.interviewer {
        Some(_) if view.form.is_some() || view.place.is_some() => None,
        Some(interviewer) => counts
            .interviewers
            .iter()
            .find(|row| row.username == *interviewer)
            .map(|row| of(row.valid, row.screened_out, row.pending, row.rejected)),
        None => {
            let fits =
                |filter: &Option<String>, value: &str| filter.as_deref().is_none_or(|only| only == value);
            let rows =
                counts.rows.iter().filter(|row| fits(&view.form, &row.form) && fits(&view.place, &row.place));
            Some(rows.map(|row| of(row.valid, row.screened_out, row.pending, row.rejected)).sum())
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::wire::CountRow;

    use super::*;

    #[test]
    fn the_filters_narrow_the_numbers_beside_the_states() {
        let row = |form: &str, place: &str, valid, pending| CountRow {
            form: form.into(),
            place: place.into(),
            valid,
            pending,
            ..CountRow::default()
        };
        let rows = vec![row("P6", "01837", 3, 1), row("P7", "01837", 5, 0), row("P7", "01840", 7, 2)];
        let counts = Counts { rows, ..Counts::default() };
        let number = |view: &str, status| number_in(&counts, &BallotsAddress::from(view), status);
        assert_eq!(number("", None), Some(18));
        assert_eq!(number("form=P7", Some(Status::Valid)), Some(12));
        assert_eq!(number("form=P7&place=01837", Some(Status::Pending)), Some(0));
        assert_eq!(number("form=P7&interviewer=dtv01", None), None);
        assert_eq!(number("interviewer=nobody", None), None);
    }
}
