//! Many accounts at once: all of them are made, or none, and each fault is named by its row.

use std::collections::BTreeSet;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use shared::message::{self, Language};
use shared::problem::{Diagnostic, Location, Problem};
use shared::wire::{Grant, NewAccount, Role, Roster, RosterRow};

use super::accounts::{absent_field, add, checked_email, checked_name, checked_person, taken};
use super::log::Actor;
use super::roles::{Giving, known_place};
use super::{Error, KnownCampaigns, Site, password};
use crate::secret;
use crate::store::{Account, Repositories};

/// The most rows: hashing the passwords of more would outlast a page's patience.
pub const MOST_ROWS: usize = 500;
/// How many passwords of a list are hashed at once, so that people who sign in meanwhile find a hasher free.
const AT_ONCE: usize = 2;

/// Makes all accounts of the list, and gives them with their passwords, which are kept nowhere.
pub async fn make(site: &Site, by: Actor, roster: Roster) -> Result<Vec<NewAccount>, Error> {
    if roster.rows.len() > MOST_ROWS {
        let problem = Problem::new("account.too_many_rows").with("n", roster.rows.len());
        return Err(Error::invalid(problem.with("most", MOST_ROWS)));
    }
    let (known, asked) = (site.known.clone(), roster.clone());
    site.store.read(move |store| check(store, &known, &asked)).await?;
    let accounts = stream::iter(roster.rows.clone()).map(|row| with_password(site.clone(), row));
    let accounts: Vec<_> = accounts.buffered(AT_ONCE).try_collect().await?;
    let (known, at) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            // Once more: others may have made accounts meanwhile.
            check(store, &known, &roster)?;
            let giving = Giving { store, known: &known, by: &by, at };
            for (account, made) in &accounts {
                let campaign = roster.campaign.as_deref();
                add(&giving, account, &grants(made, campaign))?;
                if let Some(campaign) = campaign.filter(|_| made.role == Role::Interviewer) {
                    giving.assign(&account.username, campaign, &made.places)?;
                }
            }
            Ok(accounts.into_iter().map(|(_, made)| made).collect())
        })
        .await
}

/// A row's role as it is held: by a unit's people at each unit, by supervisors at each place, by interviewers, appraisers and clerks in the
/// campaign of the list, by
/// others in every campaign.
fn grants(made: &NewAccount, campaign: Option<&str>) -> Vec<Grant> {
    match campaign {
        Some(campaign) if Role::STAFF.contains(&made.role) || made.role == Role::Supervisor => {
            made.places.iter().map(|at| Grant::at(made.role, campaign, at)).collect()
        }
        Some(campaign) if [Role::Interviewer, Role::Appraiser, Role::Clerk].contains(&made.role) => {
            vec![Grant::within(made.role, campaign)]
        }
        _ => vec![Grant::of(made.role)],
    }
}

async fn with_password(site: Site, row: RosterRow) -> Result<(Account, NewAccount), Error> {
    let given = Some(row.password.clone()).filter(|given| !given.is_empty());
    let password = given.unwrap_or_else(|| secret::password(site.random.as_ref()));
    let hash = password::hash(&site, password.clone()).await?;
    let name = checked_person(&row.name, &row.username).map_err(Error::invalid)?;
    let made = NewAccount {
        username: row.username.clone(),
        name,
        email: checked_email(&row.email).map_err(Error::invalid)?,
        role: role(&row).map_err(Error::invalid)?,
        password,
        places: row.places.clone(),
    };
    let (username, name, email) = (made.username.clone(), made.name.clone(), made.email.clone());
    Ok((Account { username, name, email, password: hash, disabled: false }, made))
}

