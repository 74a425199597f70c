//! What tells who somebody is: sealed apart from the ballot and sent by the same road, so that it is as safe. Nothing in it leads to the
//! ballot: its id is random, and it names no time, place or account.
//!
//! ```text
//! parindex-personal 1\n
//! {"campaign":…,"form":…,"id":…}\n
//! {"name":"…","phone":"…"}
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sealed::{parts, read};
use super::{Digest, OpenError, Sealed};

/// The first line of each.
const MAGIC: &str = "parindex-personal 1";

/// The largest that is accepted, in bytes: names, numbers and addresses are far less, and the server writes many of them at once.
pub const MAX_PERSONAL_BYTES: usize = 16 * 1024;

/// What tells who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// What it says about itself.
    pub header: PersonalHeader,
    /// Answers by question, as the text that an interview keeps.
    pub told: BTreeMap<String, String>,
}

/// What it says about itself: no more than whose it is and which questions it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalHeader {
    /// The campaign's id.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// Random, and of this alone.
    pub id: Uuid,
}

impl Personal {
    /// Fixes the bytes for ever. A U+0000, which no server takes, is sealed as U+FFFD.
    pub fn seal(&self) -> Sealed {
        let told: BTreeMap<&str, String> =
            self.told.iter().map(|(name, text)| (&**name, text.replace('\0', "\u{fffd}"))).collect();
        let [header, told] = [serde_json::to_string(&self.header), serde_json::to_string(&told)]
            .map(|written| written.expect("plain data"));
        let bytes = [MAGIC, &header, &told].join("\n").into_bytes();
        Sealed { digest: Digest::of(&bytes), bytes }
    }

    /// Whether sealed bytes say that they are one; whether they are right, [`Self::open`] says.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.strip_prefix(MAGIC.as_bytes()).is_some_and(|rest| rest.first() == Some(&b'\n'))
    }

    /// Reads sealed bytes back.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let (header, told) = parts(MAGIC, bytes)?;
        let header = serde_json::from_value(read(header, OpenError::Header)?);
        let told = serde_json::from_value(read(told, OpenError::Payload)?);
        Ok(Self {
            header: header.map_err(|e| OpenError::Header(e.to_string()))?,
            told: told.map_err(|e| OpenError::Payload(e.to_string()))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballot::{Ballot, Header, Nonresponse};

    fn one() -> Personal {
        let header =
            PersonalHeader { campaign: "bac-kan-2019".into(), form: "P7".into(), id: Uuid::from_u128(7) };
        Personal { header, told: [("name".to_owned(), "Hoàng \"Thị\"\nMai".to_owned())].into() }
    }

    #[test]
    fn it_is_read_back_and_is_neither_a_ballot_nor_a_nonresponse() {
        let sealed = one().seal();
        assert!(Personal::is_one(&sealed.bytes) && !Nonresponse::is_one(&sealed.bytes));
        assert_eq!(Personal::open(&sealed.bytes), Ok(one()));
        assert_eq!(sealed.digest, Digest::of(&sealed.bytes));
        assert_eq!(Ballot::open(&sealed.bytes), Err(OpenError::Format));
        assert!(Header::open(&sealed.bytes).is_err(), "no file of ballots takes it in");
    }

    #[test]
    fn it_says_nothing_but_campaign_form_and_what_was_told() {
        let text = String::from_utf8(one().seal().bytes).unwrap();
        let header: serde_json::Value = serde_json::from_str(text.lines().nth(1).unwrap()).unwrap();
        let fields: Vec<&String> = header.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["campaign", "form", "id"]);
    }

    #[test]
    fn odd_bytes_are_refused_and_what_no_server_takes_is_not_sealed() {
        let odd = Personal { told: [("name".to_owned(), "a\0b".to_owned())].into(), ..one() };
        assert_eq!(Personal::open(&odd.seal().bytes).unwrap().told["name"], "a\u{fffd}b");
        let text = String::from_utf8(one().seal().bytes).unwrap();
        for (from, to) in
            [("personal 1\n", "personal 12\n"), ("\"form\"", "\"from\""), ("{\"name\":", "{\"name\":[")]
        {
            assert!(Personal::open(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
        }
    }
}
