//! How far a paper is: from what was keyed of it, of which nothing is ever changed.

use std::collections::{BTreeMap, BTreeSet};

use shared::draw;

use crate::store::{BatchRow, KeyedRow, Repositories, StoreError};

/// How far a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody keyed it.
    Open,
    /// One person did, and another is to.
    Waiting,
    /// Two did, and what they say differs: where they agree, it is done.
    Differing,
    /// Its ballot is sealed.
    Sealed,
    /// It was found to be spoiled.
    Spoiled,
}

/// What was keyed, paper by paper.
pub fn by_paper(rows: Vec<KeyedRow>) -> BTreeMap<u32, Vec<KeyedRow>> {
    let mut papers = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        papers.entry(row.paper).or_default().push(row);
    }
    papers
}

/// How many papers somebody keyed, whatever came of it.
pub fn begun(papers: &BTreeMap<u32, Vec<KeyedRow>>) -> u32 {
    u32::try_from(papers.len()).unwrap_or(u32::MAX)
}

/// What was keyed of one of them.
pub fn of_paper(
    store: &dyn Repositories,
    campaign: &str,
    batch: i64,
    paper: u32,
) -> Result<Vec<KeyedRow>, StoreError> {
    Ok(store.keyed(campaign, batch)?.into_iter().filter(|row| row.paper == paper).collect())
}

/// Of what was keyed of a paper, the last of each clerk.
pub fn standing(rows: &[KeyedRow]) -> Vec<&KeyedRow> {
    let keyed: Vec<_> = rows.iter().filter(|row| !row.decides).collect();
    let is_last = |row: &&&KeyedRow| !keyed.iter().any(|it| it.by == row.by && it.position > row.position);
    keyed.iter().filter(is_last).copied().collect()
}

/// How far a paper is.
pub fn state(rows: &[KeyedRow]) -> State {
    match (rows.iter().find(|row| row.done), standing(rows).len()) {
        (Some(done), _) if done.ballot.is_some() => State::Sealed,
        (Some(_), _) => State::Spoiled,
        (None, 0) => State::Open,
        (None, 1) => State::Waiting,
        (None, _) => State::Differing,
    }
}

/// The papers of a batch that are keyed twice: as many of a hundred as it says, by lot from its number and from what nobody
/// knew before it was handed out, so that nobody chooses or reckons them.
pub fn twice(campaign: &str, batch: &BatchRow) -> BTreeSet<u32> {
    let issued = usize::try_from(batch.what.issued).unwrap_or_default();
    let share = usize::try_from(batch.what.twice.min(100)).unwrap_or_default();
    let seed = match &*batch.lot {
        "" => format!("{campaign} {}", batch.position),
        lot => format!("{campaign} {} {lot}", batch.position),
    };
    let drawn = draw::order(&seed, issued, (issued * share).div_ceil(100));
    drawn.into_iter().filter_map(|place| u32::try_from(place + 1).ok()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use shared::wire::NewPaperBatch;
    use uuid::Uuid;

    use super::*;

    fn row(position: i64, by: &str, done: Option<Option<i64>>) -> KeyedRow {
        KeyedRow {
            position,
            id: Uuid::from_u128(1),
            batch: 1,
            paper: 1,
            decides: by == "third",
            done: done.is_some(),
            ballot: done.flatten(),
            by: by.to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_paper_is_as_far_as_the_last_words_of_its_clerks() {
        let (a, b) = (row(1, "a", None), row(2, "b", None));
        assert_eq!(state(&[]), State::Open);
        assert_eq!(state(std::slice::from_ref(&a)), State::Waiting);
        assert_eq!(
            state(&[a.clone(), row(2, "a", None)]),
            State::Waiting,
            "a correction is no second person"
        );
        assert_eq!(state(&[a.clone(), b.clone()]), State::Differing);
        assert_eq!(state(&[a.clone(), row(2, "b", Some(Some(7)))]), State::Sealed);
        assert_eq!(state(&[a.clone(), b.clone(), row(3, "third", Some(None))]), State::Spoiled);
        let rows = [a, b, row(3, "a", None)];
        let last: Vec<_> = standing(&rows).iter().map(|row| row.position).collect();
        assert_eq!(last, [2, 3]);
    }

    #[test]
    fn a_share_is_drawn_rounded_up_and_all_is_all() {
        let batch = |issued, twice| BatchRow {
            lot: String::new(),
            position: 3,
            what: NewPaperBatch { form: "P1".into(), place: "x".into(), issued, twice },
            version: "1".into(),
            back: None,
            cancelled: None,
            by: "admin".into(),
            at: Timestamp::UNIX_EPOCH,
        };
        assert!(twice("c", &batch(20, 0)).is_empty());
        assert_eq!(twice("c", &batch(25, 10)).len(), 3);
        assert_eq!(twice("c", &batch(25, 100)), (1..=25).collect());
        assert_ne!(twice("c", &batch(100, 20)), twice("d", &batch(100, 20)));
        let secret = BatchRow { lot: "5f".into(), ..batch(100, 20) };
        assert_ne!(twice("c", &secret), twice("c", &batch(100, 20)), "what anybody knows is not enough");
    }
}
