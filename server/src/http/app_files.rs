//! Where the app's files are: built into the program, or in a folder.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rust_embed::utils::read_file_from_fs;
use rust_embed::{EmbeddedFile, RustEmbed};

/// The built app. A debug build reads the folder when asked, so that the app can be built without the server.
#[derive(RustEmbed)]
#[folder = "../app/dist"]
#[allow_missing = true]
struct Dist;

/// Where the app's files are.
#[derive(Clone, Debug)]
pub struct AppFiles {
    /// Absent: in the program.
    folder: Option<Arc<Path>>,
}

impl AppFiles {
    /// In this folder, read anew for each request; else in the program.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.map(Arc::from) }
    }

    /// A file by its path.
    pub fn get(&self, path: &str) -> Option<EmbeddedFile> {
        let Some(folder) = &self.folder else { return Dist::get(path) };
        let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if is_inside { read_file_from_fs(&folder.join(path)).ok() } else { None }
    }

    /// A digest of the list of all other files with their digests; empty where there is no app.
    pub fn build(&self) -> String {
        self.get("sw.js").map_or_else(String::new, |list| hex::encode(&list.metadata.sha256_hash()[..8]))
    }
}
