//! A form as it stands on paper: which number each question bears, which digit each option, and when a question is to be answered. Who
//! prints it and who keys it in read the same.

use super::Surroundings;
use super::definition::{Choice, FormDefinition, Kind, Node, Question, Repeat, Scope, Text, UNIT};
use super::xpath::dialect;
use super::xpath::{Comparison, Expr, Function, Term, What};

/// A piece of a form on paper, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'a> {
    /// The heading of a group.
    Head(&'a Text),
    /// What is only told.
    Note(&'a Text),
    /// A question.
    Asked(Numbered<'a>),
    /// Questions about units.
    Judged(&'a Repeat, Vec<Piece<'a>>),
    /// When what follows is to be answered: the next question, or the whole group or repeat.
    Only(Condition<'a>),
}

/// A question and its number; questions are counted through the whole form.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// The question.
    pub question: &'a Question,
    /// The options: the digit of each is its place among them, from 1.
    pub options: &'a [Choice],
    /// It is asked only where each of these questions, by number, was answered with one of these options.
    pub only: Vec<(usize, Vec<usize>)>,
}

/// A place on paper where something is answered: a question, or a question about a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// Its path, as interviews have it.
    pub path: String,
    /// The question.
    pub asked: Numbered<'a>,
    /// The unit that is judged.
    pub unit: Option<String>,
    /// It is asked only where the answer at each of these paths has one of these options, by code.
    pub only: Vec<(String, Vec<String>)>,
}

/// When something is to be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition<'a> {
    /// Where this question was answered with one of these options.
    Chosen(Numbered<'a>, Vec<usize>),
    /// Where these questions were answered in some way that takes an expression to say.
    Depends(Vec<usize>),
}

impl FormDefinition {
    /// The form as it stands on paper, but for what tells who somebody is.
    pub fn on_paper(&self) -> Vec<Piece<'_>> {
        self.printed(self.nodes.iter().filter(|node| !node.is_personal()))
    }

    /// What tells who somebody is, on a sheet of its own with numbers of its own: it is torn off, and nobody keys it.
    pub fn on_its_own_paper(&self) -> Vec<Piece<'_>> {
        self.printed(personal(&self.nodes).into_iter())
    }

    fn printed<'a>(&'a self, nodes: impl Iterator<Item = &'a Node>) -> Vec<Piece<'a>> {
        let mut printer = Printer { form: self, asked: Vec::new(), only: Vec::new() };
        nodes.flat_map(|node| printer.piece(node, false)).collect()
    }

    /// Where something is answered on a paper that is handed out in these surroundings, as it is read from the top: of questions that
    /// stand beside each other in a table, row by row.
    pub fn fields(&self, surroundings: &Surroundings) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        for piece in &self.on_paper() {
            match piece {
                Piece::Asked(asked) => fields.push(field(&fields, asked, None)),
                Piece::Judged(repeat, inner) => {
                    let units = surroundings.units(&repeat.target);
                    for table in tables(inner) {
                        for unit in units.iter() {
                            for asked in &table {
                                let judged = field(&fields, asked, Some((*repeat, unit.as_str())));
                                fields.push(judged);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        fields
    }
}

/// What tells who somebody is, wherever it stands.
fn personal(nodes: &[Node]) -> Vec<&Node> {
    let mut found = Vec::new();
    for node in nodes {
        if node.is_personal() { found.push(node) } else { found.extend(personal(node.inside())) }
    }
    found
}

/// A field behind others, which its conditions name.
fn field<'a>(before: &[Field<'a>], asked: &Numbered<'a>, judged: Option<(&Repeat, &str)>) -> Field<'a> {
    let name = &asked.question.name;
    let path = match judged {
        Some((repeat, unit)) => format!("/{}[{unit}]/{name}", repeat.name),
        None => format!("/{name}"),
    };
    let unit = judged.map(|(_, unit)| unit.to_owned());
    let mut only = Vec::new();
    for (number, digits) in &asked.only {
        let of = |other: &&Field<'_>| {
            other.asked.number == *number && (other.unit.is_none() || other.unit == unit)
        };
        if let Some(other) = before.iter().rfind(of) {
            let code = |digit: &usize| other.asked.options.get(digit - 1).map(|option| option.name.clone());
            only.push((other.path.clone(), digits.iter().filter_map(code).collect()));
        }
    }
    if let Some((repeat, unit)) = judged
        && let Scope::Used(chosen) = &repeat.target.scope
    {
        only.push((format!("/{chosen}"), vec![unit.to_owned()]));
    }
    Field { path, asked: asked.clone(), unit, only }
}

/// The part of a table's width that names the unit, in percent.
pub const UNIT_WIDTH: u32 = 28;

/// The questions of a repeat that have room beside each other on paper, table by table.
pub fn tables<'q, 'f>(pieces: &'q [Piece<'f>]) -> Vec<Vec<&'q Numbered<'f>>> {
    let mut tables: Vec<Vec<&Numbered<'_>>> = Vec::new();
    let mut left = 0;
    for piece in pieces {
        let Piece::Asked(it) = piece else { continue };
        match tables.last_mut().filter(|_| it.width() <= left) {
            Some(table) => table.push(it),
            None => {
                tables.push(vec![it]);
                left = 100 - UNIT_WIDTH;
            }
        }
        left = left.saturating_sub(it.width());
    }
    tables
}

impl Numbered<'_> {
    /// As much of a table's width as its digits take, in percent, with room around each for a ring.
    pub fn width(&self) -> u32 {
        match u32::try_from(self.options.len()).unwrap_or(u32::MAX) {
            0 => 18,
            options => options.saturating_mul(2).saturating_add(2).clamp(8, 100 - UNIT_WIDTH),
        }
    }
}

