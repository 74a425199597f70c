//! The way to the mail server, and what it says of a letter.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use reqwest::Url;
use shared::problem::Problem;

use crate::crypto;

/// How long the mail server may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// The way to the mail server.
#[derive(Clone)]
pub struct Post(AsyncSmtpTransport<Tokio1Executor>);

/// What became of a letter.
#[derive(Debug)]
pub enum Outcome {
    /// The mail server has taken it.
    Taken,
    /// It has not, and may later.
    Later(Error),
    /// It does not want it.
    Refused(Error),
    /// The connection broke: nobody can tell.
    Unknown(Error),
}

impl Post {
    /// To the server at this address, under the name `hello`, with an account's name and password where it asks for them. A
    /// password in the address would be seen by everybody who lists processes, and one that goes without TLS on its way.
    pub fn to(server: &str, hello: &str, login: Option<(String, String)>) -> Result<Self, Problem> {
        // Before the first TLS is thought of.
        crypto::install();
        let wrong = || Problem::new("mail.address").with("address", server);
        let url = Url::parse(server).map_err(|_| wrong())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Problem::new("mail.secret"));
        }
        let is_sealed = url.scheme() == "smtps" || url.query() == Some("tls=required");
        if login.is_some() && !is_sealed {
            return Err(Problem::new("mail.open"));
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| wrong())?;
        let builder = builder.hello_name(ClientId::Domain(hello.to_owned())).timeout(Some(PATIENCE));
        let builder = match login {
            Some((name, password)) => builder.credentials(Credentials::new(name, password)),
            None => builder,
        };
        Ok(Self(builder.build()))
    }

    /// Whether the server answers, and lets us in.
    pub(super) async fn reach(&self) -> Result<(), Error> {
        self.0.test_connection().await.map(drop)
    }

    /// Hands a letter over.
    pub(super) async fn send(&self, letter: Message) -> Outcome {
        match self.0.send(letter).await {
            Ok(_) => Outcome::Taken,
            Err(error) if error.is_transient() => Outcome::Later(error),
            Err(error) if error.is_permanent() || error.is_client() => Outcome::Refused(error),
            Err(error) => Outcome::Unknown(error),
        }
    }
}
