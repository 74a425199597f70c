//! The draws: what each ballot weighs in each of them, and what the units have then.

use super::estimate::UnitPlan;
use super::sums::{LANES, Sums, Weight};
use super::{Bounds, DRAWS};
use crate::draw::Generator;

/// How often a ballot was taken in each draw: once on average, and 256 times with a chance of less than one to 10^500.
type Taken = [u8; LANES];

/// What was drawn of a unit, in fixed point.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Between what each leaf of its plan lies.
    pub leaves: Vec<Bounds<i64>>,
    /// All of them together, draw by draw.
    pub sums: Vec<i64>,
}

/// Draws for each unit. Each ballot of the strata marked cells, which plans name by number.
pub fn draws<M: Iterator<Item = u32>>(
    seed: u64,
    marked: impl Fn(usize) -> M,
    strata: &[Vec<u32>],
    plans: &[UnitPlan],
) -> Vec<Drawn> {
    let ballots = strata.iter().map(Vec::len).sum();
    let each = weights(strata, ballots);
    let mut drawn: Vec<Drawn> = plans.iter().map(Drawn::of_none).collect();
    let (mut generator, mut taken) = (Generator::of(seed), vec![[0; LANES]; ballots]);
    let mut sums = Sums::of_plans(plans);
    for _ in 0..DRAWS / LANES {
        take(&mut generator, strata, &mut taken);
        sums.clear();
        for (ballot, (taken, each)) in taken.iter().zip(&each).enumerate() {
            sums.add(marked(ballot), &taken.map(|times| Weight::from(times) * each));
        }
        for (plan, drawn) in plans.iter().zip(&mut drawn) {
            drawn.add(plan, &sums);
        }
    }
    drawn
}

impl Drawn {
    fn of_none(plan: &UnitPlan) -> Self {
        Self { leaves: vec![Bounds::default(); plan.leaves.len()], sums: Vec::with_capacity(DRAWS) }
    }

    fn add(&mut self, plan: &UnitPlan, sums: &Sums) {
        let mut together = [0; LANES];
        for (leaf, bounds) in plan.leaves.iter().zip(&mut self.leaves) {
            let points = leaf.points(sums);
            together.iter_mut().zip(points).for_each(|(sum, points)| *sum += points);
            bounds.extend(points);
        }
        self.sums.extend(together);
    }
}

/// A weight of one is two to this: 12 bits, and less where the weights of all ballots would not fit.
fn weight_bits(ballots: usize) -> u32 {
    let room = Weight::BITS - 1 - ballots.max(1).ilog2();
    room.saturating_sub(1).min(12)
}

/// What each ballot weighs as often as it is taken.
fn weights(strata: &[Vec<u32>], ballots: usize) -> Vec<Weight> {
    let (bits, mut weights) = (weight_bits(ballots), vec![0; ballots]);
    for stratum in strata {
        let n = stratum.len() as u64;
        let each = match n {
            1 => 1 << bits,
            _ => Weight::try_from(((n << (bits + 1)) / (n - 1)).div_ceil(2)).unwrap_or(Weight::MAX),
        };
        stratum.iter().for_each(|ballot| weights[*ballot as usize] = each);
    }
    weights
}

/// Takes from all strata in as many draws as there are lanes.
fn take(generator: &mut Generator, strata: &[Vec<u32>], taken: &mut [Taken]) {
    taken.iter_mut().for_each(|taken| *taken = [0; LANES]);
    (0..LANES).for_each(|lane| {
        for stratum in strata {
            let n = stratum.len() as u64;
            if let [alone] = stratum[..] {
                taken[alone as usize][lane] = 1;
                continue;
            }
            for _ in 1..n {
                let ballot = stratum[usize::try_from(generator.below(n)).unwrap_or_default()];
                let times = &mut taken[ballot as usize][lane];
                *times = times.saturating_add(1);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_takes_one_less_than_there_are_and_lets_them_weigh_for_all() {
        let strata = [vec![0, 1], vec![2, 3, 4], vec![5]];
        let mut taken = [[0; LANES]; 6];
        take(&mut Generator::of(1), &strata, &mut taken);
        let each = weights(&strata, 6);
        (0..LANES).for_each(|lane| {
            let of: [Weight; 6] = std::array::from_fn(|nth| Weight::from(taken[nth][lane]) * each[nth]);
            assert_eq!([of[0] + of[1], of[2] + of[3] + of[4], of[5]], [2 << 12, 3 << 12, 1 << 12]);
            assert!([0, 2 << 12].contains(&of[0]), "one of two weighs for both");
        });
        assert!(taken[0].contains(&0) && taken[1].contains(&0));
    }

    #[test]
    fn the_weights_of_all_ballots_fit() {
        for ballots in [0, 1, 1_034, 1 << 20, 1 << 24] {
            let bits = weight_bits(ballots);
            assert!((ballots as u64) << (bits + 1) <= u64::from(Weight::MAX), "{ballots}: {bits}");
        }
        assert_eq!(weight_bits(1_034), 12);
    }
}
