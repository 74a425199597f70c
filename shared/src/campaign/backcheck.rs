//! Which ballots are asked again by another person (phúc tra), as the settings `backcheck_…` say.

use serde::{Deserialize, Serialize};

use super::questionnaires::Questionnaire;
use crate::form::{FormDefinition, Kind, Node, Question, UNIT, flat};
use crate::problem::{Location, Problem};
use crate::sheet::Faults;

/// How many are asked again, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backcheck {
    /// So many percent of each interviewer's ballots, rounded up.
    pub percent: u32,
    /// What is asked again: questions with choices, by name, in whatever form has them.
    pub questions: Vec<String>,
    /// What the draws begin with; empty where each makes its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seed: String,
}

impl Backcheck {
    /// How many of so many ballots of an interviewer are asked again.
    pub fn share_of(&self, ballots: usize) -> usize {
        (ballots * self.percent as usize).div_ceil(100)
    }

    /// Whether a form asks anything that is asked again.
    pub fn concerns(&self, definition: &FormDefinition) -> bool {
        self.questions.iter().any(|name| question(definition, name).is_some())
    }
}

/// The question of a form with this name, if it has choices and its answer is in the ballot; which unit a repeat is about is no answer.
pub fn question<'a>(definition: &'a FormDefinition, name: &str) -> Option<&'a Question> {
    let about = |node: &&Node| matches!(node, Node::Question(question) if question.name == UNIT);
    let repeats = definition.repeats().flat_map(|repeat| flat(&repeat.nodes)).filter(|node| !about(node));
    let is_it = |node: &'a Node| match node {
        Node::Question(question) if question.name == name => Some(question),
        _ => None,
    };
    let found = flat(&definition.nodes).into_iter().chain(repeats).find_map(is_it);
    found.filter(|it| !it.personal && matches!(it.kind, Kind::SelectOne(_) | Kind::SelectMultiple(_)))
}

/// Each question that is asked again stands there once, is one of some form, and has choices. Forms that have none of them are named: of them
/// nothing is asked again.
pub(super) fn check(it: &Backcheck, at: &Location, read: &[Questionnaire], faults: &mut Faults) {
    for (nth, name) in it.questions.iter().enumerate() {
        if it.questions[..nth].contains(name) {
            faults.note(at.clone(), Problem::new("settings.backcheck_twice").with("question", name));
        }
        let may_have = |(_, compiled): &Questionnaire| {
            compiled.as_ref().is_none_or(|it| !it.whole || question(&it.definition, name).is_some())
        };
        if !read.iter().any(may_have) {
            faults.note(at.clone(), Problem::new("settings.backcheck").with("question", name));
        }
    }
    let left_out = |(row, compiled): &Questionnaire| {
        let compiled = compiled.as_ref().filter(|compiled| compiled.whole)?;
        (!it.concerns(&compiled.definition)).then(|| row.value.form.clone())
    };
    let left_out: Vec<String> = read.iter().filter_map(left_out).collect();
    if !left_out.is_empty() && left_out.len() < read.len() {
        let problem = Problem::new("settings.backcheck_left_out").with("forms", left_out.join(", "));
        faults.warn(at.clone(), problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::tests::specimen::with_settings;
    use crate::form::Scope;
    use crate::form::example::{form, repeat};

    /// What the specimen says with these settings more, or the codes of its faults.
    fn backcheck(more: &[(&str, &str)]) -> Result<Option<Backcheck>, Vec<String>> {
        let (campaign, codes) = with_settings(more);
        campaign.map(|campaign| campaign.settings.backcheck).ok_or(codes)
    }

    #[test]
    fn what_a_package_does_not_say_stands_nowhere_and_nought_leaves_it_out() {
        assert_eq!(backcheck(&[]), Ok(None));
        let campaign = crate::campaign::tests::specimen::campaign();
        assert!(!serde_json::to_string(&campaign).unwrap().contains("backcheck"), "digests of packages stay");
        assert_eq!(backcheck(&[("backcheck_percent", "0"), ("backcheck_questions", "Q1")]), Ok(None));
        let said = backcheck(&[("backcheck_percent", "5"), ("backcheck_questions", "Q1")]).unwrap().unwrap();
        assert_eq!(said, Backcheck { percent: 5, questions: vec!["Q1".to_owned()], seed: String::new() });
    }

    #[test]
    fn what_cannot_be_asked_again_is_refused() {
        for (more, code) in [
            (&[("backcheck_percent", "5")][..], "settings.missing"),
            (&[("backcheck_questions", "Q1")], "settings.missing"),
            (&[("backcheck_percent", "101"), ("backcheck_questions", "Q1")], "cell.not_whole"),
            (&[("backcheck_percent", "5"), ("backcheck_questions", "Q1 none")], "settings.backcheck"),
            (&[("backcheck_percent", "5"), ("backcheck_questions", "Q1 Q1")], "settings.backcheck_twice"),
        ] {
            assert_eq!(backcheck(more), Err(vec![code.to_owned()]), "{more:?}");
        }
    }

    #[test]
    fn what_is_sealed_apart_is_in_no_ballot_to_be_compared() {
        let asked = |personal| {
            let kind = Kind::SelectOne("l".to_owned());
            Node::Question(Question { name: "q".to_owned(), kind, personal, ..Question::default() })
        };
        let found = [false, true].map(|personal| question(&form(vec![asked(personal)]), "q").is_some());
        assert_eq!(found, [true, false]);
    }

    #[test]
    fn which_unit_a_repeat_is_about_is_nothing_that_is_asked_again() {
        let found = [UNIT, "q"].map(|name| {
            let kind = Kind::SelectOne("l".to_owned());
            let asked = Node::Question(Question { name: name.to_owned(), kind, ..Question::default() });
            let definition = form(vec![repeat("r", "A", Scope::All, vec![asked])]);
            question(&definition, name).is_some()
        });
        assert_eq!(found, [false, true]);
    }

    #[test]
    fn a_share_is_rounded_up() {
        let it = Backcheck { percent: 5, questions: Vec::new(), seed: String::new() };
        assert_eq!([0, 1, 20, 21, 100].map(|ballots| it.share_of(ballots)), [0, 1, 1, 2, 5]);
    }
}
