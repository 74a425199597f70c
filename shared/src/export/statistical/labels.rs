//! What codes are called, as long as a kind of file takes it: what was told apart stays apart.

use std::borrow::Cow;
use std::collections::HashSet;

use super::names::cut;
use crate::export::frame::Coded;

/// What a variable is about, as long as a file takes it. Where the end tells one of several choices of a question, the question is cut
/// and not what tells it apart.
pub(super) fn of_variable(
    label: &str,
    tail: usize,
    longest: usize,
    length: fn(char) -> usize,
) -> Cow<'_, str> {
    let whole = cut(label, longest, length);
    let (question, choice) = label.split_at(label.len() - tail);
    let taken: usize = choice.chars().map(length).sum();
    if whole == label || tail == 0 || taken > longest / 2 {
        return Cow::Borrowed(whole);
    }
    Cow::Owned(format!("{}{choice}", cut(question, longest - taken, length)))
}

/// The labels of choices, each at most so many bytes long. Those that would be alike are followed by their code: programs make one
/// category of equal labels.
pub(super) fn labels(choices: &[Coded], longest: usize) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut made = Vec::with_capacity(choices.len());
    for choice in choices {
        let text = if choice.label.trim().is_empty() { &choice.code } else { &choice.label };
        let mut label = cut(text, longest, char::len_utf8).to_owned();
        let mut n = 1;
        while !taken.insert(label.clone()) {
            let end = if n == 1 { format!(" ({})", choice.code) } else { format!(" ({n})") };
            let room = longest.saturating_sub(end.len());
            label = format!("{}{end}", cut(text, room, char::len_utf8));
            n += 1;
        }
        made.push(label);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_question_the_choice_is_kept() {
        let of = |label, tail| of_variable(label, tail, 16, |_| 1).into_owned();
        assert_eq!(of("Ông bà biết qua đâu: báo", ": báo".len()), "Ông bà biết: báo");
        assert_eq!(of("Biết qua đâu: báo", 0), "Biết qua đâu: bá");
        assert_eq!(of("Qua: trang thông tin", ": trang thông tin".len()), "Qua: trang thông");
        assert_eq!(of("Qua đâu: báo", ": báo".len()), "Qua đâu: báo");
    }

    #[test]
    fn unequal_labels_stay_unequal_and_equal_ones_become_so() {
        let of = |code: &str, label: &str| Coded { code: code.into(), number: 0, label: label.into() };
        let choices = [
            of("a", "Rất hài lòng lắm"),
            of("b", "Rất hài lòng"),
            of("c", "Khác"),
            of("d", "Khác"),
            of("e", ""),
        ];
        let made = labels(&choices, 15);
        assert_eq!(made, ["Rất hài lòn", "Rất hài  (b)", "Khác", "Khác (d)", "e"]);
        assert!(made.iter().all(|label| label.len() <= 15));
    }
}
