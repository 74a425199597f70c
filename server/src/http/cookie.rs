//! The session cookie: `__Host-` binds it to this host over https (browsers take localhost for as safe).

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name.
const NAME: &str = "__Host-parindex";
/// It outlives the session: what an expired one sends is then still known, and taken in.
const MAX_AGE_S: u32 = 400 * 24 * 3600;

/// Sets the token.
pub fn set(token: &str) -> HeaderValue {
    header_value(&format!("{NAME}={token}; Max-Age={MAX_AGE_S}; Path=/; Secure; HttpOnly; SameSite=Lax"))
}

/// Takes it away.
pub fn clear() -> HeaderValue {
    header_value(&format!("{NAME}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"))
}

fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("a token is hex digits")
}

/// The token that the request carries.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-parindexes=no"));
        assert_eq!(token(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("c=d; __Host-parindex=yes; e=f"));
        assert_eq!(token(&headers), Some("yes"));
    }
}
