//! A tablet for tests: a store in a file, a clock that stands still until it is moved, ids in order, a small campaign.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::json;
use shared::ballot::{Digest, Mode};
use shared::form::{Choice, FormDefinition, Kind, Node, Question, Repeat, Scope, Target, UNIT};
use shared::problem::Problem;
use shared::wire::{Grant, Person, Role, TabletPackage};
use uuid::Uuid;

use super::browser::connect;
use crate::device::db::{Edge, Store};
use crate::device::protocol::{Board, Command, Draft, Outbox, Reply};

pub const CAMPAIGN: &str = "practice";
pub const PLACE: &str = "01840";
pub const BEGUN: &str = "2026-11-22T01:05:00Z";

/// Makes of a store one of before the names of ballots were kept.
pub const WITHOUT_NAMES: &str = "ALTER TABLE draft DROP COLUMN names; ALTER TABLE outbox DROP COLUMN names;
    ALTER TABLE forgotten DROP COLUMN names; ALTER TABLE draft DROP COLUMN replaces;
    ALTER TABLE outbox DROP COLUMN replaces; ALTER TABLE draft DROP COLUMN consented_ms;
    ALTER TABLE outbox DROP COLUMN reason; DROP TABLE message_read;
    PRAGMA user_version = 6;";

/// A clock, and a count of ids.
#[derive(Clone)]
pub struct World {
    pub now: Rc<Cell<Timestamp>>,
    ids: Rc<Cell<u128>>,
}

impl World {
    /// A clock that stands still.
    pub fn new() -> Self {
        Self { now: Rc::new(Cell::new(BEGUN.parse().unwrap())), ids: Rc::default() }
    }
}

impl Edge for World {
    fn now(&self) -> Timestamp {
        self.now.get()
    }
    fn new_id(&self) -> Uuid {
        self.ids.set(self.ids.get() + 1);
        Uuid::from_u128(self.ids.get())
    }
    fn offset(&self, timezone: &str, _: Timestamp) -> Offset {
        assert_eq!(timezone, "Asia/Ho_Chi_Minh");
        Offset::constant(7)
    }
}

/// A tablet.
pub struct Tablet {
    pub store: Store,
    pub world: World,
    folder: tempfile::TempDir,
}

