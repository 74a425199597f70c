//! The weighted counts of all cells that are asked for, in as many draws as are made at once.

use super::estimate::UnitPlan;

/// So many draws are made at once.
pub const LANES: usize = 40;

/// What a ballot weighs in a draw.
pub type Weight = u32;

/// The weights of the ballots that marked each cell.
pub struct Sums {
    /// Where each cell stands among the sums; beyond all where nobody asks for it.
    places: Vec<u32>,
    sums: Vec<[Weight; LANES]>,
}

impl Sums {
    /// Those of the cells that plans name.
    pub fn of_plans(plans: &[UnitPlan]) -> Self {
        let (mut places, mut sums) = (Vec::new(), Vec::new());
        let leaves = plans.iter().flat_map(|plan| &plan.leaves);
        for (cell, _) in leaves.flat_map(|leaf| &leaf.questions).flat_map(|question| &question.options) {
            let cell = *cell as usize;
            if places.len() <= cell {
                places.resize(cell + 1, u32::MAX);
            }
            if places[cell] == u32::MAX {
                places[cell] =
                    u32::try_from(sums.len()).expect("a campaign has no four thousand million options");
                sums.push([0; LANES]);
            }
        }
        Self { places, sums }
    }

    /// Begins with nothing.
    pub fn clear(&mut self) {
        self.sums.iter_mut().for_each(|sum| *sum = [0; LANES]);
    }

    /// Adds a ballot that marked these cells.
    pub fn add(&mut self, marked: impl Iterator<Item = u32>, weights: &[Weight; LANES]) {
        for cell in marked {
            let place = self.places.get(cell as usize).copied().unwrap_or(u32::MAX);
            let Some(sums) = self.sums.get_mut(place as usize) else { continue };
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = sum.saturating_add(*weight);
            }
        }
    }

    /// The sums of a cell that a plan names.
    pub fn of(&self, cell: u32) -> &[Weight; LANES] {
        &self.sums[self.places[cell as usize] as usize]
    }
}
