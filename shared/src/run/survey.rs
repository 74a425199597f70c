//! The survey behind a unit's points: leaf by leaf, by respondent group and question, with how many people answered.

use std::collections::{BTreeMap, BTreeSet};

use super::ballots::{Cells, Polled};
use super::draw::{LeafPlan, QuestionPlan, fixed};
use super::{GroupLeaf, QuestionLeaf, SurveyLeaf};
use crate::campaign::{Campaign, Combine};
use crate::index::{Fed, FedQuestion, is_left};
use crate::points::{Points, Sum};

/// Decimal places of a shown percent.
pub(super) const RATE_DECIMALS: u32 = 2;

/// What the ballots say, counted by cell and by person.
pub(super) struct Survey<'a> {
    campaign: &'a Campaign,
    cells: &'a Cells<'a>,
    counts: Vec<u64>,
    /// How many ballots of each group answered, by cell set: unit, the leaf's number, group.
    people: BTreeMap<(usize, usize, usize), u64>,
}

/// What one question says of a unit.
struct Said<'a> {
    question: &'a FedQuestion<'a>,
    worth: Points,
    answers: u64,
    is_left: bool,
}

impl<'a> Survey<'a> {
    /// Counts. `fed` holds the survey leaves of each unit type, `types` the number of each unit's type.
    pub fn of(campaign: &'a Campaign, polled: &'a Polled<'a>, fed: &[Vec<Fed>], types: &[usize]) -> Self {
        let cells = &polled.cells;
        let mut counts = Vec::new();
        let mut feeds = BTreeMap::<u32, Vec<(usize, usize)>>::new();
        for (unit, of) in types.iter().enumerate() {
            for leaf in &fed[*of] {
                for cell in leaf.questions.iter().flat_map(|question| &question.cells) {
                    let own = feeds.entry(cells.number(cell.version, unit, cell.cell)).or_default();
                    own.push((unit, leaf.leaf));
                }
            }
        }
        let group = |form: usize| {
            let code = campaign.forms.get(form).map(|form| &form.group);
            campaign.groups.iter().position(|group| Some(&group.code) == code)
        };
        let mut people = BTreeMap::new();
        for ballot in &polled.counted {
            let mut said = BTreeSet::new();
            for cell in polled.marked(ballot) {
                let at = cell as usize;
                if counts.len() <= at {
                    counts.resize(at + 1, 0);
                }
                counts[at] += 1;
                said.extend(feeds.get(&cell).into_iter().flatten().copied());
            }
            let Some(group) = group(ballot.form as usize) else { continue };
            for (unit, leaf) in said {
                *people.entry((unit, leaf, group)).or_default() += 1;
            }
        }
        Self { campaign, cells, counts, people }
    }

    fn said<'b>(&self, unit: usize, question: &'b FedQuestion<'b>) -> Said<'b> {
        let mut said = Said { question, worth: Points::zero(), answers: 0, is_left: false };
        for cell in &question.cells {
            let number = self.cells.number(cell.version, unit, cell.cell) as usize;
            let n = self.counts.get(number).copied().unwrap_or_default();
            if let (Some(percent), 1..) = (cell.percent, n) {
                said.worth += &(percent * &Points::count(n));
                said.answers += n;
            }
        }
        said.is_left = is_left(said.answers, self.campaign.settings.min_answers);
        said
    }

    /// A leaf of a unit, whose points are these.
    pub fn leaf(&self, unit: usize, fed: &Fed, points: Option<&Sum>) -> SurveyLeaf {
        let said: Vec<_> = fed.questions.iter().map(|question| self.said(unit, question)).collect();
        let respondents = |group| self.people.get(&(unit, fed.leaf, group)).copied().unwrap_or_default();
        let groups: Vec<_> = (0..)
            .zip(&self.campaign.groups)
            .filter(|(nth, _)| respondents(*nth) > 0)
            .map(|(nth, group)| self.group(&group.code, respondents(nth), &said))
            .collect();
        let percent = (!fed.max_points.is_zero()).then(|| &Points::whole(100) / fed.max_points);
        SurveyLeaf {
            code: fed.code.to_owned(),
            points: points.map(|points| points.shown(self.campaign.settings.decimals)),
            rate: points.zip(percent).map(|(points, percent)| points.times(&percent).shown(RATE_DECIMALS)),
            answers: groups.iter().map(|group| group.answers).sum(),
            respondents: groups.iter().map(|group| group.respondents).sum(),
            groups,
            interval: None,
        }
    }

    fn group(&self, group: &str, respondents: u64, said: &[Said]) -> GroupLeaf {
        let own: Vec<_> = said.iter().filter(|said| said.question.group == group).collect();
        let left = || own.iter().filter(|said| said.is_left);
        let answers = left().map(|said| said.answers).sum();
        let n = left().count() as u64;
        let rate = (n > 0).then(|| match self.campaign.settings.combine {
            Combine::Pooled => {
                &left().map(|said| said.worth.clone()).sum::<Points>() / &Points::count(answers)
            }
            Combine::Groups | Combine::Questions => {
                let rates = left().map(|said| &said.worth / &Points::count(said.answers));
                &rates.sum::<Points>() / &Points::count(n)
            }
        });
        let question = |said: &&Said| QuestionLeaf {
            form: said.question.form.to_owned(),
            question: said.question.name.to_owned(),
            answers: said.answers,
            rate: said.is_left.then(|| (&said.worth / &Points::count(said.answers)).shown(RATE_DECIMALS)),
        };
        GroupLeaf {
            group: group.to_owned(),
            rate: rate.map(|rate| rate.shown(RATE_DECIMALS)),
            answers,
            respondents,
            questions: own.iter().map(question).collect(),
        }
    }

    /// How a leaf is drawn, whose real points are these.
    pub fn plan(&self, unit: usize, fed: &Fed, real: &Sum) -> LeafPlan {
        let settings = &self.campaign.settings;
        let group = |code: &str| self.campaign.groups.iter().position(|group| group.code == code);
        let left = fed.questions.iter().map(|question| self.said(unit, question)).filter(|it| it.is_left);
        let question = |said: Said| {
            let cells = said.question.cells.iter();
            let options = cells
                .filter_map(|it| Some((self.cells.number(it.version, unit, it.cell), it.percent?)))
                .filter(|(cell, _)| self.counts.get(*cell as usize).is_some_and(|n| *n > 0));
            Some(QuestionPlan::new(group(said.question.group)?, options))
        };
        LeafPlan {
            questions: left.filter_map(question).collect(),
            combine: settings.combine,
            weights: self.campaign.groups.iter().map(|group| fixed(&group.weight)).collect(),
            max_points: fixed(fed.max_points),
            real: fixed(&real.exact()),
        }
    }
}
