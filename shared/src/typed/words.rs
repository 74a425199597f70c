//! The fields of a leaf, word for word, and what they say.

use serde::{Deserialize, Serialize};

use super::number::{day, number, written};
use crate::assessment::{answer_faults, entry_faults};
use crate::campaign::{Leaf, Method};
use crate::points::Points;
use crate::problem::Problem;
use crate::wire::{Answer, Declared, Entry, Evidence, LeafRecord};

/// What stands in the fields of a leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The points.
    pub points: String,
    /// So many done.
    pub done: String,
    /// Out of so many.
    pub out_of: String,
    /// The explanation.
    pub note: String,
    /// What proves it.
    pub evidence: Vec<Document>,
}

/// The fields of a piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// All of it but its day.
    pub said: Evidence,
    /// Its day.
    pub date: String,
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The points.
    Points,
    /// What is declared.
    Declared,
    /// The explanation.
    Note,
    /// The evidence as a whole.
    Evidence,
    /// One piece of it.
    Document(usize),
}

impl Document {
    /// Whether nothing was typed yet.
    pub fn is_blank(&self) -> bool {
        self.date.trim().is_empty() && self.said == Evidence::default()
    }

    fn evidence(&self) -> Result<Evidence, Problem> {
        let date = if self.date.trim().is_empty() { None } else { Some(day(&self.date)?) };
        Ok(Evidence { date, ..self.said.clone() })
    }
}

impl From<&Entry> for Words {
    fn from(entry: &Entry) -> Self {
        let share = |of: fn(&Declared) -> &Points| {
            entry.declared.as_ref().map(|declared| written(of(declared))).unwrap_or_default()
        };
        let document = |said: &Evidence| Document {
            date: said.date.map(|date| crate::message::date(&date.to_string())).unwrap_or_default(),
            said: Evidence { date: None, ..said.clone() },
        };
        Self {
            points: entry.points.as_ref().map(written).unwrap_or_default(),
            done: share(|declared| &declared.done),
            out_of: share(|declared| &declared.out_of),
            note: entry.note.clone(),
            evidence: entry.evidence.iter().map(document).collect(),
        }
    }
}

