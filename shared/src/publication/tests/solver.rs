//! A stranger who has all public files of a campaign, and solves them: with fractions, and without anything that `disclose`
//! computes by.

use std::collections::BTreeMap;

use serde_json::Value;

use super::made::Leaf;
use crate::points::Points;
use crate::publication::Public;

/// A sum that is known: each unknown with how often it is in it.
pub type Row = BTreeMap<String, Points>;

/// One version: what is true of one unit, and what its public file says.
pub type Version<'a> = (&'a [Leaf], &'a Public);

/// Whether the first unit's files give back anything that few people said. What is true is used for one thing alone: to
/// know which leaves have stayed the same from one version to the next.
pub fn recovers(versions: &[Version<'_>]) -> bool {
    let mut rows = Vec::new();
    let mut few = Vec::new();
    for (at, (leaves, public)) in versions.iter().enumerate() {
        let file: Value = serde_json::from_str(&public.to_text()).unwrap();
        let unit = &file["tables"][0]["units"][0];
        let named = |leaf: &Leaf| format!("{} {} {:?}", leaf.code, leaf.points, leaf.people);
        let sum = |in_it: &dyn Fn(&Leaf) -> bool| -> Row {
            leaves.iter().filter(|leaf| in_it(leaf)).map(|leaf| (named(leaf), Points::whole(1))).collect()
        };
        few.extend(leaves.iter().filter(|leaf| leaf.few()).map(named));
        let told_apart = |leaf: &&Leaf| versions[..at].iter().any(|version| version_tells(version, leaf));
        few.extend(leaves.iter().filter(told_apart).map(named));
        rows.extend(unit["leaves"].as_object().unwrap().keys().map(|code| sum(&|leaf| leaf.code == *code)));
        rows.extend(
            unit["domains"].as_object().unwrap().keys().map(|code| sum(&|leaf| leaf.domain() == code)),
        );
        let of = |field: &str, in_it: &dyn Fn(&Leaf) -> bool| unit[field].is_string().then(|| sum(in_it));
        rows.extend(of("survey", &|leaf| !leaf.people.is_empty()));
        rows.extend(of("appraised", &|leaf| leaf.people.is_empty()));
        rows.extend(of("total", &|_| true));
        let of_last = unit["last_year"]["change"].is_string();
        rows.extend(of_last.then(|| sum(&|_| true)));
    }
    !left(rows, &few).is_empty()
}

/// Whether a version shows the leaf as it was but for the answers of a few.
fn version_tells((leaves, public): &Version<'_>, now: &Leaf) -> bool {
    let then = leaves.iter().find(|leaf| leaf.code == now.code);
    let shown = public.tables[0].units[0].leaves.iter().any(|(code, _)| *code == now.code);
    let changed = |then: &Leaf| then.people.iter().sum::<u64>().abs_diff(now.people.iter().sum());
    shown && then.is_some_and(|then| (1..5).contains(&changed(then)))
}

/// Takes every unknown but those of few people out of the sums: what is left.
pub fn left(mut rows: Vec<Row>, few: &[String]) -> Vec<Row> {
    let unknowns: Vec<String> = rows.iter().flat_map(|row| row.keys().cloned()).collect();
    for unknown in unknowns.iter().filter(|it| !few.contains(it)) {
        let Some(at) = rows.iter().position(|row| row.contains_key(unknown)) else { continue };
        let by = rows.remove(at);
        for row in &mut rows {
            let Some(lead) = row.get(unknown).cloned() else { continue };
            let factor = lead / by[unknown].clone();
            for (name, value) in &by {
                let now = row.remove(name).unwrap_or_else(Points::zero) - factor.clone() * value.clone();
                if !now.is_zero() {
                    row.insert(name.clone(), now);
                }
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}
