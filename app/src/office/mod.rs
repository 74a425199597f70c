//! The office: fieldwork, ballots, survey points, the index, appraisal, the phases of the year, packages, the accounts and the log.

mod accounts;
mod appraisal;
mod ballot;
mod ballots;
mod campaigns;
#[cfg(test)]
mod example;
mod fieldwork;
mod frame;
mod index;
#[cfg(target_arch = "wasm32")]
mod log;
mod name;
mod phases;
mod shown;
mod survey;
#[cfg(target_arch = "wasm32")]
mod unknown;

#[cfg(target_arch = "wasm32")]
pub use {
    accounts::{Accounts, LEAST, password_fault},
    appraisal::Appraisal,
    ballot::Ballot,
    ballots::Ballots,
    campaigns::Packages,
    fieldwork::Fieldwork,
    frame::OfficeFrame,
    index::Index,
    log::Log,
    phases::Phases,
    survey::Survey,
    unknown::UnknownCampaigns,
};
