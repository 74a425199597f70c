//! Each rule alone, on small ballots; and that the pieces in which ballots come change nothing.

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::ballot::{Digest, Header};
use crate::index::example;
use crate::message::{Language, problem};

/// The small campaign of the index's tests, with limits for ballots of four answers.
fn campaign() -> Campaign {
    let mut campaign = example::campaign();
    let limits = json!({"flag_alike_answers": 4, "flag_no_opinion_answers": 4, "flag_twin_answers": 4, "flag_fast_ballots": 3});
    campaign.settings.limits = serde_json::from_value(limits).unwrap();
    campaign
}

/// A ballot of form F1, of Nam, begun at this minute after eight on 1 November, of so many minutes, with answers such as `ABCD`.
fn ballot(minute: i64, minutes: i64, answers: &str) -> Ballot {
    let started: Timestamp = "2019-11-01T08:00:00+07:00".parse().unwrap();
    let at = |minute: i64| Timestamp::from_second(started.as_second() + minute * 60).unwrap();
    let option = |nth: usize| answers[nth..=nth].to_owned();
    let units = json!([{"unit": "D1", "q1": option(0), "q2": option(1)}, {"unit": "D2", "q1": option(2), "q2": option(3)}]);
    let Value::Object(answers) = json!({"units": units}) else { unreachable!() };
    let header = Header {
        id: Uuid::from_u128(1000 + u128::from(minute.unsigned_abs())),
        campaign: "c".to_owned(),
        form: "F1".to_owned(),
        version: "1".to_owned(),
        definition: Digest::of(b""),
        place: "058".to_owned(),
        mode: Mode::Tablet,
        interviewer: Some("nam".to_owned()),
        started: at(minute),
        finished: at(minute + minutes),
        replaces: None,
        consented: None,
    };
    Ballot { header, answers }
}

fn watch(ballots: &[(Ballot, Option<i64>, Status)]) -> Watch {
    let mut watch = Watch::of(&campaign(), TimeZone::get("Asia/Ho_Chi_Minh").unwrap());
    for (number, (ballot, offset, status)) in (1..).zip(ballots) {
        watch.add(number, ballot, *offset, *status);
    }
    watch.settle();
    watch
}

/// The rules that each ballot meets, from the first on.
fn met(ballots: &[Ballot]) -> Vec<Vec<Rule>> {
    let came: Vec<_> = ballots.iter().map(|it| (it.clone(), None, Status::Valid)).collect();
    let watch = watch(&came);
    (1..).zip(ballots).map(|(number, _)| watch.flags(number).iter().map(|flag| flag.rule).collect()).collect()
}

fn said(watch: &Watch, number: i64) -> Vec<String> {
    watch.flags(number).iter().map(|flag| problem(Language::En, &flag.reason)).collect()
}

fn all_flagged(watch: &Watch) -> Vec<(i64, Vec<Rule>)> {
    watch.flagged(i64::MAX).map(|it| (it.number, it.rules.iter().collect())).collect()
}

#[test]
fn two_ballots_of_one_interview_are_flagged_while_neither_is_rejected() {
    let made = |id: u128, replaces: Option<u128>, minute| {
        let mut it = ballot(minute, 20, ["ABCA", "BBCD", "CADB"][usize::try_from(id).unwrap() - 1]);
        it.header.id = Uuid::from_u128(id);
        it.header.replaces = replaces.map(Uuid::from_u128);
        (it, None, Status::Valid)
    };
    let mut watch = watch(&[made(1, None, 0), made(2, Some(1), 60), made(3, None, 120)]);
    let flagged = all_flagged;
    assert_eq!(flagged(&watch), [(2, vec![Rule::DoneAgain]), (1, vec![Rule::DoneAgain])]);
    assert!(said(&watch, 2)[0].starts_with("Ballot 1 is of the same interview"), "{:?}", said(&watch, 2));
    assert!(said(&watch, 1)[0].starts_with("Ballot 2 "), "each names the other");
    watch.decide(1, Some(Status::Rejected));
    watch.settle();
    assert_eq!(flagged(&watch), []);
    watch.decide(1, None);
    watch.settle();
    assert_eq!(flagged(&watch).len(), 2, "its rejection was taken back");
}

#[test]
fn who_does_an_interview_again_and_changes_nothing_is_flagged() {
    let made = |minute, replaces: Option<i64>, answers| {
        let mut it = ballot(minute, 20, answers);
        it.header.replaces = replaces.map(|minute| ballot(minute, 20, answers).header.id);
        (it, None, if minute == 0 { Status::Rejected } else { Status::Valid })
    };
    let watch = watch(&[made(60, Some(0), "ABCA"), made(120, Some(60), "ABCB"), made(0, None, "ABCA")]);
    let flagged = all_flagged(&watch);
    assert!(flagged.contains(&(1, vec![Rule::DoneAgain, Rule::Unchanged])), "{flagged:?}");
    assert!(flagged.iter().all(|(number, rules)| *number == 1 || !rules.contains(&Rule::Unchanged)));
    assert!(
        said(&watch, 1)[1].contains("ballot 3"),
        "also where the first one came last: {:?}",
        said(&watch, 1)
    );
}

