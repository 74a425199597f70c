//! Ranks by the shown total: equal totals share one, and the next is left out (1, 2, 2, 4).

use crate::points::Points;

/// The rank of each total among all; an incomplete unit has none, and takes none from others.
pub(super) fn ranks(shown: &[Option<&Points>]) -> Vec<Option<u32>> {
    let mut ordered: Vec<&Points> = shown.iter().flatten().copied().collect();
    ordered.sort_unstable_by(|a, b| b.cmp(a));
    let rank = |own: &Points| u32::try_from(ordered.partition_point(|other| *other > own) + 1).ok();
    shown.iter().map(|own| own.and_then(rank)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_totals_share_a_rank_and_the_next_is_left_out() {
        let shown: Vec<_> = [80, 90, 80, 70].map(|n| Some(Points::whole(n))).into();
        let shown: Vec<_> = shown.iter().map(Option::as_ref).collect();
        assert_eq!(ranks(&shown), [Some(2), Some(1), Some(2), Some(4)]);
    }

    #[test]
    fn an_incomplete_unit_takes_no_rank() {
        assert_eq!(ranks(&[None, Some(&Points::whole(1)), None]), [None, Some(1), None]);
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_the_number_of_better_units(totals in prop::collection::vec(prop::option::of(0..9i64), 0..20)) {
            let shown: Vec<_> = totals.iter().map(|total| total.map(Points::whole)).collect();
            let shown: Vec<_> = shown.iter().map(Option::as_ref).collect();
            for (own, rank) in totals.iter().zip(ranks(&shown)) {
                let better = totals.iter().flatten().filter(|other| Some(**other) > *own).count();
                prop_assert_eq!(rank, own.map(|_| better as u32 + 1));
            }
        }
    }
}
