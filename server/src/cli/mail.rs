//! The options of mail, of `serve` and `demo`.

use std::path::PathBuf;

use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use reqwest::Url;

use super::report::Failure;
use crate::mail::{Mail, Post};

/// By which mail server what waits for people is sent, a letter a day to each.
#[derive(Clone, Debug, clap::Args)]
#[group(id = "mail")]
pub struct Arguments {
    /// Mail server for one letter a day to each for whom something new waits: smtps://HOST, smtp://HOST?tls=required (STARTTLS) or smtp://HOST.
    #[arg(long, env = "PARINDEX_MAIL_SERVER", value_name = "ADDRESS", requires_all = ["mail_from", "public_url"])]
    mail_server: Option<String>,
    /// Who is said to write: `NAME <ADDRESS>`.
    #[arg(long, env = "PARINDEX_MAIL_FROM", value_name = "MAILBOX")]
    mail_from: Option<Mailbox>,
    /// The account at the mail server, where it asks for one.
    #[arg(long, env = "PARINDEX_MAIL_USER", requires = "mail_password_file")]
    mail_user: Option<String>,
    /// File that holds its password.
    #[arg(long, env = "PARINDEX_MAIL_PASSWORD_FILE", value_name = "FILE", requires = "mail_user")]
    mail_password_file: Option<PathBuf>,
    /// Hour of the day from which letters go out.
    #[arg(long, env = "PARINDEX_MAIL_HOUR", value_name = "HOUR", default_value_t = 7, value_parser = clap::value_parser!(i8).range(0..=23))]
    mail_hour: i8,
    /// Time zone of that hour.
    #[arg(long, env = "PARINDEX_MAIL_ZONE", value_name = "ZONE", default_value = "Asia/Ho_Chi_Minh", value_parser = zone)]
    mail_zone: TimeZone,
    /// Where browsers find this server, for the links in letters.
    #[arg(long, env = "PARINDEX_PUBLIC_URL", value_name = "ADDRESS")]
    public_url: Option<Url>,
}

fn zone(name: &str) -> Result<TimeZone, jiff::Error> {
    TimeZone::get(name)
}

impl Arguments {
    /// As it is configured; none without a server.
    pub fn mail(self) -> Result<Option<Mail>, Failure> {
        let (Some(server), Some(from), Some(home)) = (self.mail_server, self.mail_from, self.public_url)
        else {
            return Ok(None);
        };
        let login = match self.mail_user.zip(self.mail_password_file) {
            None => None,
            Some((user, file)) => {
                let password = std::fs::read_to_string(&file).map_err(Failure::at(&file))?;
                Some((user, password.trim_end_matches(['\r', '\n']).to_owned()))
            }
        };
        let hello = home.host_str().unwrap_or("localhost").to_owned();
        let post = Post::to(&server, &hello, login).map_err(Failure::Refused)?;
        Ok(Some(Mail { post, from, hour: self.mail_hour, zone: self.mail_zone, home: home.to_string() }))
    }
}
