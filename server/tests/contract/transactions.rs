//! Work is committed whole or not at all, told after its commit, and seen by nobody before.

use std::ops::ControlFlow;
use std::sync::mpsc::channel;

use futures::future::join_all;
use server::store::{Position, Store, StoreError};

use crate::made::{ballot, read, write};

pub async fn what_fails_is_undone_alone(store: &Store) {
    let outcomes = join_all((0..60_u8).map(|n| {
        store.write(move |store| {
            store.put_ballot(&ballot("c", n))?;
            match n % 3 {
                0 => Ok(()),
                1 => Err(StoreError::unreadable("this", "on purpose")),
                _ => panic!("on purpose"),
            }
        })
    }))
    .await;
    let told = |which: fn(&StoreError) -> bool| {
        outcomes.iter().filter(|it| it.as_ref().err().is_some_and(which)).count()
    };
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 20);
    assert_eq!(told(|error| matches!(error, StoreError::Unreadable { .. })), 20);
    assert_eq!(
        told(|error| matches!(error, StoreError::Stopped)),
        20,
        "a panic is told, and the store lives on"
    );
    let kept = read(store, |store| {
        let mut kept = Vec::new();
        store.each_ballot("c", 0, Position::END, &mut |stored, _| {
            kept.push((stored.position, stored.ballot.bytes[0] % 3));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(kept)
    });
    assert_eq!(kept.await, (1..=20).map(|position| (position, 0)).collect::<Vec<_>>());
}

pub async fn a_reader_sees_nothing_before_the_commit(store: &Store) {
    let ((put, is_put), (look, looked)) = (channel(), channel::<()>());
    let writing = store.write(move |store| {
        store.put_ballot(&ballot("c", 1))?;
        put.send(store.position("c")?.ballots).unwrap();
        looked.recv().unwrap();
        Ok::<_, StoreError>(())
    });
    let reading = async {
        let own = tokio::task::spawn_blocking(move || is_put.recv().unwrap()).await.unwrap();
        assert_eq!(own, 1, "the writer sees what it wrote");
        let seen = read(store, |store| Ok(store.position("c")?.ballots)).await;
        look.send(()).unwrap();
        seen
    };
    let (written, seen) = futures::join!(writing, reading);
    written.unwrap();
    assert_eq!(seen, 0);
    assert_eq!(read(store, |store| Ok(store.position("c")?.ballots)).await, 1);
}

pub async fn a_reader_sees_one_state_to_its_end(store: &Store) {
    let ((begun, has_begun), (write_done, is_written)) = (channel(), channel::<()>());
    let reading = store.read(move |store| {
        let before = store.position("c")?;
        begun.send(()).unwrap();
        is_written.recv().unwrap();
        Ok::<_, StoreError>((before, store.position("c")?))
    });
    let writing = async {
        tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
        write(store, |store| store.put_ballot(&ballot("c", 1))).await;
        write_done.send(()).unwrap();
    };
    let (read, ()) = futures::join!(reading, writing);
    let (before, after) = read.unwrap();
    assert_eq!(before, after);
}

pub async fn a_reader_cannot_write(store: &Store) {
    assert!(store.read(|store| store.put_ballot(&ballot("c", 1))).await.is_err());
    assert_eq!(read(store, |store| Ok(store.position("c")?.ballots)).await, 0);
}

pub async fn a_change_is_told_once_it_is_committed(store: &Store) {
    let mut changes = store.changes();
    let undone = store.write(|store| {
        store.grow_revision("c")?;
        store.grow_revision("other")?;
        Err::<(), _>(StoreError::unreadable("this", "on purpose"))
    });
    assert!(undone.await.is_err());
    for revision in 1..=3 {
        write(store, |store| store.grow_revision("c")).await;
        assert_eq!(read(store, |store| store.revision("c")).await, revision);
        let told = changes.recv().await.unwrap();
        assert_eq!(
            (told.campaign.as_str(), told.revision),
            ("c", revision),
            "what was undone is told to nobody"
        );
    }
}

pub async fn what_is_to_be_told_after_the_commit_is_told_in_order_and_of_nothing_undone(store: &Store) {
    let (tell, told) = channel();
    let work = (0..30_i64).map(|n| {
        let tell = tell.clone();
        store.write(move |store| {
            store.put_ballot(&ballot("c", u8::try_from(n).unwrap()))?;
            let position = store.position("c")?.ballots;
            store.after_commit(Box::new(move || tell.send(position).unwrap()));
            if n % 3 == 0 { Err(StoreError::unreadable("this", "on purpose")) } else { Ok(()) }
        })
    });
    let outcomes = join_all(work).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 20);
    assert_eq!(told.try_iter().collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>(), "before the answer");
}