/// All that is wrong, before anything is done.
fn check(store: &dyn Repositories, known: &KnownCampaigns, roster: &Roster) -> Result<(), Error> {
    let campaign = roster.campaign.as_deref().map(|id| known.get(store, id)).transpose()?;
    let (mut seen, mut faults) = (BTreeSet::new(), Vec::new());
    for row in &roster.rows {
        let name = &row.username;
        let mut fault = |column: &str, problem: Problem| {
            let at = Location { row: Some(row.line), column: Some(column.to_owned()), ..Location::default() };
            faults.push(Diagnostic::fault(at, problem));
        };
        if name.is_empty() {
            fault("username", absent_field("username"));
        } else if let Err(problem) = checked_name(name) {
            fault("username", problem);
        } else if !seen.insert(name) {
            fault("username", Problem::new("account.twice").with("account", name));
        } else if store.account(name)?.is_some() {
            fault("username", taken(name));
        }
        if let Err(problem) = checked_person(&row.name, name) {
            fault("name", problem);
        }
        if let Err(problem) = checked_email(&row.email) {
            fault("email", problem);
        }
        let role = role(row).map_err(|problem| fault("role", problem)).ok();
        match (role, &campaign) {
            (Some(role), campaign) if Role::STAFF.contains(&role) => {
                let is_unit = |place: &String| {
                    campaign.as_ref().is_some_and(|known| known.campaign.unit(place).is_some())
                };
                if row.places.is_empty() || !row.places.iter().all(is_unit) {
                    fault("places", Problem::new("account.role_without_unit").with("role", role.code()));
                }
            }
            (Some(Role::Supervisor), known) if known.is_none() || row.places.is_empty() => {
                fault("places", Problem::new("account.supervisor_without_place"));
            }
            (Some(role), _)
                if ![Role::Interviewer, Role::Supervisor].contains(&role) && !row.places.is_empty() =>
            {
                let problem = Problem::new("account.role_without_place").with("role", role.code());
                fault("places", problem.with("place", row.places.join(" ")));
            }
            (_, None) if !row.places.is_empty() => {
                fault("places", Problem::new("account.places_without_campaign"));
            }
            (_, None) => {}
            (_, Some(known)) => {
                let unknown = row.places.iter().filter_map(|place| known_place(&known.campaign, place).err());
                unknown.for_each(|problem| fault("places", problem));
            }
        }
        if !row.password.is_empty()
            && let Err(problem) = password::checked(&row.password)
        {
            fault("password", problem);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Faults(faults)) }
}

/// The role of a row, by its code or by its name on the screens in any language.
fn role(row: &RosterRow) -> Result<Role, Problem> {
    let named = |role: &Role| {
        let name = |language| message::text(language, role.key(), &[]);
        [Language::Vi, Language::En].into_iter().any(|it| name(it).to_lowercase() == row.role.to_lowercase())
    };
    Role::from_code(&row.role).or_else(|| Role::ALL.into_iter().find(named)).ok_or_else(|| {
        let allowed = Role::ALL.map(Role::code).join(", ");
        Problem::new("account.role_unknown").with("role", &row.role).with("allowed", allowed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_goes_by_its_code_or_by_its_name_on_the_screens() {
        for (said, expected) in [
            ("unit", Role::Unit),
            ("Cán bộ đơn vị", Role::Unit),
            ("lãnh đạo đơn vị", Role::Head),
            ("Appraiser", Role::Appraiser),
        ] {
            let row = RosterRow { role: said.to_owned(), ..RosterRow::default() };
            assert_eq!(role(&row), Ok(expected), "{said}");
        }
        let row = RosterRow { role: "Cán bộ".to_owned(), ..RosterRow::default() };
        assert_eq!(role(&row).unwrap_err().code, "account.role_unknown");
    }

    #[test]
    fn who_asks_appraises_or_keys_in_does_so_in_the_campaign_of_the_list_alone() {
        let made = |role| NewAccount {
            username: "moi".to_owned(),
            name: String::new(),
            email: String::new(),
            role,
            password: String::new(),
            places: Vec::new(),
        };
        for role in [Role::Interviewer, Role::Appraiser, Role::Clerk] {
            assert_eq!(grants(&made(role), Some("a")), [Grant::within(role, "a")]);
            assert_eq!(grants(&made(role), None), [Grant::of(role)]);
        }
        assert_eq!(grants(&made(Role::Viewer), Some("a")), [Grant::of(Role::Viewer)]);
    }
}
