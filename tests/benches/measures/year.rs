//! What appraisers wait for in the year of a whole province: 105 units, each leaf scored with three files of its own.

use anyhow::{Context as _, ensure};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};
use shared::ballot::Digest;
use shared::campaign::Method;
use shared::wire::UnitRecord;
use tests::client::Client;
use tests::load;
use tests::sample::WHOLE;
use tests::served::Served;
use tests::year::{PASSWORD, another};

use crate::beside::median;
use crate::row;

const CAMPAIGN: &str = "thai-nguyen-tap-huan";
/// Files of each leaf.
const FILES: u32 = 3;
/// Units that enter at the same time.
const AT_ONCE: usize = 8;
const AGAIN: usize = 15;

/// Builds the year as people would, and asks for what they look at.
pub async fn measure() -> anyhow::Result<()> {
    let served = Served::start_released_on(WHOLE[1]);
    let admin = Client::sign_in(&served, "admin").await?;
    let campaign = admin.get(&format!("/api/campaigns/{CAMPAIGN}")).await?;
    let units: Vec<String> = serde_json::from_value(
        campaign["units"].as_array().context("units")?.iter().map(|unit| unit["code"].clone()).collect(),
    )?;
    let staff: Vec<Value> = ["unit", "head"]
        .iter()
        .flat_map(|role| {
            units.iter().map(move |unit| json!({ "role": role, "campaign": CAMPAIGN, "place": unit }))
        })
        .collect();
    let appraiser = vec![json!({ "role": "appraiser", "campaign": CAMPAIGN })];
    for (username, give) in [("cb", staff), ("td", appraiser)] {
        let account = json!({ "username": username, "password": PASSWORD, "give": give });
        done(admin.post("/api/accounts", &account).await?)?;
    }
    let staff = Client::sign_in_with(&served, "cb", PASSWORD).await?;
    phase(&admin, "self_scoring").await?;
    let work = units.iter().enumerate().map(|(nth, unit)| enter(&staff, unit, nth));
    let leaves: Vec<usize> = stream::iter(work).buffer_unordered(AT_ONCE).try_collect().await?;
    phase(&admin, "appraisal").await?;
    let leaves: usize = leaves.into_iter().sum();
    let all = format!("{} units, {leaves} leaves, {} files", units.len(), leaves * FILES as usize);

    let appraiser = Client::sign_in_with(&served, "td", PASSWORD).await?;
    for (name, path) in [
        ("tree of leaves", "leaves".to_owned()),
        ("tree of units", "assessments".to_owned()),
        ("worklist of a leaf over all communes", "worklist?unit_type=commune&leaf=1.1.1".to_owned()),
        ("worklist of a unit", format!("worklist?unit={}", units[0])),
        ("worklist of all", "worklist".to_owned()),
        ("minutes of all units", "minutes.docx".to_owned()),
    ] {
        let request = load::get(appraiser.token(), &format!("/api/campaigns/{CAMPAIGN}/{path}"));
        let (_, times) = load::send(served.address(), vec![vec![request; AGAIN]], 200).await?;
        let middle = median(&times, |time| time.as_secs_f64() * 1000.0);
        row(&format!("{name}, of {all}"), format!("{middle:.1} ms"));
    }
    Ok(())
}

async fn phase(admin: &Client, phase: &str) -> anyhow::Result<()> {
    let change = json!({ "phase": phase, "open": true, "reason": "theo kế hoạch" });
    done(admin.post(&format!("/api/campaigns/{CAMPAIGN}/phases"), &change).await?)
}

/// A unit gives its files, enters all its leaves and submits; gives how many leaves they are.
async fn enter(staff: &Client, unit: &str, nth: usize) -> anyhow::Result<usize> {
    let at = format!("/api/campaigns/{CAMPAIGN}/units/{unit}");
    let record: UnitRecord = serde_json::from_value(staff.get(&format!("{at}/assessment")).await?)?;
    let mut leaves = 0;
    for node in &record.criteria {
        let Some(leaf) = node.leaf.as_ref().filter(|leaf| leaf.method == Method::SelfScored) else {
            continue;
        };
        leaves += 1;
        let mut evidence = Vec::new();
        for file in 0..FILES {
            let bytes = format!("%PDF-1.4\n% {nth} {} {file}\ntrailer\n%%EOF\n", node.code).into_bytes();
            let digest = Digest::of(&bytes);
            let path =
                format!("{at}/files/{digest}/upload?from=0&bytes={}&name=tai-lieu-{file}.pdf", bytes.len());
            done(staff.put_bytes(&path, bytes).await?)?;
            evidence.push(json!({ "file": digest, "name": format!("Tài liệu {file}") }));
        }
        let said = json!({ "self": leaf.max_points, "note": "Đã thực hiện đầy đủ.", "evidence": evidence });
        let path = format!("{at}/leaves/{}/entries/{}", node.code, another());
        done(staff.put(&path, &json!({ "said": said })).await?)?;
    }
    let record: UnitRecord = serde_json::from_value(staff.get(&format!("{at}/assessment")).await?)?;
    for step in ["prepared", "approved"] {
        let body = json!({ "step": step, "entries": record.entries });
        done(staff.post(&format!("{at}/submissions"), &body).await?)?;
    }
    Ok(leaves)
}

/// Fails unless it was done.
fn done((status, text): (reqwest::StatusCode, String)) -> anyhow::Result<()> {
    ensure!(status.is_success(), "{status}: {text}");
    Ok(())
}
