//! Questions that tell who somebody is. Their answers are sealed apart, so they and all others read nothing of each other: what the one
//! part says, or leaves out, tells nothing of the other.

use super::scope::Places;
use crate::form::{Group, Node, Question, Repeat, Scope, parse};
use crate::problem::Problem;
use crate::sheet::Faults;

/// In which part the answers lie that a node leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// In the ballot.
    Ballot,
    /// In the part that tells who somebody is.
    Personal,
    /// In either.
    Both,
}

/// Checks all expressions, and where such questions stand.
pub(super) fn check(nodes: &[Node], places: &Places, faults: &mut Faults) {
    let personal = named(nodes);
    if !personal.is_empty() {
        Checking { personal, places, faults }.nodes(nodes, None);
    }
}

/// The names of such questions.
fn named(nodes: &[Node]) -> Vec<&str> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Question(question) if question.personal => found.push(&*question.name),
            _ => found.extend(named(node.inside())),
        }
    }
    found
}

struct Checking<'a> {
    personal: Vec<&'a str>,
    places: &'a Places,
    faults: &'a mut Faults,
}

impl Checking<'_> {
    fn nodes(&mut self, nodes: &[Node], repeat: Option<&Repeat>) {
        for node in nodes {
            match node {
                Node::Question(question) => self.question(question, repeat),
                Node::Group(Group { relevant, .. }) => {
                    self.expression(node, "relevant", relevant.as_deref(), repeat);
                    self.nodes(node.inside(), repeat);
                }
                Node::Repeat(it) => {
                    self.expression(node, "relevant", it.relevant.as_deref(), repeat);
                    if let Scope::Used(chooser) = &it.target.scope {
                        self.reads(node, "target", chooser, None);
                    }
                    self.nodes(&it.nodes, Some(it));
                }
            }
        }
    }

    fn question(&mut self, question: &Question, repeat: Option<&Repeat>) {
        if question.personal
            && let Some(repeat) = repeat
        {
            let at = self.places.at(Some(&repeat.name), &question.name, "personal");
            let problem = Problem::new("form.personal_in_repeat").with("question", &question.name);
            return self.faults.note(at, problem.with("repeat", &repeat.name));
        }
        let node = Node::Question(question.clone());
        for (column, text) in [
            ("required", &question.required),
            ("relevant", &question.relevant),
            ("constraint", &question.constraint),
            ("calculation", &question.calculation),
        ] {
            self.expression(&node, column, text.as_deref(), repeat);
        }
    }

    fn expression(&mut self, node: &Node, column: &str, text: Option<&str>, repeat: Option<&Repeat>) {
        // What cannot be read is a fault of its own.
        let Some(Ok(expression)) = text.map(parse) else { return };
        for name in &expression.references {
            self.reads(node, column, name, repeat);
        }
    }

    /// Notes what reads an answer of the other part. A name means first what is in the same repeat.
    fn reads(&mut self, node: &Node, column: &str, name: &str, repeat: Option<&Repeat>) {
        let near = repeat.is_some_and(|repeat| repeat.questions().any(|question| question.name == name));
        let read = if !near && self.personal.contains(&name) { Part::Personal } else { Part::Ballot };
        if part(node).is_some_and(|part| part != read) {
            let at = self.places.at(repeat.map(|repeat| &*repeat.name), node.name(), column);
            let problem = Problem::new("form.personal_apart").with("question", node.name());
            self.faults.note(at, problem.with("name", name));
        }
    }
}

