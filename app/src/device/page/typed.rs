//! What the page asks of a unit's year.

use shared::problem::Problem;

use super::line::call;
use crate::device::protocol::typed::{Ask, Opened};
use crate::device::protocol::{Command, Reply};

/// What is kept of a unit.
pub async fn open_desk(campaign: &str, unit: &str) -> Result<Opened, Problem> {
    let ask = Ask::Open { campaign: campaign.to_owned(), unit: unit.to_owned() };
    match call(Command::Desk(Box::new(ask))).await? {
        Reply::Desk(opened) => Ok(*opened),
        _ => Err(Problem::new("store.reply")),
    }
}

/// Asks what is answered by its being done.
pub async fn tell_desk(ask: Ask) -> Result<(), Problem> {
    match call(Command::Desk(Box::new(ask))).await? {
        Reply::Done => Ok(()),
        _ => Err(Problem::new("store.reply")),
    }
}
