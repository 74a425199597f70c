//! The log of what people changed.

use server::store::{ActFilter, NewAct, Store, StoreError};
use shared::wire::{ActKind, Fact, Facts};

use crate::made::{read, second, write};

/// An act at the second `n`.
fn act(n: i64, kind: ActKind, by: Option<&str>, campaign: Option<&str>, subject: &str) -> NewAct {
    let (by, campaign, subject) = (by.map(str::to_owned), campaign.map(str::to_owned), subject.to_owned());
    let after = Facts::from([(Fact::Role, "viewer".to_owned()), (Fact::Reason, "vì".to_owned())]);
    NewAct { at: second(n), by, kind, campaign, subject, before: Facts::new(), after }
}

/// Four acts, of people and of a command, in a campaign and in every one.
async fn four(store: &Store) {
    write(store, |store| {
        let acts = [
            act(9, ActKind::RoleGiven, Some("chi"), Some("c"), "an"),
            act(8, ActKind::RoleTaken, None, None, "an"),
            act(7, ActKind::RoleGiven, Some("an"), Some("d"), "c"),
            act(9, ActKind::AccountMade, Some("chi"), None, "lan"),
        ];
        acts.iter().try_for_each(|it| store.add_act(it))
    })
    .await;
}

pub async fn acts_are_numbered_in_commit_order_and_come_back_as_they_were_written(store: &Store) {
    let undone = store.write(|store| {
        store.add_act(&act(1, ActKind::Closed, None, None, "c"))?;
        Err::<(), _>(StoreError::unreadable("this", "on purpose"))
    });
    assert!(undone.await.is_err());
    four(store).await;
    let found = read(store, |store| store.acts(&ActFilter { limit: 10, ..ActFilter::default() })).await;
    let order: Vec<_> = found.iter().map(|it| (it.position, it.at)).collect();
    let expected = [(4, second(9)), (3, second(7)), (2, second(8)), (1, second(9))];
    assert_eq!(order, expected, "the newest first is the last written, whatever its time; no number is lost");
    let (first, command) = (&found[3], &found[2]);
    let written = act(9, ActKind::RoleGiven, Some("chi"), Some("c"), "an");
    assert_eq!((first.kind, &first.by, &first.campaign), (written.kind, &written.by, &written.campaign));
    assert_eq!(
        (&first.subject, &first.before, &first.after),
        (&written.subject, &written.before, &written.after)
    );
    assert_eq!((&command.by, &command.campaign), (&None, &None), "what is absent stays absent");
}

pub async fn the_log_is_asked_by_any_filter_a_page_at_a_time(store: &Store) {
    four(store).await;
    let all = || ActFilter { limit: 10, ..ActFilter::default() };
    let named = |name: &str| Some(name.to_owned());
    for (filter, expected) in [
        (all(), &[4, 3, 2, 1][..]),
        (ActFilter { campaign: named("c"), ..all() }, &[1]),
        (ActFilter { kind: Some(ActKind::RoleGiven), ..all() }, &[3, 1]),
        (ActFilter { by: named("chi"), ..all() }, &[4, 1]),
        (ActFilter { subject: named("an"), ..all() }, &[2, 1]),
        (ActFilter { by: named("chi"), subject: named("an"), ..all() }, &[1]),
        (ActFilter { by: named("nobody"), ..all() }, &[]),
        (ActFilter { limit: 2, ..all() }, &[4, 3]),
        (ActFilter { limit: 2, before: Some(3), ..all() }, &[2, 1]),
        (ActFilter { before: Some(1), ..all() }, &[]),
        (ActFilter { limit: 0, ..all() }, &[]),
    ] {
        let asked = filter.clone();
        let found = read(store, move |store| store.acts(&asked)).await;
        let positions: Vec<i64> = found.iter().map(|it| it.position).collect();
        assert_eq!(positions, expected, "{filter:?}");
    }
}

pub async fn acts_of_many_writers_have_no_gaps(store: &Store) {
    let writes = (0..40).map(|n| {
        store.write(move |store| {
            store.add_act(&act(n, ActKind::Reviewed, None, Some("c"), &n.to_string()))?;
            if n % 4 == 0 { Err(StoreError::unreadable("this", "on purpose")) } else { Ok(()) }
        })
    });
    let done = futures::future::join_all(writes).await;
    assert_eq!(done.iter().filter(|it| it.is_ok()).count(), 30);
    let found = read(store, |store| store.acts(&ActFilter { limit: 100, ..ActFilter::default() })).await;
    let positions: Vec<i64> = found.iter().rev().map(|it| it.position).collect();
    assert_eq!(positions, (1..=30).collect::<Vec<_>>());
    assert!(found.iter().all(|it| it.subject.parse::<i64>().unwrap() % 4 != 0), "what failed left no act");
}
