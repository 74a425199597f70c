//! What was said of units, and of the phases of their year.

use server::store::{Leaves, NewSaying, Store, StoreError};
use shared::wire::{Duty, DutyChange, ExtensionRow, LeafRecord, Phase, PhaseRow, Step, SubmissionRow};
use uuid::Uuid;

use crate::made::{campaign, read, second, write};

/// Something that is said of a leaf.
fn saying(kind: &'static str, unit: &str, leaf: &str, said: &str) -> NewSaying {
    let (unit, leaf, said) = (unit.to_owned(), leaf.to_owned(), said.to_owned());
    NewSaying { id: None, kind, unit, leaf, over: Vec::new(), said, by: "an".to_owned(), at: second(7) }
}

pub async fn what_is_said_comes_back_by_leaf_in_commit_order(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let positions = write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        let over = NewSaying { over: vec![1], ..saying("entry", "A", "1", r#"{"self":"1/3"}"#) };
        let all = [
            saying("entry", "A", "1", r#"{"note":"x"}"#),
            saying("entry", "B", "1", r#"{"self":"2"}"#),
            over,
            saying("appraisal", "A", "1", r#"{"round":"second","points":"1"}"#),
            saying("question", "A", "2", r#"{"text":"?"}"#),
            saying("answer", "A", "2", r#"{"question":5,"text":"!"}"#),
        ];
        let positions: Result<Vec<i64>, _> = all.iter().map(|it| store.put_saying("c", it)).collect();
        Ok((positions?, store.put_saying("d", &all[0])?))
    });
    assert_eq!(positions.await, (vec![1, 2, 3, 4, 5, 6], 1), "each campaign counts its own");
    let last =
        read(store, |store| Ok([store.last_saying("c")?, store.last_saying("d")?, store.last_saying("e")?]));
    assert_eq!(last.await, [6, 1, 0]);
    let (all, of_unit, of_leaf) = read(store, |store| {
        let of = |unit, leaf| store.leaf_records("c", Leaves { unit, leaf, after: 0 });
        Ok((of(None, None)?, of(Some("A"), None)?, of(Some("A"), Some("1"))?))
    })
    .await;
    let leaves: Vec<_> = all.iter().map(|it| (&*it.unit, &*it.leaf)).collect();
    assert_eq!(leaves, [("A", "1"), ("A", "2"), ("B", "1")]);
    assert_eq!((&of_unit[..], &of_leaf[..]), (&all[..2], &all[..1]));
    let [first, second_entry] = &all[0].entries[..] else { panic!("{all:?}") };
    assert_eq!((first.position, &*first.said.note, &*first.by, first.at), (1, "x", "an", second(7)));
    assert_eq!((second_entry.position, &second_entry.over[..]), (3, &[1][..]));
    assert_eq!(second_entry.said.points.as_ref().unwrap().exact(), "1/3");
    assert_eq!((all[0].appraisals.len(), all[1].questions.len(), all[1].answers[0].said.question), (1, 1, 5));
}

pub async fn what_is_said_later_comes_alone(store: &Store) {
    let one = campaign("c");
    write(store, move |store| {
        store.put_campaign(&one)?;
        let all = [("A", "1"), ("B", "1"), ("A", "1"), ("A", "2")];
        all.iter()
            .try_for_each(|(unit, leaf)| store.put_saying("c", &saying("entry", unit, leaf, "{}")).map(drop))
    })
    .await;
    let since = read(store, |store| {
        let of = |unit, leaf, after| store.leaf_records("c", Leaves { unit, leaf, after });
        Ok([of(None, None, 1)?, of(None, None, 4)?, of(Some("A"), None, 1)?, of(Some("A"), Some("1"), 3)?])
    })
    .await;
    let told = since.map(|records| {
        let positions = |record: &LeafRecord| record.entries.iter().map(|it| it.position).collect::<Vec<_>>();
        let told = |it: &LeafRecord| (format!("{} {}", it.unit, it.leaf), positions(it));
        records.iter().map(told).collect::<Vec<_>>()
    });
    let of = |leaf: &str, position| (leaf.to_owned(), vec![position]);
    let [all, none, of_unit, of_leaf] = told;
    assert_eq!(all, [of("A 1", 3), of("A 2", 4), of("B 1", 2)]);
    assert_eq!((of_unit, none, of_leaf), (vec![of("A 1", 3), of("A 2", 4)], Vec::new(), Vec::new()));
}

pub async fn domains_are_given_and_taken_in_commit_order(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let duty = |position, domain: &str, given| {
        let (account, unit_type) = ("an".to_owned(), "department".to_owned());
        let change = DutyChange { account, unit_type, domain: domain.to_owned(), given };
        Duty { position, change, by: "chi".to_owned(), at: second(position) }
    };
    let all = [duty(1, "1", true), duty(2, "1", false), duty(3, "2", true)];
    let put = all.clone();
    write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        put.iter().try_for_each(|duty| store.put_duty("c", duty))?;
        store.put_duty("d", &put[0])
    })
    .await;
    let found = read(store, |store| Ok((store.duties("c")?, store.duties("d")?, store.duties("e")?)));
    assert_eq!(found.await, (all.to_vec(), vec![all[0].clone()], Vec::new()));
}

pub async fn what_is_said_again_under_its_id_is_known(store: &Store) {
    let one = campaign("c");
    let said = NewSaying { id: Some(Uuid::from_u128(1)), ..saying("entry", "A", "1", "{}") };
    let later = NewSaying { at: second(9), ..said.clone() };
    let other = NewSaying { said: r#"{"note":"x"}"#.to_owned(), ..said.clone() };
    let known = write(store, move |store| {
        store.put_campaign(&one)?;
        let before = store.knows_saying("c", &said)?;
        store.put_saying("c", &said)?;
        let after = [&said, &later, &other].map(|it| store.knows_saying("c", it));
        Ok((before, after.into_iter().collect::<Result<Vec<_>, _>>()?, store.knows_saying("d", &said)?))
    });
    assert_eq!(known.await, (None, vec![Some(true), Some(true), Some(false)], None));
}

pub async fn phases_extensions_and_steps_count_by_themselves(store: &Store) {
    let one = campaign("c");
    let (reason, by, at) = ("vì".to_owned(), "an".to_owned(), second(5));
    let phase = |opens, closes: Option<i64>| PhaseRow {
        position: 0,
        phase: Phase::Explanation,
        opens: second(opens),
        closes: closes.map(second),
        reason: reason.clone(),
        by: by.clone(),
        at,
    };
    let mut phases = [phase(1, Some(9)), phase(2, None)];
    let (reason, by, unit) = (reason.clone(), by.clone(), "A".to_owned());
    let mut longer = ExtensionRow {
        position: 0,
        unit: unit.clone(),
        phase: Phase::Explanation,
        until: second(20),
        reason: reason.clone(),
        by: by.clone(),
        at,
    };
    let mut step = SubmissionRow { position: 0, unit, step: Step::Approved, entries: 4, reason, by, at };
    let (put, put_longer, put_step) = (phases.clone(), longer.clone(), step.clone());
    let (calendar, steps) = write(store, move |store| {
        store.put_campaign(&one)?;
        put.iter().try_for_each(|it| store.put_phase("c", it))?;
        store.put_extension("c", &put_longer)?;
        store.put_submission("c", &put_step)?;
        Ok((store.calendar("c")?, store.submissions("c")?))
    })
    .await;
    (phases[0].position, phases[1].position, longer.position, step.position) = (1, 2, 1, 1);
    assert_eq!((calendar.phases, calendar.extensions, steps), (phases.to_vec(), vec![longer], vec![step]));
}

pub async fn what_is_said_counts_by_campaign_and_leaves_no_gap_where_it_failed(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    write(store, move |store| [&one, &other].into_iter().try_for_each(|it| store.put_campaign(it))).await;
    let (said, id) = (saying("entry", "A", "1", "{}"), Some(Uuid::from_u128(1)));
    let (failing, twice) = (said.clone(), NewSaying { id, ..said.clone() });
    let undone = store.write(move |store| {
        store.put_saying("c", &failing)?;
        Err::<(), _>(StoreError::unreadable("this", "on purpose"))
    });
    assert!(undone.await.is_err());
    let (once, elsewhere) = (twice.clone(), twice.clone());
    let positions =
        write(store, move |store| Ok((store.put_saying("c", &once)?, store.put_saying("d", &elsewhere)?)));
    assert_eq!(positions.await, (1, 1), "an id is its author's within the campaign");
    assert!(store.write(move |store| store.put_saying("c", &twice)).await.is_err(), "an id names one saying");
    assert_eq!(write(store, move |store| store.put_saying("c", &said)).await, 2);
    assert!(read(store, |store| store.leaf_records("e", Leaves::default())).await.is_empty());
    let nowhere = saying("entry", "A", "1", "{}");
    assert!(store.write(move |store| store.put_saying("none", &nowhere)).await.is_err());
}
