//! The leaves of a unit as its people go through them: how each stands, what is missing, the sums.

use std::collections::BTreeMap;

use shared::assessment::{claimed, points_of, standing, unanswered};
use shared::campaign::{Criterion, Leaf, Level, Method};
use shared::message::Language;
use shared::points::Points;
use shared::problem::Problem;
use shared::typed::{Slip, Subject};
use shared::wire::{Edition, Entry, LeafRecord, OwnUnit, UnitRecord};

/// How a leaf stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It comes from the survey.
    Survey,
    /// Appraisers asked, and nobody answered yet.
    Asked,
    /// Nothing was entered that gives points.
    Missing,
    /// Several versions stand beside each other.
    Several,
    /// What was typed cannot be sent as it is.
    Faulty,
    /// What was typed is on its way.
    Unsent,
    /// The server has it.
    Done,
}

/// A leaf in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The node.
    pub node: Criterion,
    /// What is asked.
    pub leaf: Leaf,
    /// How it stands.
    pub state: State,
    /// The points so far.
    pub points: Option<Points>,
}

/// The leaves below one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The criterion.
    pub node: Criterion,
    /// Its leaves.
    pub lines: Vec<Line>,
}

/// A domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Domain {
    /// The domain.
    pub node: Criterion,
    /// Its criteria.
    pub sections: Vec<Section>,
}

/// What some leaves come to; those of the survey are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The points so far.
    pub points: Points,
    /// The most that there can be.
    pub maximum: Points,
    /// How many leaves have points.
    pub scored: usize,
    /// How many there are.
    pub leaves: usize,
}

impl State {
    /// Whether a person has to do something.
    pub fn is_open(self) -> bool {
        self == Self::Asked || self.is_unscored()
    }

    /// Whether a person has to do something before it can be submitted.
    pub fn is_unscored(self) -> bool {
        matches!(self, Self::Missing | Self::Several | Self::Faulty)
    }
}

impl Line {
    /// Whether the unit scores it itself.
    pub fn is_scored(&self) -> bool {
        self.leaf.method == Method::SelfScored
    }
}

impl Domain {
    /// All of its leaves.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.sections.iter().flat_map(|section| &section.lines)
    }
}

/// What these leaves come to.
pub fn sum<'a>(lines: impl Iterator<Item = &'a Line>) -> Sum {
    let none = Sum { points: Points::zero(), maximum: Points::zero(), scored: 0, leaves: 0 };
    lines.filter(|line| line.is_scored()).fold(none, |sum, line| Sum {
        points: line.points.as_ref().map_or(sum.points.clone(), |points| &sum.points + points),
        maximum: &sum.maximum + &line.leaf.max_points,
        scored: sum.scored + usize::from(line.points.is_some()),
        leaves: sum.leaves + 1,
    })
}

/// The how manieth of those that are scored a leaf is, and of how many; nothing for one of the survey.
pub fn nth(lines: &[Line], leaf: &str) -> Option<(usize, usize)> {
    let mut scored = lines.iter().filter(|line| line.is_scored());
    let count = scored.clone().count();
    Some((scored.position(|line| line.node.code == leaf)? + 1, count))
}

/// A problem about the unit, which calls it as people do and not by its code.
pub fn named(problem: &Problem, own: &OwnUnit, language: Language) -> Problem {
    let mut problem = problem.clone();
    if let Some(unit) = problem.params.get_mut("unit").filter(|unit| **unit == own.code) {
        own.name.get(language.code()).clone_into(unit);
    }
    problem
}

/// The leaves of a unit, with what was typed here and is not the server's yet; questions are open where they may be answered now.
pub fn plan(record: &UnitRecord, slips: &BTreeMap<String, Slip>, may_answer: bool) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    for node in &record.criteria {
        if node.level == Level::Domain {
            domains.push(Domain { node: node.clone(), sections: Vec::new() });
        }
        let Some(domain) = domains.last_mut() else { continue };
        if node.level == Level::Criterion {
            domain.sections.push(Section { node: node.clone(), lines: Vec::new() });
        }
        let Some(leaf) = &node.leaf else { continue };
        if domain.sections.is_empty() {
            domain.sections.push(Section { node: node.clone(), lines: Vec::new() });
        }
        let Some(section) = domain.sections.last_mut() else { continue };
        let said = of(record, &node.code);
        let mut line = line(node, leaf, said, slips.get(&node.code));
        if let Some(state) = said.and_then(|said| asked(said, slips)).filter(|_| may_answer) {
            line.state = state;
        }
        section.lines.push(line);
    }
    domains.iter_mut().for_each(|domain| domain.sections.retain(|section| !section.lines.is_empty()));
    domains
}

