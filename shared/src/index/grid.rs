//! The cells of one version of a form: each option of each question that judges units has a number, so that a ballot adds
//! to counts and not to names.

use serde_json::Value;

use super::judged::judged;
use crate::ballot::Answers;
use crate::form::{FormDefinition, UNIT};

/// The cells of one version of a form, which never changes.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The form.
    pub(super) form: String,
    /// The form's version.
    pub(super) version: String,
    repeats: Vec<Repeat>,
    /// How many cells there are.
    pub(super) cells: usize,
}

/// The questions of one repeat over units.
#[derive(Clone, Debug)]
struct Repeat {
    name: String,
    questions: Vec<Question>,
}

#[derive(Clone, Debug)]
struct Question {
    name: String,
    /// The cell of its first option; those of the others follow.
    first: usize,
    options: Vec<String>,
}

/// What one valid ballot adds: for each unit the cells that were marked, one with several marks as often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// The form.
    pub form: String,
    /// The form's version.
    pub version: String,
    /// How many cells the version has.
    pub(super) cells: usize,
    /// The cells, by unit.
    pub by_unit: Vec<(String, Vec<usize>)>,
}

impl Grid {
    /// Numbers the cells of a form.
    pub fn of(definition: &FormDefinition) -> Self {
        let (mut repeats, mut cells) = (Vec::<Repeat>::new(), 0);
        for judged in judged(definition) {
            let mut options: Vec<String> = Vec::new();
            for choice in judged.choices {
                if !options.contains(&choice.name) {
                    options.push(choice.name.clone());
                }
            }
            let question = Question { name: judged.question.name.clone(), first: cells, options };
            cells += question.options.len();
            match repeats.last_mut().filter(|repeat| repeat.name == judged.repeat) {
                Some(repeat) => repeat.questions.push(question),
                None => repeats.push(Repeat { name: judged.repeat.to_owned(), questions: vec![question] }),
            }
        }
        Self { form: definition.id.clone(), version: definition.version.clone(), repeats, cells }
    }

    /// What a ballot on this version adds. An option that the version does not have feeds nothing.
    pub fn marks(&self, answers: &Answers) -> Marks {
        let mut by_unit = Vec::new();
        for repeat in &self.repeats {
            for instance in answers.get(&repeat.name).and_then(Value::as_array).into_iter().flatten() {
                let Some(unit) = instance.get(UNIT).and_then(Value::as_str) else { continue };
                let mut marked = Vec::with_capacity(repeat.questions.len());
                for question in &repeat.questions {
                    question.mark(instance.get(&question.name), &mut marked);
                }
                if !marked.is_empty() {
                    by_unit.push((unit.to_owned(), marked));
                }
            }
        }
        Marks { form: self.form.clone(), version: self.version.clone(), cells: self.cells, by_unit }
    }

    /// The cell of an option.
    pub fn cell(&self, repeat: &str, question: &str, option: &str) -> Option<usize> {
        let repeat = self.repeats.iter().find(|it| it.name == repeat)?;
        repeat.questions.iter().find(|it| it.name == question)?.cell(option)
    }

    /// What a cell is: the repeat, the question and the option.
    pub fn named(&self, cell: usize) -> Option<[&str; 3]> {
        self.repeats.iter().find_map(|repeat| {
            repeat.questions.iter().find_map(|question| {
                let option = question.options.get(cell.checked_sub(question.first)?)?;
                Some([&*repeat.name, &*question.name, &**option])
            })
        })
    }
}

impl Question {
    fn cell(&self, option: &str) -> Option<usize> {
        self.options.iter().position(|own| own == option).map(|nth| self.first + nth)
    }

    /// Marks the cells of an answer: one where one option can be chosen, one for each where several can.
    fn mark(&self, answer: Option<&Value>, marked: &mut Vec<usize>) {
        let cell = |answer: &Value| self.cell(answer.as_str()?);
        match answer {
            Some(Value::Array(chosen)) => marked.extend(chosen.iter().filter_map(cell)),
            one => marked.extend(one.and_then(cell)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::form::{Kind, Node};
    use crate::index::example::campaign;

    /// The marks of a ballot by name.
    fn marked(definition: &FormDefinition, answers: Value) -> Vec<(String, String, String)> {
        let grid = Grid::of(definition);
        let by_unit = grid.marks(answers.as_object().unwrap()).by_unit;
        let named = by_unit.iter().flat_map(|(unit, cells)| {
            let grid = &grid;
            cells.iter().map(move |cell| {
                let [_, question, option] = grid.named(*cell).unwrap();
                (unit.clone(), question.to_owned(), option.to_owned())
            })
        });
        named.collect()
    }

    fn mark(unit: &str, question: &str, option: &str) -> (String, String, String) {
        (unit.into(), question.into(), option.into())
    }

    #[test]
    fn a_ballot_marks_each_option_chosen_for_each_unit() {
        let campaign = campaign();
        let ballot = json!({"units": [{"unit": "D1", "q1": "A", "q2": "E"}, {"unit": "D2", "q1": "B"}]});
        assert_eq!(
            marked(campaign.definition("F1").unwrap(), ballot),
            [mark("D1", "q1", "A"), mark("D1", "q2", "E"), mark("D2", "q1", "B")]
        );
    }

    #[test]
    fn an_answer_that_feeds_no_leaf_or_is_absent_or_unknown_marks_nothing() {
        let campaign = campaign();
        for ballot in [
            json!({}),
            json!({"why": ["A"], "units": []}),
            json!({"units": [{"unit": "D1", "q1": null}]}),
            json!({"units": [{"unit": "D1", "q1": "Z"}, {"q1": "A"}, "D1"]}),
            json!({"units": "D1"}),
        ] {
            assert_eq!(marked(campaign.definition("F1").unwrap(), ballot), []);
        }
    }

    #[test]
    fn where_several_options_can_be_chosen_each_is_a_mark() {
        let mut campaign = campaign();
        let Node::Repeat(repeat) = &mut campaign.definitions[0].nodes[1] else { panic!() };
        let Node::Group(group) = &mut repeat.nodes[1] else { panic!() };
        let Node::Question(question) = &mut group.nodes[0] else { panic!() };
        question.kind = Kind::SelectMultiple("scale".into());
        let ballot = json!({"units": [{"unit": "D1", "q1": ["A", "C"]}]});
        assert_eq!(marked(&campaign.definitions[0], ballot), [mark("D1", "q1", "A"), mark("D1", "q1", "C")]);
    }
}
