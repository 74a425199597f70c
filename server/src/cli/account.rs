//! `parindex account`: makes accounts, sets passwords, gives and takes roles, assigns places.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use shared::message::{Language, text};
use shared::roster;
use shared::wire::{AccountChange, Grant, Role, Roster};

use super::report::{Failure, explained, named};
use crate::config::Config;
use crate::secret;
use crate::service::log::Actor;
use crate::service::{self, Error, Site, accounts};
use crate::start::open;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the data, made if it is not there; without it, `data` here where that holds a store.
    #[arg(long, env = "PARINDEX_DATA", global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make an account.
    Add {
        /// Its name: small letters, digits and . - _, a letter or digit first
        username: String,
        #[command(flatten)]
        held: Held,
        /// The person's name.
        #[arg(long)]
        name: Option<String>,
        /// Where mail reaches them.
        #[arg(long)]
        email: Option<String>,
        /// Read the password from standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give a new password; all sessions of the account end.
    Passwd {
        /// The account.
        username: String,
        /// Read the password from standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Set where mail reaches a person; without an address they get none.
    Email {
        /// The account.
        username: String,
        /// The address.
        email: Option<String>,
    },
    /// Give an account a role more.
    Give {
        /// The account.
        username: String,
        #[command(flatten)]
        held: Held,
    },
    /// Take a role from an account, an interviewer's with all places.
    Take {
        /// The account.
        username: String,
        #[command(flatten)]
        held: Held,
    },
    /// Make many accounts from a list, all or none, and print the list with their passwords.
    Bulk {
        /// CSV (UTF-8) with the columns username, role, and perhaps name, email, password, places (for `unit` and `head` their units).
        file: PathBuf,
        /// The campaign of the places, of the units of `unit` and `head`, and of appraisers.
        #[arg(long)]
        campaign: Option<String>,
    },
    /// Set the places that an interviewer is assigned in a campaign; none takes them all away.
    Assign {
        /// The account.
        username: String,
        /// The campaign.
        #[arg(long)]
        campaign: String,
        /// Codes of places or of units, or `province`; a place covers what lies below it.
        places: Vec<String>,
    },
}

/// A role, as it is held.
#[derive(Debug, clap::Args)]
struct Held {
    /// What it may do.
    #[arg(long, value_parser = role())]
    role: Role,
    /// For one campaign alone.
    #[arg(long)]
    campaign: Option<String>,
    /// The unit of its staff or head, or a place that a supervisor leads.
    #[arg(long, visible_alias = "place", requires = "campaign")]
    unit: Option<String>,
}

impl From<Held> for Grant {
    fn from(Held { role, campaign, unit }: Held) -> Self {
        Self { campaign, place: unit, ..Self::of(role) }
    }
}

/// Reads the code of a role.
fn role() -> impl TypedValueParser<Value = Role> {
    let codes = PossibleValuesParser::new(Role::ALL.map(Role::code));
    codes.try_map(|code| Role::from_code(&code).ok_or("no role"))
}

/// Does it. A server may run beside it on the same data.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let nowhere = ([127, 0, 0, 1], 0).into();
    let site = open(&Config::new(named(arguments.data)?, nowhere))?;
    match arguments.what {
        What::Add { username, held, name, email, password_stdin } => {
            let (password, made) = password(&site, password_stdin)?;
            let change = AccountChange {
                username: Some(username.clone()),
                name,
                email,
                give: vec![held.into()],
                password: Some(password.clone()),
                ..AccountChange::default()
            };
            explained(&site, accounts::make(&site, Actor::Command, change).await).await?;
            say_password(language, "server.account_made", &username, made.then_some(&password));
        }
        What::Passwd { username, password_stdin } => {
            let (password, made) = password(&site, password_stdin)?;
            let change = AccountChange { password: Some(password.clone()), ..AccountChange::default() };
            accounts::change(&site, Actor::Command, username.clone(), change).await?;
            say_password(language, "server.password_changed", &username, made.then_some(&password));
        }
        What::Email { username, email } => {
            let change = AccountChange { email: Some(email.unwrap_or_default()), ..AccountChange::default() };
            let account = accounts::change(&site, Actor::Command, username, change);
            let account = explained(&site, account.await).await?;
            let key = if account.email.is_empty() { "server.email_none" } else { "server.email_set" };
            let params = [("account", &*account.username), ("email", &*account.email)];
            println!("{}", text(language, key, &params));
        }
        What::Give { username, held } => {
            let change = AccountChange { give: vec![held.into()], ..AccountChange::default() };
            say_roles(&site, language, username, change).await?;
        }
        What::Take { username, held } => {
            let change = AccountChange { take: vec![held.into()], ..AccountChange::default() };
            say_roles(&site, language, username, change).await?;
        }
        What::Bulk { file, campaign } => print!("{}", bulk(&site, &file, campaign).await?),
        What::Assign { username, campaign, places } => {
            let n = places.len().to_string();
            let assignments = Some(BTreeMap::from([(campaign.clone(), places)]));
            let change = AccountChange { assignments, ..AccountChange::default() };
            explained(&site, accounts::change(&site, Actor::Command, username.clone(), change).await).await?;
            let params = [("account", username.as_str()), ("campaign", campaign.as_str()), ("n", n.as_str())];
            println!("{}", text(language, "server.assigned", &params));
        }
    }
    Ok(())
}

