//! What follows ballot by ballot is what is made from nothing.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::index::scheme::tests::{assessments, ballots, campaigns};
use crate::index::score;

proptest! {
    #[test]
    fn what_follows_is_what_is_made_from_nothing_to_the_byte(
        campaign in campaigns(), ballots in ballots(), given in assessments(),
        turns in prop::collection::vec((any::<Index>(), any::<bool>()), 0..40),
    ) {
        let scheme = Scheme::of(&campaign);
        let given = Appraisals::of(&campaign, &scheme, &given);
        let (mut standings, mut tallies) = (Standings::of(&campaign, &scheme), Tallies::default());
        let mut counts = vec![false; ballots.len()];
        for (revision, (ballot, is_looked_at)) in turns.iter().enumerate() {
            // A ballot comes, or is taken back, or counts again; several between two looks are an import.
            if !ballots.is_empty() {
                let nth = ballot.index(ballots.len());
                let (form, version, answers) = &ballots[nth];
                let marks = scheme.marks(form, version, answers).unwrap();
                counts[nth] = !counts[nth];
                if counts[nth] { tallies.add(&marks) } else { tallies.take_back(&marks).unwrap() }
            }
            if !is_looked_at {
                continue;
            }
            standings.follow(&campaign, &scheme, &tallies, &given);
            let revision = revision as i64;
            let anew = IndexView { tables: score(&campaign, &scheme, &tallies, &given), revision };
            prop_assert_eq!(standings.tables(), anew.tables.clone());
            let text = String::from_utf8(standings.to_json(revision).unwrap()).unwrap();
            prop_assert_eq!(text, serde_json::to_string(&anew).unwrap());
        }
    }
}
