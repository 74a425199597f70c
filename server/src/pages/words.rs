//! Words and numbers of a publication, in the reader's language.

use shared::message::{Language, number, text};
use shared::publication::{PublicTable, PublicUnit};
use shared::run::Node;
use shared::wire::Publication;

/// A text of the publication.
pub fn say(language: Language, key: &str) -> String {
    text(language, key, &[])
}

/// The decision as the heading of an annex cites it; a bare number is that of a decision.
pub fn decision(language: Language, it: &Publication, office: &str) -> String {
    let bare = it.decision.starts_with(|c: char| c.is_ascii_digit());
    let decision =
        if bare { text(language, "public.decision", &[("n", &it.decision)]) } else { it.decision.clone() };
    let day = day(language, it);
    let key = if office.is_empty() { "public.with" } else { "public.with_office" };
    text(language, key, &[("decision", &decision), ("day", &day), ("office", office)])
}

/// The day of the decision in words.
pub fn day(language: Language, it: &Publication) -> String {
    let day = it.day.date();
    // Days below 10 and the months of January and February bear a nought, so that nobody puts a digit before them.
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    let (in_month, year) = (format!("{:02}", day.day()), day.year().to_string());
    text(language, "public.day", &[("day", &in_month), ("month", &month), ("year", &year)])
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
    name.map_or_else(|| "–".to_owned(), |name| name.get(language.code()).to_owned())
}

/// The points of a node of a unit, and whether they are hidden.
pub fn of_node<'a>(unit: &'a PublicUnit, node: &Node) -> (Option<&'a str>, bool) {
    let mut all = unit.leaves.iter().chain(&unit.domains);
    let points = all.find(|(code, _)| *code == node.code).map(|(_, points)| &**points);
    (points, unit.hidden.contains(&node.code))
}

/// Whether the total stands nowhere because it would say what few people said.
pub fn total_is_hidden(unit: &PublicUnit) -> bool {
    unit.total.is_none() && unit.missing.is_empty() && !unit.hidden.is_empty()
}
