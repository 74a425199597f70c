//! Reads SQLite's log of a file (-wal) by SQLite's own rules, and tells what SQLite would pass over without a word:
//! from the first frame that does not fit on, it leaves everything aside, be it the end or damage in the middle. What tells them
//! apart is a commit: behind the end lies at most what a kill or an undone transaction left, which has none.

use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::store::StoreError;

/// Where a first page holds `application_id`, by which transactions are counted.
pub const COUNT_AT: usize = 68;
/// How long the head of a log is.
pub const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// What a log holds.
#[derive(Debug, Default)]
pub struct Log {
    /// The counts in the first pages of the committed frames: of what SQLite would take up.
    pub counts: Vec<u32>,
    /// Where it is damaged.
    pub fault: Option<LogFault>,
}

/// Where a log is damaged. The last frame is never called so: it may be one that a kill cut off, which nobody was told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// Its head: nothing of it can be read.
    Head,
    /// A frame, counted from 1, that a commit of the same log follows.
    Frame(usize),
}

impl fmt::Display for LogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("-wal: head"),
            Self::Frame(frame) => write!(f, "-wal: frame {frame}"),
        }
    }
}

/// SQLite's log of a file.
pub fn wal_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Where the log beside a file is damaged. Another process may write it on meanwhile: only what stands still counts.
pub fn fault(file: &Path) -> Result<Option<LogFault>, StoreError> {
    let look = || Ok::<_, StoreError>(read(&start_of(&wal_of(file), usize::MAX)?).fault);
    let first = look()?;
    Ok(if first.is_some() && look()? == first { first } else { None })
}

/// The first bytes of a file; none where there is no file.
pub fn start_of(file: &Path, limit: usize) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(limit as u64).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::file(error)),
        Err(_) | Ok(_) => Ok(bytes),
    }
}

/// A number of four bytes, the most significant first.
pub fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads a log.
pub fn read(wal: &[u8]) -> Log {
    let mut log = Log::default();
    if wal.len() < HEADER {
        return log;
    }
    let Some((page, mut sum)) = head(wal) else {
        log.fault = Some(LogFault::Head);
        return log;
    };
    let frames: Vec<&[u8]> = wal[HEADER..].chunks_exact(FRAME_HEADER + page).collect();
    let ours = |frame: &[u8]| frame[8..16] == wal[16..24];
    let mut seen = Vec::new();
    for (index, frame) in frames.iter().enumerate() {
        sum.add(&frame[..8]);
        sum.add(&frame[FRAME_HEADER..]);
        if !ours(frame) || Some(sum.parts) != number(frame, 16).zip(number(frame, 20)) {
            // What a log held before it began anew has another salt. What was never committed, and then written over in part, has ours.
            let goes_on = frames[index + 1..].iter().any(|frame| ours(frame) && number(frame, 4) != Some(0));
            log.fault = goes_on.then_some(LogFault::Frame(index + 1));
            break;
        }
        if number(frame, 0) == Some(1) {
            seen.extend(number(frame, FRAME_HEADER + COUNT_AT));
        }
        if number(frame, 4) != Some(0) {
            log.counts.append(&mut seen);
        }
    }
    log
}

/// The size of its pages and the sum over its head, if that is whole.
fn head(wal: &[u8]) -> Option<(usize, Sum)> {
    let big_endian = match number(wal, 0)? {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return None,
    };
    let page = usize::try_from(number(wal, 8)?).ok().filter(|page| page.is_power_of_two() && *page >= 512)?;
    let mut sum = Sum { big_endian, parts: (0, 0) };
    sum.add(&wal[..24]);
    (sum.parts == (number(wal, 24)?, number(wal, 28)?)).then_some((page, sum))
}

/// SQLite's checksum over head and frames.
struct Sum {
    big_endian: bool,
    parts: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.chunks_exact(8) {
            let [first, second] = [0, 4].map(|at| {
                let word = pair[at..at + 4].try_into().expect("four bytes");
                if self.big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
            });
            self.parts.0 = self.parts.0.wrapping_add(first).wrapping_add(self.parts.1);
            self.parts.1 = self.parts.1.wrapping_add(second).wrapping_add(self.parts.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use tempfile::TempDir;

    use super::*;

    /// A log of several transactions, and where its frames begin.
    fn written() -> (Vec<u8>, Vec<usize>) {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("db");
        let store = Connection::open(&file).unwrap();
        store.pragma_update(None, "journal_mode", "WAL").unwrap();
        store.execute_batch("CREATE TABLE t (x)").unwrap();
        for _ in 0..3 {
            store.execute("INSERT INTO t VALUES (randomblob(9000))", []).unwrap();
        }
        let wal = std::fs::read(wal_of(&file)).unwrap();
        let frames = (HEADER..wal.len()).step_by(FRAME_HEADER + 4096).collect();
        (wal, frames)
    }

    #[test]
    fn one_bit_anywhere_but_in_the_last_frame_is_damage() {
        let (wal, frames) = written();
        assert_eq!(read(&wal).fault, None);
        let last = *frames.last().unwrap();
        for at in
            (0..last).filter(|at| *at < HEADER || (at - HEADER) % (FRAME_HEADER + 4096) < 40 || at % 97 == 0)
        {
            let mut damaged = wal.clone();
            damaged[at] ^= 4;
            let expected = match at.checked_sub(HEADER) {
                None => LogFault::Head,
                // Only the numbers of page and size, the salt, the sum and the page itself: all of a frame.
                Some(at) => LogFault::Frame(at / (FRAME_HEADER + 4096) + 1),
            };
            assert_eq!(read(&damaged).fault, Some(expected), "byte {at}");
        }
    }

    #[test]
    fn what_is_left_of_a_transaction_that_was_killed_is_no_damage() {
        let (wal, frames) = written();
        // The last transaction lacks its commit; what was written behind the one before it is shorter.
        let last = *frames.last().unwrap();
        let mut killed = wal[..last].to_vec();
        let over = frames[frames.len() - 3];
        killed[over + 16] ^= 1;
        assert_eq!(read(&killed).fault, None);
        let mut damaged = wal;
        damaged[over + 16] ^= 1;
        assert_eq!(read(&damaged).fault, Some(LogFault::Frame(frames.len() - 2)));
    }

    #[test]
    fn what_a_kill_cut_off_and_what_an_older_log_left_is_no_damage() {
        let (wal, frames) = written();
        let last = *frames.last().unwrap();
        for end in [0, 10, HEADER, frames[1], frames[1] + 7, last + 30, wal.len() - 1] {
            assert_eq!(read(&wal[..end]).fault, None, "{end}");
        }
        // A log that began anew over a longer one: what is left of that has another salt.
        let mut anew = wal[..frames[2]].to_vec();
        let mut older = wal[frames[2]..].to_vec();
        (0..older.len()).step_by(FRAME_HEADER + 4096).for_each(|frame| older[frame + 8] ^= 1);
        anew.extend(older);
        assert_eq!(read(&anew).fault, None);
    }
}
