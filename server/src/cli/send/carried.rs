//! The file of ballots: where each stands, so that only those under way are in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use shared::ballot::{Digest, Header, MAX_BYTES, Personal};
use shared::carry;
use shared::problem::{Diagnostic, Location, Problem};
use shared::sync::Entry;
use uuid::Uuid;

use crate::cli::report::Failure;
use crate::lines::File;

/// As many ballots have a machine of their own: what it does at each step grows with what it knows.
const ROUND: usize = 1_000;

/// A ballot of the file.
pub struct Row {
    /// What the sync knows of it.
    pub entry: Entry,
    line: u32,
    begin: u64,
    length: usize,
}

/// The ballots of a file.
pub struct Carried {
    file: fs::File,
    name: String,
    /// Of one id each round has one ballot at most; another with its id but other content is in a later one.
    rounds: Vec<BTreeMap<Uuid, Row>>,
    /// What tells who somebody is: it goes the same way, and is no ballot.
    apart: BTreeSet<Digest>,
    /// Lines that hold no ballot.
    pub faults: Vec<Diagnostic>,
}

impl Carried {
    /// Looks through the file. A line that is no ballot keeps no other back; what is no such file is refused.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let lines = File::on_disk(path);
        let refused = |diagnostic| Failure::Input { diagnostics: vec![diagnostic], json: false };
        let (mut rows, mut faults) = (Vec::<Row>::new(), Vec::new());
        let (mut begin, mut line, mut is_ours) = (0, 0, false);
        let (mut known, mut apart) = (BTreeSet::new(), BTreeSet::new());
        let read = lines.each(|bytes| {
            line += 1;
            if line == 1 {
                is_ours = bytes.trim_ascii() == carry::BALLOTS.as_bytes();
            } else if is_ours && !bytes.trim_ascii().is_empty() {
                match entry(bytes) {
                    // The same ballot once more: tablets write what they hold, again and again.
                    Ok((entry, _)) if !known.insert(entry.digest) => {}
                    Ok((entry, is_personal)) => {
                        apart.extend(is_personal.then_some(entry.digest));
                        rows.push(Row { entry, line, begin, length: bytes.len() });
                    }
                    Err(why) => faults.push(Diagnostic::fault(at(&lines.name, line), why)),
                }
            }
            begin += bytes.len() as u64;
        });
        read.map_err(|unread| refused(unread.diagnostic()))?;
        if !is_ours {
            return Err(refused(Diagnostic::fault(at(&lines.name, 1), Problem::new("carry.other_file"))));
        }
        let file = fs::File::open(path)?;
        Ok(Self { file, name: lines.name, rounds: in_rounds(rows), apart, faults })
    }

    /// How much it holds that goes there, be it ballots or what tells who somebody is.
    pub fn count(&self) -> usize {
        self.rounds.iter().map(BTreeMap::len).sum()
    }

    /// How much of that tells who somebody is.
    pub fn count_apart(&self) -> usize {
        self.apart.len()
    }

    /// Whether this tells who somebody is.
    pub fn is_apart(&self, digest: &Digest) -> bool {
        self.apart.contains(digest)
    }

    /// Those that go together.
    pub fn rounds(&self) -> impl Iterator<Item = &BTreeMap<Uuid, Row>> {
        self.rounds.iter()
    }

    /// The sealed bytes of a ballot.
    pub fn bytes(&self, row: &Row) -> io::Result<Vec<u8>> {
        let mut line = vec![0; row.length];
        self.file.read_exact_at(&mut line, row.begin)?;
        carry::read(&line).map(|sealed| sealed.bytes).map_err(io::Error::other)
    }

    /// Where this line stands in the file, and the ballot on it.
    pub fn at(&self, line: u32, id: Uuid) -> Location {
        Location { ballot: Some(id.to_string()), ..at(&self.name, line) }
    }
}

impl Row {
    /// The number of its line.
    pub fn line(&self) -> u32 {
        self.line
    }
}

fn at(file: &str, line: u32) -> Location {
    Location { file: file.to_owned(), row: Some(line), ..Location::default() }
}

/// What the sync is to know of the ballot of a line, and whether it is none but what tells who somebody is.
fn entry(line: &[u8]) -> Result<(Entry, bool), Problem> {
    let sealed = carry::read(line)?;
    if sealed.bytes.len() > MAX_BYTES {
        let problem = Problem::new("ballot.too_large").with("kb", sealed.bytes.len().div_ceil(1024));
        return Err(problem.with("most", MAX_BYTES / 1024));
    }
    let unopened = |error| Problem::new("ballot.undecodable").with("cause", error);
    // What tells who somebody is has neither place nor person, and goes the same way.
    let is_personal = Personal::is_one(&sealed.bytes);
    let (id, campaign) = match is_personal {
        true => Personal::open(&sealed.bytes).map(|it| (it.header.id, it.header.campaign)),
        false => Header::open(&sealed.bytes).map(|it| (it.id, it.campaign)),
    }
    .map_err(unopened)?;
    Ok((Entry::new(id, &campaign, &sealed), is_personal))
}

fn in_rounds(rows: Vec<Row>) -> Vec<BTreeMap<Uuid, Row>> {
    let mut rounds: Vec<BTreeMap<Uuid, Row>> = Vec::new();
    for row in rows {
        let id = row.entry.id;
        let has_room = |round: &&mut BTreeMap<Uuid, Row>| round.len() < ROUND && !round.contains_key(&id);
        match rounds.iter_mut().rev().find(has_room) {
            Some(round) => drop(round.insert(id, row)),
            None => rounds.push(BTreeMap::from([(id, row)])),
        }
    }
    rounds
}
