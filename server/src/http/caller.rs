//! Finds out who calls: by the cookie of a browser, or by the token of a script.

use axum::http::{HeaderMap, Method, StatusCode, header};
use base64ct::{Base64, Encoding as _};
use shared::problem::Problem;

use super::cookie;
use super::refusal::{Answer, Refusal};
use crate::secret::{self, TokenHash};
use crate::service::Site;
use crate::service::session::{self, Caller};

/// What a request carries to say who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential<'a> {
    /// A browser's cookie: it is sent whoever made the browser ask.
    Cookie(&'a str),
    /// A script's header.
    Bearer(&'a str),
    /// The password of a program that knows names and passwords alone: a script's token, as the store keeps it.
    Password(TokenHash),
}

impl<'a> Credential<'a> {
    /// The credential of a request. A header that was set on purpose goes before a cookie that is always sent.
    pub fn of(headers: &'a HeaderMap, https: bool) -> Option<Self> {
        let bearer = authorization(headers).and_then(|value| value.strip_prefix("Bearer "));
        bearer.map(Self::Bearer).or_else(|| cookie::token(headers, https).map(Self::Cookie))
    }

    /// The same where a password will do, behind whatever name.
    pub fn of_feed(headers: &'a HeaderMap, https: bool) -> Option<Self> {
        // The names of schemes are in letters of either case (RFC 9110, 11.1).
        let basic = authorization(headers).and_then(|value| value.split_once(' '));
        let basic = basic.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
        basic.and_then(|(_, encoded)| password(encoded)).or_else(|| Self::of(headers, https))
    }

    /// What the store keeps of it.
    pub fn token(self) -> TokenHash {
        match self {
            Self::Cookie(token) | Self::Bearer(token) => secret::hash(token),
            Self::Password(token) => token,
        }
    }

    /// The person behind it, alive or not; `None` where nobody is known.
    pub async fn caller(self, site: &Site) -> Answer<Option<Caller>> {
        Ok(session::find(site, self.token()).await?)
    }

    /// The same, as they last were, for who judges them again.
    pub async fn recalled(self, site: &Site) -> Answer<Option<Caller>> {
        Ok(session::recall(site, self.token()).await?)
    }
}

fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok())
}

/// What stands behind the first colon.
fn password<'a>(encoded: &str) -> Option<Credential<'a>> {
    let said = String::from_utf8(Base64::decode_vec(encoded.trim()).ok()?).ok()?;
    said.split_once(':').map(|(_, token)| Credential::Password(secret::hash(token)))
}

/// Refuses to change anything for a page of another site. Browsers say where a request comes from; a cookie without
/// that word comes from a browser too old to be trusted with one.
pub fn refuse_other_sites(
    credential: Option<Credential<'_>>,
    method: &Method,
    headers: &HeaderMap,
) -> Answer<()> {
    let from = headers.get("sec-fetch-site").map(|value| value.to_str().unwrap_or("unreadable"));
    let allowed = match (credential, from) {
        _ if method.is_safe() => true,
        (Some(Credential::Bearer(_) | Credential::Password(_)), _) | (_, Some("same-origin" | "none")) => {
            true
        }
        (None, from) => from.is_none(),
        (Some(Credential::Cookie(_)), _) => false,
    };
    if allowed {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::FORBIDDEN, Problem::new("request.other_site")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_cookie_changes_things_only_from_our_own_pages() {
        let cookie = Some(Credential::Cookie("t"));
        let bearer = Some(Credential::Bearer("t"));
        for (credential, method, from, allowed) in [
            (cookie, Method::GET, Some("cross-site"), true),
            (cookie, Method::PUT, Some("same-origin"), true),
            (cookie, Method::PUT, Some("none"), true),
            (cookie, Method::PUT, Some("same-site"), false),
            (cookie, Method::DELETE, Some("cross-site"), false),
            (cookie, Method::POST, None, false),
            (bearer, Method::POST, None, true),
            (bearer, Method::POST, Some("cross-site"), true),
            (None, Method::POST, None, true),
            (None, Method::POST, Some("cross-site"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(from) = from {
                headers.insert("sec-fetch-site", HeaderValue::from_static(from));
            }
            let outcome = refuse_other_sites(credential, &method, &headers);
            assert_eq!(outcome.is_ok(), allowed, "{credential:?} {method} {from:?}");
        }
    }
}
