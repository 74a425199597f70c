//! What page and worker say to each other: domain commands, never SQL.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ballot::{Digest, Mode, NoAnswer};
use shared::campaign::{Campaign, Name};
use shared::form::{FormDefinition, Surroundings};
use shared::problem::Problem;
pub use shared::sync::SyncState;
use shared::wire::{CampaignSummary, Message, Person, Receipt, Returned};
use uuid::Uuid;

mod outbox;
#[cfg(feature = "desk")]
pub mod typed;

pub use outbox::{CarriedItem, Names, Outbox, OutboxItem, OutboxState};
#[cfg(feature = "desk")]
use shared::typed::Parcel;
#[cfg(feature = "desk")]
use typed::{Ask, News, Opened};

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Opens the store; page and worker must be of one build. Always the first.
    Hello {
        /// The page's build.
        build: String,
    },
    /// How the tablet stands. → [`Reply::State`]
    State,
    /// The page has signed this person in. Drafts and ballots of others stay. → [`Reply::State`]
    SignedIn {
        /// Who uses the tablet from now on.
        person: Person,
    },
    /// Nobody uses the tablet now; nothing is deleted. → [`Reply::State`]
    SignOut,
    /// Fetches the campaigns and packages of this person now. → [`Reply::Done`]
    RefreshPackages,
    /// The campaigns kept for this person. → [`Reply::Campaigns`]
    Campaigns,
    /// What a campaign calls its places, units and forms. → [`Reply::Campaign`]
    Campaign {
        /// The campaign.
        campaign: String,
    },
    /// What is to be done and what is done. → [`Reply::Board`]
    Board {
        /// The campaign.
        campaign: String,
    },
    /// A message was read. → [`Reply::Done`]
    ReadMessage {
        /// The campaign.
        campaign: String,
        /// The message.
        number: i64,
    },
    /// Begins an interview on the current version of a form. → [`Reply::Begun`]
    BeginDraft {
        /// The campaign.
        campaign: String,
        /// The form.
        form: String,
        /// Where.
        place: String,
        /// How the answers are taken.
        mode: Mode,
        /// From a copy of this ballot, which was returned; a copy that was begun goes on.
        replaces: Option<Uuid>,
    },
    /// An interview with all its answers. → [`Reply::Draft`]
    OpenDraft {
        /// The interview.
        draft: Uuid,
    },
    /// Keeps one answer; the reply comes when it is on disk. → [`Reply::Saved`]
    SaveAnswer {
        /// The interview.
        draft: Uuid,
        /// Which question.
        path: String,
        /// XForms text; absent takes the answer away.
        value: Option<String>,
        /// Grows with each answer of the page; an older one never overwrites a newer.
        seq: u64,
    },
    /// Keeps where the person is, so that they go on there. → [`Reply::Done`]
    SavePosition {
        /// The interview.
        draft: Uuid,
        /// The path of the item on the screen.
        position: String,
        /// Time spent since the last call, by a clock that never jumps.
        active_ms: u64,
    },
    /// Checks, seals and queues an interview in one step. → [`Reply::Finished`] or [`Reply::Faults`]
    FinishDraft {
        /// The interview.
        draft: Uuid,
    },
    /// Keeps that the respondent agreed to take part. → [`Reply::Done`]
    Consent {
        /// The interview.
        draft: Uuid,
    },
    /// Seals and queues that an interview gives no ballot, and why; what was answered is deleted. → [`Reply::Finished`]
    NoAnswer {
        /// The interview.
        draft: Uuid,
        /// Why.
        reason: NoAnswer,
    },
    /// Deletes that an interview gave no ballot, which was noted by mistake and not sent yet. → [`Reply::Done`]
    TakeBack {
        /// The interview.
        draft: Uuid,
    },
    /// Throws an interview away, reversibly. → [`Reply::Done`]
    DiscardDraft {
        /// The interview.
        draft: Uuid,
    },
    /// Takes the throwing away back. → [`Reply::Done`]
    RestoreDraft {
        /// The interview.
        draft: Uuid,
    },
    /// The finished ballots that this tablet still holds, those that need a person first, then the newest. → [`Reply::Outbox`]
    Outbox {
        /// So many of them.
        most: usize,
    },
    /// A finished ballot that this tablet holds or held. → [`Reply::Sealed`]
    Sealed {
        /// The ballot.
        ballot: Uuid,
    },
    /// All that is finished here and not received, of whomever, as a file that travels by hand. → [`Reply::Carried`]
    CarryOut,
    /// Takes in what somebody finished on another device and came by hand. → [`Reply::Done`]
    CarryIn(Box<CarriedItem>),
    /// Takes in a receipt that came by hand. → [`Reply::Done`]
    Received {
        /// The receipt.
        receipt: Receipt,
        /// The store that gave it.
        epoch: Option<Uuid>,
    },
    /// Sends what waits, now. → [`Reply::Done`]
    SendNow,
    /// The page was seen again, or the network is said to be back. → [`Reply::Done`]
    Wake {
        /// The network is said to be back.
        online: bool,
    },
    /// Of a unit's year. → [`Reply::Desk`] or [`Reply::Done`]
    #[cfg(feature = "desk")]
    Desk(Box<Ask>),
    /// Closes the database and lets its files go, for another tab. → [`Reply::Done`]
    Close,
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// Done; there is nothing to say.
    Done,
    /// How the tablet stands.
    State(Box<TabletState>),
    /// The campaigns kept.
    Campaigns(Listed<CampaignCard>),
    /// A campaign as far as it names things.
    Campaign(Box<Campaign>),
    /// What is to be done and what is done.
    Board(Box<Board>),
    /// An interview has begun, or the copy that was begun goes on.
    Begun {
        /// The interview.
        id: Uuid,
    },
    /// An interview.
    Draft(Box<Draft>),
    /// The answer with this number, and all before it, are on disk.
    Saved {
        /// The number.
        seq: u64,
    },
    /// The ballot is sealed and waits in the outbox.
    Finished {
        /// The ballot's id, the same as the interview's.
        id: Uuid,
    },
    /// What is still missing or wrong, in the form's order; nothing was sealed.
    Faults(Vec<String>),
    /// The outbox.
    Outbox(Box<Outbox>),
    /// A file that travels by hand.
    Carried(String),
    /// A finished ballot, if it was finished here.
    Sealed(Option<Box<OutboxItem>>),
    /// What is kept of a unit's year.
    #[cfg(feature = "desk")]
    Desk(Box<Opened>),
    /// A file that is on the disk.
    #[cfg(feature = "desk")]
    Parcel(Box<Parcel>),
}

