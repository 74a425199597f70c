//! A consistent copy of the file by SQLite's online backup: it sees one committed state and hinders no writer.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::backend::BUSY;
use super::foreign;
use crate::folder::private;
use crate::store::StoreError;

/// Copies everything into `to`, durably; there must be no such file.
pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    foreign::refuse(from)?;
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
