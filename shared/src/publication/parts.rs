//! The leaves of a unit as a publication weighs them: who answered, what one person can make of it, and in which versions it is the same.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Weighing, few_changed, groups_can_stand, has_small_group, has_small_question, people};
use super::disclose::Item;
use super::open::{Room, View};
use super::ranks::total;
use super::{FEW, Public, PublicUnit};
use crate::campaign::{Level, Method};
use crate::points::Points;
use crate::run::{Node, QuestionLeaf, Run, RunTable, RunUnit, SurveyLeaf};

/// All of an answer, as rates count it: in hundredths of a percent.
pub const WHOLE: i64 = 10_000;

/// A question, by form and name.
pub type Question = (String, String);

/// What was said to a question, as far as it counts for a leaf.
#[derive(Clone, Debug)]
pub struct Said {
    /// The question with its answers: where two versions have the same, who has one has both.
    pub question: Question,
    pub answers: u64,
    /// The mean, in hundredths of a percent.
    pub rate: i64,
    /// What one answer gives at most.
    pub step: Points,
}

/// A sum that a publication shows or hides.
#[derive(Clone, Debug)]
pub struct Sum {
    pub item: Item,
    /// Its leaves, by their places.
    pub of: Vec<usize>,
    /// How much it is more than it is shown, as far as rates tell; and what they leave open of that.
    pub over: Points,
    pub unsure: Points,
    /// How much of its leaves' points a point of it stands for: less than one where others are excused.
    pub weight: Points,
}

/// A leaf with data.
#[derive(Clone, Debug)]
pub struct Part {
    pub code: String,
    pub domain: String,
    pub survey: bool,
    /// Few people's: it is not shown.
    pub few: bool,
    /// What each group says of it tells of no few people.
    pub by_group: bool,
    /// Few, because of what a few people changed since another version.
    pub changed: bool,
    /// How much hiding it would cost: the people behind it, or its points.
    pub cost: Points,
    /// Its value, as far as it can be told from another: where two versions have the same, who has one has both.
    pub value: String,
    /// What each question weighs in it.
    pub weighing: String,
    /// Its points as shown.
    pub points: Points,
    /// The most that it gives.
    pub max: Points,
    /// What one person can change of its points at most.
    pub step: Points,
    /// The questions that feed it and another leaf too.
    pub shared: BTreeSet<Question>,
    /// What its points are made of; nothing where an old run does not tell.
    pub said: Vec<Said>,
}

/// The leaves of a unit that have data.
#[derive(Clone, Debug)]
pub struct Parts {
    pub all: Vec<Part>,
    pub sums: Vec<Sum>,
    at: BTreeMap<String, usize>,
}

impl Parts {
    pub fn of(table: &RunTable, unit: &RunUnit, weighing: Option<Weighing<'_>>) -> Self {
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
            let leaf = leaf(unit, code);
            let weighed = weighing.zip(leaf);
            let text = weighed.map(|(weighing, leaf)| weighing.of_leaf(leaf)).unwrap_or_default();
            let mut part = Part::of((domain, node), points, (leaf, text), &shared);
            part.said =
                weighed.and_then(|(weighing, leaf)| said(weighing, leaf, &part.max)).unwrap_or_default();
            Some(part)
        };
        let all: Vec<_> = unit.result.leaves.iter().filter_map(part).collect();
        let at = all.iter().zip(0..).map(|(part, at)| (part.code.clone(), at)).collect();
        Self { sums: sums(&all, table, unit), all, at }
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

    /// Marks what the versions before would tell beside this one. The leaves of which fewer than five people's answers changed since:
    /// what the one shows, be it within a sum, less the other would be what those said. Those that were few people's and now say
    /// what everybody said. Those of which few people's part could be solved for, as the other parts stood somewhere by
    /// themselves, or as it was weighed otherwise. What one of them shows all the same is given away.
    pub fn mark_told(&mut self, unit: &RunUnit, before: &[Version<'_>]) {
        for part in &mut self.all {
            let Some(now) = leaf(unit, &part.code) else { continue };
            let then: Vec<_> = before.iter().filter_map(|version| version.answers(&part.code)).collect();
            let differs = |then: &Then<'_>| then.part.value != part.value;
            part.changed = then.iter().any(|it| differs(it) && few_changed(it.leaf, now));
            let small = has_small_question(now) || then.iter().any(|it| has_small_question(it.leaf));
            let solved = then
                .iter()
                .any(|it| small && it.part.weighing != part.weighing || it.by_group && has_small_group(now));
            part.few |= part.changed || solved || part.says_of_each() && then.iter().any(|it| it.part.few);
            part.few &= !then.iter().any(|it| it.is_shown && !differs(it));
            part.by_group &= then.iter().all(|it| groups_can_stand(it.leaf, now));
        }
    }
}

impl Sum {
    /// How much more and less may be in it while it is shown as it is: nothing, where it is made up of more than its leaves.
    pub fn margin(&self, one: &Points) -> Room {
        let half = one / &Points::whole(2);
        let least = &self.over - &self.unsure;
        if least > half || &Points::zero() - &(&self.over + &self.unsure) > half {
            return Room::none();
        }
        let side = |over: Points| &(&half - &over).max(Points::zero()) * &self.weight;
        Room { up: side(&self.over + &self.unsure), down: side(&self.unsure - &self.over) }
    }
}

/// A leaf in a version that stands already.
struct Then<'a> {
    part: &'a Part,
    leaf: &'a SurveyLeaf,
    is_shown: bool,
    by_group: bool,
}

