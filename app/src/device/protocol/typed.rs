//! What page and worker say to each other of a unit's year.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::typed::{FileKey, Key, Parcel, Slip, Words};
use shared::wire::{Calendar, CampaignSummary, Entry, EvidenceFile, EvidenceList, LeafRecord, UnitRecord};

/// The year of a unit as the server told it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// The campaign.
    pub summary: CampaignSummary,
    /// Its phases.
    pub calendar: Calendar,
    /// All that was said of the unit.
    pub record: UnitRecord,
    /// The files that the unit gave.
    #[serde(default)]
    pub files: EvidenceList,
    /// When it was asked for.
    #[serde(deserialize_with = "shared::moment::read")]
    pub asked: Timestamp,
}

impl Book {
    /// Takes in a file that the unit has given by now.
    pub fn take_in(&mut self, file: EvidenceFile) {
        if self.files.files.iter().all(|it| it.digest != file.digest) {
            self.files.files.push(file);
        }
    }

    /// How far it goes: the last that was said, and how many files. What is taken in raises it, without the server being asked.
    pub fn reach(&self) -> (i64, usize) {
        (self.record.last(), self.files.files.len())
    }

    /// Whether it holds something taken in that the server was asked too early to tell, by one that went so far.
    pub fn is_past(&self, (last, files): (i64, usize)) -> bool {
        let (own, given) = self.reach();
        own > last || given > files
    }
}

/// Which unit a file is for that the page hands over before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The campaign.
    pub campaign: String,
    /// The unit.
    pub unit: String,
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Keeps the year of a unit, for days without network, but where the kept one was taken further while the server
    /// was asked. → `Done`
    Keep {
        /// The year.
        book: Box<Book>,
        /// How far the one before it went when the server was asked.
        over: (i64, usize),
    },
    /// What is kept of a unit. → [`super::Reply::Desk`]
    Open {
        /// The campaign.
        campaign: String,
        /// The unit.
        unit: String,
    },
    /// Keeps what stands in the fields of a leaf; the reply comes when it is on disk. → `Done`
    Type {
        /// Of which leaf.
        key: Key,
        /// All of its fields.
        words: Box<Words>,
        /// What they say, where that can be sent.
        entry: Option<Box<Entry>>,
        /// The versions that the person saw, or chooses between.
        over: Vec<i64>,
        /// Whether they choose.
        choosing: bool,
    },
    /// The person goes on from a leaf. → `Done`
    Leave(Key),
    /// The person gives up what they typed. → `Done`
    GiveUp(Key),
    /// Keeps the first file that was handed over and not asked of yet, and sends it. → [`super::Reply::Parcel`], when it is on disk
    Give(Order),
    /// A file is not named at a leaf any more: it goes, where the server does not have it and nothing else names it. → `Done`
    LetGo(FileKey),
    /// What was refused may be taken now. → `Done`
    Again,
}

/// What is kept of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Its year, if it was ever told here.
    pub book: Option<Book>,
    /// What was typed and is not the server's yet.
    pub slips: Vec<(Key, Slip)>,
    /// How many more cannot be read.
    pub unreadable: u32,
    /// Files that the server does not have yet.
    pub parcels: Vec<Parcel>,
    /// How much others typed of this unit on this device that the server does not have yet, by their names.
    pub others: Vec<(String, u32)>,
}

/// What the worker says unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum News {
    /// What became of something typed.
    Leaf {
        /// Of which leaf.
        key: Key,
        /// What is left of it.
        slip: Option<Box<Slip>>,
        /// All that was said of the leaf by now, where the server told.
        record: Option<Box<LeafRecord>>,
    },
    /// How far a file is.
    File {
        /// Which.
        key: FileKey,
        /// What is kept of it.
        parcel: Option<Box<Parcel>>,
        /// So many bytes of it the server has, where it is being sent.
        sent: Option<u64>,
        /// It, where the server has it by now.
        file: Option<Box<EvidenceFile>>,
    },
}
