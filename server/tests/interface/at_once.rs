//! Three appraisers at work at the same time, two of them on one leaf: nothing is lost, and both stand until one chooses.

use std::collections::BTreeMap;

use futures::future::join_all;
use shared::assessment::standing;
use shared::points::Points;
use shared::wire::{Appraisal, Grant, LeafRecord, Phase, Role, Step, UnitRecord};

use crate::acts::acts;
use crate::client::read;
use crate::sample::ID;
use crate::year::{UNIT, Year, appraise, enter_all_but, record, submit};

#[tokio::test(flavor = "multi_thread")]
async fn three_appraisers_at_once_lose_nothing_and_two_on_one_leaf_stand_beside_each_other() {
    let year = Year::begin(&[UNIT]).await;
    year.served.holder("tdv04", vec![Grant::within(Role::Appraiser, ID)]).await;
    year.phase(Phase::SelfScoring, true).await;
    enter_all_but(&year.staff, UNIT, "").await;
    let entries = record(&year.staff, UNIT).await.entries;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    read::<UnitRecord>(submit(&year.head, UNIT, Step::Approved, entries).await).await;
    year.phase(Phase::Appraisal, true).await;
    let three = [year.appraisers[0].clone(), year.appraisers[1].clone(), year.served.sign_in("tdv04").await];
    let leaves = record(&year.admin, UNIT).await.leaves;
    let entries: BTreeMap<&str, i64> =
        leaves.iter().map(|it| (&*it.leaf, standing(&it.entries)[0].position)).collect();
    let given = |leaf: &str| Appraisal {
        entry: Some(entries[leaf]),
        points: Some(Points::zero()),
        reason: "chưa có minh chứng".to_owned(),
        ..Appraisal::default()
    };
    let contested = &*leaves[0].leaf;
    // Each has a third of the leaves, and the second has the first one's first leaf as well.
    let work = three.iter().enumerate().map(|(nth, who)| {
        let own = leaves.iter().skip(nth).step_by(3).map(|it| &*it.leaf);
        let own: Vec<&str> = own.chain((nth == 1).then_some(contested)).collect();
        async move {
            join_all(own.into_iter().map(|leaf| (leaf, given(leaf))).map(|(leaf, said)| async move {
                read::<LeafRecord>(appraise(who, UNIT, leaf, &said, &[]).await).await
            }))
            .await
        }
    });
    join_all(work).await;
    for leaf in record(&year.admin, UNIT).await.leaves {
        let stand = standing(&leaf.appraisals).len();
        assert_eq!(stand, if leaf.leaf == contested { 2 } else { 1 }, "{}", leaf.leaf);
    }
    let log = acts(&year.admin, "kind=appraised").await;
    assert_eq!(log.len(), (leaves.len() + 1).min(100), "each is in the log");
}