#[test]
fn what_took_less_than_the_limit_of_the_usual_is_fast() {
    let hours = |nth: i64, minutes| ballot(nth * 60, minutes, "ABCA");
    let texts = ["ABCA", "BBCD", "CADB", "DCBA"];
    let mut ballots: Vec<_> = [20, 20, 6, 5].into_iter().zip(0..).map(|(it, nth)| hours(nth, it)).collect();
    for (it, text) in ballots.iter_mut().zip(texts) {
        it.answers = ballot(0, 1, text).answers;
    }
    // Half took 6 minutes at most; then half took 20.
    assert_eq!(met(&ballots), [vec![], vec![], vec![], vec![]]);
    ballots.insert(0, ballot(300, 30, "ACBD"));
    ballots.insert(0, ballot(400, 30, "BDAC"));
    assert_eq!(met(&ballots)[5], [Rule::Fast]);
    assert_eq!(met(&ballots)[4], [], "six of twenty minutes are just the limit");
    let came: Vec<_> = ballots.iter().map(|it| (it.clone(), None, Status::Valid)).collect();
    let text = "Answered in 5 min 0 s; form F1 usually takes 20 min (limit 30 %).";
    assert_eq!(said(&watch(&came), 6), [text]);
    assert_eq!(met(&ballots[4..]), [[], []], "of two ballots nobody knows what is usual");
}

#[test]
fn one_option_for_all_is_alike_and_no_opinion_is_a_reason_of_its_own() {
    let ballots = [ballot(0, 20, "BBBB"), ballot(60, 20, "EEEE"), ballot(120, 20, "BBBA")];
    assert_eq!(met(&ballots), [vec![Rule::Alike], vec![Rule::NoOpinion], vec![]]);
}

#[test]
fn the_later_of_two_ballots_that_say_the_same_is_a_twin() {
    let ballots = [ballot(60, 20, "ABCD"), ballot(0, 20, "ABCD"), ballot(120, 20, "ABCE")];
    assert_eq!(met(&ballots), [vec![Rule::Twin], vec![], vec![]], "three of four answers are no twin");
    let mut of_another = ballots;
    of_another[0].header.interviewer = Some("lan".to_owned());
    assert_eq!(met(&of_another), [[], [], []]);
    of_another[0].header.interviewer = Some("nam".to_owned());
    of_another[0].header.replaces = Some(of_another[1].header.id);
    let again = [vec![Rule::DoneAgain, Rule::Unchanged], vec![Rule::DoneAgain], vec![]];
    assert_eq!(met(&of_another), again, "it was made from a copy of the other, and is no twin");
    assert_eq!(met(&[ballot(60, 20, "AAAA"), ballot(0, 20, "AAAA")]), [[Rule::Alike], [Rule::Alike]]);
}

#[test]
fn of_interviews_at_the_same_time_the_one_that_began_later_is_named() {
    let mut ballots = vec![ballot(0, 60, "ABCD"), ballot(20, 20, "BACD"), ballot(58, 20, "CABD")];
    assert_eq!(met(&ballots), [vec![], vec![Rule::Overlap], vec![]], "two minutes are no overlap");
    let came: Vec<_> = ballots.iter().map(|it| (it.clone(), None, Status::Valid)).collect();
    let text = "Ran at the same time as ballot 1 of the same interviewer, for 20 min.";
    assert_eq!(said(&watch(&came), 2), [text]);
    ballots[1].header.mode = Mode::Paper;
    assert_eq!(met(&ballots), [[], [], []], "the times of paper are those of who keys it");
}

#[test]
fn the_hours_and_days_are_those_of_the_campaign_by_the_clock_of_the_server() {
    let [night, long_ago] = [ballot(13 * 60, 20, "ABCD"), ballot(-40 * 24 * 60, 20, "BACD")];
    assert_eq!(met(&[night.clone(), long_ago]), [[Rule::Hours], [Rule::Days]]);
    let two_hours_ahead = Some(-2 * 3_600_000);
    assert_eq!(said(&watch(&[(night, two_hours_ahead, Status::Valid)]), 1), [""; 0]);
}

