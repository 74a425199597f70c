//! Sheet `survey`: its rows as a tree of questions, groups and repeats over units.

use std::collections::BTreeMap;

use super::columns;
use super::expressions::{self, Expressions};
use super::heads;
use super::kind::{self, Line};
use super::scope::{self, Holds, Places};
use super::tree::{Open, Tree};
use crate::form::{Choice, Kind, Node, Question, Scope, Target, UNIT};
use crate::problem::{Location, Problem};
use crate::sheet::{Code, Faults, Record, Table};

const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false)];

/// Choice lists by name.
pub(super) type Lists = BTreeMap<String, Vec<Choice>>;

/// Reads the sheet.
pub(super) fn read(table: &Table, lists: &Lists, faults: &mut Faults) -> (Vec<Node>, Places) {
    let mut survey = Survey {
        lists,
        tree: Tree::default(),
        places: Places::default(),
        expressions: Expressions::default(),
    };
    for record in table.records() {
        survey.row(record, faults);
    }
    let Survey { tree, places, expressions, .. } = survey;
    let nodes = tree.finish(faults);
    expressions.check(&places, lists, faults);
    (nodes, places)
}

struct Survey<'a> {
    lists: &'a Lists,
    tree: Tree,
    places: Places,
    expressions: Expressions,
}

impl Survey<'_> {
    fn row(&mut self, record: Record, faults: &mut Faults) {
        let line = record.at("type").needed(faults).and_then(|spot| kind::read(&spot, faults));
        if let Some(line) = &line {
            no_idle_cells(record, line, faults);
        }
        if let Some(Line::EndGroup | Line::EndRepeat) = line {
            return self.tree.end(&line.expect("just matched"), record, faults);
        }
        let Some(name) = self.name(record, holds(record, line.as_ref()), faults) else { return };
        match line {
            Some(Line::Question(kind)) => self.question(record, name, kind, faults),
            Some(line) => self.begin(record, name, line, faults),
            None => {}
        }
    }

    /// The name, taken up on its level. A row whose type is wrong has one too: others may refer to it.
    fn name(&mut self, record: Record, holds: Holds, faults: &mut Faults) -> Option<String> {
        let spot = record.at("name").needed(faults)?;
        let name = spot.code(Code::Loose, faults)?;
        if !scope::is_name(&name) {
            spot.fault(Problem::new("form.name_characters").with("value", name), faults);
            return None;
        }
        let repeat = self.tree.repeat().map(|open| open.name.as_str());
        let filled = |column: &str| !record.at(column).is_blank();
        let may_be_blank = !matches!(holds, Holds::Nothing | Holds::Calculation(_))
            && (!filled("required") || filled("relevant"));
        self.places.take(repeat, &name, (&spot, holds, may_be_blank), faults);
        Some(name)
    }

    fn question(&mut self, record: Record, name: String, kind: Kind, faults: &mut Faults) {
        let repeat = self.tree.repeat().map(|open| open.name.clone());
        let level = repeat.as_deref();
        if let Kind::SelectOne(list) | Kind::SelectMultiple(list) = &kind
            && !self.lists.contains_key(list)
        {
            record.at("type").fault(Problem::new("form.list_unknown").with("list", list), faults);
        }
        let label = heads::text(record, "label", faults);
        let hint = heads::text(record, "hint", faults);
        let silent = matches!(
            kind,
            Kind::Calculate | Kind::Start | Kind::End | Kind::Today | Kind::DeviceId | Kind::Username
        );
        if !silent && label.is_empty() {
            heads::text_missing(record, "label", faults);
        }
        if kind == Kind::Calculate {
            record.at("calculation").needed(faults);
        }
        if name == UNIT && level.is_some() {
            unit_is_fixed(record, faults);
        }
        let criteria = self.criteria(record, &kind, faults);
        let question = Question {
            required: self.expressions.read_required(record, level, faults),
            required_message: heads::text(record, "required_message", faults),
            relevant: self.expressions.read(record, "relevant", level, faults),
            constraint: self.expressions.read(record, "constraint", level, faults),
            constraint_message: heads::text(record, "constraint_message", faults),
            calculation: self.expressions.read(record, "calculation", level, faults),
            appearance: appearance(record, false, faults),
            name,
            kind,
            label,
            hint,
            criteria,
            personal: personal(record, faults),
        };
        self.tree.add(Node::Question(question));
    }

    fn criteria(&self, record: Record, kind: &Kind, faults: &mut Faults) -> Vec<String> {
        let spot = record.at("criterion");
        let (Kind::SelectOne(list) | Kind::SelectMultiple(list)) = kind else { return Vec::new() };
        let Some(codes) = spot.codes(faults) else { return Vec::new() };
        if self.tree.repeat().is_none() {
            spot.fault(Problem::new("form.criterion_outside_repeat"), faults);
        }
        if let Some(options) = self.lists.get(list)
            && options.iter().all(|option| option.percent.is_none())
        {
            spot.fault(Problem::new("form.criterion_without_percent").with("list", list), faults);
        }
        codes
    }

    fn begin(&mut self, record: Record, name: String, line: Line, faults: &mut Faults) {
        let repeat = self.tree.repeat().map(|open| open.name.clone());
        let is_repeat = line == Line::BeginRepeat;
        if is_repeat && repeat.is_some() {
            record.at("type").fault(Problem::new("form.nested_repeat").with("question", &name), faults);
        }
        let target = if is_repeat { target(record, faults) } else { None };
        if is_repeat {
            // For tools that do not know `target`: checked, and not needed here.
            self.expressions.read(record, "repeat_count", repeat.as_deref(), faults);
        }
        self.tree.begin(Open {
            label: heads::text(record, "label", faults),
            relevant: self.expressions.read(record, "relevant", repeat.as_deref(), faults),
            appearance: appearance(record, line == Line::BeginGroup, faults),
            at: Location { column: None, ..record.location("") },
            nodes: Vec::new(),
            line,
            name,
            target,
        });
    }
}

