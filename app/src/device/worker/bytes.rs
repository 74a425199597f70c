//! The bytes of files on their way, each a file of its own in the browser's private file system. They are copied and read in
//! pieces, so that a file of any size takes the memory of one.

use js_sys::{Array, IteratorNext, Reflect, Uint8Array};
use shared::ballot::{Digest, Summing};
use shared::problem::Problem;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemSyncAccessHandle,
};

use super::post::scope;

/// Beside the database's.
const FOLDER: &str = ".parindex-files";
/// So much is in memory at once.
const PIECE: f64 = 1_048_576.0;

/// Copies a file whole to the disk; gives the digest of what was copied.
pub async fn keep(name: &str, file: &File) -> Result<Digest, Problem> {
    let kept = copy(name, file).await;
    if kept.is_err() {
        remove(name).await;
    }
    kept.map_err(|why| problem(&why, &file.name()))
}

async fn copy(name: &str, file: &File) -> Result<Digest, JsValue> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let to = folder().await?.get_file_handle_with_options(name, &options);
    let to: FileSystemFileHandle = JsFuture::from(to).await?.dyn_into()?;
    let to: FileSystemSyncAccessHandle = JsFuture::from(to.create_sync_access_handle()).await?.dyn_into()?;
    let copied = pour(file, &to).await.and_then(|digest| to.flush().map(|()| digest));
    to.close();
    copied
}

async fn pour(file: &File, to: &FileSystemSyncAccessHandle) -> Result<Digest, JsValue> {
    let (mut sum, mut from) = (Summing::default(), 0.0);
    to.truncate_with_f64(0.0)?;
    while from < file.size() {
        let piece = piece(file, from, file.size().min(from + PIECE)).await?;
        sum.add(&piece);
        if to.write_with_u8_array(&piece)? < piece.len() as f64 {
            return Err(js_sys::Error::new("the disk took less").into());
        }
        from += piece.len() as f64;
    }
    Ok(sum.digest())
}

async fn piece(from: &Blob, start: f64, end: f64) -> Result<Vec<u8>, JsValue> {
    let part = from.slice_with_f64_and_f64(start, end)?;
    let bytes = Uint8Array::new(&JsFuture::from(part.array_buffer()).await?).to_vec();
    if bytes.len() as f64 == end - start { Ok(bytes) } else { Err(js_sys::Error::new("cut").into()) }
}

/// Some bytes of a file that is kept.
pub async fn read(name: &str, from: u64, to: u64) -> Result<Vec<u8>, Problem> {
    let read = async {
        let file = JsFuture::from(folder().await?.get_file_handle(name)).await?;
        let file: FileSystemFileHandle = file.dyn_into()?;
        let file: File = JsFuture::from(file.get_file()).await?.dyn_into()?;
        piece(&file, from as f64, to as f64).await
    };
    read.await.map_err(|why: JsValue| problem(&why, name))
}

/// Throws a file away, where it is there.
pub async fn remove(name: &str) {
    if let Ok(folder) = folder().await {
        let _ = JsFuture::from(folder.remove_entry(name)).await;
    }
}

/// The names of all files.
pub async fn names() -> Vec<String> {
    let mut names = Vec::new();
    let Ok(folder) = folder().await else { return names };
    let keys = folder.keys();
    while let Ok(next) = keys.next() {
        let Ok(next) = JsFuture::from(next).await else { break };
        let next: IteratorNext = next.unchecked_into();
        if next.done() {
            break;
        }
        names.extend(next.value().as_string());
    }
    names
}

async fn folder() -> Result<FileSystemDirectoryHandle, JsValue> {
    let root = JsFuture::from(scope().navigator().storage().get_directory()).await?;
    let root: FileSystemDirectoryHandle = root.dyn_into()?;
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    JsFuture::from(root.get_directory_handle_with_options(FOLDER, &options)).await?.dyn_into()
}

/// A message from the page that is files and no text.
pub fn files(data: &JsValue) -> Vec<File> {
    let files = data.dyn_ref::<Array>().map(Array::to_vec).unwrap_or_default();
    files.into_iter().filter_map(|file| file.dyn_into().ok()).collect()
}

/// What a person is told, by the browser's name for it.
fn problem(why: &JsValue, name: &str) -> Problem {
    let says = |what: &str| Reflect::get(why, &what.into()).ok().and_then(|it| it.as_string());
    match says("name").as_deref() {
        Some("QuotaExceededError") => Problem::new("store.full"),
        Some("NotReadableError" | "NotFoundError") => Problem::new("evidence.unreadable").with("name", name),
        _ => Problem::new("store.failed").with("why", says("message").unwrap_or_default()),
    }
}
