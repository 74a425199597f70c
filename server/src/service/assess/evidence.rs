//! Files that a unit gives: taken in chunk by chunk, and read again by whoever may read the unit.

use std::fs::File;
use std::io;

use shared::assessment::Task;
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::wire::{ActKind, ChunkQuery, EvidenceFile, EvidenceList, Fact, FileKind, MAX_CHUNK, Upload};
use unicode_normalization::UnicodeNormalization as _;

use super::footing::Footing;
use crate::evidence::{Progress, Seen, Uploads};
use crate::files::Kept;
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::StoreError;

/// The longest name of a file, in characters, as file systems have it.
const LONGEST_NAME: usize = 255;

/// Of which file something is asked.
#[derive(Clone, Debug)]
pub struct FileSpot {
    /// The campaign.
    pub campaign: String,
    /// The unit.
    pub unit: String,
    /// The file.
    pub digest: Digest,
}

impl FileSpot {
    fn key(&self) -> (&str, &str, Digest) {
        (&self.campaign, &self.unit, self.digest)
    }
}

/// What this unit gave.
pub async fn files(
    site: &Site,
    caller: Caller,
    (campaign, unit): (String, String),
    most_bytes: u64,
) -> Result<EvidenceList, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            Footing::open(store, &known, &caller, &campaign, now)?.may(Task::Read, &unit)?;
            let files = store.evidence_of(&campaign, &unit)?;
            Ok(EvidenceList { files, most_bytes, most_chunk: MAX_CHUNK as u64 })
        })
        .await
}

/// How far an upload has come.
pub async fn received(
    site: &Site,
    uploads: &Uploads,
    caller: Caller,
    spot: FileSpot,
) -> Result<Upload, Error> {
    match here(uploads, known(site, caller, Task::Attach, &spot).await?).await? {
        Some(file) => Ok(Upload { received: file.bytes, file: Some(file) }),
        None => Ok(Upload { received: uploads.received(spot.key()).map_err(StoreError::file)?, file: None }),
    }
}

/// Takes a chunk in; with the last one the file is held against its digest, looked at, and noted.
pub async fn append(
    site: &Site,
    uploads: &Uploads,
    caller: Caller,
    spot: FileSpot,
    query: ChunkQuery,
    chunk: Vec<u8>,
) -> Result<Upload, Error> {
    if let Some(file) = here(uploads, known(site, caller.clone(), Task::Attach, &spot).await?).await? {
        return Ok(Upload { received: file.bytes, file: Some(file) });
    }
    let name = safe(&query.name);
    if name.is_empty() {
        return Err(Error::invalid(Problem::new("evidence.name")));
    }
    if FileKind::of_name(&name) == FileKind::Other {
        return Err(Error::invalid(Problem::new("evidence.kind").with("name", name)));
    }
    let (from, uploads, at, as_named) =
        ((query.from, query.bytes), uploads.clone(), spot.clone(), name.clone());
    let appended = tokio::task::spawn_blocking(move || uploads.append(at.key(), &as_named, from, &chunk));
    let progress =
        appended.await.map_err(io::Error::other).and_then(|done| done).map_err(StoreError::file)?;
    match progress {
        Progress::Part(received) => Ok(Upload { received, file: None }),
        Progress::Differs => Err(Error::conflict(Problem::new("evidence.differs").with("name", name))),
        Progress::Whole(kept, seen) => {
            let file = note(site, caller, spot, name, kept, seen).await?;
            Ok(Upload { received: file.bytes, file: Some(file) })
        }
    }
}

/// The row and the bytes of a file.
pub async fn open(
    site: &Site,
    uploads: &Uploads,
    caller: Caller,
    spot: FileSpot,
) -> Result<(EvidenceFile, File), Error> {
    let absent = |code: &str| Error::Refused(Kind::Absent, Problem::new(code).with("digest", spot.digest));
    let file = known(site, caller, Task::Read, &spot).await?.ok_or_else(|| absent("evidence.absent"))?;
    let path = uploads.files().path(&kept(&file));
    let Some(file) = here(uploads, Some(file)).await? else {
        tracing::error!(digest = %spot.digest, "a file of evidence is lost or damaged; parindex doctor says which are");
        return Err(absent("evidence.lost"));
    };
    Ok((file, File::open(path).map_err(StoreError::file)?))
}

