//! The addresses of the app, read and written: each state of a view that is worth sending to a colleague has one. Screens
//! name them to lead to each other; which screen an address shows is known to the shell alone.

mod accounts;
mod app;
mod appraisal;
mod ballots;
mod desk;
mod fieldwork;
mod index;
mod log;
mod part;
mod query;
#[cfg(target_arch = "wasm32")]
mod router;
mod sort;
mod survey;

pub use {
    accounts::AccountsAddress,
    appraisal::AppraisalAddress,
    ballots::BallotsAddress,
    desk::DeskAddress,
    fieldwork::FieldworkAddress,
    index::IndexAddress,
    log::LogAddress,
    part::{Part, ROOMS},
    survey::SurveyAddress,
};
#[cfg(target_arch = "wasm32")]
pub use {
    accounts::Open, app::Address, appraisal::Work, ballots::STATUSES, router::use_address, sort::Column,
};
#[cfg(any(target_arch = "wasm32", test))]
pub use {
    fieldwork::{Count, Grouping},
    index::Figure,
    sort::Sort,
};
