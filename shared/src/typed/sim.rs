//! Histories: two people of one office type on the same leaves, each on a device that dies, behind a network that loses requests
//! and answers, before a server whose phase closes and opens. Whatever happens, nothing that was said to be kept is lost, nothing
//! stands there twice, and nobody takes the place of what they had not before their eyes: both are kept and shown, and a person
//! chooses.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::{Input, Key, Machine, Output, Reply, Sent, Slip, Words, position_of};
use crate::assessment::{standing, the_one, unseen};
use crate::problem::Problem;
use crate::sync::Jitter;
use crate::wire::{Edition, Entry, LeafRecord, Saying};

const PEOPLE: [&str; 2] = ["lan", "minh"];
const LEAVES: [&str; 2] = ["1.1", "1.2"];
const STEPS: usize = 120;

/// What a device may do wrong: the histories must find it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bug {
    None,
    /// Each attempt goes out under an id of its own.
    AnotherId,
    /// What is refused is thrown away.
    ForgetsTheRefused,
    /// It says that it is kept before the disk has it.
    KeepsNothing,
    /// What is acked is thrown away with all that was typed since.
    AcksAll,
    /// It takes the place of whatever stands when it goes out.
    TakesAnyPlace,
    /// It does not say what it stood on.
    StandsOnNothing,
}

#[derive(Default)]
struct Server {
    records: BTreeMap<String, LeafRecord>,
    ids: BTreeMap<Uuid, Saying<Entry>>,
    positions: i64,
    closed: bool,
}

impl Server {
    fn put(&mut self, by: &str, leaf: &str, sent: &Sent) -> Result<LeafRecord, Problem> {
        let record = self.records.entry(leaf.to_owned()).or_default();
        match self.ids.get(&sent.id) {
            Some(known) if *known == sent.saying => return Ok(record.clone()),
            Some(_) => return Err(Problem::new("assessments.id_taken")),
            None if self.closed => return Err(Problem::new("assessments.self_scoring_closed")),
            None => {}
        }
        assert_eq!(unseen(&record.entries, &sent.saying.over), None, "nobody stands on what is not there");
        self.positions += 1;
        let Saying { over, said } = sent.saying.clone();
        let at = Timestamp::UNIX_EPOCH;
        record.entries.push(Edition { position: self.positions, over, by: by.to_owned(), at, said });
        self.ids.insert(sent.id, sent.saying.clone());
        Ok(record.clone())
    }
}

/// A device with what its person sees and remembers.
struct Device {
    person: &'static str,
    machine: Machine,
    disk: BTreeMap<Key, Slip>,
    disk_fails: bool,
    /// What the person sees of the server's.
    seen: BTreeMap<String, LeafRecord>,
    /// What its disk keeps of the server's.
    book: BTreeMap<String, LeafRecord>,
    /// What stood before the person's eyes when they began to type, or when they chose: what they may take the place of.
    before_them: BTreeSet<i64>,
    /// Those of it on which words stand that were called kept: what they take the place of.
    stood_on: BTreeMap<String, BTreeSet<i64>>,
    /// The last that the screen called kept, of each leaf.
    kept: BTreeMap<String, String>,
    on_the_way: Option<(Key, Sent)>,
}

struct World {
    random: Jitter,
    bug: Bug,
    now_ms: u64,
    server: Server,
    devices: Vec<Device>,
    typed: u64,
}

fn key(leaf: &str) -> Key {
    Key { campaign: "c".to_owned(), unit: "u".to_owned(), leaf: leaf.to_owned() }
}

impl World {
    fn new(seed: u64, bug: Bug) -> Self {
        let device = |person| Device {
            person,
            machine: Machine::new(seed),
            disk: BTreeMap::new(),
            disk_fails: false,
            seen: BTreeMap::new(),
            book: BTreeMap::new(),
            before_them: BTreeSet::new(),
            stood_on: BTreeMap::new(),
            kept: BTreeMap::new(),
            on_the_way: None,
        };
        let devices = PEOPLE.map(device).into_iter().collect();
        Self { random: Jitter::new(seed), bug, now_ms: 0, server: Server::default(), devices, typed: 0 }
    }

    fn below(&mut self, n: u64) -> u64 {
        self.random.next() % n
    }

