//! What a unit may say of a leaf.

use crate::campaign::{Leaf, Method, Rule};
use crate::points::Points;
use crate::problem::Problem;
use crate::sheet::shows_nothing;
use crate::wire::{Declared, Entry, Evidence, LeafRecord};

use super::{step, the_one};

/// The most pieces of evidence of a leaf.
pub const MOST_EVIDENCE: usize = 100;
/// The longest text that a person writes, in characters.
const LONGEST_TEXT: usize = 20_000;
/// The longest name, number or pages of a piece of evidence.
const LONGEST_EVIDENCE: usize = 500;

/// What a leaf's rule refuses of an entry, at the field and at the server. An imported entry comes in with these as flags, but
/// for points outside of the leaf.
pub fn entry_faults(leaf: &Leaf, entry: &Entry) -> Vec<Problem> {
    if leaf.method == Method::Survey {
        return vec![Problem::new("assessments.survey_leaf")];
    }
    let mut faults: Vec<Problem> =
        entry.points.iter().filter_map(|points| points_fault(leaf, points)).collect();
    faults.extend(entry.declared.as_ref().and_then(|declared| declaration_fault(leaf, declared)));
    let explained = !shows_nothing(&entry.note);
    let claims = points_of(leaf, entry).is_some_and(|points| !points.is_zero());
    if claims && entry.evidence.is_empty() && !explained {
        faults.push(Problem::new("assessments.no_evidence"));
    }
    if is_by_hand(leaf, entry) && !explained {
        faults.push(Problem::new("assessments.by_hand"));
    }
    faults.extend(evidence_fault(&entry.evidence));
    faults.extend(text_fault(&entry.note));
    faults
}

/// The points of an entry: those that it names, else those that follow from what is declared, down to the step.
pub fn points_of(leaf: &Leaf, entry: &Entry) -> Option<Points> {
    entry.points.clone().or_else(|| follows(leaf, entry.declared.as_ref()?))
}

/// What a unit gives itself for a leaf: nothing where a person must choose, or where the leaf can give it no more.
pub fn claimed(leaf: &Leaf, record: &LeafRecord) -> Option<Points> {
    points_of(leaf, &the_one(&record.entries)?.said).filter(|points| !is_outside(leaf, points))
}

/// Points of an entry that are outside of the leaf.
pub(super) fn beyond(leaf: &Leaf, entry: &Entry) -> Option<Problem> {
    let points = entry.points.as_ref().filter(|points| is_outside(leaf, points))?;
    points_fault(leaf, points)
}

/// Points outside of the leaf, or off its steps.
pub(super) fn points_fault(leaf: &Leaf, points: &Points) -> Option<Problem> {
    if is_outside(leaf, points) {
        let problem = Problem::new("assessments.out_of_range");
        return Some(problem.with("points", points).with("maximum", &leaf.max_points));
    }
    let problem = || Problem::new("assessments.off_step").with("points", points);
    (!step::allows(leaf, points)).then(problem)
}

/// Points that no file and no person may give.
pub(super) fn is_outside(leaf: &Leaf, points: &Points) -> bool {
    points.is_negative() || points > &leaf.max_points
}

/// The first piece of evidence that says nothing, or too many of them.
pub(super) fn evidence_fault(evidence: &[Evidence]) -> Option<Problem> {
    if evidence.len() > MOST_EVIDENCE {
        return Some(Problem::new("assessments.evidence_many").with("most", MOST_EVIDENCE));
    }
    let texts = |it: &Evidence| [&it.name, &it.number, &it.pages].map(|text| text.chars().count());
    if evidence.iter().flat_map(texts).any(|length| length > LONGEST_EVIDENCE) {
        return Some(Problem::new("assessments.evidence_long").with("most", LONGEST_EVIDENCE));
    }
    let blank = |it: &Evidence| it.file.is_none() && shows_nothing(&it.name) && shows_nothing(&it.number);
    evidence.iter().any(blank).then(|| Problem::new("assessments.evidence_blank"))
}

/// A text that is too long to be kept.
pub(super) fn text_fault(text: &str) -> Option<Problem> {
    let problem = || Problem::new("assessments.text_long").with("most", LONGEST_TEXT);
    (text.chars().count() > LONGEST_TEXT).then(problem)
}

/// Points of a leaf that goes by a share which do not follow from what is declared.
fn is_by_hand(leaf: &Leaf, entry: &Entry) -> bool {
    let declared = entry.declared.as_ref().and_then(|declared| follows(leaf, declared));
    leaf.rule == Some(Rule::Ratio) && entry.points.is_some() && entry.points != declared
}

fn declaration_fault(leaf: &Leaf, declared: &Declared) -> Option<Problem> {
    if leaf.rule != Some(Rule::Ratio) {
        return Some(Problem::new("assessments.no_share"));
    }
    let Declared { done, out_of } = declared;
    // What stands is read again whenever a list is made.
    if [done, out_of].iter().any(|number| number.in_machine_integers().is_none()) {
        return Some(Problem::new("assessments.declared_long"));
    }
    let problem = || Problem::new("assessments.declared").with("done", done).with("out_of", out_of);
    follows(leaf, declared).is_none().then(problem)
}

