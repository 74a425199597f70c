//! What one question says of one unit (rule 2): its answers, and what they are worth.

use crate::points::{Points, Sum};

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

    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.worth += &other.worth;
        self.answers += other.answers;
    }

    /// The mean percent; `None` without an answer.
    pub fn rate(&self) -> Option<Points> {
        (self.answers > 0).then(|| &self.worth / &Points::count(self.answers))
    }
}

/// The same in integers: the percents are scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Σ scaled percent · answers.
    pub worth: i64,
    /// Σ answers.
    pub answers: u64,
}

impl Counted {
    /// The mean percent, where there is an answer and it fits machine integers.
    pub fn rate(self, over: u64) -> Option<Sum> {
        let mut rate = Sum::default();
        rate.add(self.worth, over.checked_mul(self.answers).filter(|over| *over > 0)?);
        Some(rate)
    }
}

/// Whether a question stays: enough counted answers, and at least one.
pub fn is_left(answers: u64, min_answers: u32) -> bool {
    answers > 0 && answers >= u64::from(min_answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_stays_from_the_least_number_of_answers_on_and_never_with_none() {
        assert!(is_left(3, 0) && is_left(3, 3) && !is_left(3, 4));
        assert!(!is_left(0, 0));
    }

    #[test]
    fn the_rate_is_the_mean_percent_and_nothing_without_an_answer() {
        assert_eq!(Share { worth: Points::whole(1260), answers: 18 }.rate(), Some(Points::whole(70)));
        assert_eq!(Share::none().rate(), None);
        let counted = Counted { worth: 12_600, answers: 18 };
        assert_eq!(counted.rate(10).unwrap().exact(), Points::whole(70));
        assert!(Counted { worth: 0, answers: 0 }.rate(10).is_none());
    }
}
