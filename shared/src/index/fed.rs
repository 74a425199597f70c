//! What feeds the survey leaves of a unit type, flat: for who counts ballots in other ways than tallies do.

use super::Scheme;
use crate::campaign::Method;
use crate::points::Points;

/// A survey leaf.
#[derive(Clone, Debug)]
pub struct Fed<'a> {
    /// Its number among all leaves of the unit type.
    pub leaf: usize,
    /// Its code.
    pub code: &'a str,
    /// Its points.
    pub max_points: &'a Points,
    /// The questions that feed it: forms in the order of the forms sheet, questions in the form's.
    pub questions: Vec<FedQuestion<'a>>,
}

/// A question, in all versions of its form in which it feeds the leaf.
#[derive(Clone, Debug)]
pub struct FedQuestion<'a> {
    /// The form.
    pub form: &'a str,
    /// The group of the form.
    pub group: &'a str,
    /// The question's name.
    pub name: &'a str,
    /// Its options.
    pub cells: Vec<FedCell<'a>>,
}

/// An option of a question.
#[derive(Clone, Copy, Debug)]
pub struct FedCell<'a> {
    /// The number of the form's version, as in [`Scheme::versions`].
    pub version: usize,
    /// The cell, as in [`Marks`](super::Marks).
    pub cell: usize,
    /// What it is worth; `None` where such an answer does not count.
    pub percent: Option<&'a Points>,
}

impl Scheme {
    /// The survey leaves of a unit type, in the order of the criteria sheet.
    pub fn fed(&self, unit_type: &str) -> Vec<Fed<'_>> {
        let framework = self.frameworks.iter().find(|framework| framework.unit_type == unit_type);
        let leaves = framework.iter().flat_map(|framework| framework.leaves.iter().enumerate());
        let leaves = leaves.filter(|(_, leaf)| leaf.method == Method::Survey);
        let fed = leaves.map(|(number, leaf)| Fed {
            leaf: number,
            code: &leaf.code,
            max_points: &leaf.max_points,
            questions: leaf.feeds.iter().map(question).collect(),
        });
        fed.collect()
    }
}

fn question(feed: &super::feed::Feed) -> FedQuestion<'_> {
    let cell = |(version, cell, percent)| FedCell { version, cell, percent };
    FedQuestion {
        form: &feed.form,
        group: &feed.group,
        name: &feed.name,
        cells: feed.cells().map(cell).collect(),
    }
}
