//! Leaves of units as work for appraisers.

use std::collections::BTreeSet;

use super::framework::Framework;
use super::{claimed, decided, settled, standing, the_one};
use crate::campaign::{Campaign, Leaf, Method};
use crate::points::Points;
use crate::wire::{Answer, Duty, Edition, LastYear, LeafRecord, Question, Stage, WorkRow};

/// The domain of a leaf: the first part of its code.
pub fn domain(code: &str) -> &str {
    code.split('.').next().unwrap_or(code)
}

/// Who appraises a domain.
pub fn appraisers<'a>(duties: &'a [Duty], unit_type: &str, domain: &str) -> Vec<&'a str> {
    let mut who = BTreeSet::new();
    for Duty { change, .. } in duties {
        if change.unit_type == unit_type && change.domain == domain {
            if change.given {
                who.insert(&*change.account)
            } else {
                who.remove(&*change.account)
            };
        }
    }
    who.into_iter().collect()
}

/// The questions of a leaf that nobody answered; one about a leaf that was excused since needs no answer.
pub fn unanswered(record: &LeafRecord) -> impl Iterator<Item = &Edition<Question>> {
    let excused = settled(&record.appraisals).filter(|it| it.said.excused).map(|it| it.position);
    let is_moot = move |question: &Edition<Question>| excused.is_some_and(|at| at > question.position);
    let answered = |question: &Edition<Question>| {
        let to = |answer: &Edition<Answer>| answer.said.question == question.position;
        record.answers.iter().any(to)
    };
    record.questions.iter().filter(move |question| !answered(question) && !is_moot(question))
}

/// A leaf as a line of work; flags, last year and what people are called come from elsewhere. Of one that the campaign does not have
/// nothing is claimed or decided.
pub fn row(
    unit: &str,
    code: &str,
    leaf: Option<&Leaf>,
    record: Option<&LeafRecord>,
    stage: Stage,
) -> WorkRow {
    let entry = record.and_then(|record| the_one(&record.entries));
    let both = leaf.zip(record);
    let appraisal = both.and_then(|(leaf, record)| decided(leaf, record));
    let beside = record.is_some_and(|record| {
        let chosen = record.appraisals.is_empty() || settled(&record.appraisals).is_some();
        standing(&record.entries).len() > 1 || !chosen
    });
    WorkRow {
        unit: unit.to_owned(),
        leaf: code.to_owned(),
        stage,
        entry: entry.map(|entry| entry.position),
        claimed: both.and_then(|(leaf, record)| claimed(leaf, record)),
        given: appraisal.and_then(|it| it.said.points.clone()),
        excused: appraisal.is_some_and(|it| it.said.excused),
        beside,
        by: appraisal.map(|it| it.by.clone()),
        by_name: None,
        unanswered: record.map_or(0, |record| unanswered(record).count()),
        evidence: entry.map_or(0, |entry| entry.said.evidence.len()),
        flags: Vec::new(),
        last_year: None,
    }
}

/// This year's framework beside last year's: which of its leaves are the same.
pub struct Frameworks<'a>([Framework<'a>; 2]);

impl<'a> Frameworks<'a> {
    /// Of these campaigns.
    pub fn of(now: &'a Campaign, then: &'a Campaign) -> Self {
        Self([now, then].map(Framework::of))
    }

    /// The leaf of then, if one of now is the same: by code and name, so that a code that means something else now is never
    /// compared.
    pub fn same_leaf(&self, unit: &str, code: &str) -> Option<&'a Leaf> {
        let [now, then] = &self.0;
        let (now, before) = (now.node(unit, code)?, then.node(unit, code)?);
        let leaf = before.leaf.as_ref().filter(|leaf| leaf.method == Method::SelfScored)?;
        (now.name.vi.trim() == before.name.vi.trim()).then_some(leaf)
    }
}

