//! The ground as a sequence: what anything derived catches up by.

use server::store::{Position, Since, Store};
use shared::wire::Decision;

use crate::made::{ballot, read, review, write};

fn point(ballots: i64, reviews: i64) -> Position {
    Position { ballots, reviews }
}

/// What came since then, in words.
async fn since(store: &Store, campaign: &'static str, point: Position) -> Vec<String> {
    read(store, move |store| {
        let mut found = Vec::new();
        store.ground_since(campaign, point, &mut |since| {
            found.push(match since {
                Since::Ballot(stored) => format!("ballot {} ({})", stored.position, stored.ballot.bytes[0]),
                Since::Review { stored, before, review } => {
                    let before = before.map_or("nothing".to_owned(), |before| before.reason);
                    format!("{} about {} after {before}", review.reason, stored.position)
                }
            });
            Ok(())
        })?;
        Ok(found)
    })
    .await
}

pub async fn what_came_since_comes_in_commit_order_with_what_stood_before(store: &Store) {
    write(store, |store| {
        let put = |ballot, reason| store.put_review("c", ballot, &review(Decision::Reject, reason)).map(drop);
        store.put_ballot(&ballot("c", 9))?;
        put(1, "một")?;
        store.put_ballot(&ballot("d", 1))?;
        store.put_review("d", 1, &review(Decision::Accept, "khác"))?;
        store.put_ballot(&ballot("c", 5))?;
        put(2, "hai")?;
        put(1, "ba")?;
        put(2, "bốn")
    })
    .await;
    let all = [
        "ballot 1 (9)",
        "ballot 2 (5)",
        "một about 1 after nothing",
        "hai about 2 after nothing",
        "ba about 1 after một",
        "bốn about 2 after hai",
    ];
    assert_eq!(since(store, "c", point(0, 0)).await, all);
    assert_eq!(since(store, "c", point(1, 2)).await, [all[1], all[4], all[5]]);
    assert_eq!(since(store, "c", point(2, 4)).await, [""; 0]);
    assert_eq!(since(store, "d", point(0, 0)).await, ["ballot 1 (1)", "khác about 1 after nothing"]);
}

pub async fn a_point_is_that_of_its_own_campaign(store: &Store) {
    let points = || {
        read(store, |store| {
            let named = store.named_campaigns()?;
            let points: Result<Vec<_>, _> = named.iter().map(|campaign| store.position(campaign)).collect();
            Ok((named, points?))
        })
    };
    assert_eq!(points().await, (vec![], vec![]));
    write(store, |store| {
        for (campaign, n) in [("c", 1), ("a", 1), ("c", 2), ("b", 1)] {
            store.put_ballot(&ballot(campaign, n))?;
        }
        store.put_review("c", 2, &review(Decision::Reject, "vì"))
    })
    .await;
    let (named, found) = points().await;
    assert_eq!(named, ["a", "b", "c"]);
    assert_eq!(found, [point(1, 0), point(1, 0), point(2, 1)]);
    assert_eq!(read(store, |store| store.position("none")).await, point(0, 0));
    assert!(point(2, 0).is_beyond(point(1, 1)) && point(1, 1).is_beyond(point(2, 0)));
    assert!(!point(1, 1).is_beyond(point(1, 1)) && !point(1, 1).is_beyond(point(2, 1)));
}
