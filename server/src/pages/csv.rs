//! The annex as one table: a row for each unit, and one for each of its domains and leaves. It begins with a byte order mark, as
//! Excel takes UTF-8 for another encoding without it, and no cell of it is run. Numbers have the decimal point, as programs read them.

use shared::export::guarded;
use shared::message::Language;
use shared::publication::{PublicTable, PublicUnit};
use shared::sheet::csv::write_line;

use super::corrected::{Correction, Other};
use super::words::{class, of_node, points, rank, say, without_points};
use crate::service::publish::Shown;

const BEGINNING: &str = "\u{feff}unit_type,unit,name,code,criterion,max_points,points,rank,class,basis,\
    reason,points_before,rank_before,class_before\n";

/// What is the same in all rows.
struct File<'a> {
    language: Language,
    /// In every row, in the words of the sheet history: rows are copied elsewhere, a line above them is not.
    basis: &'a str,
    correction: Option<Correction>,
}

/// A row: what it is of, and what stands in it.
#[derive(Default)]
struct Row<'a> {
    of: [&'a str; 3],
    code: &'a str,
    what: &'a str,
    max: &'a str,
    points: &'a str,
    rank: &'a str,
    class: &'a str,
    /// Reason, points, rank and class before: in the row of a unit's total, in a correction.
    before: [&'a str; 4],
}

/// The file.
pub fn file(shown: &Shown, language: Language) -> String {
    let basis = if shown.public.campaign.simulated { "simulated" } else { "published" };
    let file = File { language, basis, correction: Correction::of(shown, language) };
    let mut text = BEGINNING.to_owned();
    for table in &shown.public.tables {
        for unit in table.ranked() {
            file.unit(&mut text, table, unit);
        }
    }
    file.gone(&mut text, shown);
    text
}

impl File<'_> {
    fn unit(&self, text: &mut String, table: &PublicTable, unit: &PublicUnit) {
        let language = self.language;
        let of = [&*table.unit_type.code, &*unit.unit, unit.name.get(language.code())];
        // Ranks are a column of numbers: nothing where there is none, the mark where it is not told.
        let has_rank = unit.rank.is_some() || unit.withholds_rank();
        let rank = if has_rank { rank(language, unit) } else { String::new() };
        let total = self.plain(unit.total.as_deref(), unit.withholds_total());
        let class = class(language, table, unit);
        let lines = self.correction.as_ref().map(|all| all.of_type(&table.unit_type.code));
        let line = lines.and_then(|mut lines| lines.find(|it| it.changed.unit == unit.unit));
        let before = self.before(line);
        self.row(
            text,
            &Row {
                of,
                what: &say(language, "public.total"),
                max: &table.maximum,
                points: &total,
                rank: &rank,
                class: &class,
                before: before.each_ref().map(|it| &**it),
                ..Row::default()
            },
        );
        for (key, sum) in [("public.appraised", &unit.appraised), ("public.survey", &unit.survey)] {
            let (what, points) = (say(language, key), self.plain(sum.as_deref(), true));
            self.row(text, &Row { of, what: &what, points: &points, ..Row::default() });
        }
        for it in &unit.adjustments {
            let points = it.points.trim_start_matches('+');
            self.row(text, &Row { of, what: &it.reason, points, ..Row::default() });
        }
        for node in &table.framework {
            let (shown, hidden) = of_node(unit, node);
            let points = match without_points(unit, node, language) {
                None if shown.is_some() || hidden => self.plain(shown, hidden),
                Some(why) => why,
                None => continue,
            };
            let (code, what, max) = (&node.code, node.name.get(language.code()), &node.max_points);
            self.row(text, &Row { of, code, what, max, points: &points, ..Row::default() });
        }
    }

    /// The units that the version before has and this one has not.
    fn gone(&self, text: &mut String, shown: &Shown) {
        let is_here = |it: &&Other| {
            let mut tables = shown.public.tables.iter();
            let table = tables.find(|table| table.unit_type.code == it.changed.unit_type);
            table.is_some_and(|table| table.units.iter().any(|unit| unit.unit == it.changed.unit))
        };
        let lines = self.correction.iter().flat_map(|all| &all.lines);
        for it in lines.filter(|it| !is_here(it)) {
            let before = self.before(Some(it));
            let of = [&*it.changed.unit_type, &*it.changed.unit, &*it.name];
            let what = say(self.language, "public.total");
            let [_, (_, points), (_, class)] = &it.cells;
            let before = before.each_ref().map(|it| &**it);
            self.row(text, &Row { of, what: &what, points, class, before, ..Row::default() });
        }
    }

    /// Why it was corrected; and points, rank and class before, where one of them is another.
    fn before(&self, line: Option<&Other>) -> [String; 4] {
        let reason = self.correction.as_ref().map(|it| it.reasons.join(" ")).unwrap_or_default();
        let Some(Other { changed, cells: [(rank, _), (total, _), (class, _)], .. }) = line else {
            return [reason, String::new(), String::new(), String::new()];
        };
        let before = &changed.before;
        let rank = if before.rank.is_some() || before.without_rank { rank.clone() } else { String::new() };
        [reason, before.total.clone().unwrap_or_else(|| total.clone()), rank, class.clone()]
    }

    fn plain(&self, shown: Option<&str>, hidden: bool) -> String {
        shown.map_or_else(|| points(self.language, None, hidden), str::to_owned)
    }

    /// A row, each cell of which no spreadsheet runs.
    fn row(&self, text: &mut String, row: &Row) {
        let Row { of: [unit_type, unit, name], code, what, max, points, rank, class, before } = row;
        let own = [unit_type, unit, name, code, what, max, points, rank, class, &self.basis];
        write_line(text, own.into_iter().chain(before).map(|cell| guarded(cell)));
    }
}
