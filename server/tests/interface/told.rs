//! What the log tells of a unit's year: of points and of steps how it was before and how it is after; and that no route changes what
//! it told.

use reqwest::{Method, StatusCode};
use serde_json::json;
use server::table;
use shared::assessment::standing;
use shared::points::Points;
use shared::wire::{Act, Appraisal, Entry, Fact, LeafRecord, Phase, Question, Round, Step, UnitRecord};

use crate::acts::acts;
use crate::client::read;
use crate::sample::ID;
use crate::year::{UNIT, Year, another, appraise, enter, enter_all_but, entry, lines, put, record, submit};

/// The facts of one kind of the acts that are asked for, oldest first: before and after.
async fn told(year: &Year, query: &str, fact: Fact) -> Vec<(String, String)> {
    let mut found: Vec<Act> = acts(&year.admin, query).await;
    found.reverse();
    let of = |facts: &shared::wire::Facts| facts.get(&fact).cloned().unwrap_or_default();
    found.iter().map(|act| (of(&act.before), of(&act.after))).collect()
}

fn pairs(said: &[(&str, &str)]) -> Vec<(String, String)> {
    said.iter().map(|(before, after)| ((*before).to_owned(), (*after).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn points_and_steps_are_told_with_what_was_before_and_what_is_after() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let whole = Points::whole(1);
    let is_plain = |it: &&shared::index::Assessment| {
        it.unit == UNIT
            && it.self_points.as_ref().is_some_and(|points| *points >= whole)
            && entry(it).points.is_some()
    };
    let line = lines().iter().find(is_plain).cloned().unwrap();
    let code = &line.code;
    let full = line.self_points.clone().unwrap();
    enter_all_but(&year.staff, UNIT, code).await;
    let zero = Entry { points: Some(Points::zero()), note: "chưa làm".to_owned(), ..entry(&line) };
    let first: LeafRecord = read(enter(&year.staff, UNIT, code, &zero, &[]).await).await;
    let over = [first.entries[0].position];
    read::<LeafRecord>(enter(&year.head, UNIT, code, &entry(&line), &over).await).await;
    let subject = format!("{UNIT} {code}");
    let scored = format!("kind=scored&subject={subject}");
    let full_text = full.to_string();
    assert_eq!(told(&year, &scored, Fact::Points).await, pairs(&[("", "0"), ("0", &full_text)]));
    let by: Vec<_> = acts(&year.admin, &scored).await.into_iter().map(|act| act.by.unwrap()).collect();
    assert_eq!(by, ["head", "staff"]);
    // What is said in other words changes no points, and is no act.
    let seen = record(&year.staff, UNIT).await.leaves.into_iter().find(|it| it.leaf == *code).unwrap();
    let position = standing(&seen.entries)[0].position;
    let words = Entry { note: "nói cách khác".to_owned(), ..entry(&line) };
    read::<LeafRecord>(enter(&year.staff, UNIT, code, &words, &[position]).await).await;
    assert_eq!(acts(&year.admin, &scored).await.len(), 2);

    // The steps of the unit.
    let entries = record(&year.staff, UNIT).await.entries;
    for (client, step) in [
        (&year.staff, Step::Prepared),
        (&year.head, Step::Returned),
        (&year.staff, Step::Prepared),
        (&year.head, Step::Approved),
        (&year.admin, Step::Returned),
        (&year.staff, Step::Prepared),
        (&year.head, Step::Approved),
    ] {
        read::<UnitRecord>(submit(client, UNIT, step, entries).await).await;
    }
    for (kind, expected) in [
        ("prepared", &[("scoring", "prepared"); 3][..]),
        ("returned", &[("prepared", "scoring"), ("submitted", "scoring")]),
        ("submitted", &[("prepared", "submitted"); 2]),
    ] {
        let query = format!("kind={kind}&subject={UNIT}");
        assert_eq!(told(&year, &query, Fact::Stage).await, pairs(expected), "{kind}");
    }

    // The points that appraisers give, and why.
    year.phase(Phase::Appraisal, true).await;
    let seen = record(&year.admin, UNIT).await.leaves.into_iter().find(|it| it.leaf == *code).unwrap();
    let given = Appraisal {
        entry: Some(standing(&seen.entries)[0].position),
        points: Some(Points::zero()),
        reason: "thiếu minh chứng".to_owned(),
        ..Appraisal::default()
    };
    let one = &year.appraisers[0];
    let after: LeafRecord = read(appraise(one, UNIT, code, &given, &[]).await).await;
    let excused =
        Appraisal {
            points: None, excused: true, reason: "không có chức năng".to_owned(), ..given.clone()
        };
    let over = [after.appraisals[0].position];
    let after: LeafRecord = read(appraise(one, UNIT, code, &excused, &over).await).await;
    let text = Question { text: "Ban hành ngày nào?".to_owned() };
    let asked: LeafRecord = read(put(one, UNIT, code, "questions", another(), text, &[]).await).await;
    year.phase(Phase::Appraisal, false).await;
    year.phase(Phase::Explanation, true).await;
    let question = asked.questions[0].position;
    let answer = |text: &str| json!({ "question": question, "text": text });
    let answered: LeafRecord =
        read(put(&year.staff, UNIT, code, "answers", another(), answer("Ngày 5/1"), &[]).await).await;
    let over = [answered.answers[0].position];
    read::<LeafRecord>(put(&year.head, UNIT, code, "answers", another(), answer("Ngày 6/1"), &over).await)
        .await;
    year.phase(Phase::SecondAppraisal, true).await;
    let back = Appraisal { round: Round::Second, points: Some(full), reason: "đã rõ".to_owned(), ..given };
    let over = [after.appraisals.last().unwrap().position];
    read::<LeafRecord>(appraise(one, UNIT, code, &back, &over).await).await;

    let of = |kind: &str| format!("kind={kind}&subject={subject}");
    assert_eq!(told(&year, &of("appraised"), Fact::Points).await, pairs(&[("", "0"), ("", &full_text)]));
    assert_eq!(told(&year, &of("excused"), Fact::Points).await, pairs(&[("0", "")]));
    assert_eq!(
        told(&year, &of("excused"), Fact::Reason).await,
        pairs(&[("thiếu minh chứng", "không có chức năng")])
    );
    // What is decided without points is told, too: afterwards, and as what was before.
    assert_eq!(told(&year, &of("excused"), Fact::Finding).await, pairs(&[("", "excused")]));
    assert_eq!(told(&year, &of("appraised"), Fact::Finding).await, pairs(&[("", ""), ("excused", "")]));
    assert_eq!(told(&year, &of("asked"), Fact::Text).await, pairs(&[("", "Ban hành ngày nào?")]));
    assert_eq!(
        told(&year, &of("answered"), Fact::Text).await,
        pairs(&[("", "Ngày 5/1"), ("Ngày 5/1", "Ngày 6/1")])
    );

    // All of it is found by who did it, to what and in which campaign.
    for (query, least) in [(format!("by=staff&subject={subject}"), 2), (format!("campaign={ID}&by=head"), 4)]
    {
        let found = acts(&year.admin, &query).await;
        assert!(found.len() >= least && found.len() < 100, "{query}: {}", found.len());
    }
    assert_eq!(acts(&year.admin, &format!("by=viewer&subject={subject}")).await, []);
}

#[tokio::test]
async fn an_admin_reads_the_log_and_edits_it_by_no_route() {
    let writes: Vec<_> = table().filter(|it| it.path.contains("/acts") && it.method != "GET").collect();
    assert!(writes.is_empty(), "{writes:?}");
    let year = Year::begin(&[UNIT]).await;
    let before = acts(&year.admin, "").await;
    assert!(before.len() > 3);
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for path in ["/api/acts", "/api/acts?subject=staff", "/api/acts/1", "/api/acts/"] {
            let answer = year.admin.request(method.clone(), path).json(&before[0]).send().await.unwrap();
            let refused = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND].contains(&answer.status());
            assert!(refused, "{method} {path}: {}", answer.status());
        }
    }
    assert_eq!(acts(&year.admin, "").await, before);
    for client in [&year.staff, &year.head, &year.appraisers[0]] {
        assert_eq!(client.get("/api/acts").await.status(), StatusCode::FORBIDDEN);
    }
}
