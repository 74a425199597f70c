//! Where points were lost: by a unit, by all units together, and what would carry a unit into the next class.

use super::survey::RATE_DECIMALS;
use super::{Lost, Next, Node, Share};
use crate::campaign::Band;
use crate::index::{Reckoned, UnitPoints};
use crate::points::{Points, Sum};
use crate::wire::UnitResult;

/// So many leaves are named at least.
const NAMED: usize = 5;

/// The leaves that lost points, the most first and then as in the sheet, with how many exactly.
pub(super) fn lost<'a>(leaves: &[(&'a str, &Points)], points: &UnitPoints) -> Vec<(&'a str, Points)> {
    let lost = |((code, max), points): (&(&'a str, &Points), &Option<Sum>)| {
        Some((*code, *max - &points.as_ref()?.exact()))
    };
    let mut lost: Vec<_> = leaves.iter().zip(&points.leaves).filter_map(lost).collect();
    lost.retain(|(_, points)| !points.is_negative() && !points.is_zero());
    lost.sort_by(|(_, a), (_, b)| b.cmp(a));
    lost
}

/// The same as shown.
pub(super) fn shown(lost: &[(&str, Points)], decimals: u32) -> Vec<Lost> {
    let shown =
        |(code, points): &(&str, Points)| Lost { code: (*code).to_owned(), points: points.shown(decimals) };
    lost.iter().map(shown).collect()
}

/// How far the next class is.
pub(super) fn next(
    bands: &[&Band],
    result: &UnitResult,
    lost: &[(&str, Points)],
    factor: &Points,
    decimals: u32,
) -> Option<Next> {
    let total = Points::parse(result.total.as_ref()?).ok()?;
    let band = bands.iter().filter(|band| band.min > total).min_by(|a, b| a.min.cmp(&b.min))?;
    let lacks = &band.min - &total;
    let (mut hold, mut leaves) = (Points::zero(), Vec::new());
    for (code, points) in lost {
        if leaves.len() >= NAMED && hold >= lacks {
            break;
        }
        hold += &(points * factor);
        leaves.push((*code).to_owned());
    }
    let rounded = lacks.rounded(decimals);
    let lacks = if rounded == lacks { lacks.shown(decimals) } else { lacks.to_string() };
    Some(Next { class: band.code.clone(), lacks, leaves, hold: hold.shown(decimals) })
}

/// What all units together got of each node, the least share first and then as in the sheet. A node that nobody has data of
/// is not there.
pub(super) fn weakest(
    framework: &[Node],
    maxima: &[(&str, &Points)],
    of: &Reckoned,
    decimals: u32,
) -> Vec<Share> {
    let mut shares: Vec<_> = framework
        .iter()
        .filter_map(|node| {
            let below: Vec<usize> = maxima.iter().position(|(code, _)| *code == node.code).map_or_else(
                || of.headings().iter().find(|(code, _)| *code == node.code).map(|(_, below)| below.clone()),
                |leaf| Some(vec![leaf]),
            )?;
            let (mut got, mut could, mut units) = (Sum::default(), Points::zero(), 0);
            for (_, points) in &of.units {
                let mut any = false;
                for leaf in &below {
                    if let Some(own) = &points.leaves[*leaf] {
                        got.add_all(own);
                        could += maxima[*leaf].1;
                        any = true;
                    }
                }
                units += u32::from(any);
            }
            let mean = got.times(&Points::fraction(1, i64::from(units))?);
            let percent = got.times(&(&Points::whole(100) / &Some(could).filter(|could| !could.is_zero())?));
            let share = Share {
                code: node.code.clone(),
                units,
                mean: mean.shown(decimals),
                percent: percent.shown(RATE_DECIMALS),
            };
            Some((Points::parse(&share.percent).unwrap_or_else(|_| Points::zero()), share))
        })
        .collect();
    shares.sort_by(|(a, _), (b, _)| a.cmp(b));
    shares.into_iter().map(|(_, share)| share).collect()
}
