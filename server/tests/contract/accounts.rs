//! Accounts and their sessions.

use server::secret::TokenHash;
use server::store::{Account, Session, Store, StoreError};

use crate::made::{account, read, second, write};

/// A session of an account, told from others by the first byte of its token.
fn session(username: &str, n: u8) -> Session {
    let (made, expires) = (second(1), second(100));
    Session { token: [n; 32], username: username.to_owned(), made, expires, revoked: None }
}

/// The sessions of these tokens, as they stand now.
async fn sessions(store: &Store, tokens: &[u8]) -> Vec<Option<(Session, Account)>> {
    let tokens: Vec<TokenHash> = tokens.iter().map(|n| [*n; 32]).collect();
    read(store, move |store| tokens.iter().map(|token| store.session(token)).collect()).await
}

pub async fn an_account_is_kept_by_its_name_and_changed_whole(store: &Store) {
    let changed = Account {
        name: "Chị".to_owned(),
        email: "chi@bk.gov.vn".to_owned(),
        password: "other".to_owned(),
        disabled: true,
        ..account("chi")
    };
    let put = [account("chi"), account("an"), changed.clone()];
    write(store, move |store| put.iter().try_for_each(|it| store.put_account(it))).await;
    let (all, one, none, hashes) = read(store, |store| {
        Ok((store.accounts()?, store.account("chi")?, store.account("CHI")?, store.password_hashes()?))
    })
    .await;
    assert_eq!(all, [account("an"), changed.clone()], "by name, each once");
    assert_eq!((one, none), (Some(changed), None), "a name is what it is to the letter");
    assert_eq!(hashes, ["hash of an", "other"]);
}

pub async fn a_session_is_that_of_an_account_as_it_is_now(store: &Store) {
    let begun = session("chi", 1);
    let put = begun.clone();
    let (within, elsewhere) = write(store, move |store| {
        store.put_account(&account("chi"))?;
        store.put_session(&put)?;
        Ok((store.session(&put.token)?, store.session(&[2; 32])?))
    })
    .await;
    assert_eq!((within, elsewhere), (Some((begun.clone(), account("chi"))), None));
    let disabled = Account { disabled: true, ..account("chi") };
    let put = disabled.clone();
    write(store, move |store| store.put_account(&put)).await;
    let seen = write(store, |store| store.session(&[1; 32])).await;
    assert_eq!(seen, Some((begun, disabled)), "what was read before is not remembered past a change");
    let nobodys = store.write(|store| store.put_session(&session("nobody", 3))).await;
    assert!(nobodys.is_err(), "a session is somebody's");
    let twice = store.write(|store| store.put_session(&session("chi", 1))).await;
    assert!(twice.is_err(), "a token is of one session");
}

pub async fn a_session_lasts_longer_but_never_again_once_it_ended(store: &Store) {
    write(store, |store| {
        store.put_account(&account("chi"))?;
        [1, 2].iter().try_for_each(|n| store.put_session(&session("chi", *n)))?;
        store.extend_session(&[1; 32], second(200))?;
        store.extend_session(&[1; 32], second(150))?;
        store.revoke_session(&[2; 32], second(50))?;
        store.revoke_session(&[2; 32], second(60))?;
        store.extend_session(&[2; 32], second(300))
    })
    .await;
    let found = sessions(store, &[1, 2]).await;
    let stands: Vec<_> = found.iter().flatten().map(|(it, _)| (it.expires, it.revoked)).collect();
    assert_eq!(stands, [(second(200), None), (second(100), Some(second(50)))], "kept, and first ended stays");
}

pub async fn all_sessions_of_one_account_end_but_the_one_to_keep(store: &Store) {
    write(store, |store| {
        for (username, n) in [("chi", 1), ("chi", 2), ("chi", 3), ("an", 4)] {
            store.put_account(&account(username))?;
            store.put_session(&session(username, n))?;
        }
        store.revoke_session(&[3; 32], second(20))?;
        store.revoke_sessions("chi", Some(&[1; 32]), second(50))
    })
    .await;
    let ended = |found: Vec<Option<(Session, Account)>>| {
        found.into_iter().map(|it| it.unwrap().0.revoked).collect::<Vec<_>>()
    };
    let (first, other) = (Some(second(20)), Some(second(50)));
    assert_eq!(ended(sessions(store, &[1, 2, 3, 4]).await), [None, other, first, None]);
    write(store, |store| store.revoke_sessions("chi", None, second(60))).await;
    assert_eq!(ended(sessions(store, &[1, 2, 3, 4]).await), [Some(second(60)), other, first, None]);
}

pub async fn what_was_undone_is_remembered_by_nobody(store: &Store) {
    write(store, |store| {
        store.put_account(&account("chi"))?;
        store.put_session(&session("chi", 1))
    })
    .await;
    let undone = store.write(|store| {
        store.put_account(&Account { disabled: true, ..account("chi") })?;
        store.revoke_session(&[1; 32], second(9))?;
        let (session, account) = store.session(&[1; 32])?.unwrap();
        assert_eq!((session.revoked, account.disabled), (Some(second(9)), true));
        Err::<(), _>(StoreError::unreadable("this", "on purpose"))
    });
    assert!(undone.await.is_err());
    let seen = write(store, |store| store.session(&[1; 32])).await;
    assert_eq!(seen, Some((session("chi", 1), account("chi"))));
}
