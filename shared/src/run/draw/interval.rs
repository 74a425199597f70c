//! Bounds of what was drawn, as shown.

use super::{DRAWS, POINT_BITS};
use crate::points::Points;
use crate::run::{Interval, Ranks};

/// So many draws are at a bound or beyond it.
const BEYOND: usize = DRAWS * 25 / 1_000;

/// The bounds between which 95 of 100 draws lie: of 2,000 the 50th and the 1,951st. Of what was drawn only what may be one is kept.
#[derive(Clone, Debug)]
pub struct Bounds<T> {
    drawn: usize,
    lowest: Vec<T>,
    highest: Vec<T>,
}

impl<T> Default for Bounds<T> {
    fn default() -> Self {
        Self { drawn: 0, lowest: Vec::new(), highest: Vec::new() }
    }
}

impl<T: Ord + Copy> Extend<T> for Bounds<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, drawn: I) {
        for it in drawn {
            self.drawn += 1;
            self.lowest.push(it);
            self.highest.push(it);
        }
        self.lowest.sort_unstable();
        self.highest.sort_unstable_by(|a, b| b.cmp(a));
        self.lowest.truncate(BEYOND);
        self.highest.truncate(BEYOND);
    }
}

impl<T: Ord + Copy> FromIterator<T> for Bounds<T> {
    fn from_iter<I: IntoIterator<Item = T>>(drawn: I) -> Self {
        let mut bounds = Self::default();
        bounds.extend(drawn);
        bounds
    }
}

impl<T: Copy> Bounds<T> {
    /// They; none where nothing was drawn.
    fn both(&self) -> Option<(T, T)> {
        let beyond = (self.drawn * 25 / 1_000).saturating_sub(1);
        Some((*self.lowest.get(beyond)?, *self.highest.get(beyond)?))
    }
}

/// The interval of a number that is shown as `real`: it is never outside.
pub fn interval(drawn: &Bounds<i64>, real: &Points, decimals: u32) -> Interval {
    let real = real.rounded(decimals);
    let (low, high) = drawn.both().map_or_else(
        || (real.clone(), real.clone()),
        |(low, high)| (rounded(low, decimals), rounded(high, decimals)),
    );
    let (low, high) = (low.min(real.clone()), high.max(real));
    Interval { low: low.shown(decimals), high: high.shown(decimals) }
}

/// The ranks that the units have in 95 of 100 draws. Each has its totals, draw by draw, and its rank.
pub fn rank_ranges(drawn: &[Vec<i64>], ranks: &[u32], decimals: u32) -> Vec<Ranks> {
    let draws = drawn.first().map_or(0, Vec::len);
    let mut all: Vec<Vec<u32>> = vec![Vec::with_capacity(draws); drawn.len()];
    for nth in 0..draws {
        let shown: Vec<i128> = drawn.iter().map(|own| in_last_places(own[nth], decimals)).collect();
        let mut ordered = shown.clone();
        ordered.sort_unstable_by(|a, b| b.cmp(a));
        for (all, own) in all.iter_mut().zip(&shown) {
            all.push(u32::try_from(ordered.partition_point(|other| other > own) + 1).unwrap_or(u32::MAX));
        }
    }
    let range = |(drawn, real): (Vec<u32>, &u32)| {
        let (best, worst) = drawn.into_iter().collect::<Bounds<_>>().both().unwrap_or((*real, *real));
        Ranks { best: best.min(*real), worst: worst.max(*real) }
    };
    all.into_iter().zip(ranks).map(range).collect()
}

/// As it is shown, half away from zero, in units of the last place.
fn in_last_places(points: i64, decimals: u32) -> i128 {
    let twice = i128::from(points.unsigned_abs()) * 10_i128.pow(decimals) * 2;
    let places = (twice + (1 << POINT_BITS)) >> (POINT_BITS + 1);
    if points < 0 { -places } else { places }
}

fn rounded(points: i64, decimals: u32) -> Points {
    let exact = Points::fraction(points, 1 << POINT_BITS).expect("the denominator is not 0");
    exact.rounded(decimals)
}

#[cfg(test)]
mod tests {
    use super::super::fixed;
    use super::*;

    #[test]
    fn of_two_thousand_draws_the_50th_and_the_1951st_are_the_bounds() {
        let of = |drawn: &[u32]| drawn.iter().copied().collect::<Bounds<_>>().both();
        let all: Vec<u32> = (1..=2_000).rev().collect();
        assert_eq!((of(&all), of(&[3]), of(&[])), (Some((50, 1_951)), Some((3, 3)), None));
        let mut bounds = Bounds::default();
        all.chunks(40).rev().for_each(|some| bounds.extend(some.iter().copied()));
        assert_eq!(bounds.both(), of(&all), "piece by piece");
    }

    #[test]
    fn the_number_itself_is_never_outside_of_its_interval() {
        let of = |real: &str| {
            interval(
                &vec![fixed(&Points::whole(4)); 100].into_iter().collect(),
                &Points::parse(real).unwrap(),
                2,
            )
        };
        let between = |low: &str, high: &str| Interval { low: low.into(), high: high.into() };
        assert_eq!(of("4"), between("4.00", "4.00"));
        assert_eq!(of("4.006"), between("4.00", "4.01"));
        assert_eq!(of("3.99"), between("3.99", "4.00"));
    }

    #[test]
    fn ranks_go_by_shown_totals_in_each_draw_and_equal_ones_share_them() {
        let at = |text: &str| fixed(&Points::parse(text).unwrap());
        let first = vec![at("80.001"); 100];
        let second = [vec![at("80.004"); 50], vec![at("79"); 50]].concat();
        let third = [vec![at("70"); 99], vec![at("90"); 1]].concat();
        let ranges = rank_ranges(&[first, second, third], &[1, 2, 3], 2);
        // Of 100 draws the second and the second last are the bounds.
        assert_eq!(ranges, [(1, 1), (1, 2), (3, 3)].map(|(best, worst)| Ranks { best, worst }));
    }

    #[test]
    fn shown_totals_are_rounded_half_away_from_zero() {
        for (points, places) in [("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("84.5", 8450)] {
            // A half is exact in fixed point only where the decimal is: a little more stands for it.
            let nudge = if points.ends_with("005") { points.to_owned() + "1" } else { points.to_owned() };
            assert_eq!(in_last_places(fixed(&Points::parse(&nudge).unwrap()), 2), places, "{points}");
        }
    }
}