/// What was given for it then.
pub fn last_year(leaf: &Leaf, record: &LeafRecord) -> Option<LastYear> {
    let points: Points = decided(leaf, record)?.said.points.clone()?;
    Some(LastYear { points, maximum: leaf.max_points.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::campaign;
    use crate::wire::{Appraisal, DutyChange, Entry};

    fn duty(account: &str, domain: &str, given: bool) -> Duty {
        let (account, domain) = (account.to_owned(), domain.to_owned());
        let change = DutyChange { account, unit_type: "department".to_owned(), domain, given };
        Duty { position: 1, change, by: String::new(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn edition<T>(position: i64, said: T) -> Edition<T> {
        let (by, at) = ("an".to_owned(), jiff::Timestamp::UNIX_EPOCH);
        Edition { position, over: Vec::new(), by, at, said }
    }

    #[test]
    fn a_domain_is_appraised_by_those_to_whom_it_was_last_given() {
        let duties =
            [duty("an", "1", true), duty("bình", "1", true), duty("an", "1", false), duty("an", "2", true)];
        assert_eq!(appraisers(&duties, "department", "1"), ["bình"]);
        assert_eq!(appraisers(&duties, "department", domain("2.10.1")), ["an"]);
        assert_eq!(appraisers(&duties, "district", "1"), [""; 0]);
    }

    #[test]
    fn a_question_about_a_leaf_that_was_excused_since_waits_for_nobody() {
        let given = |position, excused| {
            edition(position, Appraisal { excused, points: None, ..Appraisal::default() })
        };
        let question = |position| edition(position, Question { text: "?".to_owned() });
        let mut record = LeafRecord { questions: vec![question(3)], ..LeafRecord::default() };
        let waiting = |record: &LeafRecord| unanswered(record).map(|it| it.position).collect::<Vec<_>>();
        assert_eq!(waiting(&record), [3]);
        record.appraisals = vec![given(4, true)];
        assert_eq!(waiting(&record), [0_i64; 0]);
        record.questions.push(question(5));
        assert_eq!(waiting(&record), [5], "asked again after that");
        record.appraisals.push(Edition { over: vec![4], ..given(6, false) });
        assert_eq!(waiting(&record), [3, 5], "it is not excused any more");
    }

    #[test]
    fn a_line_says_what_stands_and_where_a_person_must_choose() {
        let campaign = campaign();
        let leaf = campaign.leaf_of("D1", "3").unwrap();
        let empty = row("D1", "3", Some(leaf), None, Stage::Submitted);
        assert!(empty.entry.is_none() && empty.claimed.is_none() && !empty.beside);
        let points = |n| Some(Points::whole(n));
        let given = |position, n| {
            edition(position, Appraisal { points: points(n), entry: Some(1), ..Appraisal::default() })
        };
        let mut record = LeafRecord {
            entries: vec![edition(1, Entry { points: points(2), ..Entry::default() })],
            appraisals: vec![given(2, 1)],
            questions: vec![edition(3, Question { text: "?".to_owned() })],
            ..LeafRecord::default()
        };
        let line = row("D1", "3", Some(leaf), Some(&record), Stage::Submitted);
        assert_eq!((line.entry, line.claimed, line.given), (Some(1), points(2), points(1)));
        assert_eq!((line.by.as_deref(), line.unanswered, line.beside), (Some("an"), 1, false));
        let (question, text, evidence) = (3, "!".to_owned(), Vec::new());
        record.answers.push(edition(4, Answer { question, text, evidence }));
        record.appraisals.push(given(5, 2));
        let line = row("D1", "3", Some(leaf), Some(&record), Stage::Submitted);
        assert_eq!((line.given, line.by, line.unanswered, line.beside), (None, None, 0, true));
    }

    #[test]
    fn last_years_points_are_those_of_the_same_leaf_by_code_and_name() {
        let (now, mut then) = (campaign(), campaign());
        let both = Frameworks::of(&now, &then);
        assert!(both.same_leaf("D1", "3").is_some());
        assert!(both.same_leaf("D1", "1").is_none(), "the survey's points are not given");
        assert!(both.same_leaf("D9", "3").is_none());
        then.criteria.iter_mut().for_each(|node| node.name.vi = "khác".to_owned());
        assert!(
            Frameworks::of(&now, &then).same_leaf("D1", "3").is_none(),
            "the code means something else now"
        );
    }
}
