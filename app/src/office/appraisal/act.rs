//! What an appraiser says, checked by the rules that the server has as well.

use shared::assessment::{appraisal_faults, question_faults, standing};
use shared::campaign::Leaf;
use shared::problem::Problem;
use shared::typed::number;
use shared::wire::{Appraisal, Edition, LeafRecord, Question, Round, Saying};

/// The appraisals of a round that stand: what the next one takes the place of.
pub fn stands(record: &LeafRecord, round: Round) -> Vec<Edition<Appraisal>> {
    let of_round: Vec<_> = record.appraisals.iter().filter(|it| it.said.round == round).cloned().collect();
    standing(&of_round).into_iter().cloned().collect()
}

/// Points as they were typed, or that the unit is excused where there are none.
pub fn decide(
    leaf: &Leaf,
    record: &LeafRecord,
    round: Round,
    typed: Option<&str>,
    reason: &str,
) -> Result<Saying<Appraisal>, Problem> {
    let about = |problem: Problem| problem.with("unit", &record.unit).with("code", &record.leaf);
    let entries = standing(&record.entries);
    if entries.len() > 1 {
        return Err(about(Problem::new("assessments.two_entries")));
    }
    let said = Appraisal {
        round,
        entry: entries.first().map(|entry| entry.position),
        points: typed.map(number).transpose()?,
        excused: typed.is_none(),
        reason: reason.trim().to_owned(),
    };
    match appraisal_faults(leaf, record, &said).into_iter().next() {
        Some(fault) => Err(about(fault)),
        None => Ok(Saying { over: stands(record, round).iter().map(|it| it.position).collect(), said }),
    }
}

/// A question.
pub fn ask(text: &str) -> Result<Saying<Question>, Problem> {
    let said = Question { text: text.trim().to_owned() };
    match question_faults(&said).into_iter().next() {
        Some(fault) => Err(fault),
        None => Ok(Saying { over: Vec::new(), said }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::campaign::{Method, Name, Rule};
    use shared::points::Points;
    use shared::wire::Entry;

    fn edition<T>(position: i64, over: &[i64], said: T) -> Edition<T> {
        let (by, at) = ("an".to_owned(), jiff::Timestamp::UNIX_EPOCH);
        Edition { position, over: over.to_vec(), by, at, said }
    }

    fn leaf() -> Leaf {
        let (method, rule) = (Method::SelfScored, Some(Rule::Steps));
        Leaf { max_points: Points::whole(2), method, rule, steps: Vec::new(), evidence: Name::default() }
    }

    fn record() -> LeafRecord {
        let entry = Entry { points: Some(Points::whole(2)), ..Entry::default() };
        LeafRecord { entries: vec![edition(1, &[], entry)], ..LeafRecord::default() }
    }

    fn fault(typed: Option<&str>, reason: &str) -> Option<String> {
        decide(&leaf(), &record(), Round::First, typed, reason).err().map(|problem| problem.code)
    }

    #[test]
    fn what_differs_needs_a_reason_and_a_number_that_reads_in_one_way() {
        assert_eq!(fault(Some("2"), ""), None);
        assert_eq!(fault(Some("1,5"), " "), Some("assessments.no_reason".to_owned()));
        assert_eq!(fault(Some("1,5"), "thiếu"), None);
        assert_eq!(fault(Some("1.234"), "thiếu"), Some("typed.number_two_ways".to_owned()));
        assert_eq!(fault(Some("2,5"), "thêm"), Some("assessments.out_of_range".to_owned()));
        assert_eq!(fault(None, ""), Some("assessments.no_reason".to_owned()));
        assert_eq!(fault(None, "không có"), None);
        assert_eq!(ask(" ").err().map(|problem| problem.code), Some("assessments.text_blank".to_owned()));
    }

    #[test]
    fn it_names_what_it_takes_the_place_of_and_what_was_seen() {
        let given = |round, points| Appraisal { round, points: Some(points), ..Appraisal::default() };
        let mut record = record();
        record.appraisals = vec![
            edition(2, &[], given(Round::First, Points::whole(1))),
            edition(3, &[2], given(Round::First, Points::whole(2))),
            edition(4, &[], given(Round::First, Points::whole(0))),
        ];
        let saying = decide(&leaf(), &record, Round::First, Some("2"), "").unwrap();
        assert_eq!((saying.over, saying.said.entry), (vec![3, 4], Some(1)), "both that stand");
        let second = decide(&leaf(), &record, Round::Second, Some("2"), "vì").unwrap();
        assert_eq!(second.over, [0_i64; 0]);
        record.entries.push(edition(5, &[], Entry::default()));
        let unsure = decide(&leaf(), &record, Round::First, Some("2"), "").unwrap_err();
        assert_eq!(unsure.code, "assessments.two_entries");
    }
}
