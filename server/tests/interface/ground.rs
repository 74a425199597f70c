//! Data folders as tests find them, each kind made once a process: reading packages and hashing passwords takes its time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::sample;
use crate::served::Served;

/// The files of a data folder, below it, and what they hold.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// They, by the campaigns that were imported whole.
static MADE: Mutex<BTreeMap<Vec<String>, Files>> = Mutex::const_new(BTreeMap::new());

/// A data folder of its own, as a server left it that had the accounts and the campaign of every test, and these
/// campaigns of the corpus with all their ballots and assessments.
pub async fn lay(campaigns: &[&str]) -> TempDir {
    let mut made = MADE.lock().await;
    let key: Vec<_> = campaigns.iter().map(|it| (*it).to_owned()).collect();
    if !made.contains_key(&key) {
        made.insert(key.clone(), make(campaigns).await);
    }
    let data = TempDir::new().unwrap();
    for (path, bytes) in &made[&key] {
        let path = data.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    data
}

async fn make(campaigns: &[&str]) -> Files {
    let served = Served::first().await;
    for campaign in campaigns {
        sample::imported(&served, campaign).await;
    }
    let data = served.stop().await;
    let mut files = Vec::new();
    collect(data.path(), Path::new(""), &mut files);
    files
}

fn collect(folder: &Path, name: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if path.is_dir() {
            collect(&path, &name, files);
        } else {
            let bytes = std::fs::read(path).unwrap();
            files.push((name, bytes));
        }
    }
}
