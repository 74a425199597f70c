//! What may be shown of a run outside of the office. A leaf that fewer than five people answer for, or of which fewer than five
//! people's answers changed since a version that shows it, shows its points only within its domain; and as a sum less its other parts gives back what is not shown, so much more is hidden of that unit, the
//! least telling first, that no sums of any version give it back.

use std::collections::{BTreeMap, BTreeSet};

use super::recovered::Sums;
use super::{GroupRate, LeafGroups, Public, PublicTable, PublicUnit};
use crate::campaign::{Level, Method};
use crate::points::Points;
use crate::run::{GroupLeaf, Node, Run, RunTable, RunUnit, SurveyLeaf};

/// What fewer people than these said is not shown.
pub const FEW: u64 = 5;

/// Something of a unit that is shown or hidden.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Leaf(String),
    Domain(String),
    Survey,
    Appraised,
    Total,
}

/// What may be shown of a run beside all that its campaign published before: each earlier run with what was shown of it.
pub fn disclose(run: &Run, earlier: &[(Run, Public)]) -> Public {
    let of = |table: &RunTable| {
        public_table(table, |unit, parts| {
            let mut before: Vec<Version<'_>> = Vec::new();
            for (run, public) in earlier {
                before.extend(Version::of(run, public, table, unit, &before));
            }
            let mut parts = parts.clone();
            parts.mark_changed_by_few(unit, &before);
            hide(&parts, &before)
        })
    };
    Public {
        run: run.digest(),
        rule: run.rule.clone(),
        program: run.program.clone(),
        ballots: run.inputs.ballots_counted,
        campaign: run.campaign.clone(),
        groups: run.groups.clone(),
        tables: run.tables.iter().map(of).collect(),
    }
}

/// A table with nothing hidden, for the office alone.
pub fn whole(table: &RunTable) -> PublicTable {
    public_table(table, |_, _| BTreeSet::new())
}

fn public_table(table: &RunTable, hidden: impl Fn(&RunUnit, &Parts) -> BTreeSet<Item>) -> PublicTable {
    let unit = |unit: &RunUnit| {
        let parts = Parts::of(table, unit);
        shown(unit, &parts, &hidden(unit, &parts))
    };
    PublicTable {
        unit_type: table.unit_type.clone(),
        maximum: table.maximum.clone(),
        framework: table.framework.clone(),
        classes: table.classes.clone(),
        without_class: table.without_class,
        units: table.units.iter().map(unit).collect(),
    }
}

/// A leaf with data.
#[derive(Clone, Debug)]
struct Part {
    code: String,
    domain: String,
    survey: bool,
    few: bool,
    /// How much hiding it would cost: the people behind it, or its points.
    cost: Points,
    /// Its value, as far as it can be told from another: where two versions have the same, who has one has both.
    value: String,
}

/// The leaves of a unit that have data.
#[derive(Clone, Debug)]
struct Parts(Vec<Part>);