impl Tablet {
    /// A new tablet with the campaign, in the hands of `lan`.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = World::new();
        let mut tablet = Self { store: open(&folder, &world), world, folder };
        tablet.sign_in("lan");
        tablet.fetch(&package("1"));
        tablet
    }

    /// The power goes and comes back.
    pub fn restarted(self) -> Self {
        let Self { store, world, folder } = self;
        drop(store);
        Self { store: open(&folder, &world), world, folder }
    }

    pub fn pass(&self, seconds: i64) {
        self.world.now.set(self.world.now.get() + jiff::SignedDuration::from_secs(seconds));
    }

    pub fn sign_in(&mut self, username: &str) {
        let person = Person {
            username: username.to_owned(),
            name: username.to_uppercase(),
            roles: vec![Grant::of(Role::Interviewer)],
            token: None,
        };
        self.ask(Command::SignedIn { person }).unwrap();
    }

    pub fn fetch(&mut self, package: &TabletPackage) -> bool {
        let username = self.store.person().unwrap().username.clone();
        self.store.keep_package(&username, package, self.world.now.get()).unwrap()
    }

    pub fn ask(&mut self, command: Command) -> Result<Reply, Problem> {
        self.store.obey(command).map(|(reply, _)| reply).map_err(Problem::from)
    }

    pub fn begin(&mut self) -> Draft {
        let command = Command::BeginDraft {
            campaign: CAMPAIGN.to_owned(),
            form: "P7".to_owned(),
            place: PLACE.to_owned(),
            mode: Mode::Tablet,
            replaces: None,
        };
        match self.ask(command).unwrap() {
            Reply::Begun { id } => self.reopen(id).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    pub fn board(&mut self) -> Board {
        match self.ask(Command::Board { campaign: CAMPAIGN.to_owned() }) {
            Ok(Reply::Board(board)) => *board,
            other => panic!("{other:?}"),
        }
    }

    pub fn outbox(&mut self, most: usize) -> Outbox {
        match self.ask(Command::Outbox { most }) {
            Ok(Reply::Outbox(outbox)) => *outbox,
            other => panic!("{other:?}"),
        }
    }

    pub fn reopen(&mut self, draft: Uuid) -> Result<Draft, Problem> {
        self.ask(Command::OpenDraft { draft }).map(|reply| match reply {
            Reply::Draft(draft) => *draft,
            other => panic!("{other:?}"),
        })
    }

    pub fn answer(&mut self, draft: Uuid, path: &str, value: Option<&str>, seq: u64) {
        let command =
            Command::SaveAnswer { draft, path: path.to_owned(), value: value.map(str::to_owned), seq };
        assert_eq!(self.ask(command), Ok(Reply::Saved { seq }));
    }

    /// An interview that the filter question ends, finished.
    pub fn finished(&mut self) -> Uuid {
        let draft = self.begin().card.id;
        self.answer(draft, "/used", Some("no"), 1);
        assert_eq!(self.ask(Command::FinishDraft { draft }), Ok(Reply::Finished { id: draft }));
        draft
    }

    /// What lies on the disk.
    pub fn file(&self) -> Vec<u8> {
        std::fs::read(self.folder.path().join("parindex.db")).unwrap()
    }

    pub fn count(&self, table: &str) -> u32 {
        self.store.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }
}

fn open(folder: &tempfile::TempDir, world: &World) -> Store {
    let db = connect(folder.path().join("parindex.db"));
    Store::open(db, Box::new(world.clone()), "test".to_owned()).unwrap()
}

/// A filter question, and a part about the place's own district that only those who answer yes are asked.
pub fn form(version: &str) -> FormDefinition {
    let list = |names: &[&str]| -> Vec<Choice> {
        let choice = |name: &&str| Choice { name: (*name).to_owned(), label: BTreeMap::new(), percent: None };
        names.iter().map(choice).collect()
    };
    let asked = |name: &str, list: &str| {
        Node::Question(Question {
            name: name.to_owned(),
            kind: Kind::SelectOne(list.to_owned()),
            required: Some("true()".to_owned()),
            ..Question::default()
        })
    };
    let unit = Node::Question(Question { name: UNIT.to_owned(), ..Question::default() });
    FormDefinition {
        id: "P7".to_owned(),
        version: version.to_owned(),
        title: "P7".to_owned(),
        languages: Vec::new(),
        choices: BTreeMap::from([
            ("yesno".to_owned(), list(&["yes", "no"])),
            ("quality".to_owned(), list(&["A", "B"])),
        ]),
        nodes: vec![
            asked("used", "yesno"),
            Node::Repeat(Repeat {
                name: "districts".to_owned(),
                label: BTreeMap::new(),
                relevant: Some("${used} = 'yes'".to_owned()),
                target: Target { unit_type: "district".to_owned(), scope: Scope::Own },
                nodes: vec![unit, asked("Q1", "quality")],
            }),
        ],
        source: None,
    }
}

/// A campaign with this version of the form, four ballots planned at the place.
pub fn package(version: &str) -> TabletPackage {
    let campaign = json!({
        "settings": {
            "id": CAMPAIGN, "title": { "vi": "Tập huấn" }, "year": 2026, "criteria_decision": "", "combine": "groups",
            "dont_know": "exclude", "min_answers": 1, "decimals": 2, "survey_opens": "2026-11-01",
            "survey_closes": "2026-12-31", "self_scoring_closes": "2026-12-31", "timezone": "Asia/Ho_Chi_Minh",
            "default_language": "vi",
        },
        "unit_types": [],
        "units": [{ "code": "TPBK", "type": "district", "name": { "vi": "Thành phố Bắc Kạn" } }],
        "places": [{ "code": PLACE, "kind": "commune", "name": "Phường Đức Xuân", "unit": "TPBK" }],
        "groups": [],
        "forms": [{ "form": "P7", "group": "people", "file": "forms/P7.xlsx" }],
        "quotas": [
            { "form": "P7", "place": PLACE, "ballots": 4 },
            { "form": "P7", "place": "elsewhere", "ballots": 9 },
        ],
        "criteria": [], "bands": [],
        "definitions": [form(version)],
    });
    TabletPackage {
        digest: Digest::of(version.as_bytes()),
        campaign: serde_json::from_value(campaign).unwrap(),
        places: vec![PLACE.to_owned()],
        closed: None,
        received: Vec::new(),
        returned: Vec::new(),
        messages: Vec::new(),
        messages_read: Vec::new(),
    }
}
