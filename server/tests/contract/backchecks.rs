//! Back-checks: chosen by a draw, once for each ballot, and kept as they last were.

use server::store::{AnsweredAgain, BackcheckDraw, BackcheckRow, DrawnOf, Standing, Store};
use shared::ballot::NoAnswer;
use shared::wire::Status;

use crate::made::{account, campaign, read, second, standing, write};

fn drawn(position: i64) -> BackcheckDraw {
    BackcheckDraw {
        position,
        seed: "2019".to_owned(),
        percent: 5,
        behind: 0,
        ballots: 9,
        valid: 8,
        by: "admin".to_owned(),
        at: second(1),
        shares: vec![DrawnOf { interviewer: "an".to_owned(), valid: 8, before: 1, chosen: 0 }],
    }
}

fn row(position: i64, ballot: i64) -> BackcheckRow {
    BackcheckRow {
        position,
        draw: 1,
        ballot,
        form: "P7".to_owned(),
        place: "1".to_owned(),
        interviewer: "an".to_owned(),
        finished: second(2),
        account: None,
        missed: None,
        answers: Vec::new(),
        noted: None,
        stands: None,
    }
}

pub async fn a_ballot_is_asked_again_once_and_stands_as_it_was_last_kept(store: &Store) {
    let answer = AnsweredAgain {
        question: "Q".to_owned(),
        unit: Some("U".to_owned()),
        said: "A".to_owned(),
        same: true,
    };
    let asked = BackcheckRow {
        account: Some("chi".to_owned()),
        answers: vec![answer],
        noted: Some(("chi".to_owned(), second(3))),
        ..row(1, 4)
    };
    let missed = BackcheckRow {
        account: Some("chi".to_owned()),
        missed: Some(NoAnswer::NotMet),
        noted: Some(("chi".to_owned(), second(4))),
        ..row(2, 6)
    };
    let kept = [asked.clone(), missed.clone()];
    write(store, move |store| {
        store.put_campaign(&campaign("c"))?;
        store.put_account(&account("chi"))?;
        assert_eq!(store.put_draw("c", &drawn(0))?, 1);
        assert_eq!((store.put_backcheck("c", &row(0, 4))?, store.put_backcheck("c", &row(0, 6))?), (1, 2));
        kept.iter().try_for_each(|it| store.set_backcheck("c", it))
    })
    .await;
    assert!(
        store.write(|store| store.put_backcheck("c", &row(0, 4))).await.is_err(),
        "a ballot is asked again once"
    );
    let (draws, all, one, none) = read(store, |store| {
        Ok((store.draws("c")?, store.backchecks("c")?, store.backcheck("c", 2)?, store.backcheck("d", 2)?))
    })
    .await;
    assert_eq!((draws, all), (vec![drawn(1)], vec![asked, missed.clone()]));
    assert_eq!((one, none), (Some(missed), None));
    let waits = BackcheckRow { account: Some("chi".to_owned()), ..row(3, 8) };
    let kept = waits.clone();
    write(store, move |store| {
        store.put_backcheck("c", &row(0, 8))?;
        store.set_backcheck("c", &kept)
    })
    .await;
    let own =
        read(store, |store| Ok((store.backchecks_of("c", "chi")?, store.backchecks_of("c", "an")?))).await;
    assert_eq!(own, (vec![waits.clone()], Vec::new()), "what nobody noted waits for who is to ask");
    write(store, |store| store.put_standing(&standing("c", 8, Status::Rejected, "1"))).await;
    let stands = BackcheckRow { stands: Some(Status::Rejected), ..waits };
    let found = read(store, |store| Ok((store.backcheck_of("c", 8)?, store.backcheck_of("c", 9)?))).await;
    assert_eq!(found, (Some(stands), None), "with where its ballot stands now");
}

pub async fn only_valid_ballots_that_an_interviewer_asked_for_are_asked_again(store: &Store) {
    let of = |ballot, status, interviewer: &str| Standing {
        interviewer: interviewer.to_owned(),
        ..standing("c", ballot, status, "1")
    };
    let all = [
        of(1, Status::Valid, "an"),
        of(2, Status::Valid, ""),
        of(3, Status::Pending, "an"),
        of(4, Status::Valid, "chi"),
    ];
    let expected = [all[0].clone(), all[3].clone()];
    write(store, move |store| all.iter().try_for_each(|it| store.put_standing(it))).await;
    assert_eq!(read(store, |store| store.interviewed("c")).await, expected);
}
