//! What of a batch somebody should look after: papers that are out, not keyed, not decided, or counted otherwise than they were found.

use jiff::tz::TimeZone;
use shared::wire::PaperBatch;

/// What is not as it should be in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// Nobody noted that anything came back.
    NotBack,
    /// So many papers did not come back with the others.
    Missing(u32),
    /// So many that came back were keyed by nobody.
    Unkeyed(u32),
    /// So many wait for their second entry.
    Waiting(u32),
    /// Of so many two entries differ.
    Differing(u32),
    /// The day of return lies before that on which the batch was handed out.
    BeforeIssue,
    /// So many ballots were sealed under another day of return.
    OtherDay(u32),
    /// All are keyed, and others are spoiled than were noted as they came back.
    Spoiled {
        /// As many were noted.
        noted: u32,
        /// As many were found.
        found: u32,
    },
}

/// Papers of a batch that somebody keyed, whatever came of it.
pub fn keyed(batch: &PaperBatch) -> u32 {
    batch.sealed + batch.spoiled + batch.waiting + batch.differing
}

/// All that is amiss with a batch; nothing with one that was cancelled.
pub fn amiss(batch: &PaperBatch, zone: &TimeZone) -> Vec<Amiss> {
    if batch.cancelled.is_some() {
        return Vec::new();
    }
    let Some(back) = &batch.back else { return vec![Amiss::NotBack] };
    let unkeyed = back.returned.saturating_sub(keyed(batch));
    let done = unkeyed + batch.waiting + batch.differing == 0;
    let (noted, found) = (back.spoiled, batch.spoiled);
    let missing = batch.what.issued.saturating_sub(back.returned);
    let counts = [
        (missing, Amiss::Missing(missing)),
        (unkeyed, Amiss::Unkeyed(unkeyed)),
        (batch.waiting, Amiss::Waiting(batch.waiting)),
        (batch.differing, Amiss::Differing(batch.differing)),
        (batch.other_day, Amiss::OtherDay(batch.other_day)),
    ];
    let mut all: Vec<_> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(_, what)| what).collect();
    let is_before = back.day.date() < batch.at.to_zoned(zone.clone()).date();
    all.extend(is_before.then_some(Amiss::BeforeIssue));
    all.extend((done && noted != found).then_some(Amiss::Spoiled { noted, found }));
    all
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use shared::wire::{NewPaperBatch, PaperBack, TakenBack};

    use super::*;

    fn batch(back: Option<(u32, u32)>, [sealed, spoiled, waiting, differing]: [u32; 4]) -> PaperBatch {
        let (by, at) = ("admin".to_owned(), Timestamp::UNIX_EPOCH);
        let day = "2019-11-20".parse().unwrap();
        PaperBatch {
            position: 1,
            what: NewPaperBatch { form: "P7".into(), place: "01837".into(), issued: 20, twice: 0 },
            version: "1".into(),
            group: String::new(),
            place_name: String::new(),
            back: back.map(|(returned, spoiled)| PaperBack { returned, spoiled, day, by: by.clone(), at }),
            cancelled: None,
            by,
            at,
            sealed,
            spoiled,
            waiting,
            differing,
            other_day: 0,
        }
    }

    fn told(batch: &PaperBatch) -> Vec<Amiss> {
        amiss(batch, &TimeZone::UTC)
    }

    #[test]
    fn nothing_is_amiss_once_all_are_back_and_done_as_they_were_counted() {
        assert_eq!(told(&batch(None, [0; 4])), [Amiss::NotBack]);
        assert!(told(&batch(Some((20, 1)), [19, 1, 0, 0])).is_empty());
        let under_way = told(&batch(Some((18, 1)), [10, 0, 2, 1]));
        assert_eq!(
            under_way,
            [Amiss::Missing(2), Amiss::Unkeyed(5), Amiss::Waiting(2), Amiss::Differing(1)],
            "what is spoiled is compared at the end"
        );
        let cancelled = TakenBack { reason: "nhầm".into(), by: "admin".into(), at: Timestamp::UNIX_EPOCH };
        assert!(told(&PaperBatch { cancelled: Some(cancelled), ..batch(None, [0; 4]) }).is_empty());
        let otherwise = told(&batch(Some((20, 1)), [18, 2, 0, 0]));
        let day = |at: &str| PaperBatch { at: at.parse().unwrap(), ..batch(Some((20, 0)), [20, 0, 0, 0]) };
        assert_eq!(told(&day("2019-11-21T00:00:00Z")), [Amiss::BeforeIssue]);
        let corrected = PaperBatch { other_day: 3, ..day("2019-11-20T23:00:00Z") };
        assert_eq!(told(&corrected), [Amiss::OtherDay(3)]);
        assert_eq!(otherwise, [Amiss::Spoiled { noted: 1, found: 2 }]);
    }
}
