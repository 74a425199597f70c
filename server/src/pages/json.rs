//! The numbers for programs: the shape of expected.json without exact fractions and without what is hidden, beside what was
//! published and how.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use shared::day::Day;
use shared::publication::{Changed, PublicTable, Standing as Stands, changed, is_untold};
use shared::wire::Publication;

use crate::service::publish::Shown;

/// What a correction corrects, and whose rank, total or class it changes.
#[derive(Serialize)]
struct Corrects<'a> {
    version: i64,
    decision: &'a str,
    day: Day,
    changed: Vec<Other<'a>>,
    /// Ranks, totals or classes that neither version shows may be others.
    untold: bool,
}

#[derive(Serialize)]
struct Other<'a> {
    unit_type: &'a str,
    unit: &'a str,
    before: Standing<'a>,
    after: Standing<'a>,
}

#[derive(Serialize)]
struct Standing<'a> {
    rank: Option<u32>,
    total: Option<&'a str>,
    class: Option<&'a str>,
}

struct File<'a>(&'a Shown);

/// The file.
pub fn file(shown: &Shown) -> String {
    serde_json::to_string_pretty(&File(shown)).expect("what is public is plain data")
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Shown { publication, public, .. } = self.0;
        let Publication { version, digest, decision, day, reason, at, .. } = publication;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("campaign", &public.campaign.id)?;
        if public.campaign.simulated {
            map.serialize_entry("simulated", &true)?;
        }
        map.serialize_entry("run", digest)?;
        map.serialize_entry("rule", &public.rule)?;
        map.serialize_entry("program", &public.program)?;
        map.serialize_entry("version", version)?;
        map.serialize_entry("decision", decision)?;
        map.serialize_entry("day", day)?;
        map.serialize_entry("reason", reason)?;
        map.serialize_entry("published", at)?;
        let met: Vec<i64> = self.0.met.iter().map(|it| it.position).collect();
        map.serialize_entry("objections", &met)?;
        let before = self.0.before.as_ref().zip(self.0.corrected());
        let others = before.map(|(before, it)| (it, changed(before, public), is_untold(before, public)));
        let corrects = others.as_ref().map(|(it, all, untold)| Corrects {
            version: it.version,
            decision: &it.decision,
            day: it.day,
            changed: all.iter().map(Other::of).collect(),
            untold: *untold,
        });
        map.serialize_entry("corrects", &corrects)?;
        for PublicTable { unit_type, units, .. } in &public.tables {
            map.serialize_entry(&unit_type.code, units)?;
        }
        map.end()
    }
}

impl<'a> Other<'a> {
    fn of(it: &'a Changed) -> Self {
        let of = |it: &'a Stands| Standing {
            rank: it.rank,
            total: it.total.as_deref(),
            class: it.class.as_deref(),
        };
        Self { unit_type: &it.unit_type, unit: &it.unit, before: of(&it.before), after: of(&it.after) }
    }
}
