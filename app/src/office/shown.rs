//! What a screen shows of something on the server: the last answer stays in sight when the network goes.

use jiff::Timestamp;
use shared::problem::Problem;

/// The last answer and what went wrong since.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown<T> {
    /// What was asked for; an answer to another question is not shown.
    asked: String,
    /// The last good answer.
    pub value: Option<T>,
    /// When it came.
    pub at: Option<Timestamp>,
    /// Why there is no newer one.
    pub problem: Option<Problem>,
}

impl<T> Default for Shown<T> {
    fn default() -> Self {
        Self { asked: String::new(), value: None, at: None, problem: None }
    }
}

impl<T> Shown<T> {
    /// Whether this is what is asked for.
    pub fn asks(&self, question: &str) -> bool {
        self.asked == question
    }

    /// Something is asked for. An answer to the same question stays in sight until the new one comes.
    pub fn ask(&mut self, question: &str) {
        if !self.asks(question) {
            *self = Self { asked: question.to_owned(), ..Self::default() };
        }
    }

    /// The server answered, or did not. What it refuses by now goes out of sight.
    pub fn answered(&mut self, question: &str, answer: Result<T, Problem>, now: Timestamp, refused: bool) {
        if !self.asks(question) {
            return;
        }
        if refused {
            (self.value, self.at) = (None, None);
        }
        match answer {
            Ok(value) => {
                self.value = Some(value);
                self.at = Some(now);
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_last_answer_stays_when_the_network_goes() {
        let mut shown = Shown::default();
        shown.ask("a");
        shown.answered("a", Ok(1), at(1), false);
        shown.ask("a");
        shown.answered("a", Err(Problem::new("offline")), at(2), false);
        assert_eq!((shown.value, shown.at), (Some(1), Some(at(1))));
        assert_eq!(shown.problem.as_ref().map(|problem| problem.code.as_str()), Some("offline"));
        shown.answered("a", Ok(2), at(3), false);
        assert_eq!((shown.value, shown.at, shown.problem), (Some(2), Some(at(3)), None));
    }

    #[test]
    fn what_is_refused_by_now_goes_out_of_sight() {
        let mut shown = Shown::default();
        shown.ask("a");
        shown.answered("a", Ok(1), at(1), false);
        shown.answered("a", Err(Problem::new("access.denied")), at(2), true);
        assert_eq!((shown.value, shown.at), (None, None));
        assert_eq!(shown.problem.map(|problem| problem.code).as_deref(), Some("access.denied"));
    }

    #[test]
    fn an_answer_to_another_question_is_not_shown() {
        let mut shown = Shown::default();
        shown.ask("a");
        shown.answered("a", Ok(1), at(1), false);
        shown.ask("b");
        assert_eq!(shown.value, None);
        shown.answered("a", Ok(1), at(2), false);
        assert_eq!(shown.value, None);
    }
}
