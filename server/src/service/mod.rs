//! The use cases. They speak to the store's traits and to `shared`; neither SQL nor HTTP is known here.

pub mod accept;
pub mod accounts;
pub mod campaigns;
pub mod counts;
pub mod effect;
mod error;
mod known;
pub mod password;
pub mod session;
mod site;

pub use error::{Error, Kind};
pub use known::{Known, KnownCampaign};
pub use site::Site;
