//! Sheet `survey`: its rows as a tree of questions, groups and repeats over units.

use std::collections::BTreeMap;

use super::columns;
use super::expressions::{self, Expressions};
use super::heads;
use super::kind::{self, Line};
use super::personal;
use super::scope::{self, Holds, Places};
use super::target::{self, Chooser};
use crate::form::sheets::Outline;
use crate::form::{Choice, Group, Kind, Node, Question, Repeat, UNIT};
use crate::problem::Problem;
use crate::sheet::{Code, Faults, Record, Table};

const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false)];

/// Choice lists by name.
pub(super) type Lists = BTreeMap<String, Vec<Choice>>;

/// Reads the sheet, whose rows stand in each other as the outline says.
pub(super) fn read(
    table: &Table,
    outline: &Outline,
    lists: &Lists,
    faults: &mut Faults,
) -> (Vec<Node>, Places) {
    let mut survey = Survey {
        lists,
        rows: BTreeMap::new(),
        choosers: Vec::new(),
        places: Places::default(),
        expressions: Expressions::default(),
    };
    for record in table.records() {
        let line = survey.look(record, faults);
        survey.rows.insert(record.number(), (record, line));
    }
    let nodes = survey.nodes(&outline.children, None, faults);
    let Survey { places, expressions, .. } = survey;
    expressions.check(&places, lists, faults);
    personal::check(&nodes, &places, faults);
    (nodes, places)
}

struct Survey<'a> {
    lists: &'a Lists,
    /// Each row by its number, and what it is where that is understood.
    rows: BTreeMap<u32, (Record<'a>, Option<Line>)>,
    /// The `used_…` questions so far.
    choosers: Vec<Chooser>,
    places: Places,
    expressions: Expressions,
}

impl Survey<'_> {
    /// Looks at a row by itself: its type, its name, and that no cell is filled in vain.
    fn look(&mut self, record: Record, faults: &mut Faults) -> Option<Line> {
        let line = record.at("type").needed(faults).and_then(|spot| kind::read(&spot, faults));
        if let Some(line) = &line {
            no_idle_cells(record, line, faults);
        }
        if !matches!(line, Some(Line::EndGroup | Line::EndRepeat)) {
            name(record, faults).into_iter().for_each(|name| self.places.know(name));
        }
        line
    }

    fn nodes(&mut self, outlines: &[Outline], repeat: Option<&str>, faults: &mut Faults) -> Vec<Node> {
        let mut nodes = Vec::new();
        for outline in outlines {
            let Some((record, line)) = self.rows.get(&outline.row).cloned() else { continue };
            self.take(record, outline, line.as_ref(), repeat, faults);
            match line {
                Some(Line::Question(kind)) => {
                    let question = self.question(record, outline, kind, repeat, faults);
                    self.choosers.extend(Chooser::of(&question).filter(|_| repeat.is_none()));
                    nodes.push(Node::Question(question));
                }
                None if outline.children.is_empty() => {}
                line => nodes.push(self.section(record, outline, line.as_ref(), repeat, faults)),
            }
        }
        nodes
    }

    /// Takes the name up on its level. A row whose type is wrong has one too: others may refer to it.
    fn take(
        &mut self,
        record: Record,
        outline: &Outline,
        line: Option<&Line>,
        repeat: Option<&str>,
        faults: &mut Faults,
    ) {
        let (spot, holds) = (record.at("name"), holds(record, line));
        let filled = |column: &str| !record.at(column).is_blank();
        let may_be_blank = !matches!(holds, Holds::Nothing | Holds::Calculation(_))
            && (!filled("required") || filled("relevant"));
        self.places.take(repeat, &outline.name, (&spot, holds, may_be_blank), faults);
    }

    fn question(
        &mut self,
        record: Record,
        outline: &Outline,
        kind: Kind,
        level: Option<&str>,
        faults: &mut Faults,
    ) -> Question {
        let name = outline.name.clone();
        let label = heads::text(record, "label", faults);
        let hint = heads::text(record, "hint", faults);
        let silent = matches!(
            kind,
            Kind::Calculate | Kind::Start | Kind::End | Kind::Today | Kind::DeviceId | Kind::Username
        );
        if !silent && label.is_empty() {
            heads::text_missing(record, "label", faults);
        }
        if name == UNIT && level.is_some() {
            unit_is_fixed(record, faults);
        }
        let criteria = self.criteria(record, &kind, level, faults);
        Question {
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
            personal: is_personal(record, faults),
        }
    }

    fn criteria(&self, record: Record, kind: &Kind, level: Option<&str>, faults: &mut Faults) -> Vec<String> {
        let spot = record.at("criterion");
        let (Kind::SelectOne(list) | Kind::SelectMultiple(list)) = kind else { return Vec::new() };
        let Some(codes) = spot.codes(faults) else { return Vec::new() };
        if level.is_none() {
            spot.fault(Problem::new("form.criterion_outside_repeat"), faults);
        }
        if let Some(options) = self.lists.get(list)
            && options.iter().all(|option| option.percent.is_none())
        {
            spot.fault(Problem::new("form.criterion_without_percent").with("list", list), faults);
        }
        codes
    }

    /// A group or repeat, with what stands in it.
    fn section(
        &mut self,
        record: Record,
        outline: &Outline,
        line: Option<&Line>,
        repeat: Option<&str>,
        faults: &mut Faults,
    ) -> Node {
        let is_repeat = line == Some(&Line::BeginRepeat);
        let name = outline.name.clone();
        if is_repeat && repeat.is_some() {
            record.at("type").fault(Problem::new("form.nested_repeat").with("question", &name), faults);
        }
        let target = if is_repeat { target::read(record, faults) } else { None };
        if is_repeat {
            // For tools that do not know `target`: checked, and not needed here.
            self.expressions.read(record, "repeat_count", repeat, faults);
        }
        let label = heads::text(record, "label", faults);
        let relevant = self.expressions.read(record, "relevant", repeat, faults);
        let appearance = appearance(record, line == Some(&Line::BeginGroup), faults);
        self.end_is_named(outline, faults);
        let nodes = self.nodes(&outline.children, if is_repeat { Some(&name) } else { repeat }, faults);
        match target {
            None => Node::Group(Group { name, label, relevant, appearance, nodes }),
            Some(target) => {
                let target =
                    target::chosen(target, &nodes, &self.choosers, record.location("target"), faults);
                Node::Repeat(Repeat { name, label, relevant, target, nodes })
            }
        }
    }

    /// The row that ends something may say the name of what it ends.
    fn end_is_named(&self, outline: &Outline, faults: &mut Faults) {
        let Some((end, _)) = outline.end.and_then(|end| self.rows.get(&end)) else { return };
        if let Some(name) = end.at("name").word(faults).filter(|name| *name != outline.name) {
            let problem = Problem::new("form.end_name").with("name", name).with("open", &outline.name);
            end.at("name").fault(problem, faults);
        }
    }
}

/// The name of a row; what none may be is noted.
fn name(record: Record, faults: &mut Faults) -> Option<String> {
    let spot = record.at("name").needed(faults)?;
    let name = spot.code(Code::Loose, faults)?;
    if !scope::is_name(&name) {
        spot.fault(Problem::new("form.name_characters").with("value", name), faults);
        return None;
    }
    Some(name)
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
fn is_personal(record: Record, faults: &mut Faults) -> bool {
    let Some(spot) = record.at("personal").filled() else { return false };
    spot.one_of(YES_NO, faults).unwrap_or_default()
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
