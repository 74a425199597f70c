//! What a question gives to a leaf, option by option, with the words of the form.

use shared::campaign::Campaign;
use shared::form::{Choice, FormDefinition, Kind, Percent, Question};
use shared::message::Language;
use shared::points::Points;
use shared::wire::QuestionShare;

/// A question behind a survey point.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The question in words; its name where the form does not know it.
    pub question: String,
    /// Its options in the form's order; those that only an earlier version had come last.
    pub options: Vec<OptionCount>,
}

/// How often an option was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionCount {
    /// The option in words.
    pub label: String,
    /// What it is worth; absent means no opinion.
    pub percent: Option<Points>,
    /// How often it was chosen.
    pub answers: u64,
}

/// The words behind a share.
pub fn cause(campaign: &Campaign, language: Language, share: &QuestionShare) -> Cause {
    let definition = campaign.definition(&share.form);
    let found = definition.and_then(|definition| {
        let question = definition.questions().find(|question| question.name == share.question)?;
        Some((definition, question))
    });
    let Some((definition, question)) = found else {
        let options = share.options.iter().map(|(name, answers)| unknown(name, *answers)).collect();
        return Cause { question: share.question.clone(), options };
    };
    let choices = choices(definition, question);
    let known = choices.iter().map(|choice| OptionCount {
        label: definition.text(&choice.label, language.code()).to_owned(),
        percent: choice.percent.as_ref().map(Percent::points),
        answers: share.options.get(&choice.name).copied().unwrap_or(0),
    });
    let others = share.options.iter().filter(|(name, _)| choices.iter().all(|choice| choice.name != **name));
    Cause {
        question: definition.text(&question.label, language.code()).to_owned(),
        options: known.chain(others.map(|(name, answers)| unknown(name, *answers))).collect(),
    }
}

fn unknown(name: &str, answers: u64) -> OptionCount {
    OptionCount { label: name.to_owned(), percent: None, answers }
}

fn choices<'a>(definition: &'a FormDefinition, question: &Question) -> &'a [Choice] {
    match &question.kind {
        Kind::SelectOne(list) | Kind::SelectMultiple(list) => {
            definition.choices.get(list).map(Vec::as_slice).unwrap_or_default()
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::campaign;

    fn share(question: &str, options: &[(&str, u64)]) -> QuestionShare {
        QuestionShare {
            form: "P7".into(),
            question: question.into(),
            group: "G7".into(),
            options: options.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect(),
            answers: 0,
            rate: None,
        }
    }

    #[test]
    fn options_stand_in_the_forms_order_with_their_worth_and_also_where_nobody_chose_them() {
        let cause = cause(&campaign(), Language::En, &share("P7_1", &[("E", 2), ("A", 9)]));
        assert_eq!(cause.question, "How are the results?");
        let options: Vec<_> = cause
            .options
            .iter()
            .map(|option| {
                (option.label.as_str(), option.percent.as_ref().map(ToString::to_string), option.answers)
            })
            .collect();
        let percent = |text: &str| Some(text.to_owned());
        assert_eq!(
            options,
            [("Good", percent("100"), 9), ("Poor", percent("0"), 0), ("No opinion", None, 2)]
        );
    }

    #[test]
    fn what_the_form_no_longer_has_is_shown_by_its_name() {
        let gone = cause(&campaign(), Language::En, &share("P7_9", &[("Z", 1)]));
        assert_eq!((gone.question.as_str(), gone.options[0].label.as_str()), ("P7_9", "Z"));
        let option = cause(&campaign(), Language::En, &share("P7_1", &[("Z", 1)]));
        assert_eq!(option.options.last().map(|option| option.label.as_str()), Some("Z"));
    }
}
