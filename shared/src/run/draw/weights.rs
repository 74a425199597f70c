//! The draws: what each ballot weighs in each of them, and what the units have then.

use super::DRAWS;
use super::estimate::{LANES, UnitPlan, Weight};
use crate::draw::Generator;

/// The survey leaves of each unit in each draw, in fixed point: by unit, leaf and draw. `ballots` holds the marks of each
/// counted ballot, which plans name by number.
pub fn draws(seed: u64, ballots: &[&[u32]], strata: &[Vec<u32>], plans: &[UnitPlan]) -> Vec<Vec<Vec<i64>>> {
    let bits = weight_bits(ballots.len());
    let marked = marked(ballots, plans);
    let mut generator = Generator::of(seed);
    let mut drawn: Vec<Vec<Vec<i64>>> =
        plans.iter().map(|plan| vec![Vec::with_capacity(DRAWS); plan.leaves.len()]).collect();
    let mut weights = vec![[0; LANES]; ballots.len()];
    for _ in 0..DRAWS / LANES {
        weigh(&mut generator, strata, bits, &mut weights);
        for (plan, drawn) in plans.iter().zip(&mut drawn) {
            for (leaf, drawn) in plan.leaves.iter().zip(drawn) {
                drawn.extend(leaf.points(&marked, &weights));
            }
        }
    }
    drawn
}

/// Which ballots marked each cell.
fn marked(ballots: &[&[u32]], plans: &[UnitPlan]) -> Vec<Vec<u32>> {
    let leaves = plans.iter().flat_map(|plan| &plan.leaves);
    let wanted = leaves.flat_map(|leaf| &leaf.questions).flat_map(|question| &question.options);
    let mut is_wanted = Vec::new();
    for (cell, _) in wanted {
        let cell = *cell as usize;
        if is_wanted.len() <= cell {
            is_wanted.resize(cell + 1, false);
        }
        is_wanted[cell] = true;
    }
    let mut marked = vec![Vec::new(); is_wanted.len()];
    for (ballot, cells) in (0..).zip(ballots) {
        for cell in cells.iter().map(|cell| *cell as usize) {
            if is_wanted.get(cell) == Some(&true) {
                marked[cell].push(ballot);
            }
        }
    }
    marked
}

/// A weight of one is two to this: 12 bits, and less where the weights of all ballots would not fit.
fn weight_bits(ballots: usize) -> u32 {
    let room = Weight::BITS - 1 - ballots.max(1).ilog2();
    room.saturating_sub(1).min(12)
}

/// Weighs all ballots in as many draws as there are lanes.
fn weigh(generator: &mut Generator, strata: &[Vec<u32>], bits: u32, weights: &mut [[Weight; LANES]]) {
    weights.iter_mut().for_each(|weight| *weight = [0; LANES]);
    (0..LANES).for_each(|lane| {
        for stratum in strata {
            let n = stratum.len() as u64;
            if let [alone] = stratum[..] {
                weights[alone as usize][lane] = 1 << bits;
                continue;
            }
            let each = Weight::try_from(((n << (bits + 1)) / (n - 1)).div_ceil(2)).unwrap_or(Weight::MAX);
            for _ in 1..n {
                let taken = stratum[usize::try_from(generator.below(n)).unwrap_or_default()];
                weights[taken as usize][lane] += each;
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
        let mut weights = [[0; LANES]; 6];
        weigh(&mut Generator::of(1), &strata, 12, &mut weights);
        (0..LANES).for_each(|lane| {
            let of = weights.map(|own| own[lane]);
            assert_eq!([of[0] + of[1], of[2] + of[3] + of[4], of[5]], [2 << 12, 3 << 12, 1 << 12]);
            assert!([0, 2 << 12].contains(&of[0]), "one of two weighs for both");
        });
        assert!(weights[0].contains(&0) && weights[1].contains(&0));
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
