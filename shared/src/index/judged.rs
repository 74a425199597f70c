//! The questions of a form that judge units: those inside a repeat over units that feed a leaf.

use crate::form::{Choice, FormDefinition, Kind, Node, Question, Target};

/// A question that judges the units of one type.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The name of the repeat that it stands in.
    pub repeat: &'a str,
    /// Which units the repeat goes over.
    pub target: &'a Target,
    /// The question.
    pub question: &'a Question,
    /// Its options.
    pub choices: &'a [Choice],
}

/// The questions of a form that judge units, in the form's order.
pub fn judged(definition: &FormDefinition) -> Vec<Judged<'_>> {
    let mut found = Vec::new();
    for node in flat(&definition.nodes) {
        let Node::Repeat(repeat) = node else { continue };
        for inner in flat(&repeat.nodes) {
            let Node::Question(question) = inner else { continue };
            let (Kind::SelectOne(list) | Kind::SelectMultiple(list)) = &question.kind else { continue };
            if !question.criteria.is_empty() {
                let choices = definition.choices.get(list).map_or(&[][..], Vec::as_slice);
                found.push(Judged { repeat: &repeat.name, target: &repeat.target, question, choices });
            }
        }
    }
    found
}

/// The nodes with groups opened: a group is not a level of the answers.
pub(super) fn flat(nodes: &[Node]) -> Vec<&Node> {
    nodes
        .iter()
        .flat_map(|node| match node {
            Node::Group(group) => flat(&group.nodes),
            _ => vec![node],
        })
        .collect()
}
