//! What the page asks of a unit's year.

use shared::problem::Problem;
use shared::typed::Parcel;
use web_sys::File;

use super::client;
use super::line::call;
use crate::device::protocol::typed::{Ask, Opened, Order};
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

/// Has a file kept and sent to the server; returns when it is on disk.
pub async fn give_file(campaign: &str, unit: &str, file: &File) -> Result<Parcel, Problem> {
    client::hand_over(file)?;
    let order = Order { campaign: campaign.to_owned(), unit: unit.to_owned() };
    match call(Command::Desk(Box::new(Ask::Give(order)))).await? {
        Reply::Parcel(parcel) => Ok(*parcel),
        _ => Err(Problem::new("store.reply")),
    }
}