impl Question {
    /// Whether a person answers it, in a repeat or outside of all. The unit, metadata, notes and calculations are not asked.
    pub fn is_asked(&self, in_repeat: bool) -> bool {
        let told = matches!(self.kind, Kind::Note | Kind::Calculate) || self.kind.is_metadata();
        !told && self.calculation.is_none() && !(in_repeat && self.name == UNIT)
    }
}

struct Printer<'a> {
    form: &'a FormDefinition,
    /// The questions so far.
    asked: Vec<Numbered<'a>>,
    /// What holds of all that is in the groups around.
    only: Vec<(usize, Vec<usize>)>,
}

impl<'a> Printer<'a> {
    fn piece(&mut self, node: &'a Node, in_repeat: bool) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let (relevant, around) = (node.relevant(), self.only.len());
        match node {
            Node::Question(question) if question.kind == Kind::Note => {
                self.begin(relevant, &mut pieces);
                pieces.push(Piece::Note(&question.label));
            }
            Node::Question(question) if question.is_asked(in_repeat) => {
                self.begin(relevant, &mut pieces);
                let (number, only) = (self.asked.len() + 1, self.only.clone());
                let asked = Numbered { number, question, options: self.form.options(&question.kind), only };
                self.asked.push(asked.clone());
                pieces.push(Piece::Asked(asked));
            }
            Node::Question(_) => {}
            Node::Group(_) | Node::Repeat(_) => {
                pieces.extend(Some(node.label()).filter(|label| !label.is_empty()).map(Piece::Head));
                self.begin(relevant, &mut pieces);
                let (own, inner) = (node.is_personal(), matches!(node, Node::Repeat(_)));
                let here = node.inside().iter().filter(|it| own || !it.is_personal());
                let within: Vec<_> = here.flat_map(|it| self.piece(it, in_repeat || inner)).collect();
                match node {
                    Node::Repeat(repeat) => pieces.push(Piece::Judged(repeat, within)),
                    _ => pieces.extend(within),
                }
            }
        }
        self.only.truncate(around);
        pieces
    }

    /// Says when what follows is asked, and keeps it in mind for all that is in it.
    fn begin(&mut self, relevant: Option<&str>, pieces: &mut Vec<Piece<'a>>) {
        let only = self.only(relevant);
        if let Some(Condition::Chosen(of, options)) = &only {
            self.only.push((of.number, options.clone()));
        }
        pieces.extend(only.map(Piece::Only));
    }

    fn only(&self, relevant: Option<&str>) -> Option<Condition<'a>> {
        let expr = dialect::parse(relevant?).ok()?;
        let chosen = self.chosen(&expr);
        let asked = expr.references.iter().filter_map(|name| self.last(name));
        let numbers: Vec<_> = asked.map(|asked| asked.number).collect();
        let depends = || (!numbers.is_empty()).then_some(Condition::Depends(numbers));
        chosen.or_else(depends)
    }

    /// The question of this name. Names are unique within a repeat alone: what was asked last is nearest.
    fn last(&self, name: &str) -> Option<&Numbered<'a>> {
        self.asked.iter().rfind(|asked| asked.question.name == name)
    }

    /// The one question and its options, where the expression says no more than that.
    fn chosen(&self, expr: &Expr) -> Option<Condition<'a>> {
        let terms = match &expr.root.what {
            What::Or(terms) => terms.as_slice(),
            _ => std::slice::from_ref(&expr.root),
        };
        let mut of: Option<&Numbered<'a>> = None;
        let mut options = Vec::new();
        for term in terms {
            let (name, code, is) = said(expr, term)?;
            let asked = self.last(name)?;
            let digit = asked.options.iter().position(|option| option.name == code)? + 1;
            if of.is_some_and(|of| of.number != asked.number) || (!is && terms.len() > 1) {
                return None;
            }
            of = Some(asked);
            match is {
                true => options.push(digit),
                false => options.extend((1..=asked.options.len()).filter(|other| *other != digit)),
            }
        }
        of.map(|of| Condition::Chosen(of.clone(), options))
    }
}

/// Which question a term asks for, for which option, and whether it is to be that one.
fn said<'e>(expr: &'e Expr, term: &'e Term) -> Option<(&'e str, &'e str, bool)> {
    let (of, option, is) = match &term.what {
        What::Compare(left, right) => match right.as_slice() {
            [(Comparison::Equal, right)] => (&**left, right, true),
            [(Comparison::NotEqual, right)] => (&**left, right, false),
            _ => return None,
        },
        What::Call(Function::Selected, arguments) => match arguments.as_slice() {
            [of, option] => (of, option, true),
            _ => return None,
        },
        _ => return None,
    };
    match &option.what {
        What::Text(code) => Some((expr.named(of)??, &**code, is)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
