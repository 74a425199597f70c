//! The use cases. They speak to the store's traits and to `shared`; neither SQL nor HTTP is known here.

pub mod accept;
pub mod accounts;
pub mod acts;
pub mod assess;
pub mod ballots;
mod callers;
pub mod campaigns;
pub mod catch_up;
pub mod close;
pub mod counts;
pub mod effect;
mod error;
pub mod export;
pub mod flags;
mod hashers;
pub mod health;
pub mod import;
mod known;
pub mod log;
pub mod objections;
pub mod password;
pub mod publish;
mod reading;
pub mod rebuild;
pub mod results;
pub mod review;
mod roles;
pub mod roster;
pub mod runs;
pub mod session;
mod site;
pub mod tallied;
pub mod tokens;

pub use error::{Error, Kind};
pub use known::{KnownCampaign, KnownCampaigns};
pub use site::Site;
