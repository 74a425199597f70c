//! The driver and the database under all that the simulator has against a tablet: what it proves of the machine with a
//! model of a device holds with the device that is used.

use std::collections::BTreeMap;

use shared::sync::sim::{Device, Effect as Came, Line, explore, random};
use shared::sync::{Entry, Input, Output, Reply, Try};
use shared::wire::unframe;
use uuid::Uuid;

use super::super::driver::{self, Effect, Request};
use crate::device::db::tests::memory::Database;

/// The driver on a database.
struct Tablet {
    database: Database,
    sent: BTreeMap<Vec<Try>, Request>,
}

fn tablet() -> Box<dyn Device> {
    Box::new(Tablet { database: Database::new(), sent: BTreeMap::new() })
}

impl Tablet {
    /// The request, taken apart as a server does.
    fn post(&mut self, request: Request, campaign: &str) -> Vec<(Try, Vec<u8>)> {
        let body = request.body();
        let Input::Reply { tries, .. } = request.clone().answered(Reply::Nothing) else { panic!() };
        let ballots = format!("/api/campaigns/{campaign}/ballots");
        let sealed = match &tries[..] {
            [one] => {
                assert_eq!((request.path(), request.is_batch()), (format!("{ballots}/{}", one.id), false));
                vec![body]
            }
            _ => {
                assert_eq!((request.path(), request.is_batch()), (ballots, true));
                unframe(&body).unwrap().into_iter().map(<[u8]>::to_vec).collect()
            }
        };
        assert_eq!(sealed.len(), tries.len());
        self.sent.insert(tries.clone(), request);
        tries.into_iter().zip(sealed).collect()
    }
}

impl Device for Tablet {
    fn finish(&mut self, entry: &Entry, bytes: &[u8]) {
        self.database.insert(entry, bytes);
    }

    fn perform(&mut self, output: &Output, fails: bool) -> Came {
        let effect = self.database.with_store(fails, |store| driver::perform(Ok(store), output.clone()));
        match (effect, output) {
            (Effect::Done((input, why)), _) => {
                assert_eq!(why.is_some(), fails, "{output:?} came to {input:?} because of {why:?}");
                Came::Done(input)
            }
            (Effect::Send(request, told), Output::Send { campaign, .. }) => {
                let goes = request.map_or_else(Vec::new, |request| self.post(request, campaign));
                Came::Send(goes, told.into_iter().map(|(input, _)| input).collect())
            }
            (other, _) => panic!("{output:?} came to {other:?}"),
        }
    }

    fn answered(&mut self, tries: Vec<Try>, reply: Reply) -> Vec<Input> {
        vec![self.sent[&tries].clone().answered(reply)]
    }

    fn spoil(&mut self, id: Uuid) {
        self.database.change(&format!("UPDATE outbox SET bytes = x'00' WHERE id = '{id}'"));
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
    for older in [false, true] {
        let histories = explore(&tablet, older, 1).unwrap();
        println!("{histories} histories of at most one fault");
        assert!(histories > 200);
    }
}

#[test]
fn random_histories_keep_every_promise_with_the_real_driver_and_database() {
    for seed in 0..300 {
        random(tablet(), seed).unwrap();
    }
}
