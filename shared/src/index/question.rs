//! What one question says of one unit (rule 2): its answers, and what they are worth.

use super::chosen::Options;
use crate::campaign::DontKnow;
use crate::form::Choice;
use crate::points::Points;

/// The counted answers and the percents that they add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Share {
    /// Σ percent · answers.
    pub worth: Points,
    /// Σ answers.
    pub answers: u64,
}

impl Share {
    /// Nobody answered.
    pub fn none() -> Self {
        Self { worth: Points::zero(), answers: 0 }
    }

    /// What the chosen options give. An option that the question does not have is no answer to it.
    pub fn of(choices: &[Choice], chosen: &Options, dont_know: DontKnow) -> Self {
        let mut share = Self::none();
        for choice in choices {
            let answers = chosen.get(&*choice.name).copied().unwrap_or(0);
            match (&choice.percent, dont_know) {
                (Some(percent), _) => {
                    share.worth += &(percent * &Points::count(answers));
                    share.answers += answers;
                }
                (None, DontKnow::Zero) => share.answers += answers,
                (None, DontKnow::Exclude) => {}
            }
        }
        share
    }

    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.worth += &other.worth;
        self.answers += other.answers;
    }

    /// Whether the question stays: enough counted answers, and at least one.
    pub fn is_left(&self, min_answers: u32) -> bool {
        self.answers > 0 && self.answers >= u64::from(min_answers)
    }

    /// The mean percent; `None` without an answer.
    pub fn rate(&self) -> Option<Points> {
        (self.answers > 0).then(|| &self.worth / &Points::count(self.answers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::{choices, options};

    #[test]
    fn an_option_is_worth_its_percent_for_each_answer() {
        let share =
            Share::of(&choices(), &options(&[("A", 9), ("B", 5), ("C", 3), ("D", 1)]), DontKnow::Exclude);
        assert_eq!((share.worth.clone(), share.answers), (Points::whole(1260), 18));
        assert_eq!(share.rate(), Some(Points::whole(70)));
    }

    #[test]
    fn no_opinion_is_left_out_or_worth_nothing() {
        let chosen = options(&[("A", 9), ("B", 5), ("C", 3), ("D", 1), ("E", 2)]);
        assert_eq!(Share::of(&choices(), &chosen, DontKnow::Exclude).rate(), Some(Points::whole(70)));
        assert_eq!(Share::of(&choices(), &chosen, DontKnow::Zero).rate(), Some(Points::whole(63)));
    }

    #[test]
    fn an_option_that_the_question_does_not_have_is_no_answer() {
        for dont_know in [DontKnow::Exclude, DontKnow::Zero] {
            assert_eq!(Share::of(&choices(), &options(&[("X", 4)]), dont_know), Share::none());
        }
    }

    #[test]
    fn a_question_stays_from_the_least_number_of_answers_on_and_never_with_none() {
        let share = Share { worth: Points::whole(300), answers: 3 };
        assert!(share.is_left(0) && share.is_left(3) && !share.is_left(4));
        assert!(!Share::none().is_left(0));
        assert_eq!(Share::none().rate(), None);
    }
}
