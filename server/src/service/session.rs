//! Signing in, being signed in, signing out.

use jiff::{SignedDuration, Timestamp};
use shared::problem::Problem;
use shared::wire::{ActKind, Grant, PasswordChange, Person, Role, SignIn, holds};

use super::log::{self, Actor};
use super::{Error, Kind, Site, password, tokens};
use crate::secret::{self, TokenHash};
use crate::store::{Account, Repositories, Session, StoreError};

/// How long a session lasts without being used.
pub const LASTS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A session in use is prolonged when this much of it is gone: a write a day, not one a request.
const PROLONGED_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// The longest name of an account.
pub const LONGEST_NAME: usize = 64;

/// Whether a known credential still opens doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Live,
    /// It was not used for too long.
    Expired,
    /// A person ended it.
    Revoked,
    /// A person disabled the account.
    Disabled,
}

/// The person behind a request, as a known credential tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// What they may do, places left out.
    pub roles: Vec<Grant>,
    /// The session.
    pub token: TokenHash,
    /// When it ends, or ended, if it is not used.
    pub expires: Timestamp,
    /// Whether it still opens doors.
    pub state: State,
    /// Whether it is a token of a script, and no session of a person.
    pub is_script: bool,
}

impl Caller {
    /// The person behind a token, as they stand in this transaction; `None` where it was never given out.
    pub fn find(
        store: &dyn Repositories,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Self>, StoreError> {
        let Some((session, account)) = store.session(token)? else {
            return tokens::caller(store, token, now);
        };
        let roles = store.roles(&account.username)?;
        Ok(Some(Self::of(&session, &account, roles, now)))
    }

    /// The person behind a session, who holds these roles, at this time.
    pub fn of(session: &Session, account: &Account, roles: Vec<Grant>, now: Timestamp) -> Self {
        let state = match () {
            () if account.disabled => State::Disabled,
            () if session.revoked.is_some() => State::Revoked,
            () if session.expires <= now => State::Expired,
            () => State::Live,
        };
        Self {
            username: account.username.clone(),
            name: account.name.clone(),
            roles,
            token: session.token,
            expires: session.expires,
            state,
            is_script: false,
        }
    }

    /// Refuses a credential that no longer opens doors.
    pub fn live(self) -> Result<Self, Error> {
        let code = match self.state {
            State::Live => return Ok(self),
            State::Expired if self.is_script => Problem::new("token.ended").with("name", &self.name),
            State::Revoked if self.is_script => Problem::new("token.revoked").with("name", &self.name),
            State::Expired => Problem::new("session.expired"),
            State::Revoked => Problem::new("session.revoked"),
            State::Disabled => Problem::new("session.account_disabled"),
        };
        Err(Error::Refused(Kind::SignIn, code))
    }

    /// Whether they hold one of these roles, for this campaign; without one, whether for every campaign.
    pub fn may(&self, roles: &[Role], campaign: Option<&str>) -> bool {
        holds(&self.roles, roles, campaign)
    }

    /// What they hold now, places and units named; a script's token stays what it was made.
    pub fn grants(&self, store: &dyn Repositories) -> Result<Vec<Grant>, StoreError> {
        if self.is_script { Ok(self.roles.clone()) } else { store.grants(&self.username) }
    }

    /// The person as the app shows them.
    pub fn person(&self) -> Person {
        let Self { username, name, roles, .. } = self.clone();
        Person { username, name, roles, token: None }
    }
}

/// Begins a session; gives its token, which is kept nowhere.
pub async fn sign_in(site: &Site, request: SignIn) -> Result<(Person, String), Error> {
    let wrong = || Error::Refused(Kind::SignIn, Problem::new("session.wrong"));
    let SignIn { username, password } = request;
    if username.chars().count() > LONGEST_NAME || password.chars().count() > password::LONGEST {
        return Err(wrong());
    }
    let (account, all): (Option<Account>, _) = site
        .store
        .read::<_, StoreError>(move |store| Ok((store.account(&username)?, store.password_hashes()?)))
        .await?;
    let hash = account.as_ref().map(|account| account.password.clone());
    let right = password::verify(site, password.clone(), hash, all).await?;
    let Some(account) = account.filter(|_| right) else { return Err(wrong()) };
    if account.disabled {
        return Err(Error::Refused(Kind::SignIn, Problem::new("session.account_disabled")));
    }
    let renewed = match password::is_of_today(&account.password) {
        true => None,
        false => Some(password::hash(site, password).await?),
    };
    let (token, now) = (secret::token(site.random.as_ref()), site.now());
    let session = Session {
        token: secret::hash(&token),
        username: account.username.clone(),
        made: now,
        expires: now + LASTS,
        revoked: None,
    };
    let person = site
        .store
        .write::<_, StoreError>(move |store| {
            let roles = store.roles(&account.username)?;
            let person = Caller::of(&session, &account, roles, now).person();
            // An account that was changed meanwhile stays as it is now.
            if let Some(password) = renewed
                && store.account(&account.username)?.as_ref() == Some(&account)
            {
                store.put_account(&Account { password, ..account })?;
            }
            store.put_session(&session)?;
            Ok(person)
        })
        .await?;
    Ok((person, token))
}

/// The person behind a token; `None` where it was never given out. A live session in use is prolonged.
pub async fn find(site: &Site, token: TokenHash) -> Result<Option<Caller>, Error> {
    let now = site.now();
    let found = site.store.read::<_, StoreError>(move |store| Caller::find(store, &token, now)).await?;
    let Some(mut caller) = found else { return Ok(None) };
    if caller.state == State::Live && !caller.is_script && is_to_be_prolonged(caller.expires, now) {
        let expires = now + LASTS;
        site.store.write::<_, StoreError>(move |store| store.extend_session(&token, expires)).await?;
        caller.expires = expires;
    }
    Ok(Some(caller))
}

/// The person behind a token as they were when this was last asked, for a use case that asks again in its own transaction.
/// Whoever was not live then, or is to be prolonged, is looked up.
pub async fn recall(site: &Site, token: TokenHash) -> Result<Option<Caller>, Error> {
    let known = site.callers.get(&token);
    if let Some(caller) = known.filter(|caller| !is_to_be_prolonged(caller.expires, site.now())) {
        return Ok(Some(caller));
    }
    let found = find(site, token).await?;
    if let Some(caller) = &found {
        site.callers.keep(caller);
    }
    Ok(found)
}

/// Whether enough of a session is gone.
fn is_to_be_prolonged(expires: Timestamp, now: Timestamp) -> bool {
    expires.duration_since(now) < LASTS - PROLONGED_AFTER
}

/// The person behind the session of a request that is still being answered, as they stand now, and the revision of a
/// campaign: both in one look at the store.
pub async fn with_revision(
    site: &Site,
    token: TokenHash,
    campaign: String,
) -> Result<Option<(Caller, i64)>, Error> {
    let now = site.now();
    site.store
        .read(move |store| {
            let caller = Caller::find(store, &token, now)?;
            caller.map(|caller| Ok((caller, store.revision(&campaign)?))).transpose()
        })
        .await
}

/// Gives the person another password, if they know the one in force. Their other sessions end, this one stays.
pub async fn change_password(site: &Site, caller: Caller, change: PasswordChange) -> Result<(), Error> {
    let wrong = || Error::invalid(Problem::new("session.old_password_wrong"));
    password::check(&change.new)?;
    if change.old.chars().count() > password::LONGEST {
        return Err(wrong());
    }
    let username = caller.username.clone();
    let account = site.store.read::<_, StoreError>(move |store| store.account(&username)).await?;
    let before = account.map(|account| account.password);
    if !password::verify(site, change.old, before.clone(), Vec::new()).await? {
        return Err(wrong());
    }
    let (hash, now) = (password::hash(site, change.new).await?, site.now());
    site.store
        .write(move |store| {
            // The admin may have given another password meanwhile: that one stays.
            let account =
                store.account(&caller.username)?.filter(|now| Some(&now.password) == before.as_ref());
            let account = account.ok_or_else(wrong)?;
            store.put_account(&Account { password: hash, ..account })?;
            store.revoke_sessions(&caller.username, Some(&caller.token), now)?;
            store.revoke_enrolments(&caller.username, now)?;
            let by = Actor::from(&caller);
            Ok(log::act(ActKind::PasswordChanged, &caller.username).write(store, &by, now)?)
        })
        .await
}

/// Ends the session.
pub async fn sign_out(site: &Site, caller: Caller) -> Result<(), Error> {
    let now = site.now();
    Ok(site.store.write::<_, StoreError>(move |store| store.revoke_session(&caller.token, now)).await?)
}
