//! The office: fieldwork, ballots, survey points, the index and the accounts.

mod accounts;
mod ballot;
mod ballots;
#[cfg(test)]
mod example;
mod fieldwork;
mod frame;
mod index;
mod name;
mod shown;
mod survey;
#[cfg(target_arch = "wasm32")]
mod unknown;
mod zone;

#[cfg(target_arch = "wasm32")]
pub use {
    accounts::{Accounts, LEAST, password_fault},
    ballot::Ballot,
    ballots::Ballots,
    fieldwork::Fieldwork,
    frame::OfficeFrame,
    index::Index,
    survey::Survey,
    unknown::UnknownCampaigns,
};
