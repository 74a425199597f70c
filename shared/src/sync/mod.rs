//! How sealed ballots reach the server: a state machine without input or output of its own.

mod answer;
mod backoff;
mod batch;
mod config;
mod entry;
mod epoch;
mod exchange;
mod heard;
mod machine;
mod mark;
mod reply;
mod road;
mod row;
mod state;

#[cfg(any(test, feature = "sim"))]
#[cfg_attr(not(test), allow(dead_code, reason = "the model of a device and its bugs are for the tests here"))]
pub mod sim;

pub use backoff::Jitter;
pub use config::Config;
pub use entry::{Ack, Entry, State};
pub use exchange::{Input, Output, Try, Wake};
pub use heard::Heard;
pub use machine::Machine;
pub use reply::Reply;
pub use state::SyncState;