/// What a row's name will stand for in expressions.
fn holds(record: Record, line: Option<&Line>) -> Holds {
    match line {
        Some(Line::BeginGroup | Line::Question(Kind::Note)) => Holds::Nothing,
        Some(Line::Question(Kind::SelectOne(list))) => Holds::List(list.clone()),
        Some(Line::Question(Kind::SelectMultiple(list))) => Holds::Several(list.clone()),
        Some(Line::Question(Kind::Date | Kind::Today)) => Holds::Day,
        Some(Line::Question(Kind::Integer)) => Holds::Integer,
        Some(Line::Question(Kind::Decimal)) => Holds::Decimal,
        Some(Line::Question(Kind::Calculate)) => {
            let formula = expressions::straightened(record.at("calculation").word(&mut Faults::default()));
            formula.map_or(Holds::Answer, Holds::Calculation)
        }
        _ => Holds::Answer,
    }
}

/// Notes each filled cell that means nothing on a row of this type.
fn no_idle_cells(record: Record, line: &Line, faults: &mut Faults) {
    for (name, spot) in record.spots() {
        if !columns::means_something(name, line) {
            let kind = record.at("type").text(faults).unwrap_or_default();
            spot.fault(Problem::new("form.column_idle").with("type", kind), faults);
        }
    }
}

/// Whether the answer tells who somebody is.
fn personal(record: Record, faults: &mut Faults) -> bool {
    let spot = record.at("personal").filled();
    spot.and_then(|spot| spot.one_of(YES_NO, faults)).unwrap_or_default()
}

/// The `unit` question of a repeat is answered by the target, so nothing may depend on how it is asked.
fn unit_is_fixed(record: Record, faults: &mut Faults) {
    for column in ["relevant", "constraint", "criterion"] {
        if let Some(spot) = record.at(column).filled() {
            spot.fault(Problem::new("form.unit_fixed"), faults);
        }
    }
}

fn appearance(record: Record, is_group: bool, faults: &mut Faults) -> Option<String> {
    let spot = record.at("appearance");
    let appearance = spot.word(faults)?;
    if columns::appearance_known(&appearance, is_group) {
        return Some(appearance);
    }
    spot.fault(Problem::new("form.appearance_refused").with("value", appearance), faults);
    None
}

/// `UNITTYPE:all`, `:own` or `:used`; which question `used` means is known when the repeat ends.
fn target(record: Record, faults: &mut Faults) -> Option<Target> {
    let spot = record.at("target");
    let Some(text) = spot.word(faults) else {
        spot.fault(Problem::new("form.repeat_without_target"), faults);
        return None;
    };
    let scope = match text.split_once(':') {
        Some((_, "all")) => Some(Scope::All),
        Some((_, "own")) => Some(Scope::Own),
        Some((_, "used")) => Some(Scope::Used(String::new())),
        _ => None,
    };
    let unit_type = text.split(':').next().unwrap_or_default().to_owned();
    match scope {
        Some(scope) if !unit_type.is_empty() => Some(Target { unit_type, scope }),
        _ => {
            spot.fault(Problem::new("form.target").with("value", text), faults);
            None
        }
    }
}
