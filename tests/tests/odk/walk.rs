//! A random interview: what is answered, added and taken out, and what ours says after each step.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};
use serde_json::{Value, json};
use shared::form::model::{Control, Form, Rule};
use shared::form::session::{Around, Seen, Session};
use shared::sync::Jitter;

/// What is seen of a form, by reference.
pub type Sight = BTreeMap<String, Value>;

/// An interview that was held.
pub struct Walk {
    /// What was done.
    pub steps: Vec<Value>,
    /// What was seen before the first step, and after each.
    pub after: Vec<Sight>,
    /// The paths of what is shown, without places of instances.
    pub shown: BTreeSet<String>,
    /// What is sent.
    pub sent: String,
}

/// Texts that people type, and some that they should not.
const TEXTS: [&str; 10] =
    ["a", "Xã Vinh Sơn", "17", "0", "", " b c ", "yes", "<&>\"'", "2019-01-05", "0912345678"];

/// More instances of a repeat than these are not added.
const MOST_INSTANCES: usize = 4;

struct Walker {
    session: Session,
    types: HashMap<String, String>,
    /// What shows each question.
    controls: HashMap<String, Control>,
    dice: Jitter,
}

/// Holds an interview of so many steps; none where the form does not open.
pub fn walk(form: &Form, now: Timestamp, seed: u64, length: usize) -> Option<Walk> {
    let around = Around { now, zone: TimeZone::fixed(offset(7)), seed };
    let session = Session::open(form.clone(), around).ok()?.session;
    let types = form.rules.iter().filter_map(|rule| match rule {
        Rule::Bind(bind) => Some((bind.nodeset.trim().to_owned(), bind.attributes.get("type")?.to_owned())),
        Rule::Action(_) => None,
    });
    let mut controls = HashMap::new();
    form.body.iter().for_each(|control| note(control, &mut controls));
    let shown = controls.keys().cloned().collect();
    let mut walker = Walker { session, types: types.collect(), controls, dice: Jitter::new(seed) };
    let mut walk =
        Walk { steps: Vec::new(), after: vec![sight(&walker.session)], shown, sent: String::new() };
    for _ in 0..length {
        if let Some(step) = walker.step() {
            walk.steps.push(step);
            walk.after.push(sight(&walker.session));
        }
    }
    walker.session.finish();
    walk.sent = walker.session.submission();
    Some(walk)
}

fn note(control: &Control, found: &mut HashMap<String, Control>) {
    if let Some(path) = control.attributes.get("ref") {
        found.insert(path.trim().to_owned(), control.clone());
    }
    control.children.iter().for_each(|child| note(child, found));
}

fn sight(session: &Session) -> Sight {
    let one = |seen: Seen| {
        let offered = seen.choices.map(|all| all.into_iter().map(|one| one.value).collect::<Vec<_>>());
        let violation = seen.violation.map(|what| what.code());
        (seen.reference, json!([seen.relevant, seen.required, seen.value.json(), violation, offered]))
    };
    session.look().into_iter().map(one).collect()
}

/// A reference without the places of instances.
pub fn path(reference: &str) -> String {
    reference.split('/').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join("/")
}

impl Walker {
    fn below(&mut self, bound: usize) -> usize {
        (self.dice.next() % bound.max(1) as u64) as usize
    }

    /// Does something that can be done, and says what.
    fn step(&mut self) -> Option<Value> {
        let asked = |seen: &Seen| {
            let can = ["input", "select", "rank", "range", "trigger", "repeat-range:uncontrolled"];
            seen.relevant && !seen.readonly && can.contains(&seen.kind)
        };
        let mut all: Vec<Seen> = self.session.look();
        let instances = |reference: &str, all: &[Seen]| {
            let its = |seen: &&Seen| {
                seen.kind == "repeat-instance"
                    && seen.reference.rsplit_once('[').is_some_and(|(above, _)| above == reference)
            };
            all.iter().filter(its).count()
        };
        let counts: HashMap<String, usize> = all
            .iter()
            .filter(|seen| seen.kind == "repeat-range:uncontrolled")
            .map(|seen| (seen.reference.clone(), instances(&seen.reference, &all)))
            .collect();
        all.retain(asked);
        if all.is_empty() {
            return None;
        }
        let at = self.below(all.len());
        let seen = all.swap_remove(at);
        let step = match seen.kind {
            "select" | "rank" => self.choice(&seen),
            "trigger" => json!({ "answer": seen.reference, "value": self.below(2) == 0 }),
            "repeat-range:uncontrolled" => {
                let there = counts[&seen.reference];
                if there == MOST_INSTANCES || there > 0 && self.below(3) == 0 {
                    json!({ "remove": seen.reference, "index": self.below(there) })
                } else {
                    json!({ "add": seen.reference })
                }
            }
            _ => json!({ "answer": seen.reference, "value": self.text(&seen) }),
        };
        self.done(&step).then_some(step)
    }

