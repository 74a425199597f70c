//! The annex on paper: the same tables as on the page, for office software and for archives.

use shared::message::{Language, number, text};
use shared::publication::PublicTable;

use super::chart::domains;
use super::corrected::{Correction, HEADS, Other};
use super::standing::{Line, counts, last_year, remarked};
use super::words::{decision, hides, made, of_node, points, say};
use crate::document::{Align, Block, Column, Opening, Paper, Row, Table};
use crate::service::publish::Shown;

/// Lays it out.
pub fn paper(shown: &Shown, language: Language) -> Paper {
    let heading = &shown.public.campaign;
    let mut body = Vec::new();
    if heading.simulated {
        body.push(Block::Text(say(language, "public.simulated")));
    }
    if let Some(correction) = Correction::of(shown, language) {
        body.extend(corrected(&correction, language));
    }
    for table in &shown.public.tables {
        body.push(Block::Head(1, table.unit_type.name.get(language.code()).to_owned()));
        body.push(Block::Text(format!("{}.", counts(table, language).join("; "))));
        body.push(Block::Table(standing(table, language)));
        body.extend(
            remarked(table, language).into_iter().map(|(name, said)| Block::Text(format!("{name}: {said}"))),
        );
    }
    if hides(shown) {
        let why = [say(language, "public.hidden_mark"), say(language, "public.hidden_why")];
        body.push(Block::Text(why.join(" ")));
    }
    for table in &shown.public.tables {
        let of = table.unit_type.name.get(language.code());
        body.push(Block::Head(1, format!("{}: {of}", say(language, "public.by_domain"))));
        body.extend(by_domain(table, language));
    }
    body.push(Block::Text(made(shown, language)));
    Paper {
        language,
        opening: Opening::Annexed(decision(language, &shown.publication, heading)),
        title: say(language, "public.annex"),
        subject: heading.title.get(language.code()).to_uppercase(),
        body,
        recipients: Vec::new(),
        signatures: Vec::new(),
        foot: None,
    }
}

fn corrected(correction: &Correction, language: Language) -> Vec<Block> {
    let mut blocks = vec![Block::Head(1, say(language, "public.corrected"))];
    blocks.extend(correction.above().into_iter().map(|said| Block::Text(said.to_owned())));
    let [unit, rank, total, class] = HEADS.map(|head| say(language, head));
    let mut table = Table::of([
        (unit, 46, Align::Start),
        (rank, 14, Align::Center),
        (total, 20, Align::Center),
        (class, 20, Align::Start),
    ]);
    for Other { name, cells, .. } in &correction.lines {
        let [rank, total, class] = cells.each_ref().map(|(before, after)| match before == after {
            true => after.clone(),
            false => format!("{before} → {after}"),
        });
        table.push([name.clone(), rank, total, class]);
    }
    blocks.extend(Some(table).filter(|table| !table.rows.is_empty()).map(Block::Table));
    blocks
}

fn standing(table: &PublicTable, language: Language) -> Table {
    let say = |key| say(language, key);
    let Some(year) = last_year(table) else {
        let mut lines = Table::of([
            (say("public.rank"), 8, Align::Center),
            (say("public.unit"), 40, Align::Start),
            (say("public.total"), 12, Align::End),
            (say("public.class"), 14, Align::Start),
            (say("public.appraised"), 13, Align::End),
            (say("public.survey"), 13, Align::End),
        ]);
        for it in table.ranked().into_iter().map(|unit| Line::of(table, unit, language)) {
            lines.push([it.rank, it.name, it.total, it.class, it.appraised, it.survey]);
        }
        return lines;
    };
    let mut lines = Table::of([
        (say("public.rank"), 8, Align::Center),
        (say("public.unit"), 27, Align::Start),
        (say("public.total"), 10, Align::End),
        (say("public.class"), 12, Align::Start),
        (say("public.appraised"), 11, Align::End),
        (say("public.survey"), 10, Align::End),
        (text(language, "public.last_year", &[("year", &year.to_string())]), 11, Align::End),
        (say("public.change"), 11, Align::End),
    ]);
    for it in table.ranked().into_iter().map(|unit| Line::of(table, unit, language)) {
        lines.push([it.rank, it.name, it.total, it.class, it.appraised, it.survey, it.last, it.change]);
    }
    lines
}

/// What the domains are, and a column for each.
fn by_domain(table: &PublicTable, language: Language) -> [Block; 2] {
    let domains = domains(table);
    let names = domains.iter().map(|it| format!("{}. {}", it.code, it.name.get(language.code())));
    let names = Block::Text(names.collect::<Vec<_>>().join("\n"));
    let names_take = 36;
    let each = (100 - names_take) / u32::try_from(domains.len().max(1)).unwrap_or(1);
    let unit = Column { title: say(language, "public.unit"), width: names_take, align: Align::Start };
    let of = |code: &str| Column { title: code.to_owned(), width: each, align: Align::End };
    let columns = [unit].into_iter().chain(domains.iter().map(|it| of(&it.code))).collect();
    let most = domains.iter().map(|it| number(language, &it.max_points));
    let most = [say(language, "public.max")].into_iter().chain(most).collect();
    let mut rows = vec![Row { cells: most, strong: true }];
    rows.extend(table.ranked().into_iter().map(|unit| {
        let cells = domains.iter().map(|domain| {
            let (shown, hidden) = of_node(unit, domain);
            points(language, shown, hidden)
        });
        let name = unit.name.get(language.code()).to_owned();
        Row { cells: [name].into_iter().chain(cells).collect(), strong: false }
    }));
    [names, Block::Table(Table { columns, rows })]
}
