//! Tallies are what a recount of the ballots gives, whatever was added and taken back before.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::form::{Kind, Node};
use crate::index::example::campaign;

fn answers(value: Value) -> Answers {
    value.as_object().unwrap().clone()
}

fn key(question: &str, unit: &str, option: &str) -> TallyKey {
    TallyKey {
        form: "F1".into(),
        version: "1".into(),
        question: question.into(),
        unit: unit.into(),
        option: option.into(),
    }
}

#[test]
fn a_ballot_adds_each_option_chosen_for_each_unit() {
    let campaign = campaign();
    let ballot = answers(json!({"units": [{"unit": "D1", "q1": "A", "q2": "E"}, {"unit": "D2", "q1": "B"}]}));
    let added = tally(campaign.definition("F1").unwrap(), &ballot);
    assert_eq!(added, [key("units/q1", "D1", "A"), key("units/q1", "D2", "B"), key("units/q2", "D1", "E")]);
}

#[test]
fn an_answer_that_feeds_no_leaf_or_is_absent_adds_nothing() {
    let campaign = campaign();
    for ballot in
        [json!({}), json!({"why": ["A"], "units": []}), json!({"units": [{"unit": "D1", "q1": null}]})]
    {
        assert_eq!(tally(campaign.definition("F1").unwrap(), &answers(ballot)), []);
    }
}

#[test]
fn where_several_options_can_be_chosen_each_is_an_answer() {
    let mut campaign = campaign();
    let Node::Repeat(repeat) = &mut campaign.definitions[0].nodes[1] else { panic!() };
    let Node::Group(group) = &mut repeat.nodes[1] else { panic!() };
    let Node::Question(question) = &mut group.nodes[0] else { panic!() };
    question.kind = Kind::SelectMultiple("scale".into());
    let ballot = answers(json!({"units": [{"unit": "D1", "q1": ["A", "C"]}]}));
    let added = tally(&campaign.definitions[0], &ballot);
    assert_eq!(added, [key("units/q1", "D1", "A"), key("units/q1", "D1", "C")]);
}

#[test]
fn what_was_never_added_cannot_be_taken_back_and_nothing_changes() {
    let mut tallies = Tallies::default();
    tallies.add([key("q", "D1", "A"), key("q", "D1", "A"), key("q", "D1", "B")]);
    let before = tallies.clone();
    let too_much = [key("q", "D1", "B"), key("q", "D1", "A"), key("q", "D1", "A"), key("q", "D1", "A")];
    assert_eq!(tallies.take_back(&too_much), Err(NeverAdded(key("q", "D1", "A"))));
    assert_eq!(
        tallies.take_back(&[key("q", "D1", "B"), key("q", "D2", "A")]),
        Err(NeverAdded(key("q", "D2", "A")))
    );
    assert_eq!(tallies, before);
    assert_eq!(tallies.take_back(&too_much[..3]), Ok(()));
    assert_eq!(tallies, Tallies::default());
}

#[test]
fn counts_from_a_store_add_up_and_a_zero_is_nothing() {
    let stored = [(key("q", "D1", "A"), 2), (key("q", "D1", "B"), 0), (key("q", "D1", "A"), 1)];
    let tallies: Tallies = stored.into_iter().collect();
    assert_eq!(tallies.iter().collect::<Vec<_>>(), [(&key("q", "D1", "A"), 3)]);
}

fn ballot() -> impl Strategy<Value = Answers> {
    let option = || prop::option::of(prop::sample::select(vec!["A", "B", "C", "D", "E"]));
    let instance = (prop::sample::select(vec!["D1", "D2"]), option(), option());
    prop::collection::vec(instance, 0..3).prop_map(|instances| {
        let instances: Vec<_> =
            instances.iter().map(|(unit, q1, q2)| json!({"unit": unit, "q1": q1, "q2": q2})).collect();
        answers(json!({"units": instances}))
    })
}

proptest! {
    #[test]
    fn tallies_equal_a_recount_of_what_stayed(
        ballots in prop::collection::vec((ballot(), any::<bool>()), 0..20),
        order in any::<prop::sample::Index>(),
    ) {
        let campaign = campaign();
        let definition = campaign.definition("F1").unwrap();
        let mut tallies = Tallies::default();
        ballots.iter().for_each(|(ballot, _)| tallies.add(tally(definition, ballot)));
        let mut rejected: Vec<_> = ballots.iter().filter(|(_, stays)| !stays).collect();
        if !rejected.is_empty() {
            let middle = order.index(rejected.len());
            rejected.rotate_left(middle);
        }
        for (ballot, _) in rejected {
            tallies.take_back(&tally(definition, ballot)).unwrap();
        }
        let mut recount = Tallies::default();
        ballots.iter().filter(|(_, stays)| *stays).for_each(|(ballot, _)| recount.add(tally(definition, ballot)));
        prop_assert_eq!(tallies, recount);
    }
}
