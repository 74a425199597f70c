//! The driver and the database under all that the simulator has against a tablet: what it proves of the machine with a
//! model of a device holds with the device that is used.

use std::collections::BTreeMap;

use shared::sync::sim::{Device, Effect as Came, Line, explore, random};
use shared::sync::{Entry, Input, Output};
use uuid::Uuid;

use super::super::driver::{self, Effect, Request};
use crate::device::db::tests::memory::Database;

/// The driver on a database.
struct Tablet {
    database: Database,
    sent: BTreeMap<(Uuid, u32), Request>,
}

fn tablet() -> Box<dyn Device> {
    Box::new(Tablet { database: Database::new(), sent: BTreeMap::new() })
}

impl Device for Tablet {
    fn finish(&mut self, entry: &Entry, bytes: &[u8]) {
        self.database.insert(entry, bytes);
    }

    fn perform(&mut self, output: &Output, fails: bool) -> Came {
        let effect = self.database.with_store(fails, |store| driver::perform(Ok(store), output.clone()));
        match (effect, output) {
            (Effect::Done(input, why), _) => {
                assert_eq!(why.is_some(), fails, "{output:?} came to {input:?} because of {why:?}");
                Came::Done(input)
            }
            (Effect::Send(request), Output::Send { id, campaign, attempt }) => {
                assert_eq!(request.path(), format!("/api/campaigns/{campaign}/ballots/{id}"));
                let bytes = request.bytes.clone();
                self.sent.insert((*id, *attempt), request);
                Came::Send(bytes)
            }
            (other, _) => panic!("{output:?} came to {other:?}"),
        }
    }

    fn answered(&mut self, id: Uuid, attempt: u32, reply: shared::sync::Reply) -> Input {
        self.sent[&(id, attempt)].answered(reply)
    }

    fn restart(&mut self) {
        self.database.reopen();
    }

    fn lines(&self) -> BTreeMap<Uuid, Line> {
        self.database.lines()
    }
}

#[test]
fn every_history_of_one_fault_keeps_every_promise_with_the_real_driver_and_database() {
    let histories = explore(&tablet, 1).unwrap();
    println!("{histories} histories of at most one fault");
    assert!(histories > 200);
}

#[test]
fn random_histories_keep_every_promise_with_the_real_driver_and_database() {
    for seed in 0..300 {
        random(tablet(), seed).unwrap();
    }
}
