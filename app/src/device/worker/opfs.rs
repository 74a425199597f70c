//! The database's files: a pool of handles in the browser's private file system, owned by this worker alone.

use js_sys::Reflect;
use rusqlite::Connection;
use shared::problem::Problem;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};

use super::edge::Browser;
use super::opening::{Arose, Tries};
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

/// The handles, once who held them lets go.
async fn handles() -> Result<OpfsSAHPoolUtil, Problem> {
    let mut tries = Tries(TRIES);
    loop {
        match attempt().await {
            Ok(pool) => return Ok(pool),
            Err(error) => tries.another(problem(&error))?,
        }
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

/// What a person is told.
fn problem(error: &OpfsSAHError) -> Problem {
    let arose = |arose: Arose| arose.problem(error);
    match error {
        OpfsSAHError::NotSupported => arose(Arose::NoFiles),
        OpfsSAHError::Opfs { operation: ROOT, .. } => arose(Arose::Root),
        OpfsSAHError::Opfs { value, .. } => {
            let name = Reflect::get(value, &"name".into()).ok().and_then(|name| name.as_string());
            arose(Arose::File(name.as_deref()))
        }
        _ => arose(Arose::Elsewhere),
    }
}