impl Parts {
    fn of(table: &RunTable, unit: &RunUnit) -> Self {
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
            let answers = unit.survey.iter().find(|leaf| leaf.code == *code);
            let survey = node.method == Some(Method::Survey);
            Some(Part {
                code: code.clone(),
                domain: (*domain).to_owned(),
                survey,
                few: survey && answers.is_none_or(|leaf| rests_on_few(leaf, &shared)),
                cost: match answers {
                    Some(leaf) => Points::count(leaf.respondents),
                    None => Points::parse(&node.max_points).unwrap_or_else(|_| Points::zero()),
                },
                value: match answers {
                    Some(it) => {
                        let rate = it.rate.as_deref().unwrap_or("-");
                        format!("{points} {rate} {} {}", it.answers, it.respondents)
                    }
                    None => points.clone(),
                },
            })
        };
        Self(unit.result.leaves.iter().filter_map(part).collect())
    }

    /// Marks the leaves of which fewer than five people's answers changed since a version that shows them: the one less the
    /// other would be what those said.
    fn mark_changed_by_few(&mut self, unit: &RunUnit, before: &[Version<'_>]) {
        for part in &mut self.0 {
            let Some(now) = leaf(unit, &part.code) else { continue };
            part.few |= before.iter().any(|version| {
                version.shows_other_than(part)
                    && leaf(version.unit, &part.code).is_some_and(|then| few_changed(then, now))
            });
        }
    }

    /// Its sums, as far as they are shown, over unknowns that `number` names.
    fn sums(&self, hidden: &BTreeSet<Item>, number: &mut Numbers, to: &mut Sums) {
        let unknown: Vec<_> =
            self.0.iter().filter(|part| hidden.contains(&Item::Leaf(part.code.clone()))).collect();
        let mut add = |item: Item, in_it: &dyn Fn(&Part) -> bool| {
            if !hidden.contains(&item) {
                to.add(unknown.iter().filter(|part| in_it(part)).map(|part| number.of(part)));
            }
        };
        let domains: BTreeSet<_> = self.0.iter().map(|part| &part.domain).collect();
        for domain in domains {
            add(Item::Domain(domain.clone()), &|part| part.domain == *domain);
        }
        add(Item::Survey, &|part| part.survey);
        add(Item::Appraised, &|part| !part.survey);
        add(Item::Total, &|_| true);
        // What another version shows of the same value is known.
        for part in self.0.iter().filter(|part| !hidden.contains(&Item::Leaf(part.code.clone()))) {
            to.add([number.of(part)]);
        }
    }

    /// What may be hidden besides, the least telling first: the survey's leaves of the same domain, those with the fewest
    /// answers first; appraised ones of that domain; the same of other domains; sums.
    fn besides(&self) -> Vec<Item> {
        let near: BTreeSet<_> = self.0.iter().filter(|part| part.few).map(|part| &part.domain).collect();
        let mut leaves: Vec<_> = self.0.iter().filter(|part| !part.few).collect();
        leaves.sort_by_key(|part| (!near.contains(&part.domain), !part.survey, part.cost.clone()));
        let mut domains: Vec<_> = self.0.iter().map(|part| &part.domain).collect();
        domains.dedup();
        domains.sort_by_key(|domain| !near.contains(domain));
        let leaves = leaves.into_iter().map(|part| Item::Leaf(part.code.clone()));
        let domains = domains.into_iter().map(|domain| Item::Domain(domain.clone()));
        leaves.chain(domains).chain([Item::Survey, Item::Appraised, Item::Total]).collect()
    }
}

/// A unit in a version that stands already.
struct Version<'a> {
    unit: &'a RunUnit,
    parts: Parts,
    hidden: BTreeSet<Item>,
}

impl<'a> Version<'a> {
    /// The unit as a run had it and its publication shows it; `before` are the versions before that one.
    fn of(run: &'a Run, public: &Public, of: &RunTable, unit: &RunUnit, before: &[Self]) -> Option<Self> {
        let (of, code) = (&of.unit_type.code, &unit.result.unit);
        let table = run.tables.iter().find(|it| it.unit_type.code == *of)?;
        let unit = table.units.iter().find(|it| it.result.unit == *code)?;
        let shown = public.tables.iter().find(|it| it.unit_type.code == *of)?;
        let shown = shown.units.iter().find(|it| it.unit == *code)?;
        let (mut parts, hidden) = (Parts::of(table, unit), hidden_of(shown, unit));
        parts.mark_changed_by_few(unit, before);
        // What it showed all the same is given away, and hides nothing more.
        for part in &mut parts.0 {
            part.few &= hidden.contains(&Item::Leaf(part.code.clone()));
        }
        Some(Self { unit, parts, hidden })
    }

    /// Whether it shows another value of the leaf.
    fn shows_other_than(&self, part: &Part) -> bool {
        let then = self.parts.0.iter().find(|it| it.code == part.code);
        then.is_some_and(|then| then.value != part.value)
            && !self.hidden.contains(&Item::Leaf(part.code.clone()))
    }
}

/// Numbers of unknowns: of one leaf the same where its value is the same.
#[derive(Default)]
struct Numbers {
    of: BTreeMap<(String, String), usize>,
    few: BTreeSet<usize>,
}

impl Numbers {
    fn of(&mut self, part: &Part) -> usize {
        let next = self.of.len();
        let number = *self.of.entry((part.code.clone(), part.value.clone())).or_insert(next);
        if part.few {
            self.few.insert(number);
        }
        number
    }
}

/// Questions that feed more than one leaf of the unit.
fn shared_questions(survey: &[SurveyLeaf]) -> BTreeSet<(&str, &str)> {
    let mut seen = BTreeSet::new();
    let questions = survey.iter().flat_map(|leaf| leaf.groups.iter().flat_map(|group| &group.questions));
    questions
        .map(|question| (&*question.form, &*question.question))
        .filter(|question| !seen.insert(*question))
        .collect()
}

