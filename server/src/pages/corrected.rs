//! What a correction says: why, upon which objections, and what changed for whom.

use shared::message::{Language, number, text};
use shared::publication::{Changed, Public, Standing, changed, is_untold};
use shared::wire::{Objection, Publication};

use super::words::{cited, say};
use crate::service::publish::Shown;

/// What a version corrects.
pub struct Correction {
    /// Which version it is, and of which decision the one is that it corrects.
    pub corrects: String,
    /// Why, the objections that it follows, and what is not told.
    pub reasons: Vec<String>,
    /// Whose rank, total or class is another.
    pub lines: Vec<Other>,
}

/// A unit that another version shows otherwise.
pub struct Other {
    /// What it was and is.
    pub changed: Changed,
    /// Its name.
    pub name: String,
    /// Rank, total and class, before and after.
    pub cells: [(String, String); 3],
}

/// The heads of the table, the unit's first.
pub const HEADS: [&str; 4] = ["public.unit", "public.rank", "public.total", "public.class"];

impl Correction {
    /// What this version corrects; nothing, where it is the first.
    pub fn of(shown: &Shown, language: Language) -> Option<Self> {
        let before = shown.before.as_ref()?;
        let corrects = corrects(shown, shown.corrected()?, language);
        let mut reasons = vec![format!("{} {}", say(language, "public.reason"), shown.publication.reason)];
        if !shown.met.is_empty() {
            reasons.push(format!("{} {}", say(language, "public.objections"), upon(shown, language)));
        }
        let all = changed(before, &shown.public);
        let untold = is_untold(before, &shown.public);
        if all.is_empty() {
            let key = if untold { "public.nothing_told" } else { "public.nothing_changed" };
            reasons.push(say(language, key));
        }
        if untold {
            reasons.push(say(language, "public.changes_untold"));
        }
        let lines = all.into_iter().map(|it| Other::of(it, before, &shown.public, language)).collect();
        Some(Self { corrects, reasons, lines })
    }

    /// What stands above the table.
    pub fn above(&self) -> Vec<&str> {
        [&self.corrects].into_iter().chain(&self.reasons).map(String::as_str).collect()
    }

    /// The lines of one unit type.
    pub fn of_type(&self, unit_type: &str) -> impl Iterator<Item = &Other> {
        self.lines.iter().filter(move |it| it.changed.unit_type == unit_type)
    }
}

impl Other {
    fn of(changed: Changed, before: &Public, after: &Public, language: Language) -> Self {
        let mut was = cells(&changed.before, &changed.unit_type, before, language).into_iter();
        let is = cells(&changed.after, &changed.unit_type, after, language);
        Self {
            name: changed.name.get(language.code()).to_owned(),
            cells: is.map(|is| (was.next().unwrap_or_default(), is)),
            changed,
        }
    }
}

fn cells(it: &Standing, unit_type: &str, of: &Public, language: Language) -> [String; 3] {
    let table = of.tables.iter().find(|table| table.unit_type.code == unit_type);
    let class = it.class.as_deref().and_then(|code| table?.class_name(code));
    let rank = it.rank.map(|rank| rank.to_string());
    let class = class.map(|name| name.get(language.code()).to_owned());
    let total = it.total.as_deref().map(|total| number(language, total));
    let without_class = it.without_rank && it.without_total;
    [(rank, it.without_rank), (total, it.without_total), (class, without_class)].map(|(text, withheld)| {
        let without = || if withheld { say(language, "public.withheld") } else { "–".to_owned() };
        text.unwrap_or_else(without)
    })
}

fn corrects(shown: &Shown, before: &Publication, language: Language) -> String {
    let [decision, day] = cited(language, before);
    let (version, before) = (shown.publication.version.to_string(), before.version.to_string());
    let params = [("version", &*version), ("before", &before), ("decision", &decision), ("day", &day)];
    text(language, "public.corrects", &params)
}

/// The objections that it corrects.
fn upon(shown: &Shown, language: Language) -> String {
    let units = || shown.public.tables.iter().flat_map(|table| &table.units);
    let one = |it: &Objection| {
        let unit = units().find(|unit| unit.unit == it.unit);
        let name = unit.map_or(&*it.unit, |unit| unit.name.get(language.code()));
        let params = [("n", &*it.position.to_string()), ("unit", name), ("code", &it.leaf)];
        text(language, "public.objection", &params)
    };
    shown.met.iter().map(one).collect::<Vec<_>>().join("; ")
}
