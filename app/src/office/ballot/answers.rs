//! The answers of a ballot laid out for reading: those about the respondent, then a table of units and questions.

use shared::campaign::Campaign;
use shared::form::Text;
use shared::wire::AnswerRow;

/// The answers about the units of one type.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitAnswers {
    /// The unit type; empty where the campaign does not know the unit.
    pub unit_type: String,
    /// The questions in the form's order: name and label.
    pub questions: Vec<(String, Text)>,
    /// The units in the ballot's order, with an answer or none for each question.
    pub units: Vec<(String, Vec<Option<AnswerRow>>)>,
}

impl UnitAnswers {
    /// With one or two units the questions stand below each other, else the units do.
    pub fn questions_down(&self) -> bool {
        self.units.len() <= 2
    }

    fn question(&mut self, row: &AnswerRow) -> usize {
        let known = self.questions.iter().position(|(name, _)| *name == row.question);
        known.unwrap_or_else(|| {
            self.questions.push((row.question.clone(), row.label.clone()));
            self.units.iter_mut().for_each(|(_, answers)| answers.push(None));
            self.questions.len() - 1
        })
    }

    fn unit(&mut self, code: &str) -> usize {
        let known = self.units.iter().position(|(unit, _)| unit == code);
        known.unwrap_or_else(|| {
            self.units.push((code.to_owned(), vec![None; self.questions.len()]));
            self.units.len() - 1
        })
    }
}

/// Parts the answers: those without a unit, and a table for each unit type judged. Metadata are among the facts.
pub fn lay_out(campaign: &Campaign, answers: &[AnswerRow]) -> (Vec<AnswerRow>, Vec<UnitAnswers>) {
    let mut plain = Vec::new();
    let mut tables: Vec<UnitAnswers> = Vec::new();
    for row in answers.iter().filter(|row| !row.kind.is_metadata()) {
        let Some(unit) = &row.unit else {
            plain.push(row.clone());
            continue;
        };
        let unit_type = campaign.unit(unit).map(|unit| unit.unit_type.as_str()).unwrap_or_default();
        let at = tables.iter().position(|table| table.unit_type == unit_type).unwrap_or_else(|| {
            tables.push(UnitAnswers {
                unit_type: unit_type.to_owned(),
                questions: Vec::new(),
                units: Vec::new(),
            });
            tables.len() - 1
        });
        let table = &mut tables[at];
        let (question, unit) = (table.question(row), table.unit(unit));
        table.units[unit].1[question] = Some(row.clone());
    }
    (plain, tables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::campaign;
    use shared::form::Kind;

    fn answer(unit: Option<&str>, question: &str, value: &str) -> AnswerRow {
        AnswerRow {
            unit: unit.map(str::to_owned),
            question: question.into(),
            kind: Kind::Text,
            label: Text::new(),
            value: value.into(),
            labels: Vec::new(),
        }
    }

    #[test]
    fn each_unit_type_has_its_table_and_a_missing_answer_its_gap() {
        let answers = [
            answer(None, "sex", "f"),
            answer(Some("SNV"), "a", "A"),
            answer(Some("STP"), "a", "B"),
            answer(Some("STP"), "b", "C"),
            answer(Some("TPBK"), "d", "D"),
        ];
        let (plain, tables) = lay_out(&campaign(), &answers);
        assert_eq!(plain, answers[..1]);
        assert_eq!(tables.len(), 2);
        let names: Vec<_> = tables[0].questions.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((tables[0].unit_type.as_str(), names), ("department", vec!["a", "b"]));
        assert_eq!(tables[0].units[0], ("SNV".into(), vec![Some(answers[1].clone()), None]));
        assert_eq!(tables[0].units[1].1[1], Some(answers[3].clone()));
        assert_eq!(tables[1].unit_type, "district");
    }

    #[test]
    fn what_the_device_filled_in_is_no_answer_of_the_respondent() {
        let kinds = [Kind::Start, Kind::End, Kind::Today, Kind::DeviceId, Kind::Username];
        let metadata = kinds.map(|kind| AnswerRow { kind, ..answer(None, "meta", "x") });
        assert_eq!(lay_out(&campaign(), &metadata), (vec![], vec![]));
    }

    #[test]
    fn a_unit_that_the_campaign_does_not_know_is_shown_all_the_same() {
        let (_, tables) = lay_out(&campaign(), &[answer(Some("GONE"), "a", "A")]);
        assert_eq!((tables[0].unit_type.as_str(), tables[0].units[0].0.as_str()), ("", "GONE"));
    }
}
