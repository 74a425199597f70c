//! A paper on its pages: which mark stands where, and to which element of the paper it belongs.

use shared::message::text;

use super::super::paper::{Align, Block, Heading, Opening, Paper, Row, Signature, Table};
use super::face::Style;
use super::sheet::{BOTTOM, Kind, LEFT, Layout, Set, TOP, WIDTH, wrapped};

/// How large most of the text is, and that of tables.
const SIZE: f32 = 13.0;
const SMALL: f32 = 11.0;
/// Room around what a cell says.
const PAD: f32 = 3.0;

const BODY: Set = Set { style: Style::Plain, size: SIZE, align: Align::Start, indent: 28.0, after: 5.0 };
const TITLE: Set = Set { style: Style::Bold, size: 14.0, align: Align::Center, indent: 0.0, after: 2.0 };
const CITED: Set = Set { style: Style::Italic, size: SIZE, align: Align::Center, indent: 0.0, after: 12.0 };
const HEAD: Set = Set { style: Style::Bold, size: SIZE, align: Align::Start, indent: 0.0, after: 4.0 };
const LINE: Set = Set { style: Style::Plain, size: SIZE, align: Align::Center, indent: 0.0, after: 0.0 };

/// Lays a paper out.
pub fn layout(paper: &Paper) -> Layout {
    let mut out = Layout::default();
    if let Opening::Issued(it) = &paper.opening {
        heading(&mut out, it, paper);
    }
    out.paragraph(Kind::Paragraph, &paper.title, TITLE);
    out.paragraph(Kind::Head(1), &paper.subject, Set { after: 4.0, ..TITLE });
    if let Opening::Annexed(to) = &paper.opening {
        out.paragraph(Kind::Paragraph, to, CITED);
    }
    for block in &paper.body {
        match block {
            Block::Head(level, text) => {
                out.space(8.0);
                // A head stands above some of what it heads.
                out.need(SIZE * 8.0);
                out.paragraph(Kind::Head(u16::from(*level) + 1), text, HEAD);
            }
            // What is told line by line stands at the margin, each line as the first.
            Block::Text(text) if text.contains('\n') => {
                out.paragraph(Kind::Paragraph, text, Set { indent: 0.0, ..BODY });
            }
            Block::Text(text) => out.paragraph(Kind::Paragraph, text, BODY),
            Block::Choices(choices) => boxes(&mut out, choices),
            Block::Table(content) => table(&mut out, content),
        }
    }
    signatures(&mut out, paper);
    out
}

/// The offices on the left, the national title on the right, each underlined.
fn heading(out: &mut Layout, it: &Heading, paper: &Paper) {
    let say = |key| text(paper.language, key, &[]);
    let bold = Set { style: Style::Bold, ..LINE };
    let left = [(&it.above, LINE, false), (&it.office, bold, true), (&it.number, LINE, false)];
    let (nation, motto) = (say("document.nation"), say("document.motto"));
    let dated = Set { style: Style::Italic, ..LINE };
    let right = [
        (&nation, Set { size: 12.0, ..bold }, false),
        (&motto, bold, true),
        (&it.place_and_date, dated, false),
    ];
    let top = out.y;
    let mut end = top;
    for (from, share, lines) in [(LEFT, 0.4, left), (LEFT + WIDTH * 0.4, 0.6, right)] {
        out.y = top;
        let width = WIDTH * share;
        for (text, set, ruled) in lines.into_iter().filter(|(text, ..)| !text.is_empty()) {
            out.block(Kind::Paragraph, text, set, balanced(text, set, (from, width)));
            if ruled {
                out.rule(from + width * 0.3, out.y + 2.0, width * 0.4, 0.75);
                out.y += 5.0;
            }
        }
        end = end.max(out.y);
    }
    out.y = end + 16.0;
}

/// The middle of a place in which a text takes no more lines than in the whole: no last word stands alone below a long line.
fn balanced(text: &str, set: Set, (from, width): (f32, f32)) -> (f32, f32) {
    let lines = wrapped(text, set, width).len();
    let parts = (1..=20_u16).rev().map(|part| width * f32::from(part) / 20.0);
    let narrow =
        parts.take_while(|narrow| wrapped(text, set, *narrow).len() == lines).last().unwrap_or(width);
    (from + (width - narrow) / 2.0, narrow)
}

