//! Expressions, over the nodes of a form.

use std::cell::Cell;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use shared::form::tree::{NodeId, Tree};
use shared::form::xpath::{Fault, Scope, Value, parse};
use shared::message::Language;
use tests::oracle;

use crate::change;
use crate::rounds::{Target, run};
use crate::seeds::{self, FORM};

/// Words of the language.
pub const WORDS: [&str; 62] = [
    "/d/a",
    "/d/r/n",
    "../n",
    "//n",
    ".",
    "..",
    "*",
    "@*",
    "instance('l')/root/item",
    "[1]",
    "[of = 1]",
    "[last()]",
    "current()",
    "position(..)",
    "count(//*)",
    "sum(/d/r/n)",
    "min(/d/r/n, 3)",
    "max(1, 2)",
    "concat('a', /d/a)",
    "join(', ', //n)",
    "substr('xã', 0, -1)",
    "substring('abc', 0.5, 2)",
    "translate('a', 'a', '')",
    "string-length(.)",
    "normalize-space(' a ')",
    "selected('a b', 'b')",
    "selected-at('a b', 1)",
    "count-selected(.)",
    "indexed-repeat(/d/r/n, /d/r, 2)",
    "date('2019-02-28')",
    "date-time(0)",
    "format-date(today(), '%e %b %Y')",
    "decimal-date-time(now())",
    "int('7.9')",
    "round(-2.5, 1)",
    "pow(10, 400)",
    "exp10(3)",
    "atan2(1, 0)",
    "if(1 > 0, 'y', 'n')",
    "coalesce('', /d/a)",
    "once(random())",
    "regex(., '^(a|b)*$')",
    "uuid(5)",
    "digest('a', 'MD5', 'hex')",
    "base64-decode('YQ==')",
    "area(.)",
    "distance(/d/g/p)",
    "geofence('0 0', '0 0;0 1;1 1;0 0')",
    "checklist(1, 2, 1, 0)",
    "weighted-checklist(1, 2, 1, 2)",
    "randomize(//n, 42)",
    "jr:itext('a')",
    "jr:choice-name('x', '/d/c')",
    "pulldata('l', 'label', 'name', 'x')",
    "ancestor-or-self::node()",
    "following-sibling::r",
    "preceding::*",
    " or ",
    " div ",
    " | ",
    "!=",
    "(",
];

#[test]
fn expressions_of_any_text() {
    let change = |one: &[u8], other: &[u8], dice: &mut change::Dice| {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let mut changed = change::text(&text(one), &text(other), &WORDS, dice);
        // Longer ones are XForms' and workbooks'; here many are tried.
        changed.truncate(
            (0..=400.min(changed.len())).rev().find(|at| changed.is_char_boundary(*at)).unwrap_or(0),
        );
        changed.into_bytes()
    };
    run(&Target { name: "expressions", seeds: seeds(), change, attempt });
}

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: BTreeSet<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    for text in seeds::xforms() {
        for name in [" relevant=\"", " calculate=\"", " constraint=\"", " nodeset=\"instance"] {
            let found = text.split(name).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
            seeds
                .extend(found.map(|one| one.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")));
        }
    }
    let vectors = std::fs::read_to_string(oracle::folder().join("xpath_vectors.json")).ok();
    let vectors: Option<Json> = vectors.and_then(|text| serde_json::from_str(&text).ok());
    let vectors = vectors.iter().filter_map(|file| file["vectors"].as_array()).flatten();
    seeds.extend(vectors.filter_map(|one| one["expr"].as_str()).map(str::to_owned));
    seeds.into_iter().map(String::into_bytes).collect()
}

struct World {
    tree: Tree,
    root: NodeId,
    zone: TimeZone,
    chance: Cell<u64>,
    defects: Cell<usize>,
}

impl Scope for World {
    fn tree(&self) -> &Tree {
        &self.tree
    }
    fn root(&self) -> NodeId {
        self.root
    }
    fn instance(&self, id: &str) -> Option<NodeId> {
        (id == "l").then_some(self.root)
    }
    fn reference(&self, _: &str) -> Vec<NodeId> {
        self.tree.elements(self.root).collect()
    }
    fn language(&self) -> Language {
        Language::Vi
    }
    fn zone(&self) -> &TimeZone {
        &self.zone
    }
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
    fn random(&self) -> u64 {
        self.chance.set(self.chance.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        self.chance.get()
    }
    fn defect(&self, fault: Fault) {
        assert!(!fault.problem.code.is_empty());
        self.defects.set(self.defects.get() + 1);
    }
}

fn attempt(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let expr = match parse(&text) {
        Ok(expr) => expr,
        Err(fault) => {
            // Every fault names its character, and the piece can be cut out.
            assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
            let column: usize = fault.problem.params["column"].parse().expect("a column");
            assert!((1..=text.chars().count() + 1).contains(&column), "{fault:?}");
            return BTreeSet::from([fault.problem.code]);
        }
    };
    let mut said: BTreeSet<String> = expr.faults.iter().map(|fault| fault.problem.code.clone()).collect();
    let mut tree = Tree::new();
    let top = tree.read(FORM).expect("XML");
    let instance = tree.descendants(top).find(|node| tree.local(*node) == "instance");
    let mut world = World {
        tree,
        root: instance.expect("an instance"),
        zone: TimeZone::fixed(jiff::tz::offset(7)),
        chance: Cell::new(1),
        defects: Cell::new(0),
    };
    let bound = expr.bind(&mut world.tree);
    let at = world.tree.descendants(world.root).find(|node| world.tree.local(*node) == "n").expect("a node");
    let value = bound.evaluate(at, &world);
    let (number, truth) = (value.number(&world.tree, &world.zone), value.boolean());
    let kind = match &value {
        Value::Nodes(nodes) => format!("nodes {}", nodes.len().min(9)),
        Value::Text(_) => "text".to_owned(),
        Value::Number(_) => "number".to_owned(),
        Value::Boolean(_) => "truth".to_owned(),
    };
    let length = value.text(&world.tree).len().min(40) / 4;
    let class = (number.is_nan(), number.is_infinite(), number < 0.0, number.fract() != 0.0);
    said.insert(format!("{kind} {length} {class:?} {truth} {}", world.defects.get().min(3)));
    // Each function that was read, with what it led to.
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| word.len() > 2);
    let known = words.filter(|word| WORDS.iter().any(|known| known.starts_with(word)));
    said.extend(known.map(|word| format!("{word} {kind}")));
    said
}
