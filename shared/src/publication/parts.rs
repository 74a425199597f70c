//! The leaves of a unit as a publication weighs them: who answered, what one person can make of it, and in which versions it is the same.

use std::collections::{BTreeMap, BTreeSet};

use super::disclose::Item;
use super::{FEW, Public, PublicUnit};
use crate::campaign::{Level, Method};
use crate::points::Points;
use crate::run::{GroupLeaf, Node, RunTable, RunUnit, SurveyLeaf};

/// A question, by form and name.
pub type Question = (String, String);

/// A leaf with data.
#[derive(Clone, Debug)]
pub struct Part {
    pub code: String,
    pub domain: String,
    pub survey: bool,
    /// Few people's: it is not shown.
    pub few: bool,
    /// Few, because of what a few people changed since another version.
    pub changed: bool,
    /// How much hiding it would cost: the people behind it, or its points.
    pub cost: Points,
    /// Its value, as far as it can be told from another: where two versions have the same, who has one has both.
    pub value: String,
    /// Its points as shown.
    pub points: Points,
    /// The most that it gives.
    pub max: Points,
    /// What one person can change of its points at most.
    pub step: Points,
    /// The questions that feed it and another leaf too.
    pub shared: BTreeSet<Question>,
}

/// The leaves of a unit that have data.
#[derive(Clone, Debug)]
pub struct Parts {
    pub all: Vec<Part>,
    at: BTreeMap<String, usize>,
}

impl Parts {
    pub fn of(table: &RunTable, unit: &RunUnit) -> Self {
        let mut domain = "";
        let mut nodes: BTreeMap<&str, (&str, &Node)> = BTreeMap::new();
        for node in &table.framework {
            if node.level == Level::Domain {
                domain = &node.code;
            }
            nodes.insert(&node.code, (domain, node));
        }
        let shared = shared_questions(&unit.survey);
        let part = |(code, points): &(String, String)| {
            let (domain, node) = nodes.get(&**code)?;
            Some(Part::of(domain, node, points, leaf(unit, code), &shared))
        };
        let all: Vec<_> = unit.result.leaves.iter().filter_map(part).collect();
        let at = all.iter().zip(0..).map(|(part, at)| (part.code.clone(), at)).collect();
        Self { all, at }
    }

    /// The leaf of a code.
    pub fn get(&self, code: &str) -> Option<&Part> {
        self.all.get(self.at(code)?)
    }

    /// Which one it is.
    pub fn at(&self, code: &str) -> Option<usize> {
        self.at.get(code).copied()
    }

    /// The domains of its leaves, in their order.
    pub fn domains(&self) -> Vec<&String> {
        let mut domains: Vec<_> = self.all.iter().map(|part| &part.domain).collect();
        domains.dedup();
        domains
    }

    /// Marks the leaves of which fewer than five people's answers changed since a version: what the one shows, be it within a
    /// sum, less the other would be what those said. And those that were few people's and now say what everybody said.
    pub fn mark_changed_by_few(&mut self, unit: &RunUnit, before: &[Version<'_>]) {
        for part in &mut self.all {
            let Some(now) = leaf(unit, &part.code) else { continue };
            let tells = |version: &Version<'_>| {
                version.parts.get(&part.code).is_some_and(|then| then.value != part.value)
                    && leaf(version.unit, &part.code).is_some_and(|then| few_changed(then, now))
            };
            part.changed = before.iter().any(tells);
            let was_few = |version: &Version<'_>| version.parts.get(&part.code).is_some_and(|then| then.few);
            part.few |= part.changed || part.says_of_each() && before.iter().any(was_few);
        }
    }
}

impl Part {
    fn of(
        domain: &str,
        node: &Node,
        points: &str,
        answers: Option<&SurveyLeaf>,
        shared: &BTreeSet<Question>,
    ) -> Self {
        let survey = node.method == Some(Method::Survey);
        let number = |text: &str| Points::parse(text).unwrap_or_else(|_| Points::zero());
        let max = number(&node.max_points);
        let mut part = Self {
            code: node.code.clone(),
            domain: domain.to_owned(),
            survey,
            few: survey && answers.is_none_or(|leaf| rests_on_few(leaf, shared)),
            changed: false,
            cost: answers.map_or_else(|| max.clone(), |leaf| Points::count(leaf.respondents)),
            value: match answers {
                Some(it) => {
                    let rate = it.rate.as_deref().unwrap_or("-");
                    format!("{points} {rate} {} {}", it.answers, it.respondents)
                }
                None => points.to_owned(),
            },
            points: number(points),
            step: &max / &Points::count(answers.map_or(1, fewest)),
            max,
            shared: answers
                .map(|leaf| questions(leaf).filter(|it| shared.contains(it)).collect())
                .unwrap_or_default(),
        };
        part.few |= answers.is_some_and(has_small_group) && part.says_of_each();
        part
    }

    /// Whether it is a mean that only one answer of everybody gives: nothing, or all.
    fn says_of_each(&self) -> bool {
        self.survey && (self.points.is_zero() || self.points == self.max)
    }

