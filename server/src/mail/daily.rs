//! Once a day, at its hour: a letter to each for whom something new waits. What the mail server did not take is tried again.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use lettre::message::Mailbox;
use tokio::sync::watch;

use super::letter::message;
use super::post::{Outcome, Post};
use crate::service::{Error, Site, digests};

/// How often it is looked whether the hour has come.
const MINUTE: Duration = Duration::from_secs(60);
/// After how long a mail server that did not answer is asked again.
const AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// How mail goes out.
#[derive(Clone)]
pub struct Mail {
    /// By which server.
    pub post: Post,
    /// Who is said to write.
    pub from: Mailbox,
    /// From which hour of the day on.
    pub hour: i8,
    /// Whose day.
    pub zone: TimeZone,
    /// Where browsers find this server.
    pub home: String,
}

impl Mail {
    /// The day for which letters go out at this time; none before its hour.
    pub fn day(&self, now: Timestamp) -> Option<Date> {
        let local = now.to_zoned(self.zone.clone());
        (local.hour() >= self.hour).then(|| local.date())
    }
}

/// Sends what is due, day after day, until the server stops.
pub async fn daily(site: Site, mail: Mail, mut stopping: watch::Receiver<bool>) {
    let (mut done, mut rests_until) = (None, Timestamp::MIN);
    loop {
        let now = site.now();
        if let Some(day) = mail.day(now).filter(|day| done != Some(*day) && rests_until <= now) {
            match round(&site, &mail, day).await {
                Ok(true) => done = Some(day),
                Ok(false) => rests_until = now + AGAIN,
                Err(error) => {
                    tracing::error!(%error, "mail: what waits could not be read");
                    rests_until = now + AGAIN;
                }
            }
        }
        if tokio::time::timeout(MINUTE, stopping.changed()).await.is_ok() {
            return;
        }
    }
}

/// Sends what is due for a day; false where the mail server is to be asked again for some of it.
pub async fn round(site: &Site, mail: &Mail, day: Date) -> Result<bool, Error> {
    let due = digests::due(site, day, &mail.home).await?;
    if due.is_empty() {
        return Ok(true);
    }
    if let Err(error) = mail.post.reach().await {
        tracing::warn!(letters = due.len(), %error, "mail: the server cannot be reached; tried again later");
        return Ok(false);
    }
    let (mut sent, mut later) = (0, 0);
    for digest in due {
        let to = digest.username.clone();
        let letter = match message(&digest, &mail.from, (day, site.now())) {
            Ok(letter) => letter,
            Err(error) => {
                tracing::warn!(to, %error, "mail: no letter can be made; is the address right?");
                continue;
            }
        };
        if !digests::claim(site, &digest, day).await? {
            continue;
        }
        match mail.post.send(letter).await {
            Outcome::Taken => {
                sent += 1;
                digests::sent(site, digest, day).await?;
            }
            Outcome::Later(error) => {
                later += 1;
                tracing::warn!(to, %error, "mail: not taken; tried again later");
                digests::release(site, digest).await?;
            }
            Outcome::Refused(error) => {
                tracing::warn!(to, %error, "mail: refused; tried again tomorrow");
            }
            Outcome::Unknown(error) => {
                tracing::warn!(to, %error, "mail: the connection broke, so nobody can tell whether this letter went out; the others are tried again later");
                later += 1;
                break;
            }
        }
    }
    tracing::info!(sent, "mail: letters of the day handed over");
    Ok(later == 0)
}
