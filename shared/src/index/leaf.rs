//! The rate of a survey leaf from the questions left that feed it (rule 3): in machine integers where they fit, else by exact
//! points, which give the same.

use super::question::{Counted, Share, is_left};
use super::scheme::{Entry, Scheme};
use crate::campaign::{Campaign, Combine, RespondentGroup};
use crate::points::{Points, Sum};

/// So much of the rate of a leaf for a unit: of its points a hundredth for each percent, or 1 for the rate itself. `None`
/// without data.
pub(super) fn worth(
    campaign: &Campaign,
    scheme: &Scheme,
    leaf: &Entry,
    own: &[Option<&[u64]>],
    each: &Points,
) -> Option<Sum> {
    in_integers(campaign, scheme, leaf, own, each)
        .unwrap_or_else(|TooLarge| exactly(campaign, leaf, own, each))
}

/// A number does not fit a machine integer.
#[derive(Debug)]
struct TooLarge;

/// By exact points, whatever their size.
fn exactly(campaign: &Campaign, leaf: &Entry, own: &[Option<&[u64]>], each: &Points) -> Option<Sum> {
    let shares = leaf.feeds.iter().map(|feed| (&*feed.group, feed.share(own)));
    let left: Vec<_> =
        shares.filter(|(_, share)| is_left(share.answers, campaign.settings.min_answers)).collect();
    let rate = rate(campaign.settings.combine, &campaign.groups, &left)?;
    Some(Sum::from(&(&rate * each)))
}

/// By a sum of fractions of machine integers.
fn in_integers(
    campaign: &Campaign,
    scheme: &Scheme,
    leaf: &Entry,
    own: &[Option<&[u64]>],
    each: &Points,
) -> Result<Option<Sum>, TooLarge> {
    let scaled = scheme.scaled.as_ref().ok_or(TooLarge)?;
    let (numerator, denominator) = each.in_machine_integers().ok_or(TooLarge)?;
    let denominator = denominator.checked_mul(scaled.over).ok_or(TooLarge)?;
    let mut left = Vec::with_capacity(leaf.feeds.len());
    for feed in &leaf.feeds {
        let counted = feed.count(own).ok_or(TooLarge)?;
        if is_left(counted.answers, campaign.settings.min_answers) {
            left.push((&*feed.group, counted));
        }
    }
    let mut sum = Sum::default();
    // Each question has `weight` parts of all that is `parted`.
    let mut add = |counted: &Counted, weight: i64, parted: u64| {
        let n = numerator.checked_mul(weight)?.checked_mul(counted.worth)?;
        sum.add(n, denominator.checked_mul(parted)?.checked_mul(counted.answers)?);
        Some(())
    };
    match campaign.settings.combine {
        _ if left.is_empty() => return Ok(None),
        Combine::Questions => {
            let all = left.len() as u64;
            left.iter().try_for_each(|(_, counted)| add(counted, 1, all)).ok_or(TooLarge)?;
        }
        Combine::Pooled => {
            let pot = left.iter().try_fold(Counted { worth: 0, answers: 0 }, |pot, (_, counted)| {
                let worth = pot.worth.checked_add(counted.worth)?;
                Some(Counted { worth, answers: pot.answers + counted.answers })
            });
            pot.and_then(|pot| add(&pot, 1, 1)).ok_or(TooLarge)?;
        }
        Combine::Groups => {
            let of = |group| of_group(&left, group);
            let groups = || campaign.groups.iter().zip(&scaled.weights);
            let present = groups().filter(|(group, _)| of(group).next().is_some());
            let all: i64 = present.map(|(_, weight)| *weight).sum();
            if all == 0 {
                return Ok(None);
            }
            for (group, weight) in groups() {
                let parted =
                    (of(group).count() as u64).checked_mul(u64::try_from(all).map_err(|_| TooLarge)?);
                let parted = parted.ok_or(TooLarge)?;
                of(group).try_for_each(|counted| add(counted, *weight, parted)).ok_or(TooLarge)?;
            }
        }
    }
    Ok(Some(sum))
}

/// What is left of a group.
fn of_group<'a>(
    left: &'a [(&'a str, Counted)],
    group: &'a RespondentGroup,
) -> impl Iterator<Item = &'a Counted> {
    left.iter().filter(|(own, _)| *own == group.code).map(|(_, counted)| counted)
}

/// The rate in percent; `None` where no question is left, or none of a group that weighs anything.
fn rate(combine: Combine, groups: &[RespondentGroup], left: &[(&str, Share)]) -> Option<Points> {
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
