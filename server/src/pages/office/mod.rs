//! What the office reads of a run: tables, a page for each unit, weak criteria. Pages without a script, behind the same door as
//! the interface; what a publication shows as well is drawn by the same hand.

mod entrance;
pub mod flags;
mod frame;
pub mod invitations;
mod leaves;
mod line;
mod objections;
mod processed;
pub mod publications;
mod reader;
mod results;
mod sight;
mod survey;
mod unit;
mod weakest;
pub mod what_if;

pub use entrance::{Entrance, page as sign_in};
pub use frame::{STYLE, refused};
pub use objections::{FILE_FIELD, Objecting};
pub use processed::page as processed;
pub use reader::Reader;
pub use results::page as results;
pub use unit::{page as unit, published};
pub use weakest::page as weakest;
