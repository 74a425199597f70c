//! The session cookie: `__Host-` binds it to this host over https. WebKit keeps no such cookie for http://localhost, where
//! others do; there it has a plain name, which is asked for nowhere else. And what one page keeps until the browser is closed.

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name.
const NAME: &str = "__Host-parindex";
/// Its name on this very machine over plain http.
const LOOPBACK: &str = "parindex-loopback";
/// It outlives the session: what an expired one sends is then still known, and taken in.
const MAX_AGE_S: u32 = 400 * 24 * 3600;

/// Sets the token, for the page that the request comes from: a browser names it, whatever proxy stands between.
pub fn set(token: &str, headers: &HeaderMap) -> HeaderValue {
    let from = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let loopback = from.and_then(|from| from.strip_prefix("http://")).is_some_and(is_loopback);
    cookie(if loopback { LOOPBACK } else { NAME }, token, MAX_AGE_S)
}

/// Keeps this for one page and those below it until the browser is closed; no script sees it, and no other site's page sends it.
pub fn keep(path: &str, name: &str, value: &str, https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    header_value(&format!("{name}={value}; Path={path}; HttpOnly; SameSite=Strict{secure}"))
}

/// Takes away what is kept so.
pub fn drop(path: &str, name: &str) -> HeaderValue {
    header_value(&format!("{name}=; Max-Age=0; Path={path}; HttpOnly; SameSite=Strict"))
}

/// Takes it away, under either name.
pub fn clear() -> [HeaderValue; 2] {
    [NAME, LOOPBACK].map(|name| cookie(name, "", 0))
}

fn cookie(name: &str, token: &str, max_age: u32) -> HeaderValue {
    let secure = if name == NAME { "Secure; " } else { "" };
    header_value(&format!("{name}={token}; Max-Age={max_age}; Path=/; {secure}HttpOnly; SameSite=Lax"))
}

/// Whether `localhost:8080` and the like is this very machine.
fn is_loopback(host: &str) -> bool {
    let name =
        host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("tokens, codes and claims are letters and digits")
}

/// The token that the request carries. A server that is reached by `https` alone never takes the plain name: a proxy may
/// call it by a loopback address, and a neighbouring site may set a cookie that has no `__Host-`.
pub fn token(headers: &HeaderMap, https: bool) -> Option<&str> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let here = !https && host.is_some_and(is_loopback);
    named(NAME, headers).or_else(|| here.then(|| named(LOOPBACK, headers))?)
}

/// What a request carries under this name.
pub fn named<'a>(name: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-parindexes=no"));
        assert_eq!(token(&headers, false), None);
        headers.append(header::COOKIE, HeaderValue::from_static("c=d; __Host-parindex=yes; e=f"));
        assert_eq!(token(&headers, false), Some("yes"));
    }

    #[test]
    fn only_a_page_on_this_machine_over_plain_http_gets_the_plain_name() {
        let set = |origin: &'static str| {
            let headers = [(header::ORIGIN, HeaderValue::from_static(origin))].into_iter().collect();
            super::set("t", &headers).to_str().unwrap().to_owned()
        };
        for here in ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:80", "http://[::1]"] {
            assert_eq!(
                set(here),
                format!("parindex-loopback=t; Max-Age={MAX_AGE_S}; Path=/; HttpOnly; SameSite=Lax")
            );
        }
        for there in ["https://localhost", "http://localhost.example", "http://10.0.0.1", "null"] {
            assert!(set(there).starts_with("__Host-parindex=t; "), "{there}");
            assert!(set(there).contains("; Secure;"), "{there}");
        }
    }

    #[test]
    fn the_plain_name_is_known_on_this_machine_alone() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("parindex-loopback=here"));
        for (host, found) in
            [("localhost:8080", Some("here")), ("[::1]", Some("here")), ("pax.example", None)]
        {
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(token(&headers, false), found, "{host}");
            assert_eq!(token(&headers, true), None, "{host}");
        }
    }
}
