//! A digest as a message of mail: plain text, told as made by a machine so that no answer of another one comes back.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use crate::service::digests::Digest;

/// Says that nobody wrote it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted(String);

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// The message. Its id follows from the day and the account, so that a second one would be known as the same.
pub fn message(
    digest: &Digest,
    from: &Mailbox,
    (day, now): (Date, Timestamp),
) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
    let to = Mailbox::new(Some(on_a_line(&digest.name)), digest.email.parse()?);
    let id = format!("<{day}.{}@{}>", digest.username, from.email.domain());
    Ok(Message::builder()
        .message_id(Some(id))
        .date(SystemTime::from(now))
        .from(from.clone())
        .to(to)
        .subject(&*digest.subject)
        .header(AutoSubmitted("auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(digest.body.clone())?)
}

/// A name as it stands in the head of a letter: without line breaks and what else controls, which lettre writes as an error.
fn on_a_line(name: &str) -> String {
    let words = name.split(char::is_control).filter(|part| !part.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
