//! Pages that fill up: lines of text that break where there is no more room, and rules.

use super::super::paper::Align;
use super::face::Style;

/// The size of A4, in points.
pub const PAGE: (f32, f32) = (595.28, 841.89);
/// Margins of 30 and 15 mm at the sides, of 20 mm above and below.
pub const LEFT: f32 = 85.04;
/// Where the page begins.
pub const TOP: f32 = 56.7;
/// Where it ends.
pub const BOTTOM: f32 = PAGE.1 - 56.7;
/// What is left between the margins.
pub const WIDTH: f32 = PAGE.0 - LEFT - 42.52;

/// What is on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// A text on its base line.
    Text {
        /// Where it begins.
        x: f32,
        /// Where its base line is.
        y: f32,
        /// How its letters look.
        style: Style,
        /// How large they are.
        size: f32,
        /// What it says.
        text: String,
    },
    /// A rule.
    Rule {
        /// Where it begins.
        x: f32,
        /// How far below the upper edge.
        y: f32,
        /// How wide it is.
        width: f32,
        /// How tall it is.
        height: f32,
    },
}

/// Ink, and the element that it belongs to; none: nobody needs to hear of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The ink.
    pub ink: Ink,
    /// The element, by its number.
    pub element: Option<usize>,
}

/// What an element of a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of this level.
    Head(u16),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// The head of a column.
    ColumnHead,
    /// What names a row.
    RowHead,
    /// Any other cell.
    Cell,
}

/// An element of a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// What it is within.
    pub within: Option<usize>,
    /// What a heading says.
    pub title: String,
    /// On which page it begins, and how far below the upper edge, in points.
    pub at: (usize, f32),
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set {
    /// How its letters look.
    pub style: Style,
    /// How large they are.
    pub size: f32,
    /// Where its lines stand.
    pub align: Align,
    /// How much its first line is moved in.
    pub indent: f32,
    /// Room after it.
    pub after: f32,
}

/// The pages of a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// What is on each.
    pub pages: Vec<Vec<Mark>>,
    /// The elements, in the order in which they are read.
    pub elements: Vec<Element>,
    /// How far the last page is filled.
    pub y: f32,
}

impl Default for Layout {
    fn default() -> Self {
        Self { pages: vec![Vec::new()], elements: Vec::new(), y: TOP }
    }
}

impl Layout {
    /// Lays another's pages behind its own.
    pub fn bind(&mut self, other: Self) {
        let (pages, elements) = (self.pages.len(), self.elements.len());
        let behind = |of: Option<usize>| of.map(|nth| nth + elements);
        let moved = |mark: Mark| Mark { element: behind(mark.element), ..mark };
        self.pages.extend(other.pages.into_iter().map(|marks| marks.into_iter().map(moved).collect()));
        self.elements.extend(other.elements.into_iter().map(|it| Element {
            within: behind(it.within),
            at: (it.at.0 + pages, it.at.1),
            ..it
        }));
    }

    /// Goes on on a new page.
    pub fn page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Goes on on a new page where less than this is left.
    pub fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.page();
        }
    }

    /// Leaves room, but not at the beginning of a page.
    pub fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Another element.
    pub fn element(&mut self, kind: Kind, within: Option<usize>) -> usize {
        let at = (self.pages.len() - 1, self.y);
        self.elements.push(Element { kind, within, title: String::new(), at });
        self.elements.len() - 1
    }

    /// A paragraph between the margins.
    pub fn paragraph(&mut self, kind: Kind, text: &str, set: Set) {
        self.block(kind, text, set, (LEFT, WIDTH));
    }

    /// A paragraph in some of the width.
    pub fn block(&mut self, kind: Kind, text: &str, set: Set, (from, width): (f32, f32)) {
        let line = set.size * 1.25;
        self.need(line);
        let element = self.element(kind, None);
        if let Some(it) = self.elements.last_mut() {
            it.title = set.style.face().settable(text).replace('\n', " ");
        }
        for (nth, text) in wrapped(text, set, width).iter().enumerate() {
            self.need(line);
            let indent = if nth == 0 { set.indent } else { 0.0 };
            self.line(text, set, (from + indent, width - indent), self.y, Some(element));
            self.y += line;
        }
        self.y += set.after;
    }

    /// A line of text below this height.
    pub fn line(
        &mut self,
        text: &str,
        set: Set,
        (from, width): (f32, f32),
        top: f32,
        element: Option<usize>,
    ) {
        let left = (width - set.style.face().width(text.trim_end(), set.size)).max(0.0);
        let x = match set.align {
            Align::Start => from,
            Align::Center => from + left / 2.0,
            Align::End => from + left,
        };
        let ink = Ink::Text {
            x,
            y: top + set.size * 0.95,
            style: set.style,
            size: set.size,
            text: text.to_owned(),
        };
        self.mark(ink, element);
    }

    /// A rule.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.mark(Ink::Rule { x, y, width, height }, None);
    }

    fn mark(&mut self, ink: Ink, element: Option<usize>) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Mark { ink, element });
        }
    }
}

/// The lines of a text. A word that alone is too long goes on in the next; what a line leaves to the next it ends with a blank, so that
/// readers keep words apart.
pub fn wrapped(text: &str, set: Set, width: f32) -> Vec<String> {
    let face = set.style.face();
    let mut lines = Vec::new();
    for said in face.settable(text).split('\n') {
        let mut line = String::new();
        for word in said.split(' ') {
            let room = if lines.is_empty() { width - set.indent } else { width };
            let fits = |line: &str| face.width(line, set.size) <= room;
            if !line.is_empty() && !fits(&format!("{line}{word}")) {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                if !line.is_empty() && !line.ends_with(' ') && !fits(&format!("{line}{c}")) {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
            line.push(' ');
        }
        lines.push(line);
    }
    if let Some(last) = lines.last_mut() {
        let end = last.trim_end().len();
        last.truncate(end.max(1));
    }
    lines
}
