//! What the rules look at of a ballot: a few numbers, and its answers as numbers of a list of names.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZero;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::Rules;
use super::cells::{AllCells, Cells};
use crate::ballot::{Answers, Mode};
use crate::form::{FormDefinition, Kind, Node, Repeat, UNIT, flat};

/// Names as numbers, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    /// The number of a name.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}

/// A ballot as the rules see it. Times are seconds since 1970 by the server's clock.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub id: Uuid,
    /// Whether a person rejected it last, and whether one accepted or rejected it.
    pub rejected: bool,
    pub decided: bool,
    pub form: u32,
    pub version: u32,
    pub place: u32,
    pub interviewer: Option<u32>,
    pub mode: Mode,
    pub started: i64,
    pub finished: i64,
    /// How far the device's clock was behind when it sent, in minutes.
    pub behind: Option<i32>,
    pub is_current: bool,
    pub screened_out: bool,
    /// Began or ended outside of the hours.
    pub at_night: bool,
    /// Finished outside of the survey's days.
    pub outside: bool,
    pub judged: Judged,
    /// What tells all of its answers from others; none where its form is not known.
    pub answers: Option<NonZero<u64>>,
    /// The rules that it met when all were settled last.
    pub met: Rules,
}

/// Its answers about units.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    /// Unit, question and option of each.
    pub cells: Cells,
    /// How many are the option that was chosen most often.
    pub alike: u32,
    /// That option.
    pub option: u32,
    /// How many are no opinion.
    pub no_opinion: u32,
}

impl Judged {
    /// How many answers there are.
    pub fn n(&self) -> u32 {
        self.cells.n
    }

    /// Whether it says much the same of everything: then it is like any other that does.
    pub fn is_even(&self) -> bool {
        u64::from(self.alike) * 4 > u64::from(self.n()) * 3
    }
}

/// What the rules know of a version of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The questions about units: by repeat, each with its options and whether one is no opinion.
    units: Vec<(String, Questions)>,
    /// What a device notes by itself.
    metadata: Vec<String>,
}

impl Layout {
    /// That of a definition.
    pub fn of(definition: &FormDefinition) -> Self {
        let repeat = |repeat: &Repeat| {
            let questions = repeat.questions().filter_map(|question| {
                let Kind::SelectOne(list) = &question.kind else { return None };
                let choices = definition.choices.get(list)?;
                let judges = question.name != UNIT && choices.iter().any(|choice| choice.percent.is_some());
                let option = choices.iter().map(|it| (it.name.clone(), it.percent.is_none()));
                judges.then(|| (question.name.clone(), option.collect()))
            });
            (repeat.name.clone(), questions.collect())
        };
        let metadata = flat(&definition.nodes).into_iter().filter_map(|node| match node {
            Node::Question(question) if question.kind.is_metadata() => Some(question.name.clone()),
            _ => None,
        });
        Self { metadata: metadata.collect(), units: definition.repeats().map(repeat).collect() }
    }

    /// All that a respondent answered as one number, the same for the same answers.
    pub fn number_of(&self, answers: &Answers) -> NonZero<u64> {
        let mut hasher = DefaultHasher::new();
        let said = answers.iter().filter(|(name, _)| !self.metadata.contains(name));
        said.for_each(|it| it.hash(&mut hasher));
        NonZero::new(hasher.finish()).unwrap_or(NonZero::<u64>::MIN)
    }

    /// What was answered about units. Of a single unit it is not asked which one: who copies from the next district does it too.
    pub fn read(&self, answers: &Answers, names: &mut Names, all: &mut AllCells) -> Judged {
        let (mut cells, mut options, mut no_opinion) = (Vec::new(), BTreeMap::<u32, u32>::new(), 0);
        for (repeat, questions) in &self.units {
            let Some(Value::Array(units)) = answers.get(repeat) else { continue };
            for said in units.iter().filter_map(Value::as_object) {
                let unit = said.get(UNIT).and_then(Value::as_str).filter(|_| units.len() > 1);
                for (question, option, none) in chosen(said, questions) {
                    cells.push(
                        names.number(&[&**repeat, unit.unwrap_or_default(), question, option].join("\n")),
                    );
                    *options.entry(names.number(option)).or_default() += 1;
                    no_opinion += u32::from(none);
                }
            }
        }
        // Of several that were chosen as often the first that was ever seen.
        let most = options.into_iter().max_by_key(|(option, n)| (*n, std::cmp::Reverse(*option)));
        let (option, alike) = most.unwrap_or_default();
        Judged { cells: all.put(cells), alike, option, no_opinion }
    }
}

type Questions = BTreeMap<String, BTreeMap<String, bool>>;

fn chosen<'a>(
    said: &'a Map<String, Value>,
    questions: &'a Questions,
) -> impl Iterator<Item = (&'a str, &'a str, bool)> {
    said.iter().filter_map(|(name, value)| {
        let (question, options) = questions.get_key_value(name)?;
        let (option, none) = options.get_key_value(value.as_str()?)?;
        Some((&**question, &**option, *none))
    })
}
