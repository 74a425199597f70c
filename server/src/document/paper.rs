//! A paper as data: what it says, in the order in which it says it. How it looks is the writers' part.

use shared::message::Language;

/// A paper of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// In which language it is.
    pub language: Language,
    /// How it begins.
    pub opening: Opening,
    /// Of what kind it is, such as BÁO CÁO.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: Vec<Block>,
    /// To whom it goes.
    pub recipients: Vec<String>,
    /// Who signs, from the left; the last is the first in rank.
    pub signatures: Vec<Signature>,
    /// What stands below each page, beside its number and how many there are.
    pub foot: Option<String>,
}

/// How a paper begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// An office issues it: its heading stands above.
    Issued(Heading),
    /// It goes with a decision: which one is cited below its title.
    Annexed(String),
}

/// The heading of a paper that is issued. The national title and the motto stand in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The office above the one that issues it; empty where there is none.
    pub above: String,
    /// The office that issues it.
    pub office: String,
    /// Its number, with room for what the registry gives.
    pub number: String,
    /// Where and when.
    pub place_and_date: String,
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, of the first level or the second.
    Head(u8, String),
    /// A paragraph.
    Text(String),
    /// What can be chosen: each with the digit in the box before it.
    Choices(Vec<(String, String)>),
    /// A table.
    Table(Table),
}

/// A table whose head stands again on each page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its part of the width, in percent.
    pub width: u32,
    /// How its cells are set.
    pub align: Align,
}

/// How a cell is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Start,
    /// Numbers.
    End,
    /// Codes.
    Center,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells; a line break in one is a line break on paper.
    pub cells: Vec<String>,
    /// Whether it sums up or heads others.
    pub strong: bool,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// As what.
    pub role: String,
    /// The name, where it is known.
    pub name: String,
}

impl Table {
    /// An empty one with these columns: head, percent of the width, how it is set.
    pub fn of<const N: usize>(columns: [(String, u32, Align); N]) -> Self {
        let column = |(title, width, align)| Column { title, width, align };
        Self { columns: columns.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(Row { cells: cells.into(), strong: false });
    }

    /// Adds a row that sums up or heads others.
    pub fn push_strong<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(Row { cells: cells.into(), strong: true });
    }
}

/// A text as every reader takes it: lines end in one way, and what no file has a way to say is left out.
pub(super) fn printable(text: &str) -> String {
    let said = |c: &char| *c == '\n' || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(said).collect()
}