    /// Gives a machine an input and does all that it says, as the worker does.
    fn give(&mut self, nth: usize, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            let id = Uuid::from_u128(u128::from(self.random.next()));
            let (device, bug) = (&mut self.devices[nth], self.bug);
            device.machine.handle(self.now_ms, || id, input);
            while let Some(output) = device.machine.poll() {
                match output {
                    Output::Store(key, _) if device.disk_fails => inputs.push(Input::StoreFailed(key)),
                    Output::Store(key, slip) => {
                        match slip {
                            Some(_) if bug == Bug::KeepsNothing => {}
                            Some(slip) => drop(device.disk.insert(key.clone(), *slip)),
                            None => drop(device.disk.remove(&key)),
                        }
                        inputs.push(Input::Stored(key));
                    }
                    Output::Send(key, sent) => device.on_the_way = Some((key, *sent)),
                }
            }
        }
    }

    fn types(&mut self, nth: usize, leaf: &str, sound: bool) {
        self.typed += 1;
        let note = format!("{} {}", PEOPLE[nth], self.typed);
        let words = Words { note: note.clone(), ..Words::default() };
        let entry = sound.then(|| Box::new(Entry { note: note.clone(), ..Entry::default() }));
        let device = &self.devices[nth];
        let stands = device.seen.get(leaf).map(|record| standing(&record.entries)).unwrap_or_default();
        let choosing = stands.len() > 1;
        let over: Vec<i64> = stands.iter().map(|it| it.position).collect();
        let looked = choosing || device.machine.slip(&key(leaf)).is_none();
        let before_them = if looked { over.clone() } else { Vec::new() };
        self.devices[nth].before_them.extend(&before_them);
        self.give(nth, Input::Typed { key: key(leaf), words: Box::new(words), entry, over, choosing });
        let device = &mut self.devices[nth];
        if device.machine.is_kept(&key(leaf)) || self.bug == Bug::KeepsNothing {
            device.stood_on.entry(leaf.to_owned()).or_default().extend(before_them);
            device.kept.insert(leaf.to_owned(), note);
        }
    }

    /// What is on its way arrives or not, and its answer too.
    fn carries(&mut self, nth: usize, arrives: bool, answered: bool) {
        let Some((key, mut sent)) = self.devices[nth].on_the_way.take() else { return };
        let id = sent.id;
        if self.bug == Bug::AnotherId {
            sent.id = Uuid::from_u128(u128::from(self.random.next()));
        }
        let stands = self.server.records.get(&key.leaf).map(|it| standing(&it.entries)).unwrap_or_default();
        match self.bug {
            Bug::TakesAnyPlace => sent.saying.over = stands.iter().map(|it| it.position).collect(),
            Bug::StandsOnNothing => sent.saying.over.clear(),
            _ => {}
        }
        let person = self.devices[nth].person;
        self.looked(nth, &key.leaf, &sent);
        let put = arrives.then(|| self.server.put(person, &key.leaf, &sent));
        let reply = match put.filter(|_| answered) {
            None => Reply::Nothing,
            Some(Err(problem)) => Reply::Refused(problem),
            Some(Ok(record)) => {
                let position = position_of(&record, &sent.saying, person);
                let reply = position.map_or(Reply::Nothing, |position| Reply::Kept { position });
                if !self.devices[nth].disk_fails {
                    self.devices[nth].book.insert(key.leaf.clone(), record.clone());
                }
                // The screen may hear of it later than the machine does.
                if self.below(2) == 0 {
                    self.devices[nth].seen.insert(key.leaf.clone(), record);
                }
                reply
            }
        };
        let gives_up = match &reply {
            Reply::Refused(_) => self.bug == Bug::ForgetsTheRefused,
            Reply::Kept { .. } => self.bug == Bug::AcksAll,
            _ => false,
        };
        self.give(nth, Input::Answered { id, reply });
        if gives_up {
            self.give(nth, Input::GivenUp(key));
        }
    }

    /// Nobody takes the place of what somebody else said and they had not before their eyes.
    fn looked(&self, nth: usize, leaf: &str, sent: &Sent) {
        let Device { person, before_them, .. } = &self.devices[nth];
        for (by, version) in self.versions(leaf).filter(|it| sent.saying.over.contains(&it.1.position)) {
            let may = by == *person || before_them.contains(&version.position);
            assert!(may, "{person} takes the place of what {by} said unseen: {version:?}");
        }
    }

    fn dies(&mut self, nth: usize) {
        let device = &mut self.devices[nth];
        (device.machine, device.on_the_way) = (Machine::new(self.now_ms), None);
        device.seen = device.book.clone();
        let slips = device.disk.clone().into_iter().collect();
        self.give(nth, Input::Loaded(slips));
    }

    fn looks(&mut self, nth: usize) {
        let records = self.server.records.clone();
        let device = &mut self.devices[nth];
        if !device.disk_fails {
            device.book = records.clone();
        }
        device.seen = records;
    }

    fn step(&mut self) {
        let nth = usize::try_from(self.below(2)).unwrap();
        let leaf = LEAVES[usize::try_from(self.below(2)).unwrap()];
        self.now_ms += self.below(3_000);
        match self.below(14) {
            0..=3 => {
                let sound = self.below(4) > 0;
                self.types(nth, leaf, sound);
            }
            4 => self.give(nth, Input::Left(key(leaf))),
            5..=7 => {
                let (arrives, answered) = (self.below(4) > 0, self.below(3) > 0);
                self.carries(nth, arrives, answered);
            }
            8 => self.dies(nth),
            9 => self.looks(nth),
            10 => self.server.closed = self.below(3) == 0,
            11 => self.devices[nth].disk_fails = self.below(4) == 0,
            12 => self.give(nth, Input::Again),
            _ => self.give(nth, Input::Timer),
        }
        self.holds();
    }

    /// What was called kept, or what the person themselves went on to from it, is on the disk or the server's.
    fn holds(&self) {
        let nth =
            |note: &str| note.rsplit(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or_default();
        for device in &self.devices {
            for (leaf, note) in &device.kept {
                let on_disk =
                    device.disk.get(&key(leaf)).is_some_and(|slip| nth(&slip.words.note) >= nth(note));
                let own = |it: &(&str, &Edition<Entry>)| it.0 == device.person;
                let at_server = self.versions(leaf).filter(own).any(|it| nth(&it.1.said.note) >= nth(note));
                assert!(on_disk || at_server, "{note} of {leaf} is lost");
            }
        }
    }

    fn versions<'a>(&'a self, leaf: &str) -> impl Iterator<Item = (&'a str, &'a Edition<Entry>)> {
        let record = self.server.records.get(leaf).into_iter();
        record.flat_map(|record| &record.entries).map(|it| (it.by.as_str(), it))
    }

    /// The network is whole, the phase is open, all is sent: the last that each person typed stands, once.
    fn ends(&mut self) {
        self.server.closed = false;
        for nth in 0..PEOPLE.len() {
            self.devices[nth].disk_fails = false;
            // A row that could not be thrown away is found again, and acked under the id that it had.
            self.dies(nth);
            for _ in 0..40 {
                self.now_ms += 60_000;
                self.give(nth, Input::Wake);
                self.give(nth, Input::Again);
                self.carries(nth, true, true);
            }
        }
        self.holds();
        for device in &self.devices {
            assert!(device.disk.values().all(|slip| slip.entry.is_none() && slip.sent.is_none()));
        }
        for leaf in LEAVES {
            for person in PEOPLE {
                let mut notes: Vec<&str> = self
                    .versions(leaf)
                    .filter(|it| it.0 == person)
                    .map(|it| it.1.said.note.as_str())
                    .collect();
                let all = notes.len();
                notes.sort_unstable();
                notes.dedup();
                assert_eq!(notes.len(), all, "{person} said the same of {leaf} twice");
                let record = self.server.records.get(leaf).cloned().unwrap_or_default();
                let own = standing(&record.entries).into_iter().filter(|it| it.by == person).count();
                assert!(own <= 1, "{person} stands beside themselves on {leaf}: {record:?}");
            }
            // Each save names what it stood on: that stands no more, but where words wait that cannot be sent.
            for device in self.devices.iter().filter(|it| !it.disk.contains_key(&key(leaf))) {
                let stood_on = device.stood_on.get(leaf).into_iter().flatten();
                let stands: Vec<i64> = self.stands(leaf).iter().map(|it| it.position).collect();
                for position in stood_on {
                    assert!(!stands.contains(position), "{} took no place of {position}", device.person);
                }
            }
        }
    }

    fn stands(&self, leaf: &str) -> Vec<&Edition<Entry>> {
        self.server.records.get(leaf).map(|record| standing(&record.entries)).unwrap_or_default()
    }

    /// Where two are beside each other, a person who sees both chooses: that one stands, and all that was said before is there
    /// as it was. Gives how many leaves needed a choice.
    fn chooses(&mut self) -> usize {
        let mut chosen = 0;
        for leaf in LEAVES {
            if self.stands(leaf).len() < 2 {
                continue;
            }
            let nth = usize::try_from(self.below(2)).unwrap();
            let before = self.server.records[leaf].entries.clone();
            self.looks(nth);
            self.types(nth, leaf, true);
            for _ in 0..4 {
                self.now_ms += 60_000;
                self.give(nth, Input::Timer);
                self.carries(nth, true, true);
            }
            let after = &self.server.records[leaf].entries;
            assert_eq!(after[..before.len()], before[..], "what was said is there as it was");
            let one = the_one(after).map(|it| (&*it.by, it.over.len()));
            assert!(one.is_some_and(|(by, over)| by == PEOPLE[nth] && over > 1), "{leaf}: {after:?}");
            chosen += 1;
        }
        chosen
    }
}

/// How much was sent, and how many leaves had two beside each other at the end.
fn run(seeds: std::ops::Range<u64>, bug: Bug) -> (usize, usize) {
    let (mut sent, mut chosen) = (0, 0);
    for seed in seeds {
        let mut world = World::new(seed, bug);
        for _ in 0..STEPS {
            world.step();
        }
        world.ends();
        sent += world.server.ids.len();
        chosen += world.chooses();
    }
    (sent, chosen)
}

#[test]
fn nothing_typed_is_lost_or_doubled_or_replaced_unseen() {
    let (sent, chosen) = run(0..2_000, Bug::None);
    assert!(sent > 10_000 && chosen > 1_000, "the histories say little: {sent}, {chosen}");
}

#[test]
fn the_histories_find_what_a_device_does_wrong() {
    for (n, bug) in [
        Bug::AnotherId,
        Bug::ForgetsTheRefused,
        Bug::KeepsNothing,
        Bug::AcksAll,
        Bug::TakesAnyPlace,
        Bug::StandsOnNothing,
    ]
    .into_iter()
    .enumerate()
    {
        let found = std::panic::catch_unwind(|| run(0..2_000, bug));
        assert!(found.is_err(), "bug {n} is not found");
    }
}
