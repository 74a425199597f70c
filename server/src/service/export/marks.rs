//! Which ballots have rows in which table, a bit for each: found while all are read first, so that afterwards none is opened for a
//! table that it is not in. Whoever reads them again finds as many: where one was withdrawn meanwhile, files that were begun with it
//! are not gone on with.

use shared::export::{Exported, Frame};
use shared::problem::Problem;

use crate::service::Error;

/// The marks of all tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(Vec<Vec<u8>>);

impl Marks {
    /// Of so many tables; no ballot is in one.
    pub fn of(tables: usize) -> Self {
        Self(vec![Vec::new(); tables])
    }

    /// Marks the tables that a ballot has rows in.
    pub fn mark<'a>(&mut self, frames: impl Iterator<Item = &'a Frame>, exported: &Exported) {
        let Some((byte, bit)) = place(exported.number) else { return };
        for (marks, _) in self.0.iter_mut().zip(frames).filter(|(_, frame)| frame.has_rows(exported)) {
            if marks.len() <= byte {
                marks.resize(byte + 1, 0);
            }
            marks[byte] |= bit;
        }
    }

    /// Whether a ballot has rows in a table.
    pub fn has(&self, table: usize, number: i64) -> bool {
        let marks = self.0.get(table).zip(place(number));
        marks.is_some_and(|(marks, (byte, bit))| marks.get(byte).is_some_and(|byte| byte & bit > 0))
    }

    /// Refuses to end a table for which another number of ballots was read than has rows in it.
    pub fn all_read(&self, table: usize, read: u32) -> Result<(), Error> {
        let marked = self.0.get(table).map_or(0, |marks| marks.iter().map(|byte| byte.count_ones()).sum());
        if read == marked {
            return Ok(());
        }
        Err(Error::conflict(Problem::new("export.withdrawn")))
    }
}

fn place(number: i64) -> Option<(usize, u8)> {
    Some((usize::try_from(number / 8).ok()?, 1 << (number % 8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_places_of_their_own() {
        let places: std::collections::BTreeSet<_> = (0..100).filter_map(place).collect();
        assert_eq!(places.len(), 100);
        assert!(!Marks::of(2).has(1, 7) && !Marks::of(2).has(2, 7) && !Marks::of(2).has(0, -8));
    }

    #[test]
    fn a_table_ends_with_as_many_ballots_as_it_has() {
        let marks = Marks(vec![vec![0b101, 0b1], Vec::new()]);
        assert!(marks.all_read(0, 3).is_ok() && marks.all_read(1, 0).is_ok());
        for read in [2, 4] {
            assert!(
                matches!(marks.all_read(0, read), Err(Error::Refused(_, why)) if why.code == "export.withdrawn")
            );
        }
    }
}
