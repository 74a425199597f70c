//! Which columns the ballots of a campaign have: the questions of all versions of its forms, each name once.

use std::collections::HashMap;

use crate::campaign::Campaign;
use crate::form::{FormDefinition, Kind, Node, Question, Text, UNIT, flat};

/// Codes with what they are called.
pub(super) type Labels = HashMap<String, String>;

/// A table of a campaign's ballots: of what is answered once, or of one repeat.
#[derive(Debug)]
pub struct Table {
    pub(super) repeat: Option<String>,
    pub(super) repeats: Vec<String>,
    pub(super) columns: Vec<Column>,
    /// The place of each column, by its name.
    pub(super) places_of: HashMap<String, usize>,
    /// By form and version: for each column what its options are called there.
    pub(super) options: HashMap<String, HashMap<String, Vec<Option<Labels>>>>,
    pub(super) places: Labels,
    pub(super) units: Labels,
    pub(super) groups: Labels,
}

/// A question that has a column, and one more for labels where options are chosen.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub labelled: bool,
}

/// What the CSV file of a table is called.
pub fn file_name(repeat: Option<&str>) -> String {
    table_name(repeat, "csv")
}

/// What a file of a table is called.
pub(super) fn table_name(repeat: Option<&str>, ending: &str) -> String {
    repeat.map_or_else(|| format!("ballots.{ending}"), |repeat| format!("ballots-{repeat}.{ending}"))
}

/// The repeats of a campaign's forms: each is a table of its own.
pub fn repeats(definitions: &[FormDefinition]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for node in definitions.iter().flat_map(|definition| flat(&definition.nodes)) {
        if let Node::Repeat(repeat) = node
            && !found.contains(&repeat.name)
        {
            found.push(repeat.name.clone());
        }
    }
    found
}

impl Table {
    /// The table of what is answered once, or of a repeat; labels are in this language where the form has it.
    pub fn of(campaign: &Campaign, repeat: Option<&str>, language: &str) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for definition in &campaign.definitions {
            for question in questions(definition, repeat) {
                let labelled = list(question).is_some();
                match columns.iter_mut().find(|column| column.name == question.name) {
                    Some(known) => known.labelled |= labelled,
                    None => columns.push(Column { name: question.name.clone(), labelled }),
                }
            }
        }
        let mut options: HashMap<String, HashMap<String, Vec<Option<Labels>>>> = HashMap::new();
        for definition in &campaign.definitions {
            let questions = questions(definition, repeat);
            let of = |column: &Column| {
                let question = questions.iter().find(|question| question.name == column.name)?;
                let choices = definition.choices.get(list(question)?)?;
                let label = |text: &Text| text_in(definition, text, language);
                Some(choices.iter().map(|choice| (choice.name.clone(), label(&choice.label))).collect())
            };
            let versions = options.entry(definition.id.clone()).or_default();
            versions.insert(definition.version.clone(), columns.iter().map(of).collect());
        }
        let names = columns.iter().enumerate();
        let places_of = names.map(|(place, column)| (column.name.clone(), place)).collect();
        let units: Labels = campaign
            .units
            .iter()
            .map(|unit| (unit.code.clone(), unit.name.get(language).to_owned()))
            .collect();
        let mut places = units.clone();
        if let Some(all) = campaign.places.province() {
            places.insert("province".to_owned(), all.name.clone());
        }
        places.extend(campaign.places.iter().map(|place| (place.code.clone(), place.name.clone())));
        let groups =
            campaign.groups.iter().map(|group| (group.code.clone(), group.name.get(language).to_owned()));
        Self {
            repeat: repeat.map(str::to_owned),
            repeats: repeats(&campaign.definitions),
            columns,
            places_of,
            options,
            places,
            units,
            groups: groups.collect(),
        }
    }

    /// From now on its cells call nothing by its label: whoever reads only the codes need not wait until each is looked up.
    pub(super) fn forget_labels(&mut self) {
        (self.options, self.places, self.units, self.groups) = Default::default();
    }
}

/// The questions outside of repeats, or those of one, but for those whose answers are in no ballot.
pub(super) fn questions<'a>(definition: &'a FormDefinition, of: Option<&str>) -> Vec<&'a Question> {
    let mut found = Vec::new();
    for node in flat(&definition.nodes) {
        match (node, of) {
            (Node::Question(question), None) => found.push(question),
            (Node::Repeat(repeat), Some(name)) if repeat.name == name => {
                found.extend(flat(&repeat.nodes).into_iter().filter_map(|node| match node {
                    Node::Question(question) if question.name != UNIT => Some(question),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    found.retain(|question| question.kind != Kind::Note && !question.personal);
    found
}

pub(super) fn list(question: &Question) -> Option<&String> {
    match &question.kind {
        Kind::SelectOne(list) | Kind::SelectMultiple(list) => Some(list),
        _ => None,
    }
}

pub(super) fn text_in(definition: &FormDefinition, text: &Text, language: &str) -> String {
    let first = definition.languages.first().map_or("", |language| &language.code);
    text.get(language)
        .or_else(|| text.get(first))
        .or_else(|| text.values().next())
        .cloned()
        .unwrap_or_default()
}
