//! Lets a server start whose store has a damaged log, with what can still be read of it.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::PathBuf;

use super::report::Failure;
use crate::config::Config;
use crate::folder::{self, STORE};
use crate::store;
use crate::workshop::Workshop;

/// How the copy is called on the way to its name.
const KEPT: &str = "kept";

/// Keeps file and log as they are under another name, and goes on with what SQLite can read of them, if that is whole.
/// What is missing then tablets send again: they see another store. Gives the name of what was kept, where a log was
/// damaged. Nobody else may work in the folder.
pub fn salvage(config: &Config) -> Result<Option<PathBuf>, Failure> {
    let store = config.data.join(STORE);
    if !folder::is_there(&store)? || !store::has_damaged_log(&store)? {
        return Ok(None);
    }
    let workshop = Workshop::new(&config.data, "salvage")?;
    let rest = workshop.path().join(STORE);
    store::copy(&store, &workshop.path().join(KEPT))?;
    store::copy(&store, &rest)?;
    store::make_another(&rest, config.random.as_ref(), config.clock.now())?;
    store::look_over(&rest)?;
    File::open(&rest)?.sync_all()?;
    let kept = workshop.keep(KEPT, &store)?;
    // Killed between these steps, it leaves a file beside a log that is not its own: that is refused, and nothing lost.
    fs::rename(&rest, &store)?;
    for log in ["-wal", "-shm"] {
        match fs::remove_file(config.data.join(format!("{STORE}{log}"))) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    folder::sync(&config.data)?;
    Ok(Some(kept))
}
