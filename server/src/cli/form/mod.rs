//! `parindex form …`: the form language by itself, without a campaign.

mod command;
mod definition;

pub use command::{Command, run};
