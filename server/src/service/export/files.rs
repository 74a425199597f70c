//! Files that are made step by step, of whichever kind.

use super::{Statistics, Step, Workbook};
use crate::service::{Error, Site};

/// Files that are made step by step.
pub enum Files {
    /// Of statistics programs.
    Statistics(Statistics),
    /// The parts of a workbook.
    Workbook(Workbook),
}

impl Files {
    /// The next step; `None` when all is written.
    pub async fn step(&mut self, site: &Site) -> Result<Option<Step>, Error> {
        match self {
            Self::Statistics(files) => files.step(site).await,
            Self::Workbook(files) => files.step(site).await,
        }
    }

    /// How many ballots are in them, when all is written.
    pub fn ballots(&self) -> usize {
        match self {
            Self::Statistics(files) => files.ballots,
            Self::Workbook(files) => files.ballots,
        }
    }
}
