//! Tokens of scripts.

use server::store::Store;
use shared::wire::{Role, Token};

use crate::made::{read, second, write};

/// A token of this name, made on the second `n`.
fn token(name: &str, campaign: Option<&str>, n: i64) -> Token {
    Token {
        name: name.to_owned(),
        role: Role::Viewer,
        campaign: campaign.map(str::to_owned),
        last_day: "1970-02-01".parse().unwrap(),
        by: "chi".to_owned(),
        made: second(n),
        revoked: None,
        used: None,
    }
}

pub async fn a_token_is_found_by_its_name_and_by_its_digest(store: &Store) {
    let (weekly, all) = (token("weekly", Some("bac-kan-2019"), 1), token("all", None, 2));
    let put = [(weekly.clone(), 1), (all.clone(), 2)];
    write(store, move |store| put.iter().try_for_each(|(it, n)| store.put_token(it, &[*n; 32], second(100))))
        .await;
    let (listed, named, found, none) = read(store, |store| {
        let none = (store.token_named("ALL")?, store.token(&[3; 32])?);
        Ok((store.tokens()?, store.token_named("weekly")?, store.token(&[2; 32])?, none))
    })
    .await;
    assert_eq!(listed, [all.clone(), weekly.clone()], "by name");
    assert_eq!((named, found), (Some(weekly), Some((all, second(100)))), "of one campaign, and of each");
    assert_eq!(none, (None, None), "a name is what it is to the letter");
}

pub async fn a_name_and_a_digest_are_of_one_token_for_all_time(store: &Store) {
    let first = token("weekly", None, 1);
    write(store, move |store| {
        store.put_token(&first, &[1; 32], second(100))?;
        store.revoke_token("weekly", second(5))
    })
    .await;
    let again = store.write(|store| store.put_token(&token("weekly", None, 9), &[2; 32], second(100))).await;
    assert!(again.is_err(), "nor is the name of one that was revoked given again");
    let same = store.write(|store| store.put_token(&token("other", None, 9), &[1; 32], second(100))).await;
    assert!(same.is_err(), "a digest opens one door");
    let kept = read(store, |store| store.tokens()).await;
    assert_eq!(kept, [Token { revoked: Some(second(5)), ..token("weekly", None, 1) }]);
}

pub async fn a_token_is_revoked_once_and_alone(store: &Store) {
    write(store, |store| {
        store.put_token(&token("weekly", None, 1), &[1; 32], second(100))?;
        store.put_token(&token("daily", None, 1), &[2; 32], second(100))?;
        store.revoke_token("weekly", second(50))?;
        store.revoke_token("weekly", second(60))?;
        store.revoke_token("nobody", second(60))
    })
    .await;
    let revoked: Vec<_> =
        read(store, |store| store.tokens()).await.into_iter().map(|it| (it.name, it.revoked)).collect();
    assert_eq!(revoked, [("daily".to_owned(), None), ("weekly".to_owned(), Some(second(50)))]);
}
