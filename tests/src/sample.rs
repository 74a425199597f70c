//! The sample campaigns of the corpus: that of 2019, of three tiers, and that of 2026, of two.

use std::path::PathBuf;

use anyhow::Context;
use shared::ballot::{Answers, Ballot, BallotLine, Header, Sealed};
use shared::form::FormDefinition;
use uuid::Uuid;

use crate::binary::root;

/// The ids of the campaigns that are whole: package, ballots, assessments and the result that they must give.
pub const WHOLE: [&str; 2] = ["bac-kan-2019", "thai-nguyen-2026"];

/// The folder of one of them.
pub fn folder(campaign: &str) -> PathBuf {
    root().join("tests/corpus").join(campaign)
}

/// The folder of the sample of 2019.
pub fn package() -> PathBuf {
    folder(WHOLE[0])
}

/// A file of the sample of 2019, such as `ballots.jsonl`.
pub fn file(name: &str) -> PathBuf {
    package().join(name)
}

/// A sealed ballot of the sample's first answers to a form, under another id.
pub fn sealed_copy(form: &str, definition: &FormDefinition, id: Uuid) -> anyhow::Result<Sealed> {
    let text = std::fs::read_to_string(file("ballots.jsonl"))?;
    let mut lines = text.lines().map(serde_json::from_str::<serde_json::Value>);
    let line = lines
        .find(|line| line.as_ref().is_ok_and(|line| line["form"] == form))
        .context("the sample has the form")??;
    let header = Header {
        id,
        campaign: "bac-kan-2019".to_owned(),
        form: form.to_owned(),
        version: definition.version.clone(),
        definition: definition.digest(),
        place: line["place"].as_str().context("place")?.to_owned(),
        mode: serde_json::from_value(line["mode"].clone())?,
        interviewer: line["interviewer"].as_str().map(str::to_owned),
        started: line["started"].as_str().context("started")?.parse()?,
        finished: line["finished"].as_str().context("finished")?.parse()?,
        replaces: None,
        consented: None,
    };
    let answers = line["answers"].as_object().context("answers")?.clone();
    Ok(Ballot { header, answers }.seal())
}

/// The sample's first answers to a form that judge any unit.
pub fn full_answers(form: &str) -> anyhow::Result<Answers> {
    let text = std::fs::read_to_string(file("ballots.jsonl"))?;
    for line in text.lines() {
        let line: BallotLine = serde_json::from_str(line)?;
        if line.form == form
            && line
                .answers
                .values()
                .any(|answer| answer.as_array().is_some_and(|rows| !rows.is_empty() && rows[0].is_object()))
        {
            return Ok(line.answers);
        }
    }
    anyhow::bail!("the sample has no full answers to {form}")
}
