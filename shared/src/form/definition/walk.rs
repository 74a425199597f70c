//! Ways through the tree of a form: every node, or a level of the answers.

use super::{FormDefinition, Group, Kind, Node, Question, Repeat, Text};

impl Node {
    /// XLSForm `name`.
    pub fn name(&self) -> &str {
        match self {
            Self::Question(question) => &question.name,
            Self::Group(group) => &group.name,
            Self::Repeat(repeat) => &repeat.name,
        }
    }

    /// The question, or the heading.
    pub fn label(&self) -> &Text {
        match self {
            Self::Question(question) => &question.label,
            Self::Group(group) => &group.label,
            Self::Repeat(repeat) => &repeat.label,
        }
    }

    /// XLSForm `relevant`.
    pub fn relevant(&self) -> Option<&str> {
        match self {
            Self::Question(question) => question.relevant.as_deref(),
            Self::Group(group) => group.relevant.as_deref(),
            Self::Repeat(repeat) => repeat.relevant.as_deref(),
        }
    }

    /// Whether all that is asked in it tells who somebody is.
    pub fn is_personal(&self) -> bool {
        match self {
            Self::Question(question) => question.personal,
            Self::Group(group) => {
                let mut asked = group.nodes.iter().filter(|node| !node.is_note()).peekable();
                asked.peek().is_some() && asked.all(Self::is_personal)
            }
            Self::Repeat(_) => false,
        }
    }

    /// Whether it is only told.
    pub(in crate::form) fn is_note(&self) -> bool {
        matches!(self, Self::Question(question) if question.kind == Kind::Note)
    }

    /// What is in it; nothing is in a question.
    pub fn inside(&self) -> &[Self] {
        match self {
            Self::Question(_) => &[],
            Self::Group(group) => &group.nodes,
            Self::Repeat(repeat) => &repeat.nodes,
        }
    }
}

/// The nodes with groups opened: a group is no level of the answers.
pub fn flat(nodes: &[Node]) -> Vec<&Node> {
    let mut all = Vec::new();
    for node in nodes {
        match node {
            Node::Group(group) => all.extend(flat(&group.nodes)),
            _ => all.push(node),
        }
    }
    all
}

/// Each node, and after it what is in it.
fn every(nodes: &[Node]) -> Vec<&Node> {
    nodes.iter().flat_map(|node| [vec![node], every(node.inside())].concat()).collect()
}

/// Nodes but for those that tell who somebody is, and groups of which nothing is left.
fn without_personal(nodes: &[Node]) -> Vec<Node> {
    let kept = nodes.iter().filter(|node| !node.is_personal()).cloned();
    kept.map(|node| match node {
        Node::Group(group) => Node::Group(Group { nodes: without_personal(&group.nodes), ..group }),
        node => node,
    })
    .collect()
}

fn as_question(node: &Node) -> Option<&Question> {
    if let Node::Question(question) = node { Some(question) } else { None }
}

impl FormDefinition {
    /// Each node in the form's order, groups and repeats before what is in them.
    pub fn every(&self) -> Vec<&Node> {
        every(&self.nodes)
    }

    /// The nodes outside repeats, and the repeats, with groups opened.
    pub fn flat(&self) -> Vec<&Node> {
        flat(&self.nodes)
    }

    /// Each question, wherever it stands.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.every().into_iter().filter_map(as_question)
    }

    /// The questions whose answers tell who somebody is.
    pub fn personal(&self) -> impl Iterator<Item = &Question> {
        self.questions().filter(|question| question.personal)
    }

    /// What they ask, as a respondent reads it.
    pub fn who(&self, language: &str) -> String {
        self.personal().map(|question| self.text(&question.label, language)).collect::<Vec<_>>().join("; ")
    }

    /// The same form for who is not asked who they are: the answers to all else are the same, as neither part reads the other.
    pub fn without_personal(&self) -> Self {
        Self { nodes: without_personal(&self.nodes), ..self.clone() }
    }

    /// The repeats over units.
    pub fn repeats(&self) -> impl Iterator<Item = &Repeat> {
        self.flat()
            .into_iter()
            .filter_map(|node| if let Node::Repeat(repeat) = node { Some(repeat) } else { None })
    }
}

impl Repeat {
    /// The questions that are asked of each unit.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        flat(&self.nodes).into_iter().filter_map(as_question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Scope;
    use crate::form::example::{form, group, question, repeat};

    #[test]
    fn groups_are_opened_and_repeats_are_not() {
        let asked = |name| Node::Question(question(name, Kind::Text));
        let inner = group("inner", vec![asked("b")]);
        let judged =
            repeat("units", "department", Scope::All, vec![group("about", vec![asked("c")]), asked("d")]);
        let form = form(vec![asked("a"), group("outer", vec![inner, judged]), asked("e")]);

        let names =
            |nodes: Vec<&Node>| nodes.into_iter().map(|node| node.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(form.flat()), ["a", "b", "units", "e"]);
        assert_eq!(names(form.every()), ["a", "outer", "inner", "b", "units", "about", "c", "d", "e"]);
        assert_eq!(form.questions().map(|it| &it.name[..]).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
        let repeats: Vec<_> = form.repeats().collect();
        assert_eq!(repeats.len(), 1);
        assert_eq!(repeats[0].questions().map(|it| &it.name[..]).collect::<Vec<_>>(), ["c", "d"]);
    }

    #[test]
    fn who_is_not_asked_who_they_are_is_asked_all_else() {
        let asked = |name| Node::Question(question(name, Kind::Text));
        let told = |name| Node::Question(Question { personal: true, ..question(name, Kind::Text) });
        let note = Node::Question(question("why", Kind::Note));
        let (mixed, who) = (group("mixed", vec![told("a"), asked("b")]), group("who", vec![note, told("c")]));
        let form = form(vec![told("d"), mixed, who, asked("e")]);
        let left = form.without_personal();
        assert_eq!(left.every().iter().map(|node| node.name()).collect::<Vec<_>>(), ["mixed", "b", "e"]);
        assert_eq!(FormDefinition { nodes: form.nodes.clone(), ..left }, form);
    }
}
