//! What is kept in memory of feeds: the tables that were read last, and which readings the log tells of already.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::export::{Answers, Fixed, Of, Set, set_of, sets};
use shared::message::Language;
use shared::problem::Problem;

use crate::secret::TokenHash;
use crate::service::export::{self, Moment};
use crate::service::log::Actor;
use crate::service::session::Caller;
use crate::service::{Error, Kind, KnownCampaign, Site, tokens};
use crate::store::Position;

/// The most tables in memory.
const MOST_TABLES: usize = 32;
/// The most readings that are remembered; past that, one that goes on is told of once more.
const MOST_READINGS: usize = 10_000;

/// What is kept. Cheap to clone.
#[derive(Clone, Default)]
pub struct Feeds(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    tables: VecDeque<(Key, Arc<Answers>)>,
    begun: HashSet<(TokenHash, String, String, Position)>,
}

/// Campaign, import, set, language.
type Key = (String, i64, String, String);

/// A set that is read.
#[derive(Clone)]
pub enum Table {
    /// Of ballots.
    Answers(Arc<Answers>),
    /// Of figures or flags.
    Fixed(Fixed, Arc<Set>),
}

impl Table {
    /// What it is like.
    pub fn set(&self) -> &Set {
        match self {
            Self::Answers(answers) => &answers.set,
            Self::Fixed(_, set) => set,
        }
    }
}

impl Feeds {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The set of this name; its labels are in this language.
    pub fn table(&self, known: &KnownCampaign, name: &str, language: &str) -> Result<Table, Error> {
        let campaign = &known.campaign;
        let absent = || Error::Refused(Kind::Absent, Problem::new("feed.set").with("name", name));
        let key = (campaign.settings.id.clone(), known.generation, name.to_owned(), language.to_owned());
        if let Some((_, table)) = self.kept().tables.iter().find(|(of, _)| *of == key) {
            return Ok(Table::Answers(Arc::clone(table)));
        }
        let (_, of) = sets(campaign).into_iter().find(|(known, _)| known == name).ok_or_else(absent)?;
        match of {
            Of::Fixed(fixed) => Ok(Table::Fixed(fixed, Arc::new(fixed.set(Language::from_code(language))))),
            Of::Ballots { form, repeat } => {
                let table = Arc::new(Answers::of(campaign, name, &form, repeat.as_deref(), language));
                let mut kept = self.kept();
                kept.tables.truncate(MOST_TABLES - 1);
                kept.tables.push_front((key, Arc::clone(&table)));
                Ok(Table::Answers(table))
            }
        }
    }

    /// All sets, as the service describes them.
    pub fn described(&self, known: &KnownCampaign, language: &str) -> Vec<Set> {
        let campaign = &known.campaign;
        sets(campaign).iter().map(|(name, of)| set_of(campaign, name, of, language)).collect()
    }

    /// Tells the log that somebody begins to read a set; of the pages that follow nothing more. A script's call is told with it.
    pub async fn begin(
        &self,
        site: &Site,
        caller: &Caller,
        moment: &Moment,
        (name, request): (&str, String),
    ) -> Result<(), Error> {
        let campaign = moment.known.campaign.settings.id.clone();
        let file = format!("odata/{name}");
        export::begin(site, Actor::from(caller), campaign.clone(), file, Some(moment.to)).await?;
        if caller.is_script {
            tokens::used(site, caller, request).await?;
        }
        let mut kept = self.kept();
        if kept.begun.len() >= MOST_READINGS {
            kept.begun.clear();
        }
        kept.begun.insert((caller.token, campaign, name.to_owned(), moment.to));
        Ok(())
    }

    /// Whether the log tells of a reading.
    pub fn has_begun(&self, caller: &Caller, moment: &Moment, name: &str) -> bool {
        let campaign = moment.known.campaign.settings.id.clone();
        self.kept().begun.contains(&(caller.token, campaign, name.to_owned(), moment.to))
    }
}
