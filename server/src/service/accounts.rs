//! Accounts: made and changed by admins, here or on the command line.

use shared::campaign::Campaign;
use shared::problem::Problem;
use shared::wire::{self, AccountChange, Role};

use super::session::LONGEST_NAME;
use super::{Error, Kind, KnownCampaigns, Site, password};
use crate::secret;
use crate::store::{Account, Repositories};

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
    let absent = |field: &str| Error::invalid(absent_field(field));
    let username = change.username.clone().ok_or_else(|| absent("username"))?;
    checked_name(&username).map_err(Error::invalid)?;
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
                return Err(Error::conflict(taken(&account.username)));
            }
            store.put_account(&account)?;
            assign(store, &known, &account.username, places(&change))?;
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
                name: change.name.clone().unwrap_or_else(|| before.name.clone()),
                role: change.role.unwrap_or(before.role),
                password: hash.unwrap_or_else(|| before.password.clone()),
                disabled: change.disabled.unwrap_or(before.disabled),
            };
            store.put_account(&after)?;
            let leaves = is_admin(&before) && !is_admin(&after);
            if leaves && !store.accounts()?.iter().any(is_admin) {
                return Err(Error::conflict(Problem::new("account.last_admin")));
            }
            if ends {
                store.revoke_sessions(&after.username, None, now)?;
            }
            assign(store, &known, &after.username, places(&change))?;
            shown(store, &after)
        })
        .await
}

fn is_admin(account: &Account) -> bool {
    account.role == Role::Admin && !account.disabled
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

/// Refuses a place that the campaign does not have.
pub(super) fn known_place(campaign: &Campaign, place: &str) -> Result<(), Problem> {
    if campaign.has_place(place) {
        return Ok(());
    }
    let problem = Problem::new("account.place_unknown").with("place", place);
    Err(problem.with("campaign", &campaign.settings.id))
}

/// The assignments that a change names, by campaign.
fn places(change: &AccountChange) -> impl Iterator<Item = (&str, &[String])> {
    let assignments = change.assignments.iter().flatten();
    assignments.map(|(campaign, places)| (campaign.as_str(), places.as_slice()))
}

/// Gives an account its places, in each of these campaigns.
pub(super) fn assign<'a>(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    username: &str,
    assignments: impl IntoIterator<Item = (&'a str, &'a [String])>,
) -> Result<(), Error> {
    for (id, places) in assignments {
        let campaign = &known.get(store, id)?.campaign;
        for place in places {
            known_place(campaign, place).map_err(Error::invalid)?;
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