/// All that was said of a leaf.
pub fn of<'a>(record: &'a UnitRecord, leaf: &str) -> Option<&'a LeafRecord> {
    record.leaves.iter().find(|it| it.leaf == leaf)
}

/// How a leaf stands that somebody asked about, where an answer waits: for a person, or to be sent.
fn asked(said: &LeafRecord, slips: &BTreeMap<String, Slip>) -> Option<State> {
    let sent = |question: i64| {
        let of = Subject::Question { leaf: &said.leaf, question }.to_string();
        slips.get(&of).is_some_and(Slip::is_ready)
    };
    let waiting: Vec<bool> = unanswered(said).map(|question| sent(question.position)).collect();
    let state = if waiting.iter().all(|sent| *sent) { State::Unsent } else { State::Asked };
    (!waiting.is_empty()).then_some(state)
}

/// The versions that stand.
pub fn stand(record: Option<&LeafRecord>) -> Vec<Edition<Entry>> {
    record.map(|record| standing(&record.entries).into_iter().cloned().collect()).unwrap_or_default()
}

fn line(node: &Criterion, leaf: &Leaf, record: Option<&LeafRecord>, slip: Option<&Slip>) -> Line {
    let stands = stand(record);
    let given = match slip {
        Some(slip) => slip.entry.as_ref().and_then(|entry| points_of(leaf, entry)),
        None => record.and_then(|record| claimed(leaf, record)),
    };
    let state = match slip {
        _ if leaf.method == Method::Survey => State::Survey,
        Some(slip) if slip.entry.is_none() => State::Faulty,
        Some(_) if given.is_some() => State::Unsent,
        None if stands.len() > 1 => State::Several,
        _ if given.is_none() => State::Missing,
        _ => State::Done,
    };
    Line { node: node.clone(), leaf: leaf.clone(), state, points: given }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::campaign::{Name, Rule};
    use shared::typed::Words;
    use shared::wire::{Question, Stage};

    fn points(text: &str) -> Points {
        Points::parse(text).unwrap()
    }

    fn node(code: &str, level: Level, max: Option<&str>, method: Method) -> Criterion {
        let leaf = max.map(|max| Leaf {
            max_points: points(max),
            method,
            rule: Some(Rule::Steps),
            steps: Vec::new(),
            evidence: Name::default(),
        });
        let (unit_type, name) = ("department".to_owned(), Name::default());
        Criterion { unit_type, code: code.to_owned(), level, name, leaf }
    }

    fn said(position: i64, claimed: &str) -> Edition<Entry> {
        let said = Entry { points: Some(points(claimed)), ..Entry::default() };
        Edition { position, over: Vec::new(), by: "lan".to_owned(), at: jiff::Timestamp::UNIX_EPOCH, said }
    }

    fn record() -> UnitRecord {
        let own = Method::SelfScored;
        let leaf =
            |code: &str, entries| LeafRecord { leaf: code.to_owned(), entries, ..LeafRecord::default() };
        UnitRecord {
            unit: "SNV".to_owned(),
            stage: Stage::Scoring,
            criteria: vec![
                node("1", Level::Domain, None, own),
                node("1.1", Level::Criterion, None, own),
                node("1.1.1", Level::Sub, Some("2"), own),
                node("1.1.2", Level::Sub, Some("1"), own),
                node("1.2", Level::Criterion, Some("3"), Method::Survey),
                node("2", Level::Domain, None, own),
                node("2.1", Level::Criterion, Some("1.5"), own),
            ],
            leaves: vec![
                leaf("1.1.1", vec![said(1, "1.5")]),
                leaf("1.1.2", vec![said(2, "1"), said(3, "0.5")]),
            ],
            submissions: Vec::new(),
            entries: 3,
            total: Points::zero(),
            flags: BTreeMap::new(),
            adjustments: Vec::new(),
            signed_scan: false,
            scan: None,
            missing: Vec::new(),
            published: None,
            names: BTreeMap::new(),
        }
    }

    fn states(slips: &BTreeMap<String, Slip>) -> Vec<(String, State)> {
        let plan = plan(&record(), slips, true);
        plan.iter().flat_map(Domain::lines).map(|line| (line.node.code.clone(), line.state)).collect()
    }

    #[test]
    fn each_leaf_stands_below_its_criterion_and_says_how() {
        let plan = plan(&record(), &BTreeMap::new(), true);
        let sections: Vec<Vec<&str>> = plan
            .iter()
            .map(|domain| domain.sections.iter().map(|it| it.node.code.as_str()).collect())
            .collect();
        assert_eq!(sections, [vec!["1.1", "1.2"], vec!["2.1"]]);
        let expected = [
            ("1.1.1", State::Done),
            ("1.1.2", State::Several),
            ("1.2", State::Survey),
            ("2.1", State::Missing),
        ];
        assert_eq!(states(&BTreeMap::new()), expected.map(|(code, state)| (code.to_owned(), state)));
    }

    #[test]
    fn a_question_is_to_be_done_until_its_answer_is_on_its_way_and_only_while_it_may_be() {
        let said = Question { text: "Vì sao?".to_owned() };
        let (by, at) = ("tdv".to_owned(), jiff::Timestamp::UNIX_EPOCH);
        let mut record = record();
        record.leaves[0].questions.push(Edition { position: 9, over: Vec::new(), by, at, said });
        let state = |slips: &BTreeMap<String, Slip>, may_answer| {
            let plan = plan(&record, slips, may_answer);
            plan.iter().flat_map(Domain::lines).find(|line| line.node.code == "1.1.1").unwrap().state
        };
        let typed = |slip: Slip| BTreeMap::from([("1.1.1?9".to_owned(), slip)]);
        let draft = Slip::default();
        let sent = Slip { entry: Some(Entry::default()), ..Slip::default() };
        assert_eq!(state(&BTreeMap::new(), true), State::Asked);
        assert_eq!(state(&typed(draft), true), State::Asked, "kept and not sent");
        assert_eq!(state(&typed(sent), true), State::Unsent);
        assert_eq!(state(&BTreeMap::new(), false), State::Done, "nobody can do anything now");
        assert!(State::Asked.is_open() && !State::Asked.is_unscored());
    }

    #[test]
    fn leaves_are_counted_as_they_are_scored() {
        let plan = plan(&record(), &BTreeMap::new(), true);
        let lines: Vec<Line> = plan.iter().flat_map(Domain::lines).cloned().collect();
        let counted = |leaf| nth(&lines, leaf);
        assert_eq!([counted("1.1.1"), counted("2.1")], [Some((1, 3)), Some((3, 3))]);
        assert_eq!([counted("1.2"), counted("9")], [None, None], "nobody scores what comes from the survey");
        assert_eq!(sum(lines.iter()).leaves, 3, "the same count as on the first screen");
    }

    #[test]
    fn a_unit_is_called_by_its_name() {
        let name = Name { vi: "Sở Nội vụ".to_owned(), en: String::new() };
        let own = OwnUnit { code: "SNV".to_owned(), name, roles: Vec::new() };
        let closed = |unit: &str| Problem::new("assessments.self_scoring_closed").with("unit", unit);
        assert_eq!(named(&closed("SNV"), &own, Language::Vi), closed("Sở Nội vụ"));
        assert_eq!(named(&closed("SYT"), &own, Language::Vi), closed("SYT"));
    }

    #[test]
    fn what_was_typed_here_counts_before_the_server_has_it() {
        let entry = Entry { points: Some(points("1")), ..Entry::default() };
        let slip = Slip { entry: Some(entry), ..Slip::default() };
        let faulty = Slip { words: Words { points: "9".to_owned(), ..Words::default() }, ..Slip::default() };
        let slips = BTreeMap::from([("2.1".to_owned(), slip), ("1.1.1".to_owned(), faulty)]);
        let states = states(&slips);
        assert_eq!((states[0].1, states[3].1), (State::Faulty, State::Unsent));
        let plan = plan(&record(), &slips, true);
        let sum = sum(plan.iter().flat_map(Domain::lines));
        assert_eq!((sum.points, sum.maximum, sum.scored, sum.leaves), (points("1"), points("4.5"), 1, 3));
    }
}
