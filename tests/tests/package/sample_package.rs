//! The sample of 2019 as it is.

use shared::ballot::Digest;
use shared::campaign::{Method, PlaceKind};
use shared::form::{FormDefinition, Node, Question, Scope};

use crate::workbooks::sample_package;

fn questions(nodes: &[Node]) -> Vec<&Question> {
    nodes
        .iter()
        .flat_map(|node| match node {
            Node::Question(question) => vec![question],
            Node::Group(group) => questions(&group.nodes),
            Node::Repeat(repeat) => questions(&repeat.nodes),
        })
        .collect()
}

fn scopes(form: &FormDefinition) -> Vec<(&str, &Scope)> {
    form.nodes
        .iter()
        .filter_map(|node| match node {
            Node::Repeat(repeat) => Some((repeat.target.unit_type.as_str(), &repeat.target.scope)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_sample_is_read_whole_and_without_a_fault() {
    let (campaign, diagnostics) = sample_package().read();
    assert_eq!(diagnostics, []);
    let campaign = campaign.unwrap();
    let places = |kind| campaign.places.iter().filter(|place| place.kind == kind).count();
    assert_eq!((campaign.units.len(), places(PlaceKind::District), places(PlaceKind::Commune)), (27, 8, 108));
    assert_eq!(campaign.places.iter().filter(|place| place.sampled).count(), 24);
    assert_eq!(campaign.definitions.len(), 7);
    let scored = campaign.definitions.iter().flat_map(|form| questions(&form.nodes));
    assert_eq!(scored.filter(|question| !question.criteria.is_empty()).count(), 74);
    assert_eq!(campaign.quotas.iter().map(|quota| quota.ballots).sum::<u32>(), 1034);
    assert_eq!(campaign.history.iter().map(|row| row.total.to_string()).collect::<Vec<_>>()[0], "88.1");
    assert_eq!(campaign.adjustments, []);
}

/// Ballots name the digest; what tablets keep is the definition.
#[test]
fn the_questionnaires_are_read_as_they_were_to_the_byte() {
    let mut lines = String::new();
    for folder in tests::sample::WHOLE {
        let (campaign, _) = server::package::read(&tests::sample::folder(folder)).unwrap();
        for form in campaign.unwrap().definitions {
            let of_json = Digest::of(&serde_json::to_vec(&form).unwrap());
            lines += &format!("{folder} {} {} {of_json}\n", form.id, form.digest());
        }
    }
    assert_eq!(lines, include_str!("../../corpus/fixtures/definitions.txt"));
}

#[test]
fn the_optional_sheets_and_settings_of_two_tiers_are_kept() {
    let (campaign, faults) = server::package::read(&tests::sample::folder("thai-nguyen-2026")).unwrap();
    assert_eq!(faults, []);
    let campaign = campaign.unwrap();
    assert_eq!(campaign.places.levels(), [PlaceKind::Commune]);
    let settings = &campaign.settings;
    assert_eq!((&*settings.province.vi, &*settings.office.vi), ("Tỉnh Thái Nguyên", "Sở Nội vụ"));
    assert_eq!(settings.notice.kept_until.map(|day| day.to_string()).as_deref(), Some("2031-12-31"));
    assert_eq!(settings.notice.purpose.vi, "Xác định chỉ số cải cách hành chính năm 2026");
    let [begin, refused, no_opinion] = &campaign.instructions[..] else { panic!("three pieces of advice") };
    assert_eq!((&*begin.key, &*refused.title.en), ("begin", "When the respondent refuses"));
    assert!(begin.text.vi.lines().count() > 1 && begin.form.is_none());
    assert_eq!(no_opinion.form.as_deref(), Some("P7"));
    let ward = campaign.lineage.iter().filter(|row| row.predecessor == "05461");
    assert_eq!(ward.map(|row| (&*row.unit, row.extent)).collect::<Vec<_>>().len(), 2);
    assert_eq!((campaign.lineage.len(), campaign.history.len()), (280, 382));
    assert!(campaign.is_reconstructed(), "a simulated result is no survey");
}

#[test]
fn the_frameworks_of_the_sample_have_their_nodes_and_leaves() {
    let campaign = sample_package().read().0.unwrap();
    for (unit_type, self_points, survey_points) in [("department", "76", "24"), ("district", "68", "32")] {
        let sum = |method| {
            let leaves = campaign.leaves_of(unit_type).filter(move |(_, leaf)| leaf.method == method);
            leaves.map(|(_, leaf)| leaf.max_points.clone()).sum::<shared::points::Points>().to_string()
        };
        assert_eq!((&*sum(Method::SelfScored), &*sum(Method::Survey)), (self_points, survey_points));
    }
    let ten = campaign.criteria.iter().filter(|node| node.code.ends_with(".10")).count();
    let one = campaign.criteria.iter().filter(|node| node.code.ends_with(".1")).count();
    assert!(one > ten, "1.10 and 1.1 are two codes");
}

#[test]
fn the_forms_of_the_sample_judge_the_units_that_their_targets_name() {
    let campaign = sample_package().read().0.unwrap();
    let used = Scope::Used("used_departments".to_owned());
    let expected: [&[(&str, &Scope)]; 7] = [
        &[("department", &Scope::All), ("district", &Scope::All)],
        &[("district", &Scope::All)],
        &[("department", &Scope::Own)],
        &[("department", &Scope::All)],
        &[("district", &Scope::Own)],
        &[("district", &Scope::Own)],
        &[("district", &Scope::Own), ("department", &used)],
    ];
    for (form, expected) in campaign.definitions.iter().zip(expected) {
        assert_eq!(scopes(form), expected, "{}", form.id);
        assert_eq!(form.languages[0].code, "vi", "{}", form.id);
    }
}
