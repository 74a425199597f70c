//! The annex as one table: a row for each unit, and one for each of its domains and leaves. It begins with a byte order mark, as
//! Excel takes UTF-8 for another encoding without it, and no cell of it is run.

use shared::export::guarded;
use shared::message::Language;
use shared::publication::{PublicTable, PublicUnit};
use shared::sheet::csv::write_line;

use super::words::{class, of_node, points, say, total_is_hidden, without_points};
use crate::service::publish::Shown;

const BEGINNING: &str = "\u{feff}unit_type,unit,name,code,criterion,max_points,points,rank,class,basis\n";

/// The file.
pub fn file(shown: &Shown, language: Language) -> String {
    let mut text = BEGINNING.to_owned();
    // In every row, in the words of the sheet history: rows are copied elsewhere, a line above them is not.
    let basis = if shown.public.campaign.simulated { "simulated" } else { "published" };
    for table in &shown.public.tables {
        for unit in table.ranked() {
            rows(&mut text, (table, unit), basis, language);
        }
    }
    text
}

fn rows(text: &mut String, (table, unit): (&PublicTable, &PublicUnit), basis: &str, language: Language) {
    let of = |code: &str, what: &str, max: &str, shown: &str, rank: &str, class: &str| {
        let name = unit.name.get(language.code());
        [&table.unit_type.code, &unit.unit, name, code, what, max, shown, rank, class, basis]
            .map(str::to_owned)
    };
    // A file of numbers: with the decimal point, as programs read them.
    let plain = |points: Option<&str>, hidden: bool| match points {
        Some(points) => points.to_owned(),
        None => self::points(language, None, hidden),
    };
    let rank = unit.rank.map_or_else(String::new, |rank| rank.to_string());
    let total = plain(unit.total.as_deref(), total_is_hidden(unit));
    let class = class(language, table, unit);
    row(text, &of("", &say(language, "public.total"), &table.maximum, &total, &rank, &class));
    for (key, sum) in [("public.appraised", &unit.appraised), ("public.survey", &unit.survey)] {
        row(text, &of("", &say(language, key), "", &plain(sum.as_deref(), true), "", ""));
    }
    for it in &unit.adjustments {
        row(text, &of("", &it.reason, "", it.points.trim_start_matches('+'), "", ""));
    }
    for node in &table.framework {
        let (shown, hidden) = of_node(unit, node);
        let said = match without_points(unit, node, language) {
            None if shown.is_some() || hidden => plain(shown, hidden),
            Some(why) => why,
            None => continue,
        };
        row(text, &of(&node.code, node.name.get(language.code()), &node.max_points, &said, "", ""));
    }
}

/// A row, each cell of which no spreadsheet runs.
fn row(text: &mut String, cells: &[String; 10]) {
    write_line(text, cells.iter().map(|cell| guarded(cell)));
}
