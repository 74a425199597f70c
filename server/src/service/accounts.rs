//! Accounts: made and changed by admins, here or on the command line.

use std::collections::BTreeMap;

use shared::campaign::PROVINCE;
use shared::problem::Problem;
use shared::wire::{self, AccountChange, Role};

use super::session::LONGEST_NAME;
use super::{Error, Kind, Known, Site, password};
use crate::secret;
use crate::store::{Account, Repositories};

/// The name of the account that the first start makes.
pub const FIRST_ADMIN: &str = "admin";

/// Where there is no account yet, makes the first admin and gives the password, which is kept nowhere.
pub async fn make_first_admin(site: &Site) -> Result<Option<String>, Error> {
    let any = site.store.read::<_, Error>(|store| Ok(!store.accounts()?.is_empty())).await?;
    if any {
        return Ok(None);
    }
    let password = secret::password(site.random.as_ref());
    let change = AccountChange {
        username: Some(FIRST_ADMIN.to_owned()),
        role: Some(Role::Admin),
        password: Some(password.clone()),
        ..AccountChange::default()
    };
    make(site, change).await?;
    Ok(Some(password))
}

/// All accounts with their assignments.
pub async fn list(site: &Site) -> Result<Vec<wire::Account>, Error> {
    site.store.read(|store| store.accounts()?.iter().map(|account| shown(store, account)).collect()).await
}

/// Makes an account.
pub async fn make(site: &Site, change: AccountChange) -> Result<wire::Account, Error> {
    let absent = |field: &str| Error::invalid(Problem::new("account.field_absent").with("field", field));
    let username = change.username.clone().ok_or_else(|| absent("username"))?;
    if !is_name(&username) {
        let problem = Problem::new("account.name_not_allowed").with("account", username);
        return Err(Error::invalid(problem.with("longest", LONGEST_NAME)));
    }
    let role = change.role.ok_or_else(|| absent("role"))?;
    let secret = change.password.clone().ok_or_else(|| absent("password"))?;
    password::check(&secret)?;
    let password = password::hash(site, secret).await?;
    let name = change.name.clone().unwrap_or_else(|| username.clone());
    let account = Account { username, name, role, password, disabled: change.disabled.unwrap_or(false) };
    let known = site.known.clone();
    site.store
        .write(move |store| {
            if store.account(&account.username)?.is_some() {
                let problem = Problem::new("account.exists").with("account", &account.username);
                return Err(Error::conflict(problem));
            }
            store.put_account(&account)?;
            assign(store, &known, &account.username, change.assignments.as_ref())?;
            shown(store, &account)
        })
        .await
}

/// Changes what the change names. A new password, or being disabled, ends all sessions of the account.
pub async fn change(site: &Site, username: String, change: AccountChange) -> Result<wire::Account, Error> {
    let hash = match change.password.clone() {
        None => None,
        Some(secret) => {
            password::check(&secret)?;
            Some(password::hash(site, secret).await?)
        }
    };
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let Some(before) = store.account(&username)? else {
                return Err(Error::Refused(
                    Kind::Absent,
                    Problem::new("account.absent").with("account", username),
                ));
            };
            let ends = hash.is_some() || change.disabled == Some(true);
            let after = Account {
                username,
                name: change.name.unwrap_or(before.name),
                role: change.role.unwrap_or(before.role),
                password: hash.unwrap_or(before.password),
                disabled: change.disabled.unwrap_or(before.disabled),
            };
            store.put_account(&after)?;
            if !store.accounts()?.iter().any(|account| account.role == Role::Admin && !account.disabled) {
                return Err(Error::conflict(Problem::new("account.last_admin")));
            }
            if ends {
                store.revoke_sessions(&after.username, now)?;
            }
            assign(store, &known, &after.username, change.assignments.as_ref())?;
            shown(store, &after)
        })
        .await
}

/// Names stand in addresses, ballots and files: small letters, digits and `.-_`.
fn is_name(username: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b);
    (1..=LONGEST_NAME).contains(&username.len()) && username.bytes().all(allowed)
}

fn assign(
    store: &dyn Repositories,
    known: &Known,
    username: &str,
    assignments: Option<&BTreeMap<String, Vec<String>>>,
) -> Result<(), Error> {
    for (id, places) in assignments.into_iter().flatten() {
        let campaign = &known.get(store, id)?.campaign;
        let exists = |place: &&String| {
            *place == PROVINCE || campaign.place(place).is_some() || campaign.unit(place).is_some()
        };
        if let Some(unknown) = places.iter().find(|place| !exists(place)) {
            let problem = Problem::new("account.place_unknown").with("place", unknown);
            return Err(Error::invalid(problem.with("campaign", id)));
        }
        store.assign(username, id, places)?;
        // The office sees who is assigned; tablets fetch their package again.
        store.grow_revision(id)?;
    }
    Ok(())
}

fn shown(store: &dyn Repositories, account: &Account) -> Result<wire::Account, Error> {
    Ok(wire::Account {
        username: account.username.clone(),
        name: account.name.clone(),
        role: account.role,
        disabled: account.disabled,
        assignments: store.assignments(&account.username)?,
    })
}
