//! Ballots and appraisals become points, totals, ranks and classes.

pub mod in_order;
