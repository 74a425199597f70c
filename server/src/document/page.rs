//! A paper as a page to print: whole as it comes, without a script.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use shared::message::text;

use super::paper::{Align, Block, Heading, Opening, Paper, Row, Table, printable};

const STYLE: &str = include_str!("page.css");

/// Writes it.
pub fn page(paper: &Paper) -> String {
    let (title, subject) = (printable(&paper.title), printable(&paper.subject));
    let content = html! {
        (DOCTYPE)
        html lang=(paper.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) ": " (subject) }
                style { (PreEscaped(STYLE)) (PreEscaped(foot(paper))) }
            }
            body {
                @if let Opening::Issued(it) = &paper.opening { (heading(it, paper)) }
                main {
                    h1 { (title) }
                    p.subject { (subject) }
                    @if let Opening::Annexed(to) = &paper.opening { p.annexed { (printable(to)) } }
                    @for block in &paper.body { (piece(block)) }
                    (signatures(paper))
                    @if let Some(foot) = &paper.foot { p.foot { (printable(foot)) } }
                }
            }
        }
    };
    content.into_string()
}

/// The foot of each printed page: a browser counts them.
fn foot(paper: &Paper) -> String {
    let Some(foot) = &paper.foot else { return String::new() };
    let plain = |c: char| c.is_alphanumeric() || c == ' ';
    let sign = |c: char| if plain(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) };
    let foot: String = printable(foot).chars().map(sign).collect();
    let page = text(paper.language, "document.page", &[]);
    format!(
        r#"@page {{ @bottom-left {{ content: "{foot}"; }} @bottom-right {{ content: "{page} " counter(page) "/" counter(pages); }} }}"#
    )
}

fn heading(it: &Heading, paper: &Paper) -> Markup {
    let say = |key| text(paper.language, key, &[]);
    html! {
        header.heading {
            div {
                @if !it.above.is_empty() { p { (printable(&it.above)) } }
                p.ruled { strong { (printable(&it.office)) } }
                @if !it.number.is_empty() { p { (printable(&it.number)) } }
            }
            div {
                p.nation { strong { (say("document.nation")) } }
                p.motto.ruled { strong { (say("document.motto")) } }
                @if !it.place_and_date.is_empty() { p { em { (printable(&it.place_and_date)) } } }
            }
        }
    }
}

fn piece(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Head(1, text) => h2 { (printable(text)) },
            Block::Head(_, text) => h3 { (printable(text)) },
            Block::Text(text) => p.text { (printable(text)) },
            Block::Choices(choices) => p.choices {
                @for (digit, label) in choices { span.choice { span.box { (digit) } " " (printable(label)) } " " }
            },
            Block::Table(content) => (table(content)),
        }
    }
}

fn signatures(paper: &Paper) -> Markup {
    html! {
        div.signatures {
            @if !paper.recipients.is_empty() {
                div.recipients {
                    p.to { (text(paper.language, "document.recipients", &[])) }
                    @for line in &paper.recipients { p { (printable(line)) } }
                }
            }
            @for signature in &paper.signatures {
                div { p.role { (printable(&signature.role)) } p { (printable(&signature.name)) } }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    let class = |align| match align {
        Align::Start => None,
        Align::End => Some("end"),
        Align::Center => Some("center"),
    };
    html! {
        // It scrolls on a phone: whoever has no pointer reaches it all the same.
        div.table tabindex="0" { table {
            thead { tr { @for column in &table.columns { th scope="col" { (printable(&column.title)) } } } }
            tbody { @for Row { cells, strong } in &table.rows {
                tr.strong[*strong] {
                    @for (column, cell) in table.columns.iter().zip(cells) {
                        td class=[class(column.align)] { (printable(cell)) }
                    }
                }
            } }
        } }
    }
}
