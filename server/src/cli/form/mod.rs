//! `parindex form …`: the form language by itself, without a campaign.

mod command;
mod definition;
mod eval;
mod run;
mod surroundings;
mod vectors;

pub use command::{Command, run};