impl Words {
    /// What the fields say, or what cannot be read. A row of evidence in which nothing was typed yet is none.
    pub fn read(&self) -> Result<Entry, Vec<(Part, Problem)>> {
        let mut faults = Vec::new();
        let mut kept = |part: Part, text: &str| {
            let read = (!text.trim().is_empty()).then(|| number(text));
            read.and_then(|read| read.map_err(|problem| faults.push((part, problem))).ok())
        };
        let points = kept(Part::Points, &self.points);
        let (done, out_of) = (kept(Part::Declared, &self.done), kept(Part::Declared, &self.out_of));
        let half = self.done.trim().is_empty() != self.out_of.trim().is_empty();
        if half {
            faults.push((Part::Declared, Problem::new("typed.half")));
        }
        let mut evidence = Vec::new();
        for (nth, document) in self.evidence.iter().enumerate().filter(|(_, it)| !it.is_blank()) {
            match document.evidence() {
                Ok(_) if document.said.name.trim().is_empty() && document.said.number.trim().is_empty() => {
                    faults.push((Part::Document(nth), Problem::new("assessments.evidence_blank")));
                }
                Ok(said) => evidence.push(said),
                Err(problem) => faults.push((Part::Document(nth), problem)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let declared = done.zip(out_of).map(|(done, out_of)| Declared { done, out_of });
        // Word for word: who goes on after a reload goes on behind the blank that they typed.
        let note = if self.note.trim().is_empty() { String::new() } else { self.note.clone() };
        Ok(Entry { points, declared, note, evidence })
    }

    /// The entry that may go to the server, or what is refused at which field.
    pub fn judged(&self, leaf: &Leaf) -> Result<Entry, Vec<(Part, Problem)>> {
        let entry = self.read()?;
        let faults = entry_faults(leaf, &entry);
        if faults.is_empty() {
            return Ok(entry);
        }
        Err(faults.into_iter().map(|problem| (part_of(leaf, &problem), problem)).collect())
    }

    /// What may go to the server as an answer to a question of the record, or what is refused at which field.
    pub fn answering(&self, record: &LeafRecord, question: i64) -> Result<Entry, Vec<(Part, Problem)>> {
        let Entry { note, evidence, .. } = self.read()?;
        let answer = Answer { question, text: note, evidence };
        let faults = answer_faults(record, &answer);
        if faults.is_empty() {
            return Ok(Entry { note: answer.text, evidence: answer.evidence, ..Entry::default() });
        }
        let part = |problem: &Problem| match problem.code.as_str() {
            "assessments.evidence_many" | "assessments.evidence_blank" => Part::Evidence,
            _ => Part::Note,
        };
        Err(faults.into_iter().map(|problem| (part(&problem), problem)).collect())
    }
}

/// The field that a refusal is about.
fn part_of(leaf: &Leaf, problem: &Problem) -> Part {
    match problem.code.trim_start_matches("assessments.") {
        _ if leaf.method == Method::Survey => Part::Points,
        "no_evidence" | "evidence_many" | "evidence_blank" => Part::Evidence,
        "declared" | "no_share" => Part::Declared,
        "by_hand" | "text_long" => Part::Note,
        _ => Part::Points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Name, Rule};
    use crate::wire::{Edition, Question};

    fn leaf(rule: Rule) -> Leaf {
        let (method, rule) = (Method::SelfScored, Some(rule));
        let max_points = Points::whole(2);
        Leaf { max_points, method, rule, steps: Vec::new(), evidence: Name::default() }
    }

    fn document(number: &str, date: &str) -> Document {
        let said = Evidence { number: number.to_owned(), ..Evidence::default() };
        Document { said, date: date.to_owned() }
    }

    fn words(points: &str) -> Words {
        Words {
            points: points.to_owned(),
            evidence: vec![document("12/QĐ-UBND", "5/1/2019")],
            ..Words::default()
        }
    }

    fn refused(words: &Words, rule: Rule) -> Vec<(Part, String)> {
        let faults = words.judged(&leaf(rule)).err().unwrap_or_default();
        faults.into_iter().map(|(part, problem)| (part, problem.code)).collect()
    }

    #[test]
    fn what_is_typed_comes_back_from_the_entry_that_it_says() {
        let typed = Words { note: "đã làm".to_owned(), ..words("1,75") };
        let entry = typed.judged(&leaf(Rule::Steps)).unwrap();
        assert_eq!(entry.points, Some(Points::parse("1.75").unwrap()));
        assert_eq!(entry.evidence[0].date.unwrap().to_string(), "2019-01-05");
        assert_eq!(Words::from(&entry).read(), Ok(entry));
    }

    #[test]
    fn an_explanation_comes_back_with_the_blank_at_its_end_and_blanks_alone_are_none() {
        let noted = |note: &str| Words { note: note.to_owned(), ..words("1") };
        let back = |typed: Words| Words::from(&typed.read().unwrap()).note;
        assert_eq!(back(noted("đã làm \n")), "đã làm \n");
        assert_eq!(back(noted(" \n")), "");
    }

    #[test]
    fn each_refusal_stands_at_its_field() {
        let bare = |points: &str| Words { evidence: Vec::new(), ..words(points) };
        let of = |document| Words { evidence: vec![document], ..words("1") };
        let share = |done: &str, out_of: &str| Words {
            done: done.to_owned(),
            out_of: out_of.to_owned(),
            ..words("")
        };
        for (typed, rule, part, code) in [
            (words("3"), Rule::Steps, Part::Points, "assessments.out_of_range"),
            (words("0,3"), Rule::Steps, Part::Points, "assessments.off_step"),
            (words("1.234"), Rule::Steps, Part::Points, "typed.number_two_ways"),
            (words("hai"), Rule::Steps, Part::Points, "typed.number"),
            (bare("1"), Rule::Steps, Part::Evidence, "assessments.no_evidence"),
            (of(document("", "")), Rule::Steps, Part::Evidence, "assessments.no_evidence"),
            (of(document("", "5/1/2019")), Rule::Steps, Part::Document(0), "assessments.evidence_blank"),
            (of(document("12", "5/13/2019")), Rule::Steps, Part::Document(0), "typed.day"),
            (share("8", "7"), Rule::Ratio, Part::Declared, "assessments.declared"),
            (share("8", ""), Rule::Ratio, Part::Declared, "typed.half"),
            (share("1", "2"), Rule::Steps, Part::Declared, "assessments.no_share"),
            (words("1"), Rule::Ratio, Part::Note, "assessments.by_hand"),
        ] {
            assert_eq!(refused(&typed, rule), [(part, code.to_owned())], "{typed:?}");
        }
        let survey = Leaf { method: Method::Survey, rule: None, ..leaf(Rule::Steps) };
        let refused = words("1").judged(&survey).unwrap_err();
        assert_eq!((refused[0].0, refused[0].1.code.as_str()), (Part::Points, "assessments.survey_leaf"));
    }

    #[test]
    fn an_answer_needs_words_and_a_question_and_takes_evidence_along() {
        let said = Question { text: "Vì sao?".to_owned() };
        let (by, at) = ("tdv".to_owned(), jiff::Timestamp::UNIX_EPOCH);
        let record = LeafRecord {
            questions: vec![Edition { position: 7, over: Vec::new(), by, at, said }],
            ..LeafRecord::default()
        };
        let typed = Words { note: "Đã bổ sung.".to_owned(), ..words("") };
        let entry = typed.answering(&record, 7).unwrap();
        assert_eq!((&*entry.note, entry.evidence.len(), entry.points), ("Đã bổ sung.", 1, None));
        let refused = |typed: &Words, question| {
            let faults = typed.answering(&record, question).unwrap_err();
            (faults[0].0, faults[0].1.code.clone())
        };
        assert_eq!(refused(&words(""), 7), (Part::Note, "assessments.text_blank".to_owned()));
        assert_eq!(refused(&typed, 8), (Part::Note, "assessments.no_question".to_owned()));
        let undated = Words { evidence: vec![document("12", "5/13/2019")], ..typed };
        assert_eq!(refused(&undated, 7), (Part::Document(0), "typed.day".to_owned()));
    }
}