/// What the worker says unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Sending went on, or counts changed.
    Sync(SyncState),
    /// A package, or the ballots received for it, changed.
    PackageChanged {
        /// The campaign.
        campaign: String,
    },
    /// The server does not know this session any more.
    SessionEnded,
    /// What became of something that a unit's people typed.
    #[cfg(feature = "desk")]
    Desk(Box<News>),
}

/// A message from the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The wasm runs, commands are taken.
    Ready,
    /// To the command with this number.
    Answer(u64, Result<Reply, Problem>),
    /// Unasked.
    Event(Event),
    /// The worker is dead; the text is for the log.
    Panicked(String),
}

/// How the tablet stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TabletState {
    /// Names this store; another one after the browser has thrown the store away.
    pub device: Uuid,
    /// The build of the worker.
    pub build: String,
    /// Who uses the tablet.
    pub person: Option<Person>,
    /// Sending.
    pub sync: SyncState,
    /// How much each person typed at a unit's desk that waits here unsent, by their names.
    pub typed: Vec<(String, u32)>,
}

/// Rows of one kind that can be read. One that cannot be read is kept, counted, and shuts out no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// Those that can be read.
    pub rows: Vec<T>,
    /// How many more are kept.
    pub unreadable: u32,
}

/// A campaign as kept on the tablet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignCard {
    /// What the list says about it.
    pub summary: CampaignSummary,
    /// The digest of the package that is kept; absent while it has not been fetched.
    pub package: Option<Digest>,
    /// When it was fetched.
    #[serde(default, deserialize_with = "shared::moment::read_option")]
    pub fetched_at: Option<Timestamp>,
}

/// What one person has to do in one campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The campaign.
    pub summary: CampaignSummary,
    /// What was written to this person and not read here.
    pub messages: Vec<Message>,
    /// What was, the last first.
    pub messages_read: Vec<Message>,
    /// One row for each form and assigned place with a quota.
    pub rows: Vec<BoardRow>,
    /// Rejected ballots of which no copy was begun here.
    pub returned: Vec<Returned>,
    /// This person's interviews that are not finished, the last touched first.
    pub drafts: Listed<Left>,
}

/// An interview that was left before its end, on the board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// What the list says about it.
    pub card: DraftCard,
    /// Where it was left.
    pub stopped: StoppedAt,
    /// Why the ballot that it does again was rejected, where that is still known.
    pub again: Option<String>,
}

/// Where an interview was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoppedAt {
    /// Before the first answer.
    Start,
    /// At this question, or in the part with this heading.
    Question(Name),
    /// At the review.
    End,
}

/// One form at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    /// The form.
    pub form: String,
    /// The place.
    pub place: String,
    /// Ballots planned.
    pub planned: u32,
    /// Ballots finished: those the server holds and those still on this tablet only.
    pub done: u32,
    /// Finished here, without a receipt.
    pub unsent: u32,
    /// Begun, not finished.
    pub drafts: u32,
    /// Ballots that the server holds from this person.
    pub received: u32,
    /// Interviews that gave none.
    pub missed: u32,
}

/// An interview that is not finished.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What the list says about it.
    pub card: DraftCard,
    /// The version of the form that it began with.
    pub definition: Arc<FormDefinition>,
    /// Whether what tells who somebody is is not asked any more: it would be kept no longer.
    pub has_kept: bool,
    /// The units that may be judged there, as they were when it began.
    pub surroundings: Surroundings,
    /// The campaign's time zone, for `today()` and the metadata.
    pub timezone: String,
    /// Path and value of each answer, in the order of the last change.
    pub answers: Vec<(String, String)>,
    /// When the respondent agreed to take part, in milliseconds since 1970.
    pub consented_ms: Option<i64>,
    /// Where the person was.
    pub position: Option<String>,
    /// The highest number that an answer of this interview has.
    pub seq: u64,
}

impl Draft {
    /// What is asked.
    pub fn asked(&self) -> Arc<FormDefinition> {
        match self.has_kept {
            true => Arc::new(self.definition.without_personal()),
            false => Arc::clone(&self.definition),
        }
    }
}

/// An interview in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftCard {
    /// The interview, and later the ballot.
    pub id: Uuid,
    /// The campaign.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// Its version.
    pub version: String,
    /// Where.
    pub place: String,
    /// How the answers are taken.
    pub mode: Mode,
    /// When it began.
    #[serde(deserialize_with = "shared::moment::read")]
    pub started: Timestamp,
    /// When an answer was last kept.
    #[serde(deserialize_with = "shared::moment::read")]
    pub saved: Timestamp,
    /// How many answers are kept.
    pub answers: u32,
    /// The time spent on it, in milliseconds.
    pub active_ms: u64,
    /// The ballot that it does again.
    pub replaces: Option<Uuid>,
}