#[test]
fn a_clock_that_is_further_behind_than_it_was_is_set_back_and_one_that_is_always_behind_is_not() {
    let hour = 3_600_000;
    let texts = ["ABCD", "BACD", "CABD"];
    let came = |offsets: [i64; 3]| {
        let all = (0..).zip(texts.into_iter().zip(offsets));
        let all = all.map(|(nth, (text, ms))| (ballot(nth * 60, 20, text), Some(ms), Status::Valid));
        let watch = watch(&all.collect::<Vec<_>>());
        [1, 2, 3].map(|number| watch.flags(number).iter().any(|flag| flag.rule == Rule::Clock))
    };
    assert_eq!(came([0, 0, hour]), [false, false, true]);
    assert_eq!(came([hour, hour, hour]), [false; 3]);
    assert_eq!(came([hour, 0, 0]), [false; 3], "it was put right");
    assert_eq!(met(&[ballot(0, -5, "ABCD")]), [[Rule::Clock]]);
}

#[test]
fn an_older_version_and_the_filter_question_are_said() {
    let mut older = ballot(0, 20, "ABCD");
    older.header.version = "0".to_owned();
    let watch = watch(&[(older, None, Status::Valid), (ballot(60, 1, "ABCD"), None, Status::ScreenedOut)]);
    assert_eq!(said(&watch, 1), ["Filled in on version 0 of form F1; the current one is 1."]);
    assert_eq!(said(&watch, 2), ["The filter question ended it."]);
    assert!(Rule::ALL.iter().filter(|rule| !rule.doubts()).eq(&[Rule::Version, Rule::ScreenedOut]));
}

#[test]
fn a_limit_of_nothing_leaves_its_rule_out() {
    let mut campaign = campaign();
    let off =
        json!({"flag_alike_percent": 0, "flag_alike_answers": 4, "flag_hours_from": 0, "flag_hours_to": 24});
    campaign.settings.limits = serde_json::from_value(off).unwrap();
    let mut watch = Watch::of(&campaign, TimeZone::get("Asia/Ho_Chi_Minh").unwrap());
    watch.add(1, &ballot(15 * 60, 20, "BBBB"), None, Status::Valid);
    watch.settle();
    assert_eq!(watch.flags(1), []);
}

#[test]
fn the_newest_come_first_and_a_number_begins_the_rest() {
    let came = ["BBBB", "ABCD", "CCCC", "DDDD"].map(|text| (ballot(0, 1, text), None, Status::Valid));
    let watch = watch(&came);
    let numbers = |before| watch.flagged(before).map(|it| it.number).collect::<Vec<_>>();
    assert_eq!((numbers(i64::MAX), numbers(4)), (vec![4, 3, 1], vec![3, 1]));
    assert_eq!(watch.about(4), Some(About { form: "F1", place: "058", interviewer: "nam" }));
}

proptest! {
    #[test]
    fn the_pieces_in_which_ballots_come_change_nothing(
        all in prop::collection::vec(
            (0_i64..60, 1_i64..40, "[A-C]{4}", prop::option::of(-60_i64..60), prop::option::of(0_i64..60)), 1..30),
        decided in prop::collection::vec((1_i64..30, any::<bool>()), 30),
        settled in prop::collection::vec(any::<bool>(), 30),
    ) {
        let came = all.iter().map(|(minute, minutes, text, offset, replaces)| {
            let mut it = ballot(minute * 15, *minutes, text);
            it.header.interviewer = Some(["nam", "lan"][usize::from(minute % 3 == 0)].to_owned());
            it.header.replaces = replaces.map(|minute| ballot(minute * 15, 1, text).header.id);
            (it, offset.map(|it| it * 60_000), Status::Valid)
        });
        let came: Vec<_> = came.collect();
        let [mut at_once, mut piecewise] =
            [(); 2].map(|()| Watch::of(&campaign(), TimeZone::get("Asia/Ho_Chi_Minh").unwrap()));
        for (((number, (it, offset, status)), settles), (of, rejected)) in (1..).zip(&came).zip(settled).zip(decided) {
            for (watch, settles) in [(&mut at_once, false), (&mut piecewise, settles)] {
                watch.add(number, it, *offset, *status);
                watch.decide(of, Some(if rejected { Status::Rejected } else { Status::Valid }));
                if settles {
                    watch.settle();
                }
            }
        }
        at_once.settle();
        piecewise.settle();
        prop_assert_eq!(all_flagged(&at_once), all_flagged(&piecewise));
        for number in (1..).take(came.len()) {
            prop_assert_eq!(at_once.flags(number), piecewise.flags(number));
            let rules: Vec<Rule> = at_once.flags(number).iter().map(|flag| flag.rule).collect();
            let met = at_once.seen.get(number).map(|it| it.met.iter().collect::<Vec<_>>());
            prop_assert_eq!(met.unwrap_or_default(), rules);
        }
    }
}
