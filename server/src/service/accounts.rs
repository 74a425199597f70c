//! Accounts: made and changed by admins, here or on the command line.

use jiff::Timestamp;
use shared::collate::sort_by_name;
use shared::problem::Problem;
use shared::sheet::shows_nothing;
use shared::wire::{self, AccountChange, ActKind, Fact, Grant, Role};

use super::log::{self, Actor};
use super::roles::{Giving, is_admin};
use super::session::LONGEST_NAME;
use super::{Error, Kind, Site, password};
use crate::secret;
use crate::store::{Account, Repositories, StoreError};

/// The name of the account that the first start makes.
pub const FIRST_ADMIN: &str = "admin";
/// No account can have this name: at `/api/accounts/bulk` lists are made.
const RESERVED: &str = "bulk";

/// Where there is no account yet, makes the first admin and gives the password, which is kept nowhere.
pub async fn make_first_admin(site: &Site) -> Result<Option<String>, Error> {
    let any = site.store.read::<_, Error>(|store| Ok(!store.accounts()?.is_empty())).await?;
    if any {
        return Ok(None);
    }
    let password = secret::password(site.random.as_ref());
    let change = AccountChange {
        username: Some(FIRST_ADMIN.to_owned()),
        give: vec![Grant::of(Role::Admin)],
        password: Some(password.clone()),
        ..AccountChange::default()
    };
    make(site, Actor::Command, change).await?;
    Ok(Some(password))
}

/// All accounts with their roles, by what their people are called.
pub async fn list(site: &Site) -> Result<Vec<wire::Account>, Error> {
    let all =
        |store: &dyn Repositories| store.accounts()?.iter().map(|account| shown(store, account)).collect();
    let mut all: Vec<wire::Account> = site.store.read::<_, Error>(all).await?;
    sort_by_name(&mut all, |account| &account.name);
    Ok(all)
}

/// Makes an account.
pub async fn make(site: &Site, by: Actor, change: AccountChange) -> Result<wire::Account, Error> {
    let absent = |field: &str| Error::invalid(absent_field(field));
    let username = change.username.clone().ok_or_else(|| absent("username"))?;
    checked_name(&username).map_err(Error::invalid)?;
    if change.give.is_empty() {
        return Err(absent("give"));
    }
    let secret = change.password.clone().ok_or_else(|| absent("password"))?;
    password::check(&secret)?;
    let password = password::hash(site, secret).await?;
    let name = match &change.name {
        Some(name) => checked_person(name, &username).map_err(Error::invalid)?,
        None => username.clone(),
    };
    let email = checked_email(change.email.as_deref().unwrap_or_default()).map_err(Error::invalid)?;
    let account = Account { username, name, email, password, disabled: change.disabled.unwrap_or(false) };
    let (known, at) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            if store.account(&account.username)?.is_some() {
                return Err(Error::conflict(taken(&account.username)));
            }
            let giving = Giving { store, known: &known, by: &by, at };
            add(&giving, &account, &change.give)?;
            assign(&giving, &account.username, &change)?;
            shown(store, &account)
        })
        .await
}

/// Stores a new account with its roles. The first is told by the act of making it.
pub(super) fn add(giving: &Giving<'_>, account: &Account, roles: &[Grant]) -> Result<(), Error> {
    giving.store.put_account(account)?;
    let mut act = log::act(ActKind::AccountMade, &account.username).after(Fact::Name, &account.name);
    let (first, others) = roles.split_at(1.min(roles.len()));
    for grant in first {
        giving.check(grant)?;
        giving.store.give(&account.username, grant)?;
        act = act.within(grant.campaign.as_deref()).after(Fact::Role, grant.role.code());
        act = act.after(Fact::Places, grant.place.as_deref().unwrap_or_default());
    }
    act.write(giving.store, giving.by, giving.at)?;
    others.iter().try_for_each(|grant| giving.give(&account.username, grant))
}

