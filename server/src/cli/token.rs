//! `parindex token`: makes, lists and revokes the tokens of scripts.

use std::path::PathBuf;

use clap::Subcommand;
use shared::day::Day;
use shared::message::{Language, text};
use shared::wire::{Role, Token, TokenRequest};

use super::report::{Failure, explained, site_in};
use crate::service::log::Actor;
use crate::service::tokens;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data", global = true)]
    data: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a token and print it, once: it is kept nowhere.
    Make {
        /// Its name: small letters, digits and . - _, a letter or digit first; used once for all time
        name: String,
        /// What it may do: viewer or admin.
        #[arg(long, value_parser = role)]
        role: Role,
        /// For one campaign alone.
        #[arg(long, value_name = "ID")]
        campaign: Option<String>,
        /// The last day on which it opens doors, such as 2026-12-31.
        #[arg(long, value_name = "DAY", value_parser = day)]
        last_day: Day,
    },
    /// Print all tokens, without their secrets.
    List,
    /// Revoke a token.
    Revoke {
        /// Its name.
        name: String,
    },
}

fn role(code: &str) -> Result<Role, String> {
    Role::OFFICE.into_iter().find(|role| role.code() == code).ok_or_else(|| "viewer, admin".to_owned())
}

fn day(text: &str) -> Result<Day, serde_json::Error> {
    serde_json::from_value(text.into())
}

/// Does it. A server may run beside it on the same data.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let site = site_in(&arguments.data)?;
    match arguments.what {
        What::Make { name, role, campaign, last_day } => {
            let request = TokenRequest { name, role, campaign, last_day };
            let made = tokens::make(&site, Actor::Command, request).await;
            println!("{}", explained(&site, made).await?.secret);
        }
        What::List => {
            tokens::list(&site).await?.iter().for_each(|token| println!("{}", line(language, token)))
        }
        What::Revoke { name } => {
            explained(&site, tokens::revoke(&site, Actor::Command, name.clone()).await).await?;
            println!("{}", text(language, "server.token_revoked", &[("name", &name)]));
        }
    }
    Ok(())
}

fn line(language: Language, token: &Token) -> String {
    let day = token.last_day.to_string();
    let used = token.used.map_or_else(|| "–".to_owned(), |at| at.to_string());
    let campaign = token.campaign.as_deref().unwrap_or("–");
    let key = if token.revoked.is_some() { "server.token_line_revoked" } else { "server.token_line" };
    let params = [("name", &*token.name), ("role", token.role.code()), ("campaign", campaign)];
    text(language, key, &[&params[..], &[("day", &day), ("used", &used)]].concat())
}
