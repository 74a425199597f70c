//! `/r`: results, as the office reads them. Each page is whole as it comes; what changes something is a form, which the check in front
//! of all routes takes from our own pages alone.

mod answer;
pub mod answers;
pub mod backchecks;
pub mod board;
pub mod devices;
pub mod door;
pub mod flags;
pub mod invitations;
pub mod messages;
pub mod nonresponse;
pub mod paper;
pub mod processed;
pub mod publications;
pub mod quotas;
pub mod results;
pub mod supervisors;
pub mod units;
pub mod weakest;
pub mod what_if;
