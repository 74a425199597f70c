//! A stranger who tries out what people might have said: he knows the maxima, what each answer is worth, how many answered each leaf,
//! and who came from one version to the next. He reads leaves and sums, ranks and
//! classes beside the totals of others, also those that are missing, how many units reached which class, last year's total with the
//! change, and what an excused leaf makes the rest weigh. All that fits every number of every file is possible; what has one possible
//! value is recovered.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::Value;

use super::made::Leaf;
use super::solver::Version;
use crate::points::Points;

/// A hundredth is so many: every mean of one to ten people is then a whole number.
const FINE: i64 = 5040;
/// Worlds that are looked at; who finds no other in so many has not recovered anything.
const MOST: usize = 2_000_000;

/// What is not known: the values that it may have, in the order in which they are tried.
struct Unknown {
    people: i64,
    real: i64,
    values: Vec<i64>,
    /// The least and the greatest of them.
    ends: (i64, i64),
}

/// A sum that a file shows: of these unknowns, between two bounds.
struct Shown {
    of: Vec<usize>,
    low: i64,
    high: i64,
}

/// What a leaf says together where more people answered it, less what it says where fewer of them did.
struct Joined {
    fewer: usize,
    more: usize,
    max: i64,
    people: i64,
}

/// What he asks for: what people said together of a leaf, or those of them alone who are not in another version.
struct Asked {
    of: String,
    without: Option<String>,
    /// The version that it takes to ask for it.
    since: usize,
}

/// All that may have been said.
struct World {
    unknowns: Vec<Unknown>,
    at: BTreeMap<String, usize>,
    shown: Vec<Shown>,
    joined: Vec<Joined>,
}

/// A way through the worlds.
struct Search<'a> {
    world: &'a World,
    /// What is asked for, with how many people said it in all: of how many more, and of how many fewer.
    asked: Vec<(usize, i64)>,
    /// Which unknowns are chosen, in this order, and after how many each is.
    order: Vec<usize>,
    place: Vec<usize>,
    values: Vec<i64>,
    looked_at: usize,
}

fn people(leaf: &Leaf) -> i64 {
    i64::try_from(leaf.people.iter().sum::<u64>()).unwrap()
}

fn value(max: i64, said: i64, people: i64) -> i64 {
    max * said * (FINE / 2) / people
}

fn real(leaf: &Leaf) -> i64 {
    let fine = &leaf.points * &Points::whole(100 * FINE);
    fine.in_machine_integers().filter(|(_, under)| *under == 1).unwrap().0
}

/// A leaf as far as it is told from another.
fn name(leaf: &Leaf) -> String {
    format!("{} {} {:?}", leaf.code, leaf.points, leaf.people)
}

fn is_shown_in((leaves, public): &Version<'_>, leaf: &Leaf) -> bool {
    let shown = &public.tables[0].units[0].leaves;
    leaves.contains(leaf) && shown.iter().any(|(code, _)| *code == leaf.code)
}

