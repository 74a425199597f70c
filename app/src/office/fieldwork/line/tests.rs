//! Lines in campaigns of one, two and four levels of places.

use shared::campaign::{Place, PlaceKind};

use super::*;
use crate::office::example::campaign;

fn row(form: &str, place: &str, planned: u32, valid: u32) -> CountRow {
    CountRow { form: form.into(), place: place.into(), planned, valid, ..CountRow::default() }
}

fn counts() -> Counts {
    let rows = vec![
        row("P7", "01840", 20, 3),
        row("P6", "SNV", 2, 1),
        row("P7", "058", 7, 0),
        row("P7", "01837", 20, 10),
        row("P6", "01837", 5, 5),
    ];
    Counts { rows, ..Counts::default() }
}

fn shown_in(campaign: &Campaign, view: &FieldworkAddress) -> Vec<(String, u32, u32)> {
    let lines = lines(campaign, &counts(), view);
    lines.iter().map(|line| (line.key.code(), line.figures.planned, line.figures.valid)).collect()
}

fn shown_as(view: &str) -> Vec<(String, u32, u32)> {
    shown_in(&campaign(), &FieldworkAddress::from(view))
}

fn expected(lines: &[(&str, u32, u32)]) -> Vec<(String, u32, u32)> {
    lines.iter().map(|(code, planned, valid)| ((*code).to_owned(), *planned, *valid)).collect()
}

/// The same campaign with its places as these: code, kind, the place that it lies in.
fn with_places(places: &[(&str, PlaceKind, &str)]) -> Campaign {
    let place = |(code, kind, parent): &(&str, PlaceKind, &str)| Place {
        code: (*code).to_owned(),
        kind: *kind,
        name: (*code).to_owned(),
        parent: (!parent.is_empty()).then(|| (*parent).to_owned()),
        unit: None,
        basis: String::new(),
        sampled: false,
    };
    Campaign { places: places.iter().map(place).collect(), ..campaign() }
}

fn choices(campaign: &Campaign) -> Vec<&'static str> {
    Grouping::choices(&campaign.places.breakdowns()).into_iter().map(Grouping::code).collect()
}

#[test]
fn each_grouping_adds_the_same_ballots_up() {
    assert_eq!(shown_as(""), expected(&[("P6", 7, 6), ("P7", 47, 13)]));
    assert_eq!(shown_as("by=district"), expected(&[("province", 2, 1), ("058", 52, 18)]));
    for by in ["", "by=district", "by=commune", "by=village", "by=place", "by=quota"] {
        let all = total(&lines(&campaign(), &counts(), &FieldworkAddress::from(by)));
        assert_eq!((all.planned, all.valid), (54, 19), "{by}");
    }
}

#[test]
fn lines_stand_in_the_campaigns_order_whatever_the_servers_is() {
    assert_eq!(
        shown_as("by=place"),
        expected(&[("SNV", 2, 1), ("058", 7, 0), ("01837", 25, 15), ("01840", 20, 3)])
    );
}

#[test]
fn a_place_opens_to_what_lies_in_it_and_then_to_its_forms() {
    let campaign = campaign();
    let open = |code| into_area(&campaign, &FieldworkAddress::from("by=district&sort=name"), code);
    assert_eq!(open("058").to_string(), "by=place&within=058");
    assert_eq!(
        shown_in(&campaign, &open("058")),
        expected(&[("058", 7, 0), ("01837", 25, 15), ("01840", 20, 3)])
    );
    assert_eq!(open("province").to_string(), "by=place&outside=district");
    assert_eq!(shown_in(&campaign, &open("province")), expected(&[("SNV", 2, 1)]));
    assert_eq!(shown_as("by=quota&place=01837"), expected(&[("P6 01837", 5, 5), ("P7 01837", 20, 10)]));
}

#[test]
fn a_campaign_without_a_level_above_the_commune_offers_none() {
    use PlaceKind::Commune;
    let two_tiers = with_places(&[("058", Commune, ""), ("01837", Commune, ""), ("01840", Commune, "")]);
    assert_eq!(choices(&two_tiers), ["form", "place", "quota", "interviewer"]);
    assert_eq!(shown_in(&two_tiers, &FieldworkAddress::from("by=place")).len(), 4);
    let from_another_campaign = FieldworkAddress::from("by=district&form=P7");
    let here = from_another_campaign.in_levels(&two_tiers.places.breakdowns());
    assert_eq!(here.to_string(), "by=place&form=P7");
}

#[test]
fn each_level_with_several_places_is_a_grouping_and_opens_to_the_next() {
    use PlaceKind::{Commune, District, Province, Village};
    let four = with_places(&[
        ("19", Province, ""),
        ("d1", District, "19"),
        ("d2", District, "19"),
        ("058", Commune, "d1"),
        ("c2", Commune, "d2"),
        ("01837", Village, "058"),
        ("01840", Village, "c2"),
    ]);
    assert_eq!(choices(&four), ["form", "district", "commune", "place", "quota", "interviewer"]);
    let districts = FieldworkAddress::from("by=district");
    assert_eq!(shown_in(&four, &districts), expected(&[("province", 2, 1), ("d1", 32, 15), ("d2", 20, 3)]));
    let communes = into_area(&four, &districts, "d1");
    assert_eq!(communes.to_string(), "by=commune&within=d1");
    assert_eq!(shown_in(&four, &communes), expected(&[("058", 32, 15)]));
    let places = into_area(&four, &communes, "058");
    assert_eq!(places.to_string(), "by=place&within=058");
    assert_eq!(shown_in(&four, &places), expected(&[("058", 7, 0), ("01837", 25, 15)]));
}