/// Recipients on the left, who signs beside them.
fn signatures(out: &mut Layout, paper: &Paper) {
    let columns = paper.signatures.len() + usize::from(!paper.recipients.is_empty());
    if columns == 0 {
        return;
    }
    out.space(16.0);
    out.need(SIZE * 9.0);
    let width = WIDTH / f32::from(u8::try_from(columns).unwrap_or(u8::MAX));
    let (top, mut from) = (out.y, LEFT);
    if !paper.recipients.is_empty() {
        let to = text(paper.language, "document.recipients", &[]);
        let small = Set { size: SMALL, align: Align::Start, ..LINE };
        out.block(Kind::Paragraph, &to, Set { style: Style::Bold, ..small }, (from, width));
        for line in &paper.recipients {
            out.block(Kind::Paragraph, line, small, (from, width));
        }
        from += width;
    }
    for Signature { role, name } in &paper.signatures {
        out.y = top;
        let bold = Set { style: Style::Bold, ..LINE };
        out.block(Kind::Paragraph, &role.to_uppercase(), bold, (from, width));
        out.y += SIZE * 5.0;
        out.block(Kind::Paragraph, name, bold, (from, width));
        from += width;
    }
}

/// What can be chosen, a box with its digit before each; beside each other as far as the longest leaves room.
fn boxes(out: &mut Layout, choices: &[(String, String)]) {
    const BOX: f32 = 16.0;
    const GAP: f32 = 6.0;
    let set = Set { indent: 0.0, after: 0.0, ..BODY };
    let width = |label: &str| set.style.face().width(label, set.size);
    let longest = choices.iter().map(|(_, label)| width(label)).fold(0.0, f32::max);
    let fits = |columns: &usize| longest + BOX + 3.0 * GAP <= WIDTH / count(*columns);
    let columns = [4, 3, 2].into_iter().find(fits).unwrap_or(1).min(choices.len().max(1));
    let (line, room) = (set.size * 1.25, WIDTH / count(columns));
    for row in choices.chunks(columns) {
        let label = |(_, label): &(String, String)| wrapped(label, set, room - BOX - 3.0 * GAP);
        let labels: Vec<_> = row.iter().map(label).collect();
        let lines = labels.iter().map(Vec::len).max().unwrap_or_default();
        let height = (line * count(lines)).max(BOX) + 3.0;
        out.need(height);
        for (nth, ((digit, _), label)) in row.iter().zip(labels).enumerate() {
            let (from, top) = (LEFT + room * count(nth) + GAP, out.y);
            let element = out.element(Kind::Paragraph, None);
            let inside = Set { size: SMALL, align: Align::Center, ..set };
            out.line(digit, inside, (from, BOX), top + 1.5, Some(element));
            for (x, y, width, height) in [
                (from, top, BOX, 0.75),
                (from, top + BOX, BOX + 0.75, 0.75),
                (from, top, 0.75, BOX),
                (from + BOX, top, 0.75, BOX),
            ] {
                out.rule(x, y, width, height);
            }
            for (nth, text) in label.iter().enumerate() {
                out.line(text, set, (from + BOX + GAP, room), top + line * count(nth), Some(element));
            }
        }
        out.y += height;
    }
    out.y += BODY.after;
}

fn table(out: &mut Layout, table: &Table) {
    let total = table.columns.iter().map(|column| column.width).sum::<u32>().max(1);
    // Where each begins, and how wide it is.
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut from = LEFT;
    for column in &table.columns {
        let width = WIDTH * share(column.width, total);
        columns.push((from, width));
        from += width;
    }
    let whole = out.element(Kind::Table, None);
    let titles = table.columns.iter().map(|column| column.title.clone()).collect();
    let head = Row { cells: titles, strong: true };
    // What names a row is its first text.
    let named_by = table.columns.iter().position(|column| column.align == Align::Start);
    out.need(SMALL * 5.0);
    let set = |out: &mut Layout, row: &Row, is_head: bool| {
        let of = out.element(Kind::Row, Some(whole));
        let style = if row.strong { Style::Bold } else { Style::Plain };
        let mut cells = Vec::new();
        for (nth, (column, text)) in table.columns.iter().zip(&row.cells).enumerate() {
            let kind = match is_head {
                true => Kind::ColumnHead,
                false if named_by == Some(nth) => Kind::RowHead,
                false => Kind::Cell,
            };
            let element = out.element(kind, Some(of));
            let align = if is_head { Align::Center } else { column.align };
            let set = Set { style, size: SMALL, align, indent: 0.0, after: 0.0 };
            let room = columns.get(nth).map_or(WIDTH, |(_, width)| width - 2.0 * PAD);
            cells.push(Cell { lines: wrapped(text, set, room), set, element: Some(element) });
        }
        cells
    };
    let head_cells = set(out, &head, true);
    row(out, &columns, &head_cells, None);
    let again: Vec<Cell> = head_cells.into_iter().map(|cell| Cell { element: None, ..cell }).collect();
    for content in &table.rows {
        let cells = set(out, content, false);
        row(out, &columns, &cells, Some(&again));
    }
    out.space(10.0);
}

fn share(part: u32, whole: u32) -> f32 {
    let number = |it: u32| f32::from(u16::try_from(it).unwrap_or(u16::MAX));
    number(part) / number(whole)
}