/// Changes what the change names. A new password, or being disabled, ends all sessions of the account, and takes back links that
/// would begin one.
pub async fn change(
    site: &Site,
    by: Actor,
    username: String,
    change: AccountChange,
) -> Result<wire::Account, Error> {
    let name = change.name.as_deref().map(|name| checked_person(name, &username)).transpose();
    let name = name.map_err(Error::invalid)?;
    let email = change.email.as_deref().map(checked_email).transpose().map_err(Error::invalid)?;
    let hash = match change.password.clone() {
        None => None,
        Some(secret) => {
            password::check(&secret)?;
            Some(password::hash(site, secret).await?)
        }
    };
    let (known, at) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let absent = || Problem::new("account.absent").with("account", &username);
            let before = store.account(&username)?.ok_or_else(|| Error::Refused(Kind::Absent, absent()))?;
            let was_admin = is_admin(store, &username)?;
            let ends = hash.is_some() || change.disabled == Some(true);
            let after = Account {
                username: username.clone(),
                name: name.unwrap_or_else(|| before.name.clone()),
                email: email.unwrap_or_else(|| before.email.clone()),
                password: hash.unwrap_or_else(|| before.password.clone()),
                disabled: change.disabled.unwrap_or(before.disabled),
            };
            store.put_account(&after)?;
            tell(store, &by, at, &before, &after)?;
            let giving = Giving { store, known: &known, by: &by, at };
            change.take.iter().try_for_each(|grant| giving.take(&username, grant))?;
            change.give.iter().try_for_each(|grant| giving.give(&username, grant))?;
            if was_admin && !store.has_holder(Role::Admin)? {
                return Err(Error::conflict(Problem::new("account.last_admin")));
            }
            if ends {
                store.revoke_sessions(&username, None, at)?;
                store.revoke_enrolments(&username, at)?;
            }
            assign(&giving, &username, &change)?;
            shown(store, &after)
        })
        .await
}

/// Writes an act for each thing that is another now. A hash that is another is another password, or the same given anew.
fn tell(
    store: &dyn Repositories,
    by: &Actor,
    at: Timestamp,
    before: &Account,
    after: &Account,
) -> Result<(), StoreError> {
    let act = |kind| log::act(kind, &after.username);
    if before.name != after.name {
        let act = act(ActKind::AccountRenamed).before(Fact::Name, &before.name);
        act.after(Fact::Name, &after.name).write(store, by, at)?;
    }
    if before.email != after.email {
        act(ActKind::AccountMailed).write(store, by, at)?;
    }
    if before.password != after.password {
        act(ActKind::PasswordSet).write(store, by, at)?;
    }
    match (before.disabled, after.disabled) {
        (false, true) => act(ActKind::AccountDisabled).write(store, by, at),
        (true, false) => act(ActKind::AccountEnabled).write(store, by, at),
        _ => Ok(()),
    }
}

/// A field without which no account is made.
pub(super) fn absent_field(field: &str) -> Problem {
    Problem::new("account.field_absent").with("field", field)
}

/// There is an account of that name.
pub(super) fn taken(username: &str) -> Problem {
    Problem::new("account.exists").with("account", username)
}

/// Names stand in addresses, ballots and files: small letters, digits and `.-_`, the first a letter or digit. (`.` and
/// `..` mean something else in an address, and `bulk` stands there for a list.) Those of old keep what they have.
pub(super) fn checked_name(username: &str) -> Result<(), Problem> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let right = username.bytes().all(|b| plain(b) || b".-_".contains(&b))
        && username.bytes().next().is_some_and(plain)
        && username.len() <= LONGEST_NAME
        && username != RESERVED;
    let problem = || Problem::new("account.name_not_allowed").with("account", username);
    if right { Ok(()) } else { Err(problem().with("longest", LONGEST_NAME)) }
}

/// The name of a person as it is kept: who has none is called by the account; one of which nobody sees anything is none.
pub(super) fn checked_person(name: &str, username: &str) -> Result<String, Problem> {
    match name {
        "" => Ok(username.to_owned()),
        name if shows_nothing(name) => Err(Problem::new("account.person_unseen")),
        name => Ok(name.to_owned()),
    }
}

/// Where mail reaches a person, as it is kept; nowhere where it is empty.
pub(super) fn checked_email(email: &str) -> Result<String, Problem> {
    let email = email.trim();
    if email.is_empty() || email.parse::<lettre::Address>().is_ok() {
        return Ok(email.to_owned());
    }
    Err(Problem::new("account.email_wrong").with("email", email))
}

/// Gives an account the places that a change names, in each of its campaigns.
fn assign(giving: &Giving<'_>, username: &str, change: &AccountChange) -> Result<(), Error> {
    let mut assignments = change.assignments.iter().flatten();
    assignments.try_for_each(|(campaign, places)| giving.assign(username, campaign, places))
}

fn shown(store: &dyn Repositories, account: &Account) -> Result<wire::Account, Error> {
    let Account { username, name, email, disabled, .. } = account.clone();
    Ok(wire::Account { roles: store.grants(&username)?, username, name, email, disabled })
}
