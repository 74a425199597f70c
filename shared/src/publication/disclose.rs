//! What may be shown of a run outside of the office. A leaf that fewer than five people answer for, or of which fewer than five
//! people's answers changed between versions, shows its points only within its domain; and as a sum less its other parts gives back
//! what is not shown, so much more is hidden of that unit, the least telling first, that no sums of any version give it back and
//! that what those people said stays open.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Weighing;
use super::open::{By, Held, Room, View, told};
use super::parts::{Part, Parts, Version};
use super::ranks::Gap;
use super::recovered::Sums;
use super::{GroupRate, LeafGroups, Public, PublicTable, PublicUnit};
use crate::points::Points;
use crate::run::{ClassCount, GroupLeaf, LastYear, OF_A_RUN, Run, RunTable, RunUnit, SurveyLeaf};

/// Something of a unit that is shown or hidden.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Leaf(String),
    Domain(String),
    Survey,
    Appraised,
    Total,
}

/// What may be shown of a run beside all that its campaign published before: each earlier run with what was shown of it.
/// `last_year` is what last year's campaign published.
pub fn disclose(run: &Run, earlier: &[(Run, Public)], last_year: Option<&Public>) -> Public {
    let one = Points::fraction(1, 10i64.pow(run.campaign.decimals)).unwrap_or_else(Points::zero);
    let of = |table: &RunTable| {
        let hidden = |unit: &RunUnit| {
            let of = (&*table.unit_type.code, &*unit.result.unit);
            let mut before: Vec<Version<'_>> = Vec::new();
            for (earlier, public) in earlier {
                before.extend(Version::of((earlier, public), run, of, &before));
            }
            let mut parts = Parts::of(table, unit, Some(Weighing::of(run, run)));
            parts.mark_told(unit, &before);
            let hidden = hide(&parts, (table, unit), &before, &one);
            (parts, hidden)
        };
        let all: Vec<_> = table.units.iter().map(hidden).collect();
        let is_ranked = |unit: &RunUnit| !all.iter().any(|(_, hidden)| hidden.takes_rank_of(unit));
        let units = table.units.iter().zip(&all);
        let units = units.map(|(unit, (parts, hidden))| shown(unit, parts, &hidden.items, is_ranked(unit)));
        public_table(table, units.collect())
    };
    let mut tables: Vec<_> = run.tables.iter().map(of).collect();
    for (shown, table) in tables.iter_mut().zip(&run.tables) {
        for (shown, unit) in shown.units.iter_mut().zip(&table.units) {
            shown.last_year.take_if(|last| !is_public(last, unit, last_year));
        }
    }
    Public {
        run: run.digest(),
        rule: run.rule.clone(),
        program: run.program.clone(),
        ballots: run.inputs.ballots_counted,
        campaign: run.campaign.clone(),
        groups: run.groups.clone(),
        tables,
    }
}

/// Whether last year's total is: an office writes into its sheet what was published, unless it is of another run than that; and of a
/// run itself the total may not have been.
fn is_public(last: &LastYear, unit: &RunUnit, published: Option<&Public>) -> bool {
    let of_a_run = unit.past.years.iter().any(|it| it.year == last.year && it.basis == OF_A_RUN);
    let units = published.into_iter().flat_map(|it| &it.tables).flat_map(|table| &table.units);
    let mut of_unit = units.filter(|it| it.unit == unit.result.unit);
    if of_a_run {
        return of_unit.any(|it| it.total.as_ref() == Some(&last.total));
    }
    !of_unit.any(PublicUnit::withholds_total)
}

/// A table with nothing hidden, for the office alone.
pub fn whole(table: &RunTable) -> PublicTable {
    let units = table.units.iter();
    let units = units.map(|unit| shown(unit, &Parts::of(table, unit, None), &BTreeSet::new(), true));
    public_table(table, units.collect())
}

fn public_table(table: &RunTable, units: Vec<PublicUnit>) -> PublicTable {
    // Who counts the classes that are shown must find no other one in the numbers above.
    let told = |code: Option<&str>| {
        let reached = table.units.iter().zip(&units).filter(|(unit, shown)| {
            unit.result.total.is_some() && !shown.withholds_class() && shown.class.as_deref() == code
        });
        u32::try_from(reached.count()).unwrap_or(u32::MAX)
    };
    let class = |class: &ClassCount| ClassCount { units: told(Some(&class.code)), ..class.clone() };
    let (classes, without_class) = (table.classes.iter().map(class).collect(), told(None));
    PublicTable {
        unit_type: table.unit_type.clone(),
        maximum: table.maximum.clone(),
        framework: table.framework.clone(),
        classes,
        without_class,
        units,
    }
}