    /// Whether it can take up what few people might have said instead: many answered it, and no other leaf moves with it.
    pub fn is_cover(&self) -> bool {
        self.survey && !self.few && self.shared.is_empty()
    }
}

/// A unit in a version that stands already.
pub struct Version<'a> {
    pub unit: &'a RunUnit,
    pub parts: Parts,
    pub hidden: BTreeSet<Item>,
    pub table: &'a RunTable,
}

impl<'a> Version<'a> {
    /// The unit as a run had it and its publication shows it; `before` are the versions before that one.
    pub fn of(table: Option<&'a RunTable>, public: &Public, unit: &RunUnit, before: &[Self]) -> Option<Self> {
        let (table, code) = (table?, &unit.result.unit);
        let unit = table.units.iter().find(|it| it.result.unit == *code)?;
        let shown = public.tables.iter().find(|it| it.unit_type.code == table.unit_type.code)?;
        let shown = shown.units.iter().find(|it| it.unit == *code)?;
        let mut version = Self { unit, parts: Parts::of(table, unit), hidden: hidden_of(shown, unit), table };
        version.parts.mark_changed_by_few(unit, before);
        // What it showed all the same is given away, and hides nothing more.
        for part in &mut version.parts.all {
            part.few &= version.hidden.contains(&Item::Leaf(part.code.clone()));
        }
        Some(version)
    }
}

/// The questions that feed a leaf of the unit.
pub fn questions(leaf: &SurveyLeaf) -> impl Iterator<Item = Question> {
    let questions = leaf.groups.iter().flat_map(|group| &group.questions);
    questions.map(|question| (question.form.clone(), question.question.clone()))
}

/// Questions that feed more than one leaf of the unit.
pub fn shared_questions(survey: &[SurveyLeaf]) -> BTreeSet<Question> {
    let mut seen = BTreeSet::new();
    survey.iter().flat_map(questions).filter(|question| !seen.insert(question.clone())).collect()
}

/// Whether a leaf rests on few people; and also where one of its questions does, if it shares any with another leaf: the
/// one less the other would be that question.
fn rests_on_few(leaf: &SurveyLeaf, shared: &BTreeSet<Question>) -> bool {
    let shares = questions(leaf).any(|question| shared.contains(&question));
    let mut each = leaf.groups.iter().flat_map(|group| &group.questions);
    leaf.respondents < FEW || shares && each.any(|question| question.answers < FEW)
}

/// Whether few people of a group answered it.
pub fn has_small_group(leaf: &SurveyLeaf) -> bool {
    leaf.groups.iter().any(|group| group.respondents < FEW)
}

/// The fewest answers of a question that has any: one of them weighs most.
fn fewest(leaf: &SurveyLeaf) -> u64 {
    let answers = leaf.groups.iter().flat_map(|group| &group.questions).map(|question| question.answers);
    answers.filter(|answers| *answers > 0).min().unwrap_or(1)
}

fn leaf<'a>(unit: &'a RunUnit, code: &str) -> Option<&'a SurveyLeaf> {
    unit.survey.iter().find(|leaf| leaf.code == code)
}

fn group<'a>(leaf: &'a SurveyLeaf, code: &str) -> Option<&'a GroupLeaf> {
    leaf.groups.iter().find(|group| group.group == code)
}

/// Whether the answers of a leaf are others, and may be those of fewer than five people: as many as there are more or less
/// of a group. Who answered in place of somebody else is not counted by that, so that no difference is few too.
fn few_changed(then: &SurveyLeaf, now: &SurveyLeaf) -> bool {
    let codes: BTreeSet<_> = then.groups.iter().chain(&now.groups).map(|group| &*group.group).collect();
    codes.into_iter().any(|code| match (group(then, code), group(now, code)) {
        (Some(then), Some(now)) => {
            then.questions != now.questions && then.respondents.abs_diff(now.respondents) < FEW
        }
        (Some(one), None) | (None, Some(one)) => one.respondents < FEW,
        (None, None) => false,
    })
}

/// What was hidden of a unit in an earlier version.
fn hidden_of(shown: &PublicUnit, unit: &RunUnit) -> BTreeSet<Item> {
    let not_in = |shown: &[(String, String)], code: &String| !shown.iter().any(|(it, _)| it == code);
    let leaves = unit.result.leaves.iter().map(|(code, _)| code).filter(|code| not_in(&shown.leaves, code));
    let domains = unit.sums.iter().map(|(code, _)| code).filter(|code| not_in(&shown.domains, code));
    let sums = [
        (Item::Survey, shown.survey.is_none()),
        (Item::Appraised, shown.appraised.is_none()),
        (Item::Total, shown.total.is_none()),
    ];
    let sums = sums.into_iter().filter_map(|(item, hidden)| hidden.then_some(item));
    leaves.cloned().map(Item::Leaf).chain(domains.cloned().map(Item::Domain)).chain(sums).collect()
}
