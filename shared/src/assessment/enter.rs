//! What a leaf's rule says of points.

use super::step;
use crate::campaign::Leaf;
use crate::points::Points;
use crate::problem::Problem;

/// Points outside of the leaf, or off its steps.
pub(super) fn points_fault(leaf: &Leaf, points: &Points) -> Option<Problem> {
    if is_outside(leaf, points) {
        let problem = Problem::new("assessments.out_of_range");
        return Some(problem.with("points", points).with("maximum", &leaf.max_points));
    }
    let problem = || Problem::new("assessments.off_step").with("points", points);
    (!step::allows(leaf, points)).then(problem)
}

/// Points that no file and no person may give.
pub(super) fn is_outside(leaf: &Leaf, points: &Points) -> bool {
    points.is_negative() || points > &leaf.max_points
}
