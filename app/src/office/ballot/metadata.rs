//! What the device filled in about the interview, for reading: moments and days as people write them. What the facts of the
//! ballot say already is not said twice.

use shared::ballot::Header;
use shared::form::Kind;
use shared::message;
use shared::wire::AnswerRow;

use crate::zone::local;

/// The metadata that say something else than the header: the key of the name, and the value in words.
pub fn metadata(header: &Header, answers: &[AnswerRow], zone: &str) -> Vec<(&'static str, String)> {
    let moment =
        |value: &str| shared::moment::moment(value).map_or_else(|| value.to_owned(), |at| local(at, zone));
    let rows = answers.iter().filter(|row| row.kind.is_metadata() && !row.value.is_empty());
    rows.filter_map(|row| {
        let (key, shown, known) = match row.kind {
            Kind::Start => ("office.meta.start", moment(&row.value), Some(local(header.started, zone))),
            Kind::End => ("office.meta.end", moment(&row.value), Some(local(header.finished, zone))),
            Kind::Today => ("office.meta.today", message::date(&row.value), None),
            Kind::DeviceId => ("office.meta.device", row.value.clone(), None),
            _ => ("office.meta.username", row.value.clone(), header.interviewer.clone()),
        };
        (Some(&shown) != known.as_ref()).then_some((key, shown))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::ballot_row;
    use crate::zone::VIET_NAM;
    use shared::form::Text;
    use shared::wire::Status;

    fn row(kind: Kind, value: &str) -> AnswerRow {
        AnswerRow {
            unit: None,
            question: "named as one likes".into(),
            kind,
            label: Text::new(),
            value: value.into(),
            labels: Vec::new(),
        }
    }

    fn header() -> Header {
        Header {
            started: "2026-11-28T06:34:43.962+07:00".parse().unwrap(),
            interviewer: Some("dtv01".into()),
            ..ballot_row(1, Status::Valid).header
        }
    }

    #[test]
    fn metadata_are_said_in_words_and_only_where_the_header_does_not_say_them() {
        let answers = [
            row(Kind::Start, "2026-11-28T06:34:43.962+07:00"),
            row(Kind::Today, "2026-11-28"),
            row(Kind::DeviceId, "parindex:0193"),
            row(Kind::Username, "dtv01"),
            row(Kind::Text, "said by the respondent"),
        ];
        let said = [("office.meta.today", "28/11/2026"), ("office.meta.device", "parindex:0193")];
        assert_eq!(metadata(&header(), &answers, VIET_NAM), said.map(|(key, value)| (key, value.to_owned())));
    }

    #[test]
    fn what_differs_from_the_header_or_cannot_be_read_is_shown() {
        let answers = [
            row(Kind::Start, "2026-11-28T07:00:00+07:00"),
            row(Kind::End, "soon"),
            row(Kind::Username, "dtv02"),
        ];
        let said = [
            ("office.meta.start", "07:00 28/11/2026"),
            ("office.meta.end", "soon"),
            ("office.meta.username", "dtv02"),
        ];
        assert_eq!(metadata(&header(), &answers, VIET_NAM), said.map(|(key, value)| (key, value.to_owned())));
    }
}
