//! Words and numbers of a publication, in the reader's language.

use shared::campaign::Level;
use shared::message::{Language, date, number, text};
use shared::publication::{PublicTable, PublicUnit};
use shared::run::{Heading, Node};
use shared::wire::Publication;

use crate::document::day_in_words;
use crate::service::publish::Shown;

/// A text of the publication.
pub fn say(language: Language, key: &str) -> String {
    text(language, key, &[])
}

/// The decision as the heading of an annex cites it; a bare number is that of a decision.
pub fn decision(language: Language, it: &Publication, heading: &Heading) -> String {
    let [decision, day] = cited(language, it);
    let issuer = issuer(language, &it.decision, heading);
    let key = if issuer.is_some() { "public.with_office" } else { "public.with" };
    let office = issuer.unwrap_or_default();
    text(language, key, &[("decision", &decision), ("day", &day), ("office", &office)])
}

/// Whose decision it is, as far as its number says: 5/QĐ-UBND is of the People's Committee, 5/QĐ-SNV of the office where that is a
/// Sở Nội vụ.
fn issuer(language: Language, number: &str, heading: &Heading) -> Option<String> {
    let names = |short: &str| number.split(|sign: char| !sign.is_alphabetic()).any(|part| part == short);
    let (province, office) = (&heading.province.vi, &heading.office.vi);
    if names("UBND") && !province.is_empty() {
        let province = heading.province.get(language.code());
        let within = match (language, province.chars().next()) {
            (Language::Vi, Some(first)) => {
                format!("{}{}", first.to_lowercase(), province.strip_prefix(first).unwrap_or_default())
            }
            _ => province.to_owned(),
        };
        return Some(text(language, "public.committee", &[("province", &within)]));
    }
    let initials: String = office.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let is_of_office = !office.is_empty() && names(&initials.to_uppercase());
    is_of_office.then(|| heading.office.get(language.code()).to_owned())
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

/// Whether a node stands between its domain and its leaves: these are published, and it has no points of its own.
pub fn is_between(node: &Node) -> bool {
    node.method.is_none() && node.level != Level::Domain
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_whose_its_number_says() {
        let name = |vi: &str| serde_json::json!({ "vi": vi });
        let heading = serde_json::json!({
            "id": "c", "title": name("Đợt"), "year": 2026, "criteria_decision": "", "province": name("Tỉnh Điện Biên"),
            "office": name("Sở Nội vụ"), "practice": false, "combine": "groups", "dont_know": "exclude",
            "min_answers": 1, "decimals": 2,
        });
        let heading: Heading = serde_json::from_value(heading).unwrap();
        let of = |number: &str| issuer(Language::Vi, number, &heading);
        assert_eq!(of("5/QĐ-UBND").as_deref(), Some("Ủy ban nhân dân tỉnh Điện Biên"));
        assert_eq!(of("Công văn số 5/SNV-CCHC").as_deref(), Some("Sở Nội vụ"));
        assert_eq!((of("5/QĐ-STC"), of("SNVX"), of("5")), (None, None, None));
        let nobody = Heading { province: Default::default(), office: Default::default(), ..heading.clone() };
        assert_eq!(
            (issuer(Language::Vi, "5/QĐ-UBND", &nobody), issuer(Language::Vi, "", &nobody)),
            (None, None)
        );
    }
}
