//! Papers that are laid aside, come back, or are opened beside another one: nothing that was keyed is lost, and nothing open is missed.

use super::*;

fn on_desk(station: &Station) -> Option<u32> {
    station.paper.as_ref().map(|paper| paper.number)
}

#[test]
fn a_paper_asked_for_in_the_list_is_no_answer_to_the_one_on_the_desk() {
    let mut station = station();
    keys(&mut station, "1↵21212");
    assert_eq!(path(&station), "/age");
    assert_eq!(station.ask_for(1), Act::Stay, "it lies there");
    assert_eq!(path(&station), "/age");
    assert_eq!(station.ask_for(2), Act::Begin);
    assert_eq!((on_desk(&station), station.left().collect::<Vec<_>>()), (Some(2), vec![1]));
    station.ask_for(3);
    assert_eq!((on_desk(&station), told(&station)), (None, "keying.not_open"));
    keys(&mut station, "1↵");
    assert_eq!(path(&station), "/age");
    assert_eq!(station.paper.map(|paper| paper.sheet.said(6).clone()), Some(Said::Open), "2 is no answer");
}

#[test]
fn what_the_server_refused_is_opened_beside_what_lies_there_and_not_over_a_decision() {
    let mut station = station();
    keys(&mut station, "1↵21212");
    assert!(station.make_room("34"), "it is laid aside with what stands in the field");
    station.correct(4, &entry(&[("/did", "no")]), false);
    assert_eq!((on_desk(&station), station.left().collect::<Vec<_>>()), (Some(4), vec![1]));
    station.correct(2, &entry(&[]), false);
    assert_eq!(station.left().collect::<Vec<_>>(), [1, 4], "whatever is laid, nothing is thrown away");
    station.done();
    keys(&mut station, "1↵");
    let age = |station: &Station| station.paper.as_ref().map(|paper| paper.sheet.said(6).clone());
    assert_eq!(age(&station), Some(Said::Answer("34".to_owned())));
    station.press(Stroke::Leave, "");
    station
        .compare(5, PaperDifference { entries: vec![entry(&[]), entry(&[("/did", "no")])], paths: vec![] });
    assert!(!station.make_room(""));
    assert_eq!((on_desk(&station), told(&station)), (Some(5), "keying.decide_first"));
}

#[test]
fn what_a_correction_makes_asked_is_asked_though_it_was_not_when_the_paper_was_keyed() {
    let mut station = station();
    let whole = [
        ("/did", "no"),
        ("/units[A]/one", "yes"),
        ("/units[A]/two", "no"),
        ("/units[B]/one", "yes"),
        ("/units[B]/two", "no"),
        ("/age", "34"),
    ];
    station.correct(1, &entry(&whole), false);
    station.go_to(0, "");
    keys(&mut station, "1");
    assert_eq!(path(&station), "/more");
    let mut other = whole;
    other[5].1 = "43";
    station.compare(5, PaperDifference { entries: vec![entry(&whole), entry(&other)], paths: vec![] });
    let more = station.paper.as_ref().map(|paper| paper.sheet.said(1).clone());
    assert_eq!(more, Some(Said::Open));
}

#[test]
fn nothing_goes_past_an_open_question_to_the_end() {
    let mut station = station();
    keys(&mut station, "1↵2");
    for _ in 0..20 {
        station.press(Stroke::Step { down: true, any: true }, "");
    }
    assert_eq!(path(&station), "/why", "the last field, and not the end");
}

#[test]
fn what_was_typed_is_kept_where_another_place_is_pointed_at() {
    let mut station = station();
    keys(&mut station, "1↵21212");
    assert_eq!(station.go_to(0, "34"), Act::Show);
    assert_eq!(path(&station), "/did");
    station.go_to(6, "");
    assert_eq!(station.value(), "34");
}

#[test]
fn a_sign_chooses_by_itself_where_there_are_options_alone() {
    let mut station = station();
    assert!(!station.takes_one_sign(), "a number is typed");
    keys(&mut station, "1↵");
    assert!(station.takes_one_sign());
    keys(&mut station, "21212");
    assert!(!station.takes_one_sign(), "so is an age");
    keys(&mut station, "34↵-↵/");
    assert!(station.takes_one_sign(), "a reason");
}

#[test]
fn a_paper_without_the_units_that_are_to_be_judged_is_sent_as_it_is() {
    let mut work = work();
    let mut form = serde_json::to_value(&work.form).expect("a form");
    form["nodes"][2]["target"]["scope"]["scope"] = json!("own");
    work.form = serde_json::from_value(form).expect("a form");
    work.fields.retain(|field| field.unit.is_empty());
    let mut station = Station::new(work).expect("a form");
    let Act::Finish(1, sent) = keys(&mut station, "1↵234↵-↵↵") else { panic!("it is sent") };
    assert!(sent.as_it_is);
}
