//! The people behind a leaf, and what of their answers is another in the next version. Somebody counts where an answer of theirs
//! does: who had no opinion, where that is worth nothing, answered nothing that a published number rests on, nor did who answered
//! a question that was left out alone.

use std::collections::{BTreeMap, BTreeSet};

use super::FEW;
use crate::campaign::{Combine, DontKnow};
use crate::points::Points;
use crate::run::{GroupLeaf, QuestionLeaf, Run, SurveyLeaf};

/// How many people's answers count of a leaf; at least so many, where a form asks several questions for it.
pub fn people(leaf: &SurveyLeaf) -> u64 {
    leaf.groups.iter().map(people_of).sum()
}

/// The same of a group: who answered the most answered question of each of its forms.
pub fn people_of(group: &GroupLeaf) -> u64 {
    let mut by_form = BTreeMap::<&str, u64>::new();
    for question in counted(group) {
        let most = by_form.entry(&question.form).or_default();
        *most = (*most).max(question.answers);
    }
    by_form.values().sum()
}

/// The questions of a group that count.
fn counted(group: &GroupLeaf) -> impl Iterator<Item = &QuestionLeaf> {
    group.questions.iter().filter(|question| question.rate.is_some())
}

/// Whether few people of a group have answers that count. A group that nobody has such an answer of is small too: that it is
/// not there would say so of everybody in it.
pub fn has_small_group(leaf: &SurveyLeaf) -> bool {
    leaf.groups.iter().any(|group| people_of(group) < FEW)
}

/// Whether a question that counts rests on few answers.
pub fn has_small_question(leaf: &SurveyLeaf) -> bool {
    leaf.groups.iter().flat_map(counted).any(|question| question.answers < FEW)
}

/// Groups that stand for the same in two versions, from before and of now.
type Pair<'a> = (Vec<&'a GroupLeaf>, Vec<&'a GroupLeaf>);

/// The groups of a leaf by the forms that speak for them, as a code may be another in the next version; last what has no match
/// in the other one.
fn pairs<'a>(then: &'a SurveyLeaf, now: &'a SurveyLeaf) -> (Vec<Pair<'a>>, Pair<'a>) {
    let mut by_forms = BTreeMap::<BTreeSet<&str>, Pair<'a>>::new();
    let forms = |group: &'a GroupLeaf| group.questions.iter().map(|question| &*question.form).collect();
    for group in &then.groups {
        by_forms.entry(forms(group)).or_default().0.push(group);
    }
    for group in &now.groups {
        by_forms.entry(forms(group)).or_default().1.push(group);
    }
    let (same, others): (Vec<_>, Vec<_>) =
        by_forms.into_values().partition(|(then, now)| !then.is_empty() && !now.is_empty());
    let (gone, come): (Vec<_>, Vec<_>) = others.into_iter().unzip();
    (same, (gone.concat(), come.concat()))
}

fn is_changed_by_few((then, now): &Pair<'_>) -> bool {
    let said = |groups: &[&GroupLeaf]| -> Vec<QuestionLeaf> {
        groups.iter().flat_map(|group| counted(group)).cloned().collect()
    };
    let people = |groups: &[&GroupLeaf]| -> u64 { groups.iter().map(|group| people_of(group)).sum() };
    people(then).abs_diff(people(now)) < FEW && said(then) != said(now)
}

/// Whether the answers of a leaf are others, and may be those of fewer than five people: as many as there are more or less
/// of a group. Who answered in place of somebody else is not counted by that, so that no difference is few too.
pub fn few_changed(then: &SurveyLeaf, now: &SurveyLeaf) -> bool {
    let (same, rest) = pairs(then, now);
    same.iter().chain([&rest]).any(is_changed_by_few)
}

