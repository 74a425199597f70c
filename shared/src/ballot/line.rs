//! A line of ballots.jsonl: a ballot as files carry it, with its status, before or after its life on a server.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Answers, Mode, Status};

/// A line of ballots.jsonl.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotLine {
    /// Of several valid ballots with one id the first in the file counts.
    pub id: Uuid,
    /// The form.
    pub form: String,
    /// The form's version.
    pub version: String,
    /// The respondent group as written; what counts is the group of the form in the forms sheet.
    pub group: String,
    /// A place's code, a unit's code, or `province`.
    pub place: String,
    /// The account that asked; null where the respondent answered alone.
    #[serde(default)]
    pub interviewer: Option<String>,
    /// How the answers were taken.
    pub mode: Mode,
    /// When the interview began.
    pub started: Timestamp,
    /// When it was finished.
    pub finished: Timestamp,
    /// Only a valid one counts.
    pub status: Status,
    /// Where a person decided: what a person accepted counts whatever its faults.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decided>,
    /// Server clock minus device clock, where the day is known only with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_offset_ms: Option<i64>,
    /// The ballot that was rejected and is done again by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Uuid>,
    /// When the respondent agreed to take part, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented: Option<Timestamp>,
    /// By question name; a repeat is a list of objects, each with its `unit`.
    pub answers: Answers,
}

impl BallotLine {
    /// A line from its value. The answers are most of it: they are moved, where a reader would copy them.
    pub fn from_value(mut value: Value) -> serde_json::Result<Self> {
        let answers = value.get_mut("answers").and_then(Value::as_object_mut).map(std::mem::take);
        let mut line = Self::deserialize(value)?;
        line.answers = answers.unwrap_or(line.answers);
        Ok(line)
    }

    /// The line, with its end.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string(self).expect("a line is plain data");
        text.push('\n');
        text
    }
}

/// Who decided about a ballot, when and why. What was decided is the line's status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The account.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "016e3ac9-e420-73ec-ad52-3bc63fd5b90c", "form": "P1", "version": "2019.1",
        "group": "G1", "place": "province", "interviewer": null, "mode": "online",
        "started": "2019-11-05T15:59:00+07:00", "finished": "2019-11-05T16:10:00+07:00", "status": "valid",
        "answers": {"sex": "f", "districts": [{"unit": "TPBK", "P1B_1": "B"}]}}"#;

    #[test]
    fn a_line_of_the_file_is_read_and_written_back() {
        let line: BallotLine = serde_json::from_str(LINE).unwrap();
        assert_eq!(line.status, Status::Valid);
        assert_eq!(line.started.to_string(), "2019-11-05T08:59:00Z");
        let again = serde_json::to_string(&line).unwrap();
        assert_eq!(serde_json::from_str::<BallotLine>(&again).unwrap(), line);
    }

    #[test]
    fn a_decision_is_kept_whole_and_read_strictly() {
        let decision = r#""decision": {"by": "an", "at": "2019-12-01T08:00:00+07:00", "reason": "Đã gọi lại"}, "answers""#;
        let decided = LINE.replace("\"answers\"", decision);
        let line: BallotLine = serde_json::from_str(&decided).unwrap();
        let said = line.decision.clone().unwrap();
        assert_eq!((said.by.as_str(), said.reason.as_str()), ("an", "Đã gọi lại"));
        assert_eq!(said.at.to_string(), "2019-12-01T01:00:00Z");
        let again = serde_json::to_string(&line).unwrap();
        assert_eq!(serde_json::from_str::<BallotLine>(&again).unwrap(), line);
        assert!(
            !serde_json::to_string(&serde_json::from_str::<BallotLine>(LINE).unwrap())
                .unwrap()
                .contains("decision")
        );
        for (right, wrong) in [("\"by\"", "\"who\""), ("2019-12-01T08:00:00+07:00", "1/12/2019")] {
            assert!(serde_json::from_str::<BallotLine>(&decided.replace(right, wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_field_that_nobody_knows_is_not_ignored() {
        let line = LINE.replace("\"mode\"", "\"stauts\": \"rejected\", \"mode\"");
        assert!(serde_json::from_str::<BallotLine>(&line).unwrap_err().to_string().contains("stauts"));
    }
}
