//! The accounts of the demo. Their passwords are made on this machine, and kept in a file that only its owner can read:
//! nowhere but in the demo is a password kept in clear.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use shared::campaign::Campaign;
use shared::message::{Language, text};
use shared::wire::{AccountChange, Grant, Role};

use super::report::Failure;
use crate::secret;
use crate::service::log::Actor;
use crate::service::{Error, Site, accounts};

/// An account of the demo.
pub struct SampleAccount {
    /// Its name.
    pub username: String,
    /// Its password, in clear.
    pub password: String,
    /// The text that shows it.
    pub said: &'static str,
    name: &'static str,
    role: Role,
}

const ACCOUNTS: [(&str, &str, Role, &str); 7] = [
    ("admin", "server.sample_name.admin", Role::Admin, "server.demo_admin"),
    ("xem", "server.sample_name.viewer", Role::Viewer, "server.demo_viewer"),
    ("dtv01", "server.sample_name.interviewer_1", Role::Interviewer, "server.demo_interviewer"),
    ("dtv02", "server.sample_name.interviewer_2", Role::Interviewer, "server.demo_interviewer"),
    ("cb01", "server.sample_name.unit", Role::Unit, "server.demo_unit"),
    ("ld01", "server.sample_name.head", Role::Head, "server.demo_head"),
    ("tdv01", "server.sample_name.appraiser", Role::Appraiser, "server.demo_appraiser"),
];

/// The accounts with the passwords of the file, which is made if it is not there.
pub fn load_or_make(site: &Site, file: &Path) -> Result<Vec<SampleAccount>, Failure> {
    let said = || file.display().to_string();
    let mut passwords: BTreeMap<String, String> = match std::fs::read(file) {
        Ok(bytes) => serde_json::from_slice(&bytes).with_context(said)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(anyhow::Error::from(error).context(said()).into()),
    };
    let known = passwords.len();
    for (username, ..) in ACCOUNTS {
        passwords.entry(username.to_owned()).or_insert_with(|| secret::password(site.random.as_ref()));
    }
    if passwords.len() != known {
        write_private(file, &serde_json::to_vec_pretty(&passwords).context("texts")?).with_context(said)?;
    }
    let account = |(username, name, role, said): (&str, &'static str, Role, &'static str)| SampleAccount {
        username: username.to_owned(),
        password: passwords[username].clone(),
        said,
        name,
        role,
    };
    Ok(ACCOUNTS.into_iter().map(account).collect())
}

fn write_private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(file)?;
    open.write_all(bytes)?;
    open.sync_all()
}

/// Makes those that are not there, each interviewer with places in the practice campaign, the people of a unit at its first.
pub async fn make_missing(site: &Site, all: &[SampleAccount], practice: &Campaign) -> Result<(), Failure> {
    let there = site.store.read::<_, Error>(|store| Ok(store.accounts()?)).await?;
    let mut interviewers = 0;
    for account in all {
        let places = (account.role == Role::Interviewer).then(|| {
            interviewers += 1;
            places(practice, interviewers - 1)
        });
        if there.iter().any(|known| known.username == account.username) {
            continue;
        }
        let change = AccountChange {
            username: Some(account.username.clone()),
            name: Some(text(Language::Vi, account.name, &[])),
            give: vec![grant(account.role, practice)],
            password: Some(account.password.clone()),
            assignments: places.map(|places| BTreeMap::from([(practice.settings.id.clone(), places)])),
            ..AccountChange::default()
        };
        accounts::make(site, Actor::Command, change).await?;
    }
    Ok(())
}

/// The role for every campaign; that of a unit's people in the practice campaign.
fn grant(role: Role, practice: &Campaign) -> Grant {
    match practice.units.first().filter(|_| Role::STAFF.contains(&role)) {
        Some(unit) => Grant::at(role, &practice.settings.id, &unit.code),
        None => Grant::of(role),
    }
}

/// The sampled places that lie in one place; one at the top stands by itself. The second interviewer has the whole of
/// that place, and a unit, where people are asked too.
fn places(campaign: &Campaign, number: usize) -> Vec<String> {
    let places = &campaign.places;
    let mut areas: Vec<&str> = Vec::new();
    for place in places.iter().filter(|place| place.sampled) {
        let area = places.above(&place.code).unwrap_or(place);
        if !areas.contains(&area.code.as_str()) {
            areas.push(&area.code);
        }
    }
    let Some(area) = areas.get(number) else { return Vec::new() };
    if number > 0 {
        let unit = campaign.units.first().map(|unit| unit.code.clone());
        return [(*area).to_owned()].into_iter().chain(unit).collect();
    }
    let sampled = places.iter().filter(|place| place.sampled && places.covers(area, &place.code));
    sampled.map(|place| place.code.clone()).collect()
}
