//! A file of lines, read as a stream, however long it is. Each line is judged by itself, on all cores; what was judged is
//! taken in the order of the lines, so that nobody can tell how many threads there were.

use std::fs::File as Disk;
use std::io::{self, BufRead, BufReader, Cursor};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use shared::ballot::Digest;
use shared::problem::{Diagnostic, Location, Problem};

use crate::in_order::InOrder;
use crate::system;

/// So many bytes of lines go to a thread at once.
const TOGETHER_BYTES: usize = 64 * 1024;

/// A file that may be read several times.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for diagnostics.
    pub name: String,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
}

/// A file cannot be read.
#[derive(Debug)]
pub struct Unread {
    name: String,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Failed(io::Error),
    /// It begins as another kind of file.
    OtherKind(&'static str),
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// What files begin with that people give in place of lines.
const OTHER_KINDS: [(&[u8], &str); 5] = [
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
];

impl Unread {
    /// The same as what is wrong with the input.
    pub fn diagnostic(&self) -> Diagnostic {
        let at = Location { file: self.name.clone(), ..Location::default() };
        let problem = match &self.why {
            Why::Failed(error) => system::problem(error),
            Why::OtherKind(kind) => Problem::new("file.no_lines").with("kind", kind),
        };
        Diagnostic::fault(at, problem)
    }
}

impl File {
    /// A file on the disk.
    pub fn on_disk(path: &Path) -> Self {
        Self { name: path.display().to_string(), content: Content::Disk(path.to_owned()) }
    }

    /// What is in memory.
    pub fn of(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), content: Content::Memory(bytes.into().into()) }
    }

    /// Calls `take` for each line.
    pub fn each(&self, mut take: impl FnMut(&[u8])) -> Result<(), Unread> {
        let mut read = || {
            let (mut reader, mut row) = (self.open()?, 0);
            loop {
                let batch = Batch::read(&mut reader, &mut row)?;
                if batch.ends.is_empty() {
                    return Ok::<(), Why>(());
                }
                batch.each(|_, line| take(line));
            }
        };
        read().map_err(|why| self.unread(why))
    }

    /// Judges its lines, some at a time, in so many threads; takes what was judged in their order, until that breaks off.
    pub fn judged<T: Send>(
        &self,
        threads: usize,
        judge: impl Fn(Batch) -> T + Sync,
        mut take: impl FnMut(T) -> ControlFlow<()>,
    ) -> Result<(), Unread> {
        let mut read = || {
            let (mut reader, mut row) = (self.open()?, 0);
            thread::scope(|scope| {
                let mut judges = InOrder::start(scope, threads, &judge);
                loop {
                    let batch = Batch::read(&mut reader, &mut row)?;
                    if batch.ends.is_empty() {
                        let _ = judges.end(&mut take);
                        return Ok(());
                    }
                    if judges.give(batch, &mut take).is_break() {
                        return Ok(());
                    }
                }
            })
        };
        read().map_err(|why| self.unread(why))
    }

    fn open(&self) -> Result<Box<dyn BufRead>, Why> {
        let mut reader: Box<dyn BufRead> = match &self.content {
            Content::Disk(path) => Box::new(BufReader::new(Disk::open(path)?)),
            Content::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        };
        let begins = reader.fill_buf()?;
        match OTHER_KINDS.iter().find(|(sign, _)| begins.starts_with(sign)) {
            Some((_, kind)) => Err(Why::OtherKind(kind)),
            None => Ok(reader),
        }
    }

    fn unread(&self, why: Why) -> Unread {
        Unread { name: self.name.clone(), why }
    }
}

/// Some lines that follow each other.
#[derive(Default)]
pub struct Batch {
    bytes: Vec<u8>,
    /// The number of the first.
    first: u32,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Batch {
    /// Reads the next; none at the end.
    fn read(reader: &mut dyn BufRead, row: &mut u32) -> io::Result<Self> {
        let mut batch = Self { first: *row + 1, ..Self::default() };
        while batch.bytes.len() < TOGETHER_BYTES && reader.read_until(b'\n', &mut batch.bytes)? > 0 {
            batch.ends.push(batch.bytes.len());
            *row += 1;
        }
        Ok(batch)
    }

    /// What is judged of each line.
    pub fn map<T>(&self, mut judge: impl FnMut(u32, &[u8]) -> T) -> Vec<T> {
        let mut judged = Vec::with_capacity(self.ends.len());
        self.each(|row, line| judged.push(judge(row, line)));
        judged
    }

    /// The digest of all of them.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Calls `each` with each line and its number, which is 1 for the first of the file.
    pub fn each(&self, mut each: impl FnMut(u32, &[u8])) {
        let mut begin = 0;
        for (row, end) in (self.first..).zip(&self.ends) {
            each(row, &self.bytes[begin..*end]);
            begin = *end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_in_their_order_however_many_judge() {
        let mut text: String = (1..=5000).map(|n| format!("{n}{}\n", "x".repeat(n % 700))).collect();
        text.push_str("the last, without an end");
        let expected: Vec<(u32, usize)> = (1..).zip(text.split_inclusive('\n').map(str::len)).collect();
        for threads in [1, 2, 3, 8] {
            let mut seen = Vec::new();
            let take = |judged: Vec<_>| {
                seen.extend(judged);
                ControlFlow::Continue(())
            };
            File::of("x", text.clone())
                .judged(threads, |some| some.map(|row, line| (row, line.len())), take)
                .unwrap();
            assert_eq!(seen, expected, "{threads}");
        }
    }

    #[test]
    fn what_is_no_file_of_lines_is_said_to_be_what_it_is() {
        let of =
            |bytes: &[u8]| File::of("x", bytes).each(|_| {}).map_err(|unread| unread.diagnostic().problem);
        let utf16: Vec<u8> = "\u{feff}{}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, kind) in
            [(&b"\x1f\x8b\x08\0"[..], "gzip"), (b"\x28\xb5\x2f\xfd\x04", "zstd"), (&utf16, "UTF-16")]
        {
            assert_eq!(of(bytes), Err(Problem::new("file.no_lines").with("kind", kind)));
        }
        assert_eq!(
            (of(b""), of("\u{feff}{}".as_bytes())),
            (Ok(()), Ok(())),
            "the mark of UTF-8 is none of them"
        );
    }

    #[test]
    fn who_has_seen_enough_reads_no_further() {
        let mut times = 0;
        let take = |_: Vec<u32>| {
            times += 1;
            if times == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        File::of("x", "line\n".repeat(100_000)).judged(2, |some| some.map(|row, _| row), take).unwrap();
        assert_eq!(times, 2);
    }
}
