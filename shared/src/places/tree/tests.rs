//! Trees of two, three and four tiers.

use super::*;

/// `code kind parent unit`, `-` for none.
fn places(rows: &str) -> Places {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let some = |cell: &str| (cell != "-").then(|| cell.to_owned());
        Place {
            code: cells[0].to_owned(),
            kind: PlaceKind::ALL.into_iter().find(|kind| kind.word() == cells[1]).expect(line),
            name: cells[0].to_uppercase(),
            parent: some(cells[2]),
            unit: some(cells[3]),
            basis: String::new(),
            sampled: false,
        }
    };
    rows.lines().map(row).collect()
}

/// As Vietnam is since 1 July 2025.
fn two_tiers() -> Places {
    places("c1 commune - U1\nc2 commune - U2")
}

/// With villages listed before what they lie in: the order of the sheet means nothing.
fn four_tiers() -> Places {
    places(
        "v1 village c1 -\nc1 commune d1 C1\nd1 district p D1\np province - P\nv2 village c2 C2V\nc2 commune d1 -\n\
         d2 district p D2",
    )
}

fn codes<'a>(places: impl Iterator<Item = &'a Place>) -> String {
    places.map(|place| place.code.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_place_knows_its_way_up_and_down() {
    let tree = four_tiers();
    assert_eq!(codes(tree.up("v1")), "v1 c1 d1 p");
    assert_eq!(tree.above("c2").unwrap().code, "d1");
    assert_eq!((tree.above("p"), tree.above("nowhere")), (None, None));
    assert_eq!(codes(tree.below("d1")), "v1 c1 v2 c2");
    assert_eq!(codes(tree.below("p")), "v1 c1 d1 v2 c2 d2");
    assert_eq!(codes(tree.below("v1")), "");
    assert_eq!(tree.at(PlaceKind::District, "v2").unwrap().code, "d1");
    assert_eq!(tree.at(PlaceKind::Village, "c2"), None);
}

#[test]
fn a_place_is_summed_up_under_the_one_right_below_where_one_looks() {
    let tree = four_tiers();
    for (at, place, expected) in [
        (None, "v1", "d1"),
        (None, "d2", "d2"),
        (None, "p", "p"),
        (None, "U9", "U9"),
        (Some("p"), "v1", "d1"),
        (Some("d1"), "v2", "c2"),
        (Some("d1"), "d1", "d1"),
        (Some("c1"), "v1", "v1"),
    ] {
        assert_eq!(tree.right_below(at, place), expected, "{at:?} {place}");
    }
    assert_eq!(two_tiers().right_below(None, "c1"), "c1");
}

#[test]
fn the_levels_are_the_kinds_that_there_are() {
    assert_eq!(two_tiers().levels(), [PlaceKind::Commune]);
    assert_eq!(four_tiers().levels(), PlaceKind::ALL);
}

#[test]
fn ballots_can_be_summed_up_by_levels_with_several_places_that_others_lie_in() {
    assert_eq!(two_tiers().breakdowns(), []);
    assert_eq!(four_tiers().breakdowns(), [PlaceKind::District, PlaceKind::Commune]);
    assert_eq!(places("d district - -\ne district - -\nc commune d -").breakdowns(), [PlaceKind::District]);
}

#[test]
fn a_place_is_told_apart_by_what_lies_above_it_but_the_province_of_all() {
    assert_eq!(codes(four_tiers().context("v1")), "c1 d1");
    assert_eq!(codes(four_tiers().context("d1")), "");
    assert_eq!(four_tiers().within("v1").as_deref(), Some("C1, D1"));
    assert_eq!(two_tiers().within("c1"), None);
    assert_eq!(codes(places("p province - -\nq province - -\nd district q -").context("d")), "q");
}

#[test]
fn a_place_belongs_to_the_nearest_unit_that_is_looked_for() {
    let tree = four_tiers();
    let unit = |place, kind: &str| tree.unit_of(place, |unit| unit.starts_with(kind)).map(str::to_owned);
    assert_eq!(unit("v1", "C").as_deref(), Some("C1"));
    assert_eq!(unit("v1", "D").as_deref(), Some("D1"));
    assert_eq!(unit("c2", "C"), None);
    assert_eq!(unit("province", "P").as_deref(), Some("P"));
    assert_eq!(two_tiers().unit_of("province", |_| true), None);
}

#[test]
fn the_whole_province_is_the_one_province_at_the_top() {
    let tree = four_tiers();
    assert_eq!((tree.canonical("province"), tree.canonical("d1")), ("p", "d1"));
    assert_eq!(
        (tree.codes("province"), tree.codes("p"), tree.codes("d1")),
        (vec!["p", "province"], vec!["p", "province"], vec!["d1"])
    );
    assert!(tree.is_all("province") && tree.is_all("p") && !tree.is_all("d1"));
    let tree = two_tiers();
    assert_eq!(tree.canonical("province"), "province");
    assert_eq!(tree.codes("province"), ["province"]);
    assert!(tree.is_all("province") && !tree.is_all("c1"));
    let two_provinces = places("p province - -\nq province - -");
    assert_eq!(two_provinces.canonical("province"), "province");
    assert!(!two_provinces.is_all("p"));
}

#[test]
fn an_assignment_covers_what_lies_below_it() {
    let tree = four_tiers();
    for (assigned, place, covered) in [
        ("d1", "d1", true),
        ("d1", "v1", true),
        ("d1", "p", false),
        ("d1", "province", false),
        ("d2", "c1", false),
        ("c1", "d1", false),
        ("D1", "D1", true),
        ("d1", "D1", false),
        ("province", "v2", true),
        ("province", "D1", true),
        ("p", "province", true),
        ("p", "D1", true),
    ] {
        assert_eq!(tree.covers(assigned, place), covered, "{assigned} {place}");
    }
    assert!(two_tiers().covers("province", "c1") && !two_tiers().covers("c1", "province"));
}

#[test]
fn a_circle_ends_after_one_round() {
    let tree = places("a commune b -\nb commune c -\nc commune b -\nself commune self -");
    assert_eq!(codes(tree.up("a")), "a b c b");
    assert_eq!(codes(tree.below("b")), "a b c");
    assert_eq!(codes(tree.up("self")), "self self self self");
}

#[test]
fn a_place_that_lies_wrong_is_named() {
    let said = |rows: &str| -> Vec<String> {
        let tree = places(rows);
        tree.iter().filter_map(|place| Some(format!("{} {}", place.code, tree.misplaced(place)?))).collect()
    };
    assert_eq!(said("a commune a -"), ["a places.in_itself code=a"]);
    assert_eq!(said("a commune x -"), ["a unknown.parent value=x"]);
    assert_eq!(
        said("a commune b -\nb commune c -\nc commune b -\nd village a -"),
        ["b places.circle codes=b → c → b"]
    );
    assert_eq!(said("a commune b -\nb commune a -"), ["a places.circle codes=a → b → a"]);
    assert_eq!(
        said("a commune v -\nv village - -"),
        ["a places.in_smaller above=village code=v kind=commune"]
    );
    assert_eq!(said("v village w -\nw village c -\nc commune p -\np province - -"), [""; 0]);
}

#[test]
fn a_list_as_stored_by_the_first_version_still_opens() {
    let stored = r#"[{"code":"058","kind":"district","name":"Thành phố Bắc Kạn","parent":null,"unit":"TPBK",
        "basis":"official","sampled":false},{"code":"01837","kind":"commune","name":"Sông Cầu","parent":"058"}]"#;
    let tree: Places = serde_json::from_str(stored).unwrap();
    assert_eq!(codes(tree.up("01837")), "01837 058");
    let again: Vec<Place> = serde_json::from_str(&serde_json::to_string(&tree).unwrap()).unwrap();
    assert_eq!(again, *tree);
}
