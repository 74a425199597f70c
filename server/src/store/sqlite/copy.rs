//! A consistent copy of the file and its log. What is damaged is copied as it is: nothing is opened that could be mended
//! away, nothing is written beside the file, and no writer is hindered.

use std::fs::File;
use std::io;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::backend::BUSY;
use super::foreign;
use super::log::{self, COUNT_AT, HEADER, LogFault, start_of, wal_of};
use crate::folder::private;
use crate::store::StoreError;

/// How often a log is copied whose fault is another one each time. Each look is a copy of the whole store; damage stands at the
/// second, and a writer is in the middle of a frame for microseconds. Whoever is met so often writes all the time.
const LOOKS: usize = 8;

/// Copies everything into `to`, and what the log holds into the log of `to`; there must be no such files.
pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    foreign::refuse(from)?;
    let mut looks = 0;
    let stood = stands_still(|| {
        if looks > 0 {
            remove(to)?;
        }
        looks += 1;
        if as_it_stands(from, to)? { log::fault(to).map(Some) } else { Ok(None) }
    })?;
    if stood {
        return Ok(());
    }
    // A fault that moves is no damage, and SQLite knows what its writer is in the middle of.
    remove(to)?;
    by_pages(from, to)
}

/// Whether a copy can be left as it is: its log is whole, or damaged at the same place twice. `look` makes a copy and says where
/// its log is damaged, or nothing where a writer began another log meanwhile.
fn stands_still(
    mut look: impl FnMut() -> Result<Option<Option<LogFault>>, StoreError>,
) -> Result<bool, StoreError> {
    let mut seen = None;
    for _ in 0..LOOKS {
        // A frame that was read while a writer was in the middle of it looks damaged where the next was read whole. It is another
        // one, or none, when it is read again; what is damaged stays where it is.
        match look()? {
            None => return Ok(false),
            Some(fault) if fault.is_none() || fault == seen => return Ok(true),
            Some(fault) => seen = fault,
        }
    }
    Ok(false)
}

/// Removes a copy, and the log beside it.
fn remove(copy: &Path) -> Result<(), StoreError> {
    for made in [copy, &wal_of(copy)].into_iter().filter(|made| made.exists()) {
        std::fs::remove_file(made).map_err(StoreError::file)?;
    }
    Ok(())
}

/// Copies file and log byte by byte; not if a writer began another log meanwhile. While a log goes on, the file alone may
/// be half of two states, but the log holds every page of which that is so.
fn as_it_stands(from: &Path, to: &Path) -> Result<bool, StoreError> {
    let state = || Ok::<_, StoreError>((start_of(&wal_of(from), HEADER)?, start_of(from, COUNT_AT + 4)?));
    let before = state()?;
    copy_bytes(from, to).and_then(|()| copy_bytes(&wal_of(from), &wal_of(to))).map_err(StoreError::file)?;
    let stood = state()? == before;
    if !stood {
        remove(to)?;
    }
    Ok(stood)
}

fn copy_bytes(from: &Path, to: &Path) -> io::Result<()> {
    match File::open(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        from => {
            let mut made = private().write(true).create_new(true).open(to)?;
            io::copy(&mut from?, &mut made)?;
            made.sync_all()
        }
    }
}

/// Copies by SQLite's online backup, which sees one committed state of a file that others write.
fn by_pages(from: &Path, to: &Path) -> Result<(), StoreError> {
    private().write(true).create_new(true).open(to).map_err(StoreError::file)?;
    let from = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    from.busy_timeout(BUSY)?;
    let mut copy = Connection::open(to)?;
    copy.pragma_update(None, "synchronous", "FULL")?;
    // All pages in one step: a copy in several begins anew with every ballot that arrives between them.
    match Backup::new(&from, &mut copy)?.step(-1)? {
        StepResult::Done => {}
        other => return Err(StoreError::unreadable("the file", format!("{other:?}"))),
    }
    copy.close().map_err(|(_, error)| error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of these looks, and how many of them there were. The last one is seen again and again.
    fn looked(faults: &[Option<Option<LogFault>>]) -> (bool, usize) {
        let mut looks = 0;
        let stood = stands_still(|| {
            looks += 1;
            Ok(faults[looks.min(faults.len()) - 1])
        });
        (stood.unwrap(), looks)
    }

    #[test]
    fn a_fault_counts_when_it_stands_and_one_that_moves_for_ever_is_left_to_sqlite() {
        let at = |frame| Some(Some(LogFault::Frame(frame)));
        let (whole, begun_anew) = (Some(None), None);
        assert_eq!(looked(&[whole]), (true, 1));
        assert_eq!(looked(&[at(7)]), (true, 2), "damage is there again");
        assert_eq!(looked(&[at(7), at(9), whole]), (true, 3), "a writer was met twice");
        assert_eq!(looked(&[at(7), begun_anew]), (false, 2));
        let moving: Vec<_> = (1..).map(at).take(3 * LOOKS).collect();
        assert_eq!(looked(&moving), (false, LOOKS));
    }
}
