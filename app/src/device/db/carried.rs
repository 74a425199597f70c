//! What travels by hand where no network reaches (`shared::carry`): written of all that waits here, taken in of what waits elsewhere, and
//! receipts that came back by the same road.

use rusqlite::params;
use shared::ballot::{NoAnswer, Sealed};
use shared::carry;
use shared::sync::{Ack, Entry, State};
use shared::wire::Receipt;
use uuid::Uuid;

use super::{Result, Store, kept};
use crate::device::protocol::{CarriedItem, Reply};

impl Store {
    /// All that is finished here and not received, also what tells who somebody is. It stays here until a receipt comes.
    pub(super) fn carry_out(&self) -> Result<String> {
        let epoch = self.epoch()?;
        let mut file = format!("{}\n", carry::BALLOTS);
        for row in self.finished()?.rows.iter().filter(|row| !row.entry.is_held(epoch)) {
            // A damaged row keeps no other back.
            if let Ok(Some(bytes)) = self.bytes(row.entry.id) {
                file += &carry::line(&Sealed { bytes, digest: row.entry.digest });
            }
        }
        Ok(file)
    }

    /// Takes in what was finished on another device, to be sent as if it had been finished here; what is here stays as it is.
    pub(super) fn carry_in(&mut self, item: &CarriedItem) -> Result<(Reply, Vec<Entry>)> {
        let sealed = carry::read(item.line.as_bytes())?;
        let entry = Entry::new(item.id, &item.campaign, &sealed);
        let new = self.db.execute(
            "INSERT OR IGNORE INTO outbox (id, digest, campaign, form, place, username, finished_ms, active_ms, entry, bytes, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9, ?10)",
            params![
                item.id.to_string(),
                sealed.digest.to_string(),
                item.campaign,
                item.form,
                item.place,
                item.username,
                item.finished_ms,
                kept::write(&entry)?,
                sealed.bytes,
                item.reason.map(NoAnswer::code)
            ],
        )?;
        Ok((Reply::Done, if new == 1 { vec![entry] } else { Vec::new() }))
    }

    /// Keeps that the server holds what is here, if the receipt proves it. One of a store that was restored since proves nothing, and of
    /// what is not here it says nothing.
    pub(super) fn take_receipt(&mut self, receipt: &Receipt, epoch: Option<Uuid>) -> Result<()> {
        let at_ms = self.edge.now().as_millisecond().cast_unsigned();
        let Ok(row) = self.row(&receipt.id.to_string()) else { return Ok(()) };
        if row.entry.is_proved_by(receipt) && epoch == self.epoch()? && !row.entry.is_held(epoch) {
            let Receipt { digest, received, let_go, .. } = *receipt;
            let state = State::Acked(Ack { digest, received, epoch, at_ms, let_go });
            self.keep_entry(&Entry { state, ..row.entry.clone() })?;
        }
        Ok(())
    }
}
