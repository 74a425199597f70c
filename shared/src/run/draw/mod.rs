//! How sure survey points are: a seeded bootstrap over ballots, within strata, in fixed point.
//!
//! The method. A stratum is a form and a place: the questionnaires that were planned there together. Of a stratum of n ballots
//! each draw takes n − 1 of them by lot, with repeats, and lets each that was taken weigh n / (n − 1) times as often as it was
//! taken (J. N. K. Rao and C. F. J. Wu, "Resampling inference with complex survey data", Journal of the American Statistical
//! Association 83, 1988, 231–241; in the form of weights: Rao, Wu and Yue, Survey Methodology 18, 1992, 209–217). Without that,
//! a stratum of two ballots would show half of its variance. A stratum of one ballot says nothing of how ballots differ: it is
//! joined with its neighbour of the same form, in the campaign's order of places. From the weighted counts of a draw the points
//! follow as from the real ones; a question that the real counts left out stays out, and a leaf of which a draw has no answer
//! keeps its real points. Appraised points are the same in all draws. Of 2,000 draws in order the 50th and the 1,951st are the
//! bounds (Efron's percentiles); the real number is never outside of its own interval.

mod estimate;
mod interval;
mod strata;
mod sums;
mod weights;

pub use estimate::{LeafPlan, QuestionPlan, UnitPlan, fixed};
pub use interval::{Bounds, interval, rank_ranges};
pub use strata::strata;
pub use weights::draws;

/// How many draws.
pub const DRAWS: usize = 2_000;

/// Points are whole numbers of this part of one: some ten-millionths.
pub const POINT_BITS: u32 = 24;
