//! The names of places, forms, units and classes, from the campaign, in the reader's language.

use shared::campaign::{Campaign, Criterion, PROVINCE};
use shared::message::{self, Language};
use shared::problem::Problem;
use shared::wire::CampaignSummary;

/// A place's name; a unit's name where the code is a unit's; the province. An unknown code stands for itself.
pub fn place(campaign: &Campaign, language: Language, code: &str) -> String {
    if code == PROVINCE {
        return message::text(language, "office.province", &[]);
    }
    if let Some(place) = campaign.place(code) {
        return place.name.clone();
    }
    unit(campaign, language, code)
}

/// A place's name with those of the places that it lies in.
pub fn place_in_full(campaign: &Campaign, language: Language, code: &str) -> String {
    match campaign.places.within(code) {
        Some(within) => format!("{}, {within}", place(campaign, language, code)),
        None => place(campaign, language, code),
    }
}

/// A person's name with the account's, where they are not the same.
pub fn person(name: &str, username: &str) -> String {
    if name.is_empty() || name == username { username.to_owned() } else { format!("{name} ({username})") }
}

/// A reason of quarantine with the place named, where the server could only give its code.
pub fn reason(campaign: &Campaign, language: Language, reason: &Problem) -> Problem {
    match reason.params.get("place") {
        Some(code) => {
            let name = place_in_full(campaign, language, code);
            let named = if name == *code { name } else { format!("{name} ({code})") };
            reason.clone().with("place", named)
        }
        None => reason.clone(),
    }
}

/// A problem about units that calls them as people do, and not by their codes.
pub fn of_units(campaign: &Campaign, language: Language, problem: &Problem) -> Problem {
    let mut named = problem.clone();
    for of in ["unit", "units"] {
        let Some(codes) = named.params.get_mut(of) else { continue };
        let names: Vec<String> = codes.split(", ").map(|code| unit(campaign, language, code)).collect();
        *codes = names.join(", ");
    }
    named
}

/// A unit's name.
pub fn unit(campaign: &Campaign, language: Language, code: &str) -> String {
    campaign.unit(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(language.code()).to_owned())
}

/// A campaign's title; with its id where another one of these has the same, as those made for practice may.
pub fn title(campaigns: &[CampaignSummary], one: &CampaignSummary, language: Language) -> String {
    let title = one.title.get(language.code());
    let is_alone = campaigns.iter().all(|it| it.id == one.id || it.title.get(language.code()) != title);
    if is_alone { title.to_owned() } else { format!("{title} · {}", one.id) }
}

/// A unit type's name.
pub fn unit_type(campaign: &Campaign, language: Language, code: &str) -> String {
    let found = campaign.unit_types.iter().find(|unit_type| unit_type.code == code);
    found.map_or_else(|| code.to_owned(), |found| found.name.get(language.code()).to_owned())
}

/// Who answers a form: the name of its group.
pub fn form(campaign: &Campaign, language: Language, code: &str) -> String {
    let group = campaign.forms.iter().find(|form| form.form == code).map(|form| form.group.as_str());
    group.map_or_else(|| code.to_owned(), |group_code| group_name(campaign, language, group_code))
}

/// A respondent group's name.
pub fn group_name(campaign: &Campaign, language: Language, code: &str) -> String {
    let found = campaign.groups.iter().find(|group| group.code == code);
    found.map_or_else(|| code.to_owned(), |group| group.name.get(language.code()).to_owned())
}

/// A class's name.
pub fn class(campaign: &Campaign, language: Language, unit_type: &str, code: &str) -> String {
    let found = campaign.bands.iter().find(|band| band.unit_type == unit_type && band.code == code);
    found.map_or_else(|| code.to_owned(), |band| band.name.get(language.code()).to_owned())
}

/// A node of a unit type's framework.
pub fn criterion<'a>(campaign: &'a Campaign, unit_type: &str, code: &str) -> Option<&'a Criterion> {
    campaign.criteria.iter().find(|node| node.unit_type == unit_type && node.code == code)
}

/// The name of a node of the framework.
pub fn criterion_name(campaign: &Campaign, language: Language, unit_type: &str, code: &str) -> String {
    criterion(campaign, unit_type, code)
        .map_or_else(|| code.to_owned(), |node| node.name.get(language.code()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::campaign;

    #[test]
    fn a_place_is_named_with_what_it_lies_in() {
        let campaign = campaign();
        assert_eq!(place_in_full(&campaign, Language::Vi, "01837"), "Song Cau, Bac Kan");
        assert_eq!(place_in_full(&campaign, Language::Vi, "058"), "Bac Kan");
    }

    #[test]
    fn a_place_may_be_a_unit_or_the_province_and_an_unknown_code_stands_for_itself() {
        let campaign = campaign();
        assert_eq!(place(&campaign, Language::En, "SNV"), "Home Affairs");
        assert_eq!(place(&campaign, Language::En, PROVINCE), "Whole province");
        assert_eq!(place(&campaign, Language::En, "99999"), "99999");
    }

    #[test]
    fn campaigns_of_one_title_are_told_apart_by_their_ids() {
        let summary = |id: &str, title: &str| -> CampaignSummary {
            let json = serde_json::json!({
                "id": id, "title": { "vi": title }, "year": 2026, "practice": true, "closed": null,
                "survey_opens": "2026-05-01", "survey_closes": "2026-12-31", "assigned": false,
            });
            serde_json::from_value(json).unwrap()
        };
        let all = [summary("a", "Chỉ số"), summary("b", "Chỉ số"), summary("c", "Chỉ số khác")];
        let shown = all.each_ref().map(|one| title(&all, one, Language::Vi));
        assert_eq!(shown, ["Chỉ số · a", "Chỉ số · b", "Chỉ số khác"]);
    }

    #[test]
    fn a_person_without_another_name_is_named_once() {
        assert_eq!(person("Binh", "dtv01"), "Binh (dtv01)");
        assert_eq!((person("dtv01", "dtv01"), person("", "dtv01")), ("dtv01".into(), "dtv01".into()));
    }

    #[test]
    fn a_problem_calls_units_by_their_names() {
        let campaign = campaign();
        let (code, name) = (&campaign.units[0].code, &campaign.units[0].name.vi);
        let problem = Problem::new("flag.shared").with("unit", code).with("units", format!("{code}, X9"));
        let params = of_units(&campaign, Language::Vi, &problem).params;
        assert_ne!(code, name);
        assert_eq!((&params["unit"], &*params["units"]), (name, &*format!("{name}, X9")));
    }

    #[test]
    fn a_reason_names_the_place_and_keeps_its_code() {
        let named = |code: &str| {
            let problem = Problem::new("ballot.place_not_assigned").with("place", code);
            reason(&campaign(), Language::Vi, &problem).params["place"].clone()
        };
        assert_eq!(named("01837"), "Song Cau, Bac Kan (01837)");
        assert_eq!(named("99999"), "99999");
    }

    #[test]
    fn a_form_is_named_by_who_answers_it() {
        assert_eq!(form(&campaign(), Language::En, "P7"), "Citizens");
        assert_eq!(form(&campaign(), Language::En, "P9"), "P9");
    }
}
