//! Nobody answered, and why: sealed as a ballot is and sent by the same road, so that it is as safe, but never taken for one.
//!
//! ```text
//! parindex-nonresponse 1\n
//! {"campaign":…,"id":…}\n
//! {"reason":"refused"}
//! ```

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::sealed::{parts, read};
use super::{Digest, Header, OpenError, Sealed};

/// The first line of each.
pub(super) const MAGIC: &str = "parindex-nonresponse 1";

/// Why nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoAnswer {
    /// Who was asked takes no part.
    Refused,
    /// Nobody was met, however often.
    NotMet,
    /// Who was to be asked lives or works there no more.
    Moved,
    /// Who was met is none of those whom the form asks.
    ScreenedOut,
}

impl NoAnswer {
    /// All of them, in the order in which people read them.
    pub const ALL: [Self; 4] = [Self::Refused, Self::NotMet, Self::Moved, Self::ScreenedOut];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::NotMet => "not_met",
            Self::Moved => "moved",
            Self::ScreenedOut => "screened_out",
        }
    }

    /// The reason with this name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// An interview that gave no ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonresponse {
    /// As the ballot would have said.
    pub header: Header,
    /// Why there is none.
    pub reason: NoAnswer,
}

impl Nonresponse {
    /// Fixes the bytes for ever.
    pub fn seal(&self) -> Sealed {
        let header = serde_json::to_string(&self.header).expect("a header is plain data");
        let bytes = format!("{MAGIC}\n{header}\n{{\"reason\":\"{}\"}}", self.reason.code()).into_bytes();
        Sealed { digest: Digest::of(&bytes), bytes }
    }

    /// Whether sealed bytes say that they are one; whether they are right, [`Self::open`] says.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.strip_prefix(MAGIC.as_bytes()).is_some_and(|rest| rest.first() == Some(&b'\n'))
    }

    /// Reads sealed bytes back.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let (header, payload) = parts(MAGIC, bytes)?;
        let header = Header::read(header)?;
        let said = read(payload, OpenError::Payload)?;
        let reason = said.get("reason").and_then(Value::as_str).and_then(NoAnswer::of);
        let reason = reason.ok_or_else(|| OpenError::Payload("no reason that is known".to_owned()))?;
        Ok(Self { header, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballot::sealed::tests::header;
    use crate::ballot::{Answers, Ballot};

    #[test]
    fn each_reason_is_read_back_and_none_is_a_ballot() {
        for reason in NoAnswer::ALL {
            let it = Nonresponse { header: header(), reason };
            let sealed = it.seal();
            assert!(Nonresponse::is_one(&sealed.bytes));
            assert_eq!(Nonresponse::open(&sealed.bytes), Ok(it.clone()));
            assert_eq!(
                Header::open(&sealed.bytes),
                Ok(it.header),
                "whoever carries it need not know what it is"
            );
            assert_eq!(Ballot::open(&sealed.bytes), Err(OpenError::Format));
            assert_eq!(sealed.digest, Digest::of(&sealed.bytes));
        }
    }

    #[test]
    fn a_ballot_and_what_names_no_reason_are_no_nonresponse() {
        let ballot = Ballot { header: header(), answers: Answers::new() }.seal();
        assert!(!Nonresponse::is_one(&ballot.bytes));
        assert_eq!(Nonresponse::open(&ballot.bytes), Err(OpenError::Format));
        let sealed = Nonresponse { header: header(), reason: NoAnswer::Moved }.seal();
        let text = String::from_utf8(sealed.bytes).expect("text");
        for said in ["{\"reason\":\"asleep\"}", "{}", "[]"] {
            let other = text.replace("{\"reason\":\"moved\"}", said);
            assert!(matches!(Nonresponse::open(other.as_bytes()), Err(OpenError::Payload(_))), "{said}");
        }
        let longer = text.replacen("nonresponse 1", "nonresponse 12", 1);
        assert!(!Nonresponse::is_one(longer.as_bytes()));
    }
}
