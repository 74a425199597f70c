//! Words and numbers of a publication, in the reader's language.

use shared::message::{Language, date, number, text};
use shared::publication::{PublicTable, PublicUnit};
use shared::run::Node;
use shared::wire::Publication;

use crate::document::day_in_words;
use crate::service::publish::Shown;

/// A text of the publication.
pub fn say(language: Language, key: &str) -> String {
    text(language, key, &[])
}

/// The decision as the heading of an annex cites it; a bare number is that of a decision.
pub fn decision(language: Language, it: &Publication, office: &str) -> String {
    let [decision, day] = cited(language, it);
    let key = if office.is_empty() { "public.with" } else { "public.with_office" };
    text(language, key, &[("decision", &decision), ("day", &day), ("office", office)])
}

/// A decision and its day, as they are cited.
pub fn cited(language: Language, it: &Publication) -> [String; 2] {
    let bare = it.decision.starts_with(|c: char| c.is_ascii_digit());
    let decision =
        if bare { text(language, "public.decision", &[("n", &it.decision)]) } else { it.decision.clone() };
    [decision, day_in_words(language, it.day.date())]
}

/// Of what and how it was made.
pub fn made(shown: &Shown, language: Language) -> String {
    let (public, publication) = (&shown.public, &shown.publication);
    let params = [
        ("n", &*number(language, &public.ballots.to_string())),
        ("run", &public.run.to_string()),
        ("rule", &public.rule),
        ("program", &public.program),
        ("day", &date(&publication.day.to_string())),
        ("criteria", &public.campaign.criteria_decision),
    ];
    text(language, "public.made", &params)
}

/// Whether something of a unit is not shown.
pub fn hides(shown: &Shown) -> bool {
    shown.public.tables.iter().flat_map(|table| &table.units).any(|unit| !unit.hidden.is_empty())
}

/// Points as they are shown; a mark where they are not, and a dash where there are none.
pub fn points(language: Language, points: Option<&str>, hidden: bool) -> String {
    match points {
        Some(points) => number(language, points),
        None if hidden => say(language, "public.hidden_mark"),
        None => "–".to_owned(),
    }
}

/// The name of a unit's class.
pub fn class(language: Language, table: &PublicTable, unit: &PublicUnit) -> String {
    let name = unit.class.as_deref().and_then(|code| table.class_name(code));
    let without = || points(language, None, unit.withholds_class());
    name.map_or_else(without, |name| name.get(language.code()).to_owned())
}

/// A unit's rank.
pub fn rank(language: Language, unit: &PublicUnit) -> String {
    let without = || points(language, None, unit.withholds_rank());
    unit.rank.map_or_else(without, |rank| rank.to_string())
}

/// The points of a node of a unit, and whether they are hidden.
pub fn of_node<'a>(unit: &'a PublicUnit, node: &Node) -> (Option<&'a str>, bool) {
    let mut all = unit.leaves.iter().chain(&unit.domains);
    let points = all.find(|(code, _)| *code == node.code).map(|(_, points)| &**points);
    (points, unit.hidden.contains(&node.code))
}

/// Why a leaf of a unit has no points: the unit was excused from it, or there are no data.
pub fn without_points(unit: &PublicUnit, node: &Node, language: Language) -> Option<String> {
    let key = match &node.code {
        code if unit.excused.contains(code) => "office.excused",
        code if unit.missing.contains(code) => "public.no_data",
        _ => return None,
    };
    Some(say(language, key))
}
