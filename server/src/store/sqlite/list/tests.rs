//! A page is what a look through all ballots gives, and finding it costs the same however many there are.

use jiff::Timestamp;
use rusqlite::{Connection, StatementStatus};
use shared::ballot::Digest;
use shared::wire::{Decision, ReviewRow};
use uuid::Uuid;

use super::super::ballots::{REVIEWS, WITH_ID, on_a_page};
use super::super::migrate::migrate;
use super::*;
use crate::store::{Ballots as _, Derived as _, NewBallot, Standing};

const STATUSES: [Status; 4] = [Status::Valid, Status::ScreenedOut, Status::Pending, Status::Rejected];

/// How the `n`th ballot stands: all kinds of them by turns, the last of each long after its first.
fn standing(n: i64) -> Standing {
    let mixed = n.wrapping_mul(2_654_435_761) >> 7;
    Standing {
        campaign: "c".to_owned(),
        ballot: n,
        status: STATUSES[usize::try_from(mixed.rem_euclid(4)).unwrap()],
        form: format!("P{}", (mixed / 4).rem_euclid(2)),
        place: format!("{}", (mixed / 8).rem_euclid(3)),
        interviewer: format!("dtv{}", (mixed / 24).rem_euclid(2)),
    }
}

/// A store with so many ballots in one campaign, and one in another.
fn store(ballots: i64) -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection, "").unwrap();
    let transaction = Transaction::new(&connection);
    let ballot = |campaign: &str, n: i64| NewBallot {
        campaign: campaign.to_owned(),
        id: Uuid::from_u128(u128::try_from(n).unwrap()),
        digest: Digest::of(&n.to_be_bytes()),
        bytes: n.to_be_bytes().to_vec(),
        received: Timestamp::UNIX_EPOCH,
        clock_offset_ms: None,
        sent_by: None,
        arrived: Status::Valid,
        reasons: Vec::new(),
    };
    for n in 1..=ballots {
        assert_eq!(transaction.put_ballot(&ballot("c", n)).unwrap(), n);
        transaction.put_standing(&standing(n)).unwrap();
        transaction.count(&standing(n)).unwrap();
    }
    transaction.put_ballot(&ballot("d", 1)).unwrap();
    let other = Standing { campaign: "d".to_owned(), ..standing(1) };
    transaction.put_standing(&other).unwrap();
    transaction.count(&other).unwrap();
    transaction.finish().unwrap();
    connection
}

/// Every way to ask: each field or none, at the end of the list, in its middle and at its beginning.
fn filters(ballots: i64) -> Vec<Filter> {
    let mut all = vec![Filter { limit: 7, ..Filter::default() }];
    let mut also = |change: &dyn Fn(&mut Filter)| {
        let changed = all.clone().into_iter().map(|mut filter| {
            change(&mut filter);
            filter
        });
        let changed: Vec<_> = changed.collect();
        all.extend(changed);
    };
    also(&|filter| filter.status = Some(Status::Pending));
    also(&|filter| filter.form = Some("P1".to_owned()));
    also(&|filter| filter.place = Some("1".to_owned()));
    also(&|filter| filter.or_place = filter.place.is_some().then(|| "2".to_owned()));
    also(&|filter| filter.interviewer = Some("dtv1".to_owned()));
    also(&|filter| {
        filter.among = Some([["P1", "1"], ["P2", "2"]].map(|kind| kind.map(str::to_owned)).into())
    });
    let before = [None, Some(ballots / 2), Some(200), Some(1)];
    let each = all.iter().flat_map(|filter| before.map(|before| Filter { before, ..filter.clone() }));
    each.collect()
}

/// Whether the ballot is asked for.
fn is_meant(filter: &Filter, standing: &Standing) -> bool {
    let place = |place: &String| *place == standing.place;
    filter.status.is_none_or(|status| status == standing.status)
        && filter.form.as_ref().is_none_or(|form| *form == standing.form)
        && (filter.place.is_none() || filter.place.iter().chain(&filter.or_place).any(place))
        && filter.interviewer.as_ref().is_none_or(|interviewer| *interviewer == standing.interviewer)
        && filter.among.as_ref().is_none_or(|among| {
            among.iter().any(|[form, place]| *form == standing.form && *place == standing.place)
        })
        && filter.before.is_none_or(|before| standing.ballot < before)
}

/// What SQLite did for these statements, since this was last asked.
fn steps(connection: &Connection, statements: &[&str]) -> i32 {
    let of = |sql: &&str| {
        let statement = connection.prepare_cached(sql).unwrap();
        statement.reset_status(StatementStatus::VmStep)
    };
    statements.iter().map(of).sum()
}

#[test]
fn a_page_is_what_a_look_through_all_ballots_gives() {
    let connection = store(1000);
    let transaction = Transaction::new(&connection);
    let mut full = 0;
    for filter in filters(1000) {
        let page = transaction.ballots("c", &filter).unwrap();
        let page: Vec<_> = page.into_iter().map(|(stored, status)| (stored.position, status)).collect();
        let meant = (1..=1000).rev().map(standing).filter(|standing| is_meant(&filter, standing));
        let meant: Vec<_> = meant.map(|it| (it.ballot, it.status)).take(filter.limit).collect();
        full += usize::from(meant.len() == filter.limit);
        assert_eq!(page, meant, "{filter:?}");
    }
    assert!(full > 80, "{full}");
}

#[test]
fn what_a_page_costs_does_not_grow_with_the_number_of_ballots() {
    let [few, many] = [1000, 8000].map(|ballots| {
        let connection = store(ballots);
        let transaction = Transaction::new(&connection);
        let cost = filters(ballots).into_iter().map(|filter| {
            let steps = || steps(&connection, &[NEWEST, OF_STATUS, OF_KIND, KINDS, &*on_a_page()]);
            steps();
            transaction.ballots("c", &filter).unwrap();
            (filter, steps())
        });
        cost.collect::<Vec<_>>()
    });
    for ((filter, few), (_, many)) in few.iter().zip(&many) {
        assert!(*few > 10, "{filter:?}: {few}");
        assert!(*many <= few + few / 5 + 50, "{filter:?}: {few} steps for 1,000 ballots, {many} for 8,000");
    }
}

#[test]
fn campaigns_that_are_not_here_are_told_from_the_counts() {
    let connection = store(40);
    let found = Transaction::new(&connection).unknown_campaigns().unwrap();
    let named: Vec<_> = found.iter().map(|(campaign, ballots, _)| (&**campaign, *ballots)).collect();
    assert_eq!(named, [("c", 40), ("d", 1)]);
}

#[test]
fn finding_ballots_by_their_id_and_decisions_by_their_ballot_costs_the_same_however_many_there_are() {
    let [few, many] = [100, 2000].map(|ballots| {
        let connection = store(ballots);
        let transaction = Transaction::new(&connection);
        for n in 1..=ballots {
            let (decision, reason, by) = (Decision::Reject, "vì".to_owned(), "an".to_owned());
            let review = ReviewRow { decision, reason, by, at: Timestamp::UNIX_EPOCH };
            transaction.put_review("c", n, &review).unwrap();
        }
        for n in [1, ballots] {
            let found =
                transaction.ballots_with_id("c", Uuid::from_u128(u128::try_from(n).unwrap())).unwrap();
            assert_eq!(found.iter().map(|same| same.position).collect::<Vec<_>>(), [n]);
            assert_eq!(transaction.reviews("c", n).unwrap().len(), 1);
        }
        steps(&connection, &[WITH_ID, REVIEWS])
    });
    assert!(few > 20 && few == many, "{few} steps among 100, {many} among 2,000");
}