/// Whether a leaf rests on few people; and also where one of its questions does, if it shares any with another leaf: the
/// one less the other would be that question.
fn rests_on_few(leaf: &SurveyLeaf, shared: &BTreeSet<(&str, &str)>) -> bool {
    let questions = || leaf.groups.iter().flat_map(|group| &group.questions);
    let shares = questions().any(|question| shared.contains(&(&*question.form, &*question.question)));
    leaf.respondents < FEW || shares && questions().any(|question| question.answers < FEW)
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

/// What is hidden of a unit.
fn hide(parts: &Parts, earlier: &[Version<'_>]) -> BTreeSet<Item> {
    let few = parts.0.iter().filter(|part| part.few).map(|part| Item::Leaf(part.code.clone()));
    let mut hidden: BTreeSet<_> = few.collect();
    if hidden.is_empty() && earlier.iter().all(|version| version.parts.0.iter().all(|part| !part.few)) {
        return hidden;
    }
    let gives_back = |hidden: &BTreeSet<Item>| {
        let (mut number, mut sums) = (Numbers::default(), Sums::default());
        for version in earlier {
            version.parts.sums(&version.hidden, &mut number, &mut sums);
        }
        parts.sums(hidden, &mut number, &mut sums);
        sums.give_back(|unknown| number.few.contains(&unknown))
    };
    let mut added = Vec::new();
    let mut besides = parts.besides().into_iter();
    while gives_back(&hidden) {
        // What is left when nothing more can be hidden is what earlier versions gave back already.
        let Some(next) = besides.next() else { break };
        hidden.insert(next.clone());
        added.push(next);
    }
    let safe = !gives_back(&hidden);
    for item in added.iter().rev().filter(|_| safe) {
        hidden.remove(item);
        if gives_back(&hidden) {
            hidden.insert(item.clone());
        }
    }
    hidden
}

/// The unit without what is hidden.
fn shown(unit: &RunUnit, parts: &Parts, hidden: &BTreeSet<Item>) -> PublicUnit {
    let result = &unit.result;
    let unless = |item: Item, value: &Option<String>| value.clone().filter(|_| !hidden.contains(&item));
    let domains: BTreeSet<_> = parts.0.iter().map(|part| &part.domain).collect();
    let of_domains = unit.sums.iter().filter(|(code, _)| domains.contains(code));
    let total = unless(Item::Total, &result.total);
    let leaf_is_shown = |code: &String| !hidden.contains(&Item::Leaf(code.clone()));
    let shared = shared_questions(&unit.survey);
    let by_group = unit.survey.iter().filter(|leaf| leaf_is_shown(&leaf.code));
    PublicUnit {
        unit: result.unit.clone(),
        name: unit.name.clone(),
        survey: unless(Item::Survey, &Some(result.survey.clone())),
        appraised: unless(Item::Appraised, &Some(result.appraised.clone())),
        rank: result.rank.filter(|_| total.is_some()),
        class: result.class.clone().filter(|_| total.is_some()),
        last_year: unit.last_year.clone().filter(|_| total.is_some() || result.total.is_none()),
        total,
        missing: result.missing.clone(),
        leaves: result.leaves.iter().filter(|(code, _)| leaf_is_shown(code)).cloned().collect(),
        domains: of_domains
            .filter(|(code, _)| !hidden.contains(&Item::Domain(code.clone())))
            .cloned()
            .collect(),
        hidden: hidden
            .iter()
            .filter_map(|item| match item {
                Item::Leaf(code) | Item::Domain(code) => Some(code.clone()),
                Item::Survey | Item::Appraised | Item::Total => None,
            })
            .collect(),
        excused: unit.excused.clone(),
        adjustments: unit.adjustments.clone(),
        groups: by_group.filter_map(|leaf| groups(leaf, &shared)).collect(),
    }
}

/// What each group said of a leaf; nothing where one of them is small, or where another leaf would tell them apart.
fn groups(leaf: &SurveyLeaf, shared: &BTreeSet<(&str, &str)>) -> Option<LeafGroups> {
    let questions = || leaf.groups.iter().flat_map(|group| &group.questions);
    let small = leaf.groups.iter().any(|group| group.respondents < FEW);
    let shares = questions().any(|question| shared.contains(&(&*question.form, &*question.question)));
    if small || shares || leaf.points.is_none() {
        return None;
    }
    let rate = |group: &GroupLeaf| Some(GroupRate { group: group.group.clone(), rate: group.rate.clone()? });
    Some(LeafGroups { leaf: leaf.code.clone(), rates: leaf.groups.iter().filter_map(rate).collect() })
}
