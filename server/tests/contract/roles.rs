//! Roles that accounts hold, and the places that come with them.

use std::collections::BTreeMap;

use server::store::{Account, Store, StoreError};
use shared::wire::{Grant, Role};

use crate::made::{account, read, write};

/// An interviewer's place.
fn interviews(campaign: &str, place: &str) -> Grant {
    Grant::at(Role::Interviewer, campaign, place)
}

/// Gives these roles to an account, made for them.
async fn given(store: &Store, username: &'static str, grants: &[Grant]) {
    let grants = grants.to_vec();
    write(store, move |store| {
        store.put_account(&account(username))?;
        grants.iter().try_for_each(|it| store.give(username, it).map(drop))
    })
    .await;
}

pub async fn a_role_is_held_once_and_told_in_order(store: &Store) {
    let held = [
        Grant::at(Role::Head, "c", "SYT"),
        interviews("b", "01837"),
        interviews("c", "01837"),
        interviews("c", "01840"),
        Grant::of(Role::Viewer),
        Grant::within(Role::Viewer, "c"),
    ];
    let give = held.clone();
    let answers = write(store, move |store| {
        store.put_account(&account("chi"))?;
        let twice = give.iter().rev().chain(&give);
        twice.map(|it| store.give("chi", it)).collect::<Result<Vec<_>, _>>()
    });
    assert_eq!(answers.await, [[true; 6], [false; 6]].concat());
    let (grants, roles, others) =
        read(store, |store| Ok((store.grants("chi")?, store.roles("chi")?, store.grants("an")?))).await;
    assert_eq!((&grants[..], others), (&held[..], vec![]), "by role, campaign and place");
    let without_places = [
        Grant::within(Role::Head, "c"),
        Grant::within(Role::Interviewer, "b"),
        Grant::within(Role::Interviewer, "c"),
        Grant::of(Role::Viewer),
        Grant::within(Role::Viewer, "c"),
    ];
    assert_eq!(roles, without_places, "each once for a campaign, however many places");
    assert!(store.write(|store| store.give("nobody", &Grant::of(Role::Admin))).await.is_err());
}

pub async fn only_the_very_role_is_taken(store: &Store) {
    let (everywhere, here) = (Grant::of(Role::Viewer), Grant::within(Role::Viewer, "c"));
    given(store, "chi", &[everywhere.clone(), interviews("c", "01837")]).await;
    given(store, "an", std::slice::from_ref(&everywhere)).await;
    let taken = write(store, move |store| {
        let role_alone = Grant::within(Role::Interviewer, "c");
        let each = [&here, &role_alone, &everywhere, &everywhere];
        each.into_iter().map(|it| store.take("chi", it)).collect::<Result<Vec<_>, _>>()
    });
    assert_eq!(taken.await, [false, false, true, false]);
    let left = read(store, |store| Ok((store.grants("chi")?, store.roles("an")?))).await;
    assert_eq!(left, (vec![interviews("c", "01837")], vec![Grant::of(Role::Viewer)]));
}

pub async fn a_holder_is_who_may_sign_in_and_holds_it_for_every_campaign(store: &Store) {
    let has = || read(store, |store| Ok((store.has_holder(Role::Admin)?, store.has_holder(Role::Viewer)?)));
    given(store, "an", &[Grant::within(Role::Admin, "c")]).await;
    assert_eq!(has().await, (false, false), "for one campaign is not for every");
    given(store, "chi", &[Grant::of(Role::Admin)]).await;
    assert_eq!(has().await, (true, false));
    write(store, |store| store.put_account(&Account { disabled: true, ..account("chi") })).await;
    assert_eq!(has().await, (false, false), "who may not sign in is no holder");
}

pub async fn assigned_places_are_those_of_interviewers_in_one_campaign(store: &Store) {
    let head = Grant::at(Role::Head, "c", "SYT");
    let nowhere = Grant::within(Role::Interviewer, "c");
    given(store, "chi", &[interviews("c", "2"), interviews("c", "1"), interviews("b", "3"), head]).await;
    given(store, "an", &[interviews("c", "2"), nowhere]).await;
    let (of_chi, of_an, elsewhere, all) = read(store, |store| {
        let of = |username, campaign| store.assigned(username, campaign);
        Ok((of("chi", "c")?, of("an", "c")?, of("an", "b")?, store.assignees("c")?))
    })
    .await;
    assert_eq!(
        (&of_chi[..], &of_an[..], elsewhere),
        (&["1".into(), "2".into()][..], &["2".into()][..], vec![])
    );
    assert_eq!(all, BTreeMap::from([("an".to_owned(), of_an), ("chi".to_owned(), of_chi)]));
}

pub async fn a_role_that_was_read_is_not_remembered_past_a_change(store: &Store) {
    given(store, "chi", &[interviews("c", "1")]).await;
    let undone = store.write(|store| {
        store.give("chi", &interviews("d", "2"))?;
        store.take("chi", &interviews("c", "1"))?;
        assert_eq!(store.roles("chi")?, [Grant::within(Role::Interviewer, "d")]);
        assert_eq!((store.assigned("chi", "c")?.len(), store.assigned("chi", "d")?.len()), (0, 1));
        Err::<(), _>(StoreError::unreadable("this", "on purpose"))
    });
    assert!(undone.await.is_err());
    let look = || {
        write(store, |store| {
            Ok((store.roles("chi")?, store.assigned("chi", "c")?, store.assigned("chi", "d")?))
        })
    };
    let before = (vec![Grant::within(Role::Interviewer, "c")], vec!["1".to_owned()], vec![]);
    assert_eq!(look().await, before, "what was undone is remembered by nobody");
    write(store, |store| store.take("chi", &interviews("c", "1"))).await;
    assert_eq!(look().await, (vec![], vec![], vec![]));
}
