//! One function for each command, so that screens get the struct they asked for.

use shared::ballot::{Mode, NoAnswer};
use shared::problem::Problem;
use shared::wire::Person;
use uuid::Uuid;

use super::line::call;
use super::named;
use crate::device::protocol::*;

/// What becomes of an attempt to finish.
#[derive(Clone, Debug, PartialEq)]
pub enum Finish {
    /// Sealed; it waits in the outbox under this id.
    Sealed(Uuid),
    /// These paths are missing or wrong, in the form's order.
    Faults(Vec<String>),
}

macro_rules! expect {
    ($command:expr, $pattern:pat => $value:expr) => {
        match call($command).await? {
            $pattern => Ok($value),
            _ => Err(Problem::new("store.reply")),
        }
    };
}

/// How the tablet stands.
pub async fn state() -> Result<TabletState, Problem> {
    expect!(Command::State, Reply::State(state) => *state)
}

/// The page has signed this person in.
pub async fn signed_in(person: Person) -> Result<TabletState, Problem> {
    named::forget();
    expect!(Command::SignedIn { person }, Reply::State(state) => *state)
}

/// Nobody uses the tablet now.
pub async fn signed_out() -> Result<TabletState, Problem> {
    named::forget();
    expect!(Command::SignOut, Reply::State(state) => *state)
}

/// Fetches campaigns and packages now.
pub async fn refresh_packages() -> Result<(), Problem> {
    expect!(Command::RefreshPackages, Reply::Done => ())
}

/// The campaigns kept for this person.
pub async fn campaigns() -> Result<Listed<CampaignCard>, Problem> {
    expect!(Command::Campaigns, Reply::Campaigns(cards) => cards)
}

/// What is to be done and what is done.
pub async fn board(campaign: &str) -> Result<Board, Problem> {
    expect!(Command::Board { campaign: campaign.to_owned() }, Reply::Board(board) => *board)
}

/// A message was read.
pub async fn read_message(campaign: &str, number: i64) -> Result<(), Problem> {
    expect!(Command::ReadMessage { campaign: campaign.to_owned(), number }, Reply::Done => ())
}

/// Begins an interview on the current version of a form, or from a copy of a ballot that was returned.
pub async fn begin_draft(
    campaign: &str,
    form: &str,
    place: &str,
    mode: Mode,
    replaces: Option<Uuid>,
) -> Result<Uuid, Problem> {
    let command = Command::BeginDraft {
        campaign: campaign.to_owned(),
        form: form.to_owned(),
        place: place.to_owned(),
        mode,
        replaces,
    };
    expect!(command, Reply::Begun { id } => id)
}

/// An interview with all its answers.
pub async fn open_draft(draft: Uuid) -> Result<Draft, Problem> {
    expect!(Command::OpenDraft { draft }, Reply::Draft(draft) => *draft)
}

/// Keeps one answer; returns when it is on disk.
pub async fn save_answer(draft: Uuid, path: &str, value: Option<&str>, seq: u64) -> Result<u64, Problem> {
    let command = Command::SaveAnswer { draft, path: path.to_owned(), value: value.map(str::to_owned), seq };
    expect!(command, Reply::Saved { seq } => seq)
}

/// Keeps where the person is, and the time spent since the last call.
pub async fn save_position(draft: Uuid, position: &str, active_ms: u64) -> Result<(), Problem> {
    expect!(Command::SavePosition { draft, position: position.to_owned(), active_ms }, Reply::Done => ())
}

/// Checks, seals and queues an interview in one step.
pub async fn finish_draft(draft: Uuid) -> Result<Finish, Problem> {
    match call(Command::FinishDraft { draft }).await? {
        Reply::Finished { id } => Ok(Finish::Sealed(id)),
        Reply::Faults(paths) => Ok(Finish::Faults(paths)),
        _ => Err(Problem::new("store.reply")),
    }
}

/// Keeps that the respondent agreed to take part.
pub async fn consent(draft: Uuid) -> Result<(), Problem> {
    expect!(Command::Consent { draft }, Reply::Done => ())
}

/// Seals and queues that an interview gives no ballot.
pub async fn no_answer(draft: Uuid, reason: NoAnswer) -> Result<(), Problem> {
    expect!(Command::NoAnswer { draft, reason }, Reply::Finished { .. } => ())
}

/// Deletes that an interview gave no ballot.
pub async fn take_back(draft: Uuid) -> Result<(), Problem> {
    expect!(Command::TakeBack { draft }, Reply::Done => ())
}

/// Throws an interview away, reversibly.
pub async fn discard_draft(draft: Uuid) -> Result<(), Problem> {
    expect!(Command::DiscardDraft { draft }, Reply::Done => ())
}

/// Takes the throwing away back.
pub async fn restore_draft(draft: Uuid) -> Result<(), Problem> {
    expect!(Command::RestoreDraft { draft }, Reply::Done => ())
}

/// So many of the finished ballots that this tablet still holds, those that need a person first.
pub async fn outbox(most: usize) -> Result<Outbox, Problem> {
    expect!(Command::Outbox { most }, Reply::Outbox(outbox) => *outbox)
}

/// A finished ballot that this tablet holds or held.
pub async fn sealed(ballot: Uuid) -> Result<Option<OutboxItem>, Problem> {
    expect!(Command::Sealed { ballot }, Reply::Sealed(item) => item.map(|item| *item))
}

/// Sends what waits, now.
pub async fn send_now() -> Result<(), Problem> {
    expect!(Command::SendNow, Reply::Done => ())
}