/// What of the first unit few people said and has one possible value, where there is any. Not what he knew before the version
/// that few people are in: where five people's mean was public and said that everybody said all, so did each four of them, and no
/// later version takes that back.
pub fn recovered(versions: &[Version<'_>]) -> Option<String> {
    let world = World::of(versions, versions.len());
    let was_known = |asked: &Asked| World::of(&versions[..=asked.since], asked.since).tells(asked);
    let is_shown = |leaf: &Leaf| versions.iter().any(|version| is_shown_in(version, leaf));
    let is_new = |since: usize, leaf: &Leaf| versions[..since].iter().all(|(all, _)| !all.contains(leaf));
    let leaves = versions.iter().enumerate().flat_map(numbered);
    let few = leaves.filter(|(since, leaf)| leaf.few() && is_new(*since, leaf));
    let of_few = few.map(|(since, leaf)| (Asked { of: name(leaf), without: None, since }, is_shown(leaf)));
    let between = pairs(versions).filter(|(_, fewer, more)| (1..5).contains(&(people(more) - people(fewer))));
    let new = between
        .map(|(since, fewer, more)| (Asked { of: name(more), without: Some(name(fewer)), since }, false));
    let mut all = of_few.chain(new);
    let found = all.find(|(asked, is_shown)| world.tells(asked) && (*is_shown || !was_known(asked)));
    found.map(|(Asked { of, without, .. }, _)| match without {
        Some(without) => format!("{of} less {without}"),
        None => of,
    })
}

/// The leaves that people answered who are in two versions, other ones too in one of them: with the later of both versions.
fn pairs<'a>(versions: &'a [Version<'a>]) -> impl Iterator<Item = (usize, &'a Leaf, &'a Leaf)> {
    let all = versions.iter().enumerate().flat_map(|(nth, (leaves, _))| {
        let later = versions.iter().enumerate().skip(nth + 1).flat_map(numbered);
        later.flat_map(move |after| leaves.iter().map(move |before| (before, after)))
    });
    all.filter(|(before, (_, after))| {
        before.code == after.code && !before.people.is_empty() && before != after
    })
    .map(|(before, (since, after))| match people(before) < people(after) {
        true => (since, before, after),
        false => (since, after, before),
    })
}

/// The leaves of a version, with its number.
fn numbered<'a>(
    (nth, (leaves, _)): (usize, &Version<'a>),
) -> impl Iterator<Item = (usize, &'a Leaf)> + use<'a> {
    leaves.iter().map(move |leaf| (nth, leaf))
}

/// Hundredths.
fn hundredths(shown: &Value) -> Option<i64> {
    let points = Points::parse(shown.as_str()?).unwrap();
    (&points * &Points::whole(100)).in_machine_integers().map(|(points, _)| points)
}

/// Between which hundredths the total of the first unit lies, by all that a file says of it.
fn totals(table: &Value) -> Vec<(i64, i64)> {
    let unit = &table["units"][0];
    let mut all: Vec<_> = hundredths(&unit["total"]).map(|total| (total, total)).into_iter().collect();
    let last = &unit["last_year"];
    let change = hundredths(&last["total"]).zip(hundredths(&last["change"]));
    all.extend(change.map(|(last, change)| (last + change, last + change)));
    let others = &table["units"].as_array().unwrap()[1..];
    let rank = unit["rank"].as_i64();
    for (other, total) in others.iter().filter_map(|it| Some((it, hundredths(&it["total"])?))) {
        let Some(of) = other["rank"].as_i64() else { continue };
        let more = (total + 1, 1_000_000);
        all.push(match rank.map(|rank| rank.cmp(&of)) {
            Some(Ordering::Less) => more,
            Some(Ordering::Equal) => (total, total),
            Some(Ordering::Greater) => (0, total - 1),
            // As many are above it as its rank says: where too few of the others are, the first unit is.
            None => {
                let above = others.iter().filter(|it| hundredths(&it["total"]) > Some(total)).count();
                if i64::try_from(above + 1).unwrap() < of { more } else { (0, total) }
            }
        });
    }
    let min = hundredths(&table["classes"][0]["min"]).unwrap();
    let reached = others.iter().filter(|it| it["class"].is_string()).count();
    let counted = |units: &Value| usize::try_from(units.as_u64().unwrap()).unwrap();
    if unit["class"].is_string() || counted(&table["classes"][0]["units"]) > reached {
        all.push((min, 1_000_000));
    } else if rank.is_some() || counted(&table["without_class"]) > others.len() - reached {
        all.push((0, min - 1));
    }
    all
}

/// What the points of the first unit are taken times in its total, as numerator and denominator.
fn factor(table: &Value) -> (i64, i64) {
    let all = hundredths(&table["maximum"]).unwrap();
    let is_excused = |node: &&Value| {
        let excused = table["units"][0]["excused"].as_array().unwrap();
        excused.contains(&node["code"])
    };
    let framework = table["framework"].as_array().unwrap();
    let excused: i64 =
        framework.iter().filter(is_excused).filter_map(|it| hundredths(&it["max_points"])).sum();
    (all, all - excused)
}

impl World {
    /// All that may have been said in versions, of which the first so many are published.
    fn of(versions: &[Version<'_>], published: usize) -> Self {
        let mut world =
            Self { unknowns: Vec::new(), at: BTreeMap::new(), shown: Vec::new(), joined: Vec::new() };
        for leaf in versions.iter().flat_map(|(leaves, _)| *leaves) {
            let is_shown = versions[..published].iter().any(|version| is_shown_in(version, leaf));
            world.add_unknown(leaf, is_shown);
        }
        let files: Vec<Value> = versions[..published]
            .iter()
            .map(|(_, public)| serde_json::from_str(&public.to_text()).unwrap())
            .collect();
        for ((leaves, _), file) in versions.iter().zip(&files) {
            world.add_file(leaves, file);
        }
        for (_, fewer, more) in pairs(versions) {
            let (max, people) = (more.max, people(more) - people(fewer));
            let (fewer, more) = (world.at[&name(fewer)], world.at[&name(more)]);
            world.joined.push(Joined { fewer, more, max, people });
        }
        world
    }

    fn add_unknown(&mut self, leaf: &Leaf, is_shown: bool) {
        if self.at.contains_key(&name(leaf)) {
            return;
        }
        self.at.insert(name(leaf), self.unknowns.len());
        let (n, real) = (people(leaf), real(leaf));
        let mut values: Vec<i64> = match n {
            _ if is_shown => vec![real],
            0 => (0..=leaf.max / 25).map(|step| step * 25 * FINE).collect(),
            _ => (0..=2 * n).map(|said| value(leaf.max, said, n)).collect(),
        };
        values.sort_unstable();
        values.dedup();
        let ends = (values[0], values[values.len() - 1]);
        values.sort_by_key(|value| value.abs_diff(real));
        self.unknowns.push(Unknown { people: n, real, values, ends });
    }

    /// What a file shows of a unit.
    fn add_file(&mut self, leaves: &[Leaf], file: &Value) {
        let (table, unit) = (&file["tables"][0], &file["tables"][0]["units"][0]);
        let mut add = |low: i64, high: i64, in_it: &dyn Fn(&Leaf) -> bool| {
            let of = leaves.iter().filter(|leaf| in_it(leaf)).map(|leaf| self.at[&name(leaf)]).collect();
            self.shown.push(Shown { of, low, high });
        };
        let mut add_sum = |shown: &Value, in_it: &dyn Fn(&Leaf) -> bool| {
            let Some(middle) = hundredths(shown) else { return };
            add(middle * FINE - FINE / 2, middle * FINE + FINE / 2 - 1, in_it);
        };
        for (code, shown) in unit["domains"].as_object().unwrap() {
            add_sum(shown, &|leaf| leaf.domain() == code);
        }
        add_sum(&unit["survey"], &|leaf| !leaf.people.is_empty());
        add_sum(&unit["appraised"], &|leaf| leaf.people.is_empty());
        for (low, high) in totals(table) {
            let (over, under) = factor(table);
            let low = ((low * FINE - FINE / 2) * under + over - 1).div_euclid(over);
            let high = ((high * FINE + FINE / 2) * under - 1).div_euclid(over);
            add(low, high, &|_| true);
        }
    }

    /// Whether what is asked for is the same in every world that fits.
    fn tells(&self, asked: &Asked) -> bool {
        let of = |name: &String, sign: i64| {
            let at = self.at[name];
            (at, sign * self.unknowns[at].people)
        };
        let without = asked.without.as_ref().map(|name| of(name, -1));
        let asked: Vec<_> = [of(&asked.of, 1)].into_iter().chain(without).collect();
        let is_free = |at: &usize| self.unknowns[*at].values.len() > 1;
        let is_asked = |at: &usize| asked.iter().any(|(it, _)| it == at);
        let first = asked.iter().map(|(at, _)| *at).filter(is_free);
        let rest = (0..self.unknowns.len()).filter(|at| is_free(at) && !is_asked(at));
        let order: Vec<usize> = first.chain(rest).collect();
        let mut place = vec![0; self.unknowns.len()];
        order.iter().zip(1..).for_each(|(at, nth)| place[*at] = nth);
        let values = self.unknowns.iter().map(|it| it.real).collect();
        !Search { world: self, asked, order, place, values, looked_at: 0 }.finds_another(0)
    }
}

impl Search<'_> {
    /// Whether there is another world, where so many unknowns are chosen.
    fn finds_another(&mut self, chosen: usize) -> bool {
        self.looked_at += 1;
        if self.looked_at > MOST {
            return true;
        }
        if !self.can_fit(chosen) {
            return false;
        }
        let Some(at) = self.order.get(chosen).copied() else { return true };
        let world = self.world;
        for value in &world.unknowns[at].values {
            self.values[at] = *value;
            if self.finds_another(chosen + 1) {
                return true;
            }
        }
        self.values[at] = world.unknowns[at].real;
        false
    }

    /// Whether what is chosen leaves room for what is still open, and is another answer to what is asked.
    fn can_fit(&self, chosen: usize) -> bool {
        let is_open = |at: usize| self.place[at] > chosen;
        let is_asked = self.asked.iter().all(|(at, _)| !is_open(*at));
        let said = |of: &dyn Fn(usize) -> i64| self.asked.iter().map(|(at, n)| of(*at) * n).sum::<i64>();
        if is_asked && said(&|at| self.values[at]) == said(&|at| self.world.unknowns[at].real) {
            return false;
        }
        let joined = self.world.joined.iter().filter(|it| !is_open(it.fewer) && !is_open(it.more));
        let fits = |shown: &Shown| {
            let ends = |at: usize| match is_open(at) {
                true => self.world.unknowns[at].ends,
                false => (self.values[at], self.values[at]),
            };
            let (low, high) = shown
                .of
                .iter()
                .map(|at| ends(*at))
                .fold((0, 0), |(low, high), (least, most)| (low + least, high + most));
            low <= shown.high && high >= shown.low
        };
        joined.into_iter().all(|it| self.is_possible(it)) && self.world.shown.iter().all(fits)
    }

    /// Whether those who came can have said what there is more of.
    fn is_possible(&self, joined: &Joined) -> bool {
        let together = |at: usize| self.values[at] * self.world.unknowns[at].people;
        let halves = (together(joined.more) - together(joined.fewer)) / (joined.max * (FINE / 2));
        (0..=2 * joined.people).contains(&halves)
    }
}
