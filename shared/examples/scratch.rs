#![allow(clippy::all, missing_docs)]
use shared::{campaign::Campaign, index::*};
use std::io::BufRead;
fn main() {
    let c: Campaign = serde_json::from_slice(&std::fs::read("/tmp/idx/campaign.json").unwrap()).unwrap();
    let d = "/work/wt/index/tests/corpus/bac-kan-2019/";
    let t = std::time::Instant::now();
    let mut b = BallotFile::begin(&c, "ballots.jsonl");
    for l in std::io::BufReader::new(std::fs::File::open(format!("{d}ballots.jsonl")).unwrap()).split(b'\n') {
        b.line(&l.unwrap());
    }
    let (tallies, diag) = b.end();
    println!("{} diag, {} keys, read {:?}", diag.len(), tallies.iter().count(), t.elapsed());
    diag.iter().take(5).for_each(|d| println!("{d:?}"));
    let mut a = AssessmentFile::begin(&c, "assessments.jsonl");
    for l in
        std::io::BufReader::new(std::fs::File::open(format!("{d}assessments.jsonl")).unwrap()).split(b'\n')
    {
        a.line(&l.unwrap());
    }
    let (ass, diag) = a.end();
    println!("{} ass {} diag", ass.len(), diag.len());
    diag.iter().take(5).for_each(|d| println!("{d:?}"));
    for _ in 0..100 {
        let t = std::time::Instant::now();
        let s = score(&c, &tallies, &ass);
        println!("score {:?}", t.elapsed());
        let t = std::time::Instant::now();
        let v = survey(&c, &tallies);
        println!("survey {:?}", t.elapsed());
        let e = std::fs::read_to_string(format!("{d}expected.json")).unwrap();
        println!("{}", ByType(&s).to_text() == e);
        let _ = v;
    }
    // big: other counts of ten million answers
    let big: Tallies = tallies
        .iter()
        .enumerate()
        .map(|(i, (k, n))| (k.clone(), n * 9973 + (i as u64 * 7919) % 10007))
        .collect();
    let t = std::time::Instant::now();
    let s = score(&c, &big, &ass);
    println!("big score {:?} {}", t.elapsed(), s[0].units[0].total_exact.as_ref().unwrap().len());
}