    fn done(&mut self, step: &Value) -> bool {
        let session = &mut self.session;
        let at = |name: &str| step[name].as_str();
        let done = if let Some(reference) = at("answer") {
            let text = match &step["value"] {
                Value::Bool(done) => {
                    if *done {
                        "OK"
                    } else {
                        ""
                    }
                }
                other => other.as_str().unwrap_or_default(),
            };
            session.answer(reference, text)
        } else if let Some(reference) = at("choose") {
            let values = step["values"].as_array().into_iter().flatten();
            session
                .choose(reference, &values.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>())
        } else if let Some(reference) = at("add") {
            session.add(reference, 1)
        } else {
            let index = step["index"].as_u64().unwrap_or_default() as usize;
            session.remove(at("remove").unwrap_or_default(), index)
        };
        done.is_ok()
    }

    fn choice(&mut self, seen: &Seen) -> Value {
        let mut values: Vec<String> = seen.choices.iter().flatten().map(|one| one.value.clone()).collect();
        let single = self.controls.get(&path(&seen.reference)).is_some_and(|shown| shown.tag == "select1");
        if seen.kind == "rank" {
            // All of them, in another order.
            (1..values.len()).rev().for_each(|at| values.swap(at, self.below(at + 1)));
        } else if single {
            let at = self.below(values.len() + 1);
            values = values.into_iter().skip(at).take(1).collect();
        } else {
            values.retain(|_| self.below(3) == 0);
        }
        json!({ "choose": seen.reference, "values": values })
    }

    fn text(&mut self, seen: &Seen) -> String {
        let path = path(&seen.reference);
        if seen.kind == "range" {
            let shown = self.controls.get(&path).cloned().unwrap_or_default();
            let number = |name: &str, other: f64| {
                shown.attributes.get(name).and_then(|it| it.parse().ok()).unwrap_or(other)
            };
            let (start, end, step): (f64, f64, f64) =
                (number("start", 1.0), number("end", 10.0), number("step", 1.0));
            return (start + step * self.below(((end - start) / step) as usize + 1) as f64).to_string();
        }
        if self.below(8) == 0 {
            return String::new();
        }
        let (year, month, day) = (1990 + self.below(60), 1 + self.below(12), 1 + self.below(28));
        let (hour, minute) = (self.below(24), self.below(60));
        let (north, east) = (20 + self.below(3), 104 + self.below(3));
        let kind = self.types.get(&path).map_or("string", String::as_str).to_owned();
        match kind.trim_start_matches("xsd:") {
            "int" | "integer" => (self.below(130) as i64 - 5).to_string(),
            "decimal" => (self.below(400) as f64 / 4.0 - 5.0).to_string(),
            "date" => format!("{year}-{month:02}-{day:02}"),
            "dateTime" => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00.000+07:00"),
            "time" => format!("{hour:02}:{minute:02}:00.000+07:00"),
            "geopoint" => format!("{north}.5 {east}.25 0.0 0.0"),
            "geotrace" => format!("{north}.5 {east}.25 0.0 0.0;{north}.75 {east}.5 0.0 0.0"),
            "geoshape" => format!(
                "{north}.5 {east}.25 0.0 0.0;{north}.75 {east}.5 0.0 0.0;{north}.5 {east}.0 0.0 0.0;{north}.5 {east}.25 0.0 0.0"
            ),
            _ => TEXTS[self.below(TEXTS.len())].to_owned(),
        }
    }
}