/// What a cell says, line by line; of no element where it says again what stood before.
#[derive(Clone)]
struct Cell {
    lines: Vec<String>,
    set: Set,
    element: Option<usize>,
}

/// A row; on the next page where this one has no room, below the table's head. One that is longer than a page goes on on the next.
fn row(out: &mut Layout, columns: &[(f32, f32)], cells: &[Cell], head: Option<&[Cell]>) {
    let line = SMALL * 1.25;
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    let mut done = 0;
    while done < most {
        let fits = |out: &Layout, lines: usize| out.y + 2.0 * PAD + line * count(lines) <= BOTTOM;
        let left = most - done;
        if !fits(out, left) && out.y > TOP {
            out.page();
            if let Some(head) = head {
                row(out, columns, head, None);
            }
        }
        let lines = (1..=left).rev().find(|lines| fits(out, *lines)).unwrap_or(1);
        let (top, height) = (out.y, 2.0 * PAD + line * count(lines));
        for (cell, (from, width)) in cells.iter().zip(columns) {
            for (nth, text) in cell.lines.iter().skip(done).take(lines).enumerate() {
                let y = top + PAD + line * count(nth);
                out.line(text, cell.set, (from + PAD, width - 2.0 * PAD), y, cell.element);
            }
            out.rule(*from, top, 0.5, height);
            out.rule(*from, top, *width, 0.5);
            out.rule(*from, top + height, *width, 0.5);
            out.rule(from + width, top, 0.5, height + 0.5);
        }
        out.y = top + height;
        done += lines;
    }
}

fn count(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use shared::message::Language;

    use super::super::sheet::{Ink, Mark};
    use super::*;

    fn paper(rows: usize, long: usize) -> Paper {
        let mut table =
            Table::of([("Hạng".to_owned(), 20, Align::Center), ("Đơn vị".to_owned(), 80, Align::Start)]);
        for n in 0..rows {
            table.push([n.to_string(), format!("Sở số {n} {}", "ưỡng ".repeat(long))]);
        }
        let (title, subject) = ("PHỤ LỤC".to_owned(), "KẾT QUẢ".to_owned());
        let opening = Opening::Annexed("(Kèm theo Quyết định)".to_owned());
        let body = vec![Block::Head(1, "Sở".to_owned()), Block::Table(table)];
        let (recipients, signatures) = (Vec::new(), Vec::new());
        Paper { language: Language::Vi, opening, title, subject, body, recipients, signatures, foot: None }
    }

    fn said(mark: &Mark) -> Option<&str> {
        match &mark.ink {
            Ink::Text { text, .. } => Some(text.trim()),
            Ink::Rule { .. } => None,
        }
    }

    fn texts(page: &[Mark]) -> Vec<&str> {
        page.iter().filter_map(said).collect()
    }

    #[test]
    fn a_table_over_pages_has_its_head_on_each_and_each_row_once() {
        let out = layout(&paper(200, 0));
        assert!(out.pages.len() > 3);
        for page in &out.pages {
            assert_eq!(texts(page).iter().filter(|text| **text == "Đơn vị").count(), 1);
        }
        for n in 0..200 {
            let name = format!("Sở số {n}");
            assert_eq!(
                out.pages.iter().flat_map(|page| texts(page)).filter(|text| *text == name).count(),
                1,
                "{n}"
            );
        }
        let heads = out.elements.iter().filter(|element| element.kind == Kind::ColumnHead).count();
        assert_eq!(heads, 2, "who hears it hears the head once");
    }

    #[test]
    fn lines_of_a_heading_are_about_as_long_as_each_other() {
        let said = "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN";
        let whole = (LEFT, WIDTH * 0.4);
        assert_eq!(wrapped(said, LINE, whole.1).last().map(|last| last.trim()), Some("KẠN"));
        let (from, width) = balanced(said, LINE, whole);
        assert_eq!(wrapped(said, LINE, width).last().map(|last| last.trim()), Some("TỈNH BẮC KẠN"));
        assert!((from + width / 2.0 - (whole.0 + whole.1 / 2.0)).abs() < 0.01, "in the middle");
    }

    #[test]
    fn a_row_longer_than_a_page_loses_nothing_and_no_mark_leaves_the_page() {
        let out = layout(&paper(1, 2000));
        assert!(out.pages.len() > 1);
        let words = out.pages.iter().flat_map(|page| texts(page)).flat_map(|text| text.split(' '));
        assert_eq!(words.filter(|word| *word == "ưỡng").count(), 2000);
        for mark in out.pages.iter().flatten() {
            if let Ink::Text { x, y, .. } = mark.ink {
                assert!(x >= LEFT && y > TOP && y <= BOTTOM, "{mark:?}");
            }
        }
    }
}
