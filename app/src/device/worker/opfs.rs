//! The database's files: a pool of handles in the browser's private file system, owned by this worker alone.

use js_sys::Reflect;
use rusqlite::Connection;
use shared::problem::Problem;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};

use super::edge::Browser;
use crate::device::db::Store;
use crate::platform::sleep;

const FOLDER: &str = ".parindex";
const DATABASE: &str = "parindex.db";

/// The database and its journal; what SQLite keeps besides, it keeps in memory. Each more is a handle to open and two syncs.
const FILES: usize = 2;

/// After a reload the handles of the old worker stay for a moment.
const TRIES: u32 = 30;
const BETWEEN_TRIES_MS: u32 = 100;

/// What the pool was doing when it asks for the private file system itself.
const ROOT: &str = "get OPFS root";

/// Opens the store.
pub async fn open(build: String) -> Result<(Store, OpfsSAHPoolUtil), Problem> {
    let pool = handles().await?;
    let db = Connection::open(DATABASE).map_err(|why| Problem::new("store.failed").with("why", why))?;
    let store = Store::open(db, Box::new(Browser), build)?;
    // Earlier versions kept more; the journal is open by now, so that none in use is given up.
    let spare = pool.capacity().saturating_sub(FILES);
    if spare > 0
        && let Err(why) = pool.reduce_capacity(spare).await
    {
        crate::platform::log(&format!("spare files stay: {why}"));
    }
    Ok((store, pool))
}

/// Only files that somebody still holds are asked for again: another failure stays, and a second try may hide it.
async fn handles() -> Result<OpfsSAHPoolUtil, Problem> {
    let mut left = TRIES;
    loop {
        match attempt().await {
            Ok(pool) => return Ok(pool),
            Err(error) => {
                let problem = problem(&error);
                if left == 0 || problem.code != "store.busy" {
                    return Err(problem);
                }
            }
        }
        left -= 1;
        sleep(BETWEEN_TRIES_MS).await;
    }
}

async fn attempt() -> Result<OpfsSAHPoolUtil, OpfsSAHError> {
    let config = OpfsSAHPoolCfgBuilder::new().directory(FOLDER).initial_capacity(FILES).build();
    let pool = install::<WasmOsCallback>(&config, true).await?;
    if pool.is_paused() {
        pool.resume().await?;
    }
    Ok(pool)
}

/// What a person is told, by where it arose and by the browser's name for it.
fn problem(error: &OpfsSAHError) -> Problem {
    let failed = || Problem::new("store.failed").with("why", error);
    let OpfsSAHError::Opfs { operation, value, .. } = error else {
        return if matches!(error, OpfsSAHError::NotSupported) {
            Problem::new("store.no_opfs")
        } else {
            failed()
        };
    };
    // The browser has private files, and not for this window.
    if *operation == ROOT {
        return Problem::new("store.private");
    }
    let name = Reflect::get(value, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        // The second name is WebKit's.
        Some("NoModificationAllowedError" | "InvalidStateError") => Problem::new("store.busy"),
        Some("QuotaExceededError") => Problem::new("store.full"),
        Some("SecurityError") => Problem::new("store.private"),
        Some("NotSupportedError" | "TypeError") => Problem::new("store.no_opfs"),
        _ => failed(),
    }
}