impl Part {
    fn of(
        (domain, node): (&str, &Node),
        points: &str,
        (answers, weighing): (Option<&SurveyLeaf>, String),
        shared: &BTreeSet<Question>,
    ) -> Self {
        let survey = node.method == Some(Method::Survey);
        let max = number(&node.max_points);
        let mut part = Self {
            code: node.code.clone(),
            domain: domain.to_owned(),
            survey,
            few: survey && answers.is_none_or(|leaf| rests_on_few(leaf, shared)),
            by_group: answers.is_some_and(|leaf| can_be_by_group(leaf, shared)),
            changed: false,
            cost: answers.map_or_else(|| max.clone(), |leaf| Points::count(people(leaf))),
            value: match answers {
                Some(it) => {
                    let rate = it.rate.as_deref().unwrap_or("-");
                    format!("{points} {rate} {} {weighing}", it.answers)
                }
                None => points.to_owned(),
            },
            weighing,
            points: number(points),
            step: &max / &Points::count(answers.map_or(1, fewest)),
            max,
            shared: answers
                .map(|leaf| questions(leaf).filter(|it| shared.contains(it)).collect())
                .unwrap_or_default(),
            said: Vec::new(),
        };
        part.few |= answers.is_some_and(has_small_group) && part.says_of_each();
        part
    }

    /// Whether it is a mean that only one answer of everybody gives: nothing, or all.
    fn says_of_each(&self) -> bool {
        self.survey && (self.points.is_zero() || self.points == self.max)
    }

    /// Its points as far as the rates tell them, and how much those leave open: they are rounded.
    fn exact(&self) -> (Points, Points) {
        if self.said.is_empty() {
            return (self.points.clone(), Points::zero());
        }
        let whole = Points::whole(WHOLE);
        let all =
            self.said.iter().map(|it| &(&it.step * &Points::count(it.answers)) * &Points::whole(it.rate));
        (&all.sum::<Points>() / &whole, &self.max / &(&whole * &Points::whole(2)))
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
    /// What is open of its total where that is hidden: at least, and at most.
    pub near: Room,
    pub far: Room,
    /// The leaves of which it shows what each group said.
    by_group: BTreeSet<&'a str>,
}

impl<'a> Version<'a> {
    /// The unit as a run had it and its publication shows it; `before` are the versions before that one.
    pub fn of(
        (run, public): (&'a Run, &'a Public),
        newest: &'a Run,
        (unit_type, unit): (&str, &str),
        before: &[Self],
    ) -> Option<Self> {
        let table = run.tables.iter().find(|it| it.unit_type.code == unit_type)?;
        let shown = public.tables.iter().find(|it| it.unit_type.code == unit_type)?;
        let is_ranked = |it: &RunUnit| {
            shown.units.iter().any(|shown| shown.unit == it.result.unit && shown.rank.is_some())
        };
        let shown = shown.units.iter().find(|it| it.unit == unit)?;
        let unit = table.units.iter().find(|it| it.result.unit == unit)?;
        let parts = Parts::of(table, unit, Some(Weighing::of(run, newest)));
        let by_group = shown.groups.iter().map(|it| &*it.leaf).collect();
        // Without a rank it is known to be between those that have one; for sure, if nobody else is there without.
        let (near, far) = match shown.rank {
            Some(_) => (Room::of_total(table, unit), Room::of_total(table, unit)),
            None => (Room::of_unranked(table, unit, is_ranked), Room::whole(table)),
        };
        let mut version = Self { unit, parts, hidden: hidden_of(shown, unit), near, far, by_group };
        version.parts.mark_told(unit, before);
        // What it showed all the same is given away, and hides nothing more.
        for part in &mut version.parts.all {
            part.few &= version.hidden.contains(&Item::Leaf(part.code.clone()));
        }
        Some(version)
    }