/// The share of the maximum, down to the step.
fn follows(leaf: &Leaf, Declared { done, out_of }: &Declared) -> Option<Points> {
    let sound = !done.is_negative() && !out_of.is_negative() && !out_of.is_zero() && done <= out_of;
    (sound && leaf.rule == Some(Rule::Ratio))
        .then(|| step::down(leaf, &(&(done * &leaf.max_points) / out_of)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Name;

    fn points(text: &str) -> Points {
        Points::parse(text).unwrap()
    }

    fn leaf(max: &str, rule: Rule) -> Leaf {
        let rule = Some(rule);
        Leaf {
            max_points: points(max),
            method: Method::SelfScored,
            rule,
            steps: Vec::new(),
            evidence: Name::default(),
        }
    }

    fn entry(claimed: &str) -> Entry {
        Entry { points: Some(points(claimed)), ..Entry::default() }
    }

    fn proven(claimed: &str) -> Entry {
        let evidence = vec![Evidence { number: "12/QĐ-UBND".to_owned(), ..Evidence::default() }];
        Entry { evidence, ..entry(claimed) }
    }

    fn named(name: &str) -> Vec<Evidence> {
        vec![Evidence { name: name.to_owned(), ..Evidence::default() }]
    }

    fn declared(done: &str, out_of: &str) -> Entry {
        let declared = Some(Declared { done: points(done), out_of: points(out_of) });
        Entry { points: None, declared, ..proven("0") }
    }

    fn codes(leaf: &Leaf, entry: &Entry) -> Vec<String> {
        entry_faults(leaf, entry)
            .into_iter()
            .map(|problem| problem.code["assessments.".len()..].to_owned())
            .collect()
    }

    #[test]
    fn points_outside_the_leaf_off_its_steps_or_unproven_are_refused() {
        let leaf = leaf("2", Rule::Steps);
        for (entry, expected) in [
            (proven("1.75"), &[][..]),
            (proven("2.25"), &["out_of_range"]),
            (proven("-1"), &["out_of_range"]),
            (proven("0.3"), &["off_step"]),
            (entry("1"), &["no_evidence"]),
            (Entry { note: " \n".to_owned(), ..entry("1") }, &["no_evidence"]),
            (Entry { note: "đã làm".to_owned(), ..entry("1") }, &[]),
            (entry("0"), &[]),
            (Entry::default(), &[]),
            (Entry { evidence: vec![Evidence::default()], ..entry("0") }, &["evidence_blank"]),
            (Entry { evidence: vec![Evidence::default(); 101], ..entry("0") }, &["evidence_many"]),
            (Entry { note: "x".repeat(20_001), ..entry("0") }, &["text_long"]),
            (declared("1", "2"), &["no_share"]),
            // Of what takes no room on the screen a person sees nothing.
            (Entry { note: " \u{200b}".to_owned(), ..entry("1") }, &["no_evidence"]),
            (Entry { evidence: named("\u{feff}"), ..entry("1") }, &["evidence_blank"]),
            (Entry { evidence: named(&"x".repeat(501)), ..entry("1") }, &["evidence_long"]),
        ] {
            assert_eq!(codes(&leaf, &entry), expected, "{entry:?}");
        }
    }

    #[test]
    fn a_leaf_of_the_survey_takes_nothing() {
        let survey = Leaf { method: Method::Survey, rule: None, ..leaf("2", Rule::Ratio) };
        assert_eq!(codes(&survey, &Entry::default()), ["survey_leaf"]);
    }

    #[test]
    fn points_follow_from_what_is_declared_down_to_the_step() {
        let leaf = leaf("2", Rule::Ratio);
        for (done, out_of, expected) in
            [("97", "100", "1.75"), ("100", "100", "2"), ("0", "7", "0"), ("2", "3", "1.25")]
        {
            let entry = declared(done, out_of);
            assert_eq!(points_of(&leaf, &entry), Some(points(expected)), "{done} of {out_of}");
            assert_eq!(codes(&leaf, &entry), [""; 0]);
        }
        for (done, out_of) in [("8", "7"), ("1", "0"), ("-1", "7"), ("1", "-7")] {
            assert_eq!(codes(&leaf, &declared(done, out_of)), ["declared"], "{done} of {out_of}");
            assert_eq!(points_of(&leaf, &declared(done, out_of)), None);
        }
        let long = format!("0.{}", "3".repeat(30));
        assert_eq!(codes(&leaf, &declared(&long, "1")), ["declared_long"]);
        assert_eq!(codes(&leaf, &declared("1234567890123.45", "9876543210987.6")), [""; 0]);
    }

    #[test]
    fn points_by_hand_where_a_share_is_asked_need_an_explanation() {
        let leaf = leaf("2", Rule::Ratio);
        let by_hand = |claimed: &str| Entry { points: Some(points(claimed)), ..declared("1", "2") };
        assert_eq!(codes(&leaf, &by_hand("1")), [""; 0], "what follows may be written as well");
        assert_eq!(codes(&leaf, &by_hand("1.5")), ["by_hand"]);
        assert_eq!(codes(&leaf, &proven("1")), ["by_hand"], "nothing is declared");
        let unseen = Entry { note: "\u{2060}\u{ad}".to_owned(), ..by_hand("1.5") };
        assert_eq!(codes(&leaf, &unseen), ["by_hand"]);
        let explained = Entry { note: "theo biên bản".to_owned(), ..by_hand("1.5") };
        assert_eq!(codes(&leaf, &explained), [""; 0]);
        assert_eq!(points_of(&leaf, &explained), Some(points("1.5")));
    }
}
