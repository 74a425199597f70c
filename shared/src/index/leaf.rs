//! The rate of a survey leaf from the questions left that feed it (rule 3).

use super::question::Share;
use crate::campaign::{Combine, RespondentGroup};
use crate::points::Points;

/// The rate in percent; `None` where no question is left, or none of a group that weighs anything.
pub(super) fn rate(combine: Combine, groups: &[RespondentGroup], left: &[(&str, Share)]) -> Option<Points> {
    match combine {
        Combine::Groups => weighted_mean(groups.iter().filter_map(|group| {
            let own =
                left.iter().filter(|(code, _)| *code == group.code).filter_map(|(_, share)| share.rate());
            Some((mean(own)?, &group.weight))
        })),
        Combine::Questions => mean(left.iter().filter_map(|(_, share)| share.rate())),
        Combine::Pooled => {
            let mut pot = Share::none();
            left.iter().for_each(|(_, share)| pot.add(share));
            pot.rate()
        }
    }
}

fn mean(rates: impl Iterator<Item = Points>) -> Option<Points> {
    weighted_mean(rates.zip(std::iter::repeat(&Points::whole(1))))
}

fn weighted_mean<'a>(rates: impl Iterator<Item = (Points, &'a Points)>) -> Option<Points> {
    let (mut sum, mut weights) = (Points::zero(), Points::zero());
    for (rate, weight) in rates {
        sum += &(&rate * weight);
        weights += weight;
    }
    (!weights.is_zero()).then(|| &sum / &weights)
}
