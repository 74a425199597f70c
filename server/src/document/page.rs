//! A paper as a page to print: whole as it comes, without a script.

use std::fmt::Write as _;

use shared::message::text;

use super::docx::escaped;
use super::paper::{Align, Block, Paper, Row, Table};

const STYLE: &str = include_str!("page.css");

/// Writes it.
pub fn page(paper: &Paper) -> String {
    let (it, title, subject) = (&paper.heading, escaped(&paper.title), escaped(&paper.subject));
    let say = |key| escaped(&text(paper.language, key, &[]));
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}: {subject}</title><style>{STYLE}</style></head><body><header class=\"heading\"><div>",
        paper.language.code()
    );
    if !it.above.is_empty() {
        let _ = write!(out, "<p>{}</p>", escaped(&it.above));
    }
    let (office, number, dated) = (escaped(&it.office), escaped(&it.number), escaped(&it.place_and_date));
    let (nation, motto) = (say("document.nation"), say("document.motto"));
    let _ = write!(
        out,
        "<p class=\"ruled\"><strong>{office}</strong></p><p>{number}</p></div><div><p class=\"nation\"><strong>{nation}</strong></p>\
         <p class=\"motto ruled\"><strong>{motto}</strong></p><p><em>{dated}</em></p></div></header>\
         <main><h1>{title}</h1><p class=\"subject\">{subject}</p>"
    );
    for block in &paper.body {
        match block {
            Block::Head(level, text) => {
                let _ = write!(out, "<h{0}>{1}</h{0}>", level + 1, escaped(text));
            }
            Block::Text(text) => {
                let _ = write!(out, "<p class=\"text\">{}</p>", escaped_lines(text));
            }
            Block::Table(content) => table(&mut out, content),
        }
    }
    out += "<div class=\"signatures\">";
    if !paper.recipients.is_empty() {
        let lines: String = paper.recipients.iter().map(|line| format!("<p>{}</p>", escaped(line))).collect();
        let _ = write!(
            out,
            "<div class=\"recipients\"><p class=\"to\">{}</p>{lines}</div>",
            say("document.recipients")
        );
    }
    for signature in &paper.signatures {
        let (role, name) = (escaped(&signature.role), escaped(&signature.name));
        let _ = write!(out, "<div><p class=\"role\">{role}</p><p>{name}</p></div>");
    }
    out + "</div></main></body></html>"
}

fn table(out: &mut String, table: &Table) {
    // It scrolls on a phone: whoever has no pointer reaches it all the same.
    *out += "<div class=\"table\" tabindex=\"0\"><table><thead><tr>";
    for column in &table.columns {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(&column.title));
    }
    *out += "</tr></thead><tbody>";
    for Row { cells, strong } in &table.rows {
        *out += if *strong { "<tr class=\"strong\">" } else { "<tr>" };
        for (column, cell) in table.columns.iter().zip(cells) {
            let class = match column.align {
                Align::Start => "",
                Align::End => " class=\"end\"",
                Align::Center => " class=\"center\"",
            };
            let _ = write!(out, "<td{class}>{}</td>", escaped_lines(cell));
        }
        *out += "</tr>";
    }
    *out += "</tbody></table></div>";
}

/// Line by line: a break is a control sign, which `escaped` leaves out.
fn escaped_lines(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}
