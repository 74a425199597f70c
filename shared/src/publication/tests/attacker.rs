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

/// What is not known: the values that it may have, in the order in which they are tried, each with what was said together where
/// it is known of how many.
struct Unknown {
    name: String,
    real: i64,
    values: Vec<i64>,
}

/// A sum that a file shows: of these unknowns, between two bounds.
struct Shown {
    of: Vec<usize>,
    low: i64,
    high: i64,
}

/// What a leaf says together in a later version less what it said in an earlier one: of so many more people.
struct Joined {
    before: (usize, i64),
    after: (usize, i64),
    max: i64,
    more: i64,
    /// An earlier version says what they said.
    told: bool,
}

struct World {
    unknowns: Vec<Unknown>,
    shown: Vec<Shown>,
    joined: Vec<Joined>,
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

/// What of the first unit few people said and has one possible value, where there is any.
pub fn recovered(versions: &[Version<'_>]) -> Option<String> {
    let mut world = World { unknowns: Vec::new(), shown: Vec::new(), joined: Vec::new(), looked_at: 0 };
    let files: Vec<Value> =
        versions.iter().map(|(_, public)| serde_json::from_str(&public.to_text()).unwrap()).collect();
    let units: Vec<_> = files.iter().map(|file| &file["tables"][0]["units"][0]).collect();
    let mut at = BTreeMap::<String, usize>::new();
    let name = |leaf: &Leaf| format!("{} {} {:?}", leaf.code, leaf.points, leaf.people);
    let is_shown = |leaf: &Leaf| {
        versions
            .iter()
            .zip(&units)
            .any(|((leaves, _), unit)| leaves.contains(leaf) && unit["leaves"][&*leaf.code].is_string())
    };
    // That everybody said one and the same, an earlier version may have said by the mean of them and others, and nothing takes that
    // back. A later one must not.
    let was_told = |leaf: &Leaf, end: usize| {
        versions[..end].iter().zip(&units).any(|((leaves, _), unit)| {
            let mut all = leaves.iter().filter(|it| it.code == leaf.code && people(it) >= people(leaf));
            all.any(|it| says_of_each(it) && unit["leaves"][&*it.code].is_string())
        })
    };
    let mut targets = Vec::new();
    for (nth, leaf) in versions.iter().enumerate().flat_map(numbered) {
        if at.contains_key(&name(leaf)) {
            continue;
        }
        at.insert(name(leaf), world.unknowns.len());
        let (n, real) = (people(leaf), real(leaf));
        let mut values: Vec<i64> = match n {
            _ if is_shown(leaf) => vec![real],
            0 => (0..=leaf.max / 25).map(|step| step * 25 * FINE).collect(),
            _ => (0..=2 * n).map(|said| value(leaf.max, said, n)).collect(),
        };
        values.sort_unstable();
        values.dedup();
        values.sort_by_key(|value| value.abs_diff(real));
        if leaf.few() && (!was_told(leaf, nth) || is_shown(leaf)) {
            targets.push(world.unknowns.len());
        }
        world.unknowns.push(Unknown { name: name(leaf), real, values });
    }
    for ((leaves, _), unit) in versions.iter().zip(&units) {
        let mut add = |shown: &Value, in_it: &dyn Fn(&Leaf) -> bool| {
            let Some(shown) = shown.as_str() else { return };
            let middle = Points::parse(shown).unwrap();
            let middle = (&middle * &Points::whole(100 * FINE)).in_machine_integers().unwrap().0;
            let of = leaves.iter().filter(|leaf| in_it(leaf)).map(|leaf| at[&name(leaf)]).collect();
            world.shown.push(Shown { of, low: middle - FINE / 2, high: middle + FINE / 2 - 1 });
        };
        for (code, shown) in unit["domains"].as_object().unwrap() {
            add(shown, &|leaf| leaf.domain() == code);
        }
        add(&unit["survey"], &|leaf| !leaf.people.is_empty());
        add(&unit["appraised"], &|leaf| leaf.people.is_empty());
    }
    for ((leaves, _), file) in versions.iter().zip(&files) {
        for (low, high) in totals(&file["tables"][0]) {
            let of = leaves.iter().map(|leaf| at[&name(leaf)]).collect();
            let (over, under) = factor(&file["tables"][0]);
            let low = ((low * FINE - FINE / 2) * under + over - 1).div_euclid(over);
            let high = ((high * FINE + FINE / 2) * under - 1).div_euclid(over);
            world.shown.push(Shown { of, low, high });
        }
    }
    for (nth, (leaves, _)) in versions.iter().enumerate() {
        let later = versions.iter().enumerate().skip(nth + 1).flat_map(numbered);
        for (before, (then, after)) in later.flat_map(|after| leaves.iter().map(move |it| (it, after))) {
            if before.code != after.code || before.people.is_empty() || before == after {
                continue;
            }
            let (fewer, more) =
                if people(before) < people(after) { (before, after) } else { (after, before) };
            world.joined.push(Joined {
                told: was_told(more, then),
                before: (at[&name(fewer)], people(fewer)),
                after: (at[&name(more)], people(more)),
                max: fewer.max,
                more: people(more) - people(fewer),
            });
        }
    }
    let of_a_few = |world: &World, at: usize| world.unknowns[at].name.clone();
    for target in targets {
        if !world.fits_another(&|world, values| values[target] != world.unknowns[target].real) {
            return Some(of_a_few(&world, target));
        }
    }
    for nth in 0..world.joined.len() {
        let other = |world: &World, values: &[i64]| {
            let joined = &world.joined[nth];
            let real = |at: usize| world.unknowns[at].real;
            joined.more > 0
                && joined.said(values) != joined.said_by(real(joined.before.0), real(joined.after.0))
        };
        let Joined { more, told, .. } = world.joined[nth];
        if (1..5).contains(&more) && !told && !world.fits_another(&other) {
            return Some(format!("what is new in {}", of_a_few(&world, world.joined[nth].after.0)));
        }
    }
    None
}

/// The leaves of a version, with its number.
fn numbered<'a>(
    (nth, (leaves, _)): (usize, &Version<'a>),
) -> impl Iterator<Item = (usize, &'a Leaf)> + use<'a> {
    leaves.iter().map(move |leaf| (nth, leaf))
}

/// Whether it is a mean that only one answer of everybody gives.
fn says_of_each(leaf: &Leaf) -> bool {
    leaf.said == 0 || leaf.said == 2 * people(leaf)
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

impl Joined {
    fn said(&self, values: &[i64]) -> i64 {
        self.said_by(values[self.before.0], values[self.after.0])
    }

    /// What was said by those who came, in halves.
    fn said_by(&self, before: i64, after: i64) -> i64 {
        (after * self.after.1 - before * self.before.1) / (self.max * (FINE / 2))
    }

    fn is_possible(&self, values: &[i64]) -> bool {
        (0..=2 * self.more).contains(&self.said(values))
    }
}

impl World {
    /// Whether another world fits all files: one of which this is true.
    fn fits_another(&mut self, other: &dyn Fn(&Self, &[i64]) -> bool) -> bool {
        self.looked_at = 0;
        let mut values: Vec<i64> = self.unknowns.iter().map(|it| it.real).collect();
        let free: Vec<usize> =
            (0..self.unknowns.len()).filter(|at| self.unknowns[*at].values.len() > 1).collect();
        self.search(&free, 0, &mut values, other)
    }

    fn search(
        &mut self,
        free: &[usize],
        depth: usize,
        values: &mut Vec<i64>,
        other: &dyn Fn(&Self, &[i64]) -> bool,
    ) -> bool {
        self.looked_at += 1;
        if self.looked_at > MOST {
            return true;
        }
        if !self.can_fit(&free[depth..], values) {
            return false;
        }
        let Some(at) = free.get(depth).copied() else {
            return self.joined.iter().all(|joined| joined.is_possible(values)) && other(self, values);
        };
        for nth in 0..self.unknowns[at].values.len() {
            values[at] = self.unknowns[at].values[nth];
            if self.search(free, depth + 1, values, other) {
                return true;
            }
        }
        values[at] = self.unknowns[at].real;
        false
    }

    /// Whether what is chosen leaves room for what is still open.
    fn can_fit(&self, open: &[usize], values: &[i64]) -> bool {
        self.shown.iter().all(|shown| {
            let (mut low, mut high) = (0, 0);
            for at in &shown.of {
                if open.contains(at) {
                    let own = &self.unknowns[*at].values;
                    low += own.iter().min().unwrap();
                    high += own.iter().max().unwrap();
                } else {
                    low += values[*at];
                    high += values[*at];
                }
            }
            low <= shown.high && high >= shown.low
        })
    }
}
