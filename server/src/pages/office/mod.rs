//! What the office reads of a run: tables, a page for each unit, weak criteria. Pages without a script, behind the same door as
//! the interface; what a publication shows as well is drawn by the same hand.

pub mod answers;
pub mod backchecks;
pub mod board;
pub mod codes;
pub mod devices;
mod enrol;
mod entrance;
pub mod flags;
pub mod form_and_place;
mod frame;
pub mod invitations;
mod leaves;
mod line;
pub mod messages;
mod nonresponse;
mod objections;
pub mod paper;
mod picture;
mod processed;
pub mod publications;
pub mod quotas;
mod reader;
mod results;
mod sight;
pub mod supervisors;
mod survey;
mod unit;
mod weakest;
pub mod what_if;

pub use enrol::{Offer, SCRIPT, enrolled, offer, shut};
pub use entrance::{Entrance, page as sign_in};
pub use frame::{STYLE, refused};
pub use nonresponse::page as nonresponse;
pub use objections::{FILE_FIELD, Objecting};
pub use processed::{BALLOTS, page as processed};
pub use reader::Reader;
pub use results::page as results;
pub use unit::{page as unit, published};
pub use weakest::page as weakest;