/// Gives or takes roles, and says what is held then: each role once for a campaign, those of a unit's people at each unit.
async fn say_roles(
    site: &Site,
    language: Language,
    username: String,
    change: AccountChange,
) -> Result<(), Failure> {
    let account = explained(site, accounts::change(site, Actor::Command, username, change).await).await?;
    let held = |grant: &Grant| {
        let unit = grant.place.as_ref().filter(|_| grant.role != Role::Interviewer);
        let within: Vec<&str> = grant.campaign.iter().chain(unit).map(String::as_str).collect();
        let within = if within.is_empty() { String::new() } else { format!(" ({})", within.join(", ")) };
        format!("{}{within}", grant.role.code())
    };
    let mut roles: Vec<String> = account.roles.iter().map(held).collect();
    roles.dedup();
    let (key, roles) = match roles.is_empty() {
        true => ("server.no_roles", String::new()),
        false => ("server.roles", roles.join(", ")),
    };
    println!("{}", text(language, key, &[("account", &account.username), ("roles", &roles)]));
    Ok(())
}

/// Makes the accounts of the file, and gives the list with their passwords.
async fn bulk(site: &Site, file: &Path, campaign: Option<String>) -> Result<String, Failure> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(Failure::at(file))?;
    let rows = roster::read(&bytes).map_err(Failure::Refused)?;
    match service::roster::make(site, Actor::Command, Roster { campaign, rows }).await {
        Err(Error::Faults(mut diagnostics)) => {
            diagnostics.iter_mut().for_each(|fault| fault.at.file.clone_from(&name));
            Err(Failure::Input { diagnostics, json: false })
        }
        outcome => Ok(roster::write(&explained(site, outcome).await?)),
    }
}

/// The password, and whether it was made here and so has to be told.
fn password(site: &Site, from_stdin: bool) -> Result<(String, bool), Failure> {
    if !from_stdin {
        return Ok((secret::password(site.random.as_ref()), true));
    }
    if std::io::stdin().is_terminal() {
        eprint!("password: ");
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok((line.trim_end_matches(['\r', '\n']).to_owned(), false))
}

fn say_password(language: Language, key: &str, username: &str, password: Option<&String>) {
    println!("{}", text(language, key, &[("account", username)]));
    if let Some(password) = password {
        println!("{}", text(language, "server.password_made", &[("password", password)]));
    }
}
