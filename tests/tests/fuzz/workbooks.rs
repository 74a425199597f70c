//! Workbooks: the bytes of the file, or the text of one of its parts.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use shared::form::{questionnaire, sheets};
use tests::book::zipped;
use zip::ZipArchive;

use crate::change::{self, Dice};
use crate::expressions::WORDS;
use crate::rounds::{Target, run};
use crate::{seeds, xforms};

/// What a sheet is written with.
const CELLS: [&str; 30] = [
    "begin group",
    "begin repeat",
    "begin loop over l",
    "end group",
    "end repeat",
    "select_one l",
    "select_multiple l or_other",
    "select_one_from_file l.csv",
    "rank l",
    "range",
    "calculate",
    "audit",
    "start-geopoint",
    "${a}",
    "${",
    "${last-saved#a}",
    "yes",
    "search('f')",
    "randomize=true seed=${a}",
    "start=1 end=10 step=0",
    "table-list",
    "label::Tiếng Việt (vi)",
    "bind::required",
    "media::image",
    "repeat_count",
    "choice_filter",
    "<row>",
    "<c t=\"inlineStr\"><is><t>a</t></is></c>",
    "<c t=\"d\"><v>2019-02-30T99:00:00</v></c>",
    "_x000D_",
];

#[test]
fn workbooks_of_any_bytes() {
    run(&Target { name: "workbooks", seeds: seeds::workbooks(), change, attempt });
}

fn change(one: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    match (parts(one), parts(other)) {
        (Some(mut all), Some(others)) if dice.below(8) > 0 => {
            let words: Vec<&str> = CELLS.iter().chain(&WORDS).copied().collect();
            // Mostly what holds cells and their texts.
            let weighty: Vec<usize> = (0..all.len()).filter(|at| holds_cells(&all[*at].0)).collect();
            let at = match weighty.len() {
                0 => dice.below(all.len()),
                _ if dice.below(8) == 0 => dice.below(all.len()),
                count => weighty[dice.below(count)],
            };
            let other = &others[dice.below(others.len())].1;
            if let Some((_, content)) = all.get_mut(at) {
                *content = change::text(content, other, &words, dice);
            }
            zipped(&all)
        }
        _ => change::bytes(one, other, dice),
    }
}

fn holds_cells(name: &str) -> bool {
    ["sheet", "haredStrings", "part"].iter().any(|word| name.contains(word))
}

/// The files of a .zip that are text.
fn parts(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut found = Vec::new();
    for at in 0..archive.len().min(50) {
        let file = archive.by_index(at).ok()?;
        let name = file.name().ok()?.to_string();
        let mut content = String::new();
        if file.take(1 << 20).read_to_string(&mut content).is_ok() {
            found.push((name, content));
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

fn attempt(bytes: &[u8]) -> BTreeSet<String> {
    let book = match server::package::open_form("form.xlsx", bytes) {
        Ok(book) => book,
        Err(error) => return BTreeSet::from([error.diagnostic().problem.code]),
    };
    let (_, of_campaigns) = questionnaire::read(&book);
    let (form, found) = sheets::read(book, None);
    let mut said: BTreeSet<String> =
        found.iter().chain(&of_campaigns).map(|one| one.problem.code.clone()).collect();
    assert_eq!(form.is_some(), !found.iter().any(|one| one.is_fault()), "a form or a fault");
    said.extend(form.iter().flat_map(xforms::kept));
    said
}