impl Parts {
    /// Its sums, as far as they are shown, over unknowns that `number` names.
    fn sums(&self, hidden: &BTreeSet<Item>, number: &mut Numbers, to: &mut Sums) {
        let unknown: Vec<_> =
            self.all.iter().filter(|part| hidden.contains(&Item::Leaf(part.code.clone()))).collect();
        let mut add = |item: Item, in_it: &dyn Fn(&Part) -> bool| {
            if !hidden.contains(&item) {
                to.add(unknown.iter().filter(|part| in_it(part)).map(|part| number.of(part)));
            }
        };
        for domain in self.domains() {
            add(Item::Domain(domain.clone()), &|part| part.domain == *domain);
        }
        add(Item::Survey, &|part| part.survey);
        add(Item::Appraised, &|part| !part.survey);
        add(Item::Total, &|_| true);
        // What another version shows of the same value is known.
        for part in self.all.iter().filter(|part| !hidden.contains(&Item::Leaf(part.code.clone()))) {
            to.add([number.of(part)]);
        }
    }

    /// What stays hidden because earlier versions hid it, where their answers were counted and no others found: there may be some
    /// that were not looked at, and whatever more is told of those leaves could leave none.
    fn hidden_before(&self, earlier: &[Version<'_>]) -> BTreeSet<Item> {
        let was_hidden = |part: &&Part| {
            let leaf = Item::Leaf(part.code.clone());
            part.survey && earlier.iter().any(|version| version.hidden.contains(&leaf))
        };
        let with_sums = |part: &Part| {
            let (leaf, domain) = (Item::Leaf(part.code.clone()), Item::Domain(part.domain.clone()));
            [leaf, domain, Item::Survey, Item::Total]
        };
        self.all.iter().filter(was_hidden).flat_map(with_sums).collect()
    }

    /// What may be hidden besides, the least telling first: leaves of many people in the same domain, those with the fewest
    /// answers first; then domains, each with such leaves of its own; then what all sums are in. Appraised leaves hide nothing:
    /// their steps are known.
    fn besides(&self) -> Vec<Item> {
        let near: BTreeSet<_> = self.all.iter().filter(|part| part.few).map(|part| &part.domain).collect();
        let leaves = |domain: &str| {
            let mut leaves: Vec<_> =
                self.all.iter().filter(|part| part.survey && !part.few && part.domain == domain).collect();
            leaves.sort_by_key(|part| (!part.is_cover(), part.cost.clone()));
            leaves.into_iter().map(|part| Item::Leaf(part.code.clone()))
        };
        let all = self.domains();
        let (near, far): (Vec<&String>, Vec<&String>) =
            all.into_iter().partition(|domain| near.contains(domain));
        let mut besides: Vec<Item> = near.iter().flat_map(|domain| leaves(domain)).collect();
        besides.extend(near.into_iter().cloned().map(Item::Domain));
        for domain in far.into_iter().filter(|domain| leaves(domain).next().is_some()) {
            besides.push(Item::Domain(domain.clone()));
            besides.extend(leaves(domain));
        }
        besides.extend([Item::Survey, Item::Total]);
        besides
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

/// What is hidden because of a unit.
struct Hidden {
    items: BTreeSet<Item>,
    /// Its rank and class too, with the ranks beside it. A hidden total stays open between those beside it, within its class: rank
    /// and class tell no more of it, unless that is too little.
    gap: Option<Gap>,
}

impl Hidden {
    fn takes_rank_of(&self, unit: &RunUnit) -> bool {
        self.gap.as_ref().is_some_and(|gap| gap.holds(unit))
    }
}

fn hide(
    parts: &Parts,
    (table, unit): (&RunTable, &RunUnit),
    earlier: &[Version<'_>],
    one: &Points,
) -> Hidden {
    let few = parts.all.iter().filter(|part| part.few).map(|part| Item::Leaf(part.code.clone()));
    let mut hidden: BTreeSet<_> = few.collect();
    if hidden.is_empty() && earlier.iter().all(|version| version.parts.all.iter().all(|part| !part.few)) {
        return Hidden { items: hidden, gap: None };
    }
    let views: Vec<_> = earlier.iter().map(|it| it.view(&it.near)).collect();
    // What earlier versions gave back already; where they only left little room for it, its answers must still be open, counted.
    let far: Vec<_> = earlier.iter().map(|it| it.view(&it.far)).collect();
    let lost: BTreeSet<Held> = told(&far, one).collect();
    if lost.iter().any(|(_, _, by)| *by == By::Count) {
        hidden.extend(parts.hidden_before(earlier));
    }
    let (slack, whole) = (Room::of_total(table, unit), Room::whole(table));
    let tells_within = |hidden: &BTreeSet<Item>, rooms: [&Room; 2], of: &dyn Fn(&Held) -> bool| {
        let all = [&views[..], &[View::new(parts, hidden, rooms)]].concat();
        told(&all, one).any(|held| of(&held))
    };
    let tells = |hidden: &BTreeSet<Item>| {
        let (mut number, mut sums) = (Numbers::default(), Sums::default());
        for version in earlier {
            version.parts.sums(&version.hidden, &mut number, &mut sums);
        }
        parts.sums(hidden, &mut number, &mut sums);
        sums.give_back(|unknown| number.few.contains(&unknown))
            || tells_within(hidden, [&slack, &whole], &|held| !lost.contains(held))
    };
    let mut added = Vec::new();
    let kept = hidden.clone();
    let mut besides = parts.besides().into_iter().filter(|item| !kept.contains(item));
    while tells(&hidden) {
        // What is left when nothing more can be hidden is what earlier versions gave back already.
        let Some(next) = besides.next() else { break };
        hidden.insert(next.clone());
        added.push(next);
    }
    let safe = !tells(&hidden);
    for item in added.iter().rev().filter(|_| safe) {
        hidden.remove(item);
        if tells(&hidden) {
            hidden.insert(item.clone());
        }
    }
    // What earlier versions may have given back is not open within rank and class either.
    let is_open_in = |room: &Room| !tells_within(&hidden, [room, room], &|_| true);
    let gap = if !hidden.contains(&Item::Total) || safe && is_open_in(&slack) {
        None
    } else {
        let mut gaps = Gap::around(table, unit);
        let widest = gaps.pop();
        gaps.into_iter().find(|gap| is_open_in(&gap.room(table, unit))).or(widest)
    };
    Hidden { gap, items: hidden }
}

/// The unit without what is hidden. Who has a total has its class.
fn shown(unit: &RunUnit, parts: &Parts, hidden: &BTreeSet<Item>, is_ranked: bool) -> PublicUnit {
    let result = &unit.result;
    let unless = |item: Item, value: &Option<String>| value.clone().filter(|_| !hidden.contains(&item));
    let domains: BTreeSet<_> = parts.all.iter().map(|part| &part.domain).collect();
    let of_domains = unit.sums.iter().filter(|(code, _)| domains.contains(code));
    let total = unless(Item::Total, &result.total);
    let leaf_is_shown = |code: &String| !hidden.contains(&Item::Leaf(code.clone()));
    let stands = |leaf: &SurveyLeaf| parts.get(&leaf.code).is_some_and(|part| part.by_group);
    let by_group = unit.survey.iter().filter(|leaf| leaf_is_shown(&leaf.code) && stands(leaf));
    PublicUnit {
        unit: result.unit.clone(),
        name: unit.name.clone(),
        survey: unless(Item::Survey, &Some(result.survey.clone())),
        appraised: unless(Item::Appraised, &Some(result.appraised.clone())),
        rank: result.rank.filter(|_| is_ranked),
        class: result.class.clone().filter(|_| is_ranked || total.is_some()),
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
        groups: by_group.map(groups).collect(),
    }
}

/// What each group said of a leaf.
fn groups(leaf: &SurveyLeaf) -> LeafGroups {
    let rate = |group: &GroupLeaf| Some(GroupRate { group: group.group.clone(), rate: group.rate.clone()? });
    LeafGroups { leaf: leaf.code.clone(), rates: leaf.groups.iter().filter_map(rate).collect() }
}
