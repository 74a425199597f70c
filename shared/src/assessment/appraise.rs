//! What appraisers may say of a leaf, and what the unit may answer.

use crate::campaign::{Leaf, Method};
use crate::problem::Problem;
use crate::sheet::shows_nothing;
use crate::wire::{Answer, Appraisal, LeafRecord, Question, Round};

use super::enter::{evidence_fault, points_fault, text_fault};
use super::settle::counts;
use super::{claimed, the_one};

/// What is refused of an appraisal: points outside of the leaf or off its steps, and whatever lacks its reason. One is needed
/// where the points differ from those that stood, where the unit is excused, and where a decision is taken back.
pub fn appraisal_faults(leaf: &Leaf, record: &LeafRecord, appraisal: &Appraisal) -> Vec<Problem> {
    let mut faults = Vec::new();
    if leaf.method == Method::Survey && appraisal.points.is_some() {
        faults.push(Problem::new("assessments.survey_leaf"));
    } else {
        faults.extend(appraisal.points.iter().filter_map(|points| points_fault(leaf, points)));
    }
    if appraisal.excused && appraisal.points.is_some() {
        faults.push(Problem::new("assessments.excused_with_points"));
    }
    let before = stood(leaf, record, appraisal.round);
    let differs = appraisal.points.is_none() || appraisal.points != before;
    if differs && shows_nothing(&appraisal.reason) {
        faults.push(Problem::new("assessments.no_reason"));
    }
    faults.extend(text_fault(&appraisal.reason));
    faults
}

/// The points that an appraisal confirms or changes: for the second those of the first, else those of the unit. Where the first
/// excused the unit, counts no more, or two stand beside each other, none stood.
pub fn stood(leaf: &Leaf, record: &LeafRecord, round: Round) -> Option<crate::points::Points> {
    let first: Vec<_> =
        record.appraisals.iter().filter(|it| it.said.round == Round::First).cloned().collect();
    if round == Round::First || first.is_empty() {
        return claimed(leaf, record);
    }
    the_one(&first)
        .filter(|version| counts(leaf, record, &version.said))
        .and_then(|version| version.said.points.clone())
}

/// What is refused of a question.
pub fn question_faults(question: &Question) -> Vec<Problem> {
    said(&question.text)
}

/// What is refused of an answer: one to no question of the leaf, or without a word.
pub fn answer_faults(record: &LeafRecord, answer: &Answer) -> Vec<Problem> {
    let mut faults = said(&answer.text);
    if !record.questions.iter().any(|question| question.position == answer.question) {
        faults.push(Problem::new("assessments.no_question").with("question", answer.question));
    }
    faults.extend(evidence_fault(&answer.evidence));
    faults
}

/// What is refused of words that must be there.
pub(super) fn said(text: &str) -> Vec<Problem> {
    if shows_nothing(text) {
        return vec![Problem::new("assessments.text_blank")];
    }
    text_fault(text).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Name, Rule};
    use crate::points::Points;
    use crate::wire::{Edition, Entry};

    fn points(text: &str) -> Option<Points> {
        Some(Points::parse(text).unwrap())
    }

    fn leaf(method: Method) -> Leaf {
        let rule = (method == Method::SelfScored).then_some(Rule::Steps);
        Leaf { max_points: points("2").unwrap(), method, rule, steps: Vec::new(), evidence: Name::default() }
    }

    fn version<T>(position: i64, said: T) -> Edition<T> {
        Edition { position, over: Vec::new(), by: String::new(), at: jiff::Timestamp::UNIX_EPOCH, said }
    }

    /// The unit gave itself 1.5, the first appraisal 1.
    fn record() -> LeafRecord {
        let first = Appraisal { points: points("1"), entry: Some(1), ..Appraisal::default() };
        LeafRecord {
            entries: vec![version(1, Entry { points: points("1.5"), ..Entry::default() })],
            appraisals: vec![version(1, first)],
            questions: vec![version(3, Question { text: "?".to_owned() })],
            ..LeafRecord::default()
        }
    }

    fn codes(faults: Vec<Problem>) -> Vec<String> {
        faults.into_iter().map(|problem| problem.code["assessments.".len()..].to_owned()).collect()
    }

    #[test]
    fn what_differs_from_what_stood_needs_a_reason() {
        let (first, second) = (Round::First, Round::Second);
        for (round, given, excused, reason, expected) in [
            (first, Some("1.5"), false, "", &[][..]),
            (first, Some("1"), false, "", &["no_reason"]),
            (first, Some("1"), false, " ", &["no_reason"]),
            (first, Some("1"), false, "thiếu kế hoạch", &[]),
            (first, None, true, "", &["no_reason"]),
            (first, None, true, "không có chức năng này", &[]),
            (first, None, false, "", &["no_reason"]),
            (first, Some("1.5"), true, "x", &["excused_with_points"]),
            (first, Some("2.5"), false, "x", &["out_of_range"]),
            (first, Some("0.1"), false, "x", &["off_step"]),
            (second, Some("1"), false, "", &[]),
            (second, Some("1.5"), false, "", &["no_reason"]),
            (second, Some("1.5"), false, "đã bổ sung", &[]),
        ] {
            let points = given.and_then(points);
            let appraisal = Appraisal { round, points, excused, reason: reason.to_owned(), entry: Some(1) };
            let faults = codes(appraisal_faults(&leaf(Method::SelfScored), &record(), &appraisal));
            assert_eq!(faults, expected, "{appraisal:?}");
        }
    }

    #[test]
    fn whoever_was_excused_is_given_points_again_with_a_reason_alone() {
        let excused = Appraisal { excused: true, reason: "không có".to_owned(), ..Appraisal::default() };
        let record = LeafRecord { appraisals: vec![version(2, excused)], ..record() };
        let leaf = leaf(Method::SelfScored);
        assert_eq!(stood(&leaf, &record, Round::Second), None);
        let given = Appraisal { round: Round::Second, points: points("1.5"), ..Appraisal::default() };
        assert_eq!(codes(appraisal_faults(&leaf, &record, &given)), ["no_reason"]);
    }

    #[test]
    fn points_for_a_unit_that_gave_itself_none_need_a_reason() {
        let none = LeafRecord::default();
        let zero = Appraisal { points: points("0"), ..Appraisal::default() };
        assert_eq!(codes(appraisal_faults(&leaf(Method::SelfScored), &none, &zero)), ["no_reason"]);
    }

    #[test]
    fn a_leaf_of_the_survey_can_only_be_excused() {
        let survey = leaf(Method::Survey);
        let excused = Appraisal { excused: true, reason: "không có".to_owned(), ..Appraisal::default() };
        assert_eq!(codes(appraisal_faults(&survey, &LeafRecord::default(), &excused)), [""; 0]);
        let given = Appraisal { points: points("1"), reason: "x".to_owned(), ..Appraisal::default() };
        assert_eq!(codes(appraisal_faults(&survey, &LeafRecord::default(), &given)), ["survey_leaf"]);
    }

    #[test]
    fn an_answer_says_something_to_a_question_that_was_asked() {
        let answer = |question, text: &str| Answer { question, text: text.to_owned(), evidence: Vec::new() };
        assert_eq!(codes(answer_faults(&record(), &answer(3, "đã nộp ngày 5/12"))), [""; 0]);
        assert_eq!(codes(answer_faults(&record(), &answer(4, "x"))), ["no_question"]);
        assert_eq!(codes(answer_faults(&record(), &answer(3, " "))), ["text_blank"]);
        assert_eq!(codes(question_faults(&Question { text: String::new() })), ["text_blank"]);
    }
}
