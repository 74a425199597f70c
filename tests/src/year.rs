//! The year of units in the practice campaign, by scripts: `cb` of their staff, `ld` their head, `td1` and `td2` appraisers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use shared::campaign::Rule;
use shared::index::Assessment;
use shared::points::Points;
use shared::wire::{Declared, Entry, Evidence, UnitRecord};
use uuid::Uuid;

use crate::client::Client;
use crate::demo::PRACTICE;
use crate::sample;
use crate::served::Served;

/// Everybody's password.
pub const PASSWORD: &str = "mot-mat-khau-dai";
/// Appraisers.
pub const APPRAISERS: [&str; 2] = ["td1", "td2"];

/// What the sample says of a unit, but for leaves of the survey.
pub fn lines_of(unit: &str) -> anyhow::Result<Vec<Assessment>> {
    let text = std::fs::read_to_string(sample::file("assessments.jsonl"))?;
    let lines: Vec<Assessment> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line.unit == unit && line.self_points.is_some()).collect())
}

/// What the unit says of a leaf: of one by share it declares the share.
pub fn entry(line: &Assessment, rule: Option<Rule>, max: &Points) -> Entry {
    let claimed = line.self_points.clone().unwrap_or_else(Points::zero);
    let hundred = Points::whole(100);
    let by_share = rule == Some(Rule::Ratio);
    let named = |name: &String| Evidence { name: name.clone(), ..Evidence::default() };
    Entry {
        points: (!by_share).then_some(claimed.clone()),
        declared: by_share.then(|| Declared { done: &claimed * &hundred, out_of: max * &hundred }),
        note: line.note.clone(),
        evidence: line.evidence.iter().map(named).collect(),
    }
}

/// The year, with a client for each of its people.
pub struct Year {
    /// An admin.
    pub admin: Client,
    /// The others, by name.
    pub people: BTreeMap<&'static str, Client>,
}

impl Year {
    /// Makes the people of these units; no phase is open yet.
    pub async fn begin(served: &Served, units: &[&str]) -> anyhow::Result<Self> {
        let (admin, mut people) = (Client::sign_in(served, "admin").await?, BTreeMap::new());
        for (username, role) in
            [("cb", "unit"), ("ld", "head"), (APPRAISERS[0], "appraiser"), (APPRAISERS[1], "appraiser")]
        {
            let at = |unit: &&str| json!({ "role": role, "campaign": PRACTICE, "place": unit });
            let give: Vec<Value> = if role == "appraiser" {
                vec![json!({ "role": role, "campaign": PRACTICE })]
            } else {
                units.iter().map(at).collect()
            };
            let account =
                json!({ "username": username, "name": username, "password": PASSWORD, "give": give });
            done(admin.post("/api/accounts", &account).await?)?;
            people.insert(username, Client::sign_in_with(served, username, PASSWORD).await?);
        }
        Ok(Self { admin, people })
    }

    /// Opens a phase, or closes it.
    pub async fn phase(&self, phase: &str, open: bool) -> anyhow::Result<()> {
        let change = json!({ "phase": phase, "open": open, "reason": "theo kế hoạch" });
        done(self.admin.post(&format!("/api/campaigns/{PRACTICE}/phases"), &change).await?)
    }

    /// All that was said of a unit.
    pub async fn record(&self, unit: &str) -> anyhow::Result<UnitRecord> {
        let path = format!("/api/campaigns/{PRACTICE}/units/{unit}/assessment");
        Ok(serde_json::from_value(self.admin.get(&path).await?)?)
    }

    /// Says something of a leaf, as `who`: an entry, an appraisal, a question, an answer.
    pub async fn say(
        &self,
        who: &str,
        (unit, leaf): (&str, &str),
        kind: &str,
        saying: Value,
    ) -> anyhow::Result<()> {
        let path = format!("/api/campaigns/{PRACTICE}/units/{unit}/leaves/{leaf}/{kind}/{}", another());
        done(self.people.get(who).context("nobody of this name")?.put(&path, &saying).await?)
    }

    /// The unit enters what the sample says, and its head submits it.
    pub async fn score(&self, unit: &str) -> anyhow::Result<()> {
        let record = self.record(unit).await?;
        for line in lines_of(unit)? {
            let node = record.criteria.iter().find(|node| node.code == line.code).context("a leaf")?;
            let leaf = node.leaf.as_ref().context("a leaf")?;
            let said = entry(&line, leaf.rule, &leaf.max_points);
            self.say("cb", (unit, &line.code), "entries", json!({ "said": said })).await?;
        }
        self.submit(unit).await
    }

    /// The head submits what is there.
    pub async fn submit(&self, unit: &str) -> anyhow::Result<()> {
        let entries = self.record(unit).await?.entries;
        let path = format!("/api/campaigns/{PRACTICE}/units/{unit}/submissions");
        for (who, step) in [("cb", "prepared"), ("ld", "approved")] {
            done(self.people[who].post(&path, &json!({ "step": step, "entries": entries })).await?)?;
        }
        Ok(())
    }
}

/// An id that nobody used yet.
pub fn another() -> Uuid {
    static USED: AtomicU64 = AtomicU64::new(0);
    let nth = u128::from(USED.fetch_add(1, Ordering::Relaxed));
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + nth)
}

/// Fails unless it was done.
fn done((status, text): (reqwest::StatusCode, String)) -> anyhow::Result<()> {
    ensure!(status.is_success(), "{status}: {text}");
    Ok(())
}
