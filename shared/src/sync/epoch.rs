//! A server that was restored from a backup: its store has another epoch, and what was acked since the backup is gone.

use uuid::Uuid;

use super::machine::Machine;
use super::mark::mark;
use super::row::Row;
use super::{Heard, Output};

impl Machine {
    /// The epoch of the store that last answered. The driver notes it when it asks, and repeats it with what it hears.
    pub fn epoch(&self) -> Option<Uuid> {
        self.epoch
    }

    /// The server answered: by the epoch it names, what was acked under another one is to be sent again. An answer
    /// without an epoch (an older server, a portal) changes nothing, nor does one that was asked for before the epoch
    /// was heard that is known now.
    pub(super) fn hear(&mut self, heard: &Heard) {
        self.clock_off_ms = heard.clock_off_ms(self.now_ms).unwrap_or(self.clock_off_ms);
        let Some(epoch) = heard.epoch() else { return };
        if heard.known != self.epoch {
            mark!("answer_of_an_earlier_epoch");
            return;
        }
        if self.epoch != Some(epoch) {
            self.epoch = Some(epoch);
            self.epoch_unwritten = true;
            self.write_epoch_at_ms = Some(self.now_ms);
            self.write_epoch_when_due();
            self.spread();
        }
    }

    pub(super) fn write_epoch_when_due(&mut self) {
        if self.write_epoch_at_ms.is_some_and(|at_ms| at_ms <= self.now_ms) {
            self.write_epoch_at_ms = None;
            self.outputs.extend(self.epoch.map(Output::StoreEpoch));
        }
    }

    /// All tablets hear of a restore at about the same time, and a network that answers by two servers in turn changes
    /// the epoch with each answer: what is sent again waits a little, and longer each time.
    fn spread(&mut self) {
        if self.rows.values().any(|row| self.is_again(row)) {
            mark!("sent_again_to_a_restored_server");
            self.epochs = self.epochs.saturating_add(1);
            let wait_ms = self.jitter.wait_ms(self.epochs, &self.config);
            self.spread_until_ms = self.now_ms + wait_ms;
        }
    }

    /// Whether the server had it before it was restored.
    pub(super) fn is_again(&self, row: &Row) -> bool {
        row.entry.ack().is_some() && !row.entry.is_held(self.epoch)
    }
}
