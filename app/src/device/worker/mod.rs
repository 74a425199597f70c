//! The worker: owns the database, sends the outbox. It hears commands and does them in the order in which they came.

mod edge;
mod hear;
mod opfs;
mod packages;
mod post;
mod sender;
mod work;

pub use hear::start;
