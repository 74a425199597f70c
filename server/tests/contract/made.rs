//! Stores to be tried, and what is put into them.

use jiff::Timestamp;
use server::secret::SystemRandom;
use server::store::{self, Account, NewBallot, Repositories, Standing, Store, StoreError};
use shared::ballot::Digest;
use shared::campaign::Campaign;
use shared::wire::{Decision, ReviewRow, Status};
use tempfile::TempDir;
use uuid::Uuid;

/// A store that is empty, and what it lies in.
pub struct Made {
    pub store: Store,
    _folder: TempDir,
}

/// A store in one SQLite file.
pub fn sqlite() -> Made {
    let folder = TempDir::new().unwrap();
    let store = store::open(&folder.path().join("db"), &SystemRandom).unwrap();
    Made { store, _folder: folder }
}

/// Writes, which must succeed.
pub async fn write<T: Send + 'static>(
    store: &Store,
    job: impl FnOnce(&dyn Repositories) -> Result<T, StoreError> + Send + 'static,
) -> T {
    store.write(job).await.unwrap()
}

/// Reads, which must succeed.
pub async fn read<T: Send + 'static>(
    store: &Store,
    job: impl FnOnce(&dyn Repositories) -> Result<T, StoreError> + Send + 'static,
) -> T {
    store.read(job).await.unwrap()
}

/// The second `n` of the day on which time began.
pub fn second(n: i64) -> Timestamp {
    Timestamp::from_second(n).unwrap()
}

/// An account that may sign in.
pub fn account(username: &str) -> Account {
    Account {
        username: username.to_owned(),
        name: username.to_owned(),
        email: String::new(),
        password: format!("hash of {username}"),
        disabled: false,
    }
}

/// The `n`th ballot of a campaign.
pub fn ballot(campaign: &str, n: u8) -> NewBallot {
    let bytes = vec![n; 100];
    NewBallot {
        campaign: campaign.to_owned(),
        id: Uuid::from_u128(n.into()),
        digest: Digest::of(&bytes),
        bytes,
        received: second(n.into()),
        clock_offset_ms: Some(-i64::from(n)),
        sent_by: Some(format!("dtv{n}")),
        arrived: Status::Valid,
        reasons: Vec::new(),
    }
}

/// A decision, told from others by its reason.
pub fn review(decision: Decision, reason: &str) -> ReviewRow {
    ReviewRow { decision, reason: reason.to_owned(), by: "chi".to_owned(), at: second(7) }
}

/// Where a ballot stands.
pub fn standing(campaign: &str, ballot: i64, status: Status, place: &str) -> Standing {
    Standing {
        campaign: campaign.to_owned(),
        ballot,
        status,
        form: "P1".to_owned(),
        place: place.to_owned(),
        interviewer: String::new(),
    }
}

/// The campaign of the sample under this id.
pub fn campaign(id: &str) -> Campaign {
    let package = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/bac-kan-2019");
    let mut campaign = server::package::read(&package).unwrap().0.unwrap();
    campaign.settings.id = id.to_owned();
    campaign
}