fn kept(file: &EvidenceFile) -> Kept {
    Kept { digest: file.digest, bytes: file.bytes }
}

/// The file, if its bytes are here as they were given. What the disk lost or changed is taken in once more, and never shown: so it
/// is read to its end before its first byte goes out, and the second time comes from the machine's memory of the disk.
async fn here(uploads: &Uploads, file: Option<EvidenceFile>) -> Result<Option<EvidenceFile>, Error> {
    let Some(file) = file else { return Ok(None) };
    let (files, kept) = (uploads.files(), kept(&file));
    let whole = tokio::task::spawn_blocking(move || files.is_whole(&kept)).await;
    let whole = whole.map_err(io::Error::other).and_then(|done| done).map_err(StoreError::file)?;
    Ok(Some(file).filter(|_| whole))
}

/// The file, if it is noted already and this person may do this.
async fn known(
    site: &Site,
    caller: Caller,
    task: Task,
    spot: &FileSpot,
) -> Result<Option<EvidenceFile>, Error> {
    let (known, now, FileSpot { campaign, unit, digest }) = (site.known.clone(), site.now(), spot.clone());
    site.store
        .read(move |store| {
            Footing::open(store, &known, &caller, &campaign, now)?.may(task, &unit)?;
            Ok(store.evidence_file(&campaign, &unit, &digest)?)
        })
        .await
}

async fn note(
    site: &Site,
    caller: Caller,
    spot: FileSpot,
    name: String,
    kept: Kept,
    seen: Seen,
) -> Result<EvidenceFile, Error> {
    let now = site.now();
    site.store
        .write(move |store| {
            let FileSpot { campaign, unit, digest } = spot;
            // Two devices of one office may end at the same time.
            if let Some(file) = store.evidence_file(&campaign, &unit, &digest)? {
                return Ok(file);
            }
            let act = log::act(ActKind::Attached, &unit).within(Some(&campaign)).after(Fact::File, &name);
            act.write(store, &Actor::from(&caller), now)?;
            let (Seen { kind, condition }, by) = (seen, caller.username);
            let mut file = EvidenceFile {
                position: 0,
                unit,
                digest,
                bytes: kept.bytes,
                name,
                kind,
                condition,
                by,
                at: now,
            };
            file.position = store.put_evidence(&campaign, &file)?;
            store.grow_revision(&campaign)?;
            Ok(file)
        })
        .await
}

/// A name as it was given, composed, without folders before it and without what cannot be seen or turns the line around; where
/// it is too long, its end stays, which says what it is.
fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let shown: String = last.nfc().filter(|c| !hidden(*c)).collect();
    let (stem, end) = shown.split_at(shown.rfind('.').unwrap_or(shown.len()));
    let room = LONGEST_NAME.saturating_sub(end.chars().count());
    let shown: String = stem.chars().take(room).chain(end.chars().take(LONGEST_NAME)).collect();
    shown.trim().trim_start_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_name_is_kept_as_it_is_shown_and_leads_nowhere() {
        for (given, kept) in [
            ("Ke\u{302}\u{301} hoa\u{323}ch.pdf", "K\u{1ebf} ho\u{1ea1}ch.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\an\\a b.docx", "a b.docx"),
            ("a\r\nX-Evil: 1.pdf", "aX-Evil: 1.pdf"),
            ("cod.\u{202e}fdp.exe", "cod.fdp.exe"),
            ("..", ""),
            (" \u{feff} ", ""),
        ] {
            assert_eq!(safe(given), kept, "{given:?}");
        }
        assert_eq!(safe(&"x".repeat(300)).len(), 255);
        let long = safe(&format!("{}.pdf", "x".repeat(300)));
        assert_eq!((long.len(), long.ends_with("x.pdf")), (255, true), "its kind is still told");
    }
}