    /// It, where so much is open of its total.
    pub fn view<'b>(&'b self, room: &'b Room) -> View<'b> {
        View::new(&self.parts, &self.hidden, [room, room])
    }

    /// A survey leaf as it had it.
    fn answers(&self, code: &str) -> Option<Then<'_>> {
        let (part, leaf) = (self.parts.get(code)?, leaf(self.unit, code)?);
        let is_shown = !self.hidden.contains(&Item::Leaf(code.to_owned()));
        Some(Then { part, leaf, is_shown, by_group: self.by_group.contains(code) })
    }
}

/// What was said to the questions of a leaf, where it is known what each weighs.
fn said(weighing: Weighing<'_>, leaf: &SurveyLeaf, max: &Points) -> Option<Vec<Said>> {
    let said = |(question, step): (&QuestionLeaf, Points)| {
        let rate = &number(question.rate.as_deref()?) * &Points::whole(100);
        Some(Said {
            question: (question.form.clone(), question.question.clone()),
            answers: question.answers,
            rate: rate.in_machine_integers()?.0,
            step: max * &step,
        })
    };
    weighing.steps(leaf)?.into_iter().map(said).collect()
}

/// The sums of a unit with survey leaves in them.
fn sums(parts: &[Part], table: &RunTable, unit: &RunUnit) -> Vec<Sum> {
    let sum = |item: Item, shown: Option<&String>, in_it: &dyn Fn(&Part) -> bool| {
        let of: Vec<usize> = (0..parts.len()).filter(|at| in_it(&parts[*at])).collect();
        if of.is_empty() {
            return None;
        }
        let (exact, unsure): (Vec<_>, Vec<_>) = of.iter().map(|at| parts[*at].exact()).unzip();
        let over = &exact.into_iter().sum::<Points>() - &number(shown?);
        Some(Sum { item, of, over, unsure: unsure.into_iter().sum(), weight: Points::whole(1) })
    };
    let domain = |(code, shown): &(String, String)| {
        sum(Item::Domain(code.clone()), Some(shown), &|part| part.domain == *code)
    };
    let mut all: Vec<_> = unit.sums.iter().filter_map(domain).collect();
    all.extend(sum(Item::Survey, Some(&unit.result.survey), &|part| part.survey));
    // The total is known exactly.
    let exact = unit.result.total_exact.as_deref().map(number);
    all.extend(sum(Item::Total, unit.result.total.as_ref(), &|_| true).zip(exact).map(|(sum, exact)| Sum {
        over: total(unit).map_or_else(Points::zero, |shown| &exact - &shown),
        unsure: Points::zero(),
        weight: weight(table, unit),
        ..sum
    }));
    all
}

/// How much of a unit's points its total tells: where leaves are excused, the others weigh more in it.
pub fn weight(table: &RunTable, unit: &RunUnit) -> Points {
    let maximum = number(&table.maximum);
    let is_excused = |code: &String| unit.excused.contains(code);
    let leaves = table.framework.iter().filter(|node| node.method.is_some() && is_excused(&node.code));
    let excused: Points = leaves.map(|node| number(&node.max_points)).sum();
    if maximum.is_zero() { Points::zero() } else { &(&maximum - &excused) / &maximum }
}

/// A number as a run writes it.
pub fn number(text: &str) -> Points {
    Points::parse(text).unwrap_or_else(|_| Points::zero())
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
    people(leaf) < FEW || shares && each.any(|question| question.answers < FEW)
}

/// Whether groups may stand by themselves: none is small, and no other leaf would tell them apart.
fn can_be_by_group(leaf: &SurveyLeaf, shared: &BTreeSet<Question>) -> bool {
    !has_small_group(leaf) && !questions(leaf).any(|it| shared.contains(&it)) && leaf.points.is_some()
}

/// The fewest answers of a question that has any: one of them weighs most.
fn fewest(leaf: &SurveyLeaf) -> u64 {
    let answers = leaf.groups.iter().flat_map(|group| &group.questions).map(|question| question.answers);
    answers.filter(|answers| *answers > 0).min().unwrap_or(1)
}

fn leaf<'a>(unit: &'a RunUnit, code: &str) -> Option<&'a SurveyLeaf> {
    unit.survey.iter().find(|leaf| leaf.code == code)
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
