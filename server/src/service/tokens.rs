//! Tokens of scripts: made by admins, shown once, kept as a digest, revoked by a word.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact, Grant, NewToken, Role, Token, TokenRequest};

use super::accounts::checked_name;
use super::log::{self, Actor};
use super::session::{Caller, State};
use super::{Error, Kind, Site};
use crate::secret::{self, TokenHash};
use crate::store::{ActFilter, Repositories, StoreError};

/// How a token is called where accounts are named: no account can have such a name.
const PREFIX: &str = "token:";
/// Where the last day ends.
const ZONE: &str = "Asia/Ho_Chi_Minh";

/// All tokens, with when each was last used.
pub async fn list(site: &Site) -> Result<Vec<Token>, Error> {
    let used = |store: &dyn Repositories, token: Token| {
        let (kind, subject) = (Some(ActKind::TokenUsed), Some(token.name.clone()));
        let last = store.acts(&ActFilter { kind, subject, limit: 1, ..ActFilter::default() })?.pop();
        Ok(Token { used: last.map(|act| act.at), ..token })
    };
    let list = move |store: &dyn Repositories| {
        store.tokens()?.into_iter().map(|token| used(store, token)).collect::<Result<_, StoreError>>()
    };
    Ok(site.store.read(list).await?)
}

/// Tells the log that a script called with its token, and what.
pub async fn used(site: &Site, caller: &Caller, request: String) -> Result<(), StoreError> {
    let (by, name, at) = (Actor::from(caller), caller.name.clone(), site.now());
    let campaign = caller.roles.first().and_then(|grant| grant.campaign.clone());
    site.store
        .write(move |store| {
            let act = log::act(ActKind::TokenUsed, name).within(campaign.as_deref());
            act.after(Fact::Request, request).write(store, &by, at)
        })
        .await
}

/// Makes a token; gives its secret, which is kept nowhere.
pub async fn make(site: &Site, by: Actor, request: TokenRequest) -> Result<NewToken, Error> {
    let TokenRequest { name, role, campaign, last_day } = request;
    checked_name(&name).map_err(Error::invalid)?;
    if !Role::OFFICE.contains(&role) {
        return Err(Error::invalid(Problem::new("token.role").with("role", role.code())));
    }
    let now = site.now();
    let zone = TimeZone::get(ZONE).map_err(|error| StoreError::unreadable("a time zone", error))?;
    let past = || Error::invalid(Problem::new("token.last_day").with("day", last_day));
    let expires = last_day.bounds(&zone).map(|(_, end)| end).filter(|end| *end > now).ok_or_else(past)?;
    let secret = secret::token(site.random.as_ref());
    let digest = secret::hash(&secret);
    let known = site.known.clone();
    let made = site.store.write(move |store| {
        if let Some(campaign) = &campaign {
            known.get(store, campaign)?;
        }
        if store.token_named(&name)?.is_some() {
            return Err(Error::conflict(Problem::new("token.taken").with("name", &name)));
        }
        let author = by.name().to_owned();
        let token =
            Token { name, role, campaign, last_day, by: author, made: now, revoked: None, used: None };
        store.put_token(&token, &digest, expires)?;
        log::act(ActKind::TokenMade, &token.name)
            .within(token.campaign.as_deref())
            .after(Fact::Role, role.code())
            .after(Fact::Until, expires)
            .write(store, &by, now)?;
        Ok(token)
    });
    Ok(NewToken { token: made.await?, secret })
}

/// Revokes a token; one that is revoked stays so.
pub async fn revoke(site: &Site, by: Actor, name: String) -> Result<Token, Error> {
    let now = site.now();
    site.store
        .write(move |store| {
            let absent = || Error::Refused(Kind::Absent, Problem::new("token.absent").with("name", &name));
            let token = store.token_named(&name)?.ok_or_else(absent)?;
            if token.revoked.is_some() {
                return Ok(token);
            }
            store.revoke_token(&name, now)?;
            log::act(ActKind::TokenRevoked, &name)
                .within(token.campaign.as_deref())
                .write(store, &by, now)?;
            Ok(Token { revoked: Some(now), ..token })
        })
        .await
}

/// Who calls by a token, as it stands in this transaction.
pub fn caller(
    store: &dyn Repositories,
    digest: &TokenHash,
    now: Timestamp,
) -> Result<Option<Caller>, StoreError> {
    let Some((token, expires)) = store.token(digest)? else { return Ok(None) };
    let state = match () {
        () if token.revoked.is_some() => State::Revoked,
        () if expires <= now => State::Expired,
        () => State::Live,
    };
    Ok(Some(Caller {
        username: format!("{PREFIX}{}", token.name),
        name: token.name,
        roles: vec![Grant { campaign: token.campaign, ..Grant::of(token.role) }],
        token: *digest,
        expires,
        state,
        is_script: true,
    }))
}
