//! The points of a survey leaf from weighted counts, in fixed point: rules 2 to 4 as `index` has them, for many draws at once.

use super::POINT_BITS;
use super::sums::{LANES, Sums};
use crate::campaign::Combine;
use crate::points::Points;

/// Percents are whole numbers of this part of one.
const PERCENT_BITS: u32 = 20;

/// The survey leaves of a unit that are drawn.
#[derive(Clone, Debug)]
pub struct UnitPlan {
    /// Those that have data.
    pub leaves: Vec<LeafPlan>,
}

/// A survey leaf of a unit.
#[derive(Clone, Debug)]
pub struct LeafPlan {
    /// The questions that were left.
    pub questions: Vec<QuestionPlan>,
    /// How they are combined.
    pub combine: Combine,
    /// The weights of the groups, in fixed point.
    pub weights: Vec<i64>,
    /// The leaf's points, in fixed point.
    pub max_points: i64,
    /// What it really has, in fixed point.
    pub real: i64,
}

/// A question that was left.
#[derive(Clone, Debug)]
pub struct QuestionPlan {
    /// The number of its group.
    pub group: usize,
    /// The cells that count, each with its percent in fixed point.
    pub options: Vec<(u32, i64)>,
}

/// The weighted answers of a question, and the percents that they add up to.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    worth: i128,
    answers: i128,
}

impl QuestionPlan {
    /// A question of a group; a percent that fits no machine integer weighs nothing.
    pub fn new<'a>(group: usize, options: impl Iterator<Item = (u32, &'a Points)>) -> Self {
        let fixed = |(cell, percent): (u32, &Points)| {
            (cell, percent.in_fixed_point(PERCENT_BITS).unwrap_or_default())
        };
        Self { group, options: options.map(fixed).collect() }
    }

    fn counted(&self, sums: &Sums) -> [Counted; LANES] {
        let mut counted = [Counted::default(); LANES];
        for (cell, percent) in &self.options {
            for (counted, sum) in counted.iter_mut().zip(sums.of(*cell)) {
                counted.worth += i128::from(*percent) * i128::from(*sum);
                counted.answers += i128::from(*sum);
            }
        }
        counted
    }
}

impl LeafPlan {
    /// Its points in each of these draws.
    pub fn points(&self, sums: &Sums) -> [i64; LANES] {
        let counted: Vec<_> = self.questions.iter().map(|it| (it.group, it.counted(sums))).collect();
        std::array::from_fn(|lane| {
            let left: Vec<_> = counted
                .iter()
                .map(|(group, lanes)| (*group, lanes[lane]))
                .filter(|(_, counted)| counted.answers > 0)
                .collect();
            self.rate(&left).map_or(self.real, |rate| self.of(rate))
        })
    }

    /// Points from a rate in percent.
    fn of(&self, rate: i128) -> i64 {
        i64::try_from((rate * i128::from(self.max_points) / 100) >> PERCENT_BITS).unwrap_or(self.real)
    }

    fn rate(&self, left: &[(usize, Counted)]) -> Option<i128> {
        let mean = |rates: &mut dyn Iterator<Item = Counted>| {
            let (sum, n) =
                rates.fold((0, 0), |(sum, n), counted| (sum + counted.worth / counted.answers, n + 1));
            (n > 0).then(|| sum / n)
        };
        match self.combine {
            Combine::Questions => mean(&mut left.iter().map(|(_, counted)| *counted)),
            Combine::Pooled => {
                let (worth, answers) = left.iter().fold((0, 0), |(worth, answers), (_, counted)| {
                    (worth + counted.worth, answers + counted.answers)
                });
                (answers > 0).then(|| worth / answers)
            }
            Combine::Groups => {
                let (mut sum, mut weights) = (0, 0);
                for (group, weight) in self.weights.iter().enumerate() {
                    let own = &mut left.iter().filter(|(of, _)| *of == group).map(|(_, counted)| *counted);
                    if let Some(rate) = mean(own) {
                        sum += rate * i128::from(*weight);
                        weights += i128::from(*weight);
                    }
                }
                (weights > 0).then(|| sum / weights)
            }
        }
    }
}

/// Points in fixed point; what is too large for it is no points.
pub fn fixed(points: &Points) -> i64 {
    points.in_fixed_point(POINT_BITS).unwrap_or_default()
}