/// Where the answers lie; nowhere, where a node has none.
fn part(node: &Node) -> Option<Part> {
    match node {
        Node::Question(_) if node.is_note() => None,
        Node::Question(question) if question.personal => Some(Part::Personal),
        Node::Question(_) => Some(Part::Ballot),
        Node::Group(_) | Node::Repeat(_) => {
            let parts: Vec<Part> = node.inside().iter().filter_map(part).collect();
            let first = parts.first().copied()?;
            Some(if parts.iter().all(|part| *part == first) { first } else { Part::Both })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::form::questionnaire::read;
    use crate::sheet::{Book, Cell, Row, Sheet};

    /// What is wrong with a survey of these rows.
    fn found(rows: &[[&str; 6]]) -> Vec<(u32, String, String)> {
        let heads = ["type", "name", "label", "relevant", "calculation", "personal"];
        let row = |(number, cells): (u32, &[&str; 6])| Row {
            number,
            cells: cells.iter().map(|text| Cell::Text((*text).to_owned())).collect(),
        };
        let sheet = |name: &str, rows: Vec<Row>| Sheet { name: name.to_owned(), rows };
        let survey = sheet("survey", (1..).zip([heads].iter().chain(rows)).map(row).collect());
        let settings = [["form_title", "form_id", "version", "", "", ""], ["F", "F", "1", "", "", ""]];
        let settings = sheet("settings", (1..).zip(&settings).map(row).collect());
        let (_, all) = read(&Book { file: "forms/F.xlsx".to_owned(), sheets: vec![survey, settings] });
        let told = all.into_iter().filter(|one| one.is_fault());
        told.map(|one| (one.at.row.unwrap_or_default(), one.at.column.unwrap_or_default(), one.problem.code))
            .collect()
    }

    const NAME: [&str; 6] = ["text", "name", "N", "", "", "yes"];
    const AGE: [&str; 6] = ["integer", "age", "A", "", "", ""];

    fn apart(row: u32, column: &str) -> Vec<(u32, String, String)> {
        vec![(row, column.to_owned(), "form.personal_apart".to_owned())]
    }

    #[test]
    fn nothing_of_the_one_part_is_read_in_the_other() {
        let phone = |relevant| ["text", "phone", "P", relevant, "", "yes"];
        assert_eq!(found(&[NAME, AGE, phone("${name} != ''")]), []);
        assert_eq!(found(&[NAME, AGE, phone("${age} > 17")]), apart(4, "relevant"));
        let copied = ["calculate", "copied", "", "", "${name}", ""];
        assert_eq!(found(&[NAME, AGE, copied]), apart(4, "calculation"));
        assert_eq!(found(&[NAME, AGE, ["text", "why", "W", "${name} = ''", "", ""]]), apart(4, "relevant"));
        assert_eq!(
            found(&[NAME, AGE, ["note", "hello", "H", "${name} != ''", "", ""]]),
            [],
            "a note keeps nothing"
        );
    }

    #[test]
    fn a_condition_around_both_reads_neither() {
        let group = |relevant| ["begin_group", "g", "G", relevant, "", ""];
        let end = ["end_group", "", "", "", "", ""];
        let phone = ["text", "phone", "P", "", "", "yes"];
        let why = ["text", "why", "W", "", "", ""];
        assert_eq!(found(&[NAME, AGE, group(""), phone, why, end]), []);
        for relevant in ["${age} > 17", "${name} != ''"] {
            assert_eq!(found(&[NAME, AGE, group(relevant), phone, why, end]), apart(4, "relevant"));
        }
        assert_eq!(found(&[NAME, AGE, group("${name} != ''"), phone, end]), []);
        assert_eq!(found(&[NAME, AGE, group("${age} > 17"), why, end]), []);
        assert_eq!(found(&[NAME, AGE, group("${age} > 17"), phone, end]), apart(4, "relevant"));
    }

    #[test]
    fn only_what_is_asked_of_people_tells_who_they_are() {
        for kind in ["calculate", "end", "note"] {
            let row = [
                kind,
                "x",
                if kind == "note" { "X" } else { "" },
                "",
                if kind == "calculate" { "1" } else { "" },
                "yes",
            ];
            assert_eq!(
                found(&[AGE, row]),
                [(3, "personal".to_owned(), "form.column_idle".to_owned())],
                "{kind}"
            );
        }
    }
}