/// Whether what the groups say now, beside an earlier version of the leaf, tells of no few people: none was small, and what
/// changed in each, many changed. Groups that were made of others are held against nothing.
pub fn groups_can_stand(then: &SurveyLeaf, now: &SurveyLeaf) -> bool {
    let (_, (gone, come)) = pairs(then, now);
    !has_small_group(then) && !few_changed(then, now) && (gone.is_empty() || come.is_empty())
}

/// By what rule a run weighs what was said of a leaf.
#[derive(Clone, Copy)]
pub struct Weighing<'a> {
    run: &'a Run,
    weights: &'a [Points],
}

impl<'a> Weighing<'a> {
    /// The rule of a run that is published beside the newest. An old one does not tell the weights of its groups: those of the
    /// same package are the same.
    pub fn of(run: &'a Run, newest: &'a Run) -> Self {
        let is_same = run.weights.is_empty() && run.inputs.package == newest.inputs.package;
        Self { run, weights: if is_same { &newest.weights } else { &run.weights } }
    }

    /// What each question weighs in a leaf. Where this is another in two versions, the same answers are told twice in other
    /// parts, and parts can be solved for.
    pub fn of_leaf(&self, leaf: &SurveyLeaf) -> String {
        let no_opinion = match self.run.campaign.dont_know {
            DontKnow::Exclude => "left out",
            DontKnow::Zero => "zero",
        };
        if leaf.groups.iter().flat_map(counted).nth(1).is_none() {
            return no_opinion.to_owned();
        }
        let Some(shares) = self.shares(leaf) else {
            return format!("{no_opinion} {}", self.run.inputs.package);
        };
        let mut text = format!("{no_opinion}{}", if self.pools() { " pooled" } else { "" });
        for (it, share) in shares {
            text.push_str(&format!(" {} {} {share}", it.form, it.question));
        }
        text
    }

    /// What an answer to each question that counts gives of a leaf at most, as a part of it; `None` where that is not known.
    pub fn steps<'b>(&self, leaf: &'b SurveyLeaf) -> Option<Vec<(&'b QuestionLeaf, Points)>> {
        let all: u64 = leaf.groups.iter().flat_map(counted).map(|question| question.answers).sum();
        let step = |(question, share): (&'b QuestionLeaf, Points)| {
            let one = Points::whole(1);
            let (share, answers) = if self.pools() { (one, all) } else { (share, question.answers) };
            (question, &share / &Points::count(answers.max(1)))
        };
        Some(self.shares(leaf)?.into_iter().map(step).collect())
    }

    fn pools(&self) -> bool {
        self.run.campaign.combine == Combine::Pooled
    }

    /// What part each question that counts has in a leaf, where they are not pooled.
    fn shares<'b>(&self, leaf: &'b SurveyLeaf) -> Option<Vec<(&'b QuestionLeaf, Points)>> {
        let voiced: Vec<_> = leaf.groups.iter().filter(|group| counted(group).next().is_some()).collect();
        let weights: Vec<Points> = match self.run.campaign.combine {
            Combine::Groups if voiced.len() > 1 => {
                voiced.iter().map(|group| self.weight(&group.group)).collect::<Option<_>>()?
            }
            Combine::Groups => vec![Points::whole(1); voiced.len()],
            Combine::Questions | Combine::Pooled => {
                voiced.iter().map(|group| Points::count(counted(group).count() as u64)).collect()
            }
        };
        let all: Points = weights.iter().cloned().sum();
        let of_group = |(group, weight): (&&'b GroupLeaf, &Points)| {
            let each = weight / &(&all * &Points::count(counted(group).count() as u64));
            counted(group).map(move |question| (question, each.clone())).collect::<Vec<_>>()
        };
        let known = voiced.iter().zip(&weights).filter(|_| !all.is_zero());
        Some(known.flat_map(of_group).collect())
    }

    fn weight(&self, group: &str) -> Option<Points> {
        let at = self.run.groups.iter().position(|it| it.code == group)?;
        self.weights.get(at).cloned()
    }
}
