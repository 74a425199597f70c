//! The database's files: a pool of handles in the browser's private file system, owned by this worker alone.

use rusqlite::Connection;
use shared::problem::Problem;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};

use super::edge::Browser;
use crate::platform::sleep;
use crate::store::worker::Store;

const FOLDER: &str = ".parindex";
const DATABASE: &str = "parindex.db";

/// After a reload the handles of the old worker stay for a moment.
const TRIES: u32 = 30;
const BETWEEN_TRIES_MS: u32 = 100;

/// Opens the store.
pub async fn open(build: String) -> Result<(Store, OpfsSAHPoolUtil), Problem> {
    let pool = handles().await?;
    if pool.is_paused() {
        pool.resume().await.map_err(|error| problem(&error))?;
    }
    let failed = |why: &dyn std::fmt::Display| Problem::new("store.failed").with("why", why);
    let db = Connection::open(DATABASE).map_err(|why| failed(&why))?;
    let store = Store::open(db, Box::new(Browser), build)?;
    Ok((store, pool))
}

async fn handles() -> Result<OpfsSAHPoolUtil, Problem> {
    let config = OpfsSAHPoolCfgBuilder::new().directory(FOLDER).build();
    let mut left = TRIES;
    loop {
        match install::<WasmOsCallback>(&config, true).await {
            Ok(pool) => return Ok(pool),
            Err(error) if left == 0 || matches!(error, OpfsSAHError::NotSupported) => {
                return Err(problem(&error));
            }
            Err(_) => left -= 1,
        }
        sleep(BETWEEN_TRIES_MS).await;
    }
}

/// A private window of some browsers says "security", an old one "not supported"; both keep nothing.
fn problem(error: &OpfsSAHError) -> Problem {
    let text = error.to_string();
    let refused = text.contains("SecurityError") || text.contains("NotSupportedError");
    if matches!(error, OpfsSAHError::NotSupported) || refused {
        return Problem::new("store.no_opfs");
    }
    if text.contains("NoModificationAllowedError") {
        return Problem::new("store.busy");
    }
    if text.contains("QuotaExceededError") {
        return Problem::new("store.full");
    }
    Problem::new("store.failed").with("why", text)
}
