//! Planted cheats: 1,034 honest ballots and 100 that were made up, and how many of these the flags find. The rules and their limits
//! stood before the first seed was tried.

mod chance;
mod cheating;
mod people;

use std::collections::BTreeSet;
use std::fs;

use chance::Chance;
use cheating::{KINDS, plant};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::{Filled, World, clocks, duration, schedule};
use shared::ballot::{Ballot, BallotLine, Digest, Header, Status};
use shared::campaign::Campaign;
use shared::flags::{Rule, Watch};
use tests::sample;
use uuid::Uuid;

/// The rules that are meant for each kind.
const MEANT: [&[Rule]; 6] = [
    &[Rule::Fast],
    &[Rule::Alike],
    &[Rule::NoOpinion],
    &[Rule::Twin],
    &[Rule::Overlap],
    &[Rule::Hours, Rule::Clock],
];

/// What was found of a kind, or of all.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    planted: usize,
    /// Planted and flagged by a rule that is meant for it.
    found: usize,
    /// Flagged by such a rule.
    flagged: usize,
    /// Of these, planted in whatever way.
    right: usize,
}

impl Found {
    fn add(&mut self, other: Self) {
        self.planted += other.planted;
        self.found += other.found;
        self.flagged += other.flagged;
        self.right += other.right;
    }

    fn recall(self) -> f64 {
        self.found as f64 / self.planted as f64
    }

    fn precision(self) -> f64 {
        self.right as f64 / self.flagged as f64
    }
}

/// The ballots of a seed, in the order in which they came.
fn simulated(seed: u64, lines: &[BallotLine]) -> Vec<Filled> {
    let (mut chance, mut world) = (Chance::of(seed), World::new());
    let mut all: Vec<Filled> = Vec::new();
    for frame in lines {
        let answers = world.answer(&mut chance, frame);
        let long = duration(&mut chance, &answers);
        let frame = frame.clone();
        all.push(Filled {
            frame,
            answers,
            started: 0,
            finished: long,
            behind: 0,
            behind_when_sent: 0,
            cheat: None,
        });
    }
    let asked = lines.iter().filter_map(|line| line.interviewer.clone());
    let interviewers: Vec<String> = asked.collect::<BTreeSet<_>>().into_iter().collect();
    let first: Timestamp = "2019-10-15T00:00:00Z".parse().expect("a moment");
    schedule(&mut chance, &mut all, first.as_second());
    clocks(&mut chance, &mut all, &interviewers, first.as_second());
    let planted = plant(&mut chance, &mut world, &all, &interviewers);
    all.extend(planted);
    all.sort_by_key(|it| it.finished);
    all
}

/// As it is sealed, under an id of its own: local seconds become moments, by the device's clock.
fn sealed(number: i64, ballot: &Filled) -> Ballot {
    let at = |second: i64| Timestamp::from_second(second - 7 * 3600 - ballot.behind).expect("a moment");
    let frame = ballot.frame.clone();
    let header = Header {
        id: Uuid::from_u128(u128::from(number.unsigned_abs())),
        campaign: "bac-kan-2019".to_owned(),
        form: frame.form,
        version: frame.version,
        definition: Digest::of(b""),
        place: frame.place,
        mode: frame.mode,
        interviewer: frame.interviewer,
        started: at(ballot.started),
        finished: at(ballot.finished),
        replaces: None,
        consented: None,
    };
    Ballot { header, answers: ballot.answers.clone() }
}

/// What the rules find, by kind, and of all.
fn judged(campaign: &Campaign, ballots: &[Filled]) -> ([Found; 6], Found) {
    let mut watch = Watch::of(campaign, TimeZone::get(&campaign.settings.timezone).expect("a zone"));
    for (number, it) in (1..).zip(ballots) {
        watch.add(number, &sealed(number, it), Some(it.behind_when_sent * 1000), Status::Valid);
    }
    watch.settle();
    let (mut kinds, mut all) = ([Found::default(); 6], Found::default());
    for (number, it) in (1..).zip(ballots) {
        let rules: Vec<Rule> = watch.flags(number).iter().map(|flag| flag.rule).collect();
        for (kind, found) in kinds.iter_mut().enumerate() {
            let (is_it, met) = (it.cheat == Some(kind), MEANT[kind].iter().any(|rule| rules.contains(rule)));
            found.planted += usize::from(is_it);
            found.found += usize::from(is_it && met);
            found.flagged += usize::from(met);
            found.right += usize::from(met && it.cheat.is_some());
        }
        let met = rules.iter().any(|rule| rule.doubts());
        all.planted += usize::from(it.cheat.is_some());
        all.found += usize::from(met && it.cheat.is_some());
        all.right += usize::from(met && it.cheat.is_some());
        all.flagged += usize::from(met);
    }
    (kinds, all)
}

/// What is found over these seeds together, printed as the table of the docs.
fn table(seeds: &[u64]) -> ([Found; 6], Found) {
    let (campaign, faults) = server::package::read(&sample::package()).expect("a package");
    assert_eq!(faults, []);
    let campaign = campaign.expect("no fault, so a campaign");
    let text = fs::read_to_string(sample::file("ballots.jsonl")).expect("ballots");
    let lines: Vec<BallotLine> = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(lines.len(), 1034);
    let (mut kinds, mut all) = ([Found::default(); 6], Found::default());
    for seed in seeds {
        let ballots = simulated(*seed, &lines);
        assert_eq!(ballots.iter().filter(|it| it.cheat.is_some()).count(), 100);
        let (by_kind, together) = judged(&campaign, &ballots);
        kinds.iter_mut().zip(by_kind).for_each(|(sum, it)| sum.add(it));
        all.add(together);
    }
    let rows = KINDS.iter().map(|(kind, _)| *kind).chain(["all"]).zip(kinds.iter().chain([&all]));
    for (kind, it) in rows {
        println!(
            "| {kind} | {} | {} | {:.3} | {} | {:.3} |",
            it.planted,
            it.found,
            it.recall(),
            it.flagged,
            it.precision()
        );
    }
    (kinds, all)
}

/// What stands in PACKAGE.md. The rules and their limits were written before the first seed was tried, and not changed since.
#[test]
fn the_flags_find_what_the_table_says() {
    let (kinds, all) = table(&[1, 2, 3, 4, 5]);
    let shares = |it: &Found| [it.recall(), it.precision()].map(|share| (share * 100.0).round() as i64);
    assert_eq!(kinds.each_ref().map(shares), [[61, 88], [82, 57], [98, 99], [73, 93], [55, 84], [89, 89]]);
    assert_eq!(shares(&all), [77, 82]);
}
